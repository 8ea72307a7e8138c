"""People: the person's own names, and the peers in a thread."""

from collections.abc import Sequence
from typing import NamedTuple

from cups_course.model import Discussion
from cups_course.next import replies_left
from cups_course.reports import ImportResult, MissingName
from cups_course.shell import CommandLine, can_be_argument
from cups_course.text import clean, fold_name, fold_space
from cups_course.thread.peers import Message, Peer
from cups_course.view.screen import cells, clipped, console, padded, say, styled, tell, tell_row
from cups_course.view.wording import count, day, is_plain, listed, peer_facts, replies_had, sentence
from cups_course.wants import peers_replied_to, replies_owed

_MOST = 20
"""People listed one by one; the rest are counted."""
_LONGEST_NAME, _SHORTEST_NAME = 24, 10
_GAP = 2
_SHORTEST_EXCERPT = 24
"""Columns for the start of a person's words. If there are fewer, the words go on a line of their own."""


def print_names(names: Sequence[str]) -> None:
    """The person's forum names."""
    if not names:
        tell("Your forum name isn't set, so your own posts can't be found. To set it:")
        tell(CommandLine("me", "YOUR-NAME"))
        return
    earlier = f", also {listed(names[1:])}" if names[1:] else ""
    tell(f"You are {names[0]}{earlier}.")


def print_own_found(found: Sequence[tuple[str, ImportResult]]) -> None:
    """The person's own posts found in each discussion, by its reference."""
    for ref, result in found:
        facts = []
        if result.new_answers:
            facts.append("your posted answer")
        if result.kept_drafts:
            facts.append("what you posted, older than your draft")
        if result.new_replies:
            facts.append(your_replies(result.new_replies))
        if facts:
            tell(f"{ref}: found {listed(facts)}.")


def your_replies(peers: Sequence[str | None]) -> str:
    """`your replies to oakleaf and plum`, each peer once."""
    return f"your {'reply' if len(peers) == 1 else 'replies'} to {peer_names(peers)}"


def peer_names(peers: Sequence[str | None]) -> str:
    """`oakleaf, plum and someone`, each peer once."""
    return listed(list(dict.fromkeys(peer or "someone" for peer in peers)))


def print_missing_names(names: Sequence[MissingName], where: str = "") -> None:
    """That nobody posted under these names, and the command for a name that may be meant. After an import `where` is
    what was imported, and it says whether a name was saved."""
    for name, near, is_saved, is_only in names:
        called = clean(name)
        guess = f" Did you mean {clean(near)}?" if near else ""
        instead = clean(near) if near and is_only else None
        if not where:
            say(f"None of your imported threads has a post by {called}.{guess}")
        else:
            saved = f" {called} isn't saved as your name. To save it anyway:"
            if is_saved:
                saved = f" {called} is saved as your name." if near else ""
            tell_row(styled("  note     ", style="dim"), f"no post by {called} is in {where}.{guess}{saved}")
        if near and is_saved:
            (tell if where else say)(CommandLine("me", instead, "--not", called))
        elif not is_saved:
            (tell if where else say)(CommandLine("me", called))


def say_no_posts(discussion: Discussion, *, forgotten: bool) -> None:
    """That no thread of this discussion was imported yet, and how to import it; or that it was permanently deleted."""
    if forgotten:
        say(f"You permanently deleted the posts of {discussion.ref}. Imports don't bring them back.")
        return
    say(
        f"The posts of {discussion.ref} aren't imported yet. Save or copy the thread and import it:",
        CommandLine("import", "SAVED-COPY"),
    )


