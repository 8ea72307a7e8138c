"""The application: it imports and builds only the command that is called, and it is where errors end.

Building every command on each start would cost what `status` takes twice over (benchmarks/start.py).
"""

import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from textwrap import wrap
from typing import Annotated, Any, NoReturn

import typer
from typer._click.core import Command, Context
from typer._click.exceptions import ClickException, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.exceptions import Abort, Exit
from typer.main import get_command_from_info, get_group
from typer.models import CommandInfo

from cups_course.cli.registry import GROUPS, module_of
from cups_course.cli.session import Session
from cups_course.errors import CourseError, NotSaved
from cups_course.model import Discussion
from cups_course.states import all_discussions
from cups_course.store.database import open_store
from cups_course.store.reading import load
from cups_course.system.drafts import Draft, drafts
from cups_course.text import clean, decode
from cups_course.view.wording import set_plain


def mention_waiting(session: Session | None) -> None:
    """Say which discussions have words that are not kept, and the command that keeps them. It never fails a command."""
    with suppress(Exception):
        if session and (found := [draft for draft in drafts(session.path) if _holds_words(draft)]):
            _mention(session.path, found)


def _holds_words(draft: Draft) -> bool:
    return bool(draft.typed()) and not draft.is_open


def _mention(store: Path, waiting: list[Draft]) -> None:
    # With Rich, 30 ms: words seldom wait.
    from cups_course.answer_document import AnswerDocument
    from cups_course.view.answers import print_waiting

    known = _discussions(store)
    refs, files = [], []
    for draft in sorted(waiting, key=lambda draft: draft.path.stat().st_mtime, reverse=True):
        discussion = known.get(draft.discussion)
        if discussion is None:
            files.append(draft.path)
        elif AnswerDocument(discussion).says_more(draft.typed(), draft.opened()) and discussion.ref not in refs:
            refs.append(discussion.ref)
    if refs or files:
        print_waiting(refs, files)


def _discussions(path: Path) -> dict[str, Discussion]:
    """Every discussion in the store by its id; none where the store cannot be read."""
    with suppress(CourseError, sqlite3.Error):
        if database := open_store(path, create=False):
            with closing(database):
                return {one.id: one for one in all_discussions(load(database))}
    return {}


COMMANDS = tuple(name for names in GROUPS.values() for name in names)


class ProseCommand(TyperCommand):
    """A command whose last arguments are a person's text, which may begin with `-`.

    What looks like an option (`--word`) but is none stays a wrong option, so that a mistyped one is never kept as
    somebody's answer. Such commands have no short options: they would eat letters.
    """

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Put everything that is no option where no parser takes it for one, in the order it came."""
        takes_value = {name: not getattr(option, "is_flag", False) for option in self.params for name in option.opts}
        options: list[str] = []
        texts: list[str] = []
        waiting = iter(args)
        for one in waiting:
            if one == "--":
                texts += waiting
                break
            name, _, value = one.partition("=")
            mistyped = name.startswith("--") and name[2:].replace("-", "").isalpha()
            if name in takes_value or mistyped:
                options.append(one)
                if takes_value.get(name) and not value and (given := next(waiting, None)) is not None:
                    options.append(given)
            else:
                texts.append(one)
        return super().parse_args(ctx, [*options, "--", *texts])


class LazyGroup(TyperGroup):
    """The commands of `cups-course`, each built when it is called. A bare call is `status`."""

    def list_commands(self, ctx: Context) -> list[str]:
        """The names of all commands, the everyday ones first."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of this name, built now; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = _built(cmd_name)
        return self.commands[cmd_name]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """A bare call, also one with options of the group only, shows the checklist."""
        rest = super().parse_args(ctx, args)
        if not ctx._protected_args and not ctx.resilient_parsing:
            ctx._protected_args = ["status"]
        return rest

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Find the command called, or say which one may have been meant."""
        if args[0] in COMMANDS or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        close = get_close_matches(args[0], COMMANDS, n=2)
        meant = f" Did you mean {' or '.join(close)}?" if close else ""
        raise UsageError(f"There is no command {clean(args[0])}.{meant}", ctx)

    def make_context(self, info_name: str | None, args: list[str], *others: Any, **extra: Any) -> Context:
        """Read the options of every command; `--help` and `--version` print here already."""
        with _written_out():
            return super().make_context(info_name, [_as_text(one) for one in args], *others, **extra)

    def invoke(self, ctx: Context) -> Any:
        """Run the command; every error becomes a sentence here, and no traceback leaves."""
        try:
            return self._said_in_words(ctx)
        finally:
            mention_waiting(ctx.obj)

    def _said_in_words(self, ctx: Context) -> Any:
        try:
            with _written_out():
                return super().invoke(ctx)
        except CourseError as error:
            _end_with(ctx, error)
        except (ClickException, Exit, Abort, EOFError):
            raise
        except Exception as error:
            if os.environ.get("CUPS_COURSE_DEBUG"):
                raise
            if ctx.obj and (damaged := ctx.obj.damage()):
                _end_with(ctx, damaged)
            from cups_course.view.screen import say  # as in `_end_with`

            # Never the error's own text: it may hold somebody's words.
            say(
                f"Something went wrong inside cups-course ({type(error).__name__}). What is kept is safe. Please tell "
                "us how it came about; with CUPS_COURSE_DEBUG=1 the same command says more, maybe your own words too."
            )
            ctx.exit(1)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The commands by what a person wants to do, each with an example."""
        formatter.write("Carries you through a forum course: what it asks, what you wrote, what remains.\n\n")
        formatter.write("  cups-course [--store FILE] COMMAND ...        cups-course COMMAND --help\n")
        column = max(map(len, COMMANDS)) + 4
        for title, names in GROUPS.items():
            formatter.write(f"\n{title}\n")
            for name in names:
                command = self.get_command(ctx, name)
                assert command is not None
                purpose = wrap(command.get_short_help_str(limit=200), formatter.width - column)
                for line, beside in zip(
                    [f"  {name}"] + [""] * len(purpose), [*purpose, examples_of(name)[0]], strict=True
                ):
                    formatter.write(f"{line:<{column}}{beside}\n")
        formatter.write("\nReferences: 2 a course, 2.2 a discussion, 2.2.1 a question, 2.2.quiz a task,\n")
        formatter.write("2.form the evaluation form, 2.2@peer your reply; ldp-2020/2.2 with its program.\n")
        self.format_options(ctx, formatter)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Nothing: they stand above the options, in their groups."""


def _end_with(ctx: Context, error: CourseError) -> NoReturn:
    from cups_course.view.screen import command_line, say  # brings Rich, 25 ms, which `--help` does without

    say(error.message, *map(command_line, error.commands))
    ctx.exit(error.exit_code)


def _as_text(argument: str) -> str:
    """An argument as it was typed, also where it came in another encoding; a file's name stays as the system has it."""
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        return argument if Path(argument).exists() else decode(os.fsencode(argument))
    return argument


