"""The entry point: `cups-course`, or `python -m cups_course`."""

import os
import sys

COMPLETE = "__complete"
"""The first word of a call in which a shell asks for completions."""


def main() -> None:
    """Run the command line with output that is UTF-8 with `\\n` on every system, whatever the code page."""
    if sys.getfilesystemencoding() == "ascii":
        # In an ASCII locale names of files and people would be lost. Python's UTF-8 mode can only be set at its start.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "cups_course", *sys.argv[1:]])
    import gc

    # A command lives for milliseconds. Garbage collection while importing and at the end is a quarter of the time of
    # `status` (benchmarks/start.py). Nothing relies on it: what is opened is closed explicitly.
    gc.disable()
    from cups_course.system.files import write_for_owner_only

    write_for_owner_only()
    # Python gives None for a stream that was closed before it began (`>&-`).
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    if sys.argv[1:2] == [COMPLETE]:
        from cups_course.cli.completion.lines import print_completions  # only Tab needs it

        print_completions(sys.argv[2:])
        return
    from cups_course.cli.app import app  # only now, with the collector off

    try:
        app(prog_name="cups-course")
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
