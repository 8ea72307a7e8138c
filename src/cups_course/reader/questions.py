"""Reads the opening post: its questions, how many replies to peers it wants, and its tasks."""

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
    question_after_colon,
    replies_wanted,
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
_MOST_LINES_BETWEEN = 2
"""How many lines may stand between an announcement and the questions: a title of a film, "Take your time."."""
_MOST_LINES_IN_ITEM = 8
"""How many lines may stand between two numbered items of a list."""
_AFTERTHOUGHT_WORDS = 30
"""How many words may follow questions that nothing announces. Questions further up belong to the text."""
_MANY = re.compile(r"\b(?:questions|prompts|question time)\b", re.IGNORECASE)
"""The label of several questions: the text on its line is cut at each of them."""
_LONGEST_CAPTION = 12
_LONGEST_ITEM = 2000  # characters
_WRAPS_FROM = 60
"""A line of at least this many characters may continue on the next."""
_ENDS = (".", "!", "?", ":", '"', "”", ")")
_DESCRIBE = re.compile(r"(?:please )?(?:describe|discuss|explain|list|name|share|tell)\b", re.IGNORECASE)
_TO_READER = re.compile(r"\byou(?:r|rs|rself)?\b", re.IGNORECASE)

_A_LIST_BELOW, _ACTIVITY, _QUESTIONS = 1, 2, 3
"""How plainly questions are announced: by "Please watch this video" above a list, `Activity:`, `The questions:`."""


@dataclass(slots=True)
class _Group:
    """Questions that stand together. `rank` is how plainly the post announces them."""

    rank: int
    texts: list[str] = field(default_factory=list)
    is_loose: bool = False
    """Announced by a sentence without a colon at its end, so prose may follow it too."""
    is_on_line: bool = False
    """The first question stands on the line of the label."""
    is_spaced: bool = False
    """A blank line stands above the label, so the lines right below it belong to it."""


def find_questions(lines: Sequence[Line]) -> tuple[tuple[str, ...], Provenance]:
    """The wordings of the questions, and how they were recognized."""
    blocks = _blocks(lines)
    if announced := _plainest(_announced_groups(blocks)):
        return _wordings(announced), Provenance.ANNOUNCED
    if others := _questions_by_looks(blocks):
        return _wordings(others), Provenance.FROM_LOOKS
    return (), Provenance.NONE_FOUND


def _wordings(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(without_broken_edges(text) for text in texts))


