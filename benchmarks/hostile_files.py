"""Files made to keep a reader busy are read or refused in bounded time and memory.

    python benchmarks/hostile_files.py [--short] [--only WORDS] [--commands]

Every shape is made at one size and at twice that, and read in a child process with limits on time and memory. Times are
processor time of the reading alone. The full run goes up to 20 MB, `--commands` hands the files to the installed
commands, with a store. The exit code is 1 if a bound was missed or anything came out but a reading or a refusal.
"""

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from hostile_shapes import ANSWERS, FORMS, KB, MB, THREADS

from cups_course.errors import CourseError
from cups_course.reader.form import read_form
from cups_course.reader.own_document import read_document
from cups_course.reader.reading import parse_source, read_thread
from cups_course.reader.zip import pages_in_zip
from cups_course.saved.containers import Source

SHORT, FULL = (20 * KB, 40 * KB), (MB // 2, MB, 20 * MB)
PROGRAM = '[program]\nname = "Garden"\n[[courses]]\nnumber = 2\n[[courses.discussions]]\nnumber = 2\ntitle = "Peas"\n'
WANTED_SECONDS = {MB: 2.0, 20 * MB: 30.0}
WANTED_GROWTH, TOO_SHORT_TO_COMPARE = 2.3, 0.5
WANTED_MEMORY = 500 * MB
PATIENCE = 60
"""Seconds of processor time after which a child is ended."""
ROOM = 3 * 2**30


# --- how a file is read ----------------------------------------------------------------------------------------------


def read_as_thread(data: bytes) -> None:
    """As `import FILE` reads it."""
    for page in pages_in_zip(Source("file", data)):
        read_thread(parse_source(page))


def read_as_form(data: bytes) -> None:
    """As `form --attach FILE` reads it."""
    read_form(data, name="file")


def read_as_answers(data: bytes) -> None:
    """As `import --answers FILE` reads it, before the answers find their questions."""
    read_document(data, name="file")


def call_command(read: Callable[[bytes], None], data: bytes) -> bool:
    """Have the command that reads such a file do so, with a store. Whether it says that it read it."""
    from cups_course.__main__ import main

    with tempfile.TemporaryDirectory() as folder:
        file, outline = Path(folder, "file"), Path(folder, "outline.toml")
        file.write_bytes(data)
        outline.write_text(PROGRAM, encoding="utf-8")
        store = ["--store", str(Path(folder, "courses.db"))]
        lines: dict[Callable[[bytes], None], list[str]] = {
            read_as_thread: ["import", str(file), "--course", "2", "--discussion", "2"],
            read_as_form: ["form", "2", "--attach", str(file)],
            read_as_answers: ["import", "--answers", str(file), "2.2"],
        }
        for line in (["program", "add", str(outline)], lines[read]):
            sys.argv = ["cups-course", *store, *line]
            try:
                main()
            except SystemExit as end:
                code = end.code
        return not code


SHAPES = {
    f"{kind}: {name}": (read, make)
    for kind, read, shapes in (
        ("thread", read_as_thread, THREADS),
        ("form", read_as_form, FORMS),
        ("answers", read_as_answers, ANSWERS),
    )
    for name, make in shapes.items()
}


# --- what came of it -------------------------------------------------------------------------------------------------


class Came(NamedTuple):
    """What came of reading a file, the processor time it took, and the most memory that it had then."""

    what: str
    seconds: float
    memory: int


def read_in_child(shape: str, size: int, *, commands: bool) -> Came:
    """Make the file and read it, in a process of its own."""
    receiving, sending = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_read, args=(shape, size, commands, sending))
    child.start()
    sending.close()
    try:
        came: Came = receiving.recv()
    except EOFError:
        came = Came("ended", PATIENCE, 0)
    child.join()
    return came


def _read(shape: str, size: int, commands: bool, answer: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    read, make = SHAPES[shape]
    data = make(size)
    begin, what = time.process_time(), "read"
    try:
        if commands:
            what = "read" if call_command(read, data) else "refused"
        else:
            read(data)
    except CourseError:
        what = "refused"
    except BaseException:  # noqa: BLE001 - whatever it is, it is what this run looks for
        what = "broken"
        traceback.print_exc(limit=-3)
    answer.send(Came(what, time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KB))


def misses(came: dict[int, Came]) -> list[str]:
    """The bounds that a shape missed, by what came of it at each size."""
    missed = [one.what for one in came.values() if one.what not in ("read", "refused")]
    missed += ["time" for size, one in came.items() if one.seconds > WANTED_SECONDS.get(size, PATIENCE)]
    missed += ["memory" for one in came.values() if one.memory > WANTED_MEMORY]
    if (growth_of(came) or 0) > WANTED_GROWTH:
        missed.append("growth")
    return list(dict.fromkeys(missed))


def growth_of(came: dict[int, Came]) -> float | None:
    """How much longer twice the size took; None where it took no time, or only one of them was read."""
    half, whole = (came[size] for size in (min(came), sorted(came)[:2][-1]))
    if half is whole or whole.seconds < TOO_SHORT_TO_COMPARE or half.what != whole.what:
        return None
    return whole.seconds / max(half.seconds, 0.001)


def main() -> int:
    """Read all shapes and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--short", action="store_true", help="small files, the half only of what took long")
    parser.add_argument("--only", default="", metavar="WORDS", help="only shapes with these words in their names")
    parser.add_argument("--sizes", type=int, nargs="+", metavar="KB", help="other sizes, the second twice the first")
    parser.add_argument("--commands", action="store_true", help="through the commands, with a store")
    options = parser.parse_args()
    sizes = [size * KB for size in options.sizes] if options.sizes else SHORT if options.short else FULL

    columns = "".join(f"{f'{size // KB:,} KB':>12}" for size in sizes)
    print(f"{'shape':<46}{columns}{'growth':>8}{'memory':>9}  came")
    failed = 0
    for shape in SHAPES:
        if options.only not in shape:
            continue
        came: dict[int, Came] = {}
        for size in sizes if not options.short else reversed(sizes):
            came[size] = read_in_child(shape, size, commands=options.commands)
            if options.short and came[size].seconds < TOO_SHORT_TO_COMPARE:
                break
            if (growth_of(came) or 0) > WANTED_GROWTH if len(came) == 2 else False:  # the machine may be busy
                for again in sizes[:2]:
                    other = read_in_child(shape, again, commands=options.commands)
                    came[again] = min(came[again], other, key=lambda one: one.seconds)
        missed = misses(came)
        failed += bool(missed)
        times = "".join(f"{came[size].seconds:>10.2f} s" if size in came else " " * 12 for size in sizes)
        growth = growth_of(came)
        memory = max(one.memory for one in came.values()) // MB
        last = came[sizes[-1]].what
        print(
            f"{shape:<46}{times}{f'{growth:.1f}' if growth else '':>8}{memory:>6} MB  {last}"
            f"{'  MISSED: ' + ', '.join(missed) if missed else ''}",
            flush=True,
        )
    print(f"{failed} shapes missed a bound.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
