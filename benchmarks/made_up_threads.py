"""Made-up threads with their right reading, from a seed. Names and sentences are invented; two voices share none.

No rule was written for a sentence of "library", but its scores were looked at while the rules for "garden" were
tuned: it shows what other words cost, and is no proof for threads never seen.
"""

import random
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Voice:
    """How the people of one made-up community write. `{x}` stands for one of `things`, `{who}` for a nickname."""

    topic: str
    questions: tuple[str, ...]
    things: tuple[str, ...]
    answers: tuple[str, ...]
    praise: tuple[str, ...]
    talk: tuple[str, ...]


@dataclass(frozen=True)
class MadeUpPost:
    """A post and what a right reading says of it. `parent` counts from 1."""

    author: str | None
    day: date | None
    kind: str
    parent: int | None
    text: str


@dataclass(frozen=True)
class MadeUpThread:
    """A thread as a text copy, and its posts."""

    copy: str
    posts: tuple[MadeUpPost, ...]


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GARDEN = Voice(
    topic="Caring for a Shared Garden",
    questions=(
        "What does a shared garden mean to you?",
        "Describe one plant you have looked after this year.",
        "How can you make newcomers feel at home among the beds?",
    ),
    things=_words_of(
        "beans compost watering roses seedlings pruning sunflowers bees mulch tomatoes fences ladders rain "
        "snails lavender pumpkins toolsheds "
        "neighbours benches weeding frost harvest baskets herbs orchids radishes sparrows gravel"
    ),
    answers=(
        "To me it is a place where everybody brings what they can.",
        "Last spring I planted {x} with my niece and we learned a lot about {y}.",
        "I try to show up on Saturdays, even if it is only for the {x}.",
        "A good gardener listens first and digs later.",
        "My grandmother used to say that {x} teach patience.",
        "I love the idea of sharing {x} with people who have no balcony.",
        "We started with {x} and ended up caring about {y} as well.",
        "It means that nobody has to carry the {x} alone.",
        "I would greet them at the gate and show them the {x}.",
        "You cannot hurry {x}, you can only look after them.",
        "One example is the team that repairs the {x} every autumn.",
        "For me it begins with small things such as {x} or {y}.",
        "I could be more patient when people ask about {x} again and again.",
        "People need to feel safe before they talk about {x}.",
        "By asking what they like and by giving them a bit of {x} to begin with.",
        "The {x} on the north side. I water them twice a week.",
        "When somebody is ill, the rest of us take care of their {x}.",
        "Thank you for this post. I had never thought about {x} that way.",
        "Sharing, learning and laughing together.",
        "Community and {x}.",
    ),
    praise=(
        "Great answer!",
        "Thank you so much for sharing!",
        "I love how you wrote about the {x}.",
        "Well said, {who}!",
        "You are doing wonderful work with the {x}!",
        "heart heart",
        "This is so inspiring, keep going!",
        "Totally agree with you on {x}.",
        "Wow, your niece is lucky to have you.",
        "Nice one {who}",
        "I really like your example.",
        "So true!",
        "Your patience with {x} shows how much you care.",
        "Aw, that made my day.",
        "Good job!!",
        "I am glad that you are part of this garden.",
        "Yes!! {x} forever :)",
        "That is a lovely way to put it.",
    ),
    talk=(
        "It reminded me of my first year, when I killed all the {x} in one week.",
        "We had the same trouble with {x} over here.",
        "I hope the {x} come back after the winter.",
        "I never looked at {x} like this before.",
        "Did it take long until the {x} were ready?",
        "Please take care of yourself as well, the {x} can wait.",
        "I think many of us feel like that about {x}.",
        "May I ask where you found the {x}?",
        "My own {x} are still tiny, so this gives me hope.",
        "If you ever need a hand with {x}, write to me.",
    ),
)

