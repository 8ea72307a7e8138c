from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_discussion, a_question, a_store, a_thread, an_answer, discussion_at, imported, row_counts
from cups_course.answer_document import AnswerDocument
from cups_course.model import Discussion
from cups_course.store.answers import keep_answers
from cups_course.text import as_written

HELP = AnswerDocument(a_discussion(a_question())).text.partition("<!-- 2.2.1")[0].strip()


def _marker(discussion: Discussion, number: int) -> str:
    ref = discussion.questions[number - 1].ref
    return next(line for line in AnswerDocument(discussion).text.split("\n") if line.startswith(f"<!-- {ref} "))


def _two_questions() -> Discussion:
    return a_discussion(a_question(1), a_question(2))


def test_the_document_holds_every_question_whole_and_its_answer() -> None:
    discussion = a_discussion(a_question(1, an_answer("mine")), a_question(2))
    discussion.questions[1].text = "What do you think, in a long sentence that nobody may cut off anywhere? " * 5

    text = AnswerDocument(discussion).text

    assert discussion.questions[1].text.strip() in text
    assert "mine" in text.split("\n")


def test_words_below_a_marker_are_the_answer_to_its_question() -> None:
    discussion = _two_questions()
    text = f"{_marker(discussion, 2)}\n\nfor two\n\n{_marker(discussion, 1)}\nfor one\n  still one\n"

    filled = AnswerDocument(discussion).read(text)

    assert filled.texts == {discussion.questions[0].id: "for one\n  still one", discussion.questions[1].id: "for two"}
    assert (filled.stray, filled.lost) == ("", [])


def test_words_above_the_first_marker_are_stray_and_none_is_left_out() -> None:
    discussion = _two_questions()

    filled = AnswerDocument(discussion).read(f"a thought\n\n{_marker(discussion, 1)}\nfor one")

    assert filled.stray == "a thought"
    assert filled.texts == {discussion.questions[0].id: "for one"}
    assert filled.lost == ["2.2.2"]


def test_a_marker_that_stands_twice_adds_to_its_answer() -> None:
    discussion = _two_questions()
    marker = _marker(discussion, 1)

    assert AnswerDocument(discussion).read(f"{marker}\none\n{marker}\ntwo").texts == {
        discussion.questions[0].id: "one\n\ntwo"
    }


def test_lines_that_only_look_like_markers_are_the_persons_own() -> None:
    discussion = _two_questions()
    marker = _marker(discussion, 2)
    alike = [f" {marker}", f"> {marker}", marker.replace("<!--", "<!---"), "<!-- 2.2.2 -->", "<!-- my comment -->"]

    filled = AnswerDocument(discussion).read("\n".join([_marker(discussion, 1), *alike]))

    assert filled.texts == {discussion.questions[0].id: as_written("\n".join(alike))}


@pytest.mark.parametrize(
    "line",
    [
        "<!-- 2.2.2 · What is 2 -->",
        "<!-- 2.2.2 -->",
        "<!--2.2.2 · What is 2?",
        "2.2.2 · What is 2? -->",
        "2.2.2 · What is 2?",
        "  <!-- 2.2.2 · What is 2? -->",
        "> <!-- 2.2.2 · What is 2? -->",
        "<!-- 2.2.2 ? WHAT IS 2? -->",
        "<!-- 3.1.2 · What is 2? -->",
    ],
)
def test_a_marker_that_was_changed_is_still_the_marker_of_its_question(line: str) -> None:
    discussion = _two_questions()

    filled = AnswerDocument(discussion).read(f"{_marker(discussion, 1)}\none\n{line}\ntwo")

    assert filled.texts == {discussion.questions[0].id: "one", discussion.questions[1].id: "two"}
    assert filled.lost == []
    assert filled.stray in ("", line)  # whose number is another one may be somebody's word


def test_words_typed_beside_a_marker_belong_to_the_answers_around_it() -> None:
    discussion = _two_questions()

    filled = AnswerDocument(discussion).read(f"{_marker(discussion, 1)} one\nmore {_marker(discussion, 2)} two")

    assert filled.texts == {discussion.questions[0].id: "one\nmore ", discussion.questions[1].id: "two"}


def test_words_typed_into_a_marker_are_stray_with_all_that_stands_there() -> None:
    discussion = _two_questions()
    line = "<!-- 2.2.2 · What is 2? I would say four. -->"

    filled = AnswerDocument(discussion).read(f"{_marker(discussion, 1)}\none\n{line}\ntwo")

    assert filled.texts == {discussion.questions[0].id: "one", discussion.questions[1].id: "two"}
    assert filled.stray == line


def test_a_line_like_a_marker_is_a_persons_own_while_the_marker_is_there() -> None:
    discussion = _two_questions()
    alike = "<!-- 2.2.2 · what I think of it -->"

    filled = AnswerDocument(discussion).read(f"{_marker(discussion, 1)}\n{alike}\n{_marker(discussion, 2)}\ntwo")

    assert filled.texts == {discussion.questions[0].id: alike, discussion.questions[1].id: "two"}


