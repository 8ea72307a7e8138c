"""Where the store lives, and what a person has set for good in a small file beside it."""

from pathlib import Path

from cups_course.errors import NotSaved
from cups_course.system.files import write_text

SETTINGS = {
    "plain": (False, "one sentence a line and no signs or columns, for screen readers"),
    "pager": (True, "what is longer than the screen opens in a pager"),
}
"""Each setting: what it is where nothing was set, and what it does."""
FILE = "settings.json"


def settings(folder: Path) -> dict[str, bool]:
    """Every setting as it is for the stores in this folder. A file that cannot be read sets nothing."""
    said = _read(folder / FILE)
    return {name: usual if name not in said else said[name] is True for name, (usual, _) in SETTINGS.items()}


def set_for_good(folder: Path, name: str, on: bool) -> None:
    """Keep a setting. Raises NotSaved."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"{folder} could not be made: {error.strerror or error}.") from error
    import json

    write_text(folder / FILE, json.dumps({**settings(folder), name: on}, indent=2) + "\n", force=True)


def _read(file: Path) -> dict[str, object]:
    try:
        data = file.read_bytes()
    except OSError:
        return {}  # most people have set nothing, and each command asks
    import json

    try:
        found = json.loads(data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def default_store() -> Path:
    """The store in the platform's folder for a user's data."""
    from platformdirs import user_data_path

    return user_data_path("cups-course", appauthor=False) / "courses.db"
