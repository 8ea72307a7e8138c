"""Several devices' records as one store shows them: what both had of one thing is one record, and no number stands for
two things.

Nothing is decided for good here. It is worked out anew from all that is carried, so that the order of merges does not
matter; how a record reads on its own is kept apart. Of several records of one thing the one with the smallest id stays.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cups_course.course.carried import (
    MARKS,
    REFERENCES,
    Carried,
    Record,
    Stamp,
    Tables,
    last_changes,
    says_something,
    units,
)
from cups_course.course.wording import fold, fold_name


class Apart(NamedTuple):
    """How a record reads on its own. One that is not `standing` became a part of another, or is of a form that another
    took the place of, and `columns` is all of it; else `columns` are those that read otherwise in the store."""

    table: str
    record: str
    standing: bool
    columns: Record


class Unified(NamedTuple):
    """The records as the store shows them, how those read on their own that read otherwise, and for each record that
    became a part of another: that other one."""

    tables: dict[str, dict[str, Record]]
    apart: list[Apart]
    instead: dict[str, str]


def unified(carried: Carried) -> Unified:
    """Everything that is carried as one store shows it."""
    return _Unifying(carried).unified()


def on_its_own(tables: Tables, apart: Iterable[Apart]) -> dict[str, dict[str, Record]]:
    """The records of a store as each reads on its own: what `unified` made of them, taken back."""
    own = {table: dict(records) for table, records in tables.items()}
    for one in apart:
        if not one.standing:
            own[one.table][one.record] = dict(one.columns)
        elif one.record in own[one.table]:
            own[one.table][one.record] = own[one.table][one.record] | one.columns
    return own


class _Unifying:
    def __init__(self, carried: Carried) -> None:
        self.raw = carried.records
        self.last = last_changes(carried.changes)
        self.tables: dict[str, dict[str, Record]] = {}
        self.instead: dict[str, str] = {}
        """For each record that became a part of another: that other one."""
        self.threads: dict[str, set[str]] = defaultdict(set)
        """The ids in their forum of the threads of each discussion."""
        for thread in self.raw["thread"].values():
            if thread["forum_id"]:
                self.threads[thread["discussion_id"]].add(thread["forum_id"])

    def unified(self) -> Unified:
        for table in REFERENCES:
            records = {
                one: self._referring(table, record)
                for one, record in sorted(self.raw[table].items())
                if table != "form_match" or self._is_shown(record)
            }
            classes = _classes(records, _KEYS[table](self, records) if table in _KEYS else {})
            self.tables[table] = {members[0]: self._one(table, members, records) for members in classes}
            for first, *others in classes:
                self.instead.update(dict.fromkeys(others, first))
        self._put_right()
        return Unified(self.tables, list(self._apart()), self.instead)

    def _referring(self, table: str, record: Record) -> Record:
        """A record that refers to what the records it refers to became a part of."""
        changed = {
            column: self.instead.get(record[column], record[column])
            for column, to in REFERENCES[table].items()
            if to != table
        }
        if table in ("answer", "wording") and (question := changed["question_id"]):
            # It was written where two discussions were one, which they need not be any more.
            changed["discussion_id"] = self.tables["question"][question]["discussion_id"]
        return record | changed

    def _is_shown(self, match: Record) -> bool:
        """Whether a match is about a field that the shown form has. Where the devices had two different forms of one
        task, what was said of the other's fields waits apart."""
        own: str = match["form_id"]
        shown = self.tables["form"][self.instead.get(own, own)]
        return self.raw["form"][own]["fields"] == shown["fields"] or (
            _asked(self.raw["form"][own])[match["field"]] == _asked(shown)[match["field"]]
        )

    def _one(self, table: str, members: list[str], records: Mapping[str, Record]) -> Record:
        """Several records of one thing as one: each of its columns, or of the units that they make, says what was said
        last, else what says anything."""
        first = dict(records[members[0]])
        if "saved_at" in first:
            # Of two copies the later one says what is so now.
            members = sorted(members, key=lambda one: records[one]["saved_at"] or "", reverse=True)
        if "by_person" in first:
            # What was only guessed says nothing beside what a person said.
            members = [one for one in members if records[one]["by_person"]] or members
        for columns in units(table, first.keys() - {"id", "made_at", "device_id"}):
            said = [{name: records[one][name] for name in columns} for one in members]
            stamps = [
                (max(last[name][0] for name in columns if name in last), at)
                for at, one in enumerate(members)
                if not (last := self._last(one)).keys().isdisjoint(columns)
            ]
            if stamps:
                first |= said[max(stamps)[1]]
            elif not MARKS.isdisjoint(columns):
                first |= next((one for one in said if None in one.values()), {})
            else:
                first |= next((one for one in said if says_something(table, one)), {})
        return first

    def _last(self, record: str) -> Mapping[str, tuple[Stamp, Any]]:
        return self.last.get(record, {})

    # What is one thing. Records with a key in common are; each function gives the keys of the records of a table.

    def _forum_name(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        return {one: [record["folded"]] for one, record in records.items()}

    def _program(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        return {one: [record["key"]] for one, record in records.items()}

    def _course(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        return {one: [(record["program_id"], record["number"])] for one, record in records.items()}

    def _discussion(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        """The same thread of a forum, or the same topic at the same place; one without a topic is whatever is there."""
        keys: dict[str, list[Hashable]] = {}
        topics: dict[Hashable, list[str]] = defaultdict(list)
        for one, record in records.items():
            place = (record["course_id"], record["number"])
            keys[one] = [("thread", thread) for thread in self.threads[one]]
            if record["removed_at"] is None:
                keys[one].append((place, fold(record["title"])))
                topics[place].append(fold(record["title"]))
        for one, record in records.items():
            place = (record["course_id"], record["number"])
            if record["removed_at"] is None and not record["title"]:
                keys[one].append((place, next(filter(None, topics[place]), "")))
        return keys

    def _question(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        """The same words; or a place that was held for a question, and the question that came there."""
        keys: dict[str, list[Hashable]] = {}
        by_number: dict[Hashable, Hashable] = {}
        times: dict[Hashable, int] = defaultdict(int)
        for one, record in records.items():
            if not record["placeholder"]:
                words = self._nth(times, "question", one, "discussion_id", fold(record["text"]))
                keys[one] = [(record["discussion_id"], words)]
                by_number.setdefault((record["discussion_id"], record["number"]), keys[one][0])
        for one, record in records.items():
            if record["placeholder"]:
                place = (record["discussion_id"], record["number"])
                keys[one] = [by_number.get(place, place)]
        return keys

    def _task(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        owner = ("program_id", "course_id", "discussion_id", "kind", "number")
        return {one: [tuple(record[column] for column in owner)] for one, record in records.items()}

    def _thread(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        """The same id in the forum; one without it is what stands in its discussion, as for an import."""
        keys: dict[str, list[Hashable]] = {}
        first: dict[str, str] = {}
        for one, record in records.items():
            keys[one] = [("forum", record["forum_id"])] if record["forum_id"] else [("in", record["discussion_id"])]
            if record["forum_id"] and first.setdefault(record["discussion_id"], one) == one:
                keys[one].append(("in", record["discussion_id"]))
        return keys

    def _post(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        """The same id in the forum; or the same words by the same person, the first with the first, and so on."""
        keys: dict[str, list[Hashable]] = {}
        times: dict[Hashable, int] = defaultdict(int)
        for one, record in sorted(records.items(), key=lambda item: (item[1]["position"], item[0])):
            said = (fold_name(record["author"] or ""), fold(record["text"]))
            keys[one] = [(record["thread_id"], self._nth(times, "post", one, "thread_id", said))]
            if record["forum_id"]:
                keys[one].append((record["thread_id"], "forum", record["forum_id"]))
        return keys

    def _answer(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        return {one: [(record["discussion_id"], record["question_id"])] for one, record in records.items()}

    def _peer_reply(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        """What stands in the same post, or says the same to the same person, the first with the first, and so on."""
        said: dict[str, set[str]] = defaultdict(set)
        for version in self.raw["version"].values():
            if version["peer_reply_id"] and version["text"]:
                said[version["peer_reply_id"]].add(version["digest"])
        times: dict[Hashable, int] = defaultdict(int)
        keys: dict[str, list[Hashable]] = {}
        for one, record in records.items():
            keys[one] = [("post", record["post_id"])] if record["post_id"] else []
            for digest in sorted(said[one]):
                words = (fold_name(record["peer"] or ""), digest)
                nth = self._nth(times, "peer_reply", one, "discussion_id", words)
                keys[one].append((record["discussion_id"], nth))
        return keys

    def _version(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        return {
            one: [(record["answer_id"], record["peer_reply_id"], record["post_id"], record["digest"])]
            for one, record in records.items()
            if record["post_id"]
        }

    def _posting(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        return {
            one: [(record["version_id"], record["post_id"])] for one, record in records.items() if record["post_id"]
        }

    def _wording(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        said = ("discussion_id", "text", "question_id")
        return {one: [tuple(record[column] for column in said)] for one, record in records.items()}

    def _form(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        return {one: [record["task_id"]] for one, record in records.items()}

    def _profile(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        return {one: [record["name"]] for one, record in records.items()}

    def _form_match(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        return {one: [(record["form_id"], record["field"])] for one, record in records.items()}

    def _terms(self, records: Mapping[str, Record]) -> dict[str, list[Hashable]]:
        return {one: [record["task_id"]] for one, record in records.items()}

    def _nth(self, times: dict[Hashable, int], table: str, one: str, within: str, said: Hashable) -> Hashable:
        """What a record says, and that for the how manieth time: who says a thing twice on one device means two."""
        record = self.raw[table][one]
        here = (record[within], record["device_id"], said)
        times[here] += 1
        return said, times[here]

    # What the rules of the store ask for beyond that.

    def _put_right(self) -> None:
        for record in self.tables["post"].values():
            parent = None if record["kind"] == "answer" else record["parent_id"]
            record["parent_id"] = self.instead.get(parent, parent) if parent else None
        for record in self.tables["thread"].values():
            asked = [self.instead.get(one, one) for one in json.loads(record["asked"])]
            record["asked"] = json.dumps(list(dict.fromkeys(asked)))
        in_use = [one for one, record in self.tables["program"].items() if record["in_use"]]
        chosen = max(in_use, key=lambda one: self._last_of_class("program", one, "in_use"), default=None)
        for one in in_use:
            self.tables["program"][one]["in_use"] = int(one == chosen)
        standing = [record for record in self.tables["discussion"].values() if record["removed_at"] is None]
        _number(standing, "course_id", self.tables["discussion"].values())
        _number(self.tables["question"].values(), "discussion_id", self.tables["question"].values())

    def _last_of_class(self, table: str, record: str, column: str) -> tuple[Stamp, str]:
        members = [one for one in self.raw[table] if self.instead.get(one, one) == record]
        stamps = [last[column][0] for one in members if column in (last := self._last(one))]
        return max(stamps, default=("", 0)), record

    def _apart(self) -> Iterator[Apart]:
        for table, records in self.raw.items():
            shown = self.tables[table]
            for one, record in sorted(records.items()):
                if one not in shown:
                    yield Apart(table, one, False, record)
                elif otherwise := {name: value for name, value in record.items() if shown[one][name] != value}:
                    yield Apart(table, one, True, otherwise)


_KEYS: dict[str, Callable[[_Unifying, Mapping[str, Record]], dict[str, list[Hashable]]]] = {
    "forum_name": _Unifying._forum_name,
    "same_person": _Unifying._forum_name,
    "program": _Unifying._program,
    "course": _Unifying._course,
    "discussion": _Unifying._discussion,
    "question": _Unifying._question,
    "task": _Unifying._task,
    "thread": _Unifying._thread,
    "post": _Unifying._post,
    "answer": _Unifying._answer,
    "peer_reply": _Unifying._peer_reply,
    "version": _Unifying._version,
    "posting": _Unifying._posting,
    "wording": _Unifying._wording,
    "form": _Unifying._form,
    "form_match": _Unifying._form_match,
    "profile": _Unifying._profile,
    "terms": _Unifying._terms,
}


def _asked(form: Record) -> dict[str, str]:
    """What the fields of a form ask, by their names; nothing for any other."""
    asked: dict[str, str] = defaultdict(str)
    return asked | {field["name"]: field["label"] for field in json.loads(form["fields"])}


def _classes(records: Mapping[str, Record], keys: Mapping[str, list[Hashable]]) -> list[list[str]]:
    """The records that are one thing, by any keys they have in common; each class and all of them sorted."""
    above: dict[Hashable, Hashable] = {}

    def top(one: Hashable) -> Hashable:
        while above.setdefault(one, one) != one:
            one = above[one]
        return one

    for one in records:
        for key in keys.get(one, ()):
            above[top(("key", key))] = top(one)
    classes: dict[Hashable, list[str]] = defaultdict(list)
    for one in sorted(records):
        classes[top(one)].append(one)
    return sorted(classes.values())


def _number(records: Iterable[Record], within: str, all_there: Iterable[Record]) -> None:
    """No number twice: of several records with one the oldest keeps it, the others take the next that none ever had."""
    highest: dict[str, int] = defaultdict(int)
    for record in all_there:
        highest[record[within]] = max(highest[record[within]], record["number"])
    taken: set[tuple[str, int]] = set()
    for record in sorted(records, key=lambda one: one["id"]):
        place = record[within]
        if (place, record["number"]) in taken:
            highest[place] += 1
            record["number"] = highest[place]
        taken.add((place, record["number"]))
