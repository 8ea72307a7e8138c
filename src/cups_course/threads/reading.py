"""A saved copy in, a Thread out: the whole way, step by step."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cups_course.course.errors import NotAThread, UnreadableCopy
from cups_course.course.thread import Post, Thread
from cups_course.saved.containers import Page, Source, open_container
from cups_course.threads import forums
from cups_course.threads.addresses import course_in
from cups_course.threads.copy import HOW_TO_SAVE, Copy, RawPost
from cups_course.threads.dates import STATED, UNKNOWN, WORKED_OUT
from cups_course.threads.opening import read_opening
from cups_course.threads.parents import place_posts
from cups_course.threads.structure import Placed
from cups_course.threads.titles import read_title
from cups_course.threads.unsure import FROM_FILE_TIME, reading_warnings

FROM_ADDRESS = "from the address"


def read_copy(data: bytes, *, name: str, saved_on: date | None = None) -> Thread:
    """The thread in one saved copy. `saved_on` gives days to dates such as "3 days ago".

    Raises NotAThread with a sentence where `data` is none; `name` is what that sentence calls the source.
    """
    return read_thread(parse_source(Source(name, data), saved_on=saved_on))


def parse_source(source: Source, saved_on: date | None = None) -> Copy:
    """What stands in a source. Dates such as "3 days ago" count from the day it was saved: `saved_on` where the person
    says it, else as the copy tells, else the file's time, where no post is younger than that.

    Raises NotAThread with a sentence where it is no thread.
    """
    try:
        return _taken_apart(source, saved_on)
    except UnreadableCopy as refused:
        raise NotAThread(refused.instead(HOW_TO_SAVE)) from None


def _taken_apart(source: Source, saved_on: date | None) -> Copy:
    content = open_container(source)
    said = saved_on or (content.saved_at if isinstance(content, Page) else None)
    if said or not source.modified:
        return _stamped(forums.parse_content(content, name=source.name, saved_on=_day(said) if said else None), said)
    of_file = _day(source.modified)
    copy = forums.parse_content(content, name=source.name, saved_on=of_file)
    if any(_is_younger(post, of_file) for post in (copy.opening, *copy.posts)):
        return forums.parse_content(content, name=source.name, saved_on=None)
    return _stamped(_with_file_time(copy), of_file)


def read_thread(copy: Copy) -> Thread:
    """What a copy says, with what had to be worked out: questions and tasks, kinds and parents, and what is unsure."""
    title = read_title(copy.title or "")
    opening = read_opening(copy.opening.text, is_followed=bool(copy.posts))
    placed = place_posts(copy, opening.questions)
    course = title.course_number if title.course_number is not None else course_in(copy.address)
    how = {
        "course": STATED if title.course_number is not None else UNKNOWN if course is None else FROM_ADDRESS,
        "discussion": UNKNOWN if title.discussion_number is None else STATED,
        "questions": opening.questions_how,
        "peer_replies_wanted": UNKNOWN if opening.peer_replies is None else STATED,
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


def _stamped(copy: Copy, saved: date | None) -> Copy:
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
        if post.dated is None or post.dated.how != WORKED_OUT:
            return post
        return replace(post, dated=replace(post.dated, how=FROM_FILE_TIME))

    return replace(copy, opening=marked(copy.opening), posts=tuple(map(marked, copy.posts)))


def _is_younger(post: RawPost, day: date) -> bool:
    return bool(post.dated and post.dated.how == STATED and post.dated.day and post.dated.day > day)


def _post(index: int, raw: RawPost, placed: Placed) -> Post:
    how = {"date": raw.dated.how if raw.dated else UNKNOWN, "kind": placed.kind_how, "parent": placed.parent_how}
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
