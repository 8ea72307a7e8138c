"""A page: its tree as browsers make it, its text as a person sees it, and the JSON in it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cups_course.errors import UnreadableCopy
from cups_course.text import word_set

# A tag as HTML5 cuts it out of a page: quotes count only round the value of an attribute; `<!x>`, `</ x>` are comments.
_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?+)?+"""
_TAG = re.compile(rf"<(?:(/?)([a-z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE})*+)|[!?/][^>]*+)", re.ASCII)
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE, re.ASCII)
_NEVER_DEEP = word_set(
    "html head body p li dd dt option tr td th tbody thead tfoot colgroup caption "
    "area base br col embed hr img input link meta param source track wbr"
)
"""Tags that hold nothing, that the next one of their kind closes, or that count only in a table."""
_FORMATTING = word_set("b big code em font i nobr s small strike strong tt u")
"""Tags that a parser opens again in every block until they are closed, three of the same at most."""
_NOT_SHOWN = re.compile(r"<(?:!--|(?P<tag>script|style|svg)\b)", re.IGNORECASE)
_END_OF_COMMENT = re.compile(r"--!?>")
_END_OF = {tag: re.compile(rf"</{tag}\b[^>]*>?", re.IGNORECASE) for tag in ("script", "style", "svg")}

_MOST_TAGS = 1_000_000
_MOST_NODES = 1_000_000
"""Tags that begin, and attributes, of one page: each takes up to 430 bytes. Threads of 5,000 posts have half of it."""
_WORK_OF_REOPENING = 40
_WORK_A_LETTER = 30
"""Open tags that a parser may look through for each letter of a page, so that a page twice as long takes twice as long.
A page of the forum needs one."""
_WORK_OF_A_PAGE = 120_000_000
_WORK_OF_A_PIECE = 50_000
"""Beyond that: a page may leave a tag open in 3,000 posts, which takes a second. Pieces come by the thousand."""


def tree_of(html: str, name: str, *, free_work: int = _WORK_OF_A_PAGE) -> tuple[LexborHTMLParser, bool]:
    """The tree of a page without its comments, scripts and drawings, and whether every tag that must be closed is.

    Raises UnreadableCopy for a page made to keep a parser busy for minutes.
    """
    html = "".join(_shown_parts(html))
    is_closed = _is_closed(html, name, free_work + _WORK_A_LETTER * len(html))
    return LexborHTMLParser(html), is_closed


