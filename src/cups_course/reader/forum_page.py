"""A saved page of a 7 Cups thread: its posts as the forum marks them (since about 2022, and 2019 to 2021)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cups_course.reader.copy import DATE, Copy, DateRead, RawPost, count_posts, read_date
from cups_course.saved.containers import Page
from cups_course.saved.page import VisibleText, hidden_nodes, walk
from cups_course.text import fold_space

_POST = re.compile(r"forum-post-(\d{1,20})", re.ASCII)
_THREAD = re.compile(r"/forum/(?:[^/]+/)+[^/]*_\d+/[^/]*_(?P<id>\d{1,20})(?:/(?P<page>\d{1,5}))?/?$", re.ASCII)
_ID_AT_END = re.compile(r"(?<![\d_])(\d{1,20})/?$", re.ASCII)  # after "_" stands the number of a thread
_ID = re.compile(r"\d{1,20}", re.ASCII)
_NUMBER = re.compile(r"\d{1,5}", re.ASCII)
_NAME = re.compile(r"(?=.*[^\W\d_])[\w.\-]{1,64}")
_DATE_ALONE = re.compile(rf"(?ai:on )?(?P<date>{DATE})")
_DATE_WITHIN = re.compile(rf"(?<!\w)(?P<date>{DATE})(?!\w)")
_SITE = re.compile(r" [-–—|·] 7 ?Cups\b[^-–—|·]{0,30}$", re.IGNORECASE)
_LONGEST_HEADER = 1000
_LONGEST_ADDRESS = 2000
_FEW = 10
"""More than that stands neither beside a heart nor before it."""


@dataclass(slots=True)
class _Found:
    """A post while its parts are found."""

    id: str
    body: VisibleText
    rest: VisibleText
    """What stands outside of body, head and foot."""
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
        lines = self.rest.text().split("\n")
        of_header = {self.author, "OP", "on", "·", "|", "•", "-"}
        while lines and of_header.issuperset(_DATE_WITHIN.sub("", lines[0]).split()):
            del lines[0]
        return "\n".join(lines)

    def dated(self, saved_on: date | None) -> DateRead | None:
        """The first date in the header that stands alone, else the first one in it."""
        for form in map(_DATE_ALONE.fullmatch, self.header):
            if form and (dated := read_date(form["date"], saved_on)):
                return dated
        header = " ".join(self.header)[:_LONGEST_HEADER]
        return next(
            (read for form in _DATE_WITHIN.finditer(header) if (read := read_date(form["date"], saved_on))), None
        )

    @property
    def answers_to(self) -> str | None:
        """A link before the heart says it, where the post has no button to answer it."""
        return None if self.can_be_answered or self.linked == self.id else self.linked


def read_forum_page(tree: LexborHTMLParser, page: Page, *, saved_on: date | None) -> Copy | None:
    """The posts of a page of the forum; None where it holds none as the forum marks them."""
    if tree.body is None:
        return None
    found = list(_Finder(tree, tree.body).posts.values())
    if not found:
        return None
    title, place = _title(tree), page_of_thread(tree, page)
    opener = next((post.author for post in found if post.is_by_opener and post.author), None)
    buttons_differ = len({post.can_be_answered for post in found}) > 1
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
        for post in found
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
        warnings=tuple(_missing_part_warnings(title, place, found, posts, has_opening=has_opening)),
    )


# --- the posts -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Part:
    """A part of a post, begun by the node `root`: where its words go (nowhere if None)."""

    root: int
    post: _Found
    lines: VisibleText | None
    is_header: bool = False


class _Finder:
    """Gives every part of a page to the post that is nearest around it.

    A tag left open in a post makes all later posts stand inside it: what is theirs is not its own.
    """

    def __init__(self, tree: LexborHTMLParser, body: LexborNode) -> None:
        self.posts: dict[str, _Found] = {}
        self._parts: list[_Part] = []
        self._seen: set[int] = set()
        self._hidden = hidden_nodes(body)
        self._answered = dict(_feet(tree))
        # What nodes are, by their `mem_id`: asking each in turn what it is would take most of the time.
        posts = [node for node in tree.css("[id^=forum-post-]") if _POST.fullmatch(node.id or "") and node.tag != "a"]
        self._known: dict[int, Callable[[LexborNode], bool]] = {}
        self._known |= dict.fromkeys(self._answered, self._foot)
        for nodes, what in (  # the last of them counts where a node is several of them
            (tree.css(".forumPostHead a[name]"), self._former_author),
            (tree.css("a[data-usercard]"), self._author),
            (tree.css("button[data-param*=parentpost]"), self._reply_button),
            (tree.css(".forumPostHead"), self._head),
            (tree.css("[data-id=post-body]"), self._body),
            (posts, self._post),
        ):
            self._known |= dict.fromkeys((node.mem_id for node in nodes), what)
        for node in posts:
            if node.mem_id not in self._seen:
                walk(node, self._begin, self._end)

    def _begin(self, node: LexborNode) -> bool:
        if node.tag == "-text":
            part, words = self._parts[-1], node.text_content or ""
            if part.is_header and not words.isspace():
                part.post.header.append(fold_space(words))
            if part.lines:
                part.lines.words(words)
            return False
        what = self._known.get(node.mem_id)
        if what and what(node):
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

    # What a known node does where it begins; True where it begins a part.

    def _post(self, node: LexborNode) -> bool:
        self._seen.add(node.mem_id)
        found = _Found(
            (node.id or "").removeprefix("forum-post-"), VisibleText(self._hidden), VisibleText(self._hidden)
        )
        self.posts.setdefault(found.id, found)  # a second one of the same id is read and forgotten
        self._parts.append(_Part(node.mem_id, found, found.rest, is_header=True))
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
        post.linked = self._answered[node.mem_id] or post.linked
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
    """What stands below the words of a post: the holder of its heart, and just before that a link to what it answers.

    Each by its `mem_id`; with a link the id in which its address ends.
    """
    holders: set[int] = set()
    for heart in tree.css("[data-forum-post-heart]"):
        holder = heart.parent
        if holder is None or _is_part(holder) or any(map(_is_part, islice(_before(heart), _FEW))):
            holder = heart
        if holder.mem_id in holders:
            continue
        holders.add(holder.mem_id)
        yield holder.mem_id, None
        before = next(_before(holder), None)
        if before is None or _is_part(before):
            continue
        links = [before] if before.tag == "a" else before.css("a[href], [data-id=post-body], [id^=forum-post-]")
        if len(links) > _FEW or any(map(_is_part, links)):
            continue
        ends = [_ID_AT_END.search((link.attributes.get("href") or "")[-_LONGEST_ADDRESS:]) for link in links]
        if number := next((end[1] for end in reversed(ends) if end), None):
            yield before.mem_id, number


def _before(node: LexborNode) -> Iterator[LexborNode]:
    """The elements before a node, nearest first."""
    before = node.prev
    while before is not None:
        if (before.tag or "-")[0] not in "-!":
            yield before
        before = before.prev


def _is_part(node: LexborNode) -> bool:
    """Whether it is a post or the body of one."""
    attributes = node.attributes
    return attributes.get("data-id") == "post-body" or bool(_POST.fullmatch(attributes.get("id") or ""))


# --- the page round them ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PageOfThread:
    """The thread and the page number that a saved page is of; None for what it does not say."""

    thread: str | None
    address: str | None
    page: int | None
    pages: int | None


def page_of_thread(tree: LexborHTMLParser, page: Page) -> PageOfThread:
    """Thread and page by what the page says of itself: its addresses, its subscribe button, its row of page numbers."""
    canonical = tree.css_first("link[rel=canonical]")
    stated = [page.address, canonical.attributes.get("href") if canonical else None]
    addresses = [address for address in stated if address and len(address) <= _LONGEST_ADDRESS]
    subscribe = tree.css_first("[data-thread-subscribe]")
    subscribed = subscribe.attributes.get("data-thread-subscribe") or "" if subscribe else ""
    thread = subscribed if _ID.fullmatch(subscribed) else None
    whole, number, is_plain = None, None, False
    for address in addresses:
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        form = _THREAD.search(parts.path)
        if form is None:
            continue
        thread = thread or form["id"]
        if parts.scheme in ("http", "https"):
            whole = parts._replace(query="", fragment="").geturl()
        asked = parse_qs(parts.query)
        number = number or _number(asked.get("p", [""])[0]) or _number(form["page"])
        is_plain = is_plain or (address == addresses[0] and not {"p", "post"} & asked.keys())
    active = tree.css_first("ul.pagination .active")
    number = number or _number(fold_space(active.text()) if active else "")
    linked = [_number(fold_space(link.text())) or _asked(link) for link in tree.css("ul.pagination .page-link")]
    pages = max([found for found in linked if found], default=None)
    if number is None and is_plain:
        number = 1  # the browser's own address asks for no page and for no post
    return PageOfThread(thread, whole, number, max(pages, number or 1) if pages else None)


def linked_threads(tree: LexborHTMLParser) -> set[str]:
    """The ids of the threads to which a page has links."""
    addresses = (link.attributes.get("href") or "" for link in tree.css("a[href*=forum]"))
    forms = (_THREAD.search(address.partition("?")[0]) for address in addresses if len(address) <= _LONGEST_ADDRESS)
    return {form["id"] for form in forms if form}


def _asked(link: LexborNode) -> int | None:
    found = re.search(r"[?&]p=(\d{1,5})(?!\d)", (link.attributes.get("href") or "")[-_LONGEST_ADDRESS:], re.ASCII)
    return _number(found[1]) if found else None


def _number(digits: str | None) -> int | None:
    return int(digits) or None if digits and _NUMBER.fullmatch(digits) else None


def _title(tree: LexborHTMLParser) -> str | None:
    for heading in (tree.css_first("h1"), tree.css_first(".breadcrumb .active")):
        if heading and (words := fold_space(heading.text())):
            return words
    named = tree.css_first("head > title")
    return _SITE.sub("", fold_space(named.text())) or None if named else None


def _missing_part_warnings(
    title: str | None, place: PageOfThread, found: Sequence[_Found], posts: Sequence[RawPost], *, has_opening: bool
) -> Iterator[str]:
    if title is None:
        yield "The page has no title, so course and discussion cannot be told from it."
    if place.thread is None:
        yield "The page does not tell the thread's number in the forum; it is told from others by its title."
    if not has_opening:
        yield "The opening post does not stand first on this page: what it asks is not known. Save page 1 as well."
    without_body = sum(1 for post in found if not post.has_body)
    if without_body:
        yield (
            f"The text of {count_posts(without_body)} was not where the forum puts it: all that stands in the post was "
            "taken, which may be more than the person's words."
        )
    undated = sum(1 for post in posts if post.dated is None)
    if undated:
        yield f"{count_posts(undated, 'has', 'have')} no date where the forum puts it."
