"""What the opening post asks: its questions, how many replies to peers, and what else is to be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from cups_course.course.thread import WantedTask
from cups_course.threads.lines import SYMBOL, Line, lines_of, sentences
from cups_course.threads.questions import find_questions
from cups_course.threads.sayings import is_for_afterwards
from cups_course.threads.tasks import find_tasks
from cups_course.threads.wishes import UNCOUNTED, replies_wanted

_SENTENCE_ENDS = (".", "!", "?", ":", ")", '"', "”", "…")
_CUT = ("…", "...", ",", "see more", "read more", "show more")


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening post wants. `peer_replies` is None where it cannot be told; `is_whole`: nothing seems cut."""

    questions: tuple[str, ...]
    peer_replies: int | None
    tasks: tuple[WantedTask, ...]
    is_whole: bool
    questions_how: str
    """How the questions were known: announced by the post, or only from their looks."""


def read_opening(body: str, *, is_followed: bool) -> Opening:
    """What the opening post `body` asks. `is_followed`: other posts stand below it, so the copy goes on after it."""
    lines = lines_of(body)
    questions, how = find_questions(lines)
    wishes = [
        0 if line.is_optional else count
        for line in lines
        for one in sentences(line.text)
        if (count := replies_wanted(one)) is not None
    ]
    is_whole = _is_whole(lines, is_followed=is_followed, asks=bool(questions and wishes))
    if not is_whole and questions and _stops_in_a_sentence(lines[-1]):
        questions = _without_stump(questions, sentences(lines[-1].text)[-1])
    counted = [count for count in wishes if count != UNCOUNTED]
    peer_replies = max(counted) if counted else None if wishes or not is_whole else 0
    return Opening(questions, peer_replies, tuple(find_tasks(lines, frozenset(questions))), is_whole, how)


def _is_whole(lines: Sequence[Line], *, is_followed: bool, asks: bool) -> bool:
    """Whether the post seems complete: it has more than list items, and does not stop in the middle."""
    if not any(_is_prose(line) for line in lines):
        return False
    if lines[-1].text.casefold().endswith(_CUT):
        return False
    if any(is_for_afterwards(line.text) for line in lines[-4:]):
        return True
    return is_followed or (asks and not _stops_in_a_sentence(lines[-1]))


def _is_prose(line: Line) -> bool:
    """Whether a line is more than the item of a list: a label or heading, or a few words."""
    if line.marker not in ("", SYMBOL):
        return False
    return bool(line.label) or line.text.endswith(":") or len(line.text.split()) > 2


def _stops_in_a_sentence(line: Line) -> bool:
    return not line.marker and not line.text.endswith(_SENTENCE_ENDS)


def _without_stump(questions: tuple[str, ...], stump: str) -> tuple[str, ...]:
    """The questions without the sentence in which the copy stops, unless nothing else is left of them."""
    last = questions[-1].removesuffix(stump).rstrip()
    return (*questions[:-1], last) if last else questions[:-1] or questions
