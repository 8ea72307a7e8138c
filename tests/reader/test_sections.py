"""A document with the answers of a whole course, cut at the headings that name its discussions."""

import pytest

from cups_course.reader.own_document import sections

COURSE = [(1, "Being kind"), (2, "Listening well"), (3, "Steady Beats Fast")]


@pytest.mark.parametrize(
    "heading",
    [
        "Listening well",
        "## 2. Listening Well",
        "**Listening well!**",
        "Week 2",
        "Discussion 2:",
        "Discussion #2 - Listening",
        "Course 1, Discussion 2: Listening well",
        "1.2 Listening well",
    ],
)
def test_a_heading_that_names_a_discussion_begins_its_part(heading: str) -> None:
    text = f"Notes of mine\n\n{heading}\n\nI count to three.\n\nBeing kind\nTea helps."
    assert sections(text, COURSE) == [(None, "Notes of mine"), (1, "I count to three."), (0, "Tea helps.")]


@pytest.mark.parametrize("line", ["Week 2 was hard for me, and I slept a lot.", "In discussion 2 we had tea."])
def test_a_sentence_with_a_number_is_no_heading(line: str) -> None:
    assert sections(f"Being kind\n{line}\nTea helps.", COURSE) == [(0, f"{line}\nTea helps.")]


def test_a_title_within_its_own_part_is_one_of_its_words() -> None:
    text = "Week 2\nListening well\n\nTo me this is the heart of it:\nListening well\nand tea."
    assert sections(text, COURSE) == [(1, "To me this is the heart of it:\nListening well\nand tea.")]


def test_what_answers_a_discussion_that_is_not_known_is_in_no_other() -> None:
    text = "Week 2\nI count to three.\n\nDiscussion 7: Knots\nOver and under."
    assert sections(text, COURSE) == [(1, "I count to three."), (None, "Discussion 7: Knots\nOver and under.")]
