"""Questions repeated above their answers, in their words or in others."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice

from cups_course.threads.answers.asked import TURNED, WORD, AskedQuestion, fold_word, turned_by_answerer, words_of
from cups_course.threads.answers.headings import (
    LONGEST_HEADING,
    SENTENCE,
    Heading,
    after_question,
    headings_in,
    namings,
)
from cups_course.threads.answers.openings import decoration
from cups_course.threads.answers.post_text import Mark, PostLine, PostText, ends_line

_PAUSE = re.compile(r"(?<=[.!?)\"”’*_])[ \t\xa0]+")
_EXACT = 2.0
_WITHIN_LINE = 1.5
# By what it ends in, how alike a heading has to be to a question to be it: answers take up the words of questions too.
# Other questions of a post share less than half of their words.
_ALIKE = {"?": 0.6, ":": 0.6, "": 0.75, ".": 0.75}


def marks_by_repeated_questions(post: PostText, asked: Sequence[AskedQuestion]) -> list[Mark]:
    """The questions with which lines begin; in a line that begins with one, also others at the start of a sentence."""
    found: list[Heading] = []
    heard = {word for one in asked for words in one.turned for word in words}
    for line in post.lines:
        if heard.isdisjoint(turned_by_answerer(words_of(line.text[:LONGEST_HEADING]))):
            continue
        for at, number, end, like in _repeats(line, asked):
            last = found[-1] if found else None
            if last and last.number == number and not post.text[last.end : line.at + at].strip():
                found[-1] = Heading(last.at, number, line.at + end, max(last.weight, like))  # sentence by sentence
            else:
                found.append(Heading(line.at + at, number, line.at + end, like))
    # Of a question that is there word for word no rewording counts, and of its rewordings only the nearest.
    nearest: dict[int, float] = defaultdict(float)
    for heading in found:
        nearest[heading.number] = max(nearest[heading.number], heading.weight)
    found = [heading for heading in found if heading.weight == nearest[heading.number]]
    if len(found) == 1 < len(asked) and found[0].weight < _WITHIN_LINE and not ends_line(post.text, found[0].end):
        return []  # the first sentence of an answer that takes up a question
    return [Mark(heading.at, heading.end, (heading.number,)) for heading in found]


def _repeats(line: PostLine, asked: Sequence[AskedQuestion]) -> Iterator[Heading]:
    begin = 0
    rewordable = asked
    while repeat := (_exact(line.text, at := decoration(line.text, begin), asked) or _reworded(line, at, rewordable)):
        yield repeat._replace(at=begin) if repeat.at == at else repeat
        begin = repeat.end
        rewordable = [one for one in asked if one.number == repeat.number and len(one.wordings) > 1]
    for pause in _PAUSE.finditer(line.text, begin) if begin else ():
        repeat = _exact(line.text, decoration(line.text, pause.end()), asked)
        if repeat and line.text[repeat.end - 1].isspace():
            yield repeat._replace(at=pause.end(), weight=_WITHIN_LINE)


def _exact(line: str, at: int, asked: Sequence[AskedQuestion]) -> Heading | None:
    """The question that stands at a place in a line word for word; the longest where several do."""
    forms = WORD.finditer(line, at)
    first = next(forms, None)
    opening = [(words, one) for one in asked for words in one.wordings if first and words[0] == fold_word(first[0])]
    if not opening or not first:
        return None
    heard = [first, *islice(forms, max(len(words) for words, _ in opening))]
    said = tuple(fold_word(form[0]) for form in heard)
    fitting = [(len(words), one.number) for words, one in opening if said[: len(words)] == words]
    if not fitting:
        return None
    count, number = max(fitting, key=lambda fit: fit[0])
    end = heard[count - 1].end()
    if len(said) > count:
        goes_on = line[end : heard[count].start()].isspace() and heard[count][0].islower()
        # "Why ..." begins many sentences, and "What is a garden is hard to say" is one; who answers says no "you".
        if count < 3 or (goes_on and not TURNED.keys() & set(said[:count])):
            return None
    return Heading(at, number, after_question(line, end), _EXACT)


def _reworded(line: PostLine, at: int, asked: Sequence[AskedQuestion]) -> Heading | None:
    """The question that the beginning of a line asks in other words."""
    best: Heading | None = None
    for end, form in headings_in(line, at) if asked else ():
        said = turned_by_answerer(words_of(line.text[at:end])) if form in _ALIKE else ()
        for one in asked if len(said) > 2 else ():
            if form == "." and not one.states:
                continue
            like = max((_alikeness(said, words) for words in one.turned), default=0.0)
            if like >= max(_ALIKE[form], best.weight if best else 0.0) and not _cites(said, asked):
                # "A quiet learner: reasons, and what to try" has another part behind the colon.
                parts = [more for more, other, _ in namings(line, end, one) if form == ":" and not other]
                best = Heading(at, one.number, after_question(line.text, max([end, *parts])), like)
    # "Hello! What is a garden to you?" is the question in its own words, below a greeting.
    single = [one for one in asked if len(one.wordings) == 1] if best else []
    stops = SENTENCE.finditer(line.text, at, best.end) if best and single else ()
    return next((exact for stop in stops if (exact := _exact(line.text, stop.end(), single))), best)


def _alikeness(said: tuple[str, ...], words: tuple[str, ...]) -> float:
    if 2 * sum(word in words for word in said) < 0.6 * (len(said) + len(words)):
        return 0.0
    return SequenceMatcher(None, said, words, autojunk=False).ratio()


def _cites(said: tuple[str, ...], asked: Sequence[AskedQuestion]) -> bool:
    """Whether a sentence holds a question word for word after words of its own: "You also ask: ..."."""
    return any(
        said[at : at + len(words)] == words and 2 * sum(word in one.turned[0] for word in said[:at]) < at
        for one in asked
        for words in one.turned
        for at in range(2, len(said) - len(words) + 1)
    )
