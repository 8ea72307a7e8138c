"""What the posts of a thread teach about its other posts: the words and forms of its answers and of its replies.

Order alone shows the kind of many posts, and most others are clear at a first reading. What those have in common (all
number their answers; a topic's words; "thank you") tells of the doubtful ones. No post teaches about itself.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

_AS_USUAL = 1.0
"""A word counts as if this many more answers and replies had been seen with it as often as all posts have it."""
_ENOUGH = 8.0
"""With fewer answers or fewer replies than that, what is learned counts the less."""


def learn_habits(vocabularies: Sequence[frozenset[str]], answers: Mapping[int, float]) -> list[float]:
    """For each post how much likelier its words make it an answer than a reply, above 0 an answer.

    `answers` tells of the posts to learn from how likely each is an answer, in few different steps.
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
    """What each word tells of a post which is itself an answer as likely as `own` says (None: not learned from)."""

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
        told = self._trust * math.fsum(map(self.__getitem__, words))
        # Words come in each other's company, so the more they say together the less each of them adds.
        return math.copysign(math.log1p(abs(told)), told)

    def __missing__(self, word: str) -> float:
        others = self._with_word.get(word, 0.0) - self._itself
        told = 0.0
        if others > 0.5:
            in_answers = self._answers_with_word[word] - self._own
            usual = _AS_USUAL * others / (self._answers + self._replies)
            told = math.log(
                (in_answers + usual)
                / (self._answers + _AS_USUAL)
                / ((others - in_answers + usual) / (self._replies + _AS_USUAL))
            )
        self[word] = told
        return told
