import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_course, a_discussion, a_post, a_program, a_store, a_task, a_thread, discussion_at, imported, mine
from cups_course.errors import AmbiguousReference, BadReference, UnknownReference
from cups_course.model import Course, PeerReply, Program
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.refs import Reference, find_ref, parse_ref
from cups_course.states import all_discussions
from cups_course.store.outlines import add_outline, use_program
from cups_course.store.reading import load
from cups_course.store.writing import keep_reply
from cups_course.thread.thread import OwnReply, WantedTask
from cups_course.typed_refs import find_or_suggest, unknown_reference


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2", {"course": 2}),
        ("0", {"course": 0}),
        ("2.2", {"course": 2, "discussion": 2}),
        ("2.2.1", {"course": 2, "discussion": 2, "question": 1}),
        ("2.2.quiz", {"course": 2, "discussion": 2, "kind": "quiz"}),
        ("2.2.watch-2", {"course": 2, "discussion": 2, "kind": "watch", "task": 2}),
        ("2.form", {"course": 2, "kind": "form"}),
        ("2.quiz", {"course": 2, "kind": "quiz"}),
        ("2.2@peer", {"course": 2, "discussion": 2, "peer": "peer"}),
        ("2.2@peer#2", {"course": 2, "discussion": 2, "peer": "peer", "nth": 2}),
        ("2.2@-", {"course": 2, "discussion": 2, "peer": "-"}),
        ("ldp-2020", {"program": "ldp-2020"}),
        ("ldp-2020/2.2", {"program": "ldp-2020", "course": 2, "discussion": 2}),
        ("ldp-2020/exam-2", {"program": "ldp-2020", "kind": "exam", "task": 2}),
        ("LDP-2020/2.2.QUIZ", {"program": "ldp-2020", "course": 2, "discussion": 2, "kind": "quiz"}),
        ("2.FORM", {"course": 2, "kind": "form"}),
        ("Exam", {"kind": "exam"}),
        ("  2.2 ", {"course": 2, "discussion": 2}),
        ("2.2@a b#2", {"course": 2, "discussion": 2, "peer": "a b", "nth": 2}),
    ],
)
def test_a_reference_is_taken_apart(text: str, wanted: dict[str, object]) -> None:
    assert parse_ref(text) == Reference(text.strip(), **wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "2.", ".2", "2..2", "2.2.1.1", "2.2.1.quiz", "2.2.dance", "@peer", "2@peer", "2.2.1@peer", "2.2@",
     "2.2@a#b", "/2", "ldp 2020/2", "-2", "2,2", "２.２", "ldp-2020/@peer", "2.2.quiz@peer"],
)  # fmt: skip
def test_other_text_is_no_reference(text: str) -> None:
    with pytest.raises(BadReference):
        parse_ref(text)


def test_number_nought_is_not_taken_for_a_number_left_out() -> None:
    programs = [a_program(a_course(a_discussion(tasks=[a_task("quiz")])))]

    for text in ("2.2.0.quiz", "2.2.quiz-0"):
        with pytest.raises((BadReference, UnknownReference)):
            find_ref(programs, parse_ref(text))


def _two_programs(in_use: bool) -> list[Program]:
    first, second = a_program(a_course(a_discussion())), a_program(a_course(a_discussion()))
    first.key, second.key, second.in_use = "one", "two", in_use
    return [first, second]


def test_a_short_reference_that_fits_several_programs_names_the_full_ones() -> None:
    with pytest.raises(AmbiguousReference, match=r"one/2\.2, two/2\.2"):
        find_ref(_two_programs(in_use=False), parse_ref("2.2"))


def test_a_short_reference_means_the_program_in_use() -> None:
    assert find_ref(_two_programs(in_use=True), parse_ref("2.2")).program.key == "two"


def test_a_full_reference_finds_the_program_that_is_not_in_use() -> None:
    assert find_ref(_two_programs(in_use=True), parse_ref("one/2.2")).program.key == "one"


def test_a_short_reference_that_fits_one_program_only_needs_no_choice() -> None:
    programs = _two_programs(in_use=True)
    programs[0].courses.append(Course("c", "3", 3, ""))

    assert find_ref(programs, parse_ref("3")).program.key == "one"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("3", "There is no 3. Did you mean 2 Becoming a Leader?"),
        ("2.12", "There is no 2.12. Did you mean 2.2 Service Leadership, 2.1 Service Leadership or 2.30 Service"),
        ("2.2.9", "There is no 2.2.9."),
        ("2.2.exam", "There is no 2.2.exam. Did you mean 2.2.quiz?"),
        ("2.2@nobody", "There is no 2.2@nobody."),
        ("other/2", "There is no other/2. Did you mean 2 Becoming a Leader?"),
        ("kind-leaders/exam", "There is no kind-leaders/exam."),
    ],
)
def test_a_reference_to_nothing_names_what_is_nearest(text: str, message: str) -> None:
    discussions = [a_discussion(number=number) for number in (1, 2, 30)]
    discussions[1].tasks = [a_task("quiz")]

    with pytest.raises(UnknownReference) as error:
        find_or_suggest([a_program(a_course(*discussions))], text)
    assert error.value.message.startswith(message)


