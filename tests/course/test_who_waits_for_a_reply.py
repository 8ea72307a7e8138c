from hypothesis import given
from hypothesis import strategies as st

from builders import a_discussion, a_post, a_reply, a_thread
from cups_course.course.model import Discussion
from cups_course.course.peers import Peer, peers
from cups_course.course.thread import Post


def _peers(posts: list[Post], discussion: Discussion | None = None, *, me: str = "PlumTree7") -> list[Peer]:
    return peers(
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
