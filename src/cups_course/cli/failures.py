"""Several things that went wrong in one call, where the rest went well."""

from collections.abc import Sequence

from cups_course.course.errors import CourseError


def end_with(failed: Sequence[CourseError]) -> None:
    """Name all that went wrong; the last one ends the command."""
    from cups_course.view.screen import command_line, say

    for error in failed[:-1]:
        say(error.message, *map(command_line, error.commands))
    if failed:
        raise failed[-1]
