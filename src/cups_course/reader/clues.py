"""What each post says by itself: its form, how it takes up the questions, and how it speaks to people.

The names of these clues are those of the tables in `weights`, which say how much each is worth.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cups_course.reader.copy import RawPost
from cups_course.text import fold, fold_name


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PRAISE = _set(
    "thank thanks thankyou ty great good nice awesome amazing wonderful beautiful beautifully fantastic excellent "
    "lovely brilliant superb perfect agree agreed well congrats congratulations proud kudos appreciate welcome love "
    "loved like liked same insightful inspiring keep true your wow yes aww aw such so totally absolutely completely "
    "exactly really glad happy nicely bravo cool respect hugs hug sending fabulous impressive interesting powerful "
    "touching relate hear heartwarming right indeed"
)
_GREETING = _set("hi hey hello dear oh ah")
_YOU = _set("you your youre youve youll yours yourself u ur youd")
_I = _set("i my me mine im ive id ill myself")
_THANKS = _set("thank thanks thankyou ty appreciate grateful thx")
# Words of four letters and more by which questions ask, whatever they ask about.
_ASKING = _set(
    "what which where when whom whose does have been will would could should think feel about from into that this "
    "these those there their them they with your yours yourself youve please describe share list name tell explain "
    "discuss give write example time make like want more most ever some someone somebody anything something"
)
_NUMBER = re.compile(r"^\W{0,4}(?:Q(?:uestion)? ?)?(\d{1,2}|[a-h])[).:]", re.MULTILINE | re.IGNORECASE)
_BULLET = re.compile(r"^[ \t\xa0]*[-–—•*●✔➤>]", re.MULTILINE)
_MENTION = re.compile(r"(?<![\w@])@([\w.\-]{1,32})")
_QUOTE = re.compile('["“”«]([^"“”«»\n]{8,300})["”“»]')
_RESULT = re.compile(r"\b\d{1,3} ?(?:/|out of) ?\d{1,3}\b", re.IGNORECASE)
_NAME_PART = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}")
_EDGE = re.compile(r"^\W+|\W+$")
_DIGITS = re.compile(r"\d+")
_BEGINNING = 30  # words
_MOST_QUESTIONS = 60  # every post is searched for each
_LONGEST_LOOKED_AT = 6000  # characters
_MOST_OF_A_QUESTION = 0.6
"""A line with so much of a question's own words is the question worded anew."""


@dataclass(slots=True)
class Clues:
    """What one post says by itself, and what can be compared with the posts around it."""

    author: str | None
    tells: dict[str, float]
    """Its clues by their names, and how much of each."""
    words: Sequence[str]
    """Its words, folded, digits as 0."""
    vocabulary: frozenset[str]
    """Its words, two words in a row, and its form: what a thread's own posts teach about."""
    names: frozenset[str] = frozenset()
    """Whom it addresses with an @ (but the opener), folded."""
    begins_with: str | None = None
    """The name with an @ at its beginning, folded."""
    quotes: tuple[str, ...] = ()
    nicknames: frozenset[str] = frozenset()
    """What its author may be called."""
    calls: frozenset[str] = field(default_factory=frozenset)
    """The words at either end, where people are called by a nickname."""
    replies: int | None = None
    """How many replies the copy counts under it."""


class _Folded(dict[str, str]):
    """Tokens as they are compared: folded, without marks around them. A thread's tokens come again and again."""

    def __missing__(self, token: str) -> str:
        word = self[token] = _DIGITS.sub("0", _EDGE.sub("", fold(token)))
        return word

    def words(self, text: str) -> list[str]:
        return list(filter(None, map(self.__getitem__, text.split())))


class _Asked:
    """The questions, to be found in posts."""

    def __init__(self, questions: Sequence[str], folded: _Folded) -> None:
        asked = [words for question in questions[:_MOST_QUESTIONS] if (words := folded.words(question))]
        self.whole = [f" {' '.join(words)} " for words in asked]
        self.subjects = [
            subjects for words in asked if (subjects := {w for w in words if len(w) > 3 and w not in _ASKING})
        ]
        self.all_subjects = frozenset[str]().union(*self.subjects)
        self.count = len(asked)

    def covered(self, lines: Sequence[Sequence[str]]) -> int:
        """How many questions have a line with most of their own words."""
        held = [found for line in lines if (found := self.all_subjects.intersection(line))]
        return sum(
            any(len(subjects & line) >= _MOST_OF_A_QUESTION * len(subjects) for line in held)
            for subjects in self.subjects
        )


def clues(posts: Sequence[RawPost], questions: Sequence[str], opener: str | None) -> list[Clues]:
    """The clues of each of `posts`, given the questions of the opening post and who wrote it."""
    folded = _Folded()
    asked = _Asked(questions, folded)
    is_authorless = all(post.author is None for post in posts)
    opener = fold_name(opener) if opener else _whom_answers_name(posts) if is_authorless else None
    return [_clues(post, asked, folded, opener, is_authorless=is_authorless) for post in posts]


