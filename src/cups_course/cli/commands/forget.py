"""`cups-course forget`: removes words for good."""

from typing import Annotated

import typer

from cups_course.cli.input import confirm
from cups_course.cli.session import Session, locate
from cups_course.errors import NothingToKeep, WrongSubject, WrongUsage
from cups_course.model import Course, Program
from cups_course.store.database import Database
from cups_course.store.forget import (
    Gathering,
    backups_holding,
    forget,
    forget_in_backup,
    rule_events,
    unreadable_copies,
)
from cups_course.store.people import one_name
from cups_course.store.reading import load
from cups_course.system.drafts import files_with
from cups_course.text import fold_name
from cups_course.view.store import print_forgotten, print_to_forget

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
            metavar="REF", help="An answer (2.2.1), a thread (2.2), a peer (2.2@oakleaf or @oakleaf), profile.email."
        ),
    ],
    mine: Annotated[
        bool,
        typer.Option(
            "--mine", help="What you wrote in a discussion, instead of its thread; what you noted on a course."
        ),
    ] = False,
    everywhere: Annotated[bool, typer.Option("--everywhere", help="In backups and copies of sent forms too.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Removes words for good: from the history and the search too, not to be undone."""
    session: Session = ctx.obj
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
            raise NothingToKeep(f"Nothing is kept of {ref}, so there is nothing to forget.")
        print_to_forget(ref, what.count(), backups, sent, everywhere=everywhere)
        if not yes:
            options = f"{' --mine' if mine else ''}{' --everywhere' if everywhere else ''}"
            confirm("Permanently delete it", f"cups-course forget {ref}{options} --yes")
        if what:
            database.doing("something forgotten")
            forget(database, rule)
        if everywhere:
            for backup in backups:
                forget_in_backup(backup, rule_events(database.connection))
    print_forgotten(f"{ref} --mine" if mine else ref, [] if everywhere else backups, sent, beyond)


def _sent_forms(database: Database, what: Gathering) -> list[str]:
    """The references of the forms that some of it was sent with; their copies still hold it."""
    tasks = what.forms()
    if not tasks:
        return []
    courses = [course for program in load(database) for course in program.courses]
    return [form.ref for course in courses for form in course.forms if form.id in tasks]


def _gather(database: Database, ref: str, *, mine: bool) -> Gathering:
    """What to forget. Raises WrongUsage, WrongSubject, or what `locate` raises."""
    what = Gathering(database)
    if ref == _PROFILE or ref.startswith(f"{_PROFILE}."):
        what.add_profile(ref.removeprefix(_PROFILE).removeprefix(".") or None)
        return what
    where, at, peer = ref.partition("@")
    if at:
        if "#" in peer:
            raise WrongUsage(
                f"A person is forgotten with all they wrote there, so leave {peer[peer.index('#') :]} out."
            )
        discussion = locate(database, where)[1].discussion if where else None
        if where and discussion is None:
            raise WrongSubject(where, "a course", "a discussion, such as 2.2@oakleaf, or on everything, @oakleaf")
        what.add_peer(_folded_names(database, peer), discussion.id if discussion else None)
        return what
    _, found = locate(database, ref)
    if found.task:
        what.add_notes(found.task.id)
    elif mine and isinstance(found.subject, Course | Program):
        what.add_notes(found.subject.id)
    elif found.discussion is None:
        raise WrongSubject(found.ref, found.what, "an answer, a thread or a peer, such as 2.2.1, 2.2 or 2.2@oakleaf")
    elif found.question:
        what.add_answer(found.discussion.id, found.question.id)
    elif mine:
        what.add_own_words(found.discussion.id)
    else:
        what.add_thread(found.discussion.id)
    return what


def _folded_names(database: Database, peer: str) -> set[str]:
    """All names that a person goes by, folded."""
    person_of = {name: fold_name(person) for name, person in one_name(database).items()}
    person = person_of.get(fold_name(peer), fold_name(peer))
    return {person} | {name for name in person_of if person_of[name] == person}
