"""Damaged copies of every kind: read or refused, never anything else. More of them: benchmarks/fuzz.py."""

import time

import pytest
from fuzz import PATIENCE, outcome
from mutants import KINDS, mutants

EACH = 30
"""Mutants of each kind."""
MUTANTS = [*mutants(seed=7, count=EACH * len(KINDS))]


@pytest.mark.parametrize("kind", KINDS)
def test_an_undamaged_copy_is_a_thread(kind: str) -> None:
    inner, pack = KINDS[kind]
    assert outcome(pack(inner)) == "thread"


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_copy_is_read_or_refused_in_time(kind: str) -> None:
    for number, data in enumerate(data for each, data in MUTANTS if each == kind):
        begin = time.process_time()
        assert outcome(data) in ("thread", "refused"), f"mutant {number}"
        assert time.process_time() - begin < PATIENCE, f"mutant {number}"


def test_damage_leaves_some_copies_readable_and_others_not() -> None:
    """Where all were refused, nothing would have been tried."""
    for kind in ("text", "web page", "MHTML"):
        assert {outcome(data) for each, data in MUTANTS if each == kind} == {"thread", "refused"}
