"""What a person does, kept: answers, replies, postings, ticks, notes. Versions are only ever added.

Each function is one whole transaction; when it returns, what it was given is on the disk.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cups_course.course.digest import digest
from cups_course.course.model import Course, Discussion, PeerReply, Program, Question, Task
from cups_course.course.ticks import Outcome
from cups_course.course.wording import fold_name
from cups_course.store.database import Database
from cups_course.store.records import new_id, now, today

Source = Literal["editor", "text", "import", "restore", "merge"]


def insert(connection: sqlite3.Connection, device: str, table: str, **values: object) -> str:
    """Add a record with a new id, its device and its time; returns the id. For this room's files only."""
    record = {"id": new_id(), "device_id": device, "made_at": now(), **values}
    marks = ", ".join("?" * len(record))
    connection.execute(f"INSERT INTO {table} ({', '.join(record)}) VALUES ({marks})", list(record.values()))
    return str(record["id"])


def update(connection: sqlite3.Connection, table: str, record: str, **values: object) -> None:
    """Change columns of a record. For this room's files only; versions are never changed, only disowned."""
    columns = ", ".join(f"{column} = ?" for column in values)
    connection.execute(f"UPDATE {table} SET {columns} WHERE id = ?", [*values.values(), record])


@dataclass(frozen=True, slots=True)
class Slot:
    """Where versions of a text belong: a row of `answer` or of `peer_reply`."""

    table: Literal["answer", "peer_reply"]
    id: str


def answer_slot(connection: sqlite3.Connection, device: str, discussion: str, question: str | None) -> Slot:
    """The answer to a question, or to a discussion in one piece, made where there is none yet."""
    row = connection.execute(
        "SELECT id FROM answer WHERE discussion_id = ? AND question_id IS ?", (discussion, question)
    ).fetchone()
    found = row["id"] if row else insert(connection, device, "answer", discussion_id=discussion, question_id=question)
    return Slot("answer", found)


def versions(connection: sqlite3.Connection, slot: Slot) -> list[sqlite3.Row]:
    """Every version in the slot that is the person's own, oldest first, with `posted`."""
    return connection.execute(
        f"""SELECT version.*, EXISTS (SELECT 1 FROM posting
                WHERE version_id = version.id AND withdrawn_at IS NULL) AS posted
            FROM version WHERE {slot.table}_id = ? AND disowned_at IS NULL ORDER BY at, id""",
        (slot.id,),
    ).fetchall()


def add_version(
    connection: sqlite3.Connection,
    device: str,
    slot: Slot,
    text: str,
    source: Source,
    *,
    at: str | None = None,
    post: str | None = None,
) -> str:
    """Add a version; without `at` it is the current one, also where a clock was wrong before."""
    if at is None:
        kept = versions(connection, slot)
        at = max([now(), *(version["at"] for version in kept)])
    return insert(
        connection,
        device,
        "version",
        **{f"{slot.table}_id": slot.id},
        text=text,
        digest=digest(text),
        source=source,
        at=at,
        post_id=post,
    )


def keep_answers(
    database: Database,
    discussion: Discussion,
    texts: Mapping[str | None, str],
    source: Source,
    *,
    note: str = "",
) -> dict[str | None, str]:
    """Keep the words for several questions (by id; None: the discussion in one piece) and a note, all at once.

    A text that the store holds already changes nothing. From a document that is any version of it: an editor's may
    have been open, or left unsaved, while newer words were kept, and what stands in it untouched is not a wish to go
    back. Returns, by the ids of the questions whose answer changed, the text that was the current one until then
    ("" where there was none).
    """
    changed: dict[str | None, str] = {}
    with database.writing() as connection:
        device = database.device_id
        for question, text in texts.items():
            slot = answer_slot(connection, device, discussion.id, question)
            kept = [version["text"] for version in versions(connection, slot)]
            if not text or text in (kept if source in ("editor", "import") else kept[-1:]):
                continue
            add_version(connection, device, slot, text, source)
            changed[question] = kept[-1] if kept else ""
        if note:
            insert(connection, device, "note", discussion_id=discussion.id, text=note)
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
    with database.writing() as connection:
        for one in ids:
            current = versions(connection, Slot(table, one))[-1]
            if not current["posted"]:
                marked += 1
                insert(
                    connection,
                    database.device_id,
                    "posting",
                    version_id=current["id"],
                    posted_on=on or today(),
                    address=address,
                )
            elif on or address:
                connection.execute(
                    """UPDATE posting SET posted_on = coalesce(?, posted_on), address = coalesce(?, address)
                        WHERE version_id = ? AND withdrawn_at IS NULL AND post_id IS NULL""",
                    (on, address, current["id"]),
                )
    return marked


