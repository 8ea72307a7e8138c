"""Groups of things that are the same, built up from pairs (union-find)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable


class Groups:
    """Things that were joined, directly or through others, are in one group."""

    def __init__(self) -> None:
        self._parents: dict[Hashable, Hashable] = {}

    def join(self, one: Hashable, other: Hashable) -> None:
        """Put two things, and all that is in a group with either, into one group."""
        self._parents[self._root(one)] = self._root(other)

    def of(self, members: Iterable[str]) -> list[list[str]]:
        """The groups of these ids, each sorted; an id that was joined with no other is alone in its group."""
        groups: dict[Hashable, list[str]] = defaultdict(list)
        for member in sorted(members):
            groups[self._root(member)].append(member)
        return list(groups.values())

    def _root(self, one: Hashable) -> Hashable:
        while (parent := self._parents.get(one, one)) != one:
            one = parent
        return one