def _clues(post: RawPost, asked: _Asked, folded: _Folded, opener: str | None, *, is_authorless: bool) -> Clues:
    text = post.text[:_LONGEST_LOOKED_AT].strip()
    lines = [words for line in text.split("\n") if (words := folded.words(line))]
    words = [word for line in lines for word in line]
    author = fold_name(post.author) if post.author else None
    mentioned = list(map(_mentioned, _MENTION.finditer(text))) if "@" in text else []
    begins_with = mentioned[0] if mentioned and text.startswith("@") else None
    tells = dict.fromkeys(_form(text, words, len(lines), asked.count), 1.0)
    different = frozenset(words)
    tells |= dict.fromkeys(_of_questions(words, different, lines, asked), 1.0)
    vocabulary = different.union(map(" ".join, pairwise(words[:_BEGINNING])), [f"#{name}" for name in tells])
    tells |= _speaking(text, words, different)
    if post.replies:
        tells["replies are counted under it"] = 1.0
    if author and author == opener:
        tells["by the opener"] = 1.0
    if begins_with and begins_with == opener:
        tells["answers the opener, as every answer does" if is_authorless else "begins with the opener's name"] = 1.0
    elif begins_with:
        tells["answers another, as replies do" if is_authorless else "begins with a name"] = 1.0
    elif mentioned:
        tells["names somebody"] = 1.0
    return Clues(
        author=author,
        tells=tells,
        words=words,
        vocabulary=vocabulary,
        names=frozenset(mentioned) - {author, opener},
        begins_with=begins_with,
        quotes=tuple(" ".join(folded.words(quote)) for quote in _QUOTE.findall(text)),
        nicknames=_nicknames(post.author) if post.author else frozenset(),
        calls=frozenset(words[:6] + words[-5:]),
        replies=post.replies,
    )


def _from(edges: Sequence[int], count: int) -> int:
    """The highest of `edges` that `count` reaches."""
    return edges[bisect_right(edges, count) - 1]


def _form(text: str, words: Sequence[str], lines: int, asked: int) -> Iterator[str]:
    yield f"{_from((0, 1, 4, 8, 15, 25, 40, 60, 90, 140), len(words))} words"
    yield f"{_from((0, 2, 3, 4, 6, 9), lines)} lines"
    numbers = _NUMBER.findall(text)
    if numbers[:1] in (["1"], ["a"], ["A"]) and not {"2", "b", "B"}.isdisjoint(numbers):
        yield "numbered pieces"
    if (bullets := len(_BULLET.findall(text))) > 1:
        yield "bullets"
    if asked > 1 and asked in (lines, bullets, len(numbers)):
        yield "as many pieces as questions"
    if len(words) < 15 and _RESULT.search(text):
        yield "a result in a few words"


def _of_questions(
    words: Sequence[str], different: frozenset[str], lines: Sequence[Sequence[str]], asked: _Asked
) -> Iterator[str]:
    joined = f" {' '.join(words)} "
    repeated = [question for question in asked.whole if question in joined]
    yield f"{min(2, len(repeated))} questions repeated"
    if any(joined.find(question) <= 6 for question in repeated):
        yield "begins with a question"
    subjects = len(asked.all_subjects & different)
    yield f"{min(2, asked.covered(lines)) if subjects else 0} questions in a line"
    yield f"{min(3, subjects)} words of questions"


def _speaking(text: str, words: Sequence[str], different: frozenset[str]) -> dict[str, float]:
    """How it speaks of itself and to others."""
    you, own = (sum(map(words.count, different & those)) for those in (_YOU, _I))
    at = 0
    while at < 4 and words[at : at + 1] and words[at] in _GREETING:
        at += 1
    first = words[at] if at < 4 and at < len(words) else ""
    told = {
        f"{_from((0, 1, 2, 4), you)} times you": 1.0,
        f"{_from((0, 1, 3), own)} times I": 1.0,
        "share of you": min(1.0, 5 * you / max(1, len(words))),
        "share of I": min(1.0, 5 * own / max(1, len(words))),
        "begins with praise": first in _PRAISE,
        "praise near the beginning": not _PRAISE.isdisjoint(words[:6]),
        "begins with a greeting": words[:1] != [] and words[0] in _GREETING,
        "begins with I": words[:1] == ["i"],
        "says your": "your" in different,
        "thanks": not _THANKS.isdisjoint(different),
        "ends with a question": text.endswith("?"),
        "exclaims": "!" in text,
        "begins with a quotation": text[:1] in ('"', "“", ">", "«"),
    }
    return {name: float(much) for name, much in told.items() if much}


def _whom_answers_name(posts: Sequence[RawPost]) -> str | None:
    """In a copy without authors every post begins with the name of whom it answers. Replies to one person stand
    together; the name that comes again and again is the opener's."""
    begun = [_mentioned(form) if (form := _MENTION.match(post.text.lstrip())) else None for post in posts]
    times = Counter(name for name, above in zip(begun, [None, *begun], strict=False) if name and name != above)
    return max(times, key=lambda name: (times[name], name == begun[0]), default=None)


def _mentioned(form: re.Match[str]) -> str:
    return form[1].rstrip(".-").casefold()


def _nicknames(author: str) -> frozenset[str]:
    return frozenset(part.casefold() for part in [author, *_NAME_PART.findall(author)])
