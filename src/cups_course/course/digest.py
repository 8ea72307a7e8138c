"""The digest that every version of a text carries, by which damage to it is seen."""

from collections.abc import Mapping
from typing import Any

WORDS = ("text", "digest")
"""The columns of a version that belong together: each tells whether the other is as it was."""


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    import hashlib  # brings OpenSSL, 3 % of the start of a command that only reads

    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def as_written(version: Mapping[str, Any]) -> bool:
    """Whether a version, by its columns, holds the words of which its digest was taken."""
    return bool(digest(version["text"]) == version["digest"])
