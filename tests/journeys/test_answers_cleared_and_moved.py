"""What a person sees is what is kept: answers cleared, moved, split and never handed out twice."""

import json
from collections.abc import Callable

import docx
import pytest

from journeys.driver import ASKING, COMMAND, STEADY, STEADY_LATER, Person, one_line

Edit = Callable[..., str]
"""Calls `answer 1.2` with an editor that does something, and returns what was said."""

PARTS = """\
def below(ref):
    # The text below a question's line, and where it stands.
    begin = text.index(marker(ref)) + len(marker(ref)) + 1
    return begin, text.index("<!-- ", begin)


def cut(ref):
    begin, end = below(ref)
    return text[:begin] + "\\n" + text[end:]
"""


@pytest.fixture
def edit(plum: Person) -> Edit:
    def call(body: str, *, ref: str = "1.2") -> str:
        ended = plum.run("answer", ref, env=plum.editor(f"{PARTS}\n{body}"))
        assert ended.code == 0, ended.err
        return one_line(ended.out + ended.err)

    return call


def _texts(person: Person) -> dict[str, str | None]:
    return {ref: text for ref, text in person.exported("1.2").items() if ref != "1.2"}


def test_text_cut_and_pasted_under_another_question_has_moved(plum: Person, edit: Edit) -> None:
    before = _texts(plum)
    first = before["1.2.1"]
    said = edit("begin, end = below('1.2.1')\nwords = text[begin:end]\ntext = cut('1.2.1')\nwrite(_1_2_2=words)")
    after = _texts(plum)
    assert after["1.2.1"] is None
    assert str(after["1.2.2"]).split() == [*str(first).split(), *str(before["1.2.2"]).split()]
    assert plum.question("1.2.1")["state"] == "todo"
    assert "Cleared 1.2.1" in said
    assert plum.did("export", "1.2", "--for", "thread").count(str(first)) == 1


def test_an_answer_that_moves_takes_its_posting_along(plum: Person, edit: Edit) -> None:
    first = _texts(plum)["1.2.1"]
    assert plum.question("1.2.1")["state"] == "posted"
    said = edit(
        "begin, end = below('1.2.1')\nwords = text[begin:end]\ntext = cut('1.2.1')\n"
        "begin, end = below('1.2.2')\nsave(text[:begin] + words + text[end:])"
    )
    assert "Moved 1.2.1 to 1.2.2" in said
    assert _texts(plum)["1.2.2"] == first
    assert (plum.question("1.2.1")["state"], plum.question("1.2.2")["state"]) == ("todo", "posted")
    assert not plum.question("1.2.2")["changed_since_posted"]


def test_two_answers_exchanged_in_the_editor_take_their_postings_along(plum: Person, edit: Edit) -> None:
    before = _texts(plum)
    said = edit(
        "begin, end = below('1.2.1')\none = text[begin:end]\nstart, stop = below('1.2.2')\ntwo = text[start:stop]\n"
        "save(text[:begin] + two + text[end:start] + one + text[stop:])"
    )
    assert "Moved 1.2.1 to 1.2.2" in said
    assert "Moved 1.2.2 to 1.2.1" in said
    assert _texts(plum) == {**before, "1.2.1": before["1.2.2"], "1.2.2": before["1.2.1"]}
    for one in plum.discussion("1.2")["questions"]:
        assert (one["state"], one["changed_since_posted"]) == ("posted", False)
    exchanged = _texts(plum)
    plum.did("import", STEADY)
    assert _texts(plum) == exchanged


def test_deleting_the_text_under_a_question_clears_its_answer(plum: Person, edit: Edit) -> None:
    before = _texts(plum)
    said = edit("save(cut('1.2.1'))")
    assert "Cleared 1.2.1" in said
    assert _texts(plum) == {**before, "1.2.1": None}
    assert plum.question("1.2.1")["state"] == "todo"
    assert [one["text"] for one in plum.json("history", "1.2.1")] == [before["1.2.1"]]
    plum.did("undo")
    assert _texts(plum) == before
    assert plum.question("1.2.1")["state"] == "posted"


@pytest.mark.parametrize("again", [STEADY, STEADY_LATER], ids=["the same copy", "a later copy"])
def test_importing_the_posts_again_brings_no_cleared_answer_back(plum: Person, edit: Edit, again: object) -> None:
    edit("save(cut('1.2.1'))")
    before = _texts(plum)
    plum.did("import", str(again))
    assert _texts(plum) == before
    assert plum.question("1.2.1")["state"] == "todo"


