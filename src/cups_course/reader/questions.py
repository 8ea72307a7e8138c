"""What the opening post asks: its questions, how many replies to peers, and what else is to be done."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import takewhile

from cups_course.reader.lines import SYMBOL, Line, lines_of, sentences, without_broken_edges
from cups_course.reader.phrases import (
    UNCOUNTED,
    announces,
    gives_advice,
    is_about_posting,
    is_for_afterwards,
    is_prompt,
    is_request,
    is_rhetorical,
    leads_to_a_list,
    replies_wanted,
    said_after_a_colon,
    says_goodbye,
)
from cups_course.reader.tasks import find_tasks, task_kinds
from cups_course.text import word_set
from cups_course.thread.thread import Provenance, WantedTask

_QUESTION_END = re.compile(r"\?[\"'”’)]*\s+(?=\S)")
_CLAUSE_END = re.compile(r",? (?:and|then) (?:then )?|[,;:] ")
_FOLLOW_UP = word_set("and answer else example exactly explain for how if in not or please so when where why who your")
"""The words of "Why?", "If so, how?" and "Please explain your answer."."""
_WORDS = re.compile(r"\w+")
_PATIENCE = 2
"""How many lines may stand between an announcement and the questions: a title of a film, "Take your time."."""
_REACH = 8
"""How many lines may stand between two numbers of a list."""
_AFTERTHOUGHT_WORDS = 30
"""How much may be said below questions that nothing announces. Questions further up belong to the text."""
_MANY = re.compile(r"\b(?:questions|prompts|question time)\b", re.IGNORECASE)
"""A label of several questions: what stands on its line is cut at each of them."""
_LONGEST_CAPTION = 12
_LONGEST_ITEM = 2000  # characters
_WRAPPED = 60
"""A line as long as this may go on in the next."""
_ENDS = (".", "!", "?", ":", '"', "”", ")")
_DESCRIBE = re.compile(r"(?:please )?(?:describe|discuss|explain|list|name|share|tell)\b", re.IGNORECASE)
_TO_READER = re.compile(r"\byou(?:r|rs|rself)?\b", re.IGNORECASE)

_A_LIST_BELOW, _ACTIVITY, _QUESTIONS = 1, 2, 3
"""How plainly questions are announced: "Please watch this video" above a list, `Activity:`, "The questions:"."""


@dataclass(slots=True)
class _Group:
    """Questions that stand together, and how plainly the post says that they are asked."""

    rank: int
    texts: list[str] = field(default_factory=list)
    is_loose: bool = False
    """Announced by a sentence that does not end in a colon: prose may follow it as well."""
    is_on_line: bool = False
    """The first question stands on the line of the label."""
    is_spaced: bool = False
    """A blank line stands above the label: what is right below its line belongs to it."""


def find_questions(lines: Sequence[Line]) -> tuple[tuple[str, ...], Provenance]:
    """The wordings of the questions, and how they were known."""
    blocks = _blocks(lines)
    if announced := _surest(_announced(blocks)):
        return _wordings(announced), Provenance.ANNOUNCED
    if others := _unannounced(blocks):
        return _wordings(others), Provenance.FROM_LOOKS
    return (), Provenance.NONE_FOUND


def _wordings(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(without_broken_edges(text) for text in texts))


# Blocks


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines as lists and paragraphs; what stands between two numbers of a list belongs to the upper one."""
    blocks: list[list[Line]] = []
    at = 0
    while at < len(lines):
        block = [lines[at]]
        at += 1
        while block[0].marker and at < len(lines):
            line, item = lines[at], block[-1]
            if _is_next_item(line, item):
                block.append(line)
                at += 1
            elif (number_at := _next_number_at(lines, at, item)) is not None:
                for between in lines[at:number_at]:
                    if is_prompt(between.text) or not (between.after_blank or block[-1].text.endswith(_ENDS)):
                        block[-1] = replace(item, text=f"{block[-1].text} {between.text}")
                at = number_at
            elif _goes_on_in(line, item):
                block[-1] = replace(item, text=f"{item.text} {line.text}")
                at += 1
            else:
                break
        blocks.append(block)
    return blocks


