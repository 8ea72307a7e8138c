"""A thread taken into the store: its place, its opening post with questions and tasks, and all that stands under it.

What of a copy is kept already is decided here, once; the event says what came of it. Taking the same copy in again
changes nothing; taking in a later copy adds to it.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from cups_course.errors import AnotherThread
from cups_course.events.discussion import questions_in_events, threads_in_events
from cups_course.events.event import Data
from cups_course.events.places import course_id
from cups_course.events.posts import copy_order
from cups_course.model import Discussion, Question
from cups_course.reports import ImportResult
from cups_course.store import log
from cups_course.store.change import Change
from cups_course.store.corrections import next_number
from cups_course.store.database import Database
from cups_course.store.identity import new_id
from cups_course.store.outlines import discussions_in_use, number_tasks
from cups_course.store.own_words import OwnWords
from cups_course.store.subjects import other_ids
from cups_course.store.threads import (
    KeptThread,
    as_posts,
    asked_in,
    kept_questions,
    load_posts,
    load_wordings,
    opening_of,
)
from cups_course.text import fold, fold_space
from cups_course.thread.matching import OpeningMatch, compare_openings, match_posts, match_questions, same_topic
from cups_course.thread.placing import OWN_PROGRAM, ThreadPlace, WantedPlace
from cups_course.thread.thread import OwnPosts, Thread


def import_thread(database: Database, thread: Thread, place: ThreadPlace, own: OwnPosts | None) -> ImportResult:
    """Take a thread into its place, in one transaction, with the person's own posts in it. Where what is kept reads
    otherwise than the copy, they are left to be found in the kept thread: `Taken.own_to_read`.

    Raises AnotherThread where the copy begins with another post than the one that is kept there.
    """
    with database.writing() as change:
        return _Taking(change).thread(thread, place, own)


def import_own_posts(database: Database, discussion: Discussion, kept: KeptThread, own: OwnPosts) -> ImportResult:
    """Take in the person's own posts of a thread that is kept already."""
    taken = ImportResult(discussion.id)
    with database.writing() as change:
        OwnWords(change, discussion.id, taken).take(own, kept.post_ids, kept.question_ids)
    return taken


