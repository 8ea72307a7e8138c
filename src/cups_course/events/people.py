"""The fold of names and of the profile."""

from collections.abc import Iterable

from cups_course.events.event import UNREADABLE, Event, Row
from cups_course.text import fold_name

KINDS = ("name claimed", "name dropped", "same person", "profile set", "device named")


def fold_people(events: Iterable[Event]) -> tuple[dict[str, list[Row]], set[str]]:
    """Rows of `forum_name`, `same_person`, `profile` and `device`, and the folded names that aren't the person's."""
    names: dict[str, str] = {}
    dropped: set[str] = set()
    persons: dict[str, str] = {}
    profile: dict[str, str] = {}
    devices: dict[str, str] = {}
    for event in events:
        try:
            data = event.data
            match event.kind:
                case "name claimed":
                    folded = fold_name(data["name"])
                    dropped.discard(folded)
                    names.pop(folded, None)
                    names[folded] = data["name"]
                case "name dropped":
                    folded = fold_name(data["name"])
                    dropped.add(folded)
                    names.pop(folded, None)
                case "same person" if not data.get("forgotten"):
                    persons = _merge_names(persons, data["old"], data["new"])
                case "profile set":
                    profile.pop(data["name"], None)
                    if data["value"] is not None:
                        profile[data["name"]] = data["value"]
                case "device named":
                    devices[event.device] = data["name"]
        except UNREADABLE:  # damaged: `doctor` names it
            continue
    return {
        "forum_name": [
            {"folded": folded, "name": name, "position": -at} for at, (folded, name) in enumerate(names.items())
        ],
        "same_person": [{"folded": folded, "name": name} for folded, name in persons.items()],
        "profile": [{"name": name, "value": value} for name, value in profile.items()],
        "device": [{"id": device, "name": name} for device, name in devices.items()],
    }, dropped


def _merge_names(persons: dict[str, str], old: str, new: str) -> dict[str, str]:
    """Count two names as one peer, called by the newer one, together with all names that were one with either."""
    called = {folded: fold_name(name) for folded, name in persons.items()}
    merged = {called.get(fold_name(one), fold_name(one)) for one in (old, new)}
    names = {folded for folded, person in called.items() if person in merged} | merged | {fold_name(old)}
    left = {folded: name for folded, name in persons.items() if folded not in names}
    return left | dict.fromkeys(sorted(names - {fold_name(new)}), new)
