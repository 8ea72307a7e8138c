"""Another device's log taken into this one: the union of events by id. The projections follow from the set, so the
order of merges doesn't matter, and merging again changes nothing.
"""

import json
import sqlite3
import tempfile
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
from cups_course.store import log
from cups_course.store.backup import make_backup
from cups_course.store.database import Database
from cups_course.store.files import as_sentences, connect, schema_version, sqlite_faults
from cups_course.store.forget import blank_words, read_rules, rewrite_file
from cups_course.store.identity import take_new_device_id
from cups_course.store.projection import REBUILD_CACHE, Progress, Projection
from cups_course.text import clean

_BATCH = 500
_A_YEAR = 365 * 24 * 60 * 60 * 1000
_FEW = 2_000
"""Up to so many new events are folded discussion by discussion; beyond, all projections are rebuilt at once."""


@contextmanager
def events_in(path: Path) -> Iterator[Iterator[tuple[Event, str]]]:
    """The events in the store in another file, with their digests, as they are at one moment; the file is only read.

    Raises CannotRead where it is no store, or a damaged one; NewerStore, OldStore or StoreUnreachable.
    """
    try:
        with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / path.name)) as copy:
            with as_sentences(path), closing(connect(path, "ro")) as source:
                if not schema_version(source, path):
                    raise NotAStore(str(path))
                source.backup(copy)
            if sqlite_faults(copy):
                raise DamagedStore(str(path))
            yield log.events_with_digests(copy)
    except (NotAStore, DamagedStore, sqlite3.DatabaseError) as error:
        raise CannotRead(f"{path} is no cups-course store, or a damaged one, so nothing was taken from it.") from error


def merge_events(
    database: Database, events: Iterable[tuple[Event, str]], progress: Progress | None = None
) -> MergeResult:
    """Take in what another device has, in one transaction. A merge adds nothing to the log itself, so there is nothing
    to undo: what the other device did can be undone there.

    Raises CannotRead where something in it is not what a store of ours can hold; then nothing was changed.
    """
    database.connection.execute(f"PRAGMA cache_size = -{REBUILD_CACHE}")
    merging = _Merging(database, database.connection)
    try:
        with database.transaction() as connection:
            merging.take(events)
            if merging.came or merging.expected:
                merging.show(progress)
            else:
                connection.execute("ROLLBACK")
    except (sqlite3.IntegrityError, *UNREADABLE) as error:
        raise CannotRead("What it holds breaks the rules of a store, so nothing was taken in.") from error
    if merging.kinds["forgotten"]:
        rewrite_file(database)
    return merging.merged


