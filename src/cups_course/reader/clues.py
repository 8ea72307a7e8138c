"""Finds what each post shows by itself: its form, how it repeats the questions, and how it speaks to people."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cups_course.reader.copy import RawPost
from cups_course.reader.features import Feature
from cups_course.text import fold, fold_name, word_set
from cups_course.thread.peers import MENTION

_PRAISE = word_set(
    "thank thanks thankyou ty great good nice awesome amazing wonderful beautiful beautifully fantastic excellent "
    "lovely brilliant superb perfect agree agreed well congrats congratulations proud kudos appreciate welcome love "
    "loved like liked same insightful inspiring keep true your wow yes aww aw such so totally absolutely completely "
    "exactly really glad happy nicely bravo cool respect hugs hug sending fabulous impressive interesting powerful "
    "touching relate hear heartwarming right indeed"
)
_GREETING = word_set("hi hey hello dear oh ah")
_YOU = word_set("you your youre youve youll yours yourself u ur youd")
_I = word_set("i my me mine im ive id ill myself")
_THANKS = word_set("thank thanks thankyou ty appreciate grateful thx")
# Words of four or more letters that do not say what a question is about.
_ASKING = word_set(
    "what which where when whom whose does have been will would could should think feel about from into that this "
    "these those there their them they with your yours yourself youve please describe share list name tell explain "
    "discuss give write example time make like want more most ever some someone somebody anything something"
)
_NUMBER = re.compile(r"^\W{0,4}(?:Q(?:uestion)? ?)?(\d{1,2}|[a-h])[).:]", re.MULTILINE | re.IGNORECASE)
_BULLET = re.compile(r"^[ \t\xa0]*[-–—•*●✔➤>]", re.MULTILINE)
_QUOTE = re.compile('["“”«]([^"“”«»\n]{8,300})["”“»]')
_RESULT = re.compile(r"\b\d{1,3} ?(?:/|out of) ?\d{1,3}\b", re.IGNORECASE)
_NAME_PART = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}")
_EDGE = re.compile(r"^\W+|\W+$")
_DIGITS = re.compile(r"\d+")
_BEGINNING = 30  # words
_MOST_QUESTIONS = 60  # every post is searched for each
_LONGEST_LOOKED_AT = 6000  # characters
_MOST_OF_A_QUESTION = 0.6
"""A line with this share of the words of a question's subject repeats the question in other words."""


@dataclass(slots=True)
class Clues:
    """What one post shows by itself, and what of it can be compared with the posts around it."""

    author: str | None
    features: dict[Feature, float]
    """How much it has of each feature that can be seen without other posts."""
    words: Sequence[str]
    """Its words, folded, digits as 0."""
    vocabulary: frozenset[str]
    """Its words, its pairs of words and the features of its form, about which the thread's other posts teach."""
    names: frozenset[str] = frozenset()
    """The folded names after an @ in it, without those of its author and the opener."""
    begins_with: str | None = None
    """The folded name after an @ at its beginning."""
    quotes: tuple[str, ...] = ()
    nicknames: frozenset[str] = frozenset()
    """What its author may be called."""
    calls: frozenset[str] = field(default_factory=frozenset)
    """The words at either end, where people call others by a nickname."""
    replies: int | None = None
    """How many replies the copy counts under it."""


class _Folded(dict[str, str]):
    """A cache of tokens as they are compared: folded, without punctuation around them."""

    def __missing__(self, token: str) -> str:
        word = self[token] = _DIGITS.sub("0", _EDGE.sub("", fold(token)))
        return word

    def words(self, text: str) -> list[str]:
        return list(filter(None, map(self.__getitem__, text.split())))


class _Questions:
    """The questions, prepared for finding them in posts."""

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
        named = [words for line in lines if (words := self.all_subjects.intersection(line))]
        return sum(
            any(len(subjects & line) >= _MOST_OF_A_QUESTION * len(subjects) for line in named)
            for subjects in self.subjects
        )


