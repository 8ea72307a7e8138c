"""CSV: one row a field, for a spreadsheet or a mail merge (RFC 4180, but lines end with `\\n`)."""

import csv
from collections.abc import Sequence
from io import StringIO

from cups_course.course.cells import as_text, runs_as_formula
from cups_course.course.model import Program
from cups_course.export.layout import course_heading, fields, heading

COLUMNS = ("course", "discussion", "ref", "kind", "question", "text", "state", "date")


def render(programs: Sequence[Program]) -> str:
    """A row for everything a form may ask for, in course order, also where nothing is written yet.

    Words stand there as they were written, but for an apostrophe before what a spreadsheet would run as a formula.
    """
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for field in fields(programs):
        row = (
            course_heading(field.course),
            heading(field.discussion),
            field.ref,
            field.kind,
            field.label,
            field.text,
            field.state,
            field.date or "",
        )
        writer.writerow(map(as_text, row))
    return table.getvalue()


def formulas(programs: Sequence[Program]) -> list[str]:
    """The references of the texts that have an apostrophe in front."""
    return [field.ref for field in fields(programs) if runs_as_formula(field.text)]
