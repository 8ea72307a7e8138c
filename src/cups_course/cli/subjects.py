"""The kept texts that a reference stands for, for the commands that say whether they were posted."""

from cups_course.course.errors import WrongSubject
from cups_course.course.model import Discussion, Question
from cups_course.course.references import FoundRef


def kept_texts(found: FoundRef) -> tuple[list[str], list[str]]:
    """The ids of the kept answers, and of the peer replies, that a discussion, question or reply stands for.

    Raises WrongSubject for anything else.
    """
    if found.reply:
        return [], [found.reply.id]
    if found.discussion is None or found.task:
        raise WrongSubject(
            found.ref, found.what, "a discussion, a question or a reply", f"cups-course status {found.ref}"
        )
    slots: list[Question | Discussion] = [*found.discussion.questions, found.discussion]
    if found.question:
        slots = [found.question]
    return [one.answer.id for one in slots if one.answer], []
