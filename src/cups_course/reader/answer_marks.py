"""Finds where the answers in a post begin: at repeated questions, numbers, headings, labels or bullets."""

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
    end_of_decoration,
    ends_line,
    fold_word,
    headings_in,
    is_capitals,
    namings,
    numbered_style,
    numbered_value,
    spans,
    turned_by_answerer,
    words_of,
)
from cups_course.reader.lines import numeral_value
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
"""Most answers are longer than this, and most items of a list are not."""


def leads_to_answers(text: str, marks: Sequence[Mark]) -> bool:
    """Whether the text above marks leads to answers.

    "Here are my answers:" does; "Three things help:" leads to a list.
    """
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
    """The marks, each extended over the question after it; none if a repeated question contradicts them."""
    repeats_left = list(repeated)
    by_number = {question.number: question for question in asked}
    ends: list[int] = []
    reworded_ends: list[int] = []
    for mark, end_of_part in spans(marks, post.text):
        end = 0
        while repeats_left and repeats_left[0].at < end_of_part:
            repeat = repeats_left.pop(0)
            is_behind = repeat.at >= mark.at and not post.text[mark.end : repeat.at].strip()
            if repeat.numbers != mark.numbers or not is_behind:
                return []
            end = repeat.end
        heading_end, reworded_end = (
            (mark.end, end) if end else _ends_after_mark(post, mark, end_of_part, by_number[mark.numbers[0]])
        )
        ends.append(max(end, heading_end))
        reworded_ends.append(reworded_end)
    if repeats_left:
        return []
    # Some answers begin with words of the question too. Those words are headings only if all parts begin with them.
    if all(reworded_ends):
        ends = reworded_ends
    return [mark._replace(end=end) for mark, end in zip(marks, ends, strict=True)]


