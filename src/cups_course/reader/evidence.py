"""The features of each post in a thread, alone and below the answers above it."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise
from statistics import median

from cups_course.reader.clues import clues
from cups_course.reader.copy import RawPost
from cups_course.reader.features import Amounts, Feature
from cups_course.thread.thread import PostKind

_AS_USUAL = 1.0
"""Smoothing: each word counts as if seen in this many more answers and replies, as often as in all posts."""
_ENOUGH = 8.0
"""With fewer answers or replies, what is learned counts less."""


def learn_habits(vocabularies: Sequence[frozenset[str]], answers: Mapping[int, float]) -> list[float]:
    """For each post the log-odds, by its words, that it is an answer.

    `answers` has the posts to learn from, each with its probability of being an answer, in few different steps.
    """
    with_word: dict[str, float] = defaultdict(float)
    answers_with_word: dict[str, float] = defaultdict(float)
    for at, likely in answers.items():
        for word in vocabularies[at]:
            with_word[word] += 1.0
            answers_with_word[word] += likely
    lessons = {
        own: _Lesson(with_word, answers_with_word, len(answers), sum(answers.values()), own)
        for own in {None, *answers.values()}
    }
    return [lessons[answers.get(at)].of(words) for at, words in enumerate(vocabularies)]


class _Lesson(dict[str, float]):
    """The log-odds of each word, learned without one post. `own` is the probability of that post, None for a post that
    is not learned from."""

    def __init__(
        self,
        with_word: Mapping[str, float],
        answers_with_word: Mapping[str, float],
        posts: int,
        answers: float,
        own: float | None,
    ) -> None:
        super().__init__()
        self._with_word, self._answers_with_word = with_word, answers_with_word
        self._itself, self._own = (0.0, 0.0) if own is None else (1.0, own)
        self._answers = answers - self._own
        self._replies = posts - answers - (self._itself - self._own)
        self._trust = min(1.0, self._answers / _ENOUGH, self._replies / _ENOUGH)

    def of(self, words: frozenset[str]) -> float:
        if min(self._answers, self._replies) < 0.5:
            return 0.0
        # fsum: sets have another order in every process, and a plain sum would differ with it.
        odds = self._trust * math.fsum(map(self.__getitem__, words))
        # Words occur together, so each adds less the more they say together.
        return math.copysign(math.log1p(abs(odds)), odds)

    def __missing__(self, word: str) -> float:
        others = self._with_word.get(word, 0.0) - self._itself
        odds = 0.0
        if others > 0.5:
            in_answers = self._answers_with_word[word] - self._own
            usual = _AS_USUAL * others / (self._answers + self._replies)
            odds = math.log(
                (in_answers + usual)
                / (self._answers + _AS_USUAL)
                / ((others - in_answers + usual) / (self._replies + _AS_USUAL))
            )
        self[word] = odds
        return odds


_NUMBER = re.compile(r"[0-9]{1,20}")


class Order:
    """When the posts of a thread were written. Answers are oldest first, and replies are below their answer."""

    def __init__(self, posts: Sequence[RawPost]) -> None:
        self.days = [post.dated.day.toordinal() if post.dated and post.dated.day else None for post in posts]
        ids = [_number(post.forum_id or "") for post in posts]
        self.times: Sequence[int | None] = self.days if None in ids else ids
        """Forum ids, which grow with time and order the posts of one day; the days where there are none."""
        self.above = list(_nearest_above(self.times))
        """For each post the nearest one above whose time is known."""
        self.dated_above = self.above if self.times is self.days else list(_nearest_above(self.days))
        self.kinds: dict[int, PostKind] = dict(self._kinds())

    def wait(self, at: int) -> int | None:
        """Days since the nearest post above that has a date."""
        day, above = self.days[at], self.dated_above[at]
        above_day = None if above is None else self.days[above]
        return None if day is None or above_day is None else day - above_day

    def _kinds(self) -> Iterator[tuple[int, PostKind]]:
        """A post with an older one below is a reply; else, one that is older than the post above is an answer."""
        oldest_below: int | None = None
        for at in reversed(range(len(self.times))):
            time, above = self.times[at], self.above[at]
            if time is None:
                continue
            above_time = None if above is None else self.times[above]
            if oldest_below is not None and oldest_below < time:
                yield at, "reply"
            elif above_time is not None and time < above_time:
                yield at, "answer"
            oldest_below = time if oldest_below is None else min(oldest_below, time)


def _nearest_above(times: Sequence[int | None]) -> Iterator[int | None]:
    nearest = None
    for at, time in enumerate(times):
        yield nearest
        if time is not None:
            nearest = at


def _number(forum_id: str) -> int | None:
    return int(forum_id) if _NUMBER.fullmatch(forum_id) else None


USUAL_PACE = 3.0
"""Days, for threads that show none of their own."""
PACE_COUNTS_AS = 4
"""How many waiting times weigh as much as the usual pace."""
_LONGEST = 3000  # days; what is longer counts as this


class Pace:
    """How likely each waiting time is, as a logarithm, where `waits` (in days) were seen."""

    def __init__(self, waits: Sequence[int]) -> None:
        usual = [USUAL_PACE] * PACE_COUNTS_AS
        self._scale = max(0.2, median([*(wait + 0.5 for wait in waits), *usual]))
        self._logs: dict[int, float] = {}

    def of(self, wait: int) -> float:
        """The logarithm of the share of waiting times that are this long; one below 0 counts as 0."""
        wait = min(max(wait, 0), _LONGEST)
        if wait not in self._logs:
            self._logs[wait] = math.log(1 / (1 + wait / self._scale) - 1 / (1 + (wait + 1) / self._scale))
        return self._logs[wait]


_RARE = 0.1
"""Words in no more of a thread's posts than this share are rare."""
_SHORT_WORD = 3
_TEACHERS = 2000
"""More posts than that teach nothing new, and take long."""
_NO_WAIT_OF_AN_ANSWER = {Feature.ANSWER_WAIT_UNKNOWN: 1.0}
_SURE, _NEARLY, _LIKELY = 0.97, 0.88, 0.65


