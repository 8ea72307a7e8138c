"""Recognizes form fields about the person: name, forum name, e-mail address and the like, the same in every form."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from cups_course.form.form import FieldKind, FormField
from cups_course.text import fold, fold_space, word_set

_WRITTEN: tuple[FieldKind, ...] = ("short", "paragraph", "email", "other")
_KINDS: tuple[FieldKind, ...] = (*_WRITTEN, "date", "dropdown", "choice")
_NEAR = 0.75
"""How alike two names of entries are, from 0 to 1, if one may be the other mistyped."""
_MOST_WORDS = 8
_MOST_READ = 2000
"""How many characters of a label, help text or heading are read."""
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]*+)[)\]]")
_WORDS = re.compile(r"\w+")
_COURTESY = word_set(
    "please enter type write give tell us state provide fill in what whats which who is are do you your my the a an "
    "current own here as it on of at for to and"
)
_IN_PASSING = _COURTESY | word_set("7 cups forum others see optional required full real whole not shared certificate")
"""Words that may be in brackets after what is asked."""
_E_MAIL = re.compile(r"e ?mail(?: address| id)?")
_FORUM_NAME = re.compile(
    r"(?:(?:7 ?)?cups|forum) (?:(?:user|screen|display|account|member|listener|profile) ?)?(?:name|handle|id)|"
    r"(?:(?:7 ?)?cups |forum )?(?:(?:user|screen|display|listener|profile) ?(?:name|handle|id)|nickname)|"
    r"(?:user ?)?name (?:forum|(?:7 ?)?cups)"
)
"""Matched with the whole label, because "account name" may be that at a bank."""
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
_ASKED_ONCE = word_set(
    "age batch birth birthday coach cohort country group intake language mentor phone pronouns region role supervisor "
    "team timezone"
)
"""Words that may be beside the other things that a form asks of each person once."""
_ASKED_BESIDE = word_set("date number name forum username email time zone year month group")
_OF_OTHERS = word_set(
    "peer buddy buddies friend member people person somebody someone anybody anyone partner spouse parent guardian "
    "mother father family relative child emergency mentor coach supervisor manager leader trainer teacher tutor "
    "coordinator moderator admin reviewer referee reference sponsor nominee nominator nominate nominated recommended "
    "employer company organisation organization school bank payment team group they them their theirs he him his she "
    "her whom whose trained helped supported"
)
"""If the help or the heading has one of these, the field is not about the person."""


def profile_keys(fields: Sequence[FormField]) -> list[str | None]:
    """For each field of a form the key of the profile entry that it asks for: `name`, `forum-name`, `email`, else the
    folded label.

    None for a field that asks something else, or about somebody else. Fields with one key under two headings get None
    too: one of them is about somebody else, and it is unknown which.
    """
    keys = [_key(field) for field in fields]
    headings: dict[str | None, set[str]] = defaultdict(set)
    for key, field in zip(keys, fields, strict=True):
        headings[key].add(field.section)
    return [key if len(headings[key]) == 1 else None for key in keys]


def entry_name(typed: str) -> str | None:
    """The name of a profile entry as it is kept: `Forum name` becomes `forum-name`, and `e-mail` the `email` that forms
    ask for. None if it is not valid; it must begin with a letter, so that it never looks like a reference."""
    name = re.sub(r"[\s_-]+", "-", fold(typed)).strip("-")
    if not (name[:1].isalpha() and name.replace("-", "").isalnum()):
        return None
    return _key_in_words(name.replace("-", " ")) or name


def nearest_entry(name: str, others: Iterable[str]) -> str | None:
    """The entry that a mistyped name may mean, of those that forms ask for and `others`; None if forms may ask for this
    name, or none is near."""
    words = {word for word in name.split("-") if not word.isdecimal()}
    known = {"email", "forum-name", *_NAMES.values(), *_ASKED_ONCE, *others}
    if name in known or words <= _ASKED_ONCE | _ASKED_BESIDE:
        return None
    return next(iter(get_close_matches(name, sorted(known), n=1, cutoff=_NEAR)), None)


def is_asked_for(name: str) -> bool:
    """Whether a form may ask for an entry with this name by itself; any other has to be matched with a field."""
    words = name.split("-")
    return name in ("email", "forum-name", *_NAMES.values()) or bool(_ASKED_ONCE & set(words))


def _key(field: FormField) -> str | None:
    in_brackets = _words(" ".join(_IN_BRACKETS.findall(field.label[:_MOST_READ])))
    other_words = _words(fold_space(f"{field.section[:_MOST_READ]} {field.help[:_MOST_READ]}"))
    if field.kind not in _KINDS or not set(in_brackets) <= _IN_PASSING or any(map(_is_of_others, other_words)):
        return None
    label_words = _words(_IN_BRACKETS.sub(" ", field.label[:_MOST_READ]))
    words = [_singular(word) for word in label_words if word not in _COURTESY]
    label = " ".join(words)
    if not words or len(label_words) > _MOST_WORDS:
        return None
    if (_ASKED_ONCE & set(words) or label == "time zone") and set(words) <= _ASKED_ONCE | _ASKED_BESIDE:
        return "-".join(word for word in words if word != "name")
    if field.kind not in _WRITTEN:
        return None
    return _key_in_words(label)


def _key_in_words(words: str) -> str | None:
    if _E_MAIL.fullmatch(words):
        return "email"
    return "forum-name" if _FORUM_NAME.fullmatch(words) else _NAMES.get(words)


def _words(text: str) -> list[str]:
    return _WORDS.findall(fold(text).replace("-", " "))


def _is_of_others(word: str) -> bool:
    return word in _OF_OTHERS or word.removesuffix("s") in _OF_OTHERS


def _singular(word: str) -> str:
    """The word without the "s" of "mentor's name", from which folding dropped the apostrophe."""
    return word.removesuffix("s") if word.removesuffix("s") in _ASKED_ONCE else word
