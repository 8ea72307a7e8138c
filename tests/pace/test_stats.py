"""What was written, in numbers."""

from dataclasses import replace

from builders import a_course, a_discussion, a_program, a_question, a_reply, an_answer
from cups_course.model import Program
from cups_course.pace.stats import WritingStats, writing_stats


def a_year() -> Program:
    posted = replace(an_answer("three whole words", posted=True), posted_on="2026-11-30")
    draft = replace(an_answer("a draft"), kept_at="2026-12-02T08:00:00Z")
    replies = [
        replace(a_reply("oakleaf", text="thank you so much"), replied_on="2026-12-06"),
        a_reply("fern", given=False, text="not posted yet"),
        a_reply("me", to_oneself=True, text="and one more thing"),
    ]
    return a_program(a_course(a_discussion(a_question(1, posted), a_question(2), answer=draft, replies=replies)))


def test_words_answers_and_replies_are_counted_once_each() -> None:
    assert writing_stats([a_year()], "month")[0] == WritingStats(answers=2, replies=1, words=9)


def test_each_month_in_which_something_was_written_is_told_on_its_own() -> None:
    assert writing_stats([a_year()], "month")[1] == {"2026-11": WritingStats(1, 0, 3), "2026-12": WritingStats(1, 1, 6)}


def test_a_week_is_told_by_its_monday() -> None:
    assert writing_stats([a_year()], "week")[1] == {"2026-11-30": WritingStats(2, 1, 9)}


def test_nothing_written_is_nothing_to_count() -> None:
    assert writing_stats([a_program(a_course(a_discussion(a_question(1))))], "week") == (WritingStats(), {})