def _is_next_item(line: Line, item: Line) -> bool:
    return line.marker == item.marker and (not item.number or line.number > item.number)


def _is_next_number(line: Line, item: Line) -> bool:
    return line.marker == item.marker and line.number == item.number + 1


def _next_number_at(lines: Sequence[Line], at: int, item: Line) -> int | None:
    if not item.number:
        return None
    for below in range(at, min(at + _REACH, len(lines))):
        line = lines[below]
        if line.marker == item.marker:
            return below if _is_next_number(line, item) else None
        if line.label or announces(line.text):
            return None
    return None


def _goes_on_in(line: Line, item: Line) -> bool:
    """Whether a plain line right below an item is still the item: a wrapped line, or a question that follows up."""
    if line.after_blank or line.marker or line.label or len(item.text) > _LONGEST_ITEM or not _own_words(line.text):
        return False
    if announces(line.text) or said_after_a_colon(line.text):
        return False
    if not item.text.endswith(_ENDS):
        return line.text[:1].islower() or len(item.text) >= _WRAPPED
    return is_prompt(item.text) and is_prompt(line.text) and not is_rhetorical(line.text)


# What is announced


def _announced(blocks: Sequence[Sequence[Line]]) -> list[_Group]:
    groups: list[_Group] = []
    group: _Group | None = None  # which the lines below may join
    patience = 0
    taken: tuple[_Group, Line] | None = None  # the last announced list: its group and its last item
    for block in blocks:
        line = block[0]
        if line.marker:
            if group is None and taken and line.number and _is_next_number(line, taken[1]):
                group = taken[0]
            if group and _takes(group, block):
                taken = group, block[-1]
            elif own := _asked_by_items(block):
                groups.append(_Group(_QUESTIONS, own))
            opened = _group_of_item(block[-1])
        else:
            opened = _group_of(line)
        if opened:
            group, patience = opened, _PATIENCE
            groups.append(group)
        elif line.marker or line.is_aside or is_for_afterwards(line.text):
            group = None
        elif group and _joins(group, line):
            group.texts += _split(_own_words(line.text)) if group.is_on_line else [_own_words(line.text)]
        elif group and group.rank > _A_LIST_BELOW and patience and (not group.texts or _is_caption(line)):
            patience -= 1
        elif leads_to_a_list(line.text):
            group, patience = _Group(_A_LIST_BELOW), _PATIENCE
            groups.append(group)
        elif group and group.rank == _A_LIST_BELOW and patience:
            patience -= 1
        else:
            group = None
    return groups


def _is_caption(line: Line) -> bool:
    """Whether a line is no sentence: the title of a film, what stands for a picture."""
    return not line.text.endswith(_ENDS) and len(line.text.split()) <= _LONGEST_CAPTION


def _group_of(line: Line) -> _Group | None:
    """The group that a paragraph opens by a label or an announcement."""
    if line.is_aside:
        return None
    if line.asks:
        return _labelled_group(line)
    if announces(line.text):
        return _Group(_QUESTIONS, is_loose=not line.text.endswith(":"))
    own = _own_words(said_after_a_colon(line.text))
    is_many = _MANY.search(line.text.partition(": ")[0])
    return _Group(_QUESTIONS, _split(own) if is_many else [own], is_on_line=True) if own else None


def _group_of_item(item: Line) -> _Group | None:
    """`❓ Questions:` alone, or the last step of a list, "3. Answer the questions below"."""
    leads_on = announces(item.text) if item.text else item.asks
    return _Group(_QUESTIONS, is_loose=not item.text.endswith(":")) if leads_on else None


def _labelled_group(line: Line) -> _Group | None:
    """`Questions: first? second?`, `Activity: Describe ...`, or a label alone."""
    rank = _QUESTIONS if line.says_questions else _ACTIVITY
    own = _own_words(line.text)
    if not line.text or announces(line.text):
        return _Group(rank)
    if not own:
        return _Group(_A_LIST_BELOW) if replies_wanted(line.text) is None else None
    is_many = line.says_questions and _MANY.search(line.label)
    return _Group(rank, _split(own) if is_many else [own], is_on_line=True, is_spaced=line.after_blank)


