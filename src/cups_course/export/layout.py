"""What the export formats share: the fields to export under their headings, and copies with fewer answers."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal, NamedTuple

from cups_course.form.filling import Field, course_fields
from cups_course.model import Answer, Course, Discussion, Program, Question
from cups_course.states import all_discussions
from cups_course.text import clean
from cups_course.whole_answer import shown_whole_answer


class Block(NamedTuple):
    """A heading, or an answer or a reply with its heading as `label`. `text` is exactly as the person wrote it."""

    kind: Literal["course", "section", "answer", "replies", "reply"]
    label: str
    text: str = ""


def export_blocks(programs: Sequence[Program]) -> Iterator[Block]:
    """The courses with kept words: below each heading its answers, then the replies to peers.

    A reply that was logged without its words is there too.
    """
    for program in programs:
        for course in program.courses:
            kept = [field for field in course_fields(course) if field.text or field.kind == "reply"]
            if kept:
                yield Block("course", course_heading(course))
            for section, group in groupby(kept, lambda field: field.section):
                if section:
                    yield Block("section", section)
                fields = list(group)
                yield from (Block("answer", field.label, field.text) for field in fields if field.kind != "reply")
                if replies := [Block("reply", field.label, field.text) for field in fields if field.kind == "reply"]:
                    yield Block("replies", "Peer replies")
                    yield from replies


def course_heading(course: Course) -> str:
    """`Course 2: Becoming a Leader`, or only `Course 2`."""
    return f"Course {course.number}: {clean(course.title)}" if course.title else f"Course {course.number}"


def refs_containing(programs: Sequence[Program], pattern: re.Pattern[str]) -> list[str]:
    """The references of the texts that match a pattern, such as characters that a format can't hold."""
    return [field.ref for field in all_fields(programs) if pattern.search(field.text)]


def all_fields(programs: Sequence[Program]) -> list[Field]:
    """Every field that the forms of these programs may ask for, in order."""
    return [field for program in programs for course in program.courses for field in course_fields(course)]


def changed_since_posted(programs: Sequence[Program]) -> list[str]:
    """The references of the answers that no longer say what was posted."""
    slots: list[Question | Discussion] = []
    for discussion in all_discussions(programs):
        slots += [*discussion.questions, discussion]
    return [slot.ref for slot in slots if slot.answer and slot.answer.changed_since_posted]


def shortened_whole_answers(programs: Sequence[Program]) -> list[str]:
    """The references of the discussions whose answer to all questions has paragraphs that are also under a question."""
    return [
        discussion.ref
        for discussion in all_discussions(programs)
        if discussion.answer and (shown := shown_whole_answer(discussion)) and shown.text != discussion.answer.text
    ]


def only_posted(programs: Sequence[Program]) -> list[Program]:
    """The programs without the answers that were never posted.

    Their questions are left out too, unless the course has its form attached: its fields ask for them.
    """

    def posted(answer: Answer | None) -> Answer | None:
        return answer if answer and answer.posted else None

    def change(discussion: Discussion, course: Course) -> Discussion:
        questions = [replace(one, answer=posted(one.answer)) for one in discussion.questions]
        if not any(form.form for form in course.forms):
            questions = [one for one in questions if one.answer]
        return replace(discussion, questions=questions, answer=posted(discussion.answer))

    return _change_discussions(programs, change)


def without_replies(programs: Sequence[Program]) -> list[Program]:
    """The programs without the replies to peers."""
    return _change_discussions(programs, lambda discussion, _: replace(discussion, peer_replies=[]))


def _change_discussions(
    programs: Sequence[Program], change: Callable[[Discussion, Course], Discussion]
) -> list[Program]:
    return [
        replace(
            program,
            courses=[
                replace(course, discussions=[change(discussion, course) for discussion in course.discussions])
                for course in program.courses
            ],
        )
        for program in programs
    ]
