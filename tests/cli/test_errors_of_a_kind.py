import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cups_course.cli.output import end_with
from cups_course.errors import CourseError, NotAThread
from cups_course.shell import CommandLine

KINDS = ("is a PDF, not a saved page.", "is empty.", "is a form. To fill it in:")
FAILED = st.lists(st.sampled_from(KINDS), min_size=1, max_size=40)


@given(FAILED)
def test_every_source_that_failed_is_named_or_counted_once(kinds: list[str]) -> None:
    errors = []
    for number, kind in enumerate(kinds):
        error = NotAThread(f"page-{number:02}.html {kind}", CommandLine("form", "--attach", f"page-{number:02}.html"))
        error.about = [f"page-{number:02}.html"]
        errors.append(error)
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr("cups_course.cli.output.say", lambda message, *_: said.append(message))
        with pytest.raises(CourseError) as last:
            end_with(errors, several=True)
    messages = [*said, last.value.message]
    assert len(messages) == len(set(kinds))
    named = sum(len(re.findall(r"page-\d\d", message)) for message in messages)
    counted = sum(int(number) for message in messages for number in re.findall(r"(\d+) more\b", message))
    assert named + counted == len(kinds)
