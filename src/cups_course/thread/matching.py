"""Matches what a copy shows with what is kept: topics, questions, posts."""

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cups_course.model import Question
from cups_course.text import fold, fold_name
from cups_course.thread.thread import Post, Thread

_REWORDED = 0.6
_SAME_TOPIC = 0.8
_MOST_TRIED = 100
"""Posts with the very same words. Of more than these it makes no difference which is which."""


def likeness(one: str, other: str) -> float:
    """How alike two short texts are, from 0 to 1, by the letters they have in common in the same order."""
    return difflib.SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


_PUNCTUATION = re.compile(r"[\W_]+")
_SPACE_BUT_BETWEEN_DIGITS = re.compile(r"(?<!\d) | (?!\d)")


def same_title(one: str | None, other: str | None) -> bool:
    """Whether two titles are equal apart from case, spaces and punctuation. No title equals none, not even another."""
    return bool(one and other) and _bare(one or "") == _bare(other or "")


def _bare(title: str) -> str:
    """A title without spaces and punctuation, but "Chapter 1 & 2" isn't "Chapter 12"; one of marks alone as it is."""
    words = _PUNCTUATION.sub(" ", fold(title)).strip()
    return _SPACE_BUT_BETWEEN_DIGITS.sub("", words) or fold(title)


def same_topic(one: str, other: str) -> bool:
    """Whether two titles name one topic: the same words, or nearly."""
    return fold(one) == fold(other) or likeness(one, other) >= _SAME_TOPIC


_COMPARED = 1000
"""Words. Where one word is repeated, the time to compare grows with the square."""


def alike(one: str, other: str) -> bool:
    """Whether two texts are one in two wordings: most of their words are the same, in the same order.

    By words and not by letters: letters would take seconds for two long posts.
    """
    words, others = fold(one).split()[:_COMPARED], fold(other).split()[:_COMPARED]
    if min(len(words), len(others)) < max(len(words), len(others)) * _REWORDED / 2:
        return False
    matcher = difflib.SequenceMatcher(None, words, others, autojunk=False)
    return matcher.quick_ratio() >= _REWORDED and matcher.ratio() >= _REWORDED


class OpeningMatch(StrEnum):
    """What a copy's opening post is to the kept one."""

    SAME = "the same"
    """It, as it is now."""
    OLDER = "older"
    """It as it was before, or only its beginning."""
    ANOTHER = "another"


_TELLING = 8
"""With fewer words an opening post is no evidence: many posts say "Answer below"."""


def has_same_header(kept: Thread, copy: Thread) -> bool:
    """Whether two opening posts may be one by author and day: what both copies state agrees. A day that was worked out
    ("2 weeks ago") says nothing."""
    authors = {fold_name(name) for name in (kept.author, copy.author) if name}
    days = {thread.posted_on for thread in (kept, copy) if thread.states_day}
    return len(authors) < 2 and len(days) < 2


def has_same_opening(kept: Thread, copy: Thread) -> bool:
    """Whether two opening posts are one: by id, else by author, day and words. Words that were cut or edited, or whose
    author or day a copy doesn't state, tell only under the same title."""
    if kept.opening_id and kept.opening_id == copy.opening_id:
        return True
    if not has_same_header(kept, copy):
        return False
    whole, copied = fold(kept.body), fold(copy.body)
    if not (whole and copied):
        return False
    stated = all(one.author and one.states_day for one in (kept, copy))
    if stated and whole == copied and len(whole.split()) >= _TELLING:
        return True
    if not same_title(kept.title, copy.title):
        return False
    return whole.startswith(copied) or copied.startswith(whole) or (stated and alike(whole, copied))


