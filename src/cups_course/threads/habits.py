"""How answers and replies differ in a thread: what is usual in any course thread, and what its own posts teach.

The tables say of 100 answers and of 100 replies how many do a thing. How much likelier an answer is than a reply is
the logarithm of the two shares. A thread has its own habits (everybody numbers their answers, nobody writes @names),
and dates alone show the kind of many posts: those are counted on top of the tables.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cups_course.course.thread import PostKind
from cups_course.threads.clues import Clues

# Whoever repeats the questions answers them; a reply quotes one at most. Pieces numbered 1, 2 likewise.
REPEATING = {"several": (27, 0.2), "one": (13, 1), "numbers": (12, 0.6), "nothing": (48, 98.2)}
# Three of four replies name, praise or address somebody. Answers say "you" too, of people in general, and some begin
# with thanks for the post. The opener's name at the beginning is put there by the forum when one answers the post.
SPEAKING_TO = {
    "a name": (1, 32),
    "the opener": (4, 1),
    "praise": (6, 35),
    "what was written": (4, 15),
    "you": (15, 11),
    "nobody": (70, 6),
}
# Words of the questions, such as "leader" or "garden", come up in answers; replies take up other words of the answer.
TAKING_UP = {"none": (40, 60), "one": (30, 27), "two": (30, 13)}
# Length as a logarithm: answers around 300 characters, replies around 80, both from a third to three times of that.
LENGTH = (math.log(300), math.log(80))
LENGTH_SPREAD = 1.25
LENGTH_MOST = 3.0
# Nobody posts an empty answer; the pictures and buttons of an empty reply are lost in copying.
EMPTY = -6.0
# Who opened the thread teaches and encourages.
BY_OPENER = -2.0
# A person answers once, and few twice: their other posts are replies, the more so the less they look like the answer.
ANSWERED_ELSEWHERE = -3.0
ANSWERED_ELSEWHERE_MOST = -6.0

TABLES_COUNT_AS = 12
"""So many posts of a thread weigh as much as the tables."""


def likeliness(thread: Sequence[Clues], known: Mapping[int, PostKind]) -> list[float]:
    """For each post how much likelier it is an answer than a reply, above 0 an answer; `known` kinds teach habits."""
    of_kind = {kind: [thread[at] for at, k in known.items() if k == kind] for kind in ("answer", "reply")}
    answers, replies = of_kind["answer"], of_kind["reply"]
    repeating = _weights(REPEATING, (c.repeats for c in answers), (c.repeats for c in replies))
    speaking = _weights(SPEAKING_TO, (c.speaks_to for c in answers), (c.speaks_to for c in replies))
    taking_up = _weights(TAKING_UP, (c.takes_up for c in answers), (c.takes_up for c in replies))
    means = [
        _mean(mean, [c.length for c in own if c.length]) for mean, own in zip(LENGTH, (answers, replies), strict=True)
    ]
    slope, middle = (means[0] - means[1]) / LENGTH_SPREAD**2, (means[0] + means[1]) / 2

    def of(clue: Clues) -> float:
        if not clue.length:
            return EMPTY
        by_length = max(-LENGTH_MOST, min(LENGTH_MOST, slope * (clue.length - middle)))
        by_words = repeating[clue.repeats] + speaking[clue.speaks_to] + taking_up[clue.takes_up]
        return by_length + by_words + (BY_OPENER if clue.by_opener else 0.0)

    return _one_answer_each(thread, list(map(of, thread)))


def _weights(
    table: Mapping[str, tuple[float, float]], answers: Iterable[str], replies: Iterable[str]
) -> dict[str, float]:
    counted = Counter(answers), Counter(replies)
    totals = [count.total() + TABLES_COUNT_AS for count in counted]

    def share(value: str, kind: int) -> float:
        return (counted[kind][value] + TABLES_COUNT_AS * table[value][kind] / 100) / totals[kind]

    return {value: math.log(share(value, 0) / share(value, 1)) for value in table}


def _mean(usual: float, lengths: Sequence[float]) -> float:
    return (usual * TABLES_COUNT_AS + sum(lengths)) / (TABLES_COUNT_AS + len(lengths))


def _one_answer_each(thread: Sequence[Clues], likely: list[float]) -> list[float]:
    """`likely` with the posts of each person lowered but for the one that looks most like their answer."""
    by_author: dict[str, list[int]] = defaultdict(list)
    for at, clue in enumerate(thread):
        if clue.author:
            by_author[clue.author].append(at)
    for own in by_author.values():
        likeliest = max(own, key=lambda at: likely[at])
        best = likely[likeliest]
        for at in own:
            if at != likeliest and best > 0:
                likely[at] += max(ANSWERED_ELSEWHERE_MOST, ANSWERED_ELSEWHERE + likely[at] - best)
    return likely
