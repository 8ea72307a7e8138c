"""Random histories on three devices, merged in random orders: all stores must be equal."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from typing import Any

from safety.histories import FORMS, step

from cups_course.course.carried import REFERENCES
from cups_course.course.whole_json import document
from cups_course.store.carrying import carried, take_in
from cups_course.store.database import Database, open_store
from cups_course.store.file import SCHEMA_VERSION
from cups_course.store.reading import load


def differing(seed: int, folder: Path) -> str | None:
    """Play one history on three devices, merge each with the two others in orders of their own, twice over.

    Returns what is not as it should be, or None: where the stores differ, a word is gone, a rule of the store does not
    hold.
    """
    random = Random(seed)
    with ExitStack() as stack:
        devices = [stack.enter_context(opened(path)) for path in _three(folder, random)]
        for _ in range(random.randint(5, 40)):
            device = random.choice(devices)
            if random.random() < 0.1:
                _merge(device, [random.choice(devices)])
            else:
                step(device, random)
        typed = {text for device in devices for text in _typed(device)}
        everything = [carried(device) for device in devices]
        for device in devices:
            random.shuffle(everything)
            for one in [*everything, *random.sample(everything, 2)]:
                take_in(device, one, "merged")
        first, *others = [contents(device) for device in devices]
        for number, other in enumerate(others, start=2):
            for name, rows in first.items():
                if rows != other[name]:
                    return f"{name} of device {number} differs from that of device 1"
        for device in devices:
            if lost := typed - _typed(device):
                return f"{len(lost)} typed texts are gone"
            if said := broken(device):
                return said
    return None


def contents(database: Database) -> dict[str, Any]:
    """All that stores which were merged have to agree on: the tables as they are shown, and what is carried."""
    shown = {table: _rows(database, f"SELECT * FROM {table} ORDER BY id") for table in REFERENCES}
    shown["apart"] = _rows(database, "SELECT * FROM apart ORDER BY record_id")
    shown["search"] = _rows(
        database,
        """SELECT record_id, kind, text FROM search_entry JOIN search_text ON search_text.rowid = number
            ORDER BY record_id""",
    )
    return shown | document(carried(database), SCHEMA_VERSION)


def broken(database: Database) -> str | None:
    """The rule of the store that does not hold, if there is one."""
    if _rows(database, "PRAGMA foreign_key_check"):
        return "a reference leads nowhere"
    if _rows(database, "PRAGMA integrity_check") != [("ok",)]:
        return "the file is damaged"
    found = {row[0] for row in _rows(database, "SELECT record_id FROM search_entry")}
    current = """SELECT answer_id FROM version WHERE answer_id IS NOT NULL AND disowned_at IS NULL
        UNION SELECT peer_reply_id FROM version WHERE peer_reply_id IS NOT NULL AND disowned_at IS NULL
        UNION SELECT id FROM question UNION SELECT id FROM post UNION SELECT id FROM thread
        UNION SELECT id FROM note WHERE removed_at IS NULL"""
    if found != {row[0] for row in _rows(database, current)}:
        return "the search index does not know what is kept"
    forms = [form.form for program in load(database) for course in program.courses for form in course.forms]
    if any(attached and attached.saved not in FORMS for attached in forms):
        return "a form is a mixture of several"
    return None


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """A store, made where there is none."""
    database = open_store(path, create=True)
    assert database
    try:
        yield database
    finally:
        database.close()


def _three(folder: Path, random: Random) -> list[Path]:
    """Three stores that know nothing of one another; or copies of one, as somebody makes who takes a file along."""
    paths = [folder / f"{name}.db" for name in ("desk", "laptop", "phone")]
    if random.random() < 0.5:
        with opened(paths[0]) as first:
            for _ in range(random.randint(1, 10)):
                step(first, random)
        for path in paths[1:]:
            shutil.copyfile(paths[0], path)
    return paths


def _merge(device: Database, others: list[Database]) -> None:
    for other in others:
        take_in(device, carried(other), "merged")


def _typed(database: Database) -> set[object]:
    rows = _rows(database, "SELECT text FROM version WHERE source != 'import' UNION SELECT text FROM note")
    return {row[0] for row in rows}


def _rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in database.connection.execute(query)]
