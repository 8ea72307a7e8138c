"""Answers: what a person says to the questions, and every manner of setting it out."""

from collections.abc import Sequence
from dataclasses import dataclass

from recognition.people import Person
from recognition.scene import Scene
from recognition.voices import Question

Parts = tuple[tuple[int | None, str], ...]

_MANNERS = {
    "repeated": 5,
    "beside": 2,
    "reworded": 3,
    "joined": 2,
    "numbered": 4,
    "numbered questions": 2,
    "dashes": 2,
    "block": 8,
    "paragraphs": 4,
}
_LISTED = ("repeated", "reworded", "numbered", "numbered questions")
"""Manners in which an answer may hold a list of its own and still be told from the next."""
_MARKS = ("{}) ", "{}. ", "{})", "a) ")


@dataclass(frozen=True)
class Answer:
    """The text of an answer, its words for each question, and its lines that are headings."""

    text: str
    parts: Parts
    headings: tuple[str, ...] = ()


def answer(scene: Scene, person: Person, *, own: bool) -> Answer:
    """An answer by `person`. With `own`, one whose split nobody could doubt: it has no words before the first mark."""
    if not scene.questions:
        return _result(scene, person)
    manner = _manner(scene, person, own=own)
    words = [_words(scene, person, question, listed=manner in _LISTED) for question in scene.questions]
    if scene.chance(0.2):
        words[-1] += scene.rng.choice(["\n", "\n\n"]) + scene.say(person, scene.voice.answer.bye)
    if manner == "block":
        return _framed(scene, person, _block(scene, words), own=own)
    if manner == "paragraphs":
        return _framed(scene, person, "\n\n".join(words), own=own)
    heads = _heads(scene, manner)
    text = scene.rng.choice(["\n", "\n\n", "\n\n"]).join(
        head.text + "\n\n".join(words[number] for number in head.numbers) for head in heads
    )
    hello = "" if own or scene.chance(0.8) else scene.say(person, scene.voice.answer.hello) + "\n\n"
    return Answer(
        text=hello + text,
        parts=tuple((head.question, "\n\n".join(words[number] for number in head.numbers)) for head in heads),
        headings=tuple(head.bold for head in heads if head.bold),
    )


@dataclass(frozen=True)
class _Head:
    """What opens the answer to the questions `numbers` (from 0), and the line of it that may be bold."""

    text: str
    numbers: Sequence[int]
    bold: str = ""

    @property
    def question(self) -> int | None:
        """The number of the question, from 1; None where it joins several."""
        return self.numbers[0] + 1 if len(self.numbers) == 1 else None


def _manner(scene: Scene, person: Person, *, own: bool) -> str:
    manners = dict(_MANNERS)
    if len(scene.questions) == 1:
        for several in ("joined", "numbered", "numbered questions", "dashes", "paragraphs"):
            del manners[several]
    elif own:
        del manners["paragraphs"]  # nothing says whether such an answer is one piece or as many as there are questions
        manners["block"] = 3
    if person.length == 0:
        manners |= {"repeated": 1, "block": 14}
    return scene.rng.choices(list(manners), list(manners.values()))[0]


def _words(scene: Scene, person: Person, question: Question, *, listed: bool) -> str:
    """What `person` says to one question, a little more or less than they use to; if `listed`, perhaps as a list."""
    length = max(0, min(3, person.length + scene.rng.choice([-1, 0, 0, 0, 1])))
    if length == 0:
        return scene.say(person, question.terse)
    sentences = scene.say_some(person, question.say, length)
    if length >= 2 and scene.chance(0.3):
        sentences.append(scene.say(person, scene.voice.answer.you))
    if length == 3:
        sentences.append(scene.say(person, question.story or scene.voice.answer.aside))
        if scene.chance(0.4):
            sentences.append(scene.say(person, scene.voice.answer.aside))
    if scene.chance(0.06):
        sentences.append(scene.say(person, scene.voice.answer.ask))
    if scene.chance(scene.shape.dated / 2):
        sentences.insert(scene.rng.choice([0, len(sentences)]), scene.say(person, scene.voice.answer.dated))
    if listed and length >= 2 and scene.chance(0.15):
        sentences = [sentences[0], *(f"  • {sentence}" for sentence in sentences[1:])]
        return "\n".join(sentences)
    return person.paragraphs.join(sentences)


def _block(scene: Scene, words: Sequence[str]) -> str:
    return " ".join(" ".join(part.split()) if scene.chance(0.9) else part for part in words)


def _framed(scene: Scene, person: Person, text: str, *, own: bool) -> Answer:
    """An answer in one piece, perhaps with a hello or a word to the opener before it."""
    if scene.chance(0.12):
        text = scene.say(person, scene.voice.answer.hello) + scene.rng.choice([" ", "\n\n"]) + text
    elif not own and scene.chance(0.06):
        text = f"@{scene.opener} {scene.say(person, scene.voice.answer.to_opener)} {text}"
    return Answer(text, ((None, text),))


def _heads(scene: Scene, manner: str) -> list[_Head]:
    """What stands before each answer in this manner."""
    rng = scene.rng
    asked = list(scene.asked)
    numbers = range(len(asked))
    if manner == "joined":
        joined = f"{asked[0]} {asked[1]}"
        rest = [_Head(f"{asked[number]}\n\n", [number], asked[number]) for number in numbers[2:]]
        return [_Head(f"{joined}\n\n", [0, 1], joined), *rest]
    if manner == "dashes":
        dash = rng.choice(["- ", "- ", "-", "• "])
        return [_Head(dash, [number]) for number in numbers]
    mark = rng.choice(_MARKS)
    marks = [mark.format(number + 1) if "{" in mark else f"{'abcdefgh'[number]}) " for number in numbers]
    if manner == "numbered":
        return [_Head(marks[number], [number]) for number in numbers]
    if manner == "reworded":
        asked = [scene.wording(rng.choice(question.again)) for question in scene.questions]
        colon = rng.choice(["", ":"]) if not any(question.endswith("?") for question in asked) else ""
        asked = [question + colon for question in asked]
    if manner == "numbered questions":
        asked = [marks[number] + asked[number] for number in numbers]
    gap = " " if manner == "beside" else rng.choice(["\n", "\n\n", "\n\n", "\n- ", "\n\n-"])
    return [_Head(f"{asked[number]}{gap}", [number], asked[number]) for number in numbers]


def _result(scene: Scene, person: Person) -> Answer:
    """What people post where only a quiz is wanted."""
    result = f"{scene.rng.randint(7, 10)}/10"
    pattern = scene.rng.choice(["{}", "{}", "{}!", "I got {}", "Score: {}", "My result is {}.", "{} :)"])
    text = pattern.format(result)
    if scene.chance(0.2):
        text += " " + scene.say(person, scene.voice.answer.aside)
    return Answer(text, ((None, text),))
