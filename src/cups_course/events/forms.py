"""The fold of the evaluation forms of one program, course or discussion."""

import json
from collections.abc import Mapping

from cups_course.events.event import Data, Event, Row
from cups_course.events.tasks import Tasks


class Forms:
    """The forms of one owner: what is attached to its tasks, what goes into their fields, and what was sent."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._forms: dict[str, Row] = {}
        self._matches: dict[tuple[str, str], Data] = {}
        """By form and name of a field, what goes into it."""
        self._submissions: list[Row] = []
        self._fields: list[Row] = []

    def attach(self, data: Data) -> None:
        """Attach a saved form to a task, in place of one attached before."""
        task = self._tasks.id_of(data["task"])
        form = f"{task}:form"
        fields = json.dumps(data["fields"], ensure_ascii=False)
        before = self._forms.get(form)
        self._forms[form] = {
            "id": form,
            "task_id": task,
            "title": data["title"],
            "address": data["address"],
            "fields": fields,
        }
        earlier = {place: target for place, target in self._matches.items() if place[0] == form}
        self._matches = {place: target for place, target in self._matches.items() if place[0] != form}
        self.match(data)
        if before and before["fields"] == fields:
            # What the person said about a field counts more than what was found by its wording.
            for place, target in earlier.items():
                now = self._matches.get(place)
                if target["by_person"] and not (now and now["by_person"]):
                    self._matches[place] = target

    def detach(self, data: Data) -> None:
        """Remove the saved form of a task, and what was said of its fields."""
        form = f"{self._tasks.id_of(data['task'])}:form"
        self._forms.pop(form, None)
        self._matches = {place: target for place, target in self._matches.items() if place[0] != form}

    def match(self, data: Data) -> None:
        """Say what goes into some fields of the attached form."""
        form = f"{self._tasks.id_of(data['task'])}:form"
        self._matches |= {(form, name): target for name, target in data["matches"].items()}

    def submit(self, event: Event, data: Data) -> None:
        """Keep what was sent."""
        task = self._tasks.id_of(data["task"])
        self._submissions.append({"id": event.id, "task_id": task, "on_day": data["on"]})
        self._fields += [
            {
                "id": f"{event.id}:{position:03}",
                "submission_id": event.id,
                "position": position,
                "label": sent["label"],
                **_target(sent),
                "text": sent["text"],
            }
            for position, sent in enumerate(data["fields"], start=1)
            if sent["text"] is not None
        ]

    def rows(self) -> dict[str, list[Row]]:
        """Rows by their tables; those of `submitted_field` without digests."""
        matches = [
            {
                "form_id": form,
                "field": name,
                **_target(target),
                "profile": target["profile"],
                "by_person": int(target["by_person"]),
            }
            for (form, name), target in self._matches.items()
            if form in self._forms
        ]
        return {
            "form": list(self._forms.values()),
            "form_match": matches,
            "submission": self._submissions,
            "submitted_field": self._fields,
        }


def _target(data: Mapping[str, str | None]) -> Row:
    """The question that a field is about, else the discussion."""
    return {"question_id": data["question"], "discussion_id": None if data["question"] else data["discussion"]}
