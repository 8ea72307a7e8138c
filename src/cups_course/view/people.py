"""People: the person's own names, and the peers in a thread."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from cups_course.model import Discussion
from cups_course.next import replies_left
from cups_course.reports import ImportResult
from cups_course.text import clean
from cups_course.thread.peers import Message, Peer
from cups_course.view.screen import cells, clipped, command_line, console, say, tell
from cups_course.view.wording import count, day, is_plain, listed, sentence
from cups_course.wants import peers_replied_to, replies_owed

_MOST = 20
"""People shown one by one; nobody chooses among more of them."""
_LONGEST_NAME, _SHORTEST_NAME = 24, 10
_GAP = 2
_SOME = 24
"""Fewer columns than this are not worth beginning somebody's words in."""
_TYPED_AS_IT_IS = re.compile(r"\w[\w.\-]*")
"""A name that no shell takes for anything else when it is pasted."""


def print_names(names: Sequence[str]) -> None:
    """The names one goes by."""
    if not names:
        tell("No name is set yet, so your posts in a thread cannot be told from others.")
        tell(command_line("cups-course me YOUR-NAME"))
        return
    earlier = f", earlier {listed(names[1:])}" if names[1:] else ""
    tell(f"You are {names[0]}{earlier}.")
    if names[1:]:
        say("One of them is somebody else?", command_line(f"cups-course me --not {names[-1]}"))


def print_own_found(found: Sequence[tuple[str, ImportResult]]) -> None:
    """What of one's own was found in the threads that are kept."""
    for ref, taken in found:
        facts = []
        if taken.new_answers:
            facts.append("your posted answer")
        if taken.kept_drafts:
            facts.append("what you posted, beside your newer draft")
        if taken.new_replies:
            peers = [peer or "someone" for peer in taken.new_replies]
            facts.append(f"your {'reply' if len(peers) == 1 else 'replies'} to {listed(list(dict.fromkeys(peers)))}")
        if facts:
            tell(f"{ref}: found {listed(facts)}.")


def print_not_found(name: str, meant: str | None) -> None:
    """No thread that is kept has a post under this name; `meant` is one that is much like it."""
    guess = f"; did you mean {clean(meant)}?" if meant else "."
    say(f"No post by {clean(name)} was found in the threads kept here{guess}")
    if meant:
        say(command_line(f"cups-course me {clean(meant)} --not {clean(name)}"))


def print_peers(discussion: Discussion, peers: Sequence[Peer] | None, messages: Sequence[Message] = ()) -> None:
    """Who answered, and who would be glad of a word. `peers` None: no thread was imported yet."""
    replied = [clean(peer) if peer else "someone" for peer in peers_replied_to(discussion)]
    owed = replies_owed(discussion)
    if replied:
        tell(f"You have replied to {_some(replied)}.")
    if owed:
        tell(f"{replies_left(owed)}.")
    elif discussion.peer_replies_wanted:
        tell("That is all this discussion asks for; more is welcome, never owed.")
    if peers is None:
        say("Who answered is not known yet. Save or copy the thread and import it:")
        say(command_line("cups-course import SAVED-COPY"))
    if messages:
        tell("", "Wrote to you, and had no reply from you yet:")
        _table([_Line(one.peer, "", one.posted_on, one.excerpt) for one in messages])
    if peers:
        tell("", "Answered in the thread, fewest replies first:")
        _folded(discussion, peers)
    if owed:
        glad = (one.peer for one in peers or () if one.peer and not one.replied and _TYPED_AS_IT_IS.fullmatch(one.peer))
        tell("", "After you have posted a reply in the forum:")
        tell(command_line(f'cups-course reply {discussion.ref} {next(glad, "PEER")} "what you wrote"'))


class _Line(NamedTuple):
    """Somebody, what is to be said of them, and the day and the start of what they wrote."""

    name: str | None
    facts: str
    posted_on: str | None
    excerpt: str
    faint: bool = False


def _folded(discussion: Discussion, peers: Sequence[Peer]) -> None:
    """The peers one by one; of very many only the first of those who had no reply from you."""
    listed = peers if len(peers) <= _MOST else [one for one in peers if not one.replied][:_MOST]
    _table([_Line(one.peer, _facts(one), one.posted_on, one.excerpt, one.replied) for one in listed])
    if len(listed) < len(peers):
        tell("", f"{count(len(peers) - len(listed), 'more person', 'more people')} answered. The whole thread:")
        tell(command_line(f"cups-course thread {discussion.ref}"))


def _table(lines: Sequence[_Line]) -> None:
    """Who, what is to be said of them, and the start of what they wrote: beside it, or below it on a narrow screen."""
    if is_plain():
        tell(*map(_aloud, lines))
        return
    screen = console()
    names = [" ".join(clean(line.name or "").split()) or "(no name)" for line in lines]
    facts = max(cells(line.facts) for line in lines)
    days = max(cells(day(line.posted_on)) for line in lines)
    width = min(_LONGEST_NAME, max(map(cells, names)), max(_SHORTEST_NAME, screen.width - facts - 2 * _GAP))
    lead = sum(_GAP + column for column in (width, facts) if column)
    beside = screen.width - lead - _GAP - days >= _SOME
    start = lead + _GAP if beside else 2 * _GAP
    for line, name in zip(lines, names, strict=True):
        row = Text(style="dim" if line.faint else "")
        row.append(_padded(f"{' ' * _GAP}{clipped(name, width)}", _GAP + width + _GAP), style="bold" * (not line.faint))
        row.append(_padded(line.facts, facts + _GAP if facts else 0) if beside else f"{line.facts}\n{' ' * start}")
        row.append(_padded(day(line.posted_on), days + _GAP if days else 0))
        row.append(
            clipped(line.excerpt or "(no words)", screen.width - start - (days + _GAP if days else 0)), style="dim"
        )
        screen.print(row, no_wrap=True, overflow="ignore", crop=False)


def _aloud(line: _Line) -> str:
    words = clean(line.excerpt) or "(no words)"
    return sentence(clean(line.name or "(no name)"), line.facts, day(line.posted_on), words=words)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _some(names: Sequence[str]) -> str:
    """The names; of very many only the first, and how many there are."""
    if len(names) <= _MOST:
        return listed(names)
    return f"{', '.join(names[:_MOST])} and {count(len(names) - _MOST, 'more person', 'more people')}"


def _facts(peer: Peer) -> str:
    replies = count(peer.replies, "reply", "replies") if peer.replies else "no reply yet"
    return replies + ", you replied" * peer.replied + ", wrote to you" * (peer.wrote_to_you and not peer.replied)
