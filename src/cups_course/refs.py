"""References: `2`, `2.2`, `2.2.1`, `2.2.quiz`, `2.form`, `2.2@peer#2`, `ldp-2020/2.2`, `elective` (of a program).

They are parsed, found, rendered and offered here and nowhere else. The grammar is that of the command-line interface.
A course number means something only inside a program, so a short reference that fits several programs means the one
in use.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal, NamedTuple

from cups_course.errors import AmbiguousReference, BadReference, UnknownReference
from cups_course.model import TASK_KINDS, Course, Discussion, PeerReply, Program, Question, Task
from cups_course.shell import without_special_letters
from cups_course.text import clean, fold_name

_KEY = r"[A-Za-z][\w-]*"
_KIND = "|".join(TASK_KINDS)
_REFERENCE = (  # compiled by the first call that has a reference to read: most have none
    rf"(?:(?P<program>(?!(?:{_KIND})(?:-\d+)?$){_KEY})(?:/|$))?"
    r"(?:(?P<course>\d{1,6})(?:\.(?P<discussion>\d{1,6})(?:\.(?P<question>\d{1,6}))?)?)?"
    rf"(?:(?:(?<=\d)\.|(?<=/)|^)(?P<kind>{_KIND})(?:-(?P<task>\d{{1,6}}))?)?"
    r"(?:@(?P<peer>[^#]+)(?:#(?P<nth>\d{1,6}))?)?"
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

    def lower_case(name: str) -> str | None:
        return part[name].lower() if part[name] is not None else None

    reference = Reference(
        typed,
        program=lower_case("program"),
        course=number("course"),
        discussion=number("discussion"),
        question=number("question"),
        kind=lower_case("kind"),
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
        """`2.2@peer`, then `2.2@peer#2`. In the name `_` stands for spaces and for all that a shell reads as more."""
        ref = f"{discussion}@{_as_one_word(peer or '')}"
        self._given[ref.casefold()] += 1
        nth = self._given[ref.casefold()]
        return ref if nth == 1 else f"{ref}#{nth}"


def _as_one_word(peer: str) -> str:
    return without_special_letters(peer.removeprefix("@")) or NAMELESS


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

    Raises AmbiguousReference where a short one fits several and none of them is in use, UnknownReference where there
    is nothing; `find_or_suggest` also says what may be meant.
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
    raise UnknownReference(clean(reference.text), [])


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
        inside = {offer.ref: offer for offer in offers_inside(only) if offer.ref not in found and can_be_typed(offer)}
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
        if fits and can_be_typed(offer) and isinstance(offer.found.subject, kinds or object):
            yield offer
        whole_program = isinstance(offer.found.subject, Program)
        if typed.startswith(offer.ref) or (fits and kinds and not whole_program):
            yield from _among(offers_inside(offer), typed, kinds)


def can_be_typed(offer: RefOffer) -> bool:
    """Whether a reference has only characters that a person can type."""
    return offer.ref.isprintable() and clean(offer.ref) == offer.ref


def offers_inside(offer: RefOffer) -> Iterator[RefOffer]:
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
