"""The copy page: one self-contained web page with a Copy button for each field of the form.

The page loads nothing and sends nothing: its content policy allows only its own style and script, by their digests. It
works from a file, without scripts (one tap selects a text), with the keyboard and with a screen reader.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import count

from cups_course.export.layout import all_fields, course_heading
from cups_course.form.filling import Field, course_fields, discussion_heading
from cups_course.model import Course, Program
from cups_course.readiness import Missing, missing_things
from cups_course.text import browser_length, clean, count_words

NOT_IN_HTML = re.compile("\0")
"""Characters that no web page can hold (HTML, 13.2.5: a parser replaces them)."""
PAGE_MARK = '<meta name="generator" content="cups-course">'
"""What tells a page that an earlier export wrote from any other file."""


def render_page(programs: Sequence[Program]) -> str:
    """The page: what is still missing, then every field of the form with its text.

    Without an attached form: every text in course order.
    """
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    courses = [course for program in programs for course in program.courses]
    missing = [thing for course in courses for thing in missing_things(course)]
    title = _title(courses)
    number = sum(bool(field.text) for field in all_fields(programs))
    body = "\n".join((*_head(title, number), *_missing(missing), *_fields(courses)))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
{PAGE_MARK}
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


def _title(courses: Sequence[Course]) -> str:
    if len(courses) != 1:
        return "Your answers"
    discussions = courses[0].discussions
    return discussion_heading(discussions[0]) if len(discussions) == 1 else course_heading(courses[0])


def _head(title: str, number: int) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{_text(title)}</h1>"
    yield (
        '<p class="how with-script">Press Copy, paste the text into the form, then tick the box. '
        "This browser remembers your ticks.</p>"
    )
    yield '<p class="how without-script">Tap an answer to select it, then copy it and paste it into the form.</p>'
    yield f'<p class="progress" role="status" data-all="{number}"></p>'
    yield "</header>"


def _missing(missing: Sequence[Missing]) -> Iterator[str]:
    if not missing:
        return
    yield '<section class="missing" aria-labelledby="missing">'
    yield '<h2 id="missing">Still missing</h2>'
    yield "<ul>"
    yield from (f"<li><b>{_text(thing.ref)}</b> {_text(thing.what)}</li>" for thing in missing)
    yield "</ul>"
    yield "</section>"


def _fields(courses: Sequence[Course]) -> Iterator[str]:
    yield "<main>"
    numbers = count(1)
    for course in courses:
        section = ""
        for field in course_fields(course):
            if not (field.text or field.on_form):
                continue
            if field.section != section:
                section = field.section
                yield f"<h2>{_text(section)}</h2>" if section else ""
            yield from _field(next(numbers), field, course)
    yield "</main>"


def _field(number: int, field: Field, course: Course) -> Iterator[str]:
    yield f'<article class="field" aria-labelledby="label-{number}">'
    yield f'<h3 id="label-{number}">{_text(field.label or "Your answer")}</h3>'
    if field.text:
        yield f'<p class="facts">{_text(" · ".join(_facts(field)))}</p>'
        yield from _text_to_copy(number, field, course)
    else:
        yield f'<p class="facts">{_text(_without_text(field))}</p>'
    yield "</article>"


def _facts(field: Field) -> Iterator[str]:
    number = count_words(field.text)
    yield field.ref
    yield f"{number} {'word' if number == 1 else 'words'}"
    yield f"{browser_length(field.text)} characters"
    if field.in_one_piece:
        yield "one answer for all questions"
    if field.too_long_by:
        yield f"{field.too_long_by} {'character' if field.too_long_by == 1 else 'characters'} too long"
    if field.kind == "answer" and field.state == "draft":
        yield "not posted yet"


def _without_text(field: Field) -> str:
    if field.is_chosen:
        return "Choose an option on the form."
    if field.kind in ("own", "open"):
        return "Fill this in on the form."
    return f"{field.ref} · nothing saved yet"


def _text_to_copy(number: int, field: Field, course: Course) -> Iterator[str]:
    # The tick belongs to this exact text: a changed one has to be pasted again.
    key = hashlib.sha256(json.dumps([course.id, field.ref, field.text]).encode("utf-8")).hexdigest()[:16]
    # Parsers drop the first line break inside `pre`.
    yield (
        f'<pre class="text" id="text-{number}" role="textbox" aria-readonly="true" aria-multiline="true" tabindex="0" '
        f'aria-labelledby="label-{number}" dir="auto">\n{escape(NOT_IN_HTML.sub("", field.text))}</pre>'
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


def _text(text: str) -> str:
    return escape(clean(text))
