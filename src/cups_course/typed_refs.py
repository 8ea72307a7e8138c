"""What a person means by a reference they typed: one thing, a range, or with a slip (`2-2`, `II.2`, `discussion 2`)."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from cups_course.errors import AmbiguousReference, BadReference, CourseError, UnknownReference
from cups_course.model import Course, Discussion, PeerReply, Program, Question, Task
from cups_course.refs import FoundRef, RefOffer, can_be_typed, find_ref, offers_inside, parse_ref
from cups_course.text import clean, fold_space

_Spelling = tuple[str | int, ...]
"""A text as its numbers and words: `2-2`, `II.2` and `2.2.` all become `(2, 2)`."""
_MOST_SUGGESTED = 3
_MOST_LETTERS = 200
"""Letters of a typed text that are looked at: someone may paste a whole answer where a reference belongs."""
_ALIKE = 0.7
"""How alike two words must be for one to be a slip of the other (`quizz`, `oaklaef`)."""
KIND_WORDS: dict[str, type] = {
    **dict.fromkeys(("course", "c"), Course),
    **dict.fromkeys(("discussion", "d", "week"), Discussion),
    **dict.fromkeys(("question", "q"), Question),
    "task": Task,
    "reply": PeerReply,
}
"""The words for a kind of thing that people put before a reference."""
_ROMAN = {"i": 1, "v": 5, "x": 10}


class NearMisses(NamedTuple):
    """What a text that refers to nothing may have meant: at most three things that exist.

    `meant` if the text names them in other words or with a slip; otherwise they are only the nearest.
    """

    found: Sequence[FoundRef]
    meant: bool


def other_spellings(programs: Sequence[Program], typed: str) -> list[FoundRef]:
    """The things that a text names in another spelling: `2-2`, `II.2`, `discussion 2`, `2.2.Q1`, or a title."""
    return _first_few(_same_spelling(_spelled(programs), typed))


def near_misses(programs: Sequence[Program], typed: str) -> NearMisses:
    """What a text that refers to nothing may have meant: another spelling (also `13` for 1.3), else a slip, part of a
    title, or the nearest numbers."""
    things = _spelled(programs)
    words = _spelling(typed)
    meant = (
        _same_spelling(things, typed)
        or _same_spelling(things, ".".join(typed) if re.fullmatch(r"\d{2,4}", typed) else "")
        or [thing for thing in things if any(_is_slip(words, one) for one in thing.spellings)]
        or [thing for thing in things if _in_title(words, thing)]
    )
    return NearMisses(_first_few(meant or _nearest(things, typed)), bool(meant))


def find_or_suggest(programs: Sequence[Program], typed: str) -> FoundRef:
    """What a typed reference refers to. Raises what `unknown_reference` returns, or AmbiguousReference."""
    try:
        return find_ref(programs, parse_ref(typed))
    except (BadReference, UnknownReference):
        raise unknown_reference(programs, typed) from None


_RANGE = r"(?P<first>.*\d)-(?P<last>(?:[^/]{0,100}+/)?\d++\.\d+)"


def may_be_range(typed: str) -> bool:
    """Whether a text is written like a range. `find_range` says whether it is one."""
    return bool(re.fullmatch(_RANGE, typed.strip()))


def find_range(programs: Sequence[Program], typed: str) -> list[Discussion]:
    """The discussions in a range such as `2.1-2.3`, all without content. Empty if the text isn't a range.

    Both ends must exist, so a range can't be longer than its course. Raises UnknownReference if one doesn't, and
    CourseError if it runs backwards, spans courses, or has something in it that is more than a number.
    """
    match = re.fullmatch(_RANGE, typed.strip())
    if not match:
        return []
    try:
        first, last = (find_or_suggest(programs, match[end]) for end in ("first", "last"))
    except BadReference:
        return []
    if not (first.course and last.course and first.subject is first.discussion and last.subject is last.discussion):
        return []
    assert first.discussion and last.discussion
    if first.course.id != last.course.id:
        raise CourseError(f"{first.ref} and {last.ref} are in different courses. Use one range for each course.")
    if first.discussion.number > last.discussion.number:
        raise CourseError(f"{clean(typed)} runs backwards. Did you mean {last.ref}-{first.ref}?")
    numbers = range(first.discussion.number, last.discussion.number + 1)
    inside = [one for one in first.course.discussions if one.number in numbers]
    if known := [one.ref for one in inside if one.known or one.words_kept]:
        raise CourseError(
            f"A range works only for discussions that have no questions yet, but {', '.join(known)} "
            f"{'has' if len(known) == 1 else 'have'} content. Nothing was changed. Name each discussion instead."
        )
    return inside


def unknown_reference(programs: Sequence[Program], typed: str) -> UnknownReference | BadReference:
    """The error for a reference to nothing, with what the person may have meant."""
    near = near_misses(programs, typed).found
    if near or _can_be_parsed(typed):
        return UnknownReference(clean(typed), [named(found) for found in near])
    return BadReference(clean(typed))


def without_questions(programs: Sequence[Program], typed: str) -> Discussion | None:
    """The discussion that a reference names something in, if it isn't known yet what is in it: 2.1 of `2.1.3`."""
    try:
        reference = parse_ref(typed)
        around = reference._replace(question=None, kind=None, peer=None)
        discussion = find_ref(programs, around).discussion
    except (BadReference, UnknownReference, AmbiguousReference):
        return None
    return discussion if discussion and not discussion.known and not reference.peer else None


