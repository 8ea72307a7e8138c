"""Merges another device's log into this one: adds the events whose ids are not here. The projections follow from the
set of events, so the order of merges doesn't matter, and merging again changes nothing.
"""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from cups_course.errors import CannotRead, DamagedStore, NotAStore
from cups_course.events.event import UNREADABLE, Data, Event, event_digest
from cups_course.events.forgetting import Rules
from cups_course.events.shapes import has_valid_shape, too_far_ahead
from cups_course.reports import Conflict, MergeResult
from cups_course.shell import CommandLine
from cups_course.store import log
from cups_course.store.backup import make_backup
from cups_course.store.database import Database
from cups_course.store.files import as_sentences, connect, schema_version, sqlite_faults
from cups_course.store.forget import blank_words, read_rules, rewrite_file
from cups_course.store.identity import take_new_device_id
from cups_course.store.projection import REBUILD_CACHE, Progress, Projection
from cups_course.text import clean

_BATCH = 500
_NOT_VALID = "The file contains an invalid record, so nothing was merged."
_A_YEAR = 365 * 24 * 60 * 60 * 1000
_FEW = 2_000
"""Up to this many new events, only what they are about is folded; beyond, all projections are rebuilt at once."""


@contextmanager
def events_in(path: Path) -> Iterator[Iterator[tuple[Event, str]]]:
    """The events of the store in another file, with their digests, all of one moment. The file is only read.

    Raises CannotRead where it is no store, or a damaged one; NewerStore, OldStore or StoreUnreachable.
    """
    try:
        # The copy has no name: SQLite deletes a temporary file as soon as it is open.
        with closing(sqlite3.connect("")) as copy:
            with as_sentences(path), closing(connect(path, "ro")) as source:
                if not schema_version(source, path):
                    raise NotAStore(str(path))
                source.backup(copy)
            if sqlite_faults(copy):
                raise DamagedStore(str(path))
            yield log.events_with_digests(copy)
    except (NotAStore, DamagedStore, sqlite3.DatabaseError) as error:
        why = error.why if isinstance(error, DamagedStore) else ""
        raise CannotRead(f"{path} isn't a cups-course store, or it is damaged.{why} Nothing was merged.") from error


def merge_events(
    database: Database, events: Iterable[tuple[Event, str]], progress: Progress | None = None
) -> MergeResult:
    """Add what another device has, in one transaction. A merge is no command of its own and can't be undone here; what
    the other device did can be undone there.

    Raises CannotRead where an event is not valid in a store; then nothing was changed.
    """
    database.connection.execute(f"PRAGMA cache_size = -{REBUILD_CACHE}")
    merge = _Merge(database, database.connection)
    try:
        with database.transaction() as connection:
            merge.add(events)
            if merge.has_begun or merge.expected:
                merge.apply(progress)
            else:
                connection.execute("ROLLBACK")
    except (sqlite3.IntegrityError, *UNREADABLE) as error:
        raise CannotRead(_NOT_VALID) from error
    if merge.kinds["forgotten"]:
        rewrite_file(database)
    return merge.result


