"""The fold of the questions of a discussion: from outlines, from copies, and as the person corrected them."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cups_course.events.event import Data, Event, Row
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
    """A copy asks it."""


class Questions:
    """The questions of one discussion, by their keys. Outlines must come first, then the copies from the oldest on,
    then what the person corrected."""

    def __init__(self) -> None:
        self._questions: dict[str, _Question] = {}
        self._aliases: dict[str, str] = {}
        self._by_words: dict[tuple[str, int], str] = {}
        self._claimed: dict[str, int] = {}
        self._asked: dict[str, list[str]] = {}
        self._bodies: dict[str, str] = {}
        self._wordings: dict[str, list[str]] = {}
        """What was read before the person corrected it, with the questions that it is now."""
        self._merges: list[tuple[str, str, str]] = []
        """A question, the one that it was merged into, and the event that did it."""

    @property
    def aliases(self) -> Mapping[str, str]:
        """Keys that stand for another question: two devices read one and the same."""
        return self._aliases

    def outline(self, asked: Sequence[Data]) -> None:
        """Add what an outline asks. It gives words to a question without any; it never changes what a copy said."""
        by_number = {one.number: one for one in reversed(self._questions.values())}
        for entry in asked:
            question = self._of(entry["key"])
            if question is None:
                question = by_number.get(entry["number"])
                if question:
                    self._aliases[entry["key"]] = question.key
                else:
                    question = self._make(entry["key"], entry["number"], entry["text"], "outline")
                    by_number[question.number] = question
            if entry["text"] and question.placeholder:
                question.text, question.placeholder = entry["text"], False
        count = len(self._questions)
        for question in self._questions.values():
            if question.placeholder:
                question.text = f"Question {question.number} of {count}, see the post for its wording"

    def read(self, thread: str, body: str, asked: Sequence[Data] | None, at: str) -> None:
        """Add what a copy of a thread asks; None where it doesn't show that."""
        self._bodies[thread] = body
        if asked is None:
            return
        keys: dict[str, None] = {}
        unread = {one.number: one for one in reversed(self._questions.values()) if one.placeholder and not one.read}
        for entry in asked:
            question = self._asked_by(entry, keys, unread)
            if len(entry["keys"]) == 1:
                question.text, question.placeholder = entry["text"], False
            question.read, question.dropped_at = True, None
            # Where the person split a wording into several questions, their event says how the others read.
            keys |= dict.fromkeys([question.key, *entry["keys"][1:]])
        if asked:
            for question in self._questions.values():
                if question.key not in keys and question.dropped_at is None:
                    question.dropped_at = at
        self._asked[thread] = list(keys)

    def correct(self, event: Event, data: Data) -> None:
        """Apply what the person corrected."""
        match event.kind:
            case "question added":
                question = self._named(data["question"])
                self._change(question, text=data["question"]["text"] or question.text, dropped_at=None)
            case "question edited":
                question = self._named(data["question"])
                self._keep_wordings(question, data["question"])
                self._change(question, text=data["text"], placeholder=False, dropped_at=None)
            case "question dropped":
                self._change(self._named(data["question"]), dropped_at=event.at)
            case "questions merged":
                self._merge(event, data)
            case "question split":
                question = self._named(data["question"])
                self._keep_wordings(question, data["question"])
                self._change(question, text=data["text"], placeholder=False, dropped_at=None)
                more = []
                for one in data["more"]:
                    other = self._named(one)
                    self._change(other, text=one["text"] or other.text, dropped_at=None)
                    more.append(other.key)
                self._replace_ids(lambda asked: split_ids(asked, question.key, more))

    def resolve(self, ref: Data, event_id: str) -> str:
        """The id of the question that an event names: if it was merged since, that of the question it is part of now.
        A question that nothing else names is made."""
        key, since = self._named(ref).key, event_id
        while into := min(
            ((move, other) for one, other, move in self._merges if one == key and move > since), default=None
        ):
            since, key = into
        return key

    def claim(self, text: str) -> int:
        """Count a new question in these words. Returns 1 for the first, 2 for the second."""
        words = fold(text)
        nth = self._claimed.get(words, 0) + 1
        while (words, nth) in self._by_words:
            nth += 1
        self._claimed[words] = nth
        return nth

    def number(self) -> None:
        """Let no number stand twice: the oldest question keeps it, the others get new ones."""
        highest = max((one.number for one in self._questions.values()), default=0)
        used: set[int] = set()
        for question in sorted(self._questions.values(), key=lambda one: one.key):
            if question.number in used:
                highest += 1
                question.number = highest
            used.add(question.number)

    def rows(self, discussion: str) -> list[Row]:
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

    def wordings(self, discussion: str) -> list[Row]:
        """Rows of `wording`: what was read before the person corrected it, and the questions that it is now."""
        return [
            {"discussion_id": discussion, "text": text, "place": place, "question_id": question}
            for place, (text, question) in enumerate(
                (text, question) for text, questions in self._wordings.items() for question in questions
            )
        ]

    def asked_in(self, thread: str) -> list[str]:
        """The ids of the questions of a thread's opening post in its order, with those that the person added or
        dropped."""
        asked = [one for one in self._asked.get(thread, []) if one in self._questions]
        for question in self._questions.values():
            if question.source == "person" and question.key not in asked and question.dropped_at is None:
                texts = [(one, self._questions[one].text) for one in asked]
                asked = insert_by_position(self._bodies.get(thread, ""), texts, (question.key, question.text))
        return list(dict.fromkeys(asked))

    def _of(self, key: str) -> _Question | None:
        return self._questions.get(self._aliases.get(key, key))

    def _make(self, key: str, number: int, text: str | None, source: str) -> _Question:
        question = _Question(key, number, text or "", text is None, source)
        self._questions[key] = question
        return question

    def _asked_by(self, entry: Data, used: Container[str], unread: Mapping[int, _Question]) -> _Question:
        """The question that a copy asks. Another device may have given it another key: then it is the one in the same
        words, else a question of an outline that has that number and no words yet."""
        key, number = entry["keys"][0], entry["number"]
        words = (fold(entry["text"]), entry.get("nth", 1))
        question = self._of(key)
        if question is None:
            same = self._by_words.get(words)
            question = self._of(same) if same and same not in used else None
            if question is None:
                question = unread.get(number)
                question = question if question and question.key not in used else None
            if question:
                self._aliases[key] = question.key
            else:
                question = self._make(key, number, entry["text"], "import")
        self._by_words.setdefault(words, question.key)
        return question

    def _named(self, ref: Data) -> _Question:
        """The question that the person means; it is made where no copy or outline asks it."""
        question = self._of(ref["key"])
        if question is None:
            same = self._by_words.get((fold(ref["text"]), 1))
            if same and (question := self._of(same)):
                self._aliases[ref["key"]] = question.key
        return question or self._make(ref["key"], ref["number"], ref["text"], "person")

    def _change(self, question: _Question, **values: Any) -> None:
        for name, value in values.items():
            setattr(question, name, value)
        question.source = "person"

    def _keep_wordings(self, question: _Question, ref: Data) -> None:
        """Keep how a question read until now, to know it when a copy has that wording again."""
        for text in (ref["text"], "" if question.placeholder else question.text):
            if text:
                self._wordings = remember_wording(self._wordings, text, question.key)

    def _merge(self, event: Event, data: Data) -> None:
        questions = [self._named(one) for one in data["questions"]]
        first, *others = questions
        for question, ref in zip(questions, data["questions"], strict=True):
            self._keep_wordings(question, ref)
        self._replace_ids(lambda asked: merge_ids(asked, first.key, [other.key for other in others]))
        self._change(first, text=data["text"], placeholder=data["placeholder"], dropped_at=None)
        for other in others:
            if other is not first:
                self._change(other, dropped_at=event.at)
                self._merges.append((other.key, first.key, event.id))

    def _replace_ids(self, change: Callable[[Sequence[str]], list[str]]) -> None:
        self._wordings = {text: change(questions) for text, questions in self._wordings.items()}
        self._asked = {thread: change(questions) for thread, questions in self._asked.items()}
