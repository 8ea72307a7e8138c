"""What a person corrects in the reading of a thread, and what of a reading may be wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Literal, NamedTuple

from cups_course.errors import CourseError
from cups_course.model import Discussion, Question
from cups_course.shell import CommandLine
from cups_course.text import clean, count_words, fold, fold_name
from cups_course.thread.thread import OwnPosts, Post, Provenance, Thread

Standing = Mapping[str, Sequence[str]]
"""For each wording that was read in a post and put right since: the ids of the questions that stand in its place."""


def remember_wording(standing: Standing, wording: str, question: str) -> dict[str, list[str]]:
    """The same with one more wording, which stands for the question that it was; one that is there stays as it is."""
    known = {fold(text) for text in standing}
    kept = {text: list(questions) for text, questions in standing.items()}
    return kept if fold(wording) in known else {**kept, wording: [question]}


def merge_ids(questions: Sequence[str], into: str, gone: Sequence[str]) -> list[str]:
    """A list of questions after some of them became one."""
    return list(dict.fromkeys(into if one in gone else one for one in questions))


def split_ids(questions: Sequence[str], one: str, more: Sequence[str]) -> list[str]:
    """A list of questions after one of them became several, which stand together from where it stood."""
    if one not in questions:
        return list(questions)
    others = [other for other in questions if other not in more]
    at = others.index(one) + 1
    return [*others[:at], *more, *others[at:]]


def joined_text(questions: Sequence[Question]) -> str:
    """What several questions ask as one: what each of them says that no other says already."""
    texts = list(dict.fromkeys(one.text for one in questions if not (one.dropped or one.placeholder)))
    whole = [one for one in texts if not any(one != other and fold(one) in fold(other) for other in texts)]
    return " ".join(whole) or questions[0].text


def insert_by_position(body: str, asked: Sequence[tuple[str, str]], added: tuple[str, str]) -> list[str]:
    """The ids of `asked` (id, text), in the order of the post, with `added` where it stands in the body of the post, or
    at the end where its words are not in it."""
    said = fold(body)
    ids = [one for one, _ in asked]
    place = said.find(fold(added[1]))
    later = (at for at, (_, text) in enumerate(asked) if 0 <= place < said.find(fold(text)))
    at = next(later, len(ids))
    return [*ids[:at], added[0], *ids[at:]]


def numbered_post(thread: Thread, index: int, ref: str) -> Post:
    """The post with this index. Raises CourseError where there is none."""
    if 1 <= index <= len(thread.posts):
        return thread.posts[index - 1]
    last = f"Its posts are numbered 1 to {len(thread.posts)}" if thread.posts else "None of its posts are stored yet"
    raise CourseError(
        f"The thread of {ref} has no post {index}. {last}. To see the thread:", CommandLine("thread", ref)
    )


def find_own_post(thread: Thread, index: int, names: Sequence[str], ref: str) -> Post:
    """The person's own post with this index; one without an author in the copy is theirs if they say so.

    Raises CourseError where there is no such post, where it is somebody else's, or where they have not said who they
    are.
    """
    look = CommandLine("thread", ref)
    post = numbered_post(thread, index, ref)
    if not names:
        raise CourseError(
            "Your forum name isn't set, so your own posts can't be found. To set it:", CommandLine("me", "NAME")
        )
    if post.author and fold_name(post.author) not in map(fold_name, names):
        raise CourseError(
            f"Post {index} is by {clean(post.author)}, so nothing was changed. To see your posts, or to add that name "
            "to yours:",
            look.and_also("--mine"),
            CommandLine("me", clean(names[0]), clean(post.author)),
        )
    return replace(post, author=post.author or names[0])


def read_as(thread: Thread, post: Post, kind: Literal["answer", "reply"], *, peer: str | None = None) -> Thread:
    """The thread with a post that the person says is of this kind; a reply is one to `peer`.

    A reply stands where it stood; one that was read as an answer stands under the last answer above it, by that peer
    where there is one. What stood under an answer that was none goes to where that one stands now.
    """
    parent, how = post.parent, {**post.how, "kind": Provenance.FROM_YOU}
    if kind != post.kind:
        parent, how["parent"] = _answer_above(thread, post, peer) if kind == "reply" else None, Provenance.FROM_YOU
    if thread.posts[post.index - 1].author is None:
        how["author"] = Provenance.FROM_YOU
    put_right = replace(post, kind=kind, parent=parent, how=how)
    posts = [
        replace(one, parent=parent) if kind == "reply" and one.parent == post.index else one for one in thread.posts
    ]
    posts[post.index - 1] = put_right
    return replace(thread, posts=tuple(posts))


def _answer_above(thread: Thread, post: Post, peer: str | None) -> int | None:
    above = [one for one in thread.posts[: post.index - 1] if one.kind == "answer"]
    by_peer = [one for one in above if peer and one.author and fold_name(one.author) == fold_name(peer)]
    nearest = (by_peer or above)[-1:]
    return nearest[0].index if nearest else None


CERTAIN = (Provenance.STATED, Provenance.FROM_DATES, Provenance.FROM_YOU)
"""What leaves no doubt: dates stand in the forum's own order."""


