"""Laws of moving and clearing answers, over random histories."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from safety import histories

from builders import a_store
from cups_course.model import Answer, Discussion, Question
from cups_course.states import all_discussions
from cups_course.store.answers import AnswerPlace, clear_answer, move_answer
from cups_course.store.database import Database
from cups_course.store.history import undo
from cups_course.store.reading import load

Told = tuple[str, bool, bool] | None


def _told(answer: Answer | None) -> Told:
    return (answer.text, answer.posted, answer.changed_since_posted) if answer else None


def _answers(database: Database) -> dict[AnswerPlace, Told]:
    found: dict[AnswerPlace, Told] = {}
    for one in all_discussions(load(database)):
        answered: list[tuple[str | None, Question | Discussion]] = [(None, one)]
        answered += [(question.id, question) for question in one.questions]
        found |= {AnswerPlace(one.id, question): _told(thing.answer) for question, thing in answered}
    return found


@settings(max_examples=25)
@given(st.integers(0, 1_000_000))
def test_an_exchange_twice_and_an_undo_change_nothing(seed: int) -> None:
    """What each place says, and whether it was posted, is exchanged whole."""
    random = Random(seed)
    with a_store() as database:
        for _ in range(12):
            histories.step(database, random)
        before = _answers(database)
        # An answer for all questions may be superseded by the others, so the law is about questions.
        places = [place for place in before if place.question]
        full = [place for place in places if before[place]]
        if not full or len(places) < 2:
            return
        here = random.choice(full)
        there = random.choice([place for place in places if place != here])
        database.next_command()
        database.doing("exchanged")
        assert move_answer(database, here, there, swap=True)
        now = _answers(database)
        assert (now[here], now[there]) == (before[there], before[here])
        undo(database)
        assert _answers(database) == before
        database.next_command()
        database.doing("cleared")
        clear_answer(database, here)
        assert _answers(database)[here] is None
        undo(database)
        assert _answers(database) == before
