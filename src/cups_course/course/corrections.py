"""What a person puts right in the reading of a thread, and how it stays right when the thread is read again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from cups_course.course.errors import CourseError
from cups_course.course.model import Question
from cups_course.course.thread import Post, Thread
from cups_course.course.wording import clean, fold, fold_name

FROM_YOU = "from you"
"""How the kind, the parent or the author of a post is known (`Post.how`) where a person said it. It is never guessed
again."""

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


def find_own_post(thread: Thread, index: int, names: Sequence[str], ref: str) -> Post:
    """The person's own post with this index; one without an author in the copy is theirs if they say so.

    Raises CourseError where there is no such post, where it is somebody else's, or where they have not said who they
    are.
    """
    look = f"cups-course thread {ref}"
    if not 1 <= index <= len(thread.posts):
        last = f"its posts are numbered from 1 to {len(thread.posts)}" if thread.posts else "it has no posts yet"
        raise CourseError(f"The thread of {ref} has no post {index}: {last}. See them:", look)
    if not names:
        raise CourseError("Say who you are first, so that your posts can be told from others:", "cups-course me NAME")
    post = thread.posts[index - 1]
    if post.author and fold_name(post.author) not in map(fold_name, names):
        raise CourseError(
            f"Post {index} is by {clean(post.author)}, so nothing was changed. Look for yours, or say that this is a "
            "name of yours:",
            f"{look} --mine",
            f"cups-course me {clean(names[0])} {clean(post.author)}",
        )
    return replace(post, author=post.author or names[0])


def read_as(thread: Thread, post: Post, kind: Literal["answer", "reply"], *, peer: str | None = None) -> Thread:
    """The thread with a post that the person says is of this kind; a reply is one to `peer`.

    A reply stands where it stood; one that was read as an answer stands under the last answer above it, by that peer
    where there is one. What stood under an answer that was none goes to where that one stands now.
    """
    parent, how = post.parent, {**post.how, "kind": FROM_YOU}
    if kind != post.kind:
        parent, how["parent"] = _answer_above(thread, post, peer) if kind == "reply" else None, FROM_YOU
    if thread.posts[post.index - 1].author is None:
        how["author"] = FROM_YOU
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
