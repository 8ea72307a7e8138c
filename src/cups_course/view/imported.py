"""What an import found, in a few lines: what is new, what was the same, what was not understood."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from cups_course.course.doubts import doubts
from cups_course.course.model import Discussion, Program
from cups_course.course.peers import nearest_author
from cups_course.course.progress import all_discussions, discussion_state, replies_owed
from cups_course.course.remaining import replies_left
from cups_course.course.taken import ImportResult, ReadThread
from cups_course.course.thread import OwnPosts, Thread
from cups_course.course.wording import clean
from cups_course.view.screen import command_line, console, heading, put, say, tell
from cups_course.view.wordings import count, listed, ranges


def print_reading(result: ReadThread, names: Sequence[str]) -> None:
    """What was read, with nothing stored."""
    thread, own = result.thread, result.own
    where = [
        f"Course {thread.course_number}" if thread.course_number is not None else "",
        f"discussion {thread.discussion_number}" if thread.discussion_number is not None else "",
    ]
    title = thread.discussion_title or thread.course_title or "untitled"
    _headline(f"{', '.join(filter(None, where)) or 'No numbers'}: {clean(title)}", thread)
    for question in thread.questions:
        _line("asks", question)
    for task in thread.tasks:
        _line("wants", f"{task.kind}{' (optional)' if task.optional else ''}: {task.text}")
    answers = sum(post.kind == "answer" for post in thread.posts)
    _line("holds", f"{count(answers, 'answer')}, {count(len(thread.posts) - answers, 'reply', 'replies')}")
    if own:
        _line("yours", f"{_parts([one.question for one in own.answers])} by {own.name}")
        if peers := [one.peer or "someone" for one in own.replies]:
            _line("yours", f"replies to {listed(list(dict.fromkeys(peers)))}")
    _not_understood(thread, own, names)
    say("Nothing was stored. Without --dry-run it will be.")


def print_imported(result: ReadThread, programs: Sequence[Program], names: Sequence[str]) -> None:
    """What was taken into the store, and what to do next in this discussion."""
    taken = result.taken
    assert taken
    discussion = next(one for one in all_discussions(programs) if one.id == taken.discussion_id)
    _headline(f"{discussion.ref}: {clean(discussion.title)}", result.thread)
    for label, text in _changes(taken, discussion):
        _line(label, text)
    if taken.outcome != "same":
        _not_understood(result.thread, result.own, names)
        for doubt in doubts(result.thread, result.own, discussion):
            _line("unsure", doubt.what)
            tell(command_line(f"cups-course {doubt.command}"))
    _what_remains(discussion)


def _headline(title: str, thread: Thread) -> None:
    wanted = thread.peer_replies_wanted
    facts = [count(len(thread.posts), "post"), count(len(thread.questions), "question")]
    if wanted:
        facts.append(f"reply to {count(wanted, 'peer')}")
    tell(heading(title, facts=", ".join(facts)))


def _line(label: str, text: str) -> None:
    put(console(), text, indent=10, first=Text(f"  {label:<8}", style="dim"))


def _parts(questions: Sequence[int | None]) -> str:
    """`an answer to questions 1 and 2`."""
    numbers = [number for number in questions if number is not None]
    if numbers and None in questions:
        return f"an answer to {listed([str(number) for number in numbers])} and one in one piece"
    if not numbers:
        return "an answer in one piece" if questions else "no answer"
    if len(numbers) == 1:
        return f"an answer to question {numbers[0]}"
    return f"an answer to questions {listed([str(number) for number in numbers])}"


def _changes(taken: ImportResult, discussion: Discussion) -> Iterator[tuple[str, str]]:
    if taken.outcome == "same":
        yield "same", "everything was here already"
        return
    if taken.kept_opening:
        yield "kept", "the opening post as it was; in this copy it is cut, older, or another one"
    if taken.new_posts:
        yield "new", count(taken.new_posts, "post")
    if taken.edited_posts:
        yield "changed", f"{count(taken.edited_posts, 'post')}, edited in the forum"
    for label, numbers, said in (
        ("new", taken.new_questions, ""),
        ("changed", taken.reworded, ", in the post's newer wording"),
        ("gone", taken.dropped, "; what you answered stays"),
    ):
        if numbers:
            names = listed([str(number) for number in numbers])
            yield label, f"{'question' if len(numbers) == 1 else 'questions'} {names}{said}"
    if taken.new_tasks:
        yield "new", f"{count(taken.new_tasks, 'task')}: {listed([task.kind for task in discussion.tasks])}"
    if taken.new_answers:
        yield "new", f"{_parts(taken.new_answers).replace('an answer', 'your answer', 1)}, as posted"
    for number in taken.kept_beside:
        ref = discussion.ref if number is None else f"{discussion.ref}.{number}"
        yield "kept", f"your earlier words for {ref} too, as an older version"
    for number in taken.kept_drafts:
        ref = discussion.ref if number is None else f"{discussion.ref}.{number}"
        yield "kept", f"your draft for {ref}, newer than what you posted; both are there"
    if taken.new_replies:
        peers = list(dict.fromkeys(peer or "someone" for peer in taken.new_replies))
        yield "new", f"your {'reply' if len(taken.new_replies) == 1 else 'replies'} to {listed(peers)}"


def _not_understood(thread: Thread, own: OwnPosts | None, names: Sequence[str]) -> None:
    if thread.pages_given and thread.pages_missing:
        pages = "page" if len(thread.pages_missing) == 1 else "pages"
        _line("missing", f"{pages} {ranges(thread.pages_missing)} of {thread.pages}")
    if thread.posts_missing:
        _line("missing", f"{count(thread.posts_missing, 'post')} that this copy counts and does not hold")
    for warning in thread.warnings:
        _line("unsure", warning)
    if names and own is None:
        meant = nearest_author(thread, names[0])
        _line("note", f"nothing by {names[0]} in this copy{f'; did you mean {meant}?' if meant else ''}")
        if meant:
            tell(command_line(f"cups-course me {clean(meant)} --not {clean(names[0])}"))
    elif not names and any(post.author for post in thread.posts):
        _line("note", "say who you are, and your own posts are found:")
        tell(command_line("cups-course me YOUR-NAME"))


def _what_remains(discussion: Discussion) -> None:
    owed = replies_owed(discussion)
    if discussion_state(discussion) == "done":
        tell("", f"Discussion {discussion.ref} is done.")
        tell(command_line("cups-course next"))
    elif owed and all(question.answer for question in discussion.asked):
        tell("", f"{replies_left(owed)}. Who would be glad of one:")
        tell(command_line(f"cups-course peers {discussion.ref}"))
    else:
        tell("", command_line(f"cups-course status {discussion.ref}"))