def compare_openings(kept: Thread, copy: Thread) -> OpeningMatch:
    """Whether a copy's opening post is the kept one: by id where both have one, else by author, day and words."""
    whole, copied = fold(kept.body), fold(copy.body)
    if copied != whole and whole.startswith(copied):
        return OpeningMatch.OLDER
    same_id = kept.opening_id == copy.opening_id if kept.opening_id and copy.opening_id else None
    if same_id is False or not (same_id or has_same_header(kept, copy)):
        return OpeningMatch.ANOTHER
    outdated = copied != whole and not copied.startswith(whole) and saved_before(copy.saved_at, kept.saved_at)
    return OpeningMatch.OLDER if outdated else OpeningMatch.SAME


def saved_before(copy: str | None, kept: str | None) -> bool:
    """Whether a copy was made before what is kept, where both are known. A day alone says nothing of its hours."""
    if not copy or not kept:
        return False
    exact = min(len(copy), len(kept))
    return copy[:exact] < kept[:exact]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A wording that stands for questions: the `own` text of one, or a wording that a person put right."""

    text: str
    questions: Sequence[Question]
    own: bool


def match_questions(
    kept: Sequence[Question], asked: Sequence[str], stands_for: Mapping[str, Sequence[Question]] | None = None
) -> list[Sequence[Question]]:
    """For each wording that a copy asks, the kept questions it is: one, or those a person made of it; none where it is
    new. `stands_for` has the wordings that were put right before, and the questions that each stands for.

    Equal wordings first, then the most alike of what is left, then placeholders in their order.
    """
    free = [_Known(text, questions, own=False) for text, questions in (stands_for or {}).items()]
    by_age = sorted(kept, key=lambda one: one.dropped)
    free += [_Known(one.text, [one], own=True) for one in by_age if not one.placeholder]
    placeholders = [[one] for one in kept if one.placeholder]
    matches: list[Sequence[Question]] = [()] * len(asked)
    found_by_own_text: dict[str, bool] = {}

    def take(place: int, known: _Known) -> None:
        matches[place] = known.questions
        free.remove(known)
        found_by_own_text.update((one.id, known.own) for one in known.questions)

    for place, wording in enumerate(asked):
        if equal := next((one for one in free if fold(one.text) == fold(wording)), None):
            take(place, equal)
    pairs = sorted(
        (
            (-likeness(known.text, asked[place]), place, order, known)
            for place in range(len(asked))
            if not matches[place]
            for order, known in enumerate(free)
        ),
        key=lambda pair: pair[:3],
    )
    for unlikeness, place, _, known in pairs:
        # A question is known by its own text, or by the wordings it was made of: who is like both is two questions.
        twice = any(found_by_own_text.get(one.id, known.own) is not known.own for one in known.questions)
        if -unlikeness >= _REWORDED and not matches[place] and known in free and not twice:
            take(place, known)
    for place in range(len(asked)):
        if not matches[place] and placeholders:
            matches[place] = placeholders.pop(0)
    return matches


def match_posts(kept: Sequence[Post], copied: Sequence[Post]) -> list[int | None]:
    """For each post of a copy, the position in `kept` of the post it is, or None for a new one.

    Where both carry the forum's id, that decides. Text copies carry none: a post is the same when author, day and words
    are, or where one of the copies does not tell the author or the day. One of the same author and day whose words are
    alike was edited in between. The same kind words under two people's answers are two posts, unless the same post is
    before or after them: then only the answer was read otherwise.
    """
    return _PostMatches(kept, copied).matches


class _PostMatches:
    """One comparison of two lists of posts, with its outcome in `matches`."""

    def __init__(self, kept: Sequence[Post], copied: Sequence[Post]) -> None:
        self.kept, self.copied = kept, copied
        self.matches: list[int | None] = [None] * len(copied)
        self.matched: set[int] = set()
        # Answers first: under which of them a reply stands tells it from another.
        self.order = sorted(range(len(copied)), key=lambda index: copied[index].kind == "reply")
        self._match_by(lambda post: post.forum_id, _same_id, anywhere=True)
        self._match_by(lambda post: (_header(post), fold(post.text), post.kind), _headers_agree)
        self._match_by(lambda post: (_header(post), fold(post.text)), _headers_agree)
        self._match_by(lambda post: fold(post.text) or None, _headers_agree)
        self._match_beside(range(len(copied)), -1)
        self._match_beside(range(len(copied) - 1, -1, -1), 1)
        self._match_by(lambda post: _header(post) if post.author else None, _edited)

    def _match_by(
        self, key: Callable[[Post], Hashable], same: Callable[[Post, Post], bool], *, anywhere: bool = False
    ) -> None:
        """Match the posts left that have one key and are the `same`. A post with the key None matches none."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place, post in enumerate(self.kept):
            if place not in self.matched and (of := key(post)) is not None:
                waiting[of].append(place)
        for index in self.order:
            post = self.copied[index]
            if self.matches[index] is not None or not (candidates := waiting.get(key(post))):
                continue
            for place in candidates[:_MOST_TRIED]:
                kept = self.kept[place]
                if same(kept, post) and (anywhere or self._may_be_one(kept, post)):
                    self.matches[index] = place
                    self.matched.add(place)
                    candidates.remove(place)
                    break

    def _match_beside(self, order: Iterable[int], step: int) -> None:
        """Match the posts left that say the same words on the same day beside a post that is matched."""
        for index in order:
            beside = self.matches[index + step] if 0 <= index + step < len(self.matches) else None
            if self.matches[index] is not None or beside is None:
                continue
            place, post = beside - step, self.copied[index]
            if 0 <= place < len(self.kept) and place not in self.matched and _says_the_same(self.kept[place], post):
                self.matches[index] = place
                self.matched.add(place)

    def _may_be_one(self, kept: Post, copied: Post) -> bool:
        """Whether two posts may be one by their ids, and by where they stand: under one answer, or where the copy reads
        the thread otherwise; not under an answer that the copy does not hold."""
        if kept.forum_id and copied.forum_id:
            return False
        if kept.parent is None or copied.parent is None:
            return True
        return self.matches[copied.parent - 1] == kept.parent - 1 or kept.parent - 1 in self.matched


