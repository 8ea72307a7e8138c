"""Each command, once as it is installed and once forked (forked.py): whoever calls it cannot tell one from the other.

So every command is tried as a real process here; the other journeys may fork their calls.
"""

import re
import shlex
import shutil
from collections.abc import Iterator, Mapping

import pytest
from typer._click.core import Command, Context
from typer.main import get_command

from cups_course.cli.app import app
from journeys.driver import KIND_LEADERS, STEADY_LATER, Ended, Person, Seen
from journeys.locales import LOCALES

CALLS = {
    "status": "--json",
    "next": "",
    "answer": "1.1.1 'To listen. 🙂'",
    "posted": "1.2 --on 2026-11-03",
    "peers": "1.2",
    "reply": "1.2 Wren 'Thank you!'",
    "import": f"{STEADY_LATER} --json",
    "me": "PlumTree7",
    "show": "1.2",
    "open": "1.2",
    "thread": "1.2 --full",
    "question add": "1.2 'Why so steady?'",
    "question edit": "1.2.1 'What does steady mean?'",
    "question drop": "1.2.3",
    "question split": "1.2.1 'What is steady?' 'What is service?'",
    "question merge": "1.2.1 1.2.2",
    "cohort": "1",
    "check": "1",
    "form": "1 --json",
    "export": "1 --format markdown",
    "profile": "email plum@example.org",
    "done": "1.form",
    "plan": "1 --per-week 5",
    "pause": "1.3",
    "resume": "1.3",
    "stats": "--json",
    "search": "kettle",
    "history": "1.2.1",
    "undo": "",
    "redo": "",
    "backup": "kept.db",
    "help": "--all",
    "doctor": "",
    "merge": "none.db",
    "forget": "1.2.1 --yes",
    "program list": "",
    "program add": "ldp-2020",
    "program use": "kind-leaders",
    "program new": "my-program --course Asking=3",
    "program check": str(KIND_LEADERS),
    "program remove": "kind-leaders",
    "program show": "kind-leaders --format toml",
    "note": "1.2 'Ask Fern.'",
    "link": "1.2 https://forum.example/steady_77/",
    "move": "1.2 2.9",
    "remove": "1.4",
    "settings": "",
    "completion": "bash",
}
"""A call of each command that PlumTree7 could make. Where something is missing, what is said of it is compared."""


def every_command(command: Command, context: Context, path: str = "") -> Iterator[str]:
    for name in command.list_commands(context):  # type: ignore[attr-defined]
        inner = command.get_command(context, name)  # type: ignore[attr-defined]
        if hasattr(inner, "list_commands"):
            yield from every_command(inner, context, f"{path}{name} ")
        else:
            yield f"{path}{name}"


def test_no_command_is_left_out() -> None:
    group = get_command(app)
    assert set(every_command(group, Context(group))) == CALLS.keys()


def twice(person: Person, *words: str) -> tuple[Ended, Ended]:
    """What a real and a forked call leave behind, each made in the same home."""
    before = person.home.with_name("before")
    shutil.copytree(person.home, before)
    real = person.run(*words, real=True)
    shutil.rmtree(person.home)
    shutil.copytree(before, person.home)
    return without_times(real), without_times(person.run(*words))


def without_times(ended: Ended) -> Ended:
    """What a call left behind, without the time in the name of the day's backup."""
    time, none = rb"\d{4}-\d\d-\d\dT\d{6}Z", b"TIME"
    return Ended(ended.code, re.sub(time, none, ended.stdout), re.sub(time, none, ended.stderr))


@pytest.mark.parametrize("command", CALLS)
def test_a_forked_call_says_what_a_real_one_says(plum: Person, command: str) -> None:
    real, forked = twice(plum, *command.split(), *shlex.split(CALLS[command]))
    assert "Traceback" not in real.err
    assert real.code < 2, real.err
    assert forked == real


@pytest.mark.parametrize(
    "words", [("--version",), ("--help",), ("nonsense",), ("status", "9.9"), ("answer",)], ids=" ".join
)
def test_its_end_is_the_same_too(plum: Person, words: tuple[str, ...]) -> None:
    real, forked = twice(plum, *words)
    assert forked == real


@pytest.mark.parametrize("locale", LOCALES, indirect=True)
def test_both_take_words_alike_in_every_locale(plum: Person, locale: Mapping[str, str]) -> None:
    real, forked = twice(plum, "reply", "1.2", "Bärbel İı 🙂", "Grüße – 日本語")
    assert real.code == 0 and "Bärbel İı 🙂" in real.out
    assert forked == real


def test_both_see_the_same_terminal(plum: Person) -> None:
    def seen(*words: str, real: bool) -> Seen:
        return plum.at_terminal(*words, columns=70, rows=20, typed=b"n\n", real=real)

    for words in (("status",), ("forget", "1.2.1"), ("__complete", "bash", "")):
        assert seen(*words, real=False) == seen(*words, real=True)
