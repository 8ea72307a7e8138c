"""Which of the things a copy shows are the ones that are kept already: topics, questions, posts."""

import difflib
from collections import defaultdict
from collections.abc import Hashable, Sequence

from cups_course.course.model import Question
from cups_course.course.thread import Post
from cups_course.course.wording import fold, fold_name

_REWORDED = 0.6
_SAME_TOPIC = 0.8


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def same_topic(one: str, other: str) -> bool:
    """Whether two titles name one topic: the same words, or nearly."""
    return fold(one) == fold(other) or _likeness(one, other) >= _SAME_TOPIC


def match_questions(kept: Sequence[Question], asked: Sequence[str]) -> list[Question | None]:
    """For each wording that a copy asks, the kept question it is, or None for a new one.

    Equal wordings first, then placeholders in their order, then the most alike of what is left.
    """
    found: list[Question | None] = [None] * len(asked)
    free = list(kept)

    def take(place: int, question: Question) -> None:
        found[place] = question
        free.remove(question)

    for place, wording in enumerate(asked):
        if equal := next((one for one in free if not one.placeholder and fold(one.text) == fold(wording)), None):
            take(place, equal)
    for place in range(len(asked)):
        placeholder = next((one for one in free if one.placeholder), None)
        if found[place] is None and placeholder:
            take(place, placeholder)
    pairs = sorted(
        (
            (-_likeness(one.text, asked[place]), place, one.number, one)
            for place in range(len(asked))
            if found[place] is None
            for one in free
            if not one.placeholder
        ),
        key=lambda pair: pair[:3],
    )
    for unlikeness, place, _, question in pairs:
        if -unlikeness >= _REWORDED and found[place] is None and question in free:
            take(place, question)
    return found


def match_posts(kept: Sequence[Post], copied: Sequence[Post]) -> list[int | None]:
    """For each post of a copy, the position in `kept` of the post it is, or None for a new one.

    Text copies carry no post ids: a post is the same when author, day and words are; one of the same author and day
    whose words are alike was edited between two copies.
    """
    found: list[int | None] = [None] * len(copied)
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for place, post in enumerate(kept):
        waiting[_by(post), fold(post.text)].append(place)
    for index, post in enumerate(copied):
        if same := waiting[_by(post), fold(post.text)]:
            found[index] = same.pop(0)
    taken = {place for place in found if place is not None}
    same_header: dict[Hashable, list[int]] = defaultdict(list)
    for place, post in enumerate(kept):
        if place not in taken and post.author:
            same_header[_by(post)].append(place)
    for index, post in enumerate(copied):
        if found[index] is None and (candidates := same_header.get(_by(post))):
            best = max(candidates, key=lambda place: _likeness(kept[place].text, post.text))
            if _likeness(kept[best].text, post.text) >= _REWORDED:
                found[index] = best
                candidates.remove(best)
    return found


def _by(post: Post) -> tuple[str | None, str | None]:
    return (fold_name(post.author) if post.author else None, post.date)


def joined_order(kept: int, copied: Sequence[int | None]) -> list[tuple[bool, int]]:
    """The order of all posts after a copy came in: (True, index in the copy) or (False, position among the kept).

    The copy's order rules; a kept post that it does not hold stays behind the one it stood behind.
    """
    held = {place for place in copied if place is not None}
    behind: dict[int, list[int]] = defaultdict(list)
    last_held = -1
    for place in range(kept):
        if place in held:
            last_held = place
        else:
            behind[last_held].append(place)
    order = [(False, place) for place in behind[-1]]
    for index, match in enumerate(copied):
        order.append((True, index))
        if match is not None:
            order += [(False, place) for place in behind[match]]
    return order
