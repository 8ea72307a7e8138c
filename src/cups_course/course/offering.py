"""References on offer while one is being typed, going inwards step by step as one goes into folders."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cups_course.course.model import Course, Discussion, Program
from cups_course.course.references import FoundRef
from cups_course.course.wording import clean


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
