"""`cups-course program`: outlines that come with the tool or from a file, and which program is meant."""

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.options import Json, ProgramKey, lower_case
from cups_course.cli.output import write_output
from cups_course.cli.session import Session, paged
from cups_course.errors import NothingKept, NotSaved, UnknownProgram, WrongUsage
from cups_course.outline.files import (
    SCHEMA_NAME,
    NewCourse,
    as_toml,
    bundled_outlines,
    check_outline,
    find_outline,
    outline_schema,
    outline_template,
    outline_text,
    table_of,
)
from cups_course.outline.outline import Outline, outline_of
from cups_course.outline.reader import A_KEY, MOST_QUESTIONS
from cups_course.paths import obstacle
from cups_course.refs import is_key
from cups_course.shell import CommandLine
from cups_course.store.outlines import add_outline, use_program
from cups_course.store.reading import load
from cups_course.store.writing import remove_program
from cups_course.system.files import can_ask, write_text
from cups_course.text import clean
from cups_course.thread.placing import OWN_PROGRAM
from cups_course.view.documents import outline_check_document, print_json, programs_document
from cups_course.view.outline import print_added, print_checked, print_outline, print_programs, print_removed
from cups_course.view.screen import say, tell

EXAMPLES = (
    "cups-course program list",
    "cups-course program add ldp-2022",
    "cups-course program show ldp-2022",
    "cups-course program new kind-leaders --course 'Listening Well=5' --course 'Asking=3'",
    "cups-course program check kind-leaders.toml",
    "cups-course program add kind-leaders.toml",
    "cups-course program use kind-leaders",
    "cups-course program show kind-leaders --format toml > kind-leaders.toml",
    "cups-course program remove kind-leaders",
)

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
)


_NAME_FOR_OTHERS = "our-courses"
"""The key in the output of the program that each person has for courses without an outline."""


class OutlineFormat(StrEnum):
    """What an outline can be shown as."""

    text = "text"
    toml = "toml"
    json = "json"


@app.command("list")
def program_list(ctx: typer.Context, json: Json = False) -> None:
    """Lists your programs, and the outlines that come with cups-course."""
    session: Session = ctx.obj
    with session.database_if_any() as database:
        kept = load(database) if database else []
    outlines = list(bundled_outlines().values())
    if json:
        print_json(programs_document(kept, outlines))
    else:
        print_programs(kept, outlines)


@app.command("add")
def program_add(
    ctx: typer.Context,
    outline: Annotated[str, typer.Argument(metavar="KEY|FILE", help="The key or the TOML file of an outline.")],
) -> None:
    """Adds the courses, discussions and questions of an outline to your checklist."""
    session: Session = ctx.obj
    found = find_outline(outline)
    with session.new_database() as database:
        database.doing(f"added program {found.key}")
        added = add_outline(database, found)
    print_added(found, added)


@app.command("new")
def program_new(
    key: Annotated[str | None, typer.Argument(metavar="[NEW]", help="Its key, such as kind-leaders.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="Its title.")] = None,
    courses: Annotated[
        list[str] | None,
        typer.Option("--course", metavar="TITLE[=N]", help="A course and its number of discussions. Can be repeated."),
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="The file to write. Default: NEW.toml.")] = None,
    with_schema: Annotated[
        bool, typer.Option("--schema", help="Also write outline.schema.json, for editors that check while you type.")
    ] = False,
) -> None:
    """Creates a file with an outline of your own, for you to fill in."""
    asking = can_ask() and key is None
    if key is None and not asking:
        raise WrongUsage("NEW is missing. Choose a key for the program:", CommandLine("program", "new", "kind-leaders"))
    key = _ask("Which key should references use, such as kind-leaders-2026") if key is None else key
    _refuse_bad_key(key)
    title = title if title is not None else _ask("What is the program called") if asking else ""
    outlined = list(_ask_courses()) if asking and not courses else [_parse_course(one) for one in courses or ()]
    path = output or Path(f"{key}.toml")
    if not obstacle(path) and path.exists():
        raise NotSaved(
            f"{path} already exists and was not changed. To use another name:",
            CommandLine("program", "new", key, "--output", "OTHER.toml"),
        )
    name = clean(path.name)
    write_text(
        path,
        outline_template(key, title or key, outlined or [NewCourse("")], file=name, with_schema=with_schema),
        force=False,
    )
    say(f"Wrote {path}. Fill in what you know, then:")
    if with_schema:
        _write_schema(path.parent / SCHEMA_NAME)
    say(CommandLine("program", "check", path), CommandLine("program", "add", path))


@app.command("check")
def program_check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Outline files (TOML).")],
    json: Json = False,
) -> None:
    """Lists the mistakes in an outline with their lines. Exit code 1 if there are any."""
    results = [(str(file), *check_outline(outline_text(file))) for file in files]
    if json:
        documents = [outline_check_document(*result) for result in results]
        print_json({"outlines": documents} if len(documents) > 1 else documents[0])
    else:
        for result in results:
            print_checked(*result)
    if any(faults for _, _, faults in results):
        raise typer.Exit(1)


