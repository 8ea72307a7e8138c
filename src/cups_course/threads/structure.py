"""Which posts are answers, and under which answer each reply stands, decided over the whole thread at once.

What is known of the forum: replies stand below the answer they belong to, oldest first; answers are oldest first among
themselves. So the parent of a reply is the last answer above it, and only the kinds are open. Every way to choose them
has a score, the sum of pieces of evidence as log-odds. The best reading is found in one pass that keeps the best
beginnings at every post; what it says of the posts then teaches a second reading.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import NamedTuple

from cups_course.course.thread import PostKind
from cups_course.threads.copy import RawPost
from cups_course.threads.evidence import Evidence
from cups_course.threads.weighing import Weights
from cups_course.threads.weights import ALONE, READ, READ_AGAIN

# The order of times is how the forum works, not a habit of people: more than any text says, yet not infinite, because
# copies around one post show posts out of order.
OUT_OF_ORDER = -14.0
# A reply whose answer is not in the copy. Common only above the first answer, where a copy begins in the middle.
NO_ANSWER_ABOVE = -4.0
ANSWER_IS_MISSING = -16.0
# A reply that is said to answer a post above the last answer.
TARGET_IS_ELSEWHERE = -8.0
# Nothing stands above the first post, so what it says counts less.
FIRST_POST = 0.5
# How many of a thread's posts are replies differs from none to most: each share is tried, the best reading wins.
SHARES_OF_REPLIES = (0.01, 0.1, 0.3, 0.5, 0.65, 0.8, 0.9)
# A few posts do not tell the share: it counts as if so many more answers and replies had been seen.
SHARES_SEEN = 0.5
# Where some posts of a page have a Reply button and others none, either hardly any reply has one or most have.
REPLIES_WITH_A_BUTTON = (0.02, 0.7)
ANSWERS_WITHOUT_A_BUTTON = 0.02
# Longer threads are read once, and with the share of replies that their posts show one by one.
MANY_POSTS = 2000

# At every post the best beginnings are kept, and none that is worse than the best by more than later posts make good.
MOST_BEGINNINGS = 4
WORST_BEGINNING = 12.0
# Log-odds nearer to 0 than this leave a kind unsure.
UNSURE = 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """The kind and parent (index from 0) of a post, and in plain words what decided them."""

    kind: PostKind
    parent: int | None
    kind_how: str
    parent_how: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What a copy tells of its posts."""

    kinds: Mapping[int, PostKind]
    targets: Mapping[int, int]
    """The posts that some answer."""
    buttons: Sequence[bool | None]
    """Whether each has a Reply button, where that tells them apart."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to choose all kinds."""

    score: float
    heads: Mapping[int, bool]
    """Where answers stand (True), and where replies begin whose answer is missing (False)."""
    likely: Sequence[float]
    """How likely each post is an answer by what stands around it, as log-odds."""


class _Beginning(NamedTuple):
    """The posts so far with their kinds chosen."""

    score: float
    head: int
    """Where the last answer stands, or the first of replies whose answer is missing; -1 before the first post."""
    has_answer: bool
    newest: int | None
    """The last answer whose time is known."""
    before: "_Beginning | None"
    """What was chosen above `head`."""


def place(posts: Sequence[RawPost], questions: Sequence[str], opening: RawPost) -> list[Placed]:
    """Kind and parent for each of `posts` in page order; `questions` are those of the `opening` post."""
    stated = stated_of(posts, opening)
    evidence = Evidence(posts, questions, opening.author, stated.kinds)
    reading = read(evidence, stated)
    placed: list[Placed] = []
    head: int | None = None
    for at, likely in enumerate(reading.likely):
        if at in reading.heads:
            head = at if reading.heads[at] else None
        kind: PostKind = "answer" if head == at else "reply"
        how = "from text" if (likely if kind == "answer" else -likely) >= UNSURE else "from text, unsure"
        if evidence.known.get(at) == kind:
            how = "from dates"
        if head == at:
            placed.append(Placed(kind, None, how, "stands on its own"))
        elif head is None:
            placed.append(Placed(kind, None, how, "its answer is not in the copy"))
        else:
            named = evidence.names_author(at, head)
            placed.append(Placed(kind, head, how, "from the name" if named else "from its place"))
    return placed


def stated_of(posts: Sequence[RawPost], opening: RawPost) -> Stated:
    """What the copy tells of `posts`: who answers the `opening` post gives an answer, who answers another replies."""
    at_id = {post.forum_id: at for at, post in enumerate(posts) if post.forum_id}
    answering = {at: post.answers_to for at, post in enumerate(posts) if post.answers_to is not None}
    return Stated(
        {at: "answer" if target == opening.forum_id else "reply" for at, target in answering.items()},
        {at: at_id[target] for at, target in answering.items() if target in at_id},
        [post.can_be_answered for post in posts],
    )


def read(evidence: Evidence, stated: Stated) -> Reading:
    """The best reading: what posts tell one by one teaches a first one, and that a second."""
    evidence.learn(None)
    alone = [ALONE.of(evidence.alone(at)) for at in range(len(evidence))]
    evidence.learn(alone)
    if len(evidence) > MANY_POSTS:
        return Search(evidence, stated, READ).best([_share_of_replies(alone)])
    evidence.learn(as_chosen(Search(evidence, stated, READ).best()))
    return Search(evidence, stated, READ_AGAIN).best()


def as_chosen(reading: Reading) -> list[float]:
    """How likely each post is an answer: `likely`, but never against the kind that was chosen."""
    return [max(odds, 0.5) if reading.heads.get(at) else min(odds, -0.5) for at, odds in enumerate(reading.likely)]


