"""`cups-course form`: the evaluation form, filled field by field with nothing retyped."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from typer import Abort

from cups_course.cli.input import agreed, ask
from cups_course.cli.output import copy_to_clipboard, write_output
from cups_course.cli.session import Session, locate, locate_course
from cups_course.errors import CourseError, NothingToKeep, WrongSubject, WrongUsage
from cups_course.export.text import sent_form
from cups_course.form.belonging import other_course
from cups_course.form.filling import Field, form_fields, prefilled
from cups_course.form.form import AttachedForm, CarriedMatches, Match, SavedForm, carry_matches
from cups_course.form.matching import Proposal, proposals
from cups_course.form.profile import entry_name
from cups_course.model import Course, Discussion, Question, Task
from cups_course.paths import read_bytes
from cups_course.reader.form import read_form
from cups_course.refs import FoundRef, parse_ref
from cups_course.shell import CommandLine
from cups_course.store.database import Database
from cups_course.store.forms import (
    WalkPlace,
    attach_form,
    detach_form,
    keep_walk_place,
    match_fields,
    sent_copy,
    submit_form,
    walk_place,
)
from cups_course.store.identity import local_today
from cups_course.store.reading import load
from cups_course.store.soundness import WORDS
from cups_course.system.clipboard import copy, means, why_none
from cups_course.system.files import can_ask
from cups_course.text import digest, fold_space, parse_number_up_to
from cups_course.typed_refs import find_or_suggest
from cups_course.view.documents import address_document, form_document, print_json, sent_document
from cups_course.view.form import (
    cannot_go_in,
    form_name,
    print_begin,
    print_changed_meanwhile,
    print_choices,
    print_detached,
    print_field,
    print_filled,
    print_form,
    print_not_in_address,
    print_stopped,
    print_submitted,
    print_what_an_address_tells,
    say_how_to_mark_it,
    say_keys,
    say_unmatched_fields,
    say_unsure,
    say_warnings,
)
from cups_course.view.wording import day

EXAMPLES = (
    "cups-course form 2",
    "cups-course form 2 --attach saved-form.html",
    "cups-course form 2 --match 4=2.3.1 --match 9=none",
    "cups-course form 2 --detach",
    "cups-course form 2 --prefill",
    "cups-course form 2 --show",
)

_MOST_BYTES = 20_000_000
"""Bytes of a saved form: one with all its pictures has a few million."""
_MOST_SHOWN = 60
"""Characters of a wrong field name that its error message repeats."""
_KEYS = {"": "", "b": "b", "back": "b", "c": "c", "copy": "c", "s": "s", "skip": "s", "q": "q", "stop": "q"}


def run(
    ctx: typer.Context,
    course: Annotated[
        str | None,
        typer.Argument(
            metavar="[COURSE]",
            help="A course or one of its forms, such as 2 or 2.form. Needed only if there are several.",
        ),
    ] = None,
    attach: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Read the fields and their order from the form's saved page.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="With --attach: even if it is another course's form.")] = False,
    detach: Annotated[bool, typer.Option("--detach", help="Remove the form you attached.")] = False,
    match: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=REF", help="What goes into a field: 4=2.3.1, 1=email or 9=none."),
    ] = None,
    prefill: Annotated[
        bool,
        typer.Option("--prefill", help="Print a Google Form's address with your answers filled in. Opens nothing."),
    ] = False,
    copy: Annotated[bool, typer.Option("--copy", help="With --prefill: copy the address.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Show what you sent.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the fields and what goes into them as JSON.")] = False,
) -> None:
    """Goes through the form field by field and copies each answer to the clipboard."""
    session: Session = ctx.obj
    if sum((bool(attach or match), detach, prefill, show)) > 1:
        raise WrongUsage(
            "These options don't go together. Use --attach and --match, or --detach, or --prefill, or --show."
        )
    if force and not attach:
        raise WrongUsage("--force needs --attach.")
    if copy and not prefill:
        raise WrongUsage("--copy needs --prefill. To copy your answers one by one, leave both out.")
    with session.database() as database:
        database.require_sound(WORDS)
        of_course, form = _form(locate_course(database, course, whole_course=True, verify=True))
        if attach:
            _attach(database, of_course, form, attach, force=force)
            of_course, form = _form_again(database, form)
        if match:
            _match_by_hand(database, of_course, form, match)
            of_course, form = _form_again(database, form)
        if detach:
            _detach(database, of_course, form)
        elif show:
            _show(database, of_course, form, json=json)
        elif prefill:
            _prefill(of_course, form, copy=copy, json=json)
        elif json:
            print_json(form_document(form, form_fields(form, of_course)))
        elif attach or match:
            print_form(form, of_course)
        else:
            _walk(database, of_course, form)


def _form(found: FoundRef) -> tuple[Course, Task]:
    """The form that a reference names, with its course. Of a course with several: the first that was not sent.

    Raises WrongSubject, or CourseError if the course has no form.
    """
    course = found.course
    if course is None or found.discussion or (found.task and found.task.kind != "form"):
        raise WrongSubject(found.ref, found.what, "a course, such as 2, or its form, 2.form", CommandLine("status"))
    if found.task:
        return course, found.task
    if not course.forms:
        raise CourseError(f"Course {course.number} has no evaluation form.", CommandLine("status", course.ref))
    return course, next((form for form in course.forms if not form.ticked), course.forms[0])


def _form_again(database: Database, form: Task) -> tuple[Course, Task]:
    """The form as it is in the store now, with its course."""
    return _form(locate(database, form.ref, whole_course=True, verify=True)[1])


def _show(database: Database, course: Course, form: Task, *, json: bool) -> None:
    if form.sent is None:
        raise NothingToKeep(f"{form.ref} isn't sent yet. To fill it in:", CommandLine("form", course.short_ref(form)))
    sent = sent_copy(database, form)
    sent_on = form.done_on or form.sent.on_day
    if json:
        print_json(sent_document(form, sent_on, sent))
    elif not sent:
        raise NothingToKeep(f"No text is saved for {form.ref}. You sent none, or it was permanently deleted.")
    else:
        facts = f"sent on {day(sent_on)}" if sent_on else "as it was sent"
        if not form.ticked:  # the person took the tick back; what they had is still worth reading
            facts = f"as it was on {day(sent_on)}, no longer marked as sent" if sent_on else "no longer marked as sent"
        write_output(sent_form(f"{form_name(form)}, {facts}", sent))


def _prefill(course: Course, form: Task, *, copy: bool, json: bool) -> None:
    short = course.short_ref(form)
    if not (form.form and form.form.saved.prefillable):
        raise CourseError(
            "--prefill needs the saved page of a Google Form. To attach it:",
            CommandLine("form", short, "--attach", "SAVED-FORM.html"),
        )
    fields = form_fields(form, course)
    assert form.form.saved.address
    texts = [(one.on_form, one.text) for one in fields if one.on_form and one.text]
    link = prefilled(form.form.saved.address, texts)
    if not link.filled:
        raise NothingToKeep(
            "None of your answers fit into the form's address. To copy your answers one by one:",
            CommandLine("form", short),
        )
    print_what_an_address_tells(len(link.filled))
    left = [one for one in fields if one.on_form in link.left]
    if json:
        print_json(address_document(link.address, left))
        return
    if copy:
        copy_to_clipboard(f"{link.address}\n", otherwise=CommandLine("form", short, "--prefill"))
    else:
        write_output(f"{link.address}\n")
    print_not_in_address(form, course, left)


def _attach(database: Database, course: Course, form: Task, file: Path, *, force: bool) -> None:
    """Read a saved form, find what goes into its fields, and keep both. Raises NotAForm, CannotRead, or without `force`
    CourseError if it is another course's form."""
    saved = read_form(read_bytes(file, what="saved form", most=_MOST_BYTES), name=file.name)
    if not force:
        _require_own_form(database, course, form, saved, file)
    carried = carry_matches(form.form, saved.fields) if form.form else CarriedMatches({}, [])
    matches, unsure = dict(carried.kept), []
    for proposal in proposals(saved.fields, course):
        name = proposal.field.name
        if name in carried.kept:
            continue
        if proposal.sure:
            matches[name] = _match(proposal.target, proposal.profile)
        elif can_ask() and (match := _ask_match(proposal)) is not None:
            matches[name] = match
        else:
            unsure.append(proposal)
    database.doing(f"attached the saved form of {form.ref}")
    attach_form(database, form, saved, matches)
    say_warnings(saved.warnings)
    say_unmatched_fields(carried.lost)
    say_unsure(form, course, saved.fields, unsure)


