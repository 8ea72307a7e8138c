"""Plans: the remaining work of a course spread evenly over the days until its end, but never on a day of rest.

The schedule is worked out from what remains each time somebody looks, and from what was done today. Doing what is due
makes no later day fuller, and nothing later than it was. After a missed day the rest is spread over the days that are
left, so nothing is ever overdue.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, islice
from typing import NamedTuple

from cups_course.model import Course, Discussion, Plan, Program, Task
from cups_course.next import discussion_name, step_for
from cups_course.pace.days import DAYS_AHEAD, RestDays, days_between, parse_rest_days
from cups_course.pace.set_aside import set_aside_with
from cups_course.shell import CommandLine
from cups_course.sittings import Sitting, SittingKind, course_sittings, discussion_sittings
from cups_course.states import answers_of
from cups_course.tasks import task_step
from cups_course.wants import IMPORT, answers_posted, replies_owed, task_done


class WorkItem(NamedTuple):
    """One thing to do, in one sitting. `id` stays the same whatever is done before it, so a calendar recognizes it."""

    id: str
    ref: str
    what: str
    command: CommandLine
    optional: bool = False


def work_items(course: Course) -> list[WorkItem]:
    """Everything left of a course in the order of `next`, forms last, without what is set aside."""
    return [_item(sitting, course) for sitting in course_sittings(course)]


def _item(sitting: Sitting, course: Course) -> WorkItem:
    subject = sitting.subject
    match sitting.kind:
        case SittingKind.IMPORT:
            return WorkItem(f"{subject.id}-import", subject.ref, f"Import the posts of course {course.number}", IMPORT)
        case SittingKind.ANSWER if isinstance(subject, Discussion):
            step = step_for(sitting, course)
            what = step.what if subject.known else f"Import and answer {discussion_name(subject)}"
            return WorkItem(f"{subject.id}-answer", subject.ref, what.removesuffix("."), step.command)
        case SittingKind.POST if isinstance(subject, Discussion):
            return _to_post(sitting, subject, course)
    assert isinstance(subject, Task)
    what = task_step(subject).what if sitting.kind is SittingKind.TASK else f"Fill in {subject.text or _THE_FORM}"
    return WorkItem(subject.id, subject.ref, what.removesuffix("."), sitting.wants[0].command, sitting.optional)


def _to_post(sitting: Sitting, discussion: Discussion, course: Course) -> WorkItem:
    name, owed = discussion_name(discussion), replies_owed(discussion)
    peers = "peers" if owed != 1 else "a peer"
    if discussion.known and answers_posted(discussion):
        whom = f"{owed} {peers}" if owed > 1 else peers
        command = step_for(sitting, course).command
        return WorkItem(f"{discussion.id}-post", discussion.ref, f"Reply to {whom} in {name}", command)
    comma = "," if discussion.title else ""
    replies = f"{comma} and reply to {f'{owed} {peers}' if owed > 1 else peers}" if owed or not discussion.known else ""
    command = CommandLine("export", discussion.ref, "--for", "thread", "--copy")
    return WorkItem(f"{discussion.id}-post", discussion.ref, f"Post your answer to {name}{replies}", command)


def done_since(course: Course, day: str) -> int:
    """How many sittings of a course were done on this ISO date or later."""
    days = [day for discussion in course.discussions for day in _days_done(discussion)]
    days += [task.done_on or "" for task in (*course.tasks, *course.forms) if task_done(task)]
    return sum(one >= day for one in days)


def _days_done(discussion: Discussion) -> Iterator[str]:
    """The day of each sitting of a discussion that is done; "" where it isn't known."""
    left = {sitting.kind for sitting in discussion_sittings(discussion)}
    answers = answers_of(discussion)
    if answers and SittingKind.ANSWER not in left:
        yield max(min(answer.kept_at[:10], answer.posted_on or _NEVER) for answer in answers)
    if SittingKind.POST not in left:
        posted = [answer.posted_on or answer.kept_at[:10] for answer in answers]
        replied = sorted(reply.replied_on or "" for reply in discussion.peer_replies if reply.given)
        if days := [*posted, *replied[: discussion.peer_replies_wanted or 0]]:
            yield max(days)
    for task in discussion.tasks:
        if task_done(task) and not task.set_aside:
            yield task.done_on or ""


