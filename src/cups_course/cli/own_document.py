"""`import --answers`: a document in which a person has kept their answers until today, split over the questions."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cups_course.cli.session import Session, locate
from cups_course.course.document import Document, as_written
from cups_course.course.errors import NothingToKeep, WrongSubject, WrongUsage
from cups_course.course.model import Discussion
from cups_course.store.writing import add_note, keep_answers
from cups_course.system.texts import read_bytes
from cups_course.threads.documents import read_document
from cups_course.threads.sections import sections
from cups_course.threads.splitting import split_answer


def take_document(session: Session, file: Path, refs: Sequence[str]) -> None:
    """Keep what stands in `file` as drafts of the discussion, or of those of the course, that `refs` names.

    What belongs to no question is kept as a note; every word is in the store afterwards.
    """
    if len(refs) != 1:
        raise WrongUsage("Say what the document answers, a discussion or a course:", _example(file))
    text = as_written(read_document(read_bytes(file, what="document"), name=str(file)))
    if not text:
        raise NothingToKeep(f"There are no words in {file}, so nothing was changed.")
    from cups_course.view.kept import print_kept, print_note

    with session.database() as database:
        _, found = locate(database, refs[0], whole_course=True)
        if found.course is None or found.question or found.task or found.reply:
            raise WrongSubject(found.ref, found.what, "a discussion or a course", _example(file))
        discussions = [found.discussion] if found.discussion else list(found.course.discussions)
        for discussion, words in _parts(discussions, text):
            if discussion is None:
                add_note(database, found.course, words)
                print_note(found.course.ref)
                continue
            texts, note = _split(discussion, words)
            changed = keep_answers(database, discussion, texts, "import", note=note)
            if texts:
                print_kept(discussion, texts, changed)
            if note:
                print_note(discussion.ref)


def _parts(discussions: Sequence[Discussion], text: str) -> Iterator[tuple[Discussion | None, str]]:
    """The words for each discussion; None: those above the first heading that names one."""
    if len(discussions) == 1:
        yield discussions[0], text
        return
    for at, words in sections(text, [(one.number, one.title) for one in discussions]):
        yield (None if at is None else discussions[at]), words


def _split(discussion: Discussion, words: str) -> tuple[dict[str | None, str], str]:
    """The words for each question by its id (None: for all in one piece), and what belongs to no question."""
    document = Document(discussion)
    if document.marks(words):
        filled = document.read(words)
        return dict(filled.texts), filled.stray
    asked = discussion.asked
    pieces = split_answer(words, [question.text for question in asked])
    texts: dict[str | None, str] = {asked[number - 1].id: piece for number, piece in pieces if number}
    rest = next((piece for number, piece in pieces if not number), "")
    # In one piece it would count for every question: beside answers to some of them it is no more than a foreword.
    return (texts, rest) if texts else ({None: rest}, "")


def _example(file: Path) -> str:
    return f"cups-course import --answers {file} 2.2"
