"""Somebody in a program that wants more than answers: a quiz, an oath, practice, an elective, a note every week."""

import re

import pytest

from builders import a_store
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.store.outlines import add_outline
from cups_course.thread.thread import WantedTask
from journeys.driver import COMMAND, Person, one_line

OUTLINE = Outline(
    "harbour-1",
    "Harbour Lights Program",
    (
        OutlineCourse(
            1,
            "Welcome Aboard",
            (
                OutlineDiscussion(
                    1,
                    "Lanterns",
                    ("What do you carry?",),
                    0,
                    (
                        WantedTask("quiz", "the quiz about lanterns", minimum="8/10", retakes=True),
                        WantedTask("other", "more about lamps", optional=True, bonus=True),
                    ),
                ),
                OutlineDiscussion(2, "Tides", None, None),
            ),
            (
                WantedTask("practicum", "lead an evening", hours=2.5),
                WantedTask("other", "the weekly note", every="week", times=2),
            ),
        ),
        OutlineCourse(2, "Out at Sea", (OutlineDiscussion(1, "Waves", ("Which wave?",), 0),)),
    ),
    (
        WantedTask("oath", "the keeper's oath", words="I will keep the light.\nEvery evening."),
        WantedTask("elective", "an elective", choices=("Knots & Ropes", "Star Charts")),
    ),
)


@pytest.fixture
def keeper(person: Person) -> Person:
    """Somebody who added the outline of the Harbour Lights Program."""
    with a_store(person.store) as database:
        add_outline(database, OUTLINE)
    return person


def _task(person: Person, ref: str) -> dict[str, object]:
    program = person.json("status")["programs"][0]
    courses = program["courses"]
    owners = [program, *courses, *(one for course in courses for one in course["discussions"])]
    return next(task for owner in owners for task in owner["tasks"] if task["ref"] == ref)


def test_a_quiz_that_was_missed_and_passed_shows_both_tries(keeper: Person) -> None:
    missed = one_line(keeper.did("done", "1.1.quiz", "--score", "7/10", "--on", "2026-11-03"))
    assert "Saved a try with 7/10" in missed
    assert "you can try again." in missed.casefold()
    assert _task(keeper, "1.1.quiz")["state"] == "todo"
    assert "at least 8/10, last try 7/10" in keeper.did("status", "1.1")

    assert "Done: 1.1.quiz, 9/10." in keeper.did("done", "1.1.quiz", "--score", "9/10", "--on", "2026-11-05")
    quiz = _task(keeper, "1.1.quiz")
    assert (quiz["state"], quiz["score"], quiz["retakes"]) == ("done", "9/10", True)
    assert quiz["attempts"] == [
        {"on": "2026-11-03", "score": "7/10", "enough": False},
        {"on": "2026-11-05", "score": "9/10", "enough": True},
    ]
    shown = keeper.did("show", "1.1.quiz")
    assert "Try 1: 3 Nov 2026, 7/10, below 8/10" in shown
    assert "Try 2: 5 Nov 2026, 9/10" in shown


def test_an_oath_is_handed_out_word_for_word_and_ticked_when_it_is_posted(keeper: Person) -> None:
    assert "I will keep the light." in keeper.did("show", "oath")
    assert keeper.run("export", "oath", "--for", "thread").out == "I will keep the light.\nEvery evening.\n"
    keeper.did("done", "oath")
    assert _task(keeper, "harbour-1/oath")["state"] == "done"