@app.command("show")
def program_show(
    ctx: typer.Context,
    key: Annotated[
        str | None,
        typer.Argument(metavar="[KEY]", callback=lower_case, help="The program's key. Default: the one in use."),
    ] = None,
    format_: Annotated[OutlineFormat, typer.Option("--format", help="The output format.")] = OutlineFormat.text,
    json: Annotated[bool, typer.Option("--json", help="Same as --format json.")] = False,
    name: Annotated[str | None, typer.Option("--as", metavar="NEW", help="Give the outline another key.")] = None,
) -> None:
    """Shows a program's outline, including what imports added. It contains none of your answers."""
    outline = _outline_to_show(ctx.obj, key, name)
    if json or format_ is OutlineFormat.json:
        print_json(table_of(outline))
    elif format_ is OutlineFormat.toml:
        write_output(as_toml(outline))
    else:
        with paged(ctx.obj):
            print_outline(outline)


@app.command("use")
def program_use(ctx: typer.Context, key: ProgramKey) -> None:
    """Chooses the program for short references such as 2.2."""
    session: Session = ctx.obj
    with session.database() as database:
        database.doing(f"switched to program {key}")
        use_program(database, key)
    tell(f"Short references such as 2.2 now refer to {key}.")


@app.command("remove")
def program_remove(ctx: typer.Context, key: ProgramKey) -> None:
    """Removes a program from the checklist. Anything with your words stays."""
    session: Session = ctx.obj
    with session.database() as database:
        database.doing(f"removed program {key}")
        removed = remove_program(database, key)
        left = next((one for one in load(database) if one.key == key), None)
    print_removed(key, removed, left)


def _write_schema(path: Path) -> None:
    if path.exists() and path.read_bytes() != outline_schema().encode("utf-8"):
        say(f"{path} already exists and was not changed.")
    elif not path.exists():
        write_text(path, outline_schema(), force=False)


def _parse_course(text: str) -> NewCourse:
    """The course that `TITLE` or `TITLE=5` describes. Raises WrongUsage."""
    match = re.fullmatch(r"(?s)(.*)=\s*(\d+)\s*", text)
    if match and not _is_count(match[2]):
        raise WrongUsage(f"--course takes 1 to {MOST_QUESTIONS} discussions, not {match[2]}.")
    return NewCourse(match[1], int(match[2])) if match else NewCourse(text)


def _is_count(digits: str) -> bool:
    return re.fullmatch(r"[0-9]{1,2}", digits) is not None and int(digits) > 0


def _ask_courses() -> Iterator[NewCourse]:
    number = 1
    while title := _ask(f"What is course {number} called (Enter to finish)", default=""):
        while not _is_count(discussions := _ask("  How many discussions does it have", default="1")):
            say(f"  Enter a number from 1 to {MOST_QUESTIONS}.")
        yield NewCourse(title, int(discussions))
        number += 1


def _ask(question: str, default: str | None = None) -> str:
    answer: str = typer.prompt(question, default=default, show_default=bool(default), err=True, prompt_suffix="? ")
    return answer.strip()


def _refuse_bad_key(key: str) -> None:
    if key == OWN_PROGRAM or (re.fullmatch(r"[a-z][a-z0-9_-]*", key) and not is_key(key)):
        raise WrongUsage(
            f"{key} can't be the key of an outline, because it means something else in references. Use another name, "
            f"such as {key}-program."
        )
    if not is_key(key):
        raise WrongUsage(f"{key} can't be the key of an outline. Use {A_KEY}.")


def _outline_to_show(session: Session, key: str | None, name: str | None) -> Outline:
    """The outline of the program with this key, or of the one in use or the only one. `name` is its key in the output.

    Raises NothingKept, UnknownProgram, or WrongUsage if there are several programs to choose from.
    """
    if name is not None:
        _refuse_bad_key(name)
    with session.database_if_any() as database:
        programs = load(database) if database else []
    if key is None:
        if not programs:
            raise NothingKept
        in_use = [one for one in programs if one.in_use] or programs
        if len(in_use) > 1:
            raise WrongUsage(
                "You have several programs. Choose one:", *(CommandLine("program", "show", one.key) for one in in_use)
            )
        key = in_use[0].key
    program = next((one for one in programs if one.key == key), None)
    outlines = {} if program else bundled_outlines()
    if program is None and key not in outlines:
        raise UnknownProgram(key, [*(one.key for one in programs), *outlines], where="in your store")
    outline = outline_of(program) if program else outlines[key]
    if outline.key == OWN_PROGRAM and name is None:
        name = _NAME_FOR_OTHERS
        say(
            f"Everyone has a program called {OWN_PROGRAM}, so the key of this outline is {name}. For another key:",
            CommandLine("program", "show", OWN_PROGRAM, "--as", "KEY"),
        )
    return replace(outline, key=name or outline.key)
