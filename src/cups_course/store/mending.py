"""What an examination found, mended: never without a backup first, and each thing as it is found now."""

from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from cups_course.course.errors import NotSaved
from cups_course.course.examination import Mend
from cups_course.store import log
from cups_course.store.backup_files import half_written_backups
from cups_course.store.backups import make_backup
from cups_course.store.database import open_store
from cups_course.store.examination import damaged_in, snapshot
from cups_course.store.forget import read_rules
from cups_course.store.modes import make_private, readable_by_others
from cups_course.store.projection import Projection


def repair(store: Path, what: Collection[Mend], folders: Sequence[Path]) -> Path | None:
    """Mend these. Returns the backup that was made before; None where only modes and leftovers were to mend, which
    touches no store.

    Raises CourseError; then what is in the store is as it was.
    """
    before = None
    try:
        if "modes" in what:
            make_private(readable_by_others(store, folders))
        if "half written" in what:
            for path in half_written_backups(store):
                path.unlink(missing_ok=True)
    except OSError as error:
        raise NotSaved(f"{error.filename} could not be mended: {error.strerror or error}.") from error
    if {"checklist", "words"} & set(what):
        before = make_backup(store, "before-mending")
        _mend_inside(store)
    return before


def _mend_inside(store: Path) -> None:
    with snapshot(store) as copy:
        whole = [one.whole for one in damaged_in(store, copy) if one.whole]
    database = open_store(store, create=False)
    assert database
    with closing(database), database.transaction() as connection:
        rules = read_rules(connection)
        for event in whole:
            log.rewrite(connection, rules.applied_to(event))
        Projection(connection).rebuild()
