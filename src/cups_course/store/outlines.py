"""Adds outlines to the store, and chooses the program in use."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from cups_course.events.event import Data, to_json
from cups_course.events.places import course_id
from cups_course.outline.numbering import AssignedNumber, KeptNumber, OutlinedNumber, assign_numbers
from cups_course.outline.outline import Added, Elsewhere, Outline, OutlineCourse, OutlineDiscussion
from cups_course.store import log
from cups_course.store.change import Change
from cups_course.store.database import Database
from cups_course.store.identity import new_id
from cups_course.store.reading import require_program
from cups_course.store.subjects import current_place, other_ids, task_target
from cups_course.thread.matching import same_title
from cups_course.thread.placing import OWN_PROGRAM, is_thread_at
from cups_course.thread.thread import WantedTask


def _refers(*tables: str, of: str) -> str:
    """The SQL condition that a row of one of these tables refers to a record of the table `of`."""
    return " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {of}_id = {of}.id)" for table in tables)


_OF_TASK = _refers("tick", "choice", "practice", "note", "form", "submission", of="task")
_OF_QUESTION = f"question.source = 'person' OR {_refers('note', 'form_match', 'submitted_field', of='question')}"
_OF_DISCUSSION = f"""discussion.peer_replies_said IS NOT NULL
    OR {_refers("thread", "answer", "peer_reply", "wording", "note", "form_match", "submitted_field", of="discussion")}
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


def remove_unused(change: Change, owner: str) -> int:
    """Take the tasks and discussions of a program or course that hold nothing out of the checklist. A program has no
    discussions of its own. Returns how many were removed."""
    connection, removed = change.connection, 0
    for table, column, in_use in (
        ("task", "about", tasks_in_use(connection, owner)),
        ("discussion", "course_id", discussions_in_use(connection, owner)),
    ):
        rows = connection.execute(f"SELECT id FROM {table} WHERE {column} = ? AND removed_at IS NULL", (owner,))
        for row in rows.fetchall():
            if row["id"] in in_use:
                continue
            if table == "task":
                about, data = task_target(connection, row["id"])
            else:
                about, data = row["id"], {"place": current_place(connection, row["id"])}
            change.append("removed", data, about=about)
            removed += 1
    return removed


def number_tasks(tasks: Iterable[WantedTask]) -> list[Data]:
    """The data of wanted tasks for an event, numbered by kind: 1, 2, and so on. Unknown values are left out."""
    count: Counter[str] = Counter()
    numbered = []
    for task in tasks:
        count[task.kind] += 1
        terms = {
            "minimum": task.minimum,
            "bonus": int(task.bonus) or None,
            "retakes": None if task.retakes is None else int(task.retakes),
            "choices": list(task.choices) or None,
            "minutes": round(task.hours * 60) if task.hours else None,
            "times": task.times,
            "every": task.every,
            "words": task.words or None,
        }
        numbered.append(
            {
                "kind": task.kind,
                "number": count[task.kind],
                "text": task.text,
                "optional": int(task.optional),
                **{name: value for name, value in terms.items() if value is not None},
            }
        )
    return numbered


def add_outline(database: Database, outline: Outline) -> Added:
    """Add what is missing of an outline. What holds something of the person's stays where and as it is.

    Discussions of `my-courses` whose titles agree become the outline's, answers and all.
    """
    with database.writing() as change:
        return _NewOutline(change, outline.key).program(outline)


