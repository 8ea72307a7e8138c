"""Waiting for the person while their editor is open in a window of its own."""

import typer

from cups_course.cli.asking import typed_after


def wait_for_window() -> None:
    """Ask them to say when they have closed it. Raises typer.Abort where they go away."""
    asked = (
        "Your editor came back at once, so it may be open in a window. Press Enter when you have saved and closed it"
    )
    if not typed_after(asked):
        raise typer.Abort
