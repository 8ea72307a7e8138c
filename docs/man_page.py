"""The manual page, in the man macros that every `man` knows."""

import re
from collections.abc import Iterator
from importlib.metadata import version
from textwrap import wrap

from docs import reference

_DAY = "2026-11-25"
"""The day of the version."""

_WIDTH = 72
"""Letters in a line of the source, before some are written as two."""

_BEGINNING = """\
.SH NAME
cups-course \\- keeps track of a forum course
.SH SYNOPSIS
.B cups-course
[\\fI\\,OPTIONS\\/\\fR] [\\fI\\,COMMAND\\/\\fR ...]
.SH DESCRIPTION
A leadership course in a forum asks you to answer questions and reply to
peers, and ends with an evaluation form that asks for every answer again.
.B cups-course
reads saved pages of its threads, keeps your answers and replies in one file
on your computer, shows what is left, and fills in the form from what you
wrote. It never goes online.
.PP
Without a command it shows the checklist, as
.B cups-course status
does.
.SS References
.B 2
is a course,
.B 2.2
a discussion,
.B 2.2.1
its first question,
.B 2.2.quiz
a task,
.B 2.form
the evaluation form,
.B 2.2@oakleaf
your reply to a peer, and
.B ldp\\-2020/2.2
says in which program.
.SH OPTIONS
These work before or after any command.
"""
_END = """\
.SH ENVIRONMENT
.TP
.B CUPS_COURSE_STORE
The file that holds everything you save, unless
.B \\-\\-store
names another.
.TP
.B CUPS_COURSE_PLAIN
1 means
.BR \\-\\-plain .
.TP
.BR CUPS_COURSE_PAGER ", " PAGER
The pager for output that is longer than the screen. Empty means none.
.TP
.BR VISUAL ", " EDITOR
The editor for answers.
.TP
.B NO_COLOR
Any value turns colours off.
.SH FILES
.TP
.I ~/.local/share/cups\\-course/courses.db
The store on Linux. macOS and Windows use their own folders.
.TP
.I settings.json
In the same folder: the values of
.BR "cups\\-course settings" .
.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
A message says what to fix, or
.B check
found something missing.
.TP
.B 2
The command was typed wrongly.
"""


def man_page() -> str:
    """cups-course(1)."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield '.\\" Written by `make docs` from the commands themselves, so please change those.'
    yield f'.TH CUPS\\-COURSE 1 {_DAY} "cups\\-course {version("cups-course")}" "User Commands"'
    yield _BEGINNING.rstrip("\n")
    for name, words in reference.everywhere():
        yield from _item(name, words)
    yield ".SH COMMANDS"
    for title, entries in reference.groups():
        yield f".SS {_escaped(title)}"
        for entry in entries:
            yield from _entry(entry)
    yield _END.rstrip("\n")


def _entry(entry: reference.Entry) -> Iterator[str]:
    yield from _item(entry.usage, entry.purpose)
    if entry.parameters:
        yield ".RS"
        for name, words in entry.parameters:
            yield from _item(name, words)
        yield ".RE"
    if entry.examples:
        yield from (".IP", ".EX", *map(_escaped, entry.examples), ".EE")


def _item(name: str, words: str) -> Iterator[str]:
    yield from (".TP", f".B {_escaped(name, quoted=True)}")
    yield from map(_escaped, wrap(words, _WIDTH, break_on_hyphens=False, break_long_words=False) or ["\\&"])


def _escaped(text: str, *, quoted: bool = False) -> str:
    """A line of text that no macro and no letter of roff is read into; `quoted` as the argument of a macro."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    safe = re.sub(r"^\.", r"\\&.", safe)
    return f'"{safe.replace(chr(34), chr(34) * 2)}"' if quoted else safe
