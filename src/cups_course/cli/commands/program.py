"""`cups-course program`: outlines that come with the tool or from a file, and which program is meant."""

from typing import Annotated

import typer

from cups_course.cli.session import Session

EXAMPLES = ("cups-course program add ldp-2020", "cups-course program list", "cups-course program use ldp-2020")

app = typer.Typer(
    help="Your programs: list them, add an outline, choose the one you mean.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


@app.command("list")
def list_(ctx: typer.Context, json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False) -> None:
    """The programs in your store, and the outlines that come with the tool."""
    from cups_course.programs.outlines import bundled
    from cups_course.store.reading import load
    from cups_course.view.programs import print_programs
    from cups_course.view.programs import programs as programs_json

    session: Session = ctx.obj
    with session.database_if_any() as database:
        kept = load(database) if database else []
    outlines = list(bundled().values())
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
    from cups_course.programs.outlines import find
    from cups_course.store.outlines import add_outline
    from cups_course.view.programs import print_added

    session: Session = ctx.obj
    found = find(outline)
    with session.new_database() as database:
        database.doing(f"program {found.key}, added")
        taken_over = add_outline(database, found)
    print_added(found, taken_over)


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
