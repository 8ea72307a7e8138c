"""Reads the saved pages in a zip one by one, without unpacking it to disk."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import PurePosixPath
from stat import S_ISLNK
from typing import TYPE_CHECKING

from cups_course.errors import NotAThread
from cups_course.reader.copy import HOW_TO_SAVE
from cups_course.saved.containers import MOST_BYTES, ZIP_MARKS, Source
from cups_course.shell import CommandLine

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo


MOST_UNPACKED = MOST_BYTES
"""Bytes of all pages in a zip: 200 saved pages have half of that."""
_MOST_ENTRIES = 20_000
_MOST_PAGES = 1_000
"""Of a zip: the threads of a whole program are about 200."""
_MOST_TAGS = 500_000
"""Of all pages in a zip; the time to read them grows with these. 200 saved pages have 400,000."""
_MOST_TIMES_LARGER = 300
"""Unpacked to packed size: real threads have a ratio of 10, one sentence repeated all over 200, bombs 1,000."""
_RATIO_COUNTS_FROM = 1024 * 1024
_CHUNK = 256 * 1024
_LOCAL_HEAD = 30  # bytes before the name of an entry and what it holds
_KNOWN_COMPRESSION = (0, 8)  # stored and deflated; others can ask for gigabytes before the first byte comes

_DOCUMENT_PARTS = {"[Content_Types].xml", "mimetype"}  # Word and its like; OpenDocument
_RESOURCE = re.compile(
    r"\.(?:css|js|mjs|map|json\.js|download|png|jpe?g|gif|svg|webp|avif|ico|bmp|woff2?|ttf|otf|eot|mp[34]|webm|ogg)$",
    re.IGNORECASE,
)
_OTHER_KIND = re.compile(
    r"\.(?:pdf|epub|docx?|odt|rtf|pages|xlsx?|ods|csv|tsv|pptx?|odp|ics|heic|tiff?|psd|mov|avi|mkv|m4[av]|wav|flac|opus|"
    r"db|sqlite3?|(?:db|sqlite3?)-(?:wal|shm|journal)|lock|log|bak|save|tmp|part|crdownload|"
    r"gz|tgz|bz2|xz|zst|7z|rar|tar|iso|dmg|deb|rpm|apk|exe|msi|dll|so|dylib|app|jar|class|o|a|"
    r"py|pyc|ts|jsx|tsx|c|h|cpp|rs|go|java|rb|pl|php|lua|sh|bash|zsh|fish|bat|ps1|sql|toml|ya?ml|ini|cfg|conf)$",
    re.IGNORECASE,
)
_FOLDERS_OF_PROGRAMS = ("__MACOSX", "__pycache__", "node_modules")
_DIGITS = re.compile(r"(\d+)")


def pages_in_zip(source: Source) -> Iterator[Source]:
    """The pages in a zip one by one, page 2 before page 10; any other source itself.

    Raises NotAThread for a zip that is damaged, locked, too large, or has paths that lead out of it.
    """
    if not source.data.startswith(ZIP_MARKS):
        yield source
        return
    if len(source.data) > MOST_BYTES:
        raise NotAThread(
            f"{source.name} is too large: more than {MOST_BYTES // 2**20} MB. "
            "Zip only the saved pages, without their folders."
        )
    import zipfile  # with what it imports it takes 3 ms, which only zips need
    import zlib

    name = source.name
    try:
        if source.data.count(b"PK\x01\x02") > _MOST_ENTRIES:
            raise NotAThread(f"{name} contains too many files. Zip only the saved pages, without their folders.")
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            yield from _pages(archive, source)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError):
        raise NotAThread(
            f"{name} is a zip file that can't be unpacked here. It may be damaged or incomplete. "
            "Unpack it yourself and import the pages in it."
        ) from None


def _pages(archive: "ZipFile", source: Source) -> Iterator[Source]:
    entries = archive.infolist()
    if {entry.filename for entry in entries} & _DOCUMENT_PARTS:
        raise NotAThread(
            f"{source.name} is an Office document, not a saved thread. {HOW_TO_SAVE} "
            "If the document has your own answers:",
            CommandLine("import", "--answers", "FILE", "REF"),
        )
    pages = sorted(filter(_is_a_page, entries), key=lambda entry: natural_order(entry.filename))
    for entry in pages:
        if _leads_out(entry.filename):
            raise NotAThread(
                f"{source.name} contains a file with a path outside the zip. Nothing was read. Zip the pages again."
            )
        if entry.flag_bits & 1:
            raise NotAThread(f"{source.name} is locked with a password. Unpack it and import the pages in it.")
    if not pages:
        raise NotAThread(f"{source.name} is a zip file without a saved page in it. {HOW_TO_SAVE}")
    if len(pages) > _MOST_PAGES:
        raise NotAThread(
            f"{source.name} contains too many pages: more than {_MOST_PAGES:,}. Import the threads in several parts."
        )
    if _overlap(entries):
        raise NotImplementedError
    bytes_left, tags_left = MOST_UNPACKED, _MOST_TAGS
    for entry in pages:
        data = _read(archive, entry, min(bytes_left, MOST_BYTES), source.name)
        bytes_left -= len(data)
        tags_left -= data.count(b"<")
        if tags_left < 0:
            raise _unpacks_to_too_much(source.name)
        yield Source(f"{source.name}: {entry.filename}", data, _modified(entry) or source.modified, source.typed)


def is_other_folder(name: str) -> bool:
    """Whether a folder of this name holds no copies: it is hidden, a program made it, or a browser beside a page."""
    is_hidden = name.startswith(".") and name not in (".", "..")
    return is_hidden or name.endswith(("_files", ".files")) or name in _FOLDERS_OF_PROGRAMS


def is_page_resource(path: str) -> bool:
    """Whether a file is hidden, or part of a saved page: a picture, script or style, or in a folder beside it."""
    *folders, name = PurePosixPath(path.replace("\\", "/")).parts or ("",)
    return name.startswith(".") or any(map(is_other_folder, folders)) or bool(_RESOURCE.search(path))


def is_other_kind(path: str) -> bool:
    """Whether the ending of a file's name says that it can't be a copy of a thread."""
    return bool(_OTHER_KIND.search(path))


def _is_a_page(entry: "ZipInfo") -> bool:
    name = entry.filename
    return not (entry.is_dir() or S_ISLNK(entry.external_attr >> 16) or is_page_resource(name) or is_other_kind(name))


def _leads_out(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return not parts[0] or ".." in parts or ":" in parts[0]


def natural_order(path: str) -> list[tuple[int, str]]:
    """A sort key for paths that puts page 2 before page 10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(path.casefold())]


