"""What a merge brought, as the rules see it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cups_course.course.carried import MARKS, REFERENCES, Record, Tables
from cups_course.course.model import Answer, PeerReply, Program
from cups_course.course.progress import all_discussions
from cups_course.course.unifying import Unified

How = Literal["removed", "taken back", "there again", "reworded", "moved", "changed"]
"""What became of a record that was here before."""

_OF_ITS_MAKER = ("id", "made_at", "device_id")


@dataclass(frozen=True, slots=True)
class Differing:
    """An answer or reply of which both devices had words that the other had not: its id, the current words and those
    that were current on the other side. `mine`: the current ones are from this device."""

    id: str
    current: str
    other: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """How many records of each table are new here, of how many that were here what became, and where both devices had
    written."""

    new: Mapping[str, int]
    changed: Mapping[tuple[str, How], int]
    differing: Sequence[Differing]


def merged(before: Tables, as_one: Unified, differing: Sequence[Differing]) -> Merged:
    """What came to the records that were here `before` in those that are here now. One that another device had too may
    have become a part of that one's: then it is no new one, and that it belongs to another is no change."""
    new: Counter[str] = Counter()
    changed: Counter[tuple[str, How]] = Counter()
    for table, records in as_one.tables.items():
        known = {as_one.instead.get(one, one): one for one in before[table]}
        for one in records:
            if one not in known:
                new[table] += 1
                continue
            was, is_now = _by_itself(table, known[one], before), _by_itself(table, one, as_one.tables)
            if was != is_now:
                changed[table, _how(was, is_now)] += 1
    return Merged(new, changed, differing)


def _by_itself(table: str, one: str, tables: Tables) -> Record:
    """What a record says but for who made it and which others it is about; of a discussion also the number of its
    course."""
    record = tables[table][one]
    apart = {*REFERENCES[table], *_OF_ITS_MAKER, "asked"}
    own = {column: value for column, value in record.items() if column not in apart}
    if table == "discussion":
        own["course"] = tables["course"][record["course_id"]]["number"]
    return own


def _how(before: Record, after: Record) -> How:
    differing = {column for column, value in after.items() if before[column] != value}
    for mark in sorted(differing & MARKS):
        if after[mark] is None:
            return "there again"
        if before[mark] is None:
            return "taken back" if mark in ("disowned_at", "withdrawn_at") else "removed"
    if "text" in differing:
        return "reworded"
    return "moved" if differing <= {"course", "number", "position"} else "changed"


def texts_of(programs: Sequence[Program]) -> Iterator[tuple[str, Answer | PeerReply]]:
    """Every answer and every reply, with the reference that can be typed for it."""
    for discussion in all_discussions(programs):
        for question in discussion.questions:
            if question.answer:
                yield question.ref, question.answer
        if discussion.answer:
            yield discussion.ref, discussion.answer
        for reply in discussion.peer_replies:
            yield reply.ref, reply
