"""What two devices carry, as one.

Joining asks nobody and depends on no order: joined twice, either way round, or three in any order, the same comes out.
A column that was changed says what the latest change says (a last-writer-wins map, Shapiro et al. 2011, "A
comprehensive study of convergent and commutative replicated data types"); a record that something still refers to is
there, whoever deleted it; what was forgotten is gone for good.
"""

import json
from collections.abc import Mapping

from cups_course.course.carried import (
    MARKS,
    MAY_BE_EMPTY,
    REFERENCES,
    Carried,
    Change,
    Record,
    Stamp,
    last_changes,
    says_something,
    units,
    whole_changes,
)
from cups_course.course.forgetting import gone

_NAMES = ("forum_name", "same_person")


def joined(one: Carried, other: Carried) -> Carried:
    """Everything that either has."""
    forgotten = one.forgotten | other.forgotten
    changes = dict(sorted((whole_changes(one) | whole_changes(other)).items()))
    if forgotten:
        going = gone((one.records, other.records), changes, forgotten)
        changes = {stamp: change for stamp, change in changes.items() if change.record not in going}
    else:
        going = set()
    joining = _Joining(one, other, changes, going)
    return Carried(one.devices | other.devices, joining.records(), changes, forgotten)


class _Joining:
    """The join of two, on the way."""

    def __init__(self, one: Carried, other: Carried, changes: Mapping[Stamp, Change], gone: set[str]) -> None:
        self.sides = (one, other)
        self.gone = gone
        self.last = last_changes(changes)
        self.deleted: dict[str, Record | None] = {}
        """For each record whose coming or going was written down: None where it came last, what it said where it went
        last."""
        self.came: dict[str, str] = {}
        """For each record whose coming was written down: the last command that did it."""
        self.names_gone: dict[tuple[str, str], str] = {}
        """For each name that was taken away: the last command that did it. Devices that each had it mean one name."""
        for (command, _), change in changes.items():
            if change.before is None:
                self.deleted[change.record] = None
                self.came[change.record] = command
            elif change.after is None:
                self.deleted[change.record] = change.before
                if change.table in _NAMES:
                    self.names_gone[change.table, change.before["folded"]] = command

    def records(self) -> dict[str, dict[str, Record]]:
        found: dict[str, dict[str, Record]] = {}
        for table in REFERENCES:
            one, other = (side.records[table] for side in self.sides)
            there = (record for record in one.keys() | other.keys() if self.deleted.get(record) is None)
            found[table] = {
                record: self._changed(record, _alike(table, one.get(record), other.get(record)))
                for record in there
                if record not in self.gone
            }
        for table in _NAMES:
            found[table] = {one: record for one, record in found[table].items() if not self._taken_away(table, record)}
        # Later tables refer to earlier ones: from the last to the first, all that is referred to is there in the end.
        for table in reversed(list(REFERENCES)):
            for record in list(found[table].values()):
                self._bring_back(found, table, record)
        for table in REFERENCES:
            found[table] = {
                record["id"]: record for record in found[table].values() if self._stands(found, table, record)
            }
        return found

    def _taken_away(self, table: str, record: Record) -> bool:
        """Whether a name was taken away since it was given. The ids of records and commands grow with time alike."""
        given: str = max(self.came.get(record["id"], ""), str(record["id"]))
        return given < self.names_gone.get((table, record["folded"]), "")

    def _changed(self, record: str, columns: Record) -> Record:
        return columns | {name: value for name, (_, value) in self.last.get(record, {}).items()}

    def _bring_back(self, found: dict[str, dict[str, Record]], table: str, record: Record) -> None:
        """What a record refers to is there again, with what that refers to in its own table."""
        for column, referred in REFERENCES[table].items():
            wanted = record[column]
            if wanted is None or wanted in found[referred] or (said := self.deleted.get(wanted)) is None:
                continue
            found[referred][wanted] = self._changed(wanted, said)
            if referred == table:
                self._bring_back(found, table, found[referred][wanted])

    def _stands(self, found: Mapping[str, Mapping[str, Record]], table: str, record: Record) -> bool:
        """Whether a record still says something without what was forgotten; such a reference is emptied."""
        for column, referred in REFERENCES[table].items():
            if record[column] is not None and record[column] not in found[referred]:
                if (table, column) not in MAY_BE_EMPTY:
                    return False
                record[column] = None
        return True


def _alike(table: str, one: Record | None, other: Record | None) -> Record:
    """One record of two that have the same id. Where no change is written down they say the same, but for stores that
    went apart before changes were written down: then what says more counts, and no mark; and for words that were
    damaged on one of the devices: then those of the other count."""
    if one is None or other is None:
        return dict(one or other or {})
    alike = dict(one)
    for columns in units(table, one):
        sides: list[Record] = [{name: side[name] for name in columns} for side in (one, other)]
        ranks = [_rank(table, said) for said in sides]
        alike |= sides[ranks.index(max(ranks))]
    return alike


def _rank(table: str, said: Record) -> tuple[bool, str]:
    return says_something(table, said) != (not MARKS.isdisjoint(said)), json.dumps(list(said.values()))
