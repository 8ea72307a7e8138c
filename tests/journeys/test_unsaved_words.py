"""What was typed in an editor and is not kept yet: gone on with, mentioned, set aside, never lost."""

import json
import os
import signal
from pathlib import Path

import pytest

from journeys.driver import COMMAND, Person, one_line

WAITING = "You have unsaved text for 2.2:  cups-course answer 2.2\n"


def typed_and_not_kept(person: Person, ref: str, words: str) -> None:
    """Words below the last question of a discussion, whose editor ended with an error."""
    ended = person.run("answer", ref, env=person.editor(f"save(text + {words!r}); sys.exit(1)", name="bad editor.py"))
    assert ended.code == 1
    assert f"cups-course answer {ref}" in ended.err


def unsaved(person: Person) -> list[Path]:
    """The files in the folder where people write, without the tool's own."""
    return sorted(path for path in (person.home / "unsaved-answers").iterdir() if path.name[0] != ".")


def set_aside(person: Person) -> list[str]:
    """What stands in the files that were set aside."""
    return [file.read_text(encoding="utf-8") for file in unsaved(person) if "set-aside" in file.name]


@pytest.fixture
def waiting(leader: Person) -> Person:
    """Somebody who typed "Only in the editor." below 2.2.3, which was not kept."""
    typed_and_not_kept(leader, "2.2", "Only in the editor.")
    return leader


# Mentioned


@pytest.mark.parametrize("words", ["", "status 2.3", "next", "answer 2.3.1 Words.", "status 9.9", "status --nothing"])
def test_every_command_mentions_them_in_one_line_whether_it_ends_well_or_not(waiting: Person, words: str) -> None:
    ended = waiting.run(*words.split())
    assert ended.err.count("unsaved text") == 1
    assert WAITING in ended.err
    assert "Only in the editor." not in ended.out + ended.err


def test_a_command_with_json_prints_its_document_and_mentions_them_beside_it(waiting: Person) -> None:
    ended = waiting.run("status", "--json")
    assert json.loads(ended.out)
    assert ended.err == WAITING


def test_the_command_that_is_mentioned_keeps_them_and_then_nothing_is_mentioned(waiting: Person) -> None:
    ended = waiting.run("answer", "2.2", env=waiting.editor("pass"))
    assert (ended.code, ended.out) == (0, "Saved 2.2.3: 4 words.\n")
    assert waiting.exported("2.2")["2.2.3"] == "Only in the editor."
    assert "Unsaved" not in ended.err
    assert waiting.run("status", "--json").err == ""
    assert unsaved(waiting) == []


def test_several_are_one_line_too_the_latest_first(leader: Person) -> None:
    for number in range(1, 6):
        typed_and_not_kept(leader, f"2.{number}", "Words.")
    line = "You have unsaved text for 2.5, 2.4, 2.3 and 2 more:  cups-course answer 2.5\n"
    assert leader.run("status", "--json").err == line


@pytest.mark.real
def test_what_is_being_typed_right_now_is_not_mentioned(leader: Person) -> None:
    body = f"""
        import subprocess
        write(_2_2_1="In the middle of it.")
        seen = subprocess.run([{str(COMMAND)!r}, "status", "--json"], capture_output=True)
        Path("seen.txt").write_bytes(seen.stderr)
        """
    leader.did("answer", "2.2", env=leader.editor(body))
    assert (leader.home / "seen.txt").read_text() == ""


@pytest.mark.real
def test_a_document_in_which_nobody_typed_is_not_mentioned(leader: Person) -> None:
    leader.did("answer", "2.2.1", "Kept before.")
    body = f"save('\\n' + text + '\\n\\n'); import os; os.kill(os.getppid(), {int(signal.SIGKILL)})"
    leader.run("answer", "2.2", env=leader.editor(body))
    assert unsaved(leader)
    assert leader.run("status", "--json").err == ""


def test_words_that_have_been_kept_in_another_way_are_not_mentioned(waiting: Person) -> None:
    waiting.did("answer", "2.2.3", "Only in the editor.")
    assert waiting.run("status", "--json").err == ""


def test_words_for_a_discussion_that_was_moved_are_mentioned_where_it_is_now(waiting: Person) -> None:
    waiting.did("move", "2.2", "3.1")
    assert waiting.run("status", "--json").err == WAITING.replace("2.2", "3.1")


def test_words_for_a_discussion_that_was_removed_are_mentioned_with_their_file(waiting: Person) -> None:
    waiting.did("remove", "2.2")
    (file,) = unsaved(waiting)
    assert waiting.run("status", "--json").err == f"You have unsaved text in {file}.\n"


def test_words_beside_a_store_that_cannot_be_read_are_mentioned_with_their_file(waiting: Person) -> None:
    waiting.store.write_bytes(b"no store at all" * 100)
    (file,) = unsaved(waiting)
    assert waiting.failed("status").endswith(f"You have unsaved text in {file}.")


