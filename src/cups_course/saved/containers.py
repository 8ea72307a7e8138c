"""What a saved copy is, told by its first bytes and never by its name, and what is in it: text, a page, or a record."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cups_course.course.encodings import declared_in_page, decode
from cups_course.course.errors import UnreadableCopy
from cups_course.course.wording import line_feeds

MOST_BYTES = 64 * 1024 * 1024
"""Of one copy: a text of 100,000 posts has half of that."""
_HEAD = 4096
"""Where a file tells what it is: long leading comments of saving extensions fit, prose about HTML rarely does."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something that was named to be read, or an entry of a zip: what sentences call it, and its bytes."""

    name: str
    data: bytes
    modified: datetime | None = None
    """The time of the file (with its zone), a last resort for the day of saving."""


@dataclass(frozen=True, slots=True)
class Text:
    r"""Plain text, line ends as `\n`."""

    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The HTML of a page, its address and the time of its saving, where the container tells them."""

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
    (re.compile(rb"RIFF....(?:AVI |WAVE)|....ftyp|ID3|OggS|\x1aE\xdf\xa3", re.S), "a sound or a film"),
    (re.compile(rb"MZ[^\0]{0,60}\0|\x7fELF|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe"), "a program"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "a document of an older word processor"),
    (re.compile(rb"SQLite format 3\0"), "a database"),
    (re.compile(rb"\x1f\x8b\x08|7z\xbc\xaf\x27\x1c|Rar!\x1a|BZh\d1AY&SY|\xfd7zXZ\0"), "a packed file"),
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
        raise UnreadableCopy(f"{name} is a zipped file, which is not opened here.", "Unpack it and take what is in it.")
    for form, kind in _OTHER_FILES:
        if form.match(data):
            raise UnreadableCopy(f"{name} is {kind}, not a saved page.")
    if data.startswith(b"bplist00"):
        return _web_archive(data, name)
    text = decode(data)
    if not text.strip("\0 \t\r\n\f"):
        raise UnreadableCopy(f"{name} is empty.")
    head = text[:_HEAD]
    if _PLIST_XML.match(head):
        return _web_archive(data, name)
    if _MAIL.match(line_feeds(head)):
        return _mhtml(data, name)
    if clip := _CLIPBOARD.match(head):
        address = _CLIPBOARD_ADDRESS.search(clip[0])
        return Page(text[clip.end() :], address[1] if address else None)
    if _HTML.match(head):
        return _page(decode(data, declared_in_page(data)))
    if _JSON.match(head):
        return _record(text, name)
    if "\0" in text:
        raise UnreadableCopy(f"{name} is not a text file.")
    return Text(line_feeds(text))


def _too_large(name: str, most: int) -> UnreadableCopy:
    return UnreadableCopy(f"{name} is too large to be a saved page: more than {most // 2**20} MB.")


def _web_archive(data: bytes, name: str) -> Page:
    from cups_course.saved.web_archives import from_webarchive

    return from_webarchive(data, name)


def _mhtml(data: bytes, name: str) -> Page:
    from cups_course.saved.web_archives import from_mhtml

    return from_mhtml(data, name)


def _record(text: str, name: str) -> Record:
    if len(text) > MOST_JSON:
        raise _too_large(name, MOST_JSON)
    try:
        return Record(json.loads(text))
    except RecursionError:
        raise UnreadableCopy(f"{name} is JSON nested too deep to be read.") from None
    except ValueError:
        raise UnreadableCopy(
            f"{name} is JSON that is damaged or breaks off in the middle.", "Save it once more."
        ) from None


def _page(html: str) -> Page:
    """A page as browsers and extensions save it; a comment near its start tells from where, and when."""
    head = html[:_HEAD]
    if single := _SINGLE_FILE.search(head):
        return Page(html, single["address"], _time(single["date"]))
    saved_from = _SAVED_FROM.search(head)
    return Page(html, saved_from[1] if saved_from else None)


def _time(words: str) -> datetime | None:
    """A time as a browser says it: `Mon Nov 23 2026 21:30:00 GMT+0100 (Central European Standard Time)`."""
    from email.utils import parsedate_to_datetime

    try:
        # What lies beyond the calendar in UTC is no time at which anybody saved a page.
        date = parsedate_to_datetime(_ZONE.sub(r" \1", words))
        return date.astimezone(UTC) if date.tzinfo else date
    except (ValueError, OverflowError):
        return None
