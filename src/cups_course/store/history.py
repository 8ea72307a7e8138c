"""Every version of an answer or reply, the restoring of one, and undo and redo of commands."""

import sqlite3

from cups_course.errors import CannotUndo, CourseError, NothingToKeep, NothingToRedo, NothingToUndo, WrongSubject
from cups_course.events.event import Data
from cups_course.model import Discussion, Question, Task
from cups_course.refs import FoundRef, ReplyRefs
from cups_course.reports import CommandDone, History, Version
from cups_course.shell import CommandLine
from cups_course.store import log
from cups_course.store.aliases import discussion_ids
from cups_course.store.answers import copy_postings
from cups_course.store.database import Database
from cups_course.store.people import one_name
from cups_course.store.subjects import current_place, question_target, reply_target
from cups_course.store.writing import Slot, answer_slot, keep_task_text, versions_in
from cups_course.tasks import is_written, unposted_text
from cups_course.text import digest_at, fold_name


def histories(database: Database, found: FoundRef) -> list[History]:
    """The histories of a reply, a question, a discussion or a task. Histories without any version are left out.

    For a discussion that is its one answer, or, where it has none now, the answer to each of its questions too.
    Raises WrongSubject for anything else.
    """
    discussion = found.discussion
    if found.task and is_written(found.task):
        versions = _texts_for(database, found.task)
        return [History(found.ref, found.task.text, versions)] if versions else []
    if discussion is None or found.task:
        raise WrongSubject(
            found.ref,
            found.what,
            "a discussion, a question, a reply or a task you write for",
            CommandLine("status", found.ref),
        )
    if found.reply:
        to = found.reply.peer or "a peer"
        versions = _versions(database, Slot("peer_reply", found.reply.id), discussion)
        candidates = [History(found.ref, f"Your reply to {to}", versions)]
    elif found.question:
        candidates = [_of_answer(database, discussion, found.question)]
    else:
        whole = _of_answer(database, discussion, None)
        questions = [] if whole.current else discussion.questions
        candidates = [*(_of_answer(database, discussion, one) for one in questions), whole]
    return [one for one in candidates if one.versions]


def removed_replies(database: Database, discussion: Discussion, peer: str) -> list[History]:
    """The histories of the replies to this person that were removed. "-" stands for a person without a name."""
    names = one_name(database)
    rows = database.connection.execute(
        "SELECT id, peer FROM peer_reply WHERE discussion_id = ? AND removed_at IS NOT NULL ORDER BY id",
        (discussion.id,),
    ).fetchall()
    refs = ReplyRefs()
    found = []
    for row in rows:
        name = row["peer"] and names.get(fold_name(row["peer"]), row["peer"])
        ref = refs.next(discussion.ref, name)
        if fold_name(ref.partition("@")[2].partition("#")[0]) == fold_name("_".join(peer.split())):
            about = f"Your reply to {name or 'a peer'}, removed"
            found.append(History(ref, about, _versions(database, Slot("peer_reply", row["id"]), discussion)))
    return [one for one in found if one.versions]


def single_history(database: Database, found: FoundRef) -> History:
    """The one history of a reply, a question, a discussion or a task: of a discussion that of its own answer, if it
    ever had one.

    Raises CourseError where there are several, or none.
    """
    several = histories(database, found)
    if not several:
        raise nothing_kept(found)
    if several[-1].ref == found.ref:
        return several[-1]
    if len(several) > 1:
        raise CourseError(
            f"{found.ref} has several answers, each with its own versions. Choose one:",
            *(CommandLine("history", one.ref) for one in several),
        )
    return several[0]


def nothing_kept(found: FoundRef) -> CourseError:
    """The error for something that has no history."""
    if found.reply and found.discussion:
        return NothingToKeep(
            f"The text of {found.ref} isn't saved. To add it:",
            CommandLine("reply", found.discussion.ref, found.reply.peer or None),
        )
    return NothingToKeep(f"Nothing is saved for {found.ref} yet. To write an answer:", CommandLine("answer", found.ref))


def restore_version(database: Database, version: Version) -> bool:
    """Keep the words of an older version as the newest one. Returns False where the current version has them already.

    If they are the words that were posted last, the new version counts as posted too: the forum has them. So it is with
    the words of an answer that was cleared.
    """
    with database.writing() as change:
        connection = change.connection
        slot = Slot("peer_reply" if version.is_reply else "answer", version.slot)
        kept = versions_in(connection, slot)
        if kept and kept[-1]["text"] == version.text:
            return False
        about, data = version.about, {"place": current_place(connection, version.about)}
        if slot.table == "peer_reply":
            ref = reply_target(connection, slot.id)
            written = {"reply": ref, "text": version.text, "source": "restore", "given": False, "on": None}
            new = change.append("reply logged", data | written, about=about)
        else:
            question = slot.id.removesuffix("/answer")
            asked = None if question == about else question_target(connection, question)
            written = {"question": asked, "text": version.text, "source": "restore"}
            new = change.append("answer written", data | written, about=about)
        last = next((one for one in reversed(kept) if one["posted"]), None)
        posted_last = last["id"] if last and last["text"] == version.text else None
        if version.cleared and not kept:
            posted_last = version.id
        if posted_last:
            copy_postings(change, about, posted_last, new)
    return True


