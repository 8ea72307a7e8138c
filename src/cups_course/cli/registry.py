"""Every command, grouped by what a person wants to do, with its purpose; and the commands that people guess.

The help, Tab, the manual page and the reference all take a command's purpose from here.
"""

import re
from itertools import islice

from cups_course.shell import CommandLine

GROUPS: dict[str, dict[str, str]] = {
    "Every day": {
        "status": "what is done and what is left",
        "next": "the one thing to do next",
        "import": "read a saved thread",
        "answer": "write your answers",
        "posted": "mark answers as posted",
        "reply": "log a reply to a peer",
        "peers": "who could use a reply",
        "done": "tick a quiz, video or form",
        "check": "is the course ready for its form?",
        "form": "fill in the evaluation form",
        "export": "your answers, to paste or keep",
    },
    "Reading": {
        "show": "a post, its questions and your answers",
        "thread": "the posts of a thread as a tree",
        "open": "open a thread in your browser",
        "me": "your names in the forum",
        "question": "correct or confirm the questions of a post",
        "search": "find words in answers, notes and posts",
    },
    "Your words": {
        "history": "every version of a text, or everything you did",
        "undo": "undo the last command",
        "redo": "redo what you undid",
        "note": "write notes of your own",
        "link": "save links of your own",
        "move": "put a discussion or an answer where it belongs",
        "remove": "clear an answer, or remove something from the checklist",
        "forget": "delete words for good",
    },
    "Pace": {
        "plan": "spread what is left over your days",
        "pause": "pause everything, or one thing",
        "resume": "resume what you paused",
        "stats": "how much you have written so far",
    },
    "Keeping it safe": {
        "backup": "make, list or restore backups",
        "doctor": "check what is saved, and repair it",
        "merge": "merge the store of another device",
    },
    "Setting up": {
        "program": "choose, add or write course outlines",
        "profile": "what forms ask about you",
        "settings": "plain output and the pager",
        "completion": "Tab completion for your shell",
        "help": "help on all commands, or on one",
    },
    "For those who lead a course": {
        "cohort": "who answered what, from saved threads",
    },
}
EVERYDAY = "Every day"
"""The group on the first screen of help."""
PURPOSES = {name: purpose for commands in GROUPS.values() for name, purpose in commands.items()}

_GUESSES = {
    "status": "list ls todos tasks overview checklist progress start init",
    "status --todo": "todo left remaining",
    "answer {2.2}": "edit write save respond answers",
    "remove {2.2.1}": "delete del rm",
    "show {2.2}": "view cat read print",
    "export {2} --copy": "copy",
    "import {page.html}": "add load fetch",
    "import --clipboard": "paste",
    "posted {2.2}": "post",
    "done {2.2.quiz}": "tick complete finish quiz",
    "posted {2.2} --undo": "undone untick unpost unposted",
    "form {2}": "submit forms evaluation",
    "peers {2.2}": "people replies",
    "search {words}": "find grep",
    "history": "log versions",
    "history {2.2.1} --restore {1}": "restore",
    "backup --restore {N}": "restore-backup",
    "pause {2.3}": "not-now skip snooze later",
    "program new {my-program}": "new create",
    "program list": "programs courses",
    "me {}": "name names whoami login",
    "note {2.2}": "notes comment",
    "status {2}": "course",
    "show discussion {2}": "discussion week",
    "settings": "config preferences",
    "help --all": "commands man usage",
    "--version": "version",
}
_GUESSED = {word: command for command, words in _GUESSES.items() for word in words.split()}
_REFERENCE = re.compile(r"(?:[a-z0-9-]+/)?[\dIVX]+(?:[.,:-]\S+)?|\S*@\S+", re.IGNORECASE)


def guessed(word: str, *rest: str) -> CommandLine | None:
    """The command that a person means by a word that is none, followed by the words of `rest`; None if unknown.

    `rest` takes the places of the examples in braces. A reference alone means `show`.
    """
    if _REFERENCE.fullmatch(word):
        return CommandLine("show", word)
    command = _GUESSED.get(word.casefold())
    if command is None:
        return None
    words, typed = re.findall(r"{.*?}|\S+", command), iter(rest)
    last = max((at for at, one in enumerate(words) if one.startswith("{")), default=-1)
    filled: list[str] = []
    for at, one in enumerate(words):
        example = [one.strip("{}")] if one != "{}" else []
        filled += (list(typed if at == last else islice(typed, 1)) or example) if one.startswith("{") else [one]
    return CommandLine(*filled)


def module_of(command: str) -> str:
    """The module of a command: its name, with an underscore after a word that Python keeps for itself."""
    return f"cups_course.cli.commands.{command}{'_' if command in ('import', 'next') else ''}"


def purpose_of(command: str) -> str:
    """A command's purpose as a sentence of its own."""
    purpose = PURPOSES[command]
    return f"{purpose[0].upper()}{purpose[1:]}{'' if purpose.endswith('?') else '.'}"
