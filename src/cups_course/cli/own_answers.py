"""Answers in a document of the person's own: split over questions and kept, as drafts."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile
from pathlib import Path

from cups_course.answer_document import AnswerParts
from cups_course.cli.input import standard_input
from cups_course.cli.session import Session, locate, require_discussion
from cups_course.errors import NotAThread, NothingToKeep, WrongSubject, WrongUsage
from cups_course.export.layout import course_heading
from cups_course.form.filling import discussion_heading
from cups_course.model import Course, Discussion
from cups_course.paths import read_bytes
from cups_course.reader.own_answers import split_over_questions
from cups_course.reader.own_document import read_document, sections
from cups_course.reader.reading import parse_source
from cups_course.saved.containers import Source
from cups_course.shell import CommandLine
from cups_course.store.answers import keep_answers
from cups_course.store.database import Database
from cups_course.store.writing import add_note, keep_reply
from cups_course.text import as_written, fold, fold_name
from cups_course.view.answers import print_draft, print_kept_answers, print_left_over, print_parts
from cups_course.view.documents import parts_document, print_json
from cups_course.view.screen import say

_PEOPLE_IN_A_THREAD = 3
"""A document with dated posts of this many people is a saved thread."""


def import_answers(session: Session, file: Path, refs: Sequence[str], *, dry_run: bool, json: bool) -> None:
    """Keep the answers in `file` (`-` is standard input) as drafts, for the discussion or the course that `refs` names.

    What belongs to no question is kept as a note, so that no word is lost. With `dry_run` nothing is stored.
    """
    if len(refs) != 1:
        raise WrongUsage("Name the discussion or course that the document answers:", answers_command(file, "2.2"))
    is_piped = str(file) == "-"
    name = "standard input" if is_piped else str(file)
    data = standard_input() if is_piped else read_bytes(file, what="document")
    text = as_written(read_document(data, name=name))
    if not text:
        raise NothingToKeep(f"{name} has no text. Nothing was changed.")
    _refuse_thread(name, data)
    with session.located(refs[0], whole_course=True) as (database, found):
        if found.course is None or found.question or found.task or found.reply:
            ref = found.discussion.ref if found.discussion else "2.2"
            raise WrongSubject(found.ref, found.what, "a discussion or a course", answers_command(file, ref))
        course = found.course
        database.doing(f"imported answers to {found.ref} from {file.name}")
        sections_of = _one_part(course, found.discussion, text) if found.discussion else _parts(course, text)
        read: list[tuple[Discussion | Course, AnswerParts]] = [
            (one, split_over_questions(one, words)) if one else (course, AnswerParts({}, words))
            for one, words in sections_of
        ]
        for subject, parts in () if json else read:
            print_parts(subject, parts, with_rest=dry_run)
        for subject, parts in () if dry_run else read:
            _keep(database, subject, parts, say_so=not json)
    if json:
        print_json(parts_document(read))
    elif dry_run:
        say("Nothing was stored. To store it, leave out --dry-run.")


def _keep(database: Database, subject: Discussion | Course, parts: AnswerParts, *, say_so: bool) -> None:
    note = parts.new_note(subject)
    if isinstance(subject, Course):
        if note:
            add_note(database, subject, note)
        if say_so:
            print_left_over(subject, parts.note)
        return
    kept = keep_answers(database, subject, parts.texts, "import", note=note)
    if say_so and (parts.texts or not (parts.note or parts.replies)):
        print_kept_answers(subject, parts.texts, kept)
    if say_so:
        print_left_over(subject, parts.note)
    keep_drafts(database, subject, parts.replies, say_so=say_so)


def _refuse_thread(name: str, data: bytes) -> None:
    """Raises WrongUsage for a saved thread: its posts are not all the person's answers."""
    try:
        copy = parse_source(Source(name, data))
    except NotAThread:
        return
    people = {post.author for post in copy.posts if post.author and post.dated}
    if len(people) >= _PEOPLE_IN_A_THREAD:
        raise WrongUsage(
            f"{name} looks like a saved thread, with posts by {len(people)} people. Nothing was saved. To import it:",
            CommandLine("import", name),
        )


def _one_part(course: Course, discussion: Discussion, text: str) -> Iterator[tuple[Discussion | None, str]]:
    """The words for one discussion, without the headings above them that name it."""
    words = _without_headings(text, course_heading(course), discussion_heading(discussion), discussion.title)
    parts = sections(words, [(discussion.number, discussion.title)])
    yield discussion, parts[0][1] if len(parts) == 1 and parts[0][0] == 0 else words


def _parts(course: Course, text: str) -> Iterator[tuple[Discussion | None, str]]:
    """The words for each discussion of the course; None for those under no discussion's heading."""
    for at, words in sections(text, [(one.number, one.title) for one in course.discussions]):
        if at is not None:
            yield course.discussions[at], words
        elif words := _without_headings(words, course_heading(course)):
            yield None, words


def _without_headings(text: str, *headings: str) -> str:
    """The text without those of the headings that stand at its top, as in an export of ours."""
    lines = text.split("\n")
    folded = {"", *map(fold, headings)}
    return "\n".join(dropwhile(lambda line: fold(line.strip("#* ")) in folded, lines))


def answers_command(file: Path, ref: str) -> CommandLine:
    """The command that imports the answers in a file."""
    return CommandLine("import", "--answers", file, ref)


def keep_drafts(
    database: Database, discussion: Discussion, replies: Sequence[tuple[str, str]], *, say_so: bool = True
) -> None:
    """Keep replies that were found in a text as drafts."""
    for peer, text in replies:
        if keep_reply(database, discussion, peer, text, "import", on=None, draft=True) and say_so:
            now = require_discussion(locate(database, discussion.ref)[1])
            drafts = [one for one in now.peer_replies if not one.given and one.text == text]
            print_draft(next((one for one in drafts if fold_name(one.peer or "") == fold_name(peer)), drafts[0]))
