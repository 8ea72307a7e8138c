"""From an empty store to a discussion that is done, with the examples that come with the project."""

import json
from typing import Any

import pytest

from journeys.driver import ASKING, EXAMPLES, KIND_LEADERS, STEADY, STEADY_LATER, Person, folder_of, one_line

GOLDS = ("steady-beats-fast", "steady-beats-fast-later", "asking-for-help")


def gold(name: str) -> Any:
    return json.loads((EXAMPLES / "threads" / f"{name}.gold.json").read_text(encoding="utf-8"))


def reading(person: Person, name: str) -> Any:
    return person.json("import", "--dry-run", EXAMPLES / "threads" / f"{name}.txt", "--me", "PlumTree7")


def without_ids(thing: Any) -> Any:
    """A JSON document without what differs from store to store: ids and times."""
    if isinstance(thing, list):
        return [without_ids(one) for one in thing]
    if isinstance(thing, dict):
        return {key: without_ids(value) for key, value in thing.items() if key not in ("id", "at")}
    return thing


@pytest.mark.parametrize("name", GOLDS)
def test_a_copy_is_read_as_a_careful_reader_reads_it(person: Person, name: str) -> None:
    read, right = reading(person, name), gold(name)
    for key in ("course", "discussion", "author", "posted_on", "questions", "peer_replies_wanted"):
        assert read[key] == right[key], key
    assert [{"kind": task["kind"], "optional": task["optional"]} for task in read["tasks"]] == right["tasks"]


@pytest.mark.parametrize("name", GOLDS)
def test_every_post_has_its_author_day_kind_and_parent(person: Person, name: str) -> None:
    keys = ("index", "author", "date", "kind", "parent")
    assert [{key: post[key] for key in keys} for post in reading(person, name)["posts"]] == gold(name)["posts"]


@pytest.mark.words
@pytest.mark.parametrize("name", GOLDS)
def test_ones_own_answers_are_split_over_the_questions_and_replies_name_whom_they_address(
    person: Person, name: str
) -> None:
    mine, right = reading(person, name)["me"], gold(name)["me"]
    assert mine["name"] == right["name"]
    assert [{"question": one["question"], "text": one["text"]} for one in mine["answers"]] == right["answers"]
    found = [{"peer": one["peer"], "post": one["post"], "date": one["date"]} for one in mine["replies"]]
    assert found == right["replies"]


def test_a_dry_run_makes_no_store(person: Person) -> None:
    assert "Steady Beats Fast" in person.did("import", "--dry-run", STEADY, "--me", "PlumTree7")
    assert folder_of(person) == {}


def test_a_dry_run_leaves_a_store_byte_for_byte_as_it_was(plum: Person) -> None:
    before = folder_of(plum)
    plum.did("import", "--dry-run", STEADY_LATER)
    plum.did("import", "--dry-run", ASKING, "--me", "SomebodyElse")
    assert folder_of(plum) == before


def test_an_import_says_in_a_few_lines_what_it_found(person: Person) -> None:
    said = person.did("import", STEADY, "--me", "PlumTree7")
    assert len(said.splitlines()) <= 15
    assert "1.2" in said
    assert "Steady Beats Fast" in said
    assert "26 posts" in said
    assert "3 questions" in said
    assert "oakleaf and FernAndTide" in one_line(said)
    assert said.rstrip().splitlines()[-1].strip().startswith("cups-course ")


def test_after_an_import_the_answers_are_posted_and_the_replies_counted(person: Person) -> None:
    person.did("import", STEADY, "--me", "PlumTree7")
    discussion = person.discussion("1.2")
    assert discussion["state"] == "started"
    assert [one["state"] for one in discussion["questions"]] == ["posted"] * 3
    assert discussion["peer_replies"] == {"wanted": 3, "given": 2, "peers": ["oakleaf", "FernAndTide"]}


