"""CSV: one row for each field, for a spreadsheet or a mail merge (RFC 4180, but lines end with `\n`)."""

import csv
from collections.abc import Sequence
from io import StringIO

from cups_course.export.layout import all_fields, course_heading
from cups_course.form.filling import Field, course_fields
from cups_course.model import Program
from cups_course.text import escape_formula, runs_as_formula

COLUMNS = ("course", "section", "ref", "kind", "question", "text", "state", "date")


def render_csv(programs: Sequence[Program]) -> str:
    """A row for every field that a form may ask for, in course order, even if nothing is written for it yet.

    Texts are exactly as written, except for an apostrophe before what a spreadsheet would run as a formula.
    """
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for program in programs:
        for course in program.courses:
            for field in course_fields(course):
                row = (field.section, field.ref, field.kind, field.label, field.text, _state(field), field.date or "")
                writer.writerow(map(escape_formula, (course_heading(course), *row)))
    return table.getvalue()


def _state(field: Field) -> str:
    """That of an answer or a reply; of the profile whether its entry is ready; of what one writes on the form "", as
    nothing is known of it."""
    if field.kind == "own":
        return ""
    return "ready" if field.kind == "profile" and field.is_ready else field.state


def escaped_refs(programs: Sequence[Program]) -> list[str]:
    """The references of the texts that get an apostrophe in front."""
    return [field.ref for field in all_fields(programs) if runs_as_formula(field.text)]
