"""The commands that people guess."""

from cups_course.cli.registry import _GUESSES, PURPOSES, guessed


def test_no_guess_hides_a_command_and_none_stands_for_two() -> None:
    words = " ".join(_GUESSES.values()).split()
    assert len(words) == len(set(words))
    assert not PURPOSES.keys() & set(words)


def test_every_guess_leads_to_a_command_that_exists() -> None:
    for word in " ".join(_GUESSES.values()).split():
        command = guessed(word, "2.2")
        assert command
        assert command[1] in (*PURPOSES, "--version"), word


def test_what_was_typed_after_a_guess_is_kept_where_the_command_takes_it() -> None:
    assert str(guessed("delete", "2.2.1")) == "cups-course remove 2.2.1"
    assert str(guessed("DELETE")) == "cups-course remove 2.2.1"
    assert str(guessed("list", "--all")) == "cups-course status"
    assert str(guessed("harbour-1/2.2")) == "cups-course show harbour-1/2.2"
    assert str(guessed("2.2@oakleaf")) == "cups-course show 2.2@oakleaf"
    assert str(guessed("restore", "2.2.1", "3")) == "cups-course history 2.2.1 --restore 3"
    assert str(guessed("restore", "2.2.1")) == "cups-course history 2.2.1 --restore 1"
    assert str(guessed("restore", "2.2@a b", "2")) == 'cups-course history "2.2@a b" --restore 2'
    assert str(guessed("edit", "2.2.1", "new words")) == 'cups-course answer 2.2.1 "new words"'
    assert str(guessed("discussion", "2")) == "cups-course show discussion 2"
    assert str(guessed("2-2")) == "cups-course show 2-2"
    assert str(guessed("II.2")) == "cups-course show II.2"
    assert guessed("nonsense") is None
