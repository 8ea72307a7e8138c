"""The document in which a person kept their answers until today, as text, cut at the headings of its discussions."""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cups_course.errors import CannotRead
from cups_course.model import PeerReply
from cups_course.text import clean, decode, line_feeds
from cups_course.thread.matching import same_topic

if TYPE_CHECKING:
    from docx.document import Document


_AS_TEXT = "Open it, save it as a Word document (.docx) or as text, and import that."
_OTHER_KINDS = (
    (re.compile(rb"%PDF"), "a PDF"),
    (re.compile(rb"\{\\rtf"), "a formatted document (RTF)"),
    (re.compile(rb"\xd0\xcf\x11\xe0(?s:.*)E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k"), "locked with a password"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "a document of an older word processor (.doc)"),
    (re.compile(rb"\s*(?:\xef\xbb\xbf)?(?i:<!doctype html|<html)\b"), "a web page"),
)
_ZIP = b"PK\x03\x04"
_BODY = re.compile(r"word/document\d*\.xml")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_MOST_UNPACKED = 50 * 1024 * 1024
_HEADING_OF_REPLIES = re.compile(r"(?:### )?Peer replies")
_PEER_REPLIES = re.compile(rf"^{_HEADING_OF_REPLIES.pattern}\n+(?:\*\*)?To (?s:.*)", re.MULTILINE)


def read_document(data: bytes, *, name: str) -> str:
    r"""The text of a document, line ends as `\n`; headings and bold lines as `**line**`, list items with their mark.

    Raises CannotRead with a sentence for what is no such document; `name` is what the sentence calls it.
    """
    for form, kind in _OTHER_KINDS:
        if form.match(data):
            raise CannotRead(f"{name} is {kind}, which cannot be read. {_AS_TEXT}")
    if data.startswith(_ZIP):
        return "\n".join(_word(data, name)).strip("\n")
    text = decode(data)
    if "\0" in text:
        raise CannotRead(f"{name} is not a document with text. {_AS_TEXT}")
    return line_feeds(text)


def without_peer_replies(text: str) -> tuple[str, str]:
    """The answers of one discussion in a readable export of ours, and the peer replies that stand below them."""
    replies = _PEER_REPLIES.search(text)
    return (text[: replies.start()].rstrip(), replies[0]) if replies else (text, "")


def replies_beyond(replies: str, kept: Iterable[PeerReply]) -> str:
    """What stands in the peer replies of an export beside those that are `kept` already; empty where nothing does.

    The heading stays. White space and the day are not compared: an export may be older than the day that is known now.
    """
    rest = replies
    for reply in sorted(kept, key=lambda one: -len(one.text)):  # one reply may begin as another does
        peer = clean(reply.peer) if reply.peer else "a peer"
        address = rf"(?:\*\*)?{_any_space(f'To {peer}')}(?:, \d{{4}}-\d\d-\d\d)?(?:\*\*)?"
        words = rf"\s+{_any_space(reply.text)}" if reply.text.strip() else ""
        rest = re.sub(rf"^{address}{words}\s*(?=^(?:\*\*)?To |\Z)", "", rest, flags=re.MULTILINE)
    return "" if _HEADING_OF_REPLIES.fullmatch(rest.strip()) else rest.strip()


def _any_space(text: str) -> str:
    """A regular expression for a text with whatever white space between its words."""
    return r"\s+".join(map(re.escape, text.split()))


def _word(data: bytes, name: str) -> list[str]:
    import docx
    from docx.opc.exceptions import OpcError

    damaged = CannotRead(f"{name} is a Word document that is damaged or cut off. {_AS_TEXT}")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
        if not any(map(_BODY.fullmatch, sizes)):
            kind = "an OpenDocument file" if _OPEN_DOCUMENT in data[:200] else "a packed file, but no Word document"
            raise CannotRead(f"{name} is {kind}, which cannot be read. {_AS_TEXT}")
        if sum(sizes.values()) > _MOST_UNPACKED:  # no part unpacks to more than the size that is stated here
            raise CannotRead(f"{name} holds far more than a document of answers does. {_AS_TEXT}")
        return list(_Lines(docx.Document(BytesIO(data))).all())
    except (zipfile.BadZipFile, zlib.error, SyntaxError, OpcError, OSError, EOFError) as error:
        raise damaged from error
    except (KeyError, ValueError, AttributeError, IndexError, TypeError, NotImplementedError, RuntimeError) as error:
        # What python-docx meets where parts or attributes are missing that every such document has.
        raise damaged from error


