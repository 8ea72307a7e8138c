"""Fields of a form that ask who one is: name, forum name, e-mail address and the like, the same in every form."""

import re

from cups_course.course.form import FieldKind, FormField
from cups_course.course.wording import fold, word_set

_KINDS: tuple[FieldKind, ...] = ("short", "paragraph", "email", "date", "dropdown", "choice", "other")
_MOST_WORDS = 8
_IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_WORDS = re.compile(r"\w+")
_COURTESY = word_set(
    "please enter type write give tell us state provide fill in what whats which who is are do you your my the a an "
    "current own here as it on of at for to and"
)
_E_MAIL = re.compile(r"\be ?mails?\b")
_FORUM_NAME = re.compile(
    r"\b(?:(?:forum|user|screen|display|listener|member|account|profile|cups) ?(?:name|handle|id)|nickname)\b"
)
_NAMES = {
    "name": "name",
    "full name": "name",
    "real name": "name",
    "first last name": "name",
    "name surname": "name",
    "first name": "first-name",
    "given name": "first-name",
    "last name": "last-name",
    "family name": "last-name",
    "surname": "last-name",
    "preferred name": "preferred-name",
}
_OF_OTHERS = word_set("peer peers they them buddy buddies friend friends members people person somebody someone")
_ONCE = word_set(
    "age batch birth birthday coach cohort country group intake language mentor phone pronouns region role supervisor "
    "team timezone"
)
"""What else a form asks of everybody, and once; and the words that stand beside such a one."""
_BESIDE = word_set("date number name forum username email time zone year month group")


def profile_key(field: FormField) -> str | None:
    """The key under which what a field asks of a person is kept: `name`, `forum-name`, `email`, else the folded label.

    None for a field that asks something else, or of somebody else.
    """
    if field.kind == "email":
        return "email"
    if field.kind not in _KINDS:
        return None
    said = _WORDS.findall(fold(_IN_BRACKETS.sub(" ", field.label)).replace("-", " "))
    words = [_singular(word) for word in said if word not in _COURTESY]
    label = " ".join(words)
    if not words or len(said) > _MOST_WORDS or _OF_OTHERS & set(words):
        return None
    if (_ONCE & set(words) or label == "time zone") and set(words) <= _ONCE | _BESIDE:
        return "-".join(word for word in words if word != "name")
    if _E_MAIL.search(label):
        return "email"
    if _FORUM_NAME.search(label):
        return "forum-name"
    return _NAMES.get(label)


def _singular(word: str) -> str:
    """The mentor of "mentor's name", whose apostrophe folding drops."""
    return word.removesuffix("s") if word.removesuffix("s") in _ONCE else word
