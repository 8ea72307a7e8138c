"""The words of one answer, without what only opens or closes it."""

import re

from cups_course.threads.answers.openings import ANSWER_LABEL, SIGNATURE

_RULE = re.compile(r"[ \t]*(?:[-*_=~][ \t]*){3,}")
_OPENING_BULLET = re.compile(r"[ \t\xa0]*(--?>|=>|[-–—](?![\d-])|\*(?=[ \t])|[•●◦▪·‣→➡➜➤»›])\ufe0f?[ \t\xa0]*(?=\S)")


def trim_answer(piece: str) -> str:
    """A piece without blank lines and rules around it, and without the label or bullet that opens it; a list keeps its
    own bullets."""
    piece = _trimmed(piece)
    if label := ANSWER_LABEL.match(piece):
        piece = _trimmed(piece[label.end() :])
    if bullet := _OPENING_BULLET.match(piece):
        others = piece.split("\n")[1:]
        if others and SIGNATURE.fullmatch(others[-1]):
            others.pop()
        if not any((other := _OPENING_BULLET.match(line)) and other[1] == bullet[1] for line in others):
            piece = piece[bullet.end() :]
    return piece


def _trimmed(text: str) -> str:
    lines = text.split("\n")
    kept = [place for place, line in enumerate(lines) if line.strip() and not _RULE.fullmatch(line)]
    return "\n".join(lines[kept[0] : kept[-1] + 1]).rstrip() if kept else ""
