"""Keeps what the person does: replies, postings, ticks, notes, practice, plans, moves and links.

Versions are only ever added, never changed.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cups_course.errors import CourseError
from cups_course.events.event import Data
from cups_course.events.words import answer_id
from cups_course.model import Course, Discussion, Link, Note, PeerReply, Plan, Practice, Program, ProgressNote, Task
from cups_course.pace.set_aside import PausedSubject
from cups_course.shell import CommandLine
from cups_course.store.database import Database
from cups_course.store.identity import local_today
from cups_course.store.outlines import remove_unused
from cups_course.store.projection import EVERYTHING
from cups_course.store.reading import STANDING, require_program
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
from cups_course.text import clean, fold_name

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
    """Every version in the slot that counts, oldest first, each with `posted`."""
    return connection.execute(
        f"""SELECT version.*, EXISTS (SELECT 1 FROM posting
                WHERE version_id = version.id AND withdrawn_at IS NULL) AS posted
            FROM version WHERE {slot.table}_id = ? AND disowned_at IS NULL ORDER BY milliseconds, id""",
        (slot.id,),
    ).fetchall()


def slot_target(connection: sqlite3.Connection, slot: Slot) -> tuple[str, Data]:
    """The discussion that an answer or reply belongs to, and the data that name the answer or reply in an event."""
    row = connection.execute(f"SELECT * FROM {slot.table} WHERE id = ?", (slot.id,)).fetchone()
    discussion = str(row["discussion_id"])
    data: Data = {"place": current_place(connection, discussion)}
    if slot.table == "peer_reply":
        return discussion, data | {"reply": reply_target(connection, slot.id)}
    question = row["question_id"]
    return discussion, data | {"question": question_target(connection, question) if question else None}


def mark_posted(
    database: Database,
    table: Literal["answer", "peer_reply"],
    ids: Sequence[str],
    *,
    on: str | None,
    address: str | None = None,
) -> int:
    """Mark the current version of each answer or reply as posted, today where no day is given.

    Returns how many were not marked yet. A day given for one that was marked by hand replaces the earlier one; a day
    that was read in a thread stays. An address is kept for any.
    """
    marked = 0
    with database.writing() as change:
        for one in ids:
            current = versions_in(change.connection, Slot(table, one))[-1]
            by_hand = change.connection.execute(
                "SELECT 1 FROM posting WHERE version_id = ? AND withdrawn_at IS NULL AND post_id IS NULL",
                (current["id"],),
            ).fetchone()
            if current["posted"] and not (address or (on and by_hand)):
                continue
            marked += not current["posted"]
            discussion, data = slot_target(change.connection, Slot(table, one))
            day = on if current["posted"] else on or local_today()
            posting = {"place": data["place"], "version": current["id"], "on": day, "url": address}
            change.append("posted", posting, about=discussion)
    return marked


def withdraw_postings(database: Database, table: Literal["answer", "peer_reply"], ids: Sequence[str]) -> int:
    """Withdraw all postings of these answers or replies. The words stay. Returns how many postings were withdrawn."""
    withdrawn = 0
    with database.writing() as change:
        for one in ids:
            posted = change.connection.execute(
                f"""SELECT count(*) FROM posting JOIN version ON version.id = version_id
                    WHERE withdrawn_at IS NULL AND {table}_id = ?""",
                (one,),
            ).fetchone()[0]
            if posted:
                discussion, data = slot_target(change.connection, Slot(table, one))
                change.append("posting withdrawn", data, about=discussion)
                withdrawn += posted
    return withdrawn


def keep_reply(
    database: Database,
    discussion: Discussion,
    peer: str | None,
    text: str,
    source: Source,
    *,
    on: str | None,
    draft: bool,
    to: str | None = None,
) -> bool:
    """Log a reply to a peer, or keep a draft of one. Returns False where it is kept already.

    For a person without a name, `to` is the id of the post that was replied to. If there is a draft to the same person,
    or a reply logged without its words, this text is its next version.
    """
    with database.writing() as change:
        connection = change.connection
        answer = connection.execute("SELECT coalesce(parent_id, id) FROM post WHERE id = ?", (to,)).fetchone()
        same_peer = [
            row["id"]
            for row in connection.execute(
                "SELECT id, peer, under_id FROM peer_reply WHERE discussion_id = ? AND removed_at IS NULL ORDER BY id",
                (discussion.id,),
            )
            if (row["peer"] is None and answer and row["under_id"] == answer[0])
            or (row["peer"] is not None and peer is not None and fold_name(row["peer"]) == fold_name(peer))
        ]
        reply, current = None, None
        for one in same_peer:
            kept = versions_in(connection, Slot("peer_reply", one))
            if not kept:
                continue  # all versions were disowned
            given = any(version["posted"] for version in kept)
            if kept[-1]["text"] == text and given != draft:
                return False
            if reply is None and (not given or not (kept[-1]["text"] or draft)):
                reply, current = one, kept[-1]
        ref = {"key": change.key, "peer": peer and peer.removeprefix("@")} | ({} if peer or to is None else {"to": to})
        if reply:
            ref = reply_target(connection, reply)
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
    """Tick a task or form, keep a try that missed its minimum, or take a tick back. Earlier ticks stay in the log.

    A progress note that waits is posted with the tick of its task, and waits again if the tick is taken back.
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
    """Keep a note on anything that has a reference."""
    with database.writing() as change:
        about, data = subject_target(change.connection, subject)
        change.append("noted", data | {"text": text}, about=about)


