"""Outlines taken into the store, and discussions put where they belong."""

import sqlite3
from collections.abc import Sequence

from cups_course.course.errors import CourseError, UnknownProgram
from cups_course.course.matching import same_topic
from cups_course.course.model import Discussion, Program
from cups_course.course.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.course.placing import OWN_PROGRAM
from cups_course.course.thread import WantedTask
from cups_course.store.courses import course_of
from cups_course.store.database import Database
from cups_course.store.pace import drop, hand_over, hand_over_place
from cups_course.store.records import now
from cups_course.store.tasks import take_tasks
from cups_course.store.writing import insert, update


def add_outline(database: Database, outline: Outline) -> list[tuple[int, int]]:
    """Take an outline in: what is missing is added, what is there already stays as it is.

    Discussions of `my-courses` whose numbers and title agree become the outline's, answers and all: their numbers
    are returned.
    """
    with database.writing() as connection:
        return _Adding(connection, database.device_id).program(outline)


class _Adding:
    def __init__(self, connection: sqlite3.Connection, device: str) -> None:
        self.connection = connection
        self.device = device
        self.taken_over: list[tuple[int, int]] = []

    def program(self, outline: Outline) -> list[tuple[int, int]]:
        program = self._find("program", key=outline.key) or self._insert(
            "program", key=outline.key, title=outline.title
        )
        for course in outline.courses:
            self._course(program, course)
        self._tasks(outline.tasks, program_id=program)
        hand_over(self.connection, program)
        drop_if_empty(self.connection, OWN_PROGRAM)
        return self.taken_over

    def _insert(self, table: str, **values: object) -> str:
        return insert(self.connection, self.device, table, **values)

    def _find(self, table: str, **values: object) -> str | None:
        conditions = " AND ".join(f"{column} = ?" for column in values)
        row = self.connection.execute(f"SELECT id FROM {table} WHERE {conditions}", list(values.values())).fetchone()
        return str(row["id"]) if row else None

    def _course(self, program: str, outline: OutlineCourse) -> None:
        course = self._find("course", program_id=program, number=outline.number) or self._insert(
            "course", program_id=program, number=outline.number, title=outline.title, source="outline"
        )
        for discussion in outline.discussions:
            self._discussion(course, outline.number, discussion)
        self._tasks(outline.tasks, course_id=course)
        self._tasks([WantedTask("form", title) for title in outline.forms], course_id=course)

    def _discussion(self, course: str, course_number: int, outline: OutlineDiscussion) -> None:
        known = outline.questions is not None
        there = self.connection.execute(
            "SELECT * FROM discussion WHERE course_id = ? AND number = ? ORDER BY removed_at IS NOT NULL, id",
            (course, outline.number),
        ).fetchone()
        if there and (not there["removed_at"] or there["title"] == outline.title):
            # What was removed before is wanted back, words and all, by whoever adds the outline again.
            self.connection.execute(
                """UPDATE discussion SET removed_at = NULL, known = max(known, ?), title = iif(title = '', ?, title),
                    peer_replies_wanted = coalesce(peer_replies_wanted, ?) WHERE id = ?""",
                (int(known), outline.title, outline.peer_replies, there["id"]),
            )
            self._questions(there["id"], outline)
            self._tasks(outline.tasks, discussion_id=there["id"])
            return
        discussion = self._imported_before(course_number, outline)
        if discussion:
            self.taken_over.append((course_number, outline.number))
            self.connection.execute(
                """UPDATE discussion SET course_id = ?, source = 'outline', known = max(known, ?),
                    peer_replies_wanted = coalesce(peer_replies_wanted, ?) WHERE id = ?""",
                (course, int(known), outline.peer_replies, discussion),
            )
        else:
            discussion = self._insert(
                "discussion",
                course_id=course,
                number=outline.number,
                title=outline.title,
                known=int(known),
                peer_replies_wanted=outline.peer_replies,
                source="outline",
            )
        self._questions(discussion, outline)
        self._tasks(outline.tasks, discussion_id=discussion)

    def _imported_before(self, course_number: int, outline: OutlineDiscussion) -> str | None:
        row = self.connection.execute(
            """SELECT discussion.id, discussion.title FROM discussion
                JOIN course ON course.id = discussion.course_id JOIN program ON program.id = course.program_id
                WHERE program.key = ? AND course.number = ? AND discussion.number = ?
                    AND discussion.removed_at IS NULL""",
            (OWN_PROGRAM, course_number, outline.number),
        ).fetchone()
        if row and outline.title and same_topic(row["title"], outline.title):
            return str(row["id"])
        return None

    def _questions(self, discussion: str, outline: OutlineDiscussion) -> None:
        rows = self.connection.execute("SELECT * FROM question WHERE discussion_id = ?", (discussion,)).fetchall()
        if rows:
            # The post itself was read; an outline is what somebody told of it.
            return
        wordings = outline.questions or ()
        for number, wording in enumerate(wordings, start=1):
            self._insert(
                "question",
                discussion_id=discussion,
                number=number,
                text=wording or f"Question {number} of {len(wordings)}, see the post for its wording",
                placeholder=int(wording is None),
                source="outline",
            )

    def _tasks(self, tasks: Sequence[WantedTask], **owner: str) -> None:
        for _, kept in take_tasks(self.connection, self.device, tasks, "outline", **owner):
            if kept is not None:
                update(self.connection, "task", kept["id"], removed_at=None)


