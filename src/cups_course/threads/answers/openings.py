"""With what a line may open beside its number: bullets, headings, labels, quotes."""

import re
from collections.abc import Sequence

from cups_course.threads.answers.number_forms import NUMBERED

_SIGN = (
    "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*"
)
BULLETED = re.compile(
    rf"[ \t\xa0]*(?P<bullet>--?>|=>|>+|-(?![\d-])|[–—+~](?!\d)|[*o](?=[ \t])|[•●·∙‣⁃»›§]|{_SIGN})[ \t\xa0]*(?=\S)"
)
HEADING_LINE = re.compile(
    r"[ \t]*(?P<kind>#{1,6}(?=[ \t]+\S)|\*\*|__|\*|_)(?:(?<=#).*|(?![\s*_])[^*_\n]+(?P=kind):?[ \t]*)"
)
ASKING_LABEL = re.compile(r"[ \t]*[*_]*(?:Q|Question)[*_]* ?[:.)-][*_]*[ \t]*(?=\S)", re.IGNORECASE)
_OPENING = re.compile(r"[ \t\xa0]*(?:<!--|\d{1,2}(?:\.\d{1,2})+|[>#*_\"“'‘(\[~]+)[ \t\xa0]*")
ANSWER_LABEL = re.compile(
    r"[ \t]*[*_]*(?:(?:(?:here is )?my )?(?:answers?|ans|response|reply) ?\d{0,2}[*_]*"
    r"(?: ?:| [-–—](?=\s)|[.)](?=\s|$)|$)|A ?\d{0,2}[*_]* ?:)[*_]*[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
SIGNATURE = re.compile(r"[-–—~]+ ?[A-Z][\w.]*(?: [A-Z]\w*){0,2}[ \t]*")


def is_list(lines: Sequence[str]) -> bool:
    """Whether lines begin a list: the first two open alike."""
    if len(lines) < 2 or SIGNATURE.fullmatch(lines[-1]):
        return False
    bullets = [bullet["bullet"] if (bullet := BULLETED.match(line)) else None for line in lines]
    return bullets[0] == bullets[1] and (bullets[0] is not None or all(map(NUMBERED.match, lines)))


def is_capitals(line: str) -> bool:
    """Whether a line is a heading by being short and in capitals."""
    return line.isupper() and sum(map(str.isalpha, line)) > 3 and len(line.split()) <= 12


def decoration(line: str, at: int) -> int:
    """Where a question would begin behind its number, bullet and quotes."""
    for _ in range(6):
        forms = (mark.match(line, at) for mark in (NUMBERED, BULLETED, ASKING_LABEL, _OPENING))
        if not (form := next(filter(None, forms), None)) or form.end() == at:
            break
        at = form.end()
    return at