class _Taking:
    def __init__(self, change: Change) -> None:
        self.change = change
        self.connection = change.connection
        self.taken = ImportResult()
        self.key = log.next_id(change.connection)

    def thread(self, thread: Thread, place: ThreadPlace, own: OwnPosts | None) -> ImportResult:
        discussion, stands = self._discussion(thread, place)
        self.taken.discussion_id = discussion
        kept = self._kept_thread(thread, discussion)
        opening = self._is_newer(thread, discussion, kept, place)
        self.taken.kept_opening = not opening
        self.taken.new_thread = kept is None
        if opening:
            self._describe(discussion, thread)
        row = str(kept["id"]) if kept else f"{self.key}:thread"
        asked = self._questions(discussion, thread) if opening and (thread.questions or kept is None) else None
        before = load_posts(self.connection, row)
        posts = self._posts(discussion, row, before, thread)
        data = {
            "place": stands,
            "thread": row,
            "forum_id": thread.forum_id,
            "opening": opening,
            "title": thread.title,
            "author": thread.author,
            "posted_on": thread.posted_on,
            "body": thread.body,
            "opening_id": thread.opening_id,
            "saved_at": thread.saved_at,
            "as_of": self._as_of(discussion, row, thread) if opening and kept else None,
            "address": thread.address,
            "pages": thread.pages,
            "pages_given": sorted(thread.pages_given),
            "questions": asked,
            "replies_wanted": thread.peer_replies_wanted if opening else None,
            "tasks": self._tasks(discussion, thread) if opening else [],
        }
        if not self._is_in_the_log(discussion, data, posts):
            self.change.append("thread imported", data, about=discussion, posts=posts, key=self.key)
        self.change.apply()
        keys = [post["key"] for post in posts]
        self._compare(thread, row, before, keys)
        if own and not self.taken.own_to_read:
            questions = [one for one in asked_in(self.connection, row) if not one.dropped]
            OwnWords(self.change, discussion, self.taken).take(own, keys, [one.id for one in questions])
        return self.taken

    def _kept_thread(self, thread: Thread, discussion: str) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self.connection.execute(
            """SELECT * FROM thread WHERE discussion_id = :discussion
                    AND (forum_id IS NULL OR :forum_id IS NULL OR forum_id = :forum_id)
                ORDER BY forum_id IS :forum_id DESC, id LIMIT 1""",
            {"discussion": discussion, "forum_id": thread.forum_id},
        ).fetchone()
        return row

    def _is_newer(self, thread: Thread, discussion: str, kept: sqlite3.Row | None, place: ThreadPlace) -> bool:
        """Whether a copy's opening post says what the post asks now, and the kept one no more than that."""
        if kept is None:
            return True
        opening = compare_openings(opening_of(kept), thread)
        if opening is not OpeningMatch.ANOTHER:
            return opening is OpeningMatch.SAME
        asks_the_same_things = asks_the_same(self.connection, discussion, thread.questions)
        if asks_the_same_things is None:
            # What was kept asked nothing: it was a later page, and this one knows better.
            return True
        if asks_the_same_things:
            wanted = self.connection.execute(
                "SELECT peer_replies_wanted FROM discussion WHERE id = ?", (discussion,)
            ).fetchone()["peer_replies_wanted"]
            # Written anew, or somebody's answer that repeats every question and stands first on a later page.
            return bool(thread.peer_replies_wanted) or not wanted
        raise AnotherThread(
            f"This copy begins with another post than {place.course_number}.{place.discussion_number}, so nothing of "
            "it was stored. It may be a later page: copy it once more with the post that the thread begins with at its "
            "top, or say what it is:",
            "cups-course import SAVED-COPY --course NUMBER --discussion NUMBER",
        )

    def _discussion(self, thread: Thread, place: ThreadPlace) -> tuple[str, Data]:
        """The discussion that the thread is, made known to the log where it is new or was removed, and its place."""
        self._require_program(place.program)
        course = course_id(place.program, place.course_number)
        stands: Data = {
            "program": place.program,
            "course": place.course_number,
            "course_title": place.course_title or fold_space(thread.course_title or ""),
            "discussion": place.discussion_number,
            "title": place.title or fold_space(thread.discussion_title or ""),
        }
        removed = self._removed_with(thread)
        if place.existing and removed:
            if place.existing.id in discussions_in_use(self.connection, course):
                raise AnotherThread(
                    f"This thread was removed from the checklist, and {place.existing.ref} is another one that holds "
                    "something of yours. Nothing was stored. Say under which number it is to come back:",
                    "cups-course import SAVED-COPY --discussion NUMBER",
                )
            gone = stands | other_ids(self.connection, place.existing.id)
            self.change.append("removed", {"place": gone}, about=place.existing.id)
        elif place.existing:
            return place.existing.id, stands | other_ids(self.connection, place.existing.id)
        if removed := removed or self._removed_at(course, place):
            # It was removed before; importing it again brings it back, words and all.
            stands |= other_ids(self.connection, removed)
            self.change.append("moved", {"place": stands}, about=removed)
            return removed, stands
        return new_id(), stands

    def _require_program(self, key: str) -> None:
        there = self.connection.execute("SELECT 1 FROM program WHERE id = ?", (key,)).fetchone()
        assert there or key == OWN_PROGRAM, "only the program of one's own is made by an import"

    def _removed_with(self, thread: Thread) -> str | None:
        """The removed discussion that holds this thread of the forum, wherever it stood."""
        row = self.connection.execute(
            """SELECT discussion.id FROM thread JOIN discussion ON discussion.id = discussion_id
                WHERE forum_id = ? AND removed_at IS NOT NULL""",
            (thread.forum_id,),
        ).fetchone()
        return str(row["id"]) if row else None

    def _removed_at(self, course: str, place: ThreadPlace) -> str | None:
        """The removed discussion of this topic that stood there."""
        rows = self.connection.execute(
            """SELECT id, title FROM discussion WHERE course_id = ? AND number = ? AND removed_at IS NOT NULL
                ORDER BY id DESC""",
            (course, place.discussion_number),
        )
        return next((str(row["id"]) for row in rows if same_topic(row["title"], place.title)), None)

    def _describe(self, discussion: str, thread: Thread) -> None:
        row = self.connection.execute("SELECT known FROM discussion WHERE id = ?", (discussion,)).fetchone()
        if (thread.questions or thread.peer_replies_wanted is not None) and not (row and row["known"]):
            self.taken.described = True

    def _questions(self, discussion: str, thread: Thread) -> list[Data]:
        """What the copy asks, each wording with the kept questions it is; counts in `taken` what is new."""
        kept = kept_questions(self.connection, discussion)
        by_person = said_by_person(self.connection, discussion)
        by_id = {one.id: one for one in kept}
        standing = load_wordings(self.connection, discussion)
        put_right = {text: [by_id[one] for one in questions] for text, questions in standing.items()}
        matches = match_questions(kept, thread.questions, put_right)
        folded = questions_in_events(self._events(discussion))
        number = next_number(self.connection, discussion)
        entries: list[Data] = []
        asked: list[str] = []
        for place, (wording, questions) in enumerate(zip(thread.questions, matches, strict=True), start=1):
            if questions:
                entries.append({"keys": [one.id for one in questions], "number": questions[0].number, "text": wording})
                for question in questions:
                    if question.id not in by_person:
                        self._meet(question, wording)
                asked += [one.id for one in questions]
                continue
            key = f"{self.key}:q{place}"
            nth = folded.claim(wording)
            entries.append({"keys": [key], "number": number, "text": wording, **({"nth": nth} if nth > 1 else {})})
            self.taken.new_questions.append(number)
            number += 1
        if thread.questions:
            gone = (one for one in kept if one.id not in asked and not one.dropped and one.id not in by_person)
            self.taken.dropped += [one.number for one in gone]
        return entries

    def _meet(self, question: Question, wording: str) -> None:
        """A kept question is asked in these words now."""
        if question.placeholder:
            self.taken.described = True
        elif fold(question.text) != fold(wording):
            self.taken.reworded.append(question.number)

    def _tasks(self, discussion: str, thread: Thread) -> list[Data]:
        # The form that the course ends in, of which its last post speaks too, is wanted once.
        forms = self.connection.execute(
            """SELECT text FROM task WHERE kind = 'form' AND text != ''
                AND course_id = (SELECT course_id FROM discussion WHERE id = ?)""",
            (discussion,),
        ).fetchall()
        wanted = [
            task
            for task in thread.tasks
            if task.kind != "form" or not any(fold(form["text"]) in fold(task.text) for form in forms)
        ]
        tasks = number_tasks(wanted)
        there = {
            (row["kind"], row["number"])
            for row in self.connection.execute("SELECT kind, number FROM task WHERE discussion_id = ?", (discussion,))
        }
        self.taken.new_tasks += sum((task["kind"], task["number"]) not in there for task in tasks)
        return tasks

    def _posts(self, discussion: str, thread: str, rows: list[sqlite3.Row], copy: Thread) -> list[Data]:
        """The posts of the copy, each under the key of the kept post that it is, or a new one."""
        matches = match_posts(as_posts(rows), copy.posts)
        folded = threads_in_events(self._events(discussion, posts=True)) if None in matches else None
        posts = []
        for place, (post, match) in enumerate(zip(copy.posts, matches, strict=True), start=1):
            told: dict[str, Any] = asdict(post)
            del told["index"]
            entry = {name: value for name, value in told.items() if value not in (None, {})}
            if match is None:
                assert folded
                self.taken.new_posts += 1
                nth = folded.claim(thread, post.author, post.text)
                entry = {"key": f"{self.key}:{place:04}", **({"nth": nth} if nth > 1 else {}), **entry}
            else:
                entry = {"key": rows[match]["id"], **entry}
            posts.append(entry)
        return posts

    def _events(self, discussion: str, *, posts: bool = False) -> list[Any]:
        rows = self.connection.execute("SELECT key FROM alias WHERE id = ? AND what = 'discussion'", (discussion,))
        return log.events_about(self.connection, [discussion, *(row["key"] for row in rows)], posts=posts)

    def _is_in_the_log(self, discussion: str, data: Data, posts: list[Data]) -> bool:
        """Whether an event of this device that counts says the same, and no later copy says otherwise. One of another
        device can be undone there."""
        wanted = _without_place(data), _without_nth(posts)
        copies = [event for event in self._events(discussion, posts=True) if event.kind == "thread imported"]
        copies.sort(key=lambda event: copy_order(event, event.data))
        for event in copies if _is_dated(data, posts) else copies[-1:]:
            own = event.device == self.change.device_id
            if own and (_without_place(event.data), _without_nth(event.posts)) == wanted:
                return True
        return False

    def _as_of(self, discussion: str, thread: str, copy: Thread) -> str | None:
        """The place of a copy whose opening post takes the place of one that was saved later."""
        orders = [
            copy_order(event, event.data)[0]
            for event in self._events(discussion)
            if event.kind == "thread imported" and event.data["opening"]
        ]
        latest = max(orders, default="")
        return latest if copy.saved_at and copy.saved_at < latest else None

    def _compare(self, thread: Thread, row: str, before: list[sqlite3.Row], keys: list[str]) -> None:
        """Whether the store shows the thread as the copy does: if not, own posts are found in what the store shows."""
        asked = [one for one in asked_in(self.connection, row) if not one.dropped]
        was = {one["id"]: one["text"] for one in before}
        now = {one["id"]: one for one in load_posts(self.connection, row)}
        self.taken.edited_posts += sum(key in was and fold(was[key]) != fold(now[key]["text"]) for key in keys)
        shown = [
            (now[key]["author"], now[key]["kind"], now[key]["text"], now[key]["parent_id"])
            for key in keys
            if key in now
        ]
        copied = [
            (post.author, post.kind, post.text, keys[post.parent - 1] if post.parent else None) for post in thread.posts
        ]
        same_questions = [fold(one.text) for one in asked] == list(map(fold, thread.questions))
        self.taken.own_to_read = not same_questions or shown != copied


