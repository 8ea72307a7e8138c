"""Imports a thread: its place, its opening post with questions and tasks, and all posts under it.

What of a copy is kept already is decided here, once, and the event says the outcome. Importing the same copy again
changes nothing; importing a later copy adds to it.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from cups_course.errors import AnotherThread
from cups_course.events.discussion import questions_in_events, threads_in_events
from cups_course.events.event import Data, Event
from cups_course.events.places import course_id
from cups_course.events.posts import copy_order
from cups_course.model import Discussion, Question
from cups_course.reports import ImportResult
from cups_course.shell import CommandLine
from cups_course.store import log
from cups_course.store.aliases import discussion_ids
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
from cups_course.thread.matching import (
    OpeningMatch,
    compare_openings,
    has_same_header,
    has_same_opening,
    match_posts,
    match_questions,
    same_title,
    same_topic,
)
from cups_course.thread.placing import OWN_PROGRAM, ThreadPlace
from cups_course.thread.thread import OwnPosts, Provenance, Thread


def import_thread(database: Database, thread: Thread, place: ThreadPlace, own: OwnPosts | None) -> ImportResult:
    """Import a thread into its place, in one transaction, with the person's own posts in it. Where the store then
    shows the thread otherwise than the copy, own posts are left out (`ImportResult.own_to_read`): find them in the kept
    thread.

    Raises AnotherThread where the copy begins with another post than the one that is kept there.
    """
    with database.writing() as change:
        return _Import(change).thread(thread, place, own)


def import_own_posts(database: Database, discussion: Discussion, kept: KeptThread, own: OwnPosts) -> ImportResult:
    """Import the person's own posts of a thread that is kept already."""
    result = ImportResult(discussion.id)
    with database.writing() as change:
        OwnWords(change, discussion.id, result).read(own, kept.post_ids, kept.question_ids)
    return result