class Certainty(StrEnum):
    """Whether a post surely is the answer, or the reply, that it was read as. The word is shown to people."""

    CERTAIN = "certain"
    LIKELY = "likely"
    """Only its wording and its place say so."""
    UNSURE = "unsure"
    """Its wording and its place hardly say so."""


def certainty(post: Post) -> Certainty:
    """How certain the kind of a post is."""
    how = post.how.get("kind")
    if how in CERTAIN:
        return Certainty.CERTAIN
    return Certainty.UNSURE if how == Provenance.FROM_TEXT_UNSURE else Certainty.LIKELY


_FEWEST_WORDS = 25
"""A reply of the person's own that is shorter is no answer that was mistaken for one."""


class Doubt(NamedTuple):
    """A sentence, and the command that helps."""

    what: str
    command: CommandLine


def doubts(thread: Thread, own: OwnPosts | None, discussion: Discussion) -> Iterator[Doubt]:
    """The doubts about what a copy asks, and about which of the person's own posts is their answer."""
    read = {fold(wording) for wording in thread.questions}
    found = [question for question in discussion.asked if fold(question.text) in read]
    if found and thread.how.get("questions") == Provenance.FROM_LOOKS:
        are = "questions are" if len(found) > 1 else "question is"
        yield Doubt(
            f"The {are} a guess. If {found[-1].ref} isn't a question:", CommandLine("question", "drop", found[-1].ref)
        )
    if not discussion.asked:
        yield Doubt("If the post asks something:", CommandLine("question", "add", discussion.ref, "What does it ask?"))
    if discussion.known and discussion.peer_replies_wanted is None:
        yield Doubt("If you know how many replies it asks for:", CommandLine("peers", discussion.ref, "--wanted", 3))
    if own:
        yield from _about_own(_posts_by(thread, own), own, discussion)


def _posts_by(thread: Thread, own: OwnPosts) -> list[Post]:
    name = fold_name(own.name)
    return [post for post in thread.posts if post.author and fold_name(post.author) == name]


def _about_own(written: Sequence[Post], own: OwnPosts, discussion: Discussion) -> Iterator[Doubt]:
    answers = [post for post in written if post.kind == "answer"]
    if not answers and discussion.asked:
        longest = max(
            (post for post in written if certainty(post) is not Certainty.CERTAIN),
            key=lambda post: count_words(post.text),
            default=None,
        )
        if longest and count_words(longest.text) >= _FEWEST_WORDS:
            yield Doubt(
                f"All your posts were read as replies. If post {longest.index} is your answer:",
                CommandLine("posted", discussion.ref, "--post", longest.index),
            )
    if len(answers) > 1:
        shortest = min(answers, key=lambda post: count_words(post.text))
        if certainty(shortest) is not Certainty.CERTAIN:
            yield Doubt(
                f"{len(answers)} of your posts were read as answers. If post {shortest.index} is a reply:",
                CommandLine("reply", discussion.ref, "PEER", "--post", shortest.index),
            )
