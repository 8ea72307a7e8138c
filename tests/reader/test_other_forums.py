"""Threads of other forums: exact authors, times and parents are taken as they are stated."""

import json
import time
from html import escape

import pytest
from saved_pages import OPENING, TITLE, described, posting, topic

from cups_course.errors import NotAThread
from cups_course.reader.copy import Copy
from cups_course.reader.forums import parse_content
from cups_course.reader.reading import read_copy
from cups_course.saved.containers import Source, open_container

OPENING_TEXT = "Welcome to our garden week. Please take your time."
HALF_A_LETTER = "\ud83c"


def read(data: object) -> Copy:
    written = data if isinstance(data, str) else json.dumps(data)
    return parse_content(open_container(Source("topic.json", written.encode())), name="topic.json", saved_on=None)


def posts(copy: Copy) -> list[tuple[str | None, str | None, str]]:
    return [(post.author, str(post.dated.day) if post.dated else None, post.text) for post in copy.posts]


def answered(copy: Copy) -> dict[str | None, str | None]:
    """Who wrote the post that each author's post answers."""
    authors = {post.forum_id: post.author for post in (copy.opening, *copy.posts)}
    return {post.author: authors.get(post.answers_to) for post in copy.posts}


def test_a_discourse_topic_is_read_with_authors_times_and_parents() -> None:
    copy = read(topic())
    assert (copy.title, copy.forum_id, copy.posts_missing, copy.warnings) == (TITLE, "discourse-88", 0, ())
    assert (copy.opening.author, str(copy.opening.dated and copy.opening.dated.day)) == ("TealAnna", "2021-03-02")
    assert copy.opening.text.startswith(OPENING_TEXT)
    assert posts(copy) == [
        ("PlumTree7", "2021-03-03", "1. A place to grow.\n\n2. Everybody & my aunt."),
        ("MapleSong", "2021-03-09", "@PlumTree7 so true!"),
        ("OtterMoon", "2021-03-05", "It is where my neighbours are."),
    ]
    assert answered(copy) == {"PlumTree7": "TealAnna", "MapleSong": "PlumTree7", "OtterMoon": "TealAnna"}
    assert all(post.dated and post.dated.how == "stated" for post in copy.posts)


def test_a_topic_becomes_a_thread_whose_kinds_and_parents_are_known() -> None:
    thread = read_copy(json.dumps(topic()).encode(), name="topic.json")
    assert [(post.kind, post.parent) for post in thread.posts] == [("answer", None), ("reply", 1), ("answer", None)]
    assert thread.questions == ("What is a garden?", "Who waters it?")


def test_posts_of_a_topic_that_were_not_given_are_counted() -> None:
    given = topic(post_stream={"posts": topic_posts()[:2], "stream": [501, 502, 503, 505, 506]})
    assert read(given).posts_missing == 3
    assert read(topic(post_stream={"posts": topic_posts()}, posts_count=9)).posts_missing == 5


def topic_posts() -> list[dict[str, object]]:
    stream = topic()["post_stream"]
    assert isinstance(stream, dict)
    found: list[dict[str, object]] = stream["posts"]
    return found


def test_a_later_page_of_a_topic_says_that_its_beginning_is_missing() -> None:
    later = topic(
        post_stream={"posts": topic_posts()[2:], "stream": [501, 502, 503, 505]},
        chunk_size=2,
        created_at="2021-03-02T09:10:11Z",
        details={"created_by": {"username": "TealAnna"}},
    )
    copy = read(later)
    assert (copy.opening.author, copy.opening.text, copy.pages_given) == ("TealAnna", "", frozenset({2}))
    assert copy.warnings == ("The opening post isn't in this file, so what it asks isn't known.",)
    assert [post.answers_to for post in copy.posts] == [f"88-2021-03-02T09:10:11Z/{number}" for number in (2, 1)]


def test_notes_of_the_forum_are_no_posts() -> None:
    closed = {"id": 504, "post_number": 4, "post_type": 3, "username": "system", "cooked": "<p>closed</p>"}
    copy = read(topic(posts=[*topic_posts(), closed]))
    assert [post.author for post in copy.posts] == ["PlumTree7", "MapleSong", "OtterMoon"]


@pytest.mark.parametrize(
    "post",
    [
        {"id": 9, "post_number": 9},
        {"id": 9, "post_number": 9, "username": 5, "cooked": ["x"], "created_at": "soon", "reply_to_post_number": "2"},
        {"id": "9", "post_number": 9, "username": None, "cooked": None, "created_at": None},
        {"id": 9, "post_number": 9, "username": " ", "cooked": "<p></p>", "created_at": "2021-99-99T"},
        {"id": 9, "post_number": 10**30},
        {"id": 9, "post_number": True},
    ],
)
def test_what_a_post_does_not_tell_is_unknown(post: dict[str, object]) -> None:
    copy = read(topic(posts=[*topic_posts(), post]))
    assert posts(copy)[3:] in ([], [(None, None, "")])


def test_halves_of_letters_and_nuls_reach_no_file() -> None:
    copy = read(topic(title=f"Peas{HALF_A_LETTER}\0", posts=[{**topic_posts()[0], "username": f"A{HALF_A_LETTER}b"}]))
    assert (copy.title, copy.opening.author) == ("Peas?", "A?b")


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        [{"id": 1}],
        {"id": 1},
        {"post_stream": 5},
        {"id": 1, "post_stream": {"posts": 5}},
        {"id": 1, "post_stream": {"posts": []}},
        {"id": "x", "post_stream": {"posts": [{"post_number": 1}]}},
        {"view": [], "participants": []},
    ],
)
def test_other_json_is_no_thread(value: object) -> None:
    with pytest.raises(NotAThread, match=r"topic\.json is JSON, but not a topic of a Discourse forum"):
        read(value)


