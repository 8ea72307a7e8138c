"""What a person names to be removed for good, as the ids of records on every device's own."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Set

from cups_course.course.carried import Carried, Record
from cups_course.course.forgetting import Everything, Said
from cups_course.course.wording import fold, fold_name


class ToForget:
    """The records that go, gathered; all that is in them goes with them. `instead` says for each record that became a
    part of another one (`course.unifying`) which that is: what was read on two devices goes twice."""

    def __init__(self, carried: Carried, instead: Mapping[str, str]) -> None:
        self._everything = Everything((carried.records,), carried.changes)
        self._instead = instead
        self._roots: set[str] = set()
        self._places: set[str] = set()
        """The questions, and the discussions that were answered in one piece, of which the person's own words go."""

    @property
    def ids(self) -> set[str]:
        """All records that go."""
        return self._everything.with_all_in_them(self._roots)

    def count(self) -> Counter[str]:
        """How many of each table go, each thing counted once."""
        ids = self.ids
        return Counter(
            table
            for table, records in self._everything.tables.items()
            for _ in {self._instead.get(one, one) for one in records if one in ids}
        )

    def texts(self) -> set[str]:
        """The person's own words that go."""
        ids = self.ids
        return {one["text"] for one in self._everything.each("version") if one["id"] in ids and one["text"]}

    def said(self) -> dict[str, set[Said]]:
        """For each record that goes what it says that came out of a copy, and nothing that stays says too."""
        ids = self.ids
        said: dict[str, set[Said]] = {one: set() for one in ids}
        stays: set[Said] = set()
        for table in self._everything.tables:
            for state in self._everything.each(table):
                if state["id"] in ids:
                    said[state["id"]] |= self._everything.said(table, state)
                else:
                    stays |= self._everything.said(table, state)
        return {one: saying - stays for one, saying in said.items()}

    def add_answer(self, discussion: str, question: str | None) -> None:
        """The answer to a question, or to a discussion in one piece, and the posts that it stands in."""
        self._add_texts("answer", lambda one: self._is(one, discussion) and self._at(one, "question_id") == question)
        self._places.add(question or discussion)

    def add_own_words(self, discussion: str) -> None:
        """All that the person wrote there: answers, replies, and their notes."""
        self._add_texts("answer", lambda one: self._is(one, discussion))
        self._add_texts("peer_reply", lambda one: self._is(one, discussion))
        inside = {one["id"] for one in self._found("question", lambda one: self._is(one, discussion))}
        tasks = {one["id"] for one in self._found("task", lambda one: self._is(one, discussion))}
        on = inside | tasks
        self._add("note", lambda one: self._is(one, discussion) or bool({one["question_id"], one["task_id"]} & on))
        self._places |= {discussion} | inside

    def add_notes(self, on: str) -> None:
        """What the person noted on a task, a course or a program: their practice, their progress notes."""
        self._add("note", lambda one: on in (self._at(one, f"{what}_id") for what in ("task", "course", "program")))

    def add_profile(self, name: str | None) -> None:
        """An entry of the profile, or (None) all of them, with all that it ever said; and what was sent of it, which
        nobody could name any more once the entry is gone."""
        self._add("profile", lambda one: name is None or fold(one["name"]) == fold(name))
        self.add_sent_copies()

    def add_thread(self, discussion: str) -> None:
        """The copy of the thread: the opening post, and everybody's posts below it."""
        self._add("thread", lambda one: self._is(one, discussion))

    def add_peer(self, names: Set[str], discussion: str | None) -> None:
        """What somebody wrote, by all their names folded, there or (None) anywhere; and the replies to them."""
        there = {
            one["id"] for one in self._found("thread", lambda one: discussion is None or self._is(one, discussion))
        }
        self._add("post", lambda one: one["thread_id"] in there and fold_name(one["author"] or "") in names)
        self._add_texts(
            "peer_reply",
            lambda one: (discussion is None or self._is(one, discussion)) and fold_name(one["peer"] or "") in names,
        )

    def add_sent_copies(self) -> None:
        """What was sent with a form and holds any of the words that go."""
        self._roots |= {one["id"] for one in self._sent_copies()}

    def forms(self) -> set[str]:
        """The tasks of the forms with which words that go were sent, where they stay in those copies."""
        ids = self.ids
        submissions = {one["submission_id"] for one in self._sent_copies() if one["id"] not in ids}
        return {
            self._instead.get(one["task_id"], one["task_id"])
            for one in self._found("submission", lambda one: one["id"] in submissions)
        }

    def _sent_copies(self) -> list[Record]:
        """The frozen copies of words that go: those of their place; and those that hold them whole, as where a question
        was merged since or a discussion sent as one text. What stays at its place is nothing of what goes."""
        going, staying = self._words()
        answers_going = {text for place, words in going.items() if place for text in words}
        all_staying = {text for words in staying.values() for text in words}

        def holds(one: Record) -> bool:
            place = self._at(one, "question_id") or self._at(one, "discussion_id")
            if place in self._places:
                return True
            own = staying[place] if place else all_staying
            words = answers_going if place else answers_going | going[None]
            return one["text"] not in own and any(f"\n\n{each}\n\n" in f"\n\n{one['text']}\n\n" for each in words - own)

        return list(self._found("submitted_field", holds))

    def _words(self) -> tuple[dict[str | None, set[str]], dict[str | None, set[str]]]:
        """What goes and what stays of the words that can have been sent, by the question and the discussion that they
        answer; those of the profile by None."""
        ids = self.ids
        going: dict[str | None, set[str]] = defaultdict(set)
        staying: dict[str | None, set[str]] = defaultdict(set)
        places = {
            one["id"]: (self._at(one, "question_id"), self._at(one, "discussion_id"))
            for one in self._everything.each("answer")
        }
        for one in self._everything.each("version"):
            for place in places.get(one["answer_id"], ()):
                if place and one["text"]:
                    (going if one["id"] in ids else staying)[place].add(one["text"])
        for one in self._everything.each("profile"):
            (going if one["id"] in ids else staying)[None].add(one["value"])
        return going, staying

    def _add_texts(self, table: str, which: Callable[[Record], bool]) -> None:
        """Answers or replies, and the person's own posts in which they stand."""
        texts = {one["id"] for one in self._found(table, which)}
        versions = {
            one["id"]: one["post_id"] for one in self._found("version", lambda one: one[f"{table}_id"] in texts)
        }
        posted = {one["post_id"] for one in self._found("posting", lambda one: one["version_id"] in versions)}
        self._roots |= texts | {post for post in (*versions.values(), *posted) if post}

    def _add(self, table: str, which: Callable[[Record], bool]) -> None:
        self._roots |= {one["id"] for one in self._found(table, which)}

    def _found(self, table: str, which: Callable[[Record], bool]) -> Iterable[Record]:
        return filter(which, self._everything.each(table))

    def _is(self, one: Record, discussion: str) -> bool:
        return self._at(one, "discussion_id") == discussion

    def _at(self, one: Record, column: str) -> str | None:
        found: str | None = one[column]
        return self._instead.get(found, found) if found else None
