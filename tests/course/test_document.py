from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_discussion, a_question, a_store, a_thread, an_answer, discussion_at, imported, row_counts
from cups_course.course.document import Document, as_written
from cups_course.course.model import Discussion
from cups_course.store.writing import keep_answers

HELP = Document(a_discussion(a_question())).text.partition("<!-- 2.2.1")[0].strip()


def _marker(discussion: Discussion, number: int) -> str:
    ref = discussion.questions[number - 1].ref
    return next(line for line in Document(discussion).text.split("\n") if line.startswith(f"<!-- {ref} "))


def _two_questions() -> Discussion:
    return a_discussion(a_question(1), a_question(2))


def test_the_document_holds_every_question_whole_and_its_answer() -> None:
    discussion = a_discussion(a_question(1, an_answer("mine")), a_question(2))
    discussion.questions[1].text = "What do you think, in a long sentence that nobody may cut off anywhere? " * 5

    text = Document(discussion).text

    assert discussion.questions[1].text.strip() in text
    assert "mine" in text.split("\n")


def test_words_below_a_marker_are_the_answer_to_its_question() -> None:
    discussion = _two_questions()
    text = f"{_marker(discussion, 2)}\n\nfor two\n\n{_marker(discussion, 1)}\nfor one\n  still one\n"

    filled = Document(discussion).read(text)

    assert filled.texts == {discussion.questions[0].id: "for one\n  still one", discussion.questions[1].id: "for two"}
    assert (filled.stray, filled.lost) == ("", [])


def test_words_above_the_first_marker_are_stray_and_none_is_left_out() -> None:
    discussion = _two_questions()

    filled = Document(discussion).read(f"a thought\n\n{_marker(discussion, 1)}\nfor one")

    assert filled.stray == "a thought"
    assert filled.texts == {discussion.questions[0].id: "for one"}
    assert filled.lost == ["2.2.2"]


def test_a_marker_that_stands_twice_adds_to_its_answer() -> None:
    discussion = _two_questions()
    marker = _marker(discussion, 1)

    assert Document(discussion).read(f"{marker}\none\n{marker}\ntwo").texts == {
        discussion.questions[0].id: "one\n\ntwo"
    }


def test_lines_that_only_look_like_markers_are_the_persons_own() -> None:
    discussion = _two_questions()
    marker = _marker(discussion, 2)
    alike = [f" {marker}", f"> {marker}", marker.replace("<!--", "<!---"), "<!-- 2.2.2 -->", "<!-- my comment -->"]

    filled = Document(discussion).read("\n".join([_marker(discussion, 1), *alike]))

    assert filled.texts == {discussion.questions[0].id: as_written("\n".join(alike))}


def test_a_text_without_a_marker_line_is_no_document() -> None:
    discussion = _two_questions()

    assert not Document(discussion).marks("<!-- 2.2.1 -->\nmy words")
    assert Document(discussion).marks(f"my words\r\n{_marker(discussion, 1)}\r\n")


def test_line_ends_of_windows_are_read_like_any_other() -> None:
    discussion = _two_questions()
    text = f"{_marker(discussion, 1)}\none\ntwo\n".replace("\n", "\r\n")

    assert Document(discussion).read(text).texts[discussion.questions[0].id] == "one\ntwo"


def test_a_dropped_question_is_in_the_document_only_with_its_answer() -> None:
    answered = a_question(1, an_answer("kept"), dropped=True)
    discussion = a_discussion(answered, a_question(2, dropped=True), a_question(3))

    assert [part.ref for part in Document(discussion).parts] == ["2.2.1", "2.2.3"]


def test_a_discussion_without_questions_is_answered_in_one_piece() -> None:
    document = Document(a_discussion())
    (marker,) = [line for line in document.text.split("\n") if line.startswith("<!-- 2.2 ")]

    assert document.read(f"{marker}\nmy words").texts == {None: "my words"}


_FRAGMENTS = st.sampled_from(
    ["\n", "\n\n", " ", "my words", "<!-- 2.2.1 · What is 1? -->", "<!-- 2.2.1 · What is 1? · -->", "<!-- ", " -->",
     "<!-- 2.2 · Service Leadership, your answer in one piece -->", HELP, "# heading", "- ", "\t", "ä", "[x]"]
)  # fmt: skip
_KEPT = st.one_of(st.text(), st.lists(_FRAGMENTS, max_size=6).map("".join)).map(as_written)


@settings(max_examples=300)
@given(texts=st.lists(_KEPT, min_size=1, max_size=3), whole=_KEPT)
def test_any_texts_in_a_document_that_is_read_back_are_the_same_texts(texts: list[str], whole: str) -> None:
    questions = [a_question(number, an_answer(text) if text else None) for number, text in enumerate(texts, 1)]
    discussion = a_discussion(*questions, answer=an_answer(whole) if whole else None)
    document = Document(discussion)

    filled = document.read(document.text)

    wanted: dict[str | None, str] = {question.id: text for question, text in zip(questions, texts, strict=True)}
    assert filled.texts == wanted | ({None: whole} if whole else {})
    assert (filled.stray, filled.lost) == ("", [])


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(_KEPT, min_size=2, max_size=2))
def test_saving_an_unchanged_document_changes_nothing_in_the_store(texts: list[str]) -> None:
    with a_store() as database:
        imported(database, a_thread("What is 1?", "What is 2?"))
        discussion = discussion_at(database)
        ids = [question.id for question in discussion.questions]
        keep_answers(database, discussion, dict(zip(ids, texts, strict=True)), "text")
        before = row_counts(database)
        discussion = discussion_at(database)
        filled = Document(discussion).read(Document(discussion).text)

        assert keep_answers(database, discussion, filled.texts, "editor", note=filled.stray) == []
        assert row_counts(database) == before


def test_an_empty_document_changes_nothing() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: "kept"}, "text")
        filled = Document(discussion_at(database)).read("")

        assert keep_answers(database, discussion, filled.texts, "editor", note=filled.stray) == []
        assert discussion_at(database).questions[0].answer
