"""Values out of JSON that came from outside: of any type, and text with all that JSON can write in it."""

import re
from urllib.parse import urlsplit

_TAGS = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|blockquote|h[1-6])\b[^<>]*>|&(?:#\d|[a-z])", re.IGNORECASE
)


def text_or_none(value: object) -> str | None:
    """A text with something in it; None for anything else. Halves of letters, which no file can hold, become "?"."""
    if not isinstance(value, str) or not value.strip():
        return None
    return value.replace("\0", "").encode("utf-8", errors="replace").decode("utf-8").strip()


def whole_number(value: object) -> int | None:
    """A count or an id; None for anything else, True and huge numbers included."""
    return value if type(value) is int and 0 <= value < 10**18 else None


def objects_in(value: object) -> list[dict[str, object]]:
    """The objects in a list, or the one that stands in place of a list."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]


def plain_text(text: str, name: str) -> str:
    """A text as a person sees it, be it HTML or not."""
    from cups_course.saved.page_text import visible_text_of_html

    return visible_text_of_html(text, name) if _TAGS.search(text) else text.replace("\r\n", "\n").strip()


def web_address(value: object) -> str | None:
    """An address on the web, without what asks for a part of it."""
    address = text_or_none(value)
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return (
        parts._replace(query="", fragment="").geturl() if parts.scheme in ("http", "https") and parts.netloc else None
    )
