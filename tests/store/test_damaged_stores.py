"""A store with flipped bytes, cut off, or with pages of nothing: said in a sentence, never written to, never a wrong
word shown as right, and saved as far as it can be read."""

import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from builders import a_store, a_thread, discussion_at, imported, rows
from cups_course.course.carried import REFERENCES
from cups_course.course.errors import CourseError, DamagedStore
from cups_course.course.progress import all_discussions
from cups_course.store.backup_files import backups
from cups_course.store.backups import make, replace
from cups_course.store.database import laid, open_store
from cups_course.store.devices import name_this_device
from cups_course.store.examination import examine
from cups_course.store.file import APPLICATION_ID, SCHEMA_VERSION
from cups_course.store.mending import mend
from cups_course.store.reading import load
from cups_course.store.recovery import rescue
from cups_course.store.soundness import damage, require_whole
from cups_course.store.threads import load_thread
from cups_course.store.writing import keep_answers

PAGE = 4096
ANSWERS = {number: f"Answer {number} of mine: " + "a kind word, and another. " * (number * 7) for number in range(1, 9)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with eight answers, and a backup of it."""
    path = tmp_path / "courses.db"
    with a_store(path) as database:
        imported(database, a_thread(*(f"What is your answer {number}?" for number in ANSWERS)))
        for question in discussion_at(database).questions:
            keep_answers(database, discussion_at(database), {question.id: "A first try."}, "text")
            keep_answers(database, discussion_at(database), {question.id: ANSWERS[question.number]}, "text")
    return path


def _given_out(path: Path) -> dict[int, str]:
    """The answers as `show` and `export` give them out, with the rest of the store read too, and the sentence that ends
    a command where something goes wrong that nobody foresaw."""
    try:
        database = open_store(path, create=False)
        assert database
        with closing(database):
            programs = load(database, verify=True)
            for discussion in all_discussions(programs):
                load_thread(database, discussion)
            return {
                question.number: question.answer.text
                for discussion in all_discussions(programs)
                for question in discussion.questions
                if question.answer
            }
    except CourseError:
        raise
    except Exception as error:
        if damaged := damage(path):
            raise damaged from error
        raise


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 3, 30))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def _empty_page(data: bytearray, chance: random.Random) -> None:
    page = chance.randrange(len(data) // PAGE) * PAGE
    data[page : page + PAGE] = bytes(PAGE)


def _write_over(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at : at + 600] = chance.randbytes(min(600, len(data) - at))


def _spoil_words(data: bytearray, chance: random.Random) -> None:
    """One letter of the person's own words, which only the digest can tell."""
    found = data.find(f"Answer {chance.choice(list(ANSWERS))} of mine".encode())
    data[found + 2] ^= 1


@pytest.mark.parametrize("harm", [_flip, _cut, _empty_page, _write_over, _spoil_words])
def test_whatever_is_damaged_there_is_a_sentence_and_never_a_wrong_word(
    path: Path, harm: Callable[[bytearray, random.Random], None]
) -> None:
    sound = path.read_bytes()
    chance = random.Random(harm.__name__)
    for case in range(12):
        data = bytearray(sound)
        harm(data, chance)
        path.write_bytes(data)
        try:
            answers = _given_out(path)
        except CourseError:
            answers = {}
        assert all(text in (ANSWERS.get(number), "A first try.") for number, text in answers.items()), (harm, case)
        assert path.read_bytes() == data, (harm, case)
        assert examine(path, [])
        saved = rescue(path).saved
        if saved:
            recovered = _given_out(Path(saved.file))
            assert set(recovered.values()) <= {*ANSWERS.values(), "A first try."}, (harm, case)
            for file in path.parent.glob("courses-recovered-*"):
                file.unlink()


def _alter(path: Path, number: int) -> None:
    """Change a letter of the current answer to a question, as a failing disk would."""
    data = bytearray(path.read_bytes())
    data[data.rindex(ANSWERS[number].encode()) + 2] ^= 1
    path.write_bytes(data)


def _found(path: Path, about: str) -> list[str]:
    return [one.state for one in examine(path, []) if one.about == about]


def test_words_that_were_altered_are_not_given_out_and_come_back_from_a_backup(path: Path) -> None:
    backup = make(path, "by-hand")
    _alter(path, 5)
    with pytest.raises(DamagedStore, match=r"2\.2\.5"):
        _given_out(path)
    [finding] = [one for one in examine(path, []) if one.about == "words"]
    assert finding.mend == "words" and backup.name in finding.says

    before = mend(path, {"words", "search index"}, [])
    assert before
    assert _given_out(path) == ANSWERS
    assert all(one.state in ("well", "note") for one in examine(path, []))


@pytest.mark.parametrize("table", ["version", ""])
def test_an_index_that_leads_to_an_older_version_lets_nothing_be_given_out(path: Path, table: str) -> None:
    make(path, "daily")
    with a_store(path) as database:
        connection = database.connection
        connection.execute("PRAGMA writable_schema = ON")
        index = tuple(connection.execute("SELECT * FROM sqlite_schema WHERE name = 'version_of_answer'").fetchone())
        connection.execute("DELETE FROM sqlite_schema WHERE name = 'version_of_answer'")
    with a_store(path) as database:
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: "The newest."}, "text")
        database.connection.execute("PRAGMA writable_schema = ON")
        database.connection.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", index)
    assert _given_out(path)[1] == ANSWERS[1]

    with a_store(path) as database, pytest.raises(DamagedStore, match="is damaged"):
        require_whole(database, [table])


