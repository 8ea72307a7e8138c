"""Opens a saved copy: text, a page or a JSON record. The first bytes decide which, never the name."""

import codecs
import json
import plistlib
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from xml.parsers.expat import ExpatError

from cups_course.errors import UnreadableCopy
from cups_course.text import declared_in_page, decode, line_feeds

MOST_BYTES = 64 * 1024 * 1024
"""Of one copy: a text of 100,000 posts has half of that."""
_HEAD = 4096
"""Bytes that decide what a file is: long enough for the comments of saving extensions, too short for most prose about
HTML."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something that was named to be read, or an entry of a zip: what sentences call it, and its bytes."""

    name: str
    data: bytes
    modified: datetime | None = None
    """The time of the file (with its zone), a last resort for the day of saving."""
    typed: str = ""
    """What stands for it in a command: the path of its file, or of the zip that it is in."""


@dataclass(frozen=True, slots=True)
class Text:
    r"""Plain text, line ends as `\n`."""

    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The HTML of a page, and where the container has them its address and the time it was saved."""

    html: str
    address: str | None = None
    saved_at: datetime | date | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What a JSON file holds."""

    value: object


Content = Text | Page | Record

ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_OTHER_FILES = (
    (re.compile(rb"%PDF"), "a PDF"),
    (re.compile(rb"\{\\rtf"), "a formatted document (RTF)"),
    (
        re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|BM....\0\0\0\0|....ftyp(?:heic|avif|mif1)", re.S),
        "a picture",
    ),
    (re.compile(rb"RIFF....(?:AVI |WAVE)|....ftyp|ID3|OggS|\x1aE\xdf\xa3", re.S), "a sound or video file"),
    (re.compile(rb"MZ[^\0]{0,60}\0|\x7fELF|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe"), "a program"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office document"),
    (re.compile(rb"SQLite format 3\0"), "a database"),
    (re.compile(rb"\x1f\x8b\x08|7z\xbc\xaf\x27\x1c|Rar!\x1a|BZh\d1AY&SY|\xfd7zXZ\0"), "a compressed file"),
)
_PLIST_XML = re.compile(r"\s*<\?xml[^>]{0,200}>\s*<!DOCTYPE plist\b|\s*(?:<\?xml[^>]{0,200}>\s*)?<plist\b")
_HTML = re.compile(r"\s*<(?:!doctype\s+html|!--|\?xml|[a-z][a-z0-9]*(?:[\s/][^<>]*)?>)", re.IGNORECASE)
_MAIL = re.compile(
    r"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?(?:MIME-Version:|Snapshot-Content-Location:|From: <Saved by )",
    re.IGNORECASE,
)
_CLIPBOARD = re.compile(r"Version:\d[\d.]*\s+StartHTML:-?\d+\s*\n(?:[A-Za-z]+:[^\n]*\n)*")
_CLIPBOARD_ADDRESS = re.compile(r"^SourceURL:(\S+)", re.MULTILINE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(\S+)\s*-->")
_SINGLE_FILE = re.compile(r"<!--[^>]{0,300}?\burl:\s*(?P<address>\S+)\s+saved date:\s*(?P<date>[^\n]{0,100})")
_ZONE = re.compile(r" (?:GMT|UTC)?([+-]\d{4})\b.*")
MOST_JSON = 16 * 1024 * 1024
"""What is read whole, each value an object of its own: a topic of 1,000 posts has a quarter of that."""
_JSON = re.compile(r"""\s*(?:\{\s*["}]|\[\s*[\[{"\]])""")


def open_container(source: Source) -> Content:
    """What is in a copy. Raises UnreadableCopy with a sentence where it is empty, too large or of another kind."""
    name, data = source.name, source.data
    if len(data) > MOST_BYTES:
        raise _too_large(name, MOST_BYTES)
    if data.startswith(ZIP_MARKS):
        raise UnreadableCopy(f"{name} is a zip file.", "Unpack it and use the saved page in it.")
    for form, kind in _OTHER_FILES:
        if form.match(data):
            raise UnreadableCopy(f"{name} is {kind}, not a saved page.")
    if data.startswith(b"bplist00"):
        return from_webarchive(data, name)
    text = decode(data)
    if not text.strip("\0 \t\r\n\f"):
        raise UnreadableCopy(f"{name} is empty.")
    head = text[:_HEAD]
    if _PLIST_XML.match(head):
        return from_webarchive(data, name)
    if _MAIL.match(line_feeds(head)):
        return from_mhtml(data, name)
    if clip := _CLIPBOARD.match(head):
        address = _CLIPBOARD_ADDRESS.search(clip[0])
        return Page(text[clip.end() :], address[1] if address else None)
    if _HTML.match(head):
        return _page(decode(data, declared_in_page(data)))
    if _JSON.match(head):
        return _record(text, name)
    if "\0" in text:
        raise UnreadableCopy(f"{name} isn't a text file.")
    return Text(line_feeds(text))


def _too_large(name: str, most: int) -> UnreadableCopy:
    return UnreadableCopy(f"{name} is too large to be a saved page: more than {most // 2**20} MB.")


def _record(text: str, name: str) -> Record:
    if len(text) > MOST_JSON:
        raise _too_large(name, MOST_JSON)
    try:
        return Record(json.loads(text))
    except RecursionError:
        raise UnreadableCopy(f"{name} is JSON that is nested too deeply.") from None
    except ValueError:
        raise UnreadableCopy(f"{name} is damaged or incomplete JSON.", "Save it again.") from None


def _page(html: str) -> Page:
    """A page as browsers and extensions save it; a comment near its start has the address and the time."""
    head = html[:_HEAD]
    if single := _SINGLE_FILE.search(head):
        return Page(html, single["address"], _time(single["date"]))
    saved_from = _SAVED_FROM.search(head)
    return Page(html, saved_from[1] if saved_from else None)


def _time(words: str) -> datetime | None:
    """A time as a browser says it: `Mon Nov 23 2026 21:30:00 GMT+0100 (Central European Standard Time)`."""
    try:
        date = parsedate_to_datetime(_ZONE.sub(r" \1", words))
        return date.astimezone(UTC) if date.tzinfo else date
    except (ValueError, OverflowError):
        return None


_DAMAGED = (
    ValueError,
    LookupError,
    TypeError,
    OverflowError,
    AttributeError,
    RecursionError,
    struct.error,
    ExpatError,
)
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_BLANK_LINE = re.compile(rb"\A\r?\n|\n\r?\n")
_LONGEST_HEAD = 16_384
_MOST_OF_HEADS = 2 * 2**20
"""Bytes. Reading the heads of all parts takes no longer than this allows, however many there are."""
_LEAST_OF_A_HEAD = 200
"""Bytes that each head counts for: an empty one takes as long to read."""


def from_mhtml(data: bytes, name: str) -> Page:
    """The page in an MHTML file. Its address tells it from the frames beside it. Raises UnreadableCopy."""
    try:
        return _page_in(data, name)
    except _DAMAGED:
        raise UnreadableCopy(f"{name} is a damaged saved page (MHTML).", "Save the page again.") from None


def _page_in(data: bytes, name: str) -> Page:
    head, body = _split(data.removeprefix(codecs.BOM_UTF8).lstrip())
    address, start = _header(head, "Snapshot-Content-Location"), head.get_param("start")
    pages = [(part, text) for part, text in _parts(head, body) if part.get_content_type() in _HTML_TYPES]
    if not pages:
        raise UnreadableCopy(f"{name} is a saved message or web archive without a web page in it.")

    def is_the_page(part: Message) -> bool:
        return bool(
            (address and _header(part, "Content-Location") == address)
            or (start and _header(part, "Content-ID") == start)
        )

    part, text = next((page for page in pages if is_the_page(page[0])), pages[0])
    part.set_payload(text.decode("ascii", errors="surrogateescape"))
    html = part.get_payload(decode=True)
    assert isinstance(html, bytes)
    declared = part.get_content_charset() or declared_in_page(html)
    return Page(decode(html, declared), address or _header(part, "Content-Location"), _date(head))


def _parts(head: Message, body: bytes) -> Iterator[tuple[Message, bytes]]:
    """The parts one by one, those inside others not opened: no file can make this go deep."""
    boundary = head.get_boundary()
    if not boundary or head.get_content_maintype() != "multipart":
        yield head, body
        return
    border = b"--" + boundary.encode("ascii", errors="replace")
    at = body.find(border)
    left = _MOST_OF_HEADS
    while at >= 0 and left > 0 and not body.startswith(b"--", at + len(border)):
        after = body.find(b"\n" + border, at)
        part = body[body.find(b"\n", at) + 1 : after if after >= 0 else len(body)]
        left -= max(_length_of_head(part) + len(border), _LEAST_OF_A_HEAD)
        yield _split(part)
        at = after + 1 if after >= 0 else -1


def _length_of_head(message: bytes) -> int:
    blank = _BLANK_LINE.search(message, 0, _LONGEST_HEAD)
    return blank.end() if blank else min(len(message), _LONGEST_HEAD)


def _split(message: bytes) -> tuple[Message, bytes]:
    """The head of a message or part, and what stands below it."""
    blank = _BLANK_LINE.search(message, 0, _LONGEST_HEAD)
    head, body = (message[: blank.start()], message[blank.end() :]) if blank else (message[:_LONGEST_HEAD], b"")
    return BytesHeaderParser().parsebytes(head), body


def _header(message: Message, header: str) -> str | None:
    value = message.get(header)
    return str(value).strip() or None if value is not None else None


def _date(head: Message) -> datetime | None:
    try:
        date = parsedate_to_datetime(_header(head, "Date") or "")
        return date.astimezone(UTC) if date.tzinfo else date.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def from_webarchive(data: bytes, name: str) -> Page:
    """The page in a Safari web archive, without frames and pictures. Raises UnreadableCopy."""
    try:
        archive = plistlib.loads(data)
    except _DAMAGED:
        raise UnreadableCopy(f"{name} is a damaged or incomplete Safari web archive.", "Save the page again.") from None
    main = archive.get("WebMainResource") if isinstance(archive, dict) else None
    body = main.get("WebResourceData") if isinstance(main, dict) else None
    if not isinstance(main, dict) or not isinstance(body, bytes):
        raise UnreadableCopy(f"{name} is a property list without a web page in it.")
    declared, address = main.get("WebResourceTextEncodingName"), main.get("WebResourceURL")
    html = decode(body, declared if isinstance(declared, str) else declared_in_page(body))
    return Page(html, address if isinstance(address, str) else None)
