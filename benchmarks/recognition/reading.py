"""The reader's reading of a copy, in the same words as the gold."""

from dataclasses import dataclass
from datetime import date

from recognition.gold import Reading

from cups_course.reader.joining import join_copies
from cups_course.reader.own import find_own
from cups_course.reader.reading import parse_source, read_thread
from cups_course.saved.containers import Source
from cups_course.view.documents import reading_document


@dataclass(frozen=True)
class Copy:
    """A saved copy: its bytes, and the day it was saved where the copy itself does not say it."""

    data: bytes
    saved_on: date | None


def read(copies: tuple[Copy, ...], me: str) -> Reading:
    """What the reader makes of the copies of one thread."""
    pages = [parse_source(Source("a made-up copy", copy.data), copy.saved_on) for copy in copies]
    (whole,) = join_copies(pages)
    thread = read_thread(whole)
    return reading_document(thread, find_own(thread, [me]), ())
