"""What a person does, kept: answers, replies, postings, ticks, notes, practice, plans, moves and links.

Versions are only ever added.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cups_course.errors import CourseError, UnknownProgram
from cups_course.events.event import Data
from cups_course.events.words import answer_id
from cups_course.model import Course, Discussion, Link, PeerReply, Plan, Practice, Program, ProgressNote, Task
from cups_course.store.database import Database
from cups_course.store.identity import local_today
from cups_course.store.outlines import discussions_in_use, tasks_in_use
from cups_course.store.projection import EVERYTHING
from cups_course.store.reading import STANDING
from cups_course.store.subjects import (
    Subject,
    current_place,
    other_ids,
    question_target,
    reply_target,
    subject_target,
    task_target,
)
from cups_course.tasks import Outcome
from cups_course.text import fold_name

Source = Literal["editor", "text", "import", "restore", "merge"]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where versions of a text belong: a row of `answer` or of `peer_reply`."""

    table: Literal["answer", "peer_reply"]
    id: str


def answer_slot(discussion: str, question: str | None) -> Slot:
    """The answer to a question, or (None) the one answer for the whole discussion."""
    return Slot("answer", answer_id(question or discussion))


def versions_in(connection: sqlite3.Connection, slot: Slot) -> list[sqlite3.Row]:
    """Every version in the slot that is the person's own, oldest first, with `posted`."""
    return connection.execute(
        f"""SELECT version.*, EXISTS (SELECT 1 FROM posting
                WHERE version_id = version.id AND withdrawn_at IS NULL) AS posted
            FROM version WHERE {slot.table}_id = ? AND disowned_at IS NULL ORDER BY milliseconds, id""",
        (slot.id,),
    ).fetchall()


def named_slot(connection: sqlite3.Connection, slot: Slot) -> tuple[str, Data]:
    """The discussion that an answer or reply belongs to, and the data that name it in an event."""
    row = connection.execute(f"SELECT * FROM {slot.table} WHERE id = ?", (slot.id,)).fetchone()
    discussion = str(row["discussion_id"])
    data: Data = {"place": current_place(connection, discussion)}
    if slot.table == "peer_reply":
        return discussion, data | {"reply": reply_target(connection, slot.id)}
    question = row["question_id"]
    return discussion, data | {"question": question_target(connection, question) if question else None}


def keep_answers(
    database: Database,
    discussion: Discussion,
    texts: Mapping[str | None, str],
    source: Source,
    *,
    note: str = "",
) -> dict[str | None, str]:
    """Keep the words for several questions (by id; None: one answer for the whole discussion) and a note, all at once.

    A text that the store holds already changes nothing. From a document that is any version of it: an editor's may
    have been open, or left unsaved, while newer words were kept, and what stands in it untouched is not a wish to go
    back. Returns, by the ids of the questions whose answer changed, the text that was the current one until then
    ("" where there was none).
    """
    changed: dict[str | None, str] = {}
    with database.writing() as change:
        place = current_place(change.connection, discussion.id)
        for question, text in texts.items():
            there = versions_in(change.connection, answer_slot(discussion.id, question))
            kept = [version["text"] for version in there]
            if not text or text in (kept if source in ("editor", "import") else kept[-1:]):
                continue
            named = question_target(change.connection, question) if question else None
            data = {"place": place, "question": named, "text": text, "source": source}
            change.append("answer written", data, about=discussion.id)
            changed[question] = kept[-1] if kept else ""
        if note:
            change.append("noted", {"place": place, "text": note}, about=discussion.id)
    return changed


