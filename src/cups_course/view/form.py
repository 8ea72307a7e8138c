"""The evaluation form: its fields and what goes into them, the walk through it, and the profile."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from cups_course.form.filling import Field, changed_since_sent, form_fields
from cups_course.form.form import FormField
from cups_course.model import Course, Question, Task
from cups_course.shell import CommandLine
from cups_course.text import browser_length, clean, count_words, fold_space
from cups_course.view.check import say_course_state
from cups_course.view.screen import (
    BEGUN,
    address_line,
    cells,
    clipped,
    console,
    padded,
    put,
    say,
    side_by_side,
    styled,
    tell,
    tell_row,
)
from cups_course.view.wording import ONE_ANSWER, count, day, is_plain, listed, sentence, with_full_stop

if TYPE_CHECKING:
    from cups_course.form.matching import Proposal

_GAP = 2
_SHORTEST_LABEL = 14
_PREVIEW = 3
"""Lines shown of each text, enough to tell which it is."""


def print_form(form: Task, course: Course) -> None:
    """The fields of an attached form in its order, what goes into each, and how to fill or change them."""
    assert form.form
    short = course.short_ref(form)
    fields = form_fields(form, course)
    ready = sum(field.is_ready for field in fields)
    title = clean(form.form.saved.title) or form_name(form)
    tell(styled(f"{title}, {ready} of {count(len(fields), 'field')} ready", style="bold"), "")
    _print_table(fields)
    if lacking := [field.ref for field in fields if field.kind == "profile" and not field.text]:
        say("", "To fill in your profile once for all forms:")
        say(*(CommandLine("profile", entry, "...") for entry in dict.fromkeys(lacking)))
    say("", "To copy the texts one by one, or from a page with a Copy button for each:")
    say(CommandLine("form", short))
    say(CommandLine("export", course.ref, "--format", "html", "--open"))
    say("To change what goes into a field (REF is a question, a discussion, a profile entry or none):")
    say(CommandLine("form", short, "--match", "NUMBER=REF"))


def print_detached(form: Task, course: Course) -> None:
    """That the saved form is no longer attached, and how to attach another."""
    tell(f"Detached the saved form of {form.ref}.")
    say("To attach another, or to undo:")
    say(CommandLine("form", course.short_ref(form), "--attach", "SAVED-FORM.html"))
    say(CommandLine("undo"))


def _print_table(fields: Sequence[Field]) -> None:
    """A row for each field: its number, its label, what goes in, and its length. The label is cut where there is no
    room; on a narrow screen what goes in is below it."""
    if is_plain():
        for field in fields:
            unit = " characters" * bool(field.text)
            tell(sentence(f"Field {field.number}", _what_goes_in(field), _size(field) + unit, words=clean(field.label)))
        return
    screen = console()
    rows = [("", "Field", "What goes in", "Characters")]
    rows += [(str(field.number), field.label, _what_goes_in(field), _size(field)) for field in fields]
    numbers, labels, texts, sizes = (max(cells(fold_space(clean(row[at]))) for row in rows) for at in range(4))
    lead = numbers + 2 * _GAP
    room = min(labels, screen.width - lead - texts - sizes - 2 * _GAP)
    beside = room >= min(labels, _SHORTEST_LABEL)
    for at, (number, label, what, size) in enumerate(rows if beside else rows[1:]):
        line = styled(f"{'':{_GAP}}{number:>{numbers}}{'':{_GAP}}")
        line.append(padded(clipped(label, room), room + _GAP) if beside else clipped(label, screen.width - lead))
        line.append("" if beside else f"\n{'':{lead}}")
        line.append(f"{padded(what, texts if beside else 0)}{'':{_GAP}}{size}".rstrip(), style="dim")
        screen.print(line, style="bold" if beside and at == 0 else "", no_wrap=True, overflow="ignore", crop=False)


def cannot_go_in(number: int, field: FormField, value: str) -> str:
    """That a field doesn't take what was matched with it, because one chooses on the form itself."""
    options = f": {listed([clean(one) for one in field.choices])}" if field.choices else ""
    return (
        f"{clean(value)} can't go into field {number}, so nothing was changed. You choose there on the form{options}. "
        "To leave it to yourself:"
    )


def print_choices(proposal: "Proposal") -> None:
    """A field, and a numbered list of what may go into it."""
    say("", "What goes into this field?", styled(clean(proposal.field.label), style="bold"))
    for number, one in enumerate(proposal.candidates, start=1):
        wording = one.text if isinstance(one, Question) else one.title
        line = side_by_side(styled(one.ref), styled(clean(wording)))
        put(console("stderr"), line, indent=6, first=styled(f"  {number:>2}  "))


