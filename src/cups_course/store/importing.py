"""A thread taken into the store: its place, its opening post with questions and tasks, and all that stands under it.

Taking the same thread in again changes nothing; taking in a later copy adds to it.
"""

import json
import sqlite3

from cups_course.course.errors import AnotherThread, StoreUnreachable
from cups_course.course.matching import compare_openings, match_questions, same_topic
from cups_course.course.model import Discussion, Question
from cups_course.course.placing import OWN_PROGRAM, Place
from cups_course.course.taken import Taken
from cups_course.course.thread import OwnPosts, Thread
from cups_course.course.wording import fold, fold_space
from cups_course.store.courses import course_of
from cups_course.store.database import Database
from cups_course.store.own_words import OwnWords
from cups_course.store.posts import take_posts
from cups_course.store.records import now
from cups_course.store.tasks import take_tasks
from cups_course.store.threads import KeptThread
from cups_course.store.writing import insert, update

_OWN_TITLE = "My courses"


def take_in(database: Database, thread: Thread, place: Place, own: OwnPosts | None) -> Taken:
    """Take a thread into its place, in one transaction, with the person's own posts in it.

    Raises AnotherThread where the copy begins with another post than the one that is kept there,
    StoreUnreachable where another import took the place in the same moment.
    """
    try:
        with database.writing() as connection:
            return _Taking(connection, database.device_id).thread(thread, place, own)
    except sqlite3.IntegrityError as error:
        # The place was looked up before; another import has taken it since.
        raise StoreUnreachable("Another import took the same place at the same moment. Please try again.") from error


def take_own(database: Database, discussion: Discussion, kept: KeptThread, own: OwnPosts) -> Taken:
    """Take in the person's own posts of a thread that is kept already."""
    taken = Taken(discussion.id)
    with database.writing() as connection:
        words = OwnWords(connection, database.device_id, discussion.id, taken)
        words.take(own, kept.post_ids, kept.question_ids)
    return taken


