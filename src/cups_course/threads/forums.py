"""Which reader knows what was opened: they are tried in order, and a page that none of them knows is read as its text.

The seam for more forums: a reader makes a `Copy`, or says None where a page or record is not its own.
"""

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cups_course.course.errors import NotAThread
from cups_course.course.wording import clean, fold_space
from cups_course.saved.containers import Content, Page, Record, Text
from cups_course.threads.copy import HOW_TO_SAVE, Copy
from cups_course.threads.text_copy import parse_text_copy as take_apart_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_END = re.compile(r"</(?:body|html)\s*>\s*(?:<!--.{0,2000}-->\s*)?\Z", re.IGNORECASE | re.DOTALL)
_TAIL = 3000
_CUT_OFF = "The page ends in the middle, as files do that were not saved to their end: posts may be missing."
_BY_TEXT = (
    "The posts of this page are in no form that is known. They were read from the text that is seen, which tells less: "
    "compare them with the page."
)
_A_LIST = 3  # so many links to other threads where no post is


def parse_content(content: Content, *, name: str, saved_on: date | None) -> Copy:
    """The posts in what `containers.opened` found. `saved_on` is the day for dates such as "3 days ago".

    Raises NotAThread with a sentence that says what it is instead, UnreadableCopy for a page that no browser saved.
    """
    if isinstance(content, Text):
        return take_apart_text(content.text, name=name, saved_on=saved_on)
    if isinstance(content, Page):
        return parse_page(content, name=name, saved_on=saved_on)
    return parse_record(content, name=name)


def parse_record(record: Record, *, name: str) -> Copy:
    """The posts in a JSON file."""
    from cups_course.threads.discourse import read_discourse

    copy = read_discourse(record.value, name)
    if copy is None:
        raise NotAThread(
            f"{name} is JSON, but not a topic of a Discourse forum, the only kind that is known. {HOW_TO_SAVE}"
        )
    return copy


def parse_page(page: Page, *, name: str, saved_on: date | None) -> Copy:
    """The posts on a page."""
    # Loaded here with the parser: a text copy needs neither.
    from cups_course.saved.page_tree import tree_of
    from cups_course.threads.forum_page import read_forum_page
    from cups_course.threads.schema_org import read_schema_org

    tree, is_closed = tree_of(page.html, name)
    copy = (
        read_forum_page(tree, page, saved_on=saved_on)
        or read_schema_org(tree, page, name)
        or _read_as_text(tree, page, name, saved_on)
    )
    is_whole = is_closed or _END.search(page.html[-_TAIL:])
    return copy if is_whole else replace(copy, warnings=(*copy.warnings, _CUT_OFF))


def _read_as_text(tree: "LexborHTMLParser", page: Page, name: str, saved_on: date | None) -> Copy:
    from cups_course.saved.page_text import visible_text
    from cups_course.threads.forum_page import page_of_thread

    try:
        copy = take_apart_text(visible_text(tree.body) if tree.body else "", name=name, saved_on=saved_on)
    except NotAThread as refused:
        raise _instead(tree, page, name, refused) from None
    place = page_of_thread(tree, page)
    return replace(
        copy,
        forum_id=place.thread,
        address=place.address,
        pages=place.pages,
        pages_given=frozenset([place.page] if place.page else []),
        warnings=(*copy.warnings, _BY_TEXT),
    )


def _instead(tree: "LexborHTMLParser", page: Page, name: str, refused: NotAThread) -> NotAThread:
    """What a page without posts is, if anything tells it."""
    from cups_course.threads.forum_page import linked_threads

    if tree.css_first("input[type=password]"):
        return NotAThread(f"{name} is a log-in page. Log in, open the course post itself and save that page.")
    if len(linked_threads(tree)) > _A_LIST:
        return NotAThread(f"{name} is a list of threads, not a thread. Open the course post itself and save that page.")
    title = tree.css_first("title")
    called = f" “{clean(fold_space(title.text()))[:80]}”" if title and title.text().strip() else ""
    host = _host(page.address)
    of = f" of {clean(host)}" if host else ""
    return NotAThread(f"{refused.message} (It is the page{called}{of}.)" if called or of else refused.message)


def _host(address: str | None) -> str | None:
    try:
        return urlsplit(address or "").hostname
    except ValueError:
        return None
