"""What a person puts right: the questions of a discussion, the replies it wants, what a post of theirs is.

Each function is one whole transaction. The words kept for a question are never lost by it.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from cups_course.course.corrections import merged, put_in_place, remembered, split
from cups_course.course.model import Discussion, Question
from cups_course.course.taken import Taken
from cups_course.course.thread import OwnPosts, Post
from cups_course.course.wording import fold, fold_space
from cups_course.store.database import Database
from cups_course.store.own_words import OwnWords
from cups_course.store.posts import put_right
from cups_course.store.questions import (
    add_question,
    asked_in,
    keep_asked,
    keep_wordings,
    kept_questions,
    load_wordings,
)
from cups_course.store.records import now
from cups_course.store.threads import KeptThread
from cups_course.store.writing import add_version, answer_slot, insert, update, versions


def add(database: Database, discussion: Discussion, text: str) -> None:
    """A question that the reading missed. One in the same words that is no longer asked comes back with its number."""
    with _correcting(database, discussion) as correction:
        correction.add(text)
        update(correction.connection, "discussion", discussion.id, known=1)


def bring_back(database: Database, discussion: Discussion, question: Question) -> None:
    """A question that is no longer asked is asked after all, under its number."""
    with _correcting(database, discussion) as correction:
        correction.ask(question.id)


def edit(database: Database, discussion: Discussion, question: Question, text: str) -> None:
    """The question reads so."""
    with _correcting(database, discussion) as correction:
        correction.remember([question.id])
        correction.settle(question.id, text=text, placeholder=0)


def drop(database: Database, discussion: Discussion, question: Question) -> None:
    """It is no question. What was answered stays."""
    with _correcting(database, discussion) as correction:
        correction.settle(question.id, dropped_at=now())


def merge(database: Database, discussion: Discussion, questions: Sequence[Question], text: str) -> None:
    """Several questions are one, which reads so and keeps the number of the first. What was answered and noted for any
    of them is with it."""
    one, *others = [question.id for question in questions]
    with _correcting(database, discussion) as correction:
        correction.remember([one, *others])
        correction.restand(lambda asked: merged(asked, one, others))
        correction.settle(one, text=text, placeholder=int(all(each.placeholder for each in questions)), dropped_at=None)
        for other in others:
            correction.settle(other, dropped_at=now())
            correction.connection.execute("UPDATE note SET question_id = ? WHERE question_id = ?", (one, other))
        correction.join_answers(one, others)


def split_up(database: Database, discussion: Discussion, question: Question, texts: Sequence[str]) -> None:
    """One question is several. The first keeps its number and its answer."""
    with _correcting(database, discussion) as correction:
        correction.remember([question.id])
        correction.settle(question.id, text=texts[0], placeholder=0)
        more = [correction.add(text) for text in texts[1:]]
        correction.restand(lambda asked: split(asked, question.id, more))


def want_replies(database: Database, discussion: Discussion, wanted: int) -> None:
    """So many replies to peers are wanted, whatever a copy says."""
    with database.writing() as connection:
        update(connection, "discussion", discussion.id, peer_replies_said=wanted)


def put_post_right(
    database: Database, discussion: Discussion, kept: KeptThread, post: Post, own: OwnPosts, *, peer: str | None = None
) -> Taken:
    """A post is the person's own, and of the kind it has now; `own` is what it says, a reply is one to `peer`."""
    taken = Taken(discussion.id)
    post_id = kept.post_ids[post.index - 1]
    with database.writing() as connection:
        parent = kept.post_ids[post.parent - 1] if post.parent else None
        put_right(connection, kept.id, post_id, post, parent)
        if post.kind == "reply":
            # It may have been removed before, or read as a reply to somebody else.
            connection.execute("UPDATE peer_reply SET removed_at = NULL, peer = ? WHERE post_id = ?", (peer, post_id))
        words = OwnWords(connection, database.device_id, discussion.id, taken)
        words.take(own, kept.post_ids, kept.question_ids)
    return taken


def give_back(database: Database, post_id: str, post: Post) -> None:
    """A post is not the person's own after all. What was only read in it no longer counts; what they typed stays."""
    how = {name: said for name, said in post.how.items() if name != "author"}
    with database.writing() as connection:
        update(connection, "post", post_id, author=None, how=json.dumps(how, ensure_ascii=False))
        connection.execute("UPDATE version SET disowned_at = ? WHERE post_id = ?", (now(), post_id))
        connection.execute("DELETE FROM posting WHERE post_id = ? AND withdrawn_at IS NULL", (post_id,))