class Evidence:
    """The evidence in one thread. `opener` wrote the opening post; `stated` are kinds that the copy states."""

    def __init__(
        self, posts: Sequence[RawPost], questions: Sequence[str], opener: str | None, stated: Mapping[int, PostKind]
    ) -> None:
        self.order = Order(posts)
        self.known = {**self.order.kinds, **stated}
        self._clues = clues(posts, questions, opener)
        self._lessons = [0.0] * len(posts)
        self._best: dict[str, tuple[int, float]] = {}
        in_posts = Counter(chain.from_iterable(clue.vocabulary for clue in self._clues))
        # What one post alone says teaches nothing about the others.
        repeated = frozenset(word for word, count in in_posts.items() if count > 1)
        self._vocabularies = [clue.vocabulary & repeated for clue in self._clues]
        most = max(2.0, _RARE * len(posts))
        self._rarity = {
            word: math.log(len(posts) / in_posts[word])
            for word in repeated
            if in_posts[word] <= most and len(word) > _SHORT_WORD and word[0] != "#" and " " not in word
        }
        rare = frozenset(self._rarity)
        self._rare = [words & rare for words in self._vocabularies]
        order = self.order
        late = [at for at, kind in self.known.items() if kind == "reply"]
        self._reply_pace = Pace([wait for at in late if (wait := order.wait(at)) is not None and wait >= 0])
        possible = [day for at, day in enumerate(order.days) if day is not None and self.known.get(at) != "reply"]
        self._answer_pace = Pace([max(later - day, 0) for day, later in pairwise(possible)])

    def __len__(self) -> int:
        return len(self._clues)

    def learn(self, likely: Sequence[float] | None) -> None:
        """Learn from posts of known kind, and from the others by how `likely` (log-odds) each is an answer."""
        odds = dict(enumerate(likely)) if likely is not None else {}
        answers = {at: float(kind == "answer") for at, kind in self.known.items()}
        answers |= {at: _in_steps(value) for at, value in odds.items() if at not in answers}
        self._lessons = learn_habits(self._vocabularies, dict(islice(answers.items(), _TEACHERS)))
        own: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for at, value in odds.items():
            sure = {"answer": 5.0, "reply": -9.0}.get(self.known.get(at, ""), 0.0)
            if author := self._clues[at].author:
                own[author].append((value + sure, -at))
        best = ((author, max(theirs)) for author, theirs in own.items() if len(theirs) > 1)
        self._best = {author: (-at, value) for author, (value, at) in best if value > 0}

    def alone(self, at: int) -> Amounts:
        """The features of a post wherever it stands."""
        clue = self._clues[at]
        amounts = {**clue.features, Feature.LIKE_OTHER_ANSWERS: self._lessons[at]}
        if (wait := self.order.wait(at)) is None:
            amounts[Feature.REPLY_WAIT_UNKNOWN] = 1.0
        else:
            amounts[Feature.REPLY_WAIT] = self._reply_pace.of(wait)
        if clue.author in self._best:
            best, value = self._best[clue.author]
            if best == at:
                amounts[Feature.BEST_OF_AUTHOR] = 1.0
            elif Feature.BEGINS_WITH_QUESTION not in clue.features:  # who repeats a question answers it once more
                amounts[Feature.OTHER_IS_BEST_OF_AUTHOR] = 1.0
                amounts[Feature.OTHER_IS_FAR_BETTER] = min(1.0, value / 4)
        return amounts

    def below(self, at: int, head: int) -> Amounts:
        """The features of a reply below the answer at `head`."""
        return dict(self._below(at, head))

    def _below(self, at: int, head: int) -> Iterator[tuple[Feature, float]]:
        clue, answer = self._clues[at], self._clues[head]
        if clue.author and clue.author == answer.author:
            yield Feature.BY_AUTHOR_ABOVE, 1.0
        if clue.names:
            if answer.author in clue.names:
                yield Feature.NAMES_AUTHOR_ABOVE, 1.0
            elif any(self._clues[between].author in clue.names for between in range(max(head, at - 50) + 1, at)):
                yield Feature.NAMES_REPLIER_ABOVE, 1.0
            else:
                yield Feature.NAMES_SOMEBODY_ELSE, 1.0
        if clue.begins_with and any(
            self._clues[between].begins_with == clue.begins_with for between in range(max(head, at - 50) + 1, at)
        ):
            yield Feature.BEGINS_LIKE_REPLY_ABOVE, 1.0
        if answer.nicknames & clue.calls:
            yield Feature.NICKNAMES_AUTHOR_ABOVE, 1.0
        if any(len(quote) > 8 for quote in clue.quotes):
            above = f" {' '.join(answer.words)} "
            quotes = any(f" {quote} " in above for quote in clue.quotes if len(quote) > 8)
            yield Feature.QUOTES_ANSWER_ABOVE if quotes else Feature.QUOTES_SOMETHING_ELSE, 1.0
        if shared := self._rare[at] & self._rare[head]:
            yield Feature.SHARES_RARE_WORDS, min(4.0, math.fsum(map(self._rarity.__getitem__, shared)) / 6)
        if answer.replies:
            counted = at - head <= answer.replies
            yield Feature.WITHIN_REPLY_COUNT if counted else Feature.BEYOND_REPLY_COUNT, 1.0

    def since(self, at: int, newest: int | None) -> Amounts:
        """The feature of the days since the answer at `newest`, the last one with a known time."""
        day, before = self.order.days[at], None if newest is None else self.order.days[newest]
        if day is None or before is None:
            return _NO_WAIT_OF_AN_ANSWER
        return {Feature.ANSWER_WAIT: self._answer_pace.of(day - before)}

    def names_author(self, at: int, head: int) -> bool:
        """Whether a post names the author of the one at `head`."""
        return self._clues[head].author in self._clues[at].names


def _in_steps(log_odds: float) -> float:
    """A probability in few steps, so that each word is weighed once for each of them."""
    size = abs(log_odds)
    likely = _SURE if size > 3 else _NEARLY if size > 1 else _LIKELY
    return likely if log_odds > 0 else 1 - likely