def test_importing_twice_changes_nothing(plum: Person) -> None:
    before, words = plum.json("status"), plum.versions()
    said = plum.json("import", STEADY)
    assert said["stored"] == {"new": 0, "same": 1, "changed": 0}
    assert plum.json("status") == before
    assert plum.versions() == words


def test_importing_twice_says_same(plum: Person) -> None:
    assert "nothing new" in plum.did("import", STEADY)


def test_a_later_copy_brings_the_third_reply_and_the_discussion_is_done(plum: Person) -> None:
    said = plum.json("import", STEADY_LATER)
    assert said["stored"] == {"new": 0, "same": 0, "changed": 1}
    discussion = plum.discussion("1.2")
    assert discussion["peer_replies"]["peers"] == ["oakleaf", "FernAndTide", "mosswalker"]
    assert discussion["state"] == "done"


def test_the_outline_gives_the_same_checklist_before_or_after_the_import(person: Person, tmp_path: Any) -> None:
    person.did("program", "add", KIND_LEADERS)
    person.did("import", STEADY, "--me", "PlumTree7")
    other = Person(tmp_path / "other")
    other.did("import", STEADY, "--me", "PlumTree7")
    other.did("program", "add", KIND_LEADERS)
    assert without_ids(other.json("status")) == without_ids(person.json("status"))
    assert without_ids(other.json("export")) == without_ids(person.json("export"))


def test_without_a_program_a_thread_goes_into_my_courses(person: Person) -> None:
    person.did("import", STEADY)
    assert [program["key"] for program in person.json("status")["programs"]] == ["my-courses"]


def test_several_copies_in_one_call_are_all_taken_in(person: Person) -> None:
    said = person.json("import", STEADY, ASKING, "--me", "PlumTree7")
    assert [one["discussion"]["number"] for one in said["threads"]] == [2, 3]
    assert said["stored"] == {"new": 2, "same": 0, "changed": 0}


def test_of_several_copies_the_readable_are_stored_and_the_others_named(person: Person) -> None:
    ended = person.run("import", STEADY, "nowhere.txt", "--me", "PlumTree7")
    assert ended.code == 1
    assert "nowhere.txt" in ended.err
    assert person.discussion("1.2")["questions"][0]["state"] == "posted"


def test_a_copy_can_be_piped_in(person: Person) -> None:
    person.did("import", "-", "--me", "PlumTree7", typed=STEADY.read_bytes())
    assert person.question("1.2.1")["state"] == "posted"


def test_saying_later_who_one_is_finds_ones_posts(person: Person) -> None:
    person.did("import", STEADY)
    assert person.question("1.2.1")["state"] == "todo"
    person.did("me", "PlumTree7")
    assert [one["state"] for one in person.discussion("1.2")["questions"]] == ["posted"] * 3
    assert person.discussion("1.2")["peer_replies"]["given"] == 2


def test_an_outline_alone_is_a_checklist(person: Person) -> None:
    person.did("program", "add", "ldp-2020")
    discussion = person.discussion("2.2")
    assert discussion["title"] == "Service Leadership at 7 Cups"
    assert [one["ref"] for one in discussion["questions"]] == ["2.2.1", "2.2.2", "2.2.3"]
    assert [one["text"] for one in discussion["questions"]] == [
        "What do you think of the idea of service leadership?",
        "Can you list one example of service leadership you have seen on 7 Cups?",
        "How can you become a better \"servant' to our community?",
    ]
    assert discussion["peer_replies"]["wanted"] == 3
    assert discussion["state"] == "todo"


def test_adding_an_outline_twice_changes_nothing(leader: Person) -> None:
    before = leader.json("status")
    leader.run("program", "add", "ldp-2020")
    assert leader.json("status") == before


def test_status_of_a_reference_is_pruned_to_it(plum: Person) -> None:
    (program,) = plum.json("status", "1.2")["programs"]
    (course,) = program["courses"]
    assert [one["ref"] for one in course["discussions"]] == ["1.2"]
