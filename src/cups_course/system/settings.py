"""The default place of the store, and the settings in a small file beside it."""

from pathlib import Path

from cups_course.errors import CannotRead, NotSaved
from cups_course.paths import obstacle, read_bytes
from cups_course.system.files import write_text

SETTINGS = {
    "plain": (
        False,
        (
            "output has symbols and columns",
            "output is one sentence a line, without symbols or columns, for screen readers",
        ),
    ),
    "pager": (True, ("long output is printed at once", "output longer than the screen opens in a pager")),
}
"""Each setting: its default, and what it does when it is off and on."""
_FILE = "settings.json"
_MOST_BYTES = 10_000
"""Of the file. With every setting it has 40."""


def settings(folder: Path) -> dict[str, bool]:
    """Every setting of the stores in this folder. A file that can't be read counts as empty."""
    chosen = _read(folder / _FILE)
    return {name: chosen[name] is True if name in chosen else default for name, (default, _) in SETTINGS.items()}


def set_for_good(folder: Path, name: str, on: bool) -> None:
    """Write a setting to the file in this folder. Raises NotSaved."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"{folder} could not be created: {error.strerror or error}.") from error
    import json  # as in `_read`

    write_text(folder / _FILE, json.dumps({**settings(folder), name: on}, indent=2) + "\n", force=True)


def default_store() -> Path:
    """The store in the platform's folder for a user's data."""
    from platformdirs import user_data_path  # only for a call that names no store

    return user_data_path("cups-course", appauthor=False) / "courses.db"


def _read(file: Path) -> dict[str, object]:
    try:
        # Every command reads the settings, and the folder may be somebody else's.
        data = b"" if obstacle(file) else read_bytes(file, most=_MOST_BYTES)
    except CannotRead:
        return {}
    if not data:
        return {}
    import json  # few people have any settings

    try:
        chosen = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return chosen if isinstance(chosen, dict) else {}