class _Taking:
    def __init__(self, connection: sqlite3.Connection, device: str) -> None:
        self.connection = connection
        self.device = device
        self.taken = Taken()

    def thread(self, thread: Thread, place: Place, own: OwnPosts | None) -> Taken:
        discussion = self._discussion(thread, place)
        self.taken.discussion_id = discussion
        kept = self._kept_thread(thread, discussion)
        opening = self._compare(thread, discussion, kept, place)
        if opening == "the same":
            self._describe(discussion, thread)
            question_ids: list[str | None] = list(self._questions(discussion, thread))
            self._tasks(discussion, thread)
        else:
            # The fuller opening post that is kept says more than this copy does.
            self.taken.kept_opening = True
            question_ids = [match.id if match else None for match in self._match(discussion, thread)]
        row = self._thread_row(discussion, thread, kept, question_ids if opening == "the same" else None)
        post_ids = take_posts(self.connection, self.device, row, thread.posts, self.taken)
        if own and not self.taken.kept_opening:
            OwnWords(self.connection, self.device, discussion, self.taken).take(own, post_ids, question_ids)
        return self.taken

    def _kept_thread(self, thread: Thread, discussion: str) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self.connection.execute(
            """SELECT * FROM thread WHERE forum_id = ? OR discussion_id = ? AND (forum_id IS NULL OR ? IS NULL)
                ORDER BY forum_id IS ? DESC, id LIMIT 1""",
            (thread.forum_id, discussion, thread.forum_id, thread.forum_id),
        ).fetchone()
        return row

    def _compare(self, thread: Thread, discussion: str, kept: sqlite3.Row | None, place: Place) -> str:
        """How a copy's opening post is to be taken: as "the same", or as "cut" where the kept one says more."""
        if kept is None:
            return "the same"
        opening = compare_openings((kept["author"], kept["posted_on"], kept["body"]), thread)
        if opening != "another":
            return opening
        asked = [question for question in self._kept_questions(discussion) if not question.dropped]
        if not asked:
            # What was kept asked nothing: it was a later page, and this one knows better.
            return "the same"
        wordings = {fold(wording) for wording in thread.questions}
        if all(fold(question.text) in wordings for question in asked):
            wanted = self.connection.execute(
                "SELECT peer_replies_wanted FROM discussion WHERE id = ?", (discussion,)
            ).fetchone()["peer_replies_wanted"]
            # Written anew, or somebody's answer that repeats every question and stands first on a later page.
            return "the same" if thread.peer_replies_wanted or not wanted else "cut"
        raise AnotherThread(
            f"This copy begins with another post than {place.course_number}.{place.discussion_number}, so nothing of "
            "it was stored. It may be a later page: copy it once more with the post that the thread begins with at its "
            "top, or say what it is:",
            "cups-course import SAVED-COPY --course NUMBER --discussion NUMBER",
        )

    def _insert(self, table: str, **values: object) -> str:
        return insert(self.connection, self.device, table, **values)

    def _discussion(self, thread: Thread, place: Place) -> str:
        course = course_of(
            self.connection,
            self.device,
            self._program(place.program),
            place.course_number,
            title=place.course_title or fold_space(thread.course_title or ""),
            source="import",
        )
        if place.existing:
            discussion = place.existing.id
            if place.title == "" and thread.discussion_title:
                self._update("discussion", discussion, title=fold_space(thread.discussion_title))
        else:
            rows = self.connection.execute(
                "SELECT id, title FROM discussion WHERE course_id = ? AND number = ? ORDER BY id DESC",
                (course, place.discussion_number),
            )
            removed = next((row for row in rows if same_topic(row["title"], place.title)), None)
            if removed:
                # It was removed before; whoever imports it again wants it back, words and all.
                discussion = removed["id"]
                self._update("discussion", discussion, removed_at=None)
            else:
                discussion = self._insert(
                    "discussion",
                    course_id=course,
                    number=place.discussion_number,
                    title=place.title,
                    known=0,
                    source="import",
                )
        return str(discussion)

    def _describe(self, discussion: str, thread: Thread) -> None:
        row = self.connection.execute("SELECT * FROM discussion WHERE id = ?", (discussion,)).fetchone()
        told = bool(thread.questions) or thread.peer_replies_wanted is not None
        if told and not row["known"]:
            self.taken.described = True
        wanted = thread.peer_replies_wanted
        self._update(
            "discussion",
            discussion,
            known=int(row["known"] or told),
            peer_replies_wanted=row["peer_replies_wanted"] if wanted is None else wanted,
        )

    def _program(self, key: str) -> str:
        row = self.connection.execute("SELECT id FROM program WHERE key = ?", (key,)).fetchone()
        if row:
            return str(row["id"])
        assert key == OWN_PROGRAM, "only the program of one's own is made by an import"
        return self._insert("program", key=key, title=_OWN_TITLE)

    def _update(self, table: str, record: str, **values: object) -> None:
        update(self.connection, table, record, **values)

    def _thread_row(
        self, discussion: str, thread: Thread, kept: sqlite3.Row | None, asked: list[str | None] | None
    ) -> str:
        """The thread's own record, made or brought up to date; `asked` None leaves its opening post as it is."""
        address = {"forum_id": thread.forum_id, "address": thread.address}
        opening = {
            "title": thread.title,
            "author": thread.author,
            "posted_on": thread.posted_on,
            "body": thread.body,
            "asked": json.dumps(asked),
        }
        if kept is None:
            self.taken.new_thread = True
            return self._insert("thread", discussion_id=discussion, **address, **opening)
        known = {**address, **opening} if asked is not None else address
        update(self.connection, "thread", kept["id"], **{name: value or kept[name] for name, value in known.items()})
        return str(kept["id"])

    def _kept_questions(self, discussion: str) -> list[Question]:
        return [
            Question(row["id"], "", row["number"], row["text"], bool(row["placeholder"]), bool(row["dropped_at"]))
            for row in self.connection.execute(
                "SELECT * FROM question WHERE discussion_id = ? ORDER BY number", (discussion,)
            )
        ]

    def _match(self, discussion: str, thread: Thread) -> list[Question | None]:
        return match_questions(self._kept_questions(discussion), thread.questions)

    def _questions(self, discussion: str, thread: Thread) -> list[str]:
        """Bring the questions up to the post's own wording; returns their ids in the order of the post."""
        kept = self._kept_questions(discussion)
        next_number = max((question.number for question in kept), default=0) + 1
        matches = match_questions(kept, thread.questions)
        ids = []
        for wording, match in zip(thread.questions, matches, strict=True):
            if match is None:
                ids.append(
                    self._insert(
                        "question", discussion_id=discussion, number=next_number, text=wording, source="import"
                    )
                )
                self.taken.new_questions.append(next_number)
                next_number += 1
                continue
            if match.placeholder:
                self.taken.described = True
            elif fold(match.text) != fold(wording):
                self.taken.reworded.append(match.number)
            self._update("question", match.id, text=wording, placeholder=0, dropped_at=None)
            ids.append(match.id)
        if thread.questions:
            for question in kept:
                if question.id not in ids and not question.dropped:
                    self._update("question", question.id, dropped_at=now())
                    self.taken.dropped.append(question.number)
        return ids

    def _tasks(self, discussion: str, thread: Thread) -> None:
        for task, kept in take_tasks(self.connection, self.device, thread.tasks, "import", discussion_id=discussion):
            if kept is None:
                self.taken.new_tasks += 1
            else:
                told = {"text": kept["text"] or task.text, "minimum": kept["minimum"] or task.minimum}
                self._update("task", kept["id"], **told)
