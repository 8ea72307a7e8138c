"""Reads the person's own posts of a thread as posted answers and replies.

A posted text becomes a posting of the kept version with the same words, or a new version. Nothing that the person wrote
is changed. All of it is decided here, once, and the event says the outcome.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cups_course.events.event import Data, milliseconds_of
from cups_course.events.words import answer_id
from cups_course.reports import ImportResult
from cups_course.store import log
from cups_course.store.change import Change
from cups_course.store.subjects import current_place, question_target
from cups_course.text import clean, fold_name, fold_space
from cups_course.thread.matching import alike
from cups_course.thread.thread import OwnAnswer, OwnPosts, OwnReply

_A_DAY = 24 * 60 * 60 * 1000


@dataclass(slots=True)
class _Posting:
    post: str | None
    withdrawn: bool


@dataclass(slots=True, eq=False)
class _Version:
    id: str
    text: str
    milliseconds: int
    at: str
    post: str | None
    disowned: bool
    cleared: bool = False
    postings: list[_Posting] = field(default_factory=list)

    @property
    def posted(self) -> bool:
        return any(not one.withdrawn for one in self.postings)


@dataclass(slots=True, eq=False)
class _Slot:
    """An answer, or a reply to `peer`, with every version of it."""

    id: str
    question: Data | None = None
    peer: str | None = None
    post: str | None = None
    under: str | None = None
    removed: bool = False
    is_reply: bool = False
    every: list[_Version] = field(default_factory=list)

    @property
    def kept(self) -> list[_Version]:
        """The versions that count, the oldest first."""
        return sorted(
            (one for one in self.every if not one.disowned), key=lambda version: (version.milliseconds, version.id)
        )


class OwnWords:
    """Reads own posts of a discussion once; counts in `result` what was new.

    What the person cleared or moved stays as it is, unless they have `chosen` these posts by hand.
    """

    def __init__(self, change: Change, discussion: str, result: ImportResult, *, chosen: bool = False) -> None:
        self.chosen = chosen
        self.change = change
        self.connection = change.connection
        self.discussion = discussion
        self.result = result
        self.key = log.next_id(self.connection)
        self.items: list[Data] = []
        self.disowned: list[str] = []
        self.unposted: list[tuple[str, str]] = []
        self.read_as: dict[str, set[str]] = {}
        """For each post, the answers or replies that are read in it."""
        self.slots: dict[str, _Slot] = {}
        self._load()
        # Found once, so that the time doesn't grow with the square of the posts.
        self._cleared = [version for slot in self.slots.values() for version in slot.every if version.cleared]
        self._reply_in: dict[str, _Slot] = {}
        for slot in self.slots.values():
            if slot.is_reply and slot.post:
                self._reply_in.setdefault(slot.post, slot)
        self._logged = [slot for slot in self.slots.values() if slot.is_reply and not slot.post]
        """The replies that were logged by hand and stand in no post."""

    def read(self, own: OwnPosts, post_ids: Sequence[str], question_ids: Sequence[str | None]) -> None:
        """Keep the answers and replies, and append the event. The ids of posts and questions are in the order of the
        copy."""
        days = {one.post: self._day(post_ids[one.post - 1]) for one in own.answers}
        for answer in sorted(own.answers, key=lambda one: (days[one.post] or "", one.post)):
            question = question_ids[answer.question - 1] if answer.question else None
            self._own_answer(question, answer, post_ids[answer.post - 1], days[answer.post])
        # A reply that was logged by hand is matched by its words first, then by whom it addresses.
        for by_words in (True, False):
            for reply in own.replies:
                self._own_reply(reply, post_ids[reply.post - 1], by_words=by_words)
        self._withdraw_other_readings()
        if self.items or self.disowned or self.unposted:
            data = {"place": current_place(self.connection, self.discussion), "items": self.items}
            data |= {"disowned": self.disowned, "unposted": [list(one) for one in self.unposted]}
            self.change.append("own posts read", data, about=self.discussion, key=self.key)

    def _load(self) -> None:
        """Load everything that is kept for the discussion."""
        for row in self.connection.execute("SELECT * FROM answer WHERE discussion_id = ?", (self.discussion,)):
            self.slots[row["id"]] = _Slot(row["id"], question=self._question(row["question_id"]))
        for row in self.connection.execute(
            "SELECT * FROM peer_reply WHERE discussion_id = ? ORDER BY id", (self.discussion,)
        ):
            removed = row["removed_at"] is not None
            self.slots[row["id"]] = _Slot(
                row["id"], None, row["peer"], row["post_id"], row["under_id"], removed, is_reply=True
            )
        versions: dict[str, _Version] = {}
        for row in self.connection.execute("SELECT * FROM version WHERE about = ? ORDER BY id", (self.discussion,)):
            version = _Version(
                row["id"],
                row["text"],
                row["milliseconds"],
                row["at"],
                row["post_id"],
                row["disowned_at"] is not None,
                bool(row["cleared"]),
            )
            versions[version.id] = version
            self.slots[row["answer_id"] or row["peer_reply_id"]].every.append(version)
        for row in self.connection.execute("SELECT * FROM posting WHERE about = ?", (self.discussion,)):
            versions[row["version_id"]].postings.append(_Posting(row["post_id"], row["withdrawn_at"] is not None))

    def _question(self, question: str | None) -> Data | None:
        return question_target(self.connection, question) if question else None

    def _day(self, post: str) -> str | None:
        row = self.connection.execute("SELECT date FROM post WHERE id = ?", (post,)).fetchone()
        return None if row["date"] is None else str(row["date"])

    def _withdraw_other_readings(self) -> None:
        """Discount what was read in the same posts before, such as an answer where now a reply is read.

        Only words that the post still has are discounted: what a later copy no longer shows stays.
        """
        read_in: dict[str | None, dict[_Version, _Slot]] = defaultdict(dict)
        for slot in self.slots.values():
            for version in slot.every:
                for place in (version.post, *(one.post for one in version.postings)):
                    read_in[place][version] = slot
        for post, slots in self.read_as.items():
            others = [version for version, slot in read_in[post].items() if slot.id not in slots]
            if not others:
                continue
            row = self.connection.execute("SELECT text FROM post WHERE id = ?", (post,)).fetchone()
            post_words = fold_space(clean(row["text"]))
            for version in others:
                is_there = all(fold_space(line) in post_words for line in version.text.splitlines())
                # Where it was cleared, the person moved it.
                if not version.disowned and is_there and not self._was_cleared(version.text, post):
                    self._withdraw(version, post)

    def _withdraw(self, version: _Version, post: str) -> None:
        """Record that a version is not in this post. If it was only read there, it no longer counts; if the person
        typed it, it stays and is no longer posted."""
        if version.post == post:
            version.disowned = True
            self.disowned.append(version.id)
        self.unposted.append((version.id, post))

    def _own_answer(self, question: str | None, answer: OwnAnswer, post: str, day: str | None) -> None:
        slot_id = answer_id(question or self.discussion)
        slot = self.slots.setdefault(slot_id, _Slot(slot_id, question=self._question(question)))
        before = slot.kept
        number = slot.question["number"] if slot.question else None
        if not self._keep_posted(slot, answer.text, day, post):
            return
        after = slot.kept
        if after[-1] in before and len(after) > len(before):
            self.result.kept_drafts.append(number)
        else:
            if len(after) > len(before) > 0:
                self.result.kept_beside.append(number)
            self.result.new_answers.append(number)

    def _keep_posted(self, slot: _Slot, text: str, day: str | None, post: str) -> bool:
        """Mark the kept version with the words of a posted text as posted, or make a version of them.

        Returns False where that is known already. A posting that the person withdrew stays withdrawn.
        """
        self.read_as.setdefault(post, set()).add(slot.id)
        self._count_again(slot, text, post)
        kept = slot.kept
        is_kept = any(fold_space(version.text) == fold_space(text) for version in kept)
        if not is_kept and not self.chosen and self._was_cleared(text, post):
            return False
        here = [(version, one) for version in kept for one in version.postings if one.post == post]
        read_last = self._read_last(kept, post)
        moment = self._moment(day, kept)
        # What the post said before it was edited, or read otherwise, is not what it says now.
        since = kept if read_last is None else kept[kept.index(read_last) :]
        equal = [version for version in since if fold_space(version.text) == fold_space(text)]
        if read_last in equal:
            # Words typed again since then are posted by this too; words read again in another post belong to that.
            equal = [version for version in equal if version is read_last or version.post in (None, post)]
        if equal and any(version is equal[-1] for version, _ in here):
            return False
        # Somebody who posts yes, then no, then yes again says yes: the first yes can't stand for the last.
        overtaken = equal and equal[-1] is not kept[-1] and kept[-1].post and kept[-1].milliseconds < moment
        by_hand = False
        if equal and not overtaken:
            version = equal[-1]
            by_hand = any(one.post is None and not one.withdrawn for one in version.postings)
        else:
            at = moment if read_last is None else max(moment, read_last.milliseconds)
            version = _Version(f"{self.key}:{len(self.items) + 1:03}", text, at, _iso(at), post, disowned=False)
            slot.every.append(version)
        said_again = read_last is not None and read_last.posted
        withdrawn = bool(here) and not said_again and all(one.withdrawn for _, one in here)
        version.postings.append(_Posting(post, withdrawn))
        self._add_item(slot, version, post, day, posting=True, withdrawn=withdrawn)
        return not (by_hand or withdrawn)

    def _add_item(
        self, slot: _Slot, version: _Version, post: str, day: str | None, *, posting: bool, withdrawn: bool = False
    ) -> None:
        named = {"reply": {"key": slot.id, "peer": slot.peer}} if slot.is_reply else {"question": slot.question}
        self.items.append(
            {
                "post": post,
                **{name: value for name, value in named.items() if value is not None},
                "text": version.text,
                "version": version.id,
                "at": version.at,
                "milliseconds": version.milliseconds,
                "on": day,
                "posting": posting,
                "withdrawn": withdrawn,
            }
        )

    def _was_cleared(self, text: str, post: str) -> bool:
        """Whether the person cleared or moved these words, which were read in this post before."""
        return any(
            (version.post == post or any(one.post == post for one in version.postings))
            and fold_space(text) in fold_space(version.text)
            for version in self._cleared
        )

    def _count_again(self, slot: _Slot, text: str, post: str) -> None:
        """Count versions again that were read in this post before, and then weren't."""
        for version in slot.every:
            is_same = version.post == post and fold_space(version.text) == fold_space(text)
            if is_same and version.disowned and not version.cleared:
                version.disowned = False
                self._add_item(slot, version, post, None, posting=False)

    def _read_last(self, kept: Sequence[_Version], post: str) -> _Version | None:
        """The newest version that was read in this post before. One that the person moved here was read elsewhere."""
        for one in reversed(kept):
            if one.post == post or any(each.post == post for each in one.postings):
                is_moved = one.post is None and self._was_cleared(one.text, post)
                if not is_moved:
                    return one
        return None

    def _moment(self, day: str | None, kept: Sequence[_Version]) -> int:
        """When a posted text was written, in milliseconds of Unix time. A post only has a day: take the end of it.

        So a draft begun after that day stays current, and so does a later post. What was marked as posted by hand gives
        way to the post itself. A post without a day counts as older than anything typed.
        """
        now = milliseconds_of(self.key)
        if day is None:
            typed = [version.milliseconds for version in kept if version.post is None]
            return typed[0] - 1000 if typed else max((version.milliseconds for version in kept), default=now)
        end_of_day = min(int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000) + _A_DAY - 1, now)
        marked_by_hand = kept and kept[-1].posted and not kept[-1].post
        return max(end_of_day, kept[-1].milliseconds) if marked_by_hand else end_of_day

    def _own_reply(self, reply: OwnReply, post: str, *, by_words: bool) -> None:
        slot = self._reply_in.get(post)
        if slot is None:
            may_be = self._says if by_words else self._may_mean
            slot = next(
                (one for one in self._logged if self._to_the_same(one, reply, post) and may_be(one, reply.text)), None
            )
            if slot is None and by_words:
                return
        if slot is None:
            key = f"{self.key}:{len(self.slots) + 1:03}@"
            slot = self.slots[key] = _Slot(key, None, reply.peer, post, is_reply=True)
        elif slot.removed:
            return
        else:
            slot.post, slot.peer = post, slot.peer if slot.peer is not None else reply.peer
        self._reply_in[post] = slot
        if self._keep_posted(slot, reply.text, reply.date, post):
            self.result.new_replies.append(reply.peer)

    def _to_the_same(self, slot: _Slot, reply: OwnReply, post: str) -> bool:
        """Whether a reply without a post of its own, logged by hand, is to the same person."""
        if slot.post or slot.removed:
            return False
        if reply.peer is None:
            query = "SELECT 1 FROM post WHERE id = ? AND parent_id = ?"
            return self.connection.execute(query, (post, slot.under)).fetchone() is not None
        return slot.peer is not None and fold_name(slot.peer) == fold_name(reply.peer)

    @staticmethod
    def _says(slot: _Slot, text: str) -> bool:
        return any(fold_space(version.text) == fold_space(text) for version in slot.kept)

    @staticmethod
    def _may_mean(slot: _Slot, text: str) -> bool:
        """Whether a logged reply may be the one with this text: it is a draft, has no words, or reads much alike."""
        kept = slot.kept
        current = kept[-1].text if kept else ""
        return not current or not any(version.posted for version in kept) or alike(current, text)


def _iso(moment: int) -> str:
    return datetime.fromtimestamp(moment / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
