"""`cups-course plan`: what is left of a course, spread over the days one has."""

from datetime import date, timedelta
from typing import Annotated

import typer

from cups_course.cli.options import Json
from cups_course.cli.session import Session, locate, locate_course, paged, require_course
from cups_course.errors import CourseError, WrongUsage
from cups_course.model import Course, Plan
from cups_course.pace.days import days_between, parse_future_day, parse_rest_days
from cups_course.pace.plan import MOST_A_DAY
from cups_course.refs import narrow
from cups_course.shell import CommandLine
from cups_course.store.identity import local_date
from cups_course.store.reading import load
from cups_course.store.writing import clear_plan, set_plan
from cups_course.text import clean
from cups_course.view.documents import plan_document, print_json
from cups_course.view.plan import print_no_plan, print_no_plans, print_plan_removed, print_plans

EXAMPLES = (
    "cups-course plan 2 --by 2026-12-20 --rest sat,sun",
    "cups-course plan 2 --per-week 5",
    "cups-course plan 2 --rest sun,2026-12-24..2026-12-26",
    "cups-course plan",
    "cups-course plan 2 --clear",
)
_A_WEEK = 7


def run(
    ctx: typer.Context,
    course: Annotated[
        str | None, typer.Argument(metavar="[COURSE]", help="A course, such as 2. Without it, shows all plans.")
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="DATE", help="Finish by this day.")] = None,
    per_week: Annotated[int | None, typer.Option(min=1, max=999, help="Do this many things a week.")] = None,
    per_day: Annotated[
        int | None,
        typer.Option(min=1, max=99, help=f"At most this many things a day. With --by: {MOST_A_DAY}, unless given."),
    ] = None,
    rest: Annotated[
        str | None,
        typer.Option(
            metavar="DAYS", help="Days off, such as sat,sun or 2026-12-24..2026-12-26. Use none to clear them."
        ),
    ] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day. Default: today.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Remove the plan.")] = False,
    json: Json = False,
) -> None:
    """A plan is worked out again each time you look, from what is left and the days that remain. One thing is what
    you do in one sitting: read and answer a discussion, post it and reply to peers, do a task, fill in a form. Without
    options, it shows your plans.
    """
    session: Session = ctx.obj
    changes = (by, per_week, per_day, rest, from_)
    changed = any(one is not None for one in changes)
    if clear and changed:
        raise WrongUsage("Use --clear alone.", CommandLine("plan", course, "--clear"))
    with session.database() as database:
        if course is None and not (changed or clear):
            programs = load(database)
        else:
            found = locate_course(database, course)
            planned_course = require_course(found)
            if clear:
                if planned_course.plan is None:
                    raise CourseError(f"Course {planned_course.number} has no plan.", CommandLine("plan", found.ref))
                database.doing(f"removed the plan for course {found.ref}")
                clear_plan(database, planned_course)
            elif changed:
                plan = _changed(planned_course, by, per_week, per_day, rest, from_)
                database.doing(f"saved a plan for course {found.ref}")
                set_plan(database, planned_course, plan)
            if clear or changed:
                _, found = locate(database, found.ref)
            programs = narrow([found.program], found)
    planned = [(program, one) for program in programs for one in program.courses if one.plan]
    if json:
        documents = [plan_document(*one, local_date()) for one in planned]
        print_json(documents if course is None else next(iter(documents), None))
    elif clear:
        print_plan_removed(programs[0].courses[0])
    elif planned:
        with paged(session):
            print_plans(planned, local_date())
    else:
        if course:
            print_no_plan(programs[0].courses[0])
        else:
            print_no_plans(programs)


def _changed(
    course: Course, by: str | None, per_week: int | None, per_day: int | None, rest: str | None, from_: str | None
) -> Plan:
    """The course's plan with the given changes, or a new one.

    Raises WrongUsage and CourseError if that is no plan.
    """
    if by and per_week:
        raise WrongUsage("Use either --by or --per-week, not both.")
    here = local_date().isoformat()
    plan = course.plan._replace(start=max(course.plan.start, here)) if course.plan else Plan(start=here)
    if from_:
        plan = plan._replace(start=parse_future_day(from_, local_date()))
    if by or per_week:
        plan = plan._replace(by=parse_future_day(by, local_date()) if by else None, per_week=per_week)
    if not (plan.by or plan.per_week):
        raise WrongUsage(
            "A plan needs a day to finish by, or a number of things a week:",
            CommandLine("plan", course.ref, "--by", local_date() + timedelta(weeks=4)),
            CommandLine("plan", course.ref, "--per-week", "5"),
        )
    if per_day:
        plan = plan._replace(per_day=per_day)
    if rest is not None:
        plan = plan._replace(rest=_rest(rest))
    _require_a_day(plan)
    return plan


def _rest(text: str) -> tuple[str, ...]:
    if text.strip().casefold() == "none":
        return ()
    named, unclear = parse_rest_days(part for part in text.split(",") if part.strip())
    if unclear:
        raise WrongUsage(
            f"“{clean(unclear[0].strip())}” isn't a day off. Use weekdays, dates or ranges of dates, separated "
            "by commas, such as sat,sun,2026-12-24..2026-12-26. Use none for no days off."
        )
    return named.written()


def _require_a_day(plan: Plan) -> None:
    """Raises CourseError for a plan that leaves no day to do anything on, however little is left."""
    rest, _ = parse_rest_days(plan.rest)
    start = date.fromisoformat(plan.start)
    if len(rest.weekdays) == _A_WEEK:
        raise CourseError("That leaves no day of the week to work on, so nothing was changed.")
    if plan.by and all(day in rest for day in days_between(start, date.fromisoformat(plan.by))):
        raise CourseError(f"Every day from {plan.start} to {plan.by} is a day off, so nothing was changed.")
