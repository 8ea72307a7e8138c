"""Corrections by the person: of questions, of the number of replies wanted, and of which posts are theirs.

Each function is one transaction. No correction loses words that are kept for a question.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from cups_course.events.event import Data
from cups_course.model import Discussion, Question
from cups_course.reports import ImportResult
from cups_course.store import log
from cups_course.store.aliases import discussion_ids
from cups_course.store.change import Change
from cups_course.store.database import Database
from cups_course.store.own_words import OwnWords
from cups_course.store.subjects import current_place, question_target
from cups_course.store.threads import KeptThread, kept_questions
from cups_course.store.writing import answer_slot, versions_in
from cups_course.text import fold, fold_space
from cups_course.thread.thread import OwnPosts, Post


def add_question(database: Database, discussion: Discussion, text: str) -> None:
    """Add a question that the import missed. One in the same words that was dropped comes back with its number."""
    with database.writing() as change:
        _append(change, discussion, "question added", question=_question_in_words(change, discussion, text)[0])


def restore_question(database: Database, discussion: Discussion, question: Question) -> None:
    """Ask a dropped question again, under its number."""
    with database.writing() as change:
        _append(change, discussion, "question added", question=question_target(change.connection, question.id))


def edit_question(database: Database, discussion: Discussion, question: Question, text: str) -> None:
    """Give a question another wording."""
    with database.writing() as change:
        ref = question_target(change.connection, question.id)
        _append(change, discussion, "question edited", question=ref, text=text)


def drop_question(database: Database, discussion: Discussion, question: Question) -> None:
    """Drop what is no question. Its answer stays."""
    with database.writing() as change:
        _append(change, discussion, "question dropped", question=question_target(change.connection, question.id))


def merge_questions(database: Database, discussion: Discussion, questions: Sequence[Question], text: str) -> None:
    """Make several questions one, with this wording and the number of the first. It gets the notes of all of them, and
    their current answers joined as its newest version; that is posted if all of them were."""
    with database.writing() as change:
        connection = change.connection
        newest = [
            kept[-1] for one in questions if (kept := versions_in(connection, answer_slot(discussion.id, one.id)))
        ]
        refs = [question_target(connection, one.id) for one in questions]
        placeholder = all(one.placeholder for one in questions)
        _append(change, discussion, "questions merged", questions=refs, text=text, placeholder=placeholder)
        parts = list({fold_space(version["text"]): version["text"] for version in newest}.values())
        if len(parts) > 1:
            _join_answers(change, discussion, refs[0], newest, "\n\n".join(parts))


def _join_answers(change: Change, discussion: Discussion, ref: Data, newest: Sequence[sqlite3.Row], text: str) -> None:
    posts = {version["post_id"] for version in newest}
    posted = [version for version in newest if version["posted"]]
    last = None
    if len(posted) == len(newest):
        last = change.connection.execute(
            f"""SELECT * FROM posting WHERE withdrawn_at IS NULL AND version_id IN ({log.marks(newest)})
                ORDER BY posted_on DESC, id DESC LIMIT 1""",
            [version["id"] for version in newest],
        ).fetchone()
    if None in posts:
        # What was typed is newer than all that is posted.
        version = _append(change, discussion, "answer written", question=ref, text=text, source="merge")
        if last:
            posting = {"on": last["posted_on"], "url": last["address"], "post": last["post_id"]}
            _append(change, discussion, "posted", version=version, **posting)
        return
    # What was read in the thread is as old as it was.
    latest = max(newest, key=lambda one: int(one["milliseconds"]))
    item = {
        "post": (last["post_id"] if last else None) or latest["post_id"],
        "question": ref,
        "text": text,
        "version": f"{change.key}:joined",
        "at": latest["at"],
        "milliseconds": latest["milliseconds"],
        "on": last["posted_on"] if last else None,
        "posting": last is not None,
        "withdrawn": False,
    }
    _append(change, discussion, "own posts read", items=[item], disowned=[], unposted=[])


def split_question(database: Database, discussion: Discussion, question: Question, texts: Sequence[str]) -> None:
    """Make one question several. The first keeps its number and its answer."""
    with database.writing() as change:
        more: list[Data] = []
        new = 0
        for text in texts[1:]:
            other, is_new = _question_in_words(change, discussion, text, already_new=new)
            more.append(other)
            new += is_new
        ref = question_target(change.connection, question.id)
        _append(change, discussion, "question split", question=ref, text=texts[0], more=more)


def set_replies_wanted(database: Database, discussion: Discussion, wanted: int) -> None:
    """Set how many replies to peers are wanted, whatever a copy says."""
    with database.writing() as change:
        _append(change, discussion, "replies wanted", wanted=wanted)


def set_own_post(
    database: Database, discussion: Discussion, kept: KeptThread, post: Post, own: OwnPosts, *, peer: str | None = None
) -> ImportResult:
    """Mark a post as the person's own, and of the kind it has now. `own` is what it says; a reply is to `peer`."""
    result = ImportResult(discussion.id)
    post_id = kept.post_ids[post.index - 1]
    with database.writing() as change:
        data: Data = {"post": post_id, "author": post.author, "kind": post.kind}
        if "parent" in post.how:
            data["parent"] = kept.post_ids[post.parent - 1] if post.parent else None
        if post.kind == "reply":
            # It may have been removed before, or read as a reply to somebody else.
            data["reply_peer"] = peer
        _append(change, discussion, "post named", **data)
        change.apply()
        OwnWords(change, discussion.id, result, chosen=True).read(own, kept.post_ids, kept.question_ids)
    return result


