"""Gathers what to forget: every part of every event that holds it."""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Set

from cups_course.events.discussion import questions_in_events, threads_in_events
from cups_course.events.event import Data, Event, is_id
from cups_course.events.forgetting import COPIES, CopiedText, item_words, post_words, salted_mark, words_in
from cups_course.events.kinds import KINDS
from cups_course.events.posts import Threads
from cups_course.events.questions import Questions
from cups_course.events.words import answer_id
from cups_course.store import log
from cups_course.store.aliases import discussion_ids, replaced_discussions, shown_ids
from cups_course.store.database import Database
from cups_course.text import fold, fold_name
from cups_course.whole_answer import beyond_questions


class Gathering:
    """Gathers what to forget from everything in the log, undone commands included. Changes nothing; false while nothing
    was added."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.connection = database.connection
        self.parts: dict[str, set[str]] = defaultdict(set)
        """The parts of events to blank."""
        self.copied: set[CopiedText] = set()
        """What goes that stands in copies."""
        self._records: dict[str, set[str]] = defaultdict(set)
        """The ids of what goes, by the table it is shown in."""
        self._texts: set[str] = set()
        self._going: dict[str | None, set[str]] = defaultdict(set)
        """The words that go and may have been sent with a form, by the question or discussion that they answer; those
        of the profile by None."""
        self._answered: set[str] = set()
        """The questions and discussions that lose all their answers."""

    def __bool__(self) -> bool:
        return bool(self.parts)

    def rule(self) -> Data:
        """The data of the event that forgets all this. They hold no words."""
        salt = os.urandom(16).hex()
        marks = sorted(salted_mark(salt, one) for one in self.copied - self._kept_in_copies())
        parts = {event: sorted(parts) for event, parts in sorted(self.parts.items())}
        return {"salt": salt, "parts": self._with_command_names(parts), "marks": marks}

    def count(self) -> Counter[str]:
        """How many things go, by their tables."""
        return Counter({table: len(ids) for table, ids in self._records.items()})

    def texts(self) -> set[str]:
        """The person's own words that go."""
        return self._texts

    # What goes

    def add_answer(self, discussion: str, question: str | None) -> None:
        """Add the answer to a question, or (None) the one for a whole discussion, and the posts that it stands in."""
        slot = answer_id(question or discussion)
        self._add_own(discussion, lambda one, _: one == slot)
        self._answered.add(question or discussion)
        self._add_cleared_copies()

    def _add_cleared_copies(self) -> None:
        """Add the words that go where they were before they moved, and the cleared answers to all questions that held
        them beside others."""
        copies: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for row in self.connection.execute(
            """SELECT version.about, answer_id, question_id IS NULL AS is_whole, text
                FROM version JOIN answer ON answer.id = answer_id
                WHERE cleared AND NOT EXISTS (SELECT 1 FROM version AS kept WHERE kept.answer_id = version.answer_id
                    AND kept.text = version.text AND kept.disowned_at IS NULL)"""
        ):
            text = row["text"]
            if text in self._texts or (row["is_whole"] and beyond_questions(text, self._texts, ()) != text):
                copies[row["about"]].add((row["answer_id"], text))
        for discussion, texts in copies.items():
            self._add_own(discussion, lambda *_: False, copies=texts)

    def add_course(self, course: str, *, mine: bool) -> None:
        """Add the copies of all threads of a course, and with `mine` all that the person wrote in it and on it."""
        rows = self.connection.execute("SELECT id FROM discussion WHERE course_id = ?", (course,)).fetchall()
        for row in rows:
            self.add_thread(row["id"])
            if mine:
                self._add_all_own(row["id"])
        if mine:
            for event in self._note_events(course):
                self._add_note(event)
            self._add_cleared_copies()

    def add_own_words(self, discussion: str) -> None:
        """Add all that the person wrote there: answers, replies, and their notes."""
        self._add_all_own(discussion)
        self._add_cleared_copies()

    def _add_all_own(self, discussion: str) -> None:
        self._add_own(discussion, lambda slot, peer: True)
        for event in self._note_events(discussion):
            self._add_note(event)
        rows = self.connection.execute("SELECT id FROM question WHERE discussion_id = ?", (discussion,))
        self._answered |= {discussion} | {row["id"] for row in rows}

    def add_notes(self, on: str) -> None:
        """Add what the person noted on a task, a course or a program, practice and progress notes included."""
        row = self.connection.execute("SELECT about, kind, number FROM task WHERE id = ?", (on,)).fetchone()
        wanted = (row["kind"], row["number"]) if row else None
        for event in self._note_events(row["about"] if row else on):
            task = event.data.get("task")
            if (task and (task["kind"], task["number"])) == wanted:
                self._add_note(event)

    def add_profile(self, name: str | None) -> None:
        """Add an entry of the profile, or (None) all of them, with all its earlier values; and what was sent of it: the
        person could not name that once the entry is gone."""
        for event in log.select(self.connection, "kind = 'profile set'"):
            data = event.data
            if data["value"] is not None and (name is None or fold(data["name"]) == fold(name)):
                self.parts[event.id].add("value")
                self._records["profile"].add(data["name"])
                self._going[None].add(data["value"])
        self.add_sent_copies()

    def add_thread(self, discussion: str) -> None:
        """Add the copy of the thread: the opening post, and everybody's posts below it."""
        events = self._about(discussion, posts=True)
        threads = threads_in_events(self._about(discussion, posts=True, counting=True))
        for event in events:
            if event.kind == "thread imported":
                for part, text in words_in(event):
                    self.parts[event.id].add(part)
                    self.copied.add(text)
                    if part == "opening":
                        self._records["thread"].add(threads.thread_of(event.data))
                    else:
                        key = event.posts[int(part.removeprefix("posts."))]["key"]
                        self._records["post"].add(threads.aliases.get(key, key))

    def add_peer(self, names: Set[str], discussion: str | None, *, mine: bool) -> None:
        """Add someone's posts, there or (None) anywhere, and with `mine` the person's replies to them. `names` are all
        their names, folded."""
        for one in [discussion] if discussion else self._discussions():
            events = self._about(one, posts=True)
            threads = threads_in_events(self._about(one, posts=True, counting=True))
            posts = {key for key, post in threads.posts() if fold_name(post["author"] or "") in names}
            self._add_posts(events, threads, posts, names)
            for event in events:
                if event.kind == "post named" and fold_name(event.data.get("author") or "") in names:
                    self.parts[event.id].add("author")
            if not mine:
                continue
            self._add_own(one, lambda slot, peer: peer is not None and fold_name(peer) in names, events)
            for event in events:
                if event.kind == "post named" and fold_name(event.data.get("reply_peer") or "") in names:
                    self.parts[event.id].add("reply_peer")
        self._add_same_person(names)

    def _add_same_person(self, names: Set[str]) -> None:
        """Add what the person said of these names, unless a post or a reply that stays has one of them."""
        for table, column in (("post", "author"), ("peer_reply", "peer")):
            for row in self.connection.execute(f"SELECT id, {column} AS name FROM {table} WHERE {column} IS NOT NULL"):
                if fold_name(row["name"]) in names and row["id"] not in self._records[table]:
                    return
        for event in log.select(self.connection, "kind = 'same person'"):
            data = event.data
            if {fold_name(data["old"] or ""), fold_name(data["new"] or "")} & names:
                self.parts[event.id] |= {"old", "new"}
                self._records["same_person"].add(event.id)

    def add_sent_copies(self) -> None:
        """Add what was sent with a form and holds any of the words that go."""
        for event, at, _ in self._sent_words():
            self.parts[event.id].add(f"fields.{at}")
            self._records["submitted_field"].add(f"{event.id}:{at}")

    def forms(self) -> set[str]:
        """The tasks of the forms that were sent with words that go, where the copies of what was sent keep them."""
        return {task for event, at, task in self._sent_words() if f"fields.{at}" not in self.parts.get(event.id, ())}

    # How to find it

    def _discussions(self) -> set[str]:
        """Every discussion in the log, also those that are no longer shown."""
        shown = shown_ids(self.connection)
        return {shown.get(one, one) for one in log.all_subjects(self.connection) if is_id(one)}

    def _about(self, subject: str, *, posts: bool = False, counting: bool = False) -> list[Event]:
        """All events about something, or with `counting` only those that count, by which keys are resolved."""
        ids = discussion_ids(self.connection, subject)
        events = log.events_about(self.connection, ids, posts=posts, undone=not counting)
        return list(filter(log.is_readable, events))

    def _note_events(self, subject: str) -> list[Event]:
        """The events about something, and about discussions that gave way to it, that may hold notes."""
        ids = [*discussion_ids(self.connection, subject), *replaced_discussions(self.connection, subject)]
        events = log.events_about(self.connection, ids, undone=True)
        return [event for event in events if KINDS[event.kind].words and log.is_readable(event)]

    def _add_own(
        self,
        discussion: str,
        which: Callable[[str, str | None], bool],
        events: list[Event] | None = None,
        *,
        copies: Set[tuple[str, str]] = frozenset(),
    ) -> None:
        """Add the answers or replies that `which` chooses by their slot and peer, of other slots the texts in `copies`,
        and the posts that all these stand in."""
        events = events or self._about(discussion, posts=True)
        counting = self._about(discussion, posts=True, counting=True)
        questions, threads = questions_in_events(counting), threads_in_events(counting)
        aliases = "SELECT key, id FROM alias WHERE about = ? AND what = 'reply'"
        replies: dict[str, str] = dict(self.connection.execute(aliases, (discussion,)).fetchall())
        named = "SELECT id, peer FROM peer_reply WHERE discussion_id = ?"
        peers: dict[str, str] = dict(self.connection.execute(named, (discussion,)).fetchall())
        posts: set[str] = set()
        versions: set[str] = set()
        for event in events:
            data = event.data
            if event.kind in ("answer written", "reply logged"):
                items = [(data, event.id, "text")]
            elif event.kind == "own posts read":
                items = [(one, one["version"], f"items.{at}") for at, one in enumerate(data["items"])]
            else:
                continue
            for item, version, part in items:
                text = item["text"]
                slot, peer = _slot(discussion, item, event, questions, replies, peers)
                if text is None or not (which(slot, peer) or (slot, text) in copies):
                    continue
                versions.add(version)
                if "post" in item:
                    posts.add(threads.aliases.get(item["post"], item["post"]))
                self.parts[event.id] |= {part} | ({"peer"} if part == "text" and "reply" in item else set())
                self.copied.add(item_words(item))
                self._add_words(
                    version, slot, text, discussion, is_reply="reply" in item, is_copy=(slot, text) in copies
                )
        for event in events:
            self._add_named(event, which, replies, peers)
            post = event.data.get("post")
            if event.kind == "posted" and event.data["version"] in versions and post:
                posts.add(threads.aliases.get(post, post))
        self._add_posts(events, threads, posts, set())

    def _add_named(
        self,
        event: Event,
        which: Callable[[str, str | None], bool],
        replies: dict[str, str],
        peers: dict[str, str],
    ) -> None:
        """Add what else an event says of a reply that goes: the name of the peer, and notes on it."""
        ref = event.data.get("reply")
        if ref is None:
            return
        key = replies.get(ref["key"], ref["key"])
        if which(key, peers.get(key) or ref["peer"]):
            self.parts[event.id].add("peer")
            self._add_note(event)

    def _add_words(self, version: str, slot: str, text: str, discussion: str, *, is_reply: bool, is_copy: bool) -> None:
        if not is_copy:
            self._records["peer_reply" if is_reply else "answer"].add(slot)
        self._records["version"].add(version)
        if text:
            self._texts.add(text)
            if not is_reply:
                for place in {slot.removesuffix("/answer"), discussion}:
                    self._going[place].add(text)

    def _add_posts(self, events: Iterable[Event], threads: Threads, keys: Set[str], names: Set[str]) -> None:
        """Add posts by their keys, or by the names of their authors, in every copy that has them."""
        for event in events:
            if event.kind != "thread imported":
                continue
            title = event.data["title"]
            for at, post in enumerate(event.posts):
                key = threads.aliases.get(post["key"], post["key"])
                by = fold_name(post.get("author") or "")
                if not post.get("forgotten") and (key in keys or by in names):
                    self.parts[event.id].add(f"posts.{at}")
                    self.copied.add(post_words(title, post.get("author"), post.get("text") or ""))
                    self._records["post"].add(key)

    def _add_note(self, event: Event) -> None:
        """Add the note or link, if an event holds one."""
        for part in KINDS[event.kind].words:
            if event.data[part] is not None:
                self.parts[event.id].add(part)
                first = self.connection.execute("SELECT first_id FROM note WHERE id = ?", (event.id,)).fetchone()
                table = "link" if event.kind == "link added" else "note"
                self._records[table].add(first["first_id"] if first else event.id)

    def _sent_words(self) -> list[tuple[Event, int, str]]:
        """The fields that were sent with words that go, each with the task of its form. A field counts if all its
        answers go, or if it holds the words whole, as where questions were merged or a discussion sent as one text."""
        kept = self._kept_words()
        all_kept = {text for words in kept.values() for text in words}
        answers_going = {text for place, words in self._going.items() if place for text in words}
        sent = []
        for event in log.select(self.connection, "kind = 'form submitted'"):
            data = event.data
            for at, one in enumerate(data["fields"]):
                if one["text"] is None:
                    continue
                place = one["question"] or one["discussion"]
                kept_here = kept[place] if place else all_kept
                words = (answers_going if place else answers_going | self._going[None]) - kept_here
                holds_words = any(f"\n\n{each}\n\n" in f"\n\n{one['text']}\n\n" for each in words)
                if place in self._answered or (one["text"] not in kept_here and holds_words):
                    task = f"{event.about}.{data['task']['kind']}-{data['task']['number']}"
                    sent.append((event, at, task))
        return sent

    def _kept_words(self) -> dict[str | None, set[str]]:
        """The answers that stay, by question and discussion, and the profile that stays, by None."""
        kept: dict[str | None, set[str]] = defaultdict(set)
        for row in self.connection.execute(
            """SELECT version.id, version.text, question_id, discussion_id FROM version
                JOIN answer ON answer.id = answer_id"""
        ):
            if row["id"] not in self._records["version"] and row["text"]:
                kept[row["question_id"]].add(row["text"])
                kept[row["discussion_id"]].add(row["text"])
        for row in self.connection.execute("SELECT name, value FROM profile"):
            if row["name"] not in self._records["profile"]:
                kept[None].add(row["value"])
        return kept

    def _kept_in_copies(self) -> set[CopiedText]:
        """The words that stay somewhere else in copies: no mark may recognize these."""
        kept: set[CopiedText] = set()
        if self.copied:
            for event in log.select(self.connection, f"kind IN ({log.marks(COPIES)})", COPIES):
                going = self.parts.get(event.id, set())
                kept |= {text for part, text in words_in(event) if part not in going}
        return kept

    def _with_command_names(self, parts: dict[str, list[str]]) -> dict[str, list[str]]:
        """These parts, with what their commands did: that may name what is gone."""
        for (event,) in self.connection.execute(
            """SELECT id FROM event WHERE did IS NOT NULL AND command IN
                (SELECT command FROM event WHERE id IN (SELECT value FROM json_each(?))) ORDER BY command""",
            (json.dumps(list(parts)),),
        ).fetchall():
            parts[event] = sorted({*parts.get(event, []), "did"})
        return parts


def _slot(
    discussion: str, data: Data, event: Event, questions: Questions, replies: dict[str, str], peers: dict[str, str]
) -> tuple[str, str | None]:
    """The answer or reply that an event names, as it is shown, and whom a reply is to."""
    if "reply" in data:
        key = replies.get(data["reply"]["key"], data["reply"]["key"])
        return key, peers.get(key) or data["reply"]["peer"]
    question = data.get("question")
    return answer_id(questions.resolve(question, event.id) if question else discussion), None
