"""Words removed for good are nowhere any more, and neither a merge nor an import brings them back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builders import ME, a_post, a_store, a_thread, discussion_at, imported, mine, rows, version_texts
from cups_course.course.thread import OwnReply
from cups_course.course.to_forget import ToForget
from cups_course.store.backups import make
from cups_course.store.carrying import carried, carried_by, take_in
from cups_course.store.database import Database, open_store
from cups_course.store.forgetting import forget, forget_in, marks, still_held, to_forget, tombstones
from cups_course.store.journal import Command
from cups_course.store.undoing import commands, take_back
from cups_course.store.writing import add_note, keep_answers, keep_reply

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


def _thread(peer: str = _PEER) -> object:
    posts = [a_post(1, "oakleaf", peer), *_POSTS[1:]]
    return a_thread("What do you plant?", "And why?", posts=posts, forum_id="12")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with a_store(tmp_path / "courses.db") as opened:
        imported(opened, _thread(), _OWN)  # type: ignore[arg-type]
        opened.command = Command()
        opened.doing("reply to oakleaf in 2.2, kept")
        keep_reply(opened, discussion_at(opened), "oakleaf", "Zinnias again!", "text", on=None, draft=True)
        opened.command = Command()
        discussion = discussion_at(opened)
        keep_answers(opened, discussion, {discussion.questions[0].id: "Quincunx, and rest."}, "text", note="Quincunx!")
        yield opened


def _peer(what: ToForget, _: Database) -> None:
    what.add_peer({"oakleaf"}, None)


def _answer(what: ToForget, database: Database) -> None:
    discussion = discussion_at(database)
    what.add_answer(discussion.id, discussion.questions[0].id)


def _thread_itself(what: ToForget, database: Database) -> None:
    what.add_thread(discussion_at(database).id)


def _own_words(what: ToForget, database: Database) -> None:
    what.add_own_words(discussion_at(database).id)


def _forget(database: Database, gather: Callable[[ToForget, Database], None]) -> dict[str, dict[str, object]]:
    what = to_forget(database)
    gather(what, database)
    going = tombstones(database, what)
    forget(database, going)
    return going


def _bytes(path: Path) -> bytes:
    return path.read_bytes().lower()


@pytest.mark.parametrize(
    ("gather", "gone", "stays"),
    [
        (_peer, ["zinnias"], ["quincunx", "lovely, both"]),
        (_answer, ["quincunx is", "quincunx, and"], ["zinnias by", "lovely, both", "quincunx!"]),
        (_thread_itself, ["zinnias by", "lovely, both"], ["quincunx is how", "marvellous", "zinnias again"]),
        (_own_words, ["quincunx", "marvellous", "zinnias again"], ["zinnias by", "lovely, both"]),
    ],
)
def test_no_letter_of_it_is_left_in_the_file_and_all_else_is(
    database: Database, gather: Callable[[ToForget, Database], None], gone: list[str], stays: list[str]
) -> None:
    for words in (*gone, *stays):
        assert words.encode() in _bytes(database.path)
    _forget(database, gather)
    for words in gone:
        assert words.encode() not in _bytes(database.path)
    for words in stays:
        assert words.encode() in _bytes(database.path)
    assert rows(database, "PRAGMA foreign_key_check") == []
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]
    assert discussion_at(database).questions


def test_the_post_in_which_typed_words_were_found_goes_with_them(tmp_path: Path) -> None:
    with a_store(tmp_path / "courses.db") as database:
        imported(database, a_thread("What do you plant?", "And why?", forum_id="12"))
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: _MINE}, "text")
        imported(database, _thread(), _OWN)  # type: ignore[arg-type]
        _forget(database, _answer)
        assert b"quincunx" not in _bytes(database.path)
        assert rows(database, "SELECT count(*) FROM post") == [(3,)]


def test_nothing_of_it_is_left_where_the_file_could_not_be_written_anew(database: Database) -> None:
    database.connection.execute("BEGIN")  # VACUUM cannot run inside of a transaction
    database.connection.execute("ROLLBACK")
    what = to_forget(database)
    _peer(what, database)
    going = tombstones(database, what)
    reader = open_store(database.path, create=False)
    assert reader
    database.connection.set_trace_callback(
        lambda said: reader.connection.execute("BEGIN") if said == "VACUUM" else None
    )
    forget(database, going)
    assert b"zinnias" not in _bytes(database.path)
    reader.close()


def test_what_was_taken_back_is_forgotten_too(database: Database) -> None:
    database.command = Command()
    imported(database, _thread(_PEER_LATER), _OWN)  # type: ignore[arg-type]
    for _ in range(4):
        database.command = Command()
        take_back(database, further=True)
    _forget(database, _peer)
    assert b"zinnias" not in _bytes(database.path)
    assert b"marigolds" not in _bytes(database.path)


def test_an_import_does_not_bring_it_back(database: Database) -> None:
    _forget(database, _peer)
    left = marks(database).without(_thread())  # type: ignore[arg-type]
    assert left
    assert [(post.index, post.text, post.parent) for post in left.posts] == [
        (1, _MINE, None),
        (2, "Lovely, both of you.", 1),
    ]
    _forget(database, _thread_itself)
    assert marks(database).without(_thread()) is None  # type: ignore[arg-type]


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
        left = marks(database).without(_thread(), _OWN)  # type: ignore[arg-type]
        assert left and [post.text for post in left.posts] == [_PEER, _REPLY, "Lovely, both of you."]
        _forget(database, _own_words)
        left = marks(database).without(_thread(), _OWN)  # type: ignore[arg-type]
        assert left and [post.text for post in left.posts] == [_PEER, "Lovely, both of you."]


def test_a_merge_does_not_bring_it_back_and_takes_it_from_the_other_device(database: Database, tmp_path: Path) -> None:
    with a_store(tmp_path / "laptop.db") as laptop:
        imported(laptop, _thread(), _OWN)  # type: ignore[arg-type]
        before = carried(laptop)
        _forget(database, _peer)
        take_in(database, before, "merged")
        assert b"zinnias" not in _bytes(database.path)
        take_in(laptop, carried(database), "merged")
        assert not rows(laptop, "SELECT 1 FROM post WHERE author = 'oakleaf'")
        assert not rows(laptop, "SELECT 1 FROM search_text WHERE search_text MATCH 'zinnias'")
        assert carried(laptop).records == carried(database).records


def test_words_typed_on_a_device_that_knew_nothing_of_it_stay(database: Database, tmp_path: Path) -> None:
    with a_store(tmp_path / "laptop.db") as laptop:
        take_in(laptop, carried(database), "merged")
        _forget(database, _answer)
        discussion = discussion_at(laptop)
        laptop.command = Command()
        keep_answers(laptop, discussion, {discussion.questions[0].id: "Written in a train."}, "text")
        for here, there in ((database, laptop), (laptop, database)):
            take_in(here, carried(there), "merged")
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
    database.command = Command()
    imported(database, _thread(_PEER_LATER), _OWN)  # type: ignore[arg-type]
    if rows(database, "SELECT count(*) FROM post WHERE author = 'oakleaf'") == [(1,)]:
        _forget(database, _peer)
        for words in (_PEER, _PEER_LATER):
            left = marks(database).without(_thread(words))  # type: ignore[arg-type]
            assert left and "oakleaf" not in {post.author for post in left.posts}


def test_what_is_typed_anew_is_kept_though_it_says_the_same(database: Database) -> None:
    _forget(database, _answer)
    discussion = discussion_at(database)
    keep_answers(database, discussion, {discussion.questions[0].id: _MINE}, "text")
    assert any(version["text"] == _MINE for version in carried(database).records["version"].values())
    assert version_texts(database) == [_MINE]


def test_what_was_done_is_no_longer_told_in_words_that_name_whom(database: Database) -> None:
    assert "reply to oakleaf in 2.2, kept" in {one.words for one in commands(database)}
    _forget(database, _peer)
    assert not [one for one in commands(database) if "oakleaf" in one.words]


def test_backups_that_hold_it_are_named_and_cleaned(database: Database) -> None:
    backup = make(database.path, "by-hand")
    add_note(database, discussion_at(database), "Of today.")
    going = _forget(database, _peer)
    later = make(database.path, "by-hand")
    assert still_held(database.path, going) == [backup]
    forget_in(backup, going)
    assert still_held(database.path, going) == []
    assert b"zinnias" not in _bytes(backup)
    assert sorted(carried_by(backup).records["note"]) == sorted(carried_by(later).records["note"])[:1]
    opened = open_store(backup, create=False)
    assert opened
    assert discussion_at(opened).questions[0].answer
    opened.close()
