"""A walk through cups-course on made-up threads: every command is really run, in a store that is thrown away after it.

python examples/demo.py
"""

import os
import shlex
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("cups-course.exe" if os.name == "nt" else "cups-course")


@dataclass(frozen=True)
class Step:
    """What is told, the line as it is typed, and how it may end."""

    words: str
    line: str
    exit_codes: tuple[int, ...] = (0,)


STORY = (
    Step(
        "Harbour Lights is a made-up forum, and for five minutes you are PlumTree7, who takes its Kind Leaders "
        "Program. The outline of a program becomes your checklist.",
        "cups-course program add examples/programs/kind-leaders.toml",
    ),
    Step(
        "You answered a course post long before you had this tool. Copy the page into a text file and import it: your "
        "answer and your replies are found among those of everybody else.",
        "cups-course import examples/threads/steady-beats-fast.txt --me PlumTree7",
    ),
    Step(
        "So this is where you stand.",
        "cups-course status",
    ),
    Step(
        "Your peers were kind to read. Who in that thread would be glad of a word?",
        "cups-course peers 1.2",
    ),
    Step(
        "Nobody has written to mosswalker yet. You do, in the forum, and log it here.",
        'cups-course reply 1.2 mosswalker "The slow donkey also sees the sea: I have told everyone at work about your '
        'donkey. I hope the Easter season is kind to your bakery, and that the bad conscience stays at home." '
        "--on 2025-04-14",
    ),
    Step(
        "On to the next post. Without a text this opens your editor with all questions; a text on the line is quicker.",
        'cups-course answer 1.3.1 "I like to be the one who holds the rope. It gets easier when the favour is small, '
        'and when I can ask in writing."',
    ),
    Step(
        "Tea break. A bare cups-course tells you where you were.",
        "cups-course",
    ),
    Step(
        "The other answer is in another program. Whatever can print it can hand it over.",
        'echo "In March my bicycle gave up, and Wren walked all the way home with me." | cups-course answer 1.3.2',
    ),
    Step(
        "What now? One thing at a time.",
        "cups-course next",
    ),
    Step(
        "This is what you paste as your post, nothing else in it; with --copy it is on the clipboard.",
        "cups-course export 1.3 --for thread",
    ),
    Step(
        "You post it, and say so.",
        "cups-course posted 1.3 --on 2025-04-20",
    ),
    Step(
        "You take the quiz as well.",
        "cups-course done 1.3.quiz --score 9/10 --on 2025-04-20",
    ),
    Step(
        "Weeks later you save the first thread again. What is new comes in, your logged reply is recognised, and "
        "nothing is lost or doubled.",
        "cups-course import examples/threads/steady-beats-fast-later.txt",
    ),
    Step(
        "Is the course ready for its evaluation form?",
        "cups-course check 1",
        exit_codes=(0, 1),  # 1 says that something is still missing, which at this point is no surprise
    ),
    Step(
        "Not quite, and that is fine. You save the form itself as well: each of its fields finds its answer.",
        "cups-course form 1 --attach examples/forms/course-1-evaluation-google.html",
    ),
    Step(
        "So every answer comes out in the form's own order, ready to paste; cups-course form 1 hands them over one by "
        "one.",
        "cups-course export 1",
    ),
)


def surroundings(store: Path, *, colour: bool) -> dict[str, str]:
    """An environment in which every machine prints the same, and nobody's own store is touched."""
    unwanted = ("CUPS_COURSE_", "FORCE_COLOR", "NO_COLOR", "COLORTERM", "TTY_", "PYTHONIOENCODING")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    kept |= {"CUPS_COURSE_STORE": str(store), "COLUMNS": "80", "LINES": "50", "TERM": "xterm"}
    return kept | ({"FORCE_COLOR": "1"} if colour else {"NO_COLOR": "1"})


def run(step: Step, environment: dict[str, str]) -> str:
    """Run the line of a step; returns what it printed, messages included, and ends the demo if it went wrong."""
    before, _, typed = step.line.rpartition(" | ")
    piped = shlex.split(before)[1] + "\n" if before else ""
    done = subprocess.run(
        [COMMAND, *shlex.split(typed)[1:]],
        cwd=ROOT,
        env=environment,
        input=piped.encode() if piped else None,
        stdin=None if piped else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    printed = done.stdout.decode("utf-8")
    if done.returncode not in step.exit_codes:
        sys.exit(f"{printed}\nThe demo stopped: `{step.line}` ended with exit code {done.returncode}.")
    return printed


def told(story: Sequence[Step]) -> None:
    """Tell a whole story, in colour where somebody watches."""
    if not COMMAND.exists():
        sys.exit(f"cups-course is not installed beside {sys.executable}. `make demo` sees to it.")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    with tempfile.TemporaryDirectory(prefix="cups-course-demo-") as folder:
        environment = surroundings(Path(folder) / "courses.db", colour=colour)
        for step in story:
            typed = f"\033[1m$ {step.line}\033[0m" if colour else f"$ {step.line}"
            print(textwrap.fill(step.words, 80), f"\n{typed}", run(step, environment), sep="\n", flush=True)
    print("That is all. The demo's store is gone again; yours begins with: cups-course")


if __name__ == "__main__":
    told(STORY)
