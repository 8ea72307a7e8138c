"""`cups-course profile`: what forms ask about the person, kept once."""

from typing import Annotated

import typer

from cups_course.cli.session import Session
from cups_course.course.errors import NothingToKeep, WrongUsage
from cups_course.course.wording import fold_space

EXAMPLES = ('cups-course profile name "Ann Example"', "cups-course profile", "cups-course profile email --remove")


def run(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="What it is: name, email, batch.")] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="What to fill in for it.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the entry away.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Shows or keeps what evaluation forms ask about you, such as your name."""
    from cups_course.store.forms import profile, set_profile
    from cups_course.view.profile import print_profile

    session: Session = ctx.obj
    if value is not None and remove:
        raise WrongUsage("Either give a value, or take the entry away.")
    if name is None or (value is None and not remove):
        with session.database_if_any() as database:
            told = profile(database.connection) if database else {}
        if name is not None:
            told = {name: told[name]} if name in told else {}
        if json:
            from cups_course.view.json_output import print_json

            print_json(told)
        else:
            from cups_course.view.profile import print_profile

            print_profile(told)
        return
    if value is not None and not fold_space(value):
        raise NothingToKeep("There are no words to keep, so nothing was changed.")
    with session.new_database() as database:
        database.doing(f"{name} in your profile, {'taken away' if remove else 'kept'}")
        changed = set_profile(database, name, None if remove else value)
    from cups_course.view.screen import tell

    if not changed:
        tell(f"Nothing was changed in {name}.")
    else:
        tell(f"{'Taken away' if remove else 'Kept'}: {name}. Every form that asks for it gets it.")
