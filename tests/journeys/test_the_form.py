"""The evaluation form filled from the store: walked with a real clipboard, attached, prefilled, kept as sent."""

import csv
import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from journeys.driver import COMMAND, EXAMPLES, KIND_LEADERS, STEADY, Answer, Person, one_line

GOOGLE = EXAMPLES / "forms" / "course-1-evaluation-google.html"
PLAIN = EXAMPLES / "forms" / "course-1-evaluation.html"
KEYS = "[Enter next"
ANSWERS = {
    "1.1.1": "To learn how to stay, and a lighter step. 👩‍👩‍👧",
    "1.3.1": "I like to hold the rope.\n\n  It is easier in writing.",
    "1.3.2": "Wren walked me home.",
}


def _answered(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    person.did("import", STEADY, "--me", "PlumTree7")
    for ref, text in ANSWERS.items():
        person.did("answer", ref, text)


@pytest.fixture
def writer(after: Callable[[Callable[[Person], None]], Person]) -> Person:
    """Somebody who has answered all that is known of course 1, its form not attached yet."""
    return after(_answered)


@pytest.fixture
def attached(writer: Person) -> Person:
    """The same with the made-up Google Form attached."""
    writer.did("form", "1", "--attach", GOOGLE)
    return writer


def fields(person: Person, ref: str = "1") -> list[Any]:
    found: list[Any] = person.json("form", ref)["fields"]
    return found


def form_of(person: Person) -> Any:
    return person.json("status")["programs"][0]["courses"][0]["evaluation_form"]


def typing(*keys: str) -> list[Answer]:
    """One key after the other, each once the walk asks for one."""
    return [(KEYS, partial(f"{key}\n".encode)) for key in keys]


def reading_the_clipboard(person: Person, display: str, into: list[str], times: int) -> list[Answer]:
    def read() -> bytes:
        done = subprocess.run(
            ["xclip", "-selection", "clipboard", "-o"], env={**person.env, "DISPLAY": display}, capture_output=True
        )
        into.append(done.stdout.decode("utf-8"))
        return b"\n"

    return [(KEYS, read)] * times


# the walk


def test_the_walk_puts_each_answer_on_the_clipboard_in_turn_and_keeps_what_was_sent(
    writer: Person, display: str
) -> None:
    expected = [one["text"] for one in fields(writer) if one["text"]]
    assert set(ANSWERS.values()) < set(expected)
    taken: list[str] = []
    asked = [*reading_the_clipboard(writer, display, taken, len(expected)), ("[y/N]", lambda: b"y\n")]
    seen = writer.at_terminal("form", "1", env={"DISPLAY": display}, asked=asked, columns=60)
    assert seen.code == 0, seen.text
    assert taken == expected
    assert form_of(writer)["state"] == "submitted"
    assert [one["text"] for one in writer.json("form", "1", "--show")["fields"]] == expected


def test_a_walk_goes_on_where_it_was_left(writer: Person) -> None:
    seen = writer.at_terminal("form", "1", asked=typing("", "", "b", "s", "q"))
    assert "Stopped at field 3 of 6" in one_line(seen.text)
    later = writer.at_terminal("form", "1", asked=typing("q"))
    assert "3 of 6" in later.text and "1 of 6  " not in later.text
    assert "Continuing at field 3" in later.text
    assert form_of(writer)["state"] == "todo"


def test_nothing_is_sent_by_whoever_says_no_or_goes_away(writer: Person) -> None:
    for at_the_end in (b"\n", b"\x04"):
        answers: list[Answer] = [*typing(*[""] * 6), ("[y/N]", partial(bytes, at_the_end))]
        seen = writer.at_terminal("form", "1", asked=answers)
        assert "Traceback" not in seen.text
        assert form_of(writer)["state"] == "todo"
    writer.failed("form", "1", "--show")


def test_without_a_clipboard_the_text_itself_is_there(writer: Person) -> None:
    nowhere = {"DISPLAY": None, "WAYLAND_DISPLAY": None, "TERM": "dumb"}
    seen = writer.at_terminal("form", "1", asked=typing("q"), env=nowhere)
    assert f"Copy the text from here:\n{ANSWERS['1.1.1']}\n" in seen.text


def test_over_ssh_the_text_goes_the_terminals_way(writer: Person) -> None:
    over_ssh = writer.at_terminal("form", "1", asked=typing("q"), env={"SSH_TTY": "/dev/pts/1", "DISPLAY": None})
    assert "\x1b]52;c;VG8gbGVhcm4g" in over_ssh.text


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_in_tmux_the_text_is_in_its_buffer_and_goes_on_to_the_terminal(writer: Person) -> None:
    tmux = "tmux -f /dev/null -S ./tmux"
    inside = f"{COMMAND} export 1.3 --for thread --copy; {tmux} wait-for -S copied; {tmux} wait-for seen"
    try:
        writer.shell(f"{tmux} new-session -d '{inside}'; {tmux} wait-for copied; {tmux} save-buffer copied.txt")
    finally:
        writer.shell(f"{tmux} kill-server")
    assert (writer.home / "copied.txt").read_text(encoding="utf-8") + "\n" == writer.did(
        "export", "1.3", "--for", "thread"
    )


def test_where_nobody_can_be_asked_it_says_what_to_do_instead(writer: Person) -> None:
    said = writer.failed("form", "1", code=2)
    assert "cups-course export 1 --format html" in said


def test_what_is_kept_as_sent_is_what_was_pasted(writer: Person) -> None:
    writer.at_terminal("form", "1", asked=typing("", "s", "", "q"))  # 1.1.1 and 1.2.2 pasted, 1.2.1 skipped
    writer.did("answer", "1.1.1", "Another reason.")
    pasted = [*typing("", "", ""), ("Changed since you pasted: 1.1.1", bytes), *typing("")]
    seen = writer.at_terminal("form", "1", asked=[*pasted, ("[y/N]", partial(bytes, b"y\n"))])
    assert seen.code == 0, seen.text
    assert "Skipped, so not in your copy of the form: What does steady service mean to you?" in one_line(seen.text)
    sent = {one["label"]: one["text"] for one in writer.json("form", "1", "--show")["fields"]}
    answers = writer.exported("1.1") | writer.exported("1.2") | writer.exported("1.3")
    del answers["1.2.1"]
    assert list(sent.values()) == [text for text in answers.values() if text]
    assert next(iter(sent)).startswith("1.1 Welcome Aboard · What brought you")


def test_another_day_for_a_sent_form_leaves_what_was_sent(attached: Person) -> None:
    attached.did("done", "1.form", "--on", "2026-03-01")
    attached.did("answer", "1.3.2", "Another thought.")
    attached.did("done", "1.form", "--on", "2026-03-02")
    shown = attached.json("form", "1", "--show")
    assert shown["on"] == "2026-03-02"
    assert ANSWERS["1.3.2"] in [one["text"] for one in shown["fields"]]


# what was sent


def test_what_was_sent_stays_as_it_was_and_status_says_what_changed_since(attached: Person) -> None:
    attached.did("done", "1.form", "--on", "2026-03-01")
    sent = attached.json("form", "1", "--show")
    assert ANSWERS["1.3.2"] in [one["text"] for one in sent["fields"]]
    attached.did("answer", "1.3.2", "Another thought.")
    assert attached.json("form", "1", "--show") == sent
    assert form_of(attached)["changed_since_submitted"] == ["1.3.2"]
    assert "sent, changed since  1.3.2" in attached.did("status", "1")
    shown = attached.did("form", "1", "--show")
    assert "sent on 1 Mar 2026" in shown
    assert ANSWERS["1.3.2"] in shown and "Another thought." not in shown


def test_to_mark_it_as_sent_is_undone_and_done_again(attached: Person) -> None:
    attached.did("done", "1.form")
    attached.did("undo")
    assert form_of(attached)["state"] != "submitted"
    attached.failed("form", "1", "--show")
    attached.did("redo")
    assert attached.json("form", "1", "--show")["fields"]


def test_words_that_were_forgotten_are_named_in_what_was_sent_and_go_from_there_too(attached: Person) -> None:
    attached.did("done", "1.form")
    said = attached.run("forget", "1.3.2", "--yes")
    assert "1.form" in said.err and "--everywhere" in said.err
    assert ANSWERS["1.3.2"] in [one["text"] for one in attached.json("form", "1", "--show")["fields"]]
    attached.did("forget", "1.3.2", "--everywhere", "--yes")
    assert ANSWERS["1.3.2"] not in [one["text"] for one in attached.json("form", "1", "--show")["fields"]]
    assert ANSWERS["1.3.2"].encode() not in attached.store.read_bytes()


def test_what_the_profile_ever_said_can_be_forgotten_and_what_was_sent_of_it(attached: Person) -> None:
    attached.did("profile", "email", "plum@example.org"), attached.did("done", "1.form")
    attached.did("profile", "email", "--remove")
    assert b"plum@example.org" in attached.store.read_bytes()
    attached.did("backup")
    said = attached.run("forget", "profile.email", "--yes")
    assert "1 profile entry and 1 text in a form you sent" in one_line(said.err)
    assert "backups still contain it" in said.err
    attached.did("forget", "profile.email", "--everywhere", "--yes")
    assert not [one for one in attached.home.rglob("*.db") if b"plum@example.org" in one.read_bytes()]
    assert b"plum@example.org" not in attached.store.read_bytes()
    assert ANSWERS["1.3.2"] in [one["text"] for one in attached.json("form", "1", "--show")["fields"]]
    attached.failed("forget", "profile.shoes", "--yes")


def test_altered_words_of_what_was_sent_leave_by_no_way_without_a_word(attached: Person) -> None:
    attached.did("done", "1.form")
    with closing(sqlite3.connect(attached.store)) as connection, connection:
        connection.execute("UPDATE submitted_field SET text = 'Fern walked me home.' WHERE label LIKE '%turned%'")
    everything = attached.run("export", "--all", "--format", "json", "--output", "all.json")
    for said in (everything, attached.run("backup")):
        assert "cups-course doctor" in said.err, said.err
    # The log has them right, and so has everything that is made from it.
    other = Person(attached.home / "other")
    other.did("import", attached.home / "all.json")
    assert ANSWERS["1.3.2"] in [one["text"] for one in other.json("form", "1", "--show")["fields"]]


# the form itself


@pytest.mark.parametrize("form", [GOOGLE, PLAIN], ids=["google", "plain"])
def test_every_question_of_a_saved_form_finds_its_answer(writer: Person, form: Path) -> None:
    writer.did("form", "1", "--attach", form)
    found = [one["text"] for one in fields(writer) if one["kind"] == "answer"]
    kept = writer.exported("1.1") | writer.exported("1.2") | writer.exported("1.3")
    assert found == [text for text in kept.values() if text is not None]


@pytest.mark.words
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_fields_of_a_form_are_in_columns(attached: Person, columns: int) -> None:
    said = attached.run("form", "1", "--match", "1=none", env={"COLUMNS": str(columns)}).out
    head, *rows = said.split("\n\n")[1].splitlines()
    assert head.endswith(" Characters") and all(len(row) <= columns for row in rows)
    goes, size = head.index("What goes in"), head.index("Characters")
    assert rows[0][goes:] == "yours to write"
    assert all(row[goes - 2 : goes] == "  " for row in rows)
    assert any(re.fullmatch(r"\d+ of 1200", row[size:]) for row in rows)


def test_an_export_follows_the_form_and_leaves_out_nothing(attached: Person) -> None:
    attached.did("form", "1", "--match", "5=1.2.2", "--match", "6=1.2.1", "--match", "4=none")
    text = attached.did("export", "1")
    first, second = (attached.exported("1.2")[ref] or "" for ref in ("1.2.1", "1.2.2"))
    assert text.index(second) < text.index(first) < text.index(ANSWERS["1.3.1"]) < text.index("Not on the form")
    assert text.index("Not on the form") < text.index(ANSWERS["1.1.1"]) < text.index("Peer replies")


def test_what_a_person_said_of_a_field_stays_when_the_form_is_attached_anew(attached: Person) -> None:
    attached.did("form", "1", "--match", "4=1.3.2")
    attached.did("form", "1", "--attach", GOOGLE)
    assert fields(attached)[3]["ref"] == "1.3.2"
    attached.did("undo")
    assert fields(attached)[3]["ref"] == "1.1.1"


def a_form(person: Person, **labels: str) -> Path:
    """A saved form with these fields."""
    inputs = "".join(f"<label>{label} <textarea name={name}></textarea></label>" for name, label in labels.items())
    return person.file("form.html", f"<!doctype html><title>Form</title><form>{inputs}</form>")


def test_of_a_form_attached_before_nothing_stays_but_what_a_person_said_of_what_is_asked_still(
    writer: Person,
) -> None:
    hard = "What makes it hard for you to ask for help, and what makes it easier?"
    turned = "Describe a time when somebody's help turned your day around, and tell us what they did."
    writer.did("form", "1", "--attach", a_form(writer, a=hard, b=turned, c="The other", d="Whom do you thank?"))
    writer.did("form", "1", "--match", "3=1.1.1", "--match", "4=1.2.1")
    newer = a_form(writer, a="What makes it easier for a peer to ask for help from you?", b=turned, c2="The other")
    said = writer.run("form", "1", "--attach", newer)
    assert [one["ref"] for one in fields(writer)] == [None, "1.3.2", "1.1.1"]
    assert "Whom do you thank?" in said.err and "The other" not in said.err
    assert writer.query("SELECT field FROM form_match ORDER BY field") == ["b", "c2"]
    writer.did("undo")
    assert [one["ref"] for one in fields(writer)] == ["1.3.1", "1.3.2", "1.1.1", "1.2.1"]


def test_what_goes_into_a_field_is_meant_in_the_program_of_its_form(writer: Person) -> None:
    other = writer.file("two.toml", KIND_LEADERS.read_text("utf-8").replace("kind-leaders", "kind-two"))
    writer.did("program", "add", other)
    writer.did("form", "kind-two/1", "--attach", GOOGLE)
    writer.did("program", "use", "kind-leaders")
    writer.did("form", "kind-two/1", "--match", "4=1.3.1")
    assert fields(writer, "kind-two/1")[3]["ref"] == "kind-two/1.3.1"
    said = writer.failed("form", "kind-two/1", "--match", "4=kind-leaders/1.3.1", code=2)
    assert "can't go into this form. Use a question or discussion of course 1." in one_line(said)


def test_one_field_is_matched_once(attached: Person) -> None:
    before = fields(attached)
    said = attached.failed("form", "1", "--match", "4=1.2.1", "--match", "4=1.2.2", code=2)
    assert "only once for each field" in said
    assert fields(attached) == before


def test_a_field_with_a_whole_discussion_has_its_day_in_a_table(attached: Person) -> None:
    attached.did("form", "1", "--match", "4=1.2")
    rows = csv.DictReader(StringIO(attached.did("export", "1", "--format", "csv")))
    assert [(row["state"], row["date"]) for row in rows if row["ref"] == "1.2"] == [("posted", "2025-03-10")]


def test_what_names_no_field_or_entry_is_said_in_words(attached: Person) -> None:
    assert "number from 1 to 12" in one_line(attached.failed("form", "1", "--match", f"{'9' * 5000}=1.1.1", code=2))
    attached.did("form", "1", "--match", "1=Batch 2")
    attached.did("profile", "BATCH_2", "- Spring tide")
    assert (fields(attached)[0]["ref"], fields(attached)[0]["text"]) == ("batch-2", "- Spring tide")
    assert "Your profile has no nope." in attached.did("profile", "nope")
    for name in ("", "2.2.1"):
        attached.failed("profile", name, "x", code=2)


def test_to_take_an_entry_away_needs_its_name_and_makes_no_store(person: Person) -> None:
    person.failed("profile", "--remove", code=2)
    assert "Your profile has no email." in person.did("profile", "email", "--remove")
    assert not person.store.exists()


def test_what_the_form_asks_of_the_person_is_kept_once(attached: Person) -> None:
    assert attached.run("check", "1").code == 1
    refs = [one["command"] for one in attached_check(attached)["missing"] if one["ref"] == "1.form"]
    assert refs == ['cups-course profile email "..."', 'cups-course profile name "..."']
    attached.did("profile", "email", "plum@example.org")
    attached.did("profile", "name", "Plum Tree")
    assert [one["text"] for one in fields(attached)[:3]] == ["plum@example.org", "Plum Tree", "PlumTree7"]
    assert not [one for one in attached_check(attached)["missing"] if one["ref"] == "1.form"]
    attached.did("profile", "email", "--remove")
    assert attached.json("profile") == {"forum-name": "PlumTree7", "name": "Plum Tree"}


def attached_check(person: Person) -> Any:
    return json.loads(person.run("check", "1", "--json").out)


def test_an_answer_too_long_for_its_field_is_said_by_how_much(attached: Person) -> None:
    limit = fields(attached)[6]["longest"]
    attached.did("answer", "1.2.3", "🌱" * (limit // 2) + "three")  # to a browser an emoji is two characters
    assert fields(attached)[6]["too_long_by"] == 5
    assert any("5 characters too long" in one["what"] for one in attached_check(attached)["missing"])
    assert "5 too many" in attached.did("form", "1", "--match", "1=email")


def test_a_form_as_good_as_done_becomes_ready_only_with_its_own_fields(writer: Person) -> None:
    writer.did("remove", "1.4")
    writer.did("posted", "1.1"), writer.did("posted", "1.3")
    for task in ("1.3.quiz", "1.quiz"):
        writer.did("done", task, "--score", "10/10")
    for discussion, peers in {"1.2": ("heron",), "1.3": ("fern", "wren")}.items():
        for peer in peers:
            writer.did("reply", discussion, peer, "Thank you!")
    assert form_of(writer)["state"] == "ready"
    writer.did("form", "1", "--attach", GOOGLE)
    assert form_of(writer)["state"] == "todo"
    assert writer.json("next")["command"] == "cups-course check 1"
    writer.did("profile", "name", "Plum Tree"), writer.did("profile", "email", "plum@example.org")
    assert form_of(writer)["state"] == "ready"
    assert writer.run("check", "1").code == 0


UNSURE = """<!doctype html><title>Form</title><form>
<label>What does it mean to you? <textarea name=a></textarea></label>
<label>Where was it done well, and what makes it easier? <textarea name=b></textarea></label>
<label>Whom do you call when the sea is rough? <textarea name=c></textarea></label>
</form>"""


def test_what_is_unsure_is_asked_at_a_terminal_and_else_named(writer: Person) -> None:
    form = writer.file("form.html", UNSURE)
    said = writer.run("form", "1", "--attach", form)
    assert said.code == 0
    assert "--match 1=1.2.1" in said.err
    assert "--match 3=REF" in said.err
    unsure = sum(one["ref"] is None for one in fields(writer))
    assert unsure
    answers: list[Answer] = [("Which one?", lambda: b"1\n")] * unsure
    seen = writer.at_terminal("form", "1", "--attach", form, asked=answers)
    assert seen.code == 0, seen.text
    assert all(one["ref"] for one in fields(writer))


OWN = """<!doctype html><title>Form</title><form>
<label>Anything else? <textarea name=a required></textarea></label>
<label>What does steady service mean to you? <textarea name=b></textarea></label>
</form>"""


def test_a_field_that_is_ones_own_to_write_is_a_hint_and_in_nobodys_way(writer: Person) -> None:
    writer.did("form", "1", "--attach", writer.file("form.html", OWN), "--match", "1=none")
    found = attached_check(writer)
    assert "1.form" not in [one["ref"] for one in found["missing"]]
    assert "Anything else?" in next(one["what"] for one in found["hints"] if one["ref"] == "1.form")


def test_a_field_whose_answer_was_moved_away_is_missing(writer: Person) -> None:
    writer.did("form", "1", "--attach", writer.file("form.html", OWN), "--match", "1=none")
    writer.did("move", "1.2", "4.1")
    (missing,) = [one for one in attached_check(writer)["missing"] if one["ref"] == "1.form"]
    assert missing["what"] == "the field “What does steady service mean to you?” is not matched yet"
    assert missing["command"] == "cups-course form 1 --match 2=REF"


TWO_FORMS = """key = "two"
title = "Two Forms"
[[course]]
number = 1
title = "First"
[[course.discussion]]
number = 1
title = "Only"
questions = ["What does steady service mean to you?", "And why?"]
[[course.form]]
title = "The first"
[[course.form]]
title = "The second"
"""


def test_each_of_two_forms_has_its_own_fields(person: Person) -> None:
    person.did("program", "add", person.file("two.toml", TWO_FORMS))
    person.did("answer", "1.1", typed="All in one piece.")
    person.did("form", "1.form", "--attach", person.file("form.html", OWN))
    assert [one["label"] for one in fields(person, "1.form-2")] == [""]
    assert [one["text"] for one in fields(person, "1.form")] == ["", "All in one piece."]
    assert "1.1, whole answer" in person.did("form", "1.form", "--match", "1=none")
    person.did("done", "1.form")
    assert person.json("form", "1.form", "--show")["ref"] == "1.form"
    assert person.json("form", "1")["ref"] == "1.form-2"


TWO_COURSES = """key = "two"
title = "Two Courses"
[[course]]
number = 1
title = "Becoming a Kind Leader"
[[course.discussion]]
number = 1
title = "Only"
questions = ["What does steady service mean to you?", "Whom do you call when the sea is rough?"]
[[course]]
number = 2
title = "Becoming a Kind Leader of Leaders"
[[course.discussion]]
number = 1
title = "Second"
questions = ["What makes a good handover?", "When did you last hand over a watch?"]
"""
STEADY_AND_SEA = """<label>What does steady service mean to you? <textarea name=a></textarea></label>
<label>Whom do you call when the sea is rough? <textarea name=b></textarea></label>"""


@pytest.mark.parametrize(
    ("title", "fields", "belongs_to"),
    [
        ("Becoming a Kind Leader: evaluation", "", 1),
        ("Becoming a Kind Leader of Leaders: evaluation", "", 2),
        ("Course 1 Evaluation Form", "", 1),
        ("Evaluation of course two", "", 2),
        ("Evaluation form", STEADY_AND_SEA, 1),
        ("Course 7 evaluation", "", 7),
    ],
)
def test_a_form_of_another_course_is_attached_only_if_insisted(
    person: Person, title: str, fields: str, belongs_to: int
) -> None:
    person.did("program", "add", person.file("two.toml", TWO_COURSES))
    page = (
        f"<!doctype html><title>{title}</title><form>{fields}<label>More? <textarea name=z></textarea></label></form>"
    )
    form = person.file("my form.html", page)
    for course in {1, 2} - {belongs_to}:
        said = person.failed("form", str(course), "--attach", form)
        assert f"This looks like the form of course {belongs_to}, so nothing was changed." in said
        assert (f'cups-course form {belongs_to} --attach "{form}"' in said) == (belongs_to != 7)
        assert said.endswith(f'cups-course form {course} --attach "{form}" --force')
        assert person.query("SELECT count(*) FROM form") == [0]
    if belongs_to != 7:
        person.did("form", str(belongs_to), "--attach", form)
    person.did("form", "1" if belongs_to != 1 else "2", "--attach", form, "--force")


def test_a_form_is_detached_with_all_that_was_matched(attached: Person) -> None:
    without = [one["ref"] for one in fields(attached)]
    attached.did("form", "1", "--match", "4=1.3.2")
    attached.did("done", "1.form")
    sent = attached.json("form", "1", "--show")
    assert "Detached the saved form of 1.form." in attached.did("form", "1", "--detach")
    assert [one["ref"] for one in fields(attached)] == ["1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.3.1", "1.3.2"]
    assert [one for one in attached_check(attached)["missing"] if one["ref"] == "1.form"] == []
    assert attached.json("form", "1", "--show") == sent
    assert "has no saved form attached" in attached.failed("form", "1", "--detach")
    attached.did("undo")
    assert fields(attached)[3]["ref"] == "1.3.2"
    attached.did("form", "1", "--detach")
    attached.did("form", "1", "--attach", GOOGLE)
    assert [one["ref"] for one in fields(attached)] == without


def test_a_walk_with_nothing_to_copy_says_so_and_asks_nothing(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    seen = person.at_terminal("form", "1", asked=[(KEYS, lambda: b"\n"), (KEYS, lambda: b"q\n")])
    assert seen.code == 1
    assert "Nothing is ready to copy for 1.form." in seen.text and "cups-course check 1" in seen.text
    assert "Have you sent" not in seen.text


def test_a_walk_that_copied_nothing_does_not_ask_whether_it_was_sent(writer: Person) -> None:
    seen = writer.at_terminal("form", "1", asked=typing(*["s"] * 6))
    assert "Have you sent" not in seen.text
    assert "cups-course done 1.form" in seen.text
    assert form_of(writer)["state"] == "todo"


CHOICES = """<!doctype html><title>Form</title><form>
<label>Country <select name=a><option>Wales</option><option>Peru</option></select></label>
<label>What does steady service mean to you? <textarea name=b maxlength=20></textarea></label>
<label>Your name <input name=c></label>
</form>"""


def test_a_field_in_which_one_chooses_takes_no_answer(writer: Person) -> None:
    writer.did("form", "1", "--attach", writer.file("form.html", CHOICES))
    before = fields(writer)
    said = writer.failed("form", "1", "--match", "1=1.2.1")
    assert "1.2.1 can't go into field 1, so nothing was changed." in said and "Wales and Peru" in said
    assert said.endswith("cups-course form 1 --match 1=none")
    assert fields(writer) == before
    writer.did("profile", "country", "Iceland")
    assert "country can't go into field 1" in writer.failed("form", "1", "--match", "1=country")
    writer.did("profile", "country", "Peru")
    writer.did("form", "1", "--match", "1=country")
    assert fields(writer)[0]["text"] == "Peru"
    writer.did("profile", "country", "Iceland")
    assert (fields(writer)[0]["kind"], fields(writer)[0]["text"]) == ("own", "")
    assert "your choice" in writer.did("form", "1", "--match", "3=name")


def test_a_field_of_one_line_says_that_line_breaks_are_lost(writer: Person) -> None:
    writer.did("form", "1", "--attach", writer.file("form.html", CHOICES))
    assert "line breaks are lost" in writer.did("form", "1", "--match", "3=1.3.1")
    assert "line breaks are lost" not in writer.did("form", "1", "--match", "3=1.3.2")
    seen = writer.at_terminal("form", "1", asked=typing("", "", "q"))
    assert "line breaks are lost" not in seen.text
    writer.did("form", "1", "--match", "3=1.3.1")
    assert "line breaks are lost" in writer.at_terminal("form", "1", asked=typing("q")).text


def test_everywhere_the_same_fields_are_ready(writer: Person) -> None:
    writer.did("form", "1", "--attach", writer.file("form.html", CHOICES), "--match", "1=none")
    writer.did("profile", "name", "Plum Tree")
    (long,) = [one["ref"] for one in fields(writer) if one["too_long_by"]]
    assert "1 of 3 fields ready" in writer.did("form", "1", "--match", "3=name")
    assert "1 of 3 fields ready" in writer.at_terminal("form", "1", asked=typing("q")).text
    assert [one["ref"] for one in attached_check(writer)["missing"] if "too long" in one["what"]] == [long]
    rows = list(csv.DictReader(StringIO(writer.did("export", "1", "--format", "csv"))))
    states = {row["question"]: (row["kind"], row["state"]) for row in rows if "Not on the form" not in row["section"]}
    assert states == {
        "Country": ("own", ""),
        "What does steady service mean to you?": ("answer", "posted"),
        "Your name": ("profile", "ready"),
    }
    writer.did("profile", "name", "--remove")
    rows = list(csv.DictReader(StringIO(writer.did("export", "1", "--format", "csv"))))
    assert next(row["state"] for row in rows if row["question"] == "Your name") == "todo"


@pytest.mark.words
def test_what_was_sent_comes_out_word_for_word(writer: Person) -> None:
    text = "  a long line " + "word " * 60 + "\n\n\n\ttab and \x1b[31mescape"
    writer.did("answer", "1.3.2", typed=text)
    writer.did("done", "1.form")
    assert f"\n{text}\n" in writer.did("form", "1", "--show")
    assert b"\x1b[31m" not in writer.at_terminal("form", "1", "--show").raw


# the prefilled address


def test_a_prefilled_address_holds_whole_answers_and_is_opened_by_nobody(attached: Person) -> None:
    opened = attached.file("browser.sh", '#!/bin/sh\necho "$1" >> opened.txt\n')
    opened.chmod(0o755)
    attached.did("answer", "1.3.1", "long " * 2000 + "end")
    ended = attached.run("form", "1", "--prefill", env={"BROWSER": str(opened)})
    query = parse_qs(urlsplit(ended.out.strip()).query, keep_blank_values=True)
    texts = {one["name"]: one["text"] for one in fields(attached) if one["text"]}
    assert query.pop("usp") == ["pp_url"]
    assert {name: [text] for name, text in texts.items() if not text.startswith("long ")} == query
    assert "browser keeps the address in its history" in one_line(ended.err)
    assert "1.3.1" in ended.err
    assert not (attached.home / "opened.txt").exists()


def test_only_a_google_form_is_prefilled(writer: Person) -> None:
    assert "--attach" in writer.failed("form", "1", "--prefill")
    writer.did("form", "1", "--attach", PLAIN)
    assert "Google Form" in writer.failed("form", "1", "--prefill")


# forms and merges


def test_two_devices_that_attached_one_form_have_one_and_what_each_sent(attached: Person, tmp_path: Path) -> None:
    other = Person(tmp_path / "other")
    other.did("merge", attached.store)
    attached.did("form", "1", "--match", "5=1.2.2")
    attached.did("done", "1.form", "--on", "2026-03-01")
    other.did("form", "1", "--attach", GOOGLE)
    other.did("profile", "name", "Plum Tree")
    for one, from_ in ((attached, other), (other, attached), (attached, other)):
        one.did("merge", from_.store)
    assert fields(attached) == fields(other)
    assert fields(other)[4]["ref"] == "1.2.2"
    assert fields(attached)[1]["text"] == "Plum Tree"
    assert other.json("form", "1", "--show") == attached.json("form", "1", "--show")


def test_a_course_whose_form_is_attached_stays_when_its_only_discussion_is_moved_away(person: Person) -> None:
    person.did("import", STEADY, "--me", "PlumTree7")
    person.did("form", "1", "--attach", GOOGLE)
    person.did("move", "1.2", "4.1")
    assert fields(person, "1")[2]["text"] == "PlumTree7"
    person.did("undo")
    assert fields(person, "1")[4]["ref"] == "1.2.1"


def test_what_was_sent_is_not_shown_where_it_is_no_longer_as_it_was_sent(attached: Person) -> None:
    attached.did("done", "1.form")
    with closing(sqlite3.connect(attached.store)) as connection, connection:
        connection.execute("UPDATE submitted_field SET text = replace(text, 'Wren', 'Fern')")
    said = attached.failed("form", "1", "--show")
    assert "damaged" in said and "cups-course doctor" in said
    assert "1.form" in attached.run("doctor").out
    assert attached.exported("1.3")["1.3.2"] == ANSWERS["1.3.2"]


def test_a_form_that_was_sent_with_things_open_is_told_the_same_wherever_it_is_marked(writer: Person) -> None:
    left = "4 discussions and 1 other thing"
    still = f"Course 1 still has {left} to do."
    seen = writer.at_terminal("form", "1", asked=[*typing(*[""] * 6), ("[y/N]", partial(bytes, b"y\n"))])
    assert still in one_line(seen.text)
    writer.did("done", "1.form", "--undo")
    assert still in one_line(writer.run("done", "1.form").err)

    said = one_line(writer.run("check", "1").out)
    assert said.startswith(f"Course 1: the evaluation form is sent. Still open: {left}.")
    assert "ticked" not in writer.did("history") and "marked 1.form as sent" in writer.did("history")
    assert "sent" in writer.did("show", "1.form").splitlines()[0]
    writer.did("done", "1.form", "--undo")
    assert "1.form is not marked as sent" in writer.failed("done", "1.form", "--undo")


def test_a_form_no_longer_marked_as_sent_is_not_shown_as_sent(plum: Person) -> None:
    plum.did("done", "1.form")
    assert "sent on" in plum.did("form", "1", "--show")
    plum.did("done", "1.form", "--undo")
    shown = plum.did("form", "1", "--show")
    assert "sent on" not in shown
    assert "no longer marked as sent" in shown
