"""Numbers as titles and questions say them, in digits or as a word up to twelve; and as a person types them."""

_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_MOST_DIGITS = 9
"""Python reads no number of thousands of them."""
NUMBER = rf"(?ai:\d{{1,3}}|{'|'.join(_WORDS)})"
"""A number in digits or as a word, for use inside a regular expression."""


def parse_number(digits_or_word: str) -> int:
    """The value of what NUMBER matches."""
    return int(digits_or_word) if digits_or_word.isdigit() else _WORDS.index(digits_or_word.lower()) + 1


def parse_number_up_to(most: int, typed: str) -> int | None:
    """The number that was typed, where it is one from 0 to `most`; however many digits were."""
    number = int(typed) if typed.isdecimal() and len(typed) <= _MOST_DIGITS else None
    return number if number is not None and number <= most else None
