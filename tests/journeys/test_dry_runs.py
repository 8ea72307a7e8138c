"""A dry run shows everything that would be stored, texts included, and stores nothing."""

from cups_course.text import clean
from journeys.driver import STEADY, STEADY_LATER, Person, folder_of, one_line

COLUMNS = {"COLUMNS": "1000"}


def dry(person: Person, *words: object) -> str:
    """What a dry run prints, without line breaks; the person's files stay as they are."""
    before = folder_of(person)
    ended = person.run("import", *map(str, words), "--dry-run", env=COLUMNS)
    assert ended.code == 0, ended.err
    assert "This was a dry run, so nothing was stored." in ended.err
    assert folder_of(person) == before
    return one_line(ended.out)


def test_a_dry_run_shows_every_text_that_the_import_then_stores(person: Person) -> None:
    said = dry(person, STEADY, "--me", "PlumTree7")
    person.did("import", STEADY, "--me", "PlumTree7")
    texts = person.query("SELECT text FROM post UNION SELECT text FROM question UNION SELECT body FROM thread")
    for text in [*texts, *person.versions()]:
        assert one_line(clean(text)) in said


def test_a_dry_run_says_which_post_becomes_which_answer_and_which_reply_to_whom(person: Person) -> None:
    said = dry(person, STEADY, "--me", "PlumTree7")
    person.did("import", STEADY, "--me", "PlumTree7")
    for ref, text in person.exported("1.2").items():
        if text:
            assert f"Your answer to {ref} post 18, posted 10 Mar 2025 {one_line(text)}" in said
    for peer, post in (("oakleaf", 7), ("oakleaf", 20), ("FernAndTide", 24)):
        assert f"Your reply to {peer} post {post}," in said


def test_a_dry_run_of_a_later_copy_says_what_changes(plum: Person) -> None:
    """What it says is what the import itself says afterwards."""
    said = dry(plum, STEADY_LATER)
    changes = [line for line in plum.run("import", STEADY_LATER, env=COLUMNS).out.splitlines() if line.startswith("  ")]
    assert any("added" in line for line in changes)
    for line in changes:
        assert one_line(line) in said or "cups-course" in line


def test_a_dry_run_of_what_is_stored_already_says_so(plum: Person) -> None:
    assert dry(plum, STEADY) == "1.2 Steady Beats Fast: nothing new, everything was imported before"


def test_a_dry_run_of_a_thread_without_a_place_says_what_the_import_would_need(person: Person) -> None:
    person.file("my page.txt", "Some Course - Discussion 4: Gardens\nby oakleaf on Nov 3, 2020\nWhat grows?\n")
    ended = person.run("import", "my page.txt", "--dry-run", env=COLUMNS)
    assert ended.code == 0
    assert "Discussion 4, Gardens" in ended.out
    assert 'cups-course import "my page.txt" --course NUMBER' in ended.err
    assert not person.store.exists()