def restore_text_for(database: Database, task: Task, version: Version) -> bool:
    """Make an older text for a task the one to post. Returns False if it is that already."""
    waiting = unposted_text(task)
    if version.current or (waiting and waiting.text == version.text):
        return False
    keep_task_text(database, task, version.text, instead_of=waiting)
    return True


def _texts_for(database: Database, task: Task) -> list[Version]:
    """Every text written for a task, oldest first, also those that gave way to a newer one."""
    with database.reading() as connection:
        rows = connection.execute(
            """SELECT note.*, progress.posted_on FROM note JOIN progress ON progress.note_id = note.id
                WHERE note.task_id = ? ORDER BY note.id""",
            (task.id,),
        ).fetchall()
    current = next((row["id"] for row in reversed(rows) if row["removed_at"] is None), None)
    return [
        Version(
            row["id"],
            number,
            row["made_at"],
            row["text"],
            "text",
            from_post=False,
            elsewhere=None,
            posted=row["posted_on"] is not None,
            posted_on=row["posted_on"],
            counts=True,
            current=row["id"] == current,
        )
        for number, row in enumerate(rows, start=1)
    ]


def _of_answer(database: Database, discussion: Discussion, question: Question | None) -> History:
    subject = question or discussion
    about = question.text if question else discussion.title
    return History(
        subject.ref,
        about,
        _versions(database, answer_slot(discussion.id, question.id if question else None), discussion),
    )


def _versions(database: Database, slot: Slot, discussion: Discussion) -> list[Version]:
    """Every version in a slot: those the store shows, and those of undone commands, which don't count."""
    with database.reading() as connection:
        versions = _undone_versions(connection, slot, discussion)
        for row in connection.execute(
            f"""SELECT version.*, device.name AS device,
                    count(posting.id) AS postings, max(posting.posted_on) AS posted_on
                FROM version LEFT JOIN device ON device.id = version.device_id
                LEFT JOIN posting ON posting.version_id = version.id AND posting.withdrawn_at IS NULL
                WHERE {slot.table}_id = ? GROUP BY version.id""",
            (slot.id,),
        ):
            is_sound = digest_at(slot.id, row["text"]) == row["digest"]
            version = Version(
                row["id"],
                0,
                row["at"],
                row["text"] if is_sound else "",
                row["source"],
                from_post=row["post_id"] is not None,
                elsewhere=None if row["device_id"] == database.device_id else row["device"],
                posted=bool(row["postings"]),
                posted_on=row["posted_on"],
                counts=row["disowned_at"] is None,
                current=False,
                cleared=bool(row["cleared"]),
                damaged=not is_sound,
            )
            versions[version.id] = row["milliseconds"], version
    in_order = [version for _, version in sorted(versions.values(), key=lambda one: (one[0], one[1].id))]
    current = next((version.id for version in reversed(in_order) if version.counts), None)
    return [
        version._replace(
            number=number,
            current=version.id == current,
            slot=slot.id,
            about=discussion.id,
            is_reply=slot.table == "peer_reply",
        )
        for number, version in enumerate(in_order, start=1)
    ]


def _undone_versions(
    connection: sqlite3.Connection, slot: Slot, discussion: Discussion
) -> dict[str, tuple[int, Version]]:
    """The versions that undone commands wrote there, with their times in milliseconds, by their ids."""
    ids = discussion_ids(connection, discussion.id)
    versions = {}
    for event in log.select(
        connection,
        f"""about IN ({log.marks(ids)}) AND kind IN ('answer written', 'reply logged', 'own posts read')
            AND command IN (SELECT id FROM command WHERE undone = 1)""",
        ids,
    ):
        try:
            data = event.data
        except ValueError:  # damaged: `doctor` names it
            continue
        for item in data.get("items", [data]):
            if not item["text"] or not _is_in(slot, discussion, item):
                continue
            read = "items" in data
            version = Version(
                item["version"] if read else event.id,
                0,
                item["at"] if read else event.at,
                item["text"],
                "import" if read else data["source"],
                from_post=read,
                elsewhere=None,
                posted=False,
                posted_on=None,
                counts=False,
                current=False,
            )
            versions[version.id] = item["milliseconds"] if read else event.milliseconds, version
    return versions


