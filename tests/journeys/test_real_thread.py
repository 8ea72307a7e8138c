"""A saved copy of a real thread, read and kept. Skipped where the copy is not there; its words stay out of here."""

import json
from pathlib import Path
from typing import Any

from journeys.driver import Person

DRAFT = "A draft of my own, kept before the thread was imported."


def gold(real_thread: Path) -> Any:
    return json.loads(real_thread.with_suffix(".gold.json").read_text(encoding="utf-8"))


def mine(person: Person, real_thread: Path, name: str) -> Any:
    return person.json("import", "--dry-run", real_thread, "--me", name)["me"]


def test_the_opening_post_is_read_as_by_hand(person: Person, real_thread: Path) -> None:
    read, right = person.json("import", "--dry-run", real_thread), gold(real_thread)
    for key in ("course", "discussion", "author", "posted_on", "questions", "peer_replies_wanted"):
        assert read[key] == right[key], key


def test_every_post_is_read_as_by_hand(person: Person, real_thread: Path) -> None:
    keys = ("index", "author", "date", "kind", "parent")
    read = [{key: post[key] for key in keys} for post in person.json("import", "--dry-run", real_thread)["posts"]]
    for found, right in zip(read, gold(real_thread)["posts"], strict=True):
        assert found == right


def test_somebody_who_did_it_all_is_done(person: Person, real_thread: Path) -> None:
    said = person.json("import", real_thread, "--me", "shiningDay80")
    assert [one["question"] for one in said["me"]["answers"]] == [1, 2, 3]
    assert {one["date"] for one in said["posts"] if one["index"] == 19} == {"2020-08-11"}
    discussion = person.discussion("2.2")
    assert discussion["state"] == "done"
    assert [one["state"] for one in discussion["questions"]] == ["posted"] * 3
    assert discussion["peer_replies"] == {
        "wanted": 3,
        "given": 3,
        "peers": ["smolecho", "MistyMagic", "QuietMagic"],
    }


def test_the_day_of_ones_post_is_kept_with_each_answer(person: Person, real_thread: Path) -> None:
    person.did("import", real_thread, "--me", "shiningDay80")
    (program,) = person.json("export", "2.2")["programs"]
    questions = program["courses"][0]["discussions"][0]["questions"]
    assert [one["answer"]["posted_on"] for one in questions] == ["2020-08-11"] * 3


def test_answers_are_the_persons_words_without_the_dash_that_opens_them(person: Person, real_thread: Path) -> None:
    copy = real_thread.read_text(encoding="utf-8")
    for answer in mine(person, real_thread, "shiningDay80")["answers"]:
        assert answer["text"] in copy
        assert answer["text"].startswith("I ")


def test_numbered_answers_are_split_and_their_inner_bullets_stay(person: Person, real_thread: Path) -> None:
    copy = real_thread.read_text(encoding="utf-8")
    answers = mine(person, real_thread, "QuietMagic")["answers"]
    assert [one["question"] for one in answers] == [1, 2, 3]
    assert all(one["text"] in copy for one in answers)
    assert answers[2]["text"].count("•") == 4
    assert not any(one["text"].startswith(("1", "2", "3", "What", "Can", "How")) for one in answers)


def test_an_answer_in_one_piece_answers_every_question(person: Person, real_thread: Path) -> None:
    said = person.json("import", real_thread, "--me", "Yourstruly2000")
    assert [one["question"] for one in said["me"]["answers"]] == [None]
    discussion = person.discussion("2.2")
    assert discussion["answer"]["state"] == "posted"
    assert [one["state"] for one in discussion["questions"]] == ["posted"] * 3


def test_importing_the_real_thread_again_doubles_nothing(person: Person, real_thread: Path) -> None:
    person.did("import", real_thread, "--me", "shiningDay80")
    before, words = person.json("status"), sorted(person.versions())
    assert person.json("import", real_thread, "--me", "shiningDay80")["stored"]["same"] == 1
    assert person.json("status") == before
    assert sorted(person.versions()) == words
    assert len(words) == 6


def test_a_draft_kept_before_the_import_stays_and_what_was_posted_is_kept_too(
    leader: Person, real_thread: Path
) -> None:
    leader.did("answer", "2.2.1", DRAFT)
    posted = mine(leader, real_thread, "shiningDay80")["answers"][0]["text"]
    leader.did("import", real_thread, "--me", "shiningDay80")
    assert leader.exported("2.2")["2.2.1"] == DRAFT
    assert {DRAFT, posted} <= set(leader.versions())
    assert leader.question("2.2.1")["state"] == "posted"
    assert leader.question("2.2.1")["changed_since_posted"] is True


def test_the_thread_lands_in_its_place_in_an_outline_added_before(leader: Person, real_thread: Path) -> None:
    ids = [one["id"] for one in leader.discussion("2.2")["questions"]]
    leader.did("import", real_thread, "--me", "shiningDay80")
    assert [program["key"] for program in leader.json("status")["programs"]] == ["ldp-2020"]
    assert [one["id"] for one in leader.discussion("2.2")["questions"]] == ids
    assert leader.discussion("2.2")["state"] == "done"


def test_an_outline_added_afterwards_takes_the_thread_over(person: Person, real_thread: Path) -> None:
    person.did("import", real_thread, "--me", "shiningDay80")
    person.did("program", "add", "ldp-2020")
    assert [program["key"] for program in person.json("status")["programs"]] == ["ldp-2020"]
    assert person.discussion("2.2")["state"] == "done"
    assert len(person.versions()) == 6
