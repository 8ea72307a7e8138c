"""What one device carries to another: its records as they read on their own, the changes made to them, and what was
removed for good. Everything a merge needs is in here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cups_course.course.digest import DIGESTED, WORDS, as_written

Record = dict[str, Any]
"""A row of the store by its columns."""

Tables = Mapping[str, Mapping[str, Record]]
"""The records of each table by their ids."""

Stamp = tuple[str, int]
"""The id of a command and the number of a change in it. Ids grow with time, so of two stamps the greater is later."""

REFERENCES: Mapping[str, Mapping[str, str]] = {
    "forum_name": {},
    "same_person": {},
    "program": {},
    "course": {"program_id": "program"},
    "discussion": {"course_id": "course"},
    "question": {"discussion_id": "discussion"},
    "task": {"program_id": "program", "course_id": "course", "discussion_id": "discussion"},
    "thread": {"discussion_id": "discussion"},
    "post": {"thread_id": "thread", "parent_id": "post"},
    "answer": {"discussion_id": "discussion", "question_id": "question"},
    "peer_reply": {"discussion_id": "discussion", "post_id": "post"},
    "version": {"answer_id": "answer", "peer_reply_id": "peer_reply", "post_id": "post"},
    "posting": {"version_id": "version", "post_id": "post"},
    "tick": {"task_id": "task"},
    "note": {
        "program_id": "program",
        "course_id": "course",
        "discussion_id": "discussion",
        "question_id": "question",
        "task_id": "task",
        "peer_reply_id": "peer_reply",
    },
    "wording": {"discussion_id": "discussion", "question_id": "question"},
    "form": {"task_id": "task"},
    "form_match": {"form_id": "form", "question_id": "question", "discussion_id": "discussion"},
    "profile": {},
    "submission": {"task_id": "task"},
    "submitted_field": {"submission_id": "submission", "question_id": "question", "discussion_id": "discussion"},
    "terms": {"task_id": "task"},
    "choice": {"task_id": "task"},
    "practice": {"task_id": "task", "note_id": "note"},
    "progress": {"note_id": "note"},
    "set_aside": {
        "program_id": "program",
        "course_id": "course",
        "discussion_id": "discussion",
        "task_id": "task",
    },
    "plan": {"course_id": "course"},
}
"""The tables that are carried, each after those it refers to, and which columns of it refer to which."""

SINCE: Mapping[str, int] = {
    **dict.fromkeys(("form", "form_match", "profile", "submission", "submitted_field"), 4),
    **dict.fromkeys(("terms", "choice", "practice", "progress"), 5),
    **dict.fromkeys(("set_aside", "plan"), 6),
}
"""The version of the schema with which a table came, for those that are younger than exports of everything."""

COLUMNS_SINCE: Mapping[str, Mapping[str, int]] = {
    "program": {"about": 7},
    "course": {"complete": 7, "credits": 7},
    "discussion": {"part": 7, "address": 7},
}
"""The same for the columns that came to a table later."""

MAY_BE_EMPTY = {
    *(("post", "parent_id"), ("peer_reply", "post_id"), ("version", "post_id"), ("posting", "post_id")),
    ("practice", "note_id"),
    *((table, f"{place}_id") for table in ("form_match", "submitted_field") for place in ("question", "discussion")),
}
"""The references without which a record still says what it says."""

WRITTEN: Mapping[str, str] = {"version": "at", "note": "made_at", "submitted_field": "made_at"}
"""The tables in whose `text` stands what the person wrote, and the column of each that says when they did."""

TOGETHER: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(DIGESTED, WORDS),
    "note": ("program_id", "course_id", "discussion_id", "question_id", "task_id", "peer_reply_id"),
    "form": ("title", "address", "fields"),
    "form_match": ("question_id", "discussion_id", "profile", "by_person"),
    "terms": ("times", "every"),
}
"""The columns of a table that say one thing together: of two devices' they are always one device's, never mixed. Where
one of them can be changed by itself the store writes all of them down (`store.migrations`, from step 8 on)."""

MARKS = frozenset({"removed_at", "dropped_at", "disowned_at", "withdrawn_at"})
"""The columns that say of a record that it no longer counts."""


class Change(NamedTuple):
    """What a command did to a record. Without `before` it was added, without `after` it was deleted; else both have the
    columns that changed."""

    table: str
    record: str
    before: Record | None
    after: Record | None


@dataclass(slots=True)
class Carried:
    """All that one device has made and taken in. `records` are by their table and id, `changes` by their stamp;
    `forgotten` are the ids of records that were removed for good, each with the marks of what it said."""

    devices: dict[str, Record] = field(default_factory=dict)
    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {table: {} for table in REFERENCES})
    changes: dict[Stamp, Change] = field(default_factory=dict)
    forgotten: dict[str, Record] = field(default_factory=dict)

    @property
    def altered(self) -> list[Record]:
        """The records whose words are not those of which the digest was taken."""
        return [one for table in DIGESTED for one in self.records[table].values() if not as_written(one)]


def units(table: str, columns: Iterable[str]) -> Iterator[Sequence[str]]:
    """Columns of a table, those that belong together as one."""
    together = TOGETHER.get(table, ())
    alone = [column for column in columns if column not in together]
    yield from ([column] for column in alone)
    if together:
        yield together


def says_something(table: str, said: Record) -> bool:
    """Whether columns of a record, such as a unit of them, say anything; words only as they were written."""
    if table in DIGESTED and tuple(said) == WORDS:
        return as_written(said)
    return any(value not in (None, "", 0) for value in said.values())


def whole_changes(carried: Carried) -> dict[Stamp, Change]:
    """What was done, with the columns that belong together always together. Stores wrote it down so from step 8 on; of
    what is older the rest is what the record says, without what changed later."""
    whole = dict(carried.changes)
    said: dict[str, Record] = {}
    for stamp, (table, record, before, after) in sorted(carried.changes.items(), reverse=True):
        together = TOGETHER.get(table, ())
        if before is None or not together:
            continue
        now = said.setdefault(record, dict(carried.records[table].get(record, {})))
        if after is not None and now and 0 < len(after.keys() & together) < len(together):
            now |= after
            rest = {name: now[name] for name in together}
            whole[stamp] = Change(table, record, rest | before, rest | after)
        now |= before
    return whole


def last_changes(changes: Mapping[Stamp, Change]) -> dict[str, dict[str, tuple[Stamp, Any]]]:
    """For each record that was changed: for each of its columns the last stamp, and what it says since."""
    last: dict[str, dict[str, tuple[Stamp, Any]]] = {}
    for stamp in sorted(changes):
        change = changes[stamp]
        if change.before is not None and change.after is not None:
            last.setdefault(change.record, {}).update({name: (stamp, value) for name, value in change.after.items()})
    return last
