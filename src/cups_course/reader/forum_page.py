"""Reads a saved page of a 7 Cups thread by the forum's own markup (since about 2022, and 2019 to 2021)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cups_course.reader.copy import DATE, Copy, DateRead, RawPost, count_posts, read_date
from cups_course.saved.containers import Page
from cups_course.saved.page import VisibleText, hidden_nodes, parse_digits, walk, web_address
from cups_course.text import fold_space

_POST = re.compile(r"forum-post-(\d{1,20})", re.ASCII)
_THREAD = re.compile(r"/forum/(?:[^/]+/)+[^/]*_\d+/[^/]*_(?P<id>\d{1,20})(?:/(?P<page>\d{1,5}))?/?$", re.ASCII)
_ID_AT_END = re.compile(r"(?<![\d_])(\d{1,20})/?$", re.ASCII)  # after "_" stands the number of a thread
_ID = re.compile(r"\d{1,20}", re.ASCII)
_NAME = re.compile(r"(?=.*[^\W\d_])[\w.\-]{1,64}")
_DATE_ALONE = re.compile(rf"(?ai:on )?(?P<date>{DATE})")
_DATE_WITHIN = re.compile(rf"(?<!\w)(?P<date>{DATE})(?!\w)")
_SITE = re.compile(r" [-–—|·] 7 ?Cups\b[^-–—|·]{0,30}$", re.IGNORECASE)
_LONGEST_HEADER = 1000
_LONGEST_ADDRESS = 2000
_MOST_NEARBY = 10
"""How many elements may stand beside a heart, or be in the element before it."""


@dataclass(slots=True)
class _PagePost:
    """A post while its parts are gathered."""

    id: str
    body: VisibleText
    outside: VisibleText
    """The words outside body, head and foot."""
    author: str | None = None
    former_author: str | None = None
    header: list[str] = field(default_factory=list)
    has_body: bool = False
    can_be_answered: bool = False
    linked: str | None = None

    @property
    def is_by_opener(self) -> bool:
        return "OP" in self.header

    @property
    def text(self) -> str:
        if self.has_body:
            return self.body.text()
        lines = self.outside.text().split("\n")
        of_header = {self.author, "OP", "on", "·", "|", "•", "-"}
        while lines and of_header.issuperset(_DATE_WITHIN.sub("", lines[0]).split()):
            del lines[0]
        return "\n".join(lines)

    def dated(self, saved_on: date | None) -> DateRead | None:
        """The first date in the header that stands alone, else the first one in it."""
        for match in map(_DATE_ALONE.fullmatch, self.header):
            if match and (dated := read_date(match["date"], saved_on)):
                return dated
        header = " ".join(self.header)[:_LONGEST_HEADER]
        return next(
            (read for match in _DATE_WITHIN.finditer(header) if (read := read_date(match["date"], saved_on))), None
        )

    @property
    def answers_to(self) -> str | None:
        """The id of the post it answers, from the link before the heart, if the post has no reply button."""
        return None if self.can_be_answered or self.linked == self.id else self.linked


def read_forum_page(tree: LexborHTMLParser, page: Page, *, saved_on: date | None) -> Copy | None:
    """Read the posts of a page of the forum; None if the page has none in the forum's markup."""
    if tree.body is None:
        return None
    page_posts = list(_Finder(tree, tree.body).posts.values())
    if not page_posts:
        return None
    title, place = _title(tree), page_of_thread(tree, page)
    opener = next((post.author for post in page_posts if post.is_by_opener and post.author), None)
    buttons_differ = len({post.can_be_answered for post in page_posts}) > 1
    posts = [
        RawPost(
            author=post.author or post.former_author or (opener if post.is_by_opener else None),
            dated=post.dated(saved_on),
            text=post.text,
            forum_id=post.id,
            answers_to=post.answers_to,
            page=place.page,
            can_be_answered=post.can_be_answered if buttons_differ else None,
        )
        for post in page_posts
    ]
    has_opening = posts[0].answers_to is None
    return Copy(
        title=title,
        opening=posts[0] if has_opening else RawPost(None, None, ""),
        posts=tuple(posts[1:] if has_opening else posts),
        forum_id=place.thread,
        address=place.address,
        pages=place.pages,
        pages_given=frozenset([place.page] if place.page else []),
        warnings=tuple(_missing_part_warnings(title, place, page_posts, posts, has_opening=has_opening)),
    )


# --- the posts -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Part:
    """A part of a post, begun by the node `root`; its words go to `lines`, or nowhere if that is None."""

    root: int
    post: _PagePost
    lines: VisibleText | None
    is_header: bool = False


