"""Which of the things a copy shows are the ones that are kept already: topics, questions, posts."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Literal

from cups_course.course.model import Question
from cups_course.course.thread import Post, Thread
from cups_course.course.wording import fold, fold_name

_REWORDED = 0.6
_SAME_TOPIC = 0.8
_MOST_TRIED = 100
"""Of more posts with the very same words, nobody could say which is which."""


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def same_topic(one: str, other: str) -> bool:
    """Whether two titles name one topic: the same words, or nearly."""
    return fold(one) == fold(other) or _likeness(one, other) >= _SAME_TOPIC


def alike(one: str, other: str) -> bool:
    """Whether two texts are one in two wordings: most of their words are the same, in the same order.

    By words and not by letters: letters would take seconds for two long posts.
    """
    words, others = fold(one).split(), fold(other).split()
    if min(len(words), len(others)) < max(len(words), len(others)) * _REWORDED / 2:
        return False
    matcher = difflib.SequenceMatcher(None, words, others, autojunk=False)
    return matcher.quick_ratio() >= _REWORDED and matcher.ratio() >= _REWORDED


def compare_openings(kept: tuple[str | None, str | None, str], thread: Thread) -> Literal["the same", "cut", "another"]:
    """What a copy's opening post is to the kept one (author, day, body): it, the beginning of it, or another post."""
    author, day, body = kept
    whole, copied = fold(body), fold(thread.body)
    if len(copied) < len(whole) and whole.startswith(copied):
        return "cut"
    authors = {fold_name(name) for name in (author, thread.author) if name}
    days = {one for one in (day, thread.posted_on) if one}
    if (len(authors) < 2 and len(days) < 2) or alike(body, thread.body):
        return "the same"
    return "another"


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

    Text copies carry no post ids: a post is the same when author, day and words are, or where one of the copies does
    not tell the author or the day. One of the same author and day whose words are alike was edited in between. The
    same kind words under two people's answers are two posts.
    """
    return _PostMatches(kept, copied).found


class _PostMatches:
    """One comparison of two lists of posts: `found` is its outcome."""

    def __init__(self, kept: Sequence[Post], copied: Sequence[Post]) -> None:
        self.kept, self.copied = kept, copied
        self.found: list[int | None] = [None] * len(copied)
        self.taken: set[int] = set()
        # Answers first: under which of them a reply stands tells it from another.
        self.order = sorted(range(len(copied)), key=lambda index: copied[index].kind == "reply")
        self._pair(lambda post: (_header(post), fold(post.text), post.kind), _headers_agree)
        self._pair(lambda post: (_header(post), fold(post.text)), _headers_agree)
        self._pair(lambda post: fold(post.text) or None, _headers_agree)
        self._pair(lambda post: _header(post) if post.author else None, _edited)

    def _pair(self, key: Callable[[Post], Hashable], same: Callable[[Post, Post], bool]) -> None:
        """Pair off what is still free and has one key, where it is the same; a key of None has no pair."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place, post in enumerate(self.kept):
            if place not in self.taken and (of := key(post)) is not None:
                waiting[of].append(place)
        for index in self.order:
            post = self.copied[index]
            if self.found[index] is not None or not (candidates := waiting.get(key(post))):
                continue
            for place in candidates[:_MOST_TRIED]:
                if same(self.kept[place], post) and self._stands_alike(self.kept[place], post):
                    self.found[index] = place
                    self.taken.add(place)
                    candidates.remove(place)
                    break

    def _stands_alike(self, kept: Post, copied: Post) -> bool:
        """Whether two posts may be one by where they stand: under one answer, or where the copy reads the thread
        otherwise; not under an answer that the copy does not hold."""
        if kept.parent is None or copied.parent is None:
            return True
        return self.found[copied.parent - 1] == kept.parent - 1 or kept.parent - 1 in self.taken


def _header(post: Post) -> tuple[str | None, str | None]:
    return (fold_name(post.author) if post.author else None, post.date)


def _headers_agree(kept: Post, copied: Post) -> bool:
    return all(
        one is None or other is None or one == other for one, other in zip(_header(kept), _header(copied), strict=True)
    )


def _edited(kept: Post, copied: Post) -> bool:
    return alike(kept.text, copied.text)


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