def use_program(database: Database, key: str) -> None:
    """Make a program the one that short references mean.

    Raises UnknownProgram.
    """
    with database.writing() as connection:
        keys = [row["key"] for row in connection.execute("SELECT key FROM program ORDER BY id")]
        if key not in keys:
            raise UnknownProgram(key, keys, where="in your store")
        connection.execute("UPDATE program SET in_use = 0")
        connection.execute("UPDATE program SET in_use = 1 WHERE key = ?", (key,))


def move_discussion(
    database: Database,
    discussion: Discussion,
    program: Program,
    course_number: int,
    number: int,
    there: Discussion | None,
) -> None:
    """Put a discussion where it belongs, with everything in it. `there` is what stands at that place now: a place
    without words of the person's own gives way, and its thread and questions with it.

    Raises CourseError where words are kept at that place already.
    """
    with database.writing() as connection:
        course = course_of(connection, database.device_id, program.id, course_number, title="", source="person")
        title = discussion.title
        if there and _holds_words(connection, there.id):
            raise CourseError(
                f"{there.ref} holds words of yours already, so nothing was moved. Put it elsewhere first:",
                f"cups-course move {there.ref} REF",
            )
        if there:
            title = there.title or title
            # What was noted at that place is still said where it was said.
            connection.execute(
                """UPDATE note SET discussion_id = ?, question_id = NULL, task_id = NULL WHERE discussion_id = ?
                    OR question_id IN (SELECT id FROM question WHERE discussion_id = ?)
                    OR task_id IN (SELECT id FROM task WHERE discussion_id = ?)""",
                (discussion.id, there.id, there.id, there.id),
            )
            hand_over_place(connection, there.id, discussion.id)
            _hand_over_tasks(connection, there.id, discussion.id)
            connection.execute("UPDATE discussion SET removed_at = ? WHERE id = ?", (now(), there.id))
        connection.execute(
            "UPDATE discussion SET course_id = ?, number = ?, title = ? WHERE id = ?",
            (course, number, title, discussion.id),
        )
        drop_if_empty(connection, OWN_PROGRAM)


def _holds_words(connection: sqlite3.Connection, discussion: str) -> bool:
    """Asked inside of the move, so that no answer is kept between the question and the move."""
    return bool(
        connection.execute(
            """SELECT 1 FROM version
                LEFT JOIN answer ON answer.id = answer_id LEFT JOIN peer_reply ON peer_reply.id = peer_reply_id
                WHERE disowned_at IS NULL AND removed_at IS NULL
                    AND coalesce(answer.discussion_id, peer_reply.discussion_id) = ? LIMIT 1""",
            (discussion,),
        ).fetchone()
    )


def _hand_over_tasks(connection: sqlite3.Connection, gives_way: str, stays: str) -> None:
    """What was wanted, and done, at a place is wanted and done of the discussion that comes there."""
    for task in connection.execute("SELECT * FROM task WHERE discussion_id = ?", (gives_way,)).fetchall():
        same = connection.execute(
            "SELECT id FROM task WHERE discussion_id = ? AND kind = ? AND number = ?",
            (stays, task["kind"], task["number"]),
        ).fetchone()
        if same:
            for table in ("tick", "choice", "practice"):
                connection.execute(f"UPDATE {table} SET task_id = ? WHERE task_id = ?", (same["id"], task["id"]))
            # What somebody told of it stays where more was not told.
            connection.execute("UPDATE OR IGNORE terms SET task_id = ? WHERE task_id = ?", (same["id"], task["id"]))
        else:
            connection.execute("UPDATE task SET discussion_id = ? WHERE id = ?", (stays, task["id"]))


def drop_if_empty(connection: sqlite3.Connection, key: str) -> None:
    """Take away the courses of a program that hold nothing any more, and the program with the last of them."""
    courses = connection.execute(
        """SELECT course.id FROM course JOIN program ON program.id = course.program_id WHERE program.key = ?
            AND NOT EXISTS (SELECT 1 FROM discussion WHERE course_id = course.id)
            AND NOT EXISTS (SELECT 1 FROM note WHERE course_id = course.id)
            AND NOT EXISTS (SELECT 1 FROM task JOIN tick ON tick.task_id = task.id WHERE course_id = course.id)
            AND NOT EXISTS (SELECT 1 FROM task JOIN note ON note.task_id = task.id WHERE task.course_id = course.id)
            AND NOT EXISTS (SELECT 1 FROM task JOIN form ON form.task_id = task.id WHERE course_id = course.id)
            AND NOT EXISTS (SELECT 1 FROM task JOIN choice ON choice.task_id = task.id WHERE course_id = course.id)
            AND NOT EXISTS (SELECT 1 FROM task JOIN practice ON practice.task_id = task.id WHERE course_id = course.id)
            AND NOT EXISTS (SELECT 1 FROM task JOIN submission ON submission.task_id = task.id
                WHERE course_id = course.id)""",
        (key,),
    ).fetchall()
    for course in courses:
        drop(connection, course["id"])
        connection.execute(
            "DELETE FROM terms WHERE task_id IN (SELECT id FROM task WHERE course_id = ?)", (course["id"],)
        )
        connection.execute("DELETE FROM task WHERE course_id = ?", (course["id"],))
        connection.execute("DELETE FROM course WHERE id = ?", (course["id"],))
    connection.execute(
        """DELETE FROM program WHERE key = ? AND NOT EXISTS (SELECT 1 FROM course WHERE program_id = program.id)
            AND NOT EXISTS (SELECT 1 FROM note WHERE program_id = program.id)
            AND NOT EXISTS (SELECT 1 FROM set_aside WHERE program_id = program.id)""",
        (key,),
    )
