from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cups_course.reader.copy import Title, names_a_course_post, read_date, read_time, read_title
from cups_course.thread.thread import Provenance

SAVED = date(2021, 3, 24)  # a Wednesday


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Course 2: Growing Up - (Discussion #3) Shared Gardens", Title(2, "Growing Up", 3, "Shared Gardens")),
        ("Course 2: Growing - Slowly (Discussion 3)", Title(2, "Growing - Slowly", 3, None)),
        ("Course 2. Growing Up: (Discussion #3) Tea: Why & How", Title(2, "Growing Up", 3, "Tea: Why & How")),
        ("Course 2, Discussion 3: Shared Gardens", Title(2, None, 3, "Shared Gardens")),
        ("Course Two, Discussion Three: Shared Gardens", Title(2, None, 3, "Shared Gardens")),
        ("Course II, Discussion #IV", Title(2, None, 4, None)),
        ("Course II: Growing Up - (Discussion #IV) Shared Gardens", Title(2, "Growing Up", 4, "Shared Gardens")),
        ("COURSE I - DISCUSSION X: GARDENS", Title(1, None, 10, "GARDENS")),
        ("Course iv Discussion xii: Gardens", Title(4, None, 12, "Gardens")),
        ("Course I (Discussion V) Gardens", Title(1, None, 5, "Gardens")),
        ("Course I Discussion II Gardens", Title(1, None, 2, "Gardens")),
        ("Course No. 2, Discussion Number Fourteen: Gardens", Title(2, None, 14, "Gardens")),
        ("Course #Two: Growing (Discussion Seventeen) Gardens", Title(2, "Growing", 17, "Gardens")),
        ("Course I took last year", Title(None, None, None, "Course I took last year")),
        ("Course mix and match", Title(None, None, None, "Course mix and match")),
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
        ("Course 2: Growing \u2013 (Discussion # 3): Gardens", Title(2, "Growing", 3, "Gardens")),
        ("Course\u00a02: Growing - (Discussion\u00a0#3) Gardens", Title(2, "Growing", 3, "Gardens")),
        ("COURSE 2: GROWING - (DISCUSSION #3) GARDENS", Title(2, "GROWING", 3, "GARDENS")),
        ("Course 2: Growing - [Discussion 3] Gardens", Title(2, "Growing", 3, "Gardens")),
        ("Course 2: Growing - Discussion #3: Gardens", Title(2, "Growing", 3, "Gardens")),
        ("Course 2: Growing (Week 2) - (Discussion #3) Gardens", Title(2, "Growing (Week 2)", 3, "Gardens")),
        ("Course 1: Your First Week - (Discussion #2) What a Week!", Title(1, "Your First Week", 2, "What a Week!")),
        ("Course 1: The 7 Habits - (Discussion #1) Habit 1: Rest", Title(1, "The 7 Habits", 1, "Habit 1: Rest")),
        ("Course 2: Growing (Discussion #3) Part 2: Gardens", Title(2, "Growing", 3, "Part 2: Gardens")),
        ("Course 2: Growing - Part 2", Title(2, "Growing - Part 2", None, None)),
        ("Discussion 3", Title(None, None, 3, None)),
        ("Module 3: Growing - (Discussion #2) Gardens", Title(3, "Growing", 2, "Gardens")),
        ("Unit 4 Discussion 1: Gardens", Title(4, None, 1, "Gardens")),
        ("Module 3: Gardens", Title(None, None, 3, "Gardens")),
        ("Lesson 2: Gardens", Title(None, None, 2, "Gardens")),
        ("Course 2, Session 3: Gardens", Title(2, None, 3, "Gardens")),
        ("Part of the Team", Title(None, None, None, "Part of the Team")),
        ("Gardens: Session 3", Title(None, None, None, "Gardens: Session 3")),
    ],
)
def test_reads_every_form_of_title(line: str, title: Title) -> None:
    assert read_title(line) == title


WORDS_OF_TITLES = ["Growing", "Gardens", "-", "&", "What's next?", "(slowly)", "Tea:", "7", "\u201chome\u201d", "a"]
TITLES = st.lists(st.sampled_from(WORDS_OF_TITLES), min_size=1, max_size=6).map(
    lambda words: " ".join(["Kind", *words, "Roots"])
)


