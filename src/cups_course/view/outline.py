"""Programs in the store, and outlines: listed, shown, checked, added and removed."""

from collections.abc import Iterator, Sequence

from cups_course.errors import Fault, fault_lines
from cups_course.model import Program
from cups_course.outline.outline import Added, Outline, OutlineDiscussion
from cups_course.shell import CommandLine
from cups_course.states import all_discussions
from cups_course.text import clean
from cups_course.thread.thread import WantedTask
from cups_course.view.screen import cells, console, put, say, styled, tell, tell_row
from cups_course.view.wording import NO_QUESTIONS, count, listed

_COMMANDS = 3
"""Commands printed of many alike."""


def print_programs(kept: Sequence[Program], outlines: Sequence[Outline]) -> None:
    """The programs in the store, and the outlines that come with the tool and are not in it."""
    width = max(map(cells, [*(one.key for one in kept), *(one.key for one in outlines)]), default=0)
    if kept:
        tell("In your store:")
    for program in kept:
        use = " (in use)" if program.in_use else ""
        _print_program(program.key, f"{program.title}, {count(len(program.courses), 'course')}{use}", width)
    keys = {program.key for program in kept}
    if others := [outline for outline in outlines if outline.key not in keys]:
        tell("Ready to add:")
        for outline in others:
            _print_program(outline.key, ": ".join(one for one in (outline.title, outline.about) if one), width)
        tell(CommandLine("program", "add", others[0].key))


def _print_program(key: str, text: str, width: int) -> None:
    tell_row(f"  {clean(key)}{' ' * (width - cells(key))}   ", text)


def print_added(outline: Outline, added: Added) -> None:
    """What an outline added to the store, and what it left where it was."""
    discussions = [one for course in outline.courses for one in course.discussions]
    undescribed = sum(one.questions is None for one in discussions)
    tell(
        f"Added {clean(outline.title)}: {count(len(outline.courses), 'course')}, "
        f"{count(len(discussions), 'discussion')}."
    )
    if undescribed:
        which = count(undescribed, "discussion has", "discussions have")
        tell(f"{which} {NO_QUESTIONS}. To add them, import the posts.")
    if added.taken_over:
        names = listed([f"{course}.{discussion}" for course, discussion in added.taken_over])
        tell(f"What you saved for {names} is now part of it, including answers.")
    for moved in added.elsewhere:
        outlined, kept = (".".join(map(str, numbers)) for numbers in (moved.outlined, moved.kept))
        name = f"“{moved.title}”" if moved.title else "A discussion"
        tell(f"{name} is {kept} in your data and {outlined} in the outline. It has something of yours, so it stays.")
    tell(CommandLine("status"))


def print_outline(outline: Outline) -> None:
    """An outline with its courses, discussions and tasks."""
    screen = console()
    put(screen, styled(f"{clean(outline.title)}   {outline.key}", style="bold"))
    if outline.about:
        put(screen, outline.about)
    for course in outline.courses:
        credits = f"   credits: {course.credits}" if course.credits else ""
        put(screen, "")
        put(screen, f"Course {course.number}   {course.title}{credits}")
        part = ""
        for discussion in course.discussions:
            if discussion.part != part:
                part = discussion.part
                put(screen, f"  {part}")
            number = f"  {course.number}.{discussion.number}"
            put(screen, _discussion_in_words(discussion), indent=9, first=styled(f"{number:<9}"))
        if not course.complete:
            put(screen, "This course may have more discussions.", indent=9)
        for task in course.tasks:
            put(screen, _task_in_words(task), indent=9)
        for form in course.forms:
            put(screen, f"form: {form or 'the evaluation form'}", indent=9)
    if outline.tasks:
        put(screen, "")
        put(screen, "For the whole program")
        for task in outline.tasks:
            put(screen, _task_in_words(task), indent=9)


def _discussion_in_words(discussion: OutlineDiscussion) -> str:
    asked = discussion.questions
    if asked is None:
        parts = [NO_QUESTIONS]
    else:
        unknown = ", wording not known yet" if None in asked else ""
        parts = [f"{count(len(asked), 'question')}{unknown}"]
    if discussion.peer_replies:
        parts.append(count(discussion.peer_replies, "peer reply", "peer replies"))
    parts += map(_task_in_words, discussion.tasks)
    return f"{discussion.title or 'title not known yet'}: {'; '.join(parts)}"


def _task_in_words(task: WantedTask) -> str:
    return f"{task.kind}{': ' if task.text else ''}{task.text}{''.join(f', {one}' for one in _task_facts(task))}"


def _task_facts(task: WantedTask) -> Iterator[str]:
    if task.minimum:
        yield f"at least {task.minimum}"
    if task.retakes is not None:
        yield f"retakes {'' if task.retakes else 'not '}allowed"
    if task.choices:
        yield f"one of: {', '.join(task.choices)}"
    if task.hours:
        yield f"{task.hours:g} hours"
    if task.times:
        yield count(task.times, "time")
    if task.every:
        yield f"every {task.every}"
    if task.optional:
        yield "a bonus" if task.bonus else "optional"


def print_checked(file: str, outline: Outline | None, faults: Sequence[Fault]) -> None:
    """The faults of an outline's file, or that it has none."""
    tell(*fault_lines(file, faults))
    if faults:
        say(f"{file}: {count(len(faults), 'thing')} to fix.")
    if outline:
        discussions = sum(len(course.discussions) for course in outline.courses)
        tell(f"{file} is a valid outline: {count(len(outline.courses), 'course')}, {count(discussions, 'discussion')}.")


def print_removed(key: str, removed: int, left: Program | None) -> None:
    """What was removed of a program, and what is `left` of it because it holds something of the person's."""
    if left is None:
        tell(f"Removed {key} from your checklist.")
    elif removed:
        tell(f"Removed {key} from your checklist, except what has your words:")
    else:
        tell(f"Everything left of {key} has your words, so it stays:")
    if left:
        refs = [one.ref for one in all_discussions([left])]
        refs += [task.ref for course in left.courses for task in (*course.tasks, *course.forms)]
        refs += [task.ref for task in left.tasks]
        tell(f"  {', '.join(refs) or 'a note'}")
        if refs:
            such_as = ", for example" if len(refs) > _COMMANDS else ""
            say(
                f"To remove these too{such_as} (your words stay in the history):",
                *(CommandLine("remove", ref) for ref in refs[:_COMMANDS]),
            )
    if removed:
        say("To restore what was removed:", CommandLine("undo"))
