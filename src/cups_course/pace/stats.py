"""How much a person has written. Days are neither counted nor compared: it is no contest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cups_course.model import Program
from cups_course.states import all_discussions, answers_of
from cups_course.text import count_words


@dataclass(slots=True)
class WritingStats:
    """The number of kept answers, of given replies, and of the words in both."""

    answers: int = 0
    replies: int = 0
    words: int = 0

    def add(self, text: str, *, reply: bool) -> None:
        """Count one more text."""
        self.replies += reply
        self.answers += not reply
        self.words += count_words(text)


def writing_stats(
    programs: Iterable[Program], by: Literal["week", "month"]
) -> tuple[WritingStats, dict[str, WritingStats]]:
    """The totals, and those of each month (`2026-11`) or week (the ISO date of its Monday) with any text, oldest first.

    A text counts as it is now, on the day it was posted, or kept (in UTC) if it was not posted. Drafts of replies do
    not count.
    """
    all_of_it = WritingStats()
    periods: dict[str, WritingStats] = {}
    for text, day, reply in sorted(_texts(programs), key=lambda one: one[1]):
        all_of_it.add(text, reply=reply)
        periods.setdefault(_period(day, by), WritingStats()).add(text, reply=reply)
    return all_of_it, periods


def _texts(programs: Iterable[Program]) -> Iterable[tuple[str, str, bool]]:
    for discussion in all_discussions(programs):
        for answer in answers_of(discussion):
            yield answer.text, answer.posted_on or answer.kept_at[:10], False
        for reply in discussion.peer_replies:
            if reply.given and not reply.to_oneself:
                yield reply.text, reply.replied_on or reply.kept_at[:10], True


def _period(day: str, by: str) -> str:
    if by == "month":
        return day[:7]
    given = date.fromisoformat(day)
    return (given - timedelta(days=given.weekday())).isoformat()
