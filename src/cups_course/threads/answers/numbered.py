"""A number for each answer."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cups_course.threads.answers.around import leads_to_answers, with_repeated_questions
from cups_course.threads.answers.asked import MOST_QUESTIONS, AskedQuestion
from cups_course.threads.answers.number_forms import NUMBERED, style_of, value_of
from cups_course.threads.answers.post_text import Mark, PostText

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
