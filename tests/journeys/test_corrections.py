"""What was read wrongly is put right by a command, and stays right when the thread is imported again."""

import pytest

from journeys.driver import STEADY, Person, folder_of, one_line

QUESTIONS = ("What keeps you calm in a storm?", "Where have you seen the sea?", "When do you nap?")
OPENING = f"""Course 1: Becoming a Kind Leader - (Discussion #2) Calm Seas

HarbourAnna March 3rd, 2025

Welcome to the second week. Take your time, and a cup of tea.

Questions: {QUESTIONS[0]} {QUESTIONS[1]}
{QUESTIONS[2]}

Activity: Please reply to 3 of your peers in this thread.

This post is brought to you by the Kind Leaders crew.
"""
OAK = "oakleaf March 4th, 2025\n\n" + "\n\n".join(f"{question}\nOak says so." for question in QUESTIONS)
MINE = "PlumTree7 March 10th, 2025\n\n" + "\n\n".join(
    f"{question}\n{words}"
    for question, words in zip(QUESTIONS, ("A lamp.", "From the pier.", "On Sundays."), strict=True)
)
THANKS = "PlumTree7 March 5th, 2025\n\n@oakleaf Thank you, I could see the waves."


def page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def again(person: Person) -> None:
    """Import the thread once more."""
    person.did("import", "page.txt")


@pytest.fixture
def reader(person: Person) -> Person:
    """Somebody who has imported a thread with a reply and an answer of theirs."""
    person.file("page.txt", page(OPENING, OAK, THANKS, MINE))
    person.did("import", "page.txt", "--me", "PlumTree7")
    assert person.exported("1.2") == {
        "1.2.1": "A lamp.",
        "1.2.2": "From the pier.",
        "1.2.3": "On Sundays.",
        "1.2": None,
    }
    return person


def asked(person: Person) -> dict[str, str]:
    return {one["ref"]: one["text"] for one in person.discussion("1.2")["questions"]}


# Questions


def test_a_question_is_worded_as_the_post_has_it(reader: Person) -> None:
    said = reader.did("question", "edit", "1.2.2", "  Where did you\n see the sea first?")
    again(reader)

    assert one_line(said).startswith("1.2.2 asks: Where did you see the sea first?")
    assert asked(reader)["1.2.2"] == "Where did you see the sea first?"
    assert reader.exported("1.2")["1.2.2"] == "From the pier."


def test_a_question_may_begin_with_a_dash_or_come_through_a_pipe(reader: Person) -> None:
    reader.did("question", "edit", "1.2.2", "- Where is the sea?")
    reader.did("question", "edit", "1.2.3", typed="And when is your nap?\n")
    reader.did("question", "split", "1.2.1", "- What is calm?", "-- And what is a storm?")

    assert list(asked(reader).values()) == [
        "- What is calm?",
        "- Where is the sea?",
        "And when is your nap?",
        "-- And what is a storm?",
    ]


def test_at_a_terminal_the_words_of_a_question_are_asked_for(reader: Person) -> None:
    seen = reader.at_terminal("question", "edit", "1.2.2", typed=b"Where is the sea?\n")

    assert QUESTIONS[1] in seen.text and "What does it ask?" in seen.text
    assert asked(reader)["1.2.2"] == "Where is the sea?"


def test_what_is_no_question_is_taken_out_and_can_come_back(reader: Person) -> None:
    ended = reader.run("question", "drop", "1.2.2")
    again(reader)

    assert ended.out == "1.2.2 is no longer asked.\n"
    assert "Your answer to 1.2.2 stays." in one_line(ended.err)
    assert list(asked(reader)) == ["1.2.1", "1.2.3"]
    assert [one["ref"] for one in reader.discussion("1.2")["dropped_questions"]] == ["1.2.2"]
    assert "cups-course question add 1.2.2\n" in ended.err
    assert reader.did("question", "add", "1.2.2").startswith(f"1.2.2 asks: {QUESTIONS[1]}")
    again(reader)
    assert list(asked(reader)) == ["1.2.1", "1.2.2", "1.2.3"]
    assert reader.exported("1.2")["1.2.2"] == "From the pier."


def test_several_questions_become_one_with_their_answers(reader: Person) -> None:
    ended = reader.run("question", "merge", "1.2.1", "1.2.2")
    again(reader)

    assert f"1.2.1 asks: {QUESTIONS[0]} {QUESTIONS[1]}" in one_line(ended.out)
    assert "1.2.2 is no longer asked." in ended.out
    assert "Your answer to 1.2.2 is now in 1.2.1." in one_line(ended.err)
    assert reader.exported("1.2") == {"1.2.1": "A lamp.\n\nFrom the pier.", "1.2.3": "On Sundays.", "1.2": None}
    assert [one["state"] for one in reader.discussion("1.2")["questions"]] == ["posted", "posted"]


