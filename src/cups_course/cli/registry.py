"""Every command, grouped by what a person wants to do, the everyday ones first."""

GROUPS: dict[str, tuple[str, ...]] = {
    "Every day": ("status", "next", "answer", "posted", "peers", "reply"),
    "From the forum": ("import", "me", "show", "open", "thread", "question", "cohort"),
    "To the evaluation form": ("check", "form", "export", "profile", "done", "undone"),
    "Nothing is lost": (
        "search",
        "history",
        "restore",
        "undo",
        "backup",
        "restore-backup",
        "doctor",
        "merge",
        "forget",
    ),
    "Your programs, in order": ("program", "note", "move", "remove"),
    "Your terminal": ("settings",),
}


def module_of(command: str) -> str:
    """The module that holds a command: its own name, with an underscore for a dash, and where Python keeps the word to
    itself."""
    return f"cups_course.cli.commands.{command.replace('-', '_')}{'_' if command in ('import', 'next') else ''}"
