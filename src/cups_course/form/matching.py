"""Matches the fields of a form with the answers of a course, by what each field asks.

Wording counts first; the place that a field names and the order of the fields tell similar ones apart. All fields are
matched at once. A match is sure only if the person need not be asked: a form that was sent with the wrong answer cannot
be called back.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cups_course.form.form import FormField
from cups_course.form.profile import profile_keys
from cups_course.form.wording import EQUAL, HOLDS, FieldPlaces, Wording, asks_otherwise
from cups_course.model import Course, Discussion, Question

_NEVER = 1e6
_MOST_A_ROW = 12
"""How many columns of each row are considered, best first. Bounds the time for long forms."""


def assign(scores: Sequence[Mapping[int, float]]) -> list[int | None]:
    """Find for each row its column, or None, so that the sum of the scores is greatest.

    `scores` has for each row the scores, all above 0, of the columns it may have; to have none scores 0.

    The Hungarian method with potentials, row by row (Kuhn 1955; Jonker and Volgenant 1987).
    """
    of_column: dict[int, dict[int, float]] = defaultdict(dict)
    for at, row in enumerate(scores):
        for column, score in row.items():
            of_column[column][at] = score
    if len(scores) <= len(of_column):
        return _solve(scores)
    # The time grows with the square of the rows, so the shorter side becomes the rows.
    columns = sorted(of_column)
    column_of: list[int | None] = [None] * len(scores)
    for column, best_row in zip(columns, _solve([of_column[column] for column in columns]), strict=True):
        if best_row is not None:
            column_of[best_row] = column
    return column_of


def _solve(scores: Sequence[Mapping[int, float]]) -> list[int | None]:
    rows = [_best_columns(row) for row in scores]
    columns = sorted({column for row in rows for column in row})
    # After the real columns, one for each row that means no match.
    costs = [
        [-row.get(column, -_NEVER) for column in columns] + [0.0 if own == at else _NEVER for own in range(len(rows))]
        for at, row in enumerate(rows)
    ]
    width = len(columns) + len(rows)
    row_potentials, column_potentials = [0.0] * len(rows), [0.0] * width
    row_of: list[int | None] = [None] * width
    for row in range(len(rows)):
        _augment(row, costs, row_potentials, column_potentials, row_of)
    column_of: list[int | None] = [None] * len(rows)
    for at, other_row in enumerate(row_of[: len(columns)]):
        if other_row is not None:
            column_of[other_row] = columns[at]
    return column_of


def _best_columns(row: Mapping[int, float]) -> dict[int, float]:
    return dict(sorted(row.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_A_ROW])


def _augment(
    row: int,
    costs: Sequence[Sequence[float]],
    row_potentials: list[float],
    column_potentials: list[float],
    row_of: list[int | None],
) -> None:
    """Assign one more row along the shortest augmenting path."""
    width = len(column_potentials)
    nearest, came_from = [float("inf")] * width, [-1] * width
    seen = [False] * width
    at, here = -1, row
    while True:
        for column in range(width):
            if not seen[column]:
                distance = costs[here][column] - row_potentials[here] - column_potentials[column]
                if distance < nearest[column]:
                    nearest[column], came_from[column] = distance, at
        after = min((column for column in range(width) if not seen[column]), key=nearest.__getitem__)
        step = nearest[after]
        row_potentials[row] += step
        for column in range(width):
            if seen[column]:
                other_row = row_of[column]
                assert other_row is not None
                row_potentials[other_row] += step
                column_potentials[column] -= step
            else:
                nearest[column] -= step
        at = after
        seen[at] = True
        other_row = row_of[at]
        if other_row is None:
            break
        here = other_row
    while at >= 0:
        before = came_from[at]
        row_of[at] = row_of[before] if before >= 0 else row
        at = before


Target = Question | Discussion

_FOR_WORDS = ("short", "paragraph", "other")
_SAME_PLACE, _SAME_DISCUSSION, _ELSEWHERE, _OTHER_NUMBER = 0.5, 0.12, -0.3, -0.12
_NAMED = 0.4
"""For the place that a label names if the heading or the help asks something of its own."""
_IN_ORDER = 0.08
_ANCHOR = 0.85
_WEIGHED = 0.35
"""The least score of a candidate."""
_LIKELY = 0.5
"""The least score of an unsure match that is proposed as the first guess."""
_AHEAD = 0.2
"""How much more a sure pair must score than any other with its field or its answer."""
_REWORDED, _REWORDED_ANYWHERE = 0.55, 0.8
"""The least likeness of a question in other words: if the place agrees, and if the field names no place."""
_MOST_CANDIDATES = 5
MOST_PAIRS = 20_000
"""Pairs of a field and a discussion or question that are looked at; a real form with its course has 10,000 at most."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a field asks for: the answer `target` (of a Discussion, all of its answers) or the entry `profile` about the
    person; neither if the person fills it in on the form.

    If it is not `sure`, `target` is the first guess or None, and `candidates` are all possible answers, the likeliest
    first.
    """

    field: FormField
    target: Target | None
    profile: str | None
    sure: bool
    candidates: tuple[Target, ...]


def proposals(fields: Sequence[FormField], course: Course) -> list[Proposal]:
    """A proposal for each field of a form, in its order; no answer is proposed for two fields."""
    looked_at = MOST_PAIRS // max(targets_of(course), 1)
    return [
        *_Matching(fields[:looked_at], course).all(),
        *(Proposal(field, None, None, True, ()) for field in fields[looked_at:]),
    ]


def targets_of(course: Course) -> int:
    """How many discussions and questions a field of a form may ask for."""
    return sum(1 + len(discussion.questions) for discussion in course.discussions)


class _Matching:
    def __init__(self, fields: Sequence[FormField], course: Course) -> None:
        self.fields = fields
        self.targets: list[Target] = []
        self.discussion_of: list[Discussion] = []
        for discussion in course.discussions:
            self.targets += [discussion, *discussion.questions]
            self.discussion_of += [discussion] * (1 + len(discussion.questions))
        questions = [one.text for one in self.targets if isinstance(one, Question)]
        self.wording = Wording(questions)
        self.profiles = profile_keys(fields)
        places = FieldPlaces(course)
        self.places = [places.of(field) for field in fields]
        self._number_by_order()
        self.alike: list[dict[int, float]] = [{} for _ in self.targets]
        self.scores: list[dict[int, float]] = [{} for _ in self.targets]
        for at in range(len(fields)):
            self._weigh(at)
        self.row_of_field = self._solve(self.scores)
        self.scores = self._with_order()
        self.row_of_field = self._solve(self.scores)

    def all(self) -> list[Proposal]:
        """A proposal for each field."""
        matched = {id(self.targets[row]) for row in self.row_of_field.values()}
        unmatched = [
            row
            for row, target in enumerate(self.targets)
            if isinstance(target, Question)
            and not target.dropped
            and not {id(target), id(self.discussion_of[row])} & matched
        ]
        of_field: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for row, scores in enumerate(self.scores):
            for at, score in scores.items():
                of_field[at].append((-score, row))
        return [
            self._proposal(at, [row for _, row in sorted(of_field[at])], unmatched) for at in range(len(self.fields))
        ]

    def _proposal(self, at: int, rows: list[int], unmatched: Sequence[int]) -> Proposal:
        field, profile = self.fields[at], self.profiles[at]
        row = self.row_of_field.get(at)
        if row is None and profile:
            return Proposal(field, None, profile, True, ())
        if row is not None and self._is_sure(at, row, rows):
            return Proposal(field, self.targets[row], None, True, ())
        if row is None and not rows and field.kind == "paragraph":
            rows = list(unmatched)  # in words unlike any question: it may be any question that no other field asks
        if row is not None:
            rows = [row, *(other for other in rows if other != row)]
        guess = self.targets[row] if row is not None and self.scores[row][at] >= _LIKELY else None
        candidates = tuple(self.targets[other] for other in rows[:_MOST_CANDIDATES])
        return Proposal(field, guess, None, not candidates, candidates)

    # --- weighing ----------------------------------------------------------------------------------------------------

    def _number_by_order(self) -> None:
        """Number fields such as "Your answer" by their order if a discussion has one for each of its questions."""
        self.number_by_order: dict[int, int] = {}
        together: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, (field, place) in enumerate(zip(self.fields, self.places, strict=True)):
            if field.kind in _FOR_WORDS and place.is_bare and place.discussion and place.question is None:
                together[place.discussion.id, field.section].append(at)
        for members in together.values():
            discussion = self.places[members[0]].discussion
            if len(members) > 1 and discussion and len(members) == len(discussion.asked):
                self.number_by_order.update((at, number) for number, at in enumerate(members, 1))

    def _weigh(self, at: int) -> None:
        field, place = self.fields[at], self.places[at]
        for_words = field.kind in _FOR_WORDS and self.profiles[at] is None
        # Help counts by itself only if the label asks nothing, because it may quote another question.
        alike = self.wording.likenesses((place.asks, place.asks_with_help))
        number = 0
        for row, target in enumerate(self.targets):
            if isinstance(target, Discussion):
                likeness_, score = 0.0, self._score_as_whole(at, target) if for_words else 0.0
            else:
                likeness_ = 0.0 if target.placeholder else alike[number]
                number += 1
                if not field.takes_answers or (not for_words and likeness_ < HOLDS):
                    continue
                score = likeness_ + self._score_by_place(at, target, self.discussion_of[row]) - 0.05 * target.dropped
            if score >= _WEIGHED:
                self.alike[row][at] = likeness_
                self.scores[row][at] = score

    def _score_as_whole(self, at: int, discussion: Discussion) -> float:
        """The score of a field that asks for all answers of a discussion."""
        place = self.places[at]
        if place.discussion is not discussion or place.question is not None or at in self.number_by_order:
            return 0.0
        if place.is_bare:
            return 0.9
        return 0.6 if place.wants_whole else _NAMED if place.label_is_bare else 0.0

    def _score_by_place(self, at: int, question: Question, discussion: Discussion) -> float:
        place = self.places[at]
        if place.discussion is None:
            return 0.0
        if place.discussion is not discussion:
            return _ELSEWHERE
        number = place.question or self.number_by_order.get(at)
        if number is None:
            return _SAME_DISCUSSION
        if number not in (question.number, _position(question, discussion)):
            return _OTHER_NUMBER
        return _SAME_PLACE if place.is_bare else _NAMED if place.label_is_bare else 2 * _SAME_DISCUSSION

    def _with_order(self) -> list[dict[int, float]]:
        """The scores, with a little more for pairs that are in the same order in the form and in the course."""
        anchors = {at: row for at, row in self.row_of_field.items() if self.alike[row].get(at, 0) >= _ANCHOR}
        before = _nearest(range(len(self.fields)), anchors)
        after = _nearest(range(len(self.fields) - 1, -1, -1), anchors)
        return [
            {
                at: score + _IN_ORDER * (before.get(at, -1) < row < after.get(at, len(self.targets)))
                for at, score in scores.items()
            }
            for row, scores in enumerate(self.scores)
        ]

    def _solve(self, scores: Sequence[Mapping[int, float]]) -> dict[int, int]:
        return {at: row for row, at in enumerate(assign(scores)) if at is not None}

    # --- judging -----------------------------------------------------------------------------------------------------

    def _is_sure(self, at: int, row: int, rows: Sequence[int]) -> bool:
        """Whether a match is so sure that the person need not be asked."""
        place, target = self.places[at], self.targets[row]
        if place.is_at_odds or (place.discussion and place.discussion is not self.discussion_of[row]):
            return False
        score = self.scores[row][at]
        others = [self.scores[other][at] for other in rows if other != row]
        others += [other for field, other in self.scores[row].items() if field != at]
        if others and score - max(others) < _AHEAD:
            return False
        if isinstance(target, Discussion):
            asked_one_by_one = any(
                self.discussion_of[other] is target and other != row
                for field, other in self.row_of_field.items()
                if field != at
            )
            # A whole discussion does not fit on one line.
            return place.is_bare and self.fields[at].kind != "short" and not asked_one_by_one
        if target.dropped:
            return False
        alike = self.alike[row][at]
        if place.is_bare and alike < HOLDS:
            return at not in self.number_by_order and place.question == target.number == _position(
                target, self.discussion_of[row]
            )
        asks = target.text if alike >= HOLDS else place.asks
        if asks_otherwise(asks, place.beside, target.text):
            return False
        if alike >= EQUAL:
            return True
        is_placed = place.discussion is not None or score - alike >= _IN_ORDER
        return alike >= (_REWORDED if is_placed else _REWORDED_ANYWHERE)


def _position(question: Question, discussion: Discussion) -> int | None:
    """The position of a question among those asked, from 1, as forms count."""
    return next((number for number, one in enumerate(discussion.asked, 1) if one is question), None)


def _nearest(order: Sequence[int], anchors: Mapping[int, int]) -> dict[int, int]:
    """For each index, visited in this order, the row of the last anchor before it."""
    nearest: dict[int, int] = {}
    last: int | None = None
    for at in order:
        if last is not None:
            nearest[at] = last
        last = anchors.get(at, last)
    return nearest
