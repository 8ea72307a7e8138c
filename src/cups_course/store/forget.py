"""Words removed for good: from the log, the projections, the search index, the file's free pages and the backups."""

import os
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from contextlib import closing, suppress
from pathlib import Path

from cups_course.errors import CourseError, NotSaved, StoreUnreachable
from cups_course.events.discussion import questions_in_events, threads_in_events
from cups_course.events.event import Data, Event, is_id
from cups_course.events.forgetting import COPIES, Rules, Said, item_words, post_words, salted_mark, words_in
from cups_course.events.kinds import KINDS
from cups_course.events.posts import Threads
from cups_course.events.questions import Questions
from cups_course.events.words import answer_id
from cups_course.store import log
from cups_course.store.backup import backup_files, copies_put_aside, list_backups
from cups_course.store.database import Database, open_store
from cups_course.store.files import as_sentences, connect, schema_version
from cups_course.store.projection import Projection
from cups_course.text import fold, fold_name


def read_rules(connection: sqlite3.Connection) -> Rules:
    """Everything that was forgotten, as the log says."""
    return Rules(log.readable_data(rule_events(connection)))


def rule_events(connection: sqlite3.Connection) -> list[Event]:
    """The events that say what was forgotten. Nobody can undo them."""
    return list(log.select(connection, "kind = 'forgotten'"))


def forget_rules(database: Database) -> Rules:
    """How what was forgotten is known again."""
    with database.reading() as connection:
        return read_rules(connection)


def forget(database: Database, rule: Data) -> None:
    """Remove what a rule names; when this returns it is gone from the file."""
    database.connection.execute("PRAGMA secure_delete = ON")
    with database.writing() as change:
        change.append("forgotten", rule)
        for event in blank_words(change.connection, Rules([rule])):
            change.touch(event)
    rewrite_file(database)


def apply_rules(database: Database, events: list[Event]) -> None:
    """Remove what another store's rules name, as after a backup took its place."""
    database.connection.execute("PRAGMA secure_delete = ON")
    with database.transaction() as connection:
        projection = Projection(connection)
        for event in events:
            if log.event_by_id(connection, event.id) is None:
                log.append(connection, event)
                projection.touch(event)
        for event in blank_words(connection, Rules(log.readable_data(events))):
            projection.touch(event)
        projection.apply()
    rewrite_file(database)


def blank_words(connection: sqlite3.Connection, wanted: Rules) -> list[Event]:
    """Blank what rules name in the events that are here, in the caller's transaction; returns those that changed."""
    changed = []
    for event in list(_concerned(connection, wanted)):
        without = wanted.applied_to(event)
        if without != event:
            log.rewrite(connection, without)
            changed.append(without)
    return changed


def _concerned(connection: sqlite3.Connection, wanted: Rules) -> Iterator[Event]:
    for event_id in wanted.events:
        if event := log.event_by_id(connection, event_id):
            yield event
    if wanted.has_marks:
        marks = ", ".join("?" * len(COPIES))
        for event in log.select(connection, f"kind IN ({marks})", COPIES):
            if event.id not in wanted.events:
                yield event


def rewrite_file(database: Database) -> None:
    """Leave nothing of removed words in the search index and in half-full pages of the file. Where there is no room for
    that, what is removed is removed all the same, and a warning says so."""
    try:
        with as_sentences(database.path):
            database.connection.execute("INSERT INTO search_text (search_text) VALUES ('rebuild')")
            database.connection.execute("VACUUM")
    except StoreUnreachable:
        database.warnings.append(
            f"{database.path} could not be written anew, for want of room or because it is in use. What was to go is "
            "gone from it; traces may be left in the file until the next time something is forgotten."
        )


def backups_holding(store: Path, rule: Data) -> list[Path]:
    """The backups beside the store that hold what a rule names."""
    found = []
    for one in backup_files(store):
        with suppress(CourseError):  # what cannot be opened is said by `not_looked_into`
            if _holds(one.path, Rules([rule])):
                found.append(one.path)
    return found


def _holds(backup: Path, wanted: Rules) -> bool:
    with as_sentences(backup), closing(connect(backup, "ro")) as connection:
        schema_version(connection, backup)
        return any(wanted.applied_to(event) != event for event in _concerned(connection, wanted))


def unreadable_copies(store: Path) -> list[Path]:
    """The copies beside the store that cannot be looked into: backups that cannot be opened, and what `doctor` put
    aside of a damaged store."""
    return [Path(one.file) for one in list_backups(store) if one.texts is None] + copies_put_aside(store)