def clues(posts: Sequence[RawPost], questions: Sequence[str], opener: str | None) -> list[Clues]:
    """The clues of each of `posts`; `questions` and `opener` are those of the opening post."""
    folded = _Folded()
    asked = _Questions(questions, folded)
    is_authorless = all(post.author is None for post in posts)
    opener = fold_name(opener) if opener else _opener_by_mentions(posts) if is_authorless else None
    return [_clues_of_post(post, asked, folded, opener, is_authorless=is_authorless) for post in posts]


def _clues_of_post(
    post: RawPost, asked: _Questions, folded: _Folded, opener: str | None, *, is_authorless: bool
) -> Clues:
    text = post.text[:_LONGEST_LOOKED_AT].strip()
    lines = [words for line in text.split("\n") if (words := folded.words(line))]
    words = [word for line in lines for word in line]
    author = fold_name(post.author) if post.author else None
    mentioned = list(map(fold_name, MENTION.findall(text))) if "@" in text else []
    begins_with = mentioned[0] if MENTION.match(text) else None
    features = dict.fromkeys(_form_features(text, words, len(lines), asked.count), 1.0)
    different = frozenset(words)
    features |= dict.fromkeys(_question_features(words, different, lines, asked), 1.0)
    vocabulary = different.union(map(" ".join, pairwise(words[:_BEGINNING])), features)
    features |= _speech_features(text, words, different)
    if post.replies:
        features[Feature.HAS_REPLY_COUNT] = 1.0
    if author and author == opener:
        features[Feature.BY_OPENER] = 1.0
    if begins_with and begins_with == opener:
        features[Feature.ADDRESSED_TO_OPENER if is_authorless else Feature.BEGINS_WITH_OPENER] = 1.0
    elif begins_with:
        features[Feature.ADDRESSED_TO_ANOTHER if is_authorless else Feature.BEGINS_WITH_NAME] = 1.0
    return Clues(
        author=author,
        features=features,
        words=words,
        vocabulary=vocabulary,
        names=frozenset(mentioned) - {author, opener},
        begins_with=begins_with,
        quotes=tuple(" ".join(folded.words(quote)) for quote in _QUOTE.findall(text)),
        nicknames=_nicknames(post.author) if post.author else frozenset(),
        calls=frozenset(words[:6] + words[-5:]),
        replies=post.replies,
    )


class _Bands:
    """A feature for each range of counts; `features` is keyed by the lowest count of each range, in ascending order."""

    def __init__(self, features: Mapping[int, Feature]) -> None:
        self._edges, self._features = list(features), list(features.values())

    def of(self, count: int) -> Feature:
        return self._features[bisect_right(self._edges, count) - 1]


_WORDS = _Bands(
    {
        0: Feature.WORDS_0,
        1: Feature.WORDS_1,
        4: Feature.WORDS_4,
        8: Feature.WORDS_8,
        15: Feature.WORDS_15,
        25: Feature.WORDS_25,
        40: Feature.WORDS_40,
        60: Feature.WORDS_60,
        90: Feature.WORDS_90,
        140: Feature.WORDS_140,
    }
)
_LINES = _Bands(
    {
        0: Feature.LINES_0,
        2: Feature.LINES_2,
        3: Feature.LINES_3,
        4: Feature.LINES_4,
        6: Feature.LINES_6,
        9: Feature.LINES_9,
    }
)
_REPEATED = (Feature.QUESTIONS_REPEATED_0, Feature.QUESTIONS_REPEATED_1, Feature.QUESTIONS_REPEATED_2)
_IN_A_LINE = (Feature.QUESTIONS_IN_A_LINE_0, Feature.QUESTIONS_IN_A_LINE_1, Feature.QUESTIONS_IN_A_LINE_2)
_SUBJECTS = (Feature.QUESTION_WORDS_0, Feature.QUESTION_WORDS_1, Feature.QUESTION_WORDS_2, Feature.QUESTION_WORDS_3)
_TIMES_YOU = _Bands({0: Feature.TIMES_YOU_0, 1: Feature.TIMES_YOU_1, 2: Feature.TIMES_YOU_2, 4: Feature.TIMES_YOU_4})
_TIMES_I = _Bands({0: Feature.TIMES_I_0, 1: Feature.TIMES_I_1, 3: Feature.TIMES_I_3})


