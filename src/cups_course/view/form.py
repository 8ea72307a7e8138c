"""The evaluation form: its fields and what goes into them, the walk through it, and the profile."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from cups_course.form.filling import Field, changed_since_sent, form_fields
from cups_course.form.form import FormField
from cups_course.model import Course, Question, Task
from cups_course.text import browser_length, clean, count_words
from cups_course.view.screen import (
    BEGUN,
    address_line,
    cells,
    clipped,
    command_line,
    console,
    put,
    say,
    side_by_side,
    styled,
    tell,
    tell_row,
)
from cups_course.view.wording import count, day, listed

if TYPE_CHECKING:
    from cups_course.form.matching import Proposal

_PREVIEW = 3
"""Lines shown of each text, enough to tell which it is."""


def print_form(form: Task, course: Course) -> None:
    """The fields of an attached form in its order, what goes into each, and how to fill or change them."""
    assert form.form
    short = course.short_ref(form)
    fields = form_fields(form, course)
    filled = sum(bool(field.text) for field in fields)
    title = clean(form.form.saved.title) or form_name(form)
    tell(styled(f"{title}: {filled} of {count(len(fields), 'field')} ready", style="bold"))
    for field in fields:
        lead = styled(f"  {field.number:>2}  ")
        put(
            console(),
            side_by_side(styled(field.label), styled(_what_goes_in(field), style="dim")),
            indent=6,
            first=lead,
        )
    say("", "To fill it, field by field, or on a page with a button for each:")
    say(command_line(f"cups-course form {short}"))
    say(command_line(f"cups-course export {course.ref} --format html --open"))
    say("If a field has the wrong text, say what goes into it (none: nothing of this):")
    say(command_line(f"cups-course form {short} --match NUMBER=REF"))


def print_choices(proposal: "Proposal") -> None:
    """A field, and a numbered list of what may go into it."""
    say("", styled(clean(proposal.field.label), style="bold"), "could ask for:")
    for number, one in enumerate(proposal.candidates, start=1):
        wording = one.text if isinstance(one, Question) else one.title
        line = side_by_side(styled(one.ref), styled(clean(wording)))
        put(console("stderr"), line, indent=6, first=styled(f"  {number:>2}  "))


def say_unsure(form: Task, course: Course, fields: Sequence[FormField], unsure: "Sequence[Proposal]") -> None:
    """The fields whose wording leaves open what goes into them, each with the command that says it."""
    if not unsure:
        return
    say("Not sure what goes into these; this says it:")
    for proposal in unsure:
        number = fields.index(proposal.field) + 1
        perhaps = "" if proposal.target else f", perhaps {', '.join(one.ref for one in proposal.candidates)}"
        say(f"“{clipped(proposal.field.label, 60)}”{perhaps}")
        goes = proposal.target.ref if proposal.target else "REF"
        say(command_line(f"cups-course form {course.short_ref(form)} --match {number}={goes}"))


def say_unmatched_fields(fields: Sequence[FormField]) -> None:
    """The fields that the person had matched by hand and that the newer copy of the form asks otherwise, or not."""
    if fields:
        say(
            "The form does not ask these as it did before, so what you had said of them fell away:",
            *(f"“{clipped(field.label or field.section, 60)}”" for field in fields),
        )


def _what_goes_in(field: Field) -> str:
    if field.is_chosen:
        return "chosen on the form itself"
    if field.kind == "own":
        return "yours to write"
    if field.kind == "open":
        return "nobody has said what goes in"
    if field.kind == "profile":
        return f"{clean(field.ref)}, from your profile" if field.text else f'cups-course profile {field.ref} "..."'
    if not field.text:
        return f"{field.ref}, not answered yet"
    return f"{field.ref}, {_length(field)}"


def _length(field: Field) -> str:
    longest = field.on_form.longest if field.on_form else None
    most = f" of {longest}" if longest else ""
    length = f"{count(count_words(field.text), 'word')}, {browser_length(field.text)}{most} characters"
    if field.in_one_piece:
        length = f"in one piece, {length}"
    return f"{length}, {field.too_long_by} too many" if field.too_long_by else length


def form_name(form: Task) -> str:
    """The name of a form, made up from its reference if it has none."""
    return clean(form.text) or f"The evaluation form {form.ref}"


def print_begin(form: Task, course: Course, fields: Sequence[Field], at: int) -> None:
    """The start of a walk: how many fields are ready, what was sent before, and at which field it goes on."""
    ready = sum(bool(field.text) for field in fields)
    tell(styled(f"{form_name(form)}: {ready} of {count(len(fields), 'field')} ready", style="bold"))
    if form.ticked:
        say(f"It was sent{f' on {day(form.done_on)}' if form.done_on else ''}. What you sent:")
        say(command_line(f"cups-course form {course.short_ref(form)} --show"))
        if changed := changed_since_sent(form, course):
            say(f"Changed since: {listed(changed)}.")
    if at:
        say(f"You left off at field {at + 1}; it goes on from there.")
    if form.form and form.form.saved.address:
        say("The form is here:", address_line(form.form.saved.address))
    say("Open the form beside this. Each text is on the clipboard when it is shown: paste it, then come back.")


def print_field(field: Field, number: int, every: int, means: Literal["system", "terminal"] | None) -> None:
    """One field: what it asks, which text goes in, and whether that is on the clipboard."""
    position = styled(f"{number} of {every}", style="dim")
    tell("", side_by_side(position, styled(field.label or field.section, style="bold")))
    if field.section and field.label:
        put(console(), styled(field.section, style="dim"), indent=2)
    if not field.text:
        message, command = _what_is_missing(field)
        put(console(), message, indent=2)
        if command:
            tell(command_line(f"  {command}"))
        return
    width = console().width - 4
    for line in [line for line in field.text.splitlines() if line.strip()][:_PREVIEW]:
        tell_row(styled("  │ ", style="dim"), clipped(line, width))
    style = BEGUN if field.too_long_by else "dim"
    put(console(), styled(f"{clean(field.ref)}, {_length(field)}", style=style), indent=2)
    if means == "system":
        tell("  On the clipboard.")
    elif means:
        tell("  Handed to your terminal for its clipboard.")
    else:
        tell("  No clipboard was found, so here is the text to copy by hand:")


def _what_is_missing(field: Field) -> tuple[str, str]:
    """A message for a field without a text, and the command that keeps one ("" for none)."""
    if field.is_chosen:
        choices = ", ".join(field.on_form.choices) if field.on_form else ""
        return f"Choose it on the form itself{f': {clean(choices)}' if choices else ''}.", ""
    if field.kind == "profile":
        return "Nothing is kept for it yet. To keep it for every form:", f'cups-course profile {field.ref} "..."'
    if field.kind == "own":
        return "Nothing that you keep goes in here; write it on the form itself.", ""
    if field.kind == "open":
        return "Nobody has said what goes in here. It can be written on the form itself.", ""
    return "Not answered yet:", f"cups-course answer {field.ref}"


def say_keys() -> None:
    """How to answer the walk's question, after a wrong key."""
    say("Press Enter to go on, or type one of the letters and then Enter.")


