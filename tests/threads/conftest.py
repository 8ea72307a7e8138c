import json
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def made_up() -> ModuleType:
    """benchmarks/made_up_threads.py: one generator of threads for the benchmark and for tests."""
    sys.path.insert(0, str(_CHECKOUT / "benchmarks"))
    return import_module("made_up_threads")


@pytest.fixture(scope="session")
def real_copy() -> tuple[bytes, dict[str, Any]]:
    """A real thread and its reading by hand. It holds people's own words, so it stays outside the project."""
    folder = _CHECKOUT.parent / "shared" / "threads"
    if not folder.is_dir():
        pytest.skip("the real copy holds people's own words and is not part of the project")
    gold = json.loads((folder / "service-leadership.gold.json").read_text(encoding="utf-8"))
    return (folder / "service-leadership.txt").read_bytes(), gold
