"""Search results: in course order, with the words of the query marked."""

from itertools import groupby

from rich.text import Text

from cups_course.search import SearchResult, SearchResults, snippet
from cups_course.text import clean
from cups_course.view.screen import cells, command_line, console, heading, put, say, side_by_side, tell, tell_row
from cups_course.view.wording import count, is_plain

_FEW = 3
"""With up to this many hits, the command that shows the first in full."""
_KIND_NAMES = {"question": "question", "answer": "your answer", "reply": "your reply", "note": "your note"}


def print_search_results(hits: SearchResults) -> None:
    """Each hit under its discussion: what it is, and the text around the words."""
    if not hits.first:
        say("Nothing that is kept here has these words.")
        return
    for number, (title, group) in enumerate(groupby(hits.first, key=_discussion)):
        if number:
            tell("")
        if title:
            tell(title)
        for hit in group:
            _print_hit(hit)
    fewer = "Fewer are found with one more word, --mine, --kind or --course."
    if hits.more is None:
        say("", f"So many places have these words that only the newest were looked at. {fewer}")
    elif hits.more:
        more = count(hits.more, "more place has", "more places have")
        say("", f"{more} these words, all shown with --limit {len(hits.first) + hits.more}. {fewer}")
    elif len(hits.first) <= _FEW:
        say("", command_line(_show_command(hits.first[0])))


def _discussion(hit: SearchResult) -> Text:
    return heading(hit.discussion or "", hit.title or "") if hit.discussion else Text()


def _print_hit(hit: SearchResult) -> None:
    tell_row("  ", side_by_side(Text(clean(hit.ref)), Text(_kind(hit), style="dim")))
    line = Text()
    for piece in snippet(hit.text, hit.spans, cells):
        # The marks show without colours too, and in a pipe. A screen reader would only read them out.
        marked = f"«{piece.text}»" if piece.found and not is_plain() else piece.text
        line.append(marked, style="bold" if piece.found else "")
    put(console(), line, indent=4)


def _kind(hit: SearchResult) -> str:
    if hit.kind != "post":
        return _KIND_NAMES[hit.kind]
    by = clean(hit.author or "(no name)")
    return f"{by}, post {hit.post}" if hit.post else f"{by}, the course post"


def _show_command(hit: SearchResult) -> str:
    """The command that shows a hit in full."""
    by_others = hit.kind == "post" and hit.post
    return f"cups-course {'thread' if by_others else 'show'} {hit.ref}"