def change_note(database: Database, subject: Subject, note: Note, text: str) -> None:
    """Put a new text in the place of a note. The old text stays in the log."""
    with database.writing() as change:
        about, data = subject_target(change.connection, subject)
        change.append("noted", data | {"text": text, "instead_of": note.id}, about=about)


def remove_note(database: Database, subject: Subject, note: Note) -> None:
    """Remove a note. Its text stays in the log."""
    with database.writing() as change:
        about, data = subject_target(change.connection, subject)
        place = {"place": data["place"]} if "place" in data else {}
        change.append("note removed", place | {"note": note.id}, about=about)


def remove_from_checklist(database: Database, *subjects: Discussion | Task | PeerReply) -> None:
    """Remove discussions, tasks or replies from the checklist. Their words stay in the store."""
    with database.writing() as change:
        for subject in subjects:
            about, data = subject_target(change.connection, subject)
            change.append("removed", data, about=about)


def keep_choice(database: Database, task: Task, title: str | None) -> None:
    """Choose one of several; None takes the choice back. Earlier choices stay in the log."""
    with database.writing() as change:
        about, data = task_target(change.connection, task.id)
        change.append("chosen", data | {"title": title}, about=about)


def log_practice(database: Database, task: Task, *, on: str, minutes: int, note: str | None) -> None:
    """Log practice on a day, with a note."""
    with database.writing() as change:
        about, data = task_target(change.connection, task.id)
        change.append("practised", data | {"on": on, "minutes": minutes, "note": note or None}, about=about)


def remove_practice(database: Database, practice: Practice) -> None:
    """Remove an entry of practice and its note. Both stay in the log."""
    with database.writing() as change:
        row = change.connection.execute("SELECT task_id FROM practice WHERE id = ?", (practice.id,)).fetchone()
        about, data = task_target(change.connection, row["task_id"])
        del data["task"]
        change.append("practice removed", data | {"practice": practice.id}, about=about)


def keep_task_text(database: Database, task: Task, text: str, *, instead_of: ProgressNote | None) -> None:
    """Keep a text for a task, in place of one that waits to be posted (`instead_of`), which stays in the log."""
    with database.writing() as change:
        about, data = subject_target(change.connection, task)
        data |= {"text": text, "progress": True}
        change.append("noted", data | ({"instead_of": instead_of.id} if instead_of else {}), about=about)


def move_discussion(
    database: Database,
    discussion: Discussion,
    program: Program,
    course_number: int,
    number: int,
    replaced: Discussion | None,
    *,
    swap: bool = False,
) -> None:
    """Move a discussion with everything in it. `replaced` is the discussion at that place now: the place of a post that
    isn't imported yet gives way. With `swap` the two exchange their places.

    Raises CourseError where that place has a thread or words of the person's, unless they are exchanged.
    """
    with database.writing() as change:
        if replaced and swap:
            here, there = (current_place(change.connection, one.id) for one in (discussion, replaced))
            for one, place, other in ((discussion, here, there), (replaced, there, here)):
                numbers = {name: other[name] for name in ("program", "course", "course_title", "discussion")}
                change.append("moved", {"place": place | numbers}, about=one.id)
            return
        if replaced and _holds_content(change.connection, replaced.id):
            called = f"“{clean(replaced.title)}”" if replaced.title else "another discussion"
            raise CourseError(
                f"{replaced.ref} already has {called}, so nothing was moved. To exchange the two:",
                CommandLine("move", discussion.ref, replaced.ref, "--swap"),
            )
        title = (replaced.title if replaced else "") or discussion.title
        place = {"program": program.id, "course": course_number, "course_title": ""}
        data: Data = {
            "place": place | {"discussion": number, "title": title} | other_ids(change.connection, discussion.id)
        }
        change.append("moved", data | ({"instead_of": replaced.id} if replaced else {}), about=discussion.id)