def test_one_question_becomes_several_and_the_post_is_split_anew(reader: Person) -> None:
    reader.did("question", "merge", "1.2.1", "1.2.2", "1.2.3")
    said = reader.did("question", "split", "1.2.1", QUESTIONS[0], QUESTIONS[1], QUESTIONS[2])
    again(reader)

    assert [line for line in said.splitlines() if "asks:" in line] == [
        f"1.2.{number} asks: {question}" for number, question in enumerate(QUESTIONS, 1)
    ]
    assert reader.exported("1.2") == {
        "1.2.1": "A lamp.",
        "1.2.2": "From the pier.",
        "1.2.3": "On Sundays.",
        "1.2": None,
    }


def test_a_question_that_was_missed_is_added_and_named_as_the_next_thing_to_answer(reader: Person) -> None:
    ended = reader.run("question", "add", "1.2", "Name a ship.")
    again(reader)

    assert ended.out == "1.2.4 asks: Name a ship.\n"
    assert "cups-course answer 1.2.4" in ended.err
    assert asked(reader)["1.2.4"] == "Name a ship."


@pytest.mark.parametrize(
    "words",
    [
        ("add", "1.2", QUESTIONS[1].upper()),
        ("add", "1.2.2"),
        ("edit", "1.2.2", QUESTIONS[1]),
    ],
)
def test_what_reads_so_already_changes_nothing(reader: Person, words: tuple[str, ...]) -> None:
    before = reader.json("status")

    assert reader.did("question", *words) == "Nothing changed in 1.2: it already says this.\n"
    assert reader.json("status") == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "1.2.1", "Why?"), 1, "This needs a discussion, such as 2.2. 1.2.1 is a question."),
        (("add", "1.2", "  "), 1, "The text is empty, so nothing was changed."),
        (("split", "1.2.1", "Why?", " "), 1, "A question needs some words. Nothing was changed."),
        (("edit", "1.2", "Why?"), 1, "This needs a question, such as 2.2.1. 1.2 is a discussion."),
        (("edit", "1", "Why?"), 1, "This needs a question, such as 2.2.1. 1 is a course."),
        (("add", "1.2"), 2, "Write what the question asks after its reference:"),
        (("edit", "1.2.1"), 2, "Write what the question asks after its reference:"),
        (("edit", "1.2.1", QUESTIONS[1]), 1, "1.2.2 already asks that. Nothing was changed."),
        (("drop", "1.2@oakleaf"), 1, "This needs a question, such as 2.2.1. 1.2@oakleaf is a peer reply."),
        (("merge", "1.2.1"), 2, "Name two or more questions"),
        (("merge", "1.2.1", "1.2.1"), 2, "Name two or more questions"),
        (("merge", "1.2.1", "1.2.9"), 1, "There is no 1.2.9. Did you mean 1.2.3, 1.2.2 or 1.2.1?"),
        (("split", "1.2.1", "Why?"), 2, "Write two or more different questions"),
        (("split", "1.2.1", "Why?", "why?"), 2, "Write two or more different questions"),
        (("split", "1.2.1", QUESTIONS[2], "Why?"), 1, "1.2.3 already asks that. Nothing was changed."),
        (("edit", "1.2.1", "--txet", "Why?"), 2, "No such option: --txet"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    reader: Person, words: tuple[str, ...], code: int, said: str
) -> None:
    before = folder_of(reader)

    assert said in reader.failed("question", *words, code=code)
    assert folder_of(reader) == before


def test_questions_of_two_discussions_are_not_one(reader: Person) -> None:
    other = OPENING.replace("#2", "#3").replace("Calm Seas", "Wild Seas").replace(QUESTIONS[0], "Name a ship.")
    reader.did("import", reader.file("other.txt", page(other, OAK)))

    assert "1.3.1 isn't in the same discussion as 1.2.1" in reader.failed("question", "merge", "1.2.1", "1.3.1")


def test_what_is_no_longer_asked_is_not_edited_but_brought_back_first(reader: Person) -> None:
    reader.did("question", "drop", "1.2.2")

    said = reader.failed("question", "edit", "1.2.2", "Why?")
    assert "1.2.2 is no longer asked" in said and said.endswith("cups-course question add 1.2.2")