class _Merging:
    """One merge on its way."""

    def __init__(self, database: Database, connection: sqlite3.Connection) -> None:
        self.database = database
        self.connection = connection
        self.came = False
        self.kinds: Counter[str] = Counter()
        self.damaged = self.healed = 0
        self.now = int(time.time() * 1000)
        self.touched: list[Event] = []
        self.many = False
        self.names: dict[str, str] = {}
        self.placed: set[str | None] = set()
        """The discussions that somebody gave a place on the other device."""
        self.adding: list[tuple[Event, str]] = []
        self.noted: list[tuple[str, int]] = []
        """What of a batch is new, and which of its events are so."""
        self.numbers: dict[str, _Number] = {}
        self.expected: list[Event] = []
        """Other wordings of events that are here: the same once what was forgotten anywhere is forgotten in both."""
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS theirs (id TEXT PRIMARY KEY, new INTEGER) WITHOUT ROWID")
        connection.execute("DELETE FROM theirs")

    @property
    def merged(self) -> MergeResult:
        """What came of it."""
        kinds = {kind: number for kind, number in self.kinds.items() if kind not in ("undone", "redone")}
        if undone := self._undone():
            kinds["undone"] = undone
        return MergeResult(kinds, self._differing(), self._renumbered(), self.damaged, self.healed)

    def take(self, events: Iterable[tuple[Event, str]]) -> None:
        """Add the events that are not here yet; nothing is shown so far."""
        rules = read_rules(self.connection)
        device, shared = self.database.device_id, False
        own = {device, *(row[0] for row in self.connection.execute("SELECT id FROM earlier_device"))}
        for batch in _batches(events):
            here = self._here(batch)
            for event, digest in batch:
                there = here.get(event.id)
                if there == (digest, event.text, event.packed, event.did):
                    self.noted.append((event.id, 0))
                elif not log.is_sound(event, digest):
                    self.damaged += there is None
                elif there is not None:
                    self._meet(event, there[0], rules)
                    self.noted.append((event.id, 0))
                else:
                    self._begin()
                    self._require_fitting(event)
                    if event.kind == "device named":
                        self.names[event.device] = event.data["name"]
                    self._add(event, digest, rules)
                    shared = shared or event.device == device
                    if event.device in own:
                        self.connection.execute(
                            "INSERT OR IGNORE INTO command_from_elsewhere VALUES (?)", (event.command,)
                        )
                    self.noted.append((event.id, 1))
            log.append_all(self.connection, self.adding)
            self.connection.executemany("INSERT OR IGNORE INTO theirs (id, new) VALUES (?, ?)", self.noted)
            self.adding, self.noted = [], []
        if shared:
            # The other store is a copy of this one: from here on each has an id of its own.
            take_new_device_id(self.connection)

    def show(self, progress: Progress | None) -> None:
        """Have the store show what came, without what was forgotten on either side."""
        if came := self._rules_that_came():
            # Zeroes are written over what goes because it was forgotten on the other device.
            self.connection.execute("PRAGMA secure_delete = ON")
            self.touched += blank_words(self.connection, Rules(came))
        every = read_rules(self.connection)
        for event in self.expected:
            own = log.event_by_id(self.connection, event.id)
            if own is None or event_digest(own) != event_digest(every.applied_to(event)):
                raise CannotRead(
                    "It holds other words for something that is kept here than were written, so one of the two is "
                    "damaged. Nothing was taken in. To look at what is here:",
                    "cups-course doctor",
                )
        projection = Projection(self.connection)
        if self.many or len(self.touched) > _FEW:
            projection.rebuild(progress)
            return
        for event in self.touched:
            projection.touch(event)
        projection.apply()

    def _begin(self) -> None:
        """Before the first change: a backup, where there is anything to lose."""
        if not self.came:
            self.came = True
            self.numbers = _numbers(self.connection)
            if self.connection.execute("SELECT 1 FROM event LIMIT 1").fetchone():
                make_backup(self.database.path, "before-merging")

    def _require_fitting(self, event: Event) -> None:
        if not has_valid_shape(event):
            raise CannotRead("What it holds breaks the rules of a store, so nothing was taken in.")
        if too_far_ahead(event, self.now):
            years = (event.milliseconds - self.now) // _A_YEAR
            raise CannotRead(
                f"The clock of {self._called(event.device)} was {years} years ahead once, so nothing was taken in. Set "
                "it right, and begin there with a new store."
            )

    def _here(self, batch: Sequence[tuple[Event, str]]) -> dict[str, tuple[Any, ...]]:
        """What is here of some events, by their ids."""
        rows = self.connection.execute(
            "SELECT id, digest, text, packed, did FROM event WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([event.id for event, _ in batch]),),
        )
        return {row[0]: tuple(row)[1:] for row in rows}

    def _called(self, device: str) -> str:
        row = self.connection.execute("SELECT name FROM device WHERE id = ?", (device,)).fetchone()
        return clean(self.names.get(device) or (row["name"] if row else "the other device"))

    def _add(self, event: Event, digest: str, rules: Rules) -> None:
        without = rules.applied_to(event) if rules else event
        self.adding.append((without, digest if without is event else event_digest(without)))
        self.kinds[event.kind] += 1
        self.many = self.many or len(self.touched) >= _FEW
        if not self.many:
            self.touched.append(without)
        if event.kind in ("moved", "discussion outlined", "question added"):
            self.placed.add(event.about)

    def _meet(self, event: Event, digest: str, rules: Rules) -> None:
        """A sound event that reads otherwise here: ours is damaged, or words were removed for good on either side."""
        own = log.event_by_id(self.connection, event.id)
        assert own
        without = rules.applied_to(event)
        if not log.is_sound(own, digest):
            self._begin()
            log.rewrite(self.connection, without)
            self.touched.append(without)
            self.healed += 1
        elif event_digest(without) != digest:
            self.expected.append(event)

    def _rules_that_came(self) -> list[Data]:
        rows = self.connection.execute(
            "SELECT text FROM event WHERE kind = 'forgotten' AND id IN (SELECT id FROM theirs WHERE new = 1)"
        )
        return [json.loads(row[0]) for row in rows]

    def _undone(self) -> int:
        """How many commands don't count any more because of what came."""
        return int(
            self.connection.execute(
                """SELECT count(DISTINCT about) FROM event JOIN theirs ON theirs.id = event.id AND new = 1
                    WHERE kind IN ('undone', 'redone') AND (SELECT undone FROM command WHERE command.id = about) = 1"""
            ).fetchone()[0]
        )

    def _renumbered(self) -> list[str]:
        """The references that something had until now, and has no more."""
        now = _numbers(self.connection)
        return sorted(
            was.ref
            for one, was in self.numbers.items()
            if one in now and now[one].inside == was.inside and now[one].number != was.number and one not in self.placed
        )

    def _differing(self) -> list[Conflict]:
        """Where each side had words that the other had not, and they are not the same."""
        slots = self.connection.execute(
            """SELECT coalesce(answer_id, peer_reply_id) AS slot FROM version
                    JOIN theirs ON theirs.id = substr(version.id, 1, 36) AND new = 1
                WHERE disowned_at IS NULL
                INTERSECT
                SELECT coalesce(answer_id, peer_reply_id) FROM version
                WHERE disowned_at IS NULL AND substr(version.id, 1, 36) NOT IN (SELECT id FROM theirs)"""
        ).fetchall()
        differing = []
        for (slot,) in slots:
            kept = self.connection.execute(
                """SELECT text, theirs.new, theirs.id IS NULL AS own FROM version
                        LEFT JOIN theirs ON theirs.id = substr(version.id, 1, 36)
                    WHERE (answer_id = ? OR peer_reply_id = ?) AND disowned_at IS NULL
                    ORDER BY milliseconds, version.id""",
                (slot, slot),
            ).fetchall()
            here = [row["text"] for row in kept if row["own"]][-1]
            there = [row["text"] for row in kept if row["new"]][-1]
            if here != there:
                mine = kept[-1]["text"] == here
                differing.append(Conflict(slot, kept[-1]["text"], there if mine else here, mine))
        return differing


def _batches(events: Iterable[tuple[Event, str]]) -> Iterator[list[tuple[Event, str]]]:
    """Some events at a time, none twice among them."""
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
