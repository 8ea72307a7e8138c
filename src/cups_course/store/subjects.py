"""References to things in events. Each says enough to make the thing again if the event that made it is gone."""

import sqlite3

from cups_course.events.event import Data
from cups_course.model import Course, Discussion, PeerReply, Program, Question, Task
from cups_course.store.aliases import discussion_ids
from cups_course.store.implied import implied_place

Subject = Program | Course | Discussion | Question | Task | PeerReply


def current_place(connection: sqlite3.Connection, discussion: str) -> Data:
    """Where a discussion stands now."""
    row = connection.execute(
        """SELECT program_id AS program, course.number AS course, course.title AS course_title,
                discussion.number AS discussion, discussion.title
            FROM discussion JOIN course ON course.id = course_id WHERE discussion.id = ?""",
        (discussion,),
    ).fetchone()
    return dict(row) | other_ids(connection, discussion) if row else implied_place(connection, discussion)


def other_ids(connection: sqlite3.Connection, discussion: str) -> Data:
    """The other ids that are shown as the same discussion, for the place in an event."""
    _, *others = discussion_ids(connection, discussion)
    return {"also": others} if others else {}


def question_target(connection: sqlite3.Connection, question: str) -> Data:
    """A question with its number and its wording; a placeholder has no words."""
    row = connection.execute(
        "SELECT id AS key, number, iif(placeholder, '', text) AS text FROM question WHERE id = ?", (question,)
    ).fetchone()
    return dict(row)


def reply_target(connection: sqlite3.Connection, reply: str) -> Data:
    """A reply to a peer."""
    row = connection.execute("SELECT * FROM peer_reply WHERE id = ?", (reply,)).fetchone()
    to_nobody_by_name = row["peer"] is None and row["post_id"] is None and row["under_id"] is not None
    return {"key": row["id"], "peer": row["peer"]} | ({"to": row["under_id"]} if to_nobody_by_name else {})


def task_target(connection: sqlite3.Connection, task: str) -> tuple[str, Data]:
    """What an event about a task is about, and the data that name the task."""
    row = connection.execute("SELECT * FROM task WHERE id = ?", (task,)).fetchone()
    data: Data = {"task": {"kind": row["kind"], "number": row["number"], "text": row["text"]}}
    if row["discussion_id"]:
        data["place"] = current_place(connection, row["discussion_id"])
    return row["about"], data


def subject_target(connection: sqlite3.Connection, subject: Subject) -> tuple[str, Data]:
    """What an event about this is about, and the data that name it."""
    match subject:
        case Program() | Course():
            return subject.id, {}
        case Discussion():
            return subject.id, {"place": current_place(connection, subject.id)}
        case Task():
            return task_target(connection, subject.id)
        case Question():
            row = connection.execute("SELECT about FROM question WHERE id = ?", (subject.id,)).fetchone()
            named = {"question": question_target(connection, subject.id)}
        case PeerReply():
            row = connection.execute("SELECT about FROM peer_reply WHERE id = ?", (subject.id,)).fetchone()
            named = {"reply": reply_target(connection, subject.id)}
    return row["about"], {"place": current_place(connection, row["about"]), **named}
