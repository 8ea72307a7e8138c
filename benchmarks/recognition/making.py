"""A thread made up from a seed: who answers when and with what, who replies below it, and what the copy lacks of it."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from recognition.answers import answer
from recognition.opening import opening
from recognition.people import Person, gather
from recognition.replies import from_opener, reply, thanks
from recognition.scene import Scene
from recognition.shapes import Shape
from recognition.thread import Post, Thread
from recognition.titles import title
from recognition.voices import VoiceSet, voices


def make(which: VoiceSet, shape: Shape, seed: int) -> Thread:
    """The thread number `seed` of this shape; the same for the same seed."""
    rng = random.Random(f"{which} {shape.name} {seed}")
    voice = rng.choice(voices(which))
    discussion = rng.choice(voice.discussions)
    known = len(discussion.questions)
    chosen = sorted(rng.sample(range(known), min(known, rng.choice([1, 2, 2, 3, 3, 3, 4, 4]))))
    begins = date(2018, 1, 1) + timedelta(days=rng.randint(0, 2400))
    size = round(rng.triangular(*shape.posts, shape.posts[0]))
    scene = Scene(
        rng=rng,
        shape=shape,
        voice=voice,
        discussion=discussion,
        questions=() if shape.quiz else tuple(discussion.questions[number] for number in chosen),
        people=gather(voice, 12 + size, shape.answer_lengths, rng),
        begins=begins,
    )
    below = _Below(scene, size)
    posts, me = below.posts, below.me.name
    saved_on = max(post.day for post in posts) + timedelta(days=rng.randint(0, 20))
    if shape.within_year:
        saved_on = max(saved_on, begins + timedelta(days=rng.randint(0, 300)))
    known_by_all = (me, scene.opener)  # a badge would tell the opener all the same
    return Thread(
        title=title(discussion.course, discussion.topic, rng),
        opener=scene.opener,
        day=begins,
        opening=opening(scene),
        posts=posts,
        me=me,
        saved_on=saved_on,
        missing=frozenset({0}) if shape.first_missing else frozenset(),
        nameless=frozenset(
            number
            for number, post in enumerate(posts)
            if shape.authorless or (post.author not in known_by_all and rng.random() < shape.missing_authors)
        ),
    )


@dataclass(frozen=True)
class _Pace:
    """How many days lie between answers, and between an answer and its replies."""

    between: tuple[int, ...]
    later: tuple[int, ...]


_PACES = (
    _Pace(between=(0, 0, 0, 0, 1), later=(0, 0, 0, 1)),
    _Pace(between=(0, 0, 1, 2), later=(0, 1, 1, 2, 3, 10)),
    _Pace(between=(0, 1, 2, 4), later=(0, 2, 5, 20, 60, 200)),
    _Pace(between=(0, 3, 9, 30), later=(0, 0, 1, 3)),
    _Pace(between=(1, 2, 6, 14, 50), later=(0, 1, 4, 15, 40)),
)
_ONE_DAY = _Pace(between=(0,), later=(0,))


class _Below:
    """The posts below an opening post, written one group after the other: an answer, then its replies."""

    def __init__(self, scene: Scene, size: int) -> None:
        self.posts: list[Post] = []
        self._scene = scene
        rng = scene.rng
        self._pace = _ONE_DAY if scene.shape.one_day else rng.choice(_PACES)
        self._replies = rng.choice(scene.shape.replies)
        answerers = scene.people[1:]
        self.me = answerers[rng.randint(2, 4)]
        self._busy = [self.me, *rng.sample(answerers, 5)]
        """Some people reply to nearly everybody."""
        self._to_opener = scene.shape.container != "text" and scene.chance(0.4)
        """On newer pages an answer may begin with the opener's name."""
        day = scene.begins
        for person in answerers:
            self._group(person, day)
            if len(self.posts) >= size and any(post.author == self.me.name and post.parts for post in self.posts):
                break
            day += timedelta(days=rng.choice(self._pace.between))

    def _group(self, person: Person, day: date) -> None:
        scene, rng = self._scene, self._scene.rng
        under = len(self.posts)
        written = answer(scene, person, own=person is self.me)
        text = f"@{scene.opener}\n{written.text}" if self._to_opener and person is not self.me else written.text
        self.posts.append(Post(person.name, day, text, parts=written.parts, headings=written.headings))
        count = min(12, round(rng.expovariate(1 / self._replies))) if self._replies else 0
        if scene.shape.first_missing and not under:
            count += 1
        for _ in range(count):
            day += timedelta(days=rng.choice(self._pace.later))
            self._reply(under, day, person)
            if scene.chance(scene.shape.thanks):
                self._thanks(under, day, person)

    def _reply(self, under: int, day: date, answerer: Person) -> None:
        scene = self._scene
        person = self._replier(answerer)
        if scene.chance(scene.shape.empty):
            text = ""
        elif person is scene.people[0]:
            text = from_opener(scene, person)
        else:
            text = reply(scene, person, self.posts[under])
        self._add(Post(person.name, day, text, under=under, to=under), answerer.name)

    def _thanks(self, under: int, day: date, answerer: Person) -> None:
        above = self.posts[-1]
        to = above.author if above.author != answerer.name else None
        post = Post(answerer.name, day, thanks(self._scene, answerer), under=under, to=len(self.posts) - 1)
        self._add(post, to, often=0.6)

    def _add(self, post: Post, to: str | None, often: float = 0.0) -> None:
        """The post, with an `@name` before its words as often as people here do that."""
        scene = self._scene
        if to and post.text and scene.chance(max(often, scene.shape.mentions)):
            gap = scene.rng.choice([" ", " ", ", ", "\n", "\u00a0\n"])
            post = replace(post, text=f"@{to}{gap}{post.text}", peer=to)
        self.posts.append(post)

    def _replier(self, answerer: Person) -> Person:
        scene, rng = self._scene, self._scene.rng
        if scene.chance(scene.shape.opener_replies):
            return scene.people[0]
        others = self._busy if scene.chance(0.4) else scene.people[1:]
        return rng.choice([person for person in others if person is not answerer])
