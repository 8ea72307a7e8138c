"""Drafts: what is being written in an editor, in files beside the store until the words are kept there.

The files in the folder for a discussion, a task or a note with the key ID (see `draft_key`):

- `ID-1.md`: what the person writes in.
- `.ID-1.opened`: the text they were given, to tell their words from ours.
- `.ID-1.lock`: locked while the draft is open.
- `ID-1.md.save`: where nano saves its text when its terminal goes away.
- `ID-set-aside-1.md`: what the person chose not to go on with.
"""

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from cups_course.errors import NotSaved
from cups_course.paths import read_bytes, why_not_own
from cups_course.system.files import write_pieces, write_text
from cups_course.text import as_written, decode

if TYPE_CHECKING:
    from filelock import BaseFileLock

FOLDER = "unsaved-answers"
_SET_ASIDE = "set-aside"
_LOCK_TIMEOUT = 0.2
"""Seconds to wait for a lock. A command that looks for drafts holds it for less, an editor for much longer."""


class Draft:
    """A file to write in, which may not exist yet.

    No dataclass, which takes longer to build: every command looks for drafts.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def key(self) -> str:
        """The key of what it is for."""
        return self._name.rpartition("-")[0]

    def lay_out(self, text: str) -> None:
        """Write the text that the person starts from; only they can read the file. Raises NotSaved."""
        write_text(self._opened, text, force=True)
        write_text(self.path, text, force=True)

    def opened(self) -> str:
        """The text that the person started from; "" if it isn't known."""
        return _read(self._opened)

    def typed(self) -> str:
        """The whole text, in any encoding; "" if the person did not change it or left nothing but blanks.

        Raises CannotRead.
        """
        text = _read(self.path)
        written = as_written(text)
        return text if written and written != as_written(self.opened()) else ""

    def remove(self) -> None:
        """Delete it: its words are kept, or there were none."""
        self.path.unlink(missing_ok=True)
        self._opened.unlink(missing_ok=True)

    def set_aside(self) -> Path:
        """Rename it, so that no later call goes on with it. Returns its new path. Raises NotSaved."""
        names = (self.path.with_name(f"{self.key}-{_SET_ASIDE}-{number}.md") for number in count(1))
        aside = next(name for name in names if not name.exists())
        try:
            self.path.rename(aside)
            self._opened.unlink(missing_ok=True)
        except OSError as error:
            raise NotSaved(f"{self.path} could not be renamed: {error.strerror or error}.") from error
        return aside

    @property
    def is_open(self) -> bool:
        """Whether another running call has it open."""
        from filelock import Timeout

        if not self._lock_file.exists():
            return False
        lock = self.lock(wait=0)
        try:
            lock.acquire()
        except Timeout:
            return True
        lock.release()
        return False

    def lock(self, wait: float = _LOCK_TIMEOUT) -> "BaseFileLock":
        """The lock to hold while the draft is open. The system releases it when the process ends in any way."""
        from filelock import FileLock

        return FileLock(self._lock_file, timeout=wait, mode=0o600)

    @property
    def _name(self) -> str:
        return self.path.name.partition(".")[0]

    @property
    def _lock_file(self) -> Path:
        return self.path.with_name(f".{self._name}.lock")

    @property
    def _opened(self) -> Path:
        return self.path.with_name(f".{self._name}.opened")


def drafts(store: Path) -> list[Draft]:
    """The drafts beside a store, the oldest of each subject first; none if their folder can't be read or isn't theirs.
    Links, pipes and files of other people are left out."""
    folder = store.parent / FOLDER
    try:
        names = [name for name in os.listdir(folder) if ".md" in name and name[0] != "." and _SET_ASIDE not in name]  # noqa: PTH208
        if not names or why_not_own(folder, stat.S_ISDIR, store=store):
            return []
        names = [name for name in names if not why_not_own(folder / name, stat.S_ISREG, store=store)]
    except OSError:
        return []
    # Shorter names first: number 10 comes after 9, and what nano saved after the draft itself.
    names.sort(key=lambda name: (len(name), name))
    return [Draft(folder / name) for name in names if name.endswith(".md") or ".md.save" in name]


def draft_key(subject: str) -> str:
    """The id of a discussion, a task or a note as a part of a file name: tasks have dots and slashes in theirs."""
    return re.sub(r"[^\w-]", "-", subject)


@contextmanager
def draft_for(store: Path, subject: str) -> Iterator[Draft]:
    """Open a draft for the discussion, task or note with this id that no other call has open.

    Goes on with a draft that has unsaved words, if there is one. Raises NotSaved.
    """
    from filelock import Timeout

    folder = store.parent / FOLDER
    _require_own(folder, stat.S_ISDIR, store)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"The folder for drafts, {folder}, can't be used: {error.strerror or error}.") from error
    _restrict_to_owner(folder, 0o700)
    key = draft_key(subject)
    unsaved = [draft for draft in drafts(store) if draft.key == key and draft.typed()]
    for draft in chain(unsaved, (Draft(folder / f"{key}-{number}.md") for number in count(1))):
        for path in (draft.path, draft._opened, draft._lock_file):
            _require_own(path, stat.S_ISREG, store)
        lock = draft.lock()
        try:
            lock.acquire()
        except Timeout:
            continue
        except (OSError, NotImplementedError) as error:
            reason = getattr(error, "strerror", None) or error
            raise NotSaved(f"The draft {draft.path} can't be created: {reason}.") from error
        try:
            _restrict_to_owner(draft.path, 0o600)
            if draft.path.exists():
                if not os.access(draft.path, os.W_OK):
                    raise NotSaved(f"You don't have permission to write the draft {draft.path}.")
                if draft.path.stat().st_nlink > 1:  # an editor would write into the other file too
                    write_pieces(draft.path, [read_bytes(draft.path)], force=True)
            yield draft
        finally:
            lock.release()
        return


def put_drafts_aside(store: Path, subject: str) -> list[Path]:
    """Set aside the drafts of a discussion or task with unsaved words, except those open now. Returns their new paths.

    Raises NotSaved.
    """
    return [
        draft.set_aside()
        for draft in drafts(store)
        if draft.key == draft_key(subject) and not draft.is_open and draft.typed()
    ]


def files_with(store: Path, texts: Collection[str]) -> list[Path]:
    """The draft files of a store that contain any of these texts, also drafts that were set aside."""
    folder = store.parent / FOLDER
    if not texts or not folder.is_dir():
        return []
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != ".lock")
    return [path for path in files if any(text in _read(path) for text in texts)]


def _require_own(path: Path, is_kind: Callable[[int], bool], store: Path) -> None:
    """Raises NotSaved if something is there that isn't a file or folder of this user's own."""
    if reason := why_not_own(path, is_kind, store=store):
        raise NotSaved(f"{path} {reason}, so no draft was written. Move it away and run the command again.")


def _restrict_to_owner(path: Path, mode: int) -> None:
    with suppress(OSError):  # some file systems have no permissions
        path.chmod(mode)


def _read(path: Path) -> str:
    return decode(read_bytes(path)) if path.is_file() else ""
