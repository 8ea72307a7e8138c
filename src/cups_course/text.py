"""Comparing, counting, decoding and showing texts that came through a browser, a forum and back."""

import codecs
import re
import unicodedata
from collections.abc import Sequence
from functools import cache

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ′")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
# C0 (but tab and line feed), DEL, C1: escape sequences begin with one. Directional overrides can make shown text lie.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TWICE = re.compile("[\xc2-\xf4](?=[\x80-\xbf]{0,2}[\x80-\x9f])[\x80-\xbf]{1,3}")


def fold_space(text: str) -> str:
    """The text on one line, each run of white space (non-breaking spaces too) as one space."""
    return " ".join(text.split())


def on_one_line(text: str) -> str:
    """The text with its line breaks as spaces, and nothing else changed."""
    return " ".join(text.splitlines())


def fold(text: str) -> str:
    """The text for comparing: without differences of case, white space, apostrophes and kinds of quotes.

    Saved copies lose apostrophes ("dont", "Weve"), so they are dropped here, but never in what is kept.
    """
    return fold_space(drop_apostrophes(unicodedata.normalize("NFKC", text)).translate(_QUOTES)).casefold()


def drop_apostrophes(text: str) -> str:
    """The text without any kind of apostrophe."""
    return text.translate(_APOSTROPHES)


def fold_name(name: str) -> str:
    """A forum name for comparing: without a leading @, case folded."""
    return unicodedata.normalize("NFKC", name).strip().removeprefix("@").casefold()


LONGEST_LINE = 20_000
"""Letters of a line that are looked at to tell what it is; a whole course post pasted as one line has fewer. What is
longer is kept as it is. Bounds the time, as a line is looked at from many sides."""
MOST_LINES = 5_000
"""Lines with words of one post, or of one answer, that are looked at: many times as many as anybody writes."""


def line_feeds(text: str) -> str:
    """The text with every line end as `\\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def repair_double_encoding(text: str) -> str:
    """The text with letters repaired that some program encoded twice: `I\xe2\x80\x99m` becomes `I’m`.

    A sequence counts as encoded twice only if it has control characters that no text has.
    """
    return _TWICE.sub(lambda letters: _once(letters[0]), text)


def _once(letters: str) -> str:
    try:
        return letters.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return letters


def clean(text: str) -> str:
    """The text made safe for a terminal: without control characters and directional overrides, with its line breaks.

    Letters that were encoded twice, which leaves such characters behind, are repaired."""
    return _UNSAFE.sub("", repair_double_encoding(line_feeds(text)))


def either(names: Sequence[str]) -> str:
    """Names in a sentence, as alternatives: "a, b or c"."""
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def word_set(row: str) -> frozenset[str]:
    """The set of the words in a row."""
    return frozenset(row.split())


def count_words(text: str) -> int:
    """How many words are separated by white space."""
    return len(text.split())


_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_WORDS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
_MOST_DIGITS = 9
"""Python refuses to read numbers with thousands of digits."""
NUMBER = rf"(?ai:\d{{1,3}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
"""A number in digits or as a word, for use inside a regular expression."""


def parse_number(digits_or_word: str) -> int:
    """The value of what NUMBER matches."""
    return int(digits_or_word) if digits_or_word.isdigit() else _WORDS.index(digits_or_word.lower()) + 1


def parse_number_up_to(most: int, typed: str) -> int | None:
    """The typed number if it is from 0 to `most`, else None, however many digits were typed."""
    number = int(typed) if typed.isdecimal() and len(typed) <= _MOST_DIGITS else None
    return number if number is not None and number <= most else None


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    import hashlib  # brings OpenSSL, 3 % of the start of a command that only reads

    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digest_at(place: str, text: str) -> str:
    """The digest of a text together with its place: an answer moved to another question counts as damaged."""
    return digest(f"{place}\0{text}")


_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def runs_as_formula(cell: str) -> bool:
    """Whether a spreadsheet would calculate what a cell says. Letters of full width count as the plain ones that some
    take them for (OWASP, "CSV Injection")."""
    return unicodedata.normalize("NFKC", cell[:1]).startswith(_RUNS_AS_FORMULA)


def escape_formula(cell: str) -> str:
    """The cell as one that no spreadsheet calculates: with an apostrophe in front where it would."""
    return f"'{cell}" if runs_as_formula(cell) else cell


_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEAD = 4096
# The patterns are compiled by the first call that needs them: most commands read no file.
_META = rb"<meta[^>]{0,300}?charset\s*+=\s*+[\"']?\s*+([\w.:-]{2,40})"
# What pages are written in beside UTF-8. A closed list: Python knows encodings that unpack or evaluate what they read.
_DECLARED = (
    r"iso-?8859-\d{1,2}|(?:windows-|cp)125\d|koi8-[ru]|macintosh|gb(?:k|2312|18030)|big5|euc-(?:jp|kr)|shift[_-]jis|"
    r"iso-2022-jp"
)


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
    if declared and re.fullmatch(_DECLARED, declared, re.IGNORECASE):
        # Browsers read Latin-1 as cp1252, and so do people's editors write it.
        return data.decode(
            "cp1252" if re.fullmatch(r"iso-?8859-1", declared, re.IGNORECASE) else declared, errors="replace"
        )
    head = data[:_HEAD].decode("utf-8", errors="surrogateescape")
    if len(re.findall("[\udc80-\udcff]", head)) > sum(letter > "\x7f" for letter in head) / 2:
        return data.decode("cp1252", errors="replace")
    return data.decode("utf-8", errors="surrogateescape").translate(_as_windows_wrote())


@cache
def _as_windows_wrote() -> dict[int, str]:
    """What stands for a byte that is no UTF-8, as "surrogateescape" leaves it, in cp1252."""
    return {0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)}


def declared_in_page(data: bytes) -> str | None:
    """The encoding that a page says it is in, which may be wrong."""
    found = re.search(_META, data[:_HEAD], re.IGNORECASE)
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


def as_written(text: str) -> str:
    """The text as it is kept: line ends as `\\n`, blank lines before and after it left out, nothing else changed."""
    lines = line_feeds(text).split("\n")
    written = [number for number, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[written[0] : written[-1] + 1]) if written else ""


def browser_length(text: str) -> int:
    """How many characters a browser counts in a text: an emoji is two (UTF-16 code units; HTML, `maxlength`)."""
    return len(text.encode("utf-16-le", errors="replace")) // 2
