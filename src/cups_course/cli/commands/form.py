"""`cups-course form`: the evaluation form, filled field by field with nothing retyped."""

from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.session import Session, locate
from cups_course.course.errors import CourseError, NothingToKeep, WrongSubject, WrongUsage
from cups_course.course.filling import form_fields
from cups_course.course.model import Course, Task
from cups_course.store.database import Database
from cups_course.store.soundness import WORDS, require_sound
from cups_course.system.texts import can_ask

EXAMPLES = (
    "cups-course form 2",
    "cups-course form 2 --attach saved-form.html",
    "cups-course form 2 --match 4=2.3.1 --match 9=none",
    "cups-course form 2 --prefill",
    "cups-course form 2 --show",
)


def run(
    ctx: typer.Context,
    course: Annotated[str, typer.Argument(metavar="COURSE", help="A course, or one of its forms, such as 2.form-2.")],
    attach: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The form itself as you saved it: its fields, in its order.")
    ] = None,
    match: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=REF", help="What goes into a field of it: 4=2.3.1, 1=email, 9=none."),
    ] = None,
    prefill: Annotated[
        bool, typer.Option("--prefill", help="A Google Form's address with your answers in it; opens nothing.")
    ] = False,
    copy: Annotated[bool, typer.Option("--copy", help="With --prefill: the address on the clipboard.")] = False,
    show: Annotated[bool, typer.Option("--show", help="What you sent, as you sent it.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON document: the fields and what goes into them.")
    ] = False,
) -> None:
    """Walks through the evaluation form: each answer on the clipboard in turn."""
    session: Session = ctx.obj
    if sum((bool(attach or match), prefill, show)) > 1:
        raise WrongUsage("One thing at a time: --attach and --match, or --prefill, or --show.")
    if copy and not prefill:
        raise WrongUsage("--copy goes with --prefill. To have one answer after the other copied, leave both out.")
    with session.database() as database:
        require_sound(database, WORDS)
        where, form = _form(database, course)
        if attach:
            from cups_course.cli.form_fields import attach_saved_form

            attach_saved_form(database, where, form, attach)
            where, form = _form(database, course)
        if match:
            from cups_course.cli.form_fields import match_by_hand

            match_by_hand(database, where, form, match)
            where, form = _form(database, course)
        if show:
            _show(database, where, form, json=json)
        elif prefill:
            _prefill(where, form, copy=copy, json=json)
        elif json:
            from cups_course.view.form_json import form_document
            from cups_course.view.json_output import print_json

            print_json(form_document(form, form_fields(form, where)))
        elif attach or match:
            from cups_course.view.form import print_form

            print_form(form, where)
        else:
            _walk(database, where, form)


def _form(database: Database, ref: str) -> tuple[Course, Task]:
    """The form that is meant, with its course: of several the first that was not sent."""
    _, found = locate(database, ref, whole_course=True, verify=True)
    course = found.course
    if course is None or found.discussion or (found.task and found.task.kind != "form"):
        raise WrongSubject(found.ref, found.what, "a course, such as 2, or its form, 2.form", "cups-course status")
    if found.task:
        return course, found.task
    if not course.forms:
        raise CourseError(f"Course {course.number} has no evaluation form.", f"cups-course status {course.ref}")
    return course, next((form for form in course.forms if not form.ticked), course.forms[0])


def _show(database: Database, course: Course, form: Task, *, json: bool) -> None:
    from cups_course.cli.handing_out import write_output
    from cups_course.export.text import sent_form
    from cups_course.store.forms import sent_copy

    if form.sent is None:
        raise NothingToKeep(
            f"{form.ref} was not sent yet, so there is nothing to show.", f"cups-course form {course.short_ref(form)}"
        )
    sent = sent_copy(database, form)
    on = form.done_on or form.sent.on_day
    if json:
        from cups_course.view.json_output import print_json

        print_json({"ref": form.ref, "on": on, "fields": [one._asdict() for one in sent]})
    elif not sent:
        raise NothingToKeep(f"What was sent with {form.ref} was forgotten since, or there were no words in it.")
    else:
        from cups_course.view.form import form_name
        from cups_course.view.wordings import day

        write_output(sent_form(f"{form_name(form)}{f', sent on {day(on)}' if on else ', as it was sent'}", sent))


def _prefill(course: Course, form: Task, *, copy: bool, json: bool) -> None:
    from cups_course.cli.handing_out import copy_to_clipboard, write_output
    from cups_course.course.prefilling import prefilled
    from cups_course.view.form import print_not_in_address, print_what_an_address_tells

    short = course.short_ref(form)
    if not (form.form and form.form.saved.prefillable):
        raise CourseError(
            "Only a Google Form takes answers with its address, and its saved page has to be known:",
            f"cups-course form {short} --attach SAVED-FORM.html",
        )
    fields = form_fields(form, course)
    assert form.form.saved.address
    made = prefilled(form.form.saved.address, [(one.on_form, one.text) for one in fields if one.on_form and one.text])
    if not made.filled:
        raise NothingToKeep("Nothing is kept that fits into an address.", f"cups-course form {short}")
    print_what_an_address_tells(len(made.filled))
    left = [one for one in fields if one.on_form in made.left]
    if json:
        from cups_course.view.json_output import print_json

        print_json({"address": made.address, "left": [one.ref for one in left]})
        return
    if copy:
        copy_to_clipboard(f"{made.address}\n", otherwise=f"cups-course form {short} --prefill")
    else:
        write_output(f"{made.address}\n")
    print_not_in_address(form, course, left)


def _walk(database: Database, course: Course, form: Task) -> None:
    if not can_ask():
        raise WrongUsage(
            "There is no terminal to walk through the form in. All answers at once, or a page with a button for each:",
            f"cups-course export {course.ref}",
            f"cups-course export {course.ref} --format html --output form.html",
        )
    from cups_course.cli.form_walk import walk_form

    walk_form(database, lambda: _form(database, form.ref))
