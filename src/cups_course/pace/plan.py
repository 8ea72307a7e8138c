"""Plans: the remaining work of a course spread evenly over the days until its end, but never on a day of rest.

The schedule is worked out from what remains each time somebody looks. Doing what is due leaves later days as they were.
After a missed day the rest is spread over the days that are left, so nothing is ever overdue.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, islice
from typing import NamedTuple

from cups_course.model import Answer, Course, Discussion, Plan, Program, Question, Task
from cups_course.next import discussion_name
from cups_course.pace.days import DAYS_AHEAD, RestDays, days_between, parse_rest_days
from cups_course.pace.set_aside import set_aside_with
from cups_course.states import answers_of, discussion_state
from cups_course.tasks import task_step
from cups_course.wants import Want, WantKind, course_wants


class WorkItem(NamedTuple):
    """One thing to do. `id` stays the same whatever is done before it, so a calendar recognizes it."""

    id: str
    ref: str
    what: str
    command: str
    optional: bool = False


def work_items(course: Course) -> list[WorkItem]:
    """Everything left of a course in the order of `next`, forms last, without what is set aside."""
    wants = list(course_wants(course))
    items: dict[str, WorkItem] = {}
    for discussion in _in_working_order(course.discussions):
        if not discussion.set_aside:
            here = (want for want in wants if want.discussion is discussion)
            # A discussion's drafts are posted in one go: one item for all of them.
            items |= {item.id: item for want in sorted(here, key=lambda want: want.optional) for item in _items(want)}
    items |= {item.id: item for want in wants if want.discussion is None for item in _items(want)}
    return [*items.values()]


def done_since(course: Course, day: str) -> int:
    """How many things in a course were done on this ISO date or later."""
    done = 0
    for discussion in course.discussions:
        done += sum(_last_touched(answer) >= day for answer in answers_of(discussion))
        done += sum(reply.given and (reply.replied_on or "") >= day for reply in discussion.peer_replies)
        done += sum((task.done_on or "") >= day for task in discussion.tasks)
    return done + sum((task.done_on or "") >= day for task in (*course.tasks, *course.forms))


def _last_touched(answer: Answer) -> str:
    return max(answer.kept_at[:10], answer.posted_on or "")


def _in_working_order(discussions: Iterable[Discussion]) -> list[Discussion]:
    """Discussions with something done first, then new ones, then those whose content is unknown."""
    return sorted(discussions, key=lambda one: (not one.known, one.known and discussion_state(one) == "todo"))


def _items(want: Want) -> Iterator[WorkItem]:
    subject, command = want.subject, want.command
    place = discussion_name(want.discussion) if want.discussion else ""
    match want.kind:
        case WantKind.DESCRIPTION:
            what = f"Import {place}, which has no questions yet"
            if isinstance(subject, Course):
                what = f"Import the posts of course {subject.number}"
            yield WorkItem(f"{subject.id}-import", subject.ref, what, command)
        case WantKind.ANSWER | WantKind.SHORTER_ANSWER:
            what = "Answer " if want.kind is WantKind.ANSWER else "Shorten your answer to "
            if isinstance(subject, Question):
                yield WorkItem(subject.id, subject.ref, f"{what}question {subject.number} of {place}", command)
            else:
                yield WorkItem(f"{subject.id}-answer", subject.ref, f"{what}{place}", command)
        case WantKind.POSTING if want.discussion:
            what = f"Post your answer to {place}"
            yield WorkItem(f"{want.discussion.id}-post", want.discussion.ref, what, command)
        case WantKind.REPLIES if want.discussion:
            wanted = want.discussion.peer_replies_wanted or 0
            for number in range(wanted - want.replies + 1, wanted + 1):
                what = f"Reply to a peer in {place}, {number} of {wanted}"
                yield WorkItem(f"{subject.id}-reply-{number}", subject.ref, what, command)
        case WantKind.TASK | WantKind.FORM if isinstance(subject, Task) and not subject.set_aside:
            what = f"Fill in {subject.text or 'the evaluation form'}"
            if want.kind is WantKind.TASK:
                what = task_step(subject).what.removesuffix(".")
            yield WorkItem(subject.id, subject.ref, what, command, want.optional)


MOST_A_DAY = 6
"""The most things a day unless the person says otherwise: a whole ordinary discussion."""


class ScheduledDay(NamedTuple):
    """A day of a schedule with the things to do on it."""

    day: date
    things: list[WorkItem]


class Schedule(NamedTuple):
    """What to do when. `left_out` are optional things without room. `too_many` are required things without room; then
    the plan does not fit, and `would_do` is the first day by which it would. A schedule `waits`, without days, while
    the course is set aside without an end."""

    days: list[ScheduledDay]
    left_out: Sequence[WorkItem] = ()
    too_many: Sequence[WorkItem] = ()
    would_do: date | None = None
    waits: bool = False

    @property
    def ends(self) -> date | None:
        """The last day with something to do."""
        return self.days[-1].day if self.days else None

    def on(self, day: date) -> list[WorkItem]:
        """The things to do on a day."""
        return next((scheduled.things for scheduled in self.days if scheduled.day == day), [])


def schedule(program: Program, course: Course, today: date) -> Schedule:
    """What is left of a course that has a plan, day by day from today."""
    plan, aside, things = course.plan, set_aside_with(program, course), work_items(course)
    assert plan
    if aside and not aside.until:
        return Schedule([], waits=True)
    begins = max(plan.start, aside.until if aside and aside.until else "")
    first = min(max(today, date.fromisoformat(begins)), today + timedelta(days=DAYS_AHEAD))
    rest, _ = parse_rest_days(plan.rest)
    begun = done_since(course, today.isoformat()) if first == today else 0
    if plan.by:
        return _until_day(things, plan, first, rest, begun, done_since(course, plan.start))
    return _per_week(things, plan, first, rest, begun)


def _until_day(things: list[WorkItem], plan: Plan, first: date, rest: RestDays, begun: int, done: int) -> Schedule:
    """A schedule that ends by a day. `begun` things were done today, `done` since the plan began."""
    most = plan.per_day or MOST_A_DAY
    furthest = first + timedelta(days=DAYS_AHEAD)
    by = min(date.fromisoformat(plan.by or ""), furthest)
    every = [day for day in days_between(date.fromisoformat(plan.start), by) if day not in rest]
    ahead = [day for day in every if day >= first]
    begun = min(begun, most) if first in ahead else 0
    room = most * len(ahead) - begun
    wanted = [one for one in things if not one.optional]
    chosen = things if len(things) <= room else wanted[:room]
    slots = _spread_from_start(len(chosen), every, done)
    if slots and (slots[0] < ahead[0] or len(slots) + done > most * len(every)):
        slots = _spread_over_rest(len(chosen), ahead, begun)
    return Schedule(
        _on_days(chosen, slots),
        left_out=[one for one in things if one.optional] if chosen is not things else (),
        too_many=wanted[room:],
        would_do=_first_possible_end(len(wanted) + begun, most, days_between(first, furthest), rest)
        if len(wanted) > room
        else None,
    )


def _spread_from_start(things: int, every: list[date], done: int) -> list[date]:
    """Days for what is left, from a spread of everything, done things included, over all days since the plan began. So
    somebody who did what was due sees the other days unchanged."""
    together = things + done
    return [every[-(-number * len(every) // together) - 1] for number in range(done + 1, together + 1)]


def _spread_over_rest(things: int, ahead: list[date], begun: int) -> list[date]:
    """Days for what is left, from a spread over the remaining days alone, after a missed day. What was done today
    counts as the first part of it."""
    together = things + begun
    return [ahead[number * len(ahead) // together] for number in range(begun, together)]


def _first_possible_end(things: int, most: int, ahead: Iterator[date], rest: RestDays) -> date | None:
    needed = -(-things // most)
    return next(islice((day for day in ahead if day not in rest), needed - 1, None), None)


def _per_week(things: list[WorkItem], plan: Plan, first: date, rest: RestDays, begun: int) -> Schedule:
    """A schedule in which each weekday always has the same share, weeks being counted from the start of the plan. A
    missed day makes the plan end later, and no other day fuller."""
    slots: list[date] = []
    start = date.fromisoformat(plan.start)
    week = start + timedelta(days=(first - start).days // 7 * 7)
    while len(slots) < len(things) and (week - first).days < DAYS_AHEAD:
        ahead = [day for day in days_between(week, week + timedelta(days=6)) if day not in rest]
        for day, same in groupby(_spread_from_start(plan.per_week or 1, ahead, 0) if ahead else ()):
            share = len(list(same)[: plan.per_day])
            if day >= first:
                slots += [day] * (max(0, share - begun) if day == first else share)
        week += timedelta(days=7)
    return Schedule(_on_days(things, slots), too_many=things[len(slots) :])


def _on_days(things: list[WorkItem], slots: list[date]) -> list[ScheduledDay]:
    paired = zip(slots, things, strict=False)
    return [ScheduledDay(day, [thing for _, thing in same]) for day, same in groupby(paired, key=lambda one: one[0])]
