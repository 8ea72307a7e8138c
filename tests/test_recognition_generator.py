"""The generator behind `benchmarks/recognition`: the same seed, the same thread; and threads that are hard enough."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from recognition.compare import compare, fold
from recognition.copies import copies
from recognition.gold import gold
from recognition.making import make
from recognition.plain_rule import plain_rule
from recognition.shapes import SHAPES, Shape
from recognition.voices import VoiceSet

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"

BOTH: tuple[VoiceSet, ...] = ("tuning", "unseen")


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_the_same_seed_makes_the_same_copies_and_another_seed_makes_others(shape: Shape) -> None:
    def made(seed: int) -> list[bytes]:
        return [copy.data for copy in copies(make("unseen", shape, seed), shape, seed)]

    assert made(5) == made(5)
    assert made(5) != made(6)


@pytest.mark.parametrize("which", BOTH)
def test_the_plain_rule_is_wrong_at_least_as_often_as_on_the_threads_that_are_kept_back(which: VoiceSet) -> None:
    kinds, parents = [], []
    for shape in SHAPES:
        if shape.container != "text":
            continue
        for seed in range(10):
            posts = gold(make(which, shape, seed), shape)["posts"]
            for (kind, parent), post in zip(plain_rule(posts), posts, strict=True):
                kinds.append(kind == post["kind"])
                parents.append(parent == post["parent"])

    assert sum(kinds) / len(kinds) <= 0.78
    assert sum(parents) / len(parents) <= 0.65


def test_the_tuning_and_the_unseen_voices_share_no_sentence_and_no_name() -> None:
    tuning, unseen = (set(said(which)) for which in BOTH)

    assert not tuning & unseen


def test_there_are_at_least_five_tuning_and_six_unseen_voices() -> None:
    tuning, unseen = (len(list(files(which))) for which in BOTH)

    assert tuning >= 5
    assert unseen >= 6


@pytest.mark.parametrize(
    "shape", [shape for shape in SHAPES if shape.container == "text"], ids=lambda shape: shape.name
)
def test_every_word_of_the_gold_reading_stands_in_the_text_copy_in_its_order(shape: Shape) -> None:
    thread = make("tuning", shape, 3)
    wanted = gold(thread, shape)
    (copy,) = copies(thread, shape, 3)
    text, at = fold(copy.data.decode()) or "", 0

    for post in wanted["posts"]:
        at = text.index(fold(post["text"]) or "", at)
    assert all(question in text for question in map(fold, wanted["questions"]) if question)


def test_a_reading_that_is_the_gold_one_has_no_mistake_and_a_wrong_parent_is_one() -> None:
    wanted = gold(make("unseen", SHAPES[0], 1), SHAPES[0])
    assert not compare(wanted, wanted).mistakes

    moved = next(number for number, post in enumerate(wanted["posts"]) if post["parent"])
    wrong = [{**post, "parent": None} if number == moved else post for number, post in enumerate(wanted["posts"])]
    (mistake,) = compare(wanted, {**wanted, "posts": wrong}).mistakes
    assert mistake.startswith("parent: ")


def files(which: VoiceSet) -> Iterator[Path]:
    return (BENCHMARKS / "recognition" / "voices" / which).glob("*.toml")


def said(which: VoiceSet) -> Iterator[str]:
    """All names and sentences of a set, without case, marks and pictures."""
    for path in files(which):
        for text in strings(tomllib.loads(path.read_text(encoding="utf-8"))):
            if plain := re.sub(r"[^a-z0-9]+", " ", text.lower()).strip():
                yield plain


def strings(value: Any) -> Iterator[str]:
    """The texts held in a file; kinds and scores of tasks and the small pictures are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in ("kind", "minimum", "emoji"):
                yield from strings(one)
