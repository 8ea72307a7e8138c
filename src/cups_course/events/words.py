"""The fold of what a person wrote and did in one program, course or discussion."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cups_course.events.event import Data, Event
from cups_course.events.kinds import KINDS, Kind
from cups_course.events.questions import Questions
from cups_course.events.tasks import Tasks, task_id
from cups_course.text import fold_name

Row = dict[str, Any]


@dataclass(slots=True)
class Author:
    """Who wrote a post, and whether the person said it is theirs where the copy doesn't name anybody."""

    name: str | None
    said: bool = False


@dataclass(slots=True)
class _Version:
    id: str
    slot: str
    text: str
    source: str
    at: str
    milliseconds: int
    device: str
    post: str | None = None
    disowned_at: str | None = None


@dataclass(slots=True)
class _Posting:
    id: str
    version: str
    on: str | None
    address: str | None = None
    post: str | None = None
    withdrawn_at: str | None = None


@dataclass(slots=True)
class _Reply:
    id: str
    peer: str | None
    device: str
    post: str | None = None
    created: str = ""
    removed: str = ""
    removed_at: str | None = None
    texts: dict[str, None] = field(default_factory=dict)


def answer_id(owner: str) -> str:
    """The id of the answer to a question, or of the one answer for a discussion."""
    return f"{owner}/answer"


