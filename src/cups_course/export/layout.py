"""What the readable exports share: the words to export, course by course, each under its heading."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from cups_course.form.filling import Field, course_fields
from cups_course.model import Answer, Course, Discussion, Program, Question
from cups_course.states import all_discussions
from cups_course.text import clean


def kept_fields(programs: Sequence[Program]) -> Iterator[tuple[Course, list[tuple[str, list[Field]]]]]:
    """The courses in which words are kept: their headings, each with the fields below it that have words. A reply that
    was logged without its words stands there too."""
    for program in programs:
        for course in program.courses:
            there = [one for one in course_fields(course) if one.text or one.kind == "reply"]
            if there:
                yield course, [(section, list(those)) for section, those in groupby(there, lambda one: one.section)]


def answers_and_replies(found: Sequence[Field]) -> tuple[list[Field], list[Field]]:
    """What is under a heading, the replies to peers apart: they are evidence, and stand last."""
    return [one for one in found if one.kind != "reply"], [one for one in found if one.kind == "reply"]


def course_heading(course: Course) -> str:
    """`Course 2: Becoming a Leader`, or only `Course 2`."""
    return f"Course {course.number}: {clean(course.title)}" if course.title else f"Course {course.number}"


def refs_containing(programs: Sequence[Program], what: re.Pattern[str]) -> list[str]:
    """The references of the texts in which something stands that a format cannot hold."""
    return [one.ref for one in all_fields(programs) if what.search(one.text)]


def all_fields(programs: Sequence[Program]) -> list[Field]:
    """Everything that forms may ask for, in order."""
    return [one for program in programs for course in program.courses for one in course_fields(course)]


def changed_since_posted(programs: Sequence[Program]) -> list[str]:
    """The references of the answers that say something else now than what was posted."""
    answered: list[Question | Discussion] = []
    for discussion in all_discussions(programs):
        answered += [*discussion.questions, discussion]
    return [one.ref for one in answered if one.answer and one.answer.changed_since_posted]


def only_posted(programs: Sequence[Program]) -> list[Program]:
    """Without the answers of which no version was posted. The questions that nothing else answers go with them, but for
    those of a course with its form attached, whose fields ask for them."""

    def posted(answer: Answer | None) -> Answer | None:
        return answer if answer and answer.posted else None

    def chosen(discussion: Discussion, course: Course) -> Discussion:
        questions = [replace(one, answer=posted(one.answer)) for one in discussion.questions]
        if not any(form.form for form in course.forms):
            questions = [one for one in questions if one.answer]
        return replace(discussion, questions=questions, answer=posted(discussion.answer))

    return _each(programs, chosen)


def without_replies(programs: Sequence[Program]) -> list[Program]:
    """Without the replies to peers."""
    return _each(programs, lambda discussion, _: replace(discussion, peer_replies=[]))


def _each(programs: Sequence[Program], chosen: Callable[[Discussion, Course], Discussion]) -> list[Program]:
    return [
        replace(
            program,
            courses=[
                replace(course, discussions=[chosen(discussion, course) for discussion in course.discussions])
                for course in program.courses
            ],
        )
        for program in programs
    ]