def test_a_folder_that_is_none_is_no_matter_for_other_commands(leader: Person) -> None:
    leader.file("unsaved-answers", "no folder")
    ended = leader.run("status", "--json")
    assert (ended.code, ended.err) == (0, "")


def test_what_nano_puts_beside_when_its_terminal_goes_away_is_gone_on_with(leader: Person) -> None:
    body = "Path(f'{path}.save').write_text(text + 'Rescued.', encoding='utf-8'); sys.exit(1)"
    ended = leader.run("answer", "2.2", env=leader.editor(body))
    assert WAITING in ended.err
    leader.did("answer", "2.2", env=leader.editor("pass"))
    assert leader.exported("2.2")["2.2.3"] == "Rescued."
    assert unsaved(leader) == []


# Set aside


def test_fresh_begins_anew_and_says_where_the_old_words_are(waiting: Person) -> None:
    ended = waiting.run("answer", "2.2", "--fresh", env=waiting.editor("Path('seen.md').write_text(text)"))
    assert "Only in the editor." not in (waiting.home / "seen.md").read_text()
    (aside,) = (file for file in unsaved(waiting) if "set-aside" in file.name)
    assert "Only in the editor." in aside.read_text(encoding="utf-8")
    assert "".join(str(aside).split()) in "".join(ended.err.split())
    assert waiting.versions() == []


def test_what_was_set_aside_is_neither_mentioned_nor_gone_on_with(waiting: Person) -> None:
    waiting.did("answer", "2.2", "--fresh", env=waiting.editor("pass"))
    assert waiting.run("status", "--json").err == ""
    waiting.did("answer", "2.2", env=waiting.editor("pass"))
    assert waiting.versions() == []


def test_a_second_time_sets_aside_beside_the_first(waiting: Person) -> None:
    waiting.did("answer", "2.2", "--fresh", env=waiting.editor("pass"))
    typed_and_not_kept(waiting, "2.2", "A second time.")
    waiting.did("answer", "2.2", "--fresh", env=waiting.editor("pass"))
    first, second = set_aside(waiting)
    assert "Only in the editor." in first
    assert "A second time." in second


def test_fresh_takes_no_words_with_it(waiting: Person) -> None:
    said = waiting.failed("answer", "2.2.1", "Words.", "--fresh", code=2)
    assert "--fresh works only with the editor" in said
    assert waiting.versions() == []


# An editor that opens a window


def test_where_nobody_can_be_asked_the_file_stays_for_the_window_that_may_be_open(leader: Person) -> None:
    ended = leader.run("answer", "2.2", env=leader.window())
    assert ended.code == 0
    assert "returned at once" in ended.err
    (file,) = unsaved(leader)
    file.write_text(file.read_text(encoding="utf-8") + "From the window.", encoding="utf-8")
    assert leader.run("status", "--json").err == WAITING
    leader.did("answer", "2.2", env=leader.editor("pass"))
    assert leader.exported("2.2")["2.2.3"] == "From the window."


def test_a_window_with_earlier_words_in_it_is_waited_for_as_well(waiting: Person) -> None:
    def write_in_the_window() -> bytes:
        (file,) = unsaved(waiting)
        file.write_text(file.read_text(encoding="utf-8") + " And more.", encoding="utf-8")
        return b"\n"

    waiting.at_terminal("answer", "2.2", env=waiting.window(), asked=[("Enter", write_in_the_window)])
    assert waiting.versions() == ["Only in the editor. And more."]


def test_a_window_saved_after_its_words_were_kept_is_mentioned(waiting: Person) -> None:
    (file,) = unsaved(waiting)
    text = file.read_text(encoding="utf-8")
    waiting.did("answer", "2.2", env=waiting.editor("pass"))
    file.write_text(text + " And more.", encoding="utf-8")
    assert waiting.run("status", "--json").err == WAITING
    waiting.did("answer", "2.2", env=waiting.editor("pass"))
    assert waiting.versions() == ["Only in the editor.", "Only in the editor. And more."]


# Newer words in the store


def elsewhere(ref: str, words: str) -> str:
    """A line for an editor's script: another terminal keeps an answer meanwhile."""
    return f"import subprocess; subprocess.run([{str(COMMAND)!r}, 'answer', {ref!r}, {words!r}], check=True)\n"


def test_whoever_wrote_while_the_answer_changed_elsewhere_is_told_that_both_are_kept(leader: Person) -> None:
    leader.did("answer", "2.2.1", "Old.")
    editor = leader.editor(elsewhere("2.2.1", "New.") + "save(text.replace('Old.', 'Old, and more.'))")
    ended = leader.run("answer", "2.2", env=editor)
    assert "2.2.1 was changed elsewhere while you wrote. Both versions are saved, and yours is current." in one_line(
        ended.err
    )
    assert leader.versions() == ["Old.", "New.", "Old, and more."]


