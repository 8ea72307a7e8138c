"""People: the person's own names, and the peers in a thread."""

from collections.abc import Sequence

from rich.text import Text

from cups_course.course.model import Discussion
from cups_course.course.peers import Peer
from cups_course.course.progress import peers_replied_to, replies_owed
from cups_course.course.remaining import kind_words
from cups_course.course.taken import Taken
from cups_course.course.wording import shown
from cups_course.view.screen import cells, clipped, command_line, console, say, tell
from cups_course.view.wordings import count, listed


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


def print_own_found(found: Sequence[tuple[str, Taken]]) -> None:
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


def print_peers(discussion: Discussion, peers: Sequence[Peer] | None) -> None:
    """Who answered, and who would be glad of a word. `peers` None: no thread was imported yet."""
    replied = [shown(peer) if peer else "someone" for peer in peers_replied_to(discussion)]
    owed = replies_owed(discussion)
    if replied:
        tell(f"You have replied to {listed(replied)}.")
    if owed:
        tell(f"{kind_words(owed)}.")
    elif discussion.peer_replies_wanted:
        tell("That is all this discussion asks for; more is welcome, never owed.")
    if peers is None:
        say("Who answered is not known yet. Save or copy the thread and import it:")
        say(command_line("cups-course import SAVED-COPY"))
    elif peers:
        tell("")
        _table(peers)
    if owed:
        someone = next((one.peer for one in peers or () if one.peer and not one.replied), "PEER")
        tell("", "After you have posted a reply in the forum:")
        tell(command_line(f'cups-course reply {discussion.ref} {shown(someone)} "what you wrote"'))


def _table(peers: Sequence[Peer]) -> None:
    screen = console()
    names = {one.post: shown(one.peer) if one.peer else "(no name)" for one in peers}
    facts = {one.post: _facts(one) for one in peers}
    name_width = min(24, max(map(cells, names.values())))
    fact_width = max(map(cells, facts.values()))
    for one in peers:
        line = Text(f"  {clipped(names[one.post], name_width)}", style="dim" if one.replied else "bold")
        line.append(" " * (2 + name_width + 2 - line.cell_len))
        line.append(facts[one.post], style="not bold")
        line.append(" " * (2 + name_width + 2 + fact_width + 2 - line.cell_len))
        if (room := screen.width - line.cell_len) >= 12:
            line.append(clipped(one.excerpt, room), style="dim not bold")
        screen.print(line, no_wrap=True, overflow="ignore", crop=False)


def _facts(peer: Peer) -> str:
    replies = count(peer.replies, "reply", "replies") if peer.replies else "no reply yet"
    return replies + ", you replied" * peer.replied + ", wrote to you" * (peer.wrote_to_you and not peer.replied)
