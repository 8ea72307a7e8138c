"""What is being written in an editor: a file beside the store that stays until its words are kept there.

In the folder, ID being that of a discussion: `ID-1.md` is what the person writes in, `.ID-1.opened` what they were
handed, so that their words can be told from ours, and `.ID-1.lock` is held while it is open. `ID-1.md.save` is where
nano puts what it holds when its terminal goes away. `ID-set-aside-1.md` is what they chose not to go on with.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from cups_course.errors import NotSaved
from cups_course.system.files import read_bytes, write_text
from cups_course.text import as_written, decode

if TYPE_CHECKING:
    from filelock import BaseFileLock


FOLDER = "unsaved-answers"
_SET_ASIDE = "set-aside"
_A_MOMENT = 0.2
"""Seconds to wait for a lock: another command that looks for drafts has it for less, an editor for much longer."""


class Draft:
    """A file to write a discussion's answers in, there or not yet. Every command looks for them: a plain class is
    built sooner than a dataclass."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def discussion(self) -> str:
        """The id of the discussion that it is for."""
        return self._name.rpartition("-")[0]

    def lay_out(self, text: str) -> None:
        """Put this text there to write in, for its owner's eyes only. Raises NotSaved."""
        write_text(self._opened, text, force=True)
        write_text(self.path, text, force=True)

    def opened(self) -> str:
        """The text that was laid out in it; "" where nobody knows."""
        return _read(self._opened)

    def typed(self) -> str:
        """The whole text where a person has changed it; "" where they have not, or it holds nothing but blanks.

        In whatever encoding the editor left it. Raises CannotRead.
        """
        text = _read(self.path)
        written = as_written(text)
        return text if written and written != as_written(self.opened()) else ""

    def remove(self) -> None:
        """Take it away: its words are kept, or there were none."""
        self.path.unlink(missing_ok=True)
        self._opened.unlink(missing_ok=True)

    def set_aside(self) -> Path:
        """Rename it, so that nothing goes on with it. Returns where it is now. Raises NotSaved."""
        names = (self.path.with_name(f"{self.discussion}-{_SET_ASIDE}-{number}.md") for number in count(1))
        aside = next(name for name in names if not name.exists())
        try:
            self.path.rename(aside)
            self._opened.unlink(missing_ok=True)
        except OSError as error:
            raise NotSaved(f"{self.path} could not be set aside: {error.strerror or error}.") from error
        return aside

    @property
    def is_open(self) -> bool:
        """Whether a running call has it open now."""
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

    def lock(self, wait: float = _A_MOMENT) -> "BaseFileLock":
        """What a call holds while it has the draft open. The system lets go of it with the process, however it ends."""
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
    """The drafts beside a store, the older of a discussion first; none where their folder cannot be read."""
    folder = store.parent / FOLDER
    try:
        names = [name for name in os.listdir(folder) if ".md" in name and name[0] != "." and _SET_ASIDE not in name]  # noqa: PTH208
    except OSError:
        return []
    # The shorter name first: number 10 comes after 9, and what nano saved after what its person did.
    names.sort(key=lambda name: (len(name), name))
    return [Draft(folder / name) for name in names if name.endswith(".md") or ".md.save" in name]


@contextmanager
def draft_for(store: Path, discussion: str) -> Iterator[Draft]:
    """A draft to write a discussion's answers in, which no other call has open: two editors never share one.

    One with words that were never kept comes first, so that the next call goes on with them. Raises NotSaved.
    """
    from filelock import Timeout

    folder = store.parent / FOLDER
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"{folder}, where you would write, cannot be used: {error.strerror or error}.") from error
    _for_owner_only(folder, 0o700)
    left = [draft for draft in drafts(store) if draft.discussion == discussion and draft.typed()]
    for draft in chain(left, (Draft(folder / f"{discussion}-{number}.md") for number in count(1))):
        lock = draft.lock()
        try:
            lock.acquire()
        except Timeout:
            continue
        except (OSError, NotImplementedError) as error:
            reason = getattr(error, "strerror", None) or error
            raise NotSaved(f"{draft.path}, where you would write, cannot be made: {reason}.") from error
        try:
            _for_owner_only(draft.path, 0o600)
            if draft.path.exists() and not os.access(draft.path, os.W_OK):
                raise NotSaved(f"{draft.path}, where you would write, may not be written by you.")
            yield draft
        finally:
            lock.release()
        return


def put_drafts_aside(store: Path, discussion: str) -> list[Path]:
    """Set aside all that was typed for a discussion and never kept, but what is open now; returns where it is.

    Raises NotSaved.
    """
    return [
        draft.set_aside()
        for draft in drafts(store)
        if draft.discussion == discussion and not draft.is_open and draft.typed()
    ]


def files_with(store: Path, texts: Collection[str]) -> list[Path]:
    """The files beside a store in which any of these texts stands, set aside ones included."""
    folder = store.parent / FOLDER
    if not texts or not folder.is_dir():
        return []
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != ".lock")
    return [path for path in files if any(text in _read(path) for text in texts)]


def _for_owner_only(path: Path, mode: int) -> None:
    """Where the file system knows no owners its own rules hold."""
    with suppress(OSError):
        path.chmod(mode)


def _read(path: Path) -> str:
    return decode(read_bytes(path)) if path.is_file() else ""
