"""Plans for a calendar program, as `export --format ics` gives them."""

from datetime import UTC, datetime

from cups_course.cli.days import this_day
from cups_course.cli.session import Session, locate
from cups_course.course.errors import CourseError, WrongSubject
from cups_course.course.laying import schedule
from cups_course.course.narrowing import narrow
from cups_course.store.reading import load


def calendar_of(session: Session, ref: str | None) -> tuple[bytes, str]:
    """The calendar of a course's plan, or of all plans, and what its file may be called.

    Raises WrongSubject for what is no course, CourseError where there is no plan.
    """
    with session.database() as database:
        if ref:
            _, found = locate(database, ref)
            if found.course is None or found.subject is not found.course:
                raise WrongSubject(found.ref, found.what, "a course that has a plan, such as 2", "cups-course plan")
            programs = narrow([found.program], found)
        else:
            programs = load(database)
    planned = [(program, course) for program in programs for course in program.courses if course.plan]
    if not planned:
        which = programs[0].courses[0].ref if ref else "2"
        raise CourseError(
            f"Course {which} has no plan yet. To make one:" if ref else "There is no plan yet. To make one:",
            f"cups-course plan {which} --by DATE",
        )
    from cups_course.export.calendar import render_calendar

    today = this_day()
    plans = [(course, schedule(program, course, today)) for program, course in planned]
    name = f"plan-{planned[0][1].ref.replace('/', '-')}.ics" if ref else "plans.ics"
    return render_calendar(plans, datetime.now(UTC)), name
