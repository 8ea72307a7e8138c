"""The text of a page, or of a part of it, as a person sees it: paragraphs apart, list items with their numbers."""

import re
import unicodedata

from selectolax.lexbor import LexborNode

from cups_course.saved.page_tree import tags, tree_of, walk

_NEVER_SHOWN = tags(
    "script style template noscript head title svg math button select textarea input iframe object audio video canvas "
    "datalist -comment -doctype"
)
_APART = tags("p h1 h2 h3 h4 h5 h6 blockquote pre hr")
_ON_A_LINE = tags(
    "div ul ol li dl dt dd table tr caption section article header footer main nav aside address form fieldset figure "
    "figcaption details summary center body"
)
_OF_INTEREST = _NEVER_SHOWN | _APART | _ON_A_LINE | tags("br img td th")
_HIDDEN = "[hidden], [style*=display], [style*=visibility], .sf-hidden"  # the last as SingleFile marks it
_HIDDEN_BY_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WHITE = " \t\n\r\f"  # not the non-breaking one
_SPACE = re.compile(rf"[{_WHITE}]+")
_ENDS_OF_LINES = re.compile(r"[ \xa0]*\n\xa0*")
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
    tree, _ = tree_of(html, name, most_work=50_000 + 20 * len(html))  # pieces come by the thousand
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
    """Takes the nodes of a page in their order, as `page_tree.walk` comes to them, and writes down what is seen."""

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
        """What a node brings with it; False where nothing in it is shown."""
        tag = node.tag or ""
        if tag == "-text":
            self.words(node.text_content or "")
            return False
        if self._hidden and node.mem_id in self._hidden:
            return False
        if tag not in _OF_INTEREST:
            return True
        if tag in _NEVER_SHOWN:
            return False
        if tag in _APART:
            self._apart = 2
            self._quotes += tag == "blockquote"
            self._kept_space += tag == "pre"
        elif tag in _ON_A_LINE:
            self._apart = self._apart or 1
            if tag == "li":
                self._item(node.attributes.get("value"))
            elif tag == "ol":
                self._numbers.append(_number(node.attributes.get("start"), 1))
            elif tag == "ul":
                self._numbers.append(None)
        elif tag == "br":
            self._breaks += 1
        elif tag == "img":
            self._image(node.attributes.get("alt") or "")
        return True

    def end(self, node: LexborNode) -> None:
        """What a node leaves behind."""
        tag = node.tag or ""
        if tag not in _OF_INTEREST:
            return
        if tag in _APART:
            self._apart = 2
            self._quotes -= tag == "blockquote"
            self._kept_space -= tag == "pre"
        elif tag in _ON_A_LINE:
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
        """All of it."""
        text = "".join(self._out)
        if "\xa0" in text:
            text = _ENDS_OF_LINES.sub("\n", text)
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
        number = _number(value, number)
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


def _number(digits: str | None, otherwise: int) -> int:
    return int(digits) if digits and re.fullmatch(r"-?\d{1,9}", digits, re.ASCII) else otherwise
