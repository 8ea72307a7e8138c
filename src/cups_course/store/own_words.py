"""The person's own words found in a thread, kept as posted answers and given replies.

What was found posted becomes a posting of the version it equals, or a version of its own; nothing that the person
wrote is changed.
"""

import sqlite3
from collections.abc import Sequence

from cups_course.course.matching import alike
from cups_course.course.taken import Taken
from cups_course.course.thread import OwnAnswer, OwnPosts, OwnReply
from cups_course.course.wording import fold_name, fold_space, shown
from cups_course.store.records import a_second_before, now
from cups_course.store.writing import Slot, add_version, answer_slot, insert, update, versions


class OwnWords:
    """One taking-in of own posts into a discussion, for `store.importing`; counts in `taken` what was new."""

    def __init__(self, connection: sqlite3.Connection, device: str, discussion: str, taken: Taken) -> None:
        self.connection = connection
        self.device = device
        self.discussion = discussion
        self.taken = taken
        self.read_as: dict[str, set[str]] = {}
        """For each post, the answers or replies that it is read as."""

    def take(self, own: OwnPosts, post_ids: Sequence[str], question_ids: Sequence[str | None]) -> None:
        """Take in the answers and replies; the ids of posts and questions stand in the order of the copy."""
        days = {one.post: self._day(post_ids[one.post - 1]) for one in own.answers}
        for answer in sorted(own.answers, key=lambda one: (days[one.post] or "", one.post)):
            question = question_ids[answer.question - 1] if answer.question else None
            self._own_answer(question, answer, post_ids[answer.post - 1], days[answer.post])
        # A reply that was logged by hand is known by its words first, and by whom it addresses only then.
        for by_words in (True, False):
            for reply in own.replies:
                self._own_reply(reply, post_ids[reply.post - 1], by_words=by_words)
        self._take_back_other_readings()

    def _day(self, post: str) -> str | None:
        row = self.connection.execute("SELECT date FROM post WHERE id = ?", (post,)).fetchone()
        return None if row["date"] is None else str(row["date"])

    def _take_back_other_readings(self) -> None:
        """What was made of the same posts before, an answer where now a reply is read, no longer counts.

        Only words that the post still holds are taken back: what a later copy no longer shows stays.
        """
        for post, slots in self.read_as.items():
            row = self.connection.execute("SELECT text FROM post WHERE id = ?", (post,)).fetchone()
            held = fold_space(shown(row["text"]))
            for version in self.connection.execute(
                """SELECT * FROM version WHERE disowned_at IS NULL
                    AND (post_id = ? OR id IN (SELECT version_id FROM posting WHERE post_id = ?))""",
                (post, post),
            ).fetchall():
                if {version["answer_id"], version["peer_reply_id"]} & slots:
                    continue
                if all(fold_space(line) in held for line in version["text"].splitlines()):
                    self._take_back(version, post)

    def _take_back(self, version: sqlite3.Row, post: str) -> None:
        """A version does not stand in this post. What was only read there was never an answer or a reply; what the
        person typed themselves stays theirs, and is no longer posted."""
        if version["post_id"] == post:
            update(self.connection, "version", version["id"], disowned_at=now())
        self.connection.execute(
            "DELETE FROM posting WHERE version_id = ? AND post_id = ? AND withdrawn_at IS NULL", (version["id"], post)
        )

    def _own_answer(self, question: str | None, answer: OwnAnswer, post: str, day: str | None) -> None:
        slot = answer_slot(self.connection, self.device, self.discussion, question)
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
        self.read_as.setdefault(post, set()).add(slot.id)
        self._own_again(slot, text, post)
        kept = versions(self.connection, slot)
        postings = {version["id"]: self._postings(version["id"]) for version in kept}
        here = [one for of_version in postings.values() for one in of_version if one["post_id"] == post]
        read_last = self._read_last(kept, here, post)
        moment = self._moment(day, kept)
        # What the post said before it was edited, or read otherwise, is not what it says now.
        since = kept if read_last is None else kept[kept.index(read_last) :]
        equal = [version for version in since if fold_space(version["text"]) == fold_space(text)]
        if read_last in equal:
            # Typed once more since, they are posted by this too; said once more by another post, they are that one's.
            equal = [version for version in equal if version is read_last or version["post_id"] in (None, post)]
        if equal and any(one["version_id"] == equal[-1]["id"] for one in here):
            return False
        # Who answers yes, then no, then yes again says yes: the older version of it is not enough.
        overtaken = equal and equal[-1] is not kept[-1] and kept[-1]["post_id"] and kept[-1]["at"] < moment
        by_hand = False
        if equal and not overtaken:
            version = equal[-1]["id"]
            by_hand = any(one["post_id"] is None and one["withdrawn_at"] is None for one in postings[version])
        else:
            at = moment if read_last is None else max(moment, read_last["at"])
            version = add_version(self.connection, self.device, slot, text, "import", at=at, post=post)
        said_again = read_last is not None and any(one["withdrawn_at"] is None for one in postings[read_last["id"]])
        taken_back = bool(here) and not said_again and all(one["withdrawn_at"] for one in here)
        insert(
            self.connection,
            self.device,
            "posting",
            version_id=version,
            posted_on=day,
            post_id=post,
            withdrawn_at=now() if taken_back else None,
        )
        return not (by_hand or taken_back)

    def _own_again(self, slot: Slot, text: str, post: str) -> None:
        """What was read in this post before, and then was not, is there again."""
        for version in self.connection.execute(
            f"SELECT * FROM version WHERE {slot.table}_id = ? AND post_id = ? AND disowned_at IS NOT NULL",
            (slot.id, post),
        ).fetchall():
            if fold_space(version["text"]) == fold_space(text):
                update(self.connection, "version", version["id"], disowned_at=None)

    @staticmethod
    def _read_last(kept: Sequence[sqlite3.Row], here: Sequence[sqlite3.Row], post: str) -> sqlite3.Row | None:
        """The version that this post was read as before, the newest where there are several."""
        posted = {posting["version_id"] for posting in here}
        return next((one for one in reversed(kept) if one["post_id"] == post or one["id"] in posted), None)

    def _postings(self, version: str) -> list[sqlite3.Row]:
        return self.connection.execute("SELECT * FROM posting WHERE version_id = ?", (version,)).fetchall()

    def _moment(self, day: str | None, kept: Sequence[sqlite3.Row]) -> str:
        """When a posted text was written, as far as can be known: a post says only a day, which counts to its end.

        A draft begun after that day stays current, and so does a later post; what was marked as posted by hand gives
        way to the post itself. A post without a day stands behind whatever was typed.
        """
        if day is None:
            typed = [version["at"] for version in kept if version["post_id"] is None]
            return a_second_before(typed[0]) if typed else max((version["at"] for version in kept), default=now())
        end_of_day = min(f"{day}T23:59:59Z", now())
        marked_by_hand = kept and kept[-1]["posted"] and not kept[-1]["post_id"]
        return max(end_of_day, kept[-1]["at"]) if marked_by_hand else end_of_day

    def _own_reply(self, reply: OwnReply, post: str, *, by_words: bool) -> None:
        rows = self.connection.execute(
            "SELECT * FROM peer_reply WHERE discussion_id = ? ORDER BY id", (self.discussion,)
        ).fetchall()
        row = next((one for one in rows if one["post_id"] == post), None)
        if row is None:
            may_be = self._says if by_words else self._may_mean
            row = next((one for one in rows if self._to_the_same(one, reply) and may_be(one["id"], reply.text)), None)
            if row is None and by_words:
                return
        if row is None:
            found = insert(
                self.connection,
                self.device,
                "peer_reply",
                discussion_id=self.discussion,
                peer=reply.peer,
                post_id=post,
            )
        elif row["removed_at"]:
            return
        else:
            found = row["id"]
            update(self.connection, "peer_reply", found, post_id=post, peer=row["peer"] or reply.peer)
        if self._posted(Slot("peer_reply", found), reply.text, reply.date, post):
            self.taken.new_replies.append(reply.peer)

    def _to_the_same(self, row: sqlite3.Row, reply: OwnReply) -> bool:
        """Whether a reply without a post of its own, logged by hand, is to the same person."""
        if row["post_id"] or row["removed_at"] or row["peer"] is None or reply.peer is None:
            return False
        return fold_name(row["peer"]) == fold_name(reply.peer)

    def _says(self, reply: str, text: str) -> bool:
        kept = versions(self.connection, Slot("peer_reply", reply))
        return any(fold_space(version["text"]) == fold_space(text) for version in kept)

    def _may_mean(self, reply: str, text: str) -> bool:
        """Whether what was logged may be this reply: a draft of it, without its words, or in words much like them."""
        kept = versions(self.connection, Slot("peer_reply", reply))
        current = kept[-1]["text"] if kept else ""
        return not current or not any(version["posted"] for version in kept) or alike(current, text)
