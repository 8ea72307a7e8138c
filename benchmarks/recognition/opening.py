"""The opening post: prose with its traps, the questions in one of their forms, the wish for replies, tasks."""

from dataclasses import replace

from recognition.damage import damage
from recognition.scene import Scene
from recognition.thread import Block, OpeningPost
from recognition.voices import Pool, Task

_WORDS = ("one", "two", "three", "four", "five")
_FORMS = ("line", "numbers", "numbers", "bullets", "pens", "ask yourself", "activity")


def opening(scene: Scene) -> OpeningPost:
    """An opening post for the questions of the scene."""
    rng, voice = scene.rng, scene.voice.opening
    tasks = _tasks(scene)
    wanted = rng.choice([None, 1, 2, 3, 3, 3, 4, 5])
    asking, wish = _asking(scene, wanted)
    maybe: list[Task] = []
    blocks = [*_prose(scene), *(Block((scene.wording(task.text),)) for task in tasks), *asking]
    if wish:
        blocks.append(wish)
    if scene.chance(0.2):
        blocks.append(_paragraph(scene, voice.bonus))
        maybe.append(Task("other", blocks[-1].lines[0], optional=True))
    if scene.chance(0.2):
        blocks.append(_paragraph(scene, voice.further))
        maybe.append(Task("read", blocks[-1].lines[0], optional=True))
    if scene.chance(0.2):
        blocks += _list(scene, rng.choice(voice.steps))
    elif scene.chance(0.6):
        blocks.append(_paragraph(scene, voice.after))
    if scene.chance(0.7):
        blocks.append(_paragraph(scene, voice.closing))
    return OpeningPost(tuple(blocks), scene.asked, wanted, tuple(tasks), tuple(maybe))


def _paragraph(scene: Scene, pool: Pool) -> Block:
    return Block((_told(scene, pool),))


def _told(scene: Scene, pool: Pool) -> str:
    sentence = scene.teller.tell(pool)[0]
    return damage(sentence, scene.rng) if scene.shape.damaged else sentence


def _list(scene: Scene, items: Pool) -> list[Block]:
    """A list of advice or steps with its introduction."""
    head, *rest = (scene.wording(scene.teller.fill(item)) for item in items)
    return [Block((head,)), Block(tuple(rest), "numbers")]


def _prose(scene: Scene) -> list[Block]:
    rng, voice = scene.rng, scene.voice.opening
    blocks = [_paragraph(scene, voice.first)] if scene.chance(0.7) else []
    blocks += [_paragraph(scene, voice.prose) for _ in range(rng.randint(1, 4))]
    if scene.chance(0.35):
        blocks.insert(rng.randint(0, len(blocks)), _paragraph(scene, voice.rhetorical))
    if scene.chance(0.2):
        blocks.insert(rng.randint(0, len(blocks)), Block(("A picture of a small lamp on a table",), "picture"))
    for advice in rng.sample(voice.advice, min(len(voice.advice), rng.choice([0, 0, 1, 2]))):
        blocks += _list(scene, advice)
    return blocks


def _tasks(scene: Scene) -> list[Task]:
    """The tasks of this post, as the copy words them."""
    offered = scene.voice.opening.tasks
    if scene.shape.quiz:
        chosen = [scene.rng.choice([task for task in offered if task.kind == "quiz"])]
    else:
        chosen = scene.rng.sample(offered, scene.rng.choice([0, 0, 1, 1, 2]))
    return [replace(task, text=scene.wording(task.text)) for task in chosen]


def _asking(scene: Scene, wanted: int | None) -> tuple[list[Block], Block | None]:
    """The questions in one of their forms, and the wish for replies where it does not stand among them."""
    rng, voice, asked = scene.rng, scene.voice.opening, scene.asked
    wish = _wish(scene, voice.wish, wanted) if wanted else ""
    then = Block((_wish(scene, voice.then_wish, wanted),)) if wanted else None
    activity = Block((f"Activity: {wish}",)) if wanted else None
    if not asked:
        return [], rng.choice([activity, then])
    form = rng.choice([form for form in _FORMS if form != "line" or _fit_one_line(asked)])
    if form == "line":
        head = rng.choice(["Questions:", _told(scene, voice.line)])
        first = " ".join((head, *asked[:2]))
        return [Block((first, *asked[2:]))], rng.choice([activity, then])
    if form == "ask yourself":
        return [_paragraph(scene, voice.ask_yourself), *(Block((question,)) for question in asked)], rng.choice(
            [activity, then]
        )
    if form == "activity":
        return [Block((f"Activity: {question}",)) for question in asked], then
    items = asked
    beside = rng.choice([activity, then])
    if wanted and scene.chance(0.4):
        items, beside = (*asked, wish), None
    if form == "pens":
        return [Block((f"✒️ {item}",)) for item in items], beside
    if form == "bullets":
        return [_paragraph(scene, voice.bullets), Block(items, "bullets")], beside
    return [_paragraph(scene, voice.numbered), Block(items, "numbers")], beside


def _fit_one_line(asked: tuple[str, ...]) -> bool:
    """Whether each is a single sentence that ends in a question mark, so that a line of them falls apart again."""
    return all(question.endswith("?") and not set(question[:-1]) & set("?!.") for question in asked)


def _wish(scene: Scene, pool: Pool, wanted: int) -> str:
    number = scene.rng.choice([str(wanted), _WORDS[wanted - 1]])
    sentence = scene.rng.choice(pool).replace("{n}", number)
    return scene.wording(sentence.replace("  ", scene.rng.choice(["  ", " \u00a0"])))
