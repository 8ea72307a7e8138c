"""`cups-course program new`: what is asked, and the file that is written."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from cups_course.course.errors import NotSaved, WrongUsage
from cups_course.course.placing import OWN_PROGRAM
from cups_course.course.references import is_key
from cups_course.course.wording import clean
from cups_course.programs.reader import A_KEY, MOST_QUESTIONS
from cups_course.programs.templates import SCHEMA_NAME, NewCourse, outline_schema, outline_template
from cups_course.system.files import write_text
from cups_course.system.texts import can_ask
from cups_course.view.screen import command_line, say


def write_new(
    key: str | None, title: str | None, courses: Sequence[str] | None, output: Path | None, *, with_schema: bool
) -> None:
    """Write the beginning of an outline; what is not given is asked where somebody can answer.

    Raises WrongUsage, or NotSaved where the file is there already.
    """
    asking = can_ask() and key is None
    if key is None and not asking:
        raise WrongUsage("NEW is missing. Say how the program is to be named:", "cups-course program new kind-leaders")
    key = _asked("How is it to be named in references, such as kind-leaders-2026") if key is None else key
    if not is_key(key) or key == OWN_PROGRAM:
        raise WrongUsage(f"{key} cannot be the key of an outline. It is {A_KEY}.")
    title = title if title is not None else _asked("What is the program called") if asking else ""
    known = list(_courses_asked()) if asking and not courses else [_course(one) for one in courses or ()]
    path = output or Path(f"{key}.toml")
    if path.exists():
        raise NotSaved(
            f"{path} is there already and was left as it is. Another name for the new one:",
            f"cups-course program new {key} --output OTHER.toml",
        )
    text = outline_template(key, title or key, known or [NewCourse("")], file=clean(path.name), with_schema=with_schema)
    write_text(path, text, force=False)
    say(f"{path} is written. Fill in what you know, then:")
    if with_schema:
        _write_schema(path.parent / SCHEMA_NAME)
    say(command_line(f"cups-course program check {path}"), command_line(f"cups-course program add {path}"))


def _write_schema(path: Path) -> None:
    if path.exists() and path.read_bytes() != outline_schema().encode("utf-8"):
        say(f"{path} is there already and was left as it is.")
    elif not path.exists():
        write_text(path, outline_schema(), force=False)


def _course(said: str) -> NewCourse:
    """`TITLE` or `TITLE=5`."""
    form = re.fullmatch(r"(?s)(.*)=\s*(\d+)\s*", said)
    if form and not _is_count(form[2]):
        raise WrongUsage(f"A course can be begun with 1 to {MOST_QUESTIONS} discussions, not {form[2]}.")
    return NewCourse(form[1], int(form[2])) if form else NewCourse(said)


def _is_count(digits: str) -> bool:
    return re.fullmatch(r"[0-9]{1,2}", digits) is not None and int(digits) > 0


def _courses_asked() -> Iterator[NewCourse]:
    number = 1
    while title := _asked(f"What is course {number} called (Enter alone: no more)", default=""):
        while not _is_count(discussions := _asked("  How many discussions has it", default="1")):
            say(f"  Please type a number from 1 to {MOST_QUESTIONS}.")
        yield NewCourse(title, int(discussions))
        number += 1


def _asked(question: str, default: str | None = None) -> str:
    said: str = typer.prompt(question, default=default, show_default=bool(default), err=True, prompt_suffix="? ")
    return said.strip()
