"""Colours that no screen swallows."""

import re
from pathlib import Path

import pytest
from rich.color import Color

from cups_course.view import screen as colours

VIEW = Path(colours.__file__).parent
ALL = {name: value for name, value in vars(colours).items() if name.isupper() and isinstance(value, str)}
WHITE, BLACK = 1.0, 0.0


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG 2 has it."""
    parts = (part / 255 for part in Color.parse(colour).get_truecolor())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ALL)
def test_every_colour_stands_out_from_a_white_and_from_a_black_screen(name: str) -> None:
    own = brightness(ALL[name])
    for screen in (WHITE, BLACK):
        darker, lighter = sorted((own, screen))
        assert (lighter + 0.05) / (darker + 0.05) >= 4


def test_no_view_has_a_colour_of_its_own() -> None:
    for file in VIEW.glob("*.py"):
        found = re.findall(
            r'style=.*"[^"]*\b(?:red|green|yellow|blue|magenta|cyan|white|black)\b', file.read_text("utf-8")
        )
        assert not found, file.name
