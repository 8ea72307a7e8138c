"""Keeps, clears and moves answers. Versions are only ever added: what no longer counts stays in the log."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from cups_course.events.event import Data
from cups_course.model import Discussion
from cups_course.reports import KeptAnswers
from cups_course.store.change import Change
from cups_course.store.database import Database
from cups_course.store.subjects import current_place, question_target
from cups_course.store.writing import Source, answer_slot, versions_in
from cups_course.text import as_written
from cups_course.whole_answer import beyond_questions, is_within


def keep_answers(
    database: Database,
    discussion: Discussion,
    texts: Mapping[str | None, str],
    source: Source,
    *,
    shown: Mapping[str | None, str] | None = None,
    emptied: Collection[str | None] = (),
    note: str = "",
) -> KeptAnswers:
    """Keep the words for several questions (by id; None: one answer for the whole discussion) and a note, all at once.

    A text equal to the current version changes nothing. A text from a document of the person's own changes nothing if
    it is equal to any version: an old text in it is no wish to go back.

    `shown` are the texts that an editor showed. Where the store still holds one of them, what was typed in its place
    counts, and one of those `emptied` is cleared. If its words are now under another question, they have moved, and
    what is known of their posting goes with them.
    """
    kept = KeptAnswers()
    with database.writing() as change:
        connection = change.connection
        kept.superseded = supersede_whole_answer(change, discussion.id)
        versions = {
            question: versions_in(connection, answer_slot(discussion.id, question))
            for question in dict.fromkeys((*texts, *emptied))
        }
        seen = {} if shown is None else {question: shown.get(question, "") for question in versions}
        new = {
            question: text
            for question, text in texts.items()
            if text and not _is_kept(text, versions[question], source, seen.get(question))
        }
        replaces = source != "import" and versions.get(None)  # a longer answer to all questions
        under = _under_questions(connection, discussion.id, new)
        if None in new and not replaces and not beyond_questions(new[None], *under):
            del new[None]
        shown_now = {
            question
            for question, kept_here in versions.items()
            if kept_here and as_written(kept_here[-1]["text"]) == seen.get(question)
        }
        for question in emptied:
            if versions[question]:
                (kept.cleared if question in shown_now else kept.changed_elsewhere).append(question)
        for question in (*kept.cleared, *(one for one in new if one in shown_now)):
            same = (one for one, text in new.items() if text == seen[question] and one not in kept.moved.values())
            if (to := next(same, question)) != question:
                kept.moved[question] = to
        kept.cleared += [question for question in kept.moved if question not in kept.cleared]
        origins = {to: question for question, to in kept.moved.items()}
        for question, text in new.items():
            place = AnswerPlace(discussion.id, question)
            if question in origins:
                _write_with_posting(change, place, versions[origins[question]])
            else:
                written = _target(change, place) | {"text": text, "source": source}
                change.append("answer written", written, about=discussion.id)
            current = versions[question]
            kept.changed[question] = current[-1]["text"] if current else ""
        for question in kept.cleared:
            _clear(change, AnswerPlace(discussion.id, question), versions[question])
        if note:
            noted = {"place": current_place(connection, discussion.id), "text": note}
            change.append("noted", noted, about=discussion.id)
        if supersede_whole_answer(change, discussion.id):
            kept.superseded = True
    return kept


def _is_kept(text: str, versions: Sequence[sqlite3.Row], source: Source, shown: str | None) -> bool:
    """Whether a text is no news."""
    kept = [as_written(version["text"]) for version in versions]
    current = kept[-1] if kept else ""
    if source == "import" or (shown is not None and shown != current):
        return text == shown or text in kept
    return as_written(text) == current


class AnswerPlace(NamedTuple):
    """Where an answer belongs: a question of a discussion, or (None) the whole discussion. Both are ids."""

    discussion: str
    question: str | None = None


def clear_answer(database: Database, place: AnswerPlace) -> None:
    """Clear an answer. Its versions stay in the log."""
    with database.writing() as change:
        _clear(change, place, versions_in(change.connection, answer_slot(*place)))


def move_answer(database: Database, here: AnswerPlace, there: AnswerPlace, *, swap: bool = False) -> bool:
    """Move an answer to another place, with what is known of its posting; with `swap` the two places exchange theirs.

    Returns False, and moves nothing, where the new place has an answer and `swap` is not set.
    """
    with database.writing() as change:
        connection = change.connection
        leaving, staying = (versions_in(connection, answer_slot(*place)) for place in (here, there))
        if staying and not swap:
            return False
        for place, to, versions in ((here, there, leaving), (there, here, staying)):
            if versions:
                _clear(change, place, versions)
                keep_post = place.discussion == to.discussion  # a post belongs to its discussion
                _write_with_posting(change, to, versions, keep_post=keep_post)
        for discussion in dict.fromkeys((here.discussion, there.discussion)):
            supersede_whole_answer(change, discussion)
    return True


def supersede_whole_answer(change: Change, discussion: str) -> bool:
    """Clear the one answer for all questions where all of it is also under the questions. What it was posted with goes
    to the answers that it held whole: no other words were posted by it. Returns whether it was cleared."""
    connection = change.connection
    change.apply()
    whole = versions_in(connection, answer_slot(discussion, None))
    if not whole:
        return False
    answers, wordings = _under_questions(connection, discussion, {})
    if beyond_questions(whole[-1]["text"], answers, wordings):
        return False
    _clear(change, AnswerPlace(discussion), whole)
    posted = _posted_last(whole)
    for row in connection.execute("SELECT question_id FROM answer WHERE discussion_id = ?", (discussion,)).fetchall():
        kept = versions_in(connection, answer_slot(discussion, row["question_id"])) if row["question_id"] else []
        if posted is None or not kept or any(version["posted"] for version in kept):
            continue
        if is_within(kept[-1]["text"], posted["text"], wordings):
            copy_postings(change, discussion, posted["id"], kept[-1]["id"])
    return True


def _under_questions(
    connection: sqlite3.Connection, discussion: str, new: Mapping[str | None, str]
) -> tuple[list[str], list[str]]:
    """The texts under the questions of a discussion, some of them `new`, and the wordings of the questions."""
    answers, wordings = [], []
    for row in connection.execute(
        "SELECT id, text FROM question WHERE discussion_id = ? AND dropped_at IS NULL", (discussion,)
    ).fetchall():
        kept = versions_in(connection, answer_slot(discussion, row["id"]))
        wordings.append(row["text"])
        if row["id"] in new:
            answers.append(new[row["id"]])
        elif kept:
            answers.append(kept[-1]["text"])
    return answers, wordings


def _target(change: Change, place: AnswerPlace) -> Data:
    """What names an answer in an event."""
    ref = question_target(change.connection, place.question) if place.question else None
    return {"place": current_place(change.connection, place.discussion), "question": ref}


def _clear(change: Change, place: AnswerPlace, versions: Sequence[sqlite3.Row]) -> None:
    cleared = {"versions": [version["id"] for version in versions]}
    change.append("answer cleared", _target(change, place) | cleared, about=place.discussion)


def _posted_last(versions: Sequence[sqlite3.Row]) -> sqlite3.Row | None:
    return next((version for version in reversed(versions) if version["posted"]), None)


def _write_with_posting(
    change: Change, place: AnswerPlace, versions: Sequence[sqlite3.Row], *, keep_post: bool = True
) -> None:
    """Write the current version of an answer in another place; before it the one that was posted, if it is another."""
    posted, target = _posted_last(versions), _target(change, place)
    for version in [posted, versions[-1]] if posted is not None and posted is not versions[-1] else [versions[-1]]:
        written = target | {"text": version["text"], "source": "restore"}
        new = change.append("answer written", written, about=place.discussion)
        copy_postings(change, place.discussion, version["id"], new, keep_post=keep_post)


def copy_postings(change: Change, discussion: str, version: str, new: str, *, keep_post: bool = True) -> None:
    """Say that the version `new` was posted where another one was; without `keep_post`, in no post of the thread."""
    place = {"place": current_place(change.connection, discussion)}
    for row in change.connection.execute(
        "SELECT * FROM posting WHERE version_id = ? AND withdrawn_at IS NULL", (version,)
    ).fetchall():
        post = row["post_id"] if keep_post else None
        posting = {"version": new, "on": row["posted_on"], "url": row["address"], "post": post}
        change.append("posted", place | posting, about=discussion)
