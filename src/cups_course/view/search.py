"""The screen of search results: in course order, each with its matches marked."""

from itertools import groupby
from typing import TYPE_CHECKING

from cups_course.search import SearchResult, SearchResults, snippet
from cups_course.shell import CommandLine
from cups_course.text import clean
from cups_course.view.screen import cells, console, heading, put, say, side_by_side, styled, tell
from cups_course.view.wording import count, is_plain

if TYPE_CHECKING:
    from rich.text import Text

_FEW = 3
"""The most results for which a hint says how to see the first one whole."""
_OWN = {"question": "question", "answer": "your answer", "reply": "your reply", "note": "your note"}


def print_search_results(results: SearchResults) -> None:
    """Each result under its discussion: what it is, and a snippet around its first match."""
    if not results.first:
        say("Nothing matches these words.")
        return
    for number, (title, group) in enumerate(groupby(results.first, key=_discussion)):
        if number:
            tell("")
        if title:
            tell(title)
        for result in group:
            _print_result(result)
    fewer = "To narrow it down, add a word, --mine, --kind or --course."
    if results.more is None:
        say("", f"There are too many matches, so only the newest were searched. {fewer}")
    elif results.more:
        more = count(results.more, "more match", "more matches")
        say("", f"{more}. To see all, add --limit {len(results.first) + results.more}. {fewer}")
    elif len(results.first) <= _FEW:
        say("", _whole(results.first[0]))


def _discussion(result: SearchResult) -> "Text":
    return heading(result.discussion or "", result.title or "") if result.discussion else styled()


def _print_result(result: SearchResult) -> None:
    what = side_by_side(styled(clean(result.ref)), styled(_what(result), style="dim"))
    put(console(), what, indent=2, first=styled("  "))
    line = styled()
    for piece in snippet(result.text, result.spans, cells):
        # Guillemets show a match without colour and in a pipe; a screen reader would read them out.
        text = f"«{piece.text}»" if piece.is_match and not is_plain() else piece.text
        line.append(text, style="bold" if piece.is_match else "")
    put(console(), line, indent=4)


def _what(result: SearchResult) -> str:
    if result.kind != "post":
        return _OWN[result.kind]
    by = clean(result.author or "(no name)")
    return f"{by}, post {result.post}" if result.post else f"{by}, the course post"


def _whole(result: SearchResult) -> CommandLine:
    """The command that shows the whole text."""
    by_others = result.kind == "post" and result.post
    return CommandLine("thread" if by_others else "show", result.ref)
