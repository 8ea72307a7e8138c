"""Over random histories the documents never contradict each other: status, check, next, plan and export."""

import json
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from safety import histories

from builders import a_store
from cups_course.model import Course, Program
from cups_course.next import next_step
from cups_course.pace.plan import work_items
from cups_course.readiness import missing_things
from cups_course.store.reading import load
from cups_course.view.documents import render_json, status_document

TODAY = date(2026, 12, 1)


@settings(max_examples=25)
@given(st.integers(0, 1_000_000))
def test_no_document_contradicts_another(seed: int) -> None:
    random = Random(seed)
    with a_store() as database:
        for _ in range(random.randint(3, 25)):
            histories.step(database, random)
        programs = load(database)
        status = json.loads(json.dumps(status_document(programs, None, None, TODAY)))
        exported = {one["ref"]: one for one in _discussions(json.loads(render_json(programs)))}
        _totals_are_sums(status)
        for program, of_program in zip(programs, status["programs"], strict=True):
            for course, of_course in zip(program.courses, of_program["courses"], strict=True):
                _readiness_agrees(course, of_course)
                _order_agrees(program, course)
        for discussion in _discussions(status):
            _export_agrees(discussion, exported[discussion["ref"]])


def _discussions(document: Any) -> Iterator[Any]:
    return (one for program in document["programs"] for course in program["courses"] for one in course["discussions"])


def _totals_are_sums(status: Any) -> None:
    discussions = list(_discussions(status))
    questions = [question for one in discussions for question in one["questions"]]
    totals = status["totals"]
    assert totals["discussions"]["all"] == len(discussions)
    assert totals["discussions"]["done"] == sum(one["state"] == "done" for one in discussions)
    assert totals["questions"]["all"] == len(questions)
    for state in ("posted", "draft"):
        assert totals["questions"][state] == sum(question["state"] == state for question in questions)
    wanted = [(one["peer_replies"]["given"], one["peer_replies"]["wanted"] or 0) for one in discussions]
    assert totals["peer_replies"]["given"] == sum(min(given_, most) for given_, most in wanted)
    assert totals["peer_replies"]["wanted"] == sum(most for _, most in wanted)


def _readiness_agrees(course: Course, document: Any) -> None:
    missing = {thing.ref for thing in missing_things(course)}
    for one in document["discussions"]:
        inside = {ref for ref in missing if f"{ref}.".startswith(f"{one['ref']}.")}
        assert (one["state"] == "done") == (not inside), (one["ref"], one["state"], missing)
        assert one["known"] or one["state"] != "done"
        if one["state"] == "todo":
            assert all(question["state"] == "todo" for question in one["questions"])
        assert len(one["peer_replies"]["peers"]) == one["peer_replies"]["given"]
    for form in document["forms"]:
        if form["state"] != "submitted":
            assert (form["state"] == "ready") == (not missing), (form, missing)


def _order_agrees(program: Program, course: Course) -> None:
    """The first thing of the plan is what is next in the course, and the plan has all that is missing."""
    one_course = Program(program.id, program.key, program.title, program.in_use, [course])
    items = [item for item in work_items(course) if not item.optional]
    if program.set_aside or course.set_aside or any(one.set_aside for one in course.discussions):
        return
    step = next_step([one_course])
    if step and items:
        assert f"{step.ref}.".startswith(f"{items[0].ref}."), (step, items[0])


def _export_agrees(discussion: Any, exported: Any) -> None:
    texts = {one["ref"]: one["answer"] and one["answer"]["text"] for one in exported["questions"]}
    whole = exported["answer"] and exported["answer"]["text"]
    assert (discussion["answer"] is None) == (whole is None)
    for question in discussion["questions"]:
        assert (question["state"] == "todo") == (texts[question["ref"]] is None and whole is None), question
        assert bool(question["words"]) == bool(texts[question["ref"]]), question
    asked = {question["ref"] for question in discussion["questions"]}
    under = {paragraph for ref, text in texts.items() if text and ref in asked for paragraph in text.split("\n\n")}
    assert not under & set((whole or "").split("\n\n"))


def test_the_histories_hold_what_is_compared() -> None:
    """The law is worth what the histories behind it hold: answers, replies, forms, and some of it done."""
    seen: set[str] = set()
    for seed in range(8):
        with a_store() as opened:
            random = Random(seed)
            for _ in range(30):
                histories.step(opened, random)
            for one in _discussions(status_document(load(opened), None, None, TODAY)):
                seen |= {one["state"], *(question["state"] for question in one["questions"])}
                seen |= {"replied"} if one["peer_replies"]["given"] else set()
    assert seen >= {"todo", "started", "draft", "posted", "replied"}
