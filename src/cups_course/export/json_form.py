"""JSON: everything that the other formats say, with references and ids, for programs to read."""

import json
from collections.abc import Sequence
from typing import Any

from cups_course.course.model import Answer, Discussion, PeerReply, Program


def render_json(programs: Sequence[Program]) -> str:
    """One JSON document: programs, courses, discussions, questions with their answers, peer replies."""
    return json.dumps(export_document(programs), ensure_ascii=False, indent=2) + "\n"


def export_document(programs: Sequence[Program]) -> dict[str, Any]:
    """What `render` writes."""
    return {
        "programs": [
            {
                "key": program.key,
                "title": program.title,
                "courses": [
                    {
                        "id": course.id,
                        "ref": course.ref,
                        "number": course.number,
                        "title": course.title,
                        "discussions": [_discussion(one) for one in course.discussions],
                    }
                    for course in program.courses
                ],
            }
            for program in programs
        ]
    }


def _discussion(discussion: Discussion) -> dict[str, Any]:
    return {
        "id": discussion.id,
        "ref": discussion.ref,
        "number": discussion.number,
        "title": discussion.title,
        "questions": [
            {"id": one.id, "ref": one.ref, "text": one.text, "answer": _answer(one.answer)}
            for one in discussion.questions
            if one.answer or not one.dropped
        ],
        "answer": _answer(discussion.answer),
        "notes": [{"id": note.id, "at": note.at, "text": note.text} for note in discussion.notes],
        "peer_replies": [_reply(one) for one in discussion.peer_replies],
    }


def _answer(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {
        "id": answer.id,
        "text": answer.text,
        "at": answer.kept_at,
        "state": answer.state,
        "posted_on": answer.posted_on,
        "address": answer.address,
        "changed_since_posted": answer.changed_since_posted,
    }


def _reply(reply: PeerReply) -> dict[str, Any]:
    return {
        "id": reply.id,
        "ref": reply.ref,
        "peer": reply.peer,
        "text": reply.text,
        "given": reply.given,
        "replied_on": reply.replied_on,
    }
