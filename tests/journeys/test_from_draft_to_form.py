"""What was posted, whom one replied to, what is done, what is next, and when the evaluation form is ready."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from journeys.driver import KIND_LEADERS, STEADY_LATER, Person, one_line

SHORT_COURSE = """
key = "short-course"
title = "A Short Course"

[[course]]
number = 1
title = "Listening"

[[course.discussion]]
number = 1
title = "The First Post"
peer_replies = 1
questions = ["What did you hear?"]

[[course.discussion.task]]
kind = "quiz"
text = "The quiz about it"
optional = false
minimum = "8/10"

[[course.form]]
title = "The form at the end"
"""


def _begin_the_short_course(person: Person) -> None:
    person.did("program", "add", person.file("short.toml", SHORT_COURSE))


@pytest.fixture
def learner(after: Callable[[Callable[[Person], None]], Person]) -> Person:
    """Somebody in a course of one discussion: a question, a reply to a peer, a quiz, and then the form."""
    return after(_begin_the_short_course)


def replies(person: Person, ref: str = "2.2") -> Any:
    return person.discussion(ref)["peer_replies"]


# posted and undone


def test_posted_marks_every_kept_answer_and_names_the_questions_without_words(leader: Person) -> None:
    leader.did("answer", "2.2.1", "One.")
    leader.did("answer", "2.2.3", "Three.")
    ended = leader.run("posted", "2.2", "--on", "2026-11-03")
    assert ended.code == 0
    assert "2.2.2" in ended.out + ended.err
    assert [one["state"] for one in leader.discussion("2.2")["questions"]] == ["posted", "todo", "posted"]


def test_posted_with_nothing_kept_says_so(leader: Person) -> None:
    assert "2.2" in leader.failed("posted", "2.2")


def test_the_day_one_posted_can_be_said(leader: Person) -> None:
    leader.did("answer", "2.2.1", "One.")
    leader.did("posted", "2.2.1", "--on", "2026-11-03", "--url", "https://forum.example/post/7")
    (program,) = leader.json("export", "2.2.1")["programs"]
    (question,) = program["courses"][0]["discussions"][0]["questions"]
    assert question["answer"]["posted_on"] == "2026-11-03"


def test_posting_twice_is_no_error(leader: Person) -> None:
    leader.did("answer", "2.2.1", "One.")
    leader.did("posted", "2.2")
    leader.did("posted", "2.2")
    assert leader.question("2.2.1")["state"] == "posted"


def test_an_answer_changed_after_posting_stays_posted_and_says_so(leader: Person) -> None:
    leader.did("answer", "2.2.1", "One.")
    leader.did("posted", "2.2")
    leader.did("answer", "2.2.1", "One, and a half.")
    assert leader.question("2.2.1")["state"] == "posted"
    assert leader.question("2.2.1")["changed_since_posted"] is True
    leader.did("posted", "2.2")
    assert leader.question("2.2.1")["changed_since_posted"] is False


def test_undone_takes_back_that_it_was_posted_and_keeps_the_words(leader: Person) -> None:
    leader.did("answer", "2.2.1", "One.")
    leader.did("posted", "2.2")
    leader.did("posted", "2.2", "--undo")
    assert leader.question("2.2.1")["state"] == "draft"
    assert leader.exported("2.2")["2.2.1"] == "One."
    leader.failed("posted", "2.2", "--undo")


def test_an_answer_in_one_piece_gives_its_state_to_the_questions(leader: Person) -> None:
    leader.did("answer", "2.2", typed="All in one.")
    leader.did("posted", "2.2")
    assert [one["state"] for one in leader.discussion("2.2")["questions"]] == ["posted"] * 3


# replies


@pytest.mark.parametrize("name", ["PlumTree7", "plumtree7", "@PlumTree7", " PLUMTREE7 "])
def test_a_reply_to_oneself_is_not_counted(plum: Person, name: str) -> None:
    before = plum.json("status")
    said = plum.failed("reply", "1.2", name, "Well said, me!")
    assert "PlumTree7".casefold() in said.casefold()
    assert plum.json("status") == before


def test_a_peer_who_is_not_in_the_copy_is_taken_with_a_word_about_it(plum: Person) -> None:
    ended = plum.run("reply", "1.2", "SomebodyNew", "Welcome!")
    assert ended.code == 0
    assert "SomebodyNew" in one_line(ended.err)
    assert "copy" in one_line(ended.err)
    assert replies(plum, "1.2")["peers"] == ["oakleaf", "FernAndTide", "SomebodyNew"]


def test_a_peer_who_is_in_the_copy_needs_no_word_about_it(plum: Person) -> None:
    assert "in your copy" not in one_line(plum.run("reply", "1.2", "Wren", "Thank you!").err)


def test_a_draft_of_a_reply_counts_once_it_is_posted(leader: Person) -> None:
    ended = leader.run("reply", "2.2", "oakleaf", "I like how you", "--draft")
    assert "cups-course posted 2.2@oakleaf" in one_line(ended.out + ended.err)
    assert replies(leader)["given"] == 0
    leader.did("posted", "2.2@oakleaf")
    assert replies(leader) == {"wanted": 3, "given": 1, "peers": ["oakleaf"]}
    leader.did("posted", "2.2@oakleaf", "--undo")
    assert replies(leader)["given"] == 0


def test_a_draft_of_a_reply_wants_words(leader: Person) -> None:
    leader.failed("reply", "2.2", "oakleaf", "--draft")


def test_one_person_counts_once_however_the_name_is_written(leader: Person) -> None:
    for name in ("oakleaf", "OakLeaf", "@OAKLEAF"):
        leader.did("reply", "2.2", name, f"Hello {name}")
    assert replies(leader)["given"] == 1
    assert len(leader.versions()) == 3


def test_two_names_of_one_person_count_once(leader: Person) -> None:
    leader.did("reply", "2.2", "plum", "Hello.")
    leader.did("reply", "2.2", "plum_tree", "Hello again.")
    assert replies(leader)["given"] == 2
    leader.did("peers", "2.2", "--same", "plum", "plum_tree")
    assert replies(leader)["given"] == 1


def test_a_reply_may_be_logged_without_its_words(leader: Person) -> None:
    leader.did("reply", "2.2", "oakleaf", "--sent")
    assert replies(leader)["peers"] == ["oakleaf"]


def test_the_totals_cap_replies_at_what_is_wanted(leader: Person) -> None:
    for name in ("oakleaf", "plum", "wren", "june"):
        leader.did("reply", "2.2", name, "Thank you!")
    assert replies(leader)["given"] == 4
    assert leader.json("status", "2.2")["totals"]["peer_replies"] == {"given": 3, "wanted": 3}


def test_removing_a_reply_takes_it_off_the_count_and_keeps_its_words(leader: Person) -> None:
    leader.did("reply", "2.2", "oakleaf", "Thank you!")
    leader.did("remove", "2.2@oakleaf")
    assert replies(leader)["given"] == 0
    assert leader.versions() == ["Thank you!"]


def test_peers_are_listed_with_fewest_replies_first(plum: Person) -> None:
    peers = plum.json("peers", "1.2")
    assert [one["replies"] for one in peers] == sorted(one["replies"] for one in peers)
    assert peers[0]["peer"] == "mosswalker"
    assert peers[0]["replies"] == 0
    assert peers[0]["excerpt"].startswith("Sorry for my English")
    assert all(set(one) >= {"peer", "replies", "replied", "wrote_to_you", "post", "excerpt"} for one in peers)
    by_name = {one["peer"]: one for one in peers}
    assert "PlumTree7" not in by_name
    assert by_name["oakleaf"]["replied"] is True
    assert by_name["oakleaf"]["wrote_to_you"] is True
    assert by_name["Wren"]["replied"] is False
    assert by_name["Wren"]["wrote_to_you"] is False


def test_peers_of_a_discussion_without_a_thread_is_an_empty_list(leader: Person) -> None:
    assert leader.json("peers", "2.2") == []
    assert "cups-course import" in leader.run("peers", "2.2").err


# tasks, notes, places


@pytest.mark.parametrize(
    ("score", "state"),
    [("7/10", "todo"), ("8/10", "done"), ("10/10", "done"), ("79%", "todo"), ("80%", "done"), ("16/20", "done")],
)
def test_a_quiz_is_done_from_its_minimum_on(learner: Person, score: str, state: str) -> None:
    said = learner.did("done", "1.1.quiz", "--score", score)
    (quiz,) = learner.discussion("1.1")["tasks"]
    assert (quiz["state"], quiz["score"], quiz["minimum"]) == (state, score, "8/10")
    assert score in said
    assert state == "done" or "8/10" in said


def test_a_tick_can_be_taken_back(learner: Person) -> None:
    learner.did("done", "1.1.quiz")
    assert learner.discussion("1.1")["tasks"][0]["state"] == "done"
    learner.did("done", "1.1.quiz", "--undo")
    assert learner.discussion("1.1")["tasks"][0]["state"] == "todo"
    learner.failed("done", "1.1.quiz", "--undo")


def test_what_is_to_be_watched_counts_as_done_with_the_answers(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    person.did("answer", "1.3", typed="Both in one.")
    person.did("posted", "1.3")
    assert {task["kind"]: task["state"] for task in person.discussion("1.3")["tasks"]} == {
        "watch": "done",
        "quiz": "todo",
    }


@pytest.mark.parametrize("ref", ["2", "2.2", "2.2.1", "2.form", "2.3.watch", "ldp-2020"])
def test_a_note_can_be_kept_on_anything(leader: Person, ref: str) -> None:
    leader.did("note", ref, "[Ask] Fern :smile:")
    assert leader.notes() == ["[Ask] Fern :smile:"]
    assert "[Ask] Fern :smile:" in leader.did("note", ref)


def test_a_note_can_be_piped_in(leader: Person) -> None:
    leader.did("note", "2.2", typed="From a pipe.\n")
    assert leader.notes() == ["From a pipe."]


def test_a_note_stands_in_show(leader: Person) -> None:
    leader.did("note", "2.2", "Ask Fern about the video")
    assert "Ask Fern about the video" in leader.did("show", "2.2")


def test_moving_a_discussion_takes_everything_along(leader: Person) -> None:
    leader.did("answer", "2.2.1", "One.")
    leader.did("reply", "2.2", "oakleaf", "Thank you!")
    before = leader.discussion("2.2")
    leader.did("move", "2.2", "3.1")
    moved = leader.discussion("3.1")
    assert moved["id"] == before["id"]
    assert moved["peer_replies"]["peers"] == ["oakleaf"]
    assert leader.exported("3.1")["3.1.1"] == "One."
    assert leader.run("show", "2.2.1").code == 1


def test_moving_never_writes_over_another_discussion(leader: Person) -> None:
    leader.did("answer", "2.2.1", "In the second.")
    leader.did("answer", "2.3.1", "In the third.")
    leader.run("move", "2.2", "2.3")
    assert sorted(leader.versions()) == ["In the second.", "In the third."]
    texts = [text for ref in ("2.2", "2.3") if leader.run("show", ref).code == 0 for text in [leader.did("show", ref)]]
    assert "In the second." in "".join(texts)
    assert "In the third." in "".join(texts)


def test_removing_a_task_takes_it_off_the_checklist(learner: Person) -> None:
    learner.did("remove", "1.1.quiz")
    assert learner.discussion("1.1")["tasks"] == []


def test_removing_a_discussion_keeps_its_words_in_the_store(leader: Person) -> None:
    leader.did("answer", "2.2.1", "One.")
    leader.did("remove", "2.2")
    assert leader.run("status", "2.2").code == 1
    assert leader.versions() == ["One."]


# who one is


def test_a_name_that_is_not_mine_can_be_taken_off(plum: Person) -> None:
    plum.did("me", "--not", "plumtree7")
    assert plum.json("me") == {"names": []}
    assert plum.json("status")["me"] is None
    assert [one["state"] for one in plum.discussion("1.2")["questions"]] == ["todo"] * 3
    assert replies(plum, "1.2")["given"] == 0


def test_a_name_taken_off_by_mistake_can_be_set_again_and_no_word_is_lost(plum: Person) -> None:
    copy = STEADY_LATER.read_text(encoding="utf-8")
    assert "a small lamp that is lit every evening" in copy
    edited = copy.replace("a small lamp that is lit every evening", "a small lamp, lit every evening")
    plum.did("answer", "1.2.3", "My own later words.")
    plum.did("import", plum.file("edited.txt", edited))  # one's own post was edited in the forum meanwhile
    words = set(plum.versions())
    plum.did("me", "--not", "PlumTree7")
    plum.did("me", "PlumTree7")
    assert set(plum.versions()) == words


def test_a_name_that_was_never_mine_is_said_not_to_be(plum: Person) -> None:
    assert "oakleaf" in plum.failed("me", "--not", "oakleaf")
    assert plum.json("me")["names"] == ["PlumTree7"]


def test_the_first_of_several_names_is_the_current_one(person: Person) -> None:
    person.did("me", "PlumTree7", "OldPlum")
    assert person.json("me")["names"] == ["PlumTree7", "OldPlum"]
    assert person.json("status")["me"] == "PlumTree7"


def test_a_name_given_with_an_import_is_one_of_the_persons_from_then_on(plum: Person) -> None:
    plum.did("import", STEADY_LATER, "--me", "Wren")
    assert plum.json("me")["names"] == ["Wren", "PlumTree7"]


# check and next


def test_check_lists_what_is_missing_then_nothing(learner: Person) -> None:
    ended = learner.run("check", "1")
    assert ended.code == 1
    assert ended.err == ""
    document = learner.run("check", "1", "--json")
    assert document.code == 1
    missing = json.loads(document.out)
    assert missing["ready"] is False
    assert {one["ref"] for one in missing["missing"]} == {"1.1.1", "1.1", "1.1.quiz"}
    assert all(one["what"] and one["command"].startswith("cups-course ") for one in missing["missing"])
    assert all(ref in ended.out for ref in ("1.1.1", "1.1.quiz"))
    finish(learner)
    assert "1" in learner.did("check", "1")
    assert learner.json("check", "1") == {"ready": True, "missing": [], "hints": []}


def finish(person: Person) -> None:
    person.did("answer", "1.1.1", "Rain on the roof, and somebody who listened to it.")
    person.did("posted", "1.1")
    person.did("reply", "1.1", "oakleaf", "Thank you!")
    person.did("done", "1.1.quiz", "--score", "9/10")


def test_a_discussion_nobody_has_described_is_missing(leader: Person) -> None:
    ended = leader.run("check", "2", "--json")
    assert ended.code == 1
    assert '"2.4"' in ended.out


def test_hints_never_change_whether_one_is_ready(learner: Person) -> None:
    finish(learner)
    learner.did("answer", "1.1.1", "todo")
    learner.did("posted", "1.1")
    document = learner.json("check", "1")
    assert document["ready"] is True
    assert [one["ref"] for one in document["hints"]] == ["1.1.1"]


def test_next_goes_from_the_first_word_to_the_form(learner: Person) -> None:
    def step() -> Any:
        found = learner.json("next")
        found["said"] = one_line(learner.did("next"))
        assert found["command"] in found["said"]
        assert one_line(found["what"]) in found["said"]
        assert found["why"]
        return found

    assert (step()["ref"], step()["command"]) == ("1.1", "cups-course answer 1.1")

    learner.did("answer", "1.1.1", "Rain on the roof.")
    draft = step()
    assert draft["ref"].startswith("1.1")
    assert draft["command"].startswith("cups-course export 1.1 --for thread")
    assert "cups-course posted 1.1" in draft["said"]

    learner.did("posted", "1.1")
    assert (step()["ref"], step()["command"]) == ("1.1", "cups-course peers 1.1")

    learner.did("reply", "1.1", "oakleaf", "Thank you!")
    assert (step()["ref"], step()["command"]) == ("1.1.quiz", "cups-course done 1.1.quiz")

    learner.did("done", "1.1.quiz", "--score", "5/10")
    assert step()["ref"] == "1.1.quiz"

    learner.did("done", "1.1.quiz", "--score", "9/10")
    form = step()
    assert form["ref"] == "1.form"
    assert form["command"] == "cups-course form 1"
    assert "cups-course done 1.form" in form["said"]

    learner.did("done", "1.form")
    assert learner.json("next") is None
    assert "cups-course" in learner.did("next")


def test_the_form_goes_from_to_do_over_ready_to_submitted_and_stays(learner: Person) -> None:
    def form() -> Any:
        return learner.json("status")["programs"][0]["courses"][0]["evaluation_form"]

    assert form()["state"] == "todo"
    finish(learner)
    assert form()["state"] == "ready"
    learner.did("done", "1.form")
    learner.did("answer", "1.1.1", "A later thought.")
    learner.did("done", "1.1.quiz", "--undo")
    assert form()["state"] == "submitted"
    learner.did("done", "1.form", "--undo")
    assert form()["state"] == "todo"


def test_what_is_done_is_done_all_the_way_up(learner: Person) -> None:
    finish(learner)
    assert learner.discussion("1.1")["state"] == "done"
    assert learner.json("status")["programs"][0]["courses"][0]["state"] == "started"
    learner.did("done", "1.form")
    document = learner.json("status")
    assert document["programs"][0]["courses"][0]["state"] == "done"
    assert document["totals"] == {
        "discussions": {"done": 1, "all": 1},
        "questions": {"posted": 1, "draft": 0, "all": 1},
        "peer_replies": {"given": 1, "wanted": 1},
    }


# two programs


def test_a_short_reference_that_fits_two_programs_means_the_one_in_use(learner: Person) -> None:
    learner.did("program", "add", KIND_LEADERS)
    said = learner.failed("answer", "1.1.1", "Which?")
    assert "short-course/1.1.1" in said
    assert "kind-leaders/1.1.1" in said
    assert "cups-course program use" in said
    learner.did("program", "use", "kind-leaders")
    learner.did("answer", "1.1.1", "In the one in use.")
    learner.did("answer", "short-course/1.1.1", "In the other.")
    answers = {
        program["key"]: program["courses"][0]["discussions"][0]["questions"][0]["answer"]["text"]
        for program in learner.json("export")["programs"]
    }
    assert answers == {"kind-leaders": "In the one in use.", "short-course": "In the other."}
