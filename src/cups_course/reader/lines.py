"""Splits a course post into lines: list items, lines with a label and plain lines."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from cups_course.text import LONGEST_LINE, MOST_LINES, NUMBER, parse_number

_LONGEST_WORD = 100
"""A longer word is an image that was pasted as letters, unless it is an address."""
_BROKEN = frozenset("ÂÃ\u200b\u200d\u2060\ufeff" + "".join(map(chr, range(0x80, 0xA0))))
"""What a wrong encoding leaves of a blank. Words of nothing else are dropped at either end of a line."""
_ICON_WORD = re.compile(r"(?:(?:[Rr]ed heart|heart|[Ss]lightly smiling|mail) ?(?=[A-Z\d\"“✏✒✍]))+")

_LETTERS = "abcdefgh"
ROMAN_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def numeral_value(numeral: str) -> int:
    """The value of a list item's numeral: digits, a letter from a to h or a Roman numeral to x; 0 for any other."""
    if numeral.isdecimal():
        return int(numeral)
    numeral = numeral.lower()
    if numeral in ROMAN_NUMERALS:
        return ROMAN_NUMERALS.index(numeral) + 1
    return _LETTERS.index(numeral) + 1 if numeral in tuple(_LETTERS) else 0


_BEFORE_WORD = r"(?=[^\W\d_]|[\"'“‘(])"
_NUMBER = re.compile(
    rf"\(?(?:(?P<digits>\d{{1,2}})|(?P<letter>[a-h])|(?P<roman>[ivx]{{1,4}}))"
    rf"(?:\.?\)|[.:])(?:\s+|{_BEFORE_WORD}|$)"
    rf"|(?P<dashed>\d{{1,2}})(?:\s[-–—]\s?|[-–—]\s){_BEFORE_WORD}"
    r"|(?P<keycap>\d)\ufe0f?\u20e3\s?",
    re.IGNORECASE,
)
_LABELLED_NUMBER = re.compile(
    rf"(?P<word>Q|[a-z]{{3,12}})\s?#?\s?(?P<number>{NUMBER})(?:\s?[:.)]|\s[-–—])(?:\s+|$)", re.IGNORECASE
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_BULLETS = frozenset("•●◦▪‣∙·*-–—►→›»○■")
_SYMBOL_KINDS = frozenset({"So", "Sk", "Mn", "Me", "Cf"})
SYMBOL = "✒"
"""The marker of any line that begins with a pictogram: some posts use another one on each line."""
_PENS = frozenset("✏✒✍✎🖊🖋📝❓❔")

_LABEL = re.compile(r"([^\W\d_][\w'’.]*(?: [\w'’&/]+){0,5})(?: ?\([^()]{0,80}\))? ?(?::| [-–—](?= |$))\s*")
_LONGEST_LABEL = 80
_ASKING_LABEL = re.compile(
    # "Questions", "Discussion prompt", "Questions for reflection"; not "Frequently asked questions"
    r"(?!.*\b(?:any|asked|have|more)\b)(?:[\w'’]+ ){0,4}(?:questions?|prompts?)"
    r"(?: (?:about|for|of|on|to)(?: [\w'’]+){1,4})?|"
    r"(?:[\w'’]+ )?(?:activit(?:y|ies)|assignment|challenge|exercise|homework|reflections?|tasks?)|"
    r"(?:initial|main|your) (?:post|response)|(?:now )?(?:it.?s )?(?:now )?your turn|over to you|brainstorm(?:ing)?|"
    r"(?:please )?comment(?: below)?|(?:for |group |let.?s )?discuss(?:ion)?",
    re.IGNORECASE,
)
_QUESTION_LABEL = re.compile(r"q|.*(?:question|prompt).*", re.IGNORECASE)
_ASIDE_LABEL = re.compile(
    r"(?:additional|bonus|credits?|definition|examples?|extra|frequently asked|further|hint|image|links?|notes?|"
    r"optional|p\.?s\.?|photo|picture|please note|quote|references|resources|sources?|tips?)\b.*",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\(?(?:bonus\b|(?:additional|extra|further|recommended|suggested) reading|extra credit|optional\b|please note|"
    r"p\.?s\.?(?=\W))",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(r"\(?(?:bonus|extra|optional|(?:additional|further) reading)\b", re.IGNORECASE)
_COUNTED_NOUNS = frozenset({"case", "item", "part", "point", "rule", "scenario", "situation", "step", "tip"})
"""The nouns in "Step 1:" and the like, beside questions and activities."""

_SENTENCE_END = re.compile(r"(?<=[.?!…])[\"'”’)]*\s+(?=\S)")
_NUMBER_INSIDE = re.compile(r"(?<!\S)\(?(\d)[.)]\s")
_BULLET_INSIDE = re.compile(r"\s(?=• )")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its marker and label split off; `text` is what follows them, white space folded."""

    text: str
    marker: str = ""
    """Of a list item: "1", "a" or "i" for its kind of number, else SYMBOL or the bullet itself."""
    number: int = 0
    label: str = ""
    """The words before the colon if they say what the line is: "Activity", "Bonus", "Question" in "Question 2:"."""
    is_pen: bool = False
    after_blank: bool = True

    @property
    def is_aside(self) -> bool:
        """Whether it begins something not asked of everybody: a bonus, further reading, a note."""
        return bool(_ASIDE_LABEL.fullmatch(self.label) if self.label else _ASIDE.match(self.text))

    @property
    def is_optional(self) -> bool:
        """Whether it begins with a word that makes it voluntary: "Optional:", "Bonus:"."""
        return bool(_OPTIONAL.match(self.label or self.text))

    @property
    def asks(self) -> bool:
        """Whether its label announces questions or something to do."""
        return (
            bool(self.label) and bool(_ASKING_LABEL.fullmatch(self.label) or self.says_questions) and not self.is_aside
        )

    @property
    def says_questions(self) -> bool:
        """Whether its label announces questions, not just something to do."""
        return bool(_QUESTION_LABEL.fullmatch(self.label))


def lines_of(body: str) -> list[Line]:
    """The first MOST_LINES non-blank lines of `body`, each up to LONGEST_LINE. A number alone on a line joins the next
    one; a list within a line is split."""
    lines: list[Line] = []
    after_blank = True
    for raw in body.split("\n"):
        if len(lines) >= MOST_LINES:
            break
        text = _clean_line(raw[:LONGEST_LINE]) if raw.strip() else ""
        for part in _split_list_within(text):
            line = _line(part, after_blank=after_blank)
            if lines and lines[-1].marker and not lines[-1].text and not lines[-1].label and not line.marker:
                line = replace(lines.pop(), text=line.text, label=line.label)
            lines.append(line)
            after_blank = False
        after_blank = not text
    return lines


def sentences(text: str) -> list[str]:
    """The sentences of a text with their punctuation; closing quotes and brackets stay with their sentence."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if not ends:
        return [text]
    return [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def without_broken_edges(text: str) -> str:
    """The text, white space folded, without what a wrong encoding left at either end."""
    words = text.split()
    if words and _BROKEN.isdisjoint((words[0][0], words[-1][0])):
        return " ".join(words)
    first = sum(1 for _ in takewhile(_BROKEN.issuperset, words))
    end = len(words) - sum(1 for _ in takewhile(_BROKEN.issuperset, reversed(words)))
    return " ".join(words[first:end])


def _clean_line(raw: str) -> str:
    words = (word for word in raw.split() if len(word) < _LONGEST_WORD or "://" in word)
    text = without_broken_edges(" ".join(words)).replace("**", "").strip("\u200b\u2060\ufeff")
    text = text.lstrip("#").lstrip() if text.startswith(("# ", "## ", "### ")) else text
    icon = _ICON_WORD.match(text)
    return text[icon.end() :] if icon else text


def _split_list_within(text: str) -> Iterator[str]:
    """`Questions: 1. Why? 2. How?` as separate lines, cut at numbers from 1 that follow the end of a sentence."""
    if text.startswith("• "):
        yield from _BULLET_INSIDE.split(text)
        return
    starts: list[int] = []
    for match in _NUMBER_INSIDE.finditer(text):
        before = text[max(0, match.start() - 2) : match.start()].rstrip()[-1:]
        if int(match[1]) == len(starts) + 1 and before in ("", ".", "?", "!", ":", ";"):
            starts.append(match.start())
    if len(starts) < 2:
        starts = []
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        if part := text[start:end].strip():
            yield part


def _line(text: str, *, after_blank: bool) -> Line:
    if match := _LABELLED_NUMBER.match(text):
        line = Line(text[match.end() :], "1", parse_number(match["number"]), match["word"], after_blank=after_blank)
        if line.asks or line.label.casefold() in _COUNTED_NOUNS:
            return line
    marker, number, is_pen, text_left = _split_marker(text)
    label, text_left = _split_label(text_left)
    return Line(text_left, marker, number, label, is_pen, after_blank)


def _split_marker(text: str) -> tuple[str, int, bool, str]:
    """The marker at the start of a line, its number (0 for none), whether it is a pen, and the text after it."""
    if match := _NUMBER.match(text):
        text_left = text[match.end() :]
        if letter := match["letter"]:
            return "a", numeral_value(letter), False, text_left
        if roman := match["roman"]:
            number = numeral_value(roman)
            return ("i", number, False, text_left) if number else ("", 0, False, text)
        return "1", int(match["digits"] or match["dashed"] or match["keycap"]), False, text_left
    if text[:1] in _CIRCLED and text:
        return "1", _CIRCLED.index(text[0]) + 1, False, text[1:].lstrip()
    signs = "".join(takewhile(_is_sign, text))
    text_left = text[len(signs) :].strip()
    if not signs.strip() or not text_left:
        return "", 0, False, text
    if signs[0] in _BULLETS:
        return signs[0], 0, False, text_left
    is_pen = any(sign in _PENS for sign in signs)
    if (match := _NUMBER.match(text_left)) and match["digits"]:
        return "1", int(match["digits"]), is_pen, text_left[match.end() :]
    return SYMBOL, 0, is_pen, text_left


def _is_sign(character: str) -> bool:
    return character == " " or character in _BULLETS or unicodedata.category(character) in _SYMBOL_KINDS


def _split_label(text: str) -> tuple[str, str]:
    """The label that says what a line is, and the text after it; a heading without a colon is a label too."""
    match = _LABEL.match(text)
    label, text_left = (match[1], text[match.end() :]) if match else (text.rstrip(" .!:"), "")
    if len(label) > _LONGEST_LABEL or not (_ASKING_LABEL.fullmatch(label) or (match and _ASIDE_LABEL.fullmatch(label))):
        return "", text
    return label, text_left
