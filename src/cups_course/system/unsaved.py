"""What is being written in an editor: a file beside the store that stays until its words are kept there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path

from filelock import FileLock, Timeout

from cups_course.course.encodings import decoded
from cups_course.course.errors import NotSaved
from cups_course.course.model import Discussion


@contextmanager
def unsaved_answer(store: Path, discussion: Discussion) -> Iterator[Path]:
    """A file to write a discussion's answers in, which no other call has open: two editors never share one.

    One with words that were never kept comes first, so that the next call goes on with them. Raises NotSaved.
    """
    folder = store.parent / "unsaved-answers"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        left = sorted(folder.glob(f"{discussion.id}-*.md"))
    except OSError as error:
        raise NotSaved(f"{folder}, where you would write, cannot be used: {error.strerror or error}.") from error
    for path in chain(left, (folder / f"{discussion.id}-{number}.md" for number in count(1))):
        # The system lets go of a lock with the process that had it, however that ended.
        lock = FileLock(path.with_name(f".{path.stem}.lock"), timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            continue
        except OSError as error:
            raise NotSaved(f"{path}, where you would write, cannot be made: {error.strerror or error}.") from error
        try:
            yield path
        finally:
            lock.release()
        return


def lay_out(unsaved: Path, text: str) -> str:
    """The file to write an answer in: what was typed there and never kept, else this text. Returns what is in it.

    Only its owner can read it, like the store. Raises NotSaved.
    """
    if typed := read_typed(unsaved):
        return typed
    try:
        unsaved.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = os.open(unsaved, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise NotSaved(f"{unsaved}, where you would write, cannot be made: {error.strerror or error}.") from error
    return text


def read_typed(unsaved: Path) -> str:
    """What stands in such a file, in whatever encoding the editor left it; "" where there is nothing but blanks."""
    text = decoded(unsaved.read_bytes()) if unsaved.is_file() else ""
    return text if text.strip() else ""
