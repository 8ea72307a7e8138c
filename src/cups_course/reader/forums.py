"""Chooses the reader for an opened copy; a page that no reader knows is read as its text.

Pages with schema.org markup and topics of Discourse are read here.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cups_course.errors import NotAForm, NotAThread
from cups_course.reader.copy import (
    HOW_TO_SAVE,
    Copy,
    RawPost,
    form_page,
    list_of_threads,
    log_in_page,
    read_time,
    too_many_posts,
)
from cups_course.reader.forum_page import linked_threads, page_of_thread, read_forum_page
from cups_course.reader.text_copy import parse_text_copy
from cups_course.saved.containers import MOST_JSON, Content, Page, Record, Text
from cups_course.saved.page import (
    objects_in,
    parse_digits,
    plain_text,
    text_or_none,
    tree_of,
    visible_text,
    walk,
    web_address,
    whole_number,
)
from cups_course.text import clean, fold_space

_END_OF_PAGE = re.compile(r"</(?:body|html)\s*>\s*(?:<!--.{0,2000}-->\s*)?\Z", re.IGNORECASE | re.DOTALL)
_TAIL = 3000
_CUT_OFF = "The page is cut off, so posts may be missing. Save it again."
_READ_AS_TEXT = (
    "The layout of this page is unknown, so its posts were read from the visible text only. Compare them with the page."
)
MOST_POSTS = 10_000
"""Of one copy, so that 1 MB of empty posts doesn't take longer than 1 MB of words. The longest saved threads have
5,000."""
_MOST_THREADS_LINKED = 3  # more links on a page without posts make it a list of threads


def parse_content(content: Content, *, name: str, saved_on: date | None) -> Copy:
    """Read the posts in the result of `open_container`. Dates such as "3 days ago" count from `saved_on`.

    Raises NotAThread with a message that says what it is instead, UnreadableCopy for a page that no browser saved.
    """
    if isinstance(content, Text):
        copy = parse_text_copy(content.text, name=name, saved_on=saved_on)
    elif isinstance(content, Page):
        copy = parse_page(content, name=name, saved_on=saved_on)
    else:
        copy = parse_record(content, name=name)
    if len(copy.posts) > MOST_POSTS:
        raise too_many_posts(name, len(copy.posts), MOST_POSTS)
    return copy


def parse_record(record: Record, *, name: str) -> Copy:
    """Read a topic of Discourse, the only kind of JSON that is known. Raises NotAThread for any other."""
    copy = read_discourse(record.value, name)
    if copy is None:
        raise NotAThread(f"{name} is JSON, but not a topic of a Discourse forum. {HOW_TO_SAVE}")
    return copy


def parse_page(page: Page, *, name: str, saved_on: date | None) -> Copy:
    """Read the posts on a page: by the forum's markup, by schema.org markup, else from its text.

    Raises NotAThread and UnreadableCopy as `parse_content` does.
    """
    tree, is_closed = tree_of(page.html, name)
    copy = (
        read_forum_page(tree, page, saved_on=saved_on)
        or read_schema_org(tree, page, name)
        or _read_as_text(tree, page, name, saved_on)
    )
    is_whole = is_closed or _END_OF_PAGE.search(page.html[-_TAIL:])
    return copy if is_whole else replace(copy, warnings=(*copy.warnings, _CUT_OFF))


def _read_as_text(tree: LexborHTMLParser, page: Page, name: str, saved_on: date | None) -> Copy:
    try:
        copy = parse_text_copy(visible_text(tree.body) if tree.body else "", name=name, saved_on=saved_on)
    except NotAThread as refused:
        raise _better_refusal(tree, page, name, refused) from None
    if not copy.has_headers and _is_form(tree, page, name):
        raise form_page(name)
    place = page_of_thread(tree, page)
    return replace(
        copy,
        forum_id=place.thread,
        address=place.address,
        pages=place.pages,
        pages_given=frozenset([place.page] if place.page else []),
        warnings=(*copy.warnings, _READ_AS_TEXT),
    )


def _better_refusal(tree: LexborHTMLParser, page: Page, name: str, refused: NotAThread) -> NotAThread:
    """The error for a page without posts, with what the page is if that can be seen."""
    if tree.css_first("input[type=password]"):
        return log_in_page(name)
    if _is_form(tree, page, name):
        return form_page(name)
    if len(linked_threads(tree)) > _MOST_THREADS_LINKED:
        return list_of_threads(name)
    title = tree.css_first("title")
    called = f"the page “{clean(fold_space(title.text()))[:80]}”" if title and title.text().strip() else ""
    host = _host(page.address)
    on = f" on {clean(host)}" if host else ""
    return NotAThread(f"{refused.message} (It's {called or 'a page'}{on}.)" if called or on else refused.message)


def _is_form(tree: LexborHTMLParser, page: Page, name: str) -> bool:
    """Whether a page is a form: a Google Form, or one with more boxes for text than a comment needs."""
    if len(tree.css("form textarea:not([name*=captcha])")) > 1:
        return True
    from cups_course.reader.form import read_google  # only pages that are no threads need it

    try:
        return read_google(page, tree, name) is not None
    except NotAForm:
        return True


def _host(address: str | None) -> str | None:
    try:
        return urlsplit(address or "").hostname
    except ValueError:
        return None


_SCRIPT = re.compile(r"<script\b[^<>]*\bapplication/ld\+json\b[^<>]*>", re.IGNORECASE)
_END_OF_SCRIPT = re.compile(r"</script\b", re.IGNORECASE)
_POSTING = "DiscussionForumPosting"
_VALUE_IN = {"meta": "content", "a": "href", "link": "href", "time": "datetime"}

Item = dict[str, object]


def read_schema_org(tree: LexborHTMLParser, page: Page, name: str) -> Copy | None:
    """Read the posting in a page's schema.org markup with its comments; None if there is none or more than one."""
    if posting := _only_posting([posting for value in _scripts(page.html) for posting in _postings(value)]):
        return _copy(posting, page, lambda text: plain_text(text, name), says_who_answers=True)
    if posting := _only_posting(_microdata(tree)):
        # Flat forums mark up every post as a comment on the first, whatever it answers.
        nests = any(objects_in(comment.get("comment")) for comment in objects_in(posting.get("comment")))
        return _copy(posting, page, str, says_who_answers=nests)
    return None