def test_hours_of_practice_add_up_until_they_are_enough_and_the_last_can_be_taken_out(keeper: Person) -> None:
    said = keeper.did("done", "1.practicum", "--hours", "1:30", "--on", "2026-11-20", "--note", "Led with fern.")
    assert "1.5 of 2.5 hours in total" in one_line(said)
    assert "Those are all the hours it needs." in keeper.did(
        "done", "1.practicum", "--hours", "1", "--on", "2026-11-21"
    )
    task = _task(keeper, "1.practicum")
    hours = task["hours"]
    assert isinstance(hours, dict)
    assert (task["state"], hours["wanted"], hours["logged"]) == ("done", 2.5, 2.5)
    assert [(one["on"], one["hours"], one["note"]) for one in hours["log"]] == [
        ("2026-11-20", 1.5, "Led with fern."),
        ("2026-11-21", 1.0, ""),
    ]
    assert "20 Nov 2026: 1.5 hours. Led with fern." in keeper.did("show", "1.practicum")

    assert "Removed 1 hour logged for 21 Nov 2026." in keeper.did("done", "1.practicum", "--undo")
    assert _task(keeper, "1.practicum")["state"] == "todo"
    assert keeper.json("search", "fern")[0]["kind"] == "note"


def test_an_elective_is_chosen_changed_and_done_with_what_was_chosen_last(keeper: Person) -> None:
    which = keeper.run("done", "elective")
    assert which.code == 1
    assert "1 Knots & Ropes; 2 Star Charts" in one_line(which.err)

    assert "Your choice for harbour-1/elective: Star Charts." in keeper.did("done", "elective", "--choose", "star")
    keeper.did("done", "elective")
    assert (_task(keeper, "harbour-1/elective")["state"]) == "done"

    keeper.did("done", "elective", "--choose", "1")
    changed = _task(keeper, "harbour-1/elective")
    assert (changed["choice"], changed["state"]) == ("Knots & Ropes", "todo")
    keeper.did("done", "elective", "--choose", "Star Charts")
    assert _task(keeper, "harbour-1/elective")["state"] == "done"
    assert keeper.run("done", "elective", "--choose", "3").code == 2


def test_a_weekly_note_starts_from_what_is_known_and_each_posted_one_is_saved(keeper: Person) -> None:
    keeper.did("answer", "1.1.1", "A lamp.")
    keeper.did("posted", "1.1")
    keeper.did("done", "1.1.quiz")

    written = "\n".join(
        [
            "assert text.startswith('Last discussion done: course 1, discussion 1, Lanterns\\n')",
            "text = text.replace('What was hard:', 'What was hard: the tide')",
            "save(text)",
        ]
    )
    keeper.did("answer", "1.other", env=keeper.editor(written))
    assert "What was hard: the tide" in keeper.run("export", "1.other", "--for", "thread").out
    keeper.did("answer", "1.other", env=keeper.editor("save(text.replace('the tide', 'the wind'))"))
    assert "What was hard: the wind" in keeper.run("export", "1.other", "--for", "thread").out

    assert "1 of 2 done." in keeper.did("done", "1.other", "--on", "2026-11-20")
    keeper.did("answer", "1.other", "The second week.")
    keeper.did("posted", "1.other", "--on", "2026-11-27")
    task = _task(keeper, "1.other")
    assert task["state"] == "done"
    assert isinstance(task["progress"], list)
    assert [note["posted_on"] for note in task["progress"]] == ["2026-11-20", "2026-11-27"]

    keeper.did("posted", "1.other", "--undo")
    assert _task(keeper, "1.other")["state"] == "todo"
    assert keeper.run("export", "1.other", "--for", "thread").out == "The second week.\n"


def test_an_oath_is_posted_in_the_words_of_the_program_or_in_your_own(keeper: Person) -> None:
    given = keeper.run("export", "oath", "--for", "thread").out
    keeper.did("posted", "oath")
    assert _task(keeper, "harbour-1/oath")["state"] == "done"
    keeper.did("posted", "oath", "--undo")
    keeper.did("answer", "oath", env=keeper.editor("save(text + ' Every night.')"))

    own = keeper.run("export", "oath", "--for", "thread").out
    assert own == f"{given.rstrip()} Every night.\n"
    keeper.did("posted", "oath")
    assert _task(keeper, "harbour-1/oath")["state"] == "done"


def test_a_task_without_words_is_not_answered(keeper: Person) -> None:
    assert "has no text to post yet" in keeper.failed("posted", "1.other")
    refused = keeper.failed("answer", "1.1.quiz", "Nine of ten.")
    assert "cups-course done 1.1.quiz" in refused
    assert keeper.query("SELECT count(*) FROM note") == [0]
    assert "cups-course done 1.1.quiz" in keeper.failed("posted", "1.1.quiz")


