"""References: `2`, `2.2`, `2.2.1`, `2.2.quiz`, `2.form`, `2.2@peer#2`, `ldp-2020/2.2`, `elective` (of a program).

They are parsed, found, rendered and offered here and nowhere else. The grammar is that of the command-line interface.
A course number means something only inside a program, so a short reference that fits several programs means the one
in use.
"""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter
from typing import Literal, NamedTuple

from cups_course.errors import AmbiguousReference, BadReference, CourseError, UnknownReference
from cups_course.model import TASK_KINDS, Course, Discussion, PeerReply, Program, Question, Task
from cups_course.text import clean, fold_name, fold_space

_KEY = r"[A-Za-z][\w-]*"
_KIND = "|".join(TASK_KINDS)
_REFERENCE = (  # compiled by the first call that has a reference to read: most have none
    rf"(?:(?P<program>(?!(?:{_KIND})(?:-\d+)?$){_KEY})(?:/|$))?"
    r"(?:(?P<course>\d{1,6})(?:\.(?P<discussion>\d{1,6})(?:\.(?P<question>\d{1,6}))?)?)?"
    rf"(?:(?:(?<=\d)\.|(?<=/)|^)(?P<kind>{_KIND})(?:-(?P<task>\d{{1,6}}))?)?"
    r"(?:@(?P<peer>[^\s#]+)(?:#(?P<nth>\d{1,6}))?)?"
)
NAMELESS = "-"
"""Stands for the name in a reference to a reply to somebody whom the copy does not name: `2.2@-`."""


class Reference(NamedTuple):
    """A reference taken apart. What it does not name is None; `task` and `nth` count from 1."""

    text: str
    program: str | None = None
    course: int | None = None
    discussion: int | None = None
    question: int | None = None
    kind: str | None = None
    task: int = 1
    peer: str | None = None
    nth: int = 1


def parse_ref(text: str) -> Reference:
    """Take a typed reference apart. Names are matched in any case.

    Raises BadReference if it isn't one.
    """
    typed = text.strip()
    match = re.fullmatch(_REFERENCE, typed, re.ASCII | re.IGNORECASE)
    if not match or not typed:
        raise BadReference(clean(text))
    part = match.groupdict()

    def number(name: str) -> int | None:
        return int(part[name]) if part[name] is not None else None

    def counted(name: str) -> int:
        return int(part[name]) if part[name] is not None else 1

    def name(name: str) -> str | None:
        return part[name].lower() if part[name] is not None else None

    reference = Reference(
        typed,
        program=name("program"),
        course=number("course"),
        discussion=number("discussion"),
        question=number("question"),
        kind=name("kind"),
        task=counted("task"),
        peer=part["peer"],
        nth=counted("nth"),
    )
    inside = [reference.question is not None, reference.kind is not None, reference.peer is not None]
    if sum(inside) > 1 or (reference.peer and reference.discussion is None):
        raise BadReference(clean(text))
    return reference


def course_refs(courses: Iterable[tuple[str, int, str, bool]]) -> dict[str, str]:
    """The shortest reference of every course: `2`, or `ldp-2020/2` where another program has that number too.

    `courses` are all there are, each with its id, its number, the key of its program and whether that is in use.
    """
    courses = list(courses)
    with_number = Counter(number for _, number, _, _ in courses)
    return {
        course: str(number) if in_use or with_number[number] == 1 else f"{key}/{number}"
        for course, number, key, in_use in courses
    }


def part_ref(whole: str, number: int) -> str:
    """A discussion of a course (`2.2`), or a question of a discussion (`2.2.1`)."""
    return f"{whole}.{number}"


def task_ref(parent: str, kind: str, number: int) -> str:
    """`2.2.quiz`, `2.2.watch-2`; the parent of a program's own task ends in its slash."""
    return f"{parent}{'' if parent.endswith('/') else '.'}{kind}{'' if number == 1 else f'-{number}'}"


