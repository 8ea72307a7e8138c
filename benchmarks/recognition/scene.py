"""What everybody who writes in one thread shares: the voice, the questions, the cast."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from recognition.damage import damage, lose_apostrophes
from recognition.days import in_full
from recognition.people import Person
from recognition.shapes import Shape
from recognition.voices import Discussion, Pool, Question, Teller, Voice


@dataclass
class Scene:
    """A thread in the making. `people` are the cast, the first of them the opener."""

    rng: random.Random
    shape: Shape
    voice: Voice
    discussion: Discussion
    questions: tuple[Question, ...]
    people: Sequence[Person]
    begins: date
    teller: Teller = field(init=False)

    def __post_init__(self) -> None:
        self.teller = Teller(
            self.rng,
            {
                "place": lambda: self.voice.place,
                "n": lambda: str(self.rng.randint(2, 9)),
                "date": lambda: in_full(self.begins - timedelta(days=self.rng.randint(-300, 2000))),
                "name": lambda: self.rng.choice(self.people).name,
            },
        )

    @property
    def opener(self) -> str:
        """Who opened the thread."""
        return self.people[0].name

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions as the copy has them."""
        return tuple(self.wording(question.ask) for question in self.questions)

    def chance(self, often: float) -> bool:
        """True as `often` as said."""
        return self.rng.random() < often

    def wording(self, text: str) -> str:
        """A question or a heading as the copy has it."""
        return lose_apostrophes(text) if self.shape.damaged else text

    def say(self, person: Person, pool: Pool) -> str:
        """One sentence of `pool` as `person` types it and the copy has it."""
        return self.say_some(person, pool, 1)[0]

    def say_some(self, person: Person, pool: Pool, count: int) -> list[str]:
        """`count` different sentences."""
        sentences = [person.write(told, self.rng, self.voice.emoji) for told in self.teller.tell(pool, count)]
        return [damage(sentence, self.rng) for sentence in sentences] if self.shape.damaged else sentences
