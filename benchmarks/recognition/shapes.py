"""The shapes of copies: what is special about each, beside what all share."""

from dataclasses import dataclass
from typing import Literal

Container = Literal["text", "html", "pages", "mhtml", "singlefile"]


@dataclass(frozen=True)
class Shape:
    """What a thread and its copy are like. Numbers between 0 and 1 say how often a thing happens."""

    name: str
    container: Container = "text"
    posts: tuple[int, int] = (5, 120)
    # what people do
    replies: tuple[float, ...] = (0.5, 1, 1.5, 2.5, 4)
    """How many replies an answer gets on the average; each thread takes one of these."""
    answer_lengths: tuple[int, int, int, int] = (4, 6, 5, 3)
    long_replies: float = 0.34
    mentions: float = 0.2
    thanks: float = 0.15
    opener_replies: float = 0.04
    dated: float = 0.04
    one_day: bool = False
    quiz: bool = False
    # what the copy shows
    first_missing: bool = False
    within_year: bool = False
    authorless: bool = False
    missing_authors: float = 0.03
    empty: float = 0.01
    glued: float = 0.0
    skip_line: bool = True
    profile_lines: bool = False
    lone_mark: bool = False
    counters: bool = False
    damaged: bool = False


SHAPES: tuple[Shape, ...] = (
    Shape("full text copy"),
    Shape("no skip line", skip_line=False),
    Shape("profile lines", skip_line=False, profile_lines=True),
    Shape("lone mark", skip_line=False, profile_lines=True, lone_mark=True),
    Shape("authorless", authorless=True, mentions=1.0, empty=0.0),
    Shape("missing authors", missing_authors=0.35),
    Shape("empty posts", empty=0.15),
    Shape("glued headers", glued=0.6),
    Shape("mentions", mentions=0.75),
    Shape("opener's badge", opener_replies=0.35),
    Shape("counters", counters=True),
    Shape("first missing", first_missing=True),
    Shape("within the year", within_year=True),
    Shape("dates and names", dated=0.4),
    Shape("damaged", damaged=True, missing_authors=0.05),
    Shape("no replies", replies=(0.0,)),
    Shape("long replies", answer_lengths=(6, 4, 1, 0), long_replies=0.8),
    Shape("thanks below", thanks=0.8),
    Shape("one day", one_day=True),
    Shape("quiz", quiz=True),
    Shape("large", posts=(200, 400)),
    Shape("web page", container="html", within_year=True),
    Shape("several pages", container="pages", posts=(30, 150)),
    Shape("mhtml", container="mhtml", within_year=True),
    Shape("singlefile", container="singlefile", within_year=True),
)