_HEADING = re.compile(r"(?:Heading|Title|Subtitle)\b", re.IGNORECASE)
_LONGEST_HEADING = 600
_MOST_HEADINGS_IN_A_ROW = 3
_DEEPEST_STYLE = 20
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_NOT_SHOWN = frozenset({"moveFrom", "pPr", "Fallback"})
"""Words that were moved away, properties, and a second form of what stands there already."""
_RUN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}r"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _Lines:
    """The lines of one document. Paragraphs stand apart by a blank line where the document has none of its own."""

    def __init__(self, document: "Document") -> None:
        self._document = document
        self._counted: Counter[tuple[int, int]] = Counter()
        self._bulleted: dict[tuple[int, int], bool] = {}

    def all(self) -> Iterator[str]:
        """Every line, in the order of the document."""
        return self._of(self._document.element.body)

    def _of(self, parent: Any) -> Iterator[str]:
        blocks = [(block, _text(block) if _tag(block) == "p" else "") for block in _within(parent, "p", "tbl")]
        has_blanks = any(_tag(block) == "p" and not text.strip() for block, text in blocks[1:-1])
        headings = self._headings(blocks)
        was_item: bool | None = None
        for place, (block, text) in enumerate(blocks):
            if _tag(block) == "tbl":
                yield from ("", *self._of_table(block))
                was_item = None
                continue
            mark = self._mark(block) if text.strip() else ""
            if was_item is not None and not has_blanks and not (was_item and mark):
                yield ""
            if place in headings and not mark:
                text = "\n".join(f"**{line.strip()}**" if line.strip() else "" for line in text.split("\n"))
            yield from f"{mark}{text}".split("\n")
            was_item = bool(mark)

    def _of_table(self, table: Any) -> Iterator[str]:
        for row in _within(table, "tr"):
            for cell in _within(row, "tc"):
                yield from self._of(cell)
            yield ""

    def _headings(self, blocks: list[tuple[Any, str]]) -> set[int]:
        """The places of what is a heading by its style, or bold above what is not."""
        found: set[int] = set()
        row: list[int] = []
        for place, (block, text) in enumerate(blocks):
            if not text.strip() or len(text) > _LONGEST_HEADING:
                row = row if not text.strip() else []
            elif self._is_heading(block):
                found.add(place)
                row = []
            elif self._is_bold(block):
                row.append(place)
            else:
                found.update(row if len(row) <= _MOST_HEADINGS_IN_A_ROW else [])
                row = []
        return found

    def _is_heading(self, paragraph: Any) -> bool:
        return bool(_HEADING.match(self._style(paragraph).name or ""))

    def _is_bold(self, paragraph: Any) -> bool:
        from docx.text.run import Run

        in_style = bool(self._style(paragraph).font.bold)
        runs = [Run(run, self._document) for run in paragraph.iter(_RUN) if _text(run).strip()]
        return all(in_style if run.bold is None else run.bold for run in runs)

    def _style(self, paragraph: Any) -> Any:
        from docx.text.paragraph import Paragraph

        return Paragraph(paragraph, self._document._body).style

    def _mark(self, paragraph: Any) -> str:
        """What stands before a list item: its number, counted as the word processor does, or a dash."""
        place = self._place(paragraph)
        if place is None:
            return ""
        if self._is_bulleted(*place):
            return "- "
        self._counted[place] += 1
        for deeper in [one for one in self._counted if one[0] == place[0] and one[1] > place[1]]:
            del self._counted[deeper]
        return f"{self._counted[place]}. "

    def _place(self, paragraph: Any) -> tuple[int, int] | None:
        """The list and the level of an item, as it says itself or as its style does."""
        style = self._style(paragraph)
        properties = [paragraph.pPr]
        while style is not None and len(properties) < _DEEPEST_STYLE:  # one may be based on itself
            properties.append(style.element.pPr)
            style = style.base_style
        for one in properties:
            numbering = one.numPr if one is not None else None
            if numbering is not None and numbering.numId is not None:
                level = numbering.ilvl.val if numbering.ilvl is not None else 0
                return (numbering.numId.val, level) if numbering.numId.val else None  # 0 takes it out of the list
        return None

    def _is_bulleted(self, number: int, level: int) -> bool:
        if (number, level) not in self._bulleted:
            path = (
                f'w:abstractNum[@w:abstractNumId=../w:num[@w:numId="{number}"]/w:abstractNumId/@w:val]'
                f'/w:lvl[@w:ilvl="{level}"]/w:numFmt/@w:val'
            )
            try:
                numbering = self._document.part.numbering_part.element
                self._bulleted[number, level] = "bullet" in numbering.xpath(path)
            except (KeyError, NotImplementedError):  # a document that does not say how its lists are counted
                self._bulleted[number, level] = True
        return self._bulleted[number, level]


