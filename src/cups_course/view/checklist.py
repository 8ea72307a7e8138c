"""The checklist: what is done and what remains. Every symbol has a word beside it, done things fold away, one line has
one count, and the words that say how far something is are never shortened.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from cups_course.model import Answer, Course, Discussion, Program, Question, SetAside, Task
from cups_course.next import Step
from cups_course.states import course_state, discussion_state, form_state
from cups_course.tasks import best_score, format_hours, hours_in_words, unposted_text
from cups_course.text import clean, count_words
from cups_course.view.screen import BEGUN, DONE, cells, clipped, console, styled, tell
from cups_course.view.wording import (
    NO_QUESTIONS,
    ONE_ANSWER,
    count,
    count_tasks,
    day,
    is_plain,
    listed,
    ranges,
    sentence,
    task_kind,
    what_is_left,
)
from cups_course.wants import (
    WantKind,
    changed_since_posted,
    discussion_wants,
    peers_replied_to,
    question_state,
    task_done,
)

if TYPE_CHECKING:
    from rich.text import Text

_COURSE, _OUTER = 2, 4
"""The indents of courses and of discussions; rows inside a discussion are indented further."""
_NARROW = 50
"""Columns below which indents are halved."""
_BAR, _SHORTEST_BAR = 16, 8
_BAR_FROM = 72
"""From this width on there may be a bar beside the words."""
_READABLE = 42
"""The width at which a label is readable though its end is cut."""
_FULL = 80
"""On a wider screen the count of a program stays over the column of its rows."""
_GAP = 2
_SOME = 10
"""In less room than this a longer text is left out."""

_DONE, _STARTED, _DRAFT, _TODO, _UNKNOWN, _ASIDE = "✓", "◐", "✎", "·", "?", "–"
_DISCUSSION = "Discussion"
_STATES = {"done": (_DONE, "done"), "started": (_STARTED, "in progress"), "todo": (_TODO, "to do")}
_STYLES = {_DONE: DONE, _STARTED: BEGUN, _DRAFT: BEGUN, _TODO: "", _UNKNOWN: "dim", _ASIDE: "dim"}


Detail = Literal["folded", "whole", "remains"]
"""How much is shown: done things folded, everything whole, or only what remains."""


class ChecklistRow(NamedTuple):
    """One line: the `number`, a `label` that may be cut at its end, `words` that never are, and `more`, which may be
    cut as well. A `bar` shows the share of what is done."""

    indent: int
    symbol: str
    label: str
    words: str = ""
    more: str = ""
    number: str = ""
    bar: float | None = None
    style: str = ""
    kind: str = ""
    """What the number counts, for a screen that is read aloud."""


def print_checklist(
    programs: Sequence[Program],
    step: Step | None,
    part: Literal["course", "discussion"] | None = None,
    how: Detail = "folded",
    today: date | None = None,
) -> None:
    """Print the checklist of these programs, or of the part they were narrowed to; with `today` also the plans.

    Where done things are `folded`, a discussion is shown whole where drafts wait in it or the next step is in it, and
    as a `part` of its own. What is not there whole is not counted. Of what `remains` only that is shown which counts.
    """
    screen = console()
    for program in programs:
        rows = list(_program(program, step, part, how, today))
        if how == "remains":
            rows = [row for row in rows if row.symbol != _DONE]
        counted = "" if part else _counted(one for course in program.courses for one in course.discussions)
        if is_plain():
            tell(sentence(clean(program.title), counted), *map(_aloud, rows))
            continue
        lines = _lines(rows, screen.width)
        widest = max((line.cell_len for line in lines), default=0)
        lines = [_title(program, counted, min(screen.width, max(_FULL, widest))), styled(), *lines]
        screen.print(styled("\n").join(lines), no_wrap=True, overflow="ignore", crop=False)


def _aloud(row: ChecklistRow) -> str:
    """A row as a sentence: its kind and number, its words, and its whole label."""
    called = " ".join(filter(None, [row.kind, row.number.strip()]))
    return sentence(called or row.label, row.words, row.more, words=clean(row.label) if called else "")


def _title(program: Program, counted: str, width: int) -> "Text":
    line = styled(clipped(program.title, width - cells(counted) - _GAP * bool(counted)), style="bold")
    return line.append(f"{counted:>{width - line.cell_len}}", style="not bold") if counted else line


def _counted(discussions: Iterable[Discussion], known: str = "") -> str:
    """How many of these discussions are done; "" if there are none."""
    states = [discussion_state(one) for one in discussions]
    said = f"{states.count('done')} of {count(len(states), f'{known}discussion')}" if states else ""
    return f"{said} done" if said and is_plain() else said


def _program(
    program: Program, step: Step | None, part: str | None, how: Detail, today: date | None
) -> Iterator[ChecklistRow]:
    if part is None and how != "whole" and program.set_aside and not program.set_aside.everything:
        yield _aside(2, "The whole program", program.set_aside)
        yield ChecklistRow(0, "", "")
        return
    for course in program.courses:
        if how == "remains" and course_state(course) == "done":
            continue
        yield from _course(course, step, part, how)
        if today and course.plan and part != "discussion" and course_state(course) != "done":
            from cups_course.view.plan import plan_summary

            yield ChecklistRow(4, "", "Plan", *plan_summary(program, course, today))
        yield ChecklistRow(0, "", "")
    if tasks := _shown(program.tasks, how):
        yield from (_task(task, 2) for task in tasks)
        yield ChecklistRow(0, "", "")


def _course(course: Course, step: Step | None, part: str | None, how: Detail) -> Iterator[ChecklistRow]:
    number = f"Course {course.number}{'  ' if course.title else ''}"
    if part == "discussion":
        yield ChecklistRow(2, "", course.title, number=number, style="bold")
        yield from _discussions(course.discussions, step, "whole" if how == "folded" else how)
        return
    if course_state(course) == "done" and part is None and how == "folded":
        yield ChecklistRow(2, _DONE, course.title, "done", number=number)
        return
    if course.set_aside and part is None and how != "whole":
        yield _aside(2, course.title, course.set_aside, number)
        return
    # Without an outline there may be more discussions.
    said = _counted(course.discussions, known="" if course.outlined else "known ") or _STATES[course_state(course)][1]
    yield ChecklistRow(2, "", course.title, said, "", number, _share_done(course), "bold")
    yield from _discussions(course.discussions, step, how)
    yield from (_task(task, 4) for task in _shown(course.tasks, how))
    yield from (_form(form, course) for form in _shown(course.forms, how))


def _share_done(course: Course) -> float | None:
    """How much of a course is done; None if it is not known how many discussions it has."""
    if not course.outlined or not course.discussions:
        return None
    return sum(discussion_state(one) == "done" for one in course.discussions) / len(course.discussions)


def _shown(tasks: Sequence[Task], how: Detail) -> list[Task]:
    return [task for task in tasks if task.counts or how != "remains"]


def _discussions(discussions: Sequence[Discussion], step: Step | None, how: Detail) -> Iterator[ChecklistRow]:
    """The rows of discussions. Done ones share a line, and so do those of unknown content, each at the place of their
    first; with detail "whole" done ones have lines of their own."""
    done = [] if how == "whole" else [one for one in discussions if discussion_state(one) == "done"]
    unknown = [one for one in discussions if _is_only_a_number(one)]
    width = max((len(str(one.number)) for one in discussions), default=1) + 2
    for discussion in discussions:
        if done and discussion is done[0]:
            numbers = f"{ranges([one.number for one in done]):<{width - 2}}  "
            title = discussion.title if len(done) == 1 else ""
            kind = _kind_of(done)
            yield ChecklistRow(4, _DONE, title, "done", number=numbers, style="dim", kind=kind)
        elif unknown and discussion is unknown[0]:
            numbers = ranges([one.number for one in unknown])
            kind = _kind_of(unknown)
            yield ChecklistRow(4, _UNKNOWN, "", NO_QUESTIONS, number=numbers, style="dim", kind=kind)
        elif discussion not in done and discussion not in unknown:
            yield from _discussion(discussion, width, how, whole=how != "folded" or _is_at_hand(discussion, step))


def _kind_of(discussions: Sequence[Discussion]) -> str:
    return f"{_DISCUSSION}s" if len(discussions) > 1 else _DISCUSSION


def _is_only_a_number(discussion: Discussion) -> bool:
    """Whether a discussion of unknown content has nothing else to show, either."""
    is_described = discussion.known or discussion.title or discussion.set_aside
    return not is_described and discussion_state(discussion) == "todo"


def _is_at_hand(discussion: Discussion, step: Step | None) -> bool:
    """Whether the person is at work on it: drafts wait here, or the next step is here."""
    if discussion_state(discussion) != "started":
        return False
    states = [question_state(question, discussion) for question in discussion.asked]
    return "draft" in states or (step is not None and f"{step.ref}.".startswith(f"{discussion.ref}."))


def _discussion(discussion: Discussion, width: int, how: Detail, *, whole: bool) -> Iterator[ChecklistRow]:
    state = discussion_state(discussion)
    number = f"{discussion.number:<{width}}"
    if discussion.set_aside and state != "done":
        yield _aside(4, discussion.title, discussion.set_aside, number)._replace(kind=_DISCUSSION)
        whole = how == "whole"
    elif not discussion.known and state == "todo":
        yield ChecklistRow(4, _UNKNOWN, discussion.title, NO_QUESTIONS, "", number, style="dim", kind=_DISCUSSION)
        return
    else:
        symbol, said = _STATES[state]
        left = "" if whole else _what_is_left(discussion)
        if state == "todo" and left:
            said = ""
        elif left:
            left = f"{left} to go"
        yield ChecklistRow(4, symbol, discussion.title, said, left, number, kind=_DISCUSSION)
    if not whole:
        return
    indent = 6 + width
    for question in discussion.questions:
        if question.answer or not question.dropped:
            yield _question(question, discussion, indent)
    if discussion.answer:
        yield _whole_answer(discussion, discussion.answer, indent)
    if not discussion.known:
        yield ChecklistRow(indent, _UNKNOWN, "The post", "not imported yet")
    if discussion.peer_replies_wanted or discussion.peer_replies:
        yield _peer_replies(discussion, indent)
    yield from (_task(task, indent, discussion) for task in _shown(discussion.tasks, how))


def _what_is_left(discussion: Discussion) -> str:
    wants = [want for want in discussion_wants(discussion) if not want.optional]
    questions = sum(want.kind is WantKind.ANSWER and isinstance(want.subject, Question) for want in wants)
    left = [count(questions, "question")] if questions else []
    left += [count(want.replies, "reply", "replies") for want in wants if want.replies]
    left += count_tasks([want.subject for want in wants if isinstance(want.subject, Task)])
    return ", ".join(left)


def _question(question: Question, discussion: Discussion, indent: int) -> ChecklistRow:
    symbol, said, more = _question_words(question, discussion)
    style = "dim" * question.dropped
    return ChecklistRow(indent, symbol, question.text, said, more, f"{question.number}  ", style=style, kind="Question")


def _question_words(question: Question, discussion: Discussion) -> tuple[str, str, str]:
    answer = question.answer
    if question.dropped:
        return _DONE, "no longer asked", "your answer is saved"
    state = question_state(question, discussion)
    if state == "todo":
        return _TODO, "to answer", ""
    if answer and answer.state == state:
        return _answer_words(answer)
    more = "changed since" if changed_since_posted(question, discussion) else ONE_ANSWER.lower()
    return _DONE if state == "posted" else _DRAFT, state, more


def _answer_words(answer: Answer) -> tuple[str, str, str]:
    if answer.posted:
        said = "posted, changed since" if answer.changed_since_posted else f"posted {day(answer.posted_on)}".rstrip()
        return _DONE, said, ""
    return _DRAFT, f"draft, {count(count_words(answer.text), 'word')}", ""


def _whole_answer(discussion: Discussion, answer: Answer, indent: int) -> ChecklistRow:
    symbol, said, more = _answer_words(answer)
    return ChecklistRow(indent, symbol, ONE_ANSWER if discussion.asked else "Your answer", said, more)


def _peer_replies(discussion: Discussion, indent: int) -> ChecklistRow:
    peers = peers_replied_to(discussion)
    wanted = discussion.peer_replies_wanted
    said = f"{len(peers)} of {wanted}" if wanted else f"{len(peers)} given"
    names = ", ".join(clean(peer) if peer else "someone" for peer in peers)
    if drafts := sum(not reply.given for reply in discussion.peer_replies):
        names = ", ".join(filter(None, [names, count(drafts, "draft")]))
    symbol = _DONE if len(peers) >= (wanted or 0) else _STARTED if peers or drafts else _TODO
    return ChecklistRow(indent, symbol, "Peer replies", said, names)


def _task(task: Task, indent: int, discussion: Discussion | None = None) -> ChecklistRow:
    done = task_done(task, discussion)
    kind = task_kind(task)
    label, number = (task.text, f"{kind}  " * bool(kind)) if task.text else (kind, "")
    if task.set_aside and not done:
        return _aside(indent, label, task.set_aside, number)
    symbol = _DONE if done else _STARTED if task.begun else _TODO
    return ChecklistRow(indent, symbol, label, *task_words(task, done=done), number)


def _form(form: Task, course: Course) -> ChecklistRow:
    label = form.text or "Evaluation form"
    state = form_state(form, course)
    if state == "submitted":
        changed = _changed_since_sent(form, course)
        said = "sent, changed since" if changed else f"sent {day(form.done_on)}".rstrip()
        return ChecklistRow(4, _DONE, label, said, listed(changed))
    if form.set_aside:
        return _aside(4, label, form.set_aside)
    if state == "ready":
        return ChecklistRow(4, _TODO, label, "ready to fill in")
    left, _, others = what_is_left(course).partition(" and ")
    return ChecklistRow(4, _TODO, label, f"{left or 'some fields'} to go", f"and {others}" if others else "")


def _changed_since_sent(form: Task, course: Course) -> list[str]:
    if not form.sent:
        return []
    from cups_course.form.filling import changed_since_sent  # the records of forms take 3 ms to make

    return changed_since_sent(form, course)


def _aside(indent: int, label: str, aside: SetAside, number: str = "") -> ChecklistRow:
    more = f"until {day(aside.until)}" if aside.until else ""
    return ChecklistRow(indent, _ASIDE, label, "paused", more, number, style="dim")


def _lines(rows: Sequence[ChecklistRow], width: int) -> "list[Text]":
    """The rows as lines. Words are in columns: one for courses and one for discussions, the same where there is room,
    and one for what is inside discussions."""
    outer, course = _OUTER, _COURSE
    if width < _NARROW:
        outer, course = outer // 2, course // 2
        rows = [row._replace(indent=row.indent // 2) for row in rows]
    courses = [row for row in rows if row.indent <= course]
    discussions = [row for row in rows if course < row.indent <= outer]
    inner = [row for row in rows if row.indent > outer]
    shared = max(map(_natural, (courses, discussions)))
    limits = _limit(courses, width, 0), _limit(discussions, width, max(width - _READABLE, width * 2 // 5))
    columns = [shared, shared]
    if min(limits) < shared:
        columns = [min(_natural(part), most) for part, most in zip((courses, discussions), limits, strict=True)]
    columns.append(min(_natural(inner), _limit(inner, width, width // 3)))
    bars = max((cells(row.words) for row in courses if row.bar is not None), default=0)
    return [_line(row, columns[(row.indent > course) + (row.indent > outer)], width, bars) for row in rows]


def _natural(rows: Sequence[ChecklistRow]) -> int:
    """The column where words begin if every label is whole."""
    return max((_start(row) + cells(row.label) + _GAP for row in rows if row.words or row.more), default=0)


def _limit(rows: Sequence[ChecklistRow], width: int, most: int) -> int:
    """The last column where words may begin, so that they are whole. What is beside them gets `most` columns with
    them."""
    words = max((cells(row.words) for row in rows), default=0)
    beside = max((cells(_beside(row)) for row in rows), default=0)
    return width - max(words, min(beside, most))


def _beside(row: ChecklistRow) -> str:
    return (" " * _GAP).join(filter(None, [row.words, row.more]))


def _start(row: ChecklistRow) -> int:
    return row.indent + (2 if row.symbol else 0) + cells(row.number)


def _line(row: ChecklistRow, column: int, width: int, bars: int) -> "Text":
    line = styled(" " * row.indent)
    if row.symbol:
        line.append(f"{row.symbol} ", style=_STYLES[row.symbol])
    line.append(row.number, style=row.style)
    has_more = bool(row.words or row.more)
    line.append(clipped(row.label, (column - _GAP if has_more else width) - _start(row)), style=row.style)
    if not has_more:
        return line
    line.append(" " * max(_GAP, column - line.cell_len))
    line.append(row.words, style=_STYLES.get(row.symbol, "") or row.style)
    bar = min(_BAR, width - column - bars - _GAP)
    if row.bar is not None and bar >= _SHORTEST_BAR and width >= _BAR_FROM:
        done = int(bar * row.bar)
        line.append(" " * (bars - cells(row.words) + _GAP))
        line.append("█" * done, style=DONE).append("░" * (bar - done))
    gap = _GAP if row.words else 0
    if row.more and (room := width - line.cell_len - gap) >= min(_SOME, cells(row.more)):
        line.append(f"{' ' * gap}{clipped(row.more, room)}", style="dim" if row.words else "")
    return line


def task_words(task: Task, *, done: bool) -> tuple[str, str]:
    """How far a task is, in words that are never shortened, and details that may be."""
    if done:
        said = "sent" if task.kind == "form" else "done"
        if task.repeated and task.times is None:
            said = f"{task.times_done} so far"
        return f"{said} {day(task.done_on)}".rstrip(), ", ".join(_came_of_it(task))
    if task.counts:
        return "in progress" if task.begun else "to do", ", ".join(_how_far(task))
    return "bonus" if task.bonus else "optional", ", ".join(_how_far(task))


def _came_of_it(task: Task) -> Iterator[str]:
    if task.score:
        yield task.score
    tries = [attempt for attempt in task.attempts if attempt.score]
    if len(tries) > 1 and not task.repeated:
        yield count(len(tries), "try", "tries")
    if task.choice:
        yield clean(task.choice)
    if task.practice:
        yield hours_in_words(task.minutes_logged)
    if task.every and not task.times:
        yield f"every {task.every}"


def _how_far(task: Task) -> Iterator[str]:
    if task.minimum:
        yield f"at least {task.minimum}"
    if task.attempts and (reached := best_score(task.attempts) or task.score):
        yield f"best so far {reached}" if len(task.attempts) > 1 else f"last try {reached}"
    if task.choice:
        yield f"chosen: {clean(task.choice)}"
    elif task.choices:
        yield f"one of {len(task.choices)}"
    if task.minutes:
        yield f"{format_hours(task.minutes_logged)} of {hours_in_words(task.minutes)}"
    elif task.practice:
        yield hours_in_words(task.minutes_logged)
    if unposted_text(task):
        yield "written, not posted yet"
    if task.times and task.repeated:
        yield f"{task.times_done} of {task.times}"
    if task.every:
        yield f"every {task.every}"
