"""The real shells, each in a terminal of its own, as a person types in them."""

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import termios
from pathlib import Path
from types import TracebackType

import pytest

from journeys.driver import COMMAND, PATIENCE, Person

SHELLS = {
    "bash": ("bash", "--norc", "--noprofile", "-i"),
    "zsh": ("zsh", "-f", "-i"),
    "fish": ("fish", "--no-config", "-i"),
}
_TOLD = {
    **dict.fromkeys(("bash", "zsh"), """told() { printf '<%s>' "$@"; echo " was"" typed"; }"""),
    "fish": """function told; printf '<%s>' $argv; echo " was"" typed"; end""",
}
"""Says what words a shell takes a line for."""
TAB, HOME, ENTER = "\t", "\x01", "\r"
_ESCAPES = re.compile(
    r"\x1b(?:\[[0-9;?<>=]*[A-Za-z]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78M]|k[^\x1b]*\x1b\\)"
)


class Shell:
    """A shell with nothing of the machine's own settings, in which the installed command is on the path."""

    def __init__(self, name: str, person: Person, *, fresh: bool = True, commands: Path = COMMAND.parent) -> None:
        """`fresh`: without the person's own settings, the script read by hand. `commands` is a folder on the path."""
        if not shutil.which(name):
            pytest.skip(f"{name} is not installed here")
        self.name = name
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 120, 0, 0))
        self._terminal = ours
        self._seen = ""
        self._process = subprocess.Popen(
            SHELLS[name] if fresh else (name, "-i"),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**person.env, "PATH": f"{commands}{os.pathsep}{person.env['PATH']}", "LC_ALL": "C.UTF-8"},
            cwd=person.home,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # fish will not run in a terminal that is nobody's
        )
        os.close(theirs)
        self.does(_TOLD[name])
        if fresh:
            self.does(f"cups-course completion {name} > c.{name}")
            self.does(f"source ./c.{name}")

    def __enter__(self) -> "Shell":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)
        os.close(self._terminal)

    def types(self, keys: str) -> None:
        """Press these keys."""
        os.write(self._terminal, keys.encode())

    def does(self, line: str) -> None:
        """Run a line and wait until it is done."""
        self.types(f"{line}; printf 'it is %s\\n' done{ENTER}")
        self.sees("it is done")

    def sees(self, *texts: str) -> str:
        """Wait until these texts stand on the screen, in this order; what stood there since the last time."""
        wanted = re.compile(".*?".join(map(re.escape, texts)), re.DOTALL)
        while not (found := wanted.search(self._seen)):
            if not select.select([self._terminal], [], [], PATIENCE)[0]:
                raise AssertionError(f"{self.name} never showed {texts}: {self._seen}")
            self._seen = _ESCAPES.sub("", self._seen + os.read(self._terminal, 65536).decode("utf-8", "replace"))
        seen, self._seen = self._seen[: found.end()], self._seen[found.end() :]
        return seen

    def completes(self, line: str) -> list[str]:
        """What the shell takes the line for, word by word, after Tab at its end."""
        self.types(f"{line}{TAB}{HOME}told {ENTER}")
        seen = self.sees("> was typed")
        return re.findall(r"<(.*?)>", seen[seen.rindex("<cups-course>") :])[1:]