def test_they_are_told_too_when_it_changed_before_they_came_back_to_it(leader: Person) -> None:
    leader.did("answer", "2.2.1", "Old.")
    leader.run("answer", "2.2", env=leader.editor("save(text.replace('Old.', 'Old, and more.')); sys.exit(1)"))
    leader.did("answer", "2.2.1", "New.")
    ended = leader.run("answer", "2.2", env=leader.editor("pass"))
    assert "2.2.1 was changed elsewhere while you wrote. Both versions are saved, and yours is current." in one_line(
        ended.err
    )
    assert leader.versions() == ["Old.", "New.", "Old, and more."]


def test_nobody_is_told_of_other_words_who_only_went_on_with_an_answer(leader: Person) -> None:
    leader.did("answer", "2.2.1", "Old.")
    leader.run("answer", "2.2", env=leader.editor("save(text.replace('Old.', 'Old, and more.')); sys.exit(1)"))
    ended = leader.run("answer", "2.2", env=leader.editor(elsewhere("2.2.2", "Two.")))
    assert "other words" not in ended.err
    assert leader.exported("2.2")["2.2.1"] == "Old, and more."


# A disk that is full, a call that is killed, files of other kinds


def test_where_the_file_cannot_be_written_a_sentence_says_so_before_the_editor_opens(leader: Person) -> None:
    editor = leader.editor("Path('opened').touch()")
    ended = leader.shell("ulimit -f 0; cups-course answer 2.2", env=editor)
    assert ended.code == 1
    assert "could not be written" in one_line(ended.err)
    assert not (leader.home / "opened").exists()
    assert unsaved(leader) == []


def test_where_the_folder_cannot_be_made_a_sentence_says_so_before_the_editor_opens(leader: Person) -> None:
    leader.file("unsaved-answers", "no folder")
    assert "unsaved-answers" in leader.failed("answer", "2.2", env=leader.editor("Path('opened').touch()"))
    assert not (leader.home / "opened").exists()


def test_words_are_waiting_when_the_store_could_not_be_written(leader: Person) -> None:
    """A limit on the size of files, which the store goes beyond and the person's file does not."""
    ended = leader.shell("ulimit -f 8; cups-course answer 2.2", env=leader.editor("write(_2_2_1='Typed on.')"))
    assert ended.code == 1
    assert ended.out == ""
    assert WAITING in ended.err
    assert leader.versions() == []
    leader.did("answer", "2.2", env=leader.editor("pass"))
    assert leader.versions() == ["Typed on."]


@pytest.mark.real
def test_an_interrupt_while_the_window_is_waited_for_loses_nothing(leader: Person) -> None:
    def write_and_interrupt() -> bytes:
        (file,) = unsaved(leader)
        file.write_text(file.read_text(encoding="utf-8") + "Before Ctrl-C.", encoding="utf-8")
        os.kill(int((leader.home / "caller.txt").read_text()), signal.SIGINT)
        return b"\n"  # Python may be about to read: then it sees the interrupt with the next key

    editor = leader.window("echo $PPID > caller.txt") | {"NO_COLOR": "1"}
    seen = leader.at_terminal("answer", "2.2", env=editor, asked=[("Enter", write_and_interrupt)])
    assert seen.code != 0
    assert "Traceback" not in seen.text
    assert f"\n{WAITING}" in seen.text
    leader.did("answer", "2.2", env=leader.editor("pass"))
    assert leader.exported("2.2")["2.2.3"] == "Before Ctrl-C."


def test_files_that_others_could_read_are_their_owners_alone_again(waiting: Person) -> None:
    (file,) = unsaved(waiting)
    file.chmod(0o644)
    file.parent.chmod(0o755)
    body = "for one in (path, path.parent): print(f'{one.stat().st_mode & 0o777:o}', file=open('modes.txt', 'a'))"
    waiting.did("answer", "2.2", env=waiting.editor(body))
    assert (waiting.home / "modes.txt").read_text() == "600\n700\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_an_editor_that_saves_in_another_encoding_loses_no_letter(leader: Person, encoding: str) -> None:
    words = "Größe, “quoted”, a café – and a naïve one…"
    body = f"path.write_bytes(text.replace(marker('2.2.1'), marker('2.2.1') + '\\n{words}').encode({encoding!r}))"
    leader.did("answer", "2.2", env=leader.editor(body))
    assert leader.exported("2.2") == {"2.2": None, "2.2.1": words, "2.2.2": None, "2.2.3": None}
    assert leader.notes() == []


def test_a_megabyte_is_kept_whole(leader: Person) -> None:
    leader.did("answer", "2.2", env=leader.editor("write(_2_2_2='A line of mine 🙂 with words in it.\\n' * 30_000)"))
    kept = leader.exported("2.2")["2.2.2"]
    assert kept == "\n".join(["A line of mine 🙂 with words in it."] * 30_000)
    assert len(os.fsencode(kept)) > 1_000_000
