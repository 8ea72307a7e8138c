"""`cups-course settings`: what holds for every command from now on."""

from enum import StrEnum
from typing import Annotated

import typer

from cups_course.cli.options import Json
from cups_course.cli.session import Session
from cups_course.errors import WrongUsage
from cups_course.shell import CommandLine
from cups_course.system.settings import SETTINGS, set_for_good, settings
from cups_course.view.documents import print_json
from cups_course.view.screen import tell

EXAMPLES = (
    "cups-course settings",
    "cups-course settings plain on",
    "cups-course settings pager off",
)
Setting = StrEnum("Setting", tuple(SETTINGS))  # type: ignore[misc]


class Switch(StrEnum):
    """The values of a setting."""

    on = "on"
    off = "off"


def run(
    ctx: typer.Context,
    setting: Annotated[
        Setting | None, typer.Argument(metavar="[SETTING]", help=f"The setting: {' or '.join(SETTINGS)}.")
    ] = None,
    switch: Annotated[Switch | None, typer.Argument(metavar="[on|off]", help="Its new value.")] = None,
    json: Json = False,
) -> None:
    """A setting applies to every command from then on."""
    session: Session = ctx.obj
    folder = session.path.parent
    if setting and switch:
        set_for_good(folder, setting, switch is Switch.on)
    elif setting:
        raise WrongUsage("Use on or off:", CommandLine("settings", setting, "on"))
    now = settings(folder)
    if json:
        print_json(now)
        return
    for name, on in now.items():
        if setting in (None, name):
            tell(f"{name} is {'on' if on else 'off'}: {SETTINGS[name][1][on]}.")
    if not setting:
        tell("To change one:", CommandLine("settings", "plain", "off" if now["plain"] else "on"))