def print_peers(
    discussion: Discussion,
    peers: Sequence[Peer] | None,
    messages: Sequence[Message] = (),
    *,
    forgotten: bool = False,
) -> None:
    """Whom the person has replied to, who wrote to them and has no reply yet, and who else answered: each person once.

    `peers` is None if no thread was imported yet, or its posts were permanently deleted (`forgotten`).
    """
    replied = [clean(peer) if peer else "someone" for peer in peers_replied_to(discussion)]
    owed = replies_owed(discussion)
    if replied:
        tell(f"You replied to {_first_names(replied)}.")
    if owed:
        tell(f"{replies_left(owed)}.")
    elif discussion.peer_replies_wanted:
        tell("You have all the replies this discussion asks for.")
    elif discussion.peer_replies_wanted == 0:
        tell(f"{discussion.ref} doesn't ask for replies to peers.")
    else:
        tell(f"It isn't known how many replies {discussion.ref} asks for.")
        if peers is not None:
            tell("If you know:", CommandLine("peers", discussion.ref, "--wanted", "3"))
    if peers is None:
        say_no_posts(discussion, forgotten=forgotten)
    wrote = {fold_name(one.peer) for one in messages if one.peer}
    answered = {fold_name(one.peer): one for one in peers or () if one.peer}
    if messages:
        tell("", "They wrote to you, and you haven't replied yet:")
        _print_table([_message_row(one, answered.get(fold_name(one.peer or ""))) for one in messages])
    waiting = [one for one in peers or () if not one.replied]
    others = [one for one in waiting if fold_name(one.peer or "") not in wrote]
    if others:
        tell("", "They answered, and you haven't replied yet (fewest replies first):")
        _print_table([_Row(_label(one), peer_facts(one), one.posted_on, one.excerpt) for one in others[:_MOST]])
        if len(others) > _MOST:
            tell("", f"{count(len(others) - _MOST, 'more person', 'more people')} answered. To see the whole thread:")
            tell(CommandLine("thread", discussion.ref))
    people: list[Message | Peer] = [*messages, *waiting]
    if owed:
        tell("", "After you post a reply in the forum:")
        named = [one for one in people if one.peer]
        whom = next((one.peer for one in named if can_be_argument(one.peer or "")), None)
        otherwise = ["--to", named[0].post] if named else ["PEER"]
        tell(CommandLine("reply", discussion.ref, *([whom] if whom else otherwise)))
    if nameless := next((one.post for one in people if not one.peer), None):
        say("", "To log a reply to a post without a name, or to name its author:")
        say(CommandLine("reply", discussion.ref, "--to", nameless))
        say(CommandLine("peers", discussion.ref, "--name", nameless, "NAME"))


class _Row(NamedTuple):
    """A person, facts about them, and the day and the start of what they wrote."""

    name: str
    facts: str
    posted_on: str | None
    excerpt: str


def _message_row(message: Message, answer: Peer | None) -> _Row:
    """Someone who wrote to the person, with the replies to their answer if they gave one."""
    facts = replies_had(answer.replies) if answer else ""
    return _Row(_label(message), facts, message.posted_on, message.excerpt)


def _print_table(rows: Sequence[_Row]) -> None:
    """Names, facts and the start of what each wrote: beside them, or below on a narrow screen."""
    if is_plain():
        tell(*map(_as_sentence, rows))
        return
    screen = console()
    names = [row.name for row in rows]
    facts = max(cells(row.facts) for row in rows)
    days = max(cells(day(row.posted_on)) for row in rows)
    width = min(_LONGEST_NAME, max(map(cells, names)), max(_SHORTEST_NAME, screen.width - facts - 2 * _GAP))
    lead = sum(_GAP + column for column in (width, facts) if column)
    beside = screen.width - lead - _GAP - days >= _SHORTEST_EXCERPT
    start = lead + _GAP if beside else 2 * _GAP
    day_width = days + _GAP if days else 0
    for row, name in zip(rows, names, strict=True):
        line = styled().append(padded(f"{' ' * _GAP}{clipped(name, width)}", _GAP + width + _GAP), style="bold")
        line.append(padded(row.facts, facts + _GAP if facts else 0) if beside else f"{row.facts}\n{' ' * start}")
        line.append(padded(day(row.posted_on), day_width))
        line.append(clipped(row.excerpt or "(no words)", screen.width - start - day_width), style="dim")
        screen.print(line, no_wrap=True, overflow="ignore", crop=False)


def _as_sentence(row: _Row) -> str:
    words = clean(row.excerpt) or "(no words)"
    return sentence(row.name, row.facts, day(row.posted_on), words=words)


def _label(person: Peer | Message) -> str:
    """The name of a person; without a name, the number of their post, which commands take instead."""
    return name_or_none(person.peer) if person.peer else f"(no name), post {person.post}"


def name_or_none(name: str | None) -> str:
    """A forum name on one line, `(no name)` for none."""
    return fold_space(clean(name or "")) or "(no name)"


def _first_names(names: Sequence[str]) -> str:
    """The names; of more than `_MOST` only the first, and how many more there are."""
    if len(names) <= _MOST:
        return listed(names)
    return f"{', '.join(names[:_MOST])} and {count(len(names) - _MOST, 'more person', 'more people')}"
