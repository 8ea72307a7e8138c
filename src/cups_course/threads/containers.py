"""From the bytes of a saved copy to its text. What is no text is told apart by its first bytes and named."""

import codecs
import re

from cups_course.course.errors import NotAThread
from cups_course.course.wording import line_feeds

_HOW_TO_GET_TEXT = (
    "Open it, select all, copy, and paste into a text file (or pipe it in with `-`); then import that text file."
)
_HEAD = 4096
"""Where a file tells what it is: long leading comments of saving extensions fit, prose about HTML rarely does."""

_WEB_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!doctype\s+html|<html\b|<head\b|<body\b|<!--)", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(
    r"^(?:From: <Saved by |Snapshot-Content-Location:|MIME-Version:)", re.IGNORECASE | re.MULTILINE
)
_OTHER_FILES = (
    (b"bplist00", "a Safari web archive"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zipped file, as word processors write them"),
    (b"{\\rtf", "a formatted document (RTF)"),
)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 one by one as Windows wrote them, so that one bad byte spoils no other letter."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("cups-course-cp1252", _as_cp1252)


def text_of(data: bytes, name: str) -> str:
    r"""The text of a copy, line ends as `\n`, nothing else changed.

    UTF-8 and UTF-16 by their marks, else UTF-8 with single bytes of cp1252. Raises NotAThread for what is empty,
    binary, or a kind of file that holds no plain text; `name` is what the sentence calls the source.
    """
    for start, kind in _OTHER_FILES:
        if data.startswith(start):
            raise NotAThread(f"{name} is {kind}, not a text copy of a thread. {_HOW_TO_GET_TEXT}")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="cups-course-cp1252")
    if "\0" in text:
        raise NotAThread(f"{name} is not a text file. {_HOW_TO_GET_TEXT}")
    if not text.strip():
        raise NotAThread(f"{name} is empty. Open the course post, select all, copy, and save that text.")
    if _WEB_PAGE.match(text[:_HEAD]) or _WEB_ARCHIVE.match(text[:_HEAD].lstrip()):
        raise NotAThread(f"{name} is a web page file, which this version cannot read yet. {_HOW_TO_GET_TEXT}")
    return line_feeds(text)