@given(st.integers(1, 12), st.integers(0, 30), TITLES, TITLES)
def test_a_title_is_read_as_it_was_put_together(course: int, number: int, title: str, topic: str) -> None:
    whole = Title(course, title, number, topic)
    assert read_title(f"Course {course}: {title} - (Discussion #{number}) {topic}") == whole
    assert read_title(f"Course {course}. {title}: (Discussion #{number}) {topic}") == whole
    assert read_title(f"Course {course}: {title} (Discussion {number})") == Title(course, title, number, None)
    assert read_title(f"Course {course}, Discussion {number}: {topic}") == Title(course, None, number, topic)
    assert read_title(f"Discussion {number:02}: {topic}") == Title(None, None, number, topic)
    assert read_title(f"{number}) {topic}") == Title(None, None, number, topic)


@pytest.mark.parametrize(
    ("line", "names_one"),
    [
        ("Course 2: Growing", True),
        ("Discussion 3: Gardens", True),
        ("Week Three: Chapter 5 & 6", True),
        ("Module 2, Discussion 3: Gardens", True),
        ("3) Gardens", False),
        ("Part 2: Gardens", False),
        ("Lesson 4: Gardens", False),
        ("Gardens", False),
        ("Course 2: " + "growing " * 60, False),
    ],
)
def test_only_a_course_or_a_discussion_proves_a_course_post(line: str, names_one: bool) -> None:
    assert names_a_course_post(line) is names_one


@pytest.mark.parametrize(
    ("words", "day", "how"),
    [
        ("August 6th, 2020", date(2020, 8, 6), Provenance.STATED),
        ("on November 18th, 2019", date(2019, 11, 18), Provenance.STATED),
        ("March 21st", date(2021, 3, 21), Provenance.FROM_SAVING_DAY),
        ("March 25th", date(2020, 3, 25), Provenance.FROM_SAVING_DAY),  # not in the future
        ("Sunday", date(2021, 3, 21), Provenance.FROM_SAVING_DAY),
        ("Wednesday", date(2021, 3, 17), Provenance.FROM_SAVING_DAY),  # today would be in hours
        ("4 hours ago", date(2021, 3, 24), Provenance.FROM_SAVING_DAY),
        ("3 days ago", date(2021, 3, 21), Provenance.FROM_SAVING_DAY),
        ("Yesterday", date(2021, 3, 23), Provenance.FROM_SAVING_DAY),
        ("an hour ago", date(2021, 3, 24), Provenance.FROM_SAVING_DAY),
        ("February 29th", None, Provenance.UNKNOWN),  # the year before had none
        ("2 years ago", None, Provenance.UNKNOWN),
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
        assert (read.day, read.how) == (None, Provenance.UNKNOWN)


@pytest.mark.parametrize("words", ["February 30th, 2021", "June 31st", "Sunny", "21 March", "3 cups ago", "March 2021"])
def test_what_is_no_date_is_none(words: str) -> None:
    assert read_date(words, SAVED) is None


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 364))
@example(date(2024, 2, 29), 300)
def test_a_day_without_its_year_is_found_within_the_year_before_the_saving(day: date, days_later: int) -> None:
    read = read_date(f"{day:%B} {day.day}th", day + timedelta(days=days_later))
    assert read is not None
    assert (read.day, read.how) == (day, Provenance.FROM_SAVING_DAY)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 7))
def test_a_weekday_is_one_of_the_week_before_the_saving(saved_on: date, days_before: int) -> None:
    day = saved_on - timedelta(days=days_before)
    for words in (f"{day:%A}", f"{days_before} days ago"):
        read = read_date(words, saved_on)
        assert read is not None
        assert (read.words, read.day, read.how) == (words, day, Provenance.FROM_SAVING_DAY)


@pytest.mark.parametrize(
    ("iso", "day"),
    [
        ("2023-03-14T09:26:53.000Z", date(2023, 3, 14)),
        ("2023-03-14T23:30:00-05:00", date(2023, 3, 15)),
        ("2023-03-14T01:30:00+05:30", date(2023, 3, 13)),
        ("2023-03-14 09:26:53", date(2023, 3, 14)),
        ("2023-03-14", date(2023, 3, 14)),
    ],
)
def test_a_time_as_machines_write_it_is_the_day_in_utc(iso: str, day: date) -> None:
    read = read_time(iso)
    assert read is not None
    assert (read.words, read.day, read.how) == (iso, day, Provenance.STATED)


@pytest.mark.parametrize("iso", ["", "March 14th, 2023", "2023-13-01T00:00:00Z", "0001-01-01T00:00:00+05:00"])
def test_what_is_no_time_of_a_machine_is_none(iso: str) -> None:
    assert read_time(iso) is None
