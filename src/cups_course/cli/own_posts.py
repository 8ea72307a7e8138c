"""Find the person's own posts in imported threads, and correct what was read as theirs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from cups_course.cli.who_answered import require_post
from cups_course.errors import CourseError
from cups_course.model import Discussion
from cups_course.reader.own import find_own
from cups_course.reports import ImportResult, MissingName
from cups_course.shell import CommandLine
from cups_course.store.corrections import disown_post, is_posted, set_own_post
from cups_course.store.database import Database
from cups_course.store.importing import import_own_posts
from cups_course.store.people import forum_names, post_authors, set_forum_names
from cups_course.store.threads import KeptThread, load_thread, load_threads
from cups_course.text import clean, fold_name
from cups_course.thread.corrections import find_own_post, read_as
from cups_course.thread.peers import nearest_names
from cups_course.thread.thread import OwnPosts, Post, Provenance


def own_names(database: Database | None, given: Sequence[str]) -> list[str]:
    """The person's forum names: those given for an import, and those that are saved."""
    names = [*given, *(forum_names(database) if database else ())]
    spelled: dict[str, str] = {}
    for name in names:
        spelled.setdefault(fold_name(name), name)
    return list(spelled.values())


def mistyped_names(database: Database, names: Sequence[str], given: Sequence[str]) -> Sequence[MissingName]:
    """Those of the person's names that may be mistyped: given for an import, or all if no post of theirs is known."""
    kept, authors = forum_names(database), post_authors(database)
    is_known = any(fold_name(name) in authors for name in names)
    return missing_names(given if is_known else names, kept, authors) if authors else ()


def missing_names(names: Iterable[str], kept: Sequence[str], authors: Mapping[str, str]) -> list[MissingName]:
    """Those of some names under which nobody posted, each with a similar name. The person's names are `kept`; `authors`
    are all who posted, by their folded names."""
    is_known = any(fold_name(name) in authors for name in kept)
    saved = {fold_name(name): name for name in kept}
    spelled = {**authors, **saved}
    return [
        MissingName(
            name,
            next((one for one in nearest_names(name, spelled) if fold_name(one) != fold_name(name)), None),
            fold_name(name) in saved,
            is_only=not is_known,
        )
        for name in names
        if fold_name(name) not in authors
    ]


def save_names(database: Database, names: Sequence[str]) -> None:
    """Save forum names that were given for an import: the first ones as they are, later ones if they have a post. What
    they posted in other threads counts as the person's from then on."""
    kept, authors = forum_names(database), post_authors(database)
    known = {fold_name(name) for name in kept}
    new = [name for name in names if fold_name(name) not in known and (not kept or fold_name(name) in authors)]
    if new:
        set_forum_names(database, new)


def find_own_posts(
    database: Database, discussions: Iterable[Discussion], names: Sequence[str]
) -> list[tuple[str, ImportResult]]:
    """Import what these names posted. Returns the reference of each discussion with the result of its import."""
    found = []
    for discussion in discussions:
        for thread in load_threads(database, discussion):
            kept, own = _own_posts_in(thread, names)
            if own:
                found.append((discussion.ref, import_own_posts(database, discussion, kept, own)))
    return found


def _own_posts_in(kept: KeptThread, names: Sequence[str]) -> tuple[KeptThread, OwnPosts | None]:
    """What these names posted in a thread, and the thread with the questions that the answers are split over.

    A question that the person dropped still counts for a post that answers it: the words below it answer no other one.
    """
    own = find_own(kept.thread, names)
    dropped = [number for number, question in enumerate(kept.in_post, start=1) if question.dropped]
    if own is None or not dropped:
        return kept, own and _split_as_first_read(kept, own, names)
    whole = kept.asking(kept.in_post)
    own_in_whole = find_own(whole.thread, names)
    assert own_in_whole
    with_dropped = {answer.post for answer in own_in_whole.answers if answer.question in dropped}
    asked = [number for number in range(1, len(kept.in_post) + 1) if number not in dropped]
    answers = [answer for answer in own_in_whole.answers if answer.post in with_dropped]
    answers += [
        replace(answer, question=asked[answer.question - 1] if answer.question else None)
        for answer in own.answers
        if answer.post not in with_dropped
    ]
    return whole, replace(own, answers=tuple(answers))


