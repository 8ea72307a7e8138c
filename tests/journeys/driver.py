"""A person at a machine of their own, and the installed `cups-course` as they call it.

Every call is a process of its own with a home, a store and an environment that are given explicitly, so that nothing
of the machine the tests run on is read or written. Most calls are forked from a Python that has imported the command
already (forked.py); with `real` the installed command itself is started, as it is wherever the environment changes how
an interpreter starts.
"""

import fcntl
import json
import os
import pty
import select
import shlex
import sqlite3
import struct
import subprocess
import sys
import termios
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journeys import forked
from journeys.forked import Forked, can_fork

CHECKOUT = Path(__file__).parents[2]
EXAMPLES = CHECKOUT / "examples"
STEADY = EXAMPLES / "threads" / "steady-beats-fast.txt"
STEADY_LATER = EXAMPLES / "threads" / "steady-beats-fast-later.txt"
ASKING = EXAMPLES / "threads" / "asking-for-help.txt"
KIND_LEADERS = EXAMPLES / "programs" / "kind-leaders.toml"
REAL = CHECKOUT.parent / "shared" / "threads" / "service-leadership.txt"

COMMAND = Path(sys.executable).parent / "cups-course"
PATIENCE = 30
"""Seconds after which a process that hangs fails its test."""

EDITOR = """\
import sys
from pathlib import Path

assert sys.argv[1] == "--wait", sys.argv
path = Path(sys.argv[2])
text = path.read_bytes().decode("utf-8")


def save(text):
    path.write_bytes(text.encode("utf-8"))


def marker(ref):
    # The line under which the answer to a question belongs.
    (line,) = (one for one in text.splitlines() if one.startswith(f"<!-- {ref} "))
    return line


def write(**answers):
    # Write below the lines of questions, `_2_2_1` for 2.2.1, and save.
    changed = text
    for name, words in answers.items():
        line = marker(name.strip("_").replace("_", "."))
        changed = changed.replace(line, line + "\\n" + words, 1)
    save(changed)


"""
"""How the scripts begin that stand in for somebody's editor."""


Answer = tuple[str, Callable[[], bytes]]
"""A word that stands on the screen, and what to do then; what that returns is typed."""


@dataclass(frozen=True)
class Ended:
    """What a call left behind: its exit code, its output, its messages."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        """The output; UTF-8 whatever the environment says, and read strictly."""
        return self.stdout.decode("utf-8")

    @property
    def err(self) -> str:
        """The messages; UTF-8 too."""
        return self.stderr.decode("utf-8")


@dataclass(frozen=True)
class Seen:
    """What stood on a terminal: everything that was written to it, in order."""

    code: int
    raw: bytes

    @property
    def text(self) -> str:
        """The screen's text, its line ends as a program wrote them."""
        return self.raw.decode("utf-8").replace("\r\n", "\n")


