"""How much time lies between posts: answers follow one another at the thread's pace, replies come when they come.

Two answers far apart in a busy thread are rare, so what stands between them is rather answers than replies. Waiting
times have long tails (a reply after a year is no wonder), as the Lomax distribution has: of scale s, half of the
waiting times are shorter than s.
"""

import math
from collections.abc import Sequence
from statistics import median

USUAL_PACE = 3.0
"""Days, for threads that show none of their own."""
PACE_COUNTS_AS = 4
"""So many waiting times weigh as much as the usual pace."""
_LONGEST = 3000  # days; what is longer counts as this


class Pace:
    """How likely each waiting time is, as a logarithm, where `waits` (in days) were seen."""

    def __init__(self, waits: Sequence[int]) -> None:
        usual = [USUAL_PACE] * PACE_COUNTS_AS
        self._scale = max(0.2, median([*(wait + 0.5 for wait in waits), *usual]))
        self._logs: dict[int, float] = {}

    def of(self, wait: int) -> float:
        """The logarithm of the share of waiting times that are this long; one below 0 counts as 0."""
        wait = min(max(wait, 0), _LONGEST)
        if wait not in self._logs:
            self._logs[wait] = math.log(1 / (1 + wait / self._scale) - 1 / (1 + (wait + 1) / self._scale))
        return self._logs[wait]
