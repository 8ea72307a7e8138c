"""Words as they are looked for: what two people would type for the same word is folded into one."""

import unicodedata

from cups_course.course.wording import without_apostrophes

_WITHOUT_BLANKS = (
    *("\u0e00-\u0eff", "\u1000-\u109f", "\u1780-\u17ff"),  # Thai, Lao, Burmese, Khmer
    *("\u3040-\u30ff", "\u3400-\u4dbf", "\u4e00-\u9fff", "\uf900-\ufaff", "\U00020000-\U0003ffff"),  # kana, Han
)


def folded(text: str) -> str:
    """The text as it stands in the search index: case, accents and apostrophes folded, and a blank around each letter
    of scripts that are written without blanks, so that a part of a line is found.

    "Café", "cafe" and "CAFE" are one, and so are "don’t", "don't" and the "dont" that saved copies make of it.
    """
    import re

    apart = re.sub(f"([{''.join(_WITHOUT_BLANKS)}])", r" \1 ", text)
    marked = unicodedata.normalize("NFKD", without_apostrophes(apart))
    # Composed again, for the letters of Korean are marks of one another.
    return unicodedata.normalize("NFC", "".join(one for one in marked if not unicodedata.combining(one))).casefold()
