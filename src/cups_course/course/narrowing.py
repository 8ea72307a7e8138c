"""The part of the store that a reference is about, still standing in its discussion, course and program."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from cups_course.course.model import Program
from cups_course.course.references import FoundRef


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
