"""The result of an import, and of a correction of questions."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cups_course.model import Discussion, Program, Question
from cups_course.next import replies_left
from cups_course.reports import ImportResult, ReadThread
from cups_course.shell import CommandLine
from cups_course.states import all_discussions, discussion_state
from cups_course.text import clean, either, fold_space
from cups_course.thread.corrections import doubts
from cups_course.thread.thread import OwnPosts, Provenance, Thread
from cups_course.view.people import peer_names, print_own_found, your_replies
from cups_course.view.screen import (
    say,
    styled,
    tell,
    tell_row,
)
from cups_course.view.wording import (
    count,
    count_tasks,
    day,
    is_plain,
    listed,
    ranges,
    task_kind,
    with_full_stop,
)
from cups_course.wants import question_state, replies_owed

if TYPE_CHECKING:
    from rich.text import Text

_MOST_SOURCES = 3
"""Files of one thread that are named."""
_LABELS = ("added", "changed", "removed", "kept")


def print_reading(read: ReadThread, names: Sequence[str] | None) -> None:
    """What a dry run of an import read."""
    thread, own = read.thread, read.own
    numbers = [
        f"Course {thread.course_number}" if thread.course_number is not None else "",
        f"discussion {thread.discussion_number}" if thread.discussion_number is not None else "",
    ]
    title = thread.discussion_title or thread.course_title or "untitled"
    place = ", ".join(filter(None, numbers)) or "No numbers"
    tell(_headline(f"{place[:1].upper()}{place[1:]}, {title}", _contents(thread)), "")
    for question in thread.questions:
        _line("asks", question)
    for task in thread.tasks:
        kind = task_kind(task)
        _line("task", f"{kind}{': ' * bool(kind and task.text)}{task.text}{' (optional)' * task.optional}")
    answers = sum(post.kind == "answer" for post in thread.posts)
    _line("posts", f"{count(answers, 'answer')}, {count(len(thread.posts) - answers, 'reply', 'replies')}")
    if own:
        _line("yours", f"{_answer_to([one.question for one in own.answers], 'an answer')} by {own.name}")
        if own.replies:
            _line("yours", f"replies to {peer_names([one.peer for one in own.replies])}")
    _print_doubts(thread, own, names)


def print_sources(sources: Sequence[str]) -> None:
    """The files that a thread was read from."""
    names = [clean(one) for one in sources]
    more = f" and {count(len(names) - _MOST_SOURCES, 'more file')}" if len(names) > _MOST_SOURCES else ""
    tell(styled(f"From {', '.join(names[:_MOST_SOURCES])}{more}" if more else f"From {listed(names)}", style="dim"))


def say_nothing_stored() -> None:
    """That an import was a dry run."""
    say("", "This was a dry run, so nothing was stored. To store it, leave out --dry-run.")


def print_changes(read: ReadThread, programs: Sequence[Program], names: Sequence[str] | None) -> Discussion:
    """What an import changed in the store. `names` are those of the person's that have posts; None if no name is known.
    Returns the discussion as it is now."""
    result = read.result
    assert result
    discussion = next(one for one in all_discussions(programs) if one.id == result.discussion_id)
    title = f"{discussion.ref} {discussion.title}"
    if result.outcome == "same":
        tell(_headline(title, "nothing new, everything was imported before"))
        _print_other_numbers(read.thread, discussion, programs)
    else:
        tell(_headline(title, _contents(read.thread)), "")
        _print_other_numbers(read.thread, discussion, programs)
        for label, text in sorted(_changes(read, discussion), key=lambda change: _LABELS.index(change[0])):
            _line(label, text)
        _print_doubts(read.thread, read.own, names)
        for doubt in doubts(read.thread, read.own, discussion):
            _line("unsure", doubt.what)
            tell(doubt.command)
    return discussion


def _print_other_numbers(thread: Thread, discussion: Discussion, programs: Sequence[Program]) -> None:
    """That the numbers in the title of a thread aren't those of its place, if so."""
    course = next(one for program in programs for one in program.courses if discussion in one.discussions)
    stated = {"course": thread.course_number, "discussion": thread.discussion_number}
    stated = {word: number for word, number in stated.items() if thread.how.get(word) == Provenance.STATED}
    if not stated.items() <= {"course": course.number, "discussion": discussion.number}.items():
        says = ", ".join(f"{word} {number}" for word, number in stated.items())
        _line("note", f"the title says {says}, but it is stored as {discussion.ref}.")


def _headline(title: str, facts: str) -> "Text":
    """`2.9 Steady Beats Fast: 40 posts, 3 questions`."""
    line = styled(f"{fold_space(clean(title))}: ", style="bold").append(facts, style="not bold")
    return styled(with_full_stop(line.plain)) if is_plain() else line


def _contents(thread: Thread) -> str:
    facts = [count(len(thread.posts), "post"), count(len(thread.questions), "question")]
    if thread.peer_replies_wanted:
        facts.append(f"reply to {count(thread.peer_replies_wanted, 'peer')}")
    return ", ".join(facts)


def _line(label: str, text: str) -> None:
    tell_row(styled(f"  {label:<7}  ", style="dim"), text)


def _answer_to(questions: Sequence[int | None], answer: str, asked: int = 0) -> str:
    """`an answer to questions 1 and 2`; to all of several that are `asked`: `to all 3 questions`."""
    numbers = [str(number) for number in questions if number is not None]
    if not numbers:
        return f"{answer} to the whole discussion" if questions else "no answer"
    which = f"{'question' if len(numbers) == 1 else 'questions'} {listed(numbers)}"
    if len(numbers) == asked > 1:
        which = "both questions" if asked == 2 else f"all {asked} questions"
    return f"{answer} to {which}{' and to the whole discussion' * (None in questions)}"


