"""What holds something of the person's: words, a thread they imported, a tick, a note, something they put right."""

import sqlite3


def _in(*tables: str, of: str) -> str:
    """The condition that a row of one of these tables refers to a record."""
    return " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {of}_id = {of}.id)" for table in tables)


_OF_TASK = _in("tick", "choice", "practice", "note", "form", "submission", of="task")
_OF_QUESTION = f"question.source = 'person' OR {_in('note', 'form_match', 'submitted_field', of='question')}"
_OF_DISCUSSION = f"""discussion.peer_replies_said IS NOT NULL
    OR {_in("thread", "answer", "peer_reply", "wording", "note", "form_match", "submitted_field", of="discussion")}
    OR EXISTS (SELECT 1 FROM task WHERE discussion_id = discussion.id AND ({_OF_TASK}))
    OR EXISTS (SELECT 1 FROM question WHERE discussion_id = discussion.id AND ({_OF_QUESTION}))"""


def discussions_in_use(connection: sqlite3.Connection, course: str) -> set[str]:
    """The ids of the discussions of a course, those removed from the checklist too, that hold something."""
    rows = connection.execute(f"SELECT id FROM discussion WHERE course_id = ? AND ({_OF_DISCUSSION})", (course,))
    return {row["id"] for row in rows}


def tasks_in_use(connection: sqlite3.Connection, owner: str) -> set[str]:
    """The ids of the tasks and forms that are a program's or a course's own and hold something."""
    rows = connection.execute(f"SELECT id FROM task WHERE about = ? AND ({_OF_TASK})", (owner,))
    return {row["id"] for row in rows}


def course_in_use(connection: sqlite3.Connection, course: str) -> bool:
    """Whether a course, or anything in it, holds something."""
    noted = connection.execute("SELECT 1 FROM note WHERE course_id = ?", (course,)).fetchone()
    return bool(noted or tasks_in_use(connection, course) or discussions_in_use(connection, course))
