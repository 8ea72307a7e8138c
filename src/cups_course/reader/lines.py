"""Splits a course post into lines: items of a list, lines with a label, plain ones."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from cups_course.text import NUMBER, parse_number

_LONGEST_WORD = 100
"""A longer one is an image that was pasted as letters, never a word; addresses are left alone."""
_BROKEN = frozenset("ÂÃ\u200b\u200d\u2060\ufeff" + "".join(map(chr, range(0x80, 0xA0))))
"""What a wrong encoding leaves of a blank, where it stands alone at the edge of a line."""
_ICON_WORD = re.compile(r"(?:(?:[Rr]ed heart|heart|[Ss]lightly smiling|mail) ?(?=[A-Z\d\"“✏✒✍]))+")

_LETTER = r"(?=[^\W\d_]|[\"'“‘(])"
_NUMBER = re.compile(
    rf"\(?(?:(?P<digits>\d{{1,2}})|(?P<letter>[a-h])|(?P<roman>[ivx]{{1,4}}))"
    rf"(?:\.?\)|[.:])(?:\s+|{_LETTER}|$)"
    rf"|(?P<dashed>\d{{1,2}})(?:\s[-–—]\s?|[-–—]\s){_LETTER}"
    r"|(?P<keycap>\d)\ufe0f?\u20e3\s?",
    re.IGNORECASE,
)
_LABELLED_NUMBER = re.compile(
    rf"(?P<word>Q|[a-z]{{3,12}})\s?#?\s?(?P<number>{NUMBER})(?:\s?[:.)]|\s[-–—])(?:\s+|$)", re.IGNORECASE
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_BULLETS = frozenset("•●◦▪‣∙·*-–—►→›»○■")
_SYMBOL_KINDS = frozenset({"So", "Sk", "Mn", "Me", "Cf"})
SYMBOL = "✒"
"""The marker of every line that begins with a picture sign, whichever it is: some posts change it from line to line."""
_PENS = frozenset("✏✒✍✎🖊🖋📝❓❔")

_LABEL = re.compile(r"([^\W\d_][\w'’.]*(?: [\w'’&/]+){0,5})(?: ?\([^()]{0,80}\))? ?(?::| [-–—](?= |$))\s*")
_LONGEST_LABEL = 80
_ASKING = re.compile(
    # "Questions", "Discussion prompt", "Questions for reflection"; not "Frequently asked questions"
    r"(?!.*\b(?:any|asked|have|more)\b)(?:[\w'’]+ ){0,4}(?:questions?|prompts?)"
    r"(?: (?:about|for|of|on|to)(?: [\w'’]+){1,4})?|"
    r"(?:[\w'’]+ )?(?:activit(?:y|ies)|assignment|challenge|exercise|homework|reflections?|tasks?)|"
    r"(?:initial|main|your) (?:post|response)|(?:now )?(?:it.?s )?(?:now )?your turn|over to you|brainstorm(?:ing)?|"
    r"(?:please )?comment(?: below)?|(?:for |group |let.?s )?discuss(?:ion)?",
    re.IGNORECASE,
)
_SAYS_QUESTIONS = re.compile(r"q|.*(?:question|prompt).*", re.IGNORECASE)
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
_COUNTED = frozenset({"case", "item", "part", "point", "rule", "scenario", "situation", "step", "tip"})
"""What "Step 1:" and the like count, beside questions and activities."""

_SENTENCE_END = re.compile(r"(?<=[.?!…])[\"'”’)]*\s+(?=\S)")
_NUMBER_INSIDE = re.compile(r"(?<!\S)\(?(\d)[.)]\s")
_BULLET_INSIDE = re.compile(r"\s(?=• )")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its marker and label split off: `text` is the rest, white space folded."""

    text: str
    marker: str = ""
    """Of an item: "1", "a" or "i" for its kind of number, SYMBOL, else the bullet itself."""
    number: int = 0
    label: str = ""
    """The words before the colon where they say what the line is: "Activity", "Bonus", "Question" of "Question 2:"."""
    is_pen: bool = False
    after_blank: bool = True

    @property
    def is_aside(self) -> bool:
        """Whether it belongs to what is not asked of everybody: a bonus, further reading, a note."""
        return bool(_ASIDE_LABEL.fullmatch(self.label) if self.label else _ASIDE.match(self.text))

    @property
    def is_optional(self) -> bool:
        """Whether it begins as what everybody may leave out does: "Optional:", "Bonus:"."""
        return bool(_OPTIONAL.match(self.label or self.text))

    @property
    def asks(self) -> bool:
        """Whether its label says that something is asked here."""
        return bool(self.label) and bool(_ASKING.fullmatch(self.label) or self.says_questions) and not self.is_aside

    @property
    def says_questions(self) -> bool:
        """Whether its label says that these are questions, not only something to do."""
        return bool(_SAYS_QUESTIONS.fullmatch(self.label))


