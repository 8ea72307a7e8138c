"""What a copy does not tell, or tells only in part, in sentences for the person who saved it."""

from collections.abc import Iterator, Sequence

from cups_course.threads.copy import Copy
from cups_course.threads.opening import Opening
from cups_course.threads.structure import Placed

FROM_FILE_TIME = "worked out from the file's time"
"""How a date was known where the copy does not tell the day it was saved."""


def reading_warnings(copy: Copy, opening: Opening, placed: Sequence[Placed]) -> Iterator[str]:
    """The sentences, each with what helps."""
    yield from copy.warnings
    if not copy.has_headers:
        yield (
            "The copy names no authors and no dates: who wrote what cannot be told, and posts may be split wrongly. "
            "A copy of the whole page (select all, copy) keeps them."
        )
    yield from _of_the_opening(opening)
    yield from _of_dates(copy)
    nameless = sum(1 for post in copy.posts if post.author is None)
    if copy.has_headers and nameless:
        yield f"{_posts(nameless)} {'has' if nameless == 1 else 'have'} no author in the copy."
    stray = sum(1 for where in placed if where.kind == "reply" and where.parent is None)
    if copy.has_headers and stray:
        yield f"{_posts(stray)} {'replies' if stray == 1 else 'reply'} to an answer that is not in the copy."


def _of_the_opening(opening: Opening) -> Iterator[str]:
    if not opening.is_whole:
        yield "The opening post seems to be cut off: questions may be missing. Compare it with the page."
    elif not opening.questions:
        yield "No question was found in the opening post; it may still ask some. Compare it with the page."
    if opening.peer_replies is None:
        yield "The copy does not tell how many replies to peers are wanted."


def _of_dates(copy: Copy) -> Iterator[str]:
    undated = sum(1 for post in copy.posts if post.dated and post.dated.day is None)
    if undated:
        yield (
            f"{_posts(undated)} {'has a date' if undated == 1 else 'have dates'} that only the day of saving can tell. "
            "Give it with --saved-on YYYY-MM-DD."
        )
    by_file = sum(1 for post in copy.posts if post.dated and post.dated.how == FROM_FILE_TIME)
    if by_file:
        yield (
            f"{_posts(by_file)} {'has a date' if by_file == 1 else 'have dates'} counted back from the file's time. "
            "If you saved it on another day, give it with --saved-on YYYY-MM-DD."
        )


def _posts(count: int) -> str:
    return "1 post" if count == 1 else f"{count} posts"