LIBRARY = Voice(
    topic="Welcoming Readers",
    questions=(
        "Which book would you hand to somebody who has never liked reading?",
        "Tell us about a time when a reader surprised you.",
        "What is one habit you want to bring to the reading room?",
    ),
    things=_words_of(
        "atlases novels whispering shelves lanterns poems bookmarks catalogues armchairs comics mysteries "
        "stamps dictionaries cushions maps "
        "diaries fables letters recipes puppets songbooks ladles trolleys posters murals ribbons"
    ),
    answers=(
        "Probably something short with {x} in it, because length scares people away.",
        "There was a boy who came in for the {x} and left with three {y}.",
        "A habit I want is to put {x} back before I go home.",
        "Honestly, {x}.",
        "Reading should feel like sitting in a warm kitchen.",
        "An old sailor once recited all the {x} by heart, and we stood there with open mouths.",
        "I'd bring more calm and fewer {x}.",
        "Every reader has some {x} waiting somewhere.",
        "I believe we should never laugh at the {x} anyone picks.",
        "Our reading room was quiet until the {x} arrived.",
        "Keeping a list of {x} and asking about them the next time.",
        "It depends on the person, some want {x} and some want {y}.",
        "A woman asked for {x} and then read them aloud to her dog outside.",
        "Smiling when the door opens. It costs nothing.",
        "I'd choose {x}, since you can open them anywhere.",
        "Not judging. That is all.",
        "My habit would be five minutes of {x} before we open.",
    ),
    praise=(
        "What a story, {who}!",
        "Haha the dog!! Brilliant.",
        "Thanks {who}, this made me smile.",
        "Such a thoughtful reply.",
        "Beautifully put.",
        "I can picture you among the {x} :)",
        "Hats off to you!",
        "That's a great habit to have.",
        "Couldn't agree more.",
        "you're a gem",
        "Appreciate your honesty here.",
        "Cheering for you and your {x}!",
        "Lovely thought about {x}.",
        "Same!",
        "Keep up the good work",
        "Sending you warm wishes.",
        "100%",
    ),
    talk=(
        "Your sailor would get along with my uncle, he knows every one of the {x}.",
        "I tried the thing with {x} once and it went badly, so respect.",
        "Have you thought of bringing {x} to the school next door?",
        "The part about {x} stayed with me all evening.",
        "It isn't easy to stay calm around {x}, and still you manage.",
        "Here too the {x} are always the first to go.",
        "I'll borrow that idea for our {x} if you don't mind.",
        "Where I live nobody cares for {x}, sadly.",
        "I wonder how you find the time with all those {x}.",
    ),
)

VOICES = {"garden": GARDEN, "library": LIBRARY}

_FIRST = _words_of(
    "Plum Maple Otter Cedar Robin Hazel Birch Wren Clover Finch Juniper Pebble Willow Heron Tansy Marten Aster Linnet"
)
_SECOND = _words_of("Tree Song River Light Cup Path Moon Field Rain Nook Sky Bell Leaf")


def made_up_thread(seed: int, voice: Voice = GARDEN, *, posts: int | None = None) -> MadeUpThread:
    """A thread of about `posts` posts (5 to 400 where not given) in one voice; the same for the same seed."""
    chance = random.Random(seed)
    count = posts or int(5 * 80 ** chance.random())
    made = _Maker(chance, voice).posts(count)
    return MadeUpThread(_copy(voice, made, chance), tuple(made))


def _copy(voice: Voice, posts: list[MadeUpPost], chance: random.Random) -> str:
    below = chance.choice(["\n\n", "\n\n\n", "\n"])
    lines = [
        "Skip to main content Skip to bottom nav\n",
        f"Course 3: Growing Together - (Discussion #4) {voice.topic}\n",
        f"TeacherTeal March 2nd, 2021{below}Welcome to this discussion about care and company.\n",
        "Please read it in your own time. There is no right or wrong here.\n",
        "Here are the questions:\n",
        *(f"{number}. {question}" for number, question in enumerate(voice.questions, 1)),
        "\nThen, please reply to two of your peers with kind words!\n",
        "After fulfilling the requirements of this post, please check out the next post here!\n",
    ]
    for post in posts:
        header = " ".join(filter(None, [post.author, _words(post.day) if post.day else "5 months ago"]))
        lines.append(f"{header}{below}{post.text}\n")
    return "\n".join(lines)


def _words(day: date) -> str:
    ending = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{day:%B} {day.day}{ending}, {day.year}"


