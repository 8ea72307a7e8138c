"""What is set aside, and the plans: kept, changed, taken back. Each function is one whole transaction."""

from cups_course.course.model import Course, Discussion, Plan, Program, Task
from cups_course.store.database import Database
from cups_course.store.projection import EVERYTHING
from cups_course.store.subjects import subject_target

PausedSubject = Program | Course | Discussion | Task
"""What can be set aside by itself."""


def pause(database: Database, subject: PausedSubject | None, *, until: str | None) -> None:
    """Set something aside (None: everything) until an ISO day, or until it is taken up again."""
    with database.writing() as change:
        about, data = subject_target(change.connection, subject) if subject else (EVERYTHING, {})
        change.append("paused", data | {"until": until}, about=about)


def resume(database: Database, subject: PausedSubject | None) -> None:
    """Have something (None: everything) no longer set aside."""
    with database.writing() as change:
        about, data = subject_target(change.connection, subject) if subject else (EVERYTHING, {})
        change.append("resumed", data, about=about)


def set_plan(database: Database, course: Course, plan: Plan) -> None:
    """Keep a plan for a course, in the place of the one it may have."""
    with database.writing() as change:
        change.append("planned", {"plan": plan._asdict()}, about=course.id)


def clear_plan(database: Database, course: Course) -> None:
    """Take the plan of a course away."""
    with database.writing() as change:
        change.append("planned", {"plan": None}, about=course.id)
