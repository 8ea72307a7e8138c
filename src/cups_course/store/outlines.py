"""Outlines taken into the store, and the program that is meant."""

import sqlite3
from collections.abc import Sequence

from cups_course.course.addresses import is_thread_at
from cups_course.course.errors import UnknownProgram
from cups_course.course.matching import same_topic
from cups_course.course.outline import Added, Elsewhere, Outline, OutlineCourse, OutlineDiscussion
from cups_course.course.placing import OWN_PROGRAM
from cups_course.course.settling import Kept, Settled, Told, settle
from cups_course.course.thread import WantedTask
from cups_course.store.database import Database
from cups_course.store.held import course_held, held_discussions
from cups_course.store.moving import drop_if_empty
from cups_course.store.pace import hand_over
from cups_course.store.records import now
from cups_course.store.tasks import take_tasks
from cups_course.store.writing import insert, update

_ASIDE = 1_000_000
"""Numbers from here on cannot be typed. What changes its place is set aside there, so that two can change places; a
course that gave its place away to one from another place stays there, with nothing in it."""


def add_outline(database: Database, outline: Outline) -> Added:
    """Take an outline in: what is missing is added; what holds something of the person's stays where and as it is.

    Discussions of `my-courses` whose numbers and title agree become the outline's, answers and all.
    """
    with database.writing() as connection:
        return _Adding(connection, database.device_id).program(outline)


