"""Pages saved in one file with their pictures: MHTML (Chrome, Edge, Internet Explorer) and Safari's web archive."""

import codecs
import plistlib
import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from xml.parsers.expat import ExpatError

from cups_course.course.encodings import declared_in_page, decode
from cups_course.course.errors import UnreadableCopy
from cups_course.saved.containers import Page

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


def from_mhtml(data: bytes, name: str) -> Page:
    """The page itself of an MHTML file, told from the frames beside it by its address."""
    try:
        return _page_in(data, name)
    except _DAMAGED:
        raise UnreadableCopy(f"{name} is a saved page (MHTML) that is damaged.", "Save the page once more.") from None


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
        left -= _length_of_head(part) + len(border)
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
    """The page itself of a Safari web archive, frames and pictures left aside."""
    try:
        archive = plistlib.loads(data)
    except _DAMAGED:
        raise UnreadableCopy(
            f"{name} is a Safari web archive that is damaged or cut off.", "Save the page once more."
        ) from None
    main = archive.get("WebMainResource") if isinstance(archive, dict) else None
    body = main.get("WebResourceData") if isinstance(main, dict) else None
    if not isinstance(main, dict) or not isinstance(body, bytes):
        raise UnreadableCopy(f"{name} is a property list without a web page in it.")
    declared, address = main.get("WebResourceTextEncodingName"), main.get("WebResourceURL")
    html = decode(body, declared if isinstance(declared, str) else declared_in_page(body))
    return Page(html, address if isinstance(address, str) else None)