_MOST_SAID = 50
"""Fields that messages name one by one. A page made for it has thousands."""


def say_unsure(form: Task, course: Course, fields: Sequence[FormField], unsure: "Sequence[Proposal]") -> None:
    """The fields whose wording leaves open what goes into them, each with the command that says it."""
    if not unsure:
        return
    numbers = {field.name: number for number, field in enumerate(fields, 1)}
    say("It isn't certain what goes into these fields. To match them:")
    for proposal in unsure[:_MOST_SAID]:
        perhaps = "" if proposal.target else f", perhaps {' or '.join(one.ref for one in proposal.candidates)}"
        say(f"“{clipped(proposal.field.label, 60)}”{perhaps}")
        goes = proposal.target.ref if proposal.target else "REF"
        say(CommandLine("form", course.short_ref(form), "--match", f"{numbers[proposal.field.name]}={goes}"))
    if (more := len(unsure) - _MOST_SAID) > 0:
        say(f"The same goes for {count(more, 'more field')}, marked “not matched yet” in the list.")


def say_warnings(warnings: Sequence[str]) -> None:
    """What was not understood of a saved form."""
    say(*warnings[:_MOST_SAID])
    if (more := len(warnings) - _MOST_SAID) > 0:
        say(f"The same goes for {count(more, 'more field')}. Check the whole form.")


def say_unmatched_fields(fields: Sequence[FormField]) -> None:
    """The fields that the person had matched by hand and that the newer copy of the form asks otherwise, or not."""
    if fields:
        say(
            "These fields changed or are missing in the newer form, so your matches for them were removed:",
            *(f"“{clipped(field.label or field.section, 60)}”" for field in fields[:_MOST_SAID]),
        )
    if (more := len(fields) - _MOST_SAID) > 0:
        say(f"The same goes for {count(more, 'more field')}.")


def _what_goes_in(field: Field) -> str:
    if field.is_chosen:
        return "your choice"
    if field.kind == "own":
        return "yours to write"
    if field.kind == "open":
        return "not matched yet"
    if field.kind == "profile":
        return f"profile: {clean(field.ref)}"
    return f"{clean(field.ref)}{', whole answer' * field.in_one_piece}"


def _size(field: Field) -> str:
    """The characters of a field's text, of how many it takes; in words if there is no text."""
    if not field.text:
        return {"profile": "not set yet", "answer": "not answered yet"}.get(field.kind, "")
    longest = field.on_form.longest if field.on_form else None
    size = f"{browser_length(field.text)}{f' of {longest}' if longest else ''}"
    return f"{size}{_what_does_not_fit(field)}"


def _length(field: Field) -> str:
    longest = field.on_form.longest if field.on_form else None
    most = f" of {longest}" if longest else ""
    length = f"{count(count_words(field.text), 'word')}, {browser_length(field.text)}{most} characters"
    if field.in_one_piece:
        length = f"{ONE_ANSWER.lower()}, {length}"
    return f"{length}{_what_does_not_fit(field)}"


def _what_does_not_fit(field: Field) -> str:
    long = f", {field.too_long_by} too many" if field.too_long_by else ""
    return f"{long}, line breaks are lost" if field.loses_lines else long


def form_name(form: Task) -> str:
    """The name of a form, made up from its reference if it has none."""
    return clean(form.text) or f"The evaluation form {form.ref}"


def print_begin(form: Task, course: Course, fields: Sequence[Field], at: int, *, no_clipboard: str) -> None:
    """The start of a walk: how many fields are ready, what was sent before, and at which field it goes on.

    `no_clipboard` says why there is no clipboard, if so.
    """
    ready = sum(field.is_ready for field in fields)
    tell(styled(f"{form_name(form)}, {ready} of {count(len(fields), 'field')} ready", style="bold"))
    if form.ticked:
        say(f"You sent it{f' on {day(form.done_on)}' if form.done_on else ''}. To see what you sent:")
        say(CommandLine("form", course.short_ref(form), "--show"))
        if changed := changed_since_sent(form, course):
            say(f"Changed since: {listed(changed)}.")
    if at:
        say(f"Continuing at field {at + 1}, where you stopped.")
    if form.form and form.form.saved.address:
        say("The form is here:", address_line(form.form.saved.address))
    copied = (
        f"{no_clipboard} Copy each text from the screen." if no_clipboard else "Each text is copied to the clipboard."
    )
    say(f"Open the form in your browser. {copied} Paste it, then come back here.")


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
            put(console(), command, indent=2)
        return
    width = console().width - 4
    for line in [line for line in field.text.splitlines() if line.strip()][:_PREVIEW]:
        tell_row(styled("  │ ", style="dim"), clipped(line, width))
    style = BEGUN if field.too_long_by else "dim"
    put(console(), styled(f"{clean(field.ref)}, {_length(field)}", style=style), indent=2)
    if means == "system":
        tell("  On the clipboard.")
    elif means:
        tell("  Sent to your terminal's clipboard.")
    else:
        tell("  Copy the text from here:")