@pytest.mark.parametrize(
    "move",
    [
        ("move", "1.2.1", "1.2.2", "--swap"),
        ("remove", "1.2.2"),
        ("posted", "1.2.1", "--undo"),
    ],
    ids=" ".join,
)
def test_importing_the_posts_again_reverses_nothing(plum: Person, move: tuple[str, ...]) -> None:
    plum.did(*move)
    before = plum.discussion("1.2"), _texts(plum)
    plum.did("import", STEADY)
    assert (plum.discussion("1.2"), _texts(plum)) == before


def test_only_new_words_in_the_post_fill_a_cleared_answer(plum: Person) -> None:
    plum.did("remove", "1.2.2")
    lines = STEADY.read_text(encoding="utf-8")
    old = "In January the Lantern Room was almost empty"
    assert lines.count(old) == 1
    changed = plum.file("steady.txt", lines.replace(old, "In February, not January, the Lantern Room was almost empty"))
    plum.did("import", changed)
    assert str(_texts(plum)["1.2.2"]).startswith("In February, not January")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("save(cut('1.2.1').replace('<!-- end -->', ''))", "the last line of the document was missing"),
        ("save(cut('1.2.1').rstrip('\\n')[:-1])", "the last line of the document was missing"),
        ("import re\nsave(re.sub(r'(?m)^(?!<!--).*', '', text))", "no text was left in the document"),
    ],
    ids=["without the last line", "cut off", "without any text"],
)
def test_a_document_that_may_be_cut_off_clears_nothing_and_that_is_said(
    plum: Person, edit: Edit, body: str, why: str
) -> None:
    before = _texts(plum)
    said = edit(body)
    assert why in said
    assert "cups-course remove 1.2.1" in said
    assert _texts(plum) == before


def test_an_answer_under_a_changed_line_of_ours_is_not_cleared(plum: Person, edit: Edit) -> None:
    before = _texts(plum)
    edit("save(cut('1.2.1').replace(marker('1.2.1'), '<!-- 1.2.1 -->'))")
    assert _texts(plum) == before


def test_an_answer_changed_elsewhere_meanwhile_is_not_cleared(plum: Person, edit: Edit) -> None:
    call = [str(COMMAND), "answer", "1.2.1", "Newer words."]
    said = edit(f"import subprocess\nsubprocess.run({call!r}, check=True)\nsave(cut('1.2.1'))")
    assert _texts(plum)["1.2.1"] == "Newer words."
    assert "changed elsewhere" in said


def test_pipes_and_files_clear_nothing(plum: Person) -> None:
    before = _texts(plum)
    document = plum.home / "document.md"
    plum.did("answer", "1.2", env=plum.editor(f"Path({str(document)!r}).write_text(text, encoding='utf-8')"))
    text = document.read_text(encoding="utf-8")
    kept = text.index("<!-- 1.2.2")
    begin = text.index("\n", text.index("<!-- 1.2.1")) + 1
    emptied = text[:begin] + "\n" + text[kept:]
    plum.did("answer", "1.2", typed=emptied)
    plum.did("answer", "1.2", "--file", plum.file("emptied.md", emptied))
    assert _texts(plum) == before


def test_going_back_to_older_words_in_the_editor_is_kept(plum: Person, edit: Edit) -> None:
    plum.did("answer", "1.2.1", "Older.")
    plum.did("answer", "1.2.1", "Newer.")
    edit("save(text.replace('Newer.', 'Older.'))")
    assert _texts(plum)["1.2.1"] == "Older."


# --- move and remove --------------------------------------------------------------------------------------------------


def test_an_answer_moves_to_another_question(plum: Person) -> None:
    plum.did("remove", "1.2.2")
    first = _texts(plum)["1.2.1"]
    plum.did("move", "1.2.1", "1.2.2")
    assert (_texts(plum)["1.2.1"], _texts(plum)["1.2.2"]) == (None, first)
    assert (plum.question("1.2.1")["state"], plum.question("1.2.2")["state"]) == ("todo", "posted")
    plum.did("undo")
    assert _texts(plum)["1.2.1"] == first


def test_a_place_with_an_answer_is_refused_until_they_are_exchanged(plum: Person) -> None:
    before = _texts(plum)
    said = plum.failed("move", "1.2.1", "1.2.2")
    assert "cups-course move 1.2.1 1.2.2 --swap" in said
    assert _texts(plum) == before
    plum.did("move", "1.2.1", "1.2.2", "--swap")
    assert _texts(plum) == {**before, "1.2.1": before["1.2.2"], "1.2.2": before["1.2.1"]}
    plum.did("move", "1.2.1", "1.2.2", "--swap")
    assert _texts(plum) == before
    assert all(one["state"] == "posted" for one in plum.discussion("1.2")["questions"])