# --- schema.org ------------------------------------------------------------------------------------------------------

COMMENTS = [
    ("PlumTree7", "2021-03-03", "A place to grow."),
    ("MapleSong", "2021-03-09", "So true!"),
    ("OtterMoon", "2021-03-05", "It is where\nmy neighbours are."),
]
PARENTS = {"PlumTree7": "TealAnna", "MapleSong": "PlumTree7", "OtterMoon": "TealAnna"}


@pytest.mark.parametrize(
    "value",
    [
        posting(),
        [posting()],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, posting()]},
        {"@type": "ItemPage", "mainEntity": posting()},
        {**posting(), "@type": ["CreativeWork", "DiscussionForumPosting"]},
    ],
    ids=["alone", "in a list", "in a graph", "in a page", "of several types"],
)
def test_a_thread_that_a_page_describes_is_read(value: object) -> None:
    copy = read(described(value))
    assert (copy.title, copy.address) == (TITLE, "https://forum.example/t/shared-gardens")
    assert (copy.opening.author, copy.opening.text[: len(OPENING_TEXT)]) == ("TealAnna", OPENING_TEXT)
    assert posts(copy) == COMMENTS
    assert answered(copy) == PARENTS


def test_a_description_may_say_little() -> None:
    comments: list[dict[str, object]] = [{"@type": "Comment", "text": "Peas."}, {"@type": "Comment", "text": "Peas."}]
    copy = read(described({"@type": "DiscussionForumPosting", "articleBody": "What do you sow?", "comment": comments}))
    assert posts(copy) == [(None, None, "Peas."), (None, None, "Peas.")]
    assert len({post.forum_id for post in copy.posts}) == 2
    assert {post.answers_to for post in copy.posts} == {copy.opening.forum_id}


def test_a_comment_without_a_number_keeps_its_id_when_its_text_changes() -> None:
    def ids(text: str) -> list[str | None]:
        comment = {"author": "PlumTree7", "datePublished": "2021-03-03T10:00:00Z", "text": text}
        return [post.forum_id for post in read(described(posting(comment=[comment]))).posts]

    assert ids("Peas.") == ids("Peas and beans.")


def test_comments_that_were_left_out_are_counted() -> None:
    assert read(described(posting(commentCount=10))).posts_missing == 7
    assert read(described(posting(commentCount="4"))).posts_missing == 1
    assert read(described(posting(commentCount="many"))).posts_missing == 0


def microdata(nested: bool) -> str:
    def post(kind: str, author: str, day: str, text: str, below: str = "") -> str:
        what = 'itemprop="comment" ' if kind == "Comment" else ""
        return (
            f'<div {what}itemscope itemtype="https://schema.org/{kind}"><span itemprop="author" itemscope '
            f'itemtype="https://schema.org/Person"><b itemprop="name">{author}</b></span>'
            f'<time itemprop="datePublished" datetime="{day}T10:00:00Z">long ago</time>'
            f'<div itemprop="text">{text}</div>{below}</div>'
        )

    comments = [(author, day, escape(text).replace("\n", "<br>")) for author, day, text in COMMENTS]
    reply, others = post("Comment", *comments[1]), post("Comment", *comments[2])
    first = post("Comment", *comments[0], reply) + others
    flat = post("Comment", *comments[0]) + reply + others
    headline = f'<meta itemprop="headline" content="{TITLE}">'
    thread = post(
        "DiscussionForumPosting", "TealAnna", "2021-03-02", OPENING.body, headline + (first if nested else flat)
    )
    return f"<!DOCTYPE html><html><body><nav>A forum</nav>{thread}</body></html>"


def test_a_thread_marked_up_in_the_page_is_read() -> None:
    copy = read(microdata(nested=True))
    assert (copy.title, copy.opening.author) == (TITLE, "TealAnna")
    assert posts(copy) == COMMENTS
    assert answered(copy) == PARENTS


def test_flat_marks_do_not_say_who_answers_whom() -> None:
    copy = read(microdata(nested=False))
    assert posts(copy) == COMMENTS
    assert {post.answers_to for post in copy.posts} == {None}


@pytest.mark.parametrize(
    "page",
    [
        described([posting(comment=[]), posting(comment=[])]),
        described({"@type": "Recipe", "name": "Pea soup"}),
        described(posting()).replace('"@type"', "@type"),
        described(posting()).replace("</script>", ""),
        described(posting()).replace("ld+json", "json"),
    ],
    ids=["a list of threads", "something else", "broken", "cut off", "another script"],
)
def test_a_page_that_describes_no_single_thread_is_not_read_by_its_description(page: str) -> None:
    with pytest.raises(NotAThread):
        read(page)


def test_topics_of_two_forums_with_the_same_number_are_two_threads() -> None:
    ids = {read(topic(created_at=f"2021-03-0{day}T09:10:11Z")).forum_id for day in (2, 3)}
    assert len(ids) == 2


def test_a_long_chain_of_replies_to_later_posts_is_read_in_time() -> None:
    chain = [
        {
            "id": 1000 + n,
            "post_number": n,
            "username": f"Plum{n}",
            "cooked": "<p>Peas</p>",
            "reply_to_post_number": n + 1,
        }
        for n in range(2, 10_000)
    ]
    begin = time.process_time()
    thread = read_copy(json.dumps(topic(posts=[topic_posts()[0], *chain])).encode(), name="a topic")
    assert {post.kind for post in thread.posts} == {"reply"}
    assert time.process_time() - begin < 10
