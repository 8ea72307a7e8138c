"""Plans day by day, and statistics of what was written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cups_course.model import Course, Plan, Program
from cups_course.pace.days import RestDays, parse_rest_days
from cups_course.pace.plan import MOST_A_DAY, Schedule, WorkItem, schedule, work_items
from cups_course.pace.set_aside import set_aside_by_itself, set_aside_of, set_aside_with
from cups_course.pace.stats import WritingStats
from cups_course.shell import CommandLine
from cups_course.text import WEEKDAYS
from cups_course.view.next_step import resume_command, set_aside_names
from cups_course.view.screen import heading, say, styled, tell, tell_row
from cups_course.view.wording import NO_QUESTIONS, count, day, listed, month, until_phrase, weekday

_REFS = 6
"""References named in a sentence; the rest are counted."""


def print_plans(planned: Sequence[tuple[Program, Course]], today: date) -> None:
    """The plan of each course, day by day from `today`."""
    for number, (program, course) in enumerate(planned):
        if number:
            tell("")
        tell(heading(f"Course {course.number}", course.title))
        _print_plan(program, course, schedule(program, course, today), today)


def plan_summary(program: Program, course: Course, today: date) -> tuple[str, str]:
    """The state of a plan in a few words, and its last day, or the command to look at it ("" for neither)."""
    plan = schedule(program, course, today)
    if plan.waits or set_aside_with(program, course):
        return "paused too", ""
    if plan.too_many:
        return "doesn't fit", str(CommandLine("plan", course.ref))
    if not plan.ends:
        return "nothing left", ""
    things = plan.on(today)
    state = f"{count(len(things), 'thing')} today" if things else f"next on {day(plan.days[0].day.isoformat())}"
    return state, f"by {day(plan.ends.isoformat())}"


def print_plan_removed(course: Course) -> None:
    """That a plan is removed, and how to undo that."""
    tell(f"Removed the plan for course {course.number}.")
    say("To restore it:", CommandLine("undo"))


def print_no_plan(course: Course) -> None:
    """That a course has no plan, and how to make one."""
    things = count(len(work_items(course)), "thing")
    tell(f"Course {course.number} has no plan and {things} left to do. To make one:")
    _print_ways_to_plan(course)


def print_no_plans(programs: Sequence[Program]) -> None:
    """That no course has a plan, and how to make one for the course that a person would plan."""
    course = course_to_plan(programs)
    tell("There is no plan. To make one:" if course else "There is no plan, and no course to plan.")
    if course:
        _print_ways_to_plan(course)


def _print_ways_to_plan(course: Course) -> None:
    ref = course.ref
    say(
        CommandLine("plan", ref, "--by", "DATE"),
        CommandLine("plan", ref, "--per-week", "5"),
    )


def course_to_plan(programs: Sequence[Program]) -> Course | None:
    """The course to name where a plan could be made: the first with something left to do, if there is one, of the
    program in use before others."""
    in_order = sorted(programs, key=lambda program: not program.in_use)
    courses = [course for program in in_order for course in program.courses]
    return next((course for course in courses if work_items(course)), next(iter(courses), None))


def _print_plan(program: Program, course: Course, plan: Schedule, today: date) -> None:
    assert course.plan
    for sentence in _sentences(program, course, course.plan, plan, today):
        tell_row("  ", sentence)
    for one in plan.days:
        tell_row("  ", styled(f"{'Today, ' if one.day == today else ''}{weekday(one.day)}", style="bold"))
        for thing in one.things:
            tell_row("  · ", f"{thing.what}, optional" if thing.optional else thing.what)
    if plan.too_many:
        say("To make it fit, use one of these:", *_other_plans(course, course.plan, plan, today))
    elif plan.waits:
        say(*(resume_command(one.ref) for one in set_aside_of(program, course)))


def _sentences(program: Program, course: Course, wish: Plan, plan: Schedule, today: date) -> Iterator[str]:
    things = sum(len(one.things) for one in plan.days)
    aside = set_aside_with(program, course)
    if plan.waits:
        yield "Paused. The plan continues when you resume."
        return
    if not (things or plan.left_out or plan.too_many):
        yield "Nothing is left to do."
    if aside:
        yield f"Paused {until_phrase(aside.until)}. The plan continues then."
    if plan.too_many:
        yield from _too_many(wish, plan, things, today)
    elif things:
        optional = sum(thing.optional for one in plan.days for thing in one.things)
        apart = f", {optional} of them optional" if optional else ""
        yield f"{count(things, 'thing')} left{apart}, {_pace(wish, plan)}."
    if plan.left_out:
        yield f"Optional things don't fit and are left out: {_refs(plan.left_out)}."
    if unknown := sum(not (one.known or one.set_aside) for one in course.discussions):
        discussions = count(unknown, "discussion has", "discussions have")
        each = "It" if unknown == 1 else "Each"
        yield f"{discussions} {NO_QUESTIONS}. {each} counts as two things until you import it."
    if asides := set_aside_by_itself(course):
        yield f"Paused and not in the plan: {set_aside_names(asides)}."
    rest, _ = parse_rest_days(wish.rest)
    if days := _rest_days(rest, today):
        yield f"Days off: {days}."


def _too_many(wish: Plan, plan: Schedule, things: int, today: date) -> Iterator[str]:
    if not wish.by:
        yield f"{count(len(plan.too_many), 'thing')} would come more than ten years from now."
        return
    by = date.fromisoformat(wish.by)
    if by < today:
        yield f"{weekday(by)} has passed. Choose a later day."
        return
    left, per_day = len(plan.too_many), wish.per_day or MOST_A_DAY
    yield (
        f"It doesn't fit by {weekday(by)}. At {per_day} a day, {left} of "
        f"{count(things + left, 'thing')} would be left: {_refs(plan.too_many)}."
    )


def _pace(wish: Plan, plan: Schedule) -> str:
    assert plan.ends
    most = max(len(one.things) for one in plan.days)
    pace = f"{count(wish.per_week, 'thing')} a week, done by" if wish.per_week else f"at most {most} a day, by"
    return f"{pace} {weekday(plan.ends)}"


def _other_plans(course: Course, wish: Plan, plan: Schedule, today: date) -> Iterator[CommandLine]:
    if plan.would_do:
        yield CommandLine("plan", course.ref, "--by", plan.would_do)
    if wish.by and plan.days:
        left = sum(len(one.things) for one in plan.days) + len(plan.too_many)
        yield CommandLine("plan", course.ref, "--per-day", -(-left // len(plan.days)))
    yield CommandLine("plan", course.ref, "--per-week", "5")


def _refs(things: Sequence[WorkItem]) -> str:
    refs = list(dict.fromkeys(thing.ref for thing in things))
    more = len(refs) - _REFS
    return listed([*refs[:_REFS], f"{more} more"] if more > 0 else refs)


def _rest_days(rest: RestDays, today: date) -> str:
    names = [f"{WEEKDAYS[one]}s" for one in sorted(rest.weekdays)]
    names += [
        weekday(first) if first == last else f"{weekday(first)} to {weekday(last)}"
        for first, last in rest.spans
        if last >= today
    ]
    return listed(names)


def print_stats(all_of_it: WritingStats, periods: Mapping[str, WritingStats]) -> None:
    """The totals in a sentence, then each period in which something was written."""
    if not periods:
        tell("You haven't written anything yet.")
        return
    tell(f"You have written {_stats(all_of_it)}.", "")
    names = {period: month(period) if len(period) == 7 else f"week of {day(period)}" for period in periods}
    width = max(map(len, names.values()))
    for period, stats in periods.items():
        tell_row(f"  {names[period]:<{width}}  ", _stats(stats))


def _stats(stats: WritingStats) -> str:
    parts = [count(stats.words, "word")]
    parts += [count(stats.answers, "answer")] if stats.answers else []
    parts += [count(stats.replies, "reply", "replies")] if stats.replies else []
    return ", ".join(parts)