def test_status_shows_all_of_it_only_what_remains_or_one_course(keeper: Person) -> None:
    keeper.did("answer", "1.1.1", "A lamp.")
    keeper.did("posted", "1.1")
    keeper.did("done", "1.1.quiz")

    assert "What do you carry?" not in keeper.did("status")
    everything = keeper.did("status", "--all")
    assert "What do you carry?" in everything and "more about lamps" in everything
    left = keeper.did("status", "--todo")
    assert "Lanterns" not in left and "more about lamps" not in left
    assert "Tides" in left and "Which wave?" in left
    one = keeper.did("status", "--course", "2")
    assert "Waves" in one and "Tides" not in one
    assert keeper.json("status", "--course", "2")["programs"][0]["courses"][0]["ref"] == "2"
    assert keeper.run("status", "--all", "--todo").code == 2


def test_a_course_and_its_bar_count_its_discussions_and_the_program_counts_the_same(keeper: Person) -> None:
    keeper.did("answer", "1.1.1", "A lamp.")
    keeper.did("posted", "1.1")
    keeper.did("done", "1.1.quiz")
    # The practice, the note and the form are no discussions, so they are not counted.
    first, *rows = keeper.did("status", env={"COLUMNS": "120"}).splitlines()
    assert first.endswith("1 of 3 discussions")
    courses = [row for row in rows if row.startswith("  Course")]
    assert [re.split(r" {2,}", row)[-2:] for row in courses] == [
        ["1 of 2 discussions", "████████░░░░░░░░"],
        ["0 of 1 discussion", "░" * 16],
    ]


def test_next_goes_through_every_kind_of_task_to_the_end(keeper: Person) -> None:
    keeper.did("remove", "1.2")
    commands = []
    while (step := keeper.json("next")) is not None:
        commands.append(step["command"])
        ref = step["ref"]
        if step["command"] == "cups-course answer 1.other":
            keeper.did("answer", ref, f"Week {len(commands)}.")
        elif step["command"].startswith("cups-course answer"):
            keeper.did("answer", f"{ref}.1", "Words.")
        elif ref.count(".") == 1 and step["command"].startswith("cups-course export"):
            keeper.did("posted" if step["then"].startswith("cups-course posted") else "done", ref)
        elif "--hours" in step["command"]:
            keeper.did("done", ref, "--hours", "2.5")
        elif step["command"].startswith("cups-course show"):
            keeper.did("done", ref, "--choose", "2")
        else:
            keeper.did("done", ref)
        assert len(commands) < 30
    assert commands == [
        "cups-course answer 1.1",
        "cups-course export 1.1 --for thread --copy",
        "cups-course done 1.1.quiz",
        "cups-course done 1.practicum --hours HOURS",
        "cups-course answer 1.other",
        "cups-course export 1.other --for thread --copy",
        "cups-course answer 1.other",
        "cups-course export 1.other --for thread --copy",
        "cups-course form 1",
        "cups-course answer 2.1",
        "cups-course export 2.1 --for thread --copy",
        "cups-course form 2",
        "cups-course export harbour-1/oath --for thread --copy",
        "cups-course show harbour-1/elective",
        "cups-course done harbour-1/elective",
    ]


def test_what_was_noted_of_practice_can_be_forgotten_and_the_hours_stay(keeper: Person) -> None:
    keeper.did("done", "1.practicum", "--hours", "1", "--note", "A word too many.")
    keeper.did("forget", "1.practicum", "--yes")

    assert b"too many" not in keeper.store.read_bytes()
    hours = _task(keeper, "1.practicum")["hours"]
    assert isinstance(hours, dict)
    assert [(one["hours"], one["note"]) for one in hours["log"]] == [(1.0, "")]


def test_what_was_noted_on_a_whole_course_can_be_forgotten(keeper: Person) -> None:
    keeper.did("note", "1", "A word too many of how it goes.")
    assert "cups-course forget 1 --with-mine" in keeper.failed("forget", "1", "--yes")
    keeper.did("forget", "1", "--with-mine", "--yes")

    assert b"too many" not in keeper.store.read_bytes()