def mark_posted(
    database: Database,
    table: Literal["answer", "peer_reply"],
    ids: Sequence[str],
    *,
    on: str | None,
    address: str | None = None,
) -> int:
    """Mark the current version of each answer or reply as posted, today where no day is given.

    Returns how many were not marked yet. A day or address given for one that was marked by hand takes the earlier
    one's place; what a thread says of a post is not touched.
    """
    marked = 0
    with database.writing() as change:
        for one in ids:
            current = versions_in(change.connection, Slot(table, one))[-1]
            by_hand = change.connection.execute(
                "SELECT 1 FROM posting WHERE version_id = ? AND withdrawn_at IS NULL AND post_id IS NULL",
                (current["id"],),
            ).fetchone()
            if current["posted"] and not ((on or address) and by_hand):
                continue
            marked += not current["posted"]
            discussion, named = named_slot(change.connection, Slot(table, one))
            told = {"version": current["id"], "on": on if current["posted"] else on or local_today(), "url": address}
            change.append("posted", {"place": named["place"], **told}, about=discussion)
    return marked


def withdraw_postings(database: Database, table: Literal["answer", "peer_reply"], ids: Sequence[str]) -> int:
    """Take back that anything of these was posted. The words stay. Returns how many postings were taken back."""
    withdrawn = 0
    with database.writing() as change:
        for one in ids:
            posted = change.connection.execute(
                f"""SELECT count(*) FROM posting JOIN version ON version.id = version_id
                    WHERE withdrawn_at IS NULL AND {table}_id = ?""",
                (one,),
            ).fetchone()[0]
            if posted:
                discussion, named = named_slot(change.connection, Slot(table, one))
                change.append("posting withdrawn", named, about=discussion)
                withdrawn += posted
    return withdrawn


def keep_reply(
    database: Database, discussion: Discussion, peer: str, text: str, source: Source, *, on: str | None, draft: bool
) -> bool:
    """Log a reply to a peer, or keep a draft of one. Returns False where exactly it is there already.

    A draft to the same person is taken up, and so is a reply logged without its words: what is given now is its next
    version.
    """
    with database.writing() as change:
        connection = change.connection
        same_peer = [
            row["id"]
            for row in connection.execute(
                "SELECT id, peer FROM peer_reply WHERE discussion_id = ? AND removed_at IS NULL ORDER BY id",
                (discussion.id,),
            )
            if row["peer"] is not None and fold_name(row["peer"]) == fold_name(peer)
        ]
        reply, current = None, None
        for one in same_peer:
            kept = versions_in(connection, Slot("peer_reply", one))
            if not kept:
                continue  # of somebody who turned out not to be the person
            given = any(version["posted"] for version in kept)
            if kept[-1]["text"] == text and given != draft:
                return False
            if reply is None and (not given or not (kept[-1]["text"] or draft)):
                reply, current = one, kept[-1]
        ref = reply_target(connection, reply) if reply else {"key": change.key, "peer": peer.removeprefix("@")}
        data = {"place": current_place(connection, discussion.id), "reply": ref, "text": text, "source": source}
        if current is not None and text in ("", current["text"]):
            data["version"] = current["id"]
        change.append(
            "reply logged",
            data | {"given": not draft, "on": None if draft else on},
            about=discussion.id,
            key=change.key,
        )
    return True


def tick(database: Database, task: Task, outcome: Outcome, *, on: str | None = None, score: str | None = None) -> None:
    """Tick a task or form, keep a try that missed its minimum, or take a tick back. Earlier ones stay.

    A progress note that waits is posted with the tick of its task, and waits again where that is taken back.
    """
    with database.writing() as change:
        about, data = task_target(change.connection, task.id)
        data |= {"outcome": outcome, "on": on, "score": score}
        notes = sorted(task.progress, key=lambda note: note.id)
        waiting = [note for note in notes if note.posted_on is None]
        if outcome == "done" and waiting:
            data["progress"] = waiting[-1].id
        elif outcome == "taken back" and notes and not waiting:
            data["progress"] = notes[-1].id
        change.append("ticked", data, about=about)


def add_note(database: Database, subject: Subject, text: str) -> None:
    """Keep a note of the person's own on anything that has a reference."""
    with database.writing() as change:
        about, data = subject_target(change.connection, subject)
        change.append("noted", data | {"text": text}, about=about)


