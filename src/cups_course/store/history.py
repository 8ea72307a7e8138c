"""Every version of an answer or reply read, also those that no longer count, and one of them brought back."""

from cups_course.course.digest import digest
from cups_course.course.errors import CourseError, NothingToKeep, WrongSubject
from cups_course.course.history import History, Version
from cups_course.course.model import Discussion, Question
from cups_course.course.references import Found
from cups_course.store.database import Database
from cups_course.store.writing import Slot, add_version, insert, versions


def histories(database: Database, found: Found) -> list[History]:
    """The histories that a reply, a question or a discussion stands for, those without any version left out.

    For a discussion it is that of its answer in one piece, and where none counts that of each of its questions too.
    Raises WrongSubject for anything else.
    """
    discussion = found.discussion
    if discussion is None or found.task:
        raise WrongSubject(
            found.ref, found.what, "a discussion, a question or a reply", f"cups-course status {found.ref}"
        )
    if found.reply:
        to = found.reply.peer or "a peer"
        versions = _versions(database, "peer_reply_id = ?", found.reply.id)
        read = [History(found.ref, f"Your reply to {to}", versions)]
    elif found.question:
        read = [_of_answer(database, discussion, found.question)]
    else:
        piece = _of_answer(database, discussion, None)
        questions = [] if piece.current else discussion.questions
        read = [*(_of_answer(database, discussion, one) for one in questions), piece]
    return [one for one in read if one.versions]


def the_history(database: Database, found: Found) -> History:
    """The one history that is meant, to take a version of it.

    Raises CourseError where there are several, or none.
    """
    read = histories(database, found)
    if not read:
        raise nothing_kept(found)
    if len(read) > 1:
        raise CourseError(
            f"{found.ref} has several answers, each with versions of its own. Name one of them:",
            *(f"cups-course history {one.ref}" for one in read),
        )
    return read[0]


def nothing_kept(found: Found) -> CourseError:
    """Nothing was ever kept for this."""
    return NothingToKeep(f"Nothing is kept for {found.ref} yet.", f"cups-course answer {found.ref}")


def bring_back(database: Database, version: Version) -> bool:
    """Keep the words of an older version as the newest one. Returns False where what is current has them already.

    Where they are the words that were posted last, the new version is posted as those were: the forum has them.
    """
    with database.writing() as connection:
        device = database.device_id
        old = connection.execute("SELECT * FROM version WHERE id = ?", (version.id,)).fetchone()
        slot = Slot("answer", old["answer_id"]) if old["answer_id"] else Slot("peer_reply", old["peer_reply_id"])
        kept = versions(connection, slot)
        if kept and kept[-1]["text"] == old["text"]:
            return False
        new = add_version(connection, device, slot, old["text"], "restore")
        posted_last = next((one for one in reversed(kept) if one["posted"]), None)
        if posted_last and posted_last["text"] == old["text"]:
            for posting in connection.execute(
                "SELECT posted_on, address, post_id FROM posting WHERE version_id = ? AND withdrawn_at IS NULL",
                (posted_last["id"],),
            ).fetchall():
                insert(connection, device, "posting", version_id=new, **dict(posting))
    return True


def _of_answer(database: Database, discussion: Discussion, question: Question | None) -> History:
    ids = (discussion.id, question.id if question else None)
    of_answer = "answer_id = (SELECT id FROM answer WHERE discussion_id = ? AND question_id IS ?)"
    subject = question or discussion
    about = question.text if question else discussion.title
    return History(subject.ref, about, _versions(database, of_answer, *ids))


def _versions(database: Database, slot: str, *values: str | None) -> list[Version]:
    with database.reading() as connection:
        rows = connection.execute(
            f"""SELECT version.*, device.name AS device,
                    count(posting.id) AS postings, max(posting.posted_on) AS posted_on
                FROM version JOIN device ON device.id = version.device_id
                LEFT JOIN posting ON posting.version_id = version.id AND posting.withdrawn_at IS NULL
                WHERE {slot} GROUP BY version.id ORDER BY version.at, version.id""",
            values,
        ).fetchall()
        here = connection.execute("SELECT name FROM device WHERE id = ?", (database.device_id,)).fetchone()["name"]
    sound = {row["id"] for row in rows if digest(row["text"]) == row["digest"]}
    current = next((row["id"] for row in reversed(rows) if row["disowned_at"] is None), None)
    return [
        Version(
            row["id"],
            number,
            row["at"],
            row["text"] if row["id"] in sound else "",
            row["source"],
            row["post_id"] is not None,
            None if row["device"] == here else row["device"],
            bool(row["postings"]),
            row["posted_on"],
            row["disowned_at"] is None,
            row["id"] == current,
            row["id"] not in sound,
        )
        for number, row in enumerate(rows, start=1)
    ]