def _is_dated(data: Data, posts: list[Data]) -> bool:
    """Whether a copy says when it was saved, so that it has its place among others whenever it is imported."""
    return bool(data["saved_at"]) and all(post.get("saved_at") for post in posts)


def _without_place(data: Mapping[str, Any]) -> Data:
    """What a copy says, but for where it was put and what was new in it."""
    questions = data["questions"] and [
        {name: value for name, value in one.items() if name != "nth"} for one in data["questions"]
    ]
    return {**data, "place": None, "questions": questions}


def _without_nth(posts: list[Data]) -> list[Data]:
    return [{name: value for name, value in post.items() if name != "nth"} for post in posts]


def said_by_person(connection: sqlite3.Connection, discussion: str) -> set[str]:
    """The ids of the questions of which a person has said how they read, or that they are none."""
    rows = connection.execute("SELECT id FROM question WHERE discussion_id = ? AND source = 'person'", (discussion,))
    return {row["id"] for row in rows}


def asks_the_same(connection: sqlite3.Connection, discussion: str, wordings: Iterable[str]) -> bool | None:
    """Whether a post with these wordings asks all that was read in the kept one; None where that one asks nothing."""
    asked = [one for one in kept_questions(connection, discussion) if not one.dropped]
    standing = load_wordings(connection, discussion)
    copied = {fold(wording) for wording in wordings}
    found = {one for text, questions in standing.items() if fold(text) in copied for one in questions}
    added = said_by_person(connection, discussion).difference(*standing.values())
    read = [one for one in asked if one.id not in added]
    return bool(read) and all(one.id in found or fold(one.text) in copied for one in read) if asked else None


