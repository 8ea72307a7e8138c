"""The fold of what a person wrote and did in one program, course or discussion."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from cups_course.events.event import Data, Event, Row
from cups_course.events.forms import Forms
from cups_course.events.groups import Groups
from cups_course.events.kinds import KINDS, Kind
from cups_course.events.posts import Author
from cups_course.events.questions import Questions
from cups_course.events.tasks import Tasks
from cups_course.events.versions import Posting, Reply, Version
from cups_course.text import fold_name


def answer_id(owner: str) -> str:
    """The id of the answer to a question, or of the one answer for a discussion."""
    return f"{owner}/answer"


class Words:
    """What was written and done about one subject.

    `owner` is its id, and `column` the column that holds it in notes and tasks. Of a discussion, `questions` are its
    questions, `post_aliases` the keys of posts that stand for another one, `authors` who wrote each post, and `dropped`
    the folded names that the person said aren't theirs.
    """

    def __init__(
        self,
        owner: str,
        column: str,
        tasks: Tasks,
        questions: Questions | None = None,
        post_aliases: Mapping[str, str] | None = None,
        authors: Mapping[str, Author] | None = None,
        dropped: Iterable[str] = (),
    ) -> None:
        self.owner, self.column, self.tasks = owner, column, tasks
        self.questions = questions or Questions()
        self.forms = Forms(tasks)
        self._post_aliases, self._authors, self._dropped = post_aliases or {}, authors or {}, set(dropped)
        self._versions: dict[str, Version] = {}
        self._postings: dict[str, Posting] = {}
        self._replies: dict[str, Reply] = {}
        self._notes: dict[str, Row] = {}
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._practice: dict[str, Row] = {}
        self._progress: dict[str, Row] = {}
        self._paused: dict[str | None, Row | None] = {}
        self._plan: Row | None = None
        self._version_aliases: dict[str, str] = {}
        """Ids of versions that stand for another one: two devices read the same post."""
        self._read_count: dict[tuple[str, tuple[str, ...]], int] = defaultdict(int)
        """How often each device read the same words for the same answer or reply in one post."""
        self._read: dict[tuple[tuple[str, ...], int], str] = {}
        """The version that was made of words the first time they were read, the second time, and so on."""

    def apply(self, event: Event, data: Data) -> None:
        """Apply an event; events come in the order of their ids. Other kinds change nothing."""
        if handler := _HANDLERS.get(event.kind):
            handler(self, event, data)
        elif kind := KINDS.get(event.kind):
            self._apply_row(event, data, kind)

    def _apply_row(self, event: Event, data: Data, kind: Kind) -> None:
        """Apply an event that is one row of a table, or removes one."""
        if kind.row and not data.get("forgotten"):
            values = {name: value for name, value in data.items() if name not in ("place", "task")}
            owner = {"task_id": self.tasks.id_of(data["task"])} if "task" in data else {self.column: self.owner}
            self._rows[kind.row].append({"id": event.id, **owner, **values})
        elif kind.takes_away:
            self._rows[kind.takes_away] = [row for row in self._rows[kind.takes_away] if row["id"] != data["key"]]

    # Answers, replies and where they were posted

    def _answer_written(self, event: Event, data: Data) -> None:
        slot = self._answer_slot(data["question"], event)
        if data["text"] is not None:
            self._add_version(event, event.id, slot, data["text"], data["source"])

    def _answer_cleared(self, event: Event, data: Data) -> None:
        for key in data["versions"]:
            if version := self._versions.get(self._version_id(key)):
                version.disowned_at, version.cleared = event.at, True

    def _reply_logged(self, event: Event, data: Data) -> None:
        reply = self._reply(data["reply"], event)
        version = self._version_id(data.get("version", event.id))
        if "version" not in data and data["text"] is not None:
            self._add_version(event, event.id, reply.id, data["text"], data["source"])
        if data["given"]:
            self._postings[event.id] = Posting(event.id, version, data["on"])

    def _posted(self, event: Event, data: Data) -> None:
        posted = self._version_id(data["version"])
        by_hand = [
            one
            for one in self._postings.values()
            if one.version == posted and one.post is None and one.withdrawn_at is None
        ]
        for one in by_hand:
            one.on, one.address = data["on"] or one.on, data["url"] or one.address
        if not by_hand:
            post = data.get("post")
            shown = post and self._post_aliases.get(post, post)
            self._postings[event.id] = Posting(event.id, posted, data["on"], data["url"], shown)

    def _posting_withdrawn(self, event: Event, data: Data) -> None:
        slot = self._reply(data["reply"], event).id if "reply" in data else self._answer_slot(data["question"], event)
        for posting in self._postings.values():
            version = self._versions.get(self._version_id(posting.version))
            if version and version.slot == slot and posting.withdrawn_at is None:
                posting.withdrawn_at = event.at

    def _own_posts_read(self, event: Event, data: Data) -> None:
        posted = {(one.version, one.post) for one in self._postings.values()}
        for number, item in enumerate(data["items"], start=1):
            self._own_post_read(event, f"{event.id}:{number:03}", item, posted)
        for key in data["disowned"]:
            if version := self._versions.get(self._version_id(key)):
                version.disowned_at = event.at
        for key, post in data["unposted"]:
            self._remove_postings(self._post_aliases.get(post, post), self._version_id(key))

    def _own_post_read(self, event: Event, key: str, item: Data, posted: set[tuple[str, str | None]]) -> None:
        """One item of an event. `posted` are the versions with the posts they stand in, to which it adds its own."""
        post = self._post_aliases.get(item["post"], item["post"])
        if "reply" in item:
            reply = self._reply(item["reply"], event)
            reply.post = post
            reply.peer = reply.peer if reply.peer is not None else item["reply"]["peer"]
            slot = reply.id
        else:
            slot = self._answer_slot(item.get("question"), event)
        version = self._versions.get(self._version_id(item["version"]))
        if version is None:
            if item["text"] is None:
                return
            # Two devices that read one post have one version of it: the first with the first, and so on.
            words = (slot, post, item["text"])
            self._read_count[event.device, words] += 1
            nth = self._read_count[event.device, words]
            same = self._read.get((words, nth))
            if same and (version := self._versions.get(same)):
                self._version_aliases[item["version"]] = version.id
            else:
                version = self._add_version(event, item["version"], slot, item["text"], "import")
                version.at, version.milliseconds, version.post = item["at"], item["milliseconds"], post
                self._read[words, nth] = version.id
        if not version.cleared:
            version.disowned_at = None
        if item["posting"]:
            withdrawn = event.at if item["withdrawn"] else None
            if (version.id, post) not in posted:
                self._postings[key] = Posting(key, version.id, item["on"], None, post, withdrawn)
                posted.add((version.id, post))

    def _post_named(self, event: Event, data: Data) -> None:
        post = self._post_aliases.get(data["post"], data["post"])
        if data["author"] is None:
            for version in self._versions.values():
                if version.post == post:
                    version.disowned_at = event.at
            self._remove_postings(post)
        elif "reply_peer" in data:
            for reply in self._replies.values():
                if reply.post == post:
                    reply.removed, reply.removed_at, reply.peer = "", None, data["reply_peer"]

    def _remove_postings(self, post: str, version: str | None = None) -> None:
        """Remove what was posted in a post, of one version or (None) of any. What was withdrawn stays withdrawn."""
        self._postings = {
            key: one
            for key, one in self._postings.items()
            if one.post != post or version not in (None, one.version) or one.withdrawn_at is not None
        }

    def _add_version(self, event: Event, key: str, slot: str, text: str, source: str) -> Version:
        version = Version(key, slot, text, source, event.at, event.milliseconds, event.device)
        if slot in self._replies:
            self._replies[slot].texts[text] = None
        return self._versions.setdefault(key, version)

    def _answer_slot(self, question: Data | None, event: Event) -> str:
        return answer_id(self.questions.resolve(question, event.id) if question else self.owner)

    def _version_id(self, key: str) -> str:
        return self._version_aliases.get(key, key)

    def _reply(self, ref: Data, event: Event) -> Reply:
        if ref["key"] not in self._replies:
            to = self._post_aliases.get(ref.get("to", ""), ref.get("to"))
            self._replies[ref["key"]] = Reply(ref["key"], ref["peer"], event.device, to=to, created=event.id)
        return self._replies[ref["key"]]

    # Tasks, practice, notes, pauses and plans

    def _removed_or_restored(self, event: Event, data: Data) -> None:
        if "task" in data:
            self.tasks.set_removed(data["task"], event.at if event.kind == "removed" else None)
        elif "reply" in data:
            reply = self._reply(data["reply"], event)
            reply.removed, reply.removed_at = event.id, event.at

    def _ticked(self, event: Event, data: Data) -> None:
        self._add_tick(event, data["outcome"], data)
        note = data.get("progress")
        if note and note in self._progress:
            self._progress[note]["posted_on"] = None if data["outcome"] == "taken back" else data["on"]
            # What was posted stays, whatever was written since.
            self._notes[note]["removed_at"] = None

    def _add_tick(self, event: Event, outcome: str, data: Data) -> None:
        task = self.tasks.id_of(data["task"])
        values = {"outcome": outcome, "on_day": data["on"], "score": data["score"]}
        self._rows["tick"].append({"id": event.id, "task_id": task, **values})

    def _practice_logged(self, event: Event, data: Data) -> None:
        note = None
        if data["note"] is not None:
            note = f"{event.id}:note"
            self._add_note(event, note, {"task": data["task"], "text": data["note"]})
        row = {
            "id": event.id,
            "task_id": self.tasks.id_of(data["task"]),
            "on_day": data["on"],
            "minutes": data["minutes"],
        }
        self._practice[event.id] = row | {"note_id": note}

    def _practice_removed(self, event: Event, data: Data) -> None:
        row = self._practice.pop(data["practice"], None)
        if row and row["note_id"]:
            self._remove_note(row["note_id"], event)

    def _noted(self, event: Event, data: Data) -> None:
        if data["text"] is None:
            return
        self._add_note(event, event.id, data)
        if data.get("progress"):
            self._progress[event.id] = {"id": event.id, "note_id": event.id, "posted_on": None}
        other = data.get("instead_of")
        if other in self._notes and not self._progress.get(other, {}).get("posted_on"):
            if not data.get("progress"):
                self._notes[event.id]["first_id"] = self._notes[other]["first_id"]  # it keeps its place among the notes
            self._remove_note(other, event)

    def _note_removed(self, event: Event, data: Data) -> None:
        self._remove_note(data["note"], event)

    def _remove_note(self, note: str, event: Event) -> None:
        if note in self._notes:
            self._notes[note]["removed_at"] = event.at

    def _add_note(self, event: Event, key: str, data: Data) -> None:
        on: Row = dict.fromkeys(("program_id", "course_id", "discussion_id", "question_id", "task_id", "peer_reply_id"))
        if data.get("question"):
            on["question_id"] = self.questions.resolve(data["question"], event.id)
        elif data.get("task"):
            on["task_id"] = self.tasks.id_of(data["task"])
        elif data.get("reply"):
            on["peer_reply_id"] = self._reply(data["reply"], event).id
        else:
            on[self.column] = self.owner
        row = {"id": key, "first_id": key, **on, "text": data["text"]}
        self._notes[key] = row | {"made_at": event.at, "removed_at": None}

    def _paused_or_resumed(self, event: Event, data: Data) -> None:
        on: str | None = self.tasks.id_of(data["task"]) if "task" in data else None
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

    def _form_submitted(self, event: Event, data: Data) -> None:
        self.forms.submit(event, data)
        self._add_tick(event, "done", data)

    # Rows

    def rows(self) -> dict[str, list[Row]]:
        """Rows by their tables. Digests are added when the rows are stored."""
        shown = self.reply_aliases
        self._disown()
        replies: dict[str, list[Reply]] = defaultdict(list)
        for reply in self._replies.values():
            replies[shown.get(reply.id, reply.id)].append(reply)
        return {
            **self._rows,
            **self.forms.rows(),
            "answer": self._answers(),
            "peer_reply": [self._reply_row(key, same) for key, same in replies.items()],
            "version": [self._version_row(version, shown) for version in self._versions.values()],
            "posting": self._posting_rows(),
            "note": [
                note | {"peer_reply_id": shown.get(note["peer_reply_id"], note["peer_reply_id"])}
                for note in self._notes.values()
            ],
            "practice": list(self._practice.values()),
            "progress": list(self._progress.values()),
            "set_aside": [row for row in self._paused.values() if row],
            "plan": [self._plan] if self._plan else [],
        }

    def _answers(self) -> list[Row]:
        slots = {version.slot for version in self._versions.values()}
        rows = []
        for slot in sorted(slots - self._replies.keys()):
            owner = slot.removesuffix("/answer")
            question = None if owner == self.owner else owner
            rows.append({"id": slot, "discussion_id": self.owner, "question_id": question})
        return rows

    def _reply_row(self, key: str, same: list[Reply]) -> Row:
        removed = max(one.removed for one in same) > max(one.created for one in same)
        under = next(filter(None, map(self._answer_above, same)), None)
        named = self._authors[under] if under else Author(None)
        return {
            "id": key,
            "discussion_id": self.owner,
            "peer": next((one.peer for one in same if one.peer is not None), named.name if named.from_you else None),
            "post_id": next((one.post for one in same if one.post in self._authors), None),
            "under_id": under,
            "removed_at": max(one.removed_at or "" for one in same) if removed else None,
        }

    def _answer_above(self, reply: Reply) -> str | None:
        """The answer that a reply is under; a post that isn't under any, if it was logged as a reply to that."""
        own, to = self._authors.get(reply.post or ""), self._authors.get(reply.to or "")
        return own.answer if own else (to.answer or reply.to) if to else None

    def _version_row(self, version: Version, shown: Mapping[str, str]) -> Row:
        is_reply = version.slot in self._replies
        return {
            "id": version.id,
            "answer_id": None if is_reply else version.slot,
            "peer_reply_id": shown.get(version.slot, version.slot) if is_reply else None,
            "text": version.text,
            "source": version.source,
            "post_id": version.post if version.post in self._authors else None,
            "disowned_at": version.disowned_at,
            "cleared": int(version.cleared),
            "at": version.at,
            "milliseconds": version.milliseconds,
            "device_id": version.device,
        }

    def _posting_rows(self) -> list[Row]:
        return [
            {
                "id": one.id,
                "version_id": self._version_id(one.version),
                "posted_on": one.on,
                "address": one.address,
                "post_id": one.post if one.post in self._authors else None,
                "withdrawn_at": one.withdrawn_at,
            }
            for one in self._postings.values()
            if self._version_id(one.version) in self._versions and not self._is_disowned(one.post)
        ]

    def _disown(self) -> None:
        """Discount what was read in the posts of a name that the person said isn't theirs."""
        for version in self._versions.values():
            if version.disowned_at is None and self._is_disowned(version.post):
                version.disowned_at = version.at

    def _is_disowned(self, post: str | None) -> bool:
        author = self._authors.get(post or "")
        return bool(author and not author.from_you and author.name and fold_name(author.name) in self._dropped)

    @property
    def reply_aliases(self) -> dict[str, str]:
        """Keys of replies that stand for another one: both were read in the same post, or say the same to the same
        person on two devices. Of several such replies on each device, the first stands for the first and so on."""
        groups = Groups()
        count: dict[tuple[str, str, str], int] = defaultdict(int)
        for reply in self._replies.values():
            if reply.post:
                groups.join(("post", reply.post), reply.id)
            for text in filter(None, reply.texts):
                peer = fold_name(reply.peer or "")
                count[reply.device, peer, text] += 1
                groups.join((peer, text, count[reply.device, peer, text]), reply.id)
        return {one: first for first, *others in groups.of(self._replies) for one in others}


_HANDLERS: Mapping[str, Callable[[Words, Event, Data], None]] = {
    "answer written": Words._answer_written,
    "answer cleared": Words._answer_cleared,
    "reply logged": Words._reply_logged,
    "posted": Words._posted,
    "posting withdrawn": Words._posting_withdrawn,
    "own posts read": Words._own_posts_read,
    "post named": Words._post_named,
    "removed": Words._removed_or_restored,
    "restored": Words._removed_or_restored,
    "ticked": Words._ticked,
    "practised": Words._practice_logged,
    "practice removed": Words._practice_removed,
    "note removed": Words._note_removed,
    "noted": Words._noted,
    "paused": Words._paused_or_resumed,
    "resumed": Words._paused_or_resumed,
    "planned": Words._planned,
    "form attached": lambda words, _, data: words.forms.attach(data),
    "form detached": lambda words, _, data: words.forms.detach(data),
    "form matched": lambda words, _, data: words.forms.match(data),
    "form submitted": Words._form_submitted,
}