class _Import:
    def __init__(self, change: Change) -> None:
        self.change = change
        self.connection = change.connection
        self.result = ImportResult()
        self.key = log.next_id(change.connection)

    def thread(self, thread: Thread, place: ThreadPlace, own: OwnPosts | None) -> ImportResult:
        discussion, new_place = self._discussion(thread, place)
        self.result.discussion_id = discussion
        kept = self._kept_thread(thread, discussion, place)
        opening = self._has_newer_opening(thread, discussion, kept)
        self.result.kept_opening = not opening
        self.result.new_thread = kept is None
        if opening:
            self._describe(discussion, thread)
        row = str(kept["id"]) if kept else f"{self.key}:thread"
        asked = self._questions(discussion, thread) if opening and (thread.questions or kept is None) else None
        before = load_posts(self.connection, row)
        posts = self._posts(discussion, row, before, thread)
        data = {
            "place": new_place,
            "thread": row,
            "forum_id": thread.forum_id,
            "opening": opening,
            "title": thread.title,
            "author": thread.author,
            "posted_on": thread.posted_on,
            **({"posted_how": thread.how["posted_on"]} if thread.posted_on and not thread.states_day else {}),
            "body": thread.body,
            "opening_id": thread.opening_id,
            "saved_at": thread.saved_at,
            "as_of": self._as_of(discussion, thread) if opening and kept else None,
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
        if own and not self.result.own_to_read:
            questions = [one for one in asked_in(self.connection, row) if not one.dropped]
            OwnWords(self.change, discussion, self.result).read(own, keys, [one.id for one in questions])
        return self.result

    def _kept_thread(self, thread: Thread, discussion: str, place: ThreadPlace) -> sqlite3.Row | None:
        """The kept thread that a copy is of. Raises AnotherThread where the discussion has another."""
        rows = self.connection.execute(
            "SELECT * FROM thread WHERE discussion_id = ? ORDER BY id", (discussion,)
        ).fetchall()
        rows.sort(key=lambda row: row["forum_id"] != thread.forum_id)
        kept = next((row for row in rows if not _is_another(self.connection, row, thread)), None)
        if rows and kept is None:
            free = f"--program {place.program} --course {place.course_number} --discussion NUMBER"
            raise AnotherThread(
                f"{place.course_number}.{place.discussion_number} has another thread, so nothing was stored. To choose "
                "another place:",
                CommandLine("import", "SAVED-COPY", free),
            )
        return kept

    def _has_newer_opening(self, thread: Thread, discussion: str, kept: sqlite3.Row | None) -> bool:
        """Whether a copy's opening post counts more than the kept one."""
        if kept is None:
            return True
        opening = compare_openings(opening_of(kept), thread)
        if opening is OpeningMatch.ANOTHER:
            return asks_the_same(self.connection, discussion, thread.questions) is None
        return opening is OpeningMatch.SAME

    def _discussion(self, thread: Thread, place: ThreadPlace) -> tuple[str, Data]:
        """The discussion that the thread belongs to, and its place. Brings it back if it was removed."""
        self._require_program(place.program)
        course = course_id(place.program, place.course_number)
        new_place: Data = {
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
                    f"You removed this thread from the checklist. {place.existing.ref} is now another discussion with "
                    "your work in it, so nothing was stored. To give this thread another number:",
                    CommandLine("import", "SAVED-COPY", "--discussion", "NUMBER"),
                )
            old_place = new_place | other_ids(self.connection, place.existing.id)
            self.change.append("removed", {"place": old_place}, about=place.existing.id)
        elif place.existing:
            return place.existing.id, new_place | other_ids(self.connection, place.existing.id)
        if removed := removed or self._removed_at(course, place):
            # It was removed before; importing it again brings it back, words and all.
            new_place |= other_ids(self.connection, removed)
            self.change.append("moved", {"place": new_place}, about=removed)
            self.result.brought_back = True
            return removed, new_place
        return new_id(), new_place

    def _require_program(self, key: str) -> None:
        known = self.connection.execute("SELECT 1 FROM program WHERE id = ?", (key,)).fetchone()
        assert known or key == OWN_PROGRAM, "an import makes no other program than the person's own"

    def _removed_with(self, thread: Thread) -> str | None:
        """The removed discussion with this thread, wherever it stood."""
        return next((one for one, is_removed in _discussions_of(self.connection, thread) if is_removed), None)

    def _removed_at(self, course: str, place: ThreadPlace) -> str | None:
        """The removed discussion that stood there, if it has the same topic."""
        rows = self.connection.execute(
            """SELECT id, title FROM discussion WHERE course_id = ? AND number = ? AND removed_at IS NOT NULL
                ORDER BY id DESC""",
            (course, place.discussion_number),
        )
        return next((str(row["id"]) for row in rows if same_topic(row["title"], place.title)), None)

    def _describe(self, discussion: str, thread: Thread) -> None:
        row = self.connection.execute("SELECT known FROM discussion WHERE id = ?", (discussion,)).fetchone()
        if (thread.questions or thread.peer_replies_wanted is not None) and not (row and row["known"]):
            self.result.described = True

    def _questions(self, discussion: str, thread: Thread) -> list[Data]:
        """What the copy asks, each wording with the kept questions it is; counts in `result` what is new."""
        kept = kept_questions(self.connection, discussion)
        by_person = said_by_person(self.connection, discussion)
        by_id = {one.id: one for one in kept}
        wordings = load_wordings(self.connection, discussion)
        corrected = {text: [by_id[one] for one in questions] for text, questions in wordings.items()}
        matches = match_questions(kept, thread.questions, corrected)
        in_log = questions_in_events(self._events(discussion))
        number = next_number(self.connection, discussion)
        entries: list[Data] = []
        asked: list[str] = []
        for place, (wording, questions) in enumerate(zip(thread.questions, matches, strict=True), start=1):
            if questions:
                entries.append({"keys": [one.id for one in questions], "number": questions[0].number, "text": wording})
                for question in questions:
                    if question.id not in by_person:
                        self._note_rewording(question, wording)
                asked += [one.id for one in questions]
                continue
            key = f"{self.key}:q{place}"
            nth = in_log.claim(wording)
            entries.append({"keys": [key], "number": number, "text": wording, **({"nth": nth} if nth > 1 else {})})
            self.result.new_questions.append(number)
            number += 1
        if thread.questions:
            no_longer_asked = (
                one for one in kept if one.id not in asked and not one.dropped and one.id not in by_person
            )
            self.result.dropped += [one.number for one in no_longer_asked]
        return entries

    def _note_rewording(self, question: Question, wording: str) -> None:
        """Note in `result` that a kept question reads otherwise in the copy."""
        if question.placeholder:
            self.result.described = True
        elif fold(question.text) != fold(wording):
            self.result.reworded.append(question.number)

    def _tasks(self, discussion: str, thread: Thread) -> list[Data]:
        # The last post of a course also names the form that the course ends in: that is one task.
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
        kept = {
            (row["kind"], row["number"])
            for row in self.connection.execute("SELECT kind, number FROM task WHERE discussion_id = ?", (discussion,))
        }
        self.result.new_tasks += sum((task["kind"], task["number"]) not in kept for task in tasks)
        return tasks

    def _posts(self, discussion: str, thread: str, rows: list[sqlite3.Row], copy: Thread) -> list[Data]:
        """The posts of the copy, each under the key of the kept post that it is, or a new one."""
        kept = as_posts(rows)
        matches = match_posts(kept, copy.posts)
        in_log = threads_in_events(self._events(discussion, posts=True)) if None in matches else None
        posts = []
        for place, (post, match) in enumerate(zip(copy.posts, matches, strict=True), start=1):
            entry = {name: value for name, value in asdict(post).items() if name != "index" and value not in (None, {})}
            if match is None:
                assert in_log
                self.result.new_posts += 1
                nth = in_log.claim(thread, post.author, post.text)
                entry = {"key": f"{self.key}:{place:04}", **({"nth": nth} if nth > 1 else {}), **entry}
            else:
                if kept[match].how.get("author") == Provenance.FROM_YOU and kept[match].author == post.author:
                    del entry["author"]  # the copy was joined with what is kept, and doesn't say it itself
                entry = {"key": rows[match]["id"], **entry}
            posts.append(entry)
        return posts

    def _events(self, discussion: str, *, posts: bool = False) -> list[Event]:
        return log.events_about(self.connection, discussion_ids(self.connection, discussion), posts=posts)

    def _is_in_the_log(self, discussion: str, data: Data, posts: list[Data]) -> bool:
        """Whether an event of this device that counts says the same, and no later copy says otherwise. Events of other
        devices are no help: they can be undone there."""
        wanted = _without_place(data), _without_nth(posts)
        copies = [event for event in self._events(discussion, posts=True) if event.kind == "thread imported"]
        copies.sort(key=lambda event: copy_order(event, event.data))
        for event in copies if _is_dated(data, posts) else copies[-1:]:
            own = event.device == self.change.device_id
            if own and (_without_place(event.data), _without_nth(event.posts)) == wanted:
                return True
        return False

    def _as_of(self, discussion: str, copy: Thread) -> str | None:
        """The time as of which an opening post counts, if it replaces that of a copy that was saved later."""
        orders = [
            copy_order(event, event.data)[0]
            for event in self._events(discussion)
            if event.kind == "thread imported" and event.data["opening"]
        ]
        latest = max(orders, default="")
        return latest if copy.saved_at and copy.saved_at < latest else None

    def _compare(self, thread: Thread, row: str, before: list[sqlite3.Row], keys: list[str]) -> None:
        """Note in `result` how many posts changed, and whether the store shows the thread otherwise than the copy."""
        asked = [one for one in asked_in(self.connection, row) if not one.dropped]
        was = {one["id"]: one["text"] for one in before}
        now = {one["id"]: one for one in load_posts(self.connection, row)}
        self.result.edited_posts += sum(key in was and fold(was[key]) != fold(now[key]["text"]) for key in keys)
        shown = [
            (now[key]["author"], now[key]["kind"], now[key]["text"], now[key]["parent_id"])
            for key in keys
            if key in now
        ]
        copied = [
            (post.author, post.kind, post.text, keys[post.parent - 1] if post.parent else None) for post in thread.posts
        ]
        same_questions = [fold(one.text) for one in asked] == list(map(fold, thread.questions))
        self.result.own_to_read = not same_questions or shown != copied


def _is_dated(data: Data, posts: list[Data]) -> bool:
    """Whether a copy says when it was saved, so that it has its place among others whenever it is imported."""
    return bool(data["saved_at"]) and all(post.get("saved_at") for post in posts)


def _without_place(data: Mapping[str, Any]) -> Data:
    """The data of a copy without what depends on the store at that time: its place, and which questions were new."""
    questions = data["questions"] and [
        {name: value for name, value in one.items() if name != "nth"} for one in data["questions"]
    ]
    return {**data, "place": None, "questions": questions}


def _without_nth(posts: list[Data]) -> list[Data]:
    return [{name: value for name, value in post.items() if name != "nth"} for post in posts]


def said_by_person(connection: sqlite3.Connection, discussion: str) -> set[str]:
    """The ids of the questions that the person added, corrected or dropped."""
    rows = connection.execute("SELECT id FROM question WHERE discussion_id = ? AND source = 'person'", (discussion,))
    return {row["id"] for row in rows}


def asks_the_same(connection: sqlite3.Connection, discussion: str, wordings: Iterable[str]) -> bool | None:
    """Whether a post with these wordings asks all that the kept one asks; None where the kept one asks nothing."""
    asked = [one for one in kept_questions(connection, discussion) if not one.dropped]
    corrected = load_wordings(connection, discussion)
    copied = {fold(wording) for wording in wordings}
    known = {one for text, questions in corrected.items() if fold(text) in copied for one in questions}
    added = said_by_person(connection, discussion).difference(*corrected.values())
    read = [one for one in asked if one.id not in added]
    return bool(read) and all(one.id in known or fold(one.text) in copied for one in read) if asked else None


def discussion_of(database: Database, thread: Thread) -> str | None:
    """The id of the discussion with this thread, wherever it was moved."""
    return next((one for one, is_removed in _discussions_of(database.connection, thread) if not is_removed), None)


def others_threads(database: Database, thread: Thread) -> set[str]:
    """The ids of the discussions in the checklist that have another thread than this one."""
    rows = database.connection.execute(
        "SELECT thread.* FROM thread JOIN discussion ON discussion.id = discussion_id WHERE removed_at IS NULL"
    ).fetchall()
    same = {row["discussion_id"] for row in rows if not _is_another(database.connection, row, thread)}
    return {row["discussion_id"] for row in rows} - same


def _discussions_of(connection: sqlite3.Connection, thread: Thread) -> list[tuple[str, bool]]:
    """The discussions with this thread, each with whether it was removed: by the thread's id in its forum, else by its
    opening post, else by the titles of course and topic. A topic that a course has several times says nothing."""
    rows = connection.execute(
        """SELECT thread.*, discussion.title AS topic, course.title AS course_title, course.id AS course,
                removed_at IS NOT NULL AS is_removed
            FROM thread JOIN discussion ON discussion.id = discussion_id JOIN course ON course.id = course_id
                JOIN program ON program.id = program_id
            ORDER BY in_use DESC, discussion.id"""
    ).fetchall()
    if by_id := [row for row in rows if thread.forum_id and row["forum_id"] == thread.forum_id]:
        return _ids(by_id)
    rows = [row for row in rows if not (thread.forum_id and row["forum_id"])]
    if by_opening := [row for row in rows if has_same_opening(opening_of(row), thread)]:
        return _ids(by_opening)
    titled = [row for row in rows if _has_its_titles(row, thread)]
    times = Counter(row["course"] for row in titled if not row["is_removed"])
    return _ids(row for row in titled if times[row["course"]] < 2 and has_same_header(opening_of(row), thread))


def _ids(rows: Iterable[sqlite3.Row]) -> list[tuple[str, bool]]:
    return [(str(row["discussion_id"]), bool(row["is_removed"])) for row in rows]


def _has_its_titles(row: sqlite3.Row, thread: Thread) -> bool:
    if not (thread.course_title and thread.discussion_title):
        return False
    in_store = same_title(row["course_title"], thread.course_title) and same_title(
        row["topic"], thread.discussion_title
    )
    return in_store or same_title(row["title"], thread.title)


def _is_another(connection: sqlite3.Connection, kept: sqlite3.Row, thread: Thread) -> bool:
    """Whether a copy is surely of another thread than the kept one, and not of a later page of it."""
    if kept["forum_id"] and thread.forum_id:
        return bool(kept["forum_id"] != thread.forum_id)
    if compare_openings(opening_of(kept), thread) is not OpeningMatch.ANOTHER:
        return False
    asks_the_same_things = asks_the_same(connection, kept["discussion_id"], thread.questions)
    if asks_the_same_things is None:
        return False  # the kept post asks nothing: it was of a later page
    wanted = connection.execute(
        "SELECT peer_replies_wanted FROM discussion WHERE id = ?", (kept["discussion_id"],)
    ).fetchone()["peer_replies_wanted"]
    # Somebody's answer that repeats every question comes first on a later page. It asks for no replies.
    is_answer = asks_the_same_things and wanted and not thread.peer_replies_wanted
    return not is_answer
