"""The fold of names and of the profile."""

from collections.abc import Iterable
from typing import Any

from cups_course.events.event import Event
from cups_course.text import fold_name

Row = dict[str, Any]

KINDS = ("name claimed", "name dropped", "same person", "profile set", "device named")


def fold_people(events: Iterable[Event]) -> tuple[dict[str, list[Row]], set[str]]:
    """Rows of `forum_name`, `same_person`, `profile` and `device`, and the folded names that aren't the person's."""
    names: dict[str, Row] = {}
    dropped: set[str] = set()
    persons: dict[str, str] = {}
    profile: dict[str, str] = {}
    devices: dict[str, str] = {}
    for event in events:
        try:
            data = event.data
        except ValueError:  # damaged: `doctor` names it
            continue
        match event.kind:
            case "name claimed":
                folded = fold_name(data["name"])
                dropped.discard(folded)
                names.pop(folded, None)
                names[folded] = {"folded": folded, "name": data["name"]}
            case "name dropped":
                folded = fold_name(data["name"])
                dropped.add(folded)
                names.pop(folded, None)
            case "same person":
                persons = _joined(persons, data["old"], data["new"])
            case "profile set":
                profile.pop(data["name"], None)
                if data["value"] is not None:
                    profile[data["name"]] = data["value"]
            case "device named":
                devices[event.device] = data["name"]
    return {
        "forum_name": [row | {"position": -at} for at, row in enumerate(names.values())],
        "same_person": [{"folded": folded, "name": name} for folded, name in persons.items()],
        "profile": [{"name": name, "value": value} for name, value in profile.items()],
        "device": [{"id": device, "name": name} for device, name in devices.items()],
    }, dropped


def _joined(persons: dict[str, str], old: str, new: str) -> dict[str, str]:
    """Two names count as one peer, called by the newer one; so does everybody who was one with either until now."""
    called = {folded: fold_name(name) for folded, name in persons.items()}
    so_far = {called.get(fold_name(one), fold_name(one)) for one in (old, new)}
    names = {folded for folded, person in called.items() if person in so_far} | so_far | {fold_name(old)}
    left = {folded: name for folded, name in persons.items() if folded not in names}
    return left | dict.fromkeys(sorted(names - {fold_name(new)}), new)