def _tag(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _within(parent: Any, *tags: str) -> Iterator[Any]:
    """The children of these kinds, also those in a wrapper such as a content control or an insertion."""
    for child in parent:
        if _tag(child) in tags:
            yield child
        elif _tag(child) in _WRAPPERS:
            yield from _within(child, *tags)


def _text(element: Any) -> str:
    """The words of a paragraph or run as they are shown, wherever in it they stand."""
    return "".join(_letters(element))


def _letters(element: Any) -> Iterator[str]:
    for child in element:
        tag = _tag(child)
        if tag == "t":
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag not in _NOT_SHOWN:
            yield from _letters(child)
            if tag == "p":  # of a text box
                yield "\n"


_DECORATION = re.compile(r"[\s#*_=>~•–—-]+")
_EDGES = re.compile(r"^[\s#*_=>~•–—-]+|[\s*_=~]+$")
_LONGEST_SECTION_HEADING = 200
_UNKNOWN = -1
# "Week 2", "Course 1, Discussion 2: Listening", but not "Week 2 was hard for me."
_BY_NUMBER = re.compile(
    r"(?:course\W{1,3}\d{1,3}\W{0,3})?(?:discussion|week)\W{1,3}(\d{1,3})\W{0,3}(?:(?<=[:.)–—-] ).*|\(.*)?",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?:\d+\.)?(\d{1,3})\b[.:)·\s–—-]*")


def sections(text: str, discussions: Sequence[tuple[int, str]]) -> list[tuple[int | None, str]]:
    """The parts of `text`: where in `discussions` (number, title) the one stands that a part is about, and its words.

    A part begins at a line with the discussion's title, or with its number in a form that titles have. What stands
    above the first such line belongs to none (None), and so does what stands below the number of a discussion that is
    not among them. No word is left out but the headings of those that are.
    """
    parts: list[tuple[int | None, list[str]]] = [(None, [])]
    for line in text.split("\n"):
        at = _discussion_named(line, discussions)
        if at == _UNKNOWN:
            parts.append((None, [line]))
        elif at is None:
            parts[-1][1].append(line)
        elif at != parts[-1][0]:
            parts.append((at, []))
        elif "".join(parts[-1][1]).strip():  # below words of the same part it is no heading
            parts[-1][1].append(line)
    return [(at, "\n".join(lines).strip("\n")) for at, lines in parts if "".join(lines).strip()]


def _discussion_named(line: str, discussions: Sequence[tuple[int, str]]) -> int | None:
    """Which discussion a line names, as a heading does; one that is not among them is `_UNKNOWN`."""
    if not line.strip() or len(line) > _LONGEST_SECTION_HEADING:
        return None
    heading = _DECORATION.sub(" ", line).strip()
    if numbered := _BY_NUMBER.fullmatch(_EDGES.sub("", line)):
        number = int(numbered[1])
        return next((at for at, (known, _) in enumerate(discussions) if known == number), _UNKNOWN)
    bare = _REFERENCE.sub("", heading, count=1)
    return next(
        (
            at
            for at, (_, named) in enumerate(discussions)
            if named and any(same_topic(named, one) for one in {heading, bare})
        ),
        None,
    )
