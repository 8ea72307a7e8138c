"""A thread as a tree."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cups_course.model import Discussion
from cups_course.shell import CommandLine
from cups_course.text import clean
from cups_course.thread.corrections import CERTAIN, Certainty, certainty
from cups_course.thread.thread import Post, Provenance, Thread
from cups_course.view.people import name_or_none, say_no_posts
from cups_course.view.screen import (
    TO_TYPE,
    cells,
    clipped,
    console,
    heading,
    put,
    say,
    styled,
    tell,
)
from cups_course.view.wording import (
    AN_ANSWER_OR_REPLY,
    author_and_day,
    count,
    day,
    is_plain,
    replies_had,
    sentence,
)

if TYPE_CHECKING:
    from rich.text import Text

_GAP = 2
_INDENT = 3
"""Columns that a reply is indented below its answer."""
_LONGEST_NAME, _SHORTEST_NAME = 24, 8
_SHORTEST_EXCERPT = 30
"""Columns for the start of somebody's words; if there are fewer, the words go on a line of their own."""
_LONG_THREAD = 60
"""For a thread with more posts, the command that shows fewer is printed."""
Group = tuple[Post | None, list[Post]]
"""An answer with the replies under it; None for replies whose answer is not in the copy."""


def post_groups(posts: Sequence[Post]) -> list[Group]:
    """The posts of a thread, replies grouped under their answers, in page order."""
    by_answer: dict[int | None, Group] = {post.index: (post, []) for post in posts if post.kind == "answer"}
    groups: list[Group] = []
    for post in posts:
        if post.index in by_answer:
            groups.append(by_answer[post.index])
        elif post.parent in by_answer:
            by_answer[post.parent][1].append(post)
        elif groups and groups[-1][0] is None:
            groups[-1][1].append(post)
        else:
            groups.append((None, [post]))
    return groups


def groups_around(posts: Sequence[Post], mine: Collection[int]) -> list[Post]:
    """The person's own posts, `mine` by their indexes, and the other posts of their groups."""
    groups = ([head, *below] if head else below for head, below in post_groups(posts))
    chosen = (post for group in groups if any(post.index in mine for post in group) for post in group)
    return sorted(chosen, key=lambda post: post.index)


def print_thread(
    discussion: Discussion,
    thread: Thread,
    posts: Sequence[Post],
    *,
    mine: Collection[int],
    replies: Mapping[int, int],
    replied: Collection[int] = (),
    starts: Mapping[int, str],
    full: bool,
) -> None:
    """The chosen `posts` of a thread, each on a line or in full, and in sentences what is not certain about them.

    By the index of a post: `mine` are the person's own, `replies` counts the replies to an answer, `replied` are the
    answers of people whom the person replied to, and `starts` has the start of each post's words.
    """
    tell(heading(discussion.ref, discussion.title), heading(facts=_summary(thread, mine)))
    if not posts and thread.posts:
        say(
            "",
            "None of these posts is yours. If you wrote under another name:",
            CommandLine("me", "NAME"),
        )
    tree = (_PlainTree if is_plain() else _Tree)(posts, mine, replies, replied)
    groups = post_groups(posts)
    for number, (head, below) in enumerate(groups):
        if full or number == 0 or None in (head, groups[number - 1][0]):
            tell("")
        if head is None:
            tell(styled("Replies to answers that aren't in this copy", style="dim"))
        for at, post in enumerate([head, *below] if head else below):
            if full:
                tell(*[""] * (at > 0))
                tree.print_whole(post)
            else:
                tree.print_line(post, starts[post.index])
    if uncertain := list(_uncertain(posts)):
        tell("", *(styled(sentence, style="dim") for sentence in uncertain))
    if mine and len(posts) == len(thread.posts) > _LONG_THREAD:
        say("", "To see only your posts and the posts around them:")
        say(CommandLine("thread", discussion.ref, "--mine"))


def print_no_thread(discussion: Discussion, *, forgotten: bool) -> None:
    """That there is no thread of this discussion."""
    tell(heading(discussion.ref, discussion.title))
    say_no_posts(discussion, forgotten=forgotten)


def _summary(thread: Thread, mine: Collection[int]) -> str:
    answers = sum(post.kind == "answer" for post in thread.posts)
    by = author_and_day(thread.author, thread.posted_on)
    posts = f"{count(answers, 'answer')} and {count(len(thread.posts) - answers, 'reply', 'replies')}"
    yours = f", {len(mine)} of them yours" if mine else ""
    return f"{by + ': ' if by else ''}{posts}{yours}"


def _uncertain(posts: Sequence[Post]) -> Iterator[str]:
    """A sentence for each kind of thing that the copy does not state and that was worked out."""
    if likely := sum(certainty(post) is Certainty.LIKELY for post in posts):
        yield f"Likely: only the wording shows whether {count(likely, *AN_ANSWER_OR_REPLY)}."
    if unsure := sum(certainty(post) is Certainty.UNSURE for post in posts):
        yield f"Unsure: {count(unsure, 'post')} could be an answer or a reply."
    placed = sum(post.parent is not None and post.how.get("parent") not in CERTAIN for post in posts)
    if placed:
        yield "Replies are placed under answers by their position and the names in them."
    for how, days in Counter(post.how.get("date", "") for post in posts).items():
        if how in (Provenance.FROM_SAVING_DAY, Provenance.FROM_FILE_TIME):
            yield f"{count(days, 'day was', 'days were')} {how}."


