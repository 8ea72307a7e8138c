"""`cups-course link`: a link of your own on a discussion, such as a document you share."""

from typing import Annotated

import typer

from cups_course.cli.options import DiscussionRef
from cups_course.cli.session import Session, require_discussion
from cups_course.errors import CourseError, NothingToKeep, WrongUsage
from cups_course.model import Link
from cups_course.shell import CommandLine
from cups_course.store.writing import add_link, links, remove_link
from cups_course.text import clean, fold_space
from cups_course.thread.placing import is_web_address
from cups_course.view.documents import links_document, print_json
from cups_course.view.screen import address_line, say, tell

EXAMPLES = (
    'cups-course link 2.2 https://example.org/my-notes "my notes"',
    "cups-course link 2.2",
    "cups-course link 2.2 --remove 1",
)


def run(
    ctx: typer.Context,
    ref: DiscussionRef,
    url: Annotated[
        str | None, typer.Argument(metavar="[URL]", help="The web address. Without it, lists the links.")
    ] = None,
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="A name for the link.")] = "",
    remove: Annotated[int | None, typer.Option("--remove", metavar="N", help="Remove link N of the list.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the links as JSON.")] = False,
) -> None:
    """Without URL, lists your links. Nothing is opened or downloaded."""
    session: Session = ctx.obj
    if url and not is_web_address(url):
        raise WrongUsage(f"{clean(url)} isn't a web address. Web addresses start with https:// or http://")
    if url and (remove is not None or json):
        raise WrongUsage("Use only one of URL, --remove and --json.")
    with session.located(ref) as (database, found):
        discussion = require_discussion(found)
        if url:
            database.doing(f"saved a link on {discussion.ref}")
            is_new = add_link(database, discussion, url, fold_space(text))
            tell(f"Saved your link on {discussion.ref}." if is_new else f"{discussion.ref} already has this link.")
            return
        kept_links = links(database, discussion)
        if remove is not None:
            database.doing(f"removed a link from {discussion.ref}")
            remove_link(database, discussion, _numbered(kept_links, remove, discussion.ref))
            tell(f"Removed link {remove} from {discussion.ref}.")
            say("To undo:", CommandLine("undo"))
            return
    if json:
        print_json(links_document(kept_links))
        return
    if not kept_links:
        raise NothingToKeep(
            f"{discussion.ref} has no links yet. To add one:", CommandLine("link", discussion.ref, "URL")
        )
    for number, link in enumerate(kept_links, start=1):
        tell(f"{number}  {clean(link.text)}".rstrip(), address_line(link.url))


def _numbered(kept_links: list[Link], number: int, ref: str) -> Link:
    if not 0 < number <= len(kept_links):
        raise CourseError(f"{ref} has no link {number}. To see its links:", CommandLine("link", ref))
    return kept_links[number - 1]
