"""A cohort, person by person: as a table, as sentences if the table is too wide, and as CSV."""

import csv
import sys
from collections.abc import Iterator, Sequence

from cups_course.text import clean, escape_formula, fold_space
from cups_course.thread.cohort import NO_PARTICIPATION, Participation, PersonRow, Tally, discussion_labels
from cups_course.view.screen import cells, clipped, console, put, say, styled, tell, tell_row
from cups_course.view.wording import AN_ANSWER_OR_REPLY, author_and_day, count, is_plain, listed

_GAP = 2
_LONGEST_NAME, _LONGEST_LABEL = 24, 16
_MOST_NAMED = 6
"""Names in a list; the rest are counted, or left out."""
_LEGEND = (
    "✓ answered, · not answered, then how many people they replied to. – opened the thread. "
    "peers: people they replied to"
)


def print_cohort(tallies: Sequence[Tally], rows: Sequence[PersonRow], notes: Sequence[str]) -> None:
    """A table with a column for each discussion; a sentence for each person if the screen is too narrow."""
    screen = console()
    labels = [clipped(label, _LONGEST_LABEL) for label in discussion_labels(tallies)]
    table = [["", *labels, "answered", "peers"]]
    for row in rows:
        name = clipped(row.person, _LONGEST_NAME)
        table.append([name, *map(_cell, row.parts), f"{row.answered} of {row.asked}", str(row.peer_replies)])
    widths = [max(map(cells, column)) for column in zip(*table, strict=True)]
    if sum(widths) + _GAP * (len(widths) - 1) <= screen.width and not is_plain():
        for at, line in enumerate(table):
            padded = (f"{cell}{' ' * (room - cells(cell) + _GAP)}" for cell, room in zip(line, widths, strict=True))
            put(screen, styled("".join(padded).rstrip(), style="" if at else "bold", no_wrap=True))
        legend = _LEGEND
    else:
        for row in rows:
            put(screen, _sentence(row, labels), indent=2 * _GAP, first=styled())
        legend = "peers: people they replied to"
    tell("", styled(f"{legend}.", style="dim"), "")
    room = max(map(cells, labels), default=0) + _GAP
    for label, tally in zip(labels, tallies, strict=True):
        tell_row(f"{label}{' ' * (room - cells(label))}", styled(_about(tally)))
    if notes:
        tell("", *(styled(note, style="dim") for note in notes))


def print_cohort_csv(tallies: Sequence[Tally], rows: Sequence[PersonRow], notes: Sequence[str]) -> None:
    """A table for spreadsheets, with two columns for each discussion: 1 or 0 for answered, and the peers replied to."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    heads = [f"{label} {what}" for label in discussion_labels(tallies) for what in ("answered", "peers")]
    writer.writerow(map(_csv_cell, ["person", *heads, "answered", "peers"]))
    for row in rows:
        parts = [number for part in row.parts for number in _numbers(part)]
        writer.writerow([_csv_cell(row.person), *parts, row.answered, row.peer_replies])
    say(*notes)


def cohort_notes(tallies: Sequence[Tally], rows: Sequence[PersonRow], others: int) -> Iterator[str]:
    """What the counts leave out or can't know, as sentences."""
    absent = [clean(row.person) for row in rows if all(part == NO_PARTICIPATION for part in row.parts)]
    if absent:
        names = listed(absent[:_MOST_NAMED])
        more = f" and {len(absent) - _MOST_NAMED} more" if len(absent) > _MOST_NAMED else ""
        yield f"None of the posts counted is by {names}{more}. Check that names are spelled as in the forum."
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
    named = f"; not {listed(missing)}" if missing and row.answered and len(missing) <= _MOST_NAMED else ""
    return f"{fold_space(row.person)}: {row.answered} of {row.asked} answered, {count(row.peer_replies, 'peer')}{named}"


def _about(tally: Tally) -> str:
    """The discussion behind a column."""
    wants = tally.peer_replies_wanted
    facts = [
        tally.title or tally.course_title,
        author_and_day(tally.author, tally.posted_on),
        f"asks for replies to {count(wants, 'peer')}" if wants else "",
    ]
    return clean(", ".join(filter(None, facts)))


def _csv_cell(text: str) -> str:
    return escape_formula(fold_space(clean(text)))
