"""What an examination of the store and of the machine finds, and what can be saved of a damaged store."""

from typing import Literal, NamedTuple

State = Literal["well", "note", "mend", "wrong"]
Mend = Literal["words", "checklist", "modes", "half written", "damage"]


class Finding(NamedTuple):
    """One line of the checklist: `note` is nothing bad, `mend` can be mended by the tool, `wrong` only by the person.

    `will` is what mending does, in words, and `mend` which mending that is. `path` is the file that it is about, and
    `command` the person's own way on: both to be copied from the screen.
    """

    about: str
    state: State
    says: str
    will: str = ""
    mend: Mend | None = None
    path: str = ""
    command: str = ""


class StoreCopy(NamedTuple):
    """A sound store in a file of its own, with how many versions of texts it holds; of a backup also when it was
    made."""

    file: str
    texts: int
    at: str = ""


class Rescue(NamedTuple):
    """What there is instead of a damaged store: what was saved of it and of its backups, and the newest sound backup.

    `left_out` is how many events could be read and not understood; `loose` a file with words whose place is lost;
    `from_backups` how many events only the backups had.
    """

    saved: StoreCopy | None
    left_out: int
    loose: str | None
    backup: StoreCopy | None
    from_backups: int = 0

    @property
    def better(self) -> StoreCopy | None:
        """The one with more of the person's texts; of two with as many what was saved, which is newer."""
        found = [one for one in (self.saved, self.backup) if one]
        return max(found, key=lambda one: one.texts, default=None)

    @property
    def files(self) -> list[str]:
        """The files that were made for it."""
        return [file for file in (self.saved and self.saved.file, self.loose) if file]
