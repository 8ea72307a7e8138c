"""`answer` with a real editor process, at a terminal and without one."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from journeys.driver import COMMAND, Person, folder_of, one_line

Answer = Callable[..., tuple[int, str]]

NASTY = (
    "# a heading\n#hash without a blank\n## and another",
    "[brackets] [bold]not bold[/bold] [/x] [link=https://example.org]x[/link] :smile:",
    "<!-- 9.9.1 · no question of ours -->\n<!-- 2.2.1 -->\n<!-- 2.2 · Service Leadership -->\n<!--\n-->\n---",
    "🙂 👩‍👩‍👧‍👦 e\u0301 ﬁ Ａ \u00a0non-breaking\u00a0 日本語 שלום",
    "  begins indented\n\ttab\n\n\n\nthree blank lines above, two blanks behind  \n> quoted",
    "- a dash\n- another\n\n1. one\n2) two",
    "a very long line " * 300 + "end",
    "\\n is no line break, %s no place, {0} no field, $HOME no home, `ls` no command",
    "<!-- 2.2.1 · What do you think of the idea of service leadership? --> and more on the line\n <!-- 2.2.2 -->",
)


@pytest.fixture(params=["at a terminal", "without a terminal"])
def answer(leader: Person, request: pytest.FixtureRequest) -> Answer:
    """Call `answer REF` with an editor that does `body`; returns the exit code and all that was said.

    The Enter that lies in the keyboard's buffer is for the question whether a window is still open.
    """

    def call(body: str, ref: str = "2.2") -> tuple[int, str]:
        if request.param == "at a terminal":
            seen = leader.at_terminal("answer", ref, env=leader.editor(body), typed=b"\n")
            return seen.code, one_line(seen.text)
        ended = leader.run("answer", ref, env=leader.editor(body))
        return ended.code, one_line(ended.out + ended.err)

    return call


def test_the_editor_gets_every_question_in_one_document(leader: Person, answer: Answer) -> None:
    answer("Path('seen.md').write_text(text, encoding='utf-8')")
    lines = (leader.home / "seen.md").read_text(encoding="utf-8").splitlines()
    for question in leader.discussion("2.2")["questions"]:
        (marker,) = (line for line in lines if question["text"] in line)
        assert question["ref"] in marker
    assert "2.2.1" not in lines[0]  # help stands at the top
    assert "cups-course" in lines[0]


def test_all_questions_are_answered_in_one_go(leader: Person, answer: Answer) -> None:
    code, said = answer("write(_2_2_1='One.', _2_2_2='Two\\n\\nparts.', _2_2_3='Three.')")
    assert code == 0
    assert leader.exported("2.2") == {"2.2": None, "2.2.1": "One.", "2.2.2": "Two\n\nparts.", "2.2.3": "Three."}
    assert all(ref in said for ref in ("2.2.1", "2.2.2", "2.2.3"))
    assert "Traceback" not in said


def test_a_reference_to_a_question_opens_the_whole_document_too(leader: Person, answer: Answer) -> None:
    assert answer("write(_2_2_3='Three.')", "2.2.1")[0] == 0
    assert leader.exported("2.2")["2.2.3"] == "Three."


def test_a_document_left_as_it_was_changes_nothing(leader: Person, answer: Answer) -> None:
    leader.did("answer", "2.2.1", "Kept before.")
    code, said = answer("pass")
    assert code == 0
    assert "othing" in said
    assert leader.versions() == ["Kept before."]
    assert leader.notes() == []


def test_an_emptied_file_changes_nothing(leader: Person, answer: Answer) -> None:
    leader.did("answer", "2.2.1", "Kept before.")
    code, said = answer("save('')")
    assert code == 0
    assert "othing" in said
    assert leader.exported("2.2")["2.2.1"] == "Kept before."
    assert leader.versions() == ["Kept before."]


def test_a_removed_file_changes_nothing(leader: Person, answer: Answer) -> None:
    leader.did("answer", "2.2.1", "Kept before.")
    assert answer("path.unlink()")[0] == 0
    assert leader.versions() == ["Kept before."]


def test_a_part_left_empty_clears_the_answer_that_was_there(leader: Person, answer: Answer) -> None:
    leader.did("answer", "2.2.1", "Kept before.")
    code, said = answer("text = text.replace('Kept before.', ''); write(_2_2_2='Two.')")
    assert code == 0
    assert "Cleared 2.2.1" in said
    assert leader.exported("2.2")["2.2.1"] is None
    assert leader.exported("2.2")["2.2.2"] == "Two."
    assert leader.versions() == ["Kept before.", "Two."]


def test_an_answer_that_is_there_can_be_gone_on_with(leader: Person, answer: Answer) -> None:
    leader.did("answer", "2.2.1", "Begun")
    assert answer("save(text.replace('Begun', 'Begun and finished.'))")[0] == 0
    assert leader.exported("2.2")["2.2.1"] == "Begun and finished."
    assert leader.versions() == ["Begun", "Begun and finished."]


@pytest.mark.parametrize("at", range(0, len(NASTY), 3))
def test_what_is_typed_is_kept_exactly(leader: Person, answer: Answer, at: int) -> None:
    one, two, three = NASTY[at : at + 3]
    assert answer(f"write(_2_2_1={one!r}, _2_2_2={two!r}, _2_2_3={three!r})")[0] == 0
    assert leader.exported("2.2") == {"2.2": None, "2.2.1": one, "2.2.2": two, "2.2.3": three}
    assert answer("pass")[0] == 0  # and stays so when it goes through the document once more
    assert sorted(leader.versions()) == sorted([one, two, three])


def test_an_editor_that_writes_crlf_changes_no_word(leader: Person, answer: Answer) -> None:
    code, _ = answer("text = text.replace('\\n', '\\r\\n'); write(_2_2_1='One\\r\\n\\r\\nand more.', _2_2_2='Two.')")
    assert code == 0
    assert leader.exported("2.2") == {"2.2": None, "2.2.1": "One\n\nand more.", "2.2.2": "Two.", "2.2.3": None}


def test_an_editor_that_adds_a_byte_order_mark_changes_no_word(leader: Person, answer: Answer) -> None:
    code, _ = answer("save('\\ufeff' + text.replace(marker('2.2.1'), marker('2.2.1') + '\\nOne.'))")
    assert code == 0
    assert leader.exported("2.2")["2.2.1"] == "One."
    assert leader.notes() == []


def test_a_line_of_ours_inside_an_answer_stays_in_that_answer(leader: Person, answer: Answer) -> None:
    answer("Path('line.txt').write_text(marker('2.2.2'), encoding='utf-8')")
    quoting = f"before\n{(leader.home / 'line.txt').read_text(encoding='utf-8')}\nafter"
    leader.did("answer", "2.2.1", quoting)
    assert answer("write(_2_2_3='Three.')")[0] == 0
    assert leader.exported("2.2") == {"2.2": None, "2.2.1": quoting, "2.2.2": None, "2.2.3": "Three."}
    assert sorted(leader.versions()) == sorted([quoting, "Three."])


def test_when_a_line_of_ours_is_deleted_no_word_is_lost(leader: Person, answer: Answer) -> None:
    code, said = answer(
        """
        both = text.replace(marker("2.2.1"), marker("2.2.1") + "\\nFirst words.")
        save(both.replace(marker("2.2.2"), "Second words."))
        """
    )
    assert code == 0
    assert leader.exported("2.2")["2.2.1"] == "First words.\n\n\nSecond words."
    assert "2.2.2" in said


def test_when_every_line_of_ours_is_deleted_no_word_is_lost(leader: Person, answer: Answer) -> None:
    assert answer("save('Only words of mine.\\n')")[0] == 0
    assert "Only words of mine." in leader.versions() + leader.notes()


def test_a_changed_line_of_ours_is_no_longer_ours_and_no_word_is_lost(leader: Person, answer: Answer) -> None:
    answer("save(text.replace(marker('2.2.2'), marker('2.2.2').upper() + '\\nSecond words.'))")
    assert any("Second words." in kept for kept in leader.versions() + leader.notes())


def test_a_line_of_ours_that_stands_twice_loses_no_word(leader: Person, answer: Answer) -> None:
    answer("save(text + '\\n' + marker('2.2.1') + '\\nBelow.\\n' + marker('2.2.1') + '\\nFurther below.\\n')")
    kept = leader.exported("2.2")["2.2.1"]
    assert kept
    assert kept.split() == ["Below.", "Further", "below."]


def test_what_stands_above_the_first_question_becomes_a_note(leader: Person, answer: Answer) -> None:
    code, said = answer("save('A thought for later.\\n' + text)")
    assert code == 0
    assert leader.notes() == ["A thought for later."]
    assert "note" in said
    assert "A thought for later." in leader.did("note", "2.2")


def test_what_was_typed_stays_when_the_editor_ends_with_an_error(leader: Person, answer: Answer) -> None:
    code, said = answer("write(_2_2_1='Typed in vain?'); sys.exit(3)")
    assert code == 1
    assert "editor" in said
    assert "cups-course answer 2.2" in said
    assert leader.versions() == []
    code, _ = answer("Path('seen.md').write_text(text, encoding='utf-8')")
    assert code == 0
    assert "Typed in vain?" in (leader.home / "seen.md").read_text(encoding="utf-8")
    assert leader.exported("2.2")["2.2.1"] == "Typed in vain?"


@pytest.mark.real
def test_what_was_typed_stays_when_the_editor_is_killed(leader: Person, answer: Answer) -> None:
    import signal

    code, _ = answer(f"import os; write(_2_2_1='Typed.'); os.kill(os.getpid(), {signal.SIGKILL})")
    assert code == 1
    assert answer("pass")[0] == 0
    assert leader.exported("2.2")["2.2.1"] == "Typed."


def test_an_editor_that_failed_twice_still_loses_nothing(leader: Person, answer: Answer) -> None:
    answer("write(_2_2_1='First try.'); sys.exit(1)")
    answer("write(_2_2_2='Second try.'); sys.exit(1)")
    assert answer("write(_2_2_3='Third.')")[0] == 0
    kept = leader.exported("2.2")
    assert [kept[ref] for ref in ("2.2.1", "2.2.2", "2.2.3")] == ["First try.", "Second try.", "Third."]


def left_behind(person: Person) -> set[str]:
    """The files with anything in them beside the store, its backups and the editors."""
    files = folder_of(person)
    return {name for name, data in files.items() if data and not name.startswith(("courses.db", "backups", "my "))}


def test_a_failed_editor_without_words_leaves_no_file_behind(leader: Person, answer: Answer) -> None:
    assert answer("sys.exit(1)")[0] == 1
    assert leader.versions() == []
    assert left_behind(leader) == set()


def test_after_the_words_are_kept_no_copy_of_them_lies_around(leader: Person, answer: Answer) -> None:
    assert answer("write(_2_2_1='Private words.')")[0] == 0
    assert left_behind(leader) == set()


def test_the_file_in_the_editor_is_for_its_owner_only(leader: Person, answer: Answer) -> None:
    answer("print(f'mode {path.stat().st_mode & 0o777:o}', file=open('mode.txt', 'w'))")
    assert (leader.home / "mode.txt").read_text() == "mode 600\n"


def test_an_answer_kept_elsewhere_while_the_editor_is_open_is_not_lost(leader: Person, answer: Answer) -> None:
    elsewhere = (
        f"import subprocess; subprocess.run([{str(COMMAND)!r}, 'answer', '2.2.1', 'From elsewhere.'], check=True)"
    )
    code, _ = answer(f"{elsewhere}\nwrite(_2_2_1='From the editor.')")
    assert code == 0
    assert leader.versions() == ["From elsewhere.", "From the editor."]
    assert leader.exported("2.2")["2.2.1"] == "From the editor."


def test_a_part_left_untouched_does_not_undo_what_was_kept_elsewhere(leader: Person, answer: Answer) -> None:
    leader.did("answer", "2.2.1", "Old.")
    elsewhere = f"import subprocess; subprocess.run([{str(COMMAND)!r}, 'answer', '2.2.1', 'New.'], check=True)"
    assert answer(f"{elsewhere}\nwrite(_2_2_2='Two.')")[0] == 0
    assert leader.exported("2.2")["2.2.1"] == "New."
    assert leader.exported("2.2")["2.2.2"] == "Two."


@pytest.mark.parametrize(
    "editor", ["/no/such/editor", "no-such-editor --wait", "'an unclosed quote", '"', "/tmp"], ids=str
)
def test_an_editor_that_cannot_be_started_is_named(leader: Person, editor: str) -> None:
    said = leader.failed("answer", "2.2", env={"EDITOR": editor})
    assert "editor" in said.casefold()
    assert "went wrong inside" not in said
    assert leader.versions() == []


def test_visual_goes_before_editor(leader: Person) -> None:
    visual = leader.editor("write(_2_2_1='By VISUAL.')", name="visual.py")["EDITOR"]
    editor = leader.editor("write(_2_2_1='By EDITOR.')", name="editor.py")["EDITOR"]
    leader.did("answer", "2.2", env={"VISUAL": visual, "EDITOR": editor})
    assert leader.exported("2.2")["2.2.1"] == "By VISUAL."


def test_an_editor_whose_path_has_blanks_needs_no_quotes(leader: Person) -> None:
    script = leader.file(
        "my programs/my editor",
        f"#!{sys.executable}\nimport sys\nfile = sys.argv[1]\nopen(file, 'a').write('Without quotes.\\n')\n",
    )
    script.chmod(0o700)
    leader.did("answer", "2.2", env={"EDITOR": str(script)})
    assert leader.exported("2.2")["2.2.3"] == "Without quotes."


def stand_ins(person: Person, names: tuple[str, ...]) -> dict[str, str | None]:
    """The environment of somebody who has chosen no editor and has only these; each writes its own name."""
    for name in names:
        script = person.file(
            f"bin/{name}",
            f"#!{sys.executable}\nimport sys\nopen(sys.argv[-1], 'a').write('Written in {name}.\\n')\n",
        )
        script.chmod(0o700)
    (person.home / "bin").mkdir(exist_ok=True)
    return {"PATH": str(person.home / "bin"), "EDITOR": None, "VISUAL": None}


@pytest.mark.parametrize(
    ("there", "used"),
    [
        (("sensible-editor", "nano", "vi"), "sensible-editor"),
        (("nano", "vi"), "nano"),
        (("vi",), "vi"),
    ],
)
def test_without_a_chosen_editor_the_system_s_own_is_used(leader: Person, there: tuple[str, ...], used: str) -> None:
    seen = leader.at_terminal("answer", "2.2", env=stand_ins(leader, there))
    assert seen.code == 0
    assert leader.exported("2.2")["2.2.3"] == f"Written in {used}."


def test_an_empty_editor_variable_counts_as_none(leader: Person) -> None:
    assert leader.at_terminal("answer", "2.2", env={**stand_ins(leader, ("nano",)), "EDITOR": " "}).code == 0
    assert leader.exported("2.2")["2.2.3"] == "Written in nano."


def test_where_there_is_no_editor_at_all_a_sentence_says_what_to_do(leader: Person) -> None:
    seen = leader.at_terminal("answer", "2.2", env=stand_ins(leader, ()))
    assert seen.code == 1
    assert "EDITOR" in seen.text
    assert "Traceback" not in seen.text
    assert leader.versions() == []


def test_where_nobody_can_type_a_sentence_says_how_to_give_the_words(leader: Person) -> None:
    ended = leader.run("answer", "2.2", env=stand_ins(leader, ("nano",)))
    assert ended.code in (1, 2)
    assert "cups-course answer 2.2" in ended.err
    assert leader.versions() == []


@pytest.mark.real
def test_an_editor_that_opens_a_window_and_returns_at_once_is_waited_for(leader: Person) -> None:
    """What the window writes between the question and the Enter counts."""

    def write_in_the_window() -> bytes:
        path = Path((leader.home / "path.txt").read_text(encoding="utf-8"))
        path.write_text(path.read_text(encoding="utf-8") + "Written in a window.\n", encoding="utf-8")
        return b"\n"

    editor = leader.window('printf %s "$1" > path.txt')
    seen = leader.at_terminal("answer", "2.2", env=editor, asked=[("Enter", write_in_the_window)])
    assert seen.code == 0
    assert leader.exported("2.2")["2.2.3"] == "Written in a window."


def test_questions_whose_wording_nobody_knows_have_lines_too(leader: Person, answer: Answer) -> None:
    assert answer("write(_2_3_1='One.', _2_3_2='Two.')", "2.3")[0] == 0
    assert leader.exported("2.3") == {"2.3": None, "2.3.1": "One.", "2.3.2": "Two."}


def test_a_discussion_nobody_has_described_is_answered_in_one_piece(leader: Person, answer: Answer) -> None:
    assert answer("save(text + 'In one piece.')", "2.4")[0] == 0
    assert leader.exported("2.4") == {"2.4": "In one piece."}


def test_what_was_typed_and_not_kept_survives_a_move_of_its_discussion(leader: Person, answer: Answer) -> None:
    answer("write(_2_2_1='Typed before the move.'); sys.exit(1)")
    leader.did("move", "2.2", "3.1")
    assert answer("pass", "3.1")[0] == 0
    assert "Typed before the move." in "\n".join(leader.versions() + leader.notes())


@pytest.mark.real
def test_what_was_typed_stays_when_the_store_breaks_meanwhile(leader: Person, answer: Answer) -> None:
    code, said = answer(
        f"write(_2_2_1='Typed for nothing?'); Path({str(leader.store)!r}).write_bytes(b'broken' * 2000)"
    )
    assert code == 1
    assert "went wrong inside" not in said
    assert any(b"Typed for nothing?" in data for name, data in folder_of(leader).items() if "my editors" not in name)


@pytest.mark.real
def test_one_discussion_open_in_two_editors_loses_nothing(leader: Person) -> None:
    """The second opens before the first saves and saves after it, over a file that it has not read again."""
    here = str(leader.home)
    first_saved = leader.home / "first saved"
    second_open = leader.home / "second open"
    for pipe in (first_saved, second_open):
        os.mkfifo(pipe)
    second = leader.editor(
        f"""
        open({str(second_open)!r}, "w").close()
        open({str(first_saved)!r}).close()
        write(_2_2_2="From the second.")
        """,
        name="second.py",
    )["EDITOR"]
    first = leader.editor(
        f"""
        import os, subprocess
        environment = {{**os.environ, "EDITOR": {second!r}}}
        other = subprocess.Popen([{str(COMMAND)!r}, "answer", "2.2"], env=environment, cwd={here!r})
        open({str(second_open)!r}).close()
        write(_2_2_1="From the first.")
        open({str(first_saved)!r}, "w").close()
        other.wait()
        """,
        name="first.py",
    )
    leader.run("answer", "2.2", env=first)
    leader.run("answer", "2.2", env=leader.editor("pass"))  # goes on with anything that was set aside
    kept = "\n".join(leader.versions() + leader.notes())
    assert "From the second." in kept
    assert "From the first." in kept


def test_an_editor_that_can_begin_at_a_line_begins_below_the_question_named(leader: Person) -> None:
    body = "import sys\nnumber = int(sys.argv[1][1:])\npath = sys.argv[2]\n"
    body += "lines = open(path, encoding='utf-8').read().split('\\n')\nlines.insert(number - 1, 'Here.')\n"
    body += "open(path, 'w', encoding='utf-8').write('\\n'.join(lines))\n"
    folder = leader.home / "bin"
    folder.mkdir()
    editor = folder / "nano"
    editor.write_text(f"#!{sys.executable}\n{body}", encoding="utf-8")
    editor.chmod(0o700)
    leader.did("answer", "2.2.2", env={"EDITOR": str(editor)}, typed=None)

    assert leader.exported("2.2") == {"2.2": None, "2.2.1": None, "2.2.2": "Here.", "2.2.3": None}
