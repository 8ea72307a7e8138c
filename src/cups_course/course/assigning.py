"""Which of many goes with which, all at once: the pairs whose scores together are highest, each used once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

_NEVER = 1e6
_MOST_A_ROW = 12
"""Of each row the best so many are weighed: however long a form is, the time stays small."""


def assign(scores: Sequence[Mapping[int, float]]) -> list[int | None]:
    """For each row the column it goes with, or None. `scores` has for each row those of the columns it may go with, all
    above 0; to go with none counts as 0.

    The Hungarian method with potentials, row by row (Kuhn 1955; Jonker and Volgenant 1987).
    """
    of_column: dict[int, dict[int, float]] = defaultdict(dict)
    for at, row in enumerate(scores):
        for column, score in row.items():
            of_column[column][at] = score
    if len(scores) <= len(of_column):
        return _assigned(scores)
    # The fewer are taken in, each at the cost of all: a form has fewer fields than a long course has questions.
    columns = sorted(of_column)
    found: list[int | None] = [None] * len(scores)
    for column, row_found in zip(columns, _assigned([of_column[column] for column in columns]), strict=True):
        if row_found is not None:
            found[row_found] = column
    return found


def _assigned(scores: Sequence[Mapping[int, float]]) -> list[int | None]:
    rows = [_best(row) for row in scores]
    columns = sorted({column for row in rows for column in row})
    # Behind the columns, one for each row that means: with none.
    costs = [
        [-row.get(column, -_NEVER) for column in columns] + [0.0 if own == at else _NEVER for own in range(len(rows))]
        for at, row in enumerate(rows)
    ]
    width = len(columns) + len(rows)
    of_row, of_column = [0.0] * len(rows), [0.0] * width
    taken_by: list[int | None] = [None] * width
    for row in range(len(rows)):
        _take_in(row, costs, of_row, of_column, taken_by)
    found: list[int | None] = [None] * len(rows)
    for at, taker in enumerate(taken_by[: len(columns)]):
        if taker is not None:
            found[taker] = columns[at]
    return found


def _best(row: Mapping[int, float]) -> dict[int, float]:
    return dict(sorted(row.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_A_ROW])


def _take_in(
    row: int,
    costs: Sequence[Sequence[float]],
    of_row: list[float],
    of_column: list[float],
    taken_by: list[int | None],
) -> None:
    """Find a column for one more row along the cheapest way on which others move to another of theirs."""
    width = len(of_column)
    nearest, came_from = [float("inf")] * width, [-1] * width
    seen = [False] * width
    at, here = -1, row
    while True:
        for column in range(width):
            if not seen[column]:
                distance = costs[here][column] - of_row[here] - of_column[column]
                if distance < nearest[column]:
                    nearest[column], came_from[column] = distance, at
        after = min((column for column in range(width) if not seen[column]), key=nearest.__getitem__)
        step = nearest[after]
        of_row[row] += step
        for column in range(width):
            if seen[column]:
                taker = taken_by[column]
                assert taker is not None
                of_row[taker] += step
                of_column[column] -= step
            else:
                nearest[column] -= step
        at = after
        seen[at] = True
        taker = taken_by[at]
        if taker is None:
            break
        here = taker
    while at >= 0:
        before = came_from[at]
        taken_by[at] = taken_by[before] if before >= 0 else row
        at = before
