"""The application: builds only the command that is called, and turns every error into a message.

Building all commands on each start would take twice as long as all of `status` (benchmarks/start.py).
"""

import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from difflib import get_close_matches
from importlib import import_module
from inspect import getdoc
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer._click.core import Command, Context
from typer._click.exceptions import ClickException, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.exceptions import Abort, Exit
from typer.main import get_command_from_info, get_group
from typer.models import CommandInfo

from cups_course.cli.parsing import HELP_OPTIONS, CourseCommand, CourseGroup
from cups_course.cli.registry import PURPOSES, guessed, module_of, purpose_of
from cups_course.cli.session import Session
from cups_course.errors import CourseError, NotSaved, WrongUsage
from cups_course.model import Discussion, Program, Task
from cups_course.shell import CommandLine
from cups_course.states import all_discussions
from cups_course.store.database import open_store
from cups_course.store.reading import load
from cups_course.system.drafts import Draft, draft_key, drafts
from cups_course.text import clean, decode
from cups_course.view.screen import say
from cups_course.view.wording import set_plain


class LazyGroup(TyperGroup):
    """The commands of `cups-course`, each built when it is called. A bare call is `status`."""

    def list_commands(self, ctx: Context) -> list[str]:
        """The names of all commands, the everyday ones first."""
        return list(PURPOSES)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of this name, built if it wasn't yet; None if there is none."""
        if cmd_name not in PURPOSES:
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = _build(cmd_name)
        return self.commands[cmd_name]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse the options of the group. Without a command, call `status`."""
        rest = super().parse_args(ctx, args)
        if not ctx._protected_args and not ctx.resilient_parsing:
            ctx._protected_args = ["status"]
        return rest

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Find the command that is called. Raises WrongUsage, which names commands that the person may mean."""
        if args[0] in PURPOSES or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        word = clean(args[0])
        if command := guessed(word, *args[1:]):
            raise WrongUsage(f"There is no command {word}. Use:", command)
        close = get_close_matches(word.casefold(), PURPOSES, n=2, cutoff=0.7)
        if close:
            raise WrongUsage(
                f"There is no command {word}. Did you mean:", *(CommandLine(name, *args[1:]) for name in close)
            )
        raise WrongUsage(f"There is no command {word}. To see all commands:", CommandLine("help", "--all"))

    def make_context(self, info_name: str | None, args: list[str], *others: Any, **extra: Any) -> Context:
        """Parse the options of every command; `--help` and `--version` print at this point."""
        with _flushed_output():
            return super().make_context(info_name, [_decode_argument(one) for one in args], *others, **extra)

    def invoke(self, ctx: Context) -> Any:
        """Run the command. Every error becomes a message and an exit code, never a traceback."""
        try:
            return self._invoke_with_messages(ctx)
        finally:
            _mention_drafts(ctx.obj)

    def _invoke_with_messages(self, ctx: Context) -> Any:
        try:
            with _flushed_output():
                return super().invoke(ctx)
        except CourseError as error:
            _end_with(ctx, error)
        except UsageError as error:
            if explained := _explained(ctx, error):
                _end_with(ctx, explained)
            raise
        except (ClickException, Exit, Abort, EOFError):
            raise
        except Exception as error:
            if os.environ.get("CUPS_COURSE_DEBUG"):
                raise
            if ctx.obj and (damaged := ctx.obj.damage()):
                _end_with(ctx, damaged)
            # Never print the error's own text: it may hold private words.
            say(
                f"Something went wrong inside cups-course ({type(error).__name__}). What you saved is safe. "
                "Please report this, and what you did. To see details, set CUPS_COURSE_DEBUG=1 and run the command "
                "again. The details may contain your own words."
            )
            ctx.exit(1)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the everyday commands, each with an example."""
        from cups_course.cli.help import everyday_help  # a module less for every command

        formatter.write(everyday_help(formatter.width))


def _explained(ctx: Context, error: UsageError) -> CourseError | None:
    """A usage error in plain words, with the corrected command; None if its own words will do."""
    from cups_course.cli.usage import explain  # with typed_refs, 1 ms: only errors need it

    programs: list[Program] = []
    with suppress(CourseError, sqlite3.Error):
        if ctx.obj:
            with ctx.obj.database_if_any() as database:
                programs = load(database) if database else []
    return explain(error, programs)


def _mention_drafts(session: Session | None) -> None:
    """Say which discussions have unsaved words, and the command that saves them. Never fails a command."""
    with suppress(Exception):
        if session and (waiting := [draft for draft in drafts(session.path) if draft.typed() and not draft.is_open]):
            _print_waiting(session.path, waiting)


def _print_waiting(store: Path, waiting: list[Draft]) -> None:
    # With Rich, 30 ms: there are seldom unsaved words.
    from cups_course.answer_document import AnswerDocument
    from cups_course.view.answers import print_waiting

    subjects = _written_subjects(store)
    refs, files = [], []
    for draft in sorted(waiting, key=lambda draft: draft.path.stat().st_mtime, reverse=True):
        subject = subjects.get(draft.key)
        if subject is None:
            files.append(draft.path)
        elif isinstance(subject, Discussion) and not AnswerDocument(subject).says_more(draft.typed(), draft.opened()):
            continue
        elif subject.ref not in refs:
            refs.append(subject.ref)
    if refs or files:
        print_waiting(refs, files)


def _written_subjects(path: Path) -> dict[str, Discussion | Task]:
    """Every discussion and task in the store by the key of its drafts; none if the store can't be read."""
    with suppress(CourseError, sqlite3.Error):
        if database := open_store(path, create=False):
            with closing(database):
                programs = load(database)
            subjects: list[Discussion | Task] = [*all_discussions(programs)]
            for discussion in all_discussions(programs):
                subjects += discussion.tasks
            for program in programs:
                subjects += program.tasks
                for course in program.courses:
                    subjects += course.tasks
            return {draft_key(one.id): one for one in subjects}
    return {}