def _read(archive: "ZipFile", entry: "ZipInfo", most: int, name: str) -> bytes:
    """The bytes of an entry, counted while unpacking: the sizes stated in a zip may be false."""
    if entry.compress_type not in _KNOWN_COMPRESSION:
        raise NotImplementedError
    most = min(most, max(_RATIO_COUNTS_FROM, entry.compress_size * _MOST_TIMES_LARGER))
    chunks: list[bytes] = []
    size = 0
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise _unpacks_to_too_much(name)
            chunks.append(chunk)
    return b"".join(chunks)


def _unpacks_to_too_much(name: str) -> NotAThread:
    return NotAThread(
        f"{name} unpacks to far more data than saved pages have, so only part of it was read. "
        "Unpack it and import the pages in it."
    )


def _overlap(entries: "Iterable[ZipInfo]") -> bool:
    """Whether the same bytes stand for several entries, as in a zip made to unpack to far more than it has."""
    placed = sorted(entries, key=lambda entry: entry.header_offset)
    ends = (entry.header_offset + _LOCAL_HEAD + entry.compress_size for entry in placed)
    return any(end > after.header_offset for end, after in zip(ends, placed[1:], strict=False))


def _modified(entry: "ZipInfo") -> datetime | None:
    """The time an entry was written. Zips have no time zone; only the day is needed."""
    try:
        return datetime(*entry.date_time, tzinfo=UTC)
    except ValueError:
        return None
