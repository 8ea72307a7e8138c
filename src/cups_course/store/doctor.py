"""Examines and repairs the store and the files beside it.

An examination writes nothing and doesn't stop at the first finding. A repair makes a backup first.
"""

import os
import sqlite3
import stat
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cups_course.errors import CourseError, DamagedStore, NotAStore, NotSaved, StoreGone
from cups_course.events.event import COLUMNS, Event
from cups_course.paths import obstacle
from cups_course.reports import Finding, Mend, texts_of
from cups_course.shell import CommandLine
from cups_course.store import log
from cups_course.store.backup import backup_files, check_backup, copies_put_aside, make_backup
from cups_course.store.database import Database, open_store
from cups_course.store.files import (
    FOLDER,
    UNREADABLE,
    as_sentences,
    connect,
    schema_version,
    sqlite_faults,
    store_exists,
)
from cups_course.store.forget import read_rules
from cups_course.store.projection import Projection, shown_rows
from cups_course.store.reading import load
from cups_course.store.schema import SCHEMA_VERSION
from cups_course.store.soundness import altered_rows, count_versions, repaired_event, require_valid_log
from cups_course.text import clean

_OTHERS = 0o077
"""The permissions of others than the owner."""


class Damaged(NamedTuple):
    """An event that is not as it was written: a sentence that says so, and the command that shows its history if it has
    one. `whole` is the event as it was written and `source` where it was found, if it was."""

    event: Event
    says: str
    command: CommandLine | None = None
    whole: Event | None = None
    source: str = ""


def examine(store: Path, folders: Sequence[Path]) -> list[Finding]:
    """All findings about the store. `folders` are others that only its owner should be able to read."""
    inside = list(_examine_store(store))
    if obstacle(store):
        return inside  # nothing is beside what can't be a store
    backups = _examine_backups(store, sound=inside[0].state == "well")
    return [*inside, *backups, *_examine_files(store, folders)]


def _examine_store(store: Path) -> Iterator[Finding]:
    try:
        if not store_exists(store) or not store.stat().st_size:
            yield _no_store(store)
            return
        with snapshot(store) as copy:
            version = schema_version(copy, store)
            if faults := sqlite_faults(copy):
                yield _damage(store, f" SQLite says: {faults[0]}.")
                return
            require_valid_log(copy, store)
            texts = count_versions(copy)
            yield Finding(
                "store",
                "well",
                f"{store} is sound. It holds {texts} {'text' if texts == 1 else 'texts'}, counting every version.",
            )
            damaged = damaged_in(store, copy)
            yield from _words_findings(damaged)
            if version < SCHEMA_VERSION:
                yield Finding(
                    "schema",
                    "note",
                    "The store is from an earlier version of cups-course. The next command updates it, after a backup.",
                )
                return
            yield Finding("schema", "well", "The store's format is up to date.")
            try:
                yield _checklist(store, copy, sound=not damaged)
            except Exception:
                require_valid_log(copy, store, shapes=True)
                raise
            if unreadable := copy.execute("SELECT count(*) FROM unreadable").fetchone()[0]:
                yield Finding(
                    "log",
                    "note",
                    f"Events that can't be read: {unreadable}. They're ignored, but not deleted.",
                )
    except DamagedStore as error:
        yield _damage(store, error.why)
    except NotAStore:
        yield _damage(store, " It doesn't look like a store. It may belong to another program.")
    except CourseError as error:
        yield Finding("store", "wrong", error.message, command=next(iter(error.commands), None))


def _no_store(store: Path) -> Finding:
    with as_sentences(store):
        backups = backup_files(store)
    if not backups:
        return Finding("store", "note", f"There is no store yet. It will be created at {store}.")
    error = StoreGone(str(store), str(store.parent / FOLDER), empty=store.exists())
    return Finding("store", "wrong", error.message, command=error.commands[0])


def _damage(store: Path, more: str = "") -> Finding:
    return Finding(
        "store",
        "mend",
        f"{store} is damaged, so nothing is written to it.{more}",
        "recover what can be read, find the best backup, and ask which to use",
        "damage",
    )


