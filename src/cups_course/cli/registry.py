"""Every command, grouped by what a person wants to do, the everyday ones first."""

from pathlib import Path

GROUPS: dict[str, tuple[str, ...]] = {
    "Every day": ("status", "next", "answer", "posted", "peers", "reply"),
    "From the forum": ("import", "me", "show", "open", "thread", "question", "cohort"),
    "To the evaluation form": ("check", "form", "export", "profile", "done", "undone", "progress"),
    "At your own pace": ("plan", "pause", "not-now", "resume", "stats"),
    "Nothing is lost": (
        "search",
        "history",
        "restore",
        "undo",
        "redo",
        "backup",
        "restore-backup",
        "doctor",
        "merge",
        "forget",
    ),
    "Your programs, in order": ("program", "note", "link", "move", "remove"),
    "Your terminal": ("settings", "completion"),
}


def module_of(command: str) -> str:
    """The module of a command: its name with an underscore for a dash, and one at the end of a word that Python keeps
    for itself."""
    return f"cups_course.cli.commands.{command.replace('-', '_')}{'_' if command in ('import', 'next') else ''}"


def purpose_of(command: str) -> str:
    """What a command is for, from the first line of its file; "" if the file can't be read.

    Reads the file: importing all commands would take too long for Tab.
    """
    file = Path(__file__).with_name("commands") / f"{module_of(command).rpartition('.')[2]}.py"
    try:
        with file.open(encoding="utf-8") as lines:
            first = lines.readline()
    except OSError:
        return ""
    return first.partition(": ")[2].strip().rstrip('."')