def _is_in(slot: Slot, discussion: Discussion, data: Data) -> bool:
    """Whether the data of an event are a new version of this answer or reply."""
    if "reply" in data:
        return bool(data["reply"]["key"] == slot.id and ("post" in data or "version" not in data))
    question = data.get("question")
    return answer_slot(discussion.id, question["key"] if question else None) == slot


_FORGOTTEN = "changed something that was later permanently deleted"
"""What a command did whose words were forgotten."""


def undo(database: Database) -> CommandDone:
    """Undo this device's last command that counts, and return it.

    Raises NothingToUndo, or CannotUndo where a backup was restored or words were forgotten since.
    """
    with database.writing() as change:
        last = _last(change.connection, "undone = 0 AND kind = 'done'")
        barrier = _last(change.connection, "undone = 0 AND kind = 'final'")
        if barrier and (last is None or barrier["id"] > last["id"]):
            raise CannotUndo(_command_done(barrier).what, *_way_back(change.connection, barrier["id"]))
        if last is None:
            raise NothingToUndo
        database.doing(f"undid: {_command_done(last).what}")
        change.append("undone", {}, about=last["id"])
    return _command_done(last)


def _way_back(connection: sqlite3.Connection, command: str) -> tuple[()] | tuple[str, CommandLine]:
    """What to do instead of undoing a command, and how. Nothing brings forgotten words back."""
    query = "SELECT 1 FROM event WHERE command = ? AND kind = 'backup restored'"
    if connection.execute(query, (command,)).fetchone() is None:
        return ()
    return "The store from before it is in a backup. To list your backups:", CommandLine("backup", "--list")


def redo(database: Database) -> CommandDone:
    """Redo the command that was undone last, and return it. After a new command nothing can be redone.

    Raises NothingToRedo.
    """
    with database.writing() as change:
        connection = change.connection
        counting = [_last(connection, f"undone = 0 AND kind = '{kind}'") for kind in ("done", "final")]
        since = max((row["id"] for row in counting if row), default="")
        undone = _of_this_device(connection, "undone = 1 AND kind = 'done' AND id > ?", since)
        newest = max((row["id"] for row in undone), default="")
        # A command undone before a newer one was given can't be redone, even if that newer one was undone since.
        first = next((row for row in undone if newest < _undone_by(connection, row["id"])), None)
        if first is None:
            raise NothingToRedo
        database.doing(f"redid: {_command_done(first).what}")
        change.append("redone", {}, about=first["id"])
    return _command_done(first)


def _of_this_device(
    connection: sqlite3.Connection, condition: str, *values: str, last: bool = False
) -> list[sqlite3.Row]:
    """Commands of this device that fulfil an SQL condition, under any of its ids, the oldest first. With `last` only
    the newest under each id."""
    rows: list[sqlite3.Row] = []
    for (device,) in connection.execute(
        "SELECT value FROM setting WHERE name = 'this_device' UNION SELECT id FROM earlier_device"
    ).fetchall():
        rows += connection.execute(
            f"""SELECT * FROM command WHERE device = ? AND {condition}
                AND id NOT IN (SELECT id FROM command_from_elsewhere) ORDER BY id DESC LIMIT {1 if last else -1}""",
            (device, *values),
        )
    return sorted(rows, key=lambda row: str(row["id"]))


def _last(connection: sqlite3.Connection, condition: str) -> sqlite3.Row | None:
    rows = _of_this_device(connection, condition, last=True)
    return rows[-1] if rows else None


def _undone_by(connection: sqlite3.Connection, command: str) -> str:
    """The id of the last event that undid a command."""
    query = "SELECT max(id) FROM event WHERE about = ? AND kind = 'undone'"
    return str(connection.execute(query, (command,)).fetchone()[0])


def commands(database: Database) -> list[CommandDone]:
    """Everything the person did, on any device, undone or not, the newest first."""
    rows = database.connection.execute(
        """SELECT command.*, device.name, (SELECT it.name FROM device AS it JOIN setting ON value = it.id
                WHERE setting.name = 'this_device') AS here
            FROM command LEFT JOIN device ON device.id = command.device
            WHERE kind IN ('done', 'final') OR (kind = 'other' AND did != '') ORDER BY command.id DESC"""
    )
    return [_command_done(row)._replace(device=None if row["name"] == row["here"] else row["name"]) for row in rows]


def _command_done(row: sqlite3.Row) -> CommandDone:
    return CommandDone(row["id"], row["did"] or _FORGOTTEN, row["at"], bool(row["undone"]))
