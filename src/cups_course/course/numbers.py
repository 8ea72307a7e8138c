"""Numbers as titles and questions say them: in digits, or as a word up to twelve."""

_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBER = rf"(?ai:\d{{1,3}}|{'|'.join(_WORDS)})"
"""A number in digits or as a word, for use inside a regular expression."""


def number_of(digits_or_word: str) -> int:
    """The value of what NUMBER matches."""
    return int(digits_or_word) if digits_or_word.isdigit() else _WORDS.index(digits_or_word.lower()) + 1
