"""A thread as a tree: answers with the replies under them, whose they are, and what about them is not certain."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from rich.text import Text

from cups_course.course.certainty import CERTAIN, certainty
from cups_course.course.model import Discussion
from cups_course.course.thread import Post, Thread
from cups_course.course.wording import clean
from cups_course.view.colours import TO_TYPE
from cups_course.view.plain import is_plain, sentence
from cups_course.view.screen import cells, clipped, command_line, console, heading, put, say, tell
from cups_course.view.wordings import count, day

_GAP = 2
_INDENT = 3
"""How much further in a reply stands than the answer it is under."""
_LONGEST_NAME, _SHORTEST_NAME = 24, 8
_SOME = 30
"""Fewer columns than this are not worth beginning somebody's words in."""
_LONG = 60
"""More posts than this are more than a screen: how to see fewer is said."""


Group = tuple[Post | None, list[Post]]
"""An answer with the replies under it; None before replies whose answer is not in the copy."""


def post_groups(posts: Sequence[Post]) -> list[Group]:
    """The posts of a thread as they stand under each other, in page order."""
    of_answer: dict[int | None, Group] = {post.index: (post, []) for post in posts if post.kind == "answer"}
    found: list[Group] = []
    for post in posts:
        if post.index in of_answer:
            found.append(of_answer[post.index])
        elif post.parent in of_answer:
            of_answer[post.parent][1].append(post)
        elif found and found[-1][0] is None:
            found[-1][1].append(post)
        else:
            found.append((None, [post]))
    return found


def groups_around(posts: Sequence[Post], mine: Collection[int]) -> list[Post]:
    """Only one's own posts (by their indexes) and what stands in a group with them."""
    together = ([head, *below] if head else below for head, below in post_groups(posts))
    chosen = (post for group in together if any(post.index in mine for post in group) for post in group)
    return sorted(chosen, key=lambda post: post.index)


def print_thread(
    discussion: Discussion,
    thread: Thread,
    posts: Sequence[Post],
    *,
    mine: Collection[int],
    replies: Mapping[int, int],
    starts: Mapping[int, str],
    full: bool,
) -> None:
    """Those `posts` of the thread that were asked for, a line for each or whole, and in words what is not certain.

    `mine` are the indexes of one's own, `replies` how many each answer has had, `starts` how the words of each begin.
    """
    tell(heading(discussion.ref, discussion.title), heading(facts=_summary(thread, mine)))
    if not posts and thread.posts:
        say(
            "",
            "None of these posts is known as yours. Under which names did you write?",
            command_line("cups-course me NAME"),
        )
    tree = (_Aloud if is_plain() else _Tree)(posts, mine, replies)
    found = post_groups(posts)
    for number, (head, below) in enumerate(found):
        if full or number == 0 or None in (head, found[number - 1][0]):
            tell("")
        if head is None:
            tell(Text("Replies whose answer is not in the copy", style="dim"))
        for at, post in enumerate([head, *below] if head else below):
            if full:
                tell(*[""] * (at > 0))
                tree.print_whole(post)
            else:
                tree.print_line(post, starts[post.index])
    if doubts := list(_doubts(posts)):
        tell("", *(Text(sentence, style="dim") for sentence in doubts))
    if mine and len(posts) == len(thread.posts) > _LONG:
        say("", "Only your own posts and what stands around them:")
        say(command_line(f"cups-course thread {discussion.ref} --mine"))


def print_no_thread(discussion: Discussion) -> None:
    """What to do where no thread of this discussion was imported yet."""
    tell(heading(discussion.ref, discussion.title))
    say(
        "Its posts are not known yet. Save or copy the thread and import it:",
        command_line("cups-course import SAVED-COPY"),
    )


def _summary(thread: Thread, mine: Collection[int]) -> str:
    answers = sum(post.kind == "answer" for post in thread.posts)
    by = " ".join(filter(None, [f"by {clean(thread.author)}" if thread.author else "", day(thread.posted_on)]))
    held = f"{count(answers, 'answer')} and {count(len(thread.posts) - answers, 'reply', 'replies')}"
    yours = f", {len(mine)} of them yours" if mine else ""
    return f"{by + ': ' if by else ''}{held}{yours}"


def _doubts(posts: Sequence[Post]) -> Iterator[str]:
    """What about the posts was not read from the copy but worked out, a sentence for each kind of it."""
    if likely := sum(certainty(post) == "likely" for post in posts):
        yield f"Likely: of {count(likely, 'post')} only the wording tells whether it is an answer or a reply."
    if unsure := sum(certainty(post) == "unsure" for post in posts):
        yield f"Unsure: {count(unsure, 'post')} may as well be the other of the two."
    placed = sum(post.parent is not None and post.how.get("parent") not in CERTAIN for post in posts)
    if placed:
        yield "Under which answer a reply stands is told by its place and by whom it names."
    for how, days in Counter(post.how.get("date", "") for post in posts).items():
        if how.startswith("worked out"):
            yield f"{count(days, 'day was', 'days were')} {how}."


