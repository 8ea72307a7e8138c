"""Reads the document in which a person kept their answers so far, and cuts its text into discussions."""

import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from cups_course.errors import CannotRead
from cups_course.model import PeerReply
from cups_course.text import clean, decode, line_feeds
from cups_course.thread.matching import same_topic

if TYPE_CHECKING:
    from docx.document import Document


_AS_TEXT = "Save it as a Word document (.docx) or as text, and import that."
_OTHER_KINDS = (
    (re.compile(rb"%PDF"), "a PDF"),
    (re.compile(rb"\{\\rtf"), "a formatted document (RTF)"),
    (re.compile(rb"\xd0\xcf\x11\xe0(?s:.*)E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k"), "locked with a password"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office document (.doc)"),
    (re.compile(rb"(?<!\s)\s*+(?:\xef\xbb\xbf)?(?i:<!doctype html|<html)\b"), "a web page"),
)
_ZIP = b"PK\x03\x04"
_BODY = re.compile(r"word/document\d*\.xml")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_MOST_UNPACKED = 50 * 1024 * 1024
_MOST_XML = 8 * 1024 * 1024
"""Bytes of the words in a document, without its pictures. A book of 500 pages has half of that."""
_REPLIES_HEADING = re.compile(r"(?:### )?Peer replies")
_REPLIES_SECTION = re.compile(rf"^{_REPLIES_HEADING.pattern}\n+(?:\*\*)?To (?s:.*)", re.MULTILINE)


def read_document(data: bytes, *, name: str) -> str:
    r"""The text of a document, line ends as `\n`; headings and bold lines as `**line**`, list items with their mark.

    Raises CannotRead where `data` is no document with text; its message calls the document `name`.
    """
    for pattern, kind in _OTHER_KINDS:
        if pattern.match(data):
            raise CannotRead(f"{name} is {kind} and can't be read. {_AS_TEXT}")
    if data.startswith(_ZIP):
        return "\n".join(_lines_of_word_document(data, name)).strip("\n")
    text = decode(data)
    if "\0" in text:
        raise CannotRead(f"{name} has no readable text. {_AS_TEXT}")
    return line_feeds(text)


def without_peer_replies(text: str) -> tuple[str, str]:
    """Split a discussion of our own readable export into its answers and the peer replies below them, "" if none."""
    replies = _REPLIES_SECTION.search(text)
    return (text[: replies.start()].rstrip(), replies[0]) if replies else (text, "")


def replies_beyond(replies: str, kept: Iterable[PeerReply]) -> str:
    """The peer replies of an export without those that are `kept` already; "" if none is left.

    The heading stays. White space and days are not compared: a day may have become known after the export.
    """
    remaining = replies
    for reply in sorted(kept, key=lambda reply: -len(reply.text)):  # one may begin with the words of another
        peer = clean(reply.peer) if reply.peer else "a peer"
        address = rf"(?:\*\*)?{_any_space(f'To {peer}')}(?:, \d{{4}}-\d\d-\d\d)?(?:\*\*)?"
        words = rf"\s+{_any_space(reply.text)}" if reply.text.strip() else ""
        remaining = re.sub(rf"^{address}{words}\s*(?=^(?:\*\*)?To |\Z)", "", remaining, flags=re.MULTILINE)
    return "" if _REPLIES_HEADING.fullmatch(remaining.strip()) else remaining.strip()


def _any_space(text: str) -> str:
    """A regular expression for a text with any white space between its words."""
    return r"\s+".join(map(re.escape, text.split()))


def _lines_of_word_document(data: bytes, name: str) -> list[str]:
    import docx
    from docx.opc.exceptions import OpcError

    damaged = CannotRead(f"{name} is a damaged or incomplete Word document. {_AS_TEXT}")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
        if not any(map(_BODY.fullmatch, sizes)):
            kind = "an OpenDocument file" if _OPEN_DOCUMENT in data[:200] else "a zip file, but not a Word document"
            raise CannotRead(f"{name} is {kind} and can't be read. {_AS_TEXT}")
        words = sum(size for part, size in sizes.items() if part.endswith((".xml", ".rels")))
        if (
            words > _MOST_XML or sum(sizes.values()) > _MOST_UNPACKED
        ):  # zipfile unpacks no more of a part than this size
            raise CannotRead(f"{name} is too large for a document of answers. {_AS_TEXT}")
        return list(_DocumentLines(docx.Document(BytesIO(data))).all())
    except (zipfile.BadZipFile, zlib.error, SyntaxError, OpcError, OSError, EOFError) as error:
        raise damaged from error
    except (KeyError, ValueError, AttributeError, IndexError, TypeError, NotImplementedError, RuntimeError) as error:
        # python-docx and the classes below raise these where a part or an attribute is missing that every document has.
        raise damaged from error


_HEADING = re.compile(r"(?:Heading|Title|Subtitle)\b", re.IGNORECASE)
_LONGEST_HEADING = 600
_MOST_HEADINGS_IN_A_ROW = 3
_DEEPEST_STYLE = 20
_DEEPEST_LEVEL = 8
"""Of a list; Word has no deeper one."""
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_NOT_SHOWN = frozenset({"moveFrom", "pPr", "Fallback"})
"""Words that were moved away, properties, and the fallback for what is there already."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN, _VALUE = f"{_W}r", f"{_W}val"
_OFF = ("0", "false", "off")
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _DocumentLines:
    """The lines of one document, with a blank line between paragraphs if the document itself has no blank ones."""

    def __init__(self, document: "Document") -> None:
        self._body = document.element.body
        self._styles = _Styles(document.styles.element)
        self._lists = _Lists(document)
        self._counts: dict[int, list[int]] = defaultdict(lambda: [0] * (_DEEPEST_LEVEL + 1))

    def all(self) -> Iterator[str]:
        """Every line, in the order of the document."""
        return self._lines_of_blocks(self._body)

    def _lines_of_blocks(self, parent: Any) -> Iterator[str]:
        blocks = [(block, _text(block) if _tag(block) == "p" else "") for block in _children(parent, "p", "tbl")]
        has_blanks = any(_tag(block) == "p" and not text.strip() for block, text in blocks[1:-1])
        headings = self._heading_indexes(blocks)
        was_item: bool | None = None
        for index, (block, text) in enumerate(blocks):
            if _tag(block) == "tbl":
                yield from ("", *self._lines_of_table(block))
                was_item = None
                continue
            marker = self._list_marker(block) if text.strip() else ""
            if was_item is not None and not has_blanks and not (was_item and marker):
                yield ""
            if index in headings and not marker:
                text = "\n".join(f"**{line.strip()}**" if line.strip() else "" for line in text.split("\n"))
            yield from f"{marker}{text}".split("\n")
            was_item = bool(marker)

    def _lines_of_table(self, table: Any) -> Iterator[str]:
        for row in _children(table, "tr"):
            for cell in _children(row, "tc"):
                yield from self._lines_of_blocks(cell)
            yield ""

    def _heading_indexes(self, blocks: list[tuple[Any, str]]) -> set[int]:
        """The indexes of headings: blocks with the style of one, and bold blocks above one that is not bold."""
        headings: set[int] = set()
        bold_lines: list[int] = []
        for index, (block, text) in enumerate(blocks):
            if not text.strip() or len(text) > _LONGEST_HEADING:
                bold_lines = bold_lines if not text.strip() else []
            elif self._is_heading(block):
                headings.add(index)
                bold_lines = []
            elif self._is_bold(block):
                bold_lines.append(index)
            else:
                headings.update(bold_lines if len(bold_lines) <= _MOST_HEADINGS_IN_A_ROW else [])
                bold_lines = []
        return headings

    def _is_heading(self, paragraph: Any) -> bool:
        return self._styles.of(paragraph).is_heading

    def _is_bold(self, paragraph: Any) -> bool:
        in_style = self._styles.of(paragraph).is_bold
        runs = (
            run
            for run in paragraph.iter(_RUN)
            if any(_tag(child) == "t" and (child.text or "").strip() for child in run)
        )
        return all(in_style if (bold := _bold(run)) is None else bold for run in runs)

    def _list_marker(self, paragraph: Any) -> str:
        """The number of a list item, counted as the word processor does, or its dash; "" for other paragraphs."""
        item = _list_level(_find(paragraph, "pPr")) or self._styles.of(paragraph).list_level
        if item is None or not item[0]:  # 0: not in a list after all
            return ""
        number, level = item
        if self._lists.is_bulleted(number, level):
            return "- "
        counts = self._counts[number]
        counts[level] += 1
        counts[level + 1 :] = [0] * (_DEEPEST_LEVEL - level)
        return f"{counts[level]}. "


class _Style(NamedTuple):
    """What a style says of its paragraphs; `list_level` is the list and the level, maybe of the style below it."""

    is_heading: bool
    is_bold: bool
    list_level: tuple[int, int] | None


_NO_STYLE = _Style(is_heading=False, is_bold=False, list_level=None)


class _Styles:
    """The styles of a document by their ids, each looked at once."""

    def __init__(self, styles: Any) -> None:
        self._elements: dict[str | None, Any] = {}
        self._read: dict[str | None, _Style] = {}
        default = None
        for style in styles.iterchildren(f"{_W}style"):
            self._elements.setdefault(style.get(f"{_W}styleId"), style)
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default", "0") not in _OFF:
                default = style
        self._default = self._style(default)

    def of(self, paragraph: Any) -> _Style:
        """The style of a paragraph."""
        named = _find(paragraph, "pPr", "pStyle")
        style_id = None if named is None else named.get(_VALUE)
        if style_id not in self._read:
            style = self._elements.get(style_id)
            is_known = style is not None and style.get(f"{_W}type") == "paragraph"
            self._read[style_id] = self._style(style) if is_known else self._default
        return self._read[style_id]

    def _style(self, style: Any) -> _Style:
        if style is None:
            return _NO_STYLE
        named = _find(style, "name")
        list_level, below = None, style
        for _ in range(_DEEPEST_STYLE):  # a style may be based on itself
            list_level = _list_level(_find(below, "pPr"))
            based = _find(below, "basedOn")
            below = None if based is None else self._elements.get(based.get(_VALUE))
            if list_level or below is None:
                break
        is_heading = named is not None and bool(_HEADING.match(named.get(_VALUE) or ""))
        return _Style(is_heading, bool(_bold(style)), list_level)


class _Lists:
    """Which levels of the lists of a document have bullets."""

    def __init__(self, document: "Document") -> None:
        self._bullets: dict[str | None, set[str | None]] = {}
        self._definitions: dict[str | None, str | None] = {}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # the document does not define its lists
            self._are_defined = False
            return
        self._are_defined = True
        for definition in numbering.iterchildren(f"{_W}abstractNum"):
            levels = self._bullets.setdefault(definition.get(f"{_W}abstractNumId"), set())
            for level in definition.iterchildren(f"{_W}lvl"):
                how = _find(level, "numFmt")
                if how is not None and how.get(_VALUE) == "bullet":
                    levels.add(level.get(f"{_W}ilvl"))
        for each in numbering.iterchildren(f"{_W}num"):
            definition = _find(each, "abstractNumId")
            if definition is not None:
                self._definitions.setdefault(each.get(f"{_W}numId"), definition.get(_VALUE))

    def is_bulleted(self, number: int, level: int) -> bool:
        """Whether the items of a level have bullets, not numbers."""
        if not self._are_defined:
            return True
        return str(level) in self._bullets.get(self._definitions.get(str(number)), ())


def _list_level(properties: Any) -> tuple[int, int] | None:
    """The list and the level that the properties of a paragraph or style name; None if they name none."""
    number, level = _find(properties, "numPr", "numId"), _find(properties, "numPr", "ilvl")
    if number is None:
        return None
    deep = 0 if level is None else int(level.get(_VALUE))
    return int(number.get(_VALUE)), min(max(deep, 0), _DEEPEST_LEVEL)


def _bold(holder: Any) -> bool | None:
    """Whether a run or a style is bold; None if it doesn't say."""
    bold = _find(holder, "rPr", "b")
    return None if bold is None else bold.get(_VALUE, "1") not in _OFF


def _find(element: Any, *path: str) -> Any:
    """The first element below another at this path; None if there is none."""
    return None if element is None else element.find("/".join(f"{_W}{tag}" for tag in path))


def _tag(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(parent: Any, *tags: str) -> list[Any]:
    """The children with these tags, including those in a wrapper such as a content control or an insertion."""
    found: list[Any] = []
    for child in parent:
        if _tag(child) in tags:
            found.append(child)
        elif _tag(child) in _WRAPPERS:
            found += _children(child, *tags)
    return found


def _text(element: Any) -> str:
    """The words that a paragraph shows, however deep they are nested."""
    pieces: list[str] = []
    _add_text(element, pieces)
    return "".join(pieces)


def _add_text(element: Any, pieces: list[str]) -> None:
    for child in element:
        tag = _tag(child)
        if tag == "t":
            pieces.append(child.text or "")
        elif tag in _CHARACTERS:
            pieces.append(_CHARACTERS[tag])
        elif tag not in _NOT_SHOWN:
            _add_text(child, pieces)
            if tag == "p":  # in a text box
                pieces.append("\n")


_DECORATION = re.compile(r"[\s#*_=>~•–—-]+")
_EDGES = re.compile(r"^[\s#*_=>~•–—-]+|[\s*_=~]+$")
_LONGEST_SECTION_HEADING = 200
_UNKNOWN_DISCUSSION = -1
# "Week 2", "Course 1, Discussion 2: Listening", but not "Week 2 was hard for me."
_BY_NUMBER = re.compile(
    r"(?:course\W{1,3}\d{1,3}\W{0,3})?(?:discussion|week)\W{1,3}(\d{1,3})\W{0,3}(?:(?<=[:.)–—-] ).*|\(.*)?",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?<!\d)(?:\d++\.)?(\d{1,3})\b[.:)·\s–—-]*")


def sections(text: str, discussions: Sequence[tuple[int, str]]) -> list[tuple[int | None, str]]:
    """Cut `text` into parts, each with the index of its discussion in `discussions` (number, title) and its words.

    A part begins at a line with the discussion's title, or with its number as titles write it. The index is None above
    the first such line, and below the number of a discussion that is not in the list. Only the headings of those in the
    list are left out of the words.
    """
    parts: list[tuple[int | None, list[str]]] = [(None, [])]
    known: dict[str, int | None] = {}
    for line in text.split("\n"):
        if line not in known:
            known[line] = _discussion_of_heading(line, discussions)
        at = known[line]
        if at == _UNKNOWN_DISCUSSION:
            parts.append((None, [line]))
        elif at is None:
            parts[-1][1].append(line)
        elif at != parts[-1][0]:
            parts.append((at, []))
        elif "".join(parts[-1][1]).strip():  # below words of the same part, so not a heading
            parts[-1][1].append(line)
    return [(at, "\n".join(lines).strip("\n")) for at, lines in parts if "".join(lines).strip()]


def _discussion_of_heading(line: str, discussions: Sequence[tuple[int, str]]) -> int | None:
    """The index of the discussion that a heading names; `_UNKNOWN_DISCUSSION` for any other, None for other lines."""
    if not line.strip() or len(line) > _LONGEST_SECTION_HEADING:
        return None
    heading = _DECORATION.sub(" ", line).strip()
    if numbered := _BY_NUMBER.fullmatch(_EDGES.sub("", line)):
        number = int(numbered[1])
        return next((at for at, (known, _) in enumerate(discussions) if known == number), _UNKNOWN_DISCUSSION)
    bare = _REFERENCE.sub("", heading, count=1)
    return next(
        (
            at
            for at, (_, title) in enumerate(discussions)
            if title and any(same_topic(title, words) for words in {heading, bare})
        ),
        None,
    )
