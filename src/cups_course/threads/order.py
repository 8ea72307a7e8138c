"""In what order posts were written, as dates or the forum's ids tell, and of which posts that shows the kind."""

import re
from collections.abc import Iterator, Sequence

from cups_course.course.thread import PostKind
from cups_course.threads.copy import RawPost

_NUMBER = re.compile(r"[0-9]{1,20}")


class Order:
    """When the posts of a thread were written. Answers are oldest first, and replies are below their answer."""

    def __init__(self, posts: Sequence[RawPost]) -> None:
        self.days = [post.dated.day.toordinal() if post.dated and post.dated.day else None for post in posts]
        ids = [_number(post.forum_id or "") for post in posts]
        self.times: Sequence[int | None] = self.days if None in ids else ids
        """Ids of the forum grow with time and tell apart what came on one day; without them the days."""
        self.above = list(_nearest_above(self.times))
        """For each post the nearest one above whose time is known."""
        self.dated_above = self.above if self.times is self.days else list(_nearest_above(self.days))
        self.kinds: dict[int, PostKind] = dict(self._kinds())

    def wait(self, at: int) -> int | None:
        """Days since the nearest post above that has a date."""
        day, above = self.days[at], self.dated_above[at]
        above_day = None if above is None else self.days[above]
        return None if day is None or above_day is None else day - above_day

    def _kinds(self) -> Iterator[tuple[int, PostKind]]:
        """A post with an older one below is a reply; else, one that is older than the post above begins anew."""
        oldest_below: int | None = None
        for at in reversed(range(len(self.times))):
            time, above = self.times[at], self.above[at]
            if time is None:
                continue
            above_time = None if above is None else self.times[above]
            if oldest_below is not None and oldest_below < time:
                yield at, "reply"
            elif above_time is not None and time < above_time:
                yield at, "answer"
            oldest_below = time if oldest_below is None else min(oldest_below, time)


def _nearest_above(times: Sequence[int | None]) -> Iterator[int | None]:
    nearest = None
    for at, time in enumerate(times):
        yield nearest
        if time is not None:
            nearest = at


def _number(forum_id: str) -> int | None:
    return int(forum_id) if _NUMBER.fullmatch(forum_id) else None
