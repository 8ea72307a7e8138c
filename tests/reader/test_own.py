from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cups_course.reader.own import find_own, own_words, whom_replies_address
from cups_course.reader.reading import read_copy
from cups_course.thread.thread import Post, PostKind, Thread

ASKED = (
    "What is a garden to you?",
    "Can you name one plant you have seen in our garden?",
    "How can you become a better neighbour to our gardeners?",
)
FIRST = "A place to grow."


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
        ("Thanks @everyone!", "OtterMoon"),
        ("@Fern, I agree!", "FernPath"),
        ("@Otter.", "OtterMoon"),
        ("@Path and @Otter: so true", "FernPath"),
        ("@Clover, see above", "Clover"),
        ("@TeacherTeal\nSo true!", "OtterMoon"),
        ("@TeacherTeal\u00a0\n@FernPath So true!", "FernPath"),
        ("@TeacherTeal, thank you for the post!", "TeacherTeal"),
        ("“@FernPath, dig slowly”, I learned that as well.", "OtterMoon"),
        ("> @FernPath, dig slowly\nI learned that as well.", "OtterMoon"),
        ("Maple said @Clover was right.", "OtterMoon"),
        ("@Moon, so true", "Moon"),
    ],
)
def test_a_reply_goes_to_whom_it_names_else_to_the_answerer(text: str, peer: str) -> None:
    own = find_own(
        thread(
            ("OtterMoon", "answer", None, "A home."),
            ("FernPath", "reply", 1, "Dig slowly."),
            ("MoonBell", "reply", 1, "Yes."),
            ("PlumTree7", "reply", 1, text),
        ),
        ["PlumTree7", "Old_Plum"],
    )
    assert own is not None
    assert own.replies[0].peer == peer


@pytest.mark.parametrize(
    ("text", "peer"),
    [
        ("@OtterMoon thank you!", "OtterMoon"),
        ("Thanks Otter, you too!", "OtterMoon"),
        ("Thank you so much, fern!", "FernPath"),
        ("Thank you both!", None),
        ("Thank you for your kind words.", None),
        ("Thanks Clover!", None),
    ],
)
def test_thanks_under_an_answer_of_ones_own_go_to_whom_they_name(text: str, peer: str | None) -> None:
    own = find_own(
        thread(
            ("PlumTree7", "answer", None, "A home."),
            ("OtterMoon", "reply", 1, "So true!"),
            ("FernPath", "reply", 1, "Yes."),
            ("old_plum", "reply", 1, text),
            ("CloverSong", "reply", 1, "Me too."),
        ),
        ["PlumTree7", "Old_Plum"],
    )
    assert own is not None
    assert own.replies[0].peer == peer


def test_the_opener_is_addressed_where_they_spoke_under_the_answer() -> None:
    own = find_own(
        thread(
            ("OtterMoon", "answer", None, "A home."),
            ("TeacherTeal", "reply", 1, "Well said."),
            ("PlumTree7", "reply", 1, "@TeacherTeal\nSo true!"),
        ),
        ["PlumTree7"],
    )
    assert own is not None
    assert own.replies[0].peer == "TeacherTeal"


def test_who_quotes_the_person_is_not_the_person() -> None:
    own = find_own(
        thread(
            ("OtterMoon", "answer", None, f"PlumTree7\n{ASKED[0]}\n{FIRST}"),
            ("PlumTree77", "answer", None, FIRST),
            ("FernPath", "reply", 1, f"@PlumTree7 wrote: “{FIRST}”"),
            ("PlumTree7", "reply", 1, "I did."),
        ),
        ["plumtree7"],
    )
    assert own is not None
    assert (own.answers, [reply.post for reply in own.replies]) == ((), [4])


def test_an_answer_is_split_without_the_name_on_top_and_the_greeting() -> None:
    own = find_own(
        thread(("PlumTree7", "answer", None, f"@TeacherTeal\u00a0\n\nHi all!\n\n1) {FIRST}\n2) Roses.\n3) Tea.")),
        ["PlumTree7"],
    )
    assert own is not None
    assert [(one.question, one.text) for one in own.answers] == [(1, FIRST), (2, "Roses."), (3, "Tea.")]


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


POSTERS = st.sampled_from(["OtterMoon", "FernPath", "PlumTree7", "TeacherTeal", "@", None])
TEXTS = st.sampled_from(
    ["So true!", "@Plum dig slowly", "Thanks Moon!", "@OtterMoon\nyes", "@ottermoon, @FernPath: both!", "@all hello"]
)


@given(st.lists(st.tuples(POSTERS, st.booleans(), TEXTS), max_size=8))
def test_whom_all_replies_address_is_what_each_person_finds(posted: list[tuple[str | None, bool, str]]) -> None:
    posts: list[tuple[str | None, PostKind, int | None, str]] = []
    for author, is_answer, text in posted:
        heads = [index for index, post in enumerate(posts, 1) if post[1] == "answer"]
        posts.append(
            (author, "answer", None, text) if is_answer else (author, "reply", heads[-1] if heads else None, text)
        )
    read = thread(*posts)
    each = [find_own(read, [name]) for name in {post.author for post in read.posts if post.author}]
    assert whom_replies_address(read) == {reply.post: reply.peer for own in each if own for reply in own.replies}


def test_own_words_are_without_the_question_that_was_repeated() -> None:
    repeated = f"{ASKED[0]}\n{FIRST}"
    answer, reply = thread(("Fern", "answer", None, repeated), ("Moss", "reply", 1, repeated)).posts
    assert own_words(answer, ASKED) == FIRST
    assert own_words(reply, ASKED) == repeated
