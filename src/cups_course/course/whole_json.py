"""Everything that is kept as one JSON document, and back: `export --all --format json`, and its import.

`records` has a list for each table, its rows with their columns as `docs/store.md` names them, each as it reads on its
own; `changes` what was done to them; `forgotten` and `devices` the rows of these tables. The document of a store that
was made from it is the same.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cups_course.course.carried import COLUMNS_SINCE, REFERENCES, SINCE, Carried, Change, Record
from cups_course.course.errors import CannotRead, NewerStore
from cups_course.course.shape import Shapes, fits

KEY = "cups_course"
"""What such a document begins with, so that it is known among other JSON."""


def document(carried: Carried, version: int) -> dict[str, Any]:
    """All of it as a document; `version` is that of the schema."""
    return {
        KEY: {"version": version},
        "devices": _listed(carried.devices),
        "records": {table: _listed(carried.records[table]) for table in REFERENCES},
        "changes": [
            {
                "command_id": command,
                "number": number,
                "record_table": change.table,
                "record_id": change.record,
                "before": change.before,
                "after": change.after,
            }
            for (command, number), change in sorted(carried.changes.items())
        ],
        "forgotten": _listed(carried.forgotten),
    }


def written(carried: Carried, version: int) -> str:
    """The document as it is written to a file."""
    return json.dumps(document(carried, version), ensure_ascii=False, indent=1) + "\n"


def is_whole(text: str) -> bool:
    """Whether a text is such a document, as far as its beginning tells."""
    return text.lstrip()[:1] == "{" and text.lstrip()[1:].lstrip().startswith(f'"{KEY}"')


def from_document(text: str, version: int, shapes: Shapes, *, name: str) -> Carried:
    """What such a document holds. `name` is what a person calls the file.

    Raises NewerStore, or CannotRead where it is not whole.
    """
    try:
        whole = json.loads(text)
        if whole[KEY]["version"] > version:
            raise NewerStore(name)
        if whole[KEY]["version"] < version:
            _bring_up_to_date(whole, shapes)
        carried = Carried(
            _by_id(whole["devices"]),
            {table: _by_id(whole["records"][table]) for table in REFERENCES},
            {
                (one["command_id"], one["number"]): Change(
                    one["record_table"], one["record_id"], one["before"], one["after"]
                )
                for one in whole["changes"]
            },
            _by_id(whole["forgotten"]),
        )
        if not fits(carried, shapes):
            raise ValueError("it does not have the shape of a store")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise CannotRead(
            f"{name} begins like an export of everything, but it is not whole or was changed. Nothing was stored."
        ) from error
    return carried


def _bring_up_to_date(whole: dict[str, Any], shapes: Shapes) -> None:
    """One that was written by an earlier version has nothing of the tables and columns that have come since."""
    made_by = whole[KEY]["version"]

    def as_now(table: str, record: Record) -> Record:
        later = (column for column, since in COLUMNS_SINCE.get(table, {}).items() if since > made_by)
        return {column: shapes[table][column].default for column in later} | record

    records = {table: () for table, since in SINCE.items() if since > made_by} | whole["records"]
    whole["records"] = {table: [as_now(table, one) for one in records[table]] for table in REFERENCES}
    for change in whole["changes"]:
        if change["after"] is None:
            change["before"] = as_now(change["record_table"], change["before"])


def _listed(records: Mapping[str, Record]) -> list[Record]:
    return [records[one] for one in sorted(records)]


def _by_id(records: Sequence[Record]) -> dict[str, Record]:
    return {record["id"]: record for record in records}