def discussion_of(database: Database, thread: Thread, wanted: WantedPlace) -> str | None:
    """The id of the discussion that holds this thread, wherever it was moved: by its id in the forum; where the person
    says nothing of its place, also by the opening post."""
    held = discussion_of_forum_id(database, thread.forum_id)
    if held or wanted != WantedPlace() or not thread.title or not thread.body:
        return held
    rows = database.connection.execute(
        """SELECT thread.* FROM thread JOIN discussion ON discussion.id = discussion_id
            WHERE removed_at IS NULL AND body != '' AND (forum_id IS NULL OR ? IS NULL)""",
        (thread.forum_id,),
    )
    title, body = fold(thread.title), fold(thread.body)
    found = {
        str(row["discussion_id"])
        for row in rows
        if fold(row["title"] or "") == title
        and (body.startswith(fold(row["body"])) or fold(row["body"]).startswith(body))
        and compare_openings(opening_of(row), thread) is not OpeningMatch.ANOTHER
    }
    return found.pop() if len(found) == 1 else None


def discussion_of_forum_id(database: Database, forum_id: str | None) -> str | None:
    """The id of the discussion that holds the thread with this id in its forum."""
    if forum_id is None:
        return None
    row = database.connection.execute("SELECT discussion_id FROM thread WHERE forum_id = ?", (forum_id,)).fetchone()
    return str(row["discussion_id"]) if row else None
