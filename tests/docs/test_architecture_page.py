"""The page on the architecture names files and layers that are there."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FILES = [name for name in dict.fromkeys(re.findall(r"`([a-z_/]+\.py)`", PAGE)) if "tests/" not in name]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_there(name: str) -> None:
    assert (ROOT / "src" / "cups_course" / name).exists()


def test_every_layer_that_is_checked_is_explained() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = [one["layers"] for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers"]
    rooms = [name for layer in layers for name in re.findall(r"cups_course\.(\w+)", layer)]
    explained = PAGE.partition("## The log")[0]
    assert [name for name in rooms if not re.search(rf"\b{name}\b", explained)] == []