def named(found: FoundRef) -> str:
    """A thing in a sentence: its reference, and the title of a course or a discussion."""
    title = fold_space(clean(found.subject.title)) if isinstance(found.subject, Course | Discussion) else ""
    return f"{found.ref} {title}".strip()


def _can_be_parsed(typed: str) -> bool:
    """Whether a text is a reference. A single word is none, unless there is a program with that key."""
    try:
        reference = parse_ref(typed)
    except BadReference:
        return False
    return reference.program is None or "/" in typed


class _Spelled(NamedTuple):
    """A thing, and the numbers and words of its `title` and its `path`: its reference without the program. `around` is
    the path of what it is in. `spellings` are the path and the full reference, alone and with the title after it, and
    the title alone."""

    found: FoundRef
    path: _Spelling
    around: _Spelling
    title: _Spelling
    spellings: Sequence[_Spelling]


def _spelled(programs: Sequence[Program]) -> list[_Spelled]:
    """Everything that has a reference that can be typed, from the outside in, the program in use first."""
    in_order = sorted(programs, key=lambda program: not program.in_use)
    offers = [(RefOffer(program.key, FoundRef(program)), _Spelling()) for program in in_order]
    things = []
    for offer, around in offers:  # grows by what is inside
        key, slash, inside = offer.ref.partition("/")
        path = _spelling(inside if slash else key)
        offers += [(one, path if slash else ()) for one in offers_inside(offer)]
        subject = offer.found.subject
        title = _spelling(subject.title) if isinstance(subject, Program | Course | Discussion) else ()
        short_and_full = [path, _spelling(offer.ref)]
        titled = [*(one + title for one in short_and_full), title] if title else []
        if can_be_typed(offer):
            things.append(_Spelled(offer.found, path, around, title, [*short_and_full, *titled]))
    return things


def _spelling(text: str) -> _Spelling:
    folded = unicodedata.normalize("NFKC", clean(text[:_MOST_LETTERS])).casefold()
    return tuple(map(_number_or_word, re.findall(r"\d{1,9}|[^\W\d_]+", folded)))