def withdraw_postings(database: Database, table: Literal["answer", "peer_reply"], ids: Sequence[str]) -> int:
    """Take back that anything of these was posted. The words stay. Returns how many postings were taken back."""
    withdrawn = 0
    with database.writing() as connection:
        for one in ids:
            withdrawn += connection.execute(
                f"""UPDATE posting SET withdrawn_at = ? WHERE withdrawn_at IS NULL
                    AND version_id IN (SELECT id FROM version WHERE {table}_id = ?)""",
                (now(), one),
            ).rowcount
    return withdrawn


def keep_reply(
    database: Database, discussion: Discussion, peer: str, text: str, source: Source, *, on: str | None, draft: bool
) -> bool:
    """Log a reply to a peer, or keep a draft of one. Returns False where exactly it is there already.

    A draft to the same person is taken up, and so is a reply logged without its words: what is given now is its next
    version.
    """
    with database.writing() as connection:
        device = database.device_id
        same_peer = [
            Slot("peer_reply", row["id"])
            for row in connection.execute(
                "SELECT id, peer FROM peer_reply WHERE discussion_id = ? AND removed_at IS NULL ORDER BY id",
                (discussion.id,),
            )
            if row["peer"] is not None and fold_name(row["peer"]) == fold_name(peer)
        ]
        slot = None
        for one in same_peer:
            kept = versions(connection, one)
            if not kept:
                continue  # of somebody who turned out not to be the person
            given = any(version["posted"] for version in kept)
            if kept[-1]["text"] == text and given != draft:
                return False
            if slot is None and (not given or not (kept[-1]["text"] or draft)):
                slot = one
        if slot is None:
            reply = insert(connection, device, "peer_reply", discussion_id=discussion.id, peer=peer.removeprefix("@"))
            slot = Slot("peer_reply", reply)
        kept = versions(connection, slot)
        same = kept and kept[-1]["text"] == (text or kept[-1]["text"])
        current = kept[-1]["id"] if same else add_version(connection, device, slot, text, source)
        if not draft:
            insert(connection, device, "posting", version_id=current, posted_on=on)
    return True


def tick(database: Database, task: Task, outcome: Outcome, *, on: str | None = None, score: str | None = None) -> None:
    """Tick a task or form, keep a try that missed its minimum, or take a tick back. Earlier ones stay.

    A progress note that waits is posted with the tick of its task, and waits again where that is taken back.
    """
    with database.writing() as connection:
        insert(connection, database.device_id, "tick", task_id=task.id, outcome=outcome, on_day=on, score=score)
        notes = sorted(task.progress, key=lambda note: note.id)
        waiting = [note for note in notes if note.posted_on is None]
        if outcome == "done" and waiting:
            connection.execute("UPDATE progress SET posted_on = ? WHERE note_id = ?", (on, waiting[-1].id))
        elif outcome == "taken back" and notes and not waiting:
            connection.execute("UPDATE progress SET posted_on = NULL WHERE note_id = ?", (notes[-1].id,))


def add_note(
    database: Database, subject: Program | Course | Discussion | Question | Task | PeerReply, text: str
) -> None:
    """Keep a note of the person's own on anything that has a reference."""
    with database.writing() as connection:
        insert_note(connection, database.device_id, subject, text)


def insert_note(
    connection: sqlite3.Connection,
    device: str,
    subject: Program | Course | Discussion | Question | Task | PeerReply,
    text: str,
) -> str:
    """The same, inside of a transaction; returns the note's id. For this room's files only."""
    column = {
        Program: "program_id",
        Course: "course_id",
        Discussion: "discussion_id",
        Question: "question_id",
        Task: "task_id",
        PeerReply: "peer_reply_id",
    }[type(subject)]
    return insert(connection, device, "note", **{column: subject.id}, text=text)


def remove(database: Database, subject: Discussion | Task | PeerReply) -> None:
    """Take a discussion, task or reply out of the checklist. Its words stay in the store."""
    table = {Discussion: "discussion", Task: "task", PeerReply: "peer_reply"}[type(subject)]
    with database.writing() as connection:
        connection.execute(f"UPDATE {table} SET removed_at = ? WHERE id = ?", (now(), subject.id))
