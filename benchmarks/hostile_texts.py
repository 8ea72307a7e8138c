"""Texts made against the reader: is each read or refused in bounded time and memory, and does the time grow with it?

    python benchmarks/hostile_texts.py [--bytes 1000000] [--only WORDS] [--short]

Each shape is read as a thread, as one's own answers to a discussion, as an outline and as a document of the editor, by
what the commands call, in a process of its own with a limit of time. Twice the text may take at most MOST_GROWTH times
as long; 1 MB at most 2 seconds, 20 MB (`--bytes 20000000`) at most 30, and 500 MB of memory. The exit code is 1 if one
did not. `--short` is the slice that runs with the tests.
"""

import argparse
import contextlib
import math
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable
from typing import NamedTuple

from cups_course.answer_document import AnswerDocument
from cups_course.errors import CourseError
from cups_course.model import Discussion, Question
from cups_course.outline.files import check_outline
from cups_course.reader.own import find_own, whom_replies_address
from cups_course.reader.own_answers import split_over_questions
from cups_course.reader.reading import read_copy

MOST_GROWTH = 2.3
PATIENCE, PATIENCE_PER_MB = 2.0, 1.5
"""Seconds for a text of 1 MB or less, and for each MB of a longer one."""
MOST_MEMORY = 500
"""MB."""
SEEN_FROM = 0.5
"""Seconds from which on a growth is looked at."""
SIZE_OF_SLICE, EACH_OF_SLICE = 200_000, 8
"""The slice takes every eighth shape."""
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
QUESTIONS = (
    "What does it mean to you to listen?",
    "Name one moment you saw it done well, and say why.",
    "How could you do more of it? Please explain.",
)
MONTHS = ("January", "March", "May", "July", "August", "October", "December")