def _form_features(text: str, words: Sequence[str], lines: int, asked: int) -> Iterator[Feature]:
    yield _WORDS.of(len(words))
    yield _LINES.of(lines)
    numbers = _NUMBER.findall(text)
    if numbers[:1] in (["1"], ["a"], ["A"]) and not {"2", "b", "B"}.isdisjoint(numbers):
        yield Feature.NUMBERED_PIECES
    if (bullets := len(_BULLET.findall(text))) > 1:
        yield Feature.BULLETS
    if asked > 1 and asked in (lines, bullets, len(numbers)):
        yield Feature.AS_MANY_PIECES_AS_QUESTIONS
    if len(words) < 15 and _RESULT.search(text):
        yield Feature.SHORT_RESULT


def _question_features(
    words: Sequence[str], different: frozenset[str], lines: Sequence[Sequence[str]], asked: _Questions
) -> Iterator[Feature]:
    joined = f" {' '.join(words)} "
    repeated = [question for question in asked.whole if question in joined]
    yield _REPEATED[min(2, len(repeated))]
    if any(joined.find(question) <= 6 for question in repeated):
        yield Feature.BEGINS_WITH_QUESTION
    subjects = len(asked.all_subjects & different)
    yield _IN_A_LINE[min(2, asked.covered(lines)) if subjects else 0]
    yield _SUBJECTS[min(3, subjects)]


def _speech_features(text: str, words: Sequence[str], different: frozenset[str]) -> dict[Feature, float]:
    """The features of how the author speaks of themselves and to others, that the post has any of."""
    you, i = (sum(map(words.count, different & those)) for those in (_YOU, _I))
    at = 0
    while at < 4 and words[at : at + 1] and words[at] in _GREETING:
        at += 1
    first = words[at] if at < 4 and at < len(words) else ""
    amounts = {
        _TIMES_YOU.of(you): 1.0,
        _TIMES_I.of(i): 1.0,
        Feature.SHARE_OF_YOU: min(1.0, 5 * you / max(1, len(words))),
        Feature.SHARE_OF_I: min(1.0, 5 * i / max(1, len(words))),
        Feature.BEGINS_WITH_PRAISE: first in _PRAISE,
        Feature.PRAISE_NEAR_BEGINNING: not _PRAISE.isdisjoint(words[:6]),
        Feature.BEGINS_WITH_GREETING: words[:1] != [] and words[0] in _GREETING,
        Feature.BEGINS_WITH_I: words[:1] == ["i"],
        Feature.SAYS_YOUR: "your" in different,
        Feature.THANKS: not _THANKS.isdisjoint(different),
        Feature.ENDS_WITH_QUESTION: text.endswith("?"),
        Feature.EXCLAIMS: "!" in text,
        Feature.BEGINS_WITH_QUOTATION: text[:1] in ('"', "“", ">", "«"),
    }
    return {feature: float(amount) for feature, amount in amounts.items() if amount}


def _opener_by_mentions(posts: Sequence[RawPost]) -> str | None:
    """The opener's folded name in a copy without authors, where posts begin with the name of the person they answer.

    Replies to one person stand together, so the name that comes back most often is the opener's.
    """
    names = [fold_name(match[1]) if (match := MENTION.match(post.text.lstrip())) else None for post in posts]
    times = Counter(name for name, above in zip(names, [None, *names], strict=False) if name and name != above)
    return max(times, key=lambda name: (times[name], name == names[0]), default=None)


def _nicknames(author: str) -> frozenset[str]:
    return frozenset(part.casefold() for part in [author, *_NAME_PART.findall(author)])
