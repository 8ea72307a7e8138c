"""A thread taken into the store: its place, posts, questions and tasks, and the person's own words found in it.

Taking the same thread in again changes nothing; taking in a later copy adds to it. Nothing that a person wrote is
changed: what was found posted becomes a posting of the version it equals, or a version of its own.
"""

import json
import sqlite3
from collections.abc import Sequence

from cups_course.course.matching import joined_order, match_posts, match_questions, same_topic
from cups_course.course.model import Discussion, Question
from cups_course.course.placing import OWN_PROGRAM, Place
from cups_course.course.taken import Taken
from cups_course.course.thread import OwnAnswer, OwnPosts, OwnReply, Post, Thread
from cups_course.course.wording import fold, fold_name, fold_space
from cups_course.store.courses import course_of
from cups_course.store.database import Database
from cups_course.store.records import now
from cups_course.store.writing import Slot, add_version, answer_slot, insert, versions

_OWN_TITLE = "My courses"


def take_in(database: Database, thread: Thread, place: Place, own: OwnPosts | None) -> Taken:
    """Take a thread into its place, in one transaction, with the person's own posts in it."""
    with database.writing() as connection:
        return _Taking(connection, database.device_id).thread(thread, place, own)


def take_own(database: Database, discussion: Discussion, post_ids: Sequence[str], own: OwnPosts) -> Taken:
    """Take in the person's own posts of a thread that is kept already; `post_ids` in the order of its posts."""
    with database.writing() as connection:
        taking = _Taking(connection, database.device_id)
        taking.own(discussion.id, own, post_ids, [question.id for question in discussion.asked])
        return taking.taken