def _only_posting(postings: list[Item]) -> Item | None:
    """The only posting with comments, else the only posting; None if there are several."""
    candidates = [posting for posting in postings if objects_in(posting.get("comment"))] or postings
    return candidates[0] if len(candidates) == 1 else None


# --- the markup as posts ---------------------------------------------------------------------------------------------


def _copy(posting: Item, page: Page, read: Callable[[str], str], *, says_who_answers: bool) -> Copy:
    ids: Counter[str] = Counter()
    opening = _post(posting, None, read, ids)
    posts: list[RawPost] = []
    waiting = [(comment, opening.forum_id) for comment in reversed(objects_in(posting.get("comment")))]
    while waiting:
        comment, answered = waiting.pop()
        posts.append(_post(comment, answered if says_who_answers else None, read, ids))
        waiting.extend((below, posts[-1].forum_id) for below in reversed(objects_in(comment.get("comment"))))
    return Copy(
        title=text_or_none(posting.get("headline")) or text_or_none(posting.get("name")),
        opening=opening,
        posts=tuple(posts),
        forum_id=web_address(_own_id(posting)),
        address=web_address(_own_id(posting)) or web_address(page.address),
        posts_missing=max(0, (parse_digits(str(posting.get("commentCount"))) or 0) - len(posts)),
    )


def _post(item: Item, answers_to: str | None, read: Callable[[str], str], ids: Counter[str]) -> RawPost:
    author, time = (
        _author(item.get("author")),
        text_or_none(item.get("datePublished")) or text_or_none(item.get("dateCreated")),
    )
    text = text_or_none(item.get("text")) or text_or_none(item.get("articleBody")) or ""
    # A post without an id is recognized by its author and time, or by its words.
    known_by = f"{author} {time}" if author and time else text
    forum_id = _own_id(item) or hashlib.sha256(known_by.encode()).hexdigest()[:16]
    ids[forum_id] += 1
    if ids[forum_id] > 1:
        forum_id += f"+{ids[forum_id]}"
    return RawPost(author, read_time(time or ""), read(text), forum_id=forum_id, answers_to=answers_to)


def _own_id(item: Item) -> str | None:
    return text_or_none(item.get("@id")) or text_or_none(item.get("url")) or text_or_none(item.get("identifier"))