def test_the_next_step_of_a_choice_is_not_the_screen_that_shows_it(keeper: Person) -> None:
    assert "cups-course done harbour-1/elective --choose N" in keeper.did("show", "elective")


def test_unsaved_text_for_a_task_is_mentioned_gone_on_with_and_started_over(keeper: Person) -> None:
    fails = keeper.editor("save(text + 'The tide.'); sys.exit(1)")
    for ref in ("1.other", "oath"):
        assert keeper.run("answer", ref, env=fails).code == 1
    assert "cups-course answer 1.other" in keeper.run("next").err or "answer harbour-1/oath" in keeper.run("next").err
    keeper.did("answer", "1.other", env=keeper.editor("assert text.endswith('The tide.')"))
    assert keeper.run("export", "1.other", "--for", "thread").out.endswith("The tide.\n")

    keeper.did("answer", "oath", "--fresh", env=keeper.editor("assert 'The tide.' not in text; save('Every night.')"))
    assert keeper.run("export", "oath", "--for", "thread").out == "Every night.\n"
    (aside,) = (keeper.store.parent / "unsaved-answers").glob("*set-aside*")
    assert "The tide." in aside.read_text(encoding="utf-8")


def test_a_text_posted_while_it_was_changed_stays(keeper: Person) -> None:
    keeper.did("answer", "1.other", "The first week.")
    post = f"subprocess.run([{str(COMMAND)!r}, 'posted', '1.other'], check=True, capture_output=True)"
    keeper.did("answer", "1.other", env=keeper.editor(f"import subprocess; {post}; save(text + ' And more.')"))
    shown = keeper.did("show", "1.other")
    assert "The first week." in shown and "The first week. And more." in shown
    notes = _task(keeper, "1.other")["progress"]
    assert isinstance(notes, list)
    assert [note["posted_on"] is None for note in notes] == [False, True]


def test_every_text_for_a_task_is_in_its_history_and_can_be_restored(keeper: Person) -> None:
    for words in ("The first week.", "The first week, better.", "The third try."):
        keeper.did("answer", "1.other", words)
    assert [one["text"] for one in keeper.json("history", "1.other")] == [
        *("The first week.", "The first week, better.", "The third try.")
    ]
    keeper.did("history", "1.other", "--restore", "2")
    assert keeper.run("export", "1.other", "--for", "thread").out == "The first week, better.\n"
    assert "is the current version" in keeper.did("history", "1.other", "--restore", "4")
    assert "cups-course history 1.other --restore 3" in keeper.run("history", "1.other").err
    assert "a task you write for" in keeper.failed("history", "1.1.quiz")


def test_posting_a_text_again_changes_nothing(keeper: Person) -> None:
    keeper.did("posted", "oath")
    assert "already" in keeper.did("posted", "oath")
    assert "--post" in keeper.failed("posted", "oath", "--undo", "--post", "4", code=2)


def test_going_back_to_a_choice_that_was_done_says_that_it_is_done(keeper: Person) -> None:
    keeper.did("done", "elective", "--choose", "1")
    keeper.did("done", "elective")
    assert "When you have done the task" in keeper.run("done", "elective", "--choose", "2").err
    said = one_line(keeper.run("done", "elective", "--choose", "1").err)
    assert "the task is done" in said
    assert "When you have done" not in said


def test_a_tick_is_removed_from_what_still_counts_as_done(plum: Person) -> None:
    plum.did("done", "1.3.watch")
    plum.did("answer", "1.3.1", "It is hard to knock.")
    plum.did("answer", "1.3.2", "A rope in the rain.")
    plum.did("posted", "1.3")
    said = one_line(plum.did("done", "1.3.watch", "--undo"))
    assert said == "Removed the tick of 1.3.watch. It still counts as done, because its questions are posted."
    assert plum.json("status", "1.3")["programs"][0]["courses"][0]["discussions"][0]["tasks"][0]["state"] == "done"
