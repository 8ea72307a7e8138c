"""Every version for programs to read; the keys are those of the interface."""

from collections.abc import Sequence
from typing import Any

from cups_course.course.history import History, Version
from cups_course.course.wording import count_words


def history_document(histories: Sequence[History]) -> list[dict[str, Any]]:
    """The document of `history --json`: the versions oldest first, one answer after another."""
    return [_version(version, history.ref) for history in histories for version in history.versions]


def _version(version: Version, ref: str) -> dict[str, Any]:
    return {
        "id": version.id,
        "ref": ref,
        "version": version.number,
        "at": version.at,
        "text": version.text,
        "words": count_words(version.text),
        "source": version.source,
        "posted": version.posted,
        "posted_on": version.posted_on,
        "current": version.current,
        "counts": version.counts,
        "damaged": version.damaged,
    }
