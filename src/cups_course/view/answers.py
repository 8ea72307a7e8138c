"""What was kept of answers, printed once it is on the disk."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from cups_course.answer_document import FilledDocument
from cups_course.model import Course, Discussion
from cups_course.text import clean, count_words
from cups_course.view.screen import clipped, command_line, say, styled, tell, tell_row
from cups_course.view.wording import ONE_ANSWER, count, listed

_LONGEST_START = 50
"""Columns of the first words of a text."""
_NAMED = 3
"""Discussions that the line on unsaved words names; the others are counted."""


def print_kept_answers(
    discussion: Discussion, texts: Mapping[str | None, str], changed: Collection[str | None]
) -> None:
    """Which answers changed, and what is next: the open questions, or posting."""
    refs = {question.id: question.ref for question in discussion.questions}
    for question in changed:
        ref = refs[question] if question else f"{discussion.ref}, {ONE_ANSWER.lower()}"
        tell(f"Saved {ref}: {count(count_words(texts[question]), 'word')}.")
    if None in changed and any(question.answer for question in discussion.questions):
        say(f"{discussion.ref} also has answers to its questions. An export includes both, this answer last.")
    if not changed:
        tell(f"Nothing changed in {discussion.ref}: this text is already saved.")
        return
    answered = {question.id for question in discussion.questions if question.answer} | set(changed)
    open_questions = [question.ref for question in discussion.asked if question.id not in answered]
    if discussion.answer or None in changed:
        open_questions = []
    if open_questions:
        say(f"Still open: {listed(open_questions)}.")
        say(command_line(f"cups-course answer {discussion.ref}"))
    else:
        before = any(one.answer and one.answer.posted for one in discussion.questions)
        say("You posted this before. To post the newer text:" if before else "Everything is written. To post it:")
        say(command_line(f"cups-course export {discussion.ref} --for thread --copy"))


def print_kept_document(discussion: Discussion, filled: FilledDocument, changed: Collection[str | None]) -> None:
    """Which answers changed, what belongs to no question, and which marker lines were missing."""
    if changed or not filled.stray:
        print_kept_answers(discussion, filled.texts, changed)
    if filled.stray:
        print_note(discussion.ref, filled.stray)
    if filled.lost and filled.texts:
        one = len(filled.lost) == 1
        lines, were = ("line", "was") if one else ("lines", "were")
        say(f"The marker {lines} for {listed(filled.lost)} {were} missing, so the text went to the question before.")


def print_kept_both(discussion: Discussion, questions: Sequence[str | None]) -> None:
    """The answers that got other words elsewhere while these were being written."""
    refs = {question.id: question.ref for question in discussion.questions}
    for question in questions:
        ref = refs[question] if question else discussion.ref
        say(f"{ref} was changed elsewhere while you wrote. Both versions are saved, and yours is current.")
        say(command_line(f"cups-course history {ref}"))


def print_waiting(refs: Sequence[str], files: Sequence[Path]) -> None:
    """One line on unsaved words from the editor: for these discussions, and in the `files` of unknown ones."""
    more = len(refs[_NAMED:]) + len(files[0 if refs else 1 :])
    others = [f"{more} more"] if more else []
    if refs:
        line = styled(clean(f"You have unsaved text for {listed([*refs[:_NAMED], *others])}:"))
        line.append_text(command_line(f"cups-course answer {refs[0]}"))
    else:
        line = styled(clean(f"You have unsaved text in {listed([str(files[0]), *others])}."))
    line.no_wrap, line.overflow = True, "ignore"
    say(line)


def print_split(subject: Discussion | Course, texts: Mapping[str | None, str], note: str) -> None:
    """Which words of a document go to which question, and which become a note, because they belong to none."""
    refs = {one.id: one.ref for one in subject.questions} if isinstance(subject, Discussion) else {}
    rows = [(refs[one] if one else f"{subject.ref}, {ONE_ANSWER.lower()}", text) for one, text in texts.items()]
    for to, text in [*rows, *([(f"a note on {subject.ref}", note)] if note else [])]:
        words = count(count_words(text), "word")
        tell_row(f"  {to}  ", f"{words}, “{clipped(text, _LONGEST_START)}”")
    asked = [] if isinstance(subject, Course) or None in texts else subject.asked
    if without := [one.ref for one in asked if one.id not in texts]:
        tell(f"No words for {listed(without)}.")


def print_note(ref: str, text: str) -> None:
    """That words which belong to no question are a note now, and how to see it."""
    words = count_words(text)
    were = "was" if words == 1 else "were"
    say(f"{count(words, 'word')} {were} not under a question and {were} saved as a note on {ref}.")
    say(command_line(f"cups-course show {ref}"))