@contextmanager
def _correcting(database: Database, discussion: Discussion) -> Iterator["_Correction"]:
    with database.writing() as connection:
        correction = _Correction(connection, database.device_id, discussion.id)
        yield correction
        correction.keep()


class _Correction:
    """One change to the questions of a discussion. It keeps what each wording that was read stands for from now on, and
    the order of the questions in the threads there are."""

    def __init__(self, connection: sqlite3.Connection, device: str, discussion: str) -> None:
        self.connection = connection
        self.device = device
        self.discussion = discussion
        self.kept = {one.id: one for one in kept_questions(connection, discussion)}
        self.standing = load_wordings(connection, discussion)
        threads = connection.execute("SELECT id, body FROM thread WHERE discussion_id = ?", (discussion,))
        self.bodies = {row["id"]: row["body"] for row in threads}
        self.asked = {thread: [one.id for one in asked_in(connection, thread)] for thread in self.bodies}

    def keep(self) -> None:
        keep_wordings(self.connection, self.device, self.discussion, self.standing)
        for thread, asked in self.asked.items():
            keep_asked(self.connection, thread, asked)

    def add(self, text: str) -> str:
        """A question in these words, which may be there and not be asked now; returns its id."""
        there = [one for one in self.kept.values() if not one.placeholder and fold(one.text) == fold(text)]
        if there:
            question = min(there, key=lambda one: one.dropped).id
        else:
            question, _ = add_question(self.connection, self.device, self.discussion, text, "person")
        self.ask(question)
        return question

    def ask(self, question: str) -> None:
        """A question is asked, in each thread where its words stand in the post."""
        self.settle(question, dropped_at=None)
        for thread, asked in self.asked.items():
            if question not in asked:
                texts = [(one, self.kept[one].text) for one in asked]
                self.asked[thread] = put_in_place(self.bodies[thread], texts, (question, self.kept[question].text))

    def settle(self, question: str, **said: object) -> None:
        """What the person says of a question: no import changes it any more."""
        update(self.connection, "question", question, source="person", **said)
        self.kept = {one.id: one for one in kept_questions(self.connection, self.discussion)}

    def remember(self, questions: Iterable[str]) -> None:
        """What these questions read until now still stands for them when it is read again."""
        for one in questions:
            if not self.kept[one].placeholder:
                self.standing = remembered(self.standing, self.kept[one].text, one)

    def restand(self, change: Callable[[Sequence[str]], list[str]]) -> None:
        """Other questions stand where some stood, in the wordings that were read and in the order of the post."""
        self.standing = {text: change(questions) for text, questions in self.standing.items()}
        self.asked = {thread: change(questions) for thread, questions in self.asked.items()}

    def join_answers(self, question: str, others: Sequence[str]) -> None:
        """Everything kept for several questions becomes the history of one. Their current words stand together in its
        newest version, which is posted where all of them were."""
        slot = answer_slot(self.connection, self.device, self.discussion, question)
        slots = [slot, *(answer_slot(self.connection, self.device, self.discussion, one) for one in others)]
        newest = [kept[-1] for one in slots if (kept := versions(self.connection, one))]
        for one in slots[1:]:
            self.connection.execute("UPDATE version SET answer_id = ? WHERE answer_id = ?", (slot.id, one.id))
        parts = list({fold_space(version["text"]): version["text"] for version in newest}.values())
        if len(parts) < 2:
            return
        posts = {version["post_id"] for version in newest}
        joined = add_version(
            self.connection,
            self.device,
            slot,
            "\n\n".join(parts),
            "merge",
            # What was read in the thread is as old as it was; what was typed is newer than all that is posted.
            at=None if None in posts else max(version["at"] for version in newest),
            post=posts.pop() if len(posts) == 1 else None,
        )
        if all(version["posted"] for version in newest):
            self._post_again(newest, joined)

    def _post_again(self, parts: Sequence[sqlite3.Row], joined: str) -> None:
        marks = ", ".join("?" * len(parts))
        last = self.connection.execute(
            f"""SELECT * FROM posting WHERE withdrawn_at IS NULL AND version_id IN ({marks})
                ORDER BY posted_on DESC, id DESC LIMIT 1""",
            [version["id"] for version in parts],
        ).fetchone()
        told = {name: last[name] for name in ("posted_on", "address", "post_id")}
        insert(self.connection, self.device, "posting", version_id=joined, **told)
