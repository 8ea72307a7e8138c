"""Splits the text of a page, pasted or saved, into title, opening post and the posts below it.

A post begins at a header, a line `PlumTree7 March 3rd, 2021` of its own (`User Profile: PlumTree7` may stand before
it). A date in a sentence is not one: a forum name is one word. Dates without a year ("March 3rd", "Sunday") say less,
and are headers only if they stand as the sure headers of the same copy do. Without any header, posts begin at `@Name`.

The text is searched as a whole and not line by line, so that a thread of 100,000 posts takes seconds.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, pairwise
from typing import NamedTuple

from cups_course.errors import NotAThread
from cups_course.reader.copy import (
    HOW_TO_SAVE,
    NAME,
    Copy,
    DateRead,
    RawPost,
    form_text,
    list_of_threads,
    log_in_page,
    names_a_course_post,
    read_date,
)
from cups_course.text import fold, fold_name, fold_space, word_set
from cups_course.thread.thread import Provenance

_ANY_LINE = re.compile(r"\n[^\n]*")
_INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff"
_NOT_SHOWN = str.maketrans("", "", _INVISIBLE)
_GAP = rf"[ \t\r\v\f\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000{_INVISIBLE}]"
_LINE = rf"\n{_GAP}*+"  # a literal at the front is searched for many times faster than `^`
_LINE_END = rf"{_GAP}*+(?=\n|\Z)"
# What may be a date, to be found fast; `read_date` accepts only real ones.
_DATE_LIKE = (
    rf"[A-Za-z]{{3,9}}+\.?{_GAP}++\d{{1,2}}[A-Za-z]{{0,2}}(?:,?{_GAP}++\d{{4}})?|"
    rf"(?:\d{{1,3}}|[Aa]n?|[Oo]ne){_GAP}++[A-Za-z]{{3,7}}{_GAP}++(?i:ago)|[A-Za-z]{{2,6}}(?i:day)|(?i:just{_GAP}++now)"
)
_HEADER = re.compile(
    rf"{_LINE}(?:(?:@?(?P<name>{NAME}+){_GAP}++(?:[·•|]{_GAP}++)?)??(?P<op>OP{_GAP}++)?(?:[Oo][Nn]{_GAP}++)?"
    rf"(?P<date>{_DATE_LIKE})|(?i:User{_GAP}++Profile):{_GAP}*+@?(?P<profile>{NAME}+)){_LINE_END}"
)
_LONE_MARK = re.compile(rf"{_LINE}[.-]{_LINE_END}")
_LONGEST_HEADER = 100
_HEADERS_SAMPLED = 500
"""How many headers are examined to see whether this copy has blank lines around headers."""
_USUAL_SHARE = 0.9
_PROFILE_LINES = 12
"""How many lines below `User Profile:` its name, date, badge and marks may stand."""
_MOST_LINES_ABOVE_TITLE = 12
"""How far down the title may stand in a copy without headers, below the navigation of the page."""
_LONGEST_NAVIGATION = 200  # characters
_LISTING_SHOWS_WITHIN = 200_000  # characters

# Words that stand before a date in a sentence or a heading ("Since March 3rd, 2019"), never as a forum name.
_NEVER_A_NAME = word_set(
    "about after around as at before between by date dated deadline due during each edit edited every for from "
    "happy in is joined last next note on or since started the this till to until update updated was monday "
    "tuesday wednesday thursday friday saturday sunday"
)
_SEPARATOR = re.compile(
    r"(?P<number>\d[\d,]{0,8})|(?:(?:show|view|see) )?(?:(?P<replies>\d{1,5}) )?(?:more )?repl(?:y|ies)|"
    r"(?:load|show|view) more",
    re.IGNORECASE,
)
_LONGEST_SEPARATOR = 40
_NAVIGATION = re.compile(r"skip to (?:main content|bottom nav).*|log ?in|sign ?up|subscribe|reply|forums?|home", re.I)
_LISTING = re.compile(
    rf"{_LINE}(?i:(?P<by>by{_GAP}++{NAME}+)|(?P<last>last{_GAP}++post)|(?P<more>(?:\.\.\.|…){_GAP}*+see{_GAP}++more\b.*))"
    rf"{_LINE_END}"
)
_FORM = re.compile(
    r"^[ \t]*(?:Your answer|Clear form|\* ?Indicates required question|"
    r"Never submit passwords through Google Forms\.)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""What every Google Form says."""
