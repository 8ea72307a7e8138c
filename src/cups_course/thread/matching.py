"""Matches what a copy shows with what is kept: topics, questions, posts."""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from cups_course.model import Question
from cups_course.text import fold, fold_name
from cups_course.thread.thread import Post, Thread

_REWORDED = 0.6
_SAME_TOPIC = 0.8
_LONGEST_TITLE = 1_000
"""Letters of a title that are compared."""
_MOST_TRIED = 100
"""Posts with the very same words. Of more than these it makes no difference which is which."""
_MOST_EDITED = 10
"""Posts of one author and day that are tried for one that was edited."""
_MOST_REWORDED = 50
"""Questions in other words that are compared, of a copy and of what is kept: more than any post has."""
_MOST_WORK = 20_000_000
"""Of one `Likeness`: pairs of equal letters, times the letters of the shorter text. Two questions of 100 letters take
70,000."""
_WORK_OF_TITLES = 2_000_000
"""Enough for titles of 300 letters."""


class Likeness:
    """How alike texts are, from 0 to 1, by the letters that they have in common in the same order; by their words where
    letters took too long. The time of letters grows with the cube of a text, and with the pairs that are compared."""

    def __init__(self, work: int = _MOST_WORK) -> None:
        self._left = work

    def of(self, one: str, other: str) -> float:
        """The likeness of two texts."""
        one, other = fold(one), fold(other)
        if self._left >= 0:
            letters = Counter(other)
            equal = sum(times * letters[letter] for letter, times in Counter(one).items())
            self._left -= equal * min(len(one), len(other))
        if self._left < 0:
            return in_common(one.split(), other.split())
        return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def in_common(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the pieces of two sequences that stand in both in the same order, from 0 to 1.

    A row of bits for each piece of the other (Hyyrö 2004): the time is the same whatever the pieces are.
    """
    places: dict[str, int] = defaultdict(int)
    for place, piece in enumerate(one):
        places[piece] |= 1 << place
    every = left = (1 << len(one)) - 1
    for piece in other:
        found = left & places.get(piece, 0)
        left = (left + found | left - found) & every
    return 2 * (len(one) - left.bit_count()) / max(len(one) + len(other), 1)


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
    one, other = fold(one), fold(other)
    likeness = Likeness(_WORK_OF_TITLES)
    return one == other or likeness.of(one[:_LONGEST_TITLE], other[:_LONGEST_TITLE]) >= _SAME_TOPIC


_COMPARED = 1000
"""Words. The time to compare grows with the square."""


def alike(one: str, other: str) -> bool:
    """Whether two texts are one in two wordings: most of their words are the same, in the same order."""
    return _alike(fold(one).split()[:_COMPARED], fold(other).split()[:_COMPARED])


def _alike(words: Sequence[str], others: Sequence[str]) -> bool:
    if min(len(words), len(others)) < max(len(words), len(others)) * _REWORDED / 2:
        return False
    return in_common(words, others) >= _REWORDED


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
    known = [_Known(text, questions, own=False) for text, questions in (stands_for or {}).items()]
    by_age = sorted(kept, key=lambda one: one.dropped)
    known += [_Known(one.text, [one], own=True) for one in by_age if not one.placeholder]
    placeholders = [[one] for one in reversed(kept) if one.placeholder]
    matches: list[Sequence[Question]] = [()] * len(asked)
    found_by_own_text: dict[str, bool] = {}
    taken: set[_Known] = set()

    def take(place: int, known: _Known) -> None:
        matches[place] = known.questions
        taken.add(known)
        found_by_own_text.update((one.id, known.own) for one in known.questions)

    equal: dict[str, list[_Known]] = defaultdict(list)
    for one in reversed(known):
        equal[fold(one.text)].append(one)
    for place, wording in enumerate(asked):
        if same := equal.get(fold(wording)):
            take(place, same.pop())
    likeness = Likeness()
    pairs = sorted(
        (
            (-likeness.of(one.text, asked[place]), place, order, one)
            for place in [place for place, match in enumerate(matches) if not match][:_MOST_REWORDED]
            for order, one in enumerate([one for one in known if one not in taken][:_MOST_REWORDED])
        ),
        key=lambda pair: pair[:3],
    )
    for unlikeness, place, _, one in pairs:
        # A question is known by its own text, or by the wordings it was made of: who is like both is two questions.
        twice = any(found_by_own_text.get(each.id, one.own) is not one.own for each in one.questions)
        if -unlikeness >= _REWORDED and not matches[place] and one not in taken and not twice:
            take(place, one)
    for place in range(len(asked)):
        if not matches[place] and placeholders:
            matches[place] = placeholders.pop()
    return matches


def match_posts(kept: Sequence[Post], copied: Sequence[Post]) -> list[int | None]:
    """For each post of a copy, the position in `kept` of the post it is, or None for a new one.

    Where both carry the forum's id, that decides. Text copies carry none: a post is the same when author, day and words
    are, or where one of the copies does not tell the author or the day. One of the same author and day whose words are
    alike was edited in between. The same kind words under two people's answers are two posts, unless the same post is
    before or after them: then only the answer was read otherwise.
    """
    return _PostMatches(kept, copied).matches


class _Compared:
    """A post with what is compared of it again and again."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.author = fold_name(post.author) if post.author else None
        self.header = (self.author, post.date)
        self.text = fold(post.text)

    @cached_property
    def words(self) -> list[str]:
        return self.text.split()[:_COMPARED]


class _PostMatches:
    """One comparison of two lists of posts, with its outcome in `matches`."""

    def __init__(self, kept: Sequence[Post], copied: Sequence[Post]) -> None:
        self.kept, self.copied = [_Compared(post) for post in kept], [_Compared(post) for post in copied]
        self.matches: list[int | None] = [None] * len(copied)
        self.matched: set[int] = set()
        # Answers first: under which of them a reply stands tells it from another.
        self.order = sorted(range(len(copied)), key=lambda index: copied[index].kind == "reply")
        self._match_by(lambda one: one.post.forum_id, _same_id, anywhere=True)
        self._match_by(lambda one: (one.header, one.text, one.post.kind), _headers_agree)
        self._match_by(lambda one: (one.header, one.text), _headers_agree)
        self._match_by(lambda one: one.text or None, _headers_agree)
        self._match_beside(range(len(copied)), -1)
        self._match_beside(range(len(copied) - 1, -1, -1), 1)
        self._match_by(lambda one: one.header if one.author else None, _edited, most=_MOST_EDITED)

    def _match_by(
        self,
        key: Callable[[_Compared], Hashable],
        same: Callable[[_Compared, _Compared], bool],
        *,
        anywhere: bool = False,
        most: int = _MOST_TRIED,
    ) -> None:
        """Match the posts left that have one key and are the `same`. A post with the key None matches none."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place, one in enumerate(self.kept):
            if place not in self.matched and (of := key(one)) is not None:
                waiting[of].append(place)
        for index in self.order:
            copied = self.copied[index]
            if self.matches[index] is not None or not (candidates := waiting.get(key(copied))):
                continue
            for place in candidates[:most]:
                kept = self.kept[place]
                if same(kept, copied) and (anywhere or self._may_be_one(kept.post, copied.post)):
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
            place, copied = beside - step, self.copied[index]
            if 0 <= place < len(self.kept) and place not in self.matched and _says_the_same(self.kept[place], copied):
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


def _same_id(kept: _Compared, copied: _Compared) -> bool:
    return kept.post.forum_id == copied.post.forum_id


def _headers_agree(kept: _Compared, copied: _Compared) -> bool:
    return all(
        one is None or other is None or one == other for one, other in zip(kept.header, copied.header, strict=True)
    )


def _says_the_same(kept: _Compared, copied: _Compared) -> bool:
    """Whether two posts have the same author, day and words, and their ids don't say otherwise."""
    return (
        bool(copied.author and copied.post.date and copied.post.text)
        and not (kept.post.forum_id and copied.post.forum_id)
        and (kept.header, kept.text) == (copied.header, copied.text)
    )


def _edited(kept: _Compared, copied: _Compared) -> bool:
    return _alike(kept.words, copied.words)


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
