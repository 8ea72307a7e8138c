"""How much of a reading is right: for each part, what was right of how many."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from recognition.gold import Reading

PARTS = ("title", "numbers", "opener", "questions", "wanted", "tasks", "count", "who, when", "kind", "parent", "text",
         "split", "own replies")  # fmt: skip


@dataclass
class Score:
    """What was right of how many, part by part; and the mistakes in words."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    def count(self, part: str, right: bool, mistake: str) -> None:
        """One more of `part`."""
        self.all[part] += 1
        self.right[part] += right
        if not right:
            self.mistakes.append(f"{part}: {mistake}")

    def add(self, other: "Score") -> None:
        """All of `other` as well, without its mistakes."""
        self.right.update(other.right)
        self.all.update(other.all)

    def share(self, part: str) -> float | None:
        """From 0 to 1; None where there was none."""
        return self.right[part] / self.all[part] if self.all[part] else None


def compare(gold: Reading, read: Reading) -> Score:
    """The score of one reading. Everywhere white space is folded."""
    score = Score()
    _whole(score, gold, read)
    _posts(score, gold["posts"], read["posts"])
    if gold["me"]:
        mine = read["me"] or {"answers": [], "replies": []}
        # With one question, the answer to it is one answer for all questions too.
        only = 1 if len(gold["questions"]) == 1 else None
        wanted, found = (_split(one["answers"], only) for one in (gold["me"], mine))
        _each(score, "split", wanted, found)
        _each(score, "own replies", _replies(gold["me"]["replies"]), _replies(_settled(gold, mine["replies"])))
    return score


def failed(gold: Reading, error: Exception) -> Score:
    """The score where there was no reading."""
    nothing = {"number": None, "title": None}
    empty: Reading = {"posts": [], "questions": [], "tasks": [], "author": "", "peer_replies_wanted": -1, "me": None}
    score = compare(gold, {**empty, "course": nothing, "discussion": nothing, "posted_on": ""})
    score.right.clear()
    score.mistakes = [f"not read: {type(error).__name__}: {error}"]
    return score


def fold(text: str | None) -> str | None:
    """`text` with white space folded."""
    return None if text is None else " ".join(text.split())


def _whole(score: Score, gold: Reading, read: Reading) -> None:
    """What is said once in a thread."""

    def equal(part: str, wanted: Any, found: Any) -> None:
        score.count(part, wanted == found, f"{wanted!r} was read as {found!r}")

    def both(reading: Reading, key: str) -> tuple[Any, Any]:
        return reading["course"][key], reading["discussion"][key]

    equal("title", tuple(map(fold, both(gold, "title"))), tuple(map(fold, both(read, "title"))))
    equal("numbers", both(gold, "number"), both(read, "number"))
    equal("opener", (gold["author"], gold["posted_on"]), (read["author"], read["posted_on"]))
    equal("questions", list(map(fold, gold["questions"])), list(map(fold, read["questions"])))
    equal("wanted", gold["peer_replies_wanted"] or 0, read["peer_replies_wanted"] or 0)
    wanted, found = _tasks(gold["tasks"]), _tasks(read["tasks"])
    extra = found - wanted - _tasks(gold["maybe"])
    score.count("tasks", not extra and not wanted - found, f"{sorted(wanted)} was read as {sorted(found)}")
    equal("count", len(gold["posts"]), len(read["posts"]))


def _tasks(tasks: Iterable[Reading]) -> Counter[tuple[str, bool, str]]:
    """Kind, whether optional, and minimum: how much of its sentence a task takes along is a matter of taste."""
    return Counter((task["kind"], task["optional"], task["minimum"] or "") for task in tasks)


def _posts(score: Score, gold: Sequence[Reading], read: Sequence[Reading]) -> None:
    """Post by post: by their place where there are as many, else by their text."""
    place = dict(_matches(gold, read))
    back = {found: wanted for wanted, found in place.items()}
    for number, post in enumerate(gold):
        found = read[place[number]] if number in place else None
        begin = f"post {post['index']} ({post['author']}, {post['date']}) {(fold(post['text']) or '')[:60]!r}"
        if found is None:
            for part in ("who, when", "kind", "parent", "text"):
                score.count(part, False, f"{begin} was not found")
            continue
        parent = found["parent"] and back.get(found["parent"] - 1, -2) + 1
        how = found.get("how", {})
        for part, wanted, was in (
            ("who, when", (post["author"], post["date"]), (found["author"], found["date"])),
            ("kind", post["kind"], found["kind"]),
            ("parent", post["parent"], parent),
            ("text", fold(post["text"]), fold(found["text"])),
        ):
            score.count(part, wanted == was, f"{begin}: {wanted!r} was read as {was!r} ({how.get(part, '')})")


def _matches(gold: Sequence[Reading], read: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    if len(gold) == len(read):
        yield from ((number, number) for number in range(len(gold)))
        return
    wanted, found = ([fold(post["text"]) for post in posts] for posts in (gold, read))
    for block in SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks():
        yield from ((block.a + step, block.b + step) for step in range(block.size))


def _split(answers: Iterable[Reading], only: int | None) -> list[tuple[str | None, int | None]]:
    """Each text with its question; None for one answer to all questions, or to several. `only` is the one question."""
    return [(fold(answer["text"]), answer["question"] or only) for answer in answers]


def _settled(gold: Reading, replies: Iterable[Reading]) -> Iterator[Reading]:
    """`replies` with nobody for a peer who may be named or not."""
    maybe = {reply["post"]: reply["maybe"] for reply in gold["me"]["replies"] if reply["peer"] is None}
    for reply in replies:
        named = reply["peer"] is not None and reply["peer"] == maybe.get(reply["post"])
        yield {**reply, "peer": None} if named else reply


def _replies(replies: Iterable[Reading]) -> list[Any]:
    return [(reply["post"], (reply["peer"] or "").casefold(), reply["date"], fold(reply["text"])) for reply in replies]


def _each(score: Score, part: str, gold: Sequence[Any], read: Sequence[Any]) -> None:
    """Each of `gold` counts, and each of `read` that should not be there."""
    for one in gold:
        score.count(part, one in read, f"{one} is missing")
    for one in read:
        if one not in gold:
            score.count(part, False, f"{one} should not be there")
