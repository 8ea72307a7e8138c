"""What pieces of evidence are worth."""

from collections.abc import Mapping
from dataclasses import dataclass

Amounts = Mapping[str, float]
"""Pieces of evidence by their names, and how much there is of each."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece speaks for an answer (above 0) or a reply, as log-odds; `usual` where there is none of them."""

    usual: float
    worth: Mapping[str, float]

    def of(self, amounts: Amounts) -> float:
        """How much likelier a post is an answer than a reply, given all of its evidence."""
        return self.usual + self.worth_of(amounts)

    def worth_of(self, amounts: Amounts) -> float:
        """What pieces of evidence add. A piece without a weight says nothing."""
        worth, total = self.worth.get, 0.0
        for name, much in amounts.items():
            total += worth(name, 0.0) * much
        return total
