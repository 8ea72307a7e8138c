"""Killed in the middle, or two at once: what was typed is there afterwards."""

import signal
import subprocess

import pytest

from journeys.driver import COMMAND, PATIENCE, Person, discussions

pytestmark = pytest.mark.real

KILLED = -signal.SIGKILL


@pytest.mark.parametrize("first", ["saved, then killed", "killed, then saved"])
def test_what_was_typed_is_there_when_the_tool_is_killed_under_the_editor(leader: Person, first: str) -> None:
    steps = ["write(_2_2_1='Typed before the end.')", f"import os; os.kill(os.getppid(), {int(signal.SIGKILL)})"]
    if first == "killed, then saved":
        steps.reverse()
    # The call returns when the editor, too, has let go of the output.
    assert leader.run("answer", "2.2", env=leader.editor("\n".join(steps))).code == KILLED
    assert leader.versions() == []
    leader.did("answer", "2.2", env=leader.editor("Path('seen.md').write_text(text, encoding='utf-8')"))
    assert "Typed before the end." in (leader.home / "seen.md").read_text(encoding="utf-8")
    assert leader.exported("2.2")["2.2.1"] == "Typed before the end."


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_was_typed_is_there_when_the_terminal_goes_away(leader: Person, sign: signal.Signals) -> None:
    body = f"write(_2_2_1='Typed before the end.')\nimport os; os.kill(os.getppid(), {int(sign)})"
    ended = leader.run("answer", "2.2", env=leader.editor(body))
    assert "Traceback" not in ended.err
    leader.did("answer", "2.2", env=leader.editor("pass"))
    assert leader.exported("2.2")["2.2.1"] == "Typed before the end."


def all_at_once(person: Person, *calls: tuple[str, ...]) -> list[int]:
    started = [person.start(*words) for words in calls]
    return [process.wait(PATIENCE) for process in started]


def test_two_answers_at_once_are_both_there(leader: Person) -> None:
    codes = all_at_once(leader, ("answer", "2.2.1", "The first."), ("answer", "2.2.2", "The second."))
    assert codes == [0, 0]
    assert leader.exported("2.2") == {"2.2": None, "2.2.1": "The first.", "2.2.2": "The second.", "2.2.3": None}


def test_many_answers_to_one_question_at_once_are_all_in_the_store(leader: Person) -> None:
    texts = [f"Version {number}." for number in range(6)]
    assert all_at_once(leader, *(("answer", "2.2.1", text) for text in texts)) == [0] * 6
    assert sorted(leader.versions()) == texts
    assert leader.exported("2.2")["2.2.1"] in texts


def test_two_first_commands_at_once_make_one_store(person: Person) -> None:
    assert all_at_once(person, ("program", "add", "ldp-2020"), ("me", "PlumTree7")) == [0, 0]
    assert person.json("me")["names"] == ["PlumTree7"]
    assert len(discussions(person.json("status"))) == 18


def test_two_editors_for_two_discussions_keep_both(leader: Person) -> None:
    inner = leader.editor("write(_2_3_1='In the second.')", name="inner.py")["EDITOR"]
    body = f"""
        import os, subprocess
        environment = {{**os.environ, "EDITOR": {inner!r}}}
        subprocess.run([{str(COMMAND)!r}, "answer", "2.3"], env=environment, check=True)
        write(_2_2_1="In the first.")
        """
    leader.did("answer", "2.2", env=leader.editor(body))
    assert leader.exported("2.2")["2.2.1"] == "In the first."
    assert leader.exported("2.3")["2.3.1"] == "In the second."


def test_the_store_is_sound_after_all_of_it(leader: Person) -> None:
    processes: list[subprocess.Popen[bytes]] = [leader.start("answer", "2.2.1", f"Text {n}") for n in range(5)]
    for process in processes:
        process.kill()
        process.wait(PATIENCE)
    assert leader.query("PRAGMA integrity_check") == ["ok"]
    leader.did("answer", "2.2.1", "Afterwards.")
    assert leader.exported("2.2")["2.2.1"] == "Afterwards."