def forget_in_backup(backup: Path, events: list[Event]) -> None:
    """Remove from a backup what was forgotten; it is put in its place whole or stays as it was.

    Raises what opening a store raises, and NotSaved.
    """
    try:
        with tempfile.TemporaryDirectory(dir=backup.parent, prefix=".forgetting-") as folder:
            copy = Path(folder) / backup.name
            copy.write_bytes(backup.read_bytes())
            copy.chmod(0o600)
            opened = open_store(copy, create=False)
            assert opened
            with closing(opened):
                apply_rules(opened, events)
            copy.replace(backup)
    except OSError as error:
        raise NotSaved(f"{backup} could not be written: {error.strerror or error}.") from error


class Gathering:
    """The parts that go, gathered from everything the log holds, also what was undone. Nothing is changed."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.connection = database.connection
        self.parts: dict[str, set[str]] = defaultdict(set)
        self.said: set[Said] = set()
        """What goes that stands in copies."""
        self._things: dict[str, set[str]] = defaultdict(set)
        """What goes, each thing once, by the table it is shown in."""
        self._texts: set[str] = set()
        self._going: dict[str | None, set[str]] = defaultdict(set)
        """The words that go and can have been sent with a form, by the question or discussion that they answer; those
        of the profile by None."""
        self._places: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self.parts)

    def rule(self) -> Data:
        """What stays of it: an event's data, without words."""
        salt = os.urandom(16).hex()
        marks = sorted(salted_mark(salt, one) for one in self.said - self._staying())
        parts = {event: sorted(parts) for event, parts in sorted(self.parts.items())}
        return {"salt": salt, "parts": self._with_what_was_done(parts), "marks": marks}

    def count(self) -> Counter[str]:
        """How many things of each kind go."""
        return Counter({table: len(things) for table, things in self._things.items()})

    def texts(self) -> set[str]:
        """The person's own words that go."""
        return self._texts

    # What goes

    def add_answer(self, discussion: str, question: str | None) -> None:
        """The answer to a question, or the one for a whole discussion, and the posts that it stands in."""
        slot = answer_id(question or discussion)
        self._add_own(discussion, lambda one, _: one == slot)
        self._places.add(question or discussion)

    def add_own_words(self, discussion: str) -> None:
        """All that the person wrote there: answers, replies, and their notes."""
        self._add_own(discussion, lambda slot, peer: True)
        for event in self._said_on(discussion):
            self._add_note(event)
        rows = self.connection.execute("SELECT id FROM question WHERE discussion_id = ?", (discussion,))
        self._places |= {discussion} | {row["id"] for row in rows}

    def add_notes(self, on: str) -> None:
        """What the person noted on a task, a course or a program: their practice, their progress notes."""
        row = self.connection.execute("SELECT about, kind, number FROM task WHERE id = ?", (on,)).fetchone()
        for event in self._said_on(row["about"] if row else on):
            if event.kind in KINDS and KINDS[event.kind].words:
                task = event.data.get("task")
                if (task and row and (task["kind"], task["number"]) == (row["kind"], row["number"])) or not (
                    task or row
                ):
                    self._add_note(event)

    def add_profile(self, name: str | None) -> None:
        """An entry of the profile, or (None) all of them, with all that it ever said; and what was sent of it, which
        could not be named any more once the entry is gone."""
        for event in log.select(self.connection, "kind = 'profile set'"):
            data = event.data
            if data["value"] is not None and (name is None or fold(data["name"]) == fold(name)):
                self.parts[event.id].add("value")
                self._things["profile"].add(data["name"])
                self._going[None].add(data["value"])
        self.add_sent_copies()

    def add_thread(self, discussion: str) -> None:
        """The copy of the thread: the opening post, and everybody's posts below it."""
        events = self._about(discussion, posts=True)
        threads = threads_in_events(self._about(discussion, posts=True, counting=True))
        for event in events:
            if event.kind == "thread imported":
                for part, said in words_in(event):
                    self.parts[event.id].add(part)
                    self.said.add(said)
                    if part == "opening":
                        self._things["thread"].add(threads.thread_of(event.data))
                    else:
                        key = event.posts[int(part.removeprefix("posts."))]["key"]
                        self._things["post"].add(threads.aliases.get(key, key))

    def add_peer(self, names: Set[str], discussion: str | None) -> None:
        """What somebody wrote, by all their names folded, there or (None) anywhere; and the replies to them."""
        for one in [discussion] if discussion else self._discussions():
            events = self._about(one, posts=True)
            threads = threads_in_events(self._about(one, posts=True, counting=True))
            theirs = {key for key, post in threads.posts() if fold_name(post["author"] or "") in names}
            self._add_posts(events, threads, theirs, names)
            self._add_own(one, lambda slot, peer: peer is not None and fold_name(peer) in names, events)
            for event in events:
                if event.kind == "post named" and fold_name(event.data.get("reply_peer") or "") in names:
                    self.parts[event.id].add("reply_peer")

    def add_sent_copies(self) -> None:
        """What was sent with a form and holds any of the words that go."""
        for event, at, _ in self._sent():
            self.parts[event.id].add(f"fields.{at}")
            self._things["submitted_field"].add(f"{event.id}:{at}")

    def forms(self) -> set[str]:
        """The tasks of the forms with which words that go were sent, where they stay in those copies."""
        return {task for event, at, task in self._sent() if f"fields.{at}" not in self.parts.get(event.id, ())}

    # How it is found

    def _discussions(self) -> set[str]:
        """Every discussion the log speaks of, those included that are shown no more."""
        rows = self.connection.execute("SELECT key, id FROM alias WHERE what = 'discussion'")
        shown = {row["key"]: row["id"] for row in rows}
        return {shown.get(one, one) for one in log.all_subjects(self.connection) if is_id(one)}

    def _about(self, subject: str, *, posts: bool = False, counting: bool = False) -> list[Event]:
        """Everything that was ever said about something; `counting`: only what counts, by which keys are understood."""
        events = log.events_about(self.connection, self._ids_of(subject, "discussion"), posts=posts, all_=not counting)
        return list(filter(log.is_readable, events))

    def _ids_of(self, subject: str, *what: str) -> list[str]:
        marks = ", ".join("?" * len(what))
        rows = self.connection.execute(f"SELECT key FROM alias WHERE id = ? AND what IN ({marks})", (subject, *what))
        return [subject, *(row["key"] for row in rows)]

    def _said_on(self, subject: str) -> list[Event]:
        """What was noted on something, and on a discussion that gave way to it."""
        events = log.events_about(self.connection, self._ids_of(subject, "discussion", "gave way"), all_=True)
        return list(filter(log.is_readable, events))

    def _add_own(
        self, discussion: str, which: Callable[[str, str | None], bool], events: list[Event] | None = None
    ) -> None:
        """Answers or replies (by their slot and peer), and the person's own posts in which they stand."""
        events = events or self._about(discussion, posts=True)
        counting = self._about(discussion, posts=True, counting=True)
        questions, threads = questions_in_events(counting), threads_in_events(counting)
        rows = self.connection.execute("SELECT key, id FROM alias WHERE about = ? AND what = 'reply'", (discussion,))
        replies = {row["key"]: row["id"] for row in rows}
        peers = {
            row["id"]: row["peer"]
            for row in self.connection.execute("SELECT id, peer FROM peer_reply WHERE discussion_id = ?", (discussion,))
        }
        posts: set[str] = set()
        versions: set[str] = set()
        for event in events:
            data = event.data
            if event.kind in ("answer written", "reply logged") and data["text"] is not None:
                slot, peer = _slot(discussion, data, event, questions, replies, peers)
                if which(slot, peer):
                    versions.add(event.id)
                    self.parts[event.id] |= {"text"} | ({"peer"} if "reply" in data else set())
                    self.said.add(item_words(data))
                    self._add_words(event.id, slot, data["text"], discussion, is_reply="reply" in data)
            elif event.kind == "own posts read":
                for at, item in enumerate(data["items"]):
                    slot, peer = _slot(discussion, item, event, questions, replies, peers)
                    if item["text"] is not None and which(slot, peer):
                        versions.add(item["version"])
                        posts.add(threads.aliases.get(item["post"], item["post"]))
                        self.parts[event.id].add(f"items.{at}")
                        self.said.add(item_words(item))
                        self._add_words(item["version"], slot, item["text"], discussion, is_reply="reply" in item)
        for event in events:
            self._add_named(event, which, replies, peers)
            if event.kind == "posted" and event.data["version"] in versions and event.data.get("post"):
                posts.add(event.data["post"])
        self._add_posts(events, threads, posts, set())

    def _add_named(
        self,
        event: Event,
        which: Callable[[str, str | None], bool],
        replies: dict[str, str],
        peers: dict[str, str],
    ) -> None:
        """What else speaks of a reply that goes: notes on it, and whom it was to."""
        ref = event.data.get("reply")
        if ref is None:
            return
        key = replies.get(ref["key"], ref["key"])
        if which(key, peers.get(key) or ref["peer"]):
            self.parts[event.id].add("peer")
            self._add_note(event)

    def _add_words(self, version: str, slot: str, text: str, discussion: str, *, is_reply: bool) -> None:
        self._things["peer_reply" if is_reply else "answer"].add(slot)
        self._things["version"].add(version)
        if text:
            self._texts.add(text)
            if not is_reply:
                for place in {slot.removesuffix("/answer"), discussion}:
                    self._going[place].add(text)

    def _add_posts(self, events: Iterable[Event], threads: Threads, keys: Set[str], names: Set[str]) -> None:
        """Posts, in every copy that shows them, in whatever wording."""
        for event in events:
            if event.kind != "thread imported":
                continue
            title = event.data["title"]
            for at, post in enumerate(event.posts):
                key = threads.aliases.get(post["key"], post["key"])
                by = fold_name(post.get("author") or "")
                if not post.get("forgotten") and (key in keys or by in names):
                    self.parts[event.id].add(f"posts.{at}")
                    self.said.add(post_words(title, post.get("author"), post.get("text") or ""))
                    self._things["post"].add(key)

    def _add_note(self, event: Event) -> None:
        """What the person noted, if that is what an event says."""
        for part in KINDS[event.kind].words if event.kind in KINDS else ():
            if event.data[part] is not None:
                self.parts[event.id].add(part)
                self._things["note"].add(event.id)

    def _sent(self) -> list[tuple[Event, int, str]]:
        """The frozen copies of words that go, with the task of their form: those of their place; and those that hold
        them whole, as where a question was merged since or a discussion sent as one text."""
        staying = self._words_that_stay()
        all_staying = {text for words in staying.values() for text in words}
        answers_going = {text for place, words in self._going.items() if place for text in words}
        found = []
        for event in log.select(self.connection, "kind = 'form submitted'"):
            data = event.data
            for at, one in enumerate(data["fields"]):
                if one["text"] is None:
                    continue
                place = one["question"] or one["discussion"]
                own = staying[place] if place else all_staying
                words = answers_going if place else answers_going | self._going[None]
                held = any(f"\n\n{each}\n\n" in f"\n\n{one['text']}\n\n" for each in words - own)
                if place in self._places or (one["text"] not in own and held):
                    task = f"{event.about}.{data['task']['kind']}-{data['task']['number']}"
                    found.append((event, at, task))
        return found

    def _words_that_stay(self) -> dict[str | None, set[str]]:
        staying: dict[str | None, set[str]] = defaultdict(set)
        for row in self.connection.execute(
            """SELECT version.id, version.text, question_id, discussion_id FROM version
                JOIN answer ON answer.id = answer_id"""
        ):
            if row["id"] not in self._things["version"] and row["text"]:
                staying[row["question_id"]].add(row["text"])
                staying[row["discussion_id"]].add(row["text"])
        for row in self.connection.execute("SELECT name, value FROM profile"):
            if row["name"] not in self._things["profile"]:
                staying[None].add(row["value"])
        return staying

    def _staying(self) -> set[Said]:
        """What stays says too: by that nothing is known again."""
        if not self.said:
            return set()
        marks = ("thread imported", "own posts read")
        kept: set[Said] = set()
        for event in log.select(self.connection, f"kind IN {marks}"):
            going = self.parts.get(event.id, set())
            kept |= {said for part, said in words_in(event) if part not in going}
        return kept

    def _with_what_was_done(self, parts: dict[str, list[str]]) -> dict[str, list[str]]:
        """What a command did, in words, may name what is gone."""
        commands = {
            row["command"]
            for event in parts
            for row in self.connection.execute("SELECT command FROM event WHERE id = ?", (event,))
        }
        for command in sorted(commands):
            for row in self.connection.execute(
                "SELECT id FROM event WHERE command = ? AND did IS NOT NULL", (command,)
            ).fetchall():
                parts[row["id"]] = sorted({*parts.get(row["id"], []), "did"})
        return parts


def _slot(
    discussion: str, data: Data, event: Event, questions: Questions, replies: dict[str, str], peers: dict[str, str]
) -> tuple[str, str | None]:
    """The answer or reply that an event speaks of, as it is shown, and to whom the reply is."""
    if "reply" in data:
        key = replies.get(data["reply"]["key"], data["reply"]["key"])
        return key, peers.get(key) or data["reply"]["peer"]
    question = data.get("question")
    return answer_id(questions.resolve(question, event.id) if question else discussion), None
