"""One answer post split over the questions it answers.

People repeat each question, in its words or in others, or number their answers, or set each off by a heading or a
bullet. What tells most comes first: all questions repeated; a number for each answer; headings that name what each
question is about; as many headings or bullets as questions; some of the questions repeated. Else it is one piece.

Words that belong to no one question have question None and are one piece: what stands under a heading that joins
several questions, since it cannot be cut between them, and what stands before the first heading.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from cups_course.course.wording import fold
from cups_course.threads.titles import NUMBER, number_of

Piece = tuple[int | None, str]

MOST_QUESTIONS = 60
"""No post asks more; every line of an answer is compared with every question."""
_GREETING = 15
"""So many words above the first answer are a greeting ("Hi all, here is mine!") and no answer."""

_NAMED_ON_TOP = re.compile(r"(?:\s*@[\w.\-]{1,32}[ \t\xa0,:]*(?:\n|$))+")
_NAMED = re.compile(r"\s*(?:@[\w.\-]{1,32}[ \t\xa0,:]+)+")


def split_answer(text: str, questions: Sequence[str], *, keep_greeting: bool = False) -> list[Piece]:
    """The pieces of an answer post: the number of the question (from 1, None for several or all) and the words.

    The words stand as in `text`, without the repeated question, its number, and the dash, bullet or heading that opens
    the answer, and without a name that stands alone on top. A piece without words is left out. One question takes the
    whole post. A greeting stays in the post, for as an answer in one piece it would count for every question; with
    `keep_greeting` it is kept like longer words above the first answer.
    """
    asked = _asked(tuple(questions[:MOST_QUESTIONS]))
    if on_top := _NAMED_ON_TOP.match(text):
        text = text[on_top.end() :]
    named = _NAMED.match(text)
    post = _Post(text[named.end() :] if named else text)
    marks = _marks(post, asked) if asked else []
    if named and not marks:  # "@Plum wrote it so well" is the person's own
        post = _Post(text)
    texts: dict[int | None, str] = {}
    for numbers, piece in _pieces(post.text, marks, asked, 0 if keep_greeting else _GREETING):
        question = numbers[0] if len(numbers) == 1 else 1 if len(asked) == 1 else None
        if words := _opened(piece):
            texts[question] = f"{texts[question]}\n\n{words}" if question in texts else words
    return sorted(texts.items(), key=lambda piece: piece[0] or 0)


class _Line(NamedTuple):
    at: int
    text: str
    below: tuple[str, ...] = ()
    """The next two lines that hold anything."""


class _Post:
    """A text and those of its lines that hold anything."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> list[_Line]:
        lines: list[_Line] = []
        end = len(self.text)
        below: tuple[str, ...] = ()
        for line in reversed(self.text.split("\n")):
            if line and not line.isspace():
                lines.append(_Line(end - len(line), line, below))
                below = (line, *below[:1])
            end -= len(line) + 1
        return lines[::-1]


class _Mark(NamedTuple):
    """What opens the answer to the questions `numbers` stands from `at` to `end` in the text."""

    at: int
    end: int
    numbers: tuple[int, ...]


class _Heading(NamedTuple):
    """Question `number` stands from `at` to `end`, so much more surely the more `weight`."""

    at: int
    number: int
    end: int
    weight: float


def _marks(post: _Post, asked: "Sequence[_Asked]") -> list[_Mark]:
    """What opens the pieces of a text; nothing where it is one piece."""
    repeated = _repeated(post, asked)
    if {number for mark in repeated for number in mark.numbers} == {one.number for one in asked}:
        return repeated
    return (
        _numbered(post, asked, repeated) or _named(post, asked, repeated) or _set_off(post, asked, repeated) or repeated
    )


