"""`cups-course doctor`: whether all that is kept is as it was written, and repairs what can be repaired."""

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
from cups_course.shell import CommandLine
from cups_course.store.backup import replace_store
from cups_course.store.doctor import examine, repair
from cups_course.store.recovery import rescue
from cups_course.system.clipboard import means, why_none
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
    fix: Annotated[bool, typer.Option("--fix", help="Make a backup, then repair what can be repaired.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Replace a damaged store without asking.")] = False,
    json: Json = False,
) -> None:
    """Checks the store, its backups, unsaved text, and the programs that cups-course uses."""
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
                f"There is nothing to restore {store} from, so it was left unchanged. To start over, move the file "
                "away. If you have a copy somewhere else, restore that copy:",
                CommandLine("backup", "--restore", "FILE"),
            )
        if not yes:
            what = "the backup" if better is found.backup else "what can be read"
            confirm(f"Replace the damaged store with {what}", CommandLine("doctor", "--fix", "--yes"))
        aside = replace_store(store, Path(better.file))
        leftovers = [found.saved.file] if found.saved and (better is found.saved or not found.saved.texts) else []
    finally:
        for file in leftovers:
            Path(file).unlink(missing_ok=True)
    print_replaced(found, better, str(aside) if aside else None)


def _examine_drafts(store: Path) -> Iterator[Finding]:
    for draft in drafts(store):
        if draft.is_open:
            yield Finding("drafts", "note", "Open in an editor now:", path=str(draft.path))
        elif draft.typed():
            says = "Not saved yet. cups-course answer opens it again for its discussion:"
            yield Finding("drafts", "note", says, path=str(draft.path))
    for path in sorted((store.parent / FOLDER).glob("*-set-aside-*.md")):
        says = "An earlier draft. Copy what you still need, then delete it:"
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
        return Finding(
            "versions", "wrong", f"{says}. This SQLite has no full-text search (FTS5), which cups-course needs."
        )
    finally:
        memory.close()
    return Finding("versions", "well", f"{says} with full-text search.")


def _examine_editor() -> Finding:
    try:
        words = editor_command()
    except CourseError:
        return Finding("editor", "note", "No editor was found. Set the variable EDITOR to your editor's command.")
    if not shutil.which(words[0]):
        return Finding("editor", "note", f"{' '.join(words)} was not found. Check the variables VISUAL and EDITOR.")
    return Finding("editor", "well", " ".join(words))


def _examine_clipboard() -> Finding:
    clipboard = means()
    if not clipboard:
        return Finding("clipboard", "note", f"{why_none()} You can copy exported text from the screen.")
    return Finding("clipboard", "well", f"Uses {clipboard}.")
