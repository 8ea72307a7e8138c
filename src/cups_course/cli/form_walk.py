"""The walk through an evaluation form: field by field, each text on the clipboard in turn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cups_course.cli.agreeing import agreed
from cups_course.cli.asking import ask
from cups_course.cli.handing_out import write_output
from cups_course.course.digest import digest
from cups_course.course.filling import Field, form_fields
from cups_course.course.model import Course, Task
from cups_course.store.database import Database
from cups_course.store.forms import WalkPlace, keep_walk_place, submit_form, walk_place
from cups_course.store.records import local_today
from cups_course.system.clipboard import copy
from cups_course.view.form import (
    print_begin,
    print_changed_meanwhile,
    print_field,
    print_filled,
    print_stopped,
    print_submitted,
    say_how_to_mark_it,
    say_keys,
)

_KEYS = "[Enter next, b back, c copy again, s skip, q stop here]"
_OF_A_KEY = {"": "", "b": "b", "back": "b", "c": "c", "copy": "c", "s": "s", "skip": "s", "q": "q", "stop": "q"}


def walk_form(database: Database, read: Callable[[], tuple[Course, Task]]) -> None:
    """Hand the person each text, at their pace. Where they stop is kept, and they go on from there another time.

    `read` gives the form as it is now: what was changed after it was handed out is handed out again, so that what is
    kept as sent is what was pasted.
    """
    course, form = read()
    place = walk_place(database, form)
    fields = form_fields(form, course)
    names = [_name(field) for field in fields]
    at = names.index(place.at) if place.at in names else 0
    print_begin(form, course, fields, at)
    going = _Walk(database, form, course, dict(place.handed))
    if not going.through(fields, at):
        return
    while True:
        course, form = read()
        fields = form_fields(form, course)
        if not (changed := [field for field in fields if going.has_other_words(field)]):
            break
        print_changed_meanwhile(changed)
        if not going.through(changed, 0):
            return
    keep_walk_place(database, form, None)
    print_filled(form, [field for field in fields if field.text and _name(field) not in going.handed])
    if agreed(f"Have you sent the form{' anew' if form.ticked else ''}"):
        database.doing(f"{form.ref}, marked as sent")
        submit_form(database, form, [field for field in fields if _name(field) in going.handed], on=local_today())
        print_submitted(form, course)
    elif not form.ticked:
        say_how_to_mark_it(form)


@dataclass
class _Walk:
    """One walk. `handed` has for each field that was pasted the digest of its words."""

    database: Database
    form: Task
    course: Course
    handed: dict[str, str]

    def through(self, fields: Sequence[Field], at: int) -> bool:
        """Hand out these fields, one after the other; False where the person stops."""
        while at < len(fields):
            field = fields[at]
            keep_walk_place(self.database, self.form, WalkPlace(_name(field), self.handed))
            self._hand_out(field, at + 1, len(fields))
            match _key():
                case "q":
                    print_stopped(self.form, self.course, at + 1, len(fields))
                    return False
                case "b":
                    at = max(0, at - 1)
                case "s":
                    self.handed.pop(_name(field), None)
                    at += 1
                case "":
                    if field.text:
                        self.handed[_name(field)] = digest(field.text)
                    at += 1
        return True

    def has_other_words(self, field: Field) -> bool:
        """Whether a field says something else now than when it was handed out."""
        handed = self.handed.get(_name(field))
        return handed is not None and handed != digest(field.text)

    def _hand_out(self, field: Field, number: int, every: int) -> None:
        means = copy(field.text) if field.text else None
        print_field(field, number, every, means)
        if field.text and not means:
            write_output(f"{field.text}\n")


def _key() -> str:
    """The key of what to do next; "q" also where they went away."""
    while typed := ask(_KEYS):
        if (key := _OF_A_KEY.get(typed.strip().casefold())) is not None:
            return key
        say_keys()
    return "q"


def _name(field: Field) -> str:
    return field.on_form.name if field.on_form else field.ref