class _Tree:
    """Posts as rows: index, name, day, how many replies, the words."""

    def __init__(self, posts: Sequence[Post], mine: Collection[int], replies: Mapping[int, int]) -> None:
        self.screen = console()
        self.mine, self.replies = mine, replies
        self.indexes = max((len(str(post.index)) for post in posts), default=0)
        self.days = max((cells(_day(post)) for post in posts), default=0)
        others = self.indexes + self.days + 3 * _GAP
        widest = max((cells(self._name(post, _LONGEST_NAME)) for post in posts), default=0)
        self.names = min(widest, max(_SHORTEST_NAME, self.screen.width - others))
        self.start = others + self.names + _GAP

    def print_line(self, post: Post, start: str) -> None:
        """A post with the start of its words beside it, or below it on a narrow screen."""
        row = self._header(post)
        beside = self.screen.width - self.start >= _SOME
        facts = ", ".join(self._facts(post))
        row.append(" " * (self.start - row.cell_len) if beside else f"\n{' ' * self._inside(post)}")
        row.append(f"{facts}{' ' * _GAP}" if facts else "")
        room = (
            self.screen.width - (self.start if beside else self._inside(post)) - (cells(facts) + _GAP if facts else 0)
        )
        row.append(clipped(start or "(no words)", room), style="dim")
        self.screen.print(row, no_wrap=True, overflow="ignore", crop=False)

    def print_whole(self, post: Post) -> None:
        """A post with all its words, and how that was known of it which the copy does not state."""
        put(self.screen, self._header(post))
        if facts := ", ".join([*self._facts(post), *_how(post)]):
            put(self.screen, Text(facts, style="dim"), indent=self._inside(post))
        put(self.screen, clean(post.text) or "(no words)", indent=self._inside(post))

    def _header(self, post: Post) -> Text:
        row = Text(f"{' ' * _GAP}{post.index:>{self.indexes}}{' ' * _GAP}")
        style = f"bold {TO_TYPE}" if post.index in self.mine else "bold" * (post.kind == "answer")
        row.append(self._name(post, self.names), style=style)
        if day_words := _day(post):
            row.append(" " * (self.start - self.days - _GAP - row.cell_len) + day_words)
        return row

    def _name(self, post: Post, width: int) -> str:
        indent, you = " " * self._indent(post), ", you" * (post.index in self.mine)
        name = " ".join(clean(post.author or "").split()) or "(no name)"
        return f"{indent}{clipped(name, width - len(indent) - len(you))}{you}"

    def _facts(self, post: Post) -> list[str]:
        replies = self.replies.get(post.index, 0)
        had = [count(replies, "reply", "replies") if replies else "no reply yet"] if post.kind == "answer" else []
        return had if certainty(post) == "certain" else [*had, certainty(post)]

    def _inside(self, post: Post) -> int:
        return self.indexes + 2 * _GAP + self._indent(post)

    def _indent(self, post: Post) -> int:
        return _INDENT * (post.kind == "reply")


class _Aloud(_Tree):
    """The same posts as sentences: what a reply stands under is said, as no indent shows it."""

    def print_line(self, post: Post, start: str) -> None:
        """A post with the start of its words."""
        tell(sentence(self._called(post), *self._facts(post), words=start or "(no words)"))

    def print_whole(self, post: Post) -> None:
        """A post with all its words, and how that was known of it which the copy does not state."""
        tell(sentence(self._called(post), *self._facts(post), *_how(post)), clean(post.text) or "(no words)")

    def _called(self, post: Post) -> str:
        under = f"reply under post {post.parent}" * (post.parent is not None)
        kind = "answer" if post.kind == "answer" else under or "reply"
        by = f"by {clean(post.author or '') or '(no name)'}{', you' * (post.index in self.mine)}"
        return ", ".join(filter(None, [f"Post {post.index}", f"{kind} {by}", _day(post)]))


def _day(post: Post) -> str:
    """The day of a post, or the words that the copy has for it where they name none."""
    raw = post.how.get("date_raw")
    return day(post.date) or (clipped(f"“{raw}”", _LONGEST_NAME) if raw else "")


def _how(post: Post) -> Iterator[str]:
    """How that was known which the copy does not state, in the words of the reading."""
    if certainty(post) != "certain":
        yield f"{'an answer' if post.kind == 'answer' else 'a reply'}: {post.how.get('kind', 'unknown')}"
    if post.parent is not None and post.how.get("parent") not in CERTAIN:
        yield f"under this answer: {post.how.get('parent', 'unknown')}"
    if post.how.get("date") not in CERTAIN:
        yield f"the day: {post.how.get('date', 'unknown')}"
