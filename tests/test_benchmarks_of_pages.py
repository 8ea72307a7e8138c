"""The ways in which benchmarks/web_pages.py has a page read are pieces of code that no checker sees."""

from typing import Any

import pytest
from web_pages import OURS, POSTS_ONLY, WAYS, page


@pytest.mark.parametrize("name", [OURS, POSTS_ONLY])
def test_our_ways_of_reading_a_page_read_it(name: str) -> None:
    names: dict[str, Any] = {}
    exec(WAYS[name], names)
    assert len(names["read"](page(5)).posts) >= 4
