"""Kinds and parents, read from whole threads. Every example says in its name what has to decide."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from recognition.compare import Score
from recognition.reading import read
from recognition.table import measure, shape_of

from cups_course.reader.copy import DateRead, RawPost
from cups_course.reader.reading import read_copy
from cups_course.reader.structure import place_all
from cups_course.thread.thread import Provenance

QUESTIONS = ("What is a garden to you?", "How can you help it grow?")
LONG = (
    "To me a garden is a place where everybody brings what they can. Last spring we planted beans with the children, "
    "and I learned how much patience it takes. I can help by watering on Saturdays and by asking those who know more."
)
OTHER = (
    "My garden is a balcony with three pots. The tomatoes are my pride, and I talk to them every morning before work. "
    "I could help by giving seeds away, as my aunt did when we were small, and by writing down what worked."
)


def post(author: str | None, day: int | None, text: str, **more: Any) -> RawPost:
    """A post of March 2021."""
    dated = DateRead(f"March {day}, 2021", date(2021, 3, day), Provenance.STATED) if day else None
    return RawPost(author, dated, text, **more)


def kinds(*posts: tuple[str | None, int | None, str], opener: str | None = "TeacherTeal") -> list[int | str | None]:
    """For each post (author, day of the month, text) "answer", or the parent counted from 0."""
    placed = place_all([post(*given) for given in posts], QUESTIONS, post(opener, 1, ""))
    return ["answer" if where.kind == "answer" else where.parent for where in placed]


def test_every_post_of_the_real_copy_is_where_it_was_read_by_hand(real_copy: tuple[bytes, dict[str, Any]]) -> None:
    data, gold = real_copy
    thread = read_copy(data, name="the real copy")
    read = [(post.index, post.author, post.date, post.kind, post.parent) for post in thread.posts]
    keys = ("index", "author", "date", "kind", "parent")
    assert read == [tuple(post[key] for key in keys) for post in gold["posts"]]


def test_made_up_threads_are_read_nearly_without_mistakes() -> None:
    score = Score()
    for seed in range(60):
        score.add(measure("tuning", shape_of(seed, None), seed).score)
    assert (score.share("kind") or 0) > 0.97
    assert (score.share("parent") or 0) > 0.93


def test_replies_stand_under_the_answer_above_them() -> None:
    assert kinds(
        ("PlumTree7", 2, LONG),
        ("MapleSong", 9, "Great answer, thank you for sharing!"),
        ("OtterMoon", 3, OTHER),
        ("MapleSong", 9, "So true!"),
    ) == ["answer", 0, "answer", 2]


def test_a_date_that_goes_back_starts_an_answer_however_short() -> None:
    assert kinds(
        ("PlumTree7", 2, LONG), ("MapleSong", 20, "Thanks for this!"), ("OtterMoon", 3, "Home."), ("FernPath", 4, OTHER)
    ) == ["answer", 0, "answer", "answer"]


def test_a_post_with_an_older_one_below_is_a_reply_however_long() -> None:
    assert kinds(("PlumTree7", 2, LONG), ("MapleSong", 20, OTHER), ("OtterMoon", 3, LONG)) == ["answer", 0, "answer"]


def test_answers_without_any_reply_are_all_answers() -> None:
    texts = (LONG, OTHER, "A place to rest and to learn. I can water it.")
    posts = [(f"Gardener{day}", day, texts[day % 3]) for day in range(2, 20)]
    assert kinds(*posts) == ["answer"] * len(posts)


def test_replies_whose_answer_is_not_in_the_copy_have_no_parent() -> None:
    assert kinds(
        ("MapleSong", 9, "@PlumTree7 I like the way you put it, good job!"),
        ("OtterMoon", 12, "Amazing answer!"),
        ("FernPath", 3, LONG),
    ) == [None, None, "answer"]


def test_a_repeated_question_makes_an_answer_on_the_same_day() -> None:
    assert kinds(
        ("PlumTree7", 2, LONG),
        ("OtterMoon", 2, "What is a garden to you?\nHome.\n\nHow can you help it grow?\nSlowly."),
    ) == ["answer", "answer"]


def test_who_is_named_tells_where_a_long_reply_stands() -> None:
    assert kinds(("PlumTree7", 2, LONG), ("OtterMoon", 3, OTHER), ("FernPath", 3, "@OtterMoon " + LONG)) == [
        "answer",
        "answer",
        1,
    ]


def test_who_replied_before_may_be_named_too() -> None:
    assert kinds(
        ("PlumTree7", 2, LONG),
        ("MapleSong", 3, "My balcony looks north."),
        ("OtterMoon", 4, "@MapleSong mine too, we should write a book."),
        ("FernPath", 2, OTHER),
    ) == ["answer", 0, 0, "answer"]


def test_who_opened_the_thread_replies_rather_than_answers() -> None:
    note = "Rain helps as well. We had plenty of it in May."
    posts = [("PlumTree7", 2, LONG), ("MapleSong", 3, "Great answer!"), ("TeacherTeal", 4, note)]
    assert kinds(*posts) == ["answer", 0, 0]


def test_a_second_long_post_of_somebody_who_answered_is_a_reply() -> None:
    assert kinds(
        ("PlumTree7", 2, f"1) {LONG}\n2) {OTHER}"),
        ("OtterMoon", 3, "1) A table under the trees where nobody eats alone.\n2) By bringing bread and names."),
        ("PlumTree7", 3, OTHER),
    ) == ["answer", "answer", 1]


def test_the_answerers_thanks_stand_below_their_own_answer() -> None:
    assert kinds(
        ("PlumTree7", 2, LONG),
        ("MapleSong", 3, "Nice one, Plum!"),
        ("PlumTree7", 3, "@MapleSong thank you, that is kind!"),
    ) == ["answer", 0, 0]


def test_an_empty_post_is_a_reply_unless_its_date_goes_back() -> None:
    answer = f"{QUESTIONS[0]}\n{OTHER}"
    assert kinds(("PlumTree7", 2, LONG), ("MapleSong", 3, ""), ("OtterMoon", 3, answer)) == ["answer", 0, "answer"]
    assert kinds(("PlumTree7", 5, LONG), ("MapleSong", 9, "Great!"), ("FernPath", 6, ""), ("OtterMoon", 7, OTHER)) == [
        "answer",
        0,
        "answer",
        "answer",
    ]


def test_posts_without_any_date_are_placed_by_their_words() -> None:
    assert kinds(
        ("PlumTree7", None, LONG),
        ("MapleSong", None, "Thanks for sharing, I love your beans!"),
        (None, None, "A garden is where I rest. I help it grow by watering."),
        (None, None, "Beautiful answer!"),
    ) == ["answer", 0, "answer", 2]


def test_ids_tell_what_came_first_on_one_day() -> None:
    """Ids grow with time: 30 is above an older post, so it is a reply, and 20 goes back, so it begins anew."""
    by_id = [(10, LONG), (30, OTHER), (20, "Home."), (25, LONG)]
    placed = place_all(
        [post(f"Gardener{number}", 2, text, forum_id=str(number)) for number, text in by_id],
        QUESTIONS,
        post("TeacherTeal", 1, "", forum_id="5"),
    )
    assert [(where.kind, where.parent) for where in placed[:3]] == [("answer", None), ("reply", 0), ("answer", None)]
    assert [where.kind_how for where in placed[1:3]] == ["from dates", "from dates"]


def test_days_count_where_only_some_posts_have_an_id() -> None:
    placed = place_all(
        [
            post("PlumTree7", 2, LONG, forum_id="90"),
            post("MapleSong", 9, OTHER),
            post("OtterMoon", 3, "Home.", forum_id="10"),
        ],
        QUESTIONS,
        post("TeacherTeal", 1, ""),
    )
    assert [where.kind for where in placed] == ["answer", "reply", "answer"]


def test_counted_replies_are_replies_and_the_next_post_is_an_answer() -> None:
    posts = [
        post("PlumTree7", 2, LONG, replies=1),
        post("MapleSong", 3, OTHER),
        post("OtterMoon", 3, "My garden is small, and I love it."),
    ]
    placed = place_all(posts, QUESTIONS, post("TeacherTeal", 1, ""))
    assert [(where.kind, where.parent) for where in placed] == [("answer", None), ("reply", 0), ("answer", None)]


def test_stated_replies_teach_how_replies_are_written() -> None:
    """Nobody could tell from these words alone which are answers."""
    words = "Rowan, moss and a lantern."
    opening = post("TeacherTeal", 1, "", forum_id="1")
    posts = [
        each
        for at in range(10, 90, 10)
        for each in (
            post(f"Gardener{at}", None, LONG if at % 20 else OTHER, forum_id=f"a{at}", answers_to="1"),
            post(f"Visitor{at}", None, words, forum_id=f"b{at}", answers_to=f"a{at}"),
        )
    ]
    placed = place_all([*posts, post("FernPath", None, words)], QUESTIONS, opening)
    assert (placed[-1].kind, placed[-1].parent) == ("reply", len(posts) - 2)


def test_where_replies_have_no_button_a_post_with_one_is_an_answer() -> None:
    note = "Rain helps as well. We had plenty of it in May."
    posts = [
        post("PlumTree7", None, LONG, forum_id="2", can_be_answered=True),
        post("MapleSong", None, "Lovely!", forum_id="3", answers_to="2", can_be_answered=False),
        post("OtterMoon", None, "So true!", forum_id="4", answers_to="2", can_be_answered=False),
        post("FernPath", None, note, forum_id="5"),
    ]
    opening = post("TeacherTeal", None, "", forum_id="1")
    with_button = [*posts[:3], replace(posts[3], can_be_answered=True)]
    assert [place_all(given, QUESTIONS, opening)[3].kind for given in (posts, with_button)] == ["reply", "answer"]


def test_in_a_copy_without_authors_whoever_is_named_again_and_again_opened_the_thread() -> None:
    posts = [
        f"@TeacherTeal {LONG}",
        "@PlumTree7 that is a good thought.",
        "@PlumTree7 Last spring we had beans as well, and the children loved them.",
        "@TeacherTeal Home.",
        f"@OtterMoon {OTHER}",
        "@TeacherTeal It grows slowly.",
    ]
    assert kinds(*((None, None, text) for text in posts), opener=None) == ["answer", 0, 0, "answer", 3, "answer"]


def test_what_is_said_to_be_unsure_is_wrong_more_often() -> None:
    posts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for seed in range(100, 120):
        case = measure("tuning", shape_of(seed, None), seed)
        for ours, right in zip(read(case.copies, "Nobody")["posts"], case.gold["posts"], strict=True):
            posts[ours["how"]["kind"]] += 1
            wrong[ours["how"]["kind"]] += ours["kind"] != right["kind"]
    assert wrong["from text, unsure"] / posts["from text, unsure"] > 5 * wrong["from text"] / posts["from text"]
    assert posts["from text, unsure"] < posts["from text"] / 5


def test_the_deciding_evidence_is_told() -> None:
    placed = place_all(
        [
            post("PlumTree7", 2, LONG),
            post("MapleSong", 11, "@PlumTree7 lovely!"),
            post("OtterMoon", 3, OTHER),
            post("FernPath", 4, "Great answer!"),
        ],
        QUESTIONS,
        post(None, None, ""),
    )
    assert [(where.kind_how, where.parent_how) for where in placed] == [
        ("from text", "stands on its own"),
        ("from dates", "from the name"),
        ("from dates", "stands on its own"),
        ("from text", "from its place"),
    ]
