"""Days as the forum writes them."""

from datetime import date


def in_full(day: date) -> str:
    """Such as "March 3rd, 2021"."""
    return f"{without_year(day)}, {day.year}"


def without_year(day: date) -> str:
    """Such as "March 3rd"."""
    ending = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{day:%B} {day.day}{ending}"


def as_seen_on(saved: date, day: date, *, weekdays: bool) -> str:
    """How the forum shows `day` to somebody who saves the page on the day `saved`: shorter, the nearer it is."""
    ago = (saved - day).days
    if ago == 0:
        return f"{1 + day.toordinal() % 8} hours ago"
    if ago < 7:
        return f"{day:%A}" if weekdays and ago > 1 else f"{ago} day{'s' * (ago > 1)} ago"
    return without_year(day) if ago < 350 else in_full(day)
