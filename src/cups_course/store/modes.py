"""Who can read the files beside the store: their owner only, where the system knows owners."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cups_course.store.backup_files import FOLDER

OTHERS = 0o077


def readable_by_others(store: Path, folders: Iterable[Path]) -> list[Path]:
    """What others on this machine may read of the store, its backups and what is in these folders."""
    if sys.platform == "win32":
        return []
    return [path for path in _private(store, folders) if stat.S_IMODE(path.stat().st_mode) & OTHERS]


def make_private(paths: Iterable[Path]) -> None:
    """Leave them to their owner. Raises OSError."""
    for path in paths:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS)


def _private(store: Path, folders: Iterable[Path]) -> Iterator[Path]:
    if store.exists():
        yield store
    for folder in (store.parent / FOLDER, *folders):
        with suppress(OSError):
            inside = [Path(entry.path) for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False)]
            yield folder
            yield from inside
