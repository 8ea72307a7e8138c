"""What a person does on a task beside ticking it: which of several they chose, how much they practised, how it goes."""

from cups_course.course.model import Course, Practice, Program, ProgressNote, Task
from cups_course.store.database import Database
from cups_course.store.records import now
from cups_course.store.writing import insert, insert_note, update


def choose(database: Database, task: Task, title: str | None) -> None:
    """Choose one of several; None takes the choice back. Earlier choices stay written down."""
    with database.writing() as connection:
        insert(connection, database.device_id, "choice", task_id=task.id, title=title)


def log_practice(database: Database, task: Task, *, on: str, minutes: int, note: str | None) -> None:
    """Log practice on a day, with what the person noted of it."""
    with database.writing() as connection:
        device = database.device_id
        kept = insert_note(connection, device, task, note) if note else None
        insert(connection, device, "practice", task_id=task.id, on_day=on, minutes=minutes, note_id=kept)


def take_back_practice(database: Database, practice: Practice) -> None:
    """Take practice out of the log. What was noted of it stays in the store."""
    with database.writing() as connection:
        note = connection.execute("SELECT note_id FROM practice WHERE id = ?", (practice.id,)).fetchone()
        connection.execute("DELETE FROM practice WHERE id = ?", (practice.id,))
        if note and note["note_id"]:
            update(connection, "note", note["note_id"], removed_at=now())


def keep_progress(
    database: Database, subject: Task | Course | Program, text: str, *, instead_of: ProgressNote | None
) -> None:
    """Keep a progress note; one that waits to be posted may give way to it, and its words stay in the store."""
    with database.writing() as connection:
        device = database.device_id
        kept = insert_note(connection, device, subject, text)
        if instead_of:
            update(connection, "note", instead_of.id, removed_at=now())
        insert(connection, device, "progress", note_id=kept)


def progress_posted(database: Database, note: ProgressNote, *, on: str) -> None:
    """A progress note was posted."""
    with database.writing() as connection:
        connection.execute("UPDATE progress SET posted_on = ? WHERE note_id = ?", (on, note.id))