_LOG_IN = re.compile(r"forgot(?:ten)? (?:your )?password|log ?in|sign ?in|password", re.IGNORECASE)
_BEGINS_WITH_NAME = re.compile(rf"{_LINE}@{NAME}+(?=[\s,:!]|\Z)")
_CREDITS = re.compile(rf"{_LINE}(?i:This post is brought to you by)\b.*")


@dataclass(slots=True)
class _Header:
    author: str | None
    is_opener: bool
    dated: DateRead | None
    start: int  # of its line, in a text whose every line begins with its line feed
    end: int  # of its last line
    by_profile: bool = False

    @property
    def is_sure(self) -> bool:
        return self.by_profile or (self.dated is not None and self.dated.how == Provenance.STATED)


class _Body(NamedTuple):
    """The text of a post, and what the page puts below it: the count in `2 replies`, and whether a number (`934`)."""

    text: str
    replies: int | None
    has_number: bool


def parse_text_copy(text: str, *, name: str, saved_on: date | None) -> Copy:
    """Read the posts of a text copy. Raises NotAThread for a list of threads, a log-in page, or any other text."""
    text = f"\n{text}"
    candidates = list(_headers(text, saved_on))
    says_form = len(_FORM.findall(text)) > 1
    if _is_listing(text, candidates):
        raise form_text(name) if says_form else list_of_threads(name)
    title_at = (
        _title_at(text, candidates[0].start) if candidates else _title_at(text, len(text), _MOST_LINES_ABOVE_TITLE)
    )
    title = None if title_at is None else fold_space(text[slice(*title_at)])
    if candidates and title_at is not None and _is_post_text(text[title_at[1] : candidates[0].start]):
        candidates.insert(0, _Header(None, False, None, *title_at))  # the opening post has lost its header
    headers = _true_headers(text, candidates, has_title=title is not None)
    is_course_post = title is not None and names_a_course_post(title)
    is_named = any(header.author for header in headers) and (title is not None or len(headers) > 1)
    if headers and (is_named or (is_course_post and headers[0].dated)):
        return _with_headers(text, headers, title)
    if says_form:
        raise form_text(name)
    starts = [match.start() for match in _BEGINS_WITH_NAME.finditer(text)]
    if is_course_post or len(starts) > 1:
        return _without_headers(text, title_at, title, starts)
    lines = text.split("\n")
    if sum(1 for line in lines if _LOG_IN.fullmatch(_fold_short_line(line).rstrip("?"))) > 1:
        raise log_in_page(name)
    raise NotAThread(
        f"{name} doesn't look like a course thread: it has no title of a course post, and no line with a name and a "
        f"date. {HOW_TO_SAVE}"
    )


def _headers(text: str, saved_on: date | None) -> Iterator[_Header]:
    """Every line that may be a header, with the lines that belong to it."""
    dates: dict[str, DateRead | None] = {}

    def read_cached_date(words: str) -> DateRead | None:
        if words not in dates:
            dates[words] = read_date(_fold_short_line(words), saved_on)
        return dates[words]

    end = -1
    for match in _HEADER.finditer(text):
        start, stop = match.span()
        if start < end or stop - start > _LONGEST_HEADER:
            continue
        name, is_opener, words, profile = match.groups()
        if profile:
            header = _profile_header(text, match, read_cached_date)
            end = header.end
            yield header
        elif (dated := read_cached_date(words)) and (not name or _is_name(name)):
            mark = _LONE_MARK.match(text, stop)
            yield _Header(name, is_opener is not None, dated, start, mark.end() if mark else stop)


def _is_name(word: str) -> bool:
    return word.casefold() not in _NEVER_A_NAME and bool(word.strip("_.-"))


