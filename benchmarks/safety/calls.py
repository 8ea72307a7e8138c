"""A call of the tool: the installed command as a process of its own, or its `main` in a child forked from a process
that has loaded it already, which is several times as fast. Both are real processes, which a real SIGKILL ends.
"""

import os
import pkgutil
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, NoReturn

COMMAND = Path(sys.executable).with_name("cups-course")
KILLED = -signal.SIGKILL
_CRASHED = 70


class Ended(NamedTuple):
    """How a call ended (the exit code, or the signal as a negative number) and what it said."""

    code: int
    out: str
    err: str

    @property
    def crashed(self) -> bool:
        """Whether it ended in another way than with a result or a sentence."""
        said = "Traceback" in self.err or "went wrong inside" in self.err
        return said or self.code not in (0, 1, KILLED) or (self.code == 1 and not self.err.strip())


class Call(NamedTuple):
    """What is called: the arguments, the environment beyond that of everybody, the largest file it may write."""

    arguments: tuple[str, ...]
    store: Path
    environment: Mapping[str, str] = {}
    largest: int | None = None
    whole: bool = False

    def with_environment(self, **more: str) -> "Call":
        """The same call with these variables too."""
        return self._replace(environment={**self.environment, **more})

    def run(self) -> Ended:
        """Run it to its end."""
        return self.start().ended()

    def start(self, before: Callable[[], object] = lambda: None) -> "Child":
        """Start it; `before` runs in the child, just before the tool does."""
        reading, writing = os.pipe()
        messages, telling = os.pipe()
        number = os.fork()
        if number:
            os.close(writing)
            os.close(telling)
            return Child(number, reading, messages)
        try:
            self._become(writing, telling, before)
        finally:
            os._exit(_CRASHED)

    def _become(self, out: int, err: int, before: Callable[[], object]) -> NoReturn:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.closerange(3, 64)
        home = str(self.store.parent)
        os.environ.clear()
        os.environ |= {"HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1"}
        os.environ |= {"CUPS_COURSE_STORE": str(self.store), **self.environment}
        if self.largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.largest, self.largest))
        if self.whole:
            before()
            os.execv(COMMAND, [str(COMMAND), *self.arguments])
        sys.argv = ["cups-course", *self.arguments]
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        from cups_course.__main__ import main

        before()
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:  # noqa: BLE001
            import traceback

            traceback.print_exc()
            code = _CRASHED
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


class Child:
    """A call that runs: its number, and the pipes into which it speaks."""

    def __init__(self, number: int, out: int, err: int) -> None:
        self.number = number
        self._pipes = out, err
        self._code: int | None = None

    def kill(self) -> None:
        """End it as nothing can be prepared for."""
        os.kill(self.number, signal.SIGKILL)

    def has_ended(self, status: int) -> None:
        """Somebody else has waited for it, and was told this."""
        self._code = os.waitstatus_to_exitcode(status)

    def ended(self) -> Ended:
        """Wait for it, and for whoever else holds its pipes: an editor may go on."""
        texts = []
        for pipe in self._pipes:
            with os.fdopen(pipe, encoding="utf-8", errors="replace") as file:
                texts.append(file.read())
        if self._code is None:
            self.has_ended(os.waitpid(self.number, 0)[1])
        assert self._code is not None
        return Ended(self._code, *texts)


def load_everything() -> None:
    """Import all of the tool, so that a forked child need not."""
    import cups_course

    for module in pkgutil.walk_packages(cups_course.__path__, "cups_course."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for heavy in ("filelock", "sqlite_utils", "platform", "shlex", "hashlib", "traceback"):
        import_module(heavy)