def test_typed_answers_of_merged_questions_are_one_draft(person: Person) -> None:
    person.did("import", person.file("page.txt", page(OPENING, OAK)))
    person.did("answer", "1.2.1", "My lamp.")
    person.did("answer", "1.2.2", "The pier.")
    person.did("question", "merge", "1.2.2", "1.2.1")

    assert person.exported("1.2") == {"1.2.2": "The pier.\n\nMy lamp.", "1.2.3": None, "1.2": None}
    assert person.discussion("1.2")["dropped_questions"] == []


def test_the_answer_to_a_question_that_is_gone_can_be_brought_to_the_one_that_took_its_place(person: Person) -> None:
    person.did("import", person.file("page.txt", page(OPENING, OAK)))
    person.did("answer", "1.2.2", "The pier.")
    person.did("question", "drop", "1.2.2")
    person.did("question", "add", "1.2", "Which sea do you know?")
    ended = person.run("question", "merge", "1.2.4", "1.2.2")

    assert "Your answer to 1.2.2 is now in 1.2.4." in one_line(ended.err)
    assert asked(person)["1.2.4"] == "Which sea do you know?"
    assert person.exported("1.2") == {"1.2.1": None, "1.2.3": None, "1.2.4": "The pier.", "1.2": None}


# How many replies


def test_the_number_of_replies_wanted_is_ones_own_word(reader: Person) -> None:
    said = reader.did("peers", "1.2", "--wanted", "1")
    again(reader)

    assert "1.2 now asks for 1 reply to peers" in said
    assert reader.discussion("1.2")["peer_replies"]["wanted"] == 1
    assert reader.discussion("1.2")["state"] == "done"


def test_a_number_of_replies_that_cannot_be_is_refused(reader: Person) -> None:
    reader.failed("peers", "1.2", "--wanted", "-1", code=2)

    assert reader.discussion("1.2")["peer_replies"]["wanted"] == 3


# Posts


def test_an_own_answer_that_is_a_reply_is_a_reply_after_every_import(reader: Person) -> None:
    said = reader.did("reply", "1.2", "OAKLEAF", "--post", "3")
    again(reader)

    assert said == "Post 3 of 1.2 is your reply to oakleaf.\n"
    assert reader.exported("1.2") == {"1.2.1": None, "1.2.2": None, "1.2.3": None, "1.2": None}
    assert reader.did("show", "1.2").count("Your reply to oakleaf") == 2


def test_an_own_reply_that_is_an_answer_is_an_answer_after_every_import(person: Person) -> None:
    mine = MINE.replace("March 10th", "March 5th")
    person.file("page.txt", page(OPENING, OAK, mine, "fern March 4th, 2025\n\n" + OAK.split("\n\n", 1)[1]))
    person.did("import", "page.txt", "--me", "PlumTree7")
    assert person.discussion("1.2")["peer_replies"]["peers"] == ["oakleaf"]
    said = person.did("posted", "1.2", "--post", "2")
    again(person)

    assert said == "Marked post 2 of 1.2 as your answer.\n"
    assert person.exported("1.2") == {
        "1.2.1": "A lamp.",
        "1.2.2": "From the pier.",
        "1.2.3": "On Sundays.",
        "1.2": None,
    }
    assert person.discussion("1.2")["peer_replies"]["peers"] == []


def _read(person: Person) -> object:
    """What counts of the person's posts, and how."""
    replies = person.discussion("1.2")["peer_replies"]
    return person.exported("1.2"), replies, [post["kind"] for post in person.json("thread", "1.2")["posts"]]


def test_what_was_said_of_an_own_answer_is_undone(reader: Person) -> None:
    before = _read(reader)
    said = reader.run("posted", "1.2", "--post", "3")
    assert said.code == 1 and "Post 3 of 1.2 already counts as your answer. Nothing was changed." in said.err
    reader.did("posted", "1.2", "--undo")
    reader.did("posted", "1.2", "--post", "3")
    reader.did("undo")
    reader.did("undo")
    reader.did("reply", "1.2", "oakleaf", "--post", "3")
    assert _read(reader) != before
    assert "Post 3 of 1.2 counts again as it was read." in reader.did("posted", "1.2", "--undo", "--post", "3")
    assert _read(reader) == before
    again(reader)
    assert _read(reader) == before
    assert "wasn't marked by you" in reader.failed("posted", "1.2", "--undo", "--post", "3")
    assert "Undone" in reader.did("undo")
    assert _read(reader) != before