def _joins(group: _Group, line: Line) -> bool:
    """Whether a plain paragraph is one more question of the group."""
    own = _own_words(line.text)
    if not own or group.rank == _A_LIST_BELOW or is_rhetorical(own):
        return False
    if group.is_on_line and (line.after_blank or group.rank == _ACTIVITY):
        return own.endswith("?")
    return is_prompt(own) or (group.is_on_line and group.is_spaced)


def _takes(group: _Group, block: Sequence[Line]) -> bool:
    """Whether the list is what the group announced; its items are put into the group."""
    items = _items(block)
    asks = is_prompt if group.rank == _A_LIST_BELOW else _only_asks
    if not items or ((group.rank == _A_LIST_BELOW or group.texts) and not _mostly(asks, items)):
        return False
    if group.is_on_line and not group.texts[-1].endswith("?"):
        group.texts.clear()  # "Activity: Think of your last week." above the questions about it
    group.texts += items
    group.is_loose = False
    return True


def _asked_by_items(block: Sequence[Line]) -> list[str]:
    """The items that say by themselves that they ask: by a pen, or as "Question 2:"."""
    return [
        own for item in block if (item.is_pen or item.asks) and not item.is_aside and (own := _own_words(item.text))
    ]


def _items(block: Sequence[Line]) -> list[str]:
    items: list[str] = []
    for item in block:
        if is_for_afterwards(item.text) and not item.label:
            break
        if not item.is_aside and (own := _own_words(item.text)):
            items.append(own)
    return items


def _surest(groups: Sequence[_Group]) -> list[str]:
    """The questions of the groups that are asked most plainly, in order."""
    found = [group for group in groups if group.texts]
    if any(group.rank == _QUESTIONS for group in found):
        found = [group for group in found if group.rank > _A_LIST_BELOW]
    if not all(group.is_loose for group in found):
        found = [group for group in found if not group.is_loose]
    return [text for group in found for text in group.texts]


# What only looks like questions


def _unannounced(blocks: Sequence[Sequence[Line]]) -> list[str]:
    """The last list of questions, or the paragraphs that ask; a lone one above much else belongs to the text."""
    asking: list[str] = []  # the paragraphs that ask in a row, from below
    spoken = 0  # words below them
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        above = blocks[at - 1][0] if at and not blocks[at - 1][0].marker else None
        if block[0].marker and len(block) > 1:
            found = [] if asking else _asked_by_list(block, above)
        elif part := _asking_part(block[0]):
            asking.append(part)
            continue
        else:
            found = []
        if asking and (len(asking) > 1 or spoken <= _AFTERTHOUGHT_WORDS):
            break
        if found:
            return found
        asking.clear()
        spoken += _words_said(block)
    return asking[::-1] if len(asking) > 1 or spoken <= _AFTERTHOUGHT_WORDS else []


def _asked_by_list(block: Sequence[Line], above: Line | None) -> list[str]:
    """The items of a list that asks, unless the paragraph above it says that it is advice, or for afterwards."""
    items = _items(block)
    if above and (above.is_aside or is_for_afterwards(above.text)):
        return []
    if _mostly(_only_asks, items) or (_mostly(is_prompt, items) and not (above and gives_advice(above.text))):
        return items
    return []


def _asking_part(line: Line) -> str:
    """The end of a paragraph that asks: from "Please tell us ..." on, or the questions put to the reader."""
    own = _own_words(line.text)
    if line.is_aside or not own:
        return ""
    said = sentences(own)
    if (request := next((at for at, one in enumerate(said) if is_request(one)), None)) is not None:
        return " ".join(said[request:])
    if _DESCRIBE.match(said[0]) and _TO_READER.search(said[0]):
        return own
    if not _ends_asking(said[-1]):
        return ""
    asking = list(takewhile(is_prompt, reversed(said)))[::-1]
    to_reader = len(asking) == len(said) or any(_TO_READER.search(one) for one in asking)
    return " ".join(asking) if to_reader and not is_rhetorical(asking[0]) else ""


def _words_said(block: Sequence[Line]) -> int:
    said = [one for line in block if not line.is_aside for one in sentences(_own_words(line.text))]
    return sum(len(one.split()) for one in said)


def _only_asks(text: str) -> bool:
    return all(_ends_asking(one) for one in sentences(text))


