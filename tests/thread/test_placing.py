import pytest

from builders import a_course, a_discussion, a_program, a_question, a_thread
from cups_course.errors import AnotherThread, PlaceUnknown, SeveralPlaces
from cups_course.model import Program
from cups_course.thread.placing import OWN_PROGRAM, ThreadPlace, WantedPlace, place_thread


def _program(key: str = "kind-leaders", *, in_use: bool = False, **discussion: object) -> Program:
    program = a_program(a_course(a_discussion(a_question(1), **discussion)))  # type: ignore[arg-type]
    program.key, program.in_use = key, in_use
    return program


def _where(found: ThreadPlace) -> tuple[str, int, int]:
    return found.program, found.course_number, found.discussion_number


def test_with_no_program_a_thread_goes_into_a_program_of_ones_own() -> None:
    found = place_thread(a_thread("Why?"), [], WantedPlace())

    assert _where(found) == (OWN_PROGRAM, 2, 2)
    assert found.existing is None
    assert found.title == "Service Leadership"


def test_the_same_numbers_and_topic_are_the_same_thread() -> None:
    program = _program()

    assert (
        place_thread(a_thread("Another wording?"), [program], WantedPlace()).existing
        is program.courses[0].discussions[0]
    )


@pytest.mark.parametrize("topic", ["service leadership", "Service  Leadership!", "Service Leadership."])
def test_a_topic_written_a_little_otherwise_is_the_same_thread(topic: str) -> None:
    assert place_thread(a_thread("New?", topic=topic), [_program()], WantedPlace()).existing


def test_a_question_in_common_makes_it_the_same_thread() -> None:
    assert place_thread(a_thread("what is 1?", topic="Renamed Altogether"), [_program()], WantedPlace()).existing


def test_another_topic_and_no_question_in_common_is_another_thread_and_both_are_named() -> None:
    with pytest.raises(AnotherThread) as caught:
        place_thread(a_thread("Why gossip?", topic="The Detriments of Gossip"), [_program()], WantedPlace())

    assert "The Detriments of Gossip" in caught.value.message
    assert "Service Leadership" in caught.value.message
    assert any("--program" in command for command in caught.value.commands)
    assert any("--discussion" in command for command in caught.value.commands)


def test_another_thread_goes_where_the_person_says() -> None:
    thread = a_thread("Why gossip?", topic="The Detriments of Gossip")

    assert _where(place_thread(thread, [_program()], WantedPlace(discussion=3))) == ("kind-leaders", 2, 3)
    assert _where(place_thread(thread, [_program()], WantedPlace(course=7))) == ("kind-leaders", 7, 2)


def test_a_discussion_without_a_title_takes_the_thread_in() -> None:
    program = _program(known=False, wanted=None)
    program.courses[0].discussions[0].title = ""

    assert place_thread(a_thread("Why?", topic="Anything"), [program], WantedPlace()).existing


def test_a_thread_is_the_same_by_its_id_whatever_its_numbers_say() -> None:
    program = _program()
    held = program.courses[0].discussions[0]
    thread = a_thread("New?", course=9, number=9, topic="Renamed", forum_id="123")

    assert place_thread(thread, [program], WantedPlace(), discussion_id=held.id).existing is held


def test_a_thread_without_a_course_number_asks_for_it() -> None:
    with pytest.raises(PlaceUnknown, match="doesn't say which course") as caught:
        place_thread(a_thread("Why?", course=None, topic="Something New"), [_program()], WantedPlace())

    assert any("--course" in command for command in caught.value.commands)


def test_a_thread_without_a_discussion_number_asks_for_it() -> None:
    with pytest.raises(PlaceUnknown, match="doesn't say which discussion") as caught:
        place_thread(a_thread("Why?", number=None, topic="Something New"), [_program()], WantedPlace())

    assert any("--discussion" in command for command in caught.value.commands)