def _require_own_form(database: Database, course: Course, form: Task, saved: SavedForm, file: Path) -> None:
    courses = next((one.courses for one in load(database) if any(each.id == course.id for each in one.courses)), [])
    number = other_course(saved, course, courses)
    if number is None:
        return
    others = [one for one in courses if one.number == number and one.forms]
    raise CourseError(
        f"This looks like the form of course {number}, so nothing was changed. To attach it"
        f"{' there, or' * bool(others)} to course {course.number} all the same:",
        *(CommandLine("form", one.ref, "--attach", file) for one in others),
        CommandLine("form", course.short_ref(form), "--attach", file, "--force"),
    )


def _detach(database: Database, course: Course, form: Task) -> None:
    if form.form is None:
        raise NothingToKeep(f"{form.ref} has no saved form attached, so nothing was changed.")
    database.doing(f"detached the saved form of {form.ref}")
    detach_form(database, form)
    print_detached(form, course)


def _match_by_hand(database: Database, course: Course, form: Task, pairs: Sequence[str]) -> None:
    """Keep what the person says goes into fields: `4=2.3.1`, `entry.12=email`, `9=none`."""
    if form.form is None:
        raise CourseError(
            f"The fields of {form.ref} aren't known yet. To attach its saved page:",
            CommandLine("form", form.ref, "--attach", "SAVED-FORM.html"),
        )
    parsed = [_parse_match(database, course, form, form.form, pair) for pair in pairs]
    matches = dict(parsed)
    if len(matches) < len(parsed):
        raise WrongUsage("Use --match only once for each field.")
    database.doing(f"matched fields of {form.ref}")
    match_fields(database, form.form, matches)