def test_what_was_said_of_an_own_reply_is_undone(person: Person) -> None:
    mine = MINE.replace("March 10th", "March 5th")
    person.file("page.txt", page(OPENING, OAK, mine, "fern March 4th, 2025\n\n" + OAK.split("\n\n", 1)[1]))
    person.did("import", "page.txt", "--me", "PlumTree7")
    before = _read(person)
    said = person.run("posted", "1.2", "--post", "2")
    assert "cups-course posted 1.2 --undo --post 2" in said.err
    assert _read(person) != before
    person.did("posted", "1.2", "--undo", "--post", "2")
    assert _read(person) == before
    person.did("posted", "1.2", "--post", "2")
    assert _read(person) != before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("posted", "1.2", "--post", "1"), 1, "Post 1 is by oakleaf, so nothing was changed."),
        (("posted", "1.2", "--post", "9"), 1, "has no post 9. Its posts are numbered 1 to 3."),
        (("posted", "1.2.1", "--post", "3"), 1, "This needs a discussion"),
        (("posted", "1.2", "--post", "3", "--on", "2025-03-01"), 2, "--post doesn't go with --on or --url"),
        (("reply", "1.2", "oakleaf", "My words.", "--post", "3"), 2, "Leave the text and other options out"),
        (("reply", "1.2", "PlumTree7", "--post", "3"), 1, "PlumTree7 is you"),
    ],
)
def test_a_post_that_cannot_be_put_right_is_left_as_it_is(
    reader: Person, words: tuple[str, ...], code: int, said: str
) -> None:
    before = folder_of(reader)

    assert said in reader.failed(*words, code=code)
    assert folder_of(reader) == before


def test_without_a_name_or_a_thread_no_post_is_ones_own(person: Person) -> None:
    person.did("import", person.file("page.txt", page(OPENING, OAK, MINE)))
    assert "Your forum name isn't set" in person.failed("posted", "1.2", "--post", "2")

    outline = 'key = "a"\ntitle = "A"\n[[course]]\nnumber = 7\ntitle = "B"\n[[course.discussion]]\nnumber = 1\n'
    person.did("program", "add", person.file("a.toml", f'{outline}questions = ["Why?"]\n'))
    assert "isn't imported yet" in person.failed("posted", "7.1", "--post", "1")


# What was taken away


def test_what_was_removed_stays_removed_and_what_was_taken_back_stays_back(reader: Person) -> None:
    reader.did("remove", "1.2@oakleaf")
    reader.did("posted", "1.2.2", "--undo")
    before = reader.json("status")
    again(reader)

    assert reader.json("status") == before
    assert before["programs"][0]["courses"][0]["discussions"][0]["peer_replies"]["given"] == 0
    assert reader.question("1.2.2")["state"] == "draft"


def test_a_post_said_to_be_ones_own_by_mistake_is_given_back(person: Person) -> None:
    person.did("import", STEADY)
    person.did("me", "Somebody")
    person.did("answer", "1.2.1", "My own words.")
    person.did("posted", "1.2")
    assert "posted 1.2 --undo --post 25" in person.run("posted", "1.2", "--post", "25").err
    person.did("posted", "1.2", "--undo", "--post", "25")
    assert person.exported("1.2")["1.2.1"] == "My own words."
    assert "(no name)" in person.did("thread", "1.2")
    refused = person.run("posted", "1.2", "--undo", "--post", "25")
    assert refused.code == 1
    assert "Post 25 of 1.2 wasn't marked by you" in one_line(refused.err)


def test_a_name_that_nobody_has_is_said_with_the_one_that_may_be_meant(person: Person) -> None:
    person.did("import", STEADY)
    said = person.run("me", "PlumTre7").err
    assert "None of your imported threads has a post by PlumTre7. Did you mean PlumTree7?" in one_line(said)


def test_a_posted_answer_stays_with_the_first_of_the_questions_that_its_question_became(person: Person) -> None:
    person.did("import", STEADY, "--me", "PlumTree7")
    before = person.exported("1.2")
    person.did("question", "split", "1.2.1", "What is steady?", "What is service?")
    person.did("question", "add", "1.2", "What will you take home?")
    after = person.exported("1.2")
    assert {ref: words for ref, words in after.items() if words} == {
        ref: words for ref, words in before.items() if words
    }
    states = {one["ref"]: one["state"] for one in person.discussion("1.2")["questions"]}
    assert [ref for ref, state in states.items() if state == "todo"] == ["1.2.4", "1.2.5"]
