"""How a command line is parsed and its help is written: what our commands do otherwise than Typer's."""

from typing import Any

from typer._click.core import Context, Parameter
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup
from typer.models import TyperPath

from cups_course.cli.session import Session
from cups_course.system.files import expanded

HELP_OPTIONS = ("-h", "--help")


class CourseCommand(TyperCommand):
    """A command whose usage names a required argument without braces, as manuals do, and whose paths may begin with
    `~`: a shell doesn't expand it in quotation marks or after `--file=`."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse, and expand `~` in every path."""
        rest = super().parse_args(ctx, args)
        for name in (str(one.name) for one in self.params if _is_path(one)):
            match ctx.params.get(name):
                case str(path):
                    ctx.params[name] = _expanded(path)
                case list() | tuple() as paths:
                    ctx.params[name] = [_expanded(path) for path in paths]
        return rest

    def invoke(self, ctx: Context) -> Any:
        """Run it, once all options are known; first delete what killed commands left."""
        if isinstance(ctx.obj, Session):
            ctx.obj.remove_leftovers()
        return super().invoke(ctx)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """The parts of the usage line."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]


def _expanded(path: str) -> str:
    return str(expanded(path)) if path.startswith("~") else path  # a `Path` would also change https://


def _is_path(parameter: Parameter) -> bool:
    """Whether a parameter takes a path, or may take one: a key or a file."""
    metavar = str(getattr(parameter, "metavar", "") or "")
    return isinstance(parameter.type, TyperPath) or any(word in metavar for word in ("FILE", "FOLDER", "SOURCE"))


class ProseCommand(CourseCommand):
    """A command whose last arguments are a person's text, which may begin with `-`.

    A word that looks like an option (`--word`) but is none is an error, so that a mistyped option is never kept as an
    answer. The only short option of such commands is `-h`.
    """

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Move everything that is no option behind a `--`, in its order, so that the parser takes it as it is."""
        takes_value = {
            name: not getattr(option, "is_flag", False)
            for option in self.params
            for name in option.opts
            if name[0] == "-"
        }
        options: list[str] = []
        texts: list[str] = []
        rest = iter(args)
        for argument in rest:
            if argument == "--":
                texts += rest
                break
            name, _, value = argument.partition("=")
            mistyped = name.startswith("--") and name[2:].replace("-", "").isalpha()
            if name in takes_value or mistyped or name in HELP_OPTIONS:
                options.append(argument)
                if takes_value.get(name) and not value:
                    if (following := next(rest, None)) is None:
                        return super().parse_args(ctx, args)
                    options.append(following)
            else:
                texts.append(argument)
        return super().parse_args(ctx, [*options, "--", *texts])


class CourseGroup(TyperGroup):
    """A command with commands inside, such as `program`; its help shows the whole purpose of each."""

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands inside, each with its purpose."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, (command.help or "").partition("\n\n")[0]) for name, command in commands if command]
            )
