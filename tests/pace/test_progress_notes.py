from builders import a_course, a_discussion, a_question, a_reply, a_task, an_answer
from cups_course.model import Discussion, Practice
from cups_course.pace.progress_note import HARD, WELL, draft_progress_note


def _posted(number: int, day: str) -> Discussion:
    answer = an_answer(posted=True)
    answer.posted_on = day
    return a_discussion(a_question(1, answer), number=number, replies=[a_reply("fern")])


def test_a_progress_note_is_begun_with_the_discussion_that_was_done_last_and_has_room_for_the_rest() -> None:
    at_work = a_discussion(a_question(1, an_answer()), number=4)
    practicum = a_task("practicum", ref="2")
    practicum.practice = [Practice("p", "2026-11-20", 90)]
    course = a_course(_posted(2, "2026-11-12"), _posted(3, "2026-11-05"), at_work, tasks=[practicum])

    assert draft_progress_note([course], []).splitlines() == [
        "Last discussion done: course 2, discussion 2, Service Leadership",
        "Replies to peers there: 1",
        "In progress: course 2, discussion 4, Service Leadership",
        "Practice so far: 1.5 hours",
        "",
        HARD,
        "",
        "",
        WELL,
        "",
    ]


def test_with_nothing_done_yet_there_is_room_to_say_so() -> None:
    assert draft_progress_note([], []).startswith("Last discussion done:\n\n")
