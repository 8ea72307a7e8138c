"""The way in: `cups-course`, or `python -m cups_course`."""

import os
import sys

COMPLETE = "__complete"
"""The first word of a call by which a shell asks what Tab may offer."""


def main() -> None:
    """Run the command line with output that is UTF-8 with `\\n` on every system, whatever the code page."""
    if sys.getfilesystemencoding() == "ascii":
        # A locale that knows no letter beyond ASCII, and a Python told to obey it: names of files and people would
        # be lost, so it is asked once more, in its UTF-8 mode.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "cups_course", *sys.argv[1:]])
    import gc

    # A command lives for milliseconds. Collecting while importing, and once more at the end, is a quarter of the
    # time of `status` (benchmarks/start.py); what is opened is closed by name, never left to the collector.
    gc.disable()
    # Python gives None for a stream that was closed before it began (`>&-`).
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    if sys.argv[1:2] == [COMPLETE]:
        from cups_course.cli.completion.lines import answer

        answer(sys.argv[2:])
        return
    from cups_course.cli.app import app

    try:
        app(prog_name="cups-course")
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
