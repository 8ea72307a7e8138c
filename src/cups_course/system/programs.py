"""How the person names other programs: EDITOR, VISUAL, PAGER and the like."""

import os
import shlex
import sys


def split_command(value: str) -> list[str]:
    """The words of a command in a variable. They are never given to a shell.

    Raises ValueError where a quote isn't closed.
    """
    # An unquoted path with blanks is one word.
    if os.path.isfile(value):  # noqa: PTH113 - that of pathlib fails for a name that is too long
        return [value]
    if sys.platform == "win32":
        # A backslash is part of the path, and shlex leaves the quotes in.
        return [word.strip('"') for word in shlex.split(value, posix=False)]
    return shlex.split(value)
