"""What a person put right in a discussion, said after it is kept."""

from collections.abc import Sequence

from cups_course.course.model import Discussion, Question
from cups_course.course.progress import question_state
from cups_course.course.taken import ImportResult
from cups_course.view.people import print_own_found
from cups_course.view.screen import command_line, say, tell
from cups_course.view.wordings import listed


def print_corrected(before: Discussion, after: Discussion, own: Sequence[tuple[str, ImportResult]]) -> None:
    """Which questions are asked now, or otherwise, or no longer; where their answers are; what was found anew."""
    were = {question.id: question for question in before.questions}
    asked = [one for one in after.asked if one.id not in were or _reads(one) != _reads(were[one.id])]
    gone = [one for one in after.questions if one.dropped and one.id in were and not were[one.id].dropped]
    moved = [one for one in after.questions if not one.answer and one.id in were and were[one.id].answer]
    if not asked and not gone and not moved:
        tell(f"Nothing changed in {after.ref}, which reads so already.")
        return
    for question in asked:
        tell(f"{question.ref} asks: {question.text}")
    if gone:
        tell(f"{listed([one.ref for one in gone])} {'is' if len(gone) == 1 else 'are'} no longer asked.")
    if kept := [one.ref for one in gone if one.answer]:
        say(f"What you answered to {listed(kept)} is kept.")
    if moved:
        say(f"What you answered to {listed([one.ref for one in moved])} stands in {_whereabouts(before, after)} now.")
    print_own_found(own)
    if gone and not asked:
        say("To have it back:", command_line(f"cups-course question add {gone[0].ref}"))
        return
    unanswered = [one.ref for one in asked if question_state(one, after) == "todo"]
    say(command_line(f"cups-course answer {unanswered[0]}" if unanswered else f"cups-course show {after.ref}"))


def _reads(question: Question) -> tuple[str, bool, bool]:
    return question.text, question.dropped, question.placeholder


def _whereabouts(before: Discussion, after: Discussion) -> str:
    """Where words are that stood with another question before."""
    answers = {question.id: question.answer for question in before.questions}
    changed = [one.ref for one in after.asked if one.answer and one.answer != answers.get(one.id)]
    return listed(changed) or "your answer in one piece"