def test_a_changed_answer_stays_posted_and_changed_when_it_moves(plum: Person) -> None:
    plum.did("answer", "1.2.1", "Newer than the post.")
    plum.did("remove", "1.2.2")
    plum.did("move", "1.2.1", "1.2.2")
    question = plum.question("1.2.2")
    assert (question["state"], question["changed_since_posted"]) == ("posted", True)
    assert _texts(plum)["1.2.2"] == "Newer than the post."


def test_an_answer_moves_to_another_discussion_as_posted_but_in_no_post_there(plum: Person) -> None:
    plum.did("import", ASKING)
    plum.did("move", "1.2.1", "1.3.2")
    assert plum.question("1.3.2")["state"] == "posted"
    assert plum.question("1.2.1")["state"] == "todo"
    plum.did("import", ASKING)
    assert plum.question("1.3.2")["state"] == "posted"


def test_one_answer_for_all_questions_is_assigned_to_one(plum: Person) -> None:
    plum.did("import", ASKING)
    said = plum.run("answer", "1.3", "I ask for small things.")
    message = one_line(said.out + said.err)
    assert "one answer for both questions" in message
    assert "cups-course move 1.3 1.3.1" in message
    assert "Everything is written" not in message
    plum.did("move", "1.3", "1.3.2")
    assert plum.exported("1.3") == {"1.3": None, "1.3.1": None, "1.3.2": "I ask for small things."}
    assert plum.question("1.3.1")["state"] == "todo"


def test_remove_clears_an_answer_and_the_one_for_all_questions(plum: Person) -> None:
    plum.did("import", ASKING)
    plum.did("answer", "1.3", "For all.")
    assert "cups-course remove 1.3 --answer" in plum.failed("remove", "1.3.1")
    plum.did("remove", "1.3", "--answer")
    assert plum.exported("1.3") == {"1.3": None, "1.3.1": None, "1.3.2": None}
    assert plum.discussion("1.3")["answer"] is None
    assert [one["text"] for one in plum.json("history", "1.3")] == ["For all."]
    plum.did("undo")
    assert plum.exported("1.3")["1.3"] == "For all."


def test_a_cleared_answer_comes_back_from_the_history_as_posted_as_it_was(plum: Person) -> None:
    before = _texts(plum)
    plum.did("remove", "1.2.1")
    plum.did("history", "1.2.1", "--restore", "1")
    assert _texts(plum) == before
    assert plum.question("1.2.1")["state"] == "posted"


def test_a_post_chosen_by_hand_counts_though_its_answer_was_cleared(plum: Person) -> None:
    before = _texts(plum)
    for ref in ("1.2.1", "1.2.2", "1.2.3"):
        plum.did("remove", ref)
    mine = next(one for one in plum.json("thread", "1.2")["posts"] if one["text"].find(str(before["1.2.1"])[:40]) >= 0)
    plum.did("posted", "1.2", "--post", str(mine["index"]))
    assert _texts(plum) == before


# --- text for a whole discussion --------------------------------------------------------------------------------------

NUMBERED = "1. I fear to be a burden.\n\n2. A neighbour carried my shopping up the stairs.\n"


def test_text_with_clear_parts_is_split_over_the_questions(plum: Person) -> None:
    plum.did("import", ASKING)
    said = plum.run("answer", "1.3", typed=NUMBERED)
    assert "split over the questions" in one_line(said.out + said.err)
    assert plum.exported("1.3") == {
        "1.3": None,
        "1.3.1": "I fear to be a burden.",
        "1.3.2": "A neighbour carried my shopping up the stairs.",
    }


def test_text_that_marks_only_some_parts_is_one_answer_for_all(plum: Person) -> None:
    plum.did("import", ASKING)
    text = "1. I fear to be a burden.\n\nBut that is all I know."
    plum.did("answer", "1.3", typed=text)
    assert plum.exported("1.3") == {"1.3": text, "1.3.1": None, "1.3.2": None}


def test_the_same_words_are_not_handed_out_twice(plum: Person) -> None:
    plum.did("import", ASKING)
    words = "I fear to be a burden.\n\nA neighbour carried my shopping up the stairs."
    plum.did("answer", "1.3", typed=words)
    plum.did("posted", "1.3")
    plum.did("import", "--answers", plum.file("answers.txt", NUMBERED), "1.3")
    exported = plum.did("export", "1.3", "--for", "thread")
    assert exported.count("I fear to be a burden.") == 1
    assert exported.count("A neighbour carried") == 1
    assert plum.discussion("1.3")["answer"] is None
    assert all(one["state"] == "posted" for one in plum.discussion("1.3")["questions"])
    plum.did("answer", "1.3.1", "I no longer fear it.")
    assert "I fear to be a burden." not in plum.did("export", "1.3")


