"""The walk through an evaluation form: field by field, each text on the clipboard in turn."""

from collections.abc import Sequence

from cups_course.cli.asking import typed_after
from cups_course.cli.handing_out import to_output
from cups_course.course.filling import Field, fields_of_form
from cups_course.course.model import Course, Task
from cups_course.store.database import Database
from cups_course.store.forms import keep_walk_place, submit, walk_place
from cups_course.store.records import today
from cups_course.system.clipboard import copy
from cups_course.view.form import print_begin, print_field, print_filled, print_stopped, print_submitted, say_keys

_KEYS = "[Enter next, b back, c copy again, s skip, q stop here]"


def walk(database: Database, course: Course, form: Task) -> None:
    """Hand the person each text, at their pace. Where they stop is kept, and they go on from there another time."""
    fields = fields_of_form(form, course)
    at = _place(fields, walk_place(database, form))
    print_begin(form, course, fields, at)
    skipped: dict[int, Field] = {}
    while at < len(fields):
        field = fields[at]
        keep_walk_place(database, form, _name(field))
        means = copy(field.text) if field.text else None
        print_field(field, at + 1, len(fields), means)
        if field.text and not means:
            to_output(f"{field.text}\n")
        key = _key()
        if key == "q":
            print_stopped(form, at + 1, len(fields))
            return
        if key == "s":
            skipped[at] = field
        elif key == "":
            skipped.pop(at, None)
        at = max(0, at - 1) if key == "b" else at + (key != "c")
    keep_walk_place(database, form, None)
    print_filled(form, list(skipped.values()))
    if form.ticked or not _sent():
        return
    database.doing(f"{form.ref}, marked as sent")
    submit(database, form, fields, on=today())
    print_submitted(form)


def _key() -> str:
    """The key of what to do next; "q" also where they went away."""
    while True:
        typed = typed_after(_KEYS)
        key = typed.strip().casefold()[:1]
        if not typed:
            return "q"
        if key in ("", "b", "c", "s", "q"):
            return key
        say_keys()


def _sent() -> bool:
    """Whether they pressed the form's own button; Enter alone says no."""
    return typed_after("Have you sent the form? [y/N]").strip().casefold() in ("y", "yes")


def _place(fields: Sequence[Field], name: str | None) -> int:
    return next((number for number, field in enumerate(fields) if _name(field) == name), 0)


def _name(field: Field) -> str:
    return field.on_form.name if field.on_form else field.ref
