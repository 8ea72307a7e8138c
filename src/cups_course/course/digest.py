"""The digest that is kept with what a person wrote, by which damage to it is seen."""

from collections.abc import Mapping
from typing import Any

DIGESTED = ("version", "submitted_field")
"""The tables whose every row holds words with their digest: versions, and the frozen copies of what was sent."""

WORDS = ("text", "digest")
"""Their columns for that: each tells whether the other is as it was."""


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    import hashlib  # brings OpenSSL, 3 % of the start of a command that only reads

    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def as_written(record: Mapping[str, Any]) -> bool:
    """Whether a record, by its columns, holds the words of which its digest was taken."""
    return isinstance(record["text"], str) and digest(record["text"]) == record["digest"]
