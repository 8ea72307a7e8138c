"""Which posts are answers, and under which answer each reply stands, decided over the whole thread at once.

What is known of the forum: replies stand below the answer they belong to, oldest first; answers are oldest first among
themselves. So the parent of a reply is the last answer above it, and only the kinds are open. Every way to choose them
has a score, the sum of pieces of evidence in the manner of log-odds (+1 makes a reading about three times likelier, 0
says nothing). The best reading is found in one pass that keeps the best beginnings at every post.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from cups_course.course.thread import PostKind
from cups_course.threads.clues import Clues, clues
from cups_course.threads.habits import likeliness
from cups_course.threads.paces import Pace

# The order of dates is how the forum works, not a habit of people: more than any text says, yet not infinite, because
# copies around one post show posts out of order.
OUT_OF_ORDER = -14.0
# A reply whose answer is not in the copy. Common only above the first answer, where a copy begins in the middle.
NO_ANSWER_ABOVE = -4.0
ANSWER_IS_MISSING = -16.0
# Whom a reply names says where it stands: nearly always the answerer, now and then somebody who replied there before.
NAMES_ANSWERER = 4.0
NAMES_REPLIER = 1.0
CALLS_BY_NICKNAME = 3.0
# The answerer below their own answer gives thanks or adds something; a second answer at once is rare.
BELOW_OWN_ANSWER = 1.0
# How many of a thread's posts are replies differs from none to most: each share is tried, the best reading wins.
SHARES_OF_REPLIES = (0.02, 0.15, 0.4, 0.65, 0.85)

# At every post the best beginnings are kept, and none that is worse than the best by more than later posts make good.
MOST_BEGINNINGS = 16
WORST_BEGINNING = 30.0


@dataclass(frozen=True, slots=True)
class Placed:
    """The kind and parent (index from 0) of a post, and in plain words what decided them."""

    kind: PostKind
    parent: int | None
    kind_how: str
    parent_how: str


class _Beginning(NamedTuple):
    """The posts so far with their kinds chosen."""

    score: float
    head: int
    """Where the last answer stands, or the first of replies whose answer is missing; -1 before the first post."""
    has_answer: bool
    newest_answer: int | None
    before: "_Beginning | None"
    """What was chosen above `head`."""


def place(
    posts: Sequence[tuple[str | None, date | None, str]],
    questions: Sequence[str],
    opener: str | None,
    opened: date | None = None,
) -> list[Placed]:
    """Kind and parent for each of `posts` (author, day, text) in page order, None where a header did not say.

    `questions`, `opener` and `opened` (the day) are those of the opening post.
    """
    reader = _Reader(
        clues(posts, questions, opener),
        [day.toordinal() if day else None for _, day, _ in posts],
        opened.toordinal() if opened else None,
    )
    heads = reader.heads()
    placed: list[Placed] = []
    head: int | None = None
    for at, clue in enumerate(reader.thread):
        if at in heads:
            head = at if heads[at] else None
        how = "from dates" if reader.kinds_by_dates.get(at) == ("answer" if head == at else "reply") else "from text"
        if head == at:
            placed.append(Placed("answer", None, how, "stands on its own"))
        elif head is None:
            placed.append(Placed("reply", None, how, "its answer is not in the copy"))
        else:
            named = clue.names is not None and clue.names == reader.thread[head].author
            placed.append(Placed("reply", head, how, "from the name" if named else "from its place"))
    return placed


class _Reader:
    """One thread's clues and days, and the search for its best reading."""

    def __init__(self, thread: Sequence[Clues], days: Sequence[int | None], opened: int | None) -> None:
        self.thread, self.days, self.opened = thread, days, opened
        self.kinds_by_dates: dict[int, PostKind] = dict(self._kinds_by_dates())
        self.likely = likeliness(thread, self.kinds_by_dates)
        late = [at for at, kind in self.kinds_by_dates.items() if kind == "reply"]
        self.reply_pace = Pace([wait for at in late if (wait := self._wait(at)) is not None and wait >= 0])
        possible = [day for at, day in enumerate(days) if day is not None and self.kinds_by_dates.get(at) != "reply"]
        self.answer_pace = Pace([max(b - a, 0) for a, b in pairwise(possible)])

    def heads(self) -> dict[int, bool]:
        """Where answers stand (True) and where replies begin whose answer is missing (False)."""
        heads: dict[int, bool] = {}
        chosen: _Beginning | None = max(map(self._best_reading, SHARES_OF_REPLIES), key=_score)
        while chosen is not None and chosen.head >= 0:
            heads[chosen.head] = chosen.has_answer
            chosen = chosen.before
        return heads

    def _best_reading(self, share: float) -> _Beginning:
        """The best choice of answers where `share` of the posts are expected to be replies."""
        a_reply, an_answer = math.log(share), math.log(1 - share)
        beginnings = [_Beginning(0.0, -1, False, self.opened, None)]
        for at in range(len(self.thread)):
            found = [b._replace(score=b.score + a_reply + self._below(b, at)) for b in beginnings if b.head >= 0]
            score, before = max(((b.score + self._after(b, at), b) for b in beginnings), key=lambda pair: pair[0])
            day = self.days[at]
            newest = before.newest_answer if day is None else day
            found.append(_Beginning(score + an_answer + self.likely[at], at, True, newest, before))
            best = beginnings[0]
            missing = NO_ANSWER_ABOVE if at == 0 else ANSWER_IS_MISSING
            found.append(_Beginning(best.score + a_reply + missing, at, False, best.newest_answer, best))
            found.sort(key=_score, reverse=True)
            floor = found[0].score - WORST_BEGINNING
            beginnings = [b for b in found[:MOST_BEGINNINGS] if b.score >= floor]
        return beginnings[0]

    def _after(self, before: _Beginning, at: int) -> float:
        """How well an answer at `at` follows the answers chosen before."""
        day = self.days[at]
        if day is None or before.newest_answer is None:
            return 0.0
        wait = day - before.newest_answer
        order = OUT_OF_ORDER if wait < 0 else 0.0
        # How long after the opening post the first answer came says nothing: courses run for years.
        return order if before.before is None else order + self.answer_pace.of(wait)

    def _below(self, group: _Beginning, at: int) -> float:
        """How well post `at` stands as a reply at the end of `group`."""
        clue, score = self.thread[at], 0.0
        day = self.days[at]
        if day is not None:
            above = clue.dated_above
            newest = self.days[above] if above is not None and above >= group.head else group.newest_answer
            if newest is not None:
                score += self.reply_pace.of(day - newest) + (OUT_OF_ORDER if day < newest else 0.0)
        if not group.has_answer:
            return score
        head = self.thread[group.head]
        if clue.author is not None and clue.author == head.author:
            score += BELOW_OWN_ANSWER
        if clue.names is not None:
            if clue.names == head.author:
                score += NAMES_ANSWERER
            elif clue.name_spoke_at is not None and clue.name_spoke_at > group.head:
                score += NAMES_REPLIER
        if head.nicknames & clue.vocatives:
            score += CALLS_BY_NICKNAME
        return score

    def _wait(self, at: int) -> int | None:
        """Days since the nearest post above that has a date."""
        day, above = self.days[at], self.thread[at].dated_above
        above_day = self.days[above] if above is not None else None
        return None if day is None or above_day is None else day - above_day

    def _kinds_by_dates(self) -> Iterator[tuple[int, PostKind]]:
        """The posts whose kind dates show: one with an older post below is a reply, else one older than the post above
        begins anew."""
        oldest_below: int | None = None
        for at in reversed(range(len(self.thread))):
            day, wait = self.days[at], self._wait(at)
            if day is not None and oldest_below is not None and oldest_below < day:
                yield at, "reply"
            elif wait is not None and wait < 0:
                yield at, "answer"
            if day is not None:
                oldest_below = day if oldest_below is None else min(oldest_below, day)


def _score(beginning: _Beginning) -> float:
    return beginning.score
