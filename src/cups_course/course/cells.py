"""A text as the cell of a table that a spreadsheet opens."""

import unicodedata

_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def runs_as_formula(cell: str) -> bool:
    """Whether a spreadsheet would calculate what a cell says. Letters of full width count as the plain ones that some
    take them for (OWASP, "CSV Injection")."""
    return unicodedata.normalize("NFKC", cell[:1]).startswith(_RUNS_AS_FORMULA)


def escape_formula(cell: str) -> str:
    """The cell as one that no spreadsheet calculates: with an apostrophe in front where it would."""
    return f"'{cell}" if runs_as_formula(cell) else cell