@contextmanager
def snapshot(store: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the store as it is at one moment, in a temporary file that has no name."""
    with (
        as_sentences(store),
        closing(connect(store)) as source,
        closing(sqlite3.connect("", isolation_level=None)) as copy,
    ):
        copy.row_factory = sqlite3.Row
        source.execute("BEGIN")
        # Waits for a command that writes, but not for ever.
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        source.backup(copy)
        yield copy


def _words_findings(damaged: Sequence[Damaged]) -> Iterator[Finding]:
    if not damaged:
        yield Finding("words", "well", "Everything you wrote and did is intact.")
    for one in damaged:
        if one.whole:
            yield Finding(
                "words",
                "mend",
                f"{one.says} The intact text is in {one.source}.",
                f"restore your text from {one.source}",
                "words",
            )
        else:
            more = " Otherwise restore another version or write it again. Nothing is deleted."
            yield Finding(
                "words",
                "wrong",
                f"{one.says} No backup has the intact text. If your store on another device has it, use cups-course "
                f"merge to bring it back.{more if one.command else ''}",
                command=one.command,
            )


def _checklist(store: Path, copy: sqlite3.Connection, *, sound: bool) -> Finding:
    """Whether the projections are what the log adds up to. They are rebuilt in the copy and compared."""
    shown = shown_rows(copy)
    wrong = [_describe(store, copy, *row)[0] for row in altered_rows(copy)] if sound else []
    differs = not _search_is_whole(copy)
    copy.execute("BEGIN")
    Projection(copy).rebuild()
    differs = differs or shown_rows(copy) != shown
    copy.execute("ROLLBACK")
    if not differs:
        return Finding("checklist", "well", "The checklist and the search index match what you wrote and did.")
    says = " ".join(wrong) or "The checklist or the search index doesn't match what you wrote and did."
    if sound:
        says += " Your text is safe."
    return Finding("checklist", "mend", says, "rebuild the checklist and the search index", "checklist")


def describe_mismatch(store: Path) -> CourseError | None:
    """What is wrong where the projections aren't what the log adds up to; None where they are, or nobody can tell."""
    with suppress(Exception):
        if store_exists(store):
            with snapshot(store) as copy:
                finding = _checklist(store, copy, sound=True)
            if finding.mend:
                return CourseError(f"{finding.says} To repair it:", CommandLine("doctor", "--fix"))
    return None


def _search_is_whole(copy: sqlite3.Connection) -> bool:
    """Whether the search index is sound. SQLite's command for its check has the form of an INSERT."""
    try:
        copy.execute("INSERT INTO search_text (search_text) VALUES ('integrity-check')")
    except UNREADABLE:
        return False
    return True


def damaged_in(store: Path, copy: sqlite3.Connection) -> list[Damaged]:
    """The events in a copy of the store that are not as they were written, those found whole elsewhere first."""
    missing = {}
    for event in log.damaged_events(copy):
        row = copy.execute("SELECT id FROM version WHERE substr(id, 1, 36) = ?", (event.id,)).fetchone()
        described = _describe(store, copy, "version", row["id"]) if row else _describe_event(copy, event)
        missing[event.id] = Damaged(event, *described)
    whole = []
    for one in list(missing.values()):
        if repaired := repaired_event(copy, one.event):
            whole.append(missing.pop(repaired.id)._replace(whole=repaired, source="a second copy in the store"))
    for backup in backup_files(store):
        if not missing:
            break
        for event in _sound_events(backup.path, list(missing)):
            source = f"the backup {backup.path.name}"
            whole.append(missing.pop(event.id)._replace(whole=event, source=source))
    return [*whole, *missing.values()]


def _sound_events(backup: Path, ids: Sequence[str]) -> list[Event]:
    """Those of these events that a backup has as they were written; none if it cannot be read."""
    events = []
    with suppress(CourseError, *UNREADABLE), as_sentences(backup), closing(connect(backup, "ro")) as connection:
        schema_version(connection, backup)
        for event_id in ids:
            for row in connection.execute(f"SELECT {COLUMNS}, digest FROM event WHERE id = ?", (event_id,)):
                *columns, digest = row
                if log.is_sound(event := Event(*columns), digest):
                    events.append(event)
    return events


def _describe(store: Path, copy: sqlite3.Connection, table: str, record: str) -> tuple[str, CommandLine | None]:
    """A sentence about a damaged text, and the command that shows its history."""
    if table == "submitted_field":
        row = copy.execute(
            """SELECT label, task_id FROM submitted_field JOIN submission ON submission.id = submission_id
                WHERE submitted_field.id = ?""",
            (record,),
        ).fetchone()
        programs = load(Database(store, copy))
        forms = {form.id: form.ref for program in programs for course in program.courses for form in course.forms}
        return f"{forms.get(row['task_id'], '')}: the text you sent for “{clean(row['label'])}” is damaged.", None
    row = copy.execute(
        "SELECT coalesce(answer_id, peer_reply_id) AS slot FROM version WHERE id = ?", (record,)
    ).fetchone()
    refs = {text.id: ref for ref, text in texts_of(load(Database(store, copy)))}
    ref = refs.get(row["slot"], "One of your texts")
    number = copy.execute(
        """SELECT count(*) FROM version AS before JOIN version AS it ON it.id = ?
            WHERE coalesce(before.answer_id, before.peer_reply_id) = coalesce(it.answer_id, it.peer_reply_id)
                AND (before.milliseconds, before.id) <= (it.milliseconds, it.id)""",
        (record,),
    ).fetchone()[0]
    command = CommandLine("history", ref) if row["slot"] in refs else None
    return f"{ref}: version {number} is damaged.", command


def _describe_event(copy: sqlite3.Connection, event: Event) -> tuple[str, CommandLine | None]:
    row = copy.execute(
        "SELECT did FROM event WHERE command = ? AND did IS NOT NULL ORDER BY id LIMIT 1", (event.command,)
    ).fetchone()
    did = f"“{clean(row['did'])}”" if row and isinstance(row["did"], str) else "something you did"
    return f"The record of {did} is damaged.", None


def _examine_backups(store: Path, *, sound: bool) -> Iterator[Finding]:
    try:
        backups = backup_files(store)
    except OSError as error:
        yield Finding("backups", "wrong", f"The backup folder can't be read: {error.strerror}.")
        return
    if not backups:
        more = " One is made each day you change something. To make one now:" if sound else ""
        yield Finding(
            "backups", "note", f"There is no backup yet.{more}", command=CommandLine("backup") if sound else None
        )
        return
    good, damaged, others = [], [], []
    for one in backups:
        try:
            check_backup(one.path)
            good.append(one)
        except (DamagedStore, NotAStore):
            damaged.append(one.path)
        except CourseError as error:
            others.append(Finding("backups", "wrong", error.message, command=next(iter(error.commands), None)))
    if good:
        days = (datetime.now(UTC) - good[0].at).days
        age = "from the last 24 hours" if days < 1 else f"{days} {'day' if days == 1 else 'days'} old"
        number = "1 backup, sound" if len(good) == 1 else f"{len(good)} backups, all sound"
        yield Finding("backups", "well", f"{number}. The newest is {age}." if len(good) > 1 else f"{number}, {age}.")
    yield from others
    for path in damaged:
        if sound or good:
            says = "This backup is damaged and can't be restored. You can delete it:"
            yield Finding("backups", "wrong", says, path=str(path))
        else:
            says = "This backup is damaged too. Keep it: some of its text may still be readable. To recover it:"
            command = CommandLine("--store", path, "doctor", "--fix")
            yield Finding("backups", "wrong", says, path=str(path), command=command)


def _examine_files(store: Path, folders: Sequence[Path]) -> Iterator[Finding]:
    if read_by_others := readable_by_others(store, folders):
        for path in read_by_others:
            yield Finding(
                "privacy",
                "mend",
                f"Other people on this computer can read {path}.",
                "make your files readable only by you",
                "modes",
            )
    else:
        yield Finding("privacy", "well", "Only you can read the store, its backups and your drafts.")
    if store.with_name(f"{store.name}-journal").exists():
        yield Finding(
            "files",
            "note",
            "A command is running or was interrupted. After an interruption, the next command repairs the store.",
        )
    for path in copies_put_aside(store):
        if path.name.removeprefix(store.name.removesuffix(".db")).startswith("-damaged-"):
            says = "The damaged store, unchanged. When you're sure nothing is missing, delete it:"
        elif path.suffix == ".txt":
            says = "Text of yours that lost its place. Copy what you need, then delete the file:"
        else:
            says = "What was recovered from the damaged store. When you're sure nothing is missing, delete it:"
        yield Finding("files", "note", says, path=str(path))


def repair(store: Path, what: Collection[Mend], folders: Sequence[Path]) -> Path | None:
    """Repair these. Returns the backup that was made before; None where nothing inside the store needed a repair.

    Raises CourseError; then what is in the store is unchanged.
    """
    before = None
    try:
        if "modes" in what:
            make_private(readable_by_others(store, folders))
    except OSError as error:
        raise NotSaved(f"{error.filename} could not be repaired: {error.strerror or error}.") from error
    if {"checklist", "words"} & set(what):
        before = make_backup(store, "before-mending")
        _mend_store(store)
    return before


def _mend_store(store: Path) -> None:
    with snapshot(store) as copy:
        whole = [one.whole for one in damaged_in(store, copy) if one.whole]
    database = open_store(store, create=False)
    assert database
    with closing(database), database.transaction() as connection:
        rules = read_rules(connection)
        for event in whole:
            log.rewrite(connection, rules.applied_to(event))
        Projection(connection).rebuild()


def readable_by_others(store: Path, folders: Iterable[Path]) -> list[Path]:
    """The files that others on this machine may read: the store, its backups, and what is in these folders."""
    if sys.platform == "win32":
        return []
    return [path for path in _private_files(store, folders) if stat.S_IMODE(path.stat().st_mode) & _OTHERS]


def make_private(paths: Iterable[Path]) -> None:
    """Let only the owner read and write these. Raises OSError."""
    for path in paths:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)


def _private_files(store: Path, folders: Iterable[Path]) -> Iterator[Path]:
    if store.exists():
        yield store
    for folder in (store.parent / FOLDER, *folders):
        with suppress(OSError):
            inside = [Path(entry.path) for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False)]
            yield folder
            yield from inside
