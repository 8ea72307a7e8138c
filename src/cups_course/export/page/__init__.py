"""The copy page: one self-contained web page with a Copy button for each field of the form.

Nothing is loaded from anywhere and nothing leaves the page: its content policy allows the style and the script that
stand in it, by their digests, and nothing else. It works from a file, without scripts (one tap selects a text), with
the keyboard and with a screen reader.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from cups_course.course.model import Program
from cups_course.course.remaining import Missing, missing
from cups_course.course.wording import shown, words
from cups_course.export.layout import Field, course_heading, fields, heading

CANNOT_BE_HELD = re.compile("\0")
"""What no web page can hold (HTML, 13.2.5: a parser puts something else there)."""


def render(programs: Sequence[Program]) -> str:
    """The page: what is still missing, then every field in course order with its text."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    there = [field for field in fields(programs) if field.text]
    open_things = [one for program in programs for course in program.courses for one in missing(course)]
    title = _title(programs)
    body = "\n".join((*_head(title, len(there)), *_missing(open_things), *_fields(there)))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{_text(title)}</title>
<style>{style}</style>
</head>
<body>
{body}
<script>{script}</script>
</body>
</html>
"""


def _asset(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def _title(programs: Sequence[Program]) -> str:
    courses = [course for program in programs for course in program.courses]
    if len(courses) != 1:
        return "Everything you wrote"
    discussions = courses[0].discussions
    return heading(discussions[0]) if len(discussions) == 1 else course_heading(courses[0])


def _head(title: str, number: int) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{_text(title)}</h1>"
    yield (
        '<p class="how with-script">Press Copy, paste it into the form, and tick it off. '
        "The ticks stay in this browser.</p>"
    )
    yield '<p class="how without-script">Tap a text to select all of it, then copy it and paste it into the form.</p>'
    yield f'<p class="progress" role="status" data-all="{number}"></p>'
    yield "</header>"


def _missing(open_things: Sequence[Missing]) -> Iterator[str]:
    if not open_things:
        return
    yield '<section class="missing" aria-labelledby="missing">'
    yield '<h2 id="missing">Still missing</h2>'
    yield "<ul>"
    yield from (f"<li><b>{_text(one.ref)}</b> {_text(one.what)}</li>" for one in open_things)
    yield "</ul>"
    yield "</section>"


def _fields(there: Sequence[Field]) -> Iterator[str]:
    yield "<main>"
    discussion = ""
    for number, field in enumerate(there, 1):
        if field.discussion.id != discussion:
            discussion = field.discussion.id
            yield f"<h2>{_text(heading(field.discussion))}</h2>"
        yield from _field(number, field)
    yield "</main>"


def _field(number: int, field: Field) -> Iterator[str]:
    label = field.label or "Your answer"
    # A tick is for these words: written anew they are to be pasted anew.
    key = hashlib.sha256(json.dumps([field.discussion.id, field.ref, field.text]).encode("utf-8")).hexdigest()[:16]
    count = words(field.text)
    facts = [field.ref, f"{count} {'word' if count == 1 else 'words'}", f"{len(field.text)} characters"]
    if field.kind == "answer" and field.state == "draft":
        facts.append("not posted yet")
    yield f'<article class="field" aria-labelledby="label-{number}">'
    yield f'<h3 id="label-{number}">{_text(label)}</h3>'
    yield f'<p class="facts">{_text(" · ".join(facts))}</p>'
    # A parser drops the first line break.
    yield (
        f'<pre class="text" id="text-{number}" role="textbox" aria-readonly="true" aria-multiline="true" tabindex="0" '
        f'aria-labelledby="label-{number}" dir="auto">\n{escape(CANNOT_BE_HELD.sub("", field.text))}</pre>'
    )
    yield '<p class="actions">'
    yield (
        f'<button type="button" class="with-script" data-copies="text-{number}" aria-describedby="label-{number}">Copy'
        "</button>"
    )
    yield (
        f'<label><input type="checkbox" data-key="{key}" aria-describedby="label-{number}"> pasted</label>'
        '<span class="said" role="status"></span>'
    )
    yield "</p>"
    yield "</article>"


def _text(text: str) -> str:
    return escape(shown(text))
