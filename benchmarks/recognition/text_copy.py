"""The text of a thread's page, as people select it and save it."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from recognition.days import as_seen_on, in_full
from recognition.shapes import Shape
from recognition.thread import Block, Post, Thread


def text_copy(thread: Thread, shape: Shape, rng: random.Random) -> bytes:
    """The copy's bytes; some are saved with the line ends of Windows."""
    lines = _authorless(thread) if shape.authorless else _Lines(thread, shape, rng).all()
    text = "\n".join(lines) + "\n"
    return text.replace("\n", rng.choice(["\n", "\n", "\r\n"])).encode()


def dates_of(thread: Thread, shape: Shape, rng: random.Random) -> Callable[[date], str]:
    """How this copy shows days."""
    weekdays, on = rng.random() < 0.5, "on " if rng.random() < 0.1 else ""
    if shape.within_year:
        return lambda day: as_seen_on(thread.saved_on, day, weekdays=weekdays)
    return lambda day: on + in_full(day)


def opening_lines(blocks: Sequence[Block], rng: random.Random) -> Iterator[str]:
    """The opening post as text, a blank line after each block or after none."""
    gap = [""] if rng.random() < 0.8 else []
    mark, bullet, loose = (
        rng.choice(["{}. ", "{}. ", "{}) "]),
        rng.choice(["- ", "• ", "  • ", "* "]),
        rng.random() < 0.3,
    )
    for block in blocks:
        for number, line in enumerate(block.lines, 1):
            yield {"numbers": mark.format(number), "bullets": bullet}.get(block.kind, "") + line
            if loose and block.kind == "numbers" and number < len(block.lines):
                yield from gap
        yield from gap


class _Lines:
    """The lines of a copy with headers."""

    def __init__(self, thread: Thread, shape: Shape, rng: random.Random) -> None:
        self._thread, self._shape, self._rng = thread, shape, rng
        self._date = dates_of(thread, shape, rng)
        self._mark = rng.choice([".", "-"])
        self._gap = [""] * rng.choice([1, 1, 2])

    def all(self) -> list[str]:
        thread, shape = self._thread, self._shape
        lines = ["Skip to main content Skip to bottom nav", ""] if shape.skip_line else []
        lines += [thread.title.line, ""]
        lines += self._header(thread.opener, thread.day)
        lines += ["", *opening_lines(thread.opening.blocks, self._rng)]
        for number, post in enumerate(thread.posts):
            if number not in thread.missing:
                lines += self._post(number, post, above=lines)
        return lines

    def _header(self, name: str | None, day: date, badge: str = "") -> list[str]:
        lines = [f"User Profile: {name}"] if self._shape.profile_lines and name else []
        lines.append(f"{name}{badge} {self._date(day)}" if name else self._date(day))
        return [*lines, self._mark] if self._shape.lone_mark and self._rng.random() < 0.8 else lines

    def _post(self, number: int, post: Post, above: Sequence[str]) -> list[str]:
        thread, shape, rng = self._thread, self._shape, self._rng
        glued = rng.random() < shape.glued
        lines = [] if glued or not above[-1] else [""]
        name = None if number in thread.nameless else post.author
        badge = " OP" if post.author == thread.opener else ""
        lines += self._header(name, post.day, badge)
        lines += [""] if post.text.startswith("@") else self._gap
        lines += post.text.split("\n")
        if shape.counters:
            lines += self._counters(number, post)
        return lines

    def _counters(self, number: int, post: Post) -> list[str]:
        """Hearts, and below an answer how many replies it has, told as it is; sometimes there are more to load."""
        rng = self._rng
        lines = ["", str(rng.randint(1, 999))] if rng.random() < 0.4 else []
        replies = sum(1 for other in self._thread.posts if other.under == number)
        if replies and rng.random() < 0.6:
            lines += ["", f"{replies} repl{'y' if replies == 1 else 'ies'}"]
        last = number + 1 == len(self._thread.posts) or self._thread.posts[number + 1].under is None
        if last and rng.random() < 0.1:
            lines += ["", "load more"]
        return lines


def _authorless(thread: Thread) -> list[str]:
    """A copy without headers and blank lines, in which each post begins with the name of whom it answers."""
    lines = [thread.title.line]
    lines += [line for line in opening_lines(thread.opening.blocks, random.Random(thread.opener)) if line]
    for post in thread.posts:
        lines += [line for line in shown_authorless(thread, post).split("\n") if line]
    return lines


def shown_authorless(thread: Thread, post: Post) -> str:
    """The text of a post where answers, too, name whom they answer."""
    return post.text if post.text.startswith("@") else f"@{thread.opener} {post.text}"
