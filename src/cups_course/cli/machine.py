"""What `doctor` finds on the machine itself: versions, editor, clipboard, drafts that wait."""

import platform
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from cups_course.course.errors import CourseError
from cups_course.course.examination import Finding


def examine_machine(store: Path) -> Iterator[Finding]:
    """Each thing that the tool needs or would use."""
    yield from _drafts(store)
    yield _versions()
    yield _editor()
    yield _clipboard()


def _drafts(store: Path) -> Iterator[Finding]:
    from cups_course.system.unsaved import FOLDER, drafts

    for draft in drafts(store):
        if draft.is_open:
            yield Finding("drafts", "note", "This one is open in an editor now:", path=str(draft.path))
        elif draft.typed():
            says = "Typed and not kept yet. The next cups-course answer for its discussion goes on with it:"
            yield Finding("drafts", "note", says, path=str(draft.path))
    for path in sorted((store.parent / FOLDER).glob("*-set-aside-*.md")):
        says = "A draft that was set aside, and is kept. Open it, paste what you still want, delete it when you like:"
        yield Finding("drafts", "note", says, path=str(path))


def _versions() -> Finding:
    from importlib.metadata import version

    says = (
        f"cups-course {version('cups-course')}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{platform.system()}"
    )
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
    except sqlite3.Error:
        return Finding("versions", "wrong", f"{says}. This SQLite has no full-text search (FTS5), which is needed.")
    finally:
        memory.close()
    return Finding("versions", "well", f"{says} with full-text search.")


def _editor() -> Finding:
    import shutil

    from cups_course.system.editor import editor_command

    try:
        words = editor_command()
    except CourseError:
        return Finding("editor", "note", "None was found. Name yours in the variable EDITOR, to write in it.")
    if not shutil.which(words[0]):
        return Finding("editor", "note", f"{' '.join(words)} is chosen, and there is no such program.")
    return Finding("editor", "well", " ".join(words))


def _clipboard() -> Finding:
    from cups_course.system.clipboard import means

    found = means()
    if not found:
        return Finding("clipboard", "note", "None was found. What is exported can be copied from the screen.")
    return Finding("clipboard", "well", f"Found: {found}.")