def test_the_first_command_of_a_day_notices_words_that_were_altered(path: Path) -> None:
    for backup in backups(path):
        backup.path.unlink()
    _alter(path, 5)
    with a_store(path) as database:
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: "More."}, "text")
        assert any("cups-course doctor" in one for one in database.warnings)


def test_where_no_backup_has_them_that_is_said_and_new_words_take_their_place(path: Path) -> None:
    for backup in backups(path):
        backup.path.unlink()
    _alter(path, 5)
    [finding] = [one for one in examine(path, []) if one.about == "words"]
    assert finding.state == "wrong" and "2.2.5: version 2 " in finding.says
    assert finding.command == "cups-course history 2.2.5"
    mend(path, {"search index"}, [])
    with a_store(path) as database:
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[4].id: "Once more."}, "text")

    assert _given_out(path) == {**ANSWERS, 5: "Once more."}


def test_a_backup_with_altered_words_of_its_own_mends_nothing(path: Path) -> None:
    backup = make(path, "by-hand")
    _alter(path, 5)
    for one in backups(path):
        if one.path != backup:
            one.path.unlink()
    _alter(backup, 5)

    assert _found(path, "words") == ["wrong"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE search_text SET text = 'other words' WHERE rowid = 3",
        "DELETE FROM search_text WHERE rowid = 3",
        "DELETE FROM search_entry WHERE number = 3",
        "INSERT INTO search_text (text) VALUES ('words of nobody')",
        "DELETE FROM search_text_data WHERE id > 10",
    ],
)
def test_a_search_index_that_says_something_else_is_seen_and_made_anew(path: Path, change: str) -> None:
    assert _found(path, "search") == ["well"]
    with a_store(path) as database:
        database.connection.execute(change)
    assert _found(path, "search") == ["mend"]
    mend(path, {"search index"}, [])

    assert _found(path, "search") == ["well"]
    assert _given_out(path) == ANSWERS


