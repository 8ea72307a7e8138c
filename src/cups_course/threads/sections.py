"""A document with the answers of several discussions, cut at the headings that name them."""

import re
from collections.abc import Sequence

from cups_course.course.matching import same_topic

_DECORATION = re.compile(r"[\s#*_=>~•–—-]+")
_EDGES = re.compile(r"^[\s#*_=>~•–—-]+|[\s*_=~]+$")
_LONGEST_SECTION_HEADING = 200
_UNKNOWN = -1
# "Week 2", "Course 1, Discussion 2: Listening", but not "Week 2 was hard for me."
_BY_NUMBER = re.compile(
    r"(?:course\W{1,3}\d{1,3}\W{0,3})?(?:discussion|week)\W{1,3}(\d{1,3})\W{0,3}(?:(?<=[:.)–—-] ).*|\(.*)?",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?:\d+\.)?(\d{1,3})\b[.:)·\s–—-]*")


def sections(text: str, discussions: Sequence[tuple[int, str]]) -> list[tuple[int | None, str]]:
    """The parts of `text`: where in `discussions` (number, title) the one stands that a part is about, and its words.

    A part begins at a line with the discussion's title, or with its number in a form that titles have. What stands
    above the first such line belongs to none (None), and so does what stands below the number of a discussion that is
    not among them. No word is left out but the headings of those that are.
    """
    parts: list[tuple[int | None, list[str]]] = [(None, [])]
    for line in text.split("\n"):
        at = _named(line, discussions)
        if at == _UNKNOWN:
            parts.append((None, [line]))
        elif at is None:
            parts[-1][1].append(line)
        elif at != parts[-1][0]:
            parts.append((at, []))
        elif "".join(parts[-1][1]).strip():  # below words of the same part it is no heading
            parts[-1][1].append(line)
    return [(at, "\n".join(lines).strip("\n")) for at, lines in parts if "".join(lines).strip()]


def _named(line: str, discussions: Sequence[tuple[int, str]]) -> int | None:
    """Which discussion a line names, as a heading does; one that is not among them is `_UNKNOWN`."""
    if not line.strip() or len(line) > _LONGEST_SECTION_HEADING:
        return None
    heading = _DECORATION.sub(" ", line).strip()
    if numbered := _BY_NUMBER.fullmatch(_EDGES.sub("", line)):
        number = int(numbered[1])
        return next((at for at, (known, _) in enumerate(discussions) if known == number), _UNKNOWN)
    bare = _REFERENCE.sub("", heading, count=1)
    return next(
        (
            at
            for at, (_, named) in enumerate(discussions)
            if named and any(same_topic(named, one) for one in {heading, bare})
        ),
        None,
    )