class ReplyRefs:
    """Gives replies their references. They must come in their order: the second to one person gets a number."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def next(self, discussion: str, peer: str | None) -> str:
        """`2.2@peer`, then `2.2@peer#2`. In a name that cannot be typed as one word `_` stands for the spaces."""
        ref = f"{discussion}@{_as_one_word(peer or '')}"
        self._given[ref.casefold()] += 1
        nth = self._given[ref.casefold()]
        return ref if nth == 1 else f"{ref}#{nth}"


def _as_one_word(peer: str) -> str:
    return re.sub(r"[\s#]+", "_", peer.removeprefix("@")) or NAMELESS


class FoundRef(NamedTuple):
    """What a reference refers to, with all that it stands in; the last one that is not None is the subject."""

    program: Program
    course: Course | None = None
    discussion: Discussion | None = None
    question: Question | None = None
    task: Task | None = None
    reply: PeerReply | None = None

    @property
    def subject(self) -> Program | Course | Discussion | Question | Task | PeerReply:
        """The innermost thing referred to."""
        return self.reply or self.task or self.question or self.discussion or self.course or self.program

    @property
    def ref(self) -> str:
        """The subject's own reference in this store, which may be shorter or longer than the typed one."""
        return self.subject.ref

    @property
    def what(self) -> str:
        """The subject in the words of the interface: "a discussion"."""
        if self.task and self.task.kind == "form":
            return "a form"
        for thing, word in (
            (self.reply, "a peer reply"),
            (self.task, "a task"),
            (self.question, "a question"),
            (self.discussion, "a discussion"),
            (self.course, "a course"),
        ):
            if thing:
                return word
        return "a program"


def find_ref(programs: Sequence[Program], reference: Reference) -> FoundRef:
    """What the reference refers to among these programs.

    Raises AmbiguousReference where a short one fits several and none of them is in use, UnknownReference (naming the
    nearest) where there is nothing.
    """
    matches = [
        found
        for program in programs
        if reference.program in (None, program.key)
        for found in _in_program(program, reference)
    ]
    if len(matches) > 1:
        matches = [found for found in matches if found.program.in_use] or matches
    if len(matches) > 1:
        raise AmbiguousReference(reference.text, [f"{found.program.key}/{reference.text}" for found in matches])
    if matches:
        return matches[0]
    raise unknown_reference(programs, reference.text)


_RANGE = r"(?P<first>.*\d)-(?P<last>(?:[^/]*/)?\d+\.\d+)"


def find_range(programs: Sequence[Program], typed: str) -> list[Discussion]:
    """The discussions of a range such as `2.1-2.3`, none of which has any content; empty if the text is no range.

    Both ends must exist, so a range can't be longer than its course. Raises UnknownReference if one doesn't, and
    CourseError if it runs backwards, spans courses, or has something in it that is more than a number.
    """
    match = re.fullmatch(_RANGE, typed.strip())
    if not match:
        return []
    try:
        first, last = (find_ref(programs, parse_ref(match[end])) for end in ("first", "last"))
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


def _in_program(program: Program, reference: Reference) -> Iterable[FoundRef]:
    if reference.course is None:
        if reference.kind:
            task = _task(program.tasks, reference)
            return [FoundRef(program, task=task)] if task else []
        return [FoundRef(program)] if reference.program else []
    course = next((course for course in program.courses if course.number == reference.course), None)
    if course is None:
        return []
    if reference.discussion is None:
        if not reference.kind:
            return [FoundRef(program, course)]
        task = _task([*course.tasks, *course.forms], reference)
        return [FoundRef(program, course, task=task)] if task else []
    discussion = next((one for one in course.discussions if one.number == reference.discussion), None)
    if discussion is None:
        return []
    if reference.kind:
        task = _task(discussion.tasks, reference)
        return [FoundRef(program, course, discussion, task=task)] if task else []
    if reference.question is not None:
        questions = (one for one in discussion.questions if one.number == reference.question)
        return [FoundRef(program, course, discussion, question=question) for question in questions]
    if reference.peer is not None:
        reply = _reply(discussion, reference.peer, reference.nth)
        return [FoundRef(program, course, discussion, reply=reply)] if reply else []
    return [FoundRef(program, course, discussion)]


