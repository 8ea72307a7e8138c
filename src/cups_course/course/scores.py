"""Scores as people write them: `9/10`, `90%`, `9`."""

import re

from cups_course.course.model import Attempt

_OUT_OF = re.compile(r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*(?:/\s*(\d{1,6})|%)?\s*")


def reaches_minimum(score: str, minimum: str) -> bool:
    """Whether a score such as "9/10" or "90%" is at least a minimum written in either way; True where unclear."""
    reached, wanted = _share(score), _share(minimum)
    if reached is None or wanted is None or (reached[1] is None) != (wanted[1] is None):
        return True
    return reached[0] >= wanted[0]


def best_score(attempts: list[Attempt]) -> str | None:
    """The best score of several attempts as it was written; None where none has one that can be compared."""
    scored = [(share[0], one.score) for one in attempts if one.score and (share := _share(one.score)) and share[1]]
    return max(scored, key=lambda one: one[0])[1] if scored else None


def _share(score: str) -> tuple[float, float | None] | None:
    """How much a score is, and out of how much that was said to be; None for what cannot be read."""
    part = _OUT_OF.fullmatch(score)
    if part is None or (part[2] and not int(part[2])):
        return None
    whole = float(part[2]) if part[2] else 100.0 if "%" in part[0] else None
    return float(part[1]) / (whole or 1), whole
