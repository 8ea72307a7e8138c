import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builders import a_course, a_discussion, a_program, a_question, a_reply, an_answer
from cups_course.export.text import render_markdown, render_text, text_for_thread
from cups_course.model import Discussion, Program
from cups_course.text import as_written
from cups_course.view.documents import render_json

_WORDS = st.one_of(
    st.text(),
    st.sampled_from(
        ["[/b] [i]x[/i] :smile:", "a  \nb  ", "* one\n* two", "x" * 500, "# no heading", "<b>&amp;", "\\n", "“so” – 🌱"]
    ),
).map(as_written)
_KEPT = _WORDS.filter(bool)


def _whole(discussion: Discussion) -> list[Program]:
    return [a_program(a_course(discussion))]


def _rendered(discussion: Discussion) -> dict[str, str]:
    return {
        "text": render_text(_whole(discussion)),
        "markdown": render_markdown(_whole(discussion)),
        "thread": text_for_thread(discussion),
    }


@given(st.lists(_KEPT, min_size=1, max_size=3), _WORDS)
def test_every_answer_is_in_the_export_exactly_as_written(answers: list[str], whole: str) -> None:
    assume(not set(whole.split()) & {word for words in answers for word in words.split()})  # paragraphs in common
    questions = [a_question(number, an_answer(words)) for number, words in enumerate(answers, 1)]
    discussion = a_discussion(*questions, answer=an_answer(whole) if whole else None)

    for form, out in _rendered(discussion).items():
        assert out.endswith("\n"), form
        place = 0
        for words in [*answers, whole]:
            place = out.index(words, place) + len(words)
    found = _discussion(_whole(discussion))
    assert [one["answer"]["text"] for one in found["questions"]] == answers
    assert (found["answer"] or {"text": ""})["text"] == whole


_PARAGRAPHS = st.lists(st.sampled_from(["A lamp.", "Tea at four.", "1. Rest", "- Rest", "Two\nlines"]), max_size=5)


@given(st.lists(_PARAGRAPHS, min_size=1, max_size=3), _PARAGRAPHS)
def test_what_is_under_a_question_is_not_in_the_answer_for_all_and_nothing_else_is_left_out(
    answers: list[list[str]], whole: list[str]
) -> None:
    texts = ["\n\n".join(one) for one in answers]
    questions = [a_question(number, an_answer(text) if text else None) for number, text in enumerate(texts, 1)]
    under = {paragraph.lstrip("1.- ") for one in answers for paragraph in one}
    left = [paragraph for paragraph in whole if paragraph.lstrip("1.- ") not in under]
    discussion = a_discussion(*questions, answer=an_answer("\n\n".join(whole)) if whole else None)

    found = _discussion(_whole(discussion))

    assert (found["answer"] or {"text": ""})["text"] == "\n\n".join(left)
    assert [(one["answer"] or {"text": ""})["text"] for one in found["questions"]] == texts


@given(_KEPT)
def test_a_peer_reply_is_in_the_export_exactly_as_written(words: str) -> None:
    discussion = a_discussion(a_question(1), replies=[a_reply("oak", text=words)])

    for form in (render_text, render_markdown, render_json):
        out = form(_whole(discussion))
        assert (json.dumps(words, ensure_ascii=False) if form is render_json else words) in out
        assert out.endswith("\n")


def _discussion(programs: list[Program]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render_json(programs))["programs"][0]["courses"][0]["discussions"][0]
    return found


