"""Person by person: who answered which discussion, and how many people they replied to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from builders import a_post, a_thread
from cups_course.thread.cohort import (
    Days,
    Participation,
    Tally,
    count_others,
    count_thread,
    in_course_order,
    person_rows,
)
from cups_course.thread.thread import Post


def counted(
    posts: Sequence[Post], addressed: Mapping[int, str | None] | None = None, days: Days | None = None, number: int = 2
) -> Tally:
    """The tally of a thread opened by "leader"; replies are to whoever wrote the answer, where nothing else is said."""
    writers = {post.index: post.author for post in posts}
    to = {post.index: writers[post.parent] for post in posts if post.parent}
    return count_thread(a_thread("Why?", posts=posts, number=number), {**to, **(addressed or {})}, days or Days())


def test_an_answer_in_several_posts_is_one_answer() -> None:
    found = counted([a_post(1, "oak", "First."), a_post(2, "@OAK", "And second.")])

    assert found.parts == {"oak": Participation(True, 0)}


def test_replies_count_people_and_not_posts_however_they_are_spelled() -> None:
    posts = [
        a_post(1, "oak", "Mine."),
        a_post(2, "fern", "Yes.", parent=1),
        a_post(3, "fern", "Again.", parent=1),
        a_post(4, "fern", "You too.", parent=1),
    ]

    assert counted(posts, {3: "@Oak", 4: "wren"}).parts["fern"] == Participation(False, 2)


def test_nobody_counts_for_replying_to_themselves() -> None:
    posts = [a_post(1, "oak", "Mine."), a_post(2, "oak", "And more.", parent=1), a_post(3, "oak", "Me.", parent=1)]

    assert counted(posts, {2: None, 3: "@OAK"}).parts == {"oak": Participation(True, 0)}


def test_a_person_without_a_name_counts_once_for_each_answer() -> None:
    posts = [
        a_post(1, None, "Mine."),
        a_post(2, "fern", "Yes.", parent=1),
        a_post(3, "fern", "Again.", parent=1),
        a_post(4, None, "Mine too."),
        a_post(5, "fern", "Yes.", parent=4),
    ]
    found = counted(posts)

    assert found.parts == {"fern": Participation(False, 2)}
    assert found.nameless == 2


def test_who_opened_a_discussion_has_no_part_in_it_and_is_no_row() -> None:
    found = counted(
        [a_post(1, "Leader", "Welcome."), a_post(2, "oak", "Mine."), a_post(3, "@leader", "Yes.", parent=2)]
    )

    assert found.parts == {"oak": Participation(True, 0)}
    assert [row.person for row in person_rows([found])] == ["oak"]


def test_who_opened_one_discussion_is_counted_in_the_others() -> None:
    elsewhere = replace(a_thread("Why?", posts=[a_post(1, "leader", "Mine.")], number=3), author="oak")
    (row,) = person_rows([counted([a_post(1, "leader", "Welcome.")]), count_thread(elsewhere, {}, Days())])

    assert row.parts == (None, Participation(True, 0))
    assert (row.answered, row.asked) == (1, 1)


def test_only_posts_of_the_days_asked_for_count_both_ends_included() -> None:
    posts = [
        a_post(1, "early", "Mine.", day="2020-09-30"),
        a_post(2, "first", "Mine.", day="2020-10-01"),
        a_post(3, "last", "Mine.", day="2020-10-31"),
        a_post(4, "late", "Mine.", day="2020-11-01"),
    ]

    assert set(counted(posts, days=Days("2020-10-01", "2020-10-31")).parts) == {"first", "last"}
    assert set(counted(posts, days=Days(first="2020-10-31")).parts) == {"last", "late"}
    assert set(counted(posts, days=Days(last="2020-10-01")).parts) == {"early", "first"}


def test_posts_without_a_day_count_only_where_every_day_does_and_are_told_of_otherwise() -> None:
    posts = [a_post(1, "oak", "Mine.", day=None), a_post(2, "leader", "Welcome.", day=None)]

    assert counted(posts).parts == {"oak": Participation(True, 0)}
    limited = counted(posts, days=Days(first="2020-10-01"))
    assert (limited.parts, limited.undated) == ({}, 1)


def test_one_person_is_one_row_over_all_discussions_called_as_first_spelled() -> None:
    first, second = counted([a_post(1, "Oak", "Mine.")]), counted([a_post(1, "@oak", "Mine.")], number=3)
    (row,) = person_rows([first, second])

    assert (row.person, row.answered, row.asked) == ("Oak", 2, 2)


def test_someone_replied_to_in_several_discussions_counts_once() -> None:
    first = counted([a_post(1, "Oak", "Mine."), a_post(2, "fern", "Yes.", parent=1)])
    second = counted(
        [a_post(1, "@OAK", "Mine."), a_post(2, "Fern", "Yes.", parent=1), a_post(3, "fern", "And.", parent=1)],
        {3: None},
        number=3,
    )
    row = person_rows([first, second])[0]

    assert [part.peer_replies for part in row.parts if part] == [1, 2]
    assert row.peer_replies == 2, "Oak once, and someone without a name"


def test_people_asked_for_are_all_shown_in_their_order_and_nobody_else() -> None:
    found = counted([a_post(1, "Oak", "Mine."), a_post(2, "fern", "Mine.")])
    asked = {"wren": "Wren", "oak": "OAK"}

    assert [(row.person, row.answered) for row in person_rows([found], asked)] == [("Wren", 0), ("OAK", 1)]
    assert count_others([found], asked) == 1


def test_discussions_stand_in_course_order_and_those_without_numbers_last() -> None:
    numbers = [(None, None), (10, 1), (2, None), (2, 10), (2, 9)]
    found = [replace(counted([]), course_number=course, number=number) for course, number in numbers]

    assert [(one.course_number, one.number) for one in in_course_order(found)] == [
        (2, 9),
        (2, 10),
        (2, None),
        (10, 1),
        (None, None),
    ]


def test_a_discussion_is_called_by_its_numbers_else_by_its_title() -> None:
    found = counted([])

    assert found.label == "2.2"
    assert replace(found, number=None).label == "Service Leadership"
    assert replace(found, course_number=None, title=None).label == "discussion 2"


PEOPLE = st.sampled_from(["oak", "@Oak", "fern", "Wren", "leader", None])


@given(st.lists(st.tuples(PEOPLE, st.integers(0, 5), st.one_of(st.none(), st.sampled_from(["oak", "FERN", "moss"])))))
def test_nobody_replied_to_more_people_than_they_wrote_replies(
    drawn: list[tuple[str | None, int, str | None]],
) -> None:
    posts = [
        a_post(index, author, "words", parent=parent if 0 < parent < index else None)
        for index, (author, parent, _) in enumerate(drawn, 1)
    ]
    found = counted(posts, {index: to for index, (_, _, to) in enumerate(drawn, 1)})

    for name, part in found.parts.items():
        own = [post for post in posts if post.author and post.author.strip("@").casefold() == name]
        assert part.answered == any(post.kind == "answer" for post in own)
        assert part.peer_replies <= sum(post.kind == "reply" for post in own)
    assert found.nameless == sum(post.author is None for post in posts)
