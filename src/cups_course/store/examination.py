"""The store and what lies beside it, examined: nothing is written, and it never stops at the first thing it finds."""

import shlex
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cups_course.course.digest import as_written
from cups_course.course.errors import CourseError, DamagedStore, NotAStore, StoreGone
from cups_course.course.examination import Finding
from cups_course.course.references import reply_ref, task_ref
from cups_course.course.wording import shown
from cups_course.store.backup_files import FOLDER, aside, backups, half_written
from cups_course.store.backups import prove
from cups_course.store.failures import as_sentences
from cups_course.store.file import SCHEMA_VERSION, connect, schema_version
from cups_course.store.modes import open_to_others
from cups_course.store.soundness import altered, faults, search_index_differs, texts


class Spoilt(NamedTuple):
    """Words that are not those of which the digest was taken: in which record, what to call them in a sentence, and the
    command that looks at their history, for those that have one. `good` is a backup that has the right ones, `text` and
    `digest` what stands there."""

    table: str
    id: str
    says: str
    command: str = ""
    good: Path | None = None
    text: str = ""
    digest: str = ""


def examine(store: Path, folders: Sequence[Path]) -> list[Finding]:
    """What is found; `folders` are those beside the store that only its owner should read."""
    inside = list(_inside(store))
    return [*inside, *_backups(store, sound=inside[0].state == "well"), *_files(store, folders)]


def _inside(store: Path) -> Iterator[Finding]:
    try:
        if not store.exists() or not store.stat().st_size:
            yield _none(store)
            return
        with snapshot(store) as copy:
            version = schema_version(copy, store)
            if found := faults(copy):
                yield _damage(store, f" SQLite says: {found[0]}.")
                return
            held = texts(copy)
            yield Finding(
                "store",
                "well",
                f"{store} is in order, and holds {held} {'text' if held == 1 else 'texts'} of yours, every version "
                "counted.",
            )
            yield from _words(store, copy)
            if version < SCHEMA_VERSION:
                yield Finding(
                    "schema",
                    "note",
                    "The store was made by an earlier version of cups-course. The next command brings it up to date, "
                    "after a backup.",
                )
                return
            yield Finding("schema", "well", "The store is up to date with this cups-course.")
            yield from _bookkeeping(copy)
    except DamagedStore:
        yield _damage(store)
    except NotAStore:
        yield _damage(store, " Its beginning is not that of a store. Or it is a file of another program?")
    except CourseError as error:
        yield Finding("store", "wrong", error.message, command=next(iter(error.commands), ""))


def _none(store: Path) -> Finding:
    with as_sentences(store):
        there = backups(store)
    if not there:
        return Finding("store", "note", f"There is none yet. It will be {store}.")
    gone = StoreGone(str(store), str(store.parent / FOLDER), empty=store.exists())
    return Finding("store", "wrong", gone.message, command=gone.commands[0])


def _damage(store: Path, more: str = "") -> Finding:
    return Finding(
        "store",
        "mend",
        f"{store} is damaged, so nothing is written to it any more.{more}",
        "read what can still be read of the store, look for the best backup, and ask which to go on with",
        "damage",
    )


@contextmanager
def snapshot(store: Path) -> Iterator[sqlite3.Connection]:
    """The store as it is at one moment, in a file of SQLite's own that is gone afterwards."""
    with as_sentences(store), closing(connect(store)) as source, closing(sqlite3.connect("")) as copy:
        copy.row_factory = sqlite3.Row
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # waits for whoever writes, and not for ever
        source.backup(copy)
        yield copy


def _words(store: Path, copy: sqlite3.Connection) -> Iterator[Finding]:
    found = spoilt(store, copy)
    if not found:
        yield Finding("words", "well", "Every version, and every text that was sent, is as it was written.")
    for one in found:
        if one.good:
            yield Finding(
                "words",
                "mend",
                f"{one.says} The right words are in the backup {one.good.name}.",
                f"bring your words back from {one.good.name}",
                "words",
            )
        else:
            more = " Otherwise go on from another version, or write it anew; nothing is thrown away."
            yield Finding(
                "words",
                "wrong",
                f"{one.says} No backup has the right words. If your store on another device has them, cups-course "
                f"merge brings them back.{more if one.command else ''}",
                command=one.command,
            )


def spoilt(store: Path, copy: sqlite3.Connection) -> list[Spoilt]:
    """The words in a copy of the store that are not as they were written, each with where they stand as they were."""
    missing = {one: _spoilt(copy, *one) for one in altered(copy)}
    found = {}
    for backup in backups(store):
        if not missing:
            break
        try:
            with as_sentences(backup.path), closing(connect(backup.path, "ro")) as connection:
                for one in list(missing):
                    words = f"SELECT text, digest FROM {one.table} WHERE id = ?"
                    here = copy.execute(words, (one.id,)).fetchone()
                    row = connection.execute(words, (one.id,)).fetchone()
                    # Sound in itself, and half of it the same: such words are never changed, so these are the ones.
                    if row and as_written(row) and set(row) & set(here):
                        found[one] = missing.pop(one)._replace(good=backup.path, text=row["text"], digest=row["digest"])
        except (CourseError, sqlite3.OperationalError):  # the second where it is from before there was such a table
            continue
    return [*found.values(), *missing.values()]


