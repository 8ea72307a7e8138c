"""The outline that `program show` shows: of the program meant, or one that comes with the tool."""

from dataclasses import replace

from cups_course.cli.session import Session
from cups_course.course.errors import NothingKept, UnknownProgram, WrongUsage
from cups_course.course.outline import Outline
from cups_course.course.outlining import outline_of
from cups_course.course.placing import OWN_PROGRAM
from cups_course.course.references import is_key
from cups_course.programs.outlines import bundled_outlines
from cups_course.programs.reader import A_KEY
from cups_course.store.reading import load
from cups_course.view.screen import say

_FOR_OTHERS = "our-courses"


def outline_to_show(session: Session, key: str | None, name: str | None) -> Outline:
    """The outline of the program with this key, else of the one in use or the only one, under the key `name`.

    Raises NothingKept, UnknownProgram, or WrongUsage where it does not say which.
    """
    if name is not None and (not is_key(name) or name == OWN_PROGRAM):
        raise WrongUsage(f"{name} cannot be the key of an outline. It is {A_KEY}.")
    with session.database_if_any() as database:
        programs = load(database) if database else []
    if key is None:
        if not programs:
            raise NothingKept
        meant = [one for one in programs if one.in_use] or programs
        if len(meant) > 1:
            raise WrongUsage("Which program? Say it:", *(f"cups-course program show {one.key}" for one in meant))
        key = meant[0].key
    program = next((one for one in programs if one.key == key), None)
    outlines = {} if program else bundled_outlines()
    if program is None and key not in outlines:
        raise UnknownProgram(key, [*(one.key for one in programs), *outlines], where="in your store")
    outline = outline_of(program) if program else outlines[key]
    if outline.key == OWN_PROGRAM and name is None:
        name = _FOR_OTHERS
        say(f"{OWN_PROGRAM} is a name everybody has, so the outline is called {name}. Another name: --as KEY")
    return replace(outline, key=name or outline.key)
