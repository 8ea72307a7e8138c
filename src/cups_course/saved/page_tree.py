"""The tree of a page as browsers make it, and a way through it; no page can make either take too long."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cups_course.course.errors import UnreadableCopy


def tags(names: str) -> frozenset[str]:
    """A set of tags, written as a row of words."""
    return frozenset(names.split())


# A tag as HTML5 cuts it out of a page: quotes count only round the value of an attribute; `<!x>`, `</ x>` are comments.
_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?+)?+"""
_TAG = re.compile(rf"<(?:(/?)([a-z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE})*+)|[!?/][^>]*+)", re.ASCII)
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE, re.ASCII)
_FEW_ATTRIBUTES = 100  # characters
_NEVER_DEEP = tags(
    "html head body p li dd dt option tr td th tbody thead tfoot colgroup caption "
    "area base br col embed hr img input link meta param source track wbr"
)
"""Tags that hold nothing, that the next one of their kind closes, or that count only in a table."""
_FORMATTING = tags("b big code em font i nobr s small strike strong tt u")
"""Tags that a parser opens anew in every block until they are closed, three of the same at most."""
_NOT_SHOWN = re.compile(r"<(?:!--|(?P<tag>script|style|svg)\b)", re.IGNORECASE)
_END_OF_COMMENT = re.compile(r"--!?>")
_END_OF = {tag: re.compile(rf"</{tag}\b[^>]*>?", re.IGNORECASE) for tag in ("script", "style", "svg")}

_MOST_TAGS = 2_000_000
_WORK_OF_REOPENING = 40


def tree_of(html: str, name: str, *, most_work: int = 500_000_000) -> tuple[LexborHTMLParser, bool]:
    """The tree of a page without its comments, scripts and drawings, and whether every tag that must be closed is.

    Raises UnreadableCopy for a page made to keep a parser busy for minutes.
    """
    html = "".join(_shown_parts(html))
    is_closed = _is_closed(html, name, most_work)
    return LexborHTMLParser(html), is_closed


def walk(root: LexborNode, begin: Callable[[LexborNode], bool], end: Callable[[LexborNode], None]) -> None:
    """Go through a tree in the order of the page: into each node of which `begin` says so, and `end` comes after."""
    inside: list[LexborNode] = []  # no recursion, however deep; and no `==`, which compares all that is in two nodes
    node: LexborNode | None = root
    while node is not None:
        below = None
        if begin(node):
            below = node.first_child
            if below is None:
                end(node)
            else:
                inside.append(node)
        after = below if below is not None or not inside else node.next
        while after is None and inside:
            node = inside.pop()
            end(node)
            after = node.next if inside else None
        node = after


def _shown_parts(html: str) -> Iterator[str]:
    at = 0
    while start := _NOT_SHOWN.search(html, at):
        tag = start["tag"]
        # `<!-->` is a whole comment.
        end = _END_OF[tag.lower()].search(html, start.end()) if tag else _END_OF_COMMENT.search(html, start.end() - 2)
        if end is None:
            break
        yield html[at : start.start()]
        at = end.end()
    yield html[at:]


def _is_closed(html: str, name: str, most_work: int) -> bool:
    """Whether all tags are closed; raises UnreadableCopy where parsing them would take too long.

    HTML5 looks through the open tags at most new ones, which takes the square of their number where a page opens tags
    for ever, and opens bold and the like anew in every block. How deep it gets is told from above: an end tag counts
    only where it closes the tag that was opened last, as it does in what browsers save.
    """
    tags = html.count("<")
    if tags > _MOST_TAGS:
        raise _too_busy(name)
    open_tags: list[str] = []
    formats: list[str] = []
    times: Counter[str] = Counter()
    deepest = reopened = most_reopened = options = work = 0
    for end, tag, attributes in _TAG.findall(html.lower()):
        if len(attributes) > _FEW_ATTRIBUTES:
            work += sum(1 for _ in _EACH_ATTRIBUTE.finditer(attributes)) ** 2
        if tag == "select":
            options = 0
        elif tag == "option" and not end:  # the parser looks through all that its list holds already
            options += 1
            work += 2 * options
        if tag in _NEVER_DEEP or not tag:
            continue
        if end:
            if open_tags and open_tags[-1] == tag:
                open_tags.pop()
                if tag in _FORMATTING:
                    reopened -= times[formats[-1]] <= 3
                    times[formats.pop()] -= 1
            continue
        open_tags.append(tag)
        if len(open_tags) > deepest:
            deepest = len(open_tags)
        if tag in _FORMATTING:
            formats.append(tag + attributes)
            times[formats[-1]] += 1
            reopened += times[formats[-1]] <= 3
            most_reopened = max(most_reopened, reopened)
    work += tags * (deepest * (1 + most_reopened) + _WORK_OF_REOPENING * most_reopened)
    if work > most_work:
        raise _too_busy(name)
    return not open_tags


def _too_busy(name: str) -> UnreadableCopy:
    return UnreadableCopy(
        f"{name} is a page with so many tags inside each other that no browser can have saved it.",
        "Open it in your browser once more, and save it anew.",
    )
