"""Reads a saved copy as a Thread, with warnings about what is unsure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from cups_course.errors import NotAThread, UnreadableCopy
from cups_course.reader import forums
from cups_course.reader.copy import HOW_TO_SAVE, Copy, RawPost, count_posts, course_in, read_title, too_many_posts
from cups_course.reader.questions import Opening, read_opening
from cups_course.reader.structure import Placed, place_all
from cups_course.saved.containers import Page, Source, open_container
from cups_course.thread.thread import Post, Provenance, Thread

FREE_POSTS, LEAST_OF_A_POST = 5_000, 200
"""A copy has at most so many posts, and one more for each of so many bytes. In real ones a post takes twice as many.
Each is weighed against those around it, so else 1 MB of empty posts would take longer than 20 MB of words."""


def reading_warnings(copy: Copy, opening: Opening, placed: Sequence[Placed]) -> Iterator[str]:
    """A sentence for each thing that is unsure, with what helps."""
    yield from copy.warnings
    if not copy.has_headers:
        yield (
            "The copy has no authors or dates. Posts may be split wrongly, and who wrote them isn't known. "
            "To get authors and dates, select the whole page and copy it."
        )
    yield from _opening_warnings(opening)
    yield from _date_warnings(copy)
    nameless = sum(1 for post in copy.posts if post.author is None)
    if copy.has_headers and nameless:
        yield f"{count_posts(nameless, 'has', 'have')} no author in the copy."
    stray = sum(1 for where in placed if where.kind == "reply" and where.parent is None)
    if copy.has_headers and stray:
        yield f"{count_posts(stray, 'replies', 'reply')} to an answer that isn't in the copy."


def _opening_warnings(opening: Opening) -> Iterator[str]:
    if not opening.is_whole:
        yield "The opening post seems to be cut off, so questions may be missing. Compare it with the page."
    elif not opening.questions:
        yield "No question was found in the opening post. Compare it with the page."
    if opening.peer_replies is None:
        yield "The copy doesn't say how many peer replies the post asks for."


def _date_warnings(copy: Copy) -> Iterator[str]:
    undated = sum(1 for post in copy.posts if post.dated and post.dated.day is None)
    if undated:
        yield (
            f"{count_posts(undated, 'has a date that depends', 'have dates that depend')} on the day you saved the "
            "page. To set that day, use --saved-on YYYY-MM-DD."
        )
    by_file = sum(1 for post in copy.posts if post.dated and post.dated.how == Provenance.FROM_FILE_TIME)
    if by_file:
        yield (
            f"{count_posts(by_file, 'has a date', 'have dates')} counted back from the file's date. "
            "If you saved the page on another day, use --saved-on YYYY-MM-DD."
        )


def place_posts(copy: Copy, questions: tuple[str, ...]) -> list[Placed]:
    """Where each post of `copy` stands, in its order; `questions` are those of its opening post."""
    where = place_all(copy.posts, questions, copy.opening)
    placed = {at: where[at] for at, post in enumerate(copy.posts) if post.answers_to is None}
    at_id = {post.forum_id: at for at, post in enumerate(copy.posts) if post.forum_id}

    def answered_by(at: int) -> Placed:
        """A reply to a reply stands under the same answer: the way up ends at an answer, or outside the copy."""
        way: dict[int, None] = {}
        while at not in placed and at not in way:
            way[at] = None
            target = copy.posts[at].answers_to
            if target == copy.opening.forum_id:
                placed[at] = Placed("answer", None, Provenance.STATED, Provenance.ON_ITS_OWN)
            elif target not in at_id:
                placed[at] = Placed("reply", None, Provenance.STATED, Provenance.ANSWER_MISSING)
            else:
                at = at_id[target]
        top = placed.get(at)  # None where posts answer one another in a circle
        head = at if top and top.kind == "answer" else top.parent if top else None
        for below in way:
            if below not in placed:
                parent_how = Provenance.ANSWER_MISSING if head is None else Provenance.STATED
                placed[below] = Placed("reply", head, Provenance.STATED, parent_how)
        return placed[next(iter(way), at)]

    return [answered_by(at) for at in range(len(copy.posts))]


def read_copy(data: bytes, *, name: str, saved_on: date | None = None) -> Thread:
    """The thread in one saved copy. `saved_on` gives days to dates such as "3 days ago".

    Raises NotAThread with a sentence where `data` is none; `name` is what that sentence calls the source.
    """
    return read_thread(parse_source(Source(name, data), saved_on=saved_on))


def parse_source(source: Source, saved_on: date | None = None) -> Copy:
    """The posts in a source. Dates such as "3 days ago" count from the day it was saved: `saved_on`, else the day that
    the copy states, else the file's time where no post is younger.

    Raises NotAThread with a sentence where it is no thread.
    """
    try:
        copy = _parse_on_day(source, saved_on)
    except UnreadableCopy as refused:
        raise NotAThread(refused.instead(HOW_TO_SAVE)) from None
    if len(copy.posts) > FREE_POSTS + len(source.data) // LEAST_OF_A_POST:
        raise too_many_posts(source.name, len(copy.posts))
    return copy


def _parse_on_day(source: Source, saved_on: date | None) -> Copy:
    content = open_container(source)
    said = saved_on or (content.saved_at if isinstance(content, Page) else None)
    if said or not source.modified:
        return _with_saving_time(
            forums.parse_content(content, name=source.name, saved_on=_day(said) if said else None), said
        )
    of_file = _day(source.modified)
    copy = forums.parse_content(content, name=source.name, saved_on=of_file)
    if any(_is_younger(post, of_file) for post in (copy.opening, *copy.posts)):
        return forums.parse_content(content, name=source.name, saved_on=None)
    return _with_saving_time(_with_file_time(copy), of_file)


def read_thread(copy: Copy) -> Thread:
    """The thread in a copy, with its questions and tasks, the kinds and parents of its posts, and warnings."""
    title = read_title(copy.title or "")
    opening = read_opening(copy.opening.text, is_followed=bool(copy.posts))
    placed = place_posts(copy, opening.questions)
    course = title.course_number
    course_how = _stated_if(course is not None)
    if course is None and (course := course_in(copy.address)) is not None:
        course_how = Provenance.FROM_ADDRESS
    how = {
        "course": course_how,
        "discussion": _stated_if(title.discussion_number is not None),
        "questions": opening.questions_how,
        "peer_replies_wanted": _stated_if(opening.peer_replies is not None),
        "posted_on": copy.opening.dated.how if copy.opening.dated else Provenance.UNKNOWN,
    }
    return Thread(
        title=copy.title,
        course_number=course,
        course_title=title.course_title,
        discussion_number=title.discussion_number,
        discussion_title=title.discussion_title,
        author=copy.opening.author,
        posted_on=_iso(copy.opening),
        body=copy.opening.text,
        questions=opening.questions,
        peer_replies_wanted=opening.peer_replies,
        tasks=opening.tasks,
        posts=tuple(_post(at, raw, where) for at, (raw, where) in enumerate(zip(copy.posts, placed, strict=True), 1)),
        warnings=tuple(reading_warnings(copy, opening, placed)),
        forum_id=copy.forum_id,
        address=copy.address,
        opening_id=copy.opening.forum_id,
        saved_at=copy.opening.saved_at,
        pages=copy.pages,
        pages_given=copy.pages_given,
        posts_missing=copy.posts_missing,
        how=how,
    )


def _stated_if(is_known: bool) -> Provenance:
    return Provenance.STATED if is_known else Provenance.UNKNOWN


def _with_saving_time(copy: Copy, saved: date | None) -> Copy:
    """The copy with the moment it was made on every post: of two texts of a post the later one counts."""
    if saved is None:
        return copy
    # In UTC, so that moments compare as their texts do.
    moment = saved.astimezone(UTC).isoformat(timespec="seconds") if isinstance(saved, datetime) else saved.isoformat()
    return replace(
        copy,
        opening=replace(copy.opening, saved_at=moment),
        posts=tuple(replace(post, saved_at=moment) for post in copy.posts),
    )


def _with_file_time(copy: Copy) -> Copy:
    def marked(post: RawPost) -> RawPost:
        if post.dated is None or post.dated.how != Provenance.FROM_SAVING_DAY:
            return post
        return replace(post, dated=replace(post.dated, how=Provenance.FROM_FILE_TIME))

    return replace(copy, opening=marked(copy.opening), posts=tuple(map(marked, copy.posts)))


def _is_younger(post: RawPost, day: date) -> bool:
    return bool(post.dated and post.dated.how == Provenance.STATED and post.dated.day and post.dated.day > day)


def _post(index: int, raw: RawPost, placed: Placed) -> Post:
    how = {
        "date": raw.dated.how if raw.dated else Provenance.UNKNOWN,
        "kind": placed.kind_how,
        "parent": placed.parent_how,
    }
    if raw.dated:
        how["date_raw"] = raw.dated.words
    return Post(
        index,
        raw.author,
        _iso(raw),
        placed.kind,
        None if placed.parent is None else placed.parent + 1,
        raw.text,
        how,
        raw.forum_id,
        raw.answers_to,
        raw.page,
        raw.saved_at,
    )


def _day(moment: date) -> date:
    return moment.astimezone().date() if isinstance(moment, datetime) else moment


def _iso(post: RawPost) -> str | None:
    return post.dated.day.isoformat() if post.dated and post.dated.day else None