def _holds_content(connection: sqlite3.Connection, discussion: str) -> bool:
    """Whether a discussion has a thread or words of the person's own. Must be asked in the transaction of the move."""
    return bool(
        connection.execute(
            """SELECT 1 FROM version LEFT JOIN peer_reply ON peer_reply.id = peer_reply_id
                WHERE version.about = :id AND disowned_at IS NULL AND removed_at IS NULL
                UNION ALL SELECT 1 FROM thread WHERE discussion_id = :id LIMIT 1""",
            {"id": discussion},
        ).fetchone()
    )


def remove_program(database: Database, key: str) -> int:
    """Remove everything in a program that holds nothing of the person's. Returns how many discussions and tasks that
    were. What holds something stays, under its reference. Adding the outline again brings the rest back.

    Raises UnknownProgram.
    """
    with database.writing() as change:
        connection = change.connection
        require_program(database, key)
        courses = [row["id"] for row in connection.execute("SELECT id FROM course WHERE program_id = ?", (key,))]
        removed = sum(remove_unused(change, owner) for owner in (key, *courses))
        change.apply()
        is_empty = f"""SELECT 1 FROM program WHERE id = ? AND in_use
            AND id NOT IN (SELECT program_id FROM course WHERE {STANDING})"""
        if removed and connection.execute(is_empty, (key,)).fetchone():
            change.append("program used", {}, about=EVERYTHING)
    return removed


def links(database: Database, discussion: Discussion) -> list[Link]:
    """The links on a discussion, the oldest first."""
    rows = database.connection.execute(
        "SELECT id, url, text FROM link WHERE discussion_id = ? ORDER BY id", (discussion.id,)
    )
    return [Link(*row) for row in rows]


def add_link(database: Database, discussion: Discussion, url: str, text: str) -> bool:
    """Keep a link on a discussion. Returns False where it is there already."""
    with database.writing() as change:
        if any((one.url, one.text) == (url, text) for one in links(database, discussion)):
            return False
        place = current_place(change.connection, discussion.id)
        change.append("link added", {"place": place, "url": url, "text": text}, about=discussion.id)
    return True


def remove_link(database: Database, discussion: Discussion, link: Link) -> None:
    """Remove a link from a discussion."""
    with database.writing() as change:
        place = current_place(change.connection, discussion.id)
        change.append("link removed", {"place": place, "key": link.id}, about=discussion.id)


def pause(database: Database, subject: PausedSubject | None, *, until: str | None) -> None:
    """Set something aside (None: everything) until an ISO day, or (None) until it is resumed."""
    with database.writing() as change:
        about, data = subject_target(change.connection, subject) if subject else (EVERYTHING, {})
        change.append("paused", data | {"until": until}, about=about)


def resume(database: Database, subjects: Sequence[PausedSubject]) -> None:
    """Resume things that were set aside by themselves."""
    with database.writing() as change:
        for subject in subjects:
            about, data = subject_target(change.connection, subject)
            change.append("resumed", data, about=about)


def resume_everything(database: Database) -> None:
    """Resume all that was set aside, in one piece or by itself."""
    with database.writing() as change:
        for row in change.connection.execute("SELECT * FROM set_aside").fetchall():
            data: Data = {}
            if row["task_id"]:
                _, data = task_target(change.connection, row["task_id"])
            elif row["discussion_id"]:
                data = {"place": current_place(change.connection, row["discussion_id"])}
            change.append("resumed", data, about=row["about"])


def set_plan(database: Database, course: Course, plan: Plan) -> None:
    """Keep a plan for a course, in place of any earlier one."""
    with database.writing() as change:
        change.append("planned", {"plan": plan._asdict()}, about=course.id)


def clear_plan(database: Database, course: Course) -> None:
    """Remove the plan of a course."""
    with database.writing() as change:
        change.append("planned", {"plan": None}, about=course.id)
