"""The one line that every command says while words of an editor wait to be kept."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cups_course.cli.session import Session
from cups_course.course.errors import CourseError
from cups_course.course.model import Discussion

if TYPE_CHECKING:
    from cups_course.system.unsaved import Draft


def mention_waiting(session: Session | None) -> None:
    """Say which discussions have words that are not kept, and the command that keeps them. It never fails a command."""
    with suppress(Exception):
        from cups_course.system.unsaved import drafts

        if session and (found := [draft for draft in drafts(session.path) if _holds_words(draft)]):
            _mention(session.path, found)


def _holds_words(draft: "Draft") -> bool:
    return bool(draft.typed()) and not draft.is_open


def _mention(store: Path, drafts: "list[Draft]") -> None:
    from cups_course.course.document import AnswerDocument
    from cups_course.view.kept import print_waiting

    known = _discussions(store)
    refs, files = [], []
    for draft in sorted(drafts, key=lambda draft: draft.path.stat().st_mtime, reverse=True):
        discussion = known.get(draft.discussion)
        if discussion is None:
            files.append(draft.path)
        elif AnswerDocument(discussion).says_more(draft.typed(), draft.opened()) and discussion.ref not in refs:
            refs.append(discussion.ref)
    if refs or files:
        print_waiting(refs, files)


def _discussions(path: Path) -> dict[str, Discussion]:
    """Every discussion in the store by its id; none where the store cannot be read."""
    from cups_course.course.progress import all_discussions
    from cups_course.store.database import open_store
    from cups_course.store.reading import load

    with suppress(CourseError, sqlite3.Error):
        if database := open_store(path, create=False):
            with closing(database):
                return {one.id: one for one in all_discussions(load(database))}
    return {}