def _author(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return (
        text_or_none(value.get("name")) or text_or_none(value.get("alternateName"))
        if isinstance(value, dict)
        else text_or_none(value)
    )


# --- where the markup is ---------------------------------------------------------------------------------------------


def _scripts(html: str) -> Iterator[object]:
    """The values of all JSON-LD on a page; invalid JSON is skipped."""
    at, left = 0, MOST_JSON
    while start := _SCRIPT.search(html, at):
        end = _END_OF_SCRIPT.search(html, start.end())
        if end is None:
            return
        at = end.end()
        left -= end.start() - start.end()
        if left < 0:
            return
        try:
            yield json.loads(html[start.end() : end.start()], strict=False)
        except (ValueError, RecursionError):
            continue


def _postings(value: object) -> Iterator[Item]:
    """The postings in a value, however deep, without those inside another posting."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(each, dict):
            kinds = each.get("@type")
            if _POSTING in (kinds if isinstance(kinds, list) else [kinds]):
                yield each
            else:
                waiting.extend(reversed(each.values()))


def _microdata(tree: LexborHTMLParser) -> list[Item]:
    """The postings in the attributes of a page, each as JSON-LD would write it."""
    postings: list[Item] = []
    if tree.body is None or tree.css_first(f"[itemtype$={_POSTING}]") is None:
        return postings
    around: list[tuple[int, Item]] = []

    def begin(node: LexborNode) -> bool:
        attributes = node.attributes if (node.tag or "-")[0] not in "-!" else {}
        names = (attributes.get("itemprop") or "").split()
        value: object
        if "itemscope" in attributes:
            kind = (attributes.get("itemtype") or "").rpartition("/")[2]
            item: Item = {"@type": kind}
            value = item
            if kind == _POSTING and not around:
                postings.append(item)
        elif names and around:
            value = attributes.get(_VALUE_IN.get(node.tag or "", "")) or visible_text(node)
        else:
            return True
        for name in names if around else []:
            _add(around[-1][1], name, value)
        if isinstance(value, dict):
            around.append((node.mem_id, value))
        return isinstance(value, dict)

    def end(node: LexborNode) -> None:
        if around and around[-1][0] == node.mem_id:
            around.pop()

    walk(tree.body, begin, end)
    return postings


def _add(item: Item, name: str, value: object) -> None:
    """Add a property; the first value counts, except that all comments are kept."""
    if name != "comment":
        item.setdefault(name, value)
        return
    comments = item.setdefault("comment", [])
    if isinstance(comments, list) and isinstance(value, dict):
        comments.append(value)


_NOTICE_KIND = 3
"""The kind of the notices that a topic was closed, moved or pinned."""
_POSTS_A_PAGE = 20


def read_discourse(value: object, name: str) -> Copy | None:
    """Read the posts of a topic; None if `value` is not a topic."""
    stream = value.get("post_stream") if isinstance(value, dict) else None
    topic = whole_number(value.get("id")) if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(stream, dict) or topic is None:
        return None
    given = [post for post in objects_in(stream.get("posts")) if whole_number(post.get("post_number"))]
    if not given:
        return None
    # Topics of two forums may have one number. The time a topic began tells them apart.
    key = "-".join(filter(None, (str(topic), text_or_none(value.get("created_at")))))
    order = stream.get("stream")
    ids = [each for each in order if whole_number(each)] if isinstance(order, list) else []
    a_page = whole_number(value.get("chunk_size")) or _POSTS_A_PAGE
    page_of = {post: place // a_page + 1 for place, post in enumerate(ids)}
    posts = [
        _discourse_post(post, key, page_of.get(whole_number(post.get("id"))), name)
        for post in given
        if post.get("post_type") != _NOTICE_KIND
    ]
    opening = next((post for post in posts if post.forum_id == f"{key}/1"), None)
    known = {whole_number(post.get("id")) for post in given}
    return Copy(
        title=text_or_none(value.get("title")),
        opening=opening or _opening_from_details(value, key),
        posts=tuple(post for post in posts if post is not opening),
        forum_id=f"discourse-{key}",
        pages_given=frozenset(post.page for post in posts if post.page),
        posts_missing=sum(1 for each in ids if each not in known)
        or max(0, (whole_number(value.get("posts_count")) or 0) - len(given)),
        warnings=() if opening else ("The opening post isn't in this file, so what it asks isn't known.",),
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


def _opening_from_details(value: Mapping[str, object], topic: str) -> RawPost:
    """The author and time of the opening post, which later pages of a topic repeat."""
    details = value.get("details")
    creator = details.get("created_by") if isinstance(details, dict) else None
    author = text_or_none(creator.get("username")) if isinstance(creator, dict) else None
    return RawPost(author, read_time(text_or_none(value.get("created_at")) or ""), "", forum_id=f"{topic}/1")