def _header(post: Post) -> tuple[str | None, str | None]:
    return (fold_name(post.author) if post.author else None, post.date)


def _same_id(kept: Post, copied: Post) -> bool:
    return kept.forum_id == copied.forum_id


def _headers_agree(kept: Post, copied: Post) -> bool:
    return all(
        one is None or other is None or one == other for one, other in zip(_header(kept), _header(copied), strict=True)
    )


def _says_the_same(kept: Post, copied: Post) -> bool:
    """Whether two posts have the same author, day and words, and their ids don't say otherwise."""
    return (
        bool(copied.author and copied.date and copied.text)
        and not (kept.forum_id and copied.forum_id)
        and (_header(kept), fold(kept.text)) == (_header(copied), fold(copied.text))
    )


def _edited(kept: Post, copied: Post) -> bool:
    return alike(kept.text, copied.text)


def joined_order(kept: int, copied: Sequence[int | None]) -> list[tuple[bool, int]]:
    """The order of all posts after a copy came in: (True, index in the copy) or (False, position among the kept).

    The copy's order rules; a kept post that it does not hold stays behind the one it stood behind.
    """
    in_copy = {place for place in copied if place is not None}
    behind: dict[int, list[int]] = defaultdict(list)
    last_in_copy = -1
    for place in range(kept):
        if place in in_copy:
            last_in_copy = place
        else:
            behind[last_in_copy].append(place)
    order = [(False, place) for place in behind[-1]]
    for index, match in enumerate(copied):
        order.append((True, index))
        if match is not None:
            order += [(False, place) for place in behind[match]]
    return order


def by_page(pages: Sequence[int | None]) -> list[int]:
    """The order by page, then as they stood. What has no page stays with what stood before it."""
    on_page: list[int] = []
    for page in pages:
        on_page.append(page or (on_page[-1] if on_page else 0))
    return sorted(range(len(pages)), key=on_page.__getitem__)
