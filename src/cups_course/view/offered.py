"""What is said beside each thing that Tab offers: its state, then its name or its wording.

No Rich here but for how wide a letter is: a person waits for each Tab.
"""

from rich.cells import cell_len, set_cell_size

from cups_course.course.model import Course, Discussion, Program, Question
from cups_course.course.peers import Peer
from cups_course.course.progress import course_state, discussion_state, form_state, question_state, task_done
from cups_course.course.references import FoundRef
from cups_course.course.wording import clean, fold_space
from cups_course.view.wordings import count

_ROOM = 60
"""Columns for what is said: beside a reference it fits most terminals."""
_STATES = {"todo": "to do", "started": "started", "done": "done"}


def describe(found: FoundRef) -> str:
    """What is said beside a reference."""
    state, words = _state(found), _words(found)
    return brief(f"{state}: {words}" if state and words else state or words)


def describe_peer(peer: Peer) -> str:
    """What is said beside somebody's name."""
    had = count(peer.replies, "reply", "replies") if peer.replies else "no reply yet"
    return had + ", you replied" * peer.replied + ", wrote to you" * (peer.wrote_to_you and not peer.replied)


def brief(text: str) -> str:
    """The text on one line, harmless and no longer than there is room for."""
    line = fold_space(clean(text))
    return line if cell_len(line) <= _ROOM else f"{set_cell_size(line, _ROOM - 1).rstrip()}…"


def _state(found: FoundRef) -> str:
    subject, course, discussion = found.subject, found.course, found.discussion
    if found.reply:
        return "your reply" if found.reply.given else "draft"
    if found.task:
        if found.task.kind == "form" and course and not discussion:
            return {"todo": "to do", "ready": "ready to fill in", "submitted": "submitted"}[
                form_state(found.task, course)
            ]
        if task_done(found.task, discussion):
            return "done"
        return "optional" if found.task.optional else "to do"
    if isinstance(subject, Question) and discussion:
        return {"todo": "to answer", "draft": "draft", "posted": "posted"}[question_state(subject, discussion)]
    if isinstance(subject, Discussion):
        state = discussion_state(subject)
        return "not described yet" if not subject.known and state == "todo" else _STATES[state]
    return _STATES[course_state(subject)] if isinstance(subject, Course) else ""


def _words(found: FoundRef) -> str:
    subject = found.subject
    return subject.title if isinstance(subject, Program | Course | Discussion) else subject.text
