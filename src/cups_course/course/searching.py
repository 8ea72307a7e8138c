"""Words as they are looked for: what two people would type for the same word is folded into one."""

import re
import unicodedata

from cups_course.course.errors import WrongUsage
from cups_course.course.wording import drop_apostrophes

_WITHOUT_BLANKS = (
    *("\u0e00-\u0eff", "\u1000-\u109f", "\u1780-\u17ff"),  # Thai, Lao, Burmese, Khmer
    *("\u3040-\u30ff", "\uff66-\uff9d"),  # kana, narrow ones too
    *("\u3400-\u4dbf", "\u4e00-\u9fff", "\uf900-\ufaff", "\U00020000-\U0003ffff"),  # Han
)
_ONE_WITHOUT_BLANKS = re.compile(f"[{''.join(_WITHOUT_BLANKS)}]")
_QUOTATION = '"“”„«»'


_SIGNS = re.compile(r"[\W_]")


def fold_for_search(text: str) -> str:
    """The text as it stands in the search index: its words without case, accents and apostrophes, and a blank around
    each letter of scripts that are written without blanks, so that a part of a line is found.

    "Café", "cafe" and "CAFE" are one, and so are "don’t", "don't" and the "dont" that saved copies make of it.
    """
    if text.isascii():  # nothing in it has accents: five times as fast, which a rebuild feels
        return _SIGNS.sub(" ", drop_apostrophes(text)).lower()
    apart = _ONE_WITHOUT_BLANKS.sub(r" \g<0> ", text)
    marked = unicodedata.normalize("NFKD", drop_apostrophes(apart))
    # Composed again, for the letters of Korean are marks of one another.
    plain = unicodedata.normalize("NFC", "".join(one for one in marked if not unicodedata.combining(one))).casefold()
    # SQLite knows the letters and signs of an older Unicode, and takes newer signs for letters.
    return _SIGNS.sub(" ", plain)


def is_without_spaces(letter: str) -> bool:
    """Whether the letter is of a script whose words stand side by side."""
    return bool(_ONE_WITHOUT_BLANKS.match(letter))


def fts_query(typed: str) -> str:
    """What was typed as SQLite's full-text index takes it: every word has to be there, or begin one that is; words
    between quotation marks just so, one after the other.

    Raises WrongUsage where there is no word in it.
    """
    quoted_or_word = f"[{_QUOTATION}]([^{_QUOTATION}]*)[{_QUOTATION}]|([^\\s{_QUOTATION}]+)"
    asked = []
    for quoted, word in re.findall(quoted_or_word, typed):
        # Between quotation marks nothing means anything to the index.
        if words := " ".join(fold_for_search(quoted or word).split()):
            asked.append(f'"{words}"' if quoted else f'"{words}" *')
    if not asked:
        raise WrongUsage("There is no word in it to look for. Words are letters and numbers, of any language.")
    return " ".join(asked)