def test_a_title_that_asks_is_not_followed_by_a_second_question_mark() -> None:
    discussion = a_discussion()
    discussion.title = "Why Lead?"

    assert unknown_reference([a_program(a_course(discussion))], "2-2").message.endswith("2.2 Why Lead?")


def _with_reply(peer: str, ref: str) -> list[Program]:
    discussion = a_discussion(replies=[PeerReply("r", ref, peer, "thanks", "", True)])
    return [a_program(a_course(discussion))]


@pytest.mark.parametrize("typed", ["2.2@OakLeaf", "2.2@oakleaf", "2.2@OAKLEAF"])
def test_a_reply_is_found_by_the_name_in_any_case(typed: str) -> None:
    found = find_ref(_with_reply("OakLeaf", "2.2@OakLeaf"), parse_ref(typed))

    assert found.what == "a peer reply"
    assert found.ref == "2.2@OakLeaf"


def _ids_by_ref(programs: list[Program]) -> list[tuple[str, str]]:
    things: list[tuple[str, str]] = []
    for program in programs:
        things.append((program.ref, program.id))
        things += [(task.ref, task.id) for task in program.tasks]
        for course in program.courses:
            things.append((course.ref, course.id))
            things += [(task.ref, task.id) for task in (*course.tasks, *course.forms)]
    for one in all_discussions(programs):
        things.append((one.ref, one.id))
        things += [(inner.ref, inner.id) for inner in one.questions]
        things += [(inner.ref, inner.id) for inner in one.tasks]
        things += [(inner.ref, inner.id) for inner in one.peer_replies]
    return things


_NUMBERS = st.integers(0, 3)
_TASKS = st.lists(
    st.sampled_from(["watch", "quiz", "exam", "other"]).map(lambda kind: WantedTask(kind, "")), max_size=3
)
_DISCUSSIONS = st.builds(
    OutlineDiscussion,
    _NUMBERS,
    st.just("A topic"),
    st.none() | st.lists(st.sampled_from([None, "Why?", "How?"]), max_size=3).map(tuple),
    st.none() | st.integers(0, 3),
    _TASKS.map(tuple),
)
_COURSES = st.builds(
    OutlineCourse,
    _NUMBERS,
    st.just("A course"),
    st.lists(_DISCUSSIONS, max_size=3, unique_by=lambda one: one.number).map(tuple),
    _TASKS.map(tuple),
)
_NAMES = st.text("abB_-. #ß1é", min_size=1, max_size=4).filter(lambda name: name.strip(" #"))


@settings(max_examples=40)
@given(data=st.data())
def test_every_reference_that_is_shown_can_be_typed_and_finds_the_same_thing(data: st.DataObject) -> None:
    with a_store() as database:
        for key in ("one", "two"):
            courses = data.draw(st.lists(_COURSES, max_size=2, unique_by=lambda one: one.number))
            tasks = data.draw(_TASKS)
            add_outline(database, Outline(key, key, tuple(courses), tuple(tasks)))
        if data.draw(st.booleans()) and "two" in [program.key for program in load(database)]:  # an empty one isn't
            use_program(database, "two")
        for discussion in all_discussions(load(database)):
            for name in data.draw(st.lists(_NAMES, max_size=3)):
                keep_reply(database, discussion, name, "thanks", "text", on=None, draft=data.draw(st.booleans()))

        programs = load(database)
        for ref, its_id in _ids_by_ref(programs):
            assert find_ref(programs, parse_ref(ref)).subject.id == its_id, ref
            # Commands read only the part of the store that the reference is about.
            assert find_ref(load(database, parse_ref(ref)), parse_ref(ref)).subject.id == its_id, ref


def test_names_that_look_alike_once_typed_as_one_word_still_have_references_of_their_own() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        discussion = discussion_at(database)
        for name in ("oak leaf", "oak_leaf"):
            keep_reply(database, discussion, name, f"thanks {name}", "text", on=None, draft=False)

        refs = [reply.ref for one in all_discussions(load(database)) for reply in one.peer_replies]

    assert len(set(refs)) == 2, refs


def test_replies_to_nameless_people_have_references_that_can_be_typed() -> None:
    posts = [a_post(1, None, "One."), a_post(2, "me", "Nice.", parent=1), a_post(3, "me", "Very nice.", parent=1)]
    with a_store() as database:
        own = mine(replies=[OwnReply(None, 2, None, "Nice."), OwnReply(None, 3, None, "Very nice.")])
        imported(database, a_thread("Why?", posts=posts), own)
        programs = load(database)

        assert [reply.ref for reply in _replies(programs)] == ["2.2@-", "2.2@-#2"]
        assert find_ref(programs, parse_ref("2.2@-#2")).subject is _replies(programs)[1]


def _replies(programs: list[Program]) -> list[PeerReply]:
    return [reply for discussion in all_discussions(programs) for reply in discussion.peer_replies]