class Person:
    """Somebody with a home, a store and a shell."""

    def __init__(self, home: Path, *, real: bool = False) -> None:
        """`real`: each of their calls starts the installed command."""
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.store = home / "courses.db"
        self.env = {
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "CUPS_COURSE_STORE": str(self.store),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "TZ": "UTC",
            "PAGER": "cat",  # somebody who wants none: what is longer than the screen is tried in test_paging.py
        }
        self.real = real
        self.umask = -1
        """That of their shell; -1 for that of the tests."""

    def run(
        self,
        *words: str | Path,
        typed: str | bytes | None = None,
        env: Mapping[str, str | None] | None = None,
        stdin: int = subprocess.DEVNULL,
        real: bool = False,
    ) -> Ended:
        """Call the command, its output and messages to pipes. `typed` is piped in; without it there is no input."""
        argv = [str(COMMAND), *map(str, words)]
        data = typed.encode("utf-8") if isinstance(typed, str) else typed
        environment = self._environment(env)
        if not (real or self.real) and can_fork(environment):
            ended = forked.run(
                argv, data=data, stdin=stdin, env=environment, cwd=self.home, umask=self.umask, timeout=PATIENCE
            )
        else:
            ended = subprocess.run(
                argv,
                input=data,
                stdin=stdin if data is None else None,
                capture_output=True,
                env=environment,
                cwd=self.home,
                umask=self.umask,
                timeout=PATIENCE,
                check=False,
            )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    def did(
        self,
        *words: str | Path,
        typed: str | bytes | None = None,
        env: Mapping[str, str | None] | None = None,
        real: bool = False,
    ) -> str:
        """Call the command, which has to succeed; returns its output."""
        ended = self.run(*words, typed=typed, env=env, real=real)
        assert ended.code == 0, f"cups-course {shlex.join(map(str, words))} ended with {ended.code}: {ended.err}"
        return ended.out

    def json(self, *words: str | Path) -> Any:
        """The one JSON document of a command that has to succeed."""
        return json.loads(self.did(*words, "--json"))

    def failed(
        self,
        *words: str | Path,
        code: int = 1,
        typed: str | bytes | None = None,
        env: Mapping[str, str | None] | None = None,
        real: bool = False,
    ) -> str:
        """Call the command, which has to end with this code, no output and no traceback; returns its messages.

        They are read from a screen so wide that no name or path in them is broken.
        """
        ended = self.run(*words, typed=typed, env={"COLUMNS": "1000", **(env or {})}, real=real)
        assert ended.code == code, f"{shlex.join(map(str, words))} ended with {ended.code}: {ended.out}{ended.err}"
        assert ended.out == ""
        assert ended.err.strip()
        assert "Traceback" not in ended.err
        return one_line(ended.err)

    def at_terminal(
        self,
        *words: str | Path,
        typed: bytes = b"",
        env: Mapping[str, str | None] | None = None,
        columns: int = 80,
        rows: int = 50,
        asked: Sequence[Answer] = (),
        real: bool = False,
    ) -> Seen:
        """Call the command in a terminal of its own; `typed` lies in the keyboard's buffer from the start.

        `asked` are words and what to do once each stands on the screen, one after the other; what that returns is typed
        then.
        """
        waiting = list(asked)
        seen = 0
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        argv = [str(COMMAND), *map(str, words)]
        environment = self._environment(env)
        process: Forked | subprocess.Popen[bytes]
        if not (real or self.real) and can_fork(environment):
            process = Forked(argv, [theirs] * 3, env=environment, cwd=self.home, start_new_session=True)
        else:
            process = subprocess.Popen(
                argv,
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                env=environment,
                cwd=self.home,
                start_new_session=True,
            )
        os.close(theirs)
        if typed:
            os.write(ours, typed)
        raw = bytearray()
        try:
            while True:
                if not select.select([ours], [], [], PATIENCE)[0]:
                    process.kill()
                    raise AssertionError(f"{shlex.join(map(str, words))} hangs: {raw.decode('utf-8', 'replace')}")
                if not (chunk := os.read(ours, 65536)):
                    break
                raw += chunk
                while waiting and (at := raw.find(waiting[0][0].encode("utf-8"), seen)) >= 0:
                    seen = at + len(waiting[0][0].encode("utf-8"))
                    os.write(ours, waiting.pop(0)[1]())
        except OSError:  # Linux says it this way when the last process has closed the terminal
            pass
        finally:
            os.close(ours)
        return Seen(process.wait(PATIENCE), bytes(raw))

    def shell(self, line: str, *, env: Mapping[str, str | None] | None = None) -> Ended:
        """A line for the shell, in which `cups-course` is the installed command."""
        path = f"{COMMAND.parent}{os.pathsep}{self.env['PATH']}"
        ended = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=self._environment({"PATH": path, **(env or {})}),
            cwd=self.home,
            timeout=PATIENCE,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    def start(self, *words: str | Path, env: Mapping[str, str | None] | None = None) -> "subprocess.Popen[bytes]":
        """Start the command and do not wait for it."""
        return subprocess.Popen(
            [str(COMMAND), *map(str, words)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self._environment(env),
            cwd=self.home,
            start_new_session=True,
        )

    def file(self, name: str, content: str | bytes) -> Path:
        """A file in the person's home, with these bytes or this text in UTF-8, line ends as they are."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def editor(self, body: str, *, name: str = "my editor.py") -> dict[str, str]:
        """The environment of somebody whose EDITOR is a Python script of ours.

        `body` finds the file's `path` and its `text`; it writes with `save(text)`, or below a question's line with
        `write(_2_2_1="words")`. The editor's path has blanks in it and it is called with an argument of its own.
        """
        script = self.file(f"my editors/{name}", EDITOR + textwrap.dedent(body))
        return {"EDITOR": f'{shlex.quote(sys.executable)} "{script}" --wait'}

    def window(self, line: str = ":") -> dict[str, str]:
        """The environment of somebody whose EDITOR opens a window and comes back at once: a line of `sh`, in which `$1`
        is the file. No Python of ours: where much else runs, one takes too long to start to be back at once."""
        script = self.file("my editors/window.sh", f"#!/bin/sh\n{line}\n")
        script.chmod(0o700)
        return {"EDITOR": str(script)}

    def question(self, ref: str) -> Any:
        """A question of `status --json`."""
        discussion = self.discussion(ref.rpartition(".")[0])
        return next(one for one in discussion["questions"] if one["ref"] == ref)

    def discussion(self, ref: str) -> Any:
        """A discussion of `status --json`."""
        return next(one for one in discussions(self.json("status")) if one["ref"] == ref)

    def exported(self, ref: str) -> dict[str, str | None]:
        """The kept answer to each question of a discussion by its reference, the one in one piece under its own."""
        found = next(one for one in discussions(self.json("export", ref)) if one["ref"] == ref)
        parts = [*found["questions"], {"ref": ref, "answer": found["answer"]}]
        return {one["ref"]: one["answer"] and one["answer"]["text"] for one in parts}

    def versions(self) -> list[str]:
        """Every version of every text in the store, read by SQLite and not by the tool."""
        return self.query("SELECT text FROM version ORDER BY milliseconds, id")

    def notes(self) -> list[str]:
        """Every note in the store, read by SQLite and not by the tool."""
        return self.query("SELECT text FROM note ORDER BY id")

    def query(self, sql: str) -> list[Any]:
        """The first column of what SQLite finds in the store."""
        connection = sqlite3.connect(f"{self.store.as_uri()}?mode=ro", uri=True)
        try:
            return [row[0] for row in connection.execute(sql)]
        finally:
            connection.close()

    def _environment(self, more: Mapping[str, str | None] | None) -> dict[str, str]:
        """The person's environment with changes; None leaves a variable out."""
        merged: dict[str, str | None] = {**self.env, **(more or {})}
        return {name: value for name, value in merged.items() if value is not None}


def discussions(document: Any) -> list[Any]:
    """The discussions of a JSON document of `status` or `export`, in order."""
    return [one for program in document["programs"] for course in program["courses"] for one in course["discussions"]]


def one_line(text: str) -> str:
    """A text without the line breaks and indents of its layout."""
    return " ".join(text.split())


def folder_of(person: Person) -> dict[str, bytes]:
    """Every file in the person's home with its bytes: two of these tell whether anything was written."""
    return {
        str(path.relative_to(person.home)): path.read_bytes()
        for path in sorted(person.home.rglob("*"))
        if path.is_file()
    }
