"""The forms in which people number an answer: `1)`, `Question two:`, `3rd -`, `b.`, `iv)`, `#5`."""

import re
import unicodedata
from collections.abc import Hashable

from cups_course.course.numbers import NUMBER, parse_number

_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
_LABEL_OF_NUMBER = (
    r"(?:my[ ])?(?:(?:answer|response|reply)s?[ ](?:to|for)[ ])?(?:the[ ])?"
    r"(?:question|answer|prompt|part|response|topic|activity|task)"
)
_END_OF_NUMBER = (
    r"(?:[*_]*(?:[).\]:°/](?!\d))+|[*_]*[ ]?(?:[-–—→=]>?)(?=[\s*_]|(?-i:[A-Z])|$))[*_]*(?:[ ]+[-–—→:](?=\s))?"
)
NUMBERED = re.compile(
    rf"""(?aix)(?P<start>[ \t\xa0]*(?:>[ ]?)*(?:\#{{1,6}}[ ]+)?[*_]*)(?:
      (?:(?P<label>{_LABEL_OF_NUMBER})[ ]?(?:\#|no\.?[ ]|number[ ])?[ ]?|(?P<short>q|a|ans)[. ]?\#?(?=\d))
        [(\[]?(?P<told>{NUMBER})(?:{_END_OF_NUMBER}|[)\]*_ ]*$)
      | (?P<ordinal>{"|".join(_ORDINALS)}|\d(?:st|nd|rd|th))(?P<noun>[ ](?:question|answer|prompt|part|one))?
        (?:[*_]*(?:[ ]?:|[ ]?[-–—](?=\s)|\)|$))[*_]*
      | \#(?P<hashed>\d{{1,2}})(?:{_END_OF_NUMBER}|(?=\s|$))
      | [(\[]?(?:(?P<digits>\d{{1,2}})(?:{_END_OF_NUMBER}|(?=[*_ ]*$))
        | (?P<letter>[a-h]|{"|".join(_ROMAN)})(?:[*_]*(?:[)\]:]+[.:]?|\.(?=\s|$|(?-i:[A-Z])))[*_]*|[ ]?[-–—][ ]))
      | (?P<sign>\d\ufe0f?\u20e3|[①-⑳❶-❿])[).:]?
    )[ \t\xa0]*"""
)


def value_of(form: re.Match[str]) -> int:
    """What a match of NUMBERED counts."""
    if told := form["told"]:
        return parse_number(told)
    if ordinal := form["ordinal"]:
        return int(ordinal[0]) if ordinal[0].isdigit() else _ORDINALS.index(ordinal.lower()) + 1
    if letter := form["letter"]:
        return _ROMAN.index(letter.lower()) + 1 if letter.lower() in _ROMAN else ord(letter.lower()) - ord("a") + 1
    if sign := form["sign"]:
        return int(unicodedata.numeric(sign[0]))
    return int(form["hashed"] or form["digits"])


def style_of(form: re.Match[str]) -> Hashable:
    """What the matches of NUMBERED in one row have in common."""
    kind = "roman" if (form["letter"] or "").lower() in _ROMAN else bool(form["letter"])
    label = (form["label"] or form["short"] or "").lower()
    return re.sub(r"[\w\s*_]", "", form[0]), label, kind, form["start"][:2].isspace() and len(form["start"]) > 1
