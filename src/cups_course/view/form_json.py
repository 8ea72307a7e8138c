"""The evaluation form for programs to read."""

from collections.abc import Sequence
from typing import Any

from cups_course.course.filling import Field
from cups_course.course.form import browser_length
from cups_course.course.model import Task


def form_document(form: Task, fields: Sequence[Field]) -> dict[str, Any]:
    """The form and its fields in order, each with the words that go into it."""
    saved = form.form.saved if form.form else None
    return {
        "ref": form.ref,
        "title": (saved.title if saved else "") or form.text or None,
        "address": saved.address if saved else None,
        "submitted_on": form.done_on,
        "fields": [
            {
                "number": number,
                "name": field.on_form.name if field.on_form else None,
                "label": field.label,
                "ref": field.ref or None,
                "kind": field.kind,
                "text": field.text,
                "length": browser_length(field.text),
                "longest": field.on_form.longest if field.on_form else None,
                "too_long_by": field.too_long_by,
                "required": field.on_form.required if field.on_form else None,
            }
            for number, field in enumerate(fields, start=1)
        ],
    }
