"""Calls of the command without the start of an interpreter: each is a child forked by a server (fork_server.py), which
was started once in the same locale.

To whoever looks at its output, its exit code and its files, a child is a process as any other. What an interpreter does
when it starts, and what a system does to a process, is tested with real ones.
"""

import atexit
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path

from journeys.fork_server import LENGTH
from journeys.locales import LOCALES

SERVER = Path(__file__).with_name("fork_server.py")
_LANG = {"LANG": "C.UTF-8"}
_SERVED = [frozenset({**_LANG, **said}.items()) for said in LOCALES.values()]


def can_fork(environment: Mapping[str, str]) -> bool:
    """Whether there is a server that started as an interpreter would start in this environment."""
    return hasattr(os, "fork") and _looked_at(environment) in _SERVED


def _looked_at(environment: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """What an interpreter looks at when it starts. It can't be changed after that, so each of these has a server."""
    return frozenset(one for one in environment.items() if one[0].startswith(("PYTHON", "LANG", "LC_")))


class Forked:
    """A call that runs as a child of the server, with these three streams."""

    def __init__(
        self,
        argv: Sequence[str],
        streams: Sequence[int],
        *,
        env: Mapping[str, str],
        cwd: Path,
        umask: int = -1,
        start_new_session: bool = False,
    ) -> None:
        self._argv = argv
        asked = {"argv": argv, "environment": env, "folder": str(cwd), "umask": umask, "new_session": start_new_session}
        request = json.dumps(asked).encode("ascii")
        self._answers, answering = os.pipe()
        server = _server(_looked_at(env))
        try:
            socket.send_fds(server, [LENGTH.pack(len(request))], [*streams, answering])
        finally:
            os.close(answering)
        server.sendall(request)
        self._heard = b""
        self._number = self._answer(None)  # the first call waits for the server to import everything
        self._code: int | None = None

    def wait(self, patience: float) -> int:
        """The exit code; of a call that was killed it is the signal's number, negative."""
        if self._code is None:
            self._code = self._answer(patience)
            os.close(self._answers)
        return self._code

    def kill(self) -> None:
        """End it at once."""
        if self._code is None:
            os.kill(self._number, signal.SIGKILL)

    def _answer(self, patience: float | None) -> int:
        """The server says two numbers: which process it is, and how it ended."""
        with selectors.DefaultSelector() as answers:
            answers.register(self._answers, selectors.EVENT_READ)
            while b"\n" not in self._heard:
                if not answers.select(patience):
                    raise TimeoutError(f"{self._argv} has not ended after {patience} seconds")
                heard = os.read(self._answers, 64)
                assert heard, "The server of forked calls has ended."
                self._heard += heard
        first, _, self._heard = self._heard.partition(b"\n")
        return int(first)


def run(
    argv: Sequence[str],
    *,
    data: bytes | None,
    stdin: int,
    env: Mapping[str, str],
    cwd: Path,
    umask: int,
    timeout: float,
) -> "subprocess.CompletedProcess[bytes]":
    """What `subprocess.run` does, with a forked call: its output and messages go to pipes, `data` comes out of one.

    As there, it is over when the last process that was given the pipes has let go of them.
    """
    out, its_out = os.pipe()
    err, its_err = os.pipe()
    if data is not None:
        its_in, into = os.pipe()
    else:
        its_in = os.open(os.devnull, os.O_RDONLY) if stdin == subprocess.DEVNULL else os.dup(stdin)
    call = Forked(argv, (its_in, its_out, its_err), env=env, cwd=cwd, umask=umask)
    for end in (its_in, its_out, its_err):
        os.close(end)
    with ThreadPoolExecutor() as threads:
        if data is not None:
            threads.submit(_write, into, data)
        read = [threads.submit(_read, end) for end in (out, err)]
        try:
            output, messages = (one.result(timeout) for one in read)
            return subprocess.CompletedProcess(argv, call.wait(timeout), output, messages)
        except TimeoutError:
            call.kill()
            raise


def _write(end: int, data: bytes) -> None:
    with suppress(BrokenPipeError), open(end, "wb") as pipe:
        pipe.write(data)


def _read(end: int) -> bytes:
    with open(end, "rb") as pipe:
        return pipe.read()


@cache
def _server(looked_at: frozenset[tuple[str, str]]) -> socket.socket:
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, str(SERVER), str(theirs.fileno())],
        env={"PATH": os.environ["PATH"], **dict(looked_at)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=[theirs.fileno()],
        start_new_session=True,
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours
