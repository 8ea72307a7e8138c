"""What a person sees before anything is kept."""

from rich.text import Text

from cups_course.view.screen import command_line, tell


def print_welcome() -> None:
    """Two ways to begin."""
    tell(
        Text("Welcome. Nothing is kept yet. Two ways to begin:\n", style="bold"),
        "You have a course post open? Select the whole page, copy it into a text file, then",
        command_line("cups-course import page.txt --me YOUR-NAME"),
        "",
        "You know your program?",
        command_line("cups-course program add ldp-2020"),
        "",
        "Everything stays in one file on this machine. cups-course --help shows the rest.",
    )
