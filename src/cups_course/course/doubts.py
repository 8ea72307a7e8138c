"""What of a reading may be wrong, each with the command that puts it right and keeps it so."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cups_course.course.certainty import FROM_LOOKS, certainty
from cups_course.course.model import Discussion
from cups_course.course.thread import OwnPosts, Post, Thread
from cups_course.course.wording import count_words, fold, fold_name

_FEWEST_WORDS = 25
"""A reply of the person's own that is shorter is no answer that was mistaken for one."""


class Doubt(NamedTuple):
    """A sentence, and the command that helps."""

    what: str
    command: str


def doubts(thread: Thread, own: OwnPosts | None, discussion: Discussion) -> Iterator[Doubt]:
    """The doubts about what a copy asks, and about which of the person's own posts is their answer."""
    read = {fold(wording) for wording in thread.questions}
    found = [question for question in discussion.asked if fold(question.text) in read]
    if found and thread.how.get("questions") == FROM_LOOKS:
        yield Doubt("The questions were told by their looks alone. If one is none:", f"question drop {found[-1].ref}")
    if not discussion.asked:
        yield Doubt("If it asks something:", f'question add {discussion.ref} "What does it ask?"')
    if discussion.known and discussion.peer_replies_wanted is None:
        yield Doubt("If you know how many replies it wants:", f"peers {discussion.ref} --wanted 3")
    if own:
        yield from _about_own(_written(thread, own), own, discussion)


def _written(thread: Thread, own: OwnPosts) -> list[Post]:
    name = fold_name(own.name)
    return [post for post in thread.posts if post.author and fold_name(post.author) == name]


def _about_own(written: Sequence[Post], own: OwnPosts, discussion: Discussion) -> Iterator[Doubt]:
    answers = [post for post in written if post.kind == "answer"]
    if not answers and discussion.asked:
        longest = max(
            (post for post in written if certainty(post) != "certain"),
            key=lambda post: count_words(post.text),
            default=None,
        )
        if longest and count_words(longest.text) >= _FEWEST_WORDS:
            yield Doubt(
                f"Your posts are all read as replies. If post {longest.index} is your answer:",
                f"posted {discussion.ref} --post {longest.index}",
            )
    if len(answers) > 1:
        shortest = min(answers, key=lambda post: count_words(post.text))
        if certainty(shortest) != "certain":
            yield Doubt(
                f"{len(answers)} posts of yours are read as answers. If post {shortest.index} is a reply to somebody:",
                f"reply {discussion.ref} PEER --post {shortest.index}",
            )