def _number_or_word(token: str) -> str | int:
    if token.isdigit():
        return int(token)
    if not re.fullmatch(r"x{0,3}(ix|iv|v?i{0,3})", token):
        return token
    values = [_ROMAN[letter] for letter in token]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _same_spelling(things: Sequence[_Spelled], typed: str) -> list[_Spelled]:
    words = _spelling(typed)
    if not words:
        return []
    if same := [thing for thing in things if words in thing.spellings]:
        return same
    kind = _kind_named(words)
    rest = tuple(word for word in words if word not in KIND_WORDS)
    if not rest or all(isinstance(word, int) for word in words):
        return []
    of_kind = [thing for thing in things if isinstance(thing.found.subject, kind)]
    return [thing for thing in of_kind if not {rest, (*rest[1:], rest[0])}.isdisjoint(thing.spellings)] or [
        thing for thing in of_kind if thing.path[-len(rest) :] == rest
    ]


def _kind_named(words: _Spelling) -> type:
    """The kind of thing that the words name last (`course 2 discussion 3`); any if they name none."""
    return next((KIND_WORDS[word] for word in reversed(words) if isinstance(word, str) and word in KIND_WORDS), object)


def _is_slip(words: _Spelling, spelling: _Spelling) -> bool:
    """Whether the words are these with a letter or two wrong. Numbers are never a slip of each other."""
    if len(words) != len(spelling) or words == spelling:
        return False
    return all(
        one == other or (isinstance(one, str) and isinstance(other, str) and _likeness(one, other) >= _ALIKE)
        for one, other in zip(words, spelling, strict=True)
    )


def _in_title(words: _Spelling, thing: _Spelled) -> bool:
    """Whether every word begins a word of the title."""
    return bool(words) and all(
        isinstance(word, str)
        and len(word) > 1
        and any(isinstance(one, str) and one.startswith(word) for one in thing.title)
        for word in words
    )


def _nearest(things: Sequence[_Spelled], typed: str) -> list[_Spelled]:
    """What stands beside the first number or word that refers to nothing: alike in spelling first, then close by.

    What is typed behind that number is looked for there too: for `2.19.1` that is `2.9.1`, if it exists.
    """
    key, slash, inside = typed.rpartition("/")
    if slash and not (here := [one for one in things if one.found.program.key == key.lower()]):
        return _same_spelling(things, inside)
    things = here if slash else things
    words = _spelling(inside)
    kind = _kind_named(words)
    words = tuple(word for word in words if word not in KIND_WORDS)
    by_path = {thing.path: thing for thing in reversed(things)}
    known = max((size for size in range(len(words)) if words[:size] in by_path), default=0)
    wrong, rest = words[known] if words else "", words[known + 1 :]
    if isinstance(wrong, str) and not known:
        return []
    beside = [
        (_distance(thing.path[known], wrong), thing)
        for thing in things
        if thing.around == words[:known] and isinstance(next(iter(thing.path[known:]), None), type(wrong))
    ]
    if not beside and known and isinstance(by_path[words[:known]].found.subject, Task):
        return [by_path[words[:known]]]  # `2.2.quiz-2`, where there is only one quiz
    beside.sort(key=itemgetter(0))
    of_a_course = [thing for thing in things if isinstance(thing.found.subject, Discussion) and thing.path[1:] == words]
    near = [
        *of_a_course,
        *(by_path.get(thing.path[: known + 1] + rest, thing) if rest else thing for _, thing in beside),
    ]
    if isinstance(wrong, str):
        near = [thing for thing in near if isinstance(thing.found.subject, PeerReply) == ("@" in typed)]
    return [thing for thing in near if isinstance(thing.found.subject, kind)]


def _distance(one: str | int, other: str | int) -> tuple[float, int]:
    return -_likeness(one, other), abs(one - other) if isinstance(one, int) and isinstance(other, int) else 0


def _likeness(one: str | int, other: str | int) -> float:
    return difflib.SequenceMatcher(None, str(one), str(other)).ratio()


def _first_few(things: Iterable[_Spelled]) -> list[FoundRef]:
    return list({thing.found.ref: thing.found for thing in things}.values())[:_MOST_SUGGESTED]
