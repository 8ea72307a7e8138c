"""Arguments and options that several commands take, with one wording in their help."""

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")]


def past_day(text: str | None) -> str | None:
    """The ISO date of a day on which something happened. Raises CourseError for a day that is still to come where the
    person is."""
    if text is None:
        return None
    from cups_course.pace.days import parse_past_day  # most commands are given no day
    from cups_course.store.identity import local_date

    return parse_past_day(text, local_date()).isoformat()


PostedOn = Annotated[
    str | None, typer.Option(metavar="DATE", callback=past_day, help="The day you posted it. Default: today.")
]
AnyRef = Annotated[str, typer.Argument(metavar="REF", help="Anything with a reference, such as 2.2.")]
DiscussionRef = Annotated[str, typer.Argument(metavar="REF", help="A discussion, such as 2.2.")]


def lower_case(key: str | None) -> str | None:
    """A program's key as it is in the store, however it was typed."""
    return key and key.lower()


ProgramKey = Annotated[str, typer.Argument(metavar="KEY", callback=lower_case, help="The program's key.")]
CourseIfSeveral = Annotated[
    str | None, typer.Argument(metavar="[COURSE]", help="A course, such as 2. Needed only if there are several.")
]