class _Tree:
    """Posts as rows: index, name, day, number of replies, words."""

    def __init__(
        self, posts: Sequence[Post], mine: Collection[int], replies: Mapping[int, int], replied: Collection[int]
    ) -> None:
        self.screen = console()
        self.mine, self.replies, self.replied = mine, replies, replied
        self.indexes = max((len(str(post.index)) for post in posts), default=0)
        self.days = max((cells(_day(post)) for post in posts), default=0)
        others = self.indexes + self.days + 3 * _GAP
        widest = max((cells(self._name(post, _LONGEST_NAME)) for post in posts), default=0)
        self.names = min(widest, max(_SHORTEST_NAME, self.screen.width - others))
        self.start = others + self.names + _GAP

    def print_line(self, post: Post, start: str) -> None:
        """Print a post with the start of its words beside it, or below it on a narrow screen."""
        row = self._header(post)
        beside = self.screen.width - self.start >= _SHORTEST_EXCERPT
        facts = ", ".join(self._facts(post))
        facts += " " * _GAP if facts else ""
        row.append(" " * (self.start - row.cell_len) if beside else f"\n{' ' * self._inside(post)}")
        row.append(facts)
        used = (self.start if beside else self._inside(post)) + cells(facts)
        row.append(clipped(start or "(no words)", self.screen.width - used), style="dim")
        self.screen.print(row, no_wrap=True, overflow="ignore", crop=False)

    def print_whole(self, post: Post) -> None:
        """Print a post with all its words, and how what the copy does not state was worked out."""
        put(self.screen, self._header(post))
        if facts := ", ".join([*self._facts(post), *_how(post)]):
            put(self.screen, styled(facts, style="dim"), indent=self._inside(post))
        put(self.screen, clean(post.text) or "(no words)", indent=self._inside(post))

    def _header(self, post: Post) -> "Text":
        row = styled(f"{' ' * _GAP}{post.index:>{self.indexes}}{' ' * _GAP}")
        style = f"bold {TO_TYPE}" if post.index in self.mine else "bold" * (post.kind == "answer")
        row.append(self._name(post, self.names), style=style)
        if day_words := _day(post):
            row.append(" " * (self.start - self.days - _GAP - row.cell_len) + day_words)
        return row

    def _name(self, post: Post, width: int) -> str:
        indent, you = " " * self._indent(post), ", you" * (post.index in self.mine)
        return f"{indent}{clipped(name_or_none(post.author), width - len(indent) - len(you))}{you}"

    def _facts(self, post: Post) -> list[str]:
        facts = []
        if post.kind == "answer":
            facts = [replies_had(self.replies.get(post.index, 0), from_you=post.index in self.replied)]
        return facts if certainty(post) is Certainty.CERTAIN else [*facts, certainty(post)]

    def _inside(self, post: Post) -> int:
        return self.indexes + 2 * _GAP + self._indent(post)

    def _indent(self, post: Post) -> int:
        return _INDENT * (post.kind == "reply")


class _PlainTree(_Tree):
    """The same posts as sentences, which name the answer that a reply is under."""

    def print_line(self, post: Post, start: str) -> None:
        """Print a post with the start of its words."""
        tell(sentence(self._subject(post), *self._facts(post), words=start or "(no words)"))

    def print_whole(self, post: Post) -> None:
        """Print a post with all its words, and how what the copy does not state was worked out."""
        tell(sentence(self._subject(post), *self._facts(post), *_how(post)), clean(post.text) or "(no words)")

    def _subject(self, post: Post) -> str:
        under = f"reply under post {post.parent}" * (post.parent is not None)
        kind = "answer" if post.kind == "answer" else under or "reply"
        by = f"by {clean(post.author or '') or '(no name)'}{', you' * (post.index in self.mine)}"
        return ", ".join(filter(None, [f"Post {post.index}", f"{kind} {by}", _day(post)]))


def _day(post: Post) -> str:
    """The day of a post, or the copy's own words for it if they name no day."""
    raw = post.how.get("date_raw")
    return day(post.date) or (clipped(f"“{raw}”", _LONGEST_NAME) if raw else "")


def _how(post: Post) -> Iterator[str]:
    """How what the copy does not state was worked out."""
    if certainty(post) is not Certainty.CERTAIN:
        yield f"{'an answer' if post.kind == 'answer' else 'a reply'}: {post.how.get('kind', Provenance.UNKNOWN)}"
    if post.parent is not None and post.how.get("parent") not in CERTAIN:
        yield f"under this answer: {post.how.get('parent', Provenance.UNKNOWN)}"
    if post.how.get("date") not in CERTAIN:
        yield f"the day: {post.how.get('date', Provenance.UNKNOWN)}"
