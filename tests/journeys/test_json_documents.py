"""The JSON documents that the tool prints: one of each kind, of one person's courses, as scripts read them.

The documents stand beside this file in documents/. Where one is meant to change, this writes them anew; look at what
`git diff` says then, for a script of somebody's reads it:

    CUPS_COURSE_WRITE_DOCUMENTS=1 .venv/bin/pytest tests/journeys/test_json_documents.py
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer._click.core import Command, Context
from typer.main import get_command

from cups_course.cli.app import app
from journeys.driver import ASKING, EXAMPLES, KIND_LEADERS, STEADY, STEADY_LATER, Person

DOCUMENTS = Path(__file__).with_name("documents")
WRITING = "CUPS_COURSE_WRITE_DOCUMENTS" in os.environ

TODAY = date.today()
MONDAY = TODAY + timedelta(364 - TODAY.weekday())
"""One that is far from today, so that nothing is late."""

SAVED = 1_746_014_400
"""When the threads were saved: noon of 30 April 2025."""

KEEPERS = """
key = "lamp-keepers"
title = "Lamp Keepers Program"

[[task]]
kind = "oath"
text = "The keeper's oath"
words = "I will keep the light."

[[task]]
kind = "elective"
text = "An elective"
choices = ["Knots & Ropes", "Star Charts"]

[[course]]
number = 7
title = "Lanterns"

[[course.task]]
kind = "practicum"
text = "Lead an evening"
hours = 2.5

[[course.task]]
kind = "other"
text = "The weekly note"
every = "week"
times = 2

[[course.discussion]]
number = 1
title = "Wicks"
peer_replies = 1
questions = ["What do you trim?", "And what do you leave?"]

[[course.discussion.task]]
kind = "quiz"
text = "The quiz about wicks"
minimum = "8/10"
retakes = true

[[course.discussion]]
number = 2
title = "Glass"
questions = 1

[[course.form]]
title = "The form about lanterns"
"""


def _live_through_two_courses(person: Person) -> None:
    """Drafts, posted answers, versions, replies, notes, links, tasks with scores and hours, a form that was sent and
    one that was not, a plan, something set aside, something undone, something corrected and somebody's two names."""
    outline = person.file("lamp-keepers.toml", KEEPERS)
    for thread in (STEADY, STEADY_LATER, ASKING):
        os.utime(person.file(thread.name, thread.read_bytes()), (SAVED, SAVED))
    person.file("faulty.toml", KEEPERS.replace("number = 7", "number = -7"))
    steps: list[tuple[str | Path, ...]] = [
        ("program", "add", KIND_LEADERS),
        ("program", "add", outline),
        ("import", STEADY.name, "--me", "PlumTree7"),
        ("import", ASKING.name),
        ("answer", "1.1.1", "To carry home a lamp. 🙂"),
        ("answer", "1.3.1", "It is hard in the evening."),
        ("answer", "1.3.1", "It is hard in the evening,\nand easier at sea."),
        ("answer", "1.3", "All in one piece."),
        ("question", "edit", "1.3.2", "Describe a time when somebody's help turned your day around."),
        ("reply", "1.3", "Wren", "Thank you, Wren!", "--on", "2025-05-20"),
        ("reply", "1.2", "mosswalker", "I like how you", "--draft"),
        ("peers", "1.2", "--same", "oakleaf", "grandpaKnots"),
        ("note", "1.2", "Ask Fern about the kettle."),
        ("link", "1.2", "https://example.org/my-notes", "my notes"),
        ("done", "1.3.quiz", "--score", "9/10", "--on", "2025-05-21"),
        ("done", "1.3.watch", "--on", "2025-05-21"),
        ("profile", "email", "plum@example.org"),
        ("form", "1", "--attach", EXAMPLES / "forms" / "course-1-evaluation-google.html"),
        ("form", "1", "--match", "9=none"),
        ("answer", "7.1.1", "The edges."),
        ("answer", "7.1.2", "The middle."),
        ("posted", "7.1", "--on", "2025-05-03", "--url", "https://forum.example/wicks/7"),
        ("answer", "7.1.1", "The edges, and only in the evening."),
        ("answer", "7.2", "Glass is slow water."),
        ("reply", "7.1", "Wren", "--sent", "--on", "2025-05-04"),
        ("done", "7.1.quiz", "--score", "7/10", "--on", "2025-05-05"),
        ("done", "7.1.quiz", "--score", "9/10", "--on", "2025-05-06"),
        ("done", "7.practicum", "--hours", "1:30", "--on", "2025-05-07", "--note", "Led with Fern."),
        ("done", "elective", "--choose", "star"),
        ("done", "7.form", "--on", "2025-05-30"),
        ("answer", "7.2", "Glass is slow water, they say."),
        ("answer", "7.other", "This week I read about wicks."),
        ("plan", "1", "--from", f"{MONDAY}", "--by", f"{MONDAY + timedelta(25)}", "--rest", "sat,sun"),
        ("pause", "1.4", f"{MONDAY + timedelta(2)}"),
        ("pause", "oath"),
        ("answer", "7.1.2", "A mistake."),
        ("undo",),
        ("program", "use", "kind-leaders"),
    ]
    for words in steps:
        person.did(*words)


