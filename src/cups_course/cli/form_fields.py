"""What goes into the fields of a form: found by their wording, asked where that is unsure, said by the person."""

from collections.abc import Sequence
from pathlib import Path

from typer import Abort

from cups_course.cli.asking import ask
from cups_course.course.about_you import entry_name
from cups_course.course.errors import CourseError, WrongUsage
from cups_course.course.form import AttachedForm, Match
from cups_course.course.form_again import CarriedMatches, carry_matches
from cups_course.course.form_matching import Proposal, proposals
from cups_course.course.model import Course, Discussion, Program, Question, Task
from cups_course.course.numbers import parse_number_up_to
from cups_course.course.references import FoundRef, find_ref, parse_ref
from cups_course.course.wording import fold_space
from cups_course.store.database import Database
from cups_course.store.forms import attach_form, match_fields
from cups_course.store.reading import load
from cups_course.system.texts import can_ask, read_bytes
from cups_course.view.form import print_choices, say_unmatched_fields, say_unsure
from cups_course.view.screen import say

_MOST = 20_000_000
"""Bytes of a saved form: one with all its pictures has a few million."""
_SHOWN = 60
"""Characters of what names no field."""
NOTHING = "none"


def attach_saved_form(database: Database, course: Course, form: Task, file: Path) -> None:
    """Read a saved form, find what goes into its fields, and keep both. Raises NotAForm or CannotRead."""
    from cups_course.forms.reading import read_form

    saved = read_form(read_bytes(file, what="saved form", most=_MOST), name=file.name)
    again = carry_matches(form.form, saved.fields) if form.form else CarriedMatches({}, [])
    matches, unsure = dict(again.kept), []
    for proposal in proposals(saved.fields, course):
        name = proposal.field.name
        if name in again.kept:
            continue
        if proposal.sure:
            matches[name] = _match(proposal.target, proposal.profile)
        elif can_ask() and (answer := _asked(proposal)) is not None:
            matches[name] = answer
        else:
            unsure.append(proposal)
    database.doing(f"{form.ref}, its saved form attached")
    attach_form(database, form, saved, matches)
    say(*saved.warnings)
    say_unmatched_fields(again.lost)
    say_unsure(form, course, saved.fields, unsure)


def match_by_hand(database: Database, course: Course, form: Task, pairs: Sequence[str]) -> None:
    """Keep what the person says goes into fields: `4=2.3.1`, `entry.12=email`, `9=none`."""
    if form.form is None:
        raise CourseError(
            f"{form.ref} has no form attached yet, so it has no fields:",
            f"cups-course form {form.ref} --attach SAVED-FORM.html",
        )
    matches = dict(_pair(database, course, form.form, pair) for pair in pairs)
    database.doing(f"fields of {form.ref}, matched")
    match_fields(database, form.form, matches)


def _pair(database: Database, course: Course, form: AttachedForm, pair: str) -> tuple[str, Match]:
    wanted, equals, goes = pair.rpartition("=")
    if not (equals and wanted.strip() and goes.strip()):
        raise WrongUsage(f"{pair} does not say FIELD=REF, such as 4=2.3.1: a field's number, and what goes into it.")
    return _field_name(form, wanted.strip()), _by_hand(database, course, goes.strip())


def _field_name(form: AttachedForm, wanted: str) -> str:
    """The name of the field with this number in the form, or of this name or wording."""
    fields = form.saved.fields
    if number := parse_number_up_to(len(fields), wanted):
        return fields[number - 1].name
    named = [field.name for field in fields if wanted in (field.name, field.label)]
    if len(named) != 1:
        raise WrongUsage(
            f"The form has no one field {fold_space(wanted)[:_SHOWN]}. Its fields have the numbers 1 to {len(fields)}."
        )
    return named[0]


def _by_hand(database: Database, course: Course, goes: str) -> Match:
    if goes.casefold() == NOTHING:
        return Match(by_person=True)
    if name := entry_name(goes):
        return Match(profile=name, by_person=True)
    found = _found(load(database), course, goes)
    target = found.question or found.discussion
    if target is None or found.task or found.reply or found.course is None or found.course.id != course.id:
        raise WrongUsage(f"{goes} is {found.what}; a question or discussion of course {course.number} is wanted here.")
    return _match(target, None, by_person=True)


def _found(programs: Sequence[Program], course: Course, goes: str) -> FoundRef:
    """What a reference refers to: without a program's name it is one in the program of the course."""
    reference = parse_ref(goes)
    own = [program for program in programs if any(one.id == course.id for one in program.courses)]
    return find_ref(own if reference.program is None else programs, reference)


def _match(target: Question | Discussion | None, profile: str | None, *, by_person: bool = False) -> Match:
    return Match(
        target.id if isinstance(target, Question) else None,
        target.id if isinstance(target, Discussion) else None,
        profile,
        by_person,
    )


def _asked(proposal: Proposal) -> Match | None:
    """What the person says goes into a field; None where they leave it open. Who goes away has attached nothing."""
    print_choices(proposal)
    while True:
        typed = ask("Which? [a number, 0 for none of these, Enter to leave it open]")
        if not typed:
            raise Abort
        if not typed.strip():
            return None
        number = parse_number_up_to(len(proposal.candidates), typed.strip())
        if number is not None:
            return _match(proposal.candidates[number - 1] if number else None, None, by_person=True)
