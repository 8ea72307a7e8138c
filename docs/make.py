"""Writes what in docs/ is generated as text: the command reference, the manual page, pictures of the terminal, the
demo's story.

python docs/make.py                        writes it
python docs/make.py --check                only says whether it is up to date (exit 1 where it is not)
python docs/make.py --check commands.md    and looks at this file alone
"""

import re
import subprocess
import sys
import tempfile
from functools import partial
from io import StringIO
from itertools import takewhile
from pathlib import Path

from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).parent
DEMO = DOCS.parent / "examples" / "demo.py"
sys.path[:0] = [str(DEMO.parent), str(DOCS.parent / "tests"), str(DOCS.parent)]
import demo  # noqa: E402  (examples/ is no package: it is there to be read)
from docs.man_page import man_page  # noqa: E402

from docs import reference  # noqa: E402
from journeys.driver import Answer, Person  # noqa: E402

_COLUMNS = 80
_FONTS = "ui-monospace, Cascadia Mono, Menlo, Consolas, DejaVu Sans Mono"


# --- commands.md: from the commands themselves, so that no page can promise what the tool does not do ----------------

_INTRODUCTION = """\
# Every command

`make docs` writes this page from the commands themselves. `cups-course COMMAND --help` says the same, with examples.

`2` is a course, `2.2` a discussion, `2.2.1` its first question, `2.2.quiz` a task, `2.form` the evaluation form,
`2.2@oakleaf` your reply to a peer. `ldp-2020/2.2` names the program too.

Results go to standard output, messages to standard error. Exit code 0 means done, 1 that a message says what to fix,
2 that the command line is wrong.
"""


def commands_page() -> str:
    """The command reference, in the order of `--help`."""
    lines = [_INTRODUCTION, "Every command takes:", "", *_listed(reference.everywhere())]
    for title, entries in reference.groups():
        lines += ["", f"## {title}"]
        for entry in entries:
            lines += ["", f"{'####' if ' ' in entry.name else '###'} {entry.name}", "", f"`{entry.usage}`"]
            lines += ["", entry.purpose, "", *_listed(entry.parameters)]
    return "\n".join(lines) + "\n"


def _listed(parameters: list[tuple[str, str]]) -> list[str]:
    return [f"- `{name}`: {words}" for name, words in parameters]


# --- status.svg and form-walk.svg: the checklist in the middle of the demo, and the form at its end ------------------


def picture() -> str:
    """The bare `cups-course` of the demo's story, as a terminal shows it."""
    with tempfile.TemporaryDirectory(prefix="cups-course-docs-") as folder:
        plum = Person(Path(folder))
        _do_as_in_the_demo(plum, before="cups-course")
        seen = demo.run(demo.Step("", "cups-course"), demo.surroundings(plum.store, colour=True))
    return _svg("cups-course", seen, "cups-course-status")


def picture_of_the_walk() -> str:
    """The first fields of the form, as a terminal shows them to somebody who walks through it."""
    with tempfile.TemporaryDirectory(prefix="cups-course-docs-") as folder:
        plum = Person(Path(folder))
        write_for_the_form(plum)
        keys: list[Answer] = [("[Enter next", lambda key=key: key) for key in (b"\n", b"\n", b"q\n")]  # type: ignore[misc]
        seen = plum.at_terminal("form", "1", asked=keys, env={"TERM": "xterm"}, columns=_COLUMNS).text
    return _svg("cups-course form 1", re.sub(r"\x1b\]52;.*?\a", "", seen), "cups-course-form")


def write_for_the_form(person: Person) -> None:
    """Do what the demo does before it fills in the form."""
    _do_as_in_the_demo(person, before="cups-course form 1 --prefill")


def _do_as_in_the_demo(person: Person, *, before: str) -> None:
    """Do its steps up to this one. They are forked: only the story itself starts each of its commands."""
    for step in takewhile(lambda one: one.line != before, demo.STORY):
        words, piped = demo.typed(step)
        ended = person.run(
            *(str(DOCS.parent / one) if one.startswith("examples/") else one for one in words), typed=piped
        )
        if ended.code not in step.exit_codes:
            sys.exit(f"{ended.err}\n`{step.line}` ended with exit code {ended.code}.")


def _svg(line: str, seen: str, name: str) -> str:
    typed = Text.assemble(("$ ", "dim"), (f"{line}\n\n", "bold"))
    screen = Console(record=True, width=_COLUMNS, file=StringIO(), highlight=False)
    screen.print(typed.append_text(Text.from_ansi(seen)))
    svg = screen.export_svg(title="cups-course", unique_id=name)
    # Rich's own style asks a far-away host for its font. A picture of ours fetches nothing.
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code", _FONTS)


# --- demo.txt: what `make demo` prints -------------------------------------------------------------------------------


def story(told_by: Path) -> str:
    """What a story of examples/ prints."""
    told = subprocess.run([sys.executable, told_by], stdout=subprocess.PIPE, encoding="utf-8")
    if told.returncode:
        sys.exit(told.returncode)
    return told.stdout


_FILES = (
    ("commands.md", commands_page),
    ("cups-course.1", man_page),
    ("status.svg", picture),
    ("form-walk.svg", picture_of_the_walk),
    ("demo.txt", partial(story, DEMO)),
    ("whole-program.txt", partial(story, DEMO.with_name("whole_program.py"))),
)


def main() -> int:
    """Write the files, or with --check say which of them are stale."""
    stale = []
    named = [one for one in sys.argv[1:] if one != "--check"]
    for name, make in _FILES:
        if named and name not in named:
            continue
        text = "\n".join(line.rstrip() for line in make().splitlines()) + "\n"
        file = DOCS / name
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv[1:]:
            file.write_text(text, encoding="utf-8", newline="\n")
            print(f"docs/{name} is written.")
    if "--check" not in sys.argv[1:]:
        return 0
    for name in stale:
        print(f"docs/{name} is not up to date. `make docs` writes it anew.", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