def _end_with(ctx: Context, error: CourseError) -> NoReturn:
    say(*error.lines, *error.commands)
    ctx.exit(error.exit_code)


def _decode_argument(argument: str) -> str:
    """An argument as it was typed, even if it isn't UTF-8. The name of a file stays as the system has it."""
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        # That of pathlib fails for a name that is too long.
        return argument if os.path.exists(argument) else decode(os.fsencode(argument))  # noqa: PTH110
    return argument


@contextmanager
def _flushed_output() -> Iterator[None]:
    """Write all output before the command ends, so that an error can still be reported.

    Raises NotSaved if output can't be written. A reader that stops early (`| head`) is no error.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        _drop_output()
        if isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL):
            raise Exit(0) from None
        reason = error.strerror or error
        if error.filename:
            raise CourseError(f"{error.filename} can't be used: {reason}.") from error
        raise NotSaved(f"The output could not be written: {reason}.") from error


def _drop_output() -> None:
    """Discard what is still buffered: Python would fail again to write it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _build(name: str) -> Command:
    module = import_module(module_of(name))
    if hasattr(module, "app"):
        from cups_course.cli.help import examples_of  # a module less for every command

        module.app.info.epilog = _epilog(examples_of(name))
        module.app.info.help = purpose_of(name)
        for info in module.app.registered_commands:
            info.cls = CourseCommand if info.cls is TyperCommand else info.cls
        module.app.info.cls = CourseGroup
        command: Command = get_group(module.app)
        for inner_name, inner in getattr(command, "commands", {}).items():
            inner.epilog = _epilog(examples_of(f"{name} {inner_name}"))
            _add_options_of_every_command(inner)
    else:
        command = get_command_from_info(
            CommandInfo(
                name=name,
                callback=module.run,
                help="\n\n".join([purpose_of(name), *filter(None, [getdoc(module.run)])]),
                cls=getattr(module, "Command", CourseCommand),
                epilog=_epilog(module.EXAMPLES),
            ),
            pretty_exceptions_short=False,
            rich_markup_mode=None,
        )
    _add_options_of_every_command(command)
    return command


def _epilog(examples: Sequence[str]) -> str:
    lines = "\n".join(f"  {line}" for line in examples)
    return f"\b\nExamples:\n{lines}"


def _add_options_of_every_command(command: Command) -> None:
    """Accept `--store`, `--plain` and `--no-pager` after the command too, not only before it."""
    command.params += [
        _session_option("--store", "store", Path, type=str),
        _session_option("--plain/--drawn", "plain", bool, is_flag=True, default=None),
        _session_option("--no-pager", "pager", lambda value: not value, is_flag=True, default=None),
    ]


def _session_option(option: str, attribute: str, convert: Callable[[Any], Any], **kind: Any) -> TyperOption:
    """An option that sets an attribute of the session, if it is given."""

    def set_attribute(ctx: Context, _: object, value: Any) -> None:
        if value is not None:
            setattr(ctx.find_root().obj, attribute, convert(value))

    return TyperOption(param_decls=[option], callback=set_attribute, expose_value=False, hidden=True, **kind)


# Typer's own tracebacks print local variables, and so private answers. Without its markup mode, help and usage errors
# are plain text and need no more of Rich. Its completion builds every command for each Tab and knows no references;
# ours is in cli/completion.
app = typer.Typer(
    cls=LazyGroup,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
    context_settings={"help_option_names": list(HELP_OPTIONS)},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"cups-course {version('cups-course')}")
        raise typer.Exit


@app.callback()
def start_session(
    ctx: typer.Context,
    store: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", envvar="CUPS_COURSE_STORE", show_envvar=False, help="The file with all your data."
        ),
    ] = None,
    plain: Annotated[
        bool | None,
        typer.Option("--plain/--drawn", help="One sentence per line, for screen readers.", show_default=False),
    ] = None,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Never open a pager.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Set what holds for the whole call: the store, and how output is shown."""
    session = Session(store, plain=plain, pager=False if no_pager else None)
    set_plain(session.wants_plain)
    ctx.obj = session