def _pieces(
    text: str, marks: Sequence[_Mark], asked: "Sequence[_Asked]", greeting: int
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Each piece with the numbers of its questions; what stands above the first mark, if more words than a greeting
    has, has none."""
    above = text[: marks[0].at] if marks else text
    if not marks or len(above.split()) > greeting:
        yield (), above
    numbers: tuple[int, ...] = ()
    for mark, end in _spans(marks, text):
        # A question that was there already, with others below it before any answer, stood in a list of them all.
        numbers = mark.numbers if set(mark.numbers) & set(numbers) else numbers + mark.numbers
        piece = text[mark.end : end]
        if _opened(piece):
            several = [one for one in asked if one.number in numbers] if len(numbers) > 1 else []
            # All questions first, then the answers: their numbers may still tell them apart.
            below = (_numbered(_Post(piece), several, []) or _set_off(_Post(piece), several, [])) if several else []
            yield from _pieces(piece, below, several, greeting) if below else [(numbers, piece)]
            numbers = ()


def _spans(marks: Sequence[_Mark], text: str) -> Iterator[tuple[_Mark, int]]:
    """Each mark, and where its answer ends."""
    for place, mark in enumerate(marks, 1):
        yield mark, marks[place].at if place < len(marks) else len(text)


# The words of a piece

_RULE = re.compile(r"[ \t]*(?:[-*_=~][ \t]*){3,}")
_ANSWER_LABEL = re.compile(
    r"[ \t]*[*_]*(?:(?:(?:here is )?my )?(?:answers?|ans|response|reply) ?\d{0,2}[*_]*"
    r"(?: ?:| [-–—](?=\s)|[.)](?=\s|$)|$)|A ?\d{0,2}[*_]* ?:)[*_]*[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_OPENING_BULLET = re.compile(r"[ \t\xa0]*(--?>|=>|[-–—](?![\d-])|\*(?=[ \t])|[•●◦▪·‣→➡➜➤»›])\ufe0f?[ \t\xa0]*(?=\S)")
_SIGNATURE = re.compile(r"[-–—~]+ ?[A-Z][\w.]*(?: [A-Z]\w*){0,2}[ \t]*")


def _opened(piece: str) -> str:
    """A piece without blank lines and rules around it, and without the label or bullet that opens it; a list keeps its
    own bullets."""
    piece = _trimmed(piece)
    if label := _ANSWER_LABEL.match(piece):
        piece = _trimmed(piece[label.end() :])
    if bullet := _OPENING_BULLET.match(piece):
        others = piece.split("\n")[1:]
        if others and _SIGNATURE.fullmatch(others[-1]):
            others.pop()
        if not any((other := _OPENING_BULLET.match(line)) and other[1] == bullet[1] for line in others):
            piece = piece[bullet.end() :]
    return piece


def _trimmed(text: str) -> str:
    lines = text.split("\n")
    kept = [place for place, line in enumerate(lines) if line.strip() and not _RULE.fullmatch(line)]
    return "\n".join(lines[kept[0] : kept[-1] + 1]).rstrip() if kept else ""


# Questions repeated, in their words or in others

_WORD = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*")
_AFTER_QUESTION = re.compile(r"(?:[\"'”’)*_?!.:]|[ \xa0](?=[?!:]))*[ \t\xa0]*(?:(?:[-=]>|[-–—→])+(?!\d)[ \t\xa0]*)?")
_SENTENCE = re.compile(r"[.!?][*_)\"”’]*[ \t\xa0]+")
_PAUSE = re.compile(r"(?<=[.!?)\"”’*_])[ \t\xa0]+")
# To answer "How can you ...", people write "How can I ...".
_TURNED = {"you": "i", "your": "my", "yours": "mine", "yourself": "myself", "youre": "im", "youve": "ive", "are": "am"}
_FORM = re.compile(r"(?<=..)(?:ing|ed|es|e|s)$")
_ASKING = re.compile(r"[?]")
_COLON = re.compile(r":(?=[\s*_]|$)")
_DASH = re.compile(r"(?<![.!?])\s[-–—]+\s|[-–—]$")
_STATED = re.compile(r"[.!](?=[\"”*_]*(?:\s|$))")
_LONGEST_HEADING = 600
_EXACT = 2.0
_WITHIN_LINE = 1.5
# By what it ends in, how alike a heading has to be to a question to be it: answers take up the words of questions too.
# Other questions of a post share less than half of their words.
_ALIKE = {"?": 0.6, ":": 0.6, "": 0.75, ".": 0.75}
# Likewise, how many of its words have to be of what the question is about, and how many words it may have.
_ABOUT = {"?": (0.5, 20), ":": (0.5, 12), "": (0.5, 14), "-": (0.5, 6)}


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return fold(word)


def _words(text: str) -> tuple[str, ...]:
    return tuple(map(_folded, _WORD.findall(text)))


# Words that do not say what a question is about.
_COMMON = frozenset(
    _words(
        "a about all an and any are as at be been but by can could did do does dont for from had has have how i id if "
        "im in into is it its ive like list me mine more much my myself name no not of on one or our please share some "
        "somebody someone tell than that the them then these they thing things think this to us was we were what whats "
        "when where which who whom whose why will with would you your"
    )
)


def _turned(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(_TURNED.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question: the words of all of it and of each of its sentences, and as one who answers turns them."""

    number: int
    wordings: tuple[tuple[str, ...], ...]
    turned: tuple[tuple[str, ...], ...]
    subject: frozenset[str]
    states: bool
    """It has a sentence that does not end in a question mark."""

    @classmethod
    def of(cls, number: int, question: str) -> "_Asked":
        parts = [question, *(part for part in re.split(r"(?<=[.?!])\s+", question) if len(part.split()) > 3)]
        wordings = tuple(filter(None, dict.fromkeys(map(_words, parts))))
        subject = frozenset(word for words in wordings for word in words) - _COMMON
        return cls(number, wordings, tuple(map(_turned, wordings)), subject, not all(p.endswith("?") for p in parts))


@lru_cache(maxsize=16)  # every answer of a thread is split over the same
def _asked(questions: tuple[str, ...]) -> tuple[_Asked, ...]:
    return tuple(_Asked.of(number, question) for number, question in enumerate(questions, 1))


def _repeated(post: _Post, asked: Sequence[_Asked]) -> list[_Mark]:
    """The questions with which lines begin; in a line that begins with one, also others at the start of a sentence."""
    found: list[_Heading] = []
    heard = {word for one in asked for words in one.turned for word in words}
    for line in post.lines:
        if heard.isdisjoint(_turned(_words(line.text[:_LONGEST_HEADING]))):
            continue
        for at, number, end, like in _repeats(line, asked):
            last = found[-1] if found else None
            if last and last.number == number and not post.text[last.end : line.at + at].strip():
                found[-1] = _Heading(last.at, number, line.at + end, max(last.weight, like))  # sentence by sentence
            else:
                found.append(_Heading(line.at + at, number, line.at + end, like))
    # Of a question that is there word for word no rewording counts, and of its rewordings only the nearest.
    nearest: dict[int, float] = defaultdict(float)
    for heading in found:
        nearest[heading.number] = max(nearest[heading.number], heading.weight)
    found = [heading for heading in found if heading.weight == nearest[heading.number]]
    if len(found) == 1 < len(asked) and found[0].weight < _WITHIN_LINE and not _ends_line(post.text, found[0].end):
        return []  # the first sentence of an answer that takes up a question
    return [_Mark(heading.at, heading.end, (heading.number,)) for heading in found]


def _repeats(line: _Line, asked: Sequence[_Asked]) -> Iterator[_Heading]:
    begin = 0
    rewordable = asked
    while repeat := (_exact(line.text, at := _decoration(line.text, begin), asked) or _reworded(line, at, rewordable)):
        yield repeat._replace(at=begin) if repeat.at == at else repeat
        begin = repeat.end
        rewordable = [one for one in asked if one.number == repeat.number and len(one.wordings) > 1]
    for pause in _PAUSE.finditer(line.text, begin) if begin else ():
        repeat = _exact(line.text, _decoration(line.text, pause.end()), asked)
        if repeat and line.text[repeat.end - 1].isspace():
            yield repeat._replace(at=pause.end(), weight=_WITHIN_LINE)


def _exact(line: str, at: int, asked: Sequence[_Asked]) -> _Heading | None:
    """The question that stands at a place in a line word for word; the longest where several do."""
    forms = _WORD.finditer(line, at)
    first = next(forms, None)
    opening = [(words, one) for one in asked for words in one.wordings if first and words[0] == _folded(first[0])]
    if not opening or not first:
        return None
    heard = [first, *islice(forms, max(len(words) for words, _ in opening))]
    said = tuple(_folded(form[0]) for form in heard)
    fitting = [(len(words), one.number) for words, one in opening if said[: len(words)] == words]
    if not fitting:
        return None
    count, number = max(fitting, key=lambda fit: fit[0])
    end = heard[count - 1].end()
    if len(said) > count:
        goes_on = line[end : heard[count].start()].isspace() and heard[count][0].islower()
        # "Why ..." begins many sentences, and "What is a garden is hard to say" is one; who answers says no "you".
        if count < 3 or (goes_on and not _TURNED.keys() & set(said[:count])):
            return None
    return _Heading(at, number, _after(line, end), _EXACT)


def _after(line: str, at: int) -> int:
    """Where the words begin after a question that ends at a place."""
    after = _AFTER_QUESTION.match(line, at)
    return after.end() if after else at


def _headings(line: _Line, at: int) -> list[tuple[int, str]]:
    """Where a heading with which a line may begin ends, and in what: the whole line first, then the shortest."""
    rest = line.text[at : at + _LONGEST_HEADING]
    ends = [(at + asking.end(), "?") for asking in islice(_ASKING.finditer(rest), 3)]
    if (colon := _COLON.search(rest)) and not _SENTENCE.search(rest, 0, colon.end()):
        ends.append((at + colon.end(), ":"))
    if dash := _DASH.search(rest):
        ends.append((at + dash.start(), "-"))
    if stated := _STATED.search(rest):
        ends.append((at + stated.end(), "."))
    if line.below and len(line.text) - at <= _LONGEST_HEADING:
        if _HEADING.fullmatch(line.text) or _is_capitals(line.text):
            ends.append((len(line.text), ":"))
        elif not rest.rstrip().endswith((".", "!", ",", ";", ":", "?")):
            return [(len(line.text), ""), *sorted(ends)]
    return sorted(ends)


def _reworded(line: _Line, at: int, asked: Sequence[_Asked]) -> _Heading | None:
    """The question that the beginning of a line asks in other words."""
    best: _Heading | None = None
    for end, form in _headings(line, at) if asked else ():
        said = _turned(_words(line.text[at:end])) if form in _ALIKE else ()
        for one in asked if len(said) > 2 else ():
            if form == "." and not one.states:
                continue
            like = max((_alikeness(said, words) for words in one.turned), default=0.0)
            if like >= max(_ALIKE[form], best.weight if best else 0.0) and not _cites(said, asked):
                # "A quiet learner: reasons, and what to try" has another part behind the colon.
                parts = [more for more, other, _ in _namings(line, end, one) if form == ":" and not other]
                best = _Heading(at, one.number, _after(line.text, max([end, *parts])), like)
    # "Hello! What is a garden to you?" is the question in its own words, below a greeting.
    single = [one for one in asked if len(one.wordings) == 1] if best else []
    stops = _SENTENCE.finditer(line.text, at, best.end) if best and single else ()
    return next((exact for stop in stops if (exact := _exact(line.text, stop.end(), single))), best)


def _alikeness(said: tuple[str, ...], words: tuple[str, ...]) -> float:
    if 2 * sum(word in words for word in said) < 0.6 * (len(said) + len(words)):
        return 0.0
    return SequenceMatcher(None, said, words, autojunk=False).ratio()


def _cites(said: tuple[str, ...], asked: Sequence[_Asked]) -> bool:
    """Whether a sentence holds a question word for word after words of its own: "You also ask: ..."."""
    return any(
        said[at : at + len(words)] == words and 2 * sum(word in one.turned[0] for word in said[:at]) < at
        for one in asked
        for words in one.turned
        for at in range(2, len(said) - len(words) + 1)
    )


# Headings that name what a question is about


_REPEATED = 100.0
_ALONE = 0.5
"""So much more says a heading that has its line for itself."""
_MOST_HEADINGS = 200
"""Each is weighed against all before it."""


def _named(post: _Post, asked: Sequence[_Asked], repeated: Sequence[_Mark]) -> list[_Mark]:
    """Headings that name what each question is about, in the order of the questions.

    A few words say little: they count where all questions have such a heading, all of one form, or between questions
    that are repeated.
    """
    known = [_Heading(mark.at, mark.numbers[0], mark.end, _REPEATED) for mark in repeated]
    if any(one.number >= other.number for one, other in pairwise(known)):
        return []
    numbers = {heading.number for heading in known}
    places = {heading.at for heading in known}
    named: list[_Heading] = []
    in_line: list[_Heading] = []
    beginnings = {word[:2] for one in asked for word in one.subject}
    for line in post.lines:
        heard = {word[:2] for word in _words(line.text[:_LONGEST_HEADING])}
        if line.at not in places and not heard.isdisjoint(beginnings):
            at = _decoration(line.text, 0)
            for one in asked:
                for end, form, weight in islice(_namings(line, at, one) if one.number not in numbers else (), 1):
                    heading = _Heading(line.at, one.number, line.at + end, weight)
                    (in_line if form == "-" else named).append(heading)
    for headings in (named,) if known else (named, in_line):
        chain = _best_chain(sorted([*known, *headings[:_MOST_HEADINGS]]))
        fills_a_gap = known and len(chain) > len(known) and set(known) <= set(chain)
        if len(chain) == len(asked) or fills_a_gap:
            marks = [_Mark(heading.at, heading.end, (heading.number,)) for heading in chain]
            if len(asked) > 1 or (_may_stand_before(post.text, marks) and _ends_line(post.text, marks[0].end)):
                return marks
    return []


def _ends_line(text: str, at: int) -> bool:
    return not text[at:].partition("\n")[0].strip()


def _namings(line: _Line, at: int, one: _Asked) -> Iterator[tuple[int, str, float]]:
    """Where headings that name what a question is about end in a line, in what, and how much they say."""
    for end, form in () if _ANSWER_LABEL.match(line.text, at) else _headings(line, at):
        if form not in _ABOUT or not (line.below or line.text[end:].strip()) or _SENTENCE.search(line.text, at, end):
            continue
        least, most = _ABOUT[form]
        said = _words(line.text[at:end])
        subject = set(said) - _COMMON if len(said) <= most else set()
        named = sum(any(_akin(word, other) for other in one.subject) for word in subject)
        # "Who knows?" asks nothing, and "What helps:" leads to a list.
        is_doubtful = form == "?" or _is_list(line.below)
        if not subject or named < least * len(subject) or (is_doubtful and named < min(2, len(one.subject) / 2)):
            continue
        end = _after(line.text, end)
        yield end, form, named / len(subject) + named / 10 + (0 if line.text[end:].strip() else _ALONE)


def _akin(word: str, other: str) -> bool:
    """Whether two words are forms of one: "become" and "becoming"."""
    word, other = _FORM.sub("", word), _FORM.sub("", other)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return word == other or common >= max(4, 0.6 * max(len(word), len(other)))


def _best_chain(headings: Sequence[_Heading]) -> list[_Heading]:
    """Headings for questions in their order that say most together."""
    chains: list[tuple[float, list[_Heading]]] = []
    for heading in headings:
        before = [chain for chain in chains if chain[1][-1].at < heading.at and chain[1][-1].number < heading.number]
        weight, chain = max(before, default=(0.0, []), key=lambda chain: chain[0])
        chains.append((weight + heading.weight, [*chain, heading]))
    return max(chains, default=(0.0, []), key=lambda chain: chain[0])[1]


# A number for each answer

_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
_LABEL_OF_NUMBER = (
    r"(?:my[ ])?(?:(?:answer|response|reply)s?[ ](?:to|for)[ ])?(?:the[ ])?"
    r"(?:question|answer|prompt|part|response|topic|activity|task)"
)
_END_OF_NUMBER = (
    r"(?:[*_]*(?:[).\]:°/](?!\d))+|[*_]*[ ]?(?:[-–—→=]>?)(?=[\s*_]|(?-i:[A-Z])|$))[*_]*(?:[ ]+[-–—→:](?=\s))?"
)
_NUMBERED = re.compile(
    rf"""(?aix)(?P<start>[ \t\xa0]*(?:>[ ]?)*(?:\#{{1,6}}[ ]+)?[*_]*)(?:
      (?:(?P<label>{_LABEL_OF_NUMBER})[ ]?(?:\#|no\.?[ ]|number[ ])?[ ]?|(?P<short>q|a|ans)[. ]?\#?(?=\d))
        [(\[]?(?P<told>{NUMBER})(?:{_END_OF_NUMBER}|[)\]*_ ]*$)
      | (?P<ordinal>{"|".join(_ORDINALS)}|\d(?:st|nd|rd|th))(?P<noun>[ ](?:question|answer|prompt|part|one))?
        (?:[*_]*(?:[ ]?:|[ ]?[-–—](?=\s)|\)|$))[*_]*
      | \#(?P<hashed>\d{{1,2}})(?:{_END_OF_NUMBER}|(?=\s|$))
      | [(\[]?(?:(?P<digits>\d{{1,2}})(?:{_END_OF_NUMBER}|(?=[*_ ]*$))
        | (?P<letter>[a-h]|{"|".join(_ROMAN)})(?:[*_]*(?:[)\]:]+[.:]?|\.(?=\s|$|(?-i:[A-Z])))[*_]*|[ ]?[-–—][ ]))
      | (?P<sign>\d\ufe0f?\u20e3|[①-⑳❶-❿])[).:]?
    )[ \t\xa0]*"""
)
_IN_LINE = tuple(
    re.compile(rf"(?:^|(?<=\s)){style}(?!\d)[ \t]*(?=\S)", re.IGNORECASE)
    for style in (
        r"[(\[]?(\d{1,2})[)\]]",
        r"\(?([a-h])\)",
        r"#(\d{1,2})\b[).:]?",
        r"[QA]n?s?\.?(\d{1,2})[).:]",
        r"(\d{1,2})[.:]",
    )
)


class _Number(NamedTuple):
    at: int
    end: int
    value: int
    is_labelled: bool


def _numbered(post: _Post, asked: Sequence[_Asked], repeated: Sequence[_Mark]) -> list[_Mark]:
    """Numbers for the answers, each at the beginning of a line or all in one line."""
    styles: dict[Hashable, list[_Number]] = defaultdict(list)
    for line in post.lines:
        if form := _NUMBERED.match(line.text):
            is_labelled = bool(form["label"] or form["short"] or form["noun"])
            number = _Number(line.at, line.at + form.end(), _value(form), is_labelled)
            styles[_style(form)].append(number)
            if form["digits"] and not line.text[0].isspace():
                styles["digits, whatever follows them"].append(number)
    by_place = sorted(styles.values(), key=lambda numbers: (not numbers[0].is_labelled, numbers[0].at))
    rows = [*by_place, *_in_one_line(post.text)]
    counted = [_counting_all(numbers, post.text, len(asked)) for numbers in rows]
    counted += [_counting_some(numbers, len(asked), {mark.at for mark in repeated}) for numbers in rows]
    for numbers in filter(None, counted):
        marks = [_Mark(one.at, one.end, (asked[one.value - 1].number,)) for one in numbers]
        stands = numbers[0].is_labelled or _may_stand_before(post.text, marks)
        if stands and (joined := _joined(post, marks, asked, repeated)):
            return joined
    return []


def _value(form: re.Match[str]) -> int:
    if told := form["told"]:
        return number_of(told)
    if ordinal := form["ordinal"]:
        return int(ordinal[0]) if ordinal[0].isdigit() else _ORDINALS.index(ordinal.lower()) + 1
    if letter := form["letter"]:
        return _ROMAN.index(letter.lower()) + 1 if letter.lower() in _ROMAN else ord(letter.lower()) - ord("a") + 1
    if sign := form["sign"]:
        return int(unicodedata.numeric(sign[0]))
    return int(form["hashed"] or form["digits"])


def _style(form: re.Match[str]) -> Hashable:
    """What the numbers of one row have in common."""
    kind = "roman" if (form["letter"] or "").lower() in _ROMAN else bool(form["letter"])
    label = (form["label"] or form["short"] or "").lower()
    return re.sub(r"[\w\s*_]", "", form[0]), label, kind, form["start"][:2].isspace() and len(form["start"]) > 1


def _in_one_line(text: str) -> Iterator[list[_Number]]:
    """Numbers of one style wherever they stand, where the first begins a line."""
    for style in _IN_LINE:
        forms = list(style.finditer(text))
        if len(forms) > 1 and not text[text.rfind("\n", 0, forms[0].start()) + 1 : forms[0].start()].strip():
            values = [int(form[1]) if form[1].isdigit() else ord(form[1].lower()) - ord("a") + 1 for form in forms]
            yield [_Number(*form.span(), value, False) for form, value in zip(forms, values, strict=True)]


def _counting_all(numbers: Sequence[_Number], text: str, count: int) -> Sequence[_Number]:
    """Those of the numbers that count the answers to `count` questions; none where they count something else."""
    values = [number.value for number in numbers]
    if len(values) > 4 * MOST_QUESTIONS:
        return ()
    if sorted(values) == list(range(1, count + 1)):
        return numbers
    if count > 1 and len(values) == count and values == list(range(values[0], values[0] + count)):
        return [number._replace(value=place) for place, number in enumerate(numbers, 1)]
    return _outer(numbers, text, count) if count > 1 else ()


def _counting_some(numbers: Sequence[_Number], count: int, repeated: set[int]) -> Sequence[_Number]:
    """The numbers, where not all questions are answered: 1 and 3, but not 1 and 2, which may be a list of anything."""
    values = [number.value for number in numbers]
    is_of_questions = any(one.is_labelled or one.at in repeated for one in numbers)
    if len(set(values)) < len(values) or not 0 < min(values) <= max(values) <= count:
        return ()
    return numbers if is_of_questions or values != list(range(1, len(values) + 1)) else ()


def _outer(numbers: Sequence[_Number], text: str, count: int) -> list[_Number]:
    """The numbers 1 to `count` where answers hold lists of their own, counted from 1 in the same style."""

    @cache
    def counted(at: int, wanted: int, inner: int) -> tuple[int, ...] | None:
        """The places of the outer numbers from `at` on; `inner` is the next number of a list that is open, else 0."""
        if at == len(numbers):
            return () if wanted > count else None
        value = numbers[at].value
        if value == inner and (rest := counted(at + 1, wanted, inner + 1)) is not None:
            return rest
        if value == wanted <= count and (rest := counted(at + 1, wanted + 1, 0)) is not None:
            return (at, *rest)
        if value == 1 and wanted > 1 and _introduces(text[numbers[at - 1].end : numbers[at].at]):
            return counted(at + 1, wanted, 2)
        return None

    return [numbers[at] for at in counted(0, 1, 0) or ()]


def _introduces(above: str) -> bool:
    """Whether the words between two numbers introduce a list: "Three things help:", or a line of their own."""
    return above.rstrip().endswith(":") or bool(above.partition("\n")[2].strip())


# A heading or a bullet for each answer

_SIGN = (
    "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*"
)
_BULLETED = re.compile(
    rf"[ \t\xa0]*(?P<bullet>--?>|=>|>+|-(?![\d-])|[–—+~](?!\d)|[*o](?=[ \t])|[•●·∙‣⁃»›§]|{_SIGN})[ \t\xa0]*(?=\S)"
)
_HEADING = re.compile(
    r"[ \t]*(?P<kind>#{1,6}(?=[ \t]+\S)|\*\*|__|\*|_)(?:(?<=#).*|(?![\s*_])[^*_\n]+(?P=kind):?[ \t]*)"
)
_LABEL_IN_BOLD = re.compile(
    r"[ \t]*(?P<around>\*\*|__|\*|_)(?![\s*_])[^*_\n]{1,80}(?:(?P=around)[ \t]*:|:(?P=around))[ \t]*"
)
_ASKING_LABEL = re.compile(r"[ \t]*[*_]*(?:Q|Question)[*_]* ?[:.)-][*_]*[ \t]*(?=\S)", re.IGNORECASE)
_LABEL = re.compile(r"[ \t]*[^\W\d_][\w'’-]*(?: [\w'’-]+){0,5} ?(?::|[-–—](?=\s))(?=\s|$)[ \t]*")
_OPENING = re.compile(r"[ \t\xa0]*(?:<!--|\d{1,2}(?:\.\d{1,2})+|[>#*_\"“'‘(\[~]+)[ \t\xa0]*")
_INTRO_OF_ANSWERS = re.compile(
    r"\b(?:answers?|responses?|questions?|activity|reply|thoughts|two cents)\b[^\n]*$|"
    r"^(?:hi|hey|hello|greetings|good (?:morning|day|afternoon|evening)|dear|thank|welcome)\b[^:]*$|[^\w\s,;:]$|"
    r"^(?:\S+\s+){0,4}[^\s:]+$",
    re.IGNORECASE,
)
_INTRO_OF_LIST = re.compile(
    rf"\b(?:{NUMBER}|few|some|several|many|these|those|following|things|ways|reasons|points|examples|kinds|steps|list)\b",
    re.IGNORECASE,
)
_LONGEST_INTRO = 80
_WORDS_OF_ITEM = 12
"""Longer than that are answers, and few items of a list."""


def _set_off(post: _Post, asked: Sequence[_Asked], repeated: Sequence[_Mark]) -> list[_Mark]:
    """Headings, labels or bullets of one kind, as many as questions."""
    kinds: dict[Hashable, list[_Mark]] = defaultdict(list)
    for line in post.lines if len(asked) > 1 else ():
        for kind, end in _kinds(line):
            kinds[kind].append(_Mark(line.at, line.at + end, ()))
    for kind, marks in sorted(kinds.items(), key=lambda group: group[1][0].at):
        if len(marks) == len(asked) + 1 and _SIGNATURE.fullmatch(post.text[marks[-1].at :].rstrip()):
            marks = marks[:-1]
        if len(marks) != len(asked) or not _may_stand_before(post.text, marks):
            continue
        marks = [mark._replace(numbers=(one.number,)) for mark, one in zip(marks, asked, strict=True)]
        if not all(post.text[mark.end : end].strip() for mark, end in _spans(marks, post.text)):
            continue
        labels = [_Line(mark.at, post.text[mark.at : mark.end]) for mark in marks]
        if kind in (("label", True), ("label", False)) and not any(
            any(_namings(label, 0, one)) for label, one in zip(labels, asked, strict=True)
        ):
            continue
        if joined := _joined(post, marks, asked, repeated):
            return joined
    return []


def _kinds(line: _Line) -> Iterator[tuple[Hashable, int]]:
    """The ways in which a line is set off, and where its words begin then."""
    if heading := _HEADING.fullmatch(line.text):
        yield ("heading", heading["kind"]), len(line.text)
    elif _is_capitals(line.text):
        yield "capitals", len(line.text)
    elif label := _LABEL_IN_BOLD.match(line.text):
        yield ("label", label["around"]), label.end()
    elif asking := _ASKING_LABEL.match(line.text):
        yield "asking", asking.end()
    elif label := _LABEL.match(line.text):
        yield ("label", ":" in label[0]), label.end()
    if bullet := _BULLETED.match(line.text):
        yield ("bullet", bullet["bullet"].rstrip("\ufe0f")), bullet.end()
        if not bullet["bullet"].isascii():
            yield "sign", bullet.end()


def _is_list(lines: Sequence[str]) -> bool:
    if len(lines) < 2 or _SIGNATURE.fullmatch(lines[-1]):
        return False
    bullets = [bullet["bullet"] if (bullet := _BULLETED.match(line)) else None for line in lines]
    return bullets[0] == bullets[1] and (bullets[0] is not None or all(map(_NUMBERED.match, lines)))


def _is_capitals(line: str) -> bool:
    return line.isupper() and sum(map(str.isalpha, line)) > 3 and len(line.split()) <= 12


def _decoration(line: str, at: int) -> int:
    """Where a question would begin behind its number, bullet and quotes."""
    for _ in range(6):
        forms = (mark.match(line, at) for mark in (_NUMBERED, _BULLETED, _ASKING_LABEL, _OPENING))
        if not (form := next(filter(None, forms), None)) or form.end() == at:
            break
        at = form.end()
    return at


def _may_stand_before(text: str, marks: Sequence[_Mark]) -> bool:
    """Whether marks are of answers by what stands above: "Here are my answers:" leads to them, "Three things help:" to
    a list."""
    intro = text[: marks[0].at].strip()
    if not intro or len(intro) > _LONGEST_INTRO or "\n\n" in intro:
        return not intro
    if _INTRO_OF_ANSWERS.search(intro):
        return True
    longest = max(len(text[mark.end : end].split()) for mark, end in _spans(marks, text))
    return longest > _WORDS_OF_ITEM and not _INTRO_OF_LIST.search(intro)


# A mark, and the question behind it


def _joined(post: _Post, marks: Sequence[_Mark], asked: Sequence[_Asked], repeated: Sequence[_Mark]) -> list[_Mark]:
    """The marks, each with the question that stands behind it; none where a repeated question says otherwise."""
    told = list(repeated)
    by_number = {one.number: one for one in asked}
    ends: list[int] = []
    in_other_words: list[int] = []
    for mark, until in _spans(marks, post.text):
        end = 0
        while told and told[0].at < until:
            repeat = told.pop(0)
            is_behind = repeat.at >= mark.at and not post.text[mark.end : repeat.at].strip()
            if repeat.numbers != mark.numbers or not is_behind:
                return []
            end = repeat.end
        heading, question = (mark.end, end) if end else _behind(post, mark, until, by_number[mark.numbers[0]])
        ends.append(max(end, heading))
        in_other_words.append(question)
    if told:
        return []
    # Answers begin with words of the question as well: they are headings where all of them begin so.
    if all(in_other_words):
        ends = in_other_words
    return [mark._replace(end=end) for mark, end in zip(marks, ends, strict=True)]


def _behind(post: _Post, mark: _Mark, until: int, one: _Asked) -> tuple[int, int]:
    """Where a heading ends that a mark opens, and where the question ends that may stand there in other words, or 0."""
    lines = [line for line in post.lines if mark.at <= line.at < until] or [_Line(mark.at, post.text[mark.at : until])]
    first, below = lines[0], lines[1] if len(lines) > 1 else None
    at = mark.end - first.at
    is_question = below and _ANSWER_LABEL.match(below.text) and not first.text.rstrip().endswith((".", "!"))
    if below and (is_question or _HEADING.fullmatch(first.text)):
        return first.at + len(first.text), first.at + len(first.text)
    if below and not first.text[at:].strip():
        first, at = below, 0
    if first is lines[-1]:
        first = first._replace(below=())
    end = next((end for end, *_ in _namings(first, at, one)), 0)
    return mark.end, first.at + end if end else 0
