"""`import --answers`: a document in which a person has kept their answers until today, split over the questions."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cups_course.cli.session import Session, locate
from cups_course.course.document import AnswerDocument, as_written
from cups_course.course.errors import NotAThread, NothingToKeep, WrongSubject, WrongUsage
from cups_course.course.filling import discussion_heading
from cups_course.course.model import Course, Discussion
from cups_course.course.references import FoundRef
from cups_course.course.wording import fold
from cups_course.export.layout import course_heading
from cups_course.saved.containers import Source
from cups_course.store.writing import add_note, keep_answers
from cups_course.system.texts import piped, read_bytes
from cups_course.threads.documents import read_document, replies_beyond, without_peer_replies
from cups_course.threads.reading import parse_source
from cups_course.threads.sections import sections
from cups_course.threads.splitting import split_answer

_MOST_PEOPLE = 3
"""So many people with a day beside their names make a thread of what might have been a document."""


def import_answers(session: Session, file: Path, refs: Sequence[str], *, dry_run: bool) -> None:
    """Keep what stands in `file` (`-`: what is piped in) as drafts of the discussion, or of those of the course, that
    `refs` names.

    What belongs to no question is kept as a note; every word is in the store afterwards. A `dry_run` only tells.
    """
    if len(refs) != 1:
        raise WrongUsage("Say what the document answers, a discussion or a course:", _example(file, "2.2"))
    is_piped = str(file) == "-"
    name = "standard input" if is_piped else str(file)
    data = (piped() or b"") if is_piped else read_bytes(file, what="document")
    text = as_written(read_document(data, name=name))
    if not text:
        raise NothingToKeep(f"There are no words in {name}, so nothing was changed.")
    _refuse_a_thread(name, data)
    from cups_course.view.kept import print_kept_answers, print_note, print_would_keep
    from cups_course.view.screen import say

    with session.database() as database:
        _, found = locate(database, refs[0], whole_course=True)
        if found.course is None or found.question or found.task or found.reply:
            raise WrongSubject(found.ref, found.what, "a discussion or a course", _example(file, _discussion(found)))
        course = found.course
        database.doing(f"document {file.name} with answers to {found.ref}, imported")
        parts = _of_one(course, found.discussion, text) if found.discussion else _parts(course, text)
        for discussion, words in parts:
            if dry_run:
                print_would_keep(discussion or course, *(_split(discussion, words) if discussion else ({}, words)))
                continue
            if discussion is None:
                if words not in {one.text for one in course.notes}:
                    add_note(database, course, words)
                print_note(course.ref, words)
                continue
            texts, note = _split(discussion, words)
            is_new = note not in {one.text for one in discussion.notes}
            changed = keep_answers(database, discussion, texts, "import", note=note if is_new else "")
            if texts or not note:
                print_kept_answers(discussion, texts, changed)
            if note:
                print_note(discussion.ref, note)
    if dry_run:
        say("Nothing was stored. Without --dry-run it will be.")


def _refuse_a_thread(name: str, data: bytes) -> None:
    """Everybody's posts are not the person's answers. Raises WrongUsage."""
    try:
        copy = parse_source(Source(name, data))
    except NotAThread:
        return
    people = {post.author for post in copy.posts if post.author and post.dated}
    if len(people) >= _MOST_PEOPLE:
        raise WrongUsage(
            f"{name} looks like a saved thread, with posts of {len(people)} people, so nothing was kept. To read it:",
            f"cups-course import {name}",
        )


def _of_one(course: Course, discussion: Discussion, text: str) -> Iterator[tuple[Discussion | None, str]]:
    """The words for one discussion, without the headings above them that name it."""
    words = _below(text, course_heading(course), discussion_heading(discussion), discussion.title)
    parts = sections(words, [(discussion.number, discussion.title)])
    yield discussion, parts[0][1] if len(parts) == 1 and parts[0][0] == 0 else words


def _parts(course: Course, text: str) -> Iterator[tuple[Discussion | None, str]]:
    """The words for each discussion; None: those below no heading that names one of the course."""
    for at, words in sections(text, [(one.number, one.title) for one in course.discussions]):
        if at is not None:
            yield course.discussions[at], words
        elif words := _below(words, course_heading(course)):
            yield None, words


def _below(text: str, *headings: str) -> str:
    """A text without the headings on top that an export of ours has there."""
    lines = text.split("\n")
    folded = {"", *map(fold, headings)}
    while lines and fold(lines[0].strip("#* ")) in folded:
        lines.pop(0)
    return "\n".join(lines)


def _split(discussion: Discussion, words: str) -> tuple[dict[str | None, str], str]:
    """The words for each question by its id (None: for all in one piece), and what belongs to no question.

    What an export has beside the answers to questions, and the store as well, is left out.
    """
    document = AnswerDocument(discussion)
    if document.marks(words):
        filled = document.read(words)
        return dict(filled.texts), filled.stray
    ours, replies = without_peer_replies(words)
    if discussion.answer:  # an export has it last, below the answer to the last question
        ours = ours.removesuffix(f"\n\n{discussion.answer.text}")
    beside = replies_beyond(replies, discussion.peer_replies)
    said = fold(ours)
    asked = [one for one in discussion.questions if not one.dropped or (one.answer and fold(one.text) in said)]
    pieces = split_answer(ours, [question.text for question in asked], keep_greeting=True)
    texts: dict[str | None, str] = {asked[number - 1].id: piece for number, piece in pieces if number}
    rest = next((piece for number, piece in pieces if not number), "")
    # In one piece it would count for every question: beside answers to some of them it is no more than a foreword.
    if rest and not texts:
        texts, rest = {None: rest}, ""
    return texts, "\n\n".join(filter(None, (rest, beside)))


def _discussion(found: FoundRef) -> str:
    return found.discussion.ref if found.discussion else "2.2"


def _example(file: Path, ref: str) -> str:
    return f"cups-course import --answers {file} {ref}"
