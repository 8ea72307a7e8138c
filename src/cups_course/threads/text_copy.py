"""Page text that was pasted or saved: where the title, the opening post and the posts below it begin and end.

A post begins at a header, a line `PlumTree7 March 3rd, 2021` of its own (`User Profile: PlumTree7` may stand before
it). A date in a sentence is none: a forum name is one word. Undated years ("March 3rd", "Sunday") say less, and are
headers only where they stand as the sure headers of the same copy do. Without any header, posts begin at `@Name`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cups_course.course.errors import NotAThread
from cups_course.course.wording import fold, fold_name, fold_space
from cups_course.threads.copy import Copy, RawPost
from cups_course.threads.dates import DATE, STATED, DateRead, read_date
from cups_course.threads.titles import names_a_course_post

NAME = r"[\w.\-]{1,32}"
"""A forum name, one word, for use inside a regular expression."""

_HEADER = re.compile(rf"(?:@?(?P<name>{NAME}) (?:[·•|] )?)??(?P<op>OP )?(?:(?ai:on) )?(?P<date>{DATE})")
_PROFILE = re.compile(rf"User Profile: ?@?(?P<name>{NAME})", re.IGNORECASE)
_LONGEST_HEADER = 100
_HIGHEST_LINES = 12
"""Where a copy without headers has its title, below the navigation of the page."""
_LONGEST_NAVIGATION = 200  # characters
_INVISIBLE = str.maketrans("", "", "\u200b\u200e\u200f\u2060\ufeff")

# Words that stand before a date in a sentence or a heading ("Since March 3rd, 2019"), never as a forum name.
_NO_NAME = re.compile(
    "about|after|around|as|at|before|between|by|dated?|deadline|due|during|each|edit(?:ed)?|every|for|from|happy|in|is|"
    "joined|last|next|note|on|or|since|started|the|this|till|to|until|updated?|was|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\d[\d,]{0,8}|(?:(?:show|view|see) )?(?:\d{1,5} )?(?:more )?repl(?:y|ies)|(?:load|show|view) more", re.IGNORECASE
)
_NAVIGATION = re.compile(r"skip to (?:main content|bottom nav).*|log ?in|sign ?up|subscribe|reply|forums?|home", re.I)
_LISTING = re.compile(rf"(?P<by>by {NAME})|(?P<last>last post)|(?P<more>(?:\.\.\.|…) ?see more\b.*)", re.IGNORECASE)
_LOG_IN = re.compile(r"forgot(?:ten)? (?:your )?password|log ?in|sign ?in|password", re.IGNORECASE)
_ADDRESSED = re.compile(rf"\s*@{NAME}(?:[\s,:!]|$)")
_BROUGHT_BY = re.compile(r"\s*This post is brought to you by\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Header:
    author: str | None
    is_opener: bool
    dated: DateRead | None
    start: int
    end: int  # the line after the header
    by_profile: bool = False

    @property
    def is_sure(self) -> bool:
        return self.by_profile or (self.dated is not None and self.dated.how == STATED)


def take_apart(text: str, *, name: str, saved_on: date | None) -> Copy:
    """The posts of a text copy. Raises NotAThread for a list of threads, a log-in page, or any other text."""
    lines = text.split("\n")
    found = list(_headers(lines, saved_on))
    if _is_listing(lines, found):
        raise NotAThread(f"{name} is a list of threads, not a thread. Open the course post itself and save that page.")
    title_at = _title_at(lines[: found[0].start] if found else lines[:_HIGHEST_LINES])
    title = None if title_at is None else fold_space(lines[title_at])
    if found and title_at is not None and _is_body(lines[title_at + 1 : found[0].start]):
        found.insert(0, _Header(None, False, None, title_at, title_at + 1))  # the opening post has lost its header
    headers = _kept(lines, found, has_title=title is not None)
    is_course_post = title is not None and names_a_course_post(title)
    is_named = any(header.author for header in headers) and (title is not None or len(headers) > 1)
    if headers and (is_named or (is_course_post and headers[0].dated)):
        return _with_headers(lines, headers, title)
    if is_course_post or sum(1 for line in lines if _ADDRESSED.match(line)) > 1:
        return _without_headers(lines, title_at, title)
    if sum(1 for line in lines if _LOG_IN.fullmatch(fold_space(line[:_LONGEST_HEADER]).rstrip("?"))) > 1:
        raise NotAThread(f"{name} is a log-in page. Log in, open the course post itself and save that page.")
    raise NotAThread(
        f"{name} does not look like a course thread: no title of a course post and no line with a name and a date. "
        "Open the course post, select all, copy, and save that text."
    )


def _headers(lines: Sequence[str], saved_on: date | None) -> Iterator[_Header]:
    at = 0
    while at < len(lines):
        header = _profile_header(lines, at, saved_on) or _plain_header(lines[at], at, saved_on)
        if header:
            yield header
        at = header.end if header else at + 1


def _plain_header(line: str, at: int, saved_on: date | None) -> _Header | None:
    form = _HEADER.fullmatch(_folded(line))
    dated = read_date(form["date"], saved_on) if form else None
    if form is None or dated is None:
        return None
    name = form["name"]
    if name and (_NO_NAME.fullmatch(name) or not any(map(str.isalnum, name))):
        return None
    return _Header(name, bool(form["op"]), dated, at, at + 1)


def _profile_header(lines: Sequence[str], at: int, saved_on: date | None) -> _Header | None:
    """`User Profile: X`, then what stands of: X, OP, the date, a lone dot or dash; each at most once."""
    form = _PROFILE.fullmatch(_folded(lines[at]))
    if form is None:
        return None
    header = _Header(form["name"], False, None, at, at + 1, by_profile=True)
    seen: set[str] = set()
    for next_at in range(at + 1, min(at + 12, len(lines))):
        line = _folded(lines[next_at])
        plain = _plain_header(line, next_at, saved_on)
        if plain and plain.author in (None, header.author) and "date" not in seen:
            header = replace(header, dated=plain.dated, is_opener=header.is_opener or plain.is_opener)
            seen.add("date")
        elif fold_name(line) == fold_name(form["name"]) and "name" not in seen:
            seen.add("name")
        elif line == "OP" and "op" not in seen:
            header = replace(header, is_opener=True)
            seen.add("op")
        elif line in (".", "-") and "mark" not in seen:
            seen.add("mark")
        elif lines[next_at].strip():
            break
        else:
            continue
        header = replace(header, end=next_at + 1)
    return header


def _is_body(lines: Sequence[str]) -> bool:
    """Whether what stands between the title and the first header is a post, not the page's navigation."""
    return sum(len(line) for line in lines) > _LONGEST_NAVIGATION