class Words:
    """What was written and done about one subject. `owner` is its id, `column` the column that holds it in notes and
    tasks; of a discussion `questions` are its questions, `aliases` the keys of posts that stand for another one,
    `authors` who wrote which post, `dropped` the folded names that the person said aren't theirs."""

    def __init__(
        self,
        owner: str,
        column: str,
        tasks: Tasks,
        questions: Questions | None = None,
        aliases: Mapping[str, str] | None = None,
        authors: Mapping[str, Author] | None = None,
        dropped: Iterable[str] = (),
    ) -> None:
        self.owner, self.column, self.tasks = owner, column, tasks
        self.questions = questions or Questions()
        self._alias, self._authors, self._dropped = aliases or {}, authors or {}, set(dropped)
        self._versions: dict[str, _Version] = {}
        self._postings: dict[str, _Posting] = {}
        self._replies: dict[str, _Reply] = {}
        self._notes: dict[str, Row] = {}
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._practice: dict[str, Row] = {}
        self._progress: dict[str, Row] = {}
        self._paused: dict[str | None, Row | None] = {}
        self._plan: Row | None = None
        self._forms: dict[str, Row] = {}
        self._matches: dict[tuple[str, str], Data] = {}
        self._instead: dict[str, str] = {}
        self._times: dict[tuple[str, tuple[str, ...]], int] = defaultdict(int)
        self._read: dict[tuple[tuple[str, ...], int], str] = {}

    def take(self, event: Event, data: Data) -> None:
        """One event, in the order of ids. A kind that says nothing of words is passed over."""
        if handler := _HANDLERS.get(event.kind):
            handler(self, event, data)
        elif kind := KINDS.get(event.kind):
            self._take_row(event, data, kind)

    def _take_row(self, event: Event, data: Data, kind: Kind) -> None:
        """An event that is one row of a table, or takes one away."""
        if kind.row and not data.get("forgotten"):
            said = {name: value for name, value in data.items() if name not in ("place", "task")}
            owner = {"task_id": self._task(data["task"])} if "task" in data else {self.column: self.owner}
            self._rows[kind.row].append({"id": event.id, **owner, **said})
        elif kind.takes_away:
            self._rows[kind.takes_away] = [row for row in self._rows[kind.takes_away] if row["id"] != data["key"]]

    # Answers, replies and where they were posted

    def _answer_written(self, event: Event, data: Data) -> None:
        slot = self._answer_slot(data["question"], event)
        if data["text"] is not None:
            self._add_version(event, event.id, slot, data["text"], data["source"])

    def _reply_logged(self, event: Event, data: Data) -> None:
        reply = self._reply(data["reply"], event)
        version = self._version_named(data.get("version", event.id))
        if "version" not in data and data["text"] is not None:
            self._add_version(event, event.id, reply.id, data["text"], data["source"])
        if data["given"]:
            self._postings[event.id] = _Posting(event.id, version, data["on"])

    def _posted(self, event: Event, data: Data) -> None:
        posted = self._version_named(data["version"])
        by_hand = [
            one
            for one in self._postings.values()
            if one.version == posted and one.post is None and one.withdrawn_at is None
        ]
        for one in by_hand:
            one.on, one.address = data["on"] or one.on, data["url"] or one.address
        if not by_hand:
            post = data.get("post")
            posting = _Posting(event.id, posted, data["on"], data["url"], post and self._alias.get(post, post))
            self._postings[event.id] = posting

    def _posting_withdrawn(self, event: Event, data: Data) -> None:
        slot = self._reply(data["reply"], event).id if "reply" in data else self._answer_slot(data["question"], event)
        for posting in self._postings.values():
            version = self._versions.get(self._version_named(posting.version))
            if version and version.slot == slot and posting.withdrawn_at is None:
                posting.withdrawn_at = event.at

    def _own_posts_read(self, event: Event, data: Data) -> None:
        for number, item in enumerate(data["items"], start=1):
            self._own_item(event, f"{event.id}:{number:03}", item)
        for key in data["disowned"]:
            if version := self._versions.get(self._version_named(key)):
                version.disowned_at = event.at
        for key, post in data["unposted"]:
            place = (self._version_named(key), self._alias.get(post, post))
            gone = [
                one.id
                for one in self._postings.values()
                if (one.version, one.post) == place and one.withdrawn_at is None
            ]
            for one in gone:
                del self._postings[one]

    def _own_item(self, event: Event, key: str, item: Data) -> None:
        post = self._alias.get(item["post"], item["post"])
        if "reply" in item:
            reply = self._reply(item["reply"], event)
            reply.post = post
            reply.peer = reply.peer if reply.peer is not None else item["reply"]["peer"]
            slot = reply.id
        else:
            slot = self._answer_slot(item.get("question"), event)
        version = self._versions.get(self._version_named(item["version"]))
        if version is None:
            if item["text"] is None:
                return
            # Two devices that read one post have one version of it: the first with the first, and so on.
            said = (slot, post, item["text"])
            self._times[event.device, said] += 1
            same = self._read.get((said, self._times[event.device, said]))
            if same and (version := self._versions.get(same)):
                self._instead[item["version"]] = version.id
            else:
                version = self._add_version(event, item["version"], slot, item["text"], "import")
                version.at, version.milliseconds, version.post = item["at"], item["milliseconds"], post
                self._read[said, self._times[event.device, said]] = version.id
        version.disowned_at = None
        if item["posting"]:
            there = [one for one in self._postings.values() if (one.version, one.post) == (version.id, post)]
            withdrawn = event.at if item["withdrawn"] else None
            if not there:
                self._postings[key] = _Posting(key, version.id, item["on"], None, post, withdrawn)

    def _post_named(self, event: Event, data: Data) -> None:
        post = self._alias.get(data["post"], data["post"])
        if data["author"] is None:
            for version in self._versions.values():
                if version.post == post:
                    version.disowned_at = event.at
            gone = [one.id for one in self._postings.values() if one.post == post and one.withdrawn_at is None]
            for one in gone:
                del self._postings[one]
        elif "reply_peer" in data:
            for reply in self._replies.values():
                if reply.post == post:
                    reply.removed, reply.removed_at, reply.peer = "", None, data["reply_peer"]

    def _add_version(self, event: Event, key: str, slot: str, text: str, source: str) -> _Version:
        version = _Version(key, slot, text, source, event.at, event.milliseconds, event.device)
        if slot in self._replies:
            self._replies[slot].texts[text] = None
        return self._versions.setdefault(key, version)

    def _answer_slot(self, question: Data | None, event: Event) -> str:
        return answer_id(self.questions.resolve(question, event.id) if question else self.owner)

    def _version_named(self, key: str) -> str:
        return self._instead.get(key, key)

    def _reply(self, ref: Data, event: Event) -> _Reply:
        reply = self._replies.get(ref["key"])
        if reply is None:
            reply = self._replies[ref["key"]] = _Reply(ref["key"], ref["peer"], event.device, created=event.id)
        return reply

    # Everything else

    def _removed(self, event: Event, data: Data) -> None:
        if "task" in data:
            self.tasks.mentioned(data["task"])
            self.tasks.set_removed(data["task"], event.at if event.kind == "removed" else None)
        elif "reply" in data:
            reply = self._reply(data["reply"], event)
            reply.removed, reply.removed_at = event.id, event.at

    def _ticked(self, event: Event, data: Data) -> None:
        task = self._task(data["task"])
        values = {"outcome": data["outcome"], "on_day": data["on"], "score": data["score"]}
        self._rows["tick"].append({"id": event.id, "task_id": task, **values})
        note = data.get("progress")
        if note and note in self._progress:
            self._progress[note]["posted_on"] = None if data["outcome"] == "taken back" else data["on"]

    def _practised(self, event: Event, data: Data) -> None:
        note = None
        if data["note"] is not None:
            note = f"{event.id}:note"
            self._add_note(event, note, {"task": data["task"], "text": data["note"]})
        row = {"id": event.id, "task_id": self._task(data["task"]), "on_day": data["on"], "minutes": data["minutes"]}
        self._practice[event.id] = row | {"note_id": note}

    def _practice_removed(self, event: Event, data: Data) -> None:
        row = self._practice.pop(data["practice"], None)
        if row and row["note_id"]:
            self._notes[row["note_id"]]["removed_at"] = event.at

    def _noted(self, event: Event, data: Data) -> None:
        if data["text"] is None:
            return
        self._add_note(event, event.id, data)
        if data.get("progress"):
            self._progress[event.id] = {"id": event.id, "note_id": event.id, "posted_on": None}
            if (other := data.get("instead_of")) and other in self._notes:
                self._notes[other]["removed_at"] = event.at

    def _add_note(self, event: Event, key: str, data: Data) -> None:
        on: Row = dict.fromkeys(("program_id", "course_id", "discussion_id", "question_id", "task_id", "peer_reply_id"))
        if data.get("question"):
            on["question_id"] = self.questions.resolve(data["question"], event.id)
        elif data.get("task"):
            on["task_id"] = self._task(data["task"])
        elif data.get("reply"):
            on["peer_reply_id"] = self._reply(data["reply"], event).id
        else:
            on[self.column] = self.owner
        self._notes[key] = {"id": key, **on, "text": data["text"], "made_at": event.at, "removed_at": None}

    def _progress_posted(self, event: Event, data: Data) -> None:
        if data["note"] in self._progress:
            self._progress[data["note"]]["posted_on"] = data["on"]

    def _paused_or_resumed(self, event: Event, data: Data) -> None:
        on: str | None = self._task(data["task"]) if "task" in data else None
        row: Row = dict.fromkeys(("program_id", "course_id", "discussion_id", "task_id"))
        if self.owner:
            row["task_id" if on else self.column] = on or self.owner
        paused = event.kind == "paused"
        self._paused[on] = {"id": event.id, **row, "until_day": data["until"]} if paused else None

    def _planned(self, event: Event, data: Data) -> None:
        plan = data["plan"]
        self._plan = plan and {
            "id": event.id,
            "course_id": self.owner,
            "start_day": plan["start"],
            "by_day": plan["by"],
            "per_week": plan["per_week"],
            "per_day": plan["per_day"],
            "rest": json.dumps(plan["rest"]),
        }

    def _form_attached(self, event: Event, data: Data) -> None:
        task = self._task(data["task"])
        fields = json.dumps(data["fields"], ensure_ascii=False)
        form = f"{task}:form"
        same = form in self._forms and self._forms[form]["fields"] == fields
        self._forms[form] = {
            "id": form,
            "task_id": task,
            "title": data["title"],
            "address": data["address"],
            "fields": fields,
        }
        before = {place: target for place, target in self._matches.items() if place[0] == form}
        self._matches = {place: target for place, target in self._matches.items() if place[0] != form}
        self._form_matched(event, data)
        if same:
            # What the person said of a field counts more than what is only found by its wording.
            said = {place: target for place, target in before.items() if target["by_person"]}
            self._matches |= {place: one for place, one in said.items() if not self._is_said(place)}

    def _is_said(self, place: tuple[str, str]) -> bool:
        return place in self._matches and bool(self._matches[place]["by_person"])

    def _form_matched(self, event: Event, data: Data) -> None:
        form = f"{self._task(data['task'])}:form"
        self._matches |= {(form, name): target for name, target in data["matches"].items()}

    def _form_submitted(self, event: Event, data: Data) -> None:
        task = self._task(data["task"])
        self._rows["submission"].append({"id": event.id, "task_id": task, "on_day": data["on"]})
        for position, one in enumerate(data["fields"], start=1):
            if one["text"] is not None:
                self._rows["submitted_field"].append(
                    {
                        "id": f"{event.id}:{position:03}",
                        "submission_id": event.id,
                        "position": position,
                        "label": one["label"],
                        "question_id": one["question"],
                        "discussion_id": None if one["question"] else one["discussion"],
                        "text": one["text"],
                    }
                )
        tick = {"outcome": "done", "on_day": data["on"], "score": data["score"]}
        self._rows["tick"].append({"id": event.id, "task_id": task, **tick})

    def _task(self, ref: Data) -> str:
        return task_id(self.owner, *self.tasks.mentioned(ref))

    # What it adds up to

    def rows(self) -> dict[str, list[Row]]:
        """Rows by their tables; without digests, which are worked out when they are stored."""
        canonical = self._same_replies()
        self._disown()
        slots = {version.slot for version in self._versions.values()}
        together: dict[str, list[_Reply]] = defaultdict(list)
        for one in self._replies.values():
            together[canonical.get(one.id, one.id)].append(one)
        tables = dict(self._rows)
        tables["answer"] = self._answers(slots)
        tables["peer_reply"] = [self._reply_row(key, members) for key, members in together.items()]
        tables["version"] = [self._version_row(one, canonical) for one in self._versions.values()]
        tables["posting"] = self._posting_rows()
        notes = [
            note | {"peer_reply_id": canonical.get(note["peer_reply_id"], note["peer_reply_id"])}
            for note in self._notes.values()
        ]
        tables["note"] = notes
        tables["practice"] = list(self._practice.values())
        tables["progress"] = list(self._progress.values())
        tables["set_aside"] = [row for row in self._paused.values() if row]
        tables["plan"] = [self._plan] if self._plan else []
        tables["form"] = list(self._forms.values())
        tables["form_match"] = [
            {
                "form_id": form,
                "field": name,
                "question_id": target["question"],
                "discussion_id": None if target["question"] else target["discussion"],
                "profile": target["profile"],
                "by_person": int(target["by_person"]),
            }
            for (form, name), target in self._matches.items()
            if form in self._forms
        ]
        return tables

    @property
    def reply_aliases(self) -> Mapping[str, str]:
        """Keys of replies that stand for another one."""
        return self._same_replies()

    def _answers(self, slots: Iterable[str]) -> list[Row]:
        rows = []
        for slot in sorted(slots):
            if slot not in self._replies:
                owner = slot.removesuffix("/answer")
                rows.append(
                    {"id": slot, "discussion_id": self.owner, "question_id": None if owner == self.owner else owner}
                )
        return rows

    def _reply_row(self, key: str, members: list[_Reply]) -> Row:
        removed = max(one.removed for one in members)
        return {
            "id": key,
            "discussion_id": self.owner,
            "peer": next((one.peer for one in members if one.peer is not None), None),
            "post_id": next((one.post for one in members if one.post in self._authors), None),
            "removed_at": max(one.removed_at or "" for one in members)
            if removed > max(one.created for one in members)
            else None,
        }

    def _version_row(self, version: _Version, canonical: Mapping[str, str]) -> Row:
        is_reply = version.slot in self._replies
        return {
            "id": version.id,
            "answer_id": None if is_reply else version.slot,
            "peer_reply_id": canonical.get(version.slot, version.slot) if is_reply else None,
            "text": version.text,
            "source": version.source,
            "post_id": version.post if version.post in self._authors else None,
            "disowned_at": version.disowned_at,
            "at": version.at,
            "milliseconds": version.milliseconds,
            "device_id": version.device,
        }

    def _posting_rows(self) -> list[Row]:
        return [
            {
                "id": one.id,
                "version_id": self._version_named(one.version),
                "posted_on": one.on,
                "address": one.address,
                "post_id": one.post if one.post in self._authors else None,
                "withdrawn_at": one.withdrawn_at,
            }
            for one in self._postings.values()
            if self._version_named(one.version) in self._versions and not self._is_not_theirs(one.post)
        ]

    def _disown(self) -> None:
        """What was read in the posts of a name that the person said isn't theirs doesn't count."""
        for version in self._versions.values():
            if version.disowned_at is None and self._is_not_theirs(version.post):
                version.disowned_at = version.at

    def _is_not_theirs(self, post: str | None) -> bool:
        author = self._authors.get(post or "")
        return bool(author and not author.said and author.name and fold_name(author.name) in self._dropped)

    def _same_replies(self) -> dict[str, str]:
        """Replies that are one: read in the same post, or the same words to the same person on two devices, the first
        with the first and so on."""
        above: dict[object, object] = {}

        def top(one: object) -> object:
            while above.setdefault(one, one) != one:
                one = above[one]
            return one

        times: dict[object, int] = defaultdict(int)
        for reply in self._replies.values():
            if reply.post:
                above[top(("post", reply.post))] = top(reply.id)
            for text in reply.texts:
                if text:
                    said = (fold_name(reply.peer or ""), text)
                    times[reply.device, said] += 1
                    above[top((said, times[reply.device, said]))] = top(reply.id)
        classes: dict[object, list[str]] = defaultdict(list)
        for one in sorted(self._replies):
            classes[top(one)].append(one)
        return {one: members[0] for members in classes.values() for one in members[1:]}


_HANDLERS = {
    "answer written": Words._answer_written,
    "reply logged": Words._reply_logged,
    "posted": Words._posted,
    "posting withdrawn": Words._posting_withdrawn,
    "own posts read": Words._own_posts_read,
    "post named": Words._post_named,
    "removed": Words._removed,
    "restored": Words._removed,
    "ticked": Words._ticked,
    "practised": Words._practised,
    "practice removed": Words._practice_removed,
    "noted": Words._noted,
    "progress posted": Words._progress_posted,
    "paused": Words._paused_or_resumed,
    "resumed": Words._paused_or_resumed,
    "planned": Words._planned,
    "form attached": Words._form_attached,
    "form matched": Words._form_matched,
    "form submitted": Words._form_submitted,
}