class _Finder:
    """Gathers the posts of a page: each part belongs to the innermost post around it.

    A tag left open in a post nests all later posts in it, and their parts must not count as its own.
    """

    def __init__(self, tree: LexborHTMLParser, body: LexborNode) -> None:
        self.posts: dict[str, _PagePost] = {}
        self._parts: list[_Part] = []
        self._visited: set[int] = set()
        self._hidden = hidden_nodes(body)
        self._feet = dict(_feet(tree))
        # What to do at each node, by its `mem_id`: testing every node for every kind would take most of the time.
        posts = [node for node in tree.css("[id^=forum-post-]") if _POST.fullmatch(node.id or "") and node.tag != "a"]
        self._handlers: dict[int, Callable[[LexborNode], bool]] = {}
        self._handlers |= dict.fromkeys(self._feet, self._foot)
        for nodes, handler in (  # a node of several kinds gets the handler of the last
            (tree.css(".forumPostHead a[name]"), self._former_author),
            (tree.css("a[data-usercard]"), self._author),
            (tree.css("button[data-param*=parentpost]"), self._reply_button),
            (tree.css(".forumPostHead"), self._head),
            (tree.css("[data-id=post-body]"), self._body),
            (posts, self._post),
        ):
            self._handlers |= dict.fromkeys((node.mem_id for node in nodes), handler)
        for node in posts:
            if node.mem_id not in self._visited:
                walk(node, self._begin, self._end)

    def _begin(self, node: LexborNode) -> bool:
        if node.tag == "-text":
            part, words = self._parts[-1], node.text_content or ""
            if part.is_header and not words.isspace():
                part.post.header.append(fold_space(words))
            if part.lines:
                part.lines.words(words)
            return False
        handler = self._handlers.get(node.mem_id)
        if handler and handler(node):
            return True
        part = self._parts[-1]
        if part.lines is None or part.lines.begin(node):
            return True
        if node.first_child is None:
            return False
        return self._begin_part(node, None)  # not shown, but a post may stand in it

    def _end(self, node: LexborNode) -> None:
        part = self._parts[-1]
        if part.root == node.mem_id:
            self._parts.pop()
        elif part.lines:
            part.lines.end(node)

    def _begin_part(self, node: LexborNode, lines: VisibleText | None, *, is_header: bool = False) -> bool:
        self._parts.append(_Part(node.mem_id, self._parts[-1].post, lines, is_header))
        return True

    # The handlers of nodes where they begin; True if the node begins a part.

    def _post(self, node: LexborNode) -> bool:
        self._visited.add(node.mem_id)
        post = _PagePost(
            (node.id or "").removeprefix("forum-post-"), VisibleText(self._hidden), VisibleText(self._hidden)
        )
        self.posts.setdefault(post.id, post)  # another post with the same id is read and dropped
        self._parts.append(_Part(node.mem_id, post, post.outside, is_header=True))
        return True

    def _head(self, node: LexborNode) -> bool:
        return self._begin_part(node, None, is_header=True)

    def _body(self, node: LexborNode) -> bool:
        post = self._parts[-1].post
        lines = None if post.has_body else post.body
        post.has_body = True
        return self._begin_part(node, lines)

    def _foot(self, node: LexborNode) -> bool:
        post = self._parts[-1].post
        post.linked = self._feet[node.mem_id] or post.linked
        return self._begin_part(node, None)

    def _author(self, node: LexborNode) -> bool:
        part = self._parts[-1]
        if part.is_header and part.post.author is None:
            part.post.author = fold_space(node.attributes.get("data-usercard") or "") or None
        return False

    def _former_author(self, node: LexborNode) -> bool:
        post, name = self._parts[-1].post, node.attributes.get("name") or ""
        if post.former_author is None and _NAME.fullmatch(name) and post.id not in name:
            post.former_author = name
        return False

    def _reply_button(self, node: LexborNode) -> bool:
        self._parts[-1].post.can_be_answered = True
        return False


def _feet(tree: LexborHTMLParser) -> Iterator[tuple[int, str | None]]:
    """The elements below the words of posts: the holder of the heart, and a link before it to the answered post.

    Each by its `mem_id`; a link also with the id at the end of its address.
    """
    holders: set[int] = set()
    for heart in tree.css("[data-forum-post-heart]"):
        holder = heart.parent
        if holder is None or _is_part(holder) or any(map(_is_part, islice(_elements_before(heart), _MOST_NEARBY))):
            holder = heart
        if holder.mem_id in holders:
            continue
        holders.add(holder.mem_id)
        yield holder.mem_id, None
        before = next(_elements_before(holder), None)
        if before is None or _is_part(before):
            continue
        links = [before] if before.tag == "a" else before.css("a[href], [data-id=post-body], [id^=forum-post-]")
        if len(links) > _MOST_NEARBY or any(map(_is_part, links)):
            continue
        ends = [_ID_AT_END.search((link.attributes.get("href") or "")[-_LONGEST_ADDRESS:]) for link in links]
        if number := next((end[1] for end in reversed(ends) if end), None):
            yield before.mem_id, number


