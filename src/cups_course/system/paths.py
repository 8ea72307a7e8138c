"""Where the store lives, and the unsaved answers beside it."""

from pathlib import Path

from cups_course.course.model import Discussion


def default_store() -> Path:
    """The store in the platform's folder for a user's data."""
    from platformdirs import user_data_path

    return user_data_path("cups-course", appauthor=False) / "courses.db"


def unsaved_answer(store: Path, discussion: Discussion) -> Path:
    """The file that holds what is being written for a discussion until it is kept in the store."""
    return store.parent / "unsaved-answers" / f"{discussion.id}.md"
