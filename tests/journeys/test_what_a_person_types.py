"""What a person types is checked before it is kept: dates, scores, names. Each slip is named with what was meant."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from journeys.driver import STEADY, Person, one_line

# --- days ------------------------------------------------------------------------------------------------------------


def _in(days: int) -> str:
    return str(datetime.now(UTC).date() + timedelta(days=days))


PAST_EVENTS = [
    ("posted", "1.2", "--on"),
    ("reply", "1.2", "oakleaf", "Thank you!", "--on"),
    ("done", "1.2.watch", "--on"),
    ("done", "1.form", "--on"),
    ("import", STEADY, "--saved-on"),
    ("cohort", STEADY, "--saved-on"),
]


@pytest.mark.parametrize("command", PAST_EVENTS, ids=lambda words: words[0])
def test_what_happened_cant_have_a_day_to_come(plum: Person, command: tuple[str | Path, ...]) -> None:
    before = plum.json("status"), plum.json("history")
    said = plum.failed(*command, _in(2))
    assert f"{_in(2)} is in the future, so nothing was changed. Today is {_in(0)}. Did you mean " in said
    assert (plum.json("status"), plum.json("history")) == before


def test_a_day_to_come_is_taken_for_the_same_day_last_year(plum: Person) -> None:
    this_year = datetime.now(UTC).year
    said = plum.failed("posted", "1.2", "--on", f"{this_year + 1}-01-01")
    assert f"Did you mean {this_year}-01-01?" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2025-11-31", "“2025-11-31” isn't a date. Did you mean 2025-11-30?"),
        ("2025/3/7", "“2025/3/7” isn't a date. Did you mean 2025-03-07?"),
        ("31 Nov", "“31 Nov” isn't a date. Use a date such as 2026-11-23."),
        ("2025-13-01", "Use a date such as"),
        ("0000-01-01", "Use a date such as"),
    ],
)
def test_no_date_is_answered_with_the_nearest_one(plum: Person, typed: str, said: str) -> None:
    assert said in plum.failed("reply", "1.2", "oakleaf", "Thank you!", "--on", typed, code=2)


def test_a_day_counts_where_the_person_is(plum: Person) -> None:
    """Just before and after midnight, the day of Samoa and the day of Niue are never the same."""
    east = {"TZ": "XXX-14"}
    west = {"TZ": "XXX+12"}
    there = datetime.now(UTC) + timedelta(hours=14)
    plum.did("reply", "1.2", "oakleaf", "Thank you!", "--on", str(there.date()), env=east)
    assert "in the future" in plum.failed("reply", "1.2", "Wren", "Thank you!", "--on", str(there.date()), env=west)


# --- scores ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def learner(person: Person) -> Person:
    """Somebody whose course has a quiz that needs 8/10."""
    outline = person.home / "quiz.toml"
    outline.write_text(
        'key = "small"\ntitle = "Small"\n[[course]]\nnumber = 1\ntitle = "First"\n'
        '[[course.discussion]]\nnumber = 1\ntitle = "Quiet"\npeer_replies = 1\nquestions = ["What is quiet?"]\n'
        '[[course.discussion.task]]\nkind = "quiz"\ntext = "Quiz"\nminimum = "8/10"\n'
        '[[course.discussion.task]]\nkind = "watch"\ntext = "The harbour"\n',
        encoding="utf-8",
    )
    person.did("program", "add", outline)
    return person


@pytest.mark.parametrize("score", ["ten", "12/10", "2", "9", "-1/10", "3/0", "110%", "nine/10", ""])
def test_what_cant_be_the_score_of_a_quiz_ticks_nothing(learner: Person, score: str) -> None:
    before = learner.json("status")
    assert "Nothing was changed" in learner.failed("done", "1.1.quiz", "--score", score, code=2)
    assert learner.json("status") == before


def test_a_score_without_its_maximum_is_answered_with_the_command_that_has_it(learner: Person) -> None:
    said = learner.failed("done", "1.1.quiz", "--score", "2", code=2)
    assert "“2” doesn't say out of how many" in said
    assert "Did you mean 2/10? cups-course done 1.1.quiz --score 2/10" in said
    assert "Saved a try with 2/10" in learner.run("done", "1.1.quiz", "--score", "2/10").out
    assert learner.json("status")["programs"][0]["courses"][0]["discussions"][0]["tasks"][0]["state"] == "todo"


@pytest.mark.parametrize(("typed", "kept"), [("9,5/10", "9.5/10"), ("90 %", "90%"), ("9 out of 10", "9/10")])
def test_a_score_may_be_written_in_several_ways(learner: Person, typed: str, kept: str) -> None:
    assert f"Done: 1.1.quiz, {kept}." in learner.did("done", "1.1.quiz", "--score", typed)


# --- names -----------------------------------------------------------------------------------------------------------


def _replied_to(person: Person) -> list[str | None]:
    course = person.json("status", "1.2")["programs"][0]["courses"][0]
    peers: list[str | None] = course["discussions"][0]["peer_replies"]["peers"]
    return peers


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("oaklaef", "oakleaf"),
        ("@OakLaef", "oakleaf"),
        ("oak leaf", "oakleaf"),
        ("saltandthime", "SaltAndThyme"),  # only addressed in the thread
        ("HarborAnna", "HarbourAnna"),  # opened it
    ],
)
def test_a_name_close_to_one_in_the_thread_is_refused_with_that_name(plum: Person, typed: str, meant: str) -> None:
    before = _replied_to(plum)
    said = plum.failed("reply", "1.2", typed, "Thank you!")
    assert f"{typed.removeprefix('@')} isn't in this thread. Did you mean {meant}?" in said
    assert f"cups-course reply 1.2 {meant} 'Thank you!'" in said
    assert said.endswith("--new")
    assert _replied_to(plum) == before
    plum.did("reply", "1.2", typed, "Thank you!", "--new")
    assert _replied_to(plum) == [*before, typed.removeprefix("@")]
    plum.did("reply", "1.2", typed, "Thank you again!")  # it is known now


@pytest.mark.parametrize("typed", ["5", "(no name)", "[peer]", "2.12", "@ 7", "!!"])
def test_what_cant_be_a_forum_name_is_refused(plum: Person, typed: str) -> None:
    before = plum.json("status")
    said = plum.failed("reply", "1.2", typed, "Thank you!")
    assert "doesn't look like a forum name" in said
    assert "cups-course peers 1.2" in said
    assert plum.json("status") == before
    plum.did("reply", "1.2", typed, "Thank you!", "--new")


def test_another_unknown_name_is_logged_with_a_note(plum: Person) -> None:
    ended = plum.run("reply", "1.2", "Zebra", "Thank you!")
    assert ended.code == 0
    assert "Zebra isn't in your copy of the thread. A newer copy may show them." in one_line(ended.err)
    assert "If you meant mosswalker, undo this" in one_line(plum.run("reply", "1.2", "Moss", "Thank you!").err)
    assert "in your copy" not in plum.run("reply", "1.2", "Zebra", "Thank you again!").err
    assert "in your copy" not in plum.run("reply", "1.2", "saltandthyme", "Thank you!").err


def test_whoever_opened_the_thread_and_did_not_answer_gets_a_note(plum: Person) -> None:
    said = one_line(plum.run("reply", "1.2", "harbouranna", "Thank you!").err)
    assert "HarbourAnna opened this thread. Your course may not count a reply to them." in said


def test_a_name_close_to_ones_own_is_refused(plum: Person) -> None:
    assert "plumtree7 is you" in plum.failed("reply", "1.2", "@plumtree7", "Thank you!", "--new")
    assert "PlumTre7 isn't in this thread and looks like PlumTree7, which is you" in plum.failed(
        "reply", "1.2", "PlumTre7", "Thank you!"
    )


def test_two_names_are_one_person_only_if_both_are_known_and_neither_is_ones_own(plum: Person) -> None:
    said = plum.failed("peers", "1.2", "--same", "oaklaef", "Wren")
    assert "Did you mean oakleaf? cups-course peers 1.2 --same oakleaf Wren" in said
    assert "PlumTree7 is you, so nothing was changed." in plum.failed("peers", "1.2", "--same", "oakleaf", "PlumTree7")


# --- a reply and its text --------------------------------------------------------------------------------------------


def test_a_reply_needs_its_text_or_sent(plum: Person) -> None:
    before = plum.json("status")
    said = plum.failed("reply", "1.2", "Wren", code=2)
    assert "The text of the reply is missing. Put it in the command, a file (--file) or a pipe." in said
    assert said.endswith("To log the reply without its text: cups-course reply 1.2 Wren --sent")
    assert plum.json("status") == before
    assert "cups-course reply 1.2 Wren" in plum.run("reply", "1.2", "Wren", "--sent").err
    assert "Wren" in _replied_to(plum)
    plum.failed("reply", "1.2", "Wren", "Words.", "--sent", code=2)
    assert "--sent" not in plum.failed("reply", "1.2", "June", "--draft")


def test_a_reply_without_its_text_is_written_in_the_editor(plum: Person) -> None:
    editor = plum.editor('save("Well said!\\n")')
    plum.did("reply", "1.2", "Wren", env=editor)
    assert plum.did("history", "1.2@Wren", "1") == "Well said!\n"
    assert "Wren" in _replied_to(plum)


def test_the_editor_begins_with_the_draft_and_an_empty_one_logs_nothing(plum: Person) -> None:
    plum.did("reply", "1.2", "Wren", "I like how", "--draft")
    plum.did("reply", "1.2", "Wren", env=plum.editor('save(text.strip() + " you rest.")'))
    assert plum.did("history", "1.2@Wren", "2") == "I like how you rest.\n"
    before = _replied_to(plum)
    ended = plum.run("reply", "1.2", "June", env=plum.editor("pass"))
    assert ended.code == 0
    assert "Nothing changed in 1.2." in ended.out
    assert "cups-course reply 1.2 June --sent" in ended.err
    assert _replied_to(plum) == before


# --- entries of the profile ------------------------------------------------------------------------------------------


def test_a_mistyped_entry_of_the_profile_is_refused_with_the_one_that_was_meant(person: Person) -> None:
    said = person.failed("profile", "emial", "ann@example.org")
    assert "There is no emial in your profile. Did you mean email?" in said
    assert "cups-course profile email ann@example.org" in said
    assert said.endswith("cups-course profile emial ann@example.org --new")
    assert "Did you mean email?" in person.failed("profile", "emial")
    assert not person.store.exists()
    person.did("profile", "emial", "ann@example.org", "--new")
    assert person.json("profile") == {"emial": "ann@example.org"}
    assert "--new" not in person.failed("profile", "emia", "--remove")
    person.did("profile", "emial", "--remove")
    assert person.json("profile") == {}


@pytest.mark.parametrize(
    ("typed", "entry"),
    [("E-Mail", "email"), ("username", "forum-name"), ("Full name", "name"), ("surname", "last-name")],
)
def test_other_words_for_an_entry_mean_the_one_that_forms_ask_for(person: Person, typed: str, entry: str) -> None:
    person.did("profile", typed, "Ann")
    assert person.json("profile") == {entry: "Ann"}


def test_an_entry_of_ones_own_is_saved_and_said_to_need_a_field(person: Person) -> None:
    said = person.run("profile", "shoe size", "38").err
    assert "cups-course form --match FIELD=shoe-size" in said
    assert "--match" not in person.run("profile", "batch 2", "Spring").err


# --- people without a name -------------------------------------------------------------------------------------------


def _nameless(person: Person) -> list[dict[str, object]]:
    return [one for one in person.json("peers", "1.2") if one["peer"] is None]


def _agree(person: Person, peers: list[str | None]) -> None:
    """Assert that the screens and the documents say that these people got a reply."""
    assert _replied_to(person) == peers
    document = person.json("status", "1.2")["programs"][0]["courses"][0]["discussions"][0]["peer_replies"]
    assert document["given"] == len(peers)
    screen = person.did("peers", "1.2").splitlines()[0]
    for peer in peers:
        assert (peer or "someone") in screen
    for one in person.json("peers", "1.2"):
        if one["peer"]:
            assert one["replied"] == (one["peer"] in peers), one
    missing = [
        one["what"] for one in json.loads(person.run("check", "1", "--json").out)["missing"] if one["ref"] == "1.2"
    ]
    assert bool(missing) == (len(peers) < 3), missing


def test_a_person_without_a_name_can_be_replied_to_and_named(plum: Person) -> None:
    before = _replied_to(plum)
    assert before == ["oakleaf", "FernAndTide"]
    (post,) = _nameless(plum)
    number = str(post["post"])
    screen = plum.run("peers", "1.2")
    assert f"(no name), post {number}" in screen.out
    assert f"cups-course reply 1.2 --to {number}" in screen.err

    said = one_line(plum.run("reply", "1.2", "--to", number, "Lovely words.").err)
    assert f"cups-course peers 1.2 --name {number} NAME" in said
    _agree(plum, [*before, None])
    assert _nameless(plum)[0]["replied"]
    plum.did("reply", "1.2", "--to", number, "And one thing more.")
    _agree(plum, [*before, None])

    plum.did("peers", "1.2", "--name", number, "quietfern")
    _agree(plum, [*before, "quietfern"])
    assert not _nameless(plum)
    (named,) = (one for one in plum.json("thread", "1.2")["posts"] if str(one["index"]) == number)
    assert named["author"] == "quietfern"
    assert plum.did("history", "1.2@quietfern", "1") == "Lovely words.\n"
    plum.did("reply", "1.2", "QuietFern", "A third.")
    _agree(plum, [*before, "quietfern"])
    plum.did("peers", "1.2", "--name", number, "LoudFern")
    assert _replied_to(plum)[2] == "LoudFern"

    for _ in range(3):
        plum.did("undo")
    _agree(plum, [*before, None])
    for _ in range(2):
        plum.did("undo")
    _agree(plum, before)
    plum.did("redo"), plum.did("redo"), plum.did("redo")
    plum.did("import", STEADY)
    _agree(plum, [*before, "quietfern"])
    assert plum.run("doctor").code == 0


def test_a_draft_to_a_person_without_a_name_goes_on_and_is_posted(plum: Person) -> None:
    plum.did("reply", "1.2", "--to", "15", "Lovely", "--draft")
    assert _replied_to(plum) == ["oakleaf", "FernAndTide"]
    plum.did("reply", "1.2", "--to", "15", env=plum.editor('save(text.strip() + " words.")'))
    assert _replied_to(plum) == ["oakleaf", "FernAndTide", None]
    assert plum.did("history", "1.2@-", "2") == "Lovely words.\n"
    plum.did("remove", "1.2@-")
    assert _replied_to(plum) == ["oakleaf", "FernAndTide"]


def test_the_number_of_a_post_with_a_name_means_its_author(plum: Person) -> None:
    plum.did("reply", "1.2", "--to", "26", "Well said!")
    assert _replied_to(plum)[-1] == "mosswalker"
    said = plum.failed("reply", "1.2", "26", "Well said!")
    assert "If it is the number of a post, use --to." in said
    assert "cups-course reply 1.2 --to 26" in said


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("reply", "1.2", "--to", "18", "Hi."), "Post 18 is yours"),
        (("reply", "1.2", "--to", "99", "Hi."), "has no post 99. Its posts are numbered 1 to 26"),
        (("reply", "1.2", "--to", "0", "Hi."), "has no post 0"),
        (("reply", "1.3", "--to", "1", "Hi."), "isn't imported yet"),
        (("peers", "1.2", "--name", "15", "PlumTree7"), "Posts of your own are marked in another way"),
        (("peers", "1.2", "--name", "26", "Wren"), "Post 26 is by mosswalker, so nothing was changed."),
        (("peers", "1.2", "--name", "15", "(no name)"), "doesn't look like a forum name"),
        (("peers", "1.2", "--name", "99", "Wren"), "has no post 99"),
    ],
)
def test_what_cant_be_replied_to_or_named_is_said(plum: Person, command: tuple[str, ...], said: str) -> None:
    before = plum.json("history")
    assert said in plum.failed(*command)
    assert plum.json("history") == before


def test_forgetting_a_person_takes_the_name_that_was_given_to_a_post(plum: Person) -> None:
    plum.did("peers", "1.2", "--name", "15", "QuietFernish")
    plum.did("forget", "1.2@QuietFernish", "--yes")
    assert b"QuietFernish" not in plum.store.read_bytes()
    assert plum.run("doctor").code == 0


# --- what the messages promise ---------------------------------------------------------------------------------------


def test_the_text_of_a_removed_reply_is_in_the_history_as_its_removal_says(plum: Person) -> None:
    plum.did("reply", "1.2", "Wren", "Little and often!")
    assert "Its text stays in the history." in plum.run("remove", "1.2@Wren").err
    assert "Little and often!" in plum.did("history", "1.2@wren")
    assert plum.did("history", "1.2@Wren", "1") == "Little and often!\n"
    assert [one["text"] for one in plum.json("history", "1.2@Wren")] == ["Little and often!"]
    assert "was removed, so nothing was changed." in plum.failed("history", "1.2@Wren", "--restore", "1")
    plum.did("reply", "1.2", "Wren", "Often and little!")
    both = plum.did("history", "1.2@Wren")
    assert "Little and often!" in both
    assert "Often and little!" in both
    assert "There is no 1.2@Nobody" in plum.failed("history", "1.2@Nobody")


ADDRESS = "https://forum.example/post/77"


def test_the_address_of_a_post_that_was_posted_before_is_kept_told_and_opened(plum: Person) -> None:
    assert "1.2 is already marked as posted. Saved its address." in one_line(
        plum.did("posted", "1.2.1", "--url", ADDRESS).replace("1.2.1", "1.2")
    )
    assert ADDRESS in plum.run("open", "1.2.1", env={"BROWSER": "true"}).err
    plum.did("posted", "1.2@oakleaf", "--url", f"{ADDRESS}8")
    assert f"{ADDRESS}8" in plum.run("open", "1.2@oakleaf", env={"BROWSER": "true"}).err


def test_a_day_that_the_thread_has_stays_and_that_is_told(plum: Person) -> None:
    said = plum.did("posted", "1.2", "--on", "2025-03-01")
    assert "1.2 is already marked as posted. Its day is the one in the thread." in one_line(said)
    plum.did("answer", "1.1", "We listen.")
    plum.did("posted", "1.1", "--on", "2025-02-01")
    assert "Saved the day." in plum.did("posted", "1.1", "--on", "2025-02-02")


def test_what_counts_as_done_with_the_answers_is_told(learner: Person) -> None:
    learner.did("answer", "1.1", "A lamp.")
    said = one_line(learner.run("posted", "1.1").err)
    assert "All questions are posted, so 1.1.watch counts as done too." in said
    assert "done too" not in learner.run("posted", "1.1").err


def test_thread_and_peers_agree_on_who_has_no_reply_yet(plum: Person) -> None:
    def no_reply_yet(command: str) -> set[str]:
        lines = plum.did(command, "1.2", env={"COLUMNS": "160"}).splitlines()
        return {
            name for line in lines for name in ("mosswalker", "Wren") if f" {name} " in line and "no reply yet" in line
        }

    assert no_reply_yet("thread") == no_reply_yet("peers") == {"mosswalker"}
    plum.did("reply", "1.2", "mosswalker", "Thank you!")
    assert no_reply_yet("thread") == no_reply_yet("peers") == set()
    assert "you replied" in plum.did("thread", "1.2", env={"COLUMNS": "160"})


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("settings plian on", "“plian” isn't one of plain, pager. Did you mean plain? cups-course settings plain on"),
        ("export 1 --format mardown", "Did you mean markdown? cups-course export 1 --format markdown"),
        ("export 1 --format xyz", "“xyz” isn't one of text, markdown, html, docx, json, csv, ics."),
    ],
)
def test_a_mistyped_choice_is_answered_with_the_nearest_one(plum: Person, command: str, said: str) -> None:
    assert said in plum.failed(*command.split(), code=2)


@pytest.mark.parametrize(
    "pasted",
    [
        ["me", "YOUR-NAME"],
        ["import", STEADY, "--me", "YOUR-FORUM-NAME"],
        ["peers", "1.2", "--name", "15", "NAME"],
        ["profile", "email", "..."],
    ],
)
def test_the_placeholder_of_a_printed_command_is_never_kept(plum: Person, pasted: list[str | Path]) -> None:
    before = plum.store.read_bytes()
    assert "stands for words of your own" in plum.failed(*pasted, code=2)
    assert plum.store.read_bytes() == before


def test_two_names_are_only_offered_as_one_person_if_both_are_known(plum: Person) -> None:
    said = plum.failed("peers", "1.2", "--name", "5", "Zebra")  # oakleaf's post
    assert said.startswith("Post 5 is by oakleaf")
    assert "--same" not in said
    assert "--same oakleaf Wren" in plum.failed("peers", "1.2", "--name", "5", "Wren")
    plum.did("peers", "1.2", "--same", "oakleaf", "Wren")


def test_a_reply_without_quotation_marks_keeps_its_peer(plum: Person) -> None:
    said = plum.failed("reply", "1.2", "@oakleaf", "thank", "you", code=2)
    assert said == 'Put your text in quotation marks: cups-course reply 1.2 @oakleaf "thank you"'


def test_the_text_of_a_reply_may_be_the_word_text(plum: Person) -> None:
    plum.did("reply", "1.2", "mosswalker", "text", "--draft")
    assert plum.json("history", "1.2@mosswalker")[-1]["text"] == "text"


def test_the_placeholder_of_a_reply_is_not_taken_for_a_person(plum: Person) -> None:
    said = plum.failed("reply", "1.2", "PEER", "Thank you.", code=2)
    assert "PEER stands for words of your own, so nothing was changed" in said
    assert "--new" not in said


def test_the_command_after_a_draft_is_about_that_draft_though_others_have_the_same_words(plum: Person) -> None:
    for peer in ("DrizzleDay", "grandpaKnots"):
        ended = plum.run("reply", "1.2", peer, "Thank you for this.", "--draft")
        assert f"cups-course posted 1.2@{peer}\n" in ended.err
