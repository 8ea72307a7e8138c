"""What an examination found, mended: never without a backup first, and each thing as it is found now."""

from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from cups_course.course.errors import NotSaved
from cups_course.course.examination import Mend
from cups_course.store.backup_files import half_written
from cups_course.store.backups import make
from cups_course.store.database import open_store
from cups_course.store.examination import spoilt
from cups_course.store.modes import close_to_others, open_to_others
from cups_course.store.soundness import rebuild_search_index


def mend(store: Path, what: Collection[Mend], folders: Sequence[Path]) -> Path | None:
    """Mend these. Returns the backup that was made before; None where only modes and leftovers were to mend, which
    touches no store.

    Raises CourseError; then what is in the store is as it was.
    """
    before = None
    try:
        if "modes" in what:
            close_to_others(open_to_others(store, folders))
        if "half written" in what:
            for path in half_written(store):
                path.unlink(missing_ok=True)
    except OSError as error:
        raise NotSaved(f"{error.filename} could not be mended: {error.strerror or error}.") from error
    if {"search index", "words", "journal"} & set(what):
        before = make(store, "before-mending")
        _mend_inside(store, what)
    return before


def _mend_inside(store: Path, what: Collection[Mend]) -> None:
    database = open_store(store, create=False)
    assert database
    with closing(database), database.unjournaled() as connection:
        if "journal" in what:
            connection.execute("UPDATE journal SET command_id = NULL")
        if "search index" in what:  # before the words, whose triggers write in it
            rebuild_search_index(connection)
        if "words" in what:
            for one in spoilt(store, connection):
                if one.good:
                    connection.execute(
                        f"UPDATE {one.table} SET text = ?, digest = ? WHERE id = ?", (one.text, one.digest, one.id)
                    )
