"""What a person does on a task beside ticking it: which of several they chose, how much they practised, how it goes."""

from cups_course.course.model import Course, Practice, Program, ProgressNote, Task
from cups_course.store.database import Database
from cups_course.store.subjects import subject_target, task_target


def keep_choice(database: Database, task: Task, title: str | None) -> None:
    """Choose one of several; None takes the choice back. Earlier choices stay in the log."""
    with database.writing() as change:
        about, data = task_target(change.connection, task.id)
        change.append("chosen", data | {"title": title}, about=about)


def log_practice(database: Database, task: Task, *, on: str, minutes: int, note: str | None) -> None:
    """Log practice on a day, with what the person noted of it."""
    with database.writing() as change:
        about, data = task_target(change.connection, task.id)
        change.append("practised", data | {"on": on, "minutes": minutes, "note": note or None}, about=about)


def remove_practice(database: Database, practice: Practice) -> None:
    """Take an entry of practice back. What was noted of it stays in the log."""
    with database.writing() as change:
        row = change.connection.execute("SELECT task_id FROM practice WHERE id = ?", (practice.id,)).fetchone()
        about, data = task_target(change.connection, row["task_id"])
        del data["task"]
        change.append("practice removed", data | {"practice": practice.id}, about=about)


def keep_progress_note(
    database: Database, subject: Task | Course | Program, text: str, *, instead_of: ProgressNote | None
) -> None:
    """Keep a progress note; one that waits to be posted may give way to it, and its words stay in the log."""
    with database.writing() as change:
        about, data = subject_target(change.connection, subject)
        data |= {"text": text, "progress": True}
        change.append("noted", data | ({"instead_of": instead_of.id} if instead_of else {}), about=about)


def mark_progress_posted(database: Database, note: ProgressNote, *, on: str) -> None:
    """A progress note was posted."""
    with database.writing() as change:
        about = change.connection.execute("SELECT about FROM note WHERE id = ?", (note.id,)).fetchone()["about"]
        change.append("progress posted", {"note": note.id, "on": on}, about=about)
