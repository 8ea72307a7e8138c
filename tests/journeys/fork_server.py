"""A Python that has imported the whole command, and forks a child for each call of it.

Run as a process of its own (see forked.py), with one socket: each request brings words, an environment, a folder and
the three streams. Nothing of the command ever runs in the server itself, so every child begins as an interpreter does.
"""

import atexit
import gc
import importlib
import io
import json
import os
import pkgutil
import re
import select
import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TextIO

LENGTH = struct.Struct("!I")
"""Goes before each request: how many bytes it has."""

_LOOKS_AROUND = "pyperclip"
"""Looks for a display while it is imported, so each child has to import it in its own environment."""


class Request(NamedTuple):
    """A call as its child makes it."""

    argv: list[str]
    environment: dict[str, str]
    folder: str
    umask: int
    new_session: bool
    streams: list[int]


def serve(requests: socket.socket) -> Request:
    """Fork a child for each request until nobody can ask any more; returns in each child, with its request."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    replies: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([requests.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, 4096)
            _tell_of_the_ended(replies)
        if requests.fileno() not in ready:
            continue
        received = _received(requests)
        if received is None:
            os._exit(0)
        request, reply = received
        child = os.fork()
        if child == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            requests.close()
            for number in (woken, wake, reply, *replies.values()):
                os.close(number)
            return request
        for number in request.streams:
            os.close(number)
        replies[child] = reply
        _say(reply, child)


def _received(requests: socket.socket) -> tuple[Request, int] | None:
    """The next request, and the pipe in which its asker waits for an answer; None where nobody is left to ask."""
    head, streams, _, _ = socket.recv_fds(requests, LENGTH.size, 4)
    if not head:
        return None
    *streams, reply = streams
    body = bytearray()
    length = LENGTH.unpack(head)[0]
    while len(body) < length:
        body += requests.recv(length - len(body))
    asked: dict[str, Any] = json.loads(body)
    return Request(**asked, streams=streams), reply


def _tell_of_the_ended(replies: dict[int, int]) -> None:
    while replies:
        child, status = os.waitpid(-1, os.WNOHANG)
        if not child:
            return
        reply = replies.pop(child)
        _say(reply, os.waitstatus_to_exitcode(status))
        os.close(reply)


def _say(reply: int, number: int) -> None:
    with suppress(BrokenPipeError):  # whoever asked has given up waiting
        os.write(reply, b"%d\n" % number)


def become(request: Request) -> None:
    """Be the process that the request asks for, as far as an interpreter makes it one when it starts."""
    if request.new_session:
        os.setsid()
    os.environ.clear()
    os.environ.update(request.environment)
    time.tzset()
    os.chdir(request.folder)
    if request.umask >= 0:
        os.umask(request.umask)
    for number, given in enumerate(request.streams):
        os.dup2(given, number)
        os.close(given)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = _stream(number, getattr(sys, name))
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.argv = request.argv


def _stream(number: int, like: TextIO) -> io.TextIOWrapper:
    """A standard stream as the interpreter makes it (`create_stdio` in CPython); encoding and errors are those it chose
    for the server, which was started with the same locale."""
    mode = "r" if number == 0 else "w"
    buffer = open(number, f"{mode}b", closefd=False)  # noqa: SIM115
    at_terminal = os.isatty(number)
    return io.TextIOWrapper(buffer, like.encoding, like.errors, newline="\n", line_buffering=at_terminal or number == 2)


def _import_all() -> Callable[[], None]:
    import cups_course
    from cups_course.__main__ import main

    for ours in pkgutil.walk_packages(cups_course.__path__, "cups_course."):
        module = importlib.import_module(ours.name)
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for name in _imported_in(source) - {_LOOKS_AROUND}:
            with suppress(ImportError):  # another system's
                importlib.import_module(name)
    # What is here now is never garbage: a collection in a child would copy all of it.
    gc.collect()
    gc.freeze()
    return main


def _imported_in(source: str) -> set[str]:
    """The modules that a module imports, also those that it imports only where a function needs them."""
    return set(re.findall(r"^ *(?:from|import) ([\w.]+)(?: import .*| as \w+)?(?:  #.*)?$", source, re.MULTILINE))


def end_after(command: Callable[[], None]) -> NoReturn:
    """Run the command and end as the interpreter ends after a script. It does not take itself apart before: that would
    touch, and so copy, all that a child shares with the server."""
    code = 0
    try:
        command()
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            code = ended.code or 0
        else:
            sys.stderr.write(f"{ended.code}\n")
            code = 1
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    except BaseException:  # noqa: BLE001
        sys.excepthook(*sys.exc_info())
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = 120
    os._exit(code & 0xFF)


if __name__ == "__main__":
    command = _import_all()
    become(serve(socket.socket(fileno=int(sys.argv[1]))))
    end_after(command)
