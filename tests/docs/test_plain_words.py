"""What a person reads is in present-day English: words that stopped native readers don't come back."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLD = re.compile(
    r"\b(anew|whoever|of which|thereof|there again|nobody has|kind words?|taken (in|away)|is laid|are laid|lays|"
    r"set aside|in one piece|is to do again|stands (in|below|above|beside))\b",
    re.IGNORECASE,
)
PAGES = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*.md")]
SOURCES = sorted((ROOT / "src" / "cups_course").rglob("*.py"))


def sentences(source: Path) -> Iterator[tuple[int, str]]:
    """The line and the text of every string, except docstrings."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    docstrings = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in docstrings:
            yield one.lineno, one.value


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_no_message_has_an_old_word(source: Path) -> None:
    assert not [(line, text) for line, text in sentences(source) if OLD.search(text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_no_page_has_an_old_word(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if OLD.search(line)]
