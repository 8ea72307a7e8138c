"""`cups-course program`: outlines that come with the tool or from a file, and which program is meant."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.session import Session

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
    help="Your programs: list them, add or write an outline, choose the one you mean.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


class OutlineFormat(StrEnum):
    """What an outline can be shown as."""

    text = "text"
    toml = "toml"
    json = "json"


@app.command("list")
def list_(ctx: typer.Context, json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False) -> None:
    """The programs in your store, and the outlines that come with the tool."""
    from cups_course.programs.outlines import bundled_outlines
    from cups_course.store.reading import load
    from cups_course.view.programs import print_programs
    from cups_course.view.programs import programs_document as programs_json

    session: Session = ctx.obj
    with session.database_if_any() as database:
        kept = load(database) if database else []
    outlines = list(bundled_outlines().values())
    if json:
        from cups_course.view.json_output import print_json

        print_json(programs_json(kept, outlines))
    else:
        print_programs(kept, outlines)


@app.command()
def add(
    ctx: typer.Context,
    outline: Annotated[str, typer.Argument(metavar="KEY|FILE", help="An outline's key, or a TOML file.")],
) -> None:
    """Adds an outline: its courses, discussions and questions become your checklist."""
    from cups_course.programs.outlines import find_outline
    from cups_course.store.outlines import add_outline
    from cups_course.view.programs import print_added

    session: Session = ctx.obj
    found = find_outline(outline)
    with session.new_database() as database:
        database.doing(f"program {found.key}, added")
        added = add_outline(database, found)
    print_added(found, added)


@app.command()
def new(
    key: Annotated[
        str | None, typer.Argument(metavar="[NEW]", help="The key it is to have, such as kind-leaders.")
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="What the program is called.")] = None,
    courses: Annotated[
        list[str] | None,
        typer.Option(
            "--course", metavar="TITLE[=N]", help="A course and how many discussions it has; again for the next."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write it; else the key with .toml.")
    ] = None,
    with_schema: Annotated[
        bool, typer.Option("--schema", help="Also write outline.schema.json, for editors that check while you type.")
    ] = False,
) -> None:
    """Writes the beginning of an outline of your own, to fill in. What is there is never written over."""
    from cups_course.cli.new_outline import write_new

    write_new(key, title, courses, output, with_schema=with_schema)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Outlines in TOML.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Names everything in an outline that is not as it should be, with its line; exit code 1 where there is any."""
    from cups_course.programs.outlines import check_outline as faults_of
    from cups_course.programs.outlines import outline_text
    from cups_course.view.programs import check_document, print_checked

    results = [(str(file), *faults_of(outline_text(file))) for file in files]
    if json:
        from cups_course.view.json_output import print_json

        documents = [check_document(*result) for result in results]
        print_json({"outlines": documents} if len(documents) > 1 else documents[0])
    else:
        for result in results:
            print_checked(*result)
    if any(faults for _, _, faults in results):
        raise typer.Exit(1)


@app.command()
def show(
    ctx: typer.Context,
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", help="The program; else the one you use.")] = None,
    format_: Annotated[OutlineFormat, typer.Option("--format", help="How it is written.")] = OutlineFormat.text,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    name: Annotated[
        str | None, typer.Option("--as", metavar="NEW", help="The key that the outline is to have for others.")
    ] = None,
) -> None:
    """The outline of a program as you have it, what imports told included. Nothing that you wrote is in it."""
    from cups_course.cli.handing_out import write_output
    from cups_course.cli.outline_shown import outline_to_show
    from cups_course.cli.paging import paged
    from cups_course.programs.writer import as_toml, table_of
    from cups_course.view.programs import print_outline

    outline = outline_to_show(ctx.obj, key, name)
    if json or format_ is OutlineFormat.json:
        from cups_course.view.json_output import print_json

        print_json(table_of(outline))
    elif format_ is OutlineFormat.toml:
        write_output(as_toml(outline))
    else:
        with paged(ctx.obj):
            print_outline(outline)


@app.command()
def use(ctx: typer.Context, key: Annotated[str, typer.Argument(help="The program's key.")]) -> None:
    """Chooses the program that short references such as 2.2 mean."""
    from cups_course.store.outlines import use_program
    from cups_course.view.screen import tell

    session: Session = ctx.obj
    with session.database() as database:
        database.doing(f"program {key}, chosen")
        use_program(database, key)
    tell(f"References such as 2.2 now mean the program {key}.")


@app.command()
def remove(ctx: typer.Context, key: Annotated[str, typer.Argument(help="The program's key.")]) -> None:
    """Takes a program out of the checklist, but for what holds something of yours."""
    from cups_course.store.reading import load
    from cups_course.store.removing import remove_program
    from cups_course.view.programs import print_removed

    session: Session = ctx.obj
    with session.database() as database:
        database.doing(f"program {key}, removed")
        removed = remove_program(database, key)
        left = next((one for one in load(database) if one.key == key), None)
    print_removed(key, removed, left)
