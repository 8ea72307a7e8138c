"""A saved copy in, a Thread out: the whole way, step by step."""

from datetime import date

from cups_course.course.thread import Post, Thread
from cups_course.threads.containers import text_of
from cups_course.threads.copy import Copy, RawPost
from cups_course.threads.dates import UNKNOWN
from cups_course.threads.opening import Opening, read_opening
from cups_course.threads.structure import Placed, place
from cups_course.threads.text_copy import take_apart
from cups_course.threads.titles import read_title


def read_copy(data: bytes, *, name: str, saved_on: date | None = None) -> Thread:
    """The thread in a saved copy. `saved_on` gives days to dates such as "3 days ago".

    Raises NotAThread with a sentence where `data` is none; `name` is what that sentence calls the source.
    """
    copy = take_apart(text_of(data, name), name=name, saved_on=saved_on)
    title = read_title(copy.title or "")
    opening = read_opening(copy.opening.text, is_followed=bool(copy.posts))
    posts = [(post.author, _day(post), post.text) for post in copy.posts]
    placed = place(posts, opening.questions, copy.opening.author, _day(copy.opening))
    return Thread(
        title=copy.title,
        course_number=title.course_number,
        course_title=title.course_title,
        discussion_number=title.discussion_number,
        discussion_title=title.discussion_title,
        author=copy.opening.author,
        posted_on=_iso(_day(copy.opening)),
        body=copy.opening.text,
        questions=opening.questions,
        peer_replies_wanted=opening.peer_replies,
        tasks=opening.tasks,
        posts=tuple(_post(at, raw, where) for at, (raw, where) in enumerate(zip(copy.posts, placed, strict=True), 1)),
        warnings=tuple(_warnings(copy, opening, placed)),
    )


def _post(index: int, raw: RawPost, placed: Placed) -> Post:
    how = {"date": raw.dated.how if raw.dated else UNKNOWN, "kind": placed.kind_how, "parent": placed.parent_how}
    if raw.dated:
        how["date_raw"] = raw.dated.words
    parent = None if placed.parent is None else placed.parent + 1
    return Post(index, raw.author, _iso(_day(raw)), placed.kind, parent, raw.text, how)


def _warnings(copy: Copy, opening: Opening, placed: list[Placed]) -> list[str]:
    warnings: list[str] = []
    if not copy.has_headers:
        warnings.append(
            "The copy names no authors and no dates: who wrote what cannot be told, and posts may be split wrongly. "
            "A copy of the whole page (select all, copy) keeps them."
        )
    if not opening.is_whole:
        warnings.append("The opening post seems to be cut off: questions may be missing. Compare it with the page.")
    elif not opening.questions:
        warnings.append("No question was found in the opening post; it may still ask some. Compare it with the page.")
    if opening.peer_replies is None:
        warnings.append("The copy does not tell how many replies to peers are wanted.")
    undated = sum(1 for post in copy.posts if post.dated and _day(post) is None)
    if undated:
        warnings.append(
            f"{_posts(undated)} {'has a date' if undated == 1 else 'have dates'} that only the day of saving can tell. "
            "Give it with --saved-on YYYY-MM-DD."
        )
    nameless = sum(1 for post in copy.posts if post.author is None)
    if copy.has_headers and nameless:
        warnings.append(f"{_posts(nameless)} {'has' if nameless == 1 else 'have'} no author in the copy.")
    stray = sum(1 for where in placed if where.kind == "reply" and where.parent is None)
    if copy.has_headers and stray:
        warnings.append(f"{_posts(stray)} {'replies' if stray == 1 else 'reply'} to an answer that is not in the copy.")
    return warnings


def _posts(count: int) -> str:
    return "1 post" if count == 1 else f"{count} posts"


def _day(post: RawPost) -> date | None:
    return post.dated.day if post.dated else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
