"""`forget` in a person's words: what it deletes, what it leaves, and what it says before."""

from journeys.driver import Person, one_line

REPLY = "The kettle is a lovely thought."


def test_an_at_sign_alone_is_nobody(plum: Person) -> None:
    for nobody in ("@", "1.2@", "1.2@ "):
        assert "Name the person" in plum.failed("forget", nobody, "--yes", code=2)


def test_a_peers_posts_are_deleted_and_ones_replies_to_them_only_when_asked_for(plum: Person) -> None:
    plum.did("reply", "1.2", "oakleaf", REPLY, "--draft")
    authors = [post["author"] for post in plum.json("thread", "1.2")["posts"]]
    assert "oakleaf" in authors
    plum.did("forget", "1.2@oakleaf", "--yes")
    assert {one["author"] for one in plum.json("thread", "1.2")["posts"]} == set(authors) - {"oakleaf"}
    assert REPLY in plum.store.read_bytes().decode("utf-8", "replace")

    said = plum.failed("forget", "1.2@oakleaf", "--yes")
    assert "cups-course forget 1.2@oakleaf --with-mine" in said
    plum.did("forget", "1.2@oakleaf", "--with-mine", "--yes")
    assert REPLY not in plum.store.read_bytes().decode("utf-8", "replace")


def test_a_thread_is_deleted_and_ones_own_words_only_when_asked_for(plum: Person) -> None:
    answers = plum.exported("1.2")
    assert answers
    plum.did("forget", "1.2", "--yes")
    assert plum.exported("1.2") == answers
    assert not plum.run("thread", "1.2").out.count("oakleaf")
    plum.did("forget", "1.2", "--with-mine", "--yes")
    assert not any(plum.exported("1.2").values())


def test_before_it_says_what_it_deletes_and_what_is_open_again(plum: Person) -> None:
    plum.did("answer", "1.1.1", "Not for ever.")
    before = plum.json("status")
    said = one_line(plum.run("forget", "1.1.1").err)
    assert said.startswith("This permanently deletes: 1 answer of yours and 1 version of your texts.")
    assert "It reopens: 1.1.1." in said and "cups-course forget 1.1.1 --yes" in said
    assert plum.json("status") == before
    said = one_line(plum.run("forget", "1.2", "--with-mine").err)
    assert "the peer replies of 1.2." in said
    assert "It reopens" not in one_line(plum.run("forget", "1.2").err)
    plum.did("forget", "1.2", "--with-mine", "--yes")
    assert plum.json("status", "1.2")["totals"]["peer_replies"]["given"] == 0


def test_a_course_is_deleted_with_all_in_it(plum: Person) -> None:
    plum.did("note", "1", "A word too many.")
    plum.did("answer", "1.1.1", "Another word too many.")
    plum.did("forget", "1", "--with-mine", "--yes")
    assert b"too many" not in plum.store.read_bytes()
    assert plum.json("status", "1")["totals"]["questions"]["posted"] == 0


def test_remove_takes_a_reply_and_never_asks(plum: Person) -> None:
    plum.did("reply", "1.2", "mosswalker", REPLY)
    said = plum.run("remove", "1.2@mosswalker", "--yes")
    assert said.out == "Removed 1.2@mosswalker from the checklist.\n" and "cups-course undo" in said.err
    plum.did("undo")
    assert REPLY in plum.did("history", "1.2@mosswalker")
