"""A topic of a Discourse forum, as its address with `.json` behind it gives it."""

from collections.abc import Mapping

from cups_course.saved.structured import objects_in, plain_text, text_or_none, whole_number
from cups_course.threads.copy import Copy, RawPost
from cups_course.threads.dates import read_time

_NOTE = 3
"""The kind of post by which the forum notes that a topic was closed, moved or pinned."""
_POSTS_A_PAGE = 20


def read_discourse(value: object, name: str) -> Copy | None:
    """The posts of a topic; None where `value` is none."""
    stream = value.get("post_stream") if isinstance(value, dict) else None
    topic = whole_number(value.get("id")) if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(stream, dict) or topic is None:
        return None
    given = [post for post in objects_in(stream.get("posts")) if whole_number(post.get("post_number"))]
    if not given:
        return None
    # Forums number their topics alike; the moment at which one was begun tells those of two forums apart.
    key = "-".join(filter(None, (str(topic), text_or_none(value.get("created_at")))))
    order = stream.get("stream")
    ids = [each for each in order if whole_number(each)] if isinstance(order, list) else []
    a_page = whole_number(value.get("chunk_size")) or _POSTS_A_PAGE
    page_of = {post: place // a_page + 1 for place, post in enumerate(ids)}
    posts = [
        _discourse_post(post, key, page_of.get(whole_number(post.get("id"))), name)
        for post in given
        if post.get("post_type") != _NOTE
    ]
    opening = next((post for post in posts if post.forum_id == f"{key}/1"), None)
    known = {whole_number(post.get("id")) for post in given}
    return Copy(
        title=text_or_none(value.get("title")),
        opening=opening or _opening_not_given(value, key),
        posts=tuple(post for post in posts if post is not opening),
        forum_id=f"discourse-{key}",
        pages_given=frozenset(post.page for post in posts if post.page),
        posts_missing=sum(1 for each in ids if each not in known)
        or max(0, (whole_number(value.get("posts_count")) or 0) - len(given)),
        warnings=() if opening else ("The opening post is not in this file: what it asks is not known.",),
    )


def _discourse_post(post: Mapping[str, object], topic: str, page: int | None, name: str) -> RawPost:
    number = whole_number(post.get("post_number"))
    answered = whole_number(post.get("reply_to_post_number")) or 1  # a reply to the topic itself names none
    return RawPost(
        author=text_or_none(post.get("username")) or text_or_none(post.get("name")),
        dated=read_time(text_or_none(post.get("created_at")) or ""),
        text=plain_text(text_or_none(post.get("cooked")) or text_or_none(post.get("raw")) or "", name),
        # Posts are named by their number in the topic, as those that answer them do.
        forum_id=f"{topic}/{number}",
        answers_to=None if number == 1 else f"{topic}/{answered}",
        page=page,
    )


def _opening_not_given(value: Mapping[str, object], topic: str) -> RawPost:
    """What a later page of a topic still tells of its beginning."""
    details = value.get("details")
    creator = details.get("created_by") if isinstance(details, dict) else None
    author = text_or_none(creator.get("username")) if isinstance(creator, dict) else None
    return RawPost(author, read_time(text_or_none(value.get("created_at")) or ""), "", forum_id=f"{topic}/1")