def _ends_after_mark(post: PostText, mark: Mark, end_of_part: int, question: AskedQuestion) -> tuple[int, int]:
    """The end of the heading that a mark opens, and the end of the reworded question after the mark, 0 for none."""
    lines = [line for line in post.lines if mark.at <= line.at < end_of_part] or [
        PostLine(mark.at, post.text[mark.at : end_of_part])
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
    end = next((end for end, *_ in namings(first, at, question)), 0)
    return mark.end, first.at + end if end else 0


_PAUSE = re.compile(r"(?<=[.!?)\"”’*_])[ \t\xa0]+")
_EXACT_WEIGHT = 2.0
_INLINE_WEIGHT = 1.5
# By its ending, how alike a heading must be to a question to repeat it: answers use words of questions too. Two
# questions of one post share less than half of their words.
_LEAST_LIKENESS = {
    HeadingEnd.QUESTION_MARK: 0.6,
    HeadingEnd.COLON: 0.6,
    HeadingEnd.LINE: 0.75,
    HeadingEnd.FULL_STOP: 0.75,
}


def marks_by_repeated_questions(post: PostText, asked: Sequence[AskedQuestion]) -> list[Mark]:
    """The questions that lines begin with; in such a line, also other questions at the start of a sentence."""
    headings: list[Heading] = []
    words_asked = {word for question in asked for words in question.turned for word in words}
    for line in post.lines:
        if words_asked.isdisjoint(turned_by_answerer(words_of(line.text[:LONGEST_HEADING]))):
            continue
        for at, number, end, weight in _repeated_in_line(line, asked):
            last = headings[-1] if headings else None
            if last and last.number == number and not post.text[last.end : line.at + at].strip():
                headings[-1] = Heading(
                    last.at, number, line.at + end, max(last.weight, weight)
                )  # one sentence of it after another
            else:
                headings.append(Heading(line.at + at, number, line.at + end, weight))
    # If a question is there word for word its rewordings don't count, else only the most alike one does.
    nearest: dict[int, float] = defaultdict(float)
    for heading in headings:
        nearest[heading.number] = max(nearest[heading.number], heading.weight)
    headings = [heading for heading in headings if heading.weight == nearest[heading.number]]
    if (
        len(headings) == 1 < len(asked)
        and headings[0].weight < _INLINE_WEIGHT
        and not ends_line(post.text, headings[0].end)
    ):
        return []  # the first sentence of an answer that uses words of the question
    return [Mark(heading.at, heading.end, (heading.number,)) for heading in headings]


def _repeated_in_line(line: PostLine, asked: Sequence[AskedQuestion]) -> Iterator[Heading]:
    begin = 0
    rewordable = asked
    while repeat := (
        _exact_question(line.text, at := end_of_decoration(line.text, begin), asked)
        or _reworded_question(line, at, rewordable)
    ):
        yield repeat._replace(at=begin) if repeat.at == at else repeat
        begin = repeat.end
        rewordable = [question for question in asked if question.number == repeat.number and len(question.wordings) > 1]
    for pause in _PAUSE.finditer(line.text, begin) if begin else ():
        repeat = _exact_question(line.text, end_of_decoration(line.text, pause.end()), asked)
        if repeat and line.text[repeat.end - 1].isspace():
            yield repeat._replace(at=pause.end(), weight=_INLINE_WEIGHT)


def _exact_question(line: str, at: int, asked: Sequence[AskedQuestion]) -> Heading | None:
    """The question that is at a place in a line word for word; the longest one if there are several."""
    matches = WORD.finditer(line, at)
    first = next(matches, None)
    candidates = [
        (words, question)
        for question in asked
        for words in question.wordings
        if first and words[0] == fold_word(first[0])
    ]
    if not candidates or not first:
        return None
    matched = [first, *islice(matches, max(len(words) for words, _ in candidates))]
    line_words = tuple(fold_word(match[0]) for match in matched)
    fitting = [(len(words), question.number) for words, question in candidates if line_words[: len(words)] == words]
    if not fitting:
        return None
    count, number = max(fitting, key=lambda fit: fit[0])
    end = matched[count - 1].end()
    if len(line_words) > count:
        goes_on = line[end : matched[count].start()].isspace() and matched[count][0].islower()
        # "Why ..." begins many sentences, and "What is a garden is hard to say" is one. An answer would not say "you".
        if count < 3 or (goes_on and not TURNED.keys() & set(line_words[:count])):
            return None
    return Heading(at, number, after_question(line, end), _EXACT_WEIGHT)


def _reworded_question(line: PostLine, at: int, asked: Sequence[AskedQuestion]) -> Heading | None:
    """The question that a line asks in other words from a place on."""
    best: Heading | None = None
    for end, ending in headings_in(line, at) if asked else ():
        heading_words = turned_by_answerer(words_of(line.text[at:end])) if ending in _LEAST_LIKENESS else ()
        for question in asked if len(heading_words) > 2 else ():
            if ending is HeadingEnd.FULL_STOP and not question.states:
                continue
            likeness = max((_word_likeness(heading_words, words) for words in question.turned), default=0.0)
            if likeness >= max(_LEAST_LIKENESS[ending], best.weight if best else 0.0) and not _quotes_a_question(
                heading_words, asked
            ):
                # "A quiet learner: reasons, and what to try" has a second part after the colon.
                further_ends = [
                    further_end
                    for further_end, other_ending, _ in namings(line, end, question)
                    if ending is HeadingEnd.COLON and other_ending is HeadingEnd.LINE
                ]
                best = Heading(at, question.number, after_question(line.text, max([end, *further_ends])), likeness)
    # "Hello! What is a garden to you?" is the question in its own words, after a greeting.
    single = [question for question in asked if len(question.wordings) == 1] if best else []
    stops = SENTENCE.finditer(line.text, at, best.end) if best and single else ()
    return next((exact for stop in stops if (exact := _exact_question(line.text, stop.end(), single))), best)


def _word_likeness(heading: tuple[str, ...], question: tuple[str, ...]) -> float:
    if 2 * sum(word in question for word in heading) < 0.6 * (len(heading) + len(question)):
        return 0.0
    return SequenceMatcher(None, heading, question, autojunk=False).ratio()


def _quotes_a_question(heading: tuple[str, ...], asked: Sequence[AskedQuestion]) -> bool:
    """Whether a heading has a question word for word after other words: "You also ask: ..."."""
    return any(
        heading[at : at + len(question_words)] == question_words
        and 2 * sum(word in question.turned[0] for word in heading[:at]) < at
        for question in asked
        for question_words in question.turned
        for at in range(2, len(heading) - len(question_words) + 1)
    )


_INLINE_STYLES = tuple(
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
    """The numbers of the answers, each at the beginning of a line or all within one line."""
    styles: dict[Hashable, list[_Number]] = defaultdict(list)
    for line in post.lines:
        if match := NUMBERED.match(line.text):
            is_labelled = bool(match["label"] or match["short"] or match["noun"])
            number = _Number(line.at, line.at + match.end(), numbered_value(match), is_labelled)
            styles[numbered_style(match)].append(number)
            if match["digits"] and not line.text[0].isspace():
                styles["digits, whatever follows them"].append(number)
    by_place = sorted(styles.values(), key=lambda numbers: (not numbers[0].is_labelled, numbers[0].at))
    groups = [*by_place, *_inline_numbers(post.text)]
    candidates = [_numbers_of_all(numbers, post.text, len(asked)) for numbers in groups]
    candidates += [_numbers_of_some(numbers, len(asked), {mark.at for mark in repeated}) for numbers in groups]
    for numbers in filter(None, candidates):
        marks = [Mark(number.at, number.end, (asked[number.value - 1].number,)) for number in numbers]
        leads = numbers[0].is_labelled or leads_to_answers(post.text, marks)
        if leads and (joined := with_repeated_questions(post, marks, asked, repeated)):
            return joined
    return []


def _inline_numbers(text: str) -> Iterator[list[_Number]]:
    """Groups of numbers in one style. The first number of a group begins a line; the others may be anywhere."""
    for style in _INLINE_STYLES:
        matches = list(style.finditer(text))
        if len(matches) > 1 and not text[text.rfind("\n", 0, matches[0].start()) + 1 : matches[0].start()].strip():
            yield [_Number(*match.span(), numeral_value(match[1]), False) for match in matches]


def _numbers_of_all(numbers: Sequence[_Number], text: str, count: int) -> Sequence[_Number]:
    """The numbers that count the answers to all `count` questions; none if they count something else."""
    values = [number.value for number in numbers]
    if len(values) > 4 * MOST_QUESTIONS:
        return ()
    if sorted(values) == list(range(1, count + 1)):
        return numbers
    if count > 1 and len(values) == count and values == list(range(values[0], values[0] + count)):
        return [number._replace(value=place) for place, number in enumerate(numbers, 1)]
    return _outer_numbers(numbers, text, count) if count > 1 else ()


def _numbers_of_some(numbers: Sequence[_Number], count: int, repeated: set[int]) -> Sequence[_Number]:
    """The numbers if they count answers to some questions: 1 and 3, but not 1 and 2, which may be any list."""
    values = [number.value for number in numbers]
    is_of_questions = any(number.is_labelled or number.at in repeated for number in numbers)
    if len(set(values)) < len(values) or not 0 < min(values) <= max(values) <= count:
        return ()
    return numbers if is_of_questions or values != list(range(1, len(values) + 1)) else ()


def _outer_numbers(numbers: Sequence[_Number], text: str, count: int) -> list[_Number]:
    """The numbers 1 to `count` if answers have lists of their own, numbered from 1 in the same style."""

    @cache
    def count_from(at: int, wanted: int, next_inner: int) -> tuple[int, ...] | None:
        """The indexes of the outer numbers from `at` on; `next_inner` continues an inner list, 0 if none is open."""
        if at == len(numbers):
            return () if wanted > count else None
        value = numbers[at].value
        if value == next_inner and (others := count_from(at + 1, wanted, next_inner + 1)) is not None:
            return others
        if value == wanted <= count and (others := count_from(at + 1, wanted + 1, 0)) is not None:
            return (at, *others)
        if value == 1 and wanted > 1 and _introduces_list(text[numbers[at - 1].end : numbers[at].at]):
            return count_from(at + 1, wanted, 2)
        return None

    return [numbers[at] for at in count_from(0, 1, 0) or ()]


def _introduces_list(above: str) -> bool:
    """Whether the words between two numbers introduce a list: "Three things help:", or a line of their own."""
    return above.rstrip().endswith(":") or bool(above.partition("\n")[2].strip())


_REPEATED_WEIGHT = 100.0
_MOST_HEADINGS = 200
"""Bounds the time, as each heading is weighed against all before it."""


def marks_by_heading(post: PostText, asked: Sequence[AskedQuestion], repeated: Sequence[Mark]) -> list[Mark]:
    """The headings that name what each question is about, in the order of the questions.

    A few words prove little. They count only if every question has such a heading, all with the same ending, or between
    repeated questions.
    """
    known = [Heading(mark.at, mark.numbers[0], mark.end, _REPEATED_WEIGHT) for mark in repeated]
    if any(question.number >= other.number for question, other in pairwise(known)):
        return []
    numbers = {heading.number for heading in known}
    places = {heading.at for heading in known}
    named: list[Heading] = []
    in_line: list[Heading] = []
    beginnings = {word[:2] for question in asked for word in question.subject}
    for line in post.lines:
        line_beginnings = {word[:2] for word in words_of(line.text[:LONGEST_HEADING])}
        if line.at not in places and not line_beginnings.isdisjoint(beginnings):
            at = end_of_decoration(line.text, 0)
            for question in asked:
                for end, ending, weight in islice(
                    namings(line, at, question) if question.number not in numbers else (), 1
                ):
                    heading = Heading(line.at, question.number, line.at + end, weight)
                    (in_line if ending is HeadingEnd.DASH else named).append(heading)
    for headings in (named,) if known else (named, in_line):
        chain = _best_chain(sorted([*known, *headings[:_MOST_HEADINGS]]))
        fills_a_gap = known and len(chain) > len(known) and set(known) <= set(chain)
        if len(chain) == len(asked) or fills_a_gap:
            marks = [Mark(heading.at, heading.end, (heading.number,)) for heading in chain]
            if len(asked) > 1 or (leads_to_answers(post.text, marks) and ends_line(post.text, marks[0].end)):
                return marks
    return []


def _best_chain(headings: Sequence[Heading]) -> list[Heading]:
    """The headings with the greatest total weight among those in the order of their questions."""
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
    """The headings, labels or bullets of one kind, if there are as many of them as questions."""
    kinds: dict[tuple[_SetOff, Hashable], list[Mark]] = defaultdict(list)
    for line in post.lines if len(asked) > 1 else ():
        for kind, end in _set_off_kinds(line):
            kinds[kind].append(Mark(line.at, line.at + end, ()))
    for kind, marks in sorted(kinds.items(), key=lambda group: group[1][0].at):
        if len(marks) == len(asked) + 1 and SIGNATURE.fullmatch(post.text[marks[-1].at :].rstrip()):
            marks = marks[:-1]
        if len(marks) != len(asked) or not leads_to_answers(post.text, marks):
            continue
        marks = [mark._replace(numbers=(question.number,)) for mark, question in zip(marks, asked, strict=True)]
        if not all(post.text[mark.end : end].strip() for mark, end in spans(marks, post.text)):
            continue
        labels = [PostLine(mark.at, post.text[mark.at : mark.end]) for mark in marks]
        if kind[0] is _SetOff.LABEL and not any(
            any(namings(label, 0, question)) for label, question in zip(labels, asked, strict=True)
        ):
            continue
        if joined := with_repeated_questions(post, marks, asked, repeated):
            return joined
    return []


def _set_off_kinds(line: PostLine) -> Iterator[tuple[tuple[_SetOff, Hashable], int]]:
    """The ways in which a line is set off, each with its sign, and where its words begin for each."""
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