def test_an_answers_own_line_never_takes_the_place_of_a_marker_that_is_gone() -> None:
    alike = "<!-- 2.2.2 · what I think of it -->"
    discussion = a_discussion(a_question(1, an_answer(f"one\n{alike}\nmore")), a_question(2))

    filled = AnswerDocument(discussion).read(f"{_marker(discussion, 1)}\none\n{alike}\nmore")

    assert filled.texts == {discussion.questions[0].id: f"one\n{alike}\nmore"}


def test_a_marker_of_a_document_that_was_handed_out_before_is_nobodys_note() -> None:
    discussion = _two_questions()
    before = AnswerDocument(discussion).text
    discussion.questions[1].text = "What is another wording?"
    typed = before.replace("What is 2? -->", "What is 2? -->\ntwo")

    filled = AnswerDocument(discussion).read(typed, before)

    assert filled.texts[discussion.questions[1].id] == "two"
    assert (filled.stray, filled.lost) == ("", [])


def test_words_for_a_question_that_was_dropped_since_are_stray_below_its_marker() -> None:
    discussion = a_discussion(a_question(1), a_question(2), a_question(3))
    before = AnswerDocument(discussion).text
    discussion.questions[1].dropped = True
    typed = before.replace("What is 1? -->", "What is 1? -->\none").replace("What is 2? -->", "What is 2? -->\ntwo")

    filled = AnswerDocument(discussion).read(typed, before)

    assert filled.texts == {discussion.questions[0].id: "one", discussion.questions[2].id: ""}
    assert filled.stray == "<!-- 2.2.2 · What is 2? -->\ntwo"
    assert AnswerDocument(discussion).read(before, before).stray == ""


def test_help_lines_that_came_into_an_answer_are_not_part_of_it() -> None:
    discussion = _two_questions()

    filled = AnswerDocument(discussion).read(f"{_marker(discussion, 1)}\none\n{HELP}\n{_marker(discussion, 2)}\ntwo")

    assert filled.texts == {discussion.questions[0].id: "one", discussion.questions[1].id: "two"}


@pytest.mark.parametrize("changed", ["{0}\none", "{1}\ntwo\n\n{0}", "a thought\n{0}", "{1}\ntwo and more"])
def test_a_document_says_more_than_what_is_kept_only_where_there_are_new_words(changed: str) -> None:
    discussion = a_discussion(a_question(1), a_question(2, an_answer("two")))
    markers = _marker(discussion, 1), _marker(discussion, 2)

    says_more = AnswerDocument(discussion).says_more(changed.format(*markers))

    assert says_more == (changed != "{1}\ntwo\n\n{0}")


def test_a_text_without_a_marker_line_is_no_document() -> None:
    discussion = _two_questions()

    assert not AnswerDocument(discussion).marks("<!-- 2.2.1 -->\nmy words")
    assert AnswerDocument(discussion).marks(f"my words\r\n{_marker(discussion, 1)}\r\n")


def test_line_ends_of_windows_are_read_like_any_other() -> None:
    discussion = _two_questions()
    text = f"{_marker(discussion, 1)}\none\ntwo\n".replace("\n", "\r\n")

    assert AnswerDocument(discussion).read(text).texts[discussion.questions[0].id] == "one\ntwo"


def test_a_dropped_question_is_in_the_document_only_with_its_answer() -> None:
    answered = a_question(1, an_answer("kept"), dropped=True)
    discussion = a_discussion(answered, a_question(2, dropped=True), a_question(3))

    assert [slot.ref for slot in AnswerDocument(discussion).slots] == ["2.2.1", "2.2.3"]


def test_a_discussion_without_questions_is_answered_in_one_piece() -> None:
    document = AnswerDocument(a_discussion())
    (marker,) = [line for line in document.text.split("\n") if line.startswith("<!-- 2.2 ")]

    assert document.read(f"{marker}\nmy words").texts == {None: "my words"}


_FRAGMENTS = st.sampled_from(
    ["\n", "\n\n", " ", "my words", "<!-- 2.2.1 · What is 1? -->", "<!-- 2.2.1 · What is 1? · -->", "<!-- ", " -->",
     "<!-- 2.2 · Service Leadership, your answer to the whole discussion -->", HELP, "# heading", "- ", "\t", "ä",
     "[x]"]
)  # fmt: skip
_KEPT = st.one_of(st.text(), st.lists(_FRAGMENTS, max_size=6).map("".join)).map(as_written)


@settings(max_examples=300)
@given(texts=st.lists(_KEPT, min_size=1, max_size=3), whole=_KEPT)
def test_any_texts_in_a_document_that_is_read_back_are_the_same_texts(texts: list[str], whole: str) -> None:
    questions = [a_question(number, an_answer(text) if text else None) for number, text in enumerate(texts, 1)]
    discussion = a_discussion(*questions, answer=an_answer(whole) if whole else None)
    document = AnswerDocument(discussion)

    filled = document.read(document.text)

    wanted: dict[str | None, str] = {question.id: text for question, text in zip(questions, texts, strict=True)}
    assert filled.texts == wanted | ({None: whole} if whole else {})
    assert (filled.stray, filled.lost) == ("", [])


