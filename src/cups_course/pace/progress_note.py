"""The progress note that some programs want every week: what was done last, what was hard, what went well."""

from collections.abc import Iterator, Sequence

from cups_course.model import Course, Discussion, Task
from cups_course.states import discussion_state
from cups_course.tasks import hours_in_words
from cups_course.wants import peers_replied_to

HARD, WELL = "What was hard:", "What went well:"


def draft_progress_note(courses: Sequence[Course], tasks: Sequence[Task]) -> str:
    """A note about these courses and tasks, with what is kept filled in and room for what only the person knows."""
    return "\n".join([*_known(courses, tasks), "", HARD, "", "", WELL, "", ""])


def _known(courses: Sequence[Course], tasks: Sequence[Task]) -> Iterator[str]:
    discussions = [(course, one) for course in courses for one in course.discussions]
    done = [pair for pair in discussions if discussion_state(pair[1]) == "done"]
    last = max(done, key=lambda pair: _last_day(pair[1]), default=None)
    yield f"Last discussion done: {_called(*last) if last else ''}".rstrip()
    if last and (peers := peers_replied_to(last[1])):
        yield f"Replies to peers there: {len(peers)}"
    if at_work := next((pair for pair in discussions if discussion_state(pair[1]) == "started"), None):
        yield f"In progress: {_called(*at_work)}"
    practised = sum(task.minutes_logged for course in courses for task in course.tasks)
    if practised := practised + sum(task.minutes_logged for task in tasks):
        yield f"Practice so far: {hours_in_words(practised)}"


def _last_day(discussion: Discussion) -> str:
    """The day on which something was last posted there, else kept: ISO days and times sort alike."""
    answers = [discussion.answer, *(question.answer for question in discussion.questions)]
    days = [one.posted_on or one.kept_at[:10] for one in answers if one]
    days += [reply.replied_on or reply.kept_at[:10] for reply in discussion.peer_replies]
    days += [task.done_on for task in discussion.tasks if task.done_on]
    return max(days, default="")


def _called(course: Course, discussion: Discussion) -> str:
    title = f", {discussion.title}" if discussion.title else ""
    return f"course {course.number}, discussion {discussion.number}{title}"
