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

from builders import a_store, a_thread, discussion_at, imported
from cups_course.errors import CourseError, DamagedStore
from cups_course.states import all_discussions
from cups_course.store import log
from cups_course.store.answers import keep_answers
from cups_course.store.backup import backup_files, make_backup, replace_store
from cups_course.store.database import open_store
from cups_course.store.doctor import examine, repair
from cups_course.store.forget import forget
from cups_course.store.gathering import Gathering
from cups_course.store.reading import load
from cups_course.store.recovery import rescue
from cups_course.store.soundness import describe_damage
from cups_course.store.threads import load_thread

PAGE = 4096
ANSWERS = {number: f"Answer {number} of mine: " + "a kind word, and another. " * (number * 7) for number in range(1, 9)}


@pytest.fixture(scope="module")
def eight_answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with eight answers, and a backup of it."""
    path = tmp_path_factory.mktemp("eight answers") / "courses.db"
    with a_store(path) as database:
        imported(database, a_thread(*(f"What is your answer {number}?" for number in ANSWERS)))
        for question in discussion_at(database).questions:
            keep_answers(database, discussion_at(database), {question.id: "A first try."}, "text")
            keep_answers(database, discussion_at(database), {question.id: ANSWERS[question.number]}, "text")
    return path.parent


@pytest.fixture
def path(eight_answers: Path, tmp_path: Path) -> Path:
    """A store with eight answers, and a backup of it, to be damaged: a copy of the one that was made once."""
    shutil.copytree(eight_answers, tmp_path, dirs_exist_ok=True)
    return tmp_path / "courses.db"


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
        if damaged := describe_damage(path):
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


def _alter(path: Path, number: int, *, everywhere: bool = True) -> None:
    """Change a letter of the current answer to a question in the log, and (everywhere) where it is shown, as a failing
    disk would."""
    data = bytearray(path.read_bytes())
    at = data.find(ANSWERS[number].encode())
    while at >= 0:
        if everywhere or data[at - 8 : at] == b'"text":"':
            data[at + 2] ^= 1
        at = data.find(ANSWERS[number].encode(), at + 1)
    path.write_bytes(data)


def _found(path: Path, about: str) -> list[str]:
    return [one.state for one in examine(path, []) if one.about == about]


def test_words_that_were_altered_are_not_given_out_and_come_back_from_a_backup(path: Path) -> None:
    backup = make_backup(path, "by-hand")
    _alter(path, 5)
    with pytest.raises(DamagedStore, match=r"2\.2\.5"):
        _given_out(path)
    [finding] = [one for one in examine(path, []) if one.about == "words"]
    assert finding.mend == "words" and backup.name in finding.says

    before = repair(path, {"words", "checklist"}, [])
    assert before
    assert _given_out(path) == ANSWERS
    assert all(one.state in ("well", "note") for one in examine(path, []))


def test_words_that_were_altered_only_where_they_are_shown_come_back_from_the_log(path: Path) -> None:
    for backup in backup_files(path):
        backup.path.unlink()
    with a_store(path) as database:
        database.connection.execute("UPDATE version SET text = 'I never said so.' WHERE text = ?", (ANSWERS[5],))
    with pytest.raises(DamagedStore, match=r"2\.2\.5"):
        _given_out(path)
    assert _found(path, "checklist") == ["mend"]
    repair(path, {"checklist"}, [])
    assert _given_out(path) == ANSWERS
    assert _found(path, "checklist") == ["well"]


def test_words_that_were_altered_only_in_the_log_come_back_from_what_is_shown(path: Path) -> None:
    for backup in backup_files(path):
        backup.path.unlink()
    _alter(path, 5, everywhere=False)
    [finding] = [one for one in examine(path, []) if one.about == "words"]
    assert finding.mend == "words"
    repair(path, {"words"}, [])
    assert _found(path, "words") == ["well"]
    assert _given_out(path) == ANSWERS


@pytest.mark.parametrize("table", ["version", ""])
def test_an_index_that_leads_to_an_older_version_lets_nothing_be_given_out(path: Path, table: str) -> None:
    make_backup(path, "daily")
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
        database.require_sound([table])


def test_the_first_command_of_a_day_notices_words_that_were_altered(path: Path) -> None:
    for backup in backup_files(path):
        backup.path.unlink()
    _alter(path, 5)
    with a_store(path) as database:
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: "More."}, "text")
        assert any("cups-course doctor" in one for one in database.warnings)


def test_where_no_backup_has_them_that_is_said_and_new_words_take_their_place(path: Path) -> None:
    for backup in backup_files(path):
        backup.path.unlink()
    _alter(path, 5)
    [finding] = [one for one in examine(path, []) if one.about == "words"]
    assert finding.state == "wrong" and "2.2.5: version 2 " in finding.says
    assert str(finding.command) == "cups-course history 2.2.5"
    with a_store(path) as database:
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[4].id: "Once more."}, "text")

    assert _given_out(path) == {**ANSWERS, 5: "Once more."}


def test_a_backup_with_altered_words_of_its_own_mends_nothing(path: Path) -> None:
    backup = make_backup(path, "by-hand")
    _alter(path, 5)
    for one in backup_files(path):
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
        "DELETE FROM search_text_data WHERE id > 10",
        "UPDATE question SET text = 'Who are you?' WHERE number = 3",
        "UPDATE discussion SET title = 'Something else'",
        "DELETE FROM wording",
        "DELETE FROM posting",
        "DELETE FROM version WHERE text = 'A first try.'",
        "UPDATE command SET undone = 1",
        "INSERT INTO forum_name VALUES ('nobody', 'Nobody', 0)",
    ],
)
def test_whatever_is_shown_otherwise_than_the_log_says_is_seen_and_made_again(path: Path, change: str) -> None:
    assert _found(path, "checklist") == ["well"]
    with a_store(path) as database:
        changed = database.connection.execute(change).rowcount
    if not changed:
        return  # there was none of it
    assert _found(path, "checklist") == ["mend"]
    repair(path, {"checklist"}, [])

    assert _found(path, "checklist") == ["well"]
    assert _given_out(path) == ANSWERS


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_files_that_others_may_read_are_seen_and_closed_to_them(path: Path) -> None:
    backup = make_backup(path, "by-hand")
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
    assert repair(path, {"modes"}, [drafts]) is None

    assert all(one.stat().st_mode & 0o077 == 0 for one in (*opened, drafts))
    assert path.read_bytes() == before


def test_nothing_is_mended_in_the_store_where_no_backup_can_be_made(path: Path) -> None:
    _alter(path, 5)
    shutil.rmtree(path.with_name("backups"), ignore_errors=True)
    path.with_name("backups").touch()
    before = path.read_bytes()
    with pytest.raises(CourseError, match="backups"):
        repair(path, {"checklist"}, [])

    assert path.read_bytes() == before


def _empty_pages(path: Path, *pages: int) -> None:
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(data)


def _root(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        [root] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    return int(root)


@pytest.mark.parametrize("table", ["question", "discussion", "version", "version_of_answer", "event_about", "task"])
def test_of_a_store_that_lost_what_it_shows_every_text_is_saved(path: Path, table: str) -> None:
    make_backup(path, "by-hand")
    with a_store(path) as database:
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: "Newest of all."}, "text")
    _empty_pages(path, _root(path, table))
    before = path.read_bytes()
    assert _found(path, "store") == ["mend"]
    found = rescue(path)

    assert found.saved and found.better == found.saved and not found.left_out and not found.loose
    assert _given_out(Path(found.saved.file)) == {**ANSWERS, 1: "Newest of all."}
    assert all(one.state in ("well", "note") for one in examine(Path(found.saved.file), []))
    assert path.read_bytes() == before
    replace_store(path, Path(found.saved.file))
    assert _given_out(path) == {**ANSWERS, 1: "Newest of all."}


def test_what_the_log_lost_comes_from_the_backups(path: Path) -> None:
    make_backup(path, "by-hand")
    with a_store(path) as database:
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: "Newest of all."}, "text")
    leaves = [at // PAGE + 1 for at in range(PAGE, path.stat().st_size, PAGE) if _is_of_the_log(path, at)]
    assert len(leaves) > 2
    _empty_pages(path, *leaves[:2])
    found = rescue(path)

    assert found.saved and found.from_backups and not found.left_out
    given = _given_out(Path(found.saved.file))
    assert given | {1: ANSWERS[1]} == ANSWERS


def _is_of_the_log(path: Path, at: int) -> bool:
    """Whether there is a page with whole events there."""
    page = path.read_bytes()[at : at + PAGE]
    return page[0] == 13 and b"answer written" in page


def test_words_whose_event_is_lost_and_no_backup_has_are_in_a_file_for_a_person_to_read(path: Path) -> None:
    for backup in backup_files(path):
        backup.path.unlink()
    lost = [at // PAGE + 1 for at in range(PAGE, path.stat().st_size, PAGE) if _is_of_the_log(path, at)]
    _empty_pages(path, *lost)
    found = rescue(path)
    assert found.loose
    text = Path(found.loose).read_text(encoding="utf-8")
    kept = _given_out(Path(found.saved.file)) if found.saved else {}
    assert all(words in text or words in kept.values() for words in ANSWERS.values())


@pytest.mark.parametrize(("lost", "page_size"), [(16, PAGE), (100, PAGE), (100, 1024), (100, 65536)])
def test_of_a_store_without_its_first_bytes_every_text_is_saved(path: Path, lost: int, page_size: int) -> None:
    for backup in backup_files(path):
        backup.path.unlink()
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


@pytest.mark.parametrize("vacuumed", [True, False])
@pytest.mark.parametrize("pages", [(1,), (2,), (1, 2)])
def test_of_a_store_that_lost_its_schema_or_the_root_of_its_log_every_text_is_saved(
    path: Path, pages: tuple[int, ...], *, vacuumed: bool
) -> None:
    for backup in backup_files(path):
        backup.path.unlink()
    if vacuumed:
        with a_store(path) as database:
            database.connection.execute("VACUUM")
    assert path.read_bytes()[PAGE] == 5  # an inner page: that of a small store holds events itself
    _empty_pages(path, *pages)
    data = path.read_bytes()
    found = rescue(path)

    assert found.saved and not found.left_out
    assert _given_out(Path(found.saved.file)) == ANSWERS
    assert all(one.state in ("well", "note") for one in examine(Path(found.saved.file), []))
    assert path.read_bytes() == data


def test_what_was_forgotten_is_not_brought_back_from_a_backup(path: Path) -> None:
    backup = make_backup(path, "by-hand")
    with a_store(path) as database:
        discussion = discussion_at(database)
        what = Gathering(database)
        what.add_answer(discussion.id, discussion.questions[4].id)
        database.next_command()
        forget(database, what.rule())
    assert ANSWERS[5].encode() in backup.read_bytes()
    _empty_pages(path, _root(path, "question"))
    saved = rescue(path).saved

    assert saved and _given_out(Path(saved.file)) == {at: text for at, text in ANSWERS.items() if at != 5}
    assert ANSWERS[5].encode() not in Path(saved.file).read_bytes()


def test_an_event_that_says_nothing_that_can_be_understood_holds_nothing_up_and_is_said(path: Path) -> None:
    with a_store(path) as database:
        [event] = list(log.select(database.connection, "kind = 'answer written'"))[-1:]
        log.rewrite(database.connection, event._replace(text='{"place": 1}'))
    repair(path, {"checklist"}, [])
    assert _given_out(path) == {**ANSWERS, 8: "A first try."}
    assert _found(path, "log") == ["note"]


def test_of_a_file_that_never_was_a_store_nothing_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "photo.db"
    path.write_bytes(random.Random(1).randbytes(3 * PAGE))

    assert rescue(path).files == []
    assert list(tmp_path.glob("photo-*")) == []


def test_a_damaged_backup_may_go_only_where_there_is_something_sound(path: Path) -> None:
    first, second = make_backup(path, "by-hand"), make_backup(path, "by-hand")
    for one in backup_files(path):
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
    make_backup(path, "by-hand")
    gone(path)
    [finding] = [one for one in examine(path, []) if one.about == "store"]

    assert finding.state == "wrong" and str(finding.command) == "cups-course backup --list"