def lines_of(body: str) -> list[Line]:
    """The lines of `body` that hold anything. A number alone on a line goes to the next; a list in a line is parted."""
    lines: list[Line] = []
    after_blank = True
    for raw in body.split("\n"):
        text = _clean_line(raw) if raw.strip() else ""
        for part in _split_inline_list(text):
            line = _line(part, after_blank=after_blank)
            if lines and lines[-1].marker and not lines[-1].text and not lines[-1].label and not line.marker:
                line = replace(lines.pop(), text=line.text, label=line.label)
            lines.append(line)
            after_blank = False
        after_blank = not text
    return lines


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its mark; quotes and brackets stay with the sentence they close."""
    ends = [form.end() for form in _SENTENCE_END.finditer(text)]
    if not ends:
        return [text]
    return [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def without_broken_edges(text: str) -> str:
    """The text, white space folded, without what a wrong encoding left before and after it."""
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


def _split_inline_list(text: str) -> Iterator[str]:
    """`Questions: 1. Why? 2. How?` as the lines it would be: where numbers from 1 stand at the ends of sentences."""
    if text.startswith("• "):
        yield from _BULLET_INSIDE.split(text)
        return
    starts: list[int] = []
    for form in _NUMBER_INSIDE.finditer(text):
        before = text[max(0, form.start() - 2) : form.start()].rstrip()[-1:]
        if int(form[1]) == len(starts) + 1 and before in ("", ".", "?", "!", ":", ";"):
            starts.append(form.start())
    if len(starts) < 2:
        starts = []
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        if part := text[start:end].strip():
            yield part


def _line(text: str, *, after_blank: bool) -> Line:
    if form := _LABELLED_NUMBER.match(text):
        line = Line(text[form.end() :], "1", parse_number(form["number"]), form["word"], after_blank=after_blank)
        if line.asks or line.label.casefold() in _COUNTED:
            return line
    marker, number, is_pen, rest = _split_marker(text)
    label, rest = _split_label(rest)
    return Line(rest, marker, number, label, is_pen, after_blank)


def _split_marker(text: str) -> tuple[str, int, bool, str]:
    """The marker with which a line begins, its number, whether it is a pen, and the rest."""
    if form := _NUMBER.match(text):
        rest = text[form.end() :]
        if letter := form["letter"]:
            return "a", ord(letter.lower()) - ord("a") + 1, False, rest
        if roman := form["roman"]:
            number = _ROMAN.index(roman.lower()) + 1 if roman.lower() in _ROMAN else 0
            return ("i", number, False, rest) if number else ("", 0, False, text)
        return "1", int(form["digits"] or form["dashed"] or form["keycap"]), False, rest
    if text[:1] in _CIRCLED and text:
        return "1", _CIRCLED.index(text[0]) + 1, False, text[1:].lstrip()
    signs = "".join(takewhile(_is_sign, text))
    rest = text[len(signs) :].strip()
    if not signs.strip() or not rest:
        return "", 0, False, text
    if signs[0] in _BULLETS:
        return signs[0], 0, False, rest
    is_pen = any(sign in _PENS for sign in signs)
    if (form := _NUMBER.match(rest)) and form["digits"]:
        return "1", int(form["digits"]), is_pen, rest[form.end() :]
    return SYMBOL, 0, is_pen, rest


def _is_sign(character: str) -> bool:
    return character == " " or character in _BULLETS or unicodedata.category(character) in _SYMBOL_KINDS


def _split_label(text: str) -> tuple[str, str]:
    """The label that says what a line is, and the rest; a heading without a colon is a label as well."""
    form = _LABEL.match(text)
    label, rest = (form[1], text[form.end() :]) if form else (text.rstrip(" .!:"), "")
    if len(label) > _LONGEST_LABEL or not (_ASKING.fullmatch(label) or (form and _ASIDE_LABEL.fullmatch(label))):
        return "", text
    return label, rest
