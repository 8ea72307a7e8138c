"""Where the store lives."""

from pathlib import Path


def default_store() -> Path:
    """The store in the platform's folder for a user's data."""
    from platformdirs import user_data_path

    return user_data_path("cups-course", appauthor=False) / "courses.db"