def _elements_before(node: LexborNode) -> Iterator[LexborNode]:
    """The elements before a node, nearest first."""
    before = node.prev
    while before is not None:
        if (before.tag or "-")[0] not in "-!":
            yield before
        before = before.prev


def _is_part(node: LexborNode) -> bool:
    """Whether a node is a post or the body of one."""
    attributes = node.attributes
    return attributes.get("data-id") == "post-body" or bool(_POST.fullmatch(attributes.get("id") or ""))


# --- the page around them --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageOfThread:
    """The thread and the page number of a saved page; None for what the page does not say."""

    thread: str | None
    address: str | None
    page: int | None
    pages: int | None


def page_of_thread(tree: LexborHTMLParser, page: Page) -> PageOfThread:
    """Find the thread and page number in the addresses of a page, its subscribe button and its row of page numbers."""
    canonical = tree.css_first("link[rel=canonical]")
    stated = [page.address, canonical.attributes.get("href") if canonical else None]
    addresses = [address for address in stated if address and len(address) <= _LONGEST_ADDRESS]
    subscribe = tree.css_first("[data-thread-subscribe]")
    subscribed = subscribe.attributes.get("data-thread-subscribe") or "" if subscribe else ""
    thread = subscribed if _ID.fullmatch(subscribed) else None
    thread_address, number, is_plain = None, None, False
    for address in addresses:
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        match = _THREAD.search(parts.path)
        if match is None:
            continue
        thread = thread or match["id"]
        thread_address = web_address(address) or thread_address
        query = parse_qs(parts.query)
        number = number or _page_number(query.get("p", [""])[0]) or _page_number(match["page"])
        is_plain = is_plain or (address == addresses[0] and not {"p", "post"} & query.keys())
    active = tree.css_first("ul.pagination .active")
    number = number or _page_number(fold_space(active.text()) if active else "")
    linked = [
        _page_number(fold_space(link.text())) or _page_in_query(link) for link in tree.css("ul.pagination .page-link")
    ]
    pages = max(filter(None, linked), default=None)
    if number is None and is_plain:
        number = 1  # the address in the browser names neither a page nor a post
    return PageOfThread(thread, thread_address, number, max(pages, number or 1) if pages else None)


def linked_threads(tree: LexborHTMLParser) -> set[str]:
    """The ids of the threads that a page links to."""
    addresses = (link.attributes.get("href") or "" for link in tree.css("a[href*=forum]"))
    matches = (_THREAD.search(address.partition("?")[0]) for address in addresses if len(address) <= _LONGEST_ADDRESS)
    return {match["id"] for match in matches if match}


def _page_in_query(link: LexborNode) -> int | None:
    match = re.search(r"[?&]p=(\d{1,5})(?!\d)", (link.attributes.get("href") or "")[-_LONGEST_ADDRESS:], re.ASCII)
    return _page_number(match[1]) if match else None


def _page_number(digits: str | None) -> int | None:
    return parse_digits(digits, most=5) or None


def _title(tree: LexborHTMLParser) -> str | None:
    for heading in (tree.css_first("h1"), tree.css_first(".breadcrumb .active")):
        if heading and (words := fold_space(heading.text())):
            return words
    named = tree.css_first("head > title")
    return _SITE.sub("", fold_space(named.text())) or None if named else None


def _missing_part_warnings(
    title: str | None,
    place: PageOfThread,
    page_posts: Sequence[_PagePost],
    posts: Sequence[RawPost],
    *,
    has_opening: bool,
) -> Iterator[str]:
    if title is None:
        yield "The page has no title, so its course and discussion aren't known."
    if place.thread is None:
        yield "The page doesn't show the thread's number in the forum, so the thread is recognized by its title."
    if not has_opening:
        yield "The opening post isn't on this page, so what it asks isn't known. Import page 1 too."
    without_body = sum(1 for post in page_posts if not post.has_body)
    if without_body:
        yield (
            f"The text of {count_posts(without_body)} wasn't in its usual place, so other words on the page may have "
            "been read as part of it."
        )
    undated = sum(1 for post in posts if post.dated is None)
    if undated:
        yield f"{count_posts(undated, 'has', 'have')} no date."
