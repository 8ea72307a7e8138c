"""Outlines that hypothesis makes up, for the tests of those who write, read and keep them."""

from typing import Any

from hypothesis import strategies as st

from cups_course.model import TASK_KINDS
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.thread.thread import WantedTask

_words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")) | st.just(" "), max_size=20)
texts = _words.map(lambda text: " ".join(text.split()))
"""Texts as they are read: on one line, white space folded."""
said = texts.filter(bool)
_numbers = st.integers(0, 40)
_amounts = st.sampled_from([0.5, 1.0, 7.25, 40.0])


@st.composite
def tasks(draw: st.DrawFn, *, of_discussion: bool) -> WantedTask:
    """A task with any terms that its kind has."""
    kind = draw(st.sampled_from([kind for kind in TASK_KINDS if of_discussion or kind != "form"]))
    bonus = draw(st.booleans())
    terms: dict[str, Any] = {
        "minimum": draw(st.none() | said),
        "times": draw(st.none() | st.integers(1, 30)),
        "every": draw(st.sampled_from([None, "day", "week", "month"])),
    }
    if kind in ("quiz", "exam"):
        terms["retakes"] = draw(st.none() | st.booleans())
    if kind in ("elective", "practicum", "other"):
        terms["choices"] = tuple(draw(st.lists(said, max_size=3)))
    if kind == "practicum":
        terms["hours"] = draw(st.none() | _amounts)
    if kind == "oath":
        terms["words"] = "\n".join(draw(st.lists(texts, max_size=3)))
    return WantedTask(kind, draw(texts), draw(st.booleans()) or bonus, bonus=bonus, **terms)


@st.composite
def _discussions(draw: st.DrawFn, number: int) -> OutlineDiscussion:
    counted = st.integers(1, 5).map(lambda count: (None,) * count)
    questions = draw(st.none() | counted | st.lists(st.none() | said, max_size=3).map(tuple))
    replies = draw(st.integers(0, 9))
    return OutlineDiscussion(
        number,
        draw(texts),
        questions,
        replies if questions is not None else draw(st.none() | st.integers(1, 9)),
        tuple(draw(st.lists(tasks(of_discussion=True), max_size=2))),
        draw(texts),
        draw(
            st.sampled_from([None, "https://harbour-lights.example/forum/Watch_3/Steady_12/", "http://a.example/?d=1"])
        ),
    )


@st.composite
def _courses(draw: st.DrawFn, number: int) -> OutlineCourse:
    numbers = draw(st.lists(_numbers, unique=True, max_size=4))
    return OutlineCourse(
        number,
        draw(texts),
        tuple(draw(_discussions(one)) for one in sorted(numbers)),
        tuple(draw(st.lists(tasks(of_discussion=False), max_size=2))),
        tuple(draw(st.lists(texts, min_size=1, max_size=2))),
        draw(st.booleans()),
        draw(texts),
    )


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """An outline with anything in it that the format has."""
    numbers = draw(st.lists(_numbers, unique=True, max_size=3))
    return Outline(
        draw(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True).filter(lambda key: key != "my-courses")),
        draw(texts),
        tuple(draw(_courses(one)) for one in sorted(numbers)),
        tuple(draw(st.lists(tasks(of_discussion=False), max_size=2))),
        draw(texts),
    )