# Blocks


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines grouped into lists and paragraphs; text between two numbered items belongs to the upper one."""
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
            elif _continues_item(line, item):
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
    for below in range(at, min(at + _MOST_LINES_IN_ITEM, len(lines))):
        line = lines[below]
        if line.marker == item.marker:
            return below if _is_next_number(line, item) else None
        if line.label or announces(line.text):
            return None
    return None


def _continues_item(line: Line, item: Line) -> bool:
    """Whether a plain line right below an item is part of it: a wrapped line, or a follow-up question."""
    if line.after_blank or line.marker or line.label or len(item.text) > _LONGEST_ITEM or not _own_words(line.text):
        return False
    if announces(line.text) or question_after_colon(line.text):
        return False
    if not item.text.endswith(_ENDS):
        return line.text[:1].islower() or len(item.text) >= _WRAPS_FROM
    return is_prompt(item.text) and is_prompt(line.text) and not is_rhetorical(line.text)


# What is announced


def _announced_groups(blocks: Sequence[Sequence[Line]]) -> list[_Group]:
    groups: list[_Group] = []
    group: _Group | None = None  # the one that lines below may join
    patience = 0
    last_list: tuple[_Group, Line] | None = None  # the last announced list: its group and its last item
    for block in blocks:
        line = block[0]
        if line.marker:
            if group is None and last_list and line.number and _is_next_number(line, last_list[1]):
                group = last_list[0]
            if group and _take_list(group, block):
                last_list = group, block[-1]
            elif questions := _asked_by_items(block):
                groups.append(_Group(_QUESTIONS, questions))
            opened_group = _group_of_item(block[-1])
        else:
            opened_group = _group_of(line)
        if opened_group:
            group, patience = opened_group, _MOST_LINES_BETWEEN
            groups.append(group)
        elif line.marker or line.is_aside or is_for_afterwards(line.text):
            group = None
        elif group and _may_join(group, line):
            group.texts += _split_questions(_own_words(line.text)) if group.is_on_line else [_own_words(line.text)]
        elif group and group.rank > _A_LIST_BELOW and patience and (not group.texts or _is_caption(line)):
            patience -= 1
        elif leads_to_a_list(line.text):
            group, patience = _Group(_A_LIST_BELOW), _MOST_LINES_BETWEEN
            groups.append(group)
        elif group and group.rank == _A_LIST_BELOW and patience:
            patience -= 1
        else:
            group = None
    return groups


def _is_caption(line: Line) -> bool:
    """Whether a line is not a sentence but the title of a film or of a picture."""
    return not line.text.endswith(_ENDS) and len(line.text.split()) <= _LONGEST_CAPTION


def _group_of(line: Line) -> _Group | None:
    """The group that a paragraph opens with a label or an announcement."""
    if line.is_aside:
        return None
    if line.asks:
        return _labelled_group(line)
    if announces(line.text):
        return _Group(_QUESTIONS, is_loose=not line.text.endswith(":"))
    own = _own_words(question_after_colon(line.text))
    is_many = _MANY.search(line.text.partition(": ")[0])
    return _Group(_QUESTIONS, _split_questions(own) if is_many else [own], is_on_line=True) if own else None


def _group_of_item(item: Line) -> _Group | None:
    """The group that an item opens: `❓ Questions:` alone, or a last step such as "3. Answer the questions below"."""
    leads_on = announces(item.text) if item.text else item.asks
    return _Group(_QUESTIONS, is_loose=not item.text.endswith(":")) if leads_on else None


def _labelled_group(line: Line) -> _Group | None:
    """The group that a label opens: `Questions: first? second?`, `Activity: Describe ...`, or a label alone."""
    rank = _QUESTIONS if line.says_questions else _ACTIVITY
    own = _own_words(line.text)
    if not line.text or announces(line.text):
        return _Group(rank)
    if not own:
        return _Group(_A_LIST_BELOW) if replies_wanted(line.text) is None else None
    is_many = line.says_questions and _MANY.search(line.label)
    return _Group(rank, _split_questions(own) if is_many else [own], is_on_line=True, is_spaced=line.after_blank)


def _may_join(group: _Group, line: Line) -> bool:
    """Whether a plain paragraph is one more question of the group."""
    own = _own_words(line.text)
    if not own or group.rank == _A_LIST_BELOW or is_rhetorical(own):
        return False
    if group.is_on_line and (line.after_blank or group.rank == _ACTIVITY):
        return own.endswith("?")
    return is_prompt(own) or (group.is_on_line and group.is_spaced)


def _take_list(group: _Group, block: Sequence[Line]) -> bool:
    """Put the items of a list into the group if it announced them; False if it did not."""
    items = _items(block)
    asks = is_prompt if group.rank == _A_LIST_BELOW else _only_asks
    if not items or ((group.rank == _A_LIST_BELOW or group.texts) and not _is_true_of_most(asks, items)):
        return False
    if group.is_on_line and not group.texts[-1].endswith("?"):
        group.texts.clear()  # "Activity: Think of your last week." above the questions about it
    group.texts += items
    group.is_loose = False
    return True


def _asked_by_items(block: Sequence[Line]) -> list[str]:
    """The items that mark themselves as questions: with a pen, or as "Question 2:"."""
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


def _plainest(groups: Sequence[_Group]) -> list[str]:
    """The questions of the groups that are announced most plainly, in order."""
    asking = [group for group in groups if group.texts]
    if any(group.rank == _QUESTIONS for group in asking):
        asking = [group for group in asking if group.rank > _A_LIST_BELOW]
    if not all(group.is_loose for group in asking):
        asking = [group for group in asking if not group.is_loose]
    return [text for group in asking for text in group.texts]


# What only looks like questions


def _questions_by_looks(blocks: Sequence[Sequence[Line]]) -> list[str]:
    """The last list of questions, or the paragraphs that ask; a single one high above the end belongs to the text."""
    asking: list[str] = []  # paragraphs that ask one after the other, from below
    words_below = 0
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        above = blocks[at - 1][0] if at and not blocks[at - 1][0].marker else None
        if block[0].marker and len(block) > 1:
            items = [] if asking else _asked_by_list(block, above)
        elif part := _asking_part(block[0]):
            asking.append(part)
            continue
        else:
            items = []
        if asking and (len(asking) > 1 or words_below <= _AFTERTHOUGHT_WORDS):
            break
        if items:
            return items
        asking.clear()
        words_below += _count_words_said(block)
    return asking[::-1] if len(asking) > 1 or words_below <= _AFTERTHOUGHT_WORDS else []


def _asked_by_list(block: Sequence[Line], above: Line | None) -> list[str]:
    """The items of a list that asks, unless the paragraph above calls it advice or something for afterwards."""
    items = _items(block)
    if above and (above.is_aside or is_for_afterwards(above.text)):
        return []
    if _is_true_of_most(_only_asks, items) or (
        _is_true_of_most(is_prompt, items) and not (above and gives_advice(above.text))
    ):
        return items
    return []


def _asking_part(line: Line) -> str:
    """The part of a paragraph that asks: from "Please tell us ..." on, or the questions to the reader at its end."""
    own = _own_words(line.text)
    if line.is_aside or not own:
        return ""
    own_sentences = sentences(own)
    if (request := next((at for at, sentence in enumerate(own_sentences) if is_request(sentence)), None)) is not None:
        return " ".join(own_sentences[request:])
    if _DESCRIBE.match(own_sentences[0]) and _TO_READER.search(own_sentences[0]):
        return own
    if not _ends_asking(own_sentences[-1]):
        return ""
    asking = list(takewhile(is_prompt, reversed(own_sentences)))[::-1]
    to_reader = len(asking) == len(own_sentences) or any(_TO_READER.search(one) for one in asking)
    return " ".join(asking) if to_reader and not is_rhetorical(asking[0]) else ""


def _count_words_said(block: Sequence[Line]) -> int:
    return sum(len(_own_words(line.text).split()) for line in block if not line.is_aside)


def _only_asks(text: str) -> bool:
    return all(_ends_asking(one) for one in sentences(text))


def _ends_asking(text: str) -> bool:
    return text.rstrip("\"'”’)").endswith("?")


# The words of a question


@lru_cache(maxsize=1024)  # every line is looked at from several sides
def _own_words(text: str) -> str:
    """A text up to its request for replies or its step for afterwards; "" if nothing in it asks for words."""
    all_sentences = sentences(text)
    kept = list(
        takewhile(lambda sentence: replies_wanted(sentence) is None and not is_for_afterwards(sentence), all_sentences)
    )
    if all(is_about_posting(sentence) or says_goodbye(sentence) or _is_only_a_task(sentence) for sentence in kept):
        return ""
    return text if len(kept) == len(all_sentences) else " ".join(kept)


def _is_only_a_task(sentence: str) -> bool:
    """Whether a sentence wants a video watched or a quiz taken, but nothing written about it."""
    if not task_kinds(sentence):
        return False
    clauses = _CLAUSE_END.split(sentence)
    return not any(is_prompt(clause) and not task_kinds(clause) and not is_about_posting(clause) for clause in clauses)


def _split_questions(text: str) -> list[str]:
    """The questions of one line; a short follow-up such as "Why?" stays with the question before it."""
    parts: list[list[str]] = []
    start = 0
    for end in [*(match.end() for match in _QUESTION_END.finditer(text)), len(text)]:
        part, start = text[start:end].strip(), end
        follows_up = _FOLLOW_UP.issuperset(_WORDS.findall(part.casefold()))
        if parts and (follows_up or not is_prompt(part)):
            parts[-1].append(part)
        elif part:
            parts.append([part])
    return [" ".join(part) for part in parts]


def _is_true_of_most(rule: Callable[[str], bool], texts: Sequence[str]) -> bool:
    return 2 * sum(1 for text in texts if rule(text)) > len(texts)


_SENTENCE_ENDS = (".", "!", "?", ":", ")", '"', "”", "…")
_CUT = ("…", "...", ",", "see more", "read more", "show more")


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening post wants. `peer_replies` is None if it does not say; `is_whole`: nothing seems cut off."""

    questions: tuple[str, ...]
    peer_replies: int | None
    tasks: tuple[WantedTask, ...]
    is_whole: bool
    questions_how: Provenance


