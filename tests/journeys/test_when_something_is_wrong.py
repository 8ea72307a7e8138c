"""Every mistake ends in one sentence that says what happened and what to do: never in a traceback."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from journeys.driver import EXAMPLES, Person, folder_of, one_line

# What is typed, then the words that the message has to have.
SENTENCES = [
    # A reference to something that is not there names the nearest.
    ("status 9", "9 2"),
    ("status 2.19", "2.19 2.1"),
    ("show 2.22", "2.22 2.2"),
    ("answer 2.2.7 words", "2.2.7 2.2.1"),
    ("answer 9.1 words", "9 2 status"),
    ("posted 2.2@nobody", "2.2@nobody"),
    ("show 2.2@oaklaef", "2.2@oaklaef 2.2@oakleaf"),
    ("done 2.3.quiz", "2.3.quiz 2.3.watch"),
    ("done 2.quiz", "2.quiz 2.form"),
    ("done 2.11.quiz-2 --undo", "2.11.quiz-2 2.11.quiz"),
    ("peers 2.12", "2.12 2.11"),
    ("export no-such/2.2", "no-such 2.2"),
    ("check 1", "1 2"),
    ("move 2.40 3.1", "2.40 2.4"),
    ("remove 2.2@oak", "2.2@oak 2.2@oakleaf"),
    ("note 2.13 words", "2.13"),
    # No reference at all.
    ("status two", "two"),
    ("status 2.2.2.2", "2.2.2.2 reference"),
    ("show 2..2", "2..2 2.2 show"),
    ("show II.2", "II.2 2.2 show"),
    ("answer discussion 2.2", "discussion 2.2 answer"),
    ("reply discussion 2.2 oakleaf", "discussion 2.2 reply oakleaf"),
    ("answer 2.2 1", "1 2.2.1 answer"),
    ("note 2.2 1", "1 2.2.1 note"),
    ("done 2.11.quizz --score 9/10", "2.11.quizz 2.11.quiz done --score 9/10"),
    ("remove 2.3-2.1", "2.3-2.1 2.1-2.3"),
    ("answer 2,2 words", "2,2 2.2 answer"),
    ("answer @oakleaf words", "@oakleaf 2.2@oakleaf"),
    ("note [/x] words", "[/x] reference"),
    # A reference to the wrong kind of thing says which kind is wanted.
    ("answer 2 words", "course discussion"),
    ("answer 2.3.watch words", "task question"),
    ("done 2.2", "discussion task"),
    ("done 2.2.1", "question task"),
    ("check 2.2", "discussion course"),
    ("peers 2", "course discussion"),
    ("reply 2.2.1 oakleaf thanks", "question discussion"),
    ("posted 2.form", "2.form form cups-course done"),
    ("remove 2", "course discussion"),
    ("remove 2.2.3", "2.2.3 no answer"),
    ("remove 2.2 --answer", "2.2 no answer"),
    ("move 2.2.3 2.2.1", "2.2.3 no answer"),
    ("move 2.2.1 2.form", "2.form form discussion question"),
    ("export 2 --for thread", "course discussion"),
    # Nothing to work on.
    ("posted 2.3", "2.3 answer"),
    ("done 2.11.quiz --undo", "2.11.quiz"),
    ("export 2.11 --for thread", "2.11 answer"),
    ("me --not oakleaf", "oakleaf"),
    ("reply 2.2 @ thanks", "reply 2.2"),
    # Sources that are no thread.
    ("import nowhere.txt", "nowhere.txt"),
    ("import a-list.txt", "a-list.txt list"),
    ("import empty.txt", "empty.txt"),
    ("import blank.txt", "blank.txt"),
    ("import binary.bin", "binary.bin"),
    ("import prose.txt", "prose.txt"),
    ("import zip.zip", "zip.zip"),
    ("import nothing-in-it", "nothing-in-it saved threads"),
    ("import courses.db", "courses.db"),
    ("import -", "input"),
    ("import thread.txt --program no-such", "no-such ldp-2020"),
    # Files that cannot be read or written.
    ("answer 2.2.1 --file nowhere.txt", "nowhere.txt"),
    ("answer 2.2.1 --file nothing-in-it", "nothing-in-it folder"),
    ("answer 2.2.1 --file empty.txt", "nothing"),
    ("export 2.2 --output nowhere/out.txt", "nowhere/out.txt"),
    ("export 2.2 --output nothing-in-it --force", "nothing-in-it"),
    ("export 2.2 --output prose.txt", "prose.txt --force"),
    # Programs.
    ("program add no-such", "no-such ldp-2020"),
    ("program add nowhere.toml", "nowhere.toml"),
    ("program add prose.txt", "prose.txt"),
    ("program add binary.bin", "binary.bin"),
    ("program add no-courses.toml", "no-courses.toml"),
    ("program use no-such", "no-such ldp-2020"),
]

WRONG_USAGE = [
    ("stauts", "stauts status"),
    ("exprot 2", "exprot export"),
    ("frobnicate", "frobnicate"),
    ("status --jsn", "--jsn --json"),
    ("status 2 3", "3"),
    ("show discussion 2.2", "discussion 2.2 show"),
    ("answer", "REF"),
    ("import", "SOURCE"),
    ("program ad ldp-2020", "ad"),
    ("export 2 --format pdf", "pdf text markdown"),
    ("export 2.2 --for thread --format json", "text"),
    ("posted 2.2 --on yesterday", "yesterday date"),
    ("posted 2.2 --on 2026-02-30", "2026-02-30"),
    ("import thread.txt --course two", "two"),
    ("import thread.txt --course -1", "-1"),
    ("import thread.txt --saved-on March", "March"),
    ("answer 2.2.1 words --file prose.txt", "--file"),
    ("move 2.2 3", "3"),
    ("--stor x status", "--stor"),
]


@pytest.fixture
def careless(after: Callable[[Callable[[Person], None]], Person]) -> Person:
    """Somebody in ldp-2020 with an answer and a reply in 2.2, and with files that are no threads."""
    return after(_be_careless)


def _be_careless(leader: Person) -> None:
    leader.did("program", "add", "ldp-2020")
    leader.did("answer", "2.2.1", "Words.")
    leader.did("reply", "2.2", "oakleaf", "Thank you!")
    leader.file("a-list.txt", (EXAMPLES / "threads" / "not-a-thread-list.txt").read_bytes())
    leader.file("thread.txt", (EXAMPLES / "threads" / "steady-beats-fast.txt").read_bytes())
    leader.file("empty.txt", b"")
    leader.file("blank.txt", b" \n\n\t\n")
    leader.file("binary.bin", bytes(range(256)) * 40)
    leader.file("zip.zip", b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(range(255, 0, -1)) * 9)
    leader.file("prose.txt", "Dear diary, today I went for a walk by the sea.\n\nIt rained a little.\n")
    leader.file("no-courses.toml", 'key = "mine"\n')
    (leader.home / "nothing-in-it").mkdir()


def says(message: str, words: str) -> bool:
    """Whether a message has each of the words, as words of their own where they are references."""
    return all(re.search(rf"(?<![\w.]){re.escape(word)}(?![\w@-])", message) for word in words.split())


def check_nothing_changed(person: Person, line: str, words: str, code: int) -> None:
    before = folder_of(person)
    said = person.failed(*line.split(), code=code)
    assert says(said, words), said
    assert "went wrong inside" not in said
    assert folder_of(person) == before


@pytest.mark.parametrize(("line", "words"), SENTENCES, ids=[line for line, _ in SENTENCES])
def test_a_mistake_is_told_in_a_sentence_with_the_way_on(careless: Person, line: str, words: str) -> None:
    check_nothing_changed(careless, line, words, 1)


@pytest.mark.parametrize(("line", "words"), WRONG_USAGE, ids=[line for line, _ in WRONG_USAGE])
def test_wrong_usage_is_told_apart(careless: Person, line: str, words: str) -> None:
    check_nothing_changed(careless, line, words, 2)


def test_a_file_nobody_may_read_is_told_in_a_sentence(leader: Person) -> None:
    secret = leader.file("secret.txt", "words")
    secret.chmod(0)
    if _readable(secret):
        pytest.skip("this user may read everything")
    assert "secret.txt" in leader.failed("answer", "2.2.1", "--file", secret)
    assert "secret.txt" in leader.failed("import", secret)


def _readable(path: Path) -> bool:
    try:
        path.read_bytes()
    except PermissionError:
        return False
    return True


# stores


EVERY_KIND = [
    ("status",),
    ("next", "--json"),
    ("answer", "2.2.1", "words"),
    ("import", str(EXAMPLES / "threads" / "steady-beats-fast.txt")),
    ("program", "add", "ldp-2020"),
    ("me", "PlumTree7"),
    ("export",),
]


@pytest.mark.parametrize("words", EVERY_KIND, ids=" ".join)
def test_a_store_made_by_a_newer_version_is_left_byte_for_byte(leader: Person, words: tuple[str, ...]) -> None:
    connection = sqlite3.connect(leader.store)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = folder_of(leader)
    said = leader.failed(*words)
    assert "newer" in said
    assert "courses.db" in said
    assert folder_of(leader) == before


@pytest.mark.parametrize("words", EVERY_KIND, ids=" ".join)
@pytest.mark.parametrize("kind", ["text", "another database", "a torn store"])
def test_a_file_that_is_no_store_is_left_byte_for_byte(leader: Person, kind: str, words: tuple[str, ...]) -> None:
    if kind == "text":
        leader.store.write_bytes(b"Dear diary, today I went for a walk.\n" * 40)
    elif kind == "another database":
        leader.store.unlink()
        connection = sqlite3.connect(leader.store)
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.close()
    else:
        data = leader.store.read_bytes()
        leader.store.write_bytes(data[:4096] + b"\xff" * 8192)
    before = folder_of(leader)
    said = leader.failed(*words)
    assert "courses.db" in said
    assert "went wrong inside" not in said
    assert folder_of(leader) == before


def test_a_folder_is_no_store(leader: Person) -> None:
    (leader.home / "folder").mkdir()
    for words in EVERY_KIND:
        assert "folder" in leader.failed(*words, "--store", str(leader.home / "folder"))


def test_a_store_in_a_place_that_cannot_be_made_is_told_in_a_sentence(leader: Person) -> None:
    leader.file("file.txt", "no folder")
    said = leader.failed("program", "add", "ldp-2020", "--store", str(leader.home / "file.txt" / "courses.db"))
    assert "file.txt" in said
    assert "went wrong inside" not in said


def test_a_reference_is_never_taken_for_markup(leader: Person) -> None:
    assert "[bold]2.2[/bold]" in leader.failed("status", "[bold]2.2[/bold]")


def test_an_error_stands_on_stderr_alone_with_json_too(leader: Person) -> None:
    assert "2.19" in leader.failed("status", "2.19", "--json")


def test_no_error_shows_a_persons_words(leader: Person) -> None:
    leader.did("answer", "2.2.1", "A very private thought.")
    leader.file("courses.db.txt", "x")
    for words in (("status", "2.2.9"), ("export", "2.2", "--output", "courses.db.txt"), ("done", "2.2.1")):
        assert "private" not in one_line(leader.run(*words).err)


@pytest.mark.parametrize(
    ("typed", "said", "corrected"),
    [
        (["answer"], "answer needs REF", "answer 2.2"),
        (["program", "add"], "program add needs KEY|FILE", "program add ldp-2022"),
        (["reply", "2.2"], "reply needs PEER", "reply 2.2 oakleaf"),
        (["answer", "2.2.1", "My", "own", "words."], "in quotation marks", 'answer 2.2.1 "My own words."'),
        (["note", "2.2", "ask", "Fern"], "in quotation marks", 'note 2.2 "ask Fern"'),
        (["profile", "name", "Ann", "Example"], "in quotation marks", 'profile name "Ann Example"'),
        (["reply", "oakleaf", "2.2", "Thank you."], "The discussion comes before", 'reply 2.2 oakleaf "Thank you."'),
        (["show", "discussion", "2.2"], "Did you mean 2.2", "show 2.2"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_a_command_line_that_does_not_parse_is_explained_with_the_corrected_command(
    leader: Person, typed: list[str], said: str, corrected: str
) -> None:
    before = folder_of(leader)
    ended = leader.run(*typed)
    assert (ended.code, ended.out) == (2, "")
    assert said in one_line(ended.err) and f"  cups-course {corrected}\n" in ended.err
    assert "Usage:" not in ended.err
    assert folder_of(leader) == before


def test_the_help_of_a_group_shows_the_whole_purpose_of_each_command_inside(person: Person) -> None:
    said = one_line(person.did("program", "--help", env={"COLUMNS": "60"}))
    assert "..." not in said.partition("Commands:")[2]
    assert "Exit code 1 if there are any." in said


def test_no_corrected_command_shortens_a_text(leader: Person) -> None:
    """`...` in a command to copy would be saved in place of the text."""
    long = "A lamp that is lit every evening. " * 20
    assert "..." not in leader.failed("answer", "2-2", long)
    assert f'answer 2.2 "{long[:200]}"' in leader.failed("answer", "2-2", long[:200])
