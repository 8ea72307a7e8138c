"""The fold of the questions of a discussion: told by outlines, read in copies, put right by the person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cups_course.events.event import Data, Event
from cups_course.text import fold
from cups_course.thread.corrections import insert_by_position, merge_ids, remember_wording, split_ids


@dataclass(slots=True)
class _Question:
    key: str
    number: int
    text: str
    placeholder: bool = False
    source: str = "import"
    dropped_at: str | None = None
    read: bool = False
    """A copy was found to ask it, or a person said so."""


class Questions:
    """The questions of one discussion, by their keys. First come the outlines, then the copies from the oldest on, then
    what the person put right."""

    def __init__(self) -> None:
        self._questions: dict[str, _Question] = {}
        self._instead: dict[str, str] = {}
        self._by_words: dict[tuple[str, int], str] = {}
        self._asked: dict[str, list[str]] = {}
        self._bodies: dict[str, str] = {}
        self._standing: dict[str, list[str]] = {}
        self._merges: list[tuple[str, str, str]] = []
        """Question, the one that it was merged into, and the event."""

    @property
    def aliases(self) -> Mapping[str, str]:
        """Keys that stand for another question: two devices read one and the same."""
        return self._instead

    def outline(self, told: Sequence[Data]) -> None:
        """What an outline asks. It words what had no wording; it never changes what a copy said."""
        for one in told:
            question = self._of(one["key"])
            if question is None:
                there = [other for other in self._questions.values() if other.number == one["number"]]
                if there:
                    self._instead[one["key"]] = there[0].key
                    question = there[0]
                else:
                    question = self._make(one["key"], one["number"], one["text"], "outline")
            if one["text"] and question.placeholder:
                question.text, question.placeholder = one["text"], False
        count = len(self._questions)
        for question in self._questions.values():
            if question.placeholder:
                question.text = f"Question {question.number} of {count}, see the post for its wording"

    def read(self, thread: str, body: str, asked: Sequence[Data] | None, at: str) -> None:
        """What a copy of a thread asks; None where it doesn't show that."""
        self._bodies[thread] = body
        if asked is None:
            return
        keys: list[str] = []
        for entry in asked:
            question = self._met(entry, keys)
            if len(entry["keys"]) == 1:
                question.text, question.placeholder = entry["text"], False
            question.read, question.dropped_at = True, None
            # A wording that the person made several questions of: the others come with what they said.
            keys += [question.key, *entry["keys"][1:]]
        if asked:
            for question in self._questions.values():
                if question.key not in keys and question.dropped_at is None:
                    question.dropped_at = at
        self._asked[thread] = list(dict.fromkeys(keys))

    def correct(self, event: Event, data: Data) -> None:
        """What the person put right."""
        match event.kind:
            case "question added":
                question = self._named(data["question"])
                self._say(question, text=data["question"]["text"] or question.text, dropped_at=None)
            case "question edited":
                question = self._named(data["question"])
                self._remember(question, data["question"])
                self._say(question, text=data["text"], placeholder=False, dropped_at=None)
            case "question dropped":
                self._say(self._named(data["question"]), dropped_at=event.at)
            case "questions merged":
                self._merge(event, data)
            case "question split":
                question = self._named(data["question"])
                self._remember(question, data["question"])
                self._say(question, text=data["text"], placeholder=False, dropped_at=None)
                more = []
                for one in data["more"]:
                    other = self._named(one)
                    self._say(other, text=one["text"] or other.text, dropped_at=None)
                    more.append(other.key)
                self._restand(lambda asked: split_ids(asked, question.key, more))

    def resolve(self, ref: Data, event_id: str) -> str:
        """The id of the question that an event speaks of: of one that was merged since, that of the question it became
        a part of. One that nothing else tells of is made."""
        key, since = self._named(ref).key, event_id
        if not self._merges:
            return key
        while into := min(
            ((move, other) for one, other, move in self._merges if one == key and move > since), default=None
        ):
            since, key = into
        return key

    def claim(self, text: str) -> int:
        """For the how manieth time a question in these words is new here."""
        nth = 1
        while (fold(text), nth) in self._by_words:
            nth += 1
        self._by_words[fold(text), nth] = ""
        return nth

    def number(self) -> None:
        """No number twice: of several questions with one the oldest keeps it."""
        highest = max((one.number for one in self._questions.values()), default=0)
        taken: set[int] = set()
        for question in sorted(self._questions.values(), key=lambda one: one.key):
            if question.number in taken:
                highest += 1
                question.number = highest
            taken.add(question.number)

    def rows(self, discussion: str) -> list[dict[str, Any]]:
        """Rows of `question`."""
        return [
            {
                "id": one.key,
                "discussion_id": discussion,
                "number": one.number,
                "text": one.text,
                "placeholder": int(one.placeholder),
                "source": one.source,
                "dropped_at": one.dropped_at,
            }
            for one in self._questions.values()
        ]

    def wordings(self, discussion: str) -> list[dict[str, Any]]:
        """Rows of `wording`: what was read before the person put it right, and the questions it stands for."""
        return [
            {"discussion_id": discussion, "text": text, "place": place, "question_id": question}
            for place, (text, question) in enumerate(
                (text, question) for text, standing in self._standing.items() for question in standing
            )
        ]

    def asked_in(self, thread: str) -> list[str]:
        """The ids of the questions in the order of a thread's opening post, those too that the person added or
        dropped."""
        asked = [one for one in self._asked.get(thread, []) if one in self._questions]
        for question in self._questions.values():
            if question.source == "person" and question.key not in asked and question.dropped_at is None:
                texts = [(one, self._questions[one].text) for one in asked]
                asked = insert_by_position(self._bodies.get(thread, ""), texts, (question.key, question.text))
        return list(dict.fromkeys(asked))

    def _of(self, key: str) -> _Question | None:
        return self._questions.get(self._instead.get(key, key))

    def _make(self, key: str, number: int, text: str | None, source: str) -> _Question:
        question = _Question(key, number, text or "", text is None, source)
        self._questions[key] = question
        return question

    def _met(self, entry: Data, taken: Sequence[str]) -> _Question:
        """The question that a copy asks. On another device it may have another key: then it is the one in the same
        words, else the one whose place an outline holds."""
        key, number = entry["keys"][0], entry["number"]
        words = (fold(entry["text"]), entry.get("nth", 1))
        question = self._of(key)
        if question is None:
            same = self._by_words.get(words)
            question = self._of(same) if same and same not in taken else None
            if question is None:
                held = (one for one in self._questions.values() if one.placeholder and not one.read)
                question = next((one for one in held if one.number == number and one.key not in taken), None)
            if question:
                self._instead[key] = question.key
            else:
                question = self._make(key, number, entry["text"], "import")
        self._by_words.setdefault(words, question.key)
        return question

    def _named(self, ref: Data) -> _Question:
        """The question that the person means; made where no copy or outline tells of it."""
        question = self._of(ref["key"])
        if question is None:
            same = self._by_words.get((fold(ref["text"]), 1))
            if same and (question := self._of(same)):
                self._instead[ref["key"]] = question.key
        return question or self._make(ref["key"], ref["number"], ref["text"], "person")

    def _say(self, question: _Question, **said: Any) -> None:
        for name, value in said.items():
            setattr(question, name, value)
        question.source = "person"

    def _remember(self, question: _Question, ref: Data) -> None:
        """What a question read until now still stands for it when it is read again."""
        for text in (ref["text"], "" if question.placeholder else question.text):
            if text:
                self._standing = remember_wording(self._standing, text, question.key)

    def _merge(self, event: Event, data: Data) -> None:
        questions = [self._named(one) for one in data["questions"]]
        one, *others = questions
        for question, ref in zip(questions, data["questions"], strict=True):
            self._remember(question, ref)
        self._restand(lambda asked: merge_ids(asked, one.key, [other.key for other in others]))
        self._say(one, text=data["text"], placeholder=data["placeholder"], dropped_at=None)
        for other in others:
            if other is not one:
                self._say(other, dropped_at=event.at)
                self._merges.append((other.key, one.key, event.id))

    def _restand(self, change: Callable[[Sequence[str]], list[str]]) -> None:
        self._standing = {text: change(questions) for text, questions in self._standing.items()}
        self._asked = {thread: change(questions) for thread, questions in self._asked.items()}