@settings(max_examples=25)
@given(texts=st.lists(_KEPT, min_size=2, max_size=2))
def test_saving_an_unchanged_document_changes_nothing_in_the_store(texts: list[str]) -> None:
    with a_store() as database:
        imported(database, a_thread("What is 1?", "What is 2?"))
        discussion = discussion_at(database)
        ids = [question.id for question in discussion.questions]
        keep_answers(database, discussion, dict(zip(ids, texts, strict=True)), "text")
        before = row_counts(database)
        discussion = discussion_at(database)
        filled = AnswerDocument(discussion).read(AnswerDocument(discussion).text)

        assert keep_answers(database, discussion, filled.texts, "editor", note=filled.stray).changed == {}
        assert row_counts(database) == before


def test_an_empty_document_changes_nothing() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: "kept"}, "text")
        filled = AnswerDocument(discussion_at(database)).read("")

        assert keep_answers(database, discussion, filled.texts, "editor", note=filled.stray).changed == {}
        assert discussion_at(database).questions[0].answer


# Whatever somebody does to a document in an editor

Edit = Callable[[list[str], int, str], None]


def _delete(lines: list[str], at: int, word: str) -> None:
    del lines[at]


def _duplicate(lines: list[str], at: int, word: str) -> None:
    lines.insert(0, lines[at])


def _move(lines: list[str], at: int, word: str) -> None:
    lines.append(lines.pop(at))


def _insert(lines: list[str], at: int, word: str) -> None:
    lines.insert(at, word)


def _type_into(lines: list[str], at: int, word: str) -> None:
    middle = len(lines[at]) * 2 // 3
    lines[at] = f"{lines[at][:middle]} {word} {lines[at][middle:]}"


def _type_behind(lines: list[str], at: int, word: str) -> None:
    lines[at] += f" {word}"


def _type_before(lines: list[str], at: int, word: str) -> None:
    lines[at] = f"{word} {lines[at]}"


def _garble(lines: list[str], at: int, word: str) -> None:
    lines[at] = lines[at].swapcase().replace("?", "")


def _cut_off(lines: list[str], at: int, word: str) -> None:
    lines[at] = lines[at][: len(lines[at]) // 2]


def _join(lines: list[str], at: int, word: str) -> None:
    if at:
        lines[at - 1] += f" {lines.pop(at)}"


_KINDS: list[Edit] = [
    _delete, _duplicate, _move, _insert, _type_into, _type_behind, _type_before, _garble, _cut_off, _join
]  # fmt: skip
_EDITS = st.lists(st.tuples(st.sampled_from(_KINDS), st.integers(0, 99)), max_size=8)


@settings(max_examples=500)
@given(edits=_EDITS, line_end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_word_is_dropped_whatever_is_done_to_the_document(edits: Sequence[tuple[Edit, int]], line_end: str) -> None:
    discussion = a_discussion(a_question(1, an_answer("kept before")), a_question(2), a_question(3))
    document = AnswerDocument(discussion)
    lines = document.text.split("\n")
    for number, (edit, at) in enumerate(edits):
        if lines:
            edit(lines, at % len(lines), f"typed{number}")
    typed = {word.casefold() for line in lines for word in line.split() if "typed" in word.casefold()}

    filled = document.read(line_end.join(lines))

    placed = "\n".join([*filled.texts.values(), filled.stray]).casefold()
    assert [word for word in typed if word not in placed] == []
    if any("kept before" in line for line in lines):
        assert "kept before" in placed


def test_a_document_cut_at_any_byte_clears_nothing() -> None:
    first, second = a_question(1, an_answer("for one")), a_question(2, an_answer("für zwei 🙂"))
    discussion = a_discussion(first, second, a_question(3))
    document = AnswerDocument(discussion)
    whole = document.text
    without_first = whole.replace("for one", "")
    for saved in (whole, without_first):
        data = saved.encode("utf-8")
        for end in range(len(data) - len("\n")):
            filled = document.read(data[:end].decode("utf-8", "ignore"), whole)
            assert not filled.whole, data[:end][-40:]
    assert document.read(whole, whole).emptied == [discussion.questions[2].id]
    filled = document.read(without_first, whole)
    assert filled.whole
    assert discussion.questions[0].id in filled.emptied


def test_a_line_of_a_person_that_is_like_the_last_line_stays_theirs() -> None:
    discussion = a_discussion(a_question(1, an_answer("so far\n<!-- end -->\nand on")), a_question(2))
    document = AnswerDocument(discussion)

    filled = document.read(document.text, document.text)

    assert filled.texts[discussion.questions[0].id] == "so far\n<!-- end -->\nand on"
    assert filled.whole


def test_words_below_the_last_line_belong_to_the_last_answer() -> None:
    discussion = _two_questions()
    document = AnswerDocument(discussion)

    filled = document.read(f"{document.text}\nbelow it", document.text)

    assert filled.texts[discussion.questions[1].id].strip() == "below it"
    assert filled.whole


def test_an_emptied_document_is_not_whole() -> None:
    document = AnswerDocument(a_discussion(a_question(1, an_answer("for one"))))

    assert not document.read(document.text.replace("for one", ""), document.text).whole
