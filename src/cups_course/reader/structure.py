"""Which posts are answers, and under which answer each reply stands, decided over the whole thread at once.

What is known of the forum: replies stand below the answer they belong to, oldest first; answers are oldest first among
themselves. So the parent of a reply is the last answer above it, and only the kinds are open. Every way to choose them
has a score, the sum of pieces of evidence as log-odds. The best reading is found in one pass that keeps the best
beginnings at every post; what it says of the posts then teaches a second reading.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from cups_course.reader.copy import RawPost
from cups_course.reader.evidence import Evidence
from cups_course.reader.features import Weights
from cups_course.reader.weights import ALONE, ANSWER, BELOW
from cups_course.thread.thread import PostKind, Provenance

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
# A few posts do not show the share: it counts as if this many more answers and replies had been seen.
SHARES_SEEN = 0.5
# Where some posts of a page have a Reply button and others none, either hardly any reply has one or most have.
REPLIES_WITH_A_BUTTON = (0.02, 0.7)
ANSWERS_WITHOUT_A_BUTTON = 0.02
# Above this many posts, the posts one by one show the share of replies well enough.
MANY_POSTS = 200
# Above this many posts, a second reading costs more time than it is worth.
ONE_READING = 1000

# How many beginnings are kept at every post, and how much worse than the best they may be.
MOST_BEGINNINGS = 4
WORST_BEGINNING = 12.0
# Log-odds nearer to 0 than this leave a kind unsure.
UNSURE = 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """The kind and parent (index from 0) of a post, and how they are known."""

    kind: PostKind
    parent: int | None
    kind_how: Provenance
    parent_how: Provenance


@dataclass(frozen=True, slots=True)
class Stated:
    """What a copy states about its posts."""

    kinds: Mapping[int, PostKind]
    targets: Mapping[int, int]
    """The posts that some answer."""
    buttons: Sequence[bool | None]
    """Whether each has a Reply button; None where all or none have one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to choose all kinds."""

    score: float
    heads: Mapping[int, bool]
    """Where answers stand (True), and where replies begin whose answer is missing (False)."""
    likely: Sequence[float]
    """How likely each post is an answer by what stands around it, as log-odds."""


_score = itemgetter(0)


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


def place_all(posts: Sequence[RawPost], questions: Sequence[str], opening: RawPost) -> list[Placed]:
    """Kind and parent for each of `posts` in page order; `questions` are those of the `opening` post."""
    stated = stated_of(posts, opening)
    evidence = Evidence(posts, questions, opening.author, stated.kinds)
    reading = read_structure(evidence, stated)
    placed: list[Placed] = []
    head: int | None = None
    for at, likely in enumerate(reading.likely):
        if at in reading.heads:
            head = at if reading.heads[at] else None
        kind: PostKind = "answer" if head == at else "reply"
        is_sure = (likely if kind == "answer" else -likely) >= UNSURE
        how = Provenance.FROM_TEXT if is_sure else Provenance.FROM_TEXT_UNSURE
        if evidence.known.get(at) == kind:
            how = Provenance.FROM_DATES
        if head == at:
            placed.append(Placed(kind, None, how, Provenance.ON_ITS_OWN))
        elif head is None:
            placed.append(Placed(kind, None, how, Provenance.ANSWER_MISSING))
        else:
            named = evidence.names_author(at, head)
            placed.append(Placed(kind, head, how, Provenance.FROM_NAME if named else Provenance.FROM_PLACE))
    return placed


def stated_of(posts: Sequence[RawPost], opening: RawPost) -> Stated:
    """What the copy states about `posts`: a post to the `opening` post is an answer, one to another post a reply."""
    at_id = {post.forum_id: at for at, post in enumerate(posts) if post.forum_id}
    answering = {at: post.answers_to for at, post in enumerate(posts) if post.answers_to is not None}
    return Stated(
        {at: "answer" if target == opening.forum_id else "reply" for at, target in answering.items()},
        {at: at_id[target] for at, target in answering.items() if target in at_id},
        [post.can_be_answered for post in posts],
    )


def read_structure(evidence: Evidence, stated: Stated) -> Reading:
    """The best reading: the posts one by one teach a first reading, and that teaches a second."""
    evidence.learn(None)
    likely = [ALONE.of(evidence.alone(at)) for at in range(len(evidence))]
    reading = _read_with(likely, evidence, stated)
    return reading if len(evidence) > ONE_READING else _read_with(with_chosen_kinds(reading), evidence, stated)


def _read_with(likely: Sequence[float], evidence: Evidence, stated: Stated) -> Reading:
    evidence.learn(likely)
    return Search(evidence, stated, ANSWER, BELOW).best(shares_of_replies(likely))


def with_chosen_kinds(reading: Reading) -> list[float]:
    """How likely each post is an answer: `likely`, but never against the kind that was chosen."""
    return [max(odds, 0.5) if reading.heads.get(at) else min(odds, -0.5) for at, odds in enumerate(reading.likely)]


def shares_of_replies(likely: Sequence[float]) -> Sequence[float]:
    """The shares of replies to try where each post is so likely an answer, as log-odds."""
    if len(likely) <= MANY_POSTS:
        return SHARES_OF_REPLIES
    share = sum(1 / (1 + math.exp(max(-50.0, min(50.0, odds)))) for odds in likely) / len(likely)
    return [max(SHARES_OF_REPLIES[0], min(SHARES_OF_REPLIES[-1], share))]


class Search:
    """The search for the best reading of one thread.

    An answer scores by what `answer` gives for it, a reply by what `below` gives for it and the answer above it.
    """

    def __init__(self, evidence: Evidence, stated: Stated, answer: Weights, below: Weights) -> None:
        self._evidence, self._stated, self._answer, self._below = evidence, stated, answer, below
        self._times, self._above = evidence.order.times, evidence.order.above
        self._alone = [answer.of(evidence.alone(at)) for at in range(len(evidence))]
        if self._alone:
            self._alone[0] *= FIRST_POST
        self._answer_cache: dict[tuple[int, int | None], float] = {}
        self._reply_cache: dict[tuple[int, int, bool, int | None], float] = {}

    def best(self, shares: Sequence[float]) -> Reading:
        """The best reading where one of `shares` of the posts are expected to be replies."""
        buttons = REPLIES_WITH_A_BUTTON if True in self._stated.buttons else (1.0,)
        tried = ((share, self._best_beginning(share, button)) for share in shares for button in buttons)
        share, best = max(tried, key=lambda pair: pair[1].score + SHARES_SEEN * math.log(pair[0] * (1 - pair[0])))
        return self._reading(best, math.log((1 - share) / share))

    def _best_beginning(self, share: float, with_button: float) -> _Beginning:
        """The best choice of answers where `share` of the posts are replies, `with_button` of them with a button."""
        kinds = self._by_button(share, with_button)
        beginnings = [_Beginning(0.0, -1, False, None, None)]
        for at, button in enumerate(self._stated.buttons):
            kind = self._stated.kinds.get(at)
            reply, answer = kinds[button]
            longer: list[_Beginning] = []
            if kind != "answer":
                for score, head, has_answer, newest, before in beginnings:
                    if head >= 0:
                        score += reply + self._reply_odds(at, head, newest, has_answer=has_answer)
                        longer.append(_Beginning(score, head, has_answer, newest, before))
                top = beginnings[0]
                missing = ANSWER_IS_MISSING if at else NO_ANSWER_ABOVE
                longer.append(_Beginning(top.score + reply + missing, at, False, top.newest, top))
            if kind != "reply":
                scores = [one.score + self._answer_odds(at, one.newest) for one in beginnings]
                score = max(scores)
                top = beginnings[scores.index(score)]
                newest = top.newest if self._times[at] is None else at
                longer.append(_Beginning(score + answer, at, True, newest, top))
            longer.sort(key=_score, reverse=True)
            floor = longer[0].score - WORST_BEGINNING
            beginnings = [one for one in longer[:MOST_BEGINNINGS] if one.score >= floor]
        return beginnings[0]

    def _by_button(self, share: float, with_button: float) -> Mapping[bool | None, tuple[float, float]]:
        """The log-odds of a reply and of an answer: with a Reply button, without one, and where that is not known."""
        reply, answer = math.log(share), math.log(1 - share)
        if with_button == 1.0:
            return dict.fromkeys((True, False, None), (reply, answer))
        an_answer = 1 - ANSWERS_WITHOUT_A_BUTTON
        return {
            True: (reply + math.log(with_button), answer + math.log(an_answer)),
            False: (reply + math.log(1 - with_button), answer + math.log(1 - an_answer)),
            None: (reply, answer),
        }

    def _answer_odds(self, at: int, newest: int | None) -> float:
        """The log-odds that post `at` is an answer; `newest` is the last answer with a known time."""
        key = (at, newest)
        if key not in self._answer_cache:
            odds = self._alone[at] + (self._answer.worth_of(self._evidence.since(at, newest)) if at else 0.0)
            is_older = newest is not None and _is_older(self._times[at], self._times[newest])
            self._answer_cache[key] = odds + (OUT_OF_ORDER if is_older else 0.0)
        return self._answer_cache[key]

    def _reply_odds(self, at: int, head: int, newest: int | None, *, has_answer: bool) -> float:
        """The log-odds of post `at` as a reply to the answer at `head`, or among replies from there on whose answer is
        missing, against any other reply."""
        key = (at, head, has_answer, newest)
        if key not in self._reply_cache:
            odds = self._below.worth_of(self._evidence.below(at, head)) if has_answer else 0.0
            above = self._above[at]
            last = above if above is not None and above >= head else newest
            if last is not None and _is_older(self._times[at], self._times[last]):
                odds += OUT_OF_ORDER
            if self._stated.targets.get(at, at) < head:
                odds += TARGET_IS_ELSEWHERE
            self._reply_cache[key] = odds
        return self._reply_cache[key]

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
                likely.append(an_answer + self._answer_odds(at, group.newest) - self._as_reply(at, group))
        return Reading(best.score, {group.head: group.has_answer for group in chosen}, likely)

    def _as_reply(self, at: int, group: _Beginning) -> float:
        if group.head < 0:
            return NO_ANSWER_ABOVE
        return self._reply_odds(at, group.head, group.newest, has_answer=group.has_answer)


def _is_older(time: int | None, than: int | None) -> bool:
    return time is not None and than is not None and time < than