def _what_is_missing(field: Field) -> tuple[str, CommandLine | None]:
    """A message for a field without a text, and the command that keeps one."""
    if field.is_chosen:
        choices = ", ".join(field.on_form.choices) if field.on_form else ""
        return f"Choose an option on the form{f': {clean(choices)}' if choices else ''}.", None
    if field.kind == "profile":
        return "This isn't in your profile yet. To add it for every form:", CommandLine("profile", field.ref, "...")
    if field.kind == "own":
        return "Write this on the form.", None
    if field.kind == "open":
        return "This field is not matched yet. Write it on the form, or match it with --match.", None
    return "Not answered yet:", CommandLine("answer", field.ref)


def say_keys() -> None:
    """How to answer the walk's question, after a wrong key."""
    say("Press Enter to continue, or type one of the letters and press Enter.")


def print_stopped(form: Task, course: Course, number: int, every: int) -> None:
    """At which field the next walk goes on."""
    say(f"Stopped at field {number} of {every}. To continue there:")
    say(CommandLine("form", course.short_ref(form)))


def print_changed_meanwhile(fields: Sequence[Field]) -> None:
    """The fields that come again because their answers changed after they were pasted."""
    tell("", f"Changed since you pasted: {listed([field.ref for field in fields])}. Paste again.")


def say_how_to_mark_it(form: Task) -> None:
    """The command that marks the form as sent later."""
    say("When you have sent it:", CommandLine("done", form.ref))


def print_filled(form: Task, skipped: Sequence[Field]) -> None:
    """The end of the fields: which were skipped, and that the form is to be sent by its own button."""
    tell("", "That was the last field.")
    if skipped:
        labels = listed([field.label or field.ref for field in skipped])
        say(with_full_stop(f"Skipped, so not in your copy of the form: {labels}"))
    if not form.ticked:
        say("Check the form, then send it with its own button.")


def print_submitted(form: Task, course: Course) -> None:
    """That the form is marked as sent, and how to see the copy that is kept."""
    tell(f"Marked {form.ref} as sent. To see what you sent:")
    say(CommandLine("form", course.short_ref(form), "--show"))
    say_course_state(course, form=True)
    say(CommandLine("next"))


def print_what_an_address_tells(filled: int) -> None:
    """A warning about an address with answers in it: who receives them, and where they stay."""
    say(
        f"This address contains {count(filled, 'text')} of yours. If you open it, the form's host receives them, and "
        "your browser keeps the address in its history. Nothing was opened or sent. You send the form yourself, with "
        "its own button."
    )


def print_not_in_address(form: Task, course: Course, left: Sequence[Field]) -> None:
    """The texts that didn't fit into the address, and how to copy them."""
    if left:
        say(
            f"Not in the address: {listed([field.ref for field in left])}. The address is full, or the field can't "
            "be filled this way. To copy them one by one:"
        )
        say(CommandLine("form", course.short_ref(form)))


def print_profile(entries: Mapping[str, str], entry: str | None) -> None:
    """Each entry with its value. `entry` is the one that was asked for, None for all."""
    if not entries:
        tell(f"Your profile has no {entry}." if entry else "Your profile is empty.")
        say("To fill in your profile once for all forms:")
        say(CommandLine("profile", entry or "name", "..." if entry else "Your Name"))
        return
    width = max(cells(clean(name)) for name in entries)
    for name, value in entries.items():
        tell_row(f"  {clean(name):<{width}}  ", value)


def print_kept_entry(entry: str, *, changed: bool) -> None:
    """That an entry is saved for all forms, or was the same already."""
    tell(f"Saved your {entry} for every form that asks for it." if changed else f"Your {entry} is already set to this.")


def print_removed_entry(entry: str, *, changed: bool) -> None:
    """That an entry is removed from the profile, or was not in it."""
    tell(f"Removed {entry}." if changed else f"Your profile has no {entry}.")
