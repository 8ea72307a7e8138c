"""Where a process stands, by the calls to the system with which it changes files: it can be stopped before any of them.

Linux only, by ptrace(2); a process may trace its own children without any right of its own.
"""

import ctypes
import os
import platform
import signal
import struct
import sys

from safety.calls import Child

_TRACEME, _SYSCALL, _KILL, _DETACH, _SETOPTIONS, _SYSCALL_INFO = 0, 24, 8, 17, 0x4200, 0x420E
_MARK_SYSCALLS, _EXIT_WITH_TRACER, _MARKED = 1, 0x100000, signal.SIGTRAP | 0x80
_ENTERED = 1

# The numbers of the calls that change a file, a folder or what others are told, and of the end itself.
_CHANGING = {
    "x86_64": {
        *(1, 18, 20, 40, 296, 326),  # write pwrite64 writev sendfile pwritev copy_file_range
        *(74, 75, 76, 77),  # fsync fdatasync truncate ftruncate
        *(82, 264, 316, 83, 258, 84, 87, 263, 86, 265),  # rename.. mkdir.. rmdir unlink.. link..
        *(90, 91, 268, 452),  # chmod..
        231,  # exit_group
    },
    "aarch64": {64, 66, 68, 70, 71, 285, 45, 46, 82, 83, 38, 276, 34, 35, 37, 52, 53, 452, 94},
}
_OPENING = {"x86_64": {2: 1, 257: 2}, "aarch64": {56: 2}}
"""Opening, with the place of its flags: a step where it may make a file."""


def why_not() -> str | None:
    """Why no process can be stopped at a step here; None where it can."""
    if sys.platform != "linux":
        return "only Linux can stop a process at a call to the system"
    if platform.machine() not in _CHANGING:
        return f"the calls to the system of {platform.machine()} are not known here"
    return None


class Traced:
    """A child that runs step by step. It has to be started with `be_traced` as its `before`."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.steps = 0
        self._changing = _CHANGING[platform.machine()]
        self._opening = _OPENING[platform.machine()]
        status = self._wait()
        if not os.WIFSTOPPED(status):
            raise OSError("the child cannot be traced here")
        _ptrace(_SETOPTIONS, child.number, 0, _MARK_SYSCALLS | _EXIT_WITH_TRACER)

    def run_to(self, step: int) -> bool:
        """Let it run until it is about to take this step; False where it came to its end before."""
        deliver = 0
        while True:
            _ptrace(_SYSCALL, self.child.number, 0, deliver)
            deliver = 0
            status = self._wait()
            if not os.WIFSTOPPED(status):
                self.child.has_ended(status)
                return False
            stopped = os.WSTOPSIG(status)
            if stopped != _MARKED:
                # An exec stops it with a bare SIGTRAP, which is not for the program.
                deliver = 0 if stopped == signal.SIGTRAP else stopped
            elif self._at_a_step():
                self.steps += 1
                if self.steps == step:
                    return True

    def kill(self) -> None:
        """Kill it where it stands; the step is not taken."""
        self.child.kill()
        status = self._wait()
        while os.WIFSTOPPED(status):
            status = self._wait()
        self.child.has_ended(status)

    def let_go(self) -> None:
        """Let it run on at its own pace."""
        _ptrace(_DETACH, self.child.number, 0, 0)

    def _wait(self) -> int:
        return os.waitpid(self.child.number, 0)[1]

    def _at_a_step(self) -> bool:
        buffer = ctypes.create_string_buffer(88)
        _ptrace(_SYSCALL_INFO, self.child.number, len(buffer), buffer)
        if buffer.raw[0] != _ENTERED:
            return False
        number, *arguments = struct.unpack_from("=7Q", buffer.raw, 24)
        if number in self._opening:
            return bool(arguments[self._opening[number]] & (os.O_CREAT | os.O_TRUNC))
        return number in self._changing


def be_traced() -> None:
    """What the child does before it begins."""
    _ptrace(_TRACEME, 0, 0, 0)
    os.kill(os.getpid(), signal.SIGSTOP)


def _ptrace(request: int, process: int, address: int, data: object) -> None:
    call = _library.ptrace
    if call(ctypes.c_long(request), ctypes.c_long(process), ctypes.c_void_p(address), _pointer(data)) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"ptrace: {os.strerror(number)}")


def _pointer(data: object) -> object:
    return ctypes.c_void_p(data) if isinstance(data, int) else data


_library = ctypes.CDLL(None, use_errno=True)
_library.ptrace.restype = ctypes.c_long
