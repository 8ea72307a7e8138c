"""`cups-course cohort`: who has answered which discussion, person by person, counted over any number of threads."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.options import past_day
from cups_course.cli.output import end_with
from cups_course.cli.sources import Named, parse_or_none, sources
from cups_course.errors import CannotRead, CourseError, WrongUsage
from cups_course.pace.days import parse_day, parse_iso_day
from cups_course.paths import is_pipe, read_bytes
from cups_course.reader.copy import Copy
from cups_course.reader.joining import join_copies, thread_key
from cups_course.reader.own import whom_replies_address
from cups_course.reader.reading import read_thread
from cups_course.saved.containers import Source
from cups_course.text import decode, fold_name
from cups_course.thread.cohort import Days, count_others, count_thread, discussion_labels, in_course_order, person_rows
from cups_course.thread.thread import Thread
from cups_course.view.cohort import cohort_notes, print_cohort, print_cohort_csv
from cups_course.view.documents import cohort_document, print_json

EXAMPLES = (
    "cups-course cohort saved-threads",
    "cups-course cohort saved-threads --who batch-7.txt --from 2026-09-01 --to 2026-11-30",
    "cups-course cohort threads.zip --format csv > batch-7.csv",
)

MOST_BYTES_WAITING = 64 * 1024 * 1024
"""Bytes of pages that may wait for other pages of their thread. Threads beyond it are read in another round."""


class CohortFormat(StrEnum):
    """What the counts can be written as."""

    table = "table"
    csv = "csv"
    json = "json"


def run(
    paths: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Saved threads: files, folders, zips, or -.")],
    format_: Annotated[CohortFormat, typer.Option("--format", help="The output format.")] = CohortFormat.table,
    json: Annotated[bool, typer.Option("--json", help="Same as --format json.")] = False,
    who: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file of forum names, one per line. Count only these people.")
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Count only posts from this day on.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Count only posts up to this day.")] = None,
    saved_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", callback=past_day, help="The day you saved them, for dates like “3 days ago”."),
    ] = None,
) -> None:
    """Counts answers and replies in saved threads. Stores nothing."""
    days = Days(parse_iso_day(first), parse_iso_day(last))
    if days.first and days.last and days.first > days.last:
        raise WrongUsage(f"--from {days.first} is after --to {days.last}. Swap the two days.")
    names = _names_in(who) if who else None
    failed: list[CourseError] = []
    tallies = in_course_order(
        count_thread(thread, whom_replies_address(thread), days)
        for thread in threads_one_by_one(paths, parse_day(saved_on), failed)
    )
    people = person_rows(tallies, names)
    beside = count_others(tallies, names) if names else 0
    if json or format_ is CohortFormat.json:
        print_json(cohort_document(tallies, discussion_labels(tallies), people, beside))
    elif tallies:
        printed = print_cohort_csv if format_ is CohortFormat.csv else print_cohort
        printed(tallies, people, list(cohort_notes(tallies, people, beside, days)))
    end_with(failed)


def threads_one_by_one(
    paths: Sequence[str], saved_on: date | None, failed: list[CourseError], most_waiting: int = MOST_BYTES_WAITING
) -> Iterator[Thread]:
    """Every thread of the sources, one at a time; what can't be read is added to `failed`.

    A first round over the sources finds out which of them are copies of one thread. A second one reads each thread as
    soon as its last copy comes. If too many bytes wait for other copies of their thread, more rounds follow.
    """
    pipes = {path: list(sources([path])) for path in paths if is_pipe(path)}  # are read once

    def each() -> Iterator[Named]:
        for path in paths:
            yield from pipes[path] if path in pipes else sources([path])

    keys = _thread_keys(parse_or_none(source, saved_on, failed) for source in each())
    unread = set(keys) - {None}
    while unread:
        to_come, bytes_waiting = Counter(keys), 0
        waiting: dict[str | None, list[Source]] = defaultdict(list)
        later: set[str | None] = set()
        for key, source in zip(keys, each(), strict=False):
            to_come[key] -= 1
            if key not in unread or key in later or isinstance(source, CourseError):
                continue
            if to_come[key] and key not in waiting and bytes_waiting > most_waiting:
                later.add(key)
                continue
            waiting[key].append(source)
            bytes_waiting += len(source.data)
            if not to_come[key]:
                together = waiting.pop(key)
                bytes_waiting -= sum(len(one.data) for one in together)
                copies = [parse_or_none(one, saved_on, failed) for one in together]
                yield from map(read_thread, join_copies([copy for copy in copies if copy]))
        unread = later


def _thread_keys(copies: Iterable[Copy | None]) -> list[str | None]:
    """For each copy a key that all copies of its thread share; None where there is no copy.

    A copied text has no id of its thread in the forum: it belongs to the pages with the same title and opener.
    """
    keys = [(thread_key(copy), thread_key(replace(copy, forum_id=None))) if copy else (None, None) for copy in copies]
    texts = {key for key, as_text in keys if key == as_text}
    with_texts = {key: as_text for key, as_text in keys if as_text in texts}
    return [with_texts.get(key, key) for key, _ in keys]


def _names_in(file: Path) -> dict[str, str]:
    """The names in a file, one on each line, by their folded form. Raises CannotRead if there are none."""
    names: dict[str, str] = {}
    data = read_bytes(file)
    if b"\0" in data:
        raise CannotRead(f"{file} isn't a text file. Write one forum name on each line of a plain text file.")
    for line in decode(data).splitlines():
        if folded := fold_name(line):
            names.setdefault(folded, line.strip().removeprefix("@"))
    if not names:
        raise CannotRead(f"{file} has no names in it. Put one forum name on each line.")
    return names
