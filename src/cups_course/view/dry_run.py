"""Everything that an import would store, with all texts, for a dry run."""

from collections.abc import Sequence

from cups_course.model import Discussion, Program
from cups_course.reports import ReadThread
from cups_course.text import clean, fold_name
from cups_course.thread.peers import replies_received
from cups_course.view.imported import print_changes
from cups_course.view.screen import console, heading, put, styled, tell
from cups_course.view.thread import print_thread
from cups_course.view.wording import ONE_ANSWER, author_and_day, day


def print_would_import(read: ReadThread, programs: Sequence[Program], names: Sequence[str] | None) -> None:
    """What an import would change, then every text that it would store; nothing of a thread that has nothing new."""
    discussion = print_changes(read, programs, names)
    result, thread = read.result, read.thread
    assert result
    if result.outcome == "same":
        return
    if not result.kept_opening:
        _print_text("Opening post", author_and_day(thread.author, thread.posted_on), thread.body)
        for question in discussion.asked:
            _print_text(f"Question {question.ref}", "", question.text)
        for task in discussion.tasks:
            _print_text(f"Task {task.ref}", "optional" if task.optional else "", task.text)
    _print_own(read, discussion)
    own = read.own
    mine = {*(answer.post for answer in own.answers), *(reply.post for reply in own.replies)} if own else set()
    replies = replies_received(thread.posts, called=fold_name)
    tell("")
    print_thread(discussion, thread, thread.posts, mine=mine, replies=replies, starts={}, full=True)


def _print_own(read: ReadThread, discussion: Discussion) -> None:
    """The person's own posts: which words become the answer to which question, and which the reply to whom."""
    result, own = read.result, read.own
    assert result
    posts = {answer.text: answer.post for answer in own.answers} if own else {}
    posts |= {reply.text: reply.post for reply in own.replies} if own else {}
    answers = [(one.number, one.ref, one.answer) for one in discussion.questions]
    for number, ref, answer in [*answers, (None, f"{discussion.ref}, {ONE_ANSWER.lower()}", discussion.answer)]:
        if answer and number in {*result.new_answers, *result.kept_drafts, *result.kept_beside}:
            state = f"posted {day(answer.posted_on)}".rstrip() if answer.posted else "draft"
            _print_text(f"Your answer to {ref}", _from_post(posts, answer.text, state), answer.text)
    for reply in discussion.peer_replies:
        if reply.peer in result.new_replies:
            facts = _from_post(posts, reply.text, day(reply.replied_on))
            _print_text(f"Your reply to {reply.peer or 'someone'}", facts, reply.text)


def _from_post(posts: dict[str, int], text: str, *facts: str) -> str:
    return ", ".join(filter(None, [f"post {posts[text]}" if text in posts else "", *facts]))


def _print_text(what: str, facts: str, text: str) -> None:
    """A text under a line that says what it becomes."""
    tell("", heading(what, facts=facts))
    put(console(), clean(text) if text else styled("(no words)", style="dim"), indent=2)