def _parse_match(database: Database, course: Course, task: Task, form: AttachedForm, pair: str) -> tuple[str, Match]:
    """The name of the field and what goes into it. Raises WrongUsage, CourseError if the field can't take it, or what
    looking up a reference raises."""
    field, equals, value = (part.strip() for part in pair.rpartition("="))
    if not (equals and field and value):
        raise WrongUsage(f"{pair} isn't FIELD=REF. Write a field's number and what goes into it, such as 4=2.3.1.")
    name, match = _field_name(form, field), _parse_value(database, course, value)
    number, on_form = next((at, one) for at, one in enumerate(form.saved.fields, start=1) if one.name == name)
    text = form.profile.get(match.profile or "", "")
    if (text and not on_form.accepts(text)) or not (on_form.takes_answers or match.profile or match.is_nothing):
        raise CourseError(
            cannot_go_in(number, on_form, value),
            CommandLine("form", course.short_ref(task), "--match", f"{number}=none"),
        )
    return name, match


def _field_name(form: AttachedForm, wanted: str) -> str:
    """The name of the field with this number, name or label. Raises WrongUsage if it's none, or several."""
    fields = form.saved.fields
    if number := parse_number_up_to(len(fields), wanted):
        return fields[number - 1].name
    names = [field.name for field in fields if wanted in (field.name, field.label)]
    if len(names) != 1:
        shown = fold_space(wanted)[:_MOST_SHOWN]
        found = "Several fields are called" if names else "The form has no field"
        raise WrongUsage(f"{found} {shown}. Use a number from 1 to {len(fields)}.")
    return names[0]


def _parse_value(database: Database, course: Course, value: str) -> Match:
    """What goes into a field: nothing (`none`), an entry of the profile, or an answer of this course."""
    if value.casefold() == "none":
        return Match(by_person=True)
    if name := entry_name(value):
        return Match(profile=name, by_person=True)
    reference, programs = parse_ref(value), load(database)
    if reference.program is None:
        programs = [program for program in programs if any(one.id == course.id for one in program.courses)]
    found = find_or_suggest(programs, value)
    target = found.question or found.discussion
    if target is None or found.task or found.reply or found.course is None or found.course.id != course.id:
        raise WrongUsage(f"{value} can't go into this form. Use a question or discussion of course {course.number}.")
    return _match(target, None, by_person=True)


