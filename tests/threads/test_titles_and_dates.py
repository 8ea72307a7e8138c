from datetime import date

import pytest

from cups_course.threads.dates import STATED, UNKNOWN, WORKED_OUT, read_date
from cups_course.threads.titles import Title, read_title

SAVED = date(2021, 3, 24)  # a Wednesday


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Course 2: Growing Up - (Discussion #3) Shared Gardens", Title(2, "Growing Up", 3, "Shared Gardens")),
        ("Course 2: Growing - Slowly (Discussion 3)", Title(2, "Growing - Slowly", 3, None)),
        ("Course 2. Growing Up: (Discussion #3) Tea: Why & How", Title(2, "Growing Up", 3, "Tea: Why & How")),
        ("Course 2, Discussion 3: Shared Gardens", Title(2, None, 3, "Shared Gardens")),
        ("Course Two, Discussion Three: Shared Gardens", Title(2, None, 3, "Shared Gardens")),
        ("Discussion 3: Shared Gardens", Title(None, None, 3, "Shared Gardens")),
        ("Discussion 03: What \u201chome\u201d means", Title(None, None, 3, "What \u201chome\u201d means")),
        ("Week Three: Chapter 5 & 6", Title(None, None, 3, "Chapter 5 & 6")),
        ("Week Five: Chapter 9 and Evaluation Form", Title(None, None, 5, "Chapter 9 and Evaluation Form")),
        ("3) Shared Gardens", Title(None, None, 3, "Shared Gardens")),
        ("Garden Course Discussion 1: Welcome", Title(None, "Garden Course", 1, "Welcome")),
        ("Course 4: Growing Together", Title(4, "Growing Together", None, None)),
        ("Shared Gardens", Title(None, None, None, "Shared Gardens")),
        (
            "Course 1: Lead a Discussion (Discussion #2) After Discussion 1",
            Title(1, "Lead a Discussion", 2, "After Discussion 1"),
        ),
    ],
)
def test_reads_every_form_of_title(line: str, title: Title) -> None:
    assert read_title(line) == title


@pytest.mark.parametrize(
    ("words", "day", "how"),
    [
        ("August 6th, 2020", date(2020, 8, 6), STATED),
        ("March 21st", date(2021, 3, 21), WORKED_OUT),
        ("March 25th", date(2020, 3, 25), WORKED_OUT),  # not in the future
        ("Sunday", date(2021, 3, 21), WORKED_OUT),
        ("Wednesday", date(2021, 3, 17), WORKED_OUT),  # today would be in hours
        ("4 hours ago", date(2021, 3, 24), WORKED_OUT),
        ("3 days ago", date(2021, 3, 21), WORKED_OUT),
        ("yesterday", date(2021, 3, 23), WORKED_OUT),
        ("2 years ago", None, UNKNOWN),
    ],
)
def test_reads_every_form_of_date(words: str, day: date | None, how: str) -> None:
    read = read_date(words, SAVED)
    assert read is not None
    assert (read.words, read.day, read.how) == (words, day, how)


def test_without_the_day_of_saving_only_stated_dates_are_days() -> None:
    for words in ("March 21st", "Sunday", "3 days ago"):
        read = read_date(words, None)
        assert read is not None
        assert (read.day, read.how) == (None, UNKNOWN)


@pytest.mark.parametrize("words", ["February 30th, 2021", "June 31st", "Sunny", "21 March", "3 cups ago", "March 2021"])
def test_what_is_no_date_is_none(words: str) -> None:
    assert read_date(words, SAVED) is None