@pytest.fixture
def keeper(after: Callable[[Callable[[Person], None]], Person]) -> Person:
    """Somebody in the middle of two courses."""
    return after(_live_through_two_courses)


CALLS: dict[str, tuple[str, ...]] = {
    "backup": ("backup", "--list"),
    "check": ("check", "1"),
    "cohort": ("cohort", STEADY.name, ASKING.name),
    "doctor": ("doctor",),
    "everything": ("export", "--all"),
    "export": ("export",),
    "form": ("form", "1"),
    "form-sent": ("form", "7", "--show"),
    "history": ("history",),
    "history-of-an-answer": ("history", "1.3.1"),
    "import": ("import", STEADY_LATER.name),
    "import-of-several": ("import", STEADY.name, ASKING.name),
    "link": ("link", "1.2"),
    "me": ("me",),
    "next": ("next",),
    "note": ("note", "1.2"),
    "peers": ("peers", "1.2"),
    "plan": ("plan", "1"),
    "plans": ("plan",),
    "profile": ("profile",),
    "program-check": ("program", "check", "lamp-keepers.toml"),
    "program-check-of-a-faulty-one": ("program", "check", "faulty.toml"),
    "program-list": ("program", "list"),
    "program-show": ("program", "show", "lamp-keepers"),
    "search": ("search", "kettle"),
    "settings": ("settings",),
    "show": ("show", "1.2"),
    "show-of-an-answer": ("show", "1.3.1"),
    "stats": ("stats",),
    "status": ("status",),
    "thread": ("thread", "1.3"),
    "undo": ("undo",),
}
"""The kinds of documents, and a call that prints each; `--json` comes behind it."""


def _with_json(command: Command, context: Context, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command that has `--json`."""
    if any("--json" in parameter.opts for parameter in command.params):
        yield path
    for name in getattr(command, "list_commands", lambda _: [])(context):
        yield from _with_json(command.get_command(context, name), context, (*path, name))  # type: ignore[attr-defined]


def test_no_command_with_json_is_left_out() -> None:
    group = get_command(app)
    called = set(CALLS.values())
    for path in _with_json(group, Context(group)):
        assert any(words[: len(path)] == path for words in called), path


def test_there_is_no_document_without_a_call() -> None:
    assert {file.stem for file in DOCUMENTS.iterdir()} == CALLS.keys()


_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def _days() -> dict[str, str]:
    """The days that differ from run to run."""
    plan = {f"{MONDAY + timedelta(number)}": f"MONDAY+{number}" for number in range(26)}
    return plan | {f"{TODAY}": "TODAY", f"{date.today()}": "TODAY"}


def with_placeholders(printed: str, home: Path) -> str:
    """A document without what differs from run to run and from machine to machine.

    Every id becomes a number, by the order in which they come, so that it still shows which are the same.
    """
    numbers: dict[str, int] = {}
    printed = _ID.sub(lambda found: f"ID-{numbers.setdefault(found[0], len(numbers) + 1)}", printed)
    printed = printed.replace(str(home), "HOME").replace(f'"name": "{os.uname().nodename}"', '"name": "MACHINE"')
    for day, name in _days().items():
        printed = re.sub(rf"{day}T\d\d:?\d\d:?\d\dZ", "NOW", printed).replace(day, name)
    for pattern, name in (
        (rf'"({TODAY:%Y-%m}|{date.today():%Y-%m})"', '"THIS-MONTH"'),
        (r'"[0-9a-f]{64}"', '"DIGEST"'),
        (r'"size": \d+', '"size": "BYTES"'),
        (r"cups-course [\d.]+, Python \S+, SQLite [\d.]+, \w+ with", "VERSIONS with"),
    ):
        printed = re.sub(pattern, name, printed)
    return printed


@pytest.mark.parametrize("name", CALLS)
def test_a_document_is_as_scripts_know_it(keeper: Person, name: str) -> None:
    ended = keeper.run(*CALLS[name], "--json", env={"PATH": "/nowhere", **keeper.window()})
    assert "Traceback" not in ended.err
    printed = json.loads(with_placeholders(ended.out, keeper.home))
    file = DOCUMENTS / f"{name}.json"
    if WRITING:
        file.write_text(json.dumps(printed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert printed == json.loads(file.read_text(encoding="utf-8"))