def _split_as_first_read(kept: KeptThread, own: OwnPosts, names: Sequence[str]) -> OwnPosts:
    """The answers, those in one piece split by the wordings that the questions had before they were corrected.

    A post written before the correction repeats the old wordings. The answer to a question that became several belongs
    to the first of them.
    """
    in_one_piece = {one.post for one in own.answers if one.question is None}
    first_wordings = {ids[0]: text for text, ids in kept.wordings.items() if ids}
    split_off = {id_ for ids in kept.wordings.values() for id_ in ids[1:]} - first_wordings.keys()
    places = [place for place, id_ in enumerate(kept.question_ids, 1) if id_ not in split_off]
    if not in_one_piece or not first_wordings:
        return own
    texts = tuple(first_wordings.get(kept.question_ids[at - 1], kept.thread.questions[at - 1]) for at in places)
    before = find_own(replace(kept.thread, questions=texts), names)
    assert before
    split = in_one_piece - {one.post for one in before.answers if one.question is None}
    answers = [one for one in own.answers if one.post not in split]
    answers += [
        replace(one, question=places[one.question - 1]) for one in before.answers if one.question and one.post in split
    ]
    return replace(own, answers=tuple(answers))


_SAID = ("author", "kind", "parent")
"""What a person may say of a post."""


def is_claimed(post: Post, names: Sequence[str]) -> bool:
    """Whether the post names no author and the person said that it is theirs."""
    theirs = fold_name(post.author or "") in map(fold_name, names)
    return theirs and post.how.get("author") == Provenance.FROM_YOU


def undo_post_kind(database: Database, discussion: Discussion, index: int, names: Sequence[str]) -> bool:
    """Undo what the person said of a post: read it again as the copy has it. Returns whether it is theirs even so.

    Raises CourseError if they had said nothing of it.
    """
    kept = load_thread(database, discussion)
    post = next((one for one in kept.thread.posts if one.index == index), None) if kept else None
    if kept is None or post is None or Provenance.FROM_YOU not in (post.how.get(part) for part in _SAID):
        by = f" It is by {clean(post.author)}." if post and post.author else ""
        raise CourseError(
            f"Post {index} of {discussion.ref} wasn't marked by you, so nothing was changed.{by}",
            CommandLine("thread", discussion.ref),
        )
    disown_post(database, discussion, kept.post_ids[index - 1])
    if is_claimed(post, names):
        return False
    find_own_posts(database, [discussion], names)
    return True


def set_post_kind(
    database: Database,
    discussion: Discussion,
    index: int,
    kind: Literal["answer", "reply"],
    names: Sequence[str],
    *,
    peer: str | None = None,
) -> ImportResult:
    """Count a post of the thread as the person's own answer, or as their reply to `peer`, whatever it was read as.

    Raises CourseError if there is no such post, or if it is someone else's.
    """
    kept, _ = require_post(database, discussion, index)
    post = find_own_post(kept.thread, index, names, discussion.ref)
    if kind == "answer" == post.kind and is_posted(database, kept.post_ids[index - 1]):
        raise CourseError(
            f"Post {index} of {discussion.ref} already counts as your answer. Nothing was changed.",
            CommandLine("show", discussion.ref),
        )
    thread = read_as(kept.thread, post, kind, peer=peer)
    kept, own = _own_posts_in(replace(kept, thread=thread), names)
    assert own
    if peer:
        replies = [replace(reply, peer=peer) if reply.post == index else reply for reply in own.replies]
        own = replace(own, replies=tuple(replies))
    return set_own_post(database, discussion, kept, thread.posts[index - 1], own, peer=peer)
