"""From bytes to letters: copies, and what people hand in. What the bytes are counts before what they are said to be."""

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEAD = 4096
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# What pages are written in beside UTF-8. A closed list: Python knows encodings that unpack or evaluate what they read.
_DECLARED = re.compile(
    r"iso-?8859-\d{1,2}|(?:windows-|cp)125\d|koi8-[ru]|macintosh|gb(?:k|2312|18030)|big5|euc-(?:jp|kr)|shift[_-]jis|"
    r"iso-2022-jp",
    re.IGNORECASE,
)
_LATIN_1 = re.compile(r"iso-?8859-1", re.IGNORECASE)
_AS_WINDOWS_WROTE = {0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)}
"""What stands for a byte that is no UTF-8, as "surrogateescape" leaves it, in cp1252."""
_BROKEN = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`: by its mark; UTF-16 and UTF-8 where it is that; else as `declared`; else as Windows wrote it.

    What is damaged never fails: single bytes that are no UTF-8 are taken for cp1252.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if wide := _unmarked_utf_16(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = data[: error.start]
        # Cut off inside its last letter, where UTF-8 shows in others; else that is a letter as Windows wrote it.
        if error.reason == "unexpected end of data" and not whole.isascii():
            return whole.decode("utf-8")
    if declared and _DECLARED.fullmatch(declared):
        # Browsers read Latin-1 as cp1252, and so do people's editors write it.
        return data.decode("cp1252" if _LATIN_1.fullmatch(declared) else declared, errors="replace")
    head = data[:_HEAD].decode("utf-8", errors="surrogateescape")
    if len(_BROKEN.findall(head)) > len(_BEYOND_ASCII.findall(head)) / 2:
        return data.decode("cp1252", errors="replace")
    return data.decode("utf-8", errors="surrogateescape").translate(_AS_WINDOWS_WROTE)


def declared_in_page(data: bytes) -> str | None:
    """The encoding that a page says it is in, which may be wrong."""
    found = _META.search(data, 0, _HEAD)
    return found[1].decode("ascii", errors="replace") if found else None


def _unmarked_utf_16(data: bytes) -> str | None:
    """UTF-16 whose mark is lost shows by every other byte: in western text most of those are zero."""
    head = data[: _HEAD & ~1]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 5 > len(head) // 2 and even * 50 < odd:
        return "utf-16-le"
    if even * 5 > len(head) // 2 and odd * 50 < even:
        return "utf-16-be"
    return None