MOST_A_DAY = 3
"""The most things a day unless the person says otherwise: a whole ordinary discussion with its quiz."""
_THE_FORM = "the evaluation form"
_NEVER = "9999-12-31"


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
        return _until_day(things, plan, first, rest, begun)
    return _per_week(things, plan, first, rest, begun)


def _until_day(things: list[WorkItem], plan: Plan, first: date, rest: RestDays, begun: int) -> Schedule:
    """A schedule that ends by a day. `begun` things were done today."""
    most = plan.per_day or MOST_A_DAY
    furthest = first + timedelta(days=DAYS_AHEAD)
    by = min(date.fromisoformat(plan.by or ""), furthest)
    ahead = [day for day in days_between(first, by) if day not in rest]
    begun = min(begun, most) if first in ahead else 0
    room = most * len(ahead) - begun
    wanted = [one for one in things if not one.optional]
    chosen = things if len(things) <= room else wanted[:room]
    slots = _spread(len(chosen), ahead, begun) if chosen else []
    return Schedule(
        _on_days(chosen, slots),
        left_out=[one for one in things if one.optional] if chosen is not things else (),
        too_many=wanted[room:],
        would_do=_first_possible_end(len(wanted) + begun, most, days_between(first, furthest), rest)
        if len(wanted) > room
        else None,
    )


def _spread(things: int, ahead: list[date], begun: int) -> list[date]:
    """A day for each thing that is left. What was done today counts as the first part of them."""
    share = -(-(things + begun) // len(ahead))
    if begun >= share and len(ahead) > 1:
        return _spread_evenly(things, ahead[1:])
    return _spread_evenly(things + begun, ahead)[begun:]


def _spread_evenly(things: int, days: list[date]) -> list[date]:
    """A day for each thing: with few things, the first day, the last and evenly between; else the first days have one
    more than the others, so that what is due on one changes no other."""
    if things < len(days):
        return [days[number * (len(days) - 1) // max(1, things - 1)] for number in range(things)]
    each, more = divmod(things, len(days))
    return [day for number, day in enumerate(days) for _ in range(each + (number < more))]


def _first_possible_end(things: int, most: int, ahead: Iterator[date], rest: RestDays) -> date | None:
    needed = -(-things // most)
    return next(islice((day for day in ahead if day not in rest), needed - 1, None), None)


def _per_week(things: list[WorkItem], plan: Plan, first: date, rest: RestDays, begun: int) -> Schedule:
    """A schedule in which each weekday always has the same share, weeks being counted from the start of the plan. A
    missed day makes the plan end later, and no other day fuller."""
    slots: list[date] = []
    per_week = plan.per_week or 1
    start = date.fromisoformat(plan.start)
    week = start + timedelta(days=(first - start).days // 7 * 7)
    while len(slots) < len(things) and (week - first).days < DAYS_AHEAD:
        ahead = [day for day in days_between(week, week + timedelta(days=6)) if day not in rest]
        for day, same in groupby(ahead[number * len(ahead) // per_week] for number in range(per_week) if ahead):
            share = len(list(same)[: plan.per_day])
            if day >= first:
                slots += [day] * (max(0, share - begun) if day == first else share)
        week += timedelta(days=7)
    return Schedule(_on_days(things, slots), too_many=things[len(slots) :])


def _on_days(things: list[WorkItem], slots: list[date]) -> list[ScheduledDay]:
    paired = zip(slots, things, strict=False)
    return [ScheduledDay(day, [thing for _, thing in same]) for day, same in groupby(paired, key=lambda one: one[0])]
