from typing import Any

import pytest

from cups_course.course.thread import Post, PostKind, Thread
from cups_course.threads.own import find_own
from cups_course.threads.reading import read_copy
from cups_course.threads.splitting import split_answer

ASKED = (
    "What is a garden to you?",
    "Can you name one plant you have seen in our garden?",
    "How can you become a better neighbour to our gardeners?",
)
FIRST, SECOND, THIRD = "A place to grow.", "The old rose.\n\nIt smells of tea.", "By asking more.\n\nBe kind, Plum"
PIECES = [(1, FIRST), (2, SECOND), (3, THIRD)]


def thread(*posts: tuple[str | None, PostKind, int | None, str], questions: tuple[str, ...] = ASKED) -> Thread:
    return Thread(
        title=None,
        course_number=2,
        course_title=None,
        discussion_number=3,
        discussion_title=None,
        author="TeacherTeal",
        posted_on=None,
        body="",
        questions=questions,
        peer_replies_wanted=2,
        tasks=(),
        posts=tuple(
            Post(index, author, None, kind, parent, text, {})
            for index, (author, kind, parent, text) in enumerate(posts, start=1)
        ),
    )


@pytest.mark.parametrize(
    "opens",
    [
        pytest.param("{question}\n{text}", id="the question above"),
        pytest.param("{question}\n\n{text}", id="the question above a blank line"),
        pytest.param("{question}\n\n- {text}", id="a dash before the answer"),
        pytest.param("{question}\n\n-{text}", id="a dash without a space"),
        pytest.param("{question} {text}", id="the question on the same line"),
        pytest.param("**{question}**\n{text}", id="the question in bold"),
        pytest.param("## {number}. {question}\n{text}", id="the question as a numbered heading"),
        pytest.param("{number}) {question}\n\n{text}", id="the question with its number"),
        pytest.param("Q{number}: {question}\nAnswer: {text}", id="question and answer labels"),
        pytest.param("{number}) {text}", id="numbers with a bracket"),
        pytest.param("{number}. {text}", id="numbers with a dot"),
        pytest.param("{letter}) {text}", id="letters"),
        pytest.param("{number}.\n{text}", id="numbers on lines of their own"),
        pytest.param("- {text}", id="dashes alone"),
        pytest.param("**Part {number}**\n\n{text}", id="headings in other words"),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_splits_an_answer_over_the_questions(opens: str, between: str) -> None:
    parts = [
        opens.format(number=number, letter="abc"[number - 1], question=ASKED[number - 1], text=text)
        for number, text in PIECES
    ]
    assert split_answer(between.join(parts), ASKED) == PIECES


@pytest.mark.parametrize(
    "reworded",
    [
        "How can I become a better neighbour to our gardeners?",
        "How can I be a better neighbour to the gardeners?",
        "how can you become a better neighbour to our gardeners",
        "How can you become a better “neighbour' to our gardeners?",
    ],
)
def test_a_question_reworded_a_little_is_that_question(reworded: str) -> None:
    text = f"{ASKED[0]}\n{FIRST}\n{ASKED[1]}\n{SECOND}\n{reworded}\n{THIRD}"
    assert split_answer(text, ASKED) == PIECES


def test_an_answer_under_two_questions_at_once_stays_in_one_piece() -> None:
    text = f"{ASKED[0]} {ASKED[1]}\n\n{FIRST}\n\n{ASKED[2]}\n\n{THIRD}"
    assert split_answer(text, ASKED) == [(None, FIRST), (3, THIRD)]


def test_all_questions_first_and_numbered_answers_below_are_split() -> None:
    text = "\n".join(ASKED) + f"\n\n1) {FIRST}\n2) {SECOND}\n3) {THIRD}"
    assert split_answer(text, ASKED) == PIECES


@pytest.mark.parametrize(
    "text",
    [
        "I think gardens are for all.\n\nThe rose is my favourite, and I will ask more.",
        "Three things help me:\n1. water\n2. sun\n3. patience",
        "1. water\n2. sun",
        "1. water\n2. sun\n1. rest\n2. sleep\n3. walks",
        "I love gardens. What is a garden if not a home for bees, and for us?",
    ],
)
def test_an_answer_without_a_mark_for_every_question_stays_in_one_piece(text: str) -> None:
    assert split_answer(text, ASKED) == [(None, text)]


def test_one_question_takes_the_whole_post() -> None:
    listed = "Three things:\n1. water\n2. sun\n3. patience"
    assert split_answer(f"{ASKED[0]}\n{listed}", ASKED[:1]) == [(1, listed)]
    assert split_answer(listed, ASKED[:1]) == [(1, listed)]
    assert split_answer("- A home.", ASKED[:1]) == [(1, "A home.")]


def test_bullets_and_numbers_inside_an_answer_are_kept() -> None:
    inner = "For years I had\n\n  • no soil\n  • no rain\n\n1. Then I moved\n2. and dug."
    text = f"1) {ASKED[0]}\n\n{inner}\n\n2) {ASKED[1]}\n\n{SECOND}\n\n3) {ASKED[2]}\n\n{THIRD}"
    assert split_answer(text, ASKED) == [(1, inner), (2, SECOND), (3, THIRD)]


def test_a_list_that_is_the_answer_keeps_its_first_bullet() -> None:
    assert split_answer(f"{ASKED[0]}\n- bees\n- beans", ASKED)[0] == (1, "- bees\n- beans")


def test_whom_the_forum_says_the_post_answers_is_no_word_of_the_person() -> None:
    assert split_answer(f"@TeacherTeal\n\n1) {FIRST}\n2) {SECOND}\n3) {THIRD}", ASKED) == PIECES


def test_prompts_that_do_not_end_in_a_question_mark_are_found_too() -> None:
    asked = ("Describe a garden you like. What grows there?", "Tell us about a neighbour!")
    split = [(1, "Beans."), (2, "Anna.")]
    assert split_answer(f"{asked[0]}\nBeans.\n{asked[1]}\nAnna.", asked) == split
    assert split_answer("Describe a garden you like.\nBeans.\n**Tell us about a neighbour**\nAnna.", asked) == split


def test_answers_and_replies_are_found_under_any_of_the_names() -> None:
    own = find_own(
        thread(
            ("plumtree7", "answer", None, f"{ASKED[0]}\n{FIRST}"),
            ("OtterMoon", "answer", None, "A home."),
            ("Old_Plum", "reply", 2, "Well said!"),
            ("FernPath", "reply", 2, "@PlumTree7 said: it is a place to grow."),
        ),
        ["@PlumTree7", "OLD_PLUM"],
    )
    assert own is not None
    assert own.name == "plumtree7"
    assert [(answer.question, answer.text, answer.post) for answer in own.answers] == [(1, FIRST, 1)]
    assert [(reply.peer, reply.post, reply.text) for reply in own.replies] == [("OtterMoon", 3, "Well said!")]


def test_a_name_that_wrote_nothing_is_none() -> None:
    assert find_own(thread(("OtterMoon", "answer", None, "@PlumTree7 wrote a lot.")), ["PlumTree7", ""]) is None


@pytest.mark.parametrize(
    ("text", "peer"),
    [
        ("So true!", "OtterMoon"),
        ("@FernPath, I agree!", "FernPath"),
        ("I agree, thank you @FernPath!", "FernPath"),
        ("Have a look at @FernPath's garden.", "OtterMoon"),
        ("@PlumTree7 (that is me) agrees.", "OtterMoon"),
        ("@Old_Plum and @fernpath. both", "fernpath"),
        ("write to plum@garden.example", "OtterMoon"),
    ],
)
def test_a_reply_goes_to_whom_it_names_else_to_the_answerer(text: str, peer: str) -> None:
    own = find_own(
        thread(("OtterMoon", "answer", None, "A home."), ("PlumTree7", "reply", 1, text)), ["PlumTree7", "Old_Plum"]
    )
    assert own is not None
    assert own.replies[0].peer == peer


def test_a_reply_to_nobody_who_is_named_has_no_peer() -> None:
    own = find_own(
        thread(
            ("PlumTree7", "answer", None, "A home."),
            ("PlumTree7", "reply", 1, "I forgot: and bees."),
            (None, "answer", None, "A field."),
            ("PlumTree7", "reply", 3, "So true!"),
            ("PlumTree7", "reply", None, "Lovely."),
        ),
        ["PlumTree7"],
    )
    assert own is not None
    assert [reply.peer for reply in own.replies] == [None, None, None]


def test_participants_of_the_real_copy_are_read_as_by_hand(real_copy: tuple[bytes, dict[str, Any]]) -> None:
    data, gold = real_copy
    read = read_copy(data, name="the real copy")
    for name, expected in gold["participants"].items():
        own = find_own(read, [name.upper()])
        assert own is not None
        assert own.name == name
        numbers = [answer.question for answer in own.answers]
        if expected["answered"]:
            assert {answer.post for answer in own.answers} == {expected["answers_in_post"]}
            split = expected["answers_split"]
            assert numbers == (list(range(1, split + 1)) if split else [None])
            assert [reply.peer for reply in own.replies] == expected["replied_to"]
        else:
            assert (numbers, [reply.post for reply in own.replies]) == ([], expected["replied_posts"])
        for answer in own.answers:
            assert answer.text in read.posts[answer.post - 1].text
            assert not any(question in answer.text for question in read.questions)
