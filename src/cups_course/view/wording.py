"""Counts, days and lists in words, and sentences for plain output, which screen readers read line by line.

Each call decides once whether its output is plain.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from cups_course.text import WEEKDAYS, fold_space
from cups_course.wants import missing

if TYPE_CHECKING:
    from cups_course.model import Course, Task
    from cups_course.thread.peers import Peer
    from cups_course.thread.thread import WantedTask

_SIGN = r"[✓✗◐✎·?│\-]\s+"
_SENTENCE_ENDS = (".", "!", "?", "…", ":", "。", "？", "！")
NO_QUESTIONS = "no questions yet"
"""The state of a discussion until its post is imported."""
ONE_ANSWER = "One answer for all questions"
AN_ANSWER_OR_REPLY = ("post is an answer or a reply", "posts are answers or replies")
_TASKS = {
    "watch": ("video", "videos"),
    "read": ("reading", "readings"),
    "quiz": ("quiz", "quizzes"),
    "other": ("task", "tasks"),
}
"""Kinds of tasks as nouns, where the kind is none or has a plural of its own."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


_wants_plain: Callable[[], bool] = lambda: False  # noqa: E731
_plain: bool | None = None


def set_plain(wants_plain: Callable[[], bool]) -> None:
    """Set what decides whether output is plain. It is called once, before the first output."""
    global _wants_plain, _plain
    _wants_plain, _plain = wants_plain, None


def is_plain() -> bool:
    """Whether output is for a screen reader."""
    global _plain
    if _plain is None:
        _plain = _wants_plain()
    return _plain


def sentence(subject: str, *facts: str, words: str = "") -> str:
    """`Question 3, to answer: What would you take home?`; without words, `Question 3: to answer.`"""
    parts = [part for part in map(fold_space, facts) if part]
    words = fold_space(words)
    if words:
        return with_full_stop(_led_by(", ".join([subject, *parts]), words))
    said = ", ".join(parts)
    return with_full_stop(_led_by(subject, said[:1].upper() + said[1:] if _asks(subject) else said))


def _led_by(lead: str, text: str) -> str:
    """A text after what it is about, with a colon between them, unless a mark such as `?` ends that already."""
    if not text:
        return lead
    return f"{lead} {text}" if _asks(lead) else f"{lead.rstrip(' .:')}: {text}"


def _asks(text: str) -> bool:
    return text.endswith(tuple(end for end in _SENTENCE_ENDS if end not in ".:"))


def without_columns(lead: str) -> str:
    """The columns before a text as plain words: commas between them, and no sign, which repeats what a word says."""
    lead = lead.strip()
    if sign := re.match(_SIGN, f"{lead} "):
        lead = lead[sign.end() :]
    return ", ".join(part for part in re.split(r"\s{2,}", lead) if part)


def with_full_stop(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already: screen readers pause there."""
    return text if not text or text.endswith(_SENTENCE_ENDS) else f"{text}."


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 reply`, `3 replies`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def what_is_left(course: "Course") -> str:
    """`3 discussions and 2 other things`: what is missing before the forms of a course; "" where nothing is."""
    wants = missing(course)
    discussions = len({want.discussion.id for want in wants if want.discussion})
    others = len({want.ref for want in wants if not want.discussion})
    said = [count(discussions, "discussion")] if discussions else []
    said += [count(others, "other thing" if discussions else "thing")] if others else []
    return " and ".join(said)


def count_tasks(tasks: Sequence["Task | WantedTask"]) -> list[str]:
    """`quiz`, `2 videos`: how many tasks of each kind there are."""
    kinds = Counter(task.kind for task in tasks)
    nouns = {kind: _TASKS.get(kind, (kind, f"{kind}s")) for kind in kinds}
    return [nouns[kind][0] if number == 1 else f"{number} {nouns[kind][1]}" for kind, number in kinds.items()]


def task_kind(task: "Task | WantedTask") -> str:
    """The kind of a task as a label, `Quiz`; "" where the task's own text says it at its start."""
    if not task.text:
        return "Task" if task.kind == "other" else task.kind.capitalize()
    is_said = task.kind == "other" or task.kind in re.findall(r"\w+", task.text.casefold())[:2]
    return "" if is_said else task.kind.capitalize()


def replies_had(number: int, *, from_you: bool = False) -> str:
    """`no reply yet`, `1 reply`, `3 replies`; `you replied` for a reply of yours that the copy doesn't show."""
    return count(number, "reply", "replies") if number else "you replied" if from_you else "no reply yet"


def peer_facts(peer: "Peer") -> str:
    """How many replies a peer had, and whether you replied to them: `2 replies, wrote to you`."""
    facts = [replies_had(peer.replies, from_you=peer.replied)]
    if peer.replied and peer.replies:
        facts.append("you replied")
    elif peer.wrote_to_you and not peer.replied:
        facts.append("wrote to you")
    return ", ".join(facts)


def day(iso: str | None) -> str:
    """An ISO date as `3 Nov 2020`, "" for None. A wrong month, in a store from elsewhere, leaves the date as it is."""
    if not iso:
        return ""
    year, month, number = iso[:10].split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}" if 1 <= int(month) <= len(_MONTHS) else iso


def weekday(given: date) -> str:
    """A day to come, `Monday, 7 Dec 2026`."""
    return f"{WEEKDAYS[given.weekday()]}, {day(given.isoformat())}"


def until_phrase(iso: str | None) -> str:
    """How long something is set aside: `until Monday, 7 Dec 2026`, or without a day `for now`."""
    return f"until {weekday(date.fromisoformat(iso))}" if iso else "for now"


def month(iso: str) -> str:
    """A month, `Nov 2020` for `2020-11`."""
    year, number = iso.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def moment(iso: str) -> str:
    """A time in UTC as local time, `3 Nov 2026, 08:15`."""
    here = datetime.fromisoformat(iso).astimezone()
    return f"{day(here.date().isoformat())}, {here:%H:%M}"


def ago(iso: str, now: datetime) -> str:
    """How long before `now` a time in UTC was: `5 minutes ago`; after a week its day."""
    seconds = int((now - datetime.fromisoformat(iso)).total_seconds())
    if seconds < 60:
        return "just now"
    for most, size, unit in ((3600, 60, "minute"), (86400, 3600, "hour"), (7 * 86400, 86400, "day")):
        if seconds < most:
            return f"{count(seconds // size, unit)} ago"
    return f"on {day(iso)}"


def author_and_day(author: str | None, posted_on: str | None) -> str:
    """`by oakleaf 3 Nov 2020`, without what is not known."""
    return " ".join(filter(None, [f"by {author}" if author else "", day(posted_on)]))


def ranges(numbers: Sequence[int]) -> str:
    """`1 to 8, 10`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(str(number) for number in run) for run in runs
    )


def listed(names: Sequence[str], *, most: int | None = None) -> str:
    """`oakleaf, plum and fern`. With more than `most` names the last ones are counted: `oakleaf, plum and 3 more`."""
    if most is not None and len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))
