"""Evaluation forms: attaches the saved page of one, keeps what goes into its fields, and what was sent."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from cups_course.errors import DamagedStore
from cups_course.events.event import Data
from cups_course.form.filling import Field, SentField
from cups_course.form.form import AttachedForm, Match, SavedForm, Sent, field_from_json
from cups_course.model import Task
from cups_course.store.database import Database
from cups_course.store.files import sent_place, verify
from cups_course.store.subjects import task_target


def attach_form(database: Database, task: Task, saved: SavedForm, matches: Mapping[str, Match]) -> None:
    """Attach a saved form to its task, in place of one attached before. `matches` say what goes into its fields, by
    their names; those of other fields are dropped."""
    with database.writing() as change:
        fields = [asdict(field) for field in saved.fields]
        kept = change.connection.execute("SELECT * FROM form WHERE task_id = ?", (task.id,)).fetchone()
        if kept and (kept["title"], kept["address"]) == (saved.title, saved.address):
            same_fields = json.loads(kept["fields"]) == json.loads(json.dumps(fields))
            if same_fields and _matches(change.connection, kept["id"]) == dict(matches):
                return
        about, data = task_target(change.connection, task.id)
        data |= {"title": saved.title, "address": saved.address, "fields": fields}
        change.append("form attached", data | {"matches": _targets(change.connection, matches)}, about=about)


def detach_form(database: Database, task: Task) -> None:
    """Remove the saved form of a task, and what was said of its fields. What was sent stays."""
    with database.writing() as change:
        about, data = task_target(change.connection, task.id)
        change.append("form detached", data, about=about)


def match_fields(database: Database, form: AttachedForm, matches: Mapping[str, Match]) -> None:
    """Say what goes into these fields of a form, by their names."""
    with database.writing() as change:
        row = change.connection.execute("SELECT task_id FROM form WHERE id = ?", (form.id,)).fetchone()
        about, data = task_target(change.connection, row["task_id"])
        change.append("form matched", data | {"matches": _targets(change.connection, matches)}, about=about)


def _targets(connection: sqlite3.Connection, matches: Mapping[str, Match]) -> dict[str, Data]:
    return {
        name: {
            **_target(connection, match.question_id, match.discussion_id),
            "profile": match.profile,
            "by_person": match.by_person,
        }
        for name, match in matches.items()
    }


def _target(connection: sqlite3.Connection, question: str | None, discussion: str | None) -> Data:
    """A question or a discussion, as an event about a form names it."""
    if question and discussion is None:
        row = connection.execute("SELECT discussion_id FROM question WHERE id = ?", (question,)).fetchone()
        discussion = row["discussion_id"] if row else None
    return {"discussion": discussion, "question": question}


def load_profile(connection: sqlite3.Connection) -> dict[str, str]:
    """The entries of the profile by name, with the forum name as set with `me`."""
    me = connection.execute("SELECT name FROM forum_name ORDER BY position LIMIT 1").fetchone()
    profile = dict(connection.execute("SELECT name, value FROM profile ORDER BY name").fetchall())
    return ({"forum-name": me["name"]} if me else {}) | profile


def set_profile(database: Database, name: str, value: str | None) -> bool:
    """Keep an entry of the profile, or (None) remove it. Returns False where that changes nothing."""
    with database.writing() as change:
        row = change.connection.execute("SELECT value FROM profile WHERE name = ?", (name,)).fetchone()
        if (row["value"] if row else None) == value:
            return False
        change.append("profile set", {"name": name, "value": value})
    return True


def submit_form(database: Database, task: Task, fields: Sequence[Field], *, on: str, score: str | None = None) -> None:
    """Tick a form as sent, and keep a frozen copy of the fields that have words."""
    with database.writing() as change:
        about, data = task_target(change.connection, task.id)
        sent = [
            {
                "label": field.called,
                **_target(change.connection, field.question_id, field.discussion_id),
                "text": field.text,
            }
            for field in fields
            if field.text
        ]
        change.append("form submitted", data | {"on": on, "score": score, "fields": sent}, about=about)


def add_forms(connection: sqlite3.Connection, tasks: Mapping[str, Task], path: Path) -> None:
    """Give these tasks the forms that were attached to them, and what was sent; only for the files of this package.

    Raises DamagedStore, for the store at this path, where a form cannot be read.
    """
    profile = load_profile(connection)
    for row in connection.execute("SELECT * FROM form"):
        if task := tasks.get(row["task_id"]):
            try:
                fields = tuple(map(field_from_json, json.loads(row["fields"])))
            except (ValueError, TypeError, LookupError) as error:
                raise DamagedStore(str(path)) from error
            saved = SavedForm(row["title"], row["address"], fields, ())
            task.form = AttachedForm(row["id"], saved, _matches(connection, row["id"]), profile)
    for row in connection.execute("SELECT task_id, max(id) AS id, on_day FROM submission GROUP BY task_id"):
        if task := tasks.get(row["task_id"]):
            texts = connection.execute(
                """SELECT coalesce(question_id, discussion_id), text FROM submitted_field
                    WHERE submission_id = ? AND coalesce(question_id, discussion_id) IS NOT NULL""",
                (row["id"],),
            )
            task.sent = Sent(row["on_day"], dict(texts.fetchall()))


def sent_copy(database: Database, task: Task) -> list[SentField]:
    """The last frozen copy of a form: each field's label and its text; empty where the form wasn't sent.

    Raises DamagedStore where words are not as they were sent.
    """
    rows = database.connection.execute(
        """SELECT * FROM submitted_field WHERE submission_id = (SELECT max(id) FROM submission WHERE task_id = ?)
            ORDER BY position""",
        (task.id,),
    ).fetchall()
    for row in rows:
        verify(database.path, task.ref, sent_place(row), row["text"], row["digest"])
    return [SentField(row["label"], row["text"]) for row in rows]


class WalkPlace(NamedTuple):
    """How far the person came in a walk through a form: the field they were at, and the digests of the words that they
    pasted into the fields before it, by their names."""

    at: str | None = None
    handed: Mapping[str, str] = {}


def walk_place(database: Database, task: Task) -> WalkPlace:
    """How far the person came in the walk through a form on this machine."""
    row = database.connection.execute("SELECT value FROM setting WHERE name = ?", (_walk_setting(task),)).fetchone()
    return WalkPlace(**json.loads(row["value"])) if row else WalkPlace()


def keep_walk_place(database: Database, task: Task, place: WalkPlace | None) -> None:
    """Keep where the walk goes on; with None it starts again from the beginning."""
    with database.transaction() as connection:
        if place is None:
            connection.execute("DELETE FROM setting WHERE name = ?", (_walk_setting(task),))
        else:
            value = json.dumps(place._asdict(), ensure_ascii=False)
            connection.execute(
                "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (_walk_setting(task), value)
            )


def _walk_setting(task: Task) -> str:
    return f"form_walk {task.id}"


def _matches(connection: sqlite3.Connection, form: str) -> dict[str, Match]:
    rows = connection.execute("SELECT * FROM form_match WHERE form_id = ?", (form,))
    return {
        row["field"]: Match(row["question_id"], row["discussion_id"], row["profile"], bool(row["by_person"]))
        for row in rows
    }
