"""Replies: praise, stories, questions, doubts and thanks, each of which reacts or speaks to somebody."""

import re

from recognition.people import Person
from recognition.scene import Scene
from recognition.thread import Post
from recognition.voices import Pool

_EDGES = re.compile(r"^\W+|\W+$")
_SENTENCE = re.compile(r"[^.!?\n]{25,110}[.!?]")


def reply(scene: Scene, person: Person, answer: Post) -> str:
    """What `person` says below `answer`."""
    rng, voice, on = scene.rng, scene.voice.reply, scene.discussion.on
    if scene.shape.quiz:
        pools: tuple[Pool, ...] = rng.choice([(voice.praise,), (voice.praise, voice.advice), (voice.ask,)])
    elif scene.chance(scene.shape.long_replies):
        begin = rng.choice([(), (), (voice.react,), (voice.praise,), (on,), (voice.doubt,)])
        end = rng.choice([(), (), (voice.praise,), (voice.advice,), (voice.ask,), (on,)])
        pools = (*begin, voice.story, *(voice.more,) * rng.choice([0, 0, 1, 1, 2, 3]), *end)
    else:
        pools = rng.choice(
            [
                (voice.praise,),
                (voice.praise,),
                (voice.praise,),
                (voice.praise, voice.ask),
                (voice.praise, voice.advice),
                (voice.react,),
                (on,),
                (on, voice.praise),
                (voice.doubt,),
                (voice.ask,),
                (voice.advice,),
                (voice.react, on),
            ]
        )
    if scene.chance(scene.shape.dated / 2):
        pools = (voice.dated, *pools)
    sentences = [scene.say(person, pool) for pool in pools]
    quoted = [] if scene.shape.quiz else [line for _, words in answer.parts for line in _SENTENCE.findall(words)]
    if quoted and scene.chance(0.08):
        sentences[:0] = [f'"{rng.choice(quoted).strip()}"', scene.say(person, voice.quote)]
    elif answer.text and not scene.shape.quiz and scene.chance(0.2):
        sentences[:0] = [taken_up(scene, answer.text)]
    return rng.choice([" ", " ", person.paragraphs]).join(sentences)


def taken_up(scene: Scene, answer: str) -> str:
    """A few words of an answer that a reply takes up."""
    line = scene.rng.choice([line for line in answer.split("\n") if line.strip()])
    words = line.split()
    count = scene.rng.randint(2, 5)
    begin = scene.rng.randint(0, max(0, len(words) - count))
    return _EDGES.sub("", " ".join(words[begin : begin + count])) + scene.rng.choice(
        ["!", "!!", "...", "?", ":", " :)"]
    )


def thanks(scene: Scene, person: Person) -> str:
    """What the answerer says to those who replied."""
    text = scene.say(person, scene.voice.reply.thanks)
    if scene.chance(0.2):
        text += " " + scene.say(person, scene.voice.answer.aside)
    return text


def from_opener(scene: Scene, person: Person) -> str:
    """What the opener says below an answer."""
    return scene.say(person, scene.voice.reply.opener)
