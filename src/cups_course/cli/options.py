"""Arguments and options that several commands take, with one wording in their help."""

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
PostedOn = Annotated[str | None, typer.Option(metavar="DATE", help="The day you posted it, if not today.")]
AnyRef = Annotated[str, typer.Argument(metavar="REF", help="Anything that has a reference.")]
DiscussionRef = Annotated[str, typer.Argument(metavar="REF", help="The discussion.")]
CourseIfSeveral = Annotated[
    str | None, typer.Argument(metavar="[COURSE]", help="The course, such as 2. If only one is meant, leave it out.")
]