class _Maker:
    """Draws the habits of one thread once (who replies, how long, how dates fall), then its posts."""

    def __init__(self, chance: random.Random, voice: Voice) -> None:
        self.chance, self.voice = chance, voice
        self.replies_each = chance.choice([0.0, 0.3, 1.0, 2.0, 3.5])
        self.repeats = chance.choice([0.1, 0.4, 0.8])
        self.numbers = chance.choice([0.1, 0.4])
        self.short_answers = chance.choice([0.0, 0.1, 0.4])
        self.long_replies = chance.choice([0.0, 0.2, 0.5])
        self.names = chance.choice([0.05, 0.3, 0.8])
        self.nameless = chance.choice([0.0, 0.0, 0.07])
        self.dateless = chance.choice([0.0, 0.0, 0.0, 0.08])
        self.reply_days = chance.choice([2, 15, 90])
        self.answer_days = chance.choice([0.3, 2, 10])
        self.used: set[str] = set()
        self.people = [self.person() for _ in range(4)]  # the friendly few who reply to many

    def person(self) -> str:
        while True:
            name = self.chance.choice(_FIRST) + self.chance.choice(_SECOND)
            name += str(self.chance.randrange(10000)) if self.chance.random() < 0.6 or name in self.used else ""
            if name not in self.used:
                self.used.add(name)
                return name

    def posts(self, count: int) -> list[MadeUpPost]:
        made: list[MadeUpPost] = []
        clock = float(date(2021, 3, 3).toordinal())
        answered: list[str] = []
        missing_first = self.replies_each > 0 and self.chance.random() < 0.2
        while len(made) < count:
            clock += self.chance.expovariate(1 / self.answer_days)
            regulars = [name for name in self.people if name not in answered]
            author = self.chance.choice(regulars) if regulars and self.chance.random() < 0.2 else self.person()
            answered.append(author)
            parent: int | None = len(made) + 1
            if missing_first and not made:
                parent = None
            else:
                made.append(self.post(author, clock, "answer", None, self.answer()))
            replies = int(self.chance.expovariate(1 / self.replies_each)) if self.replies_each else 0
            when, group = clock, [author]
            for _ in range(max(replies, 1) if parent is None else replies):
                when += self.chance.expovariate(1 / self.reply_days)
                writer, text = self.reply(author, group, answered)
                made.append(self.post(writer, when, "reply", parent, text))
                group.append(writer)
        return made

    def post(self, author: str, clock: float, kind: str, parent: int | None, text: str) -> MadeUpPost:
        name = None if self.chance.random() < self.nameless else author
        day = None if name and self.chance.random() < self.dateless else date.fromordinal(int(clock))
        return MadeUpPost(name, day, kind, parent, text)

    def sentence(self, pool: tuple[str, ...], who: str = "") -> str:
        x, y = self.chance.sample(self.voice.things, 2)
        return self.chance.choice(pool).format(x=x, y=y, who=who)

    def answer(self) -> str:
        if self.chance.random() < self.short_answers:
            return self.sentence(self.voice.answers)
        parts = [
            " ".join(self.sentence(self.voice.answers) for _ in range(self.chance.randint(1, 4))) for _ in range(3)
        ]
        kind = self.chance.random()
        if kind < self.repeats:
            return "\n\n".join(f"{q}\n\n{part}" for q, part in zip(self.voice.questions, parts, strict=True))
        if kind < self.repeats + self.numbers:
            mark = self.chance.choice([")", "."])
            return "\n".join(f"{number}{mark} {part}" for number, part in enumerate(parts, 1))
        return self.chance.choice(["\n\n", " "]).join(parts[: self.chance.randint(1, 3)])

    def reply(self, answerer: str, group: list[str], answered: list[str]) -> tuple[str, str]:
        kind = self.chance.random()
        if kind < 0.02:
            return self.person(), ""
        to = answerer if kind < 0.9 else self.chance.choice(group)
        if kind > 0.93 and len(group) > 1:  # the answerer gives thanks
            writer, to = answerer, self.chance.choice(group[1:])
        else:
            pool = [self.people, answered, [self.person()], ["TeacherTeal"]]
            writer = self.chance.choice(self.chance.choices(pool, [4, 3, 4, 0.5])[0])
        who = self.chance.choice([name for name in _FIRST if to.startswith(name)] or [to])
        if self.chance.random() < self.long_replies:
            pools = [self.voice.praise, self.voice.talk, self.voice.talk, self.voice.talk, self.voice.talk]
            text = " ".join(self.sentence(pool, who) for pool in pools[: self.chance.randint(2, 5)])
        else:
            text = self.sentence(self.voice.praise if self.chance.random() < 0.75 else self.voice.talk, who)
        if writer != to and self.chance.random() < self.names:
            text = f"@{to} {text}"
        return writer, text