def test_a_paragraph_that_is_also_under_a_question_is_left_out_and_that_is_said(plum: Person) -> None:
    plum.did("import", ASKING)
    plum.did("answer", "1.3", typed="I fear to be a burden.\n\nBread helps with everything.")
    plum.did("answer", "1.3.1", "I fear to be a burden.")
    ended = plum.run("export", "1.3", "--for", "thread")
    assert ended.out.count("I fear to be a burden.") == 1
    assert "Bread helps with everything." in ended.out
    assert "also under a question" in one_line(ended.err)
    shown = plum.did("show", "1.3")
    assert shown.count("I fear to be a burden.") == 1
    assert "also under a question" in one_line(shown)
    for format_ in ("text", "markdown", "html", "csv", "json"):
        assert plum.did("export", "1.3", "--format", format_).count("I fear to be a burden.") == 1


def test_paragraphs_deleted_from_the_answer_to_all_questions_stay_deleted(plum: Person, edit: Edit) -> None:
    plum.did("import", ASKING)
    plum.did("answer", "1.3", typed="I fear to be a burden.\n\nBread helps with everything.")
    plum.did("posted", "1.3")
    plum.did("answer", "1.3.1", "I fear to be a burden.")
    edit("save(text.replace('Bread helps with everything.', ''))", ref="1.3")
    assert plum.exported("1.3") == {"1.3": None, "1.3.1": "I fear to be a burden.", "1.3.2": None}
    assert plum.question("1.3.1")["state"] == "posted"


def test_words_that_were_in_no_post_are_not_posted_by_the_answer_to_all_questions(plum: Person) -> None:
    plum.did("import", ASKING)
    plum.did("answer", "1.3", typed="I fear to be a burden.")
    plum.did("posted", "1.3")
    plum.did("answer", "1.3.2", "A neighbour carried my shopping.")
    plum.did("answer", "1.3.1", "I fear to be a burden.")
    assert (plum.question("1.3.1")["state"], plum.question("1.3.2")["state"]) == ("posted", "draft")


def test_an_export_that_comes_back_gives_no_question_the_rest_of_the_answer_to_all(plum: Person) -> None:
    plum.did("import", ASKING)
    plum.did("answer", "1.3", typed="I fear to be a burden.\n\nBread helps with everything.")
    plum.did("answer", "1.3.1", "I fear to be a burden.")
    plum.did("answer", "1.3.2", "A neighbour carried my shopping.")
    before = plum.exported("1.3")
    plum.did("import", "--answers", plum.file("answers.txt", plum.did("export", "1.3", "--for", "thread")), "1.3")
    assert plum.exported("1.3") == before


def test_words_that_are_under_the_questions_already_change_nothing(plum: Person) -> None:
    plum.did("import", ASKING)
    plum.did("answer", "1.3.1", "I fear to be a burden.")
    plum.did("answer", "1.3.2", "A neighbour carried my shopping.")
    before = plum.discussion("1.3")
    said = plum.run("answer", "1.3", "I fear to be a burden.\n\nA neighbour carried my shopping.")
    assert "Nothing changed" in one_line(said.out + said.err)
    assert plum.discussion("1.3") == before


def test_words_below_two_questions_at_once_are_an_answer_to_neither_alone(plum: Person) -> None:
    asked = [one["text"] for one in plum.discussion("1.2")["questions"]]
    text = f"{asked[0]} {asked[1]}\n\nIt is a lamp, and I saw one in May.\n\n{asked[2]}\n\nBy resting on Sundays."
    opening = STEADY.read_text(encoding="utf-8").partition("kettleon March 9th, 2025")[0]
    thread = plum.file("thread.txt", f"{opening}\nBrightPebble March 29th, 2025\n\n{text}\n")
    read = json.loads(plum.did("import", thread, "--me", "BrightPebble", "--dry-run", "--json"))
    assert [one["question"] for one in read["me"]["answers"]] == [None, 3]
    other = Person(plum.home / "other")
    other.did("import", thread, "--me", "BrightPebble")
    assert other.exported("1.2")["1.2"] == "It is a lamp, and I saw one in May."
    said = other.run("answer", "1.2", typed=text)
    assert said.code == 0
    assert other.exported("1.2")["1.2.1"] is None