class _NewOutline:
    def __init__(self, change: Change, program: str) -> None:
        self.change = change
        self.connection = change.connection
        self.program_key = program
        self.taken_over: list[tuple[int, int]] = []
        self.elsewhere: list[Elsewhere] = []
        self.own: Mapping[tuple[int, int], str] = {}
        self.taken_from: dict[int, set[int]] = defaultdict(set)
        """For the number of a course of the person's own, those of the courses that took over its discussions."""
        self.discussions: list[tuple[str, Data]] = []
        self.courses: list[Data] = []

    def program(self, outline: Outline) -> Added:
        rows = self.connection.execute("SELECT * FROM course WHERE program_id = ? ORDER BY number", (outline.key,))
        kept = [
            KeptNumber(row["id"], row["number"], row["title"], course_in_use(self.connection, row["id"]))
            for row in rows.fetchall()
        ]
        self.own = self._take_over(outline) if outline.key != OWN_PROGRAM else {}
        places = assign_numbers([OutlinedNumber(course.number, course.title) for course in outline.courses], kept)
        settled = {place.kept.id for place in places if place.kept and place.kept.number == place.number}
        for place in places:
            if place.gives_way and place.gives_way.id not in settled:
                remove_unused(self.change, place.gives_way.id)
        for course, place in zip(outline.courses, places, strict=True):
            self._course(course, place)
        numbers = {place.number for place in places}
        for place in places:
            # An untouched course that the outline now has elsewhere leaves nothing under its old number.
            if place.kept and place.kept.number != place.number and place.kept.number not in numbers:
                remove_unused(self.change, place.kept.id)
        program: Data = {"title": outline.title, "about": outline.about, "tasks": number_tasks(outline.tasks)}
        self._restore_tasks(outline.key, program["tasks"])
        program["courses"] = self.courses
        if log.last_text(self.connection, "program added", outline.key) != to_json(program):
            self.change.append("program added", program, about=outline.key)
        for discussion, data in self.discussions:
            self.change.append("discussion outlined", data, about=discussion)
        plans_and_pauses = self._plans_and_pauses()
        self.change.apply()
        self._hand_over(plans_and_pauses)
        return Added(tuple(self.taken_over), tuple(self.elsewhere))

    def _course(self, outline: OutlineCourse, place: AssignedNumber) -> None:
        # A course of that number that holds nothing becomes this one, under its new title.
        kept = place.kept or place.gives_way
        title = kept.title if kept and kept.in_use and kept.title else outline.title
        rows = self.connection.execute(
            "SELECT * FROM discussion WHERE course_id = ? AND removed_at IS NULL ORDER BY number",
            (kept.id if kept else "",),
        ).fetchall()
        in_use = discussions_in_use(self.connection, kept.id) if kept else set()
        numbers = [KeptNumber(row["id"], row["number"], row["title"], row["id"] in in_use) for row in rows]
        places = assign_numbers([OutlinedNumber(one.number, one.title) for one in outline.discussions], numbers)
        gone = [one.gives_way.id for one in places if one.gives_way]
        if place.gives_way:
            staying = {one.kept.id for one in places if one.kept}
            gone = [one.id for one in numbers if one.id not in staying]
        for one in gone:
            self.change.append("removed", {"place": current_place(self.connection, one)}, about=one)
        for discussion, its_place in zip(outline.discussions, places, strict=True):
            own = self.own.get((outline.number, discussion.number))
            self._discussion(place.number, title, discussion, its_place, own)
            if (place.number, its_place.number) != (outline.number, discussion.number):
                self.elsewhere.append(
                    Elsewhere(discussion.title, (outline.number, discussion.number), (place.number, its_place.number))
                )
        tasks = number_tasks([*outline.tasks, *(WantedTask("form", title) for title in outline.forms)])
        self._restore_tasks(course_id(self.program_key, place.number), tasks)
        row = self._row("course", kept.id if kept else "")
        credits = outline.credits or (row["credits"] if row else "")
        self.courses.append(
            {
                "number": place.number,
                "title": title,
                "complete": int(outline.complete),
                "credits": credits,
                "tasks": tasks,
            }
        )

    def _row(self, table: str, record: str) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self.connection.execute(f"SELECT * FROM {table} WHERE id = ?", (record,)).fetchone()
        return row

    def _discussion(
        self, course: int, course_title: str, outline: OutlineDiscussion, place: AssignedNumber, own: str | None
    ) -> None:
        """Outline a discussion: the kept one, one of the person's `own` courses, or a new one."""
        known = outline.questions is not None
        kept = place.kept.id if place.kept else self._removed_before(course, place.number, outline)
        if own and not (place.kept and place.kept.in_use):
            kept = own
            self.taken_over.append((course, place.number))
            self.taken_from[current_place(self.connection, own)["course"]].add(course)
        row = self._row("discussion", kept) if kept else None
        wording = outline.title if place.kept and not place.kept.in_use else ""
        new_place: Data = {
            "program": self.program_key,
            "course": course,
            "course_title": course_title,
            "discussion": place.number,
            "title": wording or (row["title"] if row else "") or outline.title,
        }
        discussion = kept or new_id()
        new_place |= other_ids(self.connection, discussion)
        tasks = number_tasks(outline.tasks)
        data = {
            "place": new_place,
            "known": int(known),
            "replies_wanted": outline.peer_replies,
            "part": outline.part,
            "address": outline.address,
            "questions": self._questions(discussion, outline),
            "tasks": tasks,
        }
        if row and self._says_the_same(discussion, row, data):
            return
        self._restore_tasks(discussion, tasks)
        self.discussions.append((discussion, data))

    def _says_the_same(self, discussion: str, row: sqlite3.Row, data: Data) -> bool:
        """Whether the last event that outlined a discussion says the same, and the discussion is still there."""
        if row["removed_at"] is not None:
            return False
        place = data["place"]
        wanted = (course_id(place["program"], place["course"]), place["discussion"], place["title"])
        is_there = (row["course_id"], row["number"], row["title"]) == wanted
        return is_there and log.last_text(self.connection, "discussion outlined", discussion) == to_json(data)

    def _removed_before(self, course: int, number: int, outline: OutlineDiscussion) -> str | None:
        """A discussion of the outline that was removed before: adding the outline again brings it back."""
        row = self.connection.execute(
            """SELECT id FROM discussion WHERE course_id = ? AND number = ? AND title = ? AND removed_at IS NOT NULL
                ORDER BY id DESC""",
            (course_id(self.program_key, course), number, outline.title),
        ).fetchone()
        return str(row["id"]) if row else None

    def _take_over(self, outline: Outline) -> dict[tuple[int, int], str]:
        """The discussions of the person's own courses that are some of the outline, by its numbers: by the address of
        the thread, else by titles. A topic in a course of another title needs the same numbers."""
        places = {
            (course.number, one.number): (course, one) for course in outline.courses for one in course.discussions
        }
        taken: dict[tuple[int, int], str] = {}
        rows = self.connection.execute(
            """SELECT discussion.*, course.number AS course_number, course.title AS course_title, thread.forum_id,
                    thread.address AS found_at
                FROM discussion JOIN course ON course.id = course_id LEFT JOIN thread ON discussion_id = discussion.id
                WHERE course.program_id = ? AND discussion.removed_at IS NULL ORDER BY discussion.id""",
            (OWN_PROGRAM,),
        ).fetchall()
        for row in rows:
            own_numbers = (row["course_number"], row["number"])
            found = [
                numbers
                for numbers, (_, one) in places.items()
                if one.address and is_thread_at(one.address, row["forum_id"], row["found_at"])
            ] or [
                numbers
                for numbers, (course, one) in places.items()
                if same_title(row["title"], one.title)
                and (not row["course_title"] or same_title(row["course_title"], course.title) or numbers == own_numbers)
            ]
            if own_numbers in found or len(found) == 1:
                taken.setdefault(own_numbers if own_numbers in found else found[0], row["id"])
        return taken

    def _questions(self, discussion: str, outline: OutlineDiscussion) -> list[Data]:
        rows = self.connection.execute(
            "SELECT * FROM question WHERE discussion_id = ? ORDER BY number", (discussion,)
        ).fetchall()
        if not all(row["placeholder"] or row["source"] == "outline" for row in rows):
            # The post itself was read; it counts more than an outline.
            return []
        keys = {row["number"]: row["id"] for row in rows}
        return [
            {"key": keys.get(number, f"{discussion}#{number}"), "number": number, "text": wording}
            for number, wording in enumerate(outline.questions or (), start=1)
        ]

    def _restore_tasks(self, owner: str, tasks: list[Data]) -> None:
        """Put tasks back that were removed and are wanted again."""
        wanted = {(task["kind"], task["number"]) for task in tasks}
        for row in self.connection.execute(
            "SELECT * FROM task WHERE about = ? AND removed_at IS NOT NULL", (owner,)
        ).fetchall():
            if (row["kind"], row["number"]) in wanted:
                about, data = task_target(self.connection, row["id"])
                self.change.append("restored", data, about=about)

    def _plans_and_pauses(self) -> list[tuple[int, str, Data]]:
        """The plans and pauses of the person's own courses: the number of the course, and the event to append."""
        events: list[tuple[int, str, Data]] = []
        for row in self.connection.execute(
            "SELECT plan.*, number FROM plan JOIN course ON course.id = course_id WHERE course.program_id = ?",
            (OWN_PROGRAM,),
        ):
            plan = {"start": row["start_day"], "by": row["by_day"], "per_week": row["per_week"]}
            plan |= {"per_day": row["per_day"], "rest": json.loads(row["rest"])}
            events.append((row["number"], "planned", {"plan": plan}))
        for row in self.connection.execute(
            "SELECT until_day, number FROM set_aside JOIN course ON course.id = course_id WHERE course.program_id = ?",
            (OWN_PROGRAM,),
        ):
            events.append((row["number"], "paused", {"until": row["until_day"]}))
        return events

    def _hand_over(self, plans_and_pauses: list[tuple[int, str, Data]]) -> None:
        """Give the plans and pauses of the person's own courses that have no discussion left to the course of this
        program that took their discussions over, or else has their number."""
        for number, kind, data in plans_and_pauses:
            taken = self.taken_from.get(number, {number})
            own, theirs = course_id(OWN_PROGRAM, number), course_id(self.program_key, min(taken))
            left = self.connection.execute("SELECT 1 FROM discussion WHERE course_id = ?", (own,)).fetchone()
            if not left and len(taken) == 1 and self._row("course", theirs):
                self.change.append(kind, data, about=theirs)


def use_program(database: Database, key: str) -> None:
    """Use a program: short references mean its courses.

    Raises UnknownProgram.
    """
    with database.writing() as change:
        if not require_program(database, key).in_use:
            change.append("program used", {}, about=key)