def _task(tasks: Iterable[Task], reference: Reference) -> Task | None:
    return next((task for task in tasks if (task.kind, task.number) == (reference.kind, reference.task)), None)


def _reply(discussion: Discussion, peer: str, nth: int) -> PeerReply | None:
    wanted = fold_name(_as_one_word(peer) + ("" if nth == 1 else f"#{nth}"))
    return next((r for r in discussion.peer_replies if fold_name(r.ref.partition("@")[2]) == wanted), None)


# --- near misses -----------------------------------------------------------------------------------------------------

_Spelling = tuple[str | int, ...]
"""A text as its numbers and words: `2-2`, `II.2` and `2.2.` all become `(2, 2)`."""
_MOST_SUGGESTED = 3
_MOST_LETTERS = 200
"""Letters of a typed text that are looked at: someone may paste a whole answer where a reference belongs."""
_ALIKE = 0.7
"""How alike two words must be for one to be a slip of the other (`quizz`, `oaklaef`)."""
_KIND_WORDS: dict[str, type] = {
    **dict.fromkeys(("course", "c"), Course),
    **dict.fromkeys(("discussion", "d", "week"), Discussion),
    **dict.fromkeys(("question", "q"), Question),
    "task": Task,
    "reply": PeerReply,
}
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
    """What a text that refers to nothing may have meant: another spelling, else a slip, part of a title, or the nearest
    numbers."""
    things = _spelled(programs)
    words = _spelling(typed)
    meant = (
        _same_spelling(things, typed)
        or [thing for thing in things if any(_is_slip(words, one) for one in thing.spellings)]
        or [thing for thing in things if _in_title(words, thing)]
    )
    return NearMisses(_first_few(meant or _nearest(things, typed)), bool(meant))


def unknown_reference(programs: Sequence[Program], typed: str) -> UnknownReference | BadReference:
    """The error for a reference to nothing, with what the person may have meant."""
    near = near_misses(programs, typed).found
    if near or _can_be_parsed(typed):
        return UnknownReference(clean(typed), [named(found) for found in near])
    return BadReference(clean(typed))


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
        offers += [(one, path if slash else ()) for one in _inside(offer)]
        subject = offer.found.subject
        title = _spelling(subject.title) if isinstance(subject, Program | Course | Discussion) else ()
        short_and_full = [path, _spelling(offer.ref)]
        titled = [*(one + title for one in short_and_full), title] if title else []
        if _can_be_typed(offer):
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
    rest = tuple(word for word in words if word not in _KIND_WORDS)
    if not rest or all(isinstance(word, int) for word in words):
        return []
    of_kind = [thing for thing in things if isinstance(thing.found.subject, kind)]
    return [thing for thing in of_kind if not {rest, (*rest[1:], rest[0])}.isdisjoint(thing.spellings)] or [
        thing for thing in of_kind if thing.path[-len(rest) :] == rest
    ]


def _kind_named(words: _Spelling) -> type:
    """The kind of thing that the words name last (`course 2 discussion 3`); any if they name none."""
    return next(
        (_KIND_WORDS[word] for word in reversed(words) if isinstance(word, str) and word in _KIND_WORDS), object
    )


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
    words = tuple(word for word in words if word not in _KIND_WORDS)
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


@lru_cache(maxsize=128)
def is_key(key: str) -> bool:
    """Whether a text can be typed as the program of a reference."""
    try:
        return key == key.lower() and parse_ref(key).program == key
    except BadReference:
        return False


