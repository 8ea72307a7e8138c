"""The store and what lies beside it, examined: nothing is written, and it never stops at the first thing it finds."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cups_course.course.digest import digest
from cups_course.course.errors import CourseError, DamagedStore, NotAStore
from cups_course.course.examination import Finding
from cups_course.store.backup_files import backups, half_written
from cups_course.store.backups import prove
from cups_course.store.failures import as_sentences
from cups_course.store.file import SCHEMA_VERSION, connect, schema_version
from cups_course.store.modes import open_to_others
from cups_course.store.soundness import altered, faults, search_index_differs, texts


class Altered(NamedTuple):
    """A version whose words are not those of which the digest was taken; `good` is a backup that has the right ones,
    `text` and `digest` what stands there."""

    id: str
    ref: str
    at: str
    good: Path | None = None
    text: str = ""
    digest: str = ""


def examine(store: Path, folders: Sequence[Path]) -> list[Finding]:
    """What is found; `folders` are those beside the store that only its owner should read."""
    return [*_inside(store), *_backups(store), *_files(store, folders)]


def _inside(store: Path) -> Iterator[Finding]:
    if not store.exists() or not store.stat().st_size:
        yield Finding("store", "note", f"There is none yet. It will be {store}.")
        return
    try:
        with snapshot(store) as copy:
            version = schema_version(copy, store)
            if found := faults(copy):
                yield _damage(store, found[0])
                return
            held = texts(copy)
            yield Finding(
                "store",
                "well",
                f"{store} is sound, each record in its place. It holds {held} {'text' if held == 1 else 'texts'} of "
                "yours, every version counted.",
            )
            yield from _words(store, copy)
            if version < SCHEMA_VERSION:
                yield Finding(
                    "schema",
                    "note",
                    f"Made by an earlier version (step {version} of {SCHEMA_VERSION}); the next command brings it up "
                    "to date, after a backup.",
                )
                return
            yield Finding("schema", "well", f"Step {version} of {SCHEMA_VERSION}, the newest.")
            yield from _bookkeeping(copy)
    except DamagedStore:
        yield _damage(store, "it cannot be read through")
    except NotAStore:
        yield _damage(store, "its beginning is not that of a store; or it is a file of another program")
    except CourseError as error:
        yield Finding("store", "wrong", error.message)


def _damage(store: Path, what: str) -> Finding:
    return Finding(
        "store",
        "mend",
        f"{store} is damaged: {what}. Nothing writes to it any more.",
        "save what can be read of it into a new file, and look for the best backup",
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
    found = altered_versions(store, copy)
    if not found:
        yield Finding("words", "well", "Every version is as it was written.")
    for one in found:
        says = f"{one.ref}: the words kept at {one.at} are not as they were written."
        if one.good:
            yield Finding(
                "words", "mend", f"{says} {one.good} has them.", f"bring them back from {one.good.name}", "words"
            )
        else:
            yield Finding("words", "wrong", f"{says} No backup has them. Words you write anew take their place.")


def altered_versions(store: Path, copy: sqlite3.Connection) -> list[Altered]:
    """The versions whose words were altered, each with where they stand as they were written."""
    missing = {one: Altered(one, *_place(copy, one)) for one in altered(copy)}
    found = {}
    for backup in backups(store):
        if not missing:
            break
        try:
            with as_sentences(backup.path), closing(connect(backup.path, "ro")) as connection:
                for id_ in list(missing):
                    row = connection.execute("SELECT text, digest FROM version WHERE id = ?", (id_,)).fetchone()
                    here = copy.execute("SELECT text, digest FROM version WHERE id = ?", (id_,)).fetchone()
                    # Sound in itself, and half of it the same: a version is never changed, so this is the one.
                    if row and digest(row["text"]) == row["digest"] and set(row) & set(here):
                        found[id_] = missing.pop(id_)._replace(good=backup.path, text=row["text"], digest=row["digest"])
        except CourseError:
            continue
    return [*found.values(), *missing.values()]


def _place(connection: sqlite3.Connection, version: str) -> tuple[str, str]:
    """The reference of what a version answers, with its program, and when the version was kept."""
    row = connection.execute(
        """SELECT program.key || '/' || course.number || '.' || discussion.number
                || coalesce('.' || question.number, '')
                || CASE WHEN peer_reply.id IS NULL THEN '' ELSE '@' || coalesce(peer_reply.peer, '') END AS ref,
                version.at
            FROM version
            LEFT JOIN answer ON answer.id = version.answer_id
            LEFT JOIN question ON question.id = answer.question_id
            LEFT JOIN peer_reply ON peer_reply.id = version.peer_reply_id
            JOIN discussion ON discussion.id = coalesce(answer.discussion_id, peer_reply.discussion_id)
            JOIN course ON course.id = discussion.course_id
            JOIN program ON program.id = course.program_id
            WHERE version.id = ?""",
        (version,),
    ).fetchone()
    return row["ref"], row["at"]


def _bookkeeping(copy: sqlite3.Connection) -> Iterator[Finding]:
    copy.execute("BEGIN")
    if search_index_differs(copy):
        yield Finding(
            "search", "mend", "The search index does not say what the texts say.", "make it anew", "search index"
        )
    else:
        yield Finding("search", "well", "The search index says what the texts say.")
    if copy.execute("SELECT 1 FROM journal WHERE command_id IS NOT NULL").fetchone():
        yield Finding("journal", "mend", "A command is marked as running that ran to no end.", "unmark it", "journal")


def _backups(store: Path) -> Iterator[Finding]:
    try:
        there = backups(store)
    except OSError as error:
        yield Finding("backups", "wrong", f"The folder of the backups cannot be read: {error.strerror}.")
        return
    if not there:
        yield Finding(
            "backups", "note", "There is none yet. cups-course backup makes one; one a day is made by itself."
        )
        return
    broken = []
    for one in there:
        try:
            prove(one.path)
        except CourseError as error:
            broken.append(Finding("backups", "wrong", f"{error.message} It is of no use; you can delete the file."))
    if len(there) > len(broken):
        days = (datetime.now(UTC) - there[0].at).days
        age = "of the last 24 hours" if days < 1 else f"{days} {'day' if days == 1 else 'days'} old"
        yield Finding("backups", "well", f"{len(there) - len(broken)}, each read through; the newest is {age}.")
    yield from broken


def _files(store: Path, folders: Sequence[Path]) -> Iterator[Finding]:
    if read_by_others := open_to_others(store, folders):
        for path in read_by_others:
            yield Finding(
                "privacy", "mend", f"Others on this machine may read {path}.", "leave it to you alone", "modes"
            )
    else:
        yield Finding("privacy", "well", "Only you can read the store, its backups and your drafts.")
    if store.with_name(f"{store.name}-journal").exists():
        yield Finding("files", "note", "A command is writing now, or was stopped: the next one puts it right.")
    for path in half_written(store):
        yield Finding("files", "mend", f"{path} is a backup that was never finished.", "delete it", "half written")
    for path in sorted(store.parent.glob(f"{store.name.removesuffix('.db')}-*.db")):
        if path.name.removeprefix(store.name.removesuffix(".db")).startswith(("-damaged-", "-recovered-")):
            yield Finding("files", "note", f"{path} was put aside here when the store was damaged.")
