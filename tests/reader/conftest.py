import json
from pathlib import Path
from typing import Any

import pytest

_CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def real_copy() -> tuple[bytes, dict[str, Any]]:
    """A real thread and its reading by hand. It holds people's own words, so it stays outside the project."""
    folder = _CHECKOUT.parent / "shared" / "threads"
    if not folder.is_dir():
        pytest.skip("the real copy holds people's own words and is not part of the project")
    gold = json.loads((folder / "service-leadership.gold.json").read_text(encoding="utf-8"))
    return (folder / "service-leadership.txt").read_bytes(), gold
