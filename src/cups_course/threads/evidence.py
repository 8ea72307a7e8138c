"""All that speaks for or against a post being an answer, as named amounts to which `weights` gives their worth."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise

from cups_course.course.thread import PostKind
from cups_course.threads.clues import clues
from cups_course.threads.copy import RawPost
from cups_course.threads.habits import learn_habits
from cups_course.threads.order import Order
from cups_course.threads.paces import Pace
from cups_course.threads.weighing import Amounts

_RARE = 0.1
"""Words in no more of a thread's posts than this share are rare."""
_SHORT_WORD = 3
_TEACHERS = 2000
"""More posts than that teach nothing new, and take long."""
_NO_WAIT_OF_AN_ANSWER = {"no wait of an answer": 1.0}
_SURE, _NEARLY, _LIKELY = 0.97, 0.88, 0.65


class Evidence:
    """The evidence in one thread. `opener` wrote the opening post; `stated` are kinds that the copy tells."""

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
        """Lets the posts teach: those of known kind, and the others by how `likely` (log-odds) each is an answer."""
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
        """What a post tells without regard to where it stands."""
        clue = self._clues[at]
        told = {**clue.tells, "like the answers of this thread": self._lessons[at]}
        if (wait := self.order.wait(at)) is None:
            told["no wait of a reply"] = 1.0
        else:
            told["wait of a reply"] = self._reply_pace.of(wait)
        if clue.author in self._best:
            best, value = self._best[clue.author]
            if best == at:
                told["the likeliest answer of its author"] = 1.0
            elif "begins with a question" not in clue.tells:  # who repeats a question answers it, once more as well
                told["another is the answer of its author"] = 1.0
                told["another is so by far"] = min(1.0, value / 4)
        return told

    def below(self, at: int, head: int) -> Amounts:
        """What a reply tells of the answer at `head` being the one it stands below."""
        return dict(self._below(at, head))

    def _below(self, at: int, head: int) -> Iterator[tuple[str, float]]:
        clue, answer = self._clues[at], self._clues[head]
        if clue.author and clue.author == answer.author:
            yield "by the author of the answer above", 1.0
        if clue.names:
            if answer.author in clue.names:
                yield "names the author of the answer above", 1.0
            elif any(self._clues[between].author in clue.names for between in range(max(head, at - 50) + 1, at)):
                yield "names who replied to the answer above", 1.0
            else:
                yield "names neither", 1.0
        if clue.begins_with and any(
            self._clues[between].begins_with == clue.begins_with for between in range(max(head, at - 50) + 1, at)
        ):
            yield "begins with the name with which a reply above begins", 1.0
        if answer.nicknames & clue.calls:
            yield "calls the author of the answer above", 1.0
        if any(len(quote) > 8 for quote in clue.quotes):
            above = f" {' '.join(answer.words)} "
            quotes = any(f" {quote} " in above for quote in clue.quotes if len(quote) > 8)
            yield "quotes the answer above" if quotes else "quotes something else", 1.0
        if shared := self._rare[at] & self._rare[head]:
            yield "rare words of the answer above", min(4.0, math.fsum(map(self._rarity.__getitem__, shared)) / 6)
        if answer.replies:
            counted = at - head <= answer.replies
            yield "counted as a reply to the answer above" if counted else "below all counted replies", 1.0

    def since(self, at: int, newest: int | None) -> Amounts:
        """What the days tell since the answer at `newest`, the last one whose time is known."""
        day, before = self.order.days[at], None if newest is None else self.order.days[newest]
        if day is None or before is None:
            return _NO_WAIT_OF_AN_ANSWER
        return {"wait of an answer": self._answer_pace.of(day - before)}

    def names_author(self, at: int, head: int) -> bool:
        """Whether a post names the author of the one at `head`."""
        return self._clues[head].author in self._clues[at].names


def _in_steps(log_odds: float) -> float:
    """A probability in few steps, so that each word is weighed once for each of them."""
    size = abs(log_odds)
    likely = _SURE if size > 3 else _NEARLY if size > 1 else _LIKELY
    return likely if log_odds > 0 else 1 - likely
