"""`cups-course doctor`: whether all that is kept is as it was written, and mends what can be mended."""

import platform
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.input import confirm
from cups_course.cli.options import Json
from cups_course.cli.session import Session
from cups_course.errors import CourseError
from cups_course.reports import Finding
from cups_course.store.backup import replace_store
from cups_course.store.doctor import examine, repair
from cups_course.store.recovery import rescue
from cups_course.system.clipboard import means
from cups_course.system.drafts import FOLDER, drafts
from cups_course.system.editor import editor_command
from cups_course.system.settings import default_store
from cups_course.view.documents import findings_document, print_json
from cups_course.view.store import (
    print_findings,
    print_planned_repairs,
    print_repairs,
    print_replaced,
    print_rescue,
    print_still_open,
)

EXAMPLES = ("cups-course doctor", "cups-course doctor --fix", "cups-course doctor --json")


def run(
    ctx: typer.Context,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended, after a backup.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Replace a damaged store without asking.")] = False,
    json: Json = False,
) -> None:
    """Checks that all is as you wrote it, and mends what it can."""
    session: Session = ctx.obj
    store = session.path
    findings = found = _examine(store)
    if fix:
        findings = _mend(store, found, yes=yes)
    if json:
        print_json(findings_document(findings))
    elif fix:
        print_still_open(findings, mended=findings is not found)
    else:
        print_findings(findings)
        print_planned_repairs(findings)
    if any(one.state in ("mend", "wrong") for one in findings):
        raise typer.Exit(1)


def _mend(store: Path, findings: list[Finding], *, yes: bool) -> list[Finding]:
    """Mend what can be mended, print what was, and return the findings of a second examination."""
    if any(one.mend == "damage" for one in findings):
        _rescue(store, yes=yes)
        findings = _examine(store)
    if what := {one.mend for one in findings if one.mend}:
        before = repair(store, what, _private_folders(store))
        findings, found = _examine(store), findings
        print_repairs(found, findings, str(before) if before else None)
    return findings


def _examine(store: Path) -> list[Finding]:
    return [
        *examine(store, _private_folders(store)),
        *_examine_drafts(store),
        _examine_versions(),
        _examine_editor(),
        _examine_clipboard(),
    ]


def _private_folders(store: Path) -> list[Path]:
    """The folders besides the store that only its owner should read: the drafts, and the store's own folder if the tool
    made it."""
    own = default_store().parent
    return [store.parent / FOLDER, *([own] if store.parent.resolve() == own.resolve() else [])]


def _rescue(store: Path, *, yes: bool) -> None:
    """Save what can be read of a damaged store, compare it with the best backup, and put the better one in its place.

    Raises CourseError if there is neither, or the person does not agree; nothing was changed then.
    """
    found = rescue(store)
    better = found.better
    leftovers = found.files
    try:
        print_rescue(found)
        if not better:
            raise CourseError(
                f"So there is nothing to put in the place of {store}, and it was left as it is. If you have a copy on "
                "a stick or on another device, this puts it there; to begin anew instead, move the file away:",
                "cups-course restore-backup FILE",
            )
        if not yes:
            what = "the backup" if better is found.backup else "what can be read"
            confirm(f"Replace the damaged store with {what}", "cups-course doctor --fix --yes")
        aside = replace_store(store, Path(better.file))
        leftovers = [found.saved.file] if found.saved and (better is found.saved or not found.saved.texts) else []
    finally:
        for file in leftovers:
            Path(file).unlink(missing_ok=True)
    print_replaced(found, better, str(aside) if aside else None)


def _examine_drafts(store: Path) -> Iterator[Finding]:
    for draft in drafts(store):
        if draft.is_open:
            yield Finding("drafts", "note", "This one is open in an editor now:", path=str(draft.path))
        elif draft.typed():
            says = "Typed and not kept yet. The next cups-course answer for its discussion goes on with it:"
            yield Finding("drafts", "note", says, path=str(draft.path))
    for path in sorted((store.parent / FOLDER).glob("*-set-aside-*.md")):
        says = "A draft that was set aside, and is kept. Open it, paste what you still want, delete it when you like:"
        yield Finding("drafts", "note", says, path=str(path))


def _examine_versions() -> Finding:
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


def _examine_editor() -> Finding:
    try:
        words = editor_command()
    except CourseError:
        return Finding("editor", "note", "None was found. Name yours in the variable EDITOR, to write in it.")
    if not shutil.which(words[0]):
        return Finding("editor", "note", f"{' '.join(words)} is chosen, and there is no such program.")
    return Finding("editor", "well", " ".join(words))


def _examine_clipboard() -> Finding:
    clipboard = means()
    if not clipboard:
        return Finding("clipboard", "note", "None was found. What is exported can be copied from the screen.")
    return Finding("clipboard", "well", f"Found: {clipboard}.")
