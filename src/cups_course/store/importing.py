"""A thread taken into the store: its place, its opening post with questions and tasks, and all that stands under it.

Taking the same thread in again changes nothing; taking in a later copy adds to it.
"""

import json
import sqlite3

from cups_course.course.errors import AnotherThread, StoreUnreachable
from cups_course.course.matching import compare_openings, same_topic, saved_before
from cups_course.course.model import Discussion
from cups_course.course.placing import OWN_PROGRAM, Place
from cups_course.course.taken import Taken
from cups_course.course.thread import OwnPosts, Thread
from cups_course.course.wording import fold, fold_space
from cups_course.store.courses import course_of
from cups_course.store.database import Database
from cups_course.store.held import held_discussions
from cups_course.store.own_words import OwnWords
from cups_course.store.posts import take_posts
from cups_course.store.questions import asked_in, asks_the_same, take_questions
from cups_course.store.records import now
from cups_course.store.tasks import take_tasks
from cups_course.store.threads import KeptThread, opening_of
from cups_course.store.writing import insert, update

_OWN_TITLE = "My courses"


def take_in(database: Database, thread: Thread, place: Place, own: OwnPosts | None) -> Taken:
    """Take a thread into its place, in one transaction, with the person's own posts in it. Where what is kept reads
    otherwise than the copy, they are left to be found in the kept thread: `Taken.own_to_read`.

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
        asked = None
        if self._is_newer(thread, discussion, kept, place):
            self._describe(discussion, thread)
            if thread.questions or kept is None:
                asked = take_questions(self.connection, self.device, discussion, thread, self.taken)
            self._tasks(discussion, thread)
            row = self._thread_row(discussion, thread, kept, asked)
        else:
            assert kept
            self.taken.kept_opening = True
            row = str(kept["id"])
        self._keep_pages(row, thread)
        questions = [one for one in asked_in(self.connection, row) if not one.dropped]
        self.taken.own_to_read = [fold(one.text) for one in questions] != list(map(fold, thread.questions))
        post_ids = take_posts(self.connection, self.device, row, thread.posts, self.taken)
        if own and not self.taken.own_to_read:
            words = OwnWords(self.connection, self.device, discussion, self.taken)
            words.take(own, post_ids, [one.id for one in questions])
        return self.taken

    def _kept_thread(self, thread: Thread, discussion: str) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self.connection.execute(
            """SELECT * FROM thread WHERE forum_id = ? OR discussion_id = ? AND (forum_id IS NULL OR ? IS NULL)
                ORDER BY forum_id IS ? DESC, id LIMIT 1""",
            (thread.forum_id, discussion, thread.forum_id, thread.forum_id),
        ).fetchone()
        return row

    def _is_newer(self, thread: Thread, discussion: str, kept: sqlite3.Row | None, place: Place) -> bool:
        """Whether a copy's opening post says what the post asks now, and the kept one no more than that."""
        if kept is None:
            return True
        opening = compare_openings(opening_of(kept), thread)
        if opening != "another":
            return opening == "the same"
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
        removed = self._removed_with(thread)
        if place.existing and removed:
            if place.existing.id in held_discussions(self.connection, course):
                raise AnotherThread(
                    f"This thread was removed from the checklist, and {place.existing.ref} is another one that holds "
                    "something of yours. Nothing was stored. Say under which number it is to come back:",
                    "cups-course import SAVED-COPY --discussion NUMBER",
                )
            self._update("discussion", place.existing.id, removed_at=now())
        elif place.existing:
            if place.title == "" and thread.discussion_title:
                self._update("discussion", place.existing.id, title=fold_space(thread.discussion_title))
            return place.existing.id
        numbers = {"course_id": course, "number": place.discussion_number}
        if removed := removed or self._removed_at(course, place):
            # It was removed before; whoever imports it again wants it back, words and all.
            self._update("discussion", removed, removed_at=None, **numbers)
            return removed
        return self._insert("discussion", **numbers, title=place.title, known=0, source="import")

    def _removed_with(self, thread: Thread) -> str | None:
        """The removed discussion that holds this thread of the forum, wherever it stood."""
        row = self.connection.execute(
            """SELECT discussion.id FROM thread JOIN discussion ON discussion.id = discussion_id
                WHERE forum_id = ? AND removed_at IS NOT NULL""",
            (thread.forum_id,),
        ).fetchone()
        return str(row["id"]) if row else None

    def _removed_at(self, course: str, place: Place) -> str | None:
        """The removed discussion of this topic that stood there."""
        rows = self.connection.execute(
            "SELECT id, title FROM discussion WHERE course_id = ? AND number = ? ORDER BY id DESC",
            (course, place.discussion_number),
        )
        return next((str(row["id"]) for row in rows if same_topic(row["title"], place.title)), None)

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

    def _thread_row(self, discussion: str, thread: Thread, kept: sqlite3.Row | None, asked: list[str] | None) -> str:
        """The thread's own record, made or brought up to date; `asked` None: the copy does not show what it asks."""
        opening = {
            "title": thread.title,
            "author": thread.author,
            "posted_on": thread.posted_on,
            "body": thread.body,
            "opening_id": thread.opening_id,
            "saved_at": thread.saved_at,
            "asked": None if asked is None else json.dumps(asked),
        }
        if kept is None:
            self.taken.new_thread = True
            return self._insert("thread", discussion_id=discussion, **opening)
        known = {name: value or kept[name] for name, value in opening.items()}
        if fold(kept["body"]) != fold(thread.body):
            known["saved_at"] = thread.saved_at
        elif saved_before(thread.saved_at, kept["saved_at"]):
            known["saved_at"] = kept["saved_at"]
        self._update("thread", kept["id"], **known)
        return str(kept["id"])

    def _keep_pages(self, thread: str, copy: Thread) -> None:
        """Which thread of the forum it is, and which of its pages are here."""
        kept = self.connection.execute("SELECT * FROM thread WHERE id = ?", (thread,)).fetchone()
        self._update(
            "thread",
            thread,
            forum_id=copy.forum_id or kept["forum_id"],
            address=copy.address or kept["address"],
            pages=max(copy.pages or 0, kept["pages"] or 0) or None,
            pages_given=json.dumps(sorted(copy.pages_given.union(json.loads(kept["pages_given"])))),
        )

    def _tasks(self, discussion: str, thread: Thread) -> None:
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
        for task, kept in take_tasks(self.connection, self.device, wanted, "import", discussion_id=discussion):
            if kept is None:
                self.taken.new_tasks += 1
            else:
                told = {"text": kept["text"] or task.text, "minimum": kept["minimum"] or task.minimum}
                self._update("task", kept["id"], **told)
