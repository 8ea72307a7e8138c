"""`forget` in a person's words: what it deletes, what it leaves, and what it says before."""

import sqlite3
import time
from contextlib import closing

import pytest

from journeys.driver import EXAMPLES, Person, one_line

REPLY = "The kettle is a lovely thought."


def test_an_at_sign_alone_is_nobody(plum: Person) -> None:
    for nobody in ("@", "1.2@", "1.2@ "):
        assert "Name the person" in plum.failed("forget", nobody, "--yes", code=2)


def test_a_deleted_thread_is_called_deleted_wherever_its_posts_are_missed(plum: Person) -> None:
    plum.did("forget", "1.2", "--yes")
    deleted = "You permanently deleted the posts of 1.2. Imports don't bring them back."
    for command in (["peers", "1.2"], ["thread", "1.2"], ["posted", "1.2", "--post", "3"]):
        ended = plum.run(*command)
        assert deleted in one_line(ended.err), command
        assert "cups-course import" not in ended.out + ended.err, command
    assert "isn't imported yet" in plum.failed("posted", "1.3", "--post", "3")


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


def _peers(person: Person, ref: str = "1.2") -> dict[str | None, int]:
    return {one["peer"]: one["replies"] for one in person.json("peers", ref)}


def test_without_a_peers_posts_every_other_reply_stays_under_its_answer(plum: Person) -> None:
    before, thread = _peers(plum), plum.json("thread", "1.2")["posts"]
    by_index = {post["index"]: post for post in thread}
    stay = [post for post in thread if post["author"] != "oakleaf"]
    under = [by_index[post["parent"]]["text"] if post["parent"] else None for post in stay]
    plum.did("forget", "@oakleaf", "--yes")
    after = plum.json("thread", "1.2")["posts"]
    by_index = {post["index"]: post for post in after}
    assert [post["text"] for post in after] == [post["text"] for post in stay]
    assert [by_index[post["parent"]]["text"] if post["parent"] else None for post in after] == [
        None if text and by_text(thread, text)["author"] == "oakleaf" else text for text in under
    ]
    assert _peers(plum) == {peer: replies for peer, replies in before.items() if peer != "oakleaf"}


def by_text(posts: list[dict[str, str]], text: str) -> dict[str, str]:
    return next(post for post in posts if post["text"] == text)


def test_of_ones_own_nothing_goes_with_a_peers_posts(plum: Person) -> None:
    plum.did("note", "1.2@oakleaf", "Write again.")
    plum.did("peers", "1.2", "--same", "oakleaf", "Wren")
    kept = [plum.json("status"), plum.exported("1.2"), plum.versions(), plum.notes(), plum.json("history", "1.2@Wren")]
    said = plum.run("forget", "@oakleaf", "--yes")
    assert "of yours" not in one_line(said.err) and "It reopens" not in said.err
    assert kept == [
        *(plum.json("status"), plum.exported("1.2"), plum.versions(), plum.notes(), plum.json("history", "1.2@Wren"))
    ]


def test_with_yes_it_still_says_what_went_and_what_is_open_again(plum: Person) -> None:
    plum.did("reply", "1.2", "mosswalker", REPLY)
    assert plum.discussion("1.2")["state"] == "done"
    said = one_line(plum.run("forget", "@oakleaf", "--with-mine", "--yes").err)
    assert "2 replies of yours" in said
    assert "It reopens: the peer replies of 1.2." in said
    assert plum.discussion("1.2")["state"] == "started"
    assert plum.discussion("1.2")["peer_replies"]["given"] == 2


def test_what_is_open_again_is_what_status_says(plum: Person) -> None:
    plum.did("answer", "1.1.1", "Not for ever.")
    said = one_line(plum.run("forget", "1", "--with-mine", "--yes").err)
    assert "It reopens: 1.1.1, 1.2.1, 1.2.2, 1.2.3 and the peer replies of 1.2." in said
    questions = [one for ref in ("1.1", "1.2") for one in plum.discussion(ref)["questions"]]
    assert {one["state"] for one in questions} == {"todo"}


def test_an_entry_that_a_form_needs_reopens_the_form(plum: Person) -> None:
    plum.did("form", "1", "--attach", EXAMPLES / "forms" / "course-1-evaluation-google.html")
    plum.did("profile", "email", "plum@example.org")
    assert "It reopens: 1.form." in one_line(plum.run("forget", "profile.email", "--yes").err)


