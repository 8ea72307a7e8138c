from hypothesis import given
from hypothesis import strategies as st

from builders import a_discussion, a_post, a_reply, a_thread
from cups_course.model import Discussion
from cups_course.thread.peers import Peer, peers_of, unanswered_messages
from cups_course.thread.thread import Post


def _peers(posts: list[Post], discussion: Discussion | None = None, *, me: str = "PlumTree7") -> list[Peer]:
    return peers_of(
        a_thread("Why?", posts=posts),
        discussion or a_discussion(),
        [me],
        called=lambda name: name,
        own_words=lambda post: post.text,
    )


def test_who_has_had_fewest_replies_comes_first_and_then_who_has_waited_longest() -> None:
    posts = [
        a_post(1, "many", "I think.", day="2020-10-01"),
        a_post(2, "x", "Nice.", parent=1),
        a_post(3, "late", "I think.", day="2020-10-05"),
        a_post(4, "early", "I think.", day="2020-10-02"),
    ]

    assert [(one.peer, one.replies) for one in _peers(posts)] == [("early", 0), ("late", 0), ("many", 1)]


def test_you_are_not_among_the_peers_and_who_only_replied_is_not_either() -> None:
    posts = [a_post(1, "@plumtree7", "Mine."), a_post(2, "oak", "Nice.", parent=1), a_post(3, "fern", "I think.")]

    assert [one.peer for one in _peers(posts)] == ["fern"]


def test_a_peer_who_had_your_reply_or_wrote_to_you_is_marked() -> None:
    posts = [
        a_post(1, "PlumTree7", "Mine."),
        a_post(2, "oak", "I like that.", parent=1),
        a_post(3, "Oak", "My own answer."),
        a_post(4, "fern", "As @PlumTree7 says."),
        a_post(5, "moss", "I think."),
    ]
    found = {
        one.peer: one for one in _peers(posts, a_discussion(replies=[a_reply("@OAK"), a_reply("moss", given=False)]))
    }

    assert {name: one.replied for name, one in found.items()} == {"Oak": True, "fern": False, "moss": False}
    assert {name: one.wrote_to_you for name, one in found.items()} == {"Oak": True, "fern": True, "moss": False}


def test_a_longer_name_that_begins_with_yours_is_not_you() -> None:
    (fern,) = _peers([a_post(1, "fern", "Thank you @PlumTree77!")])

    assert not fern.wrote_to_you


@given(st.lists(st.tuples(st.sampled_from(["a", "A", "b", "PlumTree7", None]), st.booleans()), max_size=8))
def test_everybody_else_who_answered_is_listed_once(posts: list[tuple[str | None, bool]]) -> None:
    thread = [
        a_post(index, author, "words", parent=1 if reply and index > 1 else None)
        for index, (author, reply) in enumerate(posts, 1)
    ]
    answers = [post.author for post in thread if post.kind == "answer" and post.author != "PlumTree7"]
    names = {name.casefold() for name in answers if name}

    assert len(_peers(thread)) == len(names) + answers.count(None)


def test_what_somebody_adds_to_their_own_answer_is_no_reply_they_have_had() -> None:
    posts = [
        a_post(1, "oak", "I think.", day="2020-10-02"),
        a_post(2, "Oak", "And one more thing.", parent=1),
        a_post(3, "fern", "I think.", day="2020-10-01"),
        a_post(4, "oak", "Nice.", parent=3),
        a_post(5, "fern", "Thank you!", parent=3),
    ]

    assert [(one.peer, one.replies) for one in _peers(posts)] == [("oak", 0), ("fern", 1)]


def test_who_answered_in_several_posts_is_one_person_with_the_first_and_all_replies() -> None:
    posts = [
        a_post(1, "oak", "First."),
        a_post(2, "moss", "Nice.", parent=1),
        a_post(3, "Oak", "Second."),
        a_post(4, "moss", "Nice too.", parent=3),
    ]

    assert [(one.peer, one.post, one.replies, one.excerpt) for one in _peers(posts)] == [("oak", 1, 2, "First.")]


def test_an_answer_without_a_day_is_as_old_as_the_one_above_it() -> None:
    posts = [
        a_post(1, "first", "I think.", day="2020-10-01"),
        a_post(2, "second", "I think.", day=None),
        a_post(3, "third", "I think.", day="2020-10-03"),
    ]

    assert [one.peer for one in _peers(posts)] == ["first", "second", "third"]


def _unanswered(posts: list[Post], discussion: Discussion | None = None) -> list[tuple[str | None, int]]:
    found = unanswered_messages(
        a_thread("Why?", posts=posts), discussion or a_discussion(), ["PlumTree7"], called=lambda name: name
    )
    return [(one.peer, one.post) for one in found]


def test_who_wrote_to_you_and_had_no_reply_is_told_though_they_did_not_answer_themselves() -> None:
    posts = [
        a_post(1, "PlumTree7", "Mine."),
        a_post(2, "oak", "I like that.", parent=1),
        a_post(3, None, "Me too.", parent=1),
        a_post(4, "fern", "As @plumtree7 says."),
        a_post(5, "moss", "I think."),
    ]

    assert _unanswered(posts) == [("oak", 2), (None, 3), ("fern", 4)]


def test_whom_you_replied_to_waits_no_more_but_a_draft_is_no_reply() -> None:
    posts = [a_post(1, "PlumTree7", "Mine."), a_post(2, "oak", "Nice.", parent=1), a_post(3, "fern", "Yes.", parent=1)]

    assert _unanswered(posts, a_discussion(replies=[a_reply("@Oak"), a_reply("fern", given=False)])) == [("fern", 3)]


def test_a_word_of_yours_further_down_to_nobody_by_name_is_a_reply_to_all_above() -> None:
    posts = [
        a_post(1, "PlumTree7", "Mine."),
        a_post(2, "oak", "Nice.", parent=1),
        a_post(3, "PlumTree7", "Thank you!", parent=1),
        a_post(4, "fern", "Nice.", parent=1),
        a_post(5, "PlumTree7", "@moss hello", parent=1),
    ]

    assert _unanswered(posts) == [("fern", 4)]


def test_what_others_say_to_each_other_below_your_answer_is_not_for_you() -> None:
    posts = [
        a_post(1, "PlumTree7", "Mine."),
        a_post(2, "oak", "@PlumTree7 nice.", parent=1),
        a_post(3, "fern", "@oak I think so too.", parent=1),
    ]

    assert _unanswered(posts) == [("oak", 2)]


def test_an_address_of_mail_names_nobody() -> None:
    assert _unanswered([a_post(1, "fern", "Write to fern@plumtree7, please.")]) == []
