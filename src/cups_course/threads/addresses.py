"""What the address of a thread tells about its course."""

import re
from urllib.parse import urlsplit

_COURSE_IN_ADDRESS = re.compile(r"Course(\d{1,2})(?!\d)", re.IGNORECASE)


def course_in(address: str | None) -> int | None:
    """The course that the thread's own part of its address names, else that of the nearest folder above it."""
    try:
        parts = urlsplit(address or "").path.split("/")
    except ValueError:
        return None
    named = (form for part in reversed(parts) if (form := _COURSE_IN_ADDRESS.search(part)))
    return next((int(form[1]) for form in named), None)
