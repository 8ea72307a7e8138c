"""What was kept of answers, printed once it is on the disk."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cups_course.answer_document import AnswerParts, FilledDocument
from cups_course.model import Course, Discussion, PeerReply
from cups_course.reports import KeptAnswers
from cups_course.shell import CommandLine
from cups_course.text import clean, count_words
from cups_course.view.screen import clipped, command_line, say, styled, tell, tell_row
from cups_course.view.wording import ONE_ANSWER, count, listed

_LONGEST_START = 50
"""Columns of the first words of a text."""
_NAMED = 3
"""Discussions that the line on unsaved words names; the others are counted."""


def print_kept_answers(
    discussion: Discussion, texts: Mapping[str | None, str], kept: KeptAnswers, *, seen: bool = False
) -> None:
    """Which answers changed, and what is next: the open questions, or posting. `seen`: the person had the earlier texts
    before them."""
    refs: dict[str | None, str] = {question.id: question.ref for question in discussion.questions}
    if kept.split:
        say("Your text marks its parts, so it was split over the questions.")
    for question in kept.changed:
        if question and question not in kept.moved.values():
            tell(f"Saved {refs[question]}: {_words_in_place_of(texts[question], kept.changed[question], seen=seen)}.")
    if None in kept.changed and None not in kept.moved.values():
        _print_whole_answer(discussion, _words_in_place_of(texts[None], kept.changed[None], seen=seen))
    for question in kept.cleared:
        if question in kept.moved:
            tell(f"Moved {_called(discussion, question)} to {_called(discussion, kept.moved[question])}.")
        else:
            tell(f"Cleared {_called(discussion, question)}. Its text stays in the history.")
    if kept.superseded:
        say(f"All of your answer to the whole of {discussion.ref} is now under its questions, so it no longer counts.")
    for question in kept.changed_elsewhere:
        say(f"{_called(discussion, question)} was changed elsewhere while you wrote, so it wasn't cleared.")
    replaced = any(kept.changed.values()) and not seen
    if kept.cleared or replaced:
        say("The older text stays in the history. To undo:" if replaced else "To undo:")
        say(CommandLine("undo"))
    if not (kept.changed or kept.cleared or kept.superseded):
        tell(f"Nothing changed in {discussion.ref}: this text is already saved.")
        return
    if dropped := [question for question in discussion.questions if question.dropped and question.id in kept.changed]:
        are = "isn't part of your post" if len(dropped) == 1 else "aren't part of your post"
        say(f"No longer asked, so {listed([one.ref for one in dropped])} {are}. To restore it:")
        say(CommandLine("question", "add", dropped[0].ref))
        if not kept.cleared and len(dropped) == len(kept.changed):
            return
    answered = ({question.id for question in discussion.questions if question.answer} | set(kept.changed)) - (
        set(kept.cleared) - set(kept.changed)
    )
    open_questions = [question.ref for question in discussion.asked if question.id not in answered]
    has_whole = (discussion.answer or None in kept.changed) and None not in kept.cleared and not kept.superseded
    if open_questions and not has_whole:
        say(f"Still open: {listed(open_questions)}.")
        say(CommandLine("answer", discussion.ref))
    elif has_whole or discussion.asked:
        earlier = {None: discussion.answer} | {question.id: question.answer for question in discussion.questions}
        before = any(answer and answer.posted for key, answer in earlier.items() if key in kept.changed)
        say("You posted this before. To post the newer text:" if before else "To post it:")
        say(CommandLine("export", discussion.ref, "--for", "thread", "--copy"))


def _words_in_place_of(text: str, old: str, *, seen: bool = False) -> str:
    """`5 words, in place of 34`; only `5 words` if there were none, or the person saw them."""
    words = count(count_words(text), "word")
    return f"{words}, in place of {count_words(old)}" if old and not seen and old != text else words


def _print_whole_answer(discussion: Discussion, words: str) -> None:
    if len(discussion.asked) < 2:
        tell(f"Saved {discussion.ref}, {ONE_ANSWER.lower()}: {words}.")
        return
    questions = "both" if len(discussion.asked) == 2 else f"all {len(discussion.asked)}"
    tell(f"Saved {discussion.ref}, one answer for {questions} questions: {words}.")
    if any(question.answer for question in discussion.questions):
        say("Some questions have an answer of their own too. An export includes both, this answer last.")
    if free := [question.ref for question in discussion.asked if not question.answer]:
        say("If it answers only one question, move it there:")
        say(CommandLine("move", discussion.ref, free[0]))


def _called(discussion: Discussion, question: str | None) -> str:
    """The reference of an answer, as a sentence names it."""
    refs = {one.id: one.ref for one in discussion.questions}
    return refs[question] if question else f"your answer to all questions of {discussion.ref}"


def print_kept_document(
    discussion: Discussion, filled: FilledDocument, kept: KeptAnswers, not_cleared: Sequence[str | None]
) -> None:
    """Which answers changed, what belongs to no question, and which lines of ours were missing, so that the answers
    `not_cleared` stay."""
    if kept.changed or kept.cleared or not (filled.stray or not_cleared):
        print_kept_answers(discussion, filled.texts, kept, seen=True)
    print_left_over(discussion, filled.stray)
    if filled.lost and any(filled.texts.values()):
        one = len(filled.lost) == 1
        lines, were = ("line", "was") if one else ("lines", "were")
        say(f"The marker {lines} for {listed(filled.lost)} {were} missing, so the text went to the question before.")
    if not_cleared:
        refs = [_called(discussion, question) for question in not_cleared]
        why = "the last line of the document was missing" if any((filled.stray, *filled.texts.values())) else ""
        say(f"Not cleared: {listed(refs)}, because {why or 'no text was left in the document'}. To clear it:")
        first = not_cleared[0]
        ref = next((one.ref for one in discussion.questions if one.id == first), f"{discussion.ref} --answer")
        say(CommandLine("remove", ref))


def print_kept_both(discussion: Discussion, questions: Sequence[str | None]) -> None:
    """The answers that got other words elsewhere while these were being written."""
    refs = {question.id: question.ref for question in discussion.questions}
    for question in questions:
        ref = refs[question] if question else discussion.ref
        say(f"{ref} was changed elsewhere while you wrote. Both versions are saved, and yours is current.")
        say(CommandLine("history", ref))


def print_waiting(refs: Sequence[str], files: Sequence[Path]) -> None:
    """One line on unsaved words from the editor: for these discussions, and in the `files` of unknown ones."""
    more = len(refs[_NAMED:]) + len(files[0 if refs else 1 :])
    others = [f"{more} more"] if more else []
    if refs:
        line = styled(clean(f"You have unsaved text for {listed([*refs[:_NAMED], *others])}:"))
        line.append_text(command_line(CommandLine("answer", refs[0])))
    else:
        line = styled(clean(f"You have unsaved text in {listed([str(files[0]), *others])}."))
    line.no_wrap, line.overflow = True, "ignore"
    say(line)


def print_parts(subject: Discussion | Course, parts: AnswerParts, *, with_rest: bool) -> None:
    """Which words of a document go to which question; `with_rest` also which become drafts of replies, and which become
    a note, because they belong to no question."""
    refs: dict[str | None, str] = {None: f"{subject.ref}, {ONE_ANSWER.lower()}"}
    old: dict[str | None, str] = {}
    if isinstance(subject, Discussion):
        refs |= {one.id: one.ref for one in subject.questions}
        old = {one.id: one.answer.text for one in subject.questions if one.answer}
        old |= {None: subject.answer.text} if subject.answer else {}
    rows = [(refs[one], text, old.get(one, "")) for one, text in parts.texts.items()]
    if with_rest:
        rows += [(f"a draft of your reply to {peer}", text, "") for peer, text in parts.replies]
        rows += [(f"a note on {subject.ref}", parts.note, "")] if parts.note else []
    for to, text, before in rows:
        tell_row(f"  {to}  ", f"{_words_in_place_of(text, before)}, “{clipped(text, _LONGEST_START)}”")
    asked = [] if isinstance(subject, Course) or None in parts.texts else subject.asked
    if without := [one.ref for one in asked if one.id not in parts.texts]:
        tell(f"No words for {listed(without)}.")


def print_draft(draft: PeerReply) -> None:
    """That a reply found among answers is a draft now."""
    discussion, _, _ = draft.ref.partition("@")
    tell(f"Saved a draft of your reply to {draft.peer} in {discussion}. After you post it:")
    say(CommandLine("posted", draft.ref))


def print_left_over(subject: Discussion | Course, text: str) -> None:
    """That words which belong to no question are a note now; nothing if there are none."""
    if text:
        print_note(subject.ref, text)


def print_note(ref: str, text: str) -> None:
    """That words which belong to no question are a note now, and how to see it."""
    words = count_words(text)
    were = "was" if words == 1 else "were"
    say(f"{count(words, 'word')} {were} not under a question and {were} saved as a note on {ref}.")
    say(CommandLine("show", ref))