class _Adding:
    def __init__(self, connection: sqlite3.Connection, device: str) -> None:
        self.connection = connection
        self.device = device
        self.taken_over: list[tuple[int, int]] = []
        self.elsewhere: list[Elsewhere] = []

    def program(self, outline: Outline) -> Added:
        row = self.connection.execute("SELECT * FROM program WHERE key = ?", (outline.key,)).fetchone()
        if row:
            program = str(row["id"])
            update(
                self.connection,
                "program",
                program,
                title=outline.title or row["title"],
                about=outline.about or row["about"],
            )
        else:
            program = self._insert("program", key=outline.key, title=outline.title, about=outline.about)
        rows = self.connection.execute("SELECT * FROM course WHERE program_id = ? ORDER BY number", (program,))
        kept = [
            Kept(row["id"], row["number"], row["title"], course_held(self.connection, row["id"]))
            for row in rows.fetchall()
            if row["number"] < _ASIDE
        ]
        places = settle([Told(course.number, course.title) for course in outline.courses], kept)
        for place in places:
            if place.kept and place.gives_way:
                self._empty(program, place.gives_way.id)
        self._make_room("course", places)
        for course, place in zip(outline.courses, places, strict=True):
            self._course(program, course, place)
        self._tasks(outline.tasks, program_id=program)
        hand_over(self.connection, program)
        drop_if_empty(self.connection, OWN_PROGRAM)
        return Added(tuple(self.taken_over), tuple(self.elsewhere))

    def _insert(self, table: str, **values: object) -> str:
        return insert(self.connection, self.device, table, **values)

    def _make_room(self, table: str, places: Sequence[Settled]) -> None:
        """Set those that get another number aside, so that two can change places."""
        for place in places:
            if place.kept and place.number != place.kept.number:
                update(self.connection, table, place.kept.id, number=place.kept.number + _ASIDE)

    def _empty(self, program: str, course: str) -> None:
        """Take out of the checklist a course that an outline has no more, and in which nothing is held."""
        for table in ("discussion", "task"):
            self.connection.execute(
                f"UPDATE {table} SET removed_at = ? WHERE course_id = ? AND removed_at IS NULL", (now(), course)
            )
        last = self.connection.execute("SELECT max(number) FROM course WHERE program_id = ?", (program,)).fetchone()
        update(self.connection, "course", course, number=max(last[0] + 1, 2 * _ASIDE))

    def _course(self, program: str, outline: OutlineCourse, place: Settled) -> None:
        # A course of that number in which nothing is held is this one now, under another title.
        kept = place.kept or place.gives_way
        told = {"number": place.number, "source": "outline", "complete": int(outline.complete)}
        if kept:
            course = kept.id
            row = self.connection.execute("SELECT * FROM course WHERE id = ?", (course,)).fetchone()
            title = kept.title if kept.held and kept.title else outline.title
            credits = outline.credits or row["credits"]
            update(self.connection, "course", course, title=title, credits=credits, **told)
        else:
            course = self._insert("course", program_id=program, title=outline.title, credits=outline.credits, **told)
        rows = self.connection.execute(
            "SELECT * FROM discussion WHERE course_id = ? AND removed_at IS NULL ORDER BY number", (course,)
        ).fetchall()
        held = held_discussions(self.connection, course)
        there = [Kept(row["id"], row["number"], row["title"], row["id"] in held) for row in rows]
        places = settle([Told(one.number, one.title) for one in outline.discussions], there)
        gone = [one.gives_way.id for one in places if one.gives_way]
        if place.gives_way:
            found = {one.kept.id for one in places if one.kept}
            gone = [one.id for one in there if one.id not in found]
        for one in gone:
            update(self.connection, "discussion", one, removed_at=now())
        self._make_room("discussion", places)
        for discussion, its_place in zip(outline.discussions, places, strict=True):
            self._discussion(course, place.number, discussion, its_place)
            if (place.number, its_place.number) != (outline.number, discussion.number):
                self.elsewhere.append(
                    Elsewhere(discussion.title, (outline.number, discussion.number), (place.number, its_place.number))
                )
        self._tasks(outline.tasks, course_id=course)
        self._tasks([WantedTask("form", title) for title in outline.forms], course_id=course)

    def _discussion(self, course: str, course_number: int, outline: OutlineDiscussion, place: Settled) -> None:
        known = outline.questions is not None
        kept = place.kept.id if place.kept else self._removed_before(course, place.number, outline)
        if kept is None and (kept := self._imported_before(course_number, outline)):
            self.taken_over.append((course_number, place.number))
        if kept:
            row = self.connection.execute("SELECT * FROM discussion WHERE id = ?", (kept,)).fetchone()
            wording = outline.title if place.kept and not place.kept.held else ""
            replies = row["peer_replies_wanted"]
            update(
                self.connection,
                "discussion",
                kept,
                course_id=course,
                number=place.number,
                title=wording or row["title"] or outline.title,
                known=max(row["known"], int(known)),
                peer_replies_wanted=outline.peer_replies if replies is None else replies,
                part=outline.part or row["part"],
                address=outline.address or row["address"],
                source="outline",
                removed_at=None,
            )
        else:
            kept = self._insert(
                "discussion",
                course_id=course,
                number=place.number,
                title=outline.title,
                known=int(known),
                peer_replies_wanted=outline.peer_replies,
                part=outline.part,
                address=outline.address,
                source="outline",
            )
        self._questions(kept, outline.questions or ())
        self._tasks(outline.tasks, discussion_id=kept)

    def _removed_before(self, course: str, number: int, outline: OutlineDiscussion) -> str | None:
        """What was removed before is wanted back, words and all, by whoever adds the outline again."""
        row = self.connection.execute(
            """SELECT id FROM discussion WHERE course_id = ? AND number = ? AND title = ? AND removed_at IS NOT NULL
                ORDER BY id DESC""",
            (course, number, outline.title),
        ).fetchone()
        return str(row["id"]) if row else None

    def _imported_before(self, course_number: int, outline: OutlineDiscussion) -> str | None:
        """The discussion of one's own courses that this one is: by its thread, else by numbers and title."""
        for row in self.connection.execute(
            """SELECT discussion.*, course.number AS course_number, thread.forum_id, thread.address AS found_at
                FROM discussion JOIN course ON course.id = discussion.course_id
                JOIN program ON program.id = course.program_id
                LEFT JOIN thread ON thread.discussion_id = discussion.id
                WHERE program.key = ? AND discussion.removed_at IS NULL ORDER BY discussion.id""",
            (OWN_PROGRAM,),
        ):
            if outline.address and is_thread_at(outline.address, row["forum_id"], row["found_at"]):
                return str(row["id"])
            agree = (row["course_number"], row["number"]) == (course_number, outline.number)
            if agree and outline.title and same_topic(row["title"], outline.title):
                return str(row["id"])
        return None

    def _questions(self, discussion: str, wordings: Sequence[str | None]) -> None:
        rows = self.connection.execute(
            "SELECT * FROM question WHERE discussion_id = ? ORDER BY number", (discussion,)
        ).fetchall()
        if not all(row["placeholder"] for row in rows):
            # The post itself was read, or told of before; an outline is what somebody tells of it.
            return
        for number, wording in enumerate(wordings, start=1):
            text = wording or f"Question {number} of {len(wordings)}, see the post for its wording"
            if number > len(rows):
                self._insert(
                    "question",
                    discussion_id=discussion,
                    number=number,
                    text=text,
                    placeholder=int(wording is None),
                    source="outline",
                )
            elif wording:
                update(self.connection, "question", rows[number - 1]["id"], text=text, placeholder=0)

    def _tasks(self, tasks: Sequence[WantedTask], **owner: str) -> None:
        for task, kept in take_tasks(self.connection, self.device, tasks, "outline", **owner):
            if kept is not None:
                told = {"text": task.text or kept["text"], "minimum": task.minimum or kept["minimum"]}
                told = told if kept["source"] == "outline" else {}
                update(self.connection, "task", kept["id"], removed_at=None, **told)


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