def _changes(read: ReadThread, discussion: Discussion) -> Iterator[tuple[str, str]]:
    """What an import added, changed, removed and kept. Of a new thread the headline says what was added."""
    result = read.result
    assert result
    if result.brought_back:
        yield "added", f"{discussion.ref} to the checklist again; you had removed it"
    if result.new_posts and not result.new_thread:
        yield "added", count(result.new_posts, "post")
    if result.edited_posts:
        yield "changed", f"{count(result.edited_posts, 'post')}, edited in the forum"
    for label, numbers, note in (
        ("added", [] if result.new_thread else result.new_questions, ""),
        ("changed", result.reworded, ", in the post's newer wording"),
        ("removed", result.dropped, ". Your answers stay."),
    ):
        if numbers:
            names = listed([str(number) for number in numbers])
            yield label, f"{'question' if len(numbers) == 1 else 'questions'} {names}{note}"
    if result.new_tasks:
        which = f": {listed(count_tasks(discussion.tasks))}" if result.new_tasks == len(discussion.tasks) else ""
        yield "added", f"{count(result.new_tasks, 'task')}{which}"
    if result.new_answers:
        answer = f"your answer{_posted_on(result.new_answers, discussion)}"
        yield "added", _answer_to(result.new_answers, answer, len(discussion.asked))
    if result.new_replies:
        yield "added", your_replies(result.new_replies)
    if result.kept_opening:
        yield "kept", "the opening post; the one in this copy is cut, older, or a different post"
    for number in result.kept_beside:
        yield "kept", f"your earlier answer to {_slot_ref(discussion, number)}, as an older version"
    for number in result.kept_drafts:
        yield "kept", f"your draft for {_slot_ref(discussion, number)}, newer than what you posted"


def _posted_on(questions: Sequence[int | None], discussion: Discussion) -> str:
    """` of 3 Nov 2020` if all these answers were posted on one day."""
    answers = {question.number: question.answer for question in discussion.questions}
    found = [discussion.answer if number is None else answers.get(number) for number in questions]
    days = {answer.posted_on for answer in found if answer}
    return f" of {day(only)}" if len(days) == 1 and (only := days.pop()) else ""


def _slot_ref(discussion: Discussion, question: int | None) -> str:
    return discussion.ref if question is None else f"{discussion.ref}.{question}"


def _print_doubts(thread: Thread, own: OwnPosts | None, names: Sequence[str] | None) -> None:
    if thread.pages_given and thread.pages_missing:
        pages = "page" if len(thread.pages_missing) == 1 else "pages"
        _line("missing", f"{pages} {ranges(thread.pages_missing)} of {thread.pages}")
    if thread.posts_missing:
        _line("missing", f"{count(thread.posts_missing, 'post')} of the thread")
    for warning in thread.warnings:
        _line("unsure", warning)
    if names and own is None:
        _line("note", f"no post by {either(names)} is in this copy.")
    elif names is None and any(post.author for post in thread.posts):
        _line("note", "your own posts aren't found until you set your forum name:")
        tell(CommandLine("me", "YOUR-NAME"))


def print_next_after(discussions: Sequence[Discussion]) -> None:
    """What to do next after an import into these discussions."""
    if len(discussions) != 1:
        tell("", "To see what is next:", CommandLine("next"))
        return
    (discussion,) = discussions
    owed = replies_owed(discussion)
    if discussion_state(discussion) == "done":
        tell("", f"Discussion {discussion.ref} is done.")
        tell(CommandLine("next"))
    elif owed and all(question.answer for question in discussion.asked):
        tell("", f"{replies_left(owed)}. To see who has no reply yet:")
        tell(CommandLine("peers", discussion.ref))
    else:
        tell("", "To see what is left:", CommandLine("status", discussion.ref))


def print_corrected(before: Discussion, after: Discussion, own: Sequence[tuple[str, ImportResult]]) -> None:
    """The questions that a correction added, reworded or dropped, where their answers are, and own posts found."""
    were = {question.id: question for question in before.questions}
    asked = [one for one in after.asked if one.id not in were or _shown(one) != _shown(were[one.id])]
    gone = [one for one in after.questions if one.dropped and one.id in were and not were[one.id].dropped]
    moved = [one for one in after.questions if not one.answer and one.id in were and were[one.id].answer]
    if not asked and not gone and not moved:
        tell(f"Nothing changed in {after.ref}: it already says this.")
        return
    for question in asked:
        tell(f"{question.ref} asks: {question.text}")
    if gone:
        tell(f"{listed([one.ref for one in gone])} {'is' if len(gone) == 1 else 'are'} no longer asked.")
    if kept := [one.ref for one in gone if one.answer]:
        say(f"Your answer to {listed(kept)} stays.")
    if moved:
        say(f"Your answer to {listed([one.ref for one in moved])} is now in {_moved_to(before, after)}.")
    print_own_found(own)
    if gone and not asked:
        say("To restore it:", CommandLine("question", "add", gone[0].ref))
        return
    unanswered = [one.ref for one in asked if question_state(one, after) == "todo"]
    say(CommandLine("answer", unanswered[0]) if unanswered else CommandLine("show", after.ref))


def _shown(question: Question) -> tuple[str, bool, bool]:
    return question.text, question.dropped, question.placeholder


def _moved_to(before: Discussion, after: Discussion) -> str:
    """Where the answers to other questions went."""
    answers = {question.id: question.answer for question in before.questions}
    changed = [one.ref for one in after.asked if one.answer and one.answer != answers.get(one.id)]
    return listed(changed) or "your answer to the whole discussion"
