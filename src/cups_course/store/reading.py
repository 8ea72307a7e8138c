"""Reads programs, courses and discussions from the store."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from cups_course.errors import UnknownProgram
from cups_course.model import (
    Answer,
    Course,
    Discussion,
    Note,
    PeerReply,
    Plan,
    Practice,
    Program,
    ProgressNote,
    Question,
    SetAside,
    Task,
)
from cups_course.refs import Reference, ReplyRefs, course_refs, part_ref, task_ref
from cups_course.store.database import Database
from cups_course.store.files import verify
from cups_course.store.identity import local_today
from cups_course.store.implied import implied_discussions
from cups_course.tasks import Choice, Tick, count_ticks
from cups_course.text import fold_name

STANDING = """(EXISTS (SELECT 1 FROM discussion WHERE course_id = course.id AND removed_at IS NULL)
    OR EXISTS (SELECT 1 FROM task WHERE course_id = course.id AND removed_at IS NULL AND (course.source = 'outline'
        OR id IN (SELECT task_id FROM tick UNION SELECT task_id FROM choice UNION SELECT task_id FROM practice
            UNION SELECT task_id FROM form UNION SELECT task_id FROM submission)))
    OR EXISTS (SELECT 1 FROM note WHERE course_id = course.id AND removed_at IS NULL))"""
"""The SQL condition that a course is shown: not everything in it was removed. The form that every course ends in keeps
one that only imports made only if something was done for it."""

_NO_DISCUSSION = -1
"""A number that no discussion has."""


class _HasNotes(Protocol):
    notes: list[Note]


class _CanBeSetAside(Protocol):
    set_aside: SetAside | None


def _replies_wanted(row: sqlite3.Row) -> int | None:
    """How many replies a discussion wants, from the person, else from its post where that is known."""
    by_person: int | None = row["peer_replies_said"]
    read: int | None = row["peer_replies_wanted"] if row["known"] else None
    return read if by_person is None else by_person


def require_program(database: Database, key: str) -> Program:
    """The program with this key, of those in the checklist. Raises UnknownProgram."""
    programs = load(database)
    found = next((program for program in programs if program.key == key), None)
    if found is None:
        raise UnknownProgram(key, [program.key for program in programs], where="in your store")
    return found


def load(database: Database, within: Reference | None = None, *, verify: bool = False) -> list[Program]:
    """Every program with all that is in it, or only the course or discussion with the numbers of `within`.

    Programs and their own tasks are always loaded: which references are short depends on them. With `verify`, as for
    words that are handed out, each current text is compared with its digest.

    Raises DamagedStore where they differ, or where an attached form cannot be read.
    """
    with database.reading() as connection:
        return _Loader(connection, within, database.path, verify=verify).programs()


def load_courses(database: Database) -> list[Program]:
    """Every program with its courses, without discussions; `load_course` loads a course with these."""
    programs = load(database, within=Reference("", discussion=_NO_DISCUSSION))
    return [one for one in programs if one.courses or one.tasks or one.notes]


def load_course(database: Database, course: Course) -> Course:
    """A course with all that is in it."""
    programs = load(database, within=Reference(course.ref, course=course.number))
    return next(one for program in programs for one in program.courses if one.id == course.id)


def anything_set_aside(database: Database) -> bool:
    """Whether anything is paused, or was until a day that is over."""
    return database.connection.execute("SELECT 1 FROM set_aside LIMIT 1").fetchone() is not None


class _Loader:
    """One pass over the store, table by table, from the outside in."""

    def __init__(self, connection: sqlite3.Connection, within: Reference | None, path: Path, *, verify: bool) -> None:
        self.connection = connection
        self.path = path
        self.verify = verify
        self.course_number = within.course if within else None
        self.discussion_number = within.discussion if within else None
        self._only_some = within is not None

    def programs(self) -> list[Program]:
        programs = {
            row["id"]: Program(row["id"], row["key"], row["title"], bool(row["in_use"]), about=row["about"])
            for row in self.connection.execute("SELECT * FROM program ORDER BY since")
        }
        courses = self._courses(programs)
        discussions = self._discussions(courses)
        questions = self._questions(discussions)
        tasks = self._tasks(programs, courses, discussions)
        self._answers(discussions, questions)
        replies = self._peer_replies(discussions)
        self._notes(programs, courses, discussions, questions, tasks, replies)
        if self.connection.execute("SELECT 1 FROM form UNION ALL SELECT 1 FROM submission LIMIT 1").fetchone():
            from cups_course.store.forms import add_forms  # most stores have no form

            add_forms(self.connection, tasks, self.path)
        self._set_aside(programs, courses, discussions, tasks)
        self._plans(courses)
        self._implied(courses)
        return [one for one in programs.values() if one.courses or one.tasks or one.notes or self._only_some]

    def _inside(self, *, discussion: bool) -> tuple[str, list[int]]:
        """The SQL condition, with its values, that limits a query on `course` (and `discussion`) to `within`."""
        conditions, values = [STANDING], []
        if self.course_number is not None:
            conditions.append("course.number = ?")
            values.append(self.course_number)
        if discussion:
            conditions.append("discussion.removed_at IS NULL")
            if self.discussion_number is not None:
                conditions.append("discussion.number = ?")
                values.append(self.discussion_number)
        return " AND ".join(conditions), values

    def _courses(self, programs: dict[str, Program]) -> dict[str, Course]:
        found = self.connection.execute(f"SELECT * FROM course WHERE {STANDING} ORDER BY program_id, number").fetchall()
        owners = [programs[row["program_id"]] for row in found]
        pairs = list(zip(found, owners, strict=True))
        refs = course_refs((row["id"], row["number"], owner.key, owner.in_use) for row, owner in pairs)
        courses = {}
        for row, program in pairs:
            if self.course_number not in (None, row["number"]):
                continue
            course = Course(
                row["id"],
                refs[row["id"]],
                row["number"],
                row["title"],
                outlined=row["source"] == "outline" and bool(row["complete"]),
                credits=row["credits"],
            )
            program.courses.append(course)
            courses[course.id] = course
        return courses

    def _discussions(self, courses: dict[str, Course]) -> dict[str, Discussion]:
        condition, values = self._inside(discussion=True)
        discussions = {}
        for row in self.connection.execute(
            f"""SELECT discussion.*, coalesce((SELECT address FROM thread WHERE discussion_id = discussion.id
                    ORDER BY thread.id DESC LIMIT 1), discussion.address) AS found_at
                FROM course CROSS JOIN discussion ON discussion.course_id = course.id
                WHERE {condition} ORDER BY discussion.number""",
            values,
        ):
            course = courses[row["course_id"]]
            discussion = Discussion(
                row["id"],
                part_ref(course.ref, row["number"]),
                row["number"],
                row["title"],
                bool(row["known"]),
                _replies_wanted(row),
                row["found_at"],
                row["peer_replies_wanted"],
                row["part"],
            )
            course.discussions.append(discussion)
            discussions[discussion.id] = discussion
        return discussions

    def _implied(self, courses: dict[str, Course]) -> None:
        for one in implied_discussions(self.connection):
            if (course := courses.get(one.course_id)) and self.discussion_number in (None, one.number):
                discussion = Discussion(one.id, part_ref(course.ref, one.number), one.number, "", False, None)
                discussion.implied = True
                course.discussions.append(discussion)
                course.discussions.sort(key=lambda there: there.number)

    def _questions(self, discussions: dict[str, Discussion]) -> dict[str, Question]:
        questions = {}
        for row in self._rows("question"):
            discussion = discussions[row["discussion_id"]]
            question = Question(
                row["id"],
                part_ref(discussion.ref, row["number"]),
                row["number"],
                row["text"],
                bool(row["placeholder"]),
                row["dropped_at"] is not None,
            )
            questions[question.id] = question
            discussion.questions.append(question)
        for discussion in discussions.values():
            discussion.questions.sort(key=lambda question: question.number)
        return questions

    def _rows(self, table: str, *, columns: str = "", joins: str = "", condition: str = "1") -> Iterable[sqlite3.Row]:
        """The rows of a table in the discussions of `within`, oldest first.

        CROSS JOIN makes SQLite go from the course to what is in it; it would scan whole tables to have ids in order.
        """
        inside, values = self._inside(discussion=True)
        return self.connection.execute(
            f"""SELECT {table}.* {columns} FROM course CROSS JOIN discussion ON discussion.course_id = course.id
                CROSS JOIN {table} ON {table}.discussion_id = discussion.id {joins}
                WHERE {inside} AND {condition} ORDER BY {table}.id""",
            values,
        )

    def _kept(self, slot: str, *, columns: str = "", condition: str = "1") -> Iterable[sqlite3.Row]:
        """The rows of `answer` or `peer_reply`, each with its current version and how far it was posted."""
        of_slot = (
            f"version AS any_version JOIN posting ON posting.version_id = any_version.id"
            f" WHERE any_version.{slot}_id = {slot}.id AND withdrawn_at IS NULL AND disowned_at IS NULL"
        )
        return self._rows(
            slot,
            columns=f""", version.text, version.digest, version.at,
                EXISTS (SELECT 1 FROM {of_slot}) AS posted,
                (SELECT coalesce(max(posted_on) FILTER (WHERE posting.post_id IS NOT NULL), max(posted_on))
                    FROM {of_slot}) AS posted_on,
                (SELECT max(address) FROM {of_slot}) AS address,
                EXISTS (SELECT 1 FROM posting WHERE version_id = version.id AND withdrawn_at IS NULL) AS current_posted
                {columns}""",
            joins=f"""JOIN version ON version.id = (SELECT id FROM version
                WHERE {slot}_id = {slot}.id AND disowned_at IS NULL ORDER BY milliseconds DESC, id DESC LIMIT 1)""",
            condition=condition,
        )

    def _tasks(
        self, programs: dict[str, Program], courses: dict[str, Course], discussions: dict[str, Discussion]
    ) -> dict[str, Task]:
        rows: list[sqlite3.Row] = []
        for owner, condition, values in (
            ("task", "program_id IS NOT NULL", []),
            ("course JOIN task ON task.course_id = course.id", *self._inside(discussion=False)),
            (
                "course CROSS JOIN discussion ON discussion.course_id = course.id "
                "CROSS JOIN task ON task.discussion_id = discussion.id",
                *self._inside(discussion=True),
            ),
        ):
            rows += self.connection.execute(
                f"""SELECT task.*, bonus, retakes, choices, minutes, times, every, words
                    FROM {owner} LEFT JOIN terms ON terms.task_id = task.id
                    WHERE {condition} AND task.removed_at IS NULL ORDER BY task.place, task.id""",
                values,
            )
        tasks = {}
        for row in rows:
            program = programs.get(row["program_id"])
            course = courses.get(row["course_id"])
            discussion = discussions.get(row["discussion_id"])
            parent = f"{program.key}/" if program else (course or discussion).ref  # type: ignore[union-attr]
            task = Task(
                row["id"],
                task_ref(parent, row["kind"], row["number"]),
                row["kind"],
                row["number"],
                row["text"],
                bool(row["optional"] or row["bonus"]),
                row["minimum"],
                bonus=bool(row["bonus"]),
                retakes=None if row["retakes"] is None else bool(row["retakes"]),
                choices=tuple(json.loads(row["choices"] or "[]")),
                minutes=row["minutes"],
                times=row["times"],
                every=row["every"],
                words=row["words"] or "",
            )
            tasks[task.id] = task
            if program:
                program.tasks.append(task)
            elif course:
                (course.forms if task.kind == "form" else course.tasks).append(task)
            elif discussion:
                discussion.tasks.append(task)
        self._progress(tasks)
        return tasks

    def _progress(self, tasks: dict[str, Task]) -> None:
        """Put ticks and choices, in the order in which they were made, and practice on their tasks."""
        made: dict[str, list[tuple[str, Tick | Choice]]] = defaultdict(list)
        for row in self._of_tasks(tasks, "tick"):
            made[row["task_id"]].append((row["id"], Tick(row["outcome"], row["on_day"], row["score"])))
        for row in self._of_tasks(tasks, "choice"):
            made[row["task_id"]].append((row["id"], Choice(row["title"])))
        for task, ticks in made.items():
            count_ticks(tasks[task], [one for _, one in sorted(ticks, key=lambda one: one[0])])
        with_note = "LEFT JOIN note ON note.id = practice.note_id AND note.removed_at IS NULL"
        for row in self._of_tasks(tasks, "practice", columns=", note.text AS note", joins=with_note):
            practice = Practice(row["id"], row["on_day"], row["minutes"], row["note"] or "")
            tasks[row["task_id"]].practice.append(practice)
        for one in tasks.values():
            one.practice.sort(key=lambda practice: (practice.on, practice.id))

    def _of_tasks(
        self, tasks: Iterable[str], table: str, *, columns: str = "", joins: str = ""
    ) -> Iterable[sqlite3.Row]:
        """The rows of a table that belong to these tasks."""
        return self.connection.execute(
            f"""SELECT {table}.* {columns} FROM json_each(?) AS one
                CROSS JOIN {table} ON {table}.task_id = one.value {joins}""",
            (json.dumps(list(tasks)),),
        )

    def _answers(self, discussions: dict[str, Discussion], questions: dict[str, Question]) -> None:
        for row in self._kept("answer"):
            posted = bool(row["posted"])
            changed = posted and not row["current_posted"]
            answer = Answer(row["id"], row["text"], row["at"], posted, row["posted_on"], changed, row["address"])
            answered = (
                discussions[row["discussion_id"]] if row["question_id"] is None else questions[row["question_id"]]
            )
            if self.verify:
                verify(self.path, answered.ref, row["id"], row["text"], row["digest"])
            answered.answer = answer
        for discussion in discussions.values():
            if discussion.answer and any(question.answer for question in discussion.asked):
                from cups_course.whole_answer import without_superseded  # few discussions have both

                without_superseded(discussion)

    def _peer_replies(self, discussions: dict[str, Discussion]) -> dict[str, PeerReply]:
        names = dict(self.connection.execute("SELECT folded, name FROM same_person").fetchall())
        mine = {row["folded"] for row in self.connection.execute("SELECT folded FROM forum_name")}
        refs = ReplyRefs()
        replies = {}
        for row in self._kept(
            "peer_reply",
            columns=", (SELECT author FROM post WHERE post.id = peer_reply.under_id) AS under_author",
            condition="peer_reply.removed_at IS NULL",
        ):
            discussion = discussions[row["discussion_id"]]
            peer = row["peer"]
            if peer is not None:
                peer = names.get(fold_name(peer), peer)
            reply = PeerReply(
                row["id"],
                refs.next(discussion.ref, peer),
                peer,
                row["text"],
                row["at"],
                bool(row["posted"]),
                row["posted_on"],
                row["under_id"],
                fold_name((peer if peer is not None else row["under_author"]) or "") in mine,
                row["address"],
            )
            if self.verify:
                verify(self.path, reply.ref, row["id"], row["text"], row["digest"])
            replies[reply.id] = reply
            discussion.peer_replies.append(reply)
        return replies

    def _notes(self, *owners: Mapping[str, _HasNotes]) -> None:
        """Put each note on what it belongs to; `owners` are in the order of the columns."""
        columns = ("program_id", "course_id", "discussion_id", "question_id", "task_id", "peer_reply_id")
        for row in self.connection.execute(
            """SELECT note.*, progress.id AS progress, progress.posted_on FROM note
                LEFT JOIN progress ON progress.note_id = note.id
                WHERE removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM practice WHERE note_id = note.id)
                ORDER BY note.first_id, note.id"""
        ):
            for column, things in zip(columns, owners, strict=True):
                if (thing := things.get(row[column])) is None:
                    continue
                if row["progress"] and isinstance(thing, Task):
                    note = ProgressNote(row["id"], row["text"], row["made_at"], row["posted_on"])
                    thing.progress.append(note)
                else:
                    thing.notes.append(Note(row["id"], row["text"], row["made_at"]))

    def _set_aside(
        self,
        programs: Mapping[str, Program],
        courses: Mapping[str, Course],
        discussions: Mapping[str, Discussion],
        tasks: Mapping[str, Task],
    ) -> None:
        """Mark what is set aside today. Where one thing was set aside several times, the latest counts."""
        owners: dict[str, Mapping[str, _CanBeSetAside]] = {
            "program_id": programs,
            "course_id": courses,
            "discussion_id": discussions,
            "task_id": tasks,
        }
        today = local_today()
        everything = None
        for row in self.connection.execute("SELECT * FROM set_aside ORDER BY id"):
            over = row["until_day"] is not None and row["until_day"] <= today
            column = next((column for column in owners if row[column] is not None), None)
            if column is None:
                everything = None if over else SetAside(row["until_day"], everything=True)
            elif thing := owners[column].get(row[column]):
                thing.set_aside = None if over else SetAside(row["until_day"])
        for program in programs.values():
            program.set_aside = everything or program.set_aside

    def _plans(self, courses: Mapping[str, Course]) -> None:
        for row in self.connection.execute("SELECT * FROM plan"):
            if row["course_id"] in courses:
                courses[row["course_id"]].plan = Plan(
                    row["start_day"], row["by_day"], row["per_week"], row["per_day"], tuple(json.loads(row["rest"]))
                )