def name_post(database: Database, discussion: Discussion, post_id: str, author: str) -> None:
    """Say which peer wrote a post that names nobody."""
    with database.writing() as change:
        _append(change, discussion, "post named", post=post_id, author=author)


def disown_post(database: Database, discussion: Discussion, post_id: str) -> None:
    """Take back what the person said of a post. Words only read in it no longer count, until its thread is read again;
    what they typed stays."""
    with database.writing() as change:
        _append(change, discussion, "post named", post=post_id, author=None, as_read=True)


def is_posted(database: Database, post_id: str) -> bool:
    """Whether something of the person's counts as posted in this post."""
    query = """SELECT 1 FROM posting JOIN version ON version.id = version_id
        WHERE posting.post_id = ? AND withdrawn_at IS NULL AND disowned_at IS NULL"""
    return database.connection.execute(query, (post_id,)).fetchone() is not None


def _append(change: Change, discussion: Discussion, kind: str, /, **data: object) -> str:
    place = current_place(change.connection, discussion.id)
    return change.append(kind, {"place": place, **data}, about=discussion.id, key=change.key)


def _question_in_words(change: Change, discussion: Discussion, text: str, *, already_new: int = 0) -> tuple[Data, bool]:
    """A question in these words, and whether it is new: one that is kept, dropped or not, else a new one. `already_new`
    is how many new ones the same event has."""
    same = [
        one
        for one in kept_questions(change.connection, discussion.id)
        if not one.placeholder and fold(one.text) == fold(text)
    ]
    if same:
        question = min(same, key=lambda one: one.dropped)
        return {"key": question.id, "number": question.number, "text": question.text}, False
    number = next_number(change.connection, discussion.id) + already_new
    return {"key": f"{change.key}:q{already_new}", "number": number, "text": text}, True


def next_number(connection: sqlite3.Connection, discussion: str) -> int:
    """A number that no question of the discussion ever had, not even one of a command that was undone."""
    events = log.events_about(connection, discussion_ids(connection, discussion), undone=True)
    numbering = log.readable_data(event for event in events if event.kind in _NUMBERING)
    numbers = [number for data in numbering for number in _numbers(data)]
    shown = connection.execute("SELECT max(number) FROM question WHERE discussion_id = ?", (discussion,)).fetchone()[0]
    return max([shown or 0, *numbers]) + 1


_NUMBERING = ("discussion outlined", "thread imported", "question added", "question split")
"""The kinds that give a question its number."""


def _numbers(data: Data) -> Iterator[int]:
    asked = data.get("questions") or data.get("more") or ([data["question"]] if "question" in data else [])
    return (int(one["number"]) for one in asked)