@contextmanager
def _written_out() -> Iterator[None]:
    """Output goes out before the command ends, so that what stops it can still be said. That whoever reads it has seen
    enough (`| head`) is no error."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        _drop_output()
        if isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL):
            raise Exit(0) from None
        raise NotSaved(f"The output could not be written: {error.strerror or error}.") from error


def _drop_output() -> None:
    """Nothing is left to be written when Python ends, or it would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def examples_of(command: str) -> list[str]:
    """The examples of a command, as they are typed; those of `program add` stand among those of `program`."""
    name, _, inner = command.partition(" ")
    return [one for one in import_module(module_of(name)).EXAMPLES if not inner or f"cups-course {command}" in one]


def _built(name: str) -> Command:
    module = import_module(module_of(name))
    if hasattr(module, "app"):
        module.app.info.epilog = _examples(examples_of(name))
        command: Command = get_group(module.app)
        for inner_name, inner in getattr(command, "commands", {}).items():
            inner.epilog = _examples(examples_of(f"{name} {inner_name}"))
            _add_options_of_every_command(inner)
    else:
        command = get_command_from_info(
            CommandInfo(
                name=name,
                callback=module.run,
                cls=getattr(module, "Command", None),
                epilog=_examples(module.EXAMPLES),
            ),
            pretty_exceptions_short=False,
            rich_markup_mode=None,
        )
    _add_options_of_every_command(command)
    return command


def _examples(examples: Sequence[str]) -> str:
    lines = "\n".join(f"  {line}" for line in examples)
    return f"\b\nExamples:\n{lines}"


def _add_options_of_every_command(command: Command) -> None:
    """`--store`, `--plain` and `--no-pager` are understood everywhere, not only before the command."""
    command.params += [
        _everywhere("--store", "store", Path, type=str),
        _everywhere("--plain/--drawn", "plain", bool, is_flag=True, default=None),
        _everywhere("--no-pager", "pager", lambda value: not value, is_flag=True, default=None),
    ]


def _everywhere(option: str, about: str, meaning: Callable[[Any], Any], **kind: Any) -> TyperOption:
    """An option that, where it is given, sets what the session knows `about`."""

    def choose(ctx: Context, _: object, value: Any) -> None:
        if value is not None:
            setattr(ctx.find_root().obj, about, meaning(value))

    return TyperOption(param_decls=[option], callback=choose, expose_value=False, hidden=True, **kind)


# Typer's own tracebacks would print local variables, and with them private answers. Without its markup mode help and
# usage errors stay plain text and import no more of Rich.
# Its own completion builds every command for each Tab, and knows no references: ours is in cli/completion.
app = typer.Typer(cls=LazyGroup, pretty_exceptions_enable=False, rich_markup_mode=None, add_completion=False)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"cups-course {version('cups-course')}")
        raise typer.Exit


@app.callback()
def everywhere(
    ctx: typer.Context,
    store: Annotated[
        Path | None,
        typer.Option(envvar="CUPS_COURSE_STORE", help="The file that holds everything.", show_default=False),
    ] = None,
    plain: Annotated[
        bool | None,
        typer.Option("--plain/--drawn", help="One sentence a line, for screen readers.", show_default=False),
    ] = None,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Print also what is longer than the screen.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Carries you through a forum course: what it asks, what you wrote, what remains."""
    session = Session(store, plain=plain, pager=False if no_pager else None)
    set_plain(session.wants_plain)
    ctx.obj = session