def _kept(lines: Sequence[str], found: Sequence[_Header], *, has_title: bool) -> list[_Header]:
    """The headers among what looks like one: sure ones, and others that stand as sure ones do in this copy."""
    if not found:
        return []
    opener, sure = found[0], [header for header in found if header.is_sure] or list(found[:1])
    blank_above = all(_is_blank(lines, header.start - 1) for header in sure[1:])
    blank_below = all(_is_blank(lines, header.end) for header in sure)
    undated_years_are_used = any(header.author and not header.is_sure for header in found)
    started = opener.dated.day if opener.dated and opener.dated.how == STATED else None

    def stands_as_a_header(header: _Header) -> bool:
        if header.is_sure:  # nothing under the opening post is older than it: "June 5th, 2009" there is text
            older = has_title and started and header.dated and header.dated.day and header.dated.day < started
            return not older
        if header.author is None and not undated_years_are_used:
            return False
        above = lines[header.start - 1].rstrip() if header.start else ""
        return (
            (not blank_above or not above)
            and (not blank_below or _is_blank(lines, header.end))
            and not above.endswith((":", ","))
        )

    return [opener, *filter(stands_as_a_header, found[1:])]


def _is_blank(lines: Sequence[str], at: int) -> bool:
    return not 0 <= at < len(lines) or not lines[at].strip() or bool(_SEPARATOR.fullmatch(_folded(lines[at])))


def _is_listing(lines: Sequence[str], found: Sequence[_Header]) -> bool:
    marks = [form.lastgroup for line in lines if (form := _LISTING.fullmatch(fold_space(line[:500])))]
    named = sum(1 for header in found if header.author)
    titles = {fold(line) for line in lines[:400] if names_a_course_post(fold_space(line))}
    return (len(set(marks)) > 1 and len(marks) > named) or (not found and len(titles) > 3)


def _title_at(lines: Sequence[str]) -> int | None:
    """Where the line stands that has a course post's form, else the one nearest to the opening post."""
    candidates = [at for at, line in enumerate(lines) if line.strip() and not _NAVIGATION.fullmatch(_folded(line))]
    in_form = (at for at in candidates if names_a_course_post(fold_space(lines[at])))
    return next(in_form, candidates[-1] if candidates else None)


def _with_headers(lines: Sequence[str], headers: Sequence[_Header], title: str | None) -> Copy:
    opener = next((header.author for header in headers if header.is_opener and header.author), None)
    ends = [header.start for header in headers[1:]] + [len(lines)]
    posts = [
        RawPost(header.author or (opener if header.is_opener or at == 0 else None), header.dated, _trimmed(text))
        for at, (header, end) in enumerate(zip(headers, ends, strict=True))
        for text in [lines[header.end : end]]
    ]
    return Copy(title, posts[0], tuple(posts[1:]), has_headers=True)


def _without_headers(lines: Sequence[str], title_at: int | None, title: str | None) -> Copy:
    start = 0 if title_at is None else title_at + 1
    starts = [at for at in range(start, len(lines)) if _ADDRESSED.match(lines[at])]
    thanks = next((at + 1 for at in range(start, len(lines)) if _BROUGHT_BY.match(lines[at])), None)
    if thanks and any(line.strip() for line in lines[thanks : starts[0] if starts else len(lines)]):
        starts.insert(0, thanks)  # the opening post ends there: what follows is somebody's
    ends = [*starts, len(lines)]
    texts = [_trimmed(lines[begin:end]) for begin, end in zip([start, *starts], ends, strict=True)]
    return Copy(
        title, RawPost(None, None, texts[0]), tuple(RawPost(None, None, text) for text in texts[1:]), has_headers=False
    )


def _trimmed(lines: Sequence[str]) -> str:
    """The lines without blank ones around them and without what the page puts below a post (`2 replies`, `934`)."""
    start, end = 0, len(lines)
    while end > start and _is_blank(lines, end - 1):
        end -= 1
    while start < end and not lines[start].strip():
        start += 1
    return "\n".join(lines[start:end])


def _folded(line: str) -> str:
    """A line as headers and separators are compared; one too long for them is none."""
    return fold_space(line.translate(_INVISIBLE)) if len(line) <= _LONGEST_HEADER else ""
