"""A cohort, person by person: as a table, as sentences if the table is too wide, and as CSV."""

import csv
import sys
from collections.abc import Iterator, Sequence

from cups_course.text import clean, escape_formula, fold, fold_space
from cups_course.thread.cohort import NO_PARTICIPATION, Days, Participation, PersonRow, Tally, discussion_labels
from cups_course.view.screen import cells, clipped, console, put, say, styled, tell, tell_row
from cups_course.view.wording import AN_ANSWER_OR_REPLY, author_and_day, count, day, is_plain, listed

_GAP = 2
_LONGEST_NAME, _LONGEST_LABEL = 20, 16
_MOST_NAMED = 6
"""Names in a list; the rest are counted, or left out."""
_SIGNS = "✓ answered, · not answered, – opened the thread. The number counts the people they replied to. "
_PEERS = "Under “peers”, each person they replied to counts once."


def print_cohort(tallies: Sequence[Tally], rows: Sequence[PersonRow], notes: Sequence[str]) -> None:
    """A table with a column for each discussion, in parts if the screen is too narrow; sentences for screen readers."""
    labels = discussion_labels(tallies)
    if is_plain():
        for row in rows:
            tell(_sentence(row, labels))
    else:
        labels = [clipped(label, _LONGEST_LABEL) for label in labels]
        _print_table(labels, rows)
    tell("", styled(f"{'' if is_plain() else _SIGNS}{_PEERS}", style="dim"), "")
    room = max(map(cells, labels), default=0) + _GAP
    for label, tally in zip(labels, tallies, strict=True):
        tell_row(f"{label}{' ' * (room - cells(label))}", styled(_about(tally, label)))
    if notes:
        tell("", *(styled(note, style="dim") for note in notes))


def _print_table(labels: Sequence[str], rows: Sequence[PersonRow]) -> None:
    names = ["", *(clipped(row.person, _LONGEST_NAME) for row in rows)]
    columns = [[label, *(_cell(row.parts[at]) for row in rows)] for at, label in enumerate(labels)]
    columns.append(["answered", *(f"{row.answered} of {row.asked}" for row in rows)])
    columns.append(["peers", *(str(row.peer_replies) for row in rows)])
    screen = console()
    while columns:
        part, room = [names], screen.width - _width(names)
        while columns and (len(part) == 1 or _width(columns[0]) + _GAP <= room):
            part.append(columns.pop(0))
            room -= _width(part[-1]) + _GAP
        for at, line in enumerate(zip(*part, strict=True)):
            padded = (
                f"{cell}{' ' * (_width(column) - cells(cell) + _GAP)}" for cell, column in zip(line, part, strict=True)
            )
            put(screen, styled("".join(padded).rstrip(), style="" if at else "bold", no_wrap=True))
        if columns:
            tell("")


def _width(column: Sequence[str]) -> int:
    return max(map(cells, column))


def print_cohort_csv(tallies: Sequence[Tally], rows: Sequence[PersonRow], notes: Sequence[str]) -> None:
    """A table for spreadsheets, with two columns for each discussion: 1 or 0 for answered, and the peers replied to."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    heads = [f"{label} {what}" for label in discussion_labels(tallies) for what in ("answered", "peers")]
    writer.writerow(map(_csv_cell, ["person", *heads, "answered", "peers"]))
    for row in rows:
        parts = [number for part in row.parts for number in _numbers(part)]
        writer.writerow([_csv_cell(row.person), *parts, row.answered, row.peer_replies])
    say(*notes)


def cohort_notes(tallies: Sequence[Tally], rows: Sequence[PersonRow], others: int, days: Days) -> Iterator[str]:
    """What the counts leave out or can't know, as sentences."""
    if days.limited:
        since = f" from {day(days.first)}" if days.first else ""
        until = f" until {day(days.last)}" if days.last else ""
        yield f"Only posts{since}{until} are counted."
    absent = [clean(row.person) for row in rows if all(part == NO_PARTICIPATION for part in row.parts)]
    if absent:
        names = listed(absent[:_MOST_NAMED])
        more = f" and {len(absent) - _MOST_NAMED} more" if len(absent) > _MOST_NAMED else ""
        yield f"No posts by {names}{more}. Check that the names are spelled as in the forum."
    if nameless := sum(one.nameless for one in tallies):
        yield f"{count(nameless, 'post has', 'posts have')} no author and {_counts(nameless)} for no one."
    if undated := sum(one.undated for one in tallies):
        yield f"{count(undated, 'post is', 'posts are')} left out without a date."
    if likely := sum(one.likely for one in tallies):
        unsure = sum(one.unsure for one in tallies)
        other = f" {unsure} of them could be either." if unsure else ""
        yield f"Only the wording shows whether {count(likely, *AN_ANSWER_OR_REPLY)}.{other}"
    for label, one in zip(discussion_labels(tallies), tallies, strict=True):
        if one.pages and one.pages_given < one.pages:
            yield f"{label}: {one.pages_given} of {count(one.pages, 'page')} given, so some posts are not counted."
    if others:
        yield f"{count(others, 'more person', 'more people')} took part besides those listed."


def _counts(posts: int) -> str:
    return "counts" if posts == 1 else "count"


def _cell(part: Participation | None) -> str:
    if part is None:
        return "–"
    return "·" if part == NO_PARTICIPATION else f"{'✓' if part.answered else '·'} {part.peer_replies}"


def _numbers(part: Participation | None) -> tuple[int | str, int | str]:
    return (int(part.answered), part.peer_replies) if part else ("", "")


def _sentence(row: PersonRow, labels: Sequence[str]) -> str:
    """A person's row as a sentence, with the discussions they haven't answered yet."""
    missing = [label for label, part in zip(labels, row.parts, strict=True) if part and not part.answered]
    named = f"; not {listed(missing)}" if missing and row.answered else ""
    return f"{fold_space(row.person)}: {row.answered} of {row.asked} answered, {count(row.peer_replies, 'peer')}{named}"


def _about(tally: Tally, label: str) -> str:
    """The discussion behind a column, without the title if that is its label."""
    wants = tally.peer_replies_wanted
    title = tally.title or tally.course_title or ""
    facts = [
        "" if fold(title) == fold(label) else title,
        author_and_day(tally.author, tally.posted_on),
        f"asks for replies to {count(wants, 'peer')}" if wants else "",
    ]
    return clean(", ".join(filter(None, facts)))


def _csv_cell(text: str) -> str:
    return escape_formula(fold_space(clean(text)))
