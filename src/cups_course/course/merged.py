"""What a merge brought."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cups_course.course.model import Answer, PeerReply, Program
from cups_course.course.progress import all_discussions


@dataclass(frozen=True, slots=True)
class Conflict:
    """An answer or reply of which both devices had words that the other had not: its id, the current words and those
    that were current on the other side. `mine`: the current ones are from this device."""

    id: str
    current: str
    other: str
    mine: bool


@dataclass(frozen=True, slots=True)
class MergeResult:
    """How many events of each kind are new here ("undone": commands that don't count any more), where both devices had
    written, which references changed because two things had one number, how many events were damaged there and left
    out, and how many that were damaged here are whole again."""

    kinds: Mapping[str, int]
    differing: Sequence[Conflict]
    renumbered: Sequence[str]
    damaged: int = 0
    healed: int = 0


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