def test_a_command_that_ran_to_no_end_is_seen_and_mended(path: Path) -> None:
    with a_store(path) as database:
        database.connection.execute("UPDATE journal SET command_id = ?", ("x" * 36,))
    assert _found(path, "journal") == ["mend"]
    mend(path, {"journal"}, [])

    assert _found(path, "journal") == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_files_that_others_may_read_are_seen_and_closed_to_them(path: Path) -> None:
    backup = make(path, "by-hand")
    drafts = path.with_name("unsaved-answers")
    drafts.mkdir(mode=0o755)
    draft = drafts / "id-1.md"
    draft.touch()
    opened = [path, backup, draft]
    for one in opened:
        one.chmod(0o644)
    said = " ".join(one.says for one in examine(path, [drafts]) if one.mend == "modes")
    assert all(str(one) in said for one in (*opened, drafts))
    before = path.read_bytes()
    assert mend(path, {"modes"}, [drafts]) is None

    assert all(one.stat().st_mode & 0o077 == 0 for one in (*opened, drafts))
    assert path.read_bytes() == before


def test_nothing_is_mended_in_the_store_where_no_backup_can_be_made(path: Path) -> None:
    _alter(path, 5)
    shutil.rmtree(path.with_name("backups"), ignore_errors=True)
    path.with_name("backups").touch()
    before = path.read_bytes()
    with pytest.raises(CourseError, match="backups"):
        mend(path, {"search index"}, [])

    assert path.read_bytes() == before


def test_what_is_saved_of_a_store_with_an_emptied_page_is_said_in_numbers_and_beside_the_backup(path: Path) -> None:
    make(path, "by-hand")
    with a_store(path) as database:
        [(root,)] = rows(database, "SELECT rootpage FROM sqlite_schema WHERE name = 'question'")
    data = bytearray(path.read_bytes())
    data[(int(str(root)) - 1) * PAGE : int(str(root)) * PAGE] = bytes(PAGE)
    path.write_bytes(data)
    assert _found(path, "store") == ["mend"]
    found = rescue(path)

    # Without its questions no answer has a place: the words are in the file for a person to read.
    assert found.saved and found.saved.texts == 0 and found.left_out["version"] == 16
    assert found.loose and all(text in Path(found.loose).read_text(encoding="utf-8") for text in ANSWERS.values())
    assert found.backup and found.better == found.backup
    replace(path, Path(found.backup.file))
    assert _given_out(path) == ANSWERS


def test_what_is_newer_than_the_backup_is_saved_where_it_can_be_read(path: Path) -> None:
    make(path, "by-hand")
    with a_store(path) as database:
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: "Newest of all."}, "text")
        [(root,)] = rows(database, "SELECT rootpage FROM sqlite_schema WHERE name = 'version_of_answer'")
    data = bytearray(path.read_bytes())
    data[(int(str(root)) - 1) * PAGE : int(str(root)) * PAGE] = bytes(PAGE)
    path.write_bytes(data)
    with pytest.raises(DamagedStore):
        _given_out(path)
    found = rescue(path)

    assert found.saved and found.better == found.saved
    assert _given_out(Path(found.saved.file)) == {**ANSWERS, 1: "Newest of all."}


@pytest.mark.parametrize(("lost", "page_size"), [(16, PAGE), (100, PAGE), (100, 1024), (100, 65536)])
def test_of_a_store_without_its_first_bytes_every_text_is_saved(path: Path, lost: int, page_size: int) -> None:
    with a_store(path) as database:
        database.connection.execute(f"PRAGMA page_size = {page_size}")
        database.connection.execute("VACUUM")
    data = random.Random(lost).randbytes(lost) + path.read_bytes()[lost:]
    path.write_bytes(data)
    found = rescue(path)

    assert found.saved and found.saved.texts == 2 * len(ANSWERS) and not found.left_out
    assert _given_out(Path(found.saved.file)) == ANSWERS
    assert all(one.state in ("well", "note") for one in examine(Path(found.saved.file), []))
    assert path.read_bytes() == data