def _profile_header(text: str, match: re.Match[str], dated_by: Callable[[str], DateRead | None]) -> _Header:
    """The header of `User Profile: X` and the lines below: X, OP, the date, a lone dot or dash, each at most once."""
    header = _Header(match["profile"], False, None, match.start(), match.end(), by_profile=True)
    seen: set[str] = set()
    end = header.end
    for _ in range(_PROFILE_LINES):
        start, end = end, _end_of_line(text, end + 1)
        line = _fold_short_line(text[start:end])
        plain_header = _HEADER.fullmatch(text, start, end)
        dated = dated_by(plain_header["date"]) if plain_header and plain_header["date"] else None
        if dated and plain_header and plain_header["name"] in (None, header.author) and "date" not in seen:
            header.dated, header.is_opener = dated, header.is_opener or bool(plain_header["op"])
            seen.add("date")
        elif header.author and fold_name(line) == fold_name(header.author) and "name" not in seen:
            seen.add("name")
        elif line == "OP" and "op" not in seen:
            header.is_opener = True
            seen.add("op")
        elif line in (".", "-") and "mark" not in seen:
            seen.add("mark")
        elif text[start:end].strip():
            break
        else:
            continue
        header.end = end
    return header


def _is_post_text(between: str) -> bool:
    """Whether the text between the title and the first header is a post and not the page's navigation."""
    return len(between) - between.count("\n") > _LONGEST_NAVIGATION


def _true_headers(text: str, candidates: Sequence[_Header], *, has_title: bool) -> list[_Header]:
    """The real headers among the candidates: sure ones, and others that stand as the sure ones of this copy do."""
    if not candidates:
        return []
    opener, sure = candidates[0], [header for header in candidates if header.is_sure] or list(candidates[:1])
    sample = sure[1 : _HEADERS_SAMPLED + 1]
    blank_above = _is_usual(_is_blank(_line_above(text, header.start)) for header in sample)
    blank_below = _is_usual(_is_blank(_line_below(text, header.end)) for header in sample or sure)
    starts = {header.start for header in candidates}
    undated_years_are_used = any(header.author and not header.is_sure for header in candidates)
    opening_day = opener.dated.day if has_title and opener.dated and opener.dated.how == Provenance.STATED else None

    def stands_as_a_header(header: _Header) -> bool:
        if header.is_sure and opening_day and header.dated and header.dated.day and header.dated.day < opening_day:
            return False  # no reply is older than the opening post, so "June 5th, 2009" is text
        if header.by_profile or (header.is_sure and header.author):
            return True
        if header.author is None and not (header.is_sure or undated_years_are_used):
            return False
        above = _line_above(text, header.start)
        return (
            (header.is_sure or not blank_above or not above.strip())
            and (not blank_below or header.end in starts or _is_blank(_line_below(text, header.end)))
            and not above.rstrip().endswith((":", ","))
        )

    return [opener, *filter(stands_as_a_header, candidates[1:])]


def _is_usual(happens: Iterable[bool]) -> bool:
    outcomes = list(happens)
    return sum(outcomes) >= _USUAL_SHARE * len(outcomes)


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _line_above(text: str, at: int) -> str:
    """The line before the one whose line feed is `at` this place."""
    return text[text.rfind("\n", 0, at) + 1 : at]


def _line_below(text: str, end: int) -> str:
    return text[end + 1 : _end_of_line(text, end + 1)]


def _is_blank(line: str) -> bool:
    return not line.strip() or bool(_SEPARATOR.fullmatch(_fold_short_line(line)))


def _is_listing(text: str, candidates: Sequence[_Header]) -> bool:
    top = text[:_LISTING_SHOWS_WITHIN]
    marks = [match.lastgroup for match in _LISTING.finditer(top)]
    named = sum(1 for header in candidates if header.author and header.start < len(top))
    titles = {fold(line) for line in top.split("\n", 400)[:400] if names_a_course_post(fold_space(line))}
    return (len(set(marks)) > 1 and len(marks) > named) or (not candidates and len(titles) > 3)


