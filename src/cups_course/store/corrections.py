"""What a person puts right: the questions of a discussion, the replies it wants, what a post of theirs is.

Each function is one whole transaction. The words kept for a question are never lost by it.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from cups_course.events.event import Data
from cups_course.model import Discussion, Question
from cups_course.reports import ImportResult
from cups_course.store import log
from cups_course.store.change import Change
from cups_course.store.database import Database
from cups_course.store.own_words import OwnWords
from cups_course.store.subjects import current_place, question_target
from cups_course.store.threads import KeptThread, kept_questions
from cups_course.store.writing import answer_slot, versions_in
from cups_course.text import fold, fold_space
from cups_course.thread.thread import OwnPosts, Post


def add_question(database: Database, discussion: Discussion, text: str) -> None:
    """A question that the reading missed. One in the same words that is no longer asked comes back with its number."""
    with database.writing() as change:
        _append(change, discussion, "question added", question=_in_words(change, discussion, text))


def restore_question(database: Database, discussion: Discussion, question: Question) -> None:
    """A question that is no longer asked is asked after all, under its number."""
    with database.writing() as change:
        _append(change, discussion, "question added", question=question_target(change.connection, question.id))


def edit_question(database: Database, discussion: Discussion, question: Question, text: str) -> None:
    """The question reads so."""
    with database.writing() as change:
        ref = question_target(change.connection, question.id)
        _append(change, discussion, "question edited", question=ref, text=text)


def drop_question(database: Database, discussion: Discussion, question: Question) -> None:
    """It is no question. What was answered stays."""
    with database.writing() as change:
        _append(change, discussion, "question dropped", question=question_target(change.connection, question.id))


def merge_questions(database: Database, discussion: Discussion, questions: Sequence[Question], text: str) -> None:
    """Several questions are one, which reads so and keeps the number of the first. What was answered and noted for any
    of them is with it: their current words stand together in its newest version, posted where all of them were."""
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
            _join(change, discussion, refs[0], newest, "\n\n".join(parts))


def _join(change: Change, discussion: Discussion, ref: Data, newest: Sequence[sqlite3.Row], text: str) -> None:
    posts = {version["post_id"] for version in newest}
    posted = [version for version in newest if version["posted"]]
    last = None
    if len(posted) == len(newest):
        marks = ", ".join("?" * len(newest))
        last = change.connection.execute(
            f"""SELECT * FROM posting WHERE withdrawn_at IS NULL AND version_id IN ({marks})
                ORDER BY posted_on DESC, id DESC LIMIT 1""",
            [version["id"] for version in newest],
        ).fetchone()
    if None in posts:
        # What was typed is newer than all that is posted.
        version = _append(change, discussion, "answer written", question=ref, text=text, source="merge")
        if last:
            told = {"on": last["posted_on"], "url": last["address"], "post": last["post_id"]}
            _append(change, discussion, "posted", version=version, **told)
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
    """One question is several. The first keeps its number and its answer."""
    with database.writing() as change:
        more: list[Data] = []
        for text in texts[1:]:
            more.append(_in_words(change, discussion, text, beside=len([one for one in more if one["new"]])))
        ref = question_target(change.connection, question.id)
        for one in more:
            del one["new"]
        _append(change, discussion, "question split", question=ref, text=texts[0], more=more)


def set_replies_wanted(database: Database, discussion: Discussion, wanted: int) -> None:
    """So many replies to peers are wanted, whatever a copy says."""
    with database.writing() as change:
        _append(change, discussion, "replies wanted", wanted=wanted)


def set_own_post(
    database: Database, discussion: Discussion, kept: KeptThread, post: Post, own: OwnPosts, *, peer: str | None = None
) -> ImportResult:
    """A post is the person's own, and of the kind it has now; `own` is what it says, a reply is one to `peer`."""
    taken = ImportResult(discussion.id)
    post_id = kept.post_ids[post.index - 1]
    with database.writing() as change:
        said: Data = {"post": post_id, "author": post.author, "kind": post.kind}
        if "parent" in post.how:
            said["parent"] = kept.post_ids[post.parent - 1] if post.parent else None
        if post.kind == "reply":
            # It may have been removed before, or read as a reply to somebody else.
            said["reply_peer"] = peer
        _append(change, discussion, "post named", **said)
        change.apply()
        OwnWords(change, discussion.id, taken).take(own, kept.post_ids, kept.question_ids)
    return taken


def disown_post(database: Database, discussion: Discussion, post_id: str) -> None:
    """A post is not the person's own after all. What was only read in it no longer counts; what they typed stays."""
    with database.writing() as change:
        _append(change, discussion, "post named", post=post_id, author=None)


def _append(change: Change, discussion: Discussion, kind: str, /, **said: object) -> str:
    place = current_place(change.connection, discussion.id)
    return change.append(kind, {"place": place, **said}, about=discussion.id, key=change.key)


def _in_words(change: Change, discussion: Discussion, text: str, *, beside: int | None = None) -> Data:
    """A question in these words: one that is there, asked or not, else a new one. With `beside`, so many others are new
    already, and "new" says whether this one is."""
    there = [
        one
        for one in kept_questions(change.connection, discussion.id)
        if not one.placeholder and fold(one.text) == fold(text)
    ]
    if there:
        question = min(there, key=lambda one: one.dropped)
        ref = {"key": question.id, "number": question.number, "text": question.text}
    else:
        number = next_number(change.connection, discussion.id) + (beside or 0)
        ref = {"key": f"{change.key}:q{beside or 0}", "number": number, "text": text}
    return ref | ({} if beside is None else {"new": not there})


def next_number(connection: sqlite3.Connection, discussion: str) -> int:
    """A number that no question of the discussion ever had, those included whose command was undone."""
    keys = connection.execute("SELECT key FROM alias WHERE id = ? AND what = 'discussion'", (discussion,))
    events = log.events_about(connection, [discussion, *(row["key"] for row in keys)], all_=True)
    telling = log.readable_data(event for event in events if event.kind in _TELLING)
    told = [number for data in telling for number in _numbers(data)]
    shown = connection.execute("SELECT max(number) FROM question WHERE discussion_id = ?", (discussion,)).fetchone()[0]
    return max([shown or 0, *told]) + 1


_TELLING = ("discussion outlined", "thread imported", "question added", "question split")
"""The kinds that give a question its number."""


def _numbers(data: Data) -> Iterator[int]:
    asked = data.get("questions") or data.get("more") or ([data["question"]] if "question" in data else [])
    return (int(one["number"]) for one in asked)
