"""What was written, in numbers."""

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from cups_course.course.stats import WritingStats
from cups_course.view.screen import cells, console, put, tell
from cups_course.view.wordings import count, day, month


def print_stats(all_of_it: WritingStats, periods: Mapping[str, WritingStats]) -> None:
    """All of it in a sentence, then each span of time in which something was written."""
    if not periods:
        tell("Nothing is written here yet.")
        return
    tell(f"You have written {_said(all_of_it)}.", "")
    names = {period: month(period) if len(period) == 7 else f"week of {day(period)}" for period in periods}
    width = max(map(len, names.values()))
    for period, one in periods.items():
        lead = Text(f"  {names[period]:<{width}}  ")
        put(console(), _said(one), indent=cells(lead.plain), first=lead)


def _said(one: WritingStats) -> str:
    parts = [count(one.words, "word")]
    parts += [count(one.answers, "answer")] if one.answers else []
    parts += [count(one.replies, "reply", "replies")] if one.replies else []
    return ", ".join(parts)


def stats_document(all_of_it: WritingStats, periods: Mapping[str, WritingStats], by: str) -> dict[str, Any]:
    """The document of `stats --json`."""
    return {
        **_counted(all_of_it),
        "by": by,
        "periods": [{"period": period, **_counted(one)} for period, one in periods.items()],
    }


def _counted(one: WritingStats) -> dict[str, int]:
    return {"words": one.words, "answers": one.answers, "replies": one.replies}
