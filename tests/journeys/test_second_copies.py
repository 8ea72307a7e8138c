"""A second copy of a thread, worse or other than the first, takes nothing away."""

from itertools import pairwise

from journeys.driver import Person, discussions, one_line

TITLE = "Course 1: Becoming a Kind Leader - (Discussion #2) Steady Beats Fast"
QUESTIONS = ("What is a steady pace?", "Where have you seen a steady pace?", "How will you keep yours?")
OPENING = f"""{TITLE}

HarbourAnna March 3rd, 2025

Welcome to the second week. Read the three questions with a cup of tea.

Questions: {QUESTIONS[0]} {QUESTIONS[1]}
{QUESTIONS[2]}

Activity: Please reply to 3 of your peers in this thread.

This post is brought to you by the Kind Leaders crew.
"""
OAK = "oakleaf March 4th, 2025\n\n" + "\n\n".join(f"{question}\nOak says so." for question in QUESTIONS)
PLUM = "PlumTree7 March 10th, 2025\n\n" + "\n\n".join(
    f"{question}\n{words}"
    for question, words in zip(QUESTIONS, ("One step a day.", "In a choir.", "With naps."), strict=True)
)


WREN = "wren March 6th, 2025\n\n" + OAK.split("\n\n", 1)[1]


def page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def imported(person: Person, *parts: str, me: str | None = "PlumTree7") -> str:
    return person.did("import", person.file("page.txt", page(*parts)), *(("--me", me) if me else ()))


def test_a_later_page_without_the_opening_post_is_refused_and_takes_nothing_away(person: Person) -> None:
    imported(person, OPENING, OAK, me=None)
    before = person.json("status")
    said = person.failed("import", person.file("two.txt", page(TITLE, PLUM)), "--me", "PlumTree7")

    assert "doesn't start with the post of 1.2" in said
    assert person.json("status") == before


def test_a_copy_cut_inside_the_opening_post_undoes_no_question(person: Person) -> None:
    imported(person, OPENING, OAK, PLUM)
    before = person.json("status")["totals"]
    cut = OPENING[: OPENING.index("Where have") + 10]
    imported(person, cut, OAK, PLUM)

    assert person.json("status")["totals"] == before
    assert QUESTIONS[2] in person.did("show", "1.2")


def test_an_opening_post_that_is_kept_beside_another_is_said_so(person: Person) -> None:
    imported(person, OPENING, OAK)
    later = f"{TITLE}\n\nfern March 9th, 2025\n\nQuestions: {' '.join(QUESTIONS)}\n\nI answer them tomorrow."
    said = one_line(imported(person, later, PLUM))

    assert "kept the opening post; the one in this copy is cut, older, or a different post" in said
    assert "Read the three questions with a cup of tea." in person.did("show", "1.2")


def test_a_name_set_after_the_import_splits_by_the_order_of_the_post(person: Person) -> None:
    questions = ", ".join(f'"{one}"' for one in (QUESTIONS[2], QUESTIONS[0], QUESTIONS[1]))
    outline = f"""
        key = "other-order"
        title = "Other order"
        [[course]]
        number = 1
        title = "Becoming a Kind Leader"
        [[course.discussion]]
        number = 2
        title = "Steady Beats Fast"
        peer_replies = 3
        questions = [{questions}]
    """
    person.did("program", "add", person.file("other.toml", outline))
    numbered = "PlumTree7 March 10th, 2025\n\n1) One step a day.\n\n2) In a choir.\n\n3) With naps."
    imported(person, OPENING, OAK, numbered, me=None)
    person.did("me", "PlumTree7")

    assert [person.exported("1.2")[f"1.2.{number}"] for number in (2, 3, 1)] == [
        "One step a day.",
        "In a choir.",
        "With naps.",
    ]


def test_a_greeting_is_no_answer_to_the_questions_left_open(person: Person) -> None:
    greeting = f"PlumTree7 March 10th, 2025\n\nHi everyone, happy to be here!\n\n{QUESTIONS[0]}\nOne step a day."
    imported(person, OPENING, OAK, greeting)

    assert [one["state"] for one in person.discussion("1.2")["questions"]] == ["posted", "todo", "todo"]


def test_a_post_read_as_a_reply_after_all_is_no_longer_an_answer(person: Person) -> None:
    mine = "PlumTree7 March 11th, 2025\n\nWhat a calm way to put it, I will think of the choir all day long."
    imported(person, OPENING, mine)
    imported(person, OPENING, OAK, mine, "fern March 5th, 2025\n\n" + OAK.split("\n\n", 1)[1])
    text = person.did("export", "1")

    assert text.count("I will think of the choir") == 1


def test_states_of_a_pruned_status_are_those_of_the_whole(person: Person) -> None:
    imported(person, OPENING, OAK, PLUM)
    whole = person.json("status")["programs"][0]["courses"][0]
    for ref in ("1", "1.2", "1.2.1"):
        course = person.json("status", ref)["programs"][0]["courses"][0]
        assert (course["state"], course["forms"]) == (whole["state"], whole["forms"])
        (state,) = (one["state"] for one in course["discussions"] if one["ref"] == "1.2")
        assert state == whole["discussions"][1]["state"]
    assert len(person.json("status", "1.2.1")["programs"][0]["courses"][0]["discussions"][0]["questions"]) == 1


