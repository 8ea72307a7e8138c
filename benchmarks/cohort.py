"""Counting a cohort: does memory grow with the number of threads?

    python benchmarks/cohort.py

Threads of 200 posts by the same 60 people are made up and written to a folder; then the command itself counts them, in
a process of its own each time. "all texts" is what the files hold: what would be held at once if nothing were let go.
"""

import os
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

FEW, MANY, POSTS, PEOPLE = 10, 200, 200, 60
WORDS = (
    "slowly",
    "lantern",
    "morning",
    "kettle",
    "listen",
    "harbour",
    "evening",
    "gently",
    "garden",
    "letter",
    "answer",
    "window",
    "patience",
    "bread",
)
COMMAND = [sys.executable, "-m", "cups_course", "cohort", "--format", "csv"]
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


def thread(number: int) -> str:
    """A thread as a text copy: an opening post, then answers with a few replies each."""
    random_ = random.Random(number)
    day = date(2025, 3, 1)
    lines = [
        "Skip to main content Skip to bottom nav\n",
        f"Course {number // 10 + 1}: Made Up - (Discussion #{number % 10 + 1}) Topic {number}\n",
        f"HarbourAnna {header(day)}\n\nWelcome! Questions: What does this mean to you?\n",
        "Activity: Please reply to 3 of your peers in this thread.\n",
    ]
    answered = day
    for at in range(POSTS):
        author = f"keeper{random_.randrange(PEOPLE)}"
        if at % 4 == 0:
            answered += timedelta(days=random_.randrange(2))
            words = f"What does this mean to you?\n{sentence(random_, 60)}"
            lines.append(f"{author} {header(answered)}\n\n\n{words}\n")
        else:
            lines.append(f"{author} {header(answered + timedelta(days=at % 4))}\n\n\n{sentence(random_, 12)}\n")
    return "\n".join(lines)


def header(day: date) -> str:
    """A day as the forum writes it."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    return f"{day:%B} {day.day}{ending}, {day.year}"


def sentence(random_: random.Random, words: int) -> str:
    """Some words."""
    return " ".join(random_.choices(WORDS, k=words)).capitalize() + "."


def counted(folder: Path) -> tuple[float, float]:
    """Peak memory in MB, and seconds, of one call that counts all threads in the folder."""
    start = time.perf_counter()
    with Path(os.devnull).open("w") as nowhere:
        process = os.posix_spawn(
            COMMAND[0], [*COMMAND, str(folder)], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1)]
        )
        _, status, used = os.wait4(process, 0)
    if status:
        sys.exit(f"The count of {folder} failed.")
    return used.ru_maxrss * RSS_UNIT / 1e6, time.perf_counter() - start


def main() -> int:
    """Print the table."""
    print(f"{'threads':>8}{'posts':>9}{'all texts':>12}{'peak memory':>14}{'time':>9}")
    peaks = []
    with tempfile.TemporaryDirectory() as place:
        for threads in (FEW, MANY):
            folder = Path(place) / str(threads)
            folder.mkdir()
            for number in range(threads):
                (folder / f"thread-{number}.txt").write_text(thread(number), encoding="utf-8")
            held = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
            peak, seconds = counted(folder)
            peaks.append(peak)
            print(f"{threads:>8}{threads * POSTS:>9,}{held:>9.1f} MB{peak:>11.1f} MB{seconds:>7.1f} s")
    print(f"{MANY // FEW} times the threads: {peaks[1] / peaks[0]:.2f} times the memory")
    return 0


if __name__ == "__main__":
    sys.exit(main())
