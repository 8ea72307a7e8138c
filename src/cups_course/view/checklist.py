"""The checklist: what is done and what remains. Every symbol has a word beside it, done things fold away, and the words
that say what remains are never shortened.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from cups_course.model import Answer, Course, Discussion, Program, Question, SetAside, Task
from cups_course.next import Step
from cups_course.states import CourseCounts, count_course, course_state, discussion_state, form_state, totals
from cups_course.tasks import best_score, format_hours, hours_in_words, unposted_text
from cups_course.text import clean, count_words
from cups_course.view.screen import BEGUN, DONE, cells, clipped, console, shortened, styled, tell
from cups_course.view.wording import count, day, is_plain, listed, ranges, sentence
from cups_course.wants import WantKind, discussion_wants, missing, peers_replied_to, question_state, task_done

if TYPE_CHECKING:
    from rich.text import Text

_OUTER = 4
"""The indent of discussions; rows inside a discussion are indented further."""
_NARROW = 50
"""Columns below which indents are halved."""
_BAR = 20
_BAR_FROM = 72
"""From this width on there is room for a bar beside the words."""
_GAP = 2
_READABLE = 46
"""The width at which a label is readable with its middle left out."""
_SOME = 10
"""In less room than this a longer text is left out."""

_DONE, _STARTED, _DRAFT, _TODO, _UNKNOWN, _ASIDE = "✓", "◐", "✎", "·", "?", "–"
_DISCUSSION = "Discussion"
_STYLES = {_DONE: DONE, _STARTED: BEGUN, _DRAFT: BEGUN, _TODO: "", _UNKNOWN: "dim", _ASIDE: "dim"}


Detail = Literal["folded", "whole", "remains"]
"""How much is shown: done things folded, everything whole, or only what remains."""


class ChecklistRow(NamedTuple):
    """One line: the `number`, a `label` that may be shortened in its middle, `words` that never are, and `more`, which
    may be cut at its end."""

    indent: int
    symbol: str
    label: str
    words: str = ""
    more: str = ""
    number: str = ""
    bar: CourseCounts | None = None
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
        counted = "" if part else _counted(program)
        if is_plain():
            tell(sentence(clean(program.title), counted), *map(_aloud, rows))
            continue
        lines = [_title(program, counted, screen.width), styled(), *_laid_out(rows, screen.width)]
        screen.print(styled("\n").join(lines), no_wrap=True, overflow="ignore", crop=False)


def _aloud(row: ChecklistRow) -> str:
    """A row as a sentence: its kind and number, its words, and its whole label."""
    called = " ".join(filter(None, [row.kind, row.number.strip()]))
    return sentence(called or row.label, row.words, row.more, words=clean(row.label) if called else "")


def _title(program: Program, counted: str, width: int) -> "Text":
    if not counted:
        return styled(shortened(program.title, width), style="bold")
    line = styled(shortened(program.title, width - cells(counted) - _GAP), style="bold")
    return line.append(f"{' ' * _GAP}{counted}", style="not bold")


def _counted(program: Program) -> str:
    total = totals(one for course in program.courses for one in course.discussions)
    return f"{total.discussions_done} of {count(total.discussions, 'discussion')} done" if total.discussions else ""


def _program(
    program: Program, step: Step | None, part: str | None, how: Detail, today: date | None
) -> Iterator[ChecklistRow]:
    if part is None and how != "whole" and program.set_aside and not program.set_aside.everything:
        yield _aside(2, "All of it", program.set_aside)
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
    counts = count_course(course)
    said = f"{counts.done} of {counts.all} done"
    more = _not_counted(counts) if course.outlined else "as far as imported"
    bar = counts if course.outlined else None
    yield ChecklistRow(2, "", course.title, said, more, number, bar, "bold")
    yield from _discussions(course.discussions, step, how)
    yield from (_task(task, 4) for task in _shown(course.tasks, how))
    yield from (_form(form, course) for form in _shown(course.forms, how))


def _not_counted(counts: CourseCounts) -> str:
    """What is not in the count of a course: discussions of unknown content, and optional things."""
    unknown = f"{counts.unknown} not described yet" if counts.unknown else ""
    optional = f"{counts.optional} optional" if counts.optional else ""
    return ", ".join(filter(None, [unknown, optional]))


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
            yield ChecklistRow(4, _DONE, title, "done", number=numbers, style="dim", kind=_DISCUSSION)
        elif unknown and discussion is unknown[0]:
            numbers = ranges([one.number for one in unknown])
            yield ChecklistRow(4, _UNKNOWN, "", "not described yet", number=numbers, style="dim", kind=_DISCUSSION)
        elif discussion not in done and discussion not in unknown:
            yield from _discussion(discussion, width, how, whole=how != "folded" or _is_at_hand(discussion, step))


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
    if discussion.set_aside and state != "done" and how != "whole":
        yield _aside(4, discussion.title, discussion.set_aside, number)._replace(kind=_DISCUSSION)
        return
    if not discussion.known and state == "todo":
        yield ChecklistRow(
            4, _UNKNOWN, discussion.title, "not described yet", "", number, style="dim", kind=_DISCUSSION
        )
        return
    symbol, said = {"done": (_DONE, "done"), "started": (_STARTED, "started"), "todo": (_TODO, "to do")}[state]
    yield ChecklistRow(
        4, symbol, discussion.title, said, "" if whole else _what_is_left(discussion), number, kind=_DISCUSSION
    )
    if not whole:
        return
    indent = 6 + width
    for question in discussion.questions:
        if question.answer or not question.dropped:
            yield _question(question, discussion, indent)
    if discussion.answer:
        yield _answer_in_one_piece(discussion.answer, indent)
    if not discussion.known:
        yield ChecklistRow(indent, _UNKNOWN, "The post", "not described yet", "import it")
    if discussion.peer_replies_wanted or discussion.peer_replies:
        yield _peer_replies(discussion, indent)
    yield from (_task(task, indent, discussion) for task in _shown(discussion.tasks, how))


def _what_is_left(discussion: Discussion) -> str:
    wants = [want for want in discussion_wants(discussion) if not want.optional]
    questions = sum(want.kind is WantKind.ANSWER and isinstance(want.subject, Question) for want in wants)
    left = [count(questions, "question")] if questions else []
    left += [count(want.replies, "reply", "replies") for want in wants if want.replies]
    left += [want.subject.kind for want in wants if isinstance(want.subject, Task)]
    return ", ".join(left)


def _question(question: Question, discussion: Discussion, indent: int) -> ChecklistRow:
    symbol, said, more = _question_words(question, discussion)
    style = "dim" * question.dropped
    return ChecklistRow(indent, symbol, question.text, said, more, f"{question.number}  ", style=style, kind="Question")


def _question_words(question: Question, discussion: Discussion) -> tuple[str, str, str]:
    answer = question.answer
    if question.dropped:
        return _DONE, "no longer asked", "your answer is kept"
    state = question_state(question, discussion)
    if state == "posted" and answer and answer.posted:
        return _DONE, _posted(answer), "changed since" * answer.changed_since_posted
    if state == "posted":
        return _DONE, "posted", "in one piece"
    if state == "draft" and answer:
        return _DRAFT, _draft(answer), ""
    if state == "draft":
        return _DRAFT, "draft", "in one piece"
    return _TODO, "to answer", ""


def _posted(answer: Answer) -> str:
    return f"posted {day(answer.posted_on)}".rstrip()


def _draft(answer: Answer) -> str:
    return f"draft, {count(count_words(answer.text), 'word')}"


def _answer_in_one_piece(answer: Answer, indent: int) -> ChecklistRow:
    if answer.posted:
        return ChecklistRow(
            indent, _DONE, "Your answer in one piece", _posted(answer), "changed since" * answer.changed_since_posted
        )
    return ChecklistRow(indent, _DRAFT, "Your answer in one piece", _draft(answer))


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
    if task.set_aside and not done:
        return _aside(indent, task.text, task.set_aside, f"{task.kind.capitalize()}  ")
    symbol = _DONE if done else _STARTED if task.begun else _TODO
    return ChecklistRow(indent, symbol, task.text, *task_words(task, done=done), f"{task.kind.capitalize()}  ")


def _form(form: Task, course: Course) -> ChecklistRow:
    label = form.text or "Evaluation form"
    state = form_state(form, course)
    if state == "submitted":
        changed = _changed_since_sent(form, course)
        said = "submitted, changed since" if changed else f"submitted {day(form.done_on)}".rstrip()
        return ChecklistRow(4, _DONE, label, said, listed(changed))
    if form.set_aside:
        return _aside(4, label, form.set_aside)
    if state == "ready":
        return ChecklistRow(4, _TODO, label, "ready to fill in")
    left = sum(discussion_state(one) != "done" for one in course.discussions)
    if left:
        return ChecklistRow(4, _TODO, label, f"{count(left, 'discussion')} to go")
    return ChecklistRow(4, _TODO, label, f"{count(len(missing(course)), 'thing')} to go")


def _changed_since_sent(form: Task, course: Course) -> list[str]:
    if not form.sent:
        return []
    from cups_course.form.filling import changed_since_sent  # the records of forms take 3 ms to make

    return changed_since_sent(form, course)


def _aside(indent: int, label: str, aside: SetAside, number: str = "") -> ChecklistRow:
    more = f"until {day(aside.until)}" if aside.until else "for now"
    return ChecklistRow(indent, _ASIDE, label, "set aside", more, number, style="dim")


def _laid_out(rows: Sequence[ChecklistRow], width: int) -> "Iterable[Text]":
    """The rows as lines. The words of courses and discussions are in one column, those of inner rows in another."""
    edge = _OUTER
    if width < _NARROW:
        edge //= 2
        rows = [row._replace(indent=row.indent // 2) for row in rows]
    outer = _column([row for row in rows if row.indent <= edge], width)
    inner = _column([row for row in rows if row.indent > edge], width)
    return [_line(row, outer if row.indent <= edge else inner, width) for row in rows]


def _column(rows: Sequence[ChecklistRow], width: int) -> int:
    """The column where words begin: right of the labels, but with room for the words, and for what is beside them as
    long as labels stay readable."""
    said = [row for row in rows if row.words]
    widest_label = max((_start(row) + cells(row.label) for row in said), default=0)
    widest_words = max((cells(row.words) for row in said), default=0)
    beside = max((cells(row.words) + cells(row.more) + _GAP for row in said if row.more), default=0)
    return min(widest_label + _GAP, width - max(widest_words, min(beside, max(width - _READABLE, width // 3))))


def _start(row: ChecklistRow) -> int:
    return row.indent + (2 if row.symbol else 0) + cells(row.number)


def _line(row: ChecklistRow, column: int, width: int) -> "Text":
    line = styled(" " * row.indent)
    if row.symbol:
        line.append(f"{row.symbol} ", style=_STYLES[row.symbol])
    line.append(row.number, style=row.style)
    line.append(shortened(row.label, (column - _GAP if row.words else width) - _start(row)), style=row.style)
    if not row.words:
        return line
    line.append(" " * max(_GAP, column - line.cell_len))
    line.append(row.words, style=_STYLES.get(row.symbol, "") or row.style)
    if row.bar and row.bar.all and width >= max(_BAR_FROM, line.cell_len + _GAP + _BAR):
        line.append(" " * _GAP).append_text(_drawn(row.bar))
    if row.more and (room := width - line.cell_len - _GAP) >= min(_SOME, cells(row.more)):
        line.append(f"  {clipped(row.more, room)}", style="dim")
    return line


def _drawn(bar: CourseCounts) -> "Text":
    """The bar: how much is done, open and unknown. Optional things are no part of it."""
    done = _BAR * bar.done // bar.all
    unknown = min(_BAR - done, -(-_BAR * bar.unknown // bar.all))
    return styled().append("█" * done, style=DONE).append("░" * (_BAR - done - unknown)).append("·" * unknown, "dim")


def task_words(task: Task, *, done: bool) -> tuple[str, str]:
    """How far a task is, in words that are never shortened, and details that may be."""
    if done:
        said = "done" if not (task.repeated and task.times is None) else f"{task.times_done} so far"
        return f"{said} {day(task.done_on)}".rstrip(), ", ".join(_came_of_it(task))
    if task.counts:
        return "started" if task.begun else "to do", ", ".join(_how_far(task))
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
        yield "written, to be posted"
    if task.times and task.repeated:
        yield f"{task.times_done} of {task.times}"
    if task.every:
        yield f"every {task.every}"