def _ends_asking(text: str) -> bool:
    return text.rstrip("\"'”’)").endswith("?")


# The words of a question


@lru_cache(maxsize=1024)  # every line is looked at from several sides
def _own_words(text: str) -> str:
    """A text up to its wish for replies or step for afterwards; "" where it asks for no words of one's own."""
    said = sentences(text)
    kept = list(takewhile(lambda one: replies_wanted(one) is None and not is_for_afterwards(one), said))
    if all(is_about_posting(one) or says_goodbye(one) or _is_only_a_task(one) for one in kept):
        return ""
    return text if len(kept) == len(said) else " ".join(kept)


def _is_only_a_task(sentence: str) -> bool:
    """Whether a sentence wants a video watched or a quiz taken, and no words about it."""
    if not task_kinds(sentence):
        return False
    clauses = _CLAUSE_END.split(sentence)
    return not any(is_prompt(one) and not task_kinds(one) and not is_about_posting(one) for one in clauses)


def _split(text: str) -> list[str]:
    """The questions of one line; a short "Why?" stays with the question before it."""
    parts: list[list[str]] = []
    start = 0
    for end in [*(form.end() for form in _QUESTION_END.finditer(text)), len(text)]:
        part, start = text[start:end].strip(), end
        follows_up = _FOLLOW_UP.issuperset(_WORDS.findall(part.casefold()))
        if parts and (follows_up or not is_prompt(part)):
            parts[-1].append(part)
        elif part:
            parts.append([part])
    return [" ".join(part) for part in parts]


def _mostly(rule: Callable[[str], bool], texts: Sequence[str]) -> bool:
    return 2 * sum(1 for text in texts if rule(text)) > len(texts)


_SENTENCE_ENDS = (".", "!", "?", ":", ")", '"', "”", "…")
_CUT = ("…", "...", ",", "see more", "read more", "show more")


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening post wants. `peer_replies` is None where it leaves that open; `is_whole`: nothing seems cut."""

    questions: tuple[str, ...]
    peer_replies: int | None
    tasks: tuple[WantedTask, ...]
    is_whole: bool
    questions_how: Provenance


def read_opening(body: str, *, is_followed: bool) -> Opening:
    """What the opening post `body` asks. `is_followed`: other posts stand below it, so the copy goes on after it."""
    lines = lines_of(body)
    questions, how = find_questions(lines)
    wishes = [
        0 if line.is_optional else count
        for line in lines
        for one in sentences(line.text)
        if (count := replies_wanted(one)) is not None
    ]
    is_whole = _is_whole(lines, is_followed=is_followed, asks=bool(questions and wishes))
    if not is_whole and questions and _stops_in_a_sentence(lines[-1]):
        questions = _without_stump(questions, sentences(lines[-1].text)[-1])
    counted = [count for count in wishes if count != UNCOUNTED]
    peer_replies = max(counted) if counted else None if wishes or not is_whole else 0
    return Opening(questions, peer_replies, tuple(find_tasks(lines, frozenset(questions))), is_whole, how)


def _is_whole(lines: Sequence[Line], *, is_followed: bool, asks: bool) -> bool:
    """Whether the post seems complete: it has more than list items, and does not stop in the middle."""
    if not any(_is_prose(line) for line in lines):
        return False
    if lines[-1].text.casefold().endswith(_CUT):
        return False
    if any(is_for_afterwards(line.text) for line in lines[-4:]):
        return True
    return is_followed or (asks and not _stops_in_a_sentence(lines[-1]))


def _is_prose(line: Line) -> bool:
    """Whether a line is more than the item of a list: a label or heading, or a few words."""
    if line.marker not in ("", SYMBOL):
        return False
    return bool(line.label) or line.text.endswith(":") or len(line.text.split()) > 2


def _stops_in_a_sentence(line: Line) -> bool:
    return not line.marker and not line.text.endswith(_SENTENCE_ENDS)


def _without_stump(questions: tuple[str, ...], stump: str) -> tuple[str, ...]:
    """The questions without the sentence in which the copy stops, unless nothing else is left of them."""
    last = questions[-1].removesuffix(stump).rstrip()
    return (*questions[:-1], last) if last else questions[:-1] or questions