def _share_of_replies(likely: Sequence[float]) -> float:
    share = sum(1 / (1 + math.exp(max(-50.0, min(50.0, odds)))) for odds in likely) / len(likely)
    return max(SHARES_OF_REPLIES[0], min(SHARES_OF_REPLIES[-1], share))


class Search:
    """The search for the best reading of one thread with one table of weights."""

    def __init__(self, evidence: Evidence, stated: Stated, weights: Weights) -> None:
        self._evidence, self._stated, self._weights = evidence, stated, weights
        self._times, self._above = evidence.order.times, evidence.order.above
        self._alone = [weights.of(evidence.alone(at)) for at in range(len(evidence))]
        if self._alone:
            self._alone[0] *= FIRST_POST
        self._found: dict[tuple[int, int, int | None], float] = {}

    def best(self, shares: Sequence[float] = SHARES_OF_REPLIES) -> Reading:
        """The best reading where one of `shares` of the posts are expected to be replies."""
        buttons = REPLIES_WITH_A_BUTTON if True in self._stated.buttons else (1.0,)
        tried = ((share, self._best(share, button)) for share in shares for button in buttons)
        share, best = max(tried, key=lambda pair: pair[1].score + SHARES_SEEN * math.log(pair[0] * (1 - pair[0])))
        return self._reading(best, math.log((1 - share) / share))

    def _best(self, share: float, with_button: float) -> _Beginning:
        """The best choice of answers where such a `share` of posts are replies and so many of those have a button."""
        a_reply, an_answer = math.log(share), math.log(1 - share)
        beginnings = [_Beginning(0.0, -1, False, None, None)]
        for at in range(len(self._times)):
            kind = self._stated.kinds.get(at)
            reply, answer = self._by_button(at, with_button)
            found: list[_Beginning] = []
            if kind != "answer":
                for group in beginnings:
                    if group.head >= 0:
                        found.append(group._replace(score=group.score + a_reply + reply + self._follows(at, group)))
                top = beginnings[0]
                missing = ANSWER_IS_MISSING if at else NO_ANSWER_ABOVE
                found.append(_Beginning(top.score + a_reply + reply + missing, at, False, top.newest, top))
            if kind != "reply":
                score, before = max(((b.score + self._begins(at, b), b) for b in beginnings), key=itemgetter(0))
                newest = before.newest if self._times[at] is None else at
                found.append(_Beginning(score + an_answer + answer, at, True, newest, before))
            found.sort(key=attrgetter("score"), reverse=True)
            floor = found[0].score - WORST_BEGINNING
            beginnings = [b for b in found[:MOST_BEGINNINGS] if b.score >= floor]
        return beginnings[0]

    def _begins(self, at: int, before: _Beginning) -> float:
        """How much likelier post `at` is an answer after these than a reply at their end."""
        newest = before.newest
        is_older = newest is not None and _is_older(self._times[at], self._times[newest])
        return self._odds(at, before) + (OUT_OF_ORDER if is_older else 0.0)

    def _odds(self, at: int, before: _Beginning) -> float:
        if before.head < 0:
            return self._alone[at]
        head = before.head if before.has_answer else -1
        key = (at, head, before.newest)
        odds = self._found.get(key)
        if odds is None:
            evidence, weights = self._evidence, self._weights
            near = weights.worth_of(evidence.since(at, before.newest))
            if head >= 0:
                near += weights.worth_of(evidence.below(at, head))
            odds = self._found[key] = self._alone[at] + near
        return odds

    def _follows(self, at: int, group: _Beginning) -> float:
        """How well post `at` can stand as a reply at the end of `group`, by order alone."""
        above = self._above[at]
        last = above if above is not None and above >= group.head else group.newest
        score = OUT_OF_ORDER if last is not None and _is_older(self._times[at], self._times[last]) else 0.0
        return score + (TARGET_IS_ELSEWHERE if self._stated.targets.get(at, at) < group.head else 0.0)

    def _by_button(self, at: int, with_button: float) -> tuple[float, float]:
        """How likely a reply, and an answer, has a Reply button where this post has one, or has none."""
        button = self._stated.buttons[at]
        if button is None or with_button == 1.0:
            return 0.0, 0.0
        shares = (with_button, 1 - ANSWERS_WITHOUT_A_BUTTON)
        reply, answer = (math.log(share if button else 1 - share) for share in shares)
        return reply, answer

    def _reading(self, best: _Beginning, an_answer: float) -> Reading:
        chosen: list[_Beginning] = []
        last: _Beginning | None = best
        while last is not None and last.head >= 0:
            chosen.append(last)
            last = last.before
        chosen.reverse()
        likely: list[float] = []
        groups = [_Beginning(0.0, -1, False, None, None), *chosen]
        ends = [group.head for group in chosen] + [len(self._times)]
        for group, end in zip(groups, ends, strict=True):
            # The head of the next group is judged where it would stand as a reply of this one.
            while len(likely) <= min(end, len(self._times) - 1):
                at = len(likely)
                likely.append(an_answer + self._odds(at, group) + self._order(at, group))
        return Reading(best.score, {group.head: group.has_answer for group in chosen}, likely)

    def _order(self, at: int, group: _Beginning) -> float:
        if group.head < 0:
            return -NO_ANSWER_ABOVE
        newest = group.newest
        as_answer = OUT_OF_ORDER if newest is not None and _is_older(self._times[at], self._times[newest]) else 0.0
        return as_answer - self._follows(at, group)


def _is_older(time: int | None, than: int | None) -> bool:
    return time is not None and than is not None and time < than