def narrow(programs: Sequence[Program], found: FoundRef | None) -> list[Program]:
    """Only what `found` is about (None: everything). A question, task or reply keeps its discussion around it."""
    if found is None:
        return list(programs)
    if found.course is None:
        return [found.program]
    course = found.course
    if found.discussion is not None:
        discussion = found.discussion
        if found.question is not None:
            discussion = replace(discussion, questions=[found.question], answer=None, peer_replies=[], tasks=[])
        elif found.reply is not None:
            discussion = replace(discussion, questions=[], answer=None, peer_replies=[found.reply], tasks=[])
        course = replace(course, discussions=[discussion], tasks=[], forms=[])
    return [replace(found.program, courses=[course], tasks=[])]


def narrowed_to(found: FoundRef | None) -> Literal["course", "discussion"] | None:
    """How much of a program is left by `narrowed`: one course, one discussion, or (None) all of it."""
    if found is None or found.course is None:
        return None
    return "discussion" if found.discussion else "course"


class RefOffer(NamedTuple):
    """A reference as it may be typed, and what it refers to."""

    ref: str
    found: FoundRef


def offer_refs(programs: Sequence[Program], typed: str, kinds: tuple[type, ...] = ()) -> list[RefOffer]:
    """The references that begin with what is typed, in the order of the checklist.

    What stands inside of a thing is on offer once the thing's own reference is typed, or where nothing else is left.
    With `kinds` only such things are on offer, wherever they stand. What no terminal can show is never on offer: it
    would come as an escape sequence, or as a name that lies.
    """
    found = {offer.ref: offer for offer in _among(_outermost(programs, typed), typed, kinds)}
    while len(found) == 1 and not kinds:
        (only,) = found.values()
        inside = {offer.ref: offer for offer in _inside(only) if offer.ref not in found and _can_be_typed(offer)}
        if not inside:
            break
        found |= inside
    return list(found.values())


def _outermost(programs: Sequence[Program], typed: str) -> Iterator[RefOffer]:
    for program in programs:
        yield from (RefOffer(course.ref, FoundRef(program, course)) for course in program.courses)
    for program in programs:
        if len(programs) > 1 or program.tasks or (typed and program.key.startswith(typed.partition("/")[0])):
            yield RefOffer(program.key, FoundRef(program))


def _among(offers: Iterable[RefOffer], typed: str, kinds: tuple[type, ...]) -> Iterator[RefOffer]:
    for offer in offers:
        fits = offer.ref.startswith(typed)
        if fits and _can_be_typed(offer) and isinstance(offer.found.subject, kinds or object):
            yield offer
        whole_program = isinstance(offer.found.subject, Program)
        if typed.startswith(offer.ref) or (fits and kinds and not whole_program):
            yield from _among(_inside(offer), typed, kinds)


def _can_be_typed(offer: RefOffer) -> bool:
    return offer.ref.isprintable() and clean(offer.ref) == offer.ref


def _inside(offer: RefOffer) -> Iterator[RefOffer]:
    """What stands right inside of something, its references as long as that of what it stands in."""
    found = offer.found
    subject = found.subject
    if isinstance(subject, Program):
        yield from (RefOffer(f"{subject.key}/{one.number}", found._replace(course=one)) for one in subject.courses)
        yield from (RefOffer(one.ref, found._replace(task=one)) for one in subject.tasks)
    elif isinstance(subject, Course):
        for discussion in subject.discussions:
            yield _inner(offer, found._replace(discussion=discussion))
        for task in (*subject.tasks, *subject.forms):
            yield _inner(offer, found._replace(task=task))
    elif isinstance(subject, Discussion):
        for question in subject.asked:
            yield _inner(offer, found._replace(question=question))
        for task in subject.tasks:
            yield _inner(offer, found._replace(task=task))
        for reply in subject.peer_replies:
            yield _inner(offer, found._replace(reply=reply))


def _inner(outer: RefOffer, found: FoundRef) -> RefOffer:
    return RefOffer(outer.ref + found.ref.removeprefix(outer.found.ref), found)