def test_a_course_known_only_from_copies_says_so(person: Person) -> None:
    imported(person, OPENING, OAK, PLUM)
    for peer in ("oakleaf", "fern", "wren"):
        person.did("reply", "1.2", peer, "Thank you!")

    assert person.run("check", "1").code == 1
    person.did("remove", "1.1")
    assert person.json("check", "1")["ready"]
    assert "imported" in person.did("check", "1")
    assert "1 of 1 known discussion" in person.did("status")


def test_a_nameless_persons_reply_is_not_doubled_by_taking_a_name_back_and_setting_it_again(person: Person) -> None:
    nameless = OAK.removeprefix("oakleaf ")
    reply = "PlumTree7 March 5th, 2025\n\nThank you for this!"
    imported(person, OPENING, nameless, reply, "fern March 6th, 2025\n\n" + OAK.split("\n\n", 1)[1])
    before = person.json("status")
    person.did("me", "--not", "PlumTree7")
    person.did("me", "PlumTree7")

    assert person.json("status") == before


def test_a_place_that_gives_way_hands_over_its_ticks(person: Person) -> None:
    quiz = '[[course]]\nnumber = 1\ntitle = "A"\n[[course.discussion]]\nnumber = 3\ntitle = "Later"\nquestions = 1\n'
    quiz += '[[course.discussion.task]]\nkind = "quiz"\n'
    person.did("program", "add", person.file("o.toml", f'key = "a-program"\ntitle = "A"\n{quiz}'))
    person.did("done", "1.3.quiz", "--score", "9/10")
    person.did("import", person.file("page.txt", page(OPENING, OAK)), "--course", "1", "--discussion", "8")
    person.did("move", "1.8", "1.3")

    (task,) = person.discussion("1.3")["tasks"]
    assert (task["state"], task["score"]) == ("done", "9/10")


def test_an_outline_added_again_fills_what_was_not_described(person: Person) -> None:
    head = 'key = "a-program"\ntitle = "A"\n[[course]]\nnumber = 1\ntitle = "A"\n[[course.discussion]]\nnumber = 1\n'
    for outline in (head, head + 'title = "Told"\nquestions = ["Why?"]\n'):
        person.did("program", "add", person.file("o.toml", outline))

    discussion = person.discussion("1.1")
    assert (discussion["known"], discussion["title"]) == (True, "Told")
    assert [question["text"] for question in discussion["questions"]] == ["Why?"]


def test_names_joined_in_any_order_are_one_person(person: Person) -> None:
    imported(person, OPENING, OAK)
    for peer in ("birch", "cedar", "acorn"):
        person.did("reply", "1.2", peer, f"Thank you, {peer}!")
    for old, new in pairwise(("birch", "cedar", "birch")):
        person.did("peers", "1.2", "--same", old, new)
    person.did("peers", "1.2", "--same", "acorn", "birch")

    assert person.discussion("1.2")["peer_replies"]["given"] == 1


def test_an_empty_name_is_refused(person: Person) -> None:
    imported(person, OPENING, OAK, me=None)
    for words in (("me", "@"), ("import", "page.txt", "--me", "@"), ("peers", "1.2", "--same", "zzz", "")):
        person.file("page.txt", page(OPENING, OAK))
        assert "empty" in person.failed(*words, code=2)


def test_where_it_was_posted_is_shown(person: Person) -> None:
    imported(person, OPENING, OAK)
    person.did("answer", "1.2.1", "One step a day.")
    person.did("posted", "1.2.1", "--url", "https://forum.example/post/7")

    assert "https://forum.example/post/7" in person.did("show", "1.2")


def test_notes_are_one_json_document(person: Person) -> None:
    imported(person, OPENING, OAK)
    person.did("note", "1.2", "Ask Fern.")

    assert [note["text"] for note in person.json("note", "1.2")] == ["Ask Fern."]


def test_a_later_page_imported_first_gives_way_to_the_opening_post(person: Person) -> None:
    first = "wren March 8th, 2025\n\nI like tea, and I like it slow."
    imported(person, TITLE, first, "fern March 9th, 2025\n\nMe too!", me=None)
    imported(person, OPENING, OAK, PLUM)

    discussion = person.discussion("1.2")
    assert [question["state"] for question in discussion["questions"]] == ["posted"] * 3
    assert discussion["peer_replies"]["wanted"] == 3


def test_an_answer_that_a_later_copy_no_longer_shows_stays(person: Person) -> None:
    imported(person, OPENING, OAK, PLUM)
    imported(person, OPENING, OAK, PLUM.split("\n\n" + QUESTIONS[1])[0])

    assert [question["state"] for question in person.discussion("1.2")["questions"]] == ["posted"] * 3
    assert "In a choir." in person.did("export", "1")


