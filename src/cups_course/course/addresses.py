"""Which thread of a forum an address leads to."""

import re

_ID = re.compile(r"_(\d{1,20})(?:/\d{1,5})?$", re.ASCII)
"""The number a thread's address ends in, before the number of a page. What stands before it changes over the years."""


def is_web_address(address: str | None) -> bool:
    """Whether a browser can open it."""
    return bool(address) and str(address).startswith(("https://", "http://"))


def is_thread_at(address: str | None, forum_id: str | None, found_at: str | None) -> bool:
    """Whether the thread with this id in its forum, of which a copy told the address `found_at`, is the one that
    `address` leads to."""
    if not address:
        return False
    plain = _plain(address)
    at_end = _ID.search(plain)
    if at_end and forum_id and at_end[1] == forum_id:
        return True
    return bool(found_at) and plain == _plain(found_at or "")


def _plain(address: str) -> str:
    """An address without what differs between two people who copy it: scheme, page, place on the page."""
    whole = re.sub(r"^https?://(?:www\.)?", "", address.strip().partition("#")[0], flags=re.IGNORECASE)
    path, _, query = whole.partition("?")
    asked = "&".join(one for one in query.split("&") if one and not one.startswith(("p=", "post=")))
    return f"{path.rstrip('/')}{'?' if asked else ''}{asked}"