def repeated(piece: str) -> Callable[[int], str]:
    """A shape that is a piece of text again and again."""
    return lambda size: (piece * (size // len(piece.encode()) + 1))[:size]


def always(piece: str) -> Callable[[int], str]:
    """The same text for each number."""
    return lambda _: piece


def thread_of(post: Callable[[int], str]) -> Callable[[int], str]:
    """A shape that is a course post, and below it a text for each number."""

    def text(size: int) -> str:
        made = ["Course 2: Growing - (Discussion #3) Listening\nplum OP January 1st, 2020\n\nQuestions:\n"]
        made += [f"{at}. {question}\n" for at, question in enumerate(QUESTIONS, 1)]
        length, at = sum(map(len, made)), 0
        while length < size:
            made.append(post(at))
            length += len(made[-1])
            at += 1
        return "".join(made)

    return text


PIECES = {
    "one letter a line": "a\n",
    "blank lines": "\n",
    "spaces": " ",
    "one word": "a",
    "words": "please ",
    "bullets": "- \n",
    "bullet items": "- a\n",
    "dates": "March 3rd, 2021\n",
    "1.": "1.\n",
    "1)": "1) a\n",
    "(1)": "(1) a\n",
    "inline (1)": "(1) a ",
    "inline 1.": "1. a ",
    "names": "PlumTree7\n",
    "@a": "@a\n",
    "@a words": "@a well done\n",
    "quotes": "> a\n",
    "Q1": "Q1\n",
    "Q1:": "Q1: a\n",
    "repeated words": "what what\n",
    "repeated question": QUESTIONS[0] + "\n",
    "repeated questions": "\n".join(QUESTIONS) + "\n",
    "question in one line": QUESTIONS[0] + " ",
    "first words of a question": "What does it mean ",
    "tabs": "\t",
    "tab lines": "\ta\n",
    "deep indents": " " * 200 + "a\n",
    "headings": "# a\n",
    "bold": "**a**\n",
    "stars": "*",
    "underscores": "_ ",
    "rulers": "- - -\n",
    "dashes": "-",
    "colons": "a: ",
    "label lines": "Activity: a\n",
    "sentences": "Why? ",
    "sentences with replies": "Reply to 2 peers. ",
    "watch": "Please watch the video. ",
    "headers": "plum March 3rd, 2021\n",
    "profiles": "User Profile: a\n",
    "quotation marks": '"a ',
    "replies": "Reply to fern:\n",
    "capitals": "WHAT MEANS\n",
    "numbers up": "1. a\n2. b\n3. c\n",
    "@ in one line": "@a ",
    "carriage returns": "a\r",
    "zero width": "\u200b",
    "emoji": "\U0001f600\n",
    "markers": "<!-- 2.3.1 · -->\n",
    'quotes """': '"""',
    "brackets": "[",
    "tables": "[[course]]\n",
    "keys": "a.",
    "arrays": "a = [\n",
    "Reply to": "reply to a ",
    "questions": "a?\n",
    "list intro": "Questions:\n1. a?\n",
    "question mark": "?",
    "dot": ". ",
    "a.": "a. ",
    "rhetorical": "Are you ready? ",
    "commas": "and, ",
    "after": "after posting, ",
    "watch once": "watch ",
    "log in": "log in\n",
    "Course 1": "Course 1: a\n",
    "heading a": "listen, mean:\n",
    "listen - ": "listen - ",
    "moment?": "moment done well? ",
}
SHAPES: dict[str, Callable[[int], str]] = {name: repeated(piece) for name, piece in PIECES.items()}
POSTS = {
    "posts of one author": lambda at: (
        f"plum {MONTHS[at % 7]} {at % 28 + 1}, {2020 + at // 400 % 50}\n\nWell said, number {at}.\n\n"
    ),
    "equal posts": lambda at: "plum March 3rd, 2021\n\nThank you!\n\n",
    "headers without posts": lambda at: f"name{at} March 3rd, 2021\n",
    "posts of many authors": lambda at: (
        f"name{at} March {at % 28 + 1}, {2020 + at // 28 % 70}\n\nI think listening means {at}, @name{at // 2}.\n\n"
    ),
    "posts with questions": lambda at: f"name{at} March 3rd, 2021\n\n{QUESTIONS[at % 3]}\nA garden of {at}.\n\n",
    "posts of one letter": lambda at: "a May 1, 2020\n\nb\n",
    "one person called": lambda at: f"n{at} May 1, 2020\n\n@n{at - 1} thanks @zz{at}\n",
}
SHAPES |= {name: thread_of(post) for name, post in POSTS.items()}
SHAPES |= {f"thread of {name}": thread_of(always(piece)) for name, piece in PIECES.items()}


def as_thread(text: str) -> None:
    """Read it as `import` does, with the search for one's own posts."""
    thread = read_copy(text.encode(), name="text")
    find_own(thread, ["plum", "name1"])
    whom_replies_address(thread)


def discussion() -> Discussion:
    """A discussion with QUESTIONS."""
    asked = [Question(f"q{at}", f"2.3.{at}", at, question) for at, question in enumerate(QUESTIONS, 1)]
    return Discussion("d", "2.3", 3, "Listening", True, 2, questions=asked)


def as_answers(text: str) -> None:
    """Read it as `import --answers` and `answer` do."""
    split_over_questions(discussion(), text)


def as_document(text: str) -> None:
    """Read it as what comes back from the editor."""
    document = AnswerDocument(discussion())
    document.read(f"{document.text}\n{text}")
    document.read(text)


def as_outline(text: str) -> None:
    """Check it as `program add` does."""
    check_outline(text)
    check_outline(f'key = "a"\ntitle = "A"\n[[course]]\ntitle = """\n{text}')


READERS: dict[str, Callable[[str], None]] = {
    "thread": as_thread,
    "answers": as_answers,
    "document": as_document,
    "outline": as_outline,
}


class Measured(NamedTuple):
    """The processor time for half a text and for all of it, and the most memory in MB; no end where it was killed."""

    half: float
    whole: float
    memory: float

    @property
    def growth(self) -> float:
        """How many times as long the whole took as half of it; 0 where that is too quick to say."""
        return self.whole / self.half if self.whole >= SEEN_FROM else 0.0


def measured(reader: Callable[[str], None], shape: Callable[[int], str], size: int, patience: float) -> Measured:
    """Read a text in a process of its own, which is killed after too long, or if it takes too much memory."""
    receiving, sending = os.pipe()
    child = os.fork()
    if not child:
        try:
            limit = int(patience * 10) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
            os.write(sending, " ".join(map(str, timed(reader, shape, size))).encode())
        except BaseException:  # noqa: BLE001 - whatever it is, the other process goes on to the next shape
            traceback.print_exc(limit=-3)
        finally:
            os._exit(0)
    os.close(sending)
    with os.fdopen(receiving) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return Measured(*map(float, said.split())) if said else Measured(math.inf, math.inf, math.inf)


def timed(reader: Callable[[str], None], shape: Callable[[int], str], size: int) -> Measured:
    """Read half a text and all of it; more often where the growth may be that of the machine."""
    texts, times = (shape(size // 2), shape(size)), [math.inf, math.inf]
    for tries in (1, 3):
        for at in (0, 1) * tries:
            begin = time.process_time()
            with contextlib.suppress(CourseError):
                reader(texts[at])
            times[at] = min(times[at], time.process_time() - begin)
        if times[1] < max(times[0] * MOST_GROWTH, SEEN_FROM):
            break
    half, whole = times
    return Measured(half, whole, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT / 1e6)


def main() -> int:
    """Print the table, and what took too long."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--bytes", type=int, default=1_000_000, help="the size of the texts (default 1000000)")
    arguments.add_argument("--only", default="", help="shapes whose name has these words")
    arguments.add_argument("--reader", default="", choices=["", *READERS])
    arguments.add_argument("--short", action="store_true", help="few shapes, small texts")
    arguments.add_argument("--seed", type=int, default=0, help="which shapes --short takes")
    options = arguments.parse_args()
    size = SIZE_OF_SLICE if options.short else options.bytes
    patience = max(PATIENCE, PATIENCE_PER_MB * size / 1e6)
    readers = {name: reader for name, reader in READERS.items() if options.reader in ("", name)}

    print(f"{'shape':<34}" + "".join(f"{name:>17}" for name in readers) + f"{'MB':>6}")
    too_slow: list[str] = []
    tried = {name: shape for name, shape in SHAPES.items() if options.only in name}
    if options.short:
        tried = dict(list(tried.items())[options.seed % EACH_OF_SLICE :: EACH_OF_SLICE])
    for name, shape in tried.items():
        row = {reader: measured(work, shape, size, patience) for reader, work in readers.items()}
        cells = "".join(f"{one.whole:>9.2f} s {one.growth:>5.1f}" for one in row.values())
        print(f"{name:<34}{cells}{max(one.memory for one in row.values()):>6.0f}", flush=True)
        too_slow += [
            f"{name} as {reader}"
            for reader, one in row.items()
            if one.whole > patience or one.growth > MOST_GROWTH or one.memory > MOST_MEMORY
        ]
    print(f"{len(tried)} shapes of {size:,} bytes; too slow, growing or large: {', '.join(too_slow) or 'none'}")
    return int(bool(too_slow))


if __name__ == "__main__":
    sys.exit(main())