def test_what_was_removed_and_is_imported_again_is_there_once(person: Person) -> None:
    reply = "PlumTree7 March 5th, 2025\n\n@oakleaf Thank you for this!"
    imported(person, OPENING, OAK, reply, PLUM)
    before = person.json("status")
    person.did("remove", "1.2")
    imported(person, OPENING, OAK, reply, PLUM)

    assert person.json("status") == before
    assert person.query("SELECT count(*) FROM thread") == [1]
    assert person.did("show", "1.2").count("Your reply to oakleaf") == 1


def test_of_several_answers_without_a_day_the_last_is_current(person: Person) -> None:
    one = "PlumTree7 5 months ago\n\nFirst early words of mine on it all."
    other = "My newer thoughts, and better ones."
    alone = OPENING.replace(f"{QUESTIONS[0]} {QUESTIONS[1]}\n{QUESTIONS[2]}", QUESTIONS[0])
    heading = f"{QUESTIONS[0]}\n"
    imported(
        person,
        alone,
        one.replace("First", f"{heading}First"),
        f"oakleaf 5 months ago\n\n{heading}Oak says so, and means it with all its rings.",
        f"PlumTree7 5 months ago\n\n{heading}{other}",
    )

    assert person.exported("1.2")["1.2.1"] == other


def test_a_reply_logged_after_a_name_was_taken_back_is_ones_own(person: Person) -> None:
    wrong = "WrongMe March 5th, 2025\n\n@oakleaf What a lovely thought."
    mine = "PlumTree7 March 6th, 2025\n\n@oakleaf Thank you so much for the peace in it."
    imported(person, OPENING, OAK, wrong, mine, me="WrongMe")
    person.did("me", "--not", "WrongMe")
    person.did("reply", "1.2", "oakleaf", "@oakleaf Thank you so much for the peace in it.")
    person.did("me", "PlumTree7")

    assert person.did("show", "1.2").count("Your reply to oakleaf") == 1


def test_a_thread_that_was_moved_stays_where_it_was_put(person: Person) -> None:
    imported(person, OPENING, OAK)
    person.did("move", "1.2", "1.5")
    assert "1.5" in imported(person, OPENING, OAK, PLUM)

    refs = [one["ref"] for one in discussions(person.json("status"))]
    assert refs == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    assert [one["known"] for one in discussions(person.json("status"))] == [False] * 4 + [True]
    assert list(person.exported("1.5").values())[:3] == ["One step a day.", "In a choir.", "With naps."]


def test_a_page_that_was_imported_with_another_adds_nothing_when_it_is_imported_again(person: Person) -> None:
    fern = "fern March 5th, 2025\n\n" + OAK.split("\n\n", 1)[1]
    thanks = "moss March 8th, 2025\n\n@fern Thank you fern, cedar cedar juniper juniper yarrow."
    more = (
        "moss March 9th, 2025\n\n@wren Thank you wren, pebble birch juniper.\n\nThistle sable sable maple umber fjord."
    )
    again = "moss March 9th, 2025\n\n@wren Thank you wren, here the river birch sable."
    long = "\n\n".join(f"{question}\nQuartz fjord violet indigo umber." for question in QUESTIONS)
    whole = "PlumTree7 March 15th, 2025\n\nSable lantern otter indigo.\n\nGrove quartz nectar.\n\nCedar river indigo."
    first = page(OPENING, OAK, fern, thanks, WREN, more, whole, f"moss March 15th, 2025\n\n{long}")
    short = f"moss March 15th, 2025\n\n{QUESTIONS[0]}\nZinnia willow thistle quartz."
    second = person.file("page2.txt", page(OPENING, OAK, fern, thanks, WREN, again, short))
    person.did("import", person.file("page1.txt", first), second, "--me", "PlumTree7")
    posts = len(person.json("thread", "1.2")["posts"])
    for _ in range(2):
        person.did("import", second)
        assert len(person.json("thread", "1.2")["posts"]) == posts


def test_a_post_that_moved_under_another_answer_as_the_thread_grew_is_kept_once(person: Person) -> None:
    fern = "fern March 5th, 2025\n\n" + OAK.split("\n\n", 1)[1]
    thanks = "PlumTree7 March 7th, 2025\n\n@oakleaf Thank you oakleaf, umber kelp."
    one, two = (f"PlumTree7 March 8th, 2025\n\n@fern Thank you fern, {words}." for words in ("grove quartz", "yarrow"))
    wren = "PlumTree7 March 9th, 2025\n\n@wren Thank you wren, violet grove umber violet yarrow kelp nectar pebble."
    long = "PlumTree7 March 17th, 2025\n\nWillow zinnia maple violet.\n\nBirch lantern willow.\n\nOtter ember lantern."
    last = PLUM.replace("March 10th", "March 18th").replace("In a choir.", "In a boat at night.")
    first = person.file("page1.txt", page(OPENING, OAK, thanks, fern, one, WREN, PLUM.replace("10th", "15th")))
    second = person.file("page2.txt", page(OPENING, OAK, fern, two, WREN, wren, long, last))
    person.did("import", first, "--me", "PlumTree7")
    person.did("import", second)
    before = person.json("thread", "1.2")["posts"], person.json("export")
    for source in (second, first, second):
        person.did("import", source)
        assert (person.json("thread", "1.2")["posts"], person.json("export")) == before