def read_opening(body: str, *, is_followed: bool) -> Opening:
    """Read the opening post `body`. `is_followed`: the copy has posts below it, so it is not cut off there."""
    lines = lines_of(body)
    questions, how = find_questions(lines)
    wanted = [
        0 if line.is_optional else count
        for line in lines
        for sentence in sentences(line.text)
        if (count := replies_wanted(sentence)) is not None
    ]
    is_whole = _is_whole(lines, is_followed=is_followed, asks=bool(questions and wanted))
    if not is_whole and questions and _stops_in_a_sentence(lines[-1]):
        questions = _without_stump(questions, sentences(lines[-1].text)[-1])
    counted = [count for count in wanted if count != UNCOUNTED]
    peer_replies = max(counted) if counted else None if wanted or not is_whole else 0
    return Opening(questions, peer_replies, tuple(find_tasks(lines, frozenset(questions))), is_whole, how)


def _is_whole(lines: Sequence[Line], *, is_followed: bool, asks: bool) -> bool:
    """Whether the post seems complete: it has more than list items, and does not stop in the middle of a sentence."""
    if not any(_is_prose(line) for line in lines):
        return False
    if lines[-1].text.casefold().endswith(_CUT):
        return False
    if any(is_for_afterwards(line.text) for line in lines[-4:]):
        return True
    return is_followed or (asks and not _stops_in_a_sentence(lines[-1]))


def _is_prose(line: Line) -> bool:
    """Whether a line is more than a list item: a label, a heading, or more than two words."""
    if line.marker not in ("", SYMBOL):
        return False
    return bool(line.label) or line.text.endswith(":") or len(line.text.split()) > 2


def _stops_in_a_sentence(line: Line) -> bool:
    return not line.marker and not line.text.endswith(_SENTENCE_ENDS)


def _without_stump(questions: tuple[str, ...], stump: str) -> tuple[str, ...]:
    """The questions without the sentence where the copy breaks off, unless that leaves none."""
    last = questions[-1].removesuffix(stump).rstrip()
    return (*questions[:-1], last) if last else questions[:-1] or questions
