"""Words removed for good are nowhere any more, and neither a merge nor an import brings them back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import ME, a_post, a_store, a_thread, discussion_at, imported, mine, rows, version_texts
from cups_course.errors import CannotUndo
from cups_course.events.event import Data
from cups_course.store import log
from cups_course.store.answers import AnswerPlace, keep_answers, move_answer
from cups_course.store.backup import make_backup
from cups_course.store.database import Database, open_store
from cups_course.store.forget import backups_holding, forget, forget_in_backup, forget_rules, rule_events
from cups_course.store.gathering import Gathering
from cups_course.store.history import commands, undo
from cups_course.store.merge import merge_events
from cups_course.store.projection import shown_rows
from cups_course.store.reading import load
from cups_course.store.threads import load_thread
from cups_course.store.writing import add_note, keep_reply
from cups_course.thread.thread import OwnReply, Post, Thread

_PEER = "Zinnias by the gate, every single morning."
_PEER_LATER = "Zinnias, and marigolds."
_MINE = "Quincunx is how I plant them."
_REPLY = "Marvellous zinnias, oakleaf!"
_POSTS = [
    a_post(1, "oakleaf", _PEER),
    a_post(2, ME, _REPLY, parent=1),
    a_post(3, ME, _MINE),
    a_post(4, "fern", "Lovely, both of you.", parent=3),
]
_OWN = mine(answers=[(1, _MINE, 3)], replies=[OwnReply("oakleaf", 2, None, _REPLY)])


def _thread(peer: str = _PEER) -> Thread:
    posts = [a_post(1, "oakleaf", peer), *_POSTS[1:]]
    return a_thread("What do you plant?", "And why?", posts=posts, forum_id="12")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with a_store(tmp_path / "courses.db") as opened:
        imported(opened, _thread(), _OWN)
        opened.next_command()
        opened.doing("saved your reply to oakleaf in 2.2")
        keep_reply(opened, discussion_at(opened), "oakleaf", "Zinnias again!", "text", on=None, draft=True)
        opened.next_command()
        discussion = discussion_at(opened)
        keep_answers(opened, discussion, {discussion.questions[0].id: "Quincunx, and rest."}, "text", note="Quincunx!")
        yield opened


def _peer(what: Gathering, _: Database) -> None:
    what.add_peer({"oakleaf"}, None, mine=True)


def _posts_of_peer(what: Gathering, _: Database) -> None:
    what.add_peer({"oakleaf"}, None, mine=False)


def _answer(what: Gathering, database: Database) -> None:
    discussion = discussion_at(database)
    what.add_answer(discussion.id, discussion.questions[0].id)


def _thread_itself(what: Gathering, database: Database) -> None:
    what.add_thread(discussion_at(database).id)


def _own_words(what: Gathering, database: Database) -> None:
    what.add_own_words(discussion_at(database).id)


def _course(what: Gathering, database: Database) -> None:
    what.add_course(_course_id(database), mine=False)


def _course_with_mine(what: Gathering, database: Database) -> None:
    what.add_course(_course_id(database), mine=True)


def _course_id(database: Database) -> str:
    return load(database)[0].courses[0].id


def _forget(database: Database, gather: Callable[[Gathering, Database], None]) -> Data:
    what = Gathering(database)
    gather(what, database)
    rule = what.rule()
    database.next_command()
    database.doing("permanently deleted something")
    forget(database, rule)
    return rule


def _bytes(path: Path) -> bytes:
    return path.read_bytes().lower()


@pytest.mark.parametrize(
    ("gather", "gone", "stays"),
    [
        (_peer, ["zinnias"], ["quincunx", "lovely, both"]),
        (_posts_of_peer, ["zinnias by"], ["marvellous zinnias", "zinnias again", "quincunx", "lovely, both"]),
        (_answer, ["quincunx is", "quincunx, and"], ["zinnias by", "lovely, both", "quincunx!"]),
        (_thread_itself, ["zinnias by", "lovely, both"], ["quincunx is how", "marvellous", "zinnias again"]),
        (_own_words, ["quincunx", "marvellous", "zinnias again"], ["zinnias by", "lovely, both"]),
        (_course, ["zinnias by", "lovely, both"], ["quincunx is how", "marvellous", "zinnias again"]),
        (_course_with_mine, ["zinnias", "quincunx", "marvellous", "lovely, both"], []),
    ],
)
def test_no_letter_of_it_is_left_in_the_file_and_all_else_is(
    database: Database, gather: Callable[[Gathering, Database], None], gone: list[str], stays: list[str]
) -> None:
    for words in (*gone, *stays):
        assert words in _words(database)
        assert words.encode() in _bytes(database.path)
    _forget(database, gather)
    for words in gone:
        assert words not in _words(database)
        assert words.encode() not in _bytes(database.path)
    for words in stays:
        assert words in _words(database)
        assert words.encode() in _bytes(database.path)
    assert not list(log.damaged_events(database.connection))
    assert rows(database, "PRAGMA foreign_key_check") == []
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]
    assert discussion_at(database).questions


def test_the_post_in_which_typed_words_were_found_goes_with_them(tmp_path: Path) -> None:
    with a_store(tmp_path / "courses.db") as database:
        imported(database, a_thread("What do you plant?", "And why?", forum_id="12"))
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: _MINE}, "text")
        imported(database, _thread(), _OWN)
        _forget(database, _answer)
        assert b"quincunx" not in _bytes(database.path)
        assert rows(database, "SELECT count(*) FROM post") == [(3,)]


def test_words_of_a_post_go_from_where_they_were_read_too_once_they_moved(tmp_path: Path) -> None:
    with a_store(tmp_path / "courses.db") as database:
        imported(database, _thread(), _OWN)
        discussion = discussion_at(database)
        first, second = (AnswerPlace(discussion.id, one.id) for one in discussion.questions)
        database.next_command()
        move_answer(database, first, second)
        _forget(database, lambda what, _: what.add_answer(*second))
        assert "quincunx" not in _words(database)
        assert b"quincunx" not in _bytes(database.path)
        assert rows(database, "SELECT count(*) FROM post") == [(3,)]


@pytest.mark.parametrize("of_course", [False, True])
def test_words_that_moved_here_from_elsewhere_go_there_too(tmp_path: Path, of_course: bool) -> None:
    with a_store(tmp_path / "courses.db") as database:
        imported(database, _thread(), _OWN)
        imported(database, a_thread("Where?", course=3, topic="Elsewhere", forum_id="13"))
        here, there = discussion_at(database), discussion_at(database, "3.2")
        database.next_command()
        move_answer(database, AnswerPlace(here.id, here.questions[0].id), AnswerPlace(there.id, there.questions[0].id))
        course = load(database)[0].courses[1].id

        def all_mine(what: Gathering, _: Database) -> None:
            what.add_course(course, mine=True) if of_course else what.add_own_words(there.id)

        _forget(database, all_mine)
        assert "quincunx" not in _words(database)
        assert rows(database, "SELECT count(*) FROM post") == [(3,)]


def test_words_go_from_the_answer_to_all_questions_that_theirs_took_the_place_of(tmp_path: Path) -> None:
    with a_store(tmp_path / "courses.db") as database:
        imported(database, _thread())
        discussion = discussion_at(database)
        first, second = (one.id for one in discussion.questions)
        keep_answers(database, discussion, {None: f"{_MINE}\n\nFor the bees."}, "text")
        database.next_command()
        keep_answers(database, discussion, {first: _MINE, second: "For the bees."}, "text")
        _forget(database, lambda what, _: what.add_answer(discussion.id, first))
        assert version_texts(database) == ["For the bees."]
        # The post says the words too, but nobody said it is the person's.
        assert _words(database).count("quincunx") == 1


def test_the_same_words_typed_again_where_they_were_before_stay(tmp_path: Path) -> None:
    with a_store(tmp_path / "courses.db") as database:
        imported(database, _thread())
        discussion = discussion_at(database)
        first, second = (AnswerPlace(discussion.id, one.id) for one in discussion.questions)
        keep_answers(database, discussion, {first.question: "Tulips."}, "text")
        database.next_command()
        move_answer(database, first, second)
        database.next_command()
        keep_answers(database, discussion, {first.question: "Tulips."}, "text")
        _forget(database, lambda what, _: what.add_answer(*second))
        answer = discussion_at(database).questions[0].answer
        assert answer and answer.text == "Tulips."


def test_nothing_of_it_is_left_where_the_file_could_not_be_written_anew(database: Database) -> None:
    what = Gathering(database)
    _peer(what, database)
    rule = what.rule()
    reader = open_store(database.path, create=False)
    assert reader
    database.connection.set_trace_callback(
        lambda said: reader.connection.execute("BEGIN") if said == "VACUUM" else None
    )
    forget(database, rule)
    database.connection.set_trace_callback(None)
    assert b"zinnias" not in _bytes(database.path)
    reader.close()


def _words(database: Database) -> str:
    """All that the log says, with what is packed in it."""
    return "\n".join(f"{event} {event.posts}" for event in log.select(database.connection, "1")).lower()


def test_what_was_undone_is_forgotten_too(database: Database) -> None:
    database.next_command()
    imported(database, _thread(_PEER_LATER), _OWN)
    for _ in range(4):
        database.next_command()
        undo(database)
    assert "zinnias by" in _words(database) and "marigolds" in _words(database)
    _forget(database, _peer)
    for words in ("zinnias", "marigolds"):
        assert words.encode() not in _bytes(database.path)
        assert words not in _words(database)


def test_an_import_does_not_bring_it_back(database: Database) -> None:
    _forget(database, _peer)
    left = forget_rules(database).without(_thread())
    assert left
    assert [(post.index, post.text, post.parent) for post in left.posts] == [
        (1, _MINE, None),
        (2, "Lovely, both of you.", 1),
    ]
    _forget(database, _thread_itself)
    assert forget_rules(database).without(_thread()) is None


@pytest.mark.parametrize("text", [_MINE, "QUINCUNX is  how I plant them."])
def test_an_import_does_not_bring_back_a_post_with_words_that_were_typed_here_and_never_read(
    tmp_path: Path, text: str
) -> None:
    with a_store(tmp_path / "courses.db") as database:
        imported(database, a_thread("What do you plant?", "And why?", forum_id="12"))
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: text}, "text")
        keep_reply(database, discussion_at(database), "oakleaf", _REPLY, "text", on=None, draft=True)
        _forget(database, _answer)
        left = forget_rules(database).without(_thread(), _OWN)
        assert left and [post.text for post in left.posts] == [_PEER, _REPLY, "Lovely, both of you."]
        _forget(database, _own_words)
        left = forget_rules(database).without(_thread(), _OWN)
        assert left and [post.text for post in left.posts] == [_PEER, "Lovely, both of you."]


def test_a_merge_does_not_bring_it_back_and_takes_it_from_the_other_device(database: Database, tmp_path: Path) -> None:
    with a_store(tmp_path / "laptop.db") as laptop:
        imported(laptop, _thread(), _OWN)
        before = list(log.events_with_digests(laptop.connection))
        _forget(database, _peer)
        merge_events(database, before)
        assert "zinnias" not in _words(database)
        assert b"zinnias" not in _bytes(database.path)
        merge_events(laptop, log.events_with_digests(database.connection))
        assert "zinnias" not in _words(laptop)
        assert b"zinnias" not in _bytes(laptop.path)
        assert not rows(laptop, "SELECT 1 FROM post WHERE author = 'oakleaf'")
        assert not rows(laptop, "SELECT 1 FROM search_text WHERE search_text MATCH 'zinnias'")
        assert shown_rows(laptop.connection) == shown_rows(database.connection)
        assert list(log.events_with_digests(laptop.connection)) == list(log.events_with_digests(database.connection))


def test_words_typed_on_a_device_that_knew_nothing_of_it_stay(database: Database, tmp_path: Path) -> None:
    with a_store(tmp_path / "laptop.db") as laptop:
        merge_events(laptop, log.events_with_digests(database.connection))
        _forget(database, _answer)
        discussion = discussion_at(laptop)
        laptop.next_command()
        keep_answers(laptop, discussion, {discussion.questions[0].id: "Written in a train."}, "text")
        for here, there in ((database, laptop), (laptop, database)):
            merge_events(here, log.events_with_digests(there.connection))
        for one in (database, laptop):
            answer = discussion_at(one).questions[0].answer
            assert answer and answer.text == "Written in a train."
            assert b"quincunx is" not in _bytes(one.path)


def test_thanks_to_somebody_else_in_the_same_words_stay(tmp_path: Path) -> None:
    posts = [
        a_post(1, "oakleaf", _PEER),
        a_post(2, ME, "Thank you!", parent=1),
        a_post(3, "fern", "Ferns."),
        a_post(4, ME, "Thank you!", parent=3),
    ]
    own = mine(replies=[OwnReply("oakleaf", 2, None, "Thank you!"), OwnReply("fern", 4, None, "Thank you!")])
    with a_store(tmp_path / "courses.db") as database:
        imported(database, a_thread("What?", posts=posts, forum_id="12"), own)
        _forget(database, _peer)
        assert [one.peer for one in discussion_at(database).peer_replies] == ["fern"]
        assert rows(database, "SELECT author FROM post WHERE text = 'Thank you!'") == [(ME,)]


def test_an_earlier_wording_of_a_forgotten_post_is_known_too(database: Database) -> None:
    database.next_command()
    posts = [replace(post, forum_id=str(post.index)) for post in _thread().posts]
    imported(database, replace(_thread(), posts=tuple(posts)), _OWN)
    database.next_command()
    later = replace(posts[0], text=_PEER_LATER)
    imported(database, replace(_thread(), posts=(later, *posts[1:])), _OWN)
    assert rows(database, "SELECT text FROM post WHERE author = 'oakleaf'") == [(_PEER_LATER,)]
    _forget(database, _peer)
    for words in (_PEER, _PEER_LATER):
        left = forget_rules(database).without(_thread(words))
        assert left and "oakleaf" not in {post.author for post in left.posts}


def test_what_is_typed_anew_is_kept_though_it_says_the_same(database: Database) -> None:
    _forget(database, _answer)
    discussion = discussion_at(database)
    keep_answers(database, discussion, {discussion.questions[0].id: _MINE}, "text")
    assert version_texts(database) == [_MINE]


def test_what_was_done_is_no_longer_told_in_words_that_name_whom(database: Database) -> None:
    assert "saved your reply to oakleaf in 2.2" in {one.what for one in commands(database)}
    _forget(database, _peer)
    assert not [one for one in commands(database) if "oakleaf" in one.what]


def test_that_something_was_forgotten_cannot_be_undone_and_undo_stops_there(database: Database) -> None:
    _forget(database, _answer)
    notes = discussion_at(database).notes
    before = shown_rows(database.connection)
    for _ in range(2):
        database.next_command()
        with pytest.raises(CannotUndo):
            undo(database)
    assert shown_rows(database.connection) == before
    database.next_command()
    add_note(database, discussion_at(database), "Of today.")
    database.next_command()
    undo(database)
    assert discussion_at(database).notes == notes
    assert "quincunx is" not in _words(database)
    assert b"quincunx is" not in _bytes(database.path)


def test_backups_that_hold_it_are_named_and_cleaned(database: Database) -> None:
    backup = make_backup(database.path, "by-hand")
    add_note(database, discussion_at(database), "Of today.")
    rule = _forget(database, _peer)
    make_backup(database.path, "by-hand")
    assert backups_holding(database.path, rule) == [backup]
    forget_in_backup(backup, rule_events(database.connection))
    assert backups_holding(database.path, rule) == []
    assert b"zinnias" not in _bytes(backup)
    with a_store(backup) as opened:
        assert "zinnias" not in _words(opened)
        assert discussion_at(opened).questions[0].answer
        assert [note.text for note in discussion_at(opened).notes] == ["Quincunx!"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5)), min_size=1, max_size=8), st.sampled_from("abc"))
@settings(max_examples=30)
def test_what_stays_is_under_the_answer_it_was_under(written: list[tuple[str, int]], gone: str) -> None:
    """Of each post, its author and how far up its parent is; one that has none there is an answer."""
    posts: list[Post] = []
    for index, (author, up) in enumerate(written, start=1):
        answers = [post.index for post in posts if post.parent is None]
        parent = answers[-up] if 0 < up <= len(answers) else None
        posts.append(a_post(index, author, f"Post {index}.", parent=parent))
    by_index = {post.index: post for post in posts}
    expected = [
        (post.text, by_index[post.parent].text if post.parent and by_index[post.parent].author != gone else None)
        for post in posts
        if post.author != gone
    ]
    with a_store() as database:
        imported(database, a_thread("What do you plant?", posts=posts))
        _forget(database, lambda what, _: what.add_peer({gone}, None, mine=False))
        kept = load_thread(database, discussion_at(database))
        left = list(kept.thread.posts) if kept else []
    texts = {post.index: post.text for post in left}
    assert [(post.text, texts.get(post.parent or 0)) for post in left] == expected
