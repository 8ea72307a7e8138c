"""Where the answers inside one post begin: by repeated questions, numbers, headings, labels or bullets."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum, auto
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

from cups_course.reader.answer_text import (
    ANSWER_LABEL,
    ASKING_LABEL,
    BULLETED,
    HEADING_LINE,
    LONGEST_HEADING,
    MOST_QUESTIONS,
    NUMBERED,
    SENTENCE,
    SIGNATURE,
    TURNED,
    WORD,
    AskedQuestion,
    Heading,
    HeadingEnd,
    Mark,
    PostLine,
    PostText,
    after_question,
    decoration,
    ends_line,
    fold_word,
    headings_in,
    is_capitals,
    namings,
    spans,
    style_of,
    turned_by_answerer,
    value_of,
    words_of,
)
from cups_course.text import NUMBER

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


def leads_to_answers(text: str, marks: Sequence[Mark]) -> bool:
    """Whether marks are of answers by what stands above: "Here are my answers:" leads to them, "Three things help:" to
    a list."""
    intro = text[: marks[0].at].strip()
    if not intro or len(intro) > _LONGEST_INTRO or "\n\n" in intro:
        return not intro
    if _INTRO_OF_ANSWERS.search(intro):
        return True
    longest = max(len(text[mark.end : end].split()) for mark, end in spans(marks, text))
    return longest > _WORDS_OF_ITEM and not _INTRO_OF_LIST.search(intro)


def with_repeated_questions(
    post: PostText, marks: Sequence[Mark], asked: Sequence[AskedQuestion], repeated: Sequence[Mark]
) -> list[Mark]:
    """The marks, each with the question that stands behind it; none where a repeated question says otherwise."""
    left = list(repeated)
    by_number = {one.number: one for one in asked}
    ends: list[int] = []
    in_other_words: list[int] = []
    for mark, until in spans(marks, post.text):
        end = 0
        while left and left[0].at < until:
            repeat = left.pop(0)
            is_behind = repeat.at >= mark.at and not post.text[mark.end : repeat.at].strip()
            if repeat.numbers != mark.numbers or not is_behind:
                return []
            end = repeat.end
        heading, question = (mark.end, end) if end else _behind(post, mark, until, by_number[mark.numbers[0]])
        ends.append(max(end, heading))
        in_other_words.append(question)
    if left:
        return []
    # Answers begin with words of the question as well: they are headings where all of them begin so.
    if all(in_other_words):
        ends = in_other_words
    return [mark._replace(end=end) for mark, end in zip(marks, ends, strict=True)]


def _behind(post: PostText, mark: Mark, until: int, one: AskedQuestion) -> tuple[int, int]:
    """Where a heading ends that a mark opens, and where the question ends that may stand there in other words, or 0."""
    lines = [line for line in post.lines if mark.at <= line.at < until] or [
        PostLine(mark.at, post.text[mark.at : until])
    ]
    first, below = lines[0], lines[1] if len(lines) > 1 else None
    at = mark.end - first.at
    is_question = below and ANSWER_LABEL.match(below.text) and not first.text.rstrip().endswith((".", "!"))
    if below and (is_question or HEADING_LINE.fullmatch(first.text)):
        return first.at + len(first.text), first.at + len(first.text)
    if below and not first.text[at:].strip():
        first, at = below, 0
    if first is lines[-1]:
        first = first._replace(below=())
    end = next((end for end, *_ in namings(first, at, one)), 0)
    return mark.end, first.at + end if end else 0


_PAUSE = re.compile(r"(?<=[.!?)\"”’*_])[ \t\xa0]+")
_EXACT = 2.0
_WITHIN_LINE = 1.5
# By what it ends in, how alike a heading has to be to a question to be it: answers take up the words of questions too.
# Other questions of a post share less than half of their words.
_ALIKE = {
    HeadingEnd.QUESTION_MARK: 0.6,
    HeadingEnd.COLON: 0.6,
    HeadingEnd.LINE: 0.75,
    HeadingEnd.FULL_STOP: 0.75,
}


def marks_by_repeated_questions(post: PostText, asked: Sequence[AskedQuestion]) -> list[Mark]:
    """The questions with which lines begin; in a line that begins with one, also others at the start of a sentence."""
    found: list[Heading] = []
    heard = {word for one in asked for words in one.turned for word in words}
    for line in post.lines:
        if heard.isdisjoint(turned_by_answerer(words_of(line.text[:LONGEST_HEADING]))):
            continue
        for at, number, end, like in _repeats(line, asked):
            last = found[-1] if found else None
            if last and last.number == number and not post.text[last.end : line.at + at].strip():
                found[-1] = Heading(last.at, number, line.at + end, max(last.weight, like))  # sentence by sentence
            else:
                found.append(Heading(line.at + at, number, line.at + end, like))
    # Of a question that is there word for word no rewording counts, and of its rewordings only the nearest.
    nearest: dict[int, float] = defaultdict(float)
    for heading in found:
        nearest[heading.number] = max(nearest[heading.number], heading.weight)
    found = [heading for heading in found if heading.weight == nearest[heading.number]]
    if len(found) == 1 < len(asked) and found[0].weight < _WITHIN_LINE and not ends_line(post.text, found[0].end):
        return []  # the first sentence of an answer that takes up a question
    return [Mark(heading.at, heading.end, (heading.number,)) for heading in found]


def _repeats(line: PostLine, asked: Sequence[AskedQuestion]) -> Iterator[Heading]:
    begin = 0
    rewordable = asked
    while repeat := (_exact(line.text, at := decoration(line.text, begin), asked) or _reworded(line, at, rewordable)):
        yield repeat._replace(at=begin) if repeat.at == at else repeat
        begin = repeat.end
        rewordable = [one for one in asked if one.number == repeat.number and len(one.wordings) > 1]
    for pause in _PAUSE.finditer(line.text, begin) if begin else ():
        repeat = _exact(line.text, decoration(line.text, pause.end()), asked)
        if repeat and line.text[repeat.end - 1].isspace():
            yield repeat._replace(at=pause.end(), weight=_WITHIN_LINE)


def _exact(line: str, at: int, asked: Sequence[AskedQuestion]) -> Heading | None:
    """The question that stands at a place in a line word for word; the longest where several do."""
    forms = WORD.finditer(line, at)
    first = next(forms, None)
    opening = [(words, one) for one in asked for words in one.wordings if first and words[0] == fold_word(first[0])]
    if not opening or not first:
        return None
    heard = [first, *islice(forms, max(len(words) for words, _ in opening))]
    said = tuple(fold_word(form[0]) for form in heard)
    fitting = [(len(words), one.number) for words, one in opening if said[: len(words)] == words]
    if not fitting:
        return None
    count, number = max(fitting, key=lambda fit: fit[0])
    end = heard[count - 1].end()
    if len(said) > count:
        goes_on = line[end : heard[count].start()].isspace() and heard[count][0].islower()
        # "Why ..." begins many sentences, and "What is a garden is hard to say" is one; who answers says no "you".
        if count < 3 or (goes_on and not TURNED.keys() & set(said[:count])):
            return None
    return Heading(at, number, after_question(line, end), _EXACT)


def _reworded(line: PostLine, at: int, asked: Sequence[AskedQuestion]) -> Heading | None:
    """The question that the beginning of a line asks in other words."""
    best: Heading | None = None
    for end, form in headings_in(line, at) if asked else ():
        said = turned_by_answerer(words_of(line.text[at:end])) if form in _ALIKE else ()
        for one in asked if len(said) > 2 else ():
            if form is HeadingEnd.FULL_STOP and not one.states:
                continue
            like = max((_alikeness(said, words) for words in one.turned), default=0.0)
            if like >= max(_ALIKE[form], best.weight if best else 0.0) and not _cites(said, asked):
                # "A quiet learner: reasons, and what to try" has another part behind the colon.
                parts = [more for more, other, _ in namings(line, end, one) if form is HeadingEnd.COLON and not other]
                best = Heading(at, one.number, after_question(line.text, max([end, *parts])), like)
    # "Hello! What is a garden to you?" is the question in its own words, below a greeting.
    single = [one for one in asked if len(one.wordings) == 1] if best else []
    stops = SENTENCE.finditer(line.text, at, best.end) if best and single else ()
    return next((exact for stop in stops if (exact := _exact(line.text, stop.end(), single))), best)


def _alikeness(said: tuple[str, ...], words: tuple[str, ...]) -> float:
    if 2 * sum(word in words for word in said) < 0.6 * (len(said) + len(words)):
        return 0.0
    return SequenceMatcher(None, said, words, autojunk=False).ratio()


def _cites(said: tuple[str, ...], asked: Sequence[AskedQuestion]) -> bool:
    """Whether a sentence holds a question word for word after words of its own: "You also ask: ..."."""
    return any(
        said[at : at + len(words)] == words and 2 * sum(word in one.turned[0] for word in said[:at]) < at
        for one in asked
        for words in one.turned
        for at in range(2, len(said) - len(words) + 1)
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


def marks_by_number(post: PostText, asked: Sequence[AskedQuestion], repeated: Sequence[Mark]) -> list[Mark]:
    """Numbers for the answers, each at the beginning of a line or all in one line."""
    styles: dict[Hashable, list[_Number]] = defaultdict(list)
    for line in post.lines:
        if form := NUMBERED.match(line.text):
            is_labelled = bool(form["label"] or form["short"] or form["noun"])
            number = _Number(line.at, line.at + form.end(), value_of(form), is_labelled)
            styles[style_of(form)].append(number)
            if form["digits"] and not line.text[0].isspace():
                styles["digits, whatever follows them"].append(number)
    by_place = sorted(styles.values(), key=lambda numbers: (not numbers[0].is_labelled, numbers[0].at))
    rows = [*by_place, *_in_one_line(post.text)]
    counted = [_counting_all(numbers, post.text, len(asked)) for numbers in rows]
    counted += [_counting_some(numbers, len(asked), {mark.at for mark in repeated}) for numbers in rows]
    for numbers in filter(None, counted):
        marks = [Mark(one.at, one.end, (asked[one.value - 1].number,)) for one in numbers]
        stands = numbers[0].is_labelled or leads_to_answers(post.text, marks)
        if stands and (joined := with_repeated_questions(post, marks, asked, repeated)):
            return joined
    return []


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


_REPEATED = 100.0
_MOST_HEADINGS = 200
"""Each is weighed against all before it."""


def marks_by_heading(post: PostText, asked: Sequence[AskedQuestion], repeated: Sequence[Mark]) -> list[Mark]:
    """Headings that name what each question is about, in the order of the questions.

    A few words say little: they count where all questions have such a heading, all of one form, or between questions
    that are repeated.
    """
    known = [Heading(mark.at, mark.numbers[0], mark.end, _REPEATED) for mark in repeated]
    if any(one.number >= other.number for one, other in pairwise(known)):
        return []
    numbers = {heading.number for heading in known}
    places = {heading.at for heading in known}
    named: list[Heading] = []
    in_line: list[Heading] = []
    beginnings = {word[:2] for one in asked for word in one.subject}
    for line in post.lines:
        heard = {word[:2] for word in words_of(line.text[:LONGEST_HEADING])}
        if line.at not in places and not heard.isdisjoint(beginnings):
            at = decoration(line.text, 0)
            for one in asked:
                for end, form, weight in islice(namings(line, at, one) if one.number not in numbers else (), 1):
                    heading = Heading(line.at, one.number, line.at + end, weight)
                    (in_line if form is HeadingEnd.DASH else named).append(heading)
    for headings in (named,) if known else (named, in_line):
        chain = _best_chain(sorted([*known, *headings[:_MOST_HEADINGS]]))
        fills_a_gap = known and len(chain) > len(known) and set(known) <= set(chain)
        if len(chain) == len(asked) or fills_a_gap:
            marks = [Mark(heading.at, heading.end, (heading.number,)) for heading in chain]
            if len(asked) > 1 or (leads_to_answers(post.text, marks) and ends_line(post.text, marks[0].end)):
                return marks
    return []


def _best_chain(headings: Sequence[Heading]) -> list[Heading]:
    """Headings for questions in their order that say most together."""
    chains: list[tuple[float, list[Heading]]] = []
    for heading in headings:
        before = [chain for chain in chains if chain[1][-1].at < heading.at and chain[1][-1].number < heading.number]
        weight, chain = max(before, default=(0.0, []), key=lambda chain: chain[0])
        chains.append((weight + heading.weight, [*chain, heading]))
    return max(chains, default=(0.0, []), key=lambda chain: chain[0])[1]


_LABEL_IN_BOLD = re.compile(
    r"[ \t]*(?P<around>\*\*|__|\*|_)(?![\s*_])[^*_\n]{1,80}(?:(?P=around)[ \t]*:|:(?P=around))[ \t]*"
)
_LABEL = re.compile(r"[ \t]*[^\W\d_][\w'’-]*(?: [\w'’-]+){0,5} ?(?::|[-–—](?=\s))(?=\s|$)[ \t]*")


class _SetOff(Enum):
    """How a line is set off from others."""

    HEADING = auto()
    CAPITALS = auto()
    BOLD_LABEL = auto()
    ASKING_LABEL = auto()
    LABEL = auto()
    BULLET = auto()
    SIGN = auto()


def marks_by_form(post: PostText, asked: Sequence[AskedQuestion], repeated: Sequence[Mark]) -> list[Mark]:
    """Headings, labels or bullets of one kind, as many as questions."""
    kinds: dict[tuple[_SetOff, Hashable], list[Mark]] = defaultdict(list)
    for line in post.lines if len(asked) > 1 else ():
        for kind, end in _kinds(line):
            kinds[kind].append(Mark(line.at, line.at + end, ()))
    for kind, marks in sorted(kinds.items(), key=lambda group: group[1][0].at):
        if len(marks) == len(asked) + 1 and SIGNATURE.fullmatch(post.text[marks[-1].at :].rstrip()):
            marks = marks[:-1]
        if len(marks) != len(asked) or not leads_to_answers(post.text, marks):
            continue
        marks = [mark._replace(numbers=(one.number,)) for mark, one in zip(marks, asked, strict=True)]
        if not all(post.text[mark.end : end].strip() for mark, end in spans(marks, post.text)):
            continue
        labels = [PostLine(mark.at, post.text[mark.at : mark.end]) for mark in marks]
        if kind[0] is _SetOff.LABEL and not any(
            any(namings(label, 0, one)) for label, one in zip(labels, asked, strict=True)
        ):
            continue
        if joined := with_repeated_questions(post, marks, asked, repeated):
            return joined
    return []


def _kinds(line: PostLine) -> Iterator[tuple[tuple[_SetOff, Hashable], int]]:
    """The ways in which a line is set off, each with its sign, and where its words begin then."""
    if heading := HEADING_LINE.fullmatch(line.text):
        yield (_SetOff.HEADING, heading["kind"]), len(line.text)
    elif is_capitals(line.text):
        yield (_SetOff.CAPITALS, None), len(line.text)
    elif label := _LABEL_IN_BOLD.match(line.text):
        yield (_SetOff.BOLD_LABEL, label["around"]), label.end()
    elif asking := ASKING_LABEL.match(line.text):
        yield (_SetOff.ASKING_LABEL, None), asking.end()
    elif label := _LABEL.match(line.text):
        yield (_SetOff.LABEL, ":" in label[0]), label.end()
    if bullet := BULLETED.match(line.text):
        yield (_SetOff.BULLET, bullet["bullet"].rstrip("\ufe0f")), bullet.end()
        if not bullet["bullet"].isascii():
            yield (_SetOff.SIGN, None), bullet.end()
