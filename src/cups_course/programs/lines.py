"""Where the keys of a TOML text stand: tomllib tells the values of a text and not their lines.

tomlkit keeps a text as it was written, and not its lines either; what is needed of TOML to find a key in a text that
tomllib has read is small: where a string, a comment and a bracket end.
"""

import re
from collections.abc import Iterator

Place = tuple[str | int, ...]
"""The keys that lead to a value; tables of one name are counted from 0: `("course", 0, "title")`."""

_TOKEN = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"{3,5}|'
    r"'''[\s\S]*?'{3,5}|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'|"
    r"#[^\n]*|[\[\]{}\n]|[^\"'#\[\]{}\n]+"
)
_BARE_OR_QUOTED = r"""[\w-]+|"(?:\\.|[^"\\])*"|'[^']*'"""
_KEYS = rf"(?:{_BARE_OR_QUOTED})(?:\s*\.\s*(?:{_BARE_OR_QUOTED}))*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_KEYS})\s*\]")
_PAIR = re.compile(rf"\s*({_KEYS})\s*=")


class KeyLines:
    """The lines of a TOML text that tomllib has read."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Place, int] = {}
        counts: dict[Place, int] = {}

        def inside(place: Place, key: str) -> Place:
            """Of tables of one name the latest is meant."""
            below = (*place, key)
            return (*below, counts[below] - 1) if below in counts else below

        table: Place = ()
        for line, statement in _statements(text.replace("\r\n", "\n")):
            if header := _HEADER.match(statement):
                *above, last = _parts(header[2])
                table = ()
                for key in above:
                    table = inside(table, key)
                if header[1] == "[[":
                    counts[*table, last] = counts.get((*table, last), 0) + 1
                table = inside(table, last)
                self._lines[table] = line
            elif pair := _PAIR.match(statement):
                self._lines[*table, *_parts(pair[1])] = line

    def of(self, place: Place) -> int:
        """The line of a key; of one that is not there, or stands in the middle of a line, the line it belongs to."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header and each key with its value, which may take several lines, and the line in which it begins."""
    line = begun = 1
    depth = 0
    statement = ""
    for token in _TOKEN.findall(text):
        if token == "\n" and depth == 0:
            yield begun, statement
            begun, statement = line + 1, ""
        else:
            statement += token
            depth += (token in "[{") - (token in "]}")
        line += token.count("\n")
    yield begun, statement


def _parts(keys: str) -> list[str]:
    return [one.strip("\"'") for one in re.findall(_BARE_OR_QUOTED, keys)]