def test_a_course_of_that_number_with_another_name_is_another_course() -> None:
    thread = a_thread("Why listen?", topic="Listening", course_title="Listening Skills")
    program = _program()
    program.courses[0].discussions.clear()

    with pytest.raises(AnotherThread, match="Becoming a Leader"):
        place_thread(thread, [program], WantedPlace())


def test_a_thread_without_numbers_is_found_by_its_titles() -> None:
    thread = a_thread("Why?", course=None, number=None, course_title="Becoming a Leader")

    assert place_thread(thread, [_program()], WantedPlace()).existing


def test_a_thread_without_numbers_is_found_by_its_titles_among_several_programs() -> None:
    other = _program("other")
    other.courses[0].title, other.courses[0].discussions[0].title = "Something Else", "Gossip"
    thread = a_thread("Why?", course=None, number=None, course_title="Becoming a Leader")

    assert place_thread(thread, [other, _program()], WantedPlace()).program == "kind-leaders"


def test_of_several_programs_the_one_that_has_the_thread_is_meant() -> None:
    other = _program("other")
    other.courses[0].discussions[0].title = "Gossip"

    assert place_thread(a_thread("Why?"), [other, _program()], WantedPlace()).program == "kind-leaders"


def test_a_thread_that_fits_several_programs_asks_which() -> None:
    with pytest.raises(PlaceUnknown, match=r"could be one/2\.2 or two/2\.2"):
        place_thread(a_thread("Why?"), [_program("one"), _program("two")], WantedPlace())


def test_a_new_thread_that_could_belong_to_several_programs_asks_which() -> None:
    with pytest.raises(PlaceUnknown, match=r"could be one/2\.2 or two/2\.2"):
        place_thread(a_thread("Why?", number=5), [_program("one"), _program("two")], WantedPlace())


def test_the_commands_name_each_program_that_a_thread_fits() -> None:
    with pytest.raises(SeveralPlaces) as caught:
        place_thread(a_thread("Why?"), [_program("one"), _program("two")], WantedPlace())

    assert caught.value.places == [("one", 2, 2), ("two", 2, 2)]
    assert tuple(map(str, caught.value.commands)) == tuple(
        f"cups-course import SAVED-COPY --program {key} --course 2 --discussion 2" for key in ("one", "two")
    )


def test_of_two_titles_much_alike_the_very_same_one_is_meant() -> None:
    other = _program("other")
    other.courses[0].discussions[0].title = "PL 102 - Service Leadership"
    thread = a_thread("Why?", course=None, number=None, topic="PL 102 - Service Leadership")

    assert place_thread(thread, [_program(in_use=True), other], WantedPlace()).program == "other"
    chapters = _program()
    chapters.courses[0].discussions = [a_discussion(number=number) for number in (1, 2)]
    for one in chapters.courses[0].discussions:
        one.title = f"Chapter {one.number}"
    assert (
        _where(place_thread(a_thread(course=None, number=None, topic="Chapter 2"), [chapters], WantedPlace()))[2] == 2
    )


def test_a_thread_belongs_where_an_outline_has_its_address_whatever_the_numbers_say() -> None:
    program = _program(known=False)
    told = program.courses[0].discussions[0]
    told.address = "https://harbour-lights.example/forum/Lights_3/Watch_9/AnOldName_77/"
    thread = a_thread("Why?", course=5, number=9, topic="Renamed", forum_id="77")

    assert place_thread(thread, [program], WantedPlace()).existing is told
    assert (
        place_thread(a_thread("Why?", number=9, topic="Another", forum_id="777"), [program], WantedPlace()).existing
        is None
    )


def test_of_several_programs_the_one_in_use_or_the_one_named_is_meant() -> None:
    programs = [_program("one"), _program("two", in_use=True)]

    assert place_thread(a_thread("Why?"), programs, WantedPlace()).program == "two"
    assert place_thread(a_thread("Why?"), programs, WantedPlace(program="one")).program == "one"