class _Merge:
    """One merge while it runs."""

    def __init__(self, database: Database, connection: sqlite3.Connection) -> None:
        self.database = database
        self.connection = connection
        self.has_begun = False
        self.kinds: Counter[str] = Counter()
        """How many events of each kind are new."""
        self.damaged = self.repaired = 0
        self.now = int(time.time() * 1000)
        self.changed: list[Event] = []
        self.many = False
        self.device_names: dict[str, str] = {}
        self.placed: set[str | None] = set()
        """The discussions that were given a place on the other device."""
        self.numbers: dict[str, _Number] = {}
        """The numbers before the merge."""
        self.expected: list[Event] = []
        """Events that differ here. They must be the same once both sides have forgotten what either has."""
        # The ids of all events of the other device, and whether each is new here.
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS theirs (id TEXT PRIMARY KEY, new INTEGER) WITHOUT ROWID")
        connection.execute("DELETE FROM theirs")

    @property
    def result(self) -> MergeResult:
        """What the merge changed."""
        kinds = {kind: number for kind, number in self.kinds.items() if kind not in ("undone", "redone")}
        if undone := self._count_undone():
            kinds["undone"] = undone
        return MergeResult(kinds, self._conflicts(), self._renumbered(), self.damaged, self.repaired)

    def add(self, events: Iterable[tuple[Event, str]]) -> None:
        """Add the events that are not here yet to the log."""
        rules = read_rules(self.connection)
        device, shared = self.database.device_id, False
        own = {device, *(row[0] for row in self.connection.execute("SELECT id FROM earlier_device"))}
        for batch in _batches(events):
            here = self._rows_here(batch)
            adding: list[tuple[Event, str]] = []
            theirs: list[tuple[str, int]] = []
            for event, digest in batch:
                row = here.get(event.id)
                if row == (digest, event.text, event.packed, event.did):
                    theirs.append((event.id, 0))
                elif not log.is_sound(event, digest):
                    self.damaged += row is None
                elif row is not None:
                    self._compare(event, row[0], rules)
                    theirs.append((event.id, 0))
                else:
                    self._begin()
                    self._require_valid(event)
                    if event.kind == "device named":
                        self.device_names[event.device] = event.data["name"]
                    adding.append(self._new_event(event, digest, rules))
                    shared = shared or event.device == device
                    if event.device in own:
                        self.connection.execute(
                            "INSERT OR IGNORE INTO command_from_elsewhere VALUES (?)", (event.command,)
                        )
                    theirs.append((event.id, 1))
            log.append_all(self.connection, adding)
            self.connection.executemany("INSERT OR IGNORE INTO theirs (id, new) VALUES (?, ?)", theirs)
        if shared:
            # The other store is a copy of this one: from here on each has a device id of its own.
            take_new_device_id(self.connection)

    def apply(self, progress: Progress | None) -> None:
        """Bring the projections up to date, without what was forgotten on either side."""
        if new_rules := self._new_rules():
            # Zeroes are written over what was forgotten on the other device.
            self.connection.execute("PRAGMA secure_delete = ON")
            self.changed += blank_words(self.connection, Rules(new_rules))
        rules = read_rules(self.connection)
        for event in self.expected:
            own = log.event_by_id(self.connection, event.id)
            if own is None or event_digest(own) != event_digest(rules.applied_to(event)):
                raise CannotRead(
                    "A record in the file differs from the same record here, so one of the two is damaged. Nothing "
                    "was merged. To check your store:",
                    CommandLine("doctor"),
                )
        projection = Projection(self.connection)
        if self.many or len(self.changed) > _FEW:
            projection.rebuild(progress)
            return
        for event in self.changed:
            projection.touch(event)
        projection.apply()

    def _begin(self) -> None:
        """Make a backup before the first change, if there is anything to lose."""
        if not self.has_begun:
            self.has_begun = True
            self.numbers = _numbers(self.connection)
            if self.connection.execute("SELECT 1 FROM event LIMIT 1").fetchone():
                make_backup(self.database.path, "before-merging")

    def _require_valid(self, event: Event) -> None:
        if not has_valid_shape(event):
            raise CannotRead(_NOT_VALID)
        if too_far_ahead(event, self.now):
            years = (event.milliseconds - self.now) // _A_YEAR
            device = self._name_of_device(event.device)
            raise CannotRead(
                f"The clock of {device} was {years} years ahead when it saved something, so nothing was merged. "
                "Correct the clock and start a new store on that device."
            )

    def _rows_here(self, batch: Sequence[tuple[Event, str]]) -> dict[str, tuple[Any, ...]]:
        """Digest, text, packed posts and `did` of those of these events that are here, by their ids."""
        rows = self.connection.execute(
            "SELECT id, digest, text, packed, did FROM event WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([event.id for event, _ in batch]),),
        )
        return {row[0]: tuple(row)[1:] for row in rows}

    def _name_of_device(self, device: str) -> str:
        row = self.connection.execute("SELECT name FROM device WHERE id = ?", (device,)).fetchone()
        return clean(self.device_names.get(device) or (row["name"] if row else "the other device"))

    def _new_event(self, event: Event, digest: str, rules: Rules) -> tuple[Event, str]:
        """Count a new event. Returns it with its digest, without what was forgotten here."""
        blanked = rules.applied_to(event) if rules else event
        self.kinds[event.kind] += 1
        self.many = self.many or len(self.changed) >= _FEW
        if not self.many:
            self.changed.append(blanked)
        if event.kind in ("moved", "discussion outlined", "question added"):
            self.placed.add(event.about)
        return blanked, digest if blanked is event else event_digest(blanked)

    def _compare(self, event: Event, digest: str, rules: Rules) -> None:
        """Handle a sound event that differs here: ours is damaged, or words were forgotten on either side."""
        own = log.event_by_id(self.connection, event.id)
        assert own
        blanked = rules.applied_to(event)
        if not log.is_sound(own, digest):
            self._begin()
            log.rewrite(self.connection, blanked)
            self.changed.append(blanked)
            self.repaired += 1
        elif event_digest(blanked) != digest:
            self.expected.append(event)

    def _new_rules(self) -> list[Data]:
        rows = self.connection.execute(
            "SELECT text FROM event WHERE kind = 'forgotten' AND id IN (SELECT id FROM theirs WHERE new = 1)"
        )
        return [json.loads(row[0]) for row in rows]

    def _count_undone(self) -> int:
        """How many commands no longer count because of the merge."""
        return int(
            self.connection.execute(
                """SELECT count(DISTINCT about) FROM event JOIN theirs ON theirs.id = event.id AND new = 1
                    WHERE kind IN ('undone', 'redone') AND (SELECT undone FROM command WHERE command.id = about) = 1"""
            ).fetchone()[0]
        )

    def _renumbered(self) -> list[str]:
        """The references of discussions and questions that got another number."""
        now = _numbers(self.connection)
        return sorted(
            was.ref
            for one, was in self.numbers.items()
            if one in now and now[one].inside == was.inside and now[one].number != was.number and one not in self.placed
        )

    def _conflicts(self) -> list[Conflict]:
        """The answers and replies for which each side had a version that the other hadn't, with different words."""
        slots = self.connection.execute(
            """SELECT coalesce(answer_id, peer_reply_id) AS slot FROM version
                    JOIN theirs ON theirs.id = substr(version.id, 1, 36) AND new = 1
                WHERE disowned_at IS NULL
                INTERSECT
                SELECT coalesce(answer_id, peer_reply_id) FROM version
                WHERE disowned_at IS NULL AND substr(version.id, 1, 36) NOT IN (SELECT id FROM theirs)"""
        ).fetchall()
        conflicts = []
        for (slot,) in slots:
            kept = self.connection.execute(
                """SELECT text, theirs.new, theirs.id IS NULL AS own FROM version
                        LEFT JOIN theirs ON theirs.id = substr(version.id, 1, 36)
                    WHERE (answer_id = ? OR peer_reply_id = ?) AND disowned_at IS NULL
                    ORDER BY milliseconds, version.id""",
                (slot, slot),
            ).fetchall()
            ours = [row["text"] for row in kept if row["own"]][-1]
            theirs = [row["text"] for row in kept if row["new"]][-1]
            if ours != theirs:
                mine = kept[-1]["text"] == ours
                conflicts.append(Conflict(slot, kept[-1]["text"], theirs if mine else ours, mine))
        return conflicts


def _batches(events: Iterable[tuple[Event, str]]) -> Iterator[list[tuple[Event, str]]]:
    """Lists of `_BATCH` events; no event is twice in one list."""
    seen: set[str] = set()
    batch: list[tuple[Event, str]] = []
    for event, digest in events:
        if event.id in seen:
            continue
        seen.add(event.id)
        batch.append((event, digest))
        if len(batch) == _BATCH:
            yield batch
            batch, seen = [], set()
    if batch:
        yield batch


class _Number(NamedTuple):
    """The number of a discussion in its course, or of a question in its discussion, and its full reference."""

    inside: str
    number: int
    ref: str


def _numbers(connection: sqlite3.Connection) -> dict[str, _Number]:
    rows = connection.execute(
        """SELECT id, course_id, number, course_id || '.' || number FROM discussion WHERE removed_at IS NULL
            UNION ALL SELECT question.id, discussion.id, question.number,
                course_id || '.' || discussion.number || '.' || question.number
            FROM question JOIN discussion ON discussion.id = discussion_id"""
    )
    return {row[0]: _Number(*row[1:]) for row in rows}
