"""Joins copies of one thread: its pages in any order, saved on any days, and what is kept of it already."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

from cups_course.reader.copy import Copy, DateRead, RawPost
from cups_course.reader.reading import read_thread
from cups_course.text import fold, fold_name
from cups_course.thread.matching import alike, joined_order, match_posts, saved_before
from cups_course.thread.thread import Post, Provenance, Thread


def thread_key(copy: Copy) -> str:
    """A key that two copies share only if they are of one thread: its forum id, else its title and author."""
    opener = copy.opening.author
    return copy.forum_id or f"{fold(copy.title or '')} {fold_name(opener) if opener else ''}"


def join_copies(copies: Sequence[Copy]) -> list[Copy]:
    """One copy for each thread among `copies`, in the order in which the threads first appear."""
    groups: list[list[Copy]] = []
    # Those with an id first: a text copy joins the page that it is of, and no page joins what carries no id.
    for copy in sorted(copies, key=lambda one: one.forum_id is None):
        group = next((group for group in groups if _are_one_thread(group[0], copy)), None)
        if group:
            group.append(copy)
        else:
            groups.append([copy])
    groups.sort(key=lambda group: min(copies.index(copy) for copy in group))
    return [reduce(join_two, sorted(group, key=lambda copy: min(copy.pages_given, default=0))) for group in groups]


def join_two(earlier: Copy, later: Copy, outdated: Collection[str] = ()) -> Copy:
    """One copy of two of one thread: every post once, in page order, with the text that was saved later. The (folded)
    texts that are `outdated` stood in posts before they were edited: they count only in a copy surely saved later."""
    posts = _join_posts(earlier, later, outdated)
    known = max(len(one.posts) + one.posts_missing for one in (earlier, later))
    return Copy(
        title=later.title or earlier.title,
        opening=_join_openings(earlier.opening, later.opening, outdated),
        posts=tuple(posts),
        has_headers=earlier.has_headers or later.has_headers,
        forum_id=later.forum_id or earlier.forum_id,
        address=later.address or earlier.address,
        pages=max(filter(None, (earlier.pages, later.pages)), default=None),
        pages_given=earlier.pages_given | later.pages_given,
        posts_missing=max(0, known - len(posts)),
        warnings=tuple(dict.fromkeys(earlier.warnings + later.warnings)),
        sources=tuple(dict.fromkeys(earlier.sources + later.sources)),
    )


def copy_of(thread: Thread) -> Copy:
    """The copy that a thread was read from, so that a new page can join it."""
    day = thread.posted_on
    opened = DateRead(day, date.fromisoformat(day), thread.how.get("posted_on", Provenance.STATED)) if day else None
    return Copy(
        title=thread.title,
        opening=RawPost(thread.author, opened, thread.body, thread.opening_id, saved_at=thread.saved_at),
        posts=tuple(map(_raw_post, thread.posts)),
        has_headers=any(post.author or post.date for post in thread.posts) or not thread.posts,
        forum_id=thread.forum_id,
        address=thread.address,
        pages=thread.pages,
        pages_given=thread.pages_given,
    )


def _raw_post(post: Post) -> RawPost:
    words = post.how.get("date_raw", post.date)
    day = date.fromisoformat(post.date) if post.date else None
    dated = DateRead(words, day, post.how.get("date", Provenance.UNKNOWN)) if words else None
    return RawPost(post.author, dated, post.text, post.forum_id, post.answers_to, post.page, post.saved_at)


def _are_one_thread(one: Copy, other: Copy) -> bool:
    if one.forum_id and other.forum_id:
        return one.forum_id == other.forum_id
    if fold(one.title or "") != fold(other.title or ""):
        return False
    authors = {fold_name(copy.opening.author) for copy in (one, other) if copy.opening.author}
    short, long = sorted((fold(one.opening.text), fold(other.opening.text)), key=len)
    return len(authors) < 2 and (long.startswith(short) or alike(short, long))


def _join_openings(earlier: RawPost, later: RawPost, outdated: Collection[str]) -> RawPost:
    merged = _merge_posts(earlier, later, outdated)
    if not (earlier.text and later.text):  # a page around one post need not hold it
        return replace(merged, text=earlier.text or later.text)
    short, long = sorted((earlier.text, later.text), key=lambda text: len(fold(text)))
    is_cut = fold(long).startswith(fold(short))  # a page cut inside its opening post takes nothing away
    return replace(merged, text=long) if is_cut else merged


def _join_posts(earlier: Copy, later: Copy, outdated: Collection[str]) -> list[RawPost]:
    by_id = all(post.forum_id for copy in (earlier, later) for post in copy.posts)
    matches = match_posts(_to_match(earlier, by_id=by_id), _to_match(later, by_id=by_id))
    posts = _posts_of_both(earlier, later, matches, outdated)
    if twins := _twins(earlier, later, matches):
        # The same words of one person on one day are two posts only if in the whole thread they are under two answers.
        parents = [post.parent for post in read_thread(replace(earlier, posts=tuple(posts.values()))).posts]
        parent_of = dict(zip(posts, parents, strict=True))
        for place, at in twins:
            if place not in matches and matches[at] is None and parent_of[False, place] == parent_of[True, at]:
                matches[at] = place
        posts = _posts_of_both(earlier, later, matches, outdated)
    return list(posts.values())


def _posts_of_both(
    earlier: Copy, later: Copy, matches: Sequence[int | None], outdated: Collection[str]
) -> dict[tuple[bool, int], RawPost]:
    """Every post once in their order, by whether it is in the later copy, and its index in that copy or the earlier."""
    posts = {}
    for in_later, at in joined_order(len(earlier.posts), matches):
        match = matches[at] if in_later else None
        if match is not None:
            posts[in_later, at] = _merge_posts(earlier.posts[match], later.posts[at], outdated)
        else:
            posts[in_later, at] = later.posts[at] if in_later else earlier.posts[at]
    if all(post.page for post in posts.values()):
        return dict(sorted(posts.items(), key=lambda item: item[1].page or 0))
    return posts


def _twins(earlier: Copy, later: Copy, matches: Sequence[int | None]) -> list[tuple[int, int]]:
    """Pairs of posts, one of each copy, that weren't matched but have the same author, day and words."""
    left: dict[tuple[str, date, str], list[int]] = defaultdict(list)
    for place, post in enumerate(earlier.posts):
        if place not in matches and (says := _says(post)):
            left[says].append(place)
    return [
        (place, at)
        for at, post in enumerate(later.posts)
        if matches[at] is None and (says := _says(post))
        for place in left.get(says, ())
    ]


