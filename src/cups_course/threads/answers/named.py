"""Headings that name what each question is about."""

from collections.abc import Sequence
from itertools import islice, pairwise

from cups_course.threads.answers.around import leads_to_answers
from cups_course.threads.answers.asked import AskedQuestion, words_of
from cups_course.threads.answers.headings import LONGEST_HEADING, Heading, namings
from cups_course.threads.answers.openings import decoration
from cups_course.threads.answers.post_text import Mark, PostText, ends_line

_REPEATED = 100.0
_MOST_HEADINGS = 200
"""Each is weighed against all before it."""


def marks_by_heading(post: PostText, asked: Sequence[AskedQuestion], repeated: Sequence[Mark]) -> list[Mark]:
    """Headings that name what each question is about, in the order of the questions.

    A few words say little: they count where all questions have such a heading, all of one form, or between questions
    that are repeated.
    """
    known = [Heading(mark.at, mark.numbers[0], mark.end, _REPEATED) for mark in repeated]
    if any(one.number >= other.number for one, other in pairwise(known)):
        return []
    numbers = {heading.number for heading in known}
    places = {heading.at for heading in known}
    named: list[Heading] = []
    in_line: list[Heading] = []
    beginnings = {word[:2] for one in asked for word in one.subject}
    for line in post.lines:
        heard = {word[:2] for word in words_of(line.text[:LONGEST_HEADING])}
        if line.at not in places and not heard.isdisjoint(beginnings):
            at = decoration(line.text, 0)
            for one in asked:
                for end, form, weight in islice(namings(line, at, one) if one.number not in numbers else (), 1):
                    heading = Heading(line.at, one.number, line.at + end, weight)
                    (in_line if form == "-" else named).append(heading)
    for headings in (named,) if known else (named, in_line):
        chain = _best_chain(sorted([*known, *headings[:_MOST_HEADINGS]]))
        fills_a_gap = known and len(chain) > len(known) and set(known) <= set(chain)
        if len(chain) == len(asked) or fills_a_gap:
            marks = [Mark(heading.at, heading.end, (heading.number,)) for heading in chain]
            if len(asked) > 1 or (leads_to_answers(post.text, marks) and ends_line(post.text, marks[0].end)):
                return marks
    return []


def _best_chain(headings: Sequence[Heading]) -> list[Heading]:
    """Headings for questions in their order that say most together."""
    chains: list[tuple[float, list[Heading]]] = []
    for heading in headings:
        before = [chain for chain in chains if chain[1][-1].at < heading.at and chain[1][-1].number < heading.number]
        weight, chain = max(before, default=(0.0, []), key=lambda chain: chain[0])
        chains.append((weight + heading.weight, [*chain, heading]))
    return max(chains, default=(0.0, []), key=lambda chain: chain[0])[1]