def _title_at(text: str, end: int, most_lines: int | None = None) -> tuple[int, int] | None:
    """The span of the line above `end` that is the title of a course post, else of the last line that may be one."""
    nearest = None
    for match in islice(_ANY_LINE.finditer(text, 0, end), most_lines):
        line = match[0]
        if line.strip() and not _NAVIGATION.fullmatch(_fold_short_line(line)):
            nearest = match.span()
            if names_a_course_post(fold_space(line)):
                break
    return nearest


def _with_headers(text: str, headers: Sequence[_Header], title: str | None) -> Copy:
    opener = next((header.author for header in headers if header.is_opener and header.author), None)
    spaced = _is_usual(_is_blank(_line_above(text, header.start)) for header in headers[1 : _HEADERS_SAMPLED + 1])
    ends = [*(header.start for header in headers[1:]), len(text)]
    bodies = [_body(text[header.end : end], spaced) for header, end in zip(headers, ends, strict=True)]
    numbers_below = any(body.has_number for body in bodies[1:])
    posts: list[RawPost] = []
    for header, body in zip(headers, bodies, strict=True):
        # Several pages in one text, each with the opening post.
        if posts and _is_opening_again(header, body, headers[0], bodies[0]):
            posts[-1] = replace(posts[-1], text=_above_the_title(posts[-1].text, title, spaced))
            continue
        is_empty = numbers_below and body.text.isdecimal() and not body.has_number
        author = header.author or (opener if header.is_opener or not posts else None)
        posts.append(RawPost(author, header.dated, "" if is_empty else body.text, replies=body.replies))
    return Copy(title, posts[0], tuple(posts[1:]))


def _is_opening_again(header: _Header, body: _Body, first: _Header, opening: _Body) -> bool:
    return (
        header.author == first.author
        and header.dated == first.dated
        and bool(body.text)
        and fold_space(body.text) == fold_space(opening.text)
    )


def _above_the_title(text: str, title: str | None, spaced: bool) -> str:
    """The end of one page, without the title and navigation of the next."""
    lines = text.split("\n")
    while lines and ((line := fold_space(lines[-1])) in ("", title) or _NAVIGATION.fullmatch(line)):
        lines.pop()
    return _body("\n".join(lines), spaced).text


def _without_headers(text: str, title_at: tuple[int, int] | None, title: str | None, starts: Sequence[int]) -> Copy:
    begin = title_at[1] if title_at else 0
    starts = [start for start in starts if start >= begin]
    credit_line = _CREDITS.search(text, begin)
    if credit_line and text[credit_line.end() : starts[0] if starts else len(text)].strip():
        starts.insert(0, credit_line.end())  # the opening post ends with its credits: what follows is somebody else's
    bodies = [_body(text[start:end], False) for start, end in pairwise([begin, *starts, len(text)])]
    opening, *posts = (RawPost(None, None, body.text) for body in bodies)
    return Copy(title, opening, tuple(posts), has_headers=False)


def _body(text: str, spaced: bool) -> _Body:
    """The post in `text`, which goes from one header to the next, without blank lines and what the page puts below it.

    If the copy has blank lines between posts (`spaced`), a number right below a text belongs to the text.
    """
    replies, has_number = None, False
    while True:
        stripped = text.rstrip()
        start = stripped.rfind("\n") + 1
        line = "" if len(stripped) - start > _LONGEST_SEPARATOR else _fold_short_line(stripped[start:])
        separator = _SEPARATOR.fullmatch(line)
        if separator is None:
            break
        if separator["number"]:
            above = stripped[:start].rstrip()
            if not above or (spaced and "\n" not in stripped[len(above) + 1 : start]):
                break
            has_number = True
        elif separator["replies"]:
            replies = int(separator["replies"])
        text = stripped[:start]
    end = _end_of_line(text, len(stripped))
    first = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    return _Body(text[first:end], replies, has_number)


def _fold_short_line(line: str) -> str:
    """A line folded for comparing it with headers and separators; "" for one too long to be either."""
    if len(line) > _LONGEST_HEADER:
        return ""
    return fold_space(line if line.isascii() else line.translate(_NOT_SHOWN))