def _says(post: RawPost) -> tuple[str, date, str] | None:
    """Who says what, and when; None where the copy doesn't tell all of it, or the post's id does."""
    if post.forum_id or not (post.author and post.dated and post.dated.day and post.text):
        return None
    return fold_name(post.author), post.dated.day, fold(post.text)


def _to_match(copy: Copy, *, by_id: bool) -> Sequence[Post]:
    """The posts for comparing. Without ids they are read, because where a post stands helps to tell it from others."""
    if not by_id:
        return read_thread(copy).posts
    return [
        Post(at, post.author, None, "answer", None, post.text, {}, post.forum_id)
        for at, post in enumerate(copy.posts, 1)
    ]


def _merge_posts(earlier: RawPost, later: RawPost, outdated: Collection[str]) -> RawPost:
    """One post from two copies: the text that was saved later, and what only one of them has."""
    is_outdated = fold(later.text) in outdated and not saved_before(earlier.saved_at, later.saved_at)
    if is_outdated or (earlier.saved_at and later.saved_at and later.saved_at < earlier.saved_at):
        earlier, later = later, earlier
    pages = [post.page for post in (earlier, later) if post.page]
    dated = later.dated if later.dated and later.dated.day else earlier.dated or later.dated
    return RawPost(
        author=later.author or earlier.author,
        dated=earlier.dated if earlier.dated and earlier.dated.how == Provenance.STATED else dated,
        text=later.text,
        forum_id=later.forum_id or earlier.forum_id,
        answers_to=later.answers_to or earlier.answers_to,
        page=min(pages, default=None),
        saved_at=later.saved_at or earlier.saved_at,
        replies=earlier.replies if later.replies is None else later.replies,
        can_be_answered=earlier.can_be_answered if later.can_be_answered is None else later.can_be_answered,
    )