def remove_from_checklist(database: Database, subject: Discussion | Task | PeerReply) -> None:
    """Take a discussion, task or reply out of the checklist. Its words stay in the store."""
    with database.writing() as change:
        about, data = subject_target(change.connection, subject)
        change.append("removed", data, about=about)


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
    with database.writing() as change:
        if there and _holds_words(change.connection, there.id):
            raise CourseError(
                f"{there.ref} holds words of yours already, so nothing was moved. Put it elsewhere first:",
                f"cups-course move {there.ref} REF",
            )
        title = (there.title if there else "") or discussion.title
        place = {"program": program.id, "course": course_number, "course_title": ""}
        data: Data = {
            "place": place | {"discussion": number, "title": title} | other_ids(change.connection, discussion.id)
        }
        change.append("moved", data | ({"instead_of": there.id} if there else {}), about=discussion.id)


def _holds_words(connection: sqlite3.Connection, discussion: str) -> bool:
    """Asked inside of the move, so that no answer is kept between the question and the move."""
    return bool(
        connection.execute(
            """SELECT 1 FROM version LEFT JOIN peer_reply ON peer_reply.id = peer_reply_id
                WHERE version.about = ? AND disowned_at IS NULL AND removed_at IS NULL LIMIT 1""",
            (discussion,),
        ).fetchone()
    )


def remove_program(database: Database, key: str) -> int:
    """Take out all of a program that holds nothing of the person's; returns how much that was. What does hold
    something stays where it is, under its reference. Adding the outline again brings the rest back.

    Raises UnknownProgram.
    """
    with database.writing() as change:
        connection = change.connection
        keys = [row["key"] for row in connection.execute("SELECT key FROM program ORDER BY since")]
        if key not in keys:
            raise UnknownProgram(key, keys, where="in your store")
        courses = [row["id"] for row in connection.execute("SELECT id FROM course WHERE program_id = ?", (key,))]
        removed = 0
        for owner in (key, *courses):
            held = tasks_in_use(connection, owner)
            rows = connection.execute("SELECT id FROM task WHERE about = ? AND removed_at IS NULL", (owner,)).fetchall()
            for row in rows:
                if row["id"] not in held:
                    about, data = task_target(connection, row["id"])
                    change.append("removed", data, about=about)
                    removed += 1
        for course in courses:
            held = discussions_in_use(connection, course)
            rows = connection.execute(
                "SELECT id FROM discussion WHERE course_id = ? AND removed_at IS NULL", (course,)
            ).fetchall()
            for row in rows:
                if row["id"] not in held:
                    change.append("removed", {"place": current_place(connection, row["id"])}, about=row["id"])
                    removed += 1
        change.apply()
        standing = f"SELECT 1 FROM course WHERE program_id = ? AND {STANDING}"
        if removed and not connection.execute(standing, (key,)).fetchone():
            in_use = connection.execute("SELECT 1 FROM program WHERE id = ? AND in_use", (key,)).fetchone()
            if in_use:
                change.append("program used", {}, about=EVERYTHING)
    return removed


def links(database: Database, discussion: Discussion) -> list[Link]:
    """The links on a discussion, the oldest first."""
    rows = database.connection.execute(
        "SELECT id, url, text FROM link WHERE discussion_id = ? ORDER BY id", (discussion.id,)
    )
    return [Link(*row) for row in rows]


def add_link(database: Database, discussion: Discussion, url: str, text: str) -> bool:
    """Keep a link. Returns False where it is there already."""
    with database.writing() as change:
        if any((one.url, one.text) == (url, text) for one in links(database, discussion)):
            return False
        place = current_place(change.connection, discussion.id)
        change.append("link added", {"place": place, "url": url, "text": text}, about=discussion.id)
    return True


def remove_link(database: Database, discussion: Discussion, link: Link) -> None:
    """Take a link away."""
    with database.writing() as change:
        place = current_place(change.connection, discussion.id)
        change.append("link removed", {"place": place, "key": link.id}, about=discussion.id)


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