def print_stopped(form: Task, course: Course, number: int, every: int) -> None:
    """At which field the next walk goes on."""
    say(f"That is fine. It goes on at field {number} of {every} whenever you like:")
    say(command_line(f"cups-course form {course.short_ref(form)}"))


def print_changed_meanwhile(fields: Sequence[Field]) -> None:
    """The fields that come again because their answers changed after they were pasted."""
    tell("", f"Changed since you pasted it: {listed([field.ref for field in fields])}. Here it comes once more.")


def say_how_to_mark_it(form: Task) -> None:
    """The command that marks the form as sent later."""
    say("That is fine. When you have sent it:", command_line(f"cups-course done {form.ref}"))


def print_filled(form: Task, skipped: Sequence[Field]) -> None:
    """The end of the fields: which were skipped, and that the form is to be sent by its own button."""
    tell("", "That was the last field.")
    if skipped:
        say(f"Skipped, so not in the copy that is kept: {listed([field.label or field.ref for field in skipped])}.")
    if not form.ticked:
        say("Look over the form once more and press its own button to send it.")


def print_submitted(form: Task, course: Course) -> None:
    """That the form is marked as sent, and how to see the copy that is kept."""
    tell(f"Marked as sent: {form.ref}. A copy of exactly what you sent is kept:")
    say(command_line(f"cups-course form {course.short_ref(form)} --show"))
    say(command_line("cups-course next"))


def print_what_an_address_tells(filled: int) -> None:
    """A warning about an address with answers in it: who receives them, and where they stay."""
    say(
        f"This address holds {count(filled, 'text')} of yours. Whoever hosts the form receives them as soon as you "
        "open it, and your browser keeps the address in its history. It was not opened, and nothing was sent: the "
        "form's own button is yours to press."
    )


def print_not_in_address(form: Task, course: Course, left: Sequence[Field]) -> None:
    """The texts that didn't fit into the address, and how to copy them."""
    if left:
        say(
            f"Left for Copy: {listed([field.ref for field in left])}. The address holds no more, or the field takes it "
            "only on the form itself. Field by field:"
        )
        say(command_line(f"cups-course form {course.short_ref(form)}"))


def print_profile(entries: Mapping[str, str], entry: str | None) -> None:
    """Each entry with its value. `entry` is the one that was asked for, None for all."""
    if not entries:
        tell(f"Nothing is kept for {entry}." if entry else "Nothing is kept about you.")
        say("What forms ask for can be kept once, for all of them:")
        say(command_line(f'cups-course profile {entry or "name"} "{"..." if entry else "Your Name"}"'))
        return
    width = max(cells(clean(name)) for name in entries)
    for name, value in entries.items():
        tell_row(f"  {clean(name):<{width}}  ", value)


def print_kept_entry(entry: str, *, changed: bool) -> None:
    """That an entry is kept for all forms, or was the same already."""
    tell(f"Kept: {entry}. Every form that asks for it gets it." if changed else f"Nothing was changed in {entry}.")


def print_removed_entry(entry: str, *, changed: bool) -> None:
    """That an entry is removed from the profile, or was not in it."""
    tell(f"Taken away: {entry}. No form gets it any more." if changed else f"Nothing was kept for {entry}.")
