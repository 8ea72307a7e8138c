"""Work shared out over the processors, each piece in a process that has loaded the tool."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

_Piece = TypeVar("_Piece")
_Result = TypeVar("_Result")


def at_once(
    work: Callable[[_Piece], _Result], pieces: Sequence[_Piece], processes: int | None = None, share: int = 4
) -> Iterator[tuple[_Piece, _Result]]:
    """Each piece with what came of it, in the order of the pieces; each process takes a share of so many at a time."""
    with multiprocessing.get_context("fork").Pool(processes or os.cpu_count()) as pool:
        results: Iterable[_Result] = pool.imap(work, pieces, chunksize=share)
        yield from zip(pieces, results, strict=True)
