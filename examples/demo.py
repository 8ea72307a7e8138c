"""A course from its first post to the filled form, on made-up threads. Every command really runs, in a temporary store.

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
    """What the story says, the line to type, and the exit codes that are fine."""

    words: str
    line: str
    exit_codes: tuple[int, ...] = (0,)


STORY = (
    Step(
        "Harbour Lights is a made-up forum. You are PlumTree7, and you take its Kind Leaders Program. The program's "
        "outline becomes your checklist.",
        "cups-course program add examples/programs/kind-leaders.toml",
    ),
    Step(
        "You answered one post long ago. You copy its page into a text file and import it.",
        "cups-course import examples/threads/steady-beats-fast.txt --me PlumTree7",
    ),
    Step(
        "Who could use a reply?",
        "cups-course peers 1.2",
    ),
    Step(
        "You reply to mosswalker in the forum, then log the reply here.",
        'cups-course reply 1.2 mosswalker "I have told everyone at work about your donkey." --on 2025-04-14',
    ),
    Step(
        "On to the next post. Without a text, this opens your editor with all its questions.",
        'cups-course answer 1.3.1 "I like to be the one who holds the rope. It gets easier when I can ask in writing."',
    ),
    Step(
        "After a tea break, you check where you were.",
        "cups-course",
    ),
    Step(
        "The next answer comes from another program.",
        'echo "In March my bicycle gave up, and Wren walked all the way home with me." | cups-course answer 1.3.2',
    ),
    Step(
        "This is what you paste into the forum. With --copy, it's on the clipboard.",
        "cups-course export 1.3 --for thread",
    ),
    Step(
        "You post it.",
        "cups-course posted 1.3 --on 2025-04-20",
    ),
    Step(
        "You take the quiz.",
        "cups-course done 1.3.quiz --score 9/10 --on 2025-04-20",
    ),
    Step(
        "Is the course ready for its evaluation form?",
        "cups-course check 1",
        exit_codes=(1,),  # something is still missing
    ),
    Step(
        "Not yet. You answer the first post.",
        'cups-course answer 1.1.1 "A friend hums while she listens. I would like to carry home her patience."',
    ),
    Step(
        "You post that too.",
        "cups-course posted 1.1 --on 2025-04-26",
    ),
    Step(
        "You give two more replies.",
        'cups-course reply 1.3 LanternLou "I will ask for small, exact things from now on." --on 2025-04-26',
    ),
    Step(
        "The second one:",
        'cups-course reply 1.3 ZuzuBee "I had to laugh about the terrible soup." --on 2025-04-26',
    ),
    Step(
        "You take the course quiz.",
        "cups-course done 1.quiz --on 2025-04-27",
    ),
    Step(
        "The fourth post was cancelled this year.",
        "cups-course remove 1.4",
    ),
    Step(
        "Is it ready now?",
        "cups-course check 1",
    ),
    Step(
        "Yes. You save the form's page and attach it. Its fields are matched to your answers.",
        "cups-course form 1 --attach examples/forms/course-1-evaluation-google.html",
    ),
    Step(
        "Every form asks for your name and email, so you save them once.",
        'cups-course profile name "Plum Tree"',
    ),
    Step(
        "And the email:",
        "cups-course profile email plum@example.org",
    ),
    Step(
        "This address opens the form with your answers in it.",
        "cups-course form 1 --prefill",
    ),
    Step(
        "You open it, look through it, and press the form's own button.",
        "cups-course done 1.form --on 2025-04-28",
    ),
    Step(
        "The course is done. What you sent is saved word for word.",
        "cups-course form 1 --show",
    ),
)


def surroundings(store: Path, *, colour: bool) -> dict[str, str]:
    """An environment in which every machine prints the same, with a store of its own."""
    unwanted = ("CUPS_COURSE_", "FORCE_COLOR", "NO_COLOR", "COLORTERM", "TTY_", "PYTHONIOENCODING")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    kept |= {"CUPS_COURSE_STORE": str(store), "COLUMNS": "80", "LINES": "50", "TERM": "xterm"}
    return kept | ({"FORCE_COLOR": "1"} if colour else {"NO_COLOR": "1"})


def typed(step: Step) -> tuple[list[str], str | None]:
    """The words after `cups-course` in the line of a step, and what is piped in."""
    before, _, line = step.line.rpartition(" | ")
    return shlex.split(line)[1:], shlex.split(before)[1] + "\n" if before else None


def run(step: Step, environment: dict[str, str]) -> str:
    """Run the line of a step. Returns what it printed, messages included. Ends the demo if it failed."""
    words, piped = typed(step)
    done = subprocess.run(
        [COMMAND, *words],
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
    """Tell a whole story, in colour if it goes to a terminal."""
    if not COMMAND.exists():
        sys.exit(f"cups-course is not installed beside {sys.executable}. `make demo` installs it.")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    with tempfile.TemporaryDirectory(prefix="cups-course-demo-") as folder:
        environment = surroundings(Path(folder) / "courses.db", colour=colour)
        for step in story:
            line = f"\033[1m$ {step.line}\033[0m" if colour else f"$ {step.line}"
            print(textwrap.fill(step.words, 80), f"\n{line}", run(step, environment), sep="\n", flush=True)
    print("That's all. The demo's store is deleted. To start your own: cups-course")


if __name__ == "__main__":
    told(STORY)