def _match(target: Question | Discussion | None, profile: str | None, *, by_person: bool = False) -> Match:
    return Match(
        target.id if isinstance(target, Question) else None,
        target.id if isinstance(target, Discussion) else None,
        profile,
        by_person,
    )


def _ask_match(proposal: Proposal) -> Match | None:
    """What the person says goes into a field; None if they leave it open. Raises Abort if they go away."""
    print_choices(proposal)
    while True:
        typed = ask("Which one? [a number, 0 for none of these, Enter for later]")
        if not typed:
            raise Abort
        if not typed.strip():
            return None
        number = parse_number_up_to(len(proposal.candidates), typed.strip())
        if number is not None:
            return _match(proposal.candidates[number - 1] if number else None, None, by_person=True)


def _walk(database: Database, course: Course, form: Task) -> None:
    """Copy each text to the clipboard in turn, at the person's pace. If they stop, the next walk goes on from there.

    A text that changed after it was copied comes again, so that the kept copy of the form is what was pasted.
    """
    if not can_ask():
        raise WrongUsage(
            "This needs a terminal. To get all answers at once, or a page with a Copy button for each:",
            CommandLine("export", course.ref),
            CommandLine("export", course.ref, "--format", "html", "--output", "form.html"),
        )
    place = walk_place(database, form)
    fields = form_fields(form, course)
    if not any(field.text or field.kind == "own" for field in fields):
        raise NothingToKeep(
            f"Nothing is ready to copy for {form.ref}. To see what is missing:", CommandLine("check", course.ref)
        )
    names = [_name(field) for field in fields]
    at = names.index(place.at) if place.at in names else 0
    print_begin(form, course, fields, at, no_clipboard="" if means() else why_none())
    walk = _Walk(database, form, course, dict(place.handed))
    if not walk.run(fields, at):
        return
    while True:
        course, form = _form_again(database, form)
        fields = form_fields(form, course)
        if not (changed := [field for field in fields if walk.has_changed(field)]):
            break
        print_changed_meanwhile(changed)
        if not walk.run(changed, 0):
            return
    keep_walk_place(database, form, None)
    print_filled(form, [field for field in fields if field.text and _name(field) not in walk.copied])
    has_copied = bool(walk.copied) or not any(field.text for field in fields)
    if has_copied and agreed(f"Have you sent the form{' again' if form.ticked else ''}"):
        database.doing(f"marked {form.ref} as sent")
        submit_form(database, form, [field for field in fields if _name(field) in walk.copied], on=local_today())
        course, form = _form_again(database, form)
        print_submitted(form, course)
    elif not form.ticked:
        say_how_to_mark_it(form)


@dataclass
class _Walk:
    """One walk. `copied` has the digest of its text for each field that was pasted."""

    database: Database
    form: Task
    course: Course
    copied: dict[str, str]

    def run(self, fields: Sequence[Field], at: int) -> bool:
        """Go through these fields, starting with number `at`; False if the person stops."""
        while at < len(fields):
            field = fields[at]
            keep_walk_place(self.database, self.form, WalkPlace(_name(field), self.copied))
            _copy_field(field, at + 1, len(fields))
            match _ask_key():
                case "q":
                    print_stopped(self.form, self.course, at + 1, len(fields))
                    return False
                case "b":
                    at = max(0, at - 1)
                case "s":
                    self.copied.pop(_name(field), None)
                    at += 1
                case "":
                    if field.text:
                        self.copied[_name(field)] = digest(field.text)
                    at += 1
        return True

    def has_changed(self, field: Field) -> bool:
        """Whether a field has another text now than when it was copied."""
        copied = self.copied.get(_name(field))
        return copied is not None and copied != digest(field.text)


def _copy_field(field: Field, number: int, every: int) -> None:
    means = copy(field.text) if field.text else None
    print_field(field, number, every, means)
    if field.text and not means:
        write_output(f"{field.text}\n")


def _ask_key() -> str:
    """What to do next, as a letter of `_KEYS` ("" for Enter); "q" if the person goes away."""
    while typed := ask("[Enter next, b back, c copy again, s skip, q stop]"):
        if (key := _KEYS.get(typed.strip().casefold())) is not None:
            return key
        say_keys()
    return "q"


def _name(field: Field) -> str:
    return field.on_form.name if field.on_form else field.ref