def test_a_moved_answer_is_deleted_where_it_was_before_too(plum: Person) -> None:
    plum.did("answer", "1.3.1", "Quincunx words.")
    plum.did("move", "1.3.1", "1.3.2")
    said = one_line(plum.run("forget", "1.3.2", "--yes").err)
    assert "1 answer of yours and 2 versions of your texts" in said
    assert b"Quincunx" not in plum.store.read_bytes()


def test_a_mistyped_name_is_answered_with_the_nearest(plum: Person) -> None:
    for where in ("", "1.2"):
        said = plum.failed("forget", f"{where}@oaklaef", "--yes")
        assert "so nothing was deleted. Did you mean oakleaf?" in said
        assert said.endswith(f"cups-course forget {where}@oakleaf")
    assert "Did you mean" not in plum.failed("forget", "@xyzzy", "--yes")


def test_ones_own_name_is_no_peer(plum: Person) -> None:
    before = plum.json("thread", "1.2")
    for ref in ("@plumtree7", "1.2@PlumTree7"):
        assert "is your own name" in plum.failed("forget", ref, "--with-mine", "--yes")
    assert plum.json("thread", "1.2") == before


def test_a_peers_name_is_nowhere_after_all_of_them_is_deleted(person: Person) -> None:
    thread = person.file("thread.txt", THREAD)
    person.did("import", thread, "--me", "plum")
    person.did("reply", "2.3", "Zinnia9", "For you!")
    person.did("peers", "2.3", "--same", "Zinnia9", "Zinnia10")
    said = one_line(person.run("forget", "@Zinnia10", "--yes").err)
    assert "name that you matched" not in said, "the reply that stays is to them"
    assert b"Zinnia" in person.store.read_bytes()
    said = one_line(person.run("forget", "@Zinnia9", "--with-mine", "--yes").err)
    assert "1 name that you matched" in said
    assert b"innia" not in person.store.read_bytes()


def test_what_goes_is_counted_as_what_it_is(plum: Person) -> None:
    plum.did("note", "1.2", "One.")
    plum.did("note", "1.2", "Two.", "--edit", "1")
    plum.did("link", "1.2", "https://example.org/notes")
    said = one_line(plum.run("forget", "1.2", "--with-mine").err)
    assert "1 note of yours and 1 link of yours" in said


THREAD = """Course 2: Growing - (Discussion #3) Gardens

User Profile: HarbourAnna
HarbourAnna March 3rd, 2025
.

Here is the question:

1. What do you plant?

Please reply to 1 of your peers.

User Profile: Zinnia9
Zinnia9 March 4th, 2025
.

Beans by the gate, all along the fence.

1 reply

User Profile: fern
fern March 5th, 2025
.

Roses.

1 reply

User Profile: Zinnia10
Zinnia10 March 6th, 2025
.

Marigolds, in a pot at the door.
"""


def test_a_person_whose_name_cannot_be_typed_can_be_forgotten(person: Person) -> None:
    page = (EXAMPLES / "threads" / "steady-beats-fast-page-1.html").read_text("utf-8")
    person.file("page.html", page.replace("kettleon", "kettle#on\u202e"))
    person.did("import", "page.html")
    assert "cups-course forget 1.2@kettle_on_" in person.failed("forget", "1.2@ketle_on", "--yes")
    person.did("forget", "1.2@kettle_on_", "--yes")
    assert "kettle" not in person.did("thread", "1.2")


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_while_another_program_reads_the_store_its_rewriting_waits_for_a_later_command(plum: Person, mode: str) -> None:
    with closing(sqlite3.connect(plum.store, isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {mode}")
        other.execute("INSERT INTO setting (name, value) VALUES ('rewrite due', '')")  # as a killed `forget` leaves it
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM event").fetchone()
        began = time.monotonic()
        assert "The next command tries again." in one_line(plum.run("status").err)
        assert time.monotonic() - began < 15
        other.execute("ROLLBACK")
        assert plum.run("status").err == ""
        assert plum.query("SELECT count(*) FROM setting WHERE name = 'rewrite due'") == [0]


def test_a_person_with_a_number_sign_in_their_name_can_be_named(person: Person) -> None:
    page = (EXAMPLES / "threads" / "steady-beats-fast-page-1.html").read_text("utf-8")
    person.file("page.html", page.replace("kettleon", "Kettle#1"))
    person.did("import", "page.html")
    person.did("forget", "1.2@Kettle#1", "--yes")
    assert "Kettle" not in person.did("thread", "1.2")
    assert "means all posts by that person" in person.failed("forget", "1.2@oakleaf#2", "--yes", code=2)