def test_what_is_replaced_without_being_seen_is_said_with_the_way_back(plum: Person) -> None:
    before = _texts(plum)
    document = plum.file("answers.txt", "1. A lamp.\n\n2. TealTeapot.\n\n3. By resting.")
    assert "2 words, in place of 34" in plum.did("import", "--answers", document, "1.2", "--dry-run")
    said = plum.run("import", "--answers", document, "1.2")
    assert "Saved 1.2.1: 2 words, in place of 34." in said.out
    assert "The older text stays in the history" in said.err
    plum.did("undo")
    assert _texts(plum) == before
    said = plum.run("answer", "1.2.1", "A lamp.")
    assert "in place of 34" in one_line(said.out + said.err)


def test_history_offers_what_counted_and_not_what_was_undone(plum: Person) -> None:
    plum.did("answer", "1.2.1", "Newer.")
    plum.did("answer", "1.2.1", "A slip.")
    plum.did("undo")
    said = plum.run("history", "1.2.1")
    assert "cups-course history 1.2.1 --restore 1" in said.out + said.err


# --- replies in a document --------------------------------------------------------------------------------------------


def test_what_its_own_label_calls_a_reply_is_a_draft_of_one_and_no_answer(plum: Person) -> None:
    plum.did("import", ASKING)
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for left, right in (
        (plum.question("1.3.1")["text"], "I fear to be a burden."),
        ("Reply to Fern", "Thank you for the soup."),
        (plum.question("1.3.2")["text"], "A neighbour carried my shopping."),
        ("My reply to @Oak", "I smiled at your kettle."),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = left, right
    path = plum.home / "answers.docx"
    document.save(str(path))
    planned = plum.did("import", "--answers", path, "1.3", "--dry-run")
    assert "a draft of your reply to Fern" in planned
    said = plum.did("import", "--answers", path, "1.3")
    assert plum.exported("1.3") == {
        "1.3": None,
        "1.3.1": "I fear to be a burden.",
        "1.3.2": "A neighbour carried my shopping.",
    }
    assert "draft of your reply to Fern" in said
    exported = plum.json("export", "1.3")["programs"][0]["courses"][0]["discussions"][0]["peer_replies"]
    assert [(one["peer"], one["text"], one["given"]) for one in exported] == [
        ("Fern", "Thank you for the soup.", False),
        ("Oak", "I smiled at your kettle.", False),
    ]
    assert plum.discussion("1.3")["peer_replies"]["given"] == 0


def test_a_cleared_answer_to_all_questions_comes_back_with_the_command_that_history_shows(plum: Person) -> None:
    plum.did("answer", "1.2", "One thought on all three.")
    plum.did("remove", "1.2", "--answer")
    assert "cups-course history 1.2 --restore 1\n" in plum.run("history", "1.2").err
    assert plum.did("history", "1.2", "1") == "One thought on all three.\n"
    plum.did("history", "1.2", "--restore", "1")
    assert plum.exported("1.2")["1.2"] == "One thought on all three."


def test_words_of_its_own_under_a_question_posted_with_all_others_have_changed_since(plum: Person) -> None:
    plum.did("answer", "1.3", "One thought on both.")
    plum.did("posted", "1.3")
    assert not plum.question("1.3.2")["changed_since_posted"]
    plum.did("answer", "1.3.2", "A neighbour carried all my shopping up.")
    question = plum.question("1.3.2")
    assert (question["state"], question["changed_since_posted"]) == ("posted", True)
    assert "changed since" in plum.did("status", "1.3")
    assert "Question 2: changed since you posted it" in plum.run("check", "1").out
    plum.did("posted", "1.3.2")
    assert not plum.question("1.3.2")["changed_since_posted"]


def test_an_answer_to_a_question_that_was_dropped_is_not_offered_to_post(plum: Person) -> None:
    plum.did("answer", "1.1.1", "A lamp in the window.")
    plum.did("question", "drop", "1.1.1")
    plum.failed("export", "1.1", "--for", "thread")
    plum.did("question", "drop", "1.2.3")
    ended = plum.run("answer", "1.2.3", "Two evenings a month.")
    assert ended.code == 0
    assert "No longer asked" in ended.err
    assert "export" not in ended.err
    plum.did("question", "add", "1.2.3")
    assert "Two evenings a month." in plum.did("export", "1.2", "--for", "thread")
    plum.did("question", "drop", "1.2.3")
    assert "No longer asked, so left out: 1.2.3." in plum.run("export", "1.2", "--for", "thread").err
    assert "Question 3: changed" not in plum.did("show", "1.2") + plum.run("check", "1").out
