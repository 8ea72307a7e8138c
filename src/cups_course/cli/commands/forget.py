"""`cups-course forget`: removes words for good."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Annotated

import typer

from cups_course.cli.input import confirm
from cups_course.cli.session import Session, locate
from cups_course.errors import CourseError, NothingToKeep, WrongSubject, WrongUsage
from cups_course.model import Course, Program
from cups_course.shell import CommandLine, without_special_letters
from cups_course.store.database import Database
from cups_course.store.forget import (
    backups_holding,
    forget,
    forget_in_backup,
    load_without,
    rule_events,
    unreadable_copies,
)
from cups_course.store.gathering import Gathering
from cups_course.store.people import forum_names, known_peers, one_name
from cups_course.store.reading import load
from cups_course.system.drafts import files_with
from cups_course.text import clean, either, fold_name
from cups_course.view.store import print_forgotten, print_to_forget
from cups_course.wants import Want, WantKind, course_wants

EXAMPLES = (
    "cups-course forget 2.2@oakleaf",
    "cups-course forget 2.2.1 --everywhere",
    "cups-course forget 2.2",
    "cups-course forget @oakleaf",
    "cups-course forget profile.email",
)
_PROFILE = "profile"


def run(
    ctx: typer.Context,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF",
            help="An answer (2.2.1), a thread (2.2), all threads of a course (2), a peer (2.2@oakleaf or "
            "@oakleaf), or a profile entry (profile.email).",
        ),
    ],
    mine: Annotated[
        bool,
        typer.Option(
            "--with-mine",
            help="Also delete what you wrote: your replies to the peer, or your answers, replies and notes.",
        ),
    ] = False,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="Also delete it from backups and copies of sent forms.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """The history and the search lose them too, and later imports leave them out. This can't be undone."""
    session: Session = ctx.obj
    command = CommandLine("forget", ref, "--with-mine" if mine else None)
    with session.database() as database:
        database.back_up_once_a_day()  # first, so that today's backup is searched too
        what = _gather(database, ref, mine=mine)
        if everywhere:
            what.add_sent_copies()
        sent = _sent_forms(database, what)
        rule = what.rule()
        earlier = [event.data for event in rule_events(database.connection)]
        beyond = [*files_with(session.path, what.texts()), *unreadable_copies(session.path)]
        rules = [rule, *earlier] if everywhere else [rule]
        backups = sorted({path for one in rules for path in backups_holding(session.path, one)})
        if not what and not backups:
            raise _nothing(database, ref, mine=mine)
        reopened = _reopened(load(database), load_without(database, rule))
        print_to_forget(what.count(), reopened, backups, sent, everywhere=everywhere)
        if not yes:
            confirm("Delete it permanently", command.and_also("--everywhere" if everywhere else None, "--yes"))
        if what:
            database.doing("permanently deleted something")
            forget(database, rule)
        if everywhere:
            for backup in backups:
                forget_in_backup(backup, rule_events(database.connection))
    print_forgotten(command.and_also("--everywhere"), [] if everywhere else backups, sent, beyond)


def _nothing(database: Database, ref: str, *, mine: bool) -> NothingToKeep:
    """The error where there is nothing to forget. It names `--with-mine` if that finds something."""
    if not mine and _gather(database, ref, mine=True):
        return NothingToKeep(
            f"No posts are saved for {ref}, so nothing was deleted. To delete what you wrote there:",
            CommandLine("forget", ref, "--with-mine"),
        )
    where, at, peer = ref.partition("@")
    names = known_peers(database) if at else {}
    nearest = [names[one] for one in get_close_matches(fold_name(peer), names) if one != fold_name(peer)]
    meant = f" Did you mean {clean(either(nearest))}?" if nearest else ""
    return NothingToKeep(
        f"Nothing is saved for {clean(ref)}, so nothing was deleted.{meant}",
        *(CommandLine("forget", f"{where}@{without_special_letters(one)}") for one in nearest),
    )


def _sent_forms(database: Database, what: Gathering) -> list[str]:
    """The references of the forms that some of it was sent with; their copies still hold it."""
    tasks = what.forms()
    if not tasks:
        return []
    courses = [course for program in load(database) for course in program.courses]
    return [form.ref for course in courses for form in course.forms if form.id in tasks]


def _reopened(before: Sequence[Program], after: Sequence[Program]) -> list[str]:
    """What is open after that was not open before."""
    known = {_key(want): want.replies for want in _wants(before)}
    opened = [want for want in _wants(after) if known.get(_key(want), -1) < want.replies]
    return list(dict.fromkeys(f"the peer replies of {one.ref}" if one.replies else one.ref for one in opened))


def _wants(programs: Sequence[Program]) -> list[Want]:
    return [want for program in programs for course in program.courses for want in course_wants(course)]


def _key(want: Want) -> tuple[WantKind, str, str | None]:
    return want.kind, want.ref, want.field.called if want.field else None


def _gather(database: Database, ref: str, *, mine: bool) -> Gathering:
    """What to forget. Raises WrongUsage, WrongSubject, or what `locate` raises."""
    what = Gathering(database)
    if ref == _PROFILE or ref.startswith(f"{_PROFILE}."):
        what.add_profile(ref.removeprefix(_PROFILE).removeprefix(".") or None)
        return what
    where, at, peer = ref.partition("@")
    if at:
        if not fold_name(peer):
            raise WrongUsage("Name the person after the @:", CommandLine("forget", "2.2@oakleaf"))
        numbered = re.fullmatch(r"(.+)#(\d+)", peer)
        if numbered and fold_name(peer) not in known_peers(database):
            person, number = numbered.groups()
            raise WrongUsage(f"{where}@{person} means all posts by that person. Leave out #{number}.")
        discussion = locate(database, where)[1].discussion if where else None
        if where and discussion is None:
            raise WrongSubject(where, "a course", "a discussion, such as 2.2@oakleaf, or @oakleaf for all discussions")
        names = _folded_names(database, peer)
        if names & set(map(fold_name, forum_names(database))):
            raise CourseError(
                f"{clean(peer)} is your own name, so nothing was deleted. To permanently delete what you wrote, use a "
                "question, or a discussion or course with --with-mine:",
                CommandLine("forget", discussion.ref if discussion else "REF", "--with-mine"),
            )
        what.add_peer(names, discussion.id if discussion else None, mine=mine)
        return what
    _, found = locate(database, ref)
    if found.task:
        what.add_notes(found.task.id)
    elif isinstance(found.subject, Course):
        what.add_course(found.subject.id, mine=mine)
    elif mine and isinstance(found.subject, Program):
        what.add_notes(found.subject.id)
    elif found.discussion is None:
        raise WrongSubject(found.ref, found.what, "an answer, a thread or a peer, such as 2.2.1, 2.2 or 2.2@oakleaf")
    elif found.question:
        what.add_answer(found.discussion.id, found.question.id)
    else:
        what.add_thread(found.discussion.id)
        if mine:
            what.add_own_words(found.discussion.id)
    return what


def _folded_names(database: Database, peer: str) -> set[str]:
    """All names that a person goes by, folded. `_` may stand for what can't be typed in a name, if only one fits."""
    person_of = {name: fold_name(person) for name, person in one_name(database).items()}
    typed = fold_name(peer)
    known = known_peers(database)
    fitting = [name for name in known if typed not in known and without_special_letters(name) == typed]
    name = fitting[0] if len(fitting) == 1 else typed
    person = person_of.get(name, name)
    return {person} | {name for name in person_of if person_of[name] == person}
