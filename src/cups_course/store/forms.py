"""Evaluation forms: the saved page of one attached to a course, what goes into its fields, and what was sent."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from cups_course.course.digest import digest
from cups_course.course.errors import DamagedStore
from cups_course.course.filling import Field, SentField
from cups_course.course.form import AttachedForm, Match, SavedForm, Sent, field_from
from cups_course.course.model import Task
from cups_course.course.shape import says
from cups_course.store.database import Database
from cups_course.store.records import verify
from cups_course.store.writing import insert, update


def attach(database: Database, task: Task, saved: SavedForm, matches: Mapping[str, Match]) -> None:
    """Attach a saved form to the task that it is, in the place of one attached before. `matches` say what goes into its
    fields, by their names; what was kept of other fields goes."""
    with database.writing() as connection:
        fields = json.dumps([asdict(field) for field in saved.fields], ensure_ascii=False)
        values = {"title": saved.title, "address": saved.address, "fields": fields}
        row = connection.execute("SELECT id FROM form WHERE task_id = ?", (task.id,)).fetchone()
        if row:
            update(connection, "form", row["id"], **values)
        form = row["id"] if row else insert(connection, database.device_id, "form", task_id=task.id, **values)
        for field in _matches(connection, form).keys() - matches.keys():
            connection.execute("DELETE FROM form_match WHERE form_id = ? AND field = ?", (form, field))
        _put_matches(connection, database.device_id, form, matches)


def match_fields(database: Database, form: AttachedForm, matches: Mapping[str, Match]) -> None:
    """Say what goes into these fields of a form, by their names."""
    with database.writing() as connection:
        _put_matches(connection, database.device_id, form.id, matches)


def _put_matches(connection: sqlite3.Connection, device: str, form: str, matches: Mapping[str, Match]) -> None:
    kept = connection.execute("SELECT id, field FROM form_match WHERE form_id = ?", (form,))
    rows = {row["field"]: row["id"] for row in kept}
    for field, match in matches.items():
        values = asdict(match) | {"by_person": int(match.by_person)}
        if field in rows:
            update(connection, "form_match", rows[field], **values)
        else:
            insert(connection, device, "form_match", form_id=form, field=field, **values)


def profile(connection: sqlite3.Connection) -> dict[str, str]:
    """What the person told about themselves, by its name. Their forum name is known from `me`."""
    me = connection.execute("SELECT name FROM forum_name ORDER BY position, id LIMIT 1").fetchone()
    told = connection.execute("SELECT name, value FROM profile ORDER BY name").fetchall()
    return ({"forum-name": me["name"]} if me else {}) | dict(map(tuple, told))


def set_profile(database: Database, name: str, value: str | None) -> bool:
    """Keep an entry of the profile, or take it away (None). Returns False where that changes nothing."""
    with database.writing() as connection:
        row = connection.execute("SELECT * FROM profile WHERE name = ?", (name,)).fetchone()
        if (row["value"] if row else None) == value:
            return False
        if value is None:
            connection.execute("DELETE FROM profile WHERE name = ?", (name,))
        elif row:
            update(connection, "profile", row["id"], value=value)
        else:
            insert(connection, database.device_id, "profile", name=name, value=value)
    return True


def submit(database: Database, task: Task, fields: Sequence[Field], *, on: str, score: str | None = None) -> None:
    """Tick a form as sent, and keep a frozen copy of what was sent: the fields that have words, as they are."""
    with database.writing() as connection:
        device = database.device_id
        submission = insert(connection, device, "submission", task_id=task.id, on_day=on)
        sent = (field for field in fields if field.text)
        for position, field in enumerate(sent, start=1):
            insert(
                connection,
                device,
                "submitted_field",
                submission_id=submission,
                position=position,
                label=field.called,
                question_id=field.question_id,
                discussion_id=field.discussion_id,
                text=field.text,
                digest=digest(field.text),
            )
        insert(connection, device, "tick", task_id=task.id, outcome="done", on_day=on, score=score)


def add_forms(connection: sqlite3.Connection, tasks: Mapping[str, Task], path: Path) -> None:
    """Give these tasks the forms that were attached to them, and what was sent. For this room's files only.

    Raises DamagedStore, for the store at this path, where a form cannot be read.
    """
    told = profile(connection)
    for row in connection.execute("SELECT * FROM form"):
        if task := tasks.get(row["task_id"]):
            if not says("fields", row["fields"]):
                raise DamagedStore(str(path))
            fields = tuple(map(field_from, json.loads(row["fields"])))
            saved = SavedForm(row["title"], row["address"], fields, ())
            task.form = AttachedForm(row["id"], saved, _matches(connection, row["id"]), told)
    for row in connection.execute("SELECT task_id, max(id) AS id, on_day FROM submission GROUP BY task_id"):
        if task := tasks.get(row["task_id"]):
            texts = connection.execute(
                """SELECT coalesce(question_id, discussion_id), text FROM submitted_field
                    WHERE submission_id = ? AND coalesce(question_id, discussion_id) IS NOT NULL""",
                (row["id"],),
            )
            task.sent = Sent(row["on_day"], dict(map(tuple, texts)))


def sent_copy(database: Database, task: Task) -> list[SentField]:
    """The last frozen copy of a form: each field's label and its text, as they were sent; nothing where none was.

    Raises DamagedStore where words are not as they were sent.
    """
    rows = database.connection.execute(
        """SELECT * FROM submitted_field WHERE submission_id = (SELECT max(id) FROM submission WHERE task_id = ?)
            ORDER BY position""",
        (task.id,),
    ).fetchall()
    for row in rows:
        verify(database.path, task.ref, row["text"], row["digest"])
    return [SentField(row["label"], row["text"]) for row in rows]


class WalkPlace(NamedTuple):
    """Where somebody left the walk through a form: at which field, and the digests of the words that were pasted into
    the fields before it, by their names."""

    at: str | None = None
    handed: Mapping[str, str] = {}


def walk_place(database: Database, task: Task) -> WalkPlace:
    """Where somebody left the walk through a form on this machine."""
    row = database.connection.execute("SELECT value FROM setting WHERE name = ?", (_walk(task),)).fetchone()
    return WalkPlace(**json.loads(row["value"])) if row else WalkPlace()


def keep_walk_place(database: Database, task: Task, place: WalkPlace | None) -> None:
    """Keep where the walk goes on; None: it begins anew."""
    with database.unjournaled() as connection:
        if place is None:
            connection.execute("DELETE FROM setting WHERE name = ?", (_walk(task),))
        else:
            value = json.dumps(place._asdict(), ensure_ascii=False)
            connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (_walk(task), value))


def _walk(task: Task) -> str:
    return f"form_walk {task.id}"


def _matches(connection: sqlite3.Connection, form: str) -> dict[str, Match]:
    rows = connection.execute("SELECT * FROM form_match WHERE form_id = ?", (form,))
    return {
        row["field"]: Match(row["question_id"], row["discussion_id"], row["profile"], bool(row["by_person"]))
        for row in rows
    }