class _Taking:
    def __init__(self, connection: sqlite3.Connection, device: str) -> None:
        self.connection = connection
        self.device = device
        self.taken = Taken()

    def thread(self, thread: Thread, place: Place, own: OwnPosts | None) -> Taken:
        discussion = self._discussion(thread, place)
        self.taken.discussion_id = discussion
        post_ids = self._posts(self._thread_row(discussion, thread), thread.posts)
        question_ids = self._questions(discussion, thread)
        self._tasks(discussion, thread)
        if own:
            self.own(discussion, own, post_ids, question_ids)
        return self.taken

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
        return str(discussion)

    def _program(self, key: str) -> str:
        row = self.connection.execute("SELECT id FROM program WHERE key = ?", (key,)).fetchone()
        if row:
            return str(row["id"])
        assert key == OWN_PROGRAM, "only the program of one's own is made by an import"
        return self._insert("program", key=key, title=_OWN_TITLE)

    def _update(self, table: str, record: str, **values: object) -> None:
        columns = ", ".join(f"{column} = ?" for column in values)
        self.connection.execute(f"UPDATE {table} SET {columns} WHERE id = ?", [*values.values(), record])

    def _thread_row(self, discussion: str, thread: Thread) -> str:
        told = {"title": thread.title, "author": thread.author, "posted_on": thread.posted_on}
        row = self.connection.execute(
            """SELECT * FROM thread WHERE forum_id = ? OR discussion_id = ? AND (forum_id IS NULL OR ? IS NULL)
                ORDER BY forum_id IS ? DESC, id LIMIT 1""",
            (thread.forum_id, discussion, thread.forum_id, thread.forum_id),
        ).fetchone()
        if row is None:
            self.taken.new_thread = True
            return self._insert(
                "thread",
                discussion_id=discussion,
                forum_id=thread.forum_id,
                address=thread.address,
                body=thread.body,
                **told,
            )
        kept = {
            **{name: value if value is not None else row[name] for name, value in told.items()},
            "forum_id": thread.forum_id or row["forum_id"],
            "address": thread.address or row["address"],
            "body": thread.body or row["body"],
        }
        self._update("thread", row["id"], **kept)
        return str(row["id"])

    def _posts(self, thread: str, copied: Sequence[Post]) -> list[str]:
        """Store the posts of a copy; returns the ids in the order of the copy."""
        rows = self.connection.execute("SELECT * FROM post WHERE thread_id = ? ORDER BY position", (thread,)).fetchall()
        index_of = {row["id"]: index for index, row in enumerate(rows, start=1)}
        kept = [
            Post(
                index_of[row["id"]],
                row["author"],
                row["date"],
                row["kind"],
                index_of.get(row["parent_id"]),
                row["text"],
                {},
            )
            for row in rows
        ]
        matches = match_posts(kept, copied)
        ids: list[str] = []
        for post, match in zip(copied, matches, strict=True):
            parent = ids[post.parent - 1] if post.parent else None
            if match is None:
                self.taken.new_posts += 1
                ids.append(
                    self._insert(
                        "post",
                        thread_id=thread,
                        position=0,
                        author=post.author,
                        date=post.date,
                        kind=post.kind,
                        parent_id=parent,
                        text=post.text,
                        how=json.dumps(post.how, ensure_ascii=False),
                    )
                )
                continue
            row = rows[match]
            self.taken.edited_posts += fold(row["text"]) != fold(post.text)
            self._update(
                "post",
                row["id"],
                author=row["author"] or post.author,
                date=row["date"] or post.date,
                text=post.text,
                kind=post.kind,
                how=json.dumps(post.how, ensure_ascii=False),
                # A page of its own may lack the answer that another page has shown already.
                parent_id=parent or (row["parent_id"] if post.kind == "reply" else None),
            )
            ids.append(row["id"])
        for position, (in_copy, place) in enumerate(joined_order(len(rows), matches)):
            self._update("post", ids[place] if in_copy else rows[place]["id"], position=position)
        return ids

    def _questions(self, discussion: str, thread: Thread) -> list[str]:
        """Bring the questions up to the post's own wording; returns their ids in the order of the post."""
        rows = self.connection.execute(
            "SELECT * FROM question WHERE discussion_id = ? ORDER BY number", (discussion,)
        ).fetchall()
        kept = [
            Question(row["id"], "", row["number"], row["text"], bool(row["placeholder"]), bool(row["dropped_at"]))
            for row in rows
        ]
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
        count: dict[str, int] = {}
        for task in thread.tasks:
            count[task.kind] = number = count.get(task.kind, 0) + 1
            row = self.connection.execute(
                "SELECT * FROM task WHERE discussion_id = ? AND kind = ? AND number = ?",
                (discussion, task.kind, number),
            ).fetchone()
            if row is None:
                self._insert(
                    "task",
                    discussion_id=discussion,
                    kind=task.kind,
                    number=number,
                    text=task.text,
                    optional=int(task.optional),
                    minimum=task.minimum,
                    source="import",
                )
                self.taken.new_tasks += 1
            else:
                self._update("task", row["id"], text=row["text"] or task.text, minimum=row["minimum"] or task.minimum)

    def own(self, discussion: str, own: OwnPosts, post_ids: Sequence[str], question_ids: Sequence[str]) -> None:
        days = dict(self.connection.execute("SELECT id, coalesce(date, '') FROM post").fetchall())
        for answer in sorted(own.answers, key=lambda one: (days[post_ids[one.post - 1]], one.post)):
            question = question_ids[answer.question - 1] if answer.question else None
            self._own_answer(discussion, question, answer, post_ids[answer.post - 1])
        # A reply that was logged by hand is known by its words first, and by whom it addresses only then.
        for by_words in (True, False):
            for reply in own.replies:
                self._own_reply(discussion, reply, post_ids[reply.post - 1], by_words=by_words)

    def _own_answer(self, discussion: str, question: str | None, answer: OwnAnswer, post: str) -> None:
        day = self.connection.execute("SELECT date FROM post WHERE id = ?", (post,)).fetchone()["date"]
        slot = answer_slot(self.connection, self.device, discussion, question)
        before = versions(self.connection, slot)
        number = self._number(question)
        if not self._posted(slot, answer.text, day, post):
            return
        after = versions(self.connection, slot)
        if after[-1]["id"] in {version["id"] for version in before} and len(after) > len(before):
            self.taken.kept_drafts.append(number)
        else:
            if len(after) > len(before) > 0:
                self.taken.kept_beside.append(number)
            self.taken.new_answers.append(number)

    def _number(self, question: str | None) -> int | None:
        if question is None:
            return None
        row = self.connection.execute("SELECT number FROM question WHERE id = ?", (question,)).fetchone()
        return int(row["number"])

    def _posted(self, slot: Slot, text: str, day: str | None, post: str) -> bool:
        """A posted text meets what is kept: the version that it equals is posted, else it becomes one.

        Returns False where that is known already; a posting that the person took back stays taken back.
        """
        kept = versions(self.connection, slot)
        equal = [version for version in kept if fold_space(version["text"]) == fold_space(text)]
        known = [posting for version in equal for posting in self._postings(version["id"])]
        if any(posting["post_id"] == post for posting in known):
            return False
        moment = self._moment(day, kept)
        # Who answers yes, then no, then yes again says yes: the older version of it is not enough.
        overtaken = equal and equal[-1] is not kept[-1] and kept[-1]["post_id"] and kept[-1]["at"] < moment
        if equal and not overtaken:
            version = equal[-1]["id"]
        else:
            version = add_version(self.connection, self.device, slot, text, "import", at=moment, post=post)
        self._insert("posting", version_id=version, posted_on=day, post_id=post)
        marked_by_hand = [one for one in known if one["version_id"] == version and one["post_id"] is None]
        return not any(one["withdrawn_at"] is None for one in marked_by_hand)

    def _postings(self, version: str) -> list[sqlite3.Row]:
        return self.connection.execute("SELECT * FROM posting WHERE version_id = ?", (version,)).fetchall()

    def _moment(self, day: str | None, kept: Sequence[sqlite3.Row]) -> str:
        """When a posted text was written, as far as can be known: a post says only a day, which counts to its end.

        A draft begun after that day stays current, and so does a later post; what was marked as posted by hand gives
        way to the post itself. A post without a day stands behind whatever is kept.
        """
        if day is None:
            return str(min((version["at"] for version in kept), default=now()))
        end_of_day = min(f"{day}T23:59:59Z", now())
        marked_by_hand = kept and kept[-1]["posted"] and not kept[-1]["post_id"]
        return max(end_of_day, kept[-1]["at"]) if marked_by_hand else end_of_day

    def _own_reply(self, discussion: str, reply: OwnReply, post: str, *, by_words: bool) -> None:
        rows = self.connection.execute(
            "SELECT * FROM peer_reply WHERE discussion_id = ? ORDER BY id", (discussion,)
        ).fetchall()
        row = next((one for one in rows if one["post_id"] == post), None)
        if row is None:
            logged = [one for one in rows if self._logged_by_hand(one, reply)]
            row = next((one for one in logged if not by_words or self._says(one["id"], reply.text)), None)
            if row is None and by_words:
                return
        if row is None:
            found = self._insert("peer_reply", discussion_id=discussion, peer=reply.peer, post_id=post)
        elif row["removed_at"]:
            return
        else:
            found = row["id"]
            self._update("peer_reply", found, post_id=post, peer=row["peer"] or reply.peer)
        if self._posted(Slot("peer_reply", found), reply.text, reply.date, post):
            self.taken.new_replies.append(reply.peer)

    def _logged_by_hand(self, row: sqlite3.Row, reply: OwnReply) -> bool:
        """Whether a kept reply without a post of its own may be this one."""
        if row["post_id"] or row["removed_at"] or row["peer"] is None or reply.peer is None:
            return False
        return fold_name(row["peer"]) == fold_name(reply.peer)

    def _says(self, reply: str, text: str) -> bool:
        kept = versions(self.connection, Slot("peer_reply", reply))
        return any(fold_space(one["text"]) == fold_space(text) for one in kept)