@pytest.mark.parametrize("page", [1, 28, 90])
def test_of_a_store_that_lost_a_page_of_its_schema_every_text_is_saved(path: Path, page: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert page not in {root for (root,) in connection.execute("SELECT rootpage FROM sqlite_schema")}
    data = bytearray(path.read_bytes())
    data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(data)
    found = rescue(path)

    assert found.saved and not found.left_out
    assert _given_out(Path(found.saved.file)) == ANSWERS
    assert all(one.state in ("well", "note") for one in examine(Path(found.saved.file), []))
    assert path.read_bytes() == data


def _records(path: Path) -> dict[str, set[tuple[object, ...]]]:
    with a_store(path) as database:
        return {table: set(rows(database, f"SELECT * FROM {table}")) for table in REFERENCES}


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
@pytest.mark.parametrize("now", ["as it was", "brought up to date", "written anew"])
def test_of_a_store_that_began_with_another_schema_all_is_saved_without_its_first_page(
    tmp_path: Path, version: int, now: str
) -> None:
    path = tmp_path / "courses.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(Path(__file__).with_name(f"version_{version}.sql").read_text(encoding="utf-8"))
    other = tmp_path / "other.db"
    shutil.copyfile(path, other)
    right = _records(other)
    if now != "as it was":
        with a_store(path) as database:
            database.connection.execute("VACUUM" if now == "written anew" else "SELECT 1")
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
    saved = rescue(path)

    assert saved.saved and not saved.left_out
    assert _records(Path(saved.saved.file)) == right


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_of_a_store_that_lost_the_page_with_its_list_of_texts_every_text_is_saved(tmp_path: Path, version: int) -> None:
    path = tmp_path / "courses.db"
    path.write_bytes(laid(version))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        name_this_device(connection)
        connection.commit()
    with a_store(path) as database:
        imported(database, a_thread(*(f"What is your answer {number}?" for number in ANSWERS)))
        for question in discussion_at(database).questions:
            keep_answers(database, discussion_at(database), {question.id: ANSWERS[question.number]}, "text")
    data = bytearray(path.read_bytes())
    page = data.index(b"CREATE TABLE version") // PAGE
    data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    data[:PAGE] = bytes(PAGE)
    path.write_bytes(data)
    saved = rescue(path).saved

    assert saved and _given_out(Path(saved.file)) == ANSWERS


def test_of_a_file_that_never_was_a_store_nothing_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "photo.db"
    path.write_bytes(random.Random(1).randbytes(3 * PAGE))

    assert rescue(path).files == []
    assert list(tmp_path.glob("photo-*")) == []


def test_a_damaged_backup_may_go_only_where_there_is_something_sound(path: Path) -> None:
    first, second = make(path, "by-hand"), make(path, "by-hand")
    for one in backups(path):
        if one.path not in (first, second):
            one.path.unlink()

    def said() -> dict[str, str]:
        return {one.path: one.says for one in examine(path, []) if one.about == "backups" and one.state == "wrong"}

    _empty_page(data := bytearray(first.read_bytes()), random.Random(2))
    first.write_bytes(data)
    assert "You can delete it" in said()[str(first)]
    path.write_bytes(data)
    assert "You can delete it" in said()[str(first)]
    second.write_bytes(data)
    assert all("Keep it" in said()[str(one)] for one in (first, second))


@pytest.mark.parametrize("gone", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_store_that_is_gone_beside_its_backups_is_not_taken_for_one_that_was_never_there(
    path: Path, gone: Callable[[Path], object]
) -> None:
    make(path, "by-hand")
    gone(path)
    [finding] = [one for one in examine(path, []) if one.about == "store"]

    assert finding.state == "wrong" and finding.command == "cups-course restore-backup"


def test_a_store_of_an_earlier_version_that_is_sound_is_examined_too(tmp_path: Path) -> None:
    path = tmp_path / "courses.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(Path(__file__).with_name("version_1.sql").read_text(encoding="utf-8"))
    path.chmod(0o600)
    before = path.read_bytes()

    assert {one.state for one in examine(path, [])} == {"well", "note"}
    assert path.read_bytes() == before