_COURSE = """CASE WHEN program.in_use OR (SELECT count(*) FROM course AS other WHERE other.number = course.number) = 1
    THEN '' ELSE program.key || '/' END || course.number"""
"""The reference of a course, as short as it can be typed."""


def _spoilt(connection: sqlite3.Connection, table: str, record: str) -> Spoilt:
    if table == "submitted_field":
        sent = connection.execute(
            f"""SELECT {_COURSE} AS course, task.number AS task, submitted_field.label FROM submitted_field
                JOIN submission ON submission.id = submission_id
                JOIN task ON task.id = task_id JOIN course ON course.id = course_id
                JOIN program ON program.id = course.program_id
                WHERE submitted_field.id = ?""",
            (record,),
        ).fetchone()
        ref = task_ref(sent["course"], "form", sent["task"])
        return Spoilt(table, record, f"{ref}: what you sent for “{shown(sent['label'])}” is not as you sent it.")
    row = connection.execute(
        f"""SELECT {_COURSE} || '.' || discussion.number || coalesce('.' || question.number, '') AS ref,
                peer_reply.id AS reply, peer_reply.peer,
                (SELECT count(*) FROM version AS before
                    WHERE (before.answer_id = version.answer_id OR before.peer_reply_id = version.peer_reply_id)
                    AND (before.at, before.id) <= (version.at, version.id)) AS number
            FROM version
            LEFT JOIN answer ON answer.id = version.answer_id
            LEFT JOIN question ON question.id = answer.question_id
            LEFT JOIN peer_reply ON peer_reply.id = version.peer_reply_id
            JOIN discussion ON discussion.id = coalesce(answer.discussion_id, peer_reply.discussion_id)
            JOIN course ON course.id = discussion.course_id
            JOIN program ON program.id = course.program_id
            WHERE version.id = ?""",
        (record,),
    ).fetchone()
    ref = reply_ref(row["ref"], row["peer"], 1) if row["reply"] else row["ref"]
    says = f"{ref}: version {row['number']} is not as you wrote it."
    return Spoilt(table, record, says, f"cups-course history {shlex.quote(ref)}")


def _bookkeeping(copy: sqlite3.Connection) -> Iterator[Finding]:
    copy.execute("BEGIN")
    if search_index_differs(copy):
        yield Finding(
            "search",
            "mend",
            "The search may miss some of your texts, or find what is gone.",
            "make the search index anew from your texts",
            "search index",
        )
    else:
        yield Finding("search", "well", "The search knows your texts as they are.")
    if copy.execute("SELECT 1 FROM journal WHERE command_id IS NOT NULL").fetchone():
        yield Finding(
            "journal",
            "mend",
            "A command is marked as still running that ended long ago.",
            "take that mark away; no text is touched by it",
            "journal",
        )


def _backups(store: Path, *, sound: bool) -> Iterator[Finding]:
    try:
        there = backups(store)
    except OSError as error:
        yield Finding("backups", "wrong", f"The folder of the backups cannot be read: {error.strerror}.")
        return
    if not there:
        more = " One is made by itself on each day you write something. To make one now:" if sound else ""
        yield Finding("backups", "note", f"There is none yet.{more}", command="cups-course backup" if sound else "")
        return
    good, damaged, others = [], [], []
    for one in there:
        try:
            prove(one.path)
            good.append(one)
        except (DamagedStore, NotAStore):
            damaged.append(one.path)
        except CourseError as error:
            others.append(Finding("backups", "wrong", error.message, command=next(iter(error.commands), "")))
    if good:
        days = (datetime.now(UTC) - good[0].at).days
        age = "from the last 24 hours" if days < 1 else f"{days} {'day' if days == 1 else 'days'} old"
        number = "One, in order" if len(good) == 1 else f"{len(good)}, all of them in order"
        yield Finding("backups", "well", f"{number}; the newest is {age}." if len(good) > 1 else f"{number}, {age}.")
    yield from others
    for path in damaged:
        if sound or good:
            says = "This one is damaged and cannot be put back. You can delete it:"
            yield Finding("backups", "wrong", says, path=str(path))
        else:
            says = "This one is damaged too. Keep it: words may still be read from it in the same way."
            command = f"cups-course --store {shlex.quote(str(path))} doctor --fix"
            yield Finding("backups", "wrong", says, path=str(path), command=command)


def _files(store: Path, folders: Sequence[Path]) -> Iterator[Finding]:
    if read_by_others := open_to_others(store, folders):
        for path in read_by_others:
            yield Finding(
                "privacy", "mend", f"Others on this machine may read {path}.", "let only you read your files", "modes"
            )
    else:
        yield Finding("privacy", "well", "Only you can read the store, its backups and your drafts.")
    if store.with_name(f"{store.name}-journal").exists():
        yield Finding("files", "note", "A command is writing now, or was stopped; then the next one puts it right.")
    for path in half_written(store):
        yield Finding(
            "files",
            "mend",
            f"{path} is a backup that was never finished.",
            "delete what was never finished",
            "half written",
        )
    for path in aside(store):
        if path.name.removeprefix(store.name.removesuffix(".db")).startswith("-damaged-"):
            says = "The damaged store as it was. Delete it once you miss nothing:"
        elif path.suffix == ".txt":
            says = "Words of yours that lost their place. Read them, paste what you want, then delete the file:"
        else:
            says = "What could be read of the damaged store. Delete it once you miss nothing:"
        yield Finding("files", "note", says, path=str(path))
