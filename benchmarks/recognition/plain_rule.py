"""How hard a thread is: what the plain rule makes of it, where a date that goes back or a long text is an answer."""

from collections.abc import Sequence

from recognition.gold import Reading


def plain_rule(posts: Sequence[Reading]) -> list[tuple[str, int | None]]:
    """Kind and parent of each post by the plain rule, which knows its date and its text for certain."""
    found: list[tuple[str, int | None]] = []
    before: str | None = None
    last: int | None = None
    for index, post in enumerate(posts, 1):
        day = post["date"]
        goes_back = bool(before and day and day < before)
        if index == 1 or goes_back or len(post["text"]) > 150:
            last = index
            found.append(("answer", None))
        else:
            found.append(("reply", last))
        before = day
    return found