def test_the_export_for_the_form_reads_like_this() -> None:
    reply = a_reply("OakLeaf", text="Thank you!")
    reply.replied_on = "2020-11-03"
    discussion = a_discussion(
        a_question(1, an_answer("first")),
        a_question(2),
        answer=an_answer("all of it"),
        replies=[reply, a_reply("fern", given=False, text="a draft"), a_reply(None, text="")],
    )

    assert render_text(_whole(discussion)) == (
        "Course 2: Becoming a Leader\n\n"
        "2.2 Service Leadership\n\n"
        "What is 1?\nfirst\n\n"
        "all of it\n\n"
        "Peer replies\n\n"
        "To OakLeaf, 2020-11-03\nThank you!\n\n"
        "To a peer\n"
    )
    assert render_markdown(_whole(discussion)) == (
        "# Course 2: Becoming a Leader\n\n"
        "## 2.2 Service Leadership\n\n"
        "### What is 1?\n\nfirst\n\n"
        "all of it\n\n"
        "### Peer replies\n\n"
        "**To OakLeaf, 2020-11-03**\n\nThank you!\n\n"
        "**To a peer**\n"
    )


def test_the_post_for_the_thread_holds_the_questions_and_the_answers_and_nothing_else() -> None:
    discussion = a_discussion(
        a_question(1, an_answer("first")),
        a_question(2),
        a_question(3, an_answer("third")),
        replies=[a_reply("OakLeaf")],
    )

    assert text_for_thread(discussion) == "What is 1?\n\nfirst\n\nWhat is 3?\n\nthird\n"
    assert text_for_thread(a_discussion(a_question(1), answer=an_answer("in one piece"))) == "in one piece\n"


def test_the_words_that_stand_for_an_unknown_question_are_not_posted_in_the_thread() -> None:
    question = a_question(1, an_answer("my words"))
    question.placeholder, question.text = True, "Question 1 of 2, see the post for its wording"

    assert text_for_thread(a_discussion(question)) == "my words\n"


@pytest.mark.parametrize("render", [render_text, render_markdown])
def test_drafts_of_replies_are_no_evidence(render: Any) -> None:
    out = render(_whole(a_discussion(a_question(1, an_answer()), replies=[a_reply("fern", given=False)])))

    assert "fern" not in out
    assert "Peer replies" not in out


def test_a_discussion_without_words_is_left_out_of_a_text_and_is_in_the_json() -> None:
    programs = [a_program(a_course(a_discussion(a_question(1)), a_discussion(a_question(1, an_answer()), number=3)))]

    assert "2.2" not in render_text(programs)
    assert "2.3" in render_text(programs)
    (course,) = json.loads(render_json(programs))["programs"][0]["courses"]
    assert [one["ref"] for one in course["discussions"]] == ["2.2", "2.3"]


def test_discussions_stand_in_the_order_of_the_course() -> None:
    discussions = [a_discussion(a_question(1, an_answer(f"answer {number}")), number=number) for number in (1, 2, 10)]

    out = render_text([a_program(a_course(*discussions))])

    assert out.index("answer 1\n") < out.index("answer 2\n") < out.index("answer 10\n")


def test_an_answer_to_a_question_that_is_gone_is_exported() -> None:
    discussion = a_discussion(a_question(1, an_answer("kept words"), dropped=True), a_question(2, dropped=True))

    assert "kept words" in render_text(_whole(discussion))
    assert [one["number"] if "number" in one else one["ref"] for one in _discussion(_whole(discussion))["questions"]]
    assert len(_discussion(_whole(discussion))["questions"]) == 1


def test_what_others_wrote_reaches_no_terminal_with_control_characters() -> None:
    question = a_question(1, an_answer("mine"))
    question.text = "Why\x1b[31m?"

    out = render_text(_whole(a_discussion(question, replies=[a_reply("oak\x1b[0m")])))

    assert "\x1b" not in out


def test_json_says_the_state_of_each_answer_and_reply() -> None:
    discussion = a_discussion(
        a_question(1, an_answer("one", posted=True, changed=True)),
        a_question(2, an_answer("two")),
        a_question(3),
        replies=[a_reply("fern", given=False)],
    )
    found = _discussion(_whole(discussion))

    answers = [one["answer"] for one in found["questions"]]
    assert [one and (one["state"], one["changed_since_posted"]) for one in answers] == [
        ("posted", True),
        ("draft", False),
        None,
    ]
    assert [(one["peer"], one["given"]) for one in found["peer_replies"]] == [("fern", False)]
