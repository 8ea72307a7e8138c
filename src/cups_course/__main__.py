"""The way in: `cups-course`, or `python -m cups_course`."""

import sys


def main() -> None:
    """Run the command line with output that is UTF-8 with `\\n` on every system, whatever the code page."""
    import gc

    # A command lives for milliseconds. Collecting while importing, and once more at the end, is a quarter of the
    # time of `status` (benchmarks/start.py); what is opened is closed by name, never left to the collector.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    from cups_course.cli.app import app

    try:
        app(prog_name="cups-course")
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