def walk(root: LexborNode, begin: Callable[[LexborNode], bool], end: Callable[[LexborNode], None]) -> None:
    """Call `begin` for each node in the order of the page, enter the node where it returns True, then call `end`."""
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
    for ever, and opens bold and the like again in every block. The depth is an upper bound: an end tag counts only
    where it closes the tag that was opened last, as it does in what browsers save.
    """
    tags = html.count("<")
    if tags > _MOST_TAGS:
        raise _too_busy(name, "tags")
    open_tags: list[str] = []
    formats: list[str] = []
    times: Counter[str] = Counter()
    deepest = reopened = most_reopened = options = work = nodes = 0
    for found in _TAG.finditer(html.lower()):
        end, tag, attributes = found.groups("")
        if attributes:
            count = len(_EACH_ATTRIBUTE.findall(attributes))
            nodes += count
            work += count * count
        nodes += not end
        if nodes > _MOST_NODES:
            raise _too_busy(name, "tags and attributes")
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
        raise _too_busy(name, "nested tags")
    return not open_tags


def _too_busy(name: str, what: str) -> UnreadableCopy:
    return UnreadableCopy(
        f"{name} has more {what} than a browser would save.",
        "Open the page in your browser and save it again.",
    )


_NEVER_SHOWN = word_set(
    "script style template noscript head title svg math button select textarea input iframe object audio video canvas "
    "datalist -comment -doctype"
)
_OWN_PARAGRAPH = word_set("p h1 h2 h3 h4 h5 h6 blockquote pre hr")
_OWN_LINE = word_set(
    "div ul ol li dl dt dd table tr caption section article header footer main nav aside address form fieldset figure "
    "figcaption details summary center body"
)
_KNOWN_TAGS = _NEVER_SHOWN | _OWN_PARAGRAPH | _OWN_LINE | word_set("br img td th")
_HIDDEN = "[hidden], [style*=display], [style*=visibility], .sf-hidden"  # the last as SingleFile marks it
_HIDDEN_BY_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WHITE = " \t\n\r\f"  # not the non-breaking one
_SPACE = re.compile(rf"[{_WHITE}]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_EMOJI = frozenset({"So", "Sk", "Mn", "Me", "Cf"})
_LONGEST_EMOJI = 24


def visible_text(node: LexborNode) -> str:
    """The text below a node."""
    lines = VisibleText(hidden_nodes(node))
    walk(node, lines.begin, lines.end)
    return lines.text()


def visible_text_of_html(html: str, name: str) -> str:
    """The text of a piece of HTML. Raises UnreadableCopy, naming the source, for one made to keep a parser busy."""
    tree, _ = tree_of(html, name, free_work=_WORK_OF_A_PIECE)
    return visible_text(tree.body) if tree.body else ""


def hidden_nodes(node: LexborNode) -> frozenset[int]:
    """The nodes that a page does not show, by their `mem_id`."""
    return frozenset(each.mem_id for each in node.css(_HIDDEN) if _is_hidden(each.attributes))


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return (
        "hidden" in attributes
        or "sf-hidden" in (attributes.get("class") or "")
        or bool(_HIDDEN_BY_STYLE.search(attributes.get("style") or ""))
    )


class VisibleText:
    """The text that a page shows, built from its nodes as `walk` passes them."""

    def __init__(self, hidden: frozenset[int]) -> None:
        self._hidden = hidden
        self._out: list[str] = []
        self._apart = 0  # line feeds that blocks want before the next word
        self._breaks = 0  # and those that `<br>` made
        self._space = False
        self._mark = ""  # the number or bullet of the list item that begins
        self._numbers: list[int | None] = []  # of the next item in each open list; bullets have none
        self._quotes = 0
        self._kept_space = 0  # open `<pre>`

    def begin(self, node: LexborNode) -> bool:
        """Add what a node shows before its content; False where nothing in it is shown."""
        tag = node.tag or ""
        if tag == "-text":
            self.words(node.text_content or "")
            return False
        if self._hidden and node.mem_id in self._hidden:
            return False
        if tag not in _KNOWN_TAGS:
            return True
        if tag in _NEVER_SHOWN:
            return False
        if tag in _OWN_PARAGRAPH:
            self._apart = 2
            self._quotes += tag == "blockquote"
            self._kept_space += tag == "pre"
        elif tag in _OWN_LINE:
            self._apart = self._apart or 1
            if tag == "li":
                self._item(node.attributes.get("value"))
            elif tag == "ol":
                self._numbers.append(_item_number(node.attributes.get("start"), 1))
            elif tag == "ul":
                self._numbers.append(None)
        elif tag == "br":
            self._breaks += 1
        elif tag == "img":
            self._image(node.attributes.get("alt") or "")
        return True

    def end(self, node: LexborNode) -> None:
        """Add what follows a node."""
        tag = node.tag or ""
        if tag not in _KNOWN_TAGS:
            return
        if tag in _OWN_PARAGRAPH:
            self._apart = 2
            self._quotes -= tag == "blockquote"
            self._kept_space -= tag == "pre"
        elif tag in _OWN_LINE:
            self._apart = self._apart or 1
            if tag == "li":
                self._mark = ""
            elif tag in ("ul", "ol"):
                self._numbers.pop()
        elif tag in ("td", "th"):
            self._space = True

    def words(self, text: str) -> None:
        """Words as they stand between two tags, white space around them included."""
        if self._kept_space:
            self._write(text)
            return
        words = text.strip(_WHITE)
        if not words:
            self._space = True
            return
        self._space = self._space or text[0] in _WHITE
        if not words.isprintable() or "  " in words:  # most words have none but single blanks between them
            words = _SPACE.sub(" ", words)
        self._write(words)
        self._space = text[-1] in _WHITE

    def text(self) -> str:
        """The text so far, without blank lines around it and with one at most between two lines."""
        text = "".join(self._out)
        if "\xa0" in text:
            text = "\n".join(line.rstrip(" \xa0").lstrip("\xa0") for line in text.split("\n"))
        if "\n\n\n" in text:
            text = _BLANK_LINES.sub("\n\n", text)
        return text.strip("\n \xa0")

    def _image(self, alt: str) -> None:
        kinds = {unicodedata.category(letter) for letter in alt} if len(alt) <= _LONGEST_EMOJI else set()
        if ("So" in kinds and kinds <= _EMOJI) or "\u20e3" in alt:
            self._write(alt)

    def _item(self, value: str | None) -> None:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            self._mark += "• "
            return
        number = _item_number(value, number)
        self._numbers[-1] = number + 1
        self._mark += f"{number}. "

    def _write(self, words: str) -> None:
        breaks = self._breaks if self._breaks > self._apart else self._apart
        if breaks or not self._out:
            if self._out:
                self._out.append("\n" * min(breaks, 2))
            if self._quotes or self._mark:
                self._out.append("> " * min(self._quotes, 9) + self._mark)
                self._mark = ""
            self._apart = self._breaks = 0
        elif self._space:
            self._out.append(" ")
        self._space = False
        self._out.append(words)


def _item_number(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value, re.ASCII) else default


_TAGS = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|blockquote|h[1-6])\b[^<>]*>|&(?:#\d|[a-z])", re.IGNORECASE
)


def text_or_none(value: object) -> str | None:
    """A text with something in it; None for anything else. Halves of letters, which no file can hold, become "?"."""
    if not isinstance(value, str) or not value.strip():
        return None
    return value.replace("\0", "").encode("utf-8", errors="replace").decode("utf-8").strip()


def whole_number(value: object) -> int | None:
    """A count or an id; None for anything else, True and huge numbers included."""
    return value if type(value) is int and 0 <= value < 10**18 else None


def parse_digits(text: str | None, *, most: int = 9) -> int | None:
    """The number that a text of at most so many ASCII digits is; None for any other text."""
    return int(text) if text and len(text) <= most and text.isascii() and text.isdigit() else None


def objects_in(value: object) -> list[dict[str, object]]:
    """The objects in a list, or the one that stands in place of a list."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]


def plain_text(text: str, name: str) -> str:
    """A text as a person sees it, be it HTML or not."""
    return visible_text_of_html(text, name) if _TAGS.search(text) else text.replace("\r\n", "\n").strip()


def web_address(value: object) -> str | None:
    """An address on the web, without what asks for a part of it."""
    address = text_or_none(value)
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return (
        parts._replace(query="", fragment="").geturl() if parts.scheme in ("http", "https") and parts.netloc else None
    )
