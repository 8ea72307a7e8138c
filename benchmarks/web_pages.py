"""Reading a saved page of 2,000 posts, beside what BeautifulSoup with lxml takes only to parse it.

    python benchmarks/web_pages.py [--posts 2000] [--runs 7] [--peers DIR]

Run it with the interpreter of the environment cups-course is installed in; the peer gets a virtual environment of its
own (made on the first run, kept in --peers). Each round every row reads the same file once in a process of its own,
after one reading that warms it up; only the second one is timed. What counts is the ratio of medians. The exit code is
1 if something could not run, not if a bound is missed.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from saved_pages import OPENING, Written, complete, forum_page

BOUND = 1.0
OURS, POSTS_ONLY = "cups-course, the whole reading", "cups-course, its posts alone"
PEER = "BeautifulSoup with lxml, parsing"
WAYS = {
    OURS: "from cups_course.reader.reading import read_copy\nread = lambda data: read_copy(data, name='page')",
    POSTS_ONLY: (
        "from cups_course.saved.containers import Source\nfrom cups_course.reader.reading import parse_source\n"
        "read = lambda data: parse_source(Source('page', data))"
    ),
    PEER: "from bs4 import BeautifulSoup\nread = lambda data: BeautifulSoup(data, 'lxml')",
}
TIMED = """
import sys, time
data = open(sys.argv[1], "rb").read()
read(data)
begin = time.perf_counter()
read(data)
print(time.perf_counter() - begin)
"""
SENTENCES = (
    "To listen without hurry lets the other person find words of their own.",
    "Last spring I looked after the beans with my niece, and we learned a lot about patience.",
    "One example is the team that repairs the benches every autumn.",
    "I could be more patient when people ask the same thing again.",
    "My grandmother used to say that roses teach you to wait.",
    "We started with tomatoes and ended up caring about our neighbours as well.",
    "I would greet them at the gate and show them round.",
    "Thank you for this post, I had never thought about it that way.",
)


def page(posts: int) -> bytes:
    """A made-up page with so many posts: answers of a few paragraphs, and short replies."""
    chance = random.Random(7)
    made = [OPENING]
    for number in range(1, posts):
        is_reply = chance.random() < 0.6
        paragraphs = 1 if is_reply else chance.randint(1, 4)
        body = "".join(f"<p>{' '.join(chance.sample(SENTENCES, chance.randint(1, 3)))}</p>" for _ in range(paragraphs))
        day = f"March {chance.randint(4, 20)}th, 2021"
        answers = made[-1].id if is_reply and number > 1 and chance.random() < 0.5 else None
        made.append(Written(7001 + number, f"PlumTree{chance.randrange(500)}", day, body, answers))
    return complete(forum_page(made))


def environment_of_peer(peers: Path) -> str:
    """The interpreter that has the peer, installed if it is not yet there."""
    folder = peers / "beautifulsoup4"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if subprocess.run([python, "-c", "import bs4, lxml"], capture_output=True).returncode if python.exists() else True:
        print(f"Installing beautifulsoup4 and lxml into {folder} ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "beautifulsoup4", "lxml"], check=True)
    return str(python)


def seconds(python: str, way: str, file: Path) -> float:
    """How long one reading of `file` takes in a process of its own."""
    done = subprocess.run([python, "-c", f"{way}\n{TIMED}", str(file)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> int:
    """Measure and print the table."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--posts", type=int, default=2000, help="posts on the page (default 2000)")
    parser.add_argument("--runs", type=int, default=7, help="rounds (default 7)")
    parser.add_argument("--peers", type=Path, default=cache / "cups-course-benchmarks", help="where the peer is kept")
    options = parser.parse_args()

    times: dict[str, list[float]] = {name: [] for name in WAYS}
    try:
        pythons = dict.fromkeys(WAYS, sys.executable)
        pythons[PEER] = environment_of_peer(options.peers.expanduser().resolve())
        with tempfile.TemporaryDirectory(prefix="cups-course-html-") as folder:
            file = Path(folder) / "page.html"
            file.write_bytes(page(options.posts))
            size = file.stat().st_size / 2**20
            for _ in range(options.runs):  # in turn, so that a busy machine slows all of them
                for name, way in WAYS.items():
                    times[name].append(seconds(pythons[name], way, file))
    except subprocess.CalledProcessError as error:
        print(f"could not run: {error}\n{error.stderr or ''}", file=sys.stderr)
        return 1

    medians = {name: median(each) for name, each in times.items()}
    print(f"A page of {options.posts:,} posts, {size:.1f} MB; medians of {options.runs} rounds.\n")
    wide = max(map(len, medians))
    print(f"{'':<{wide}}  median ms  x peer")
    for name, each in medians.items():
        print(f"{name:<{wide}}  {each * 1000:>9.0f}  {each / medians[PEER]:>6.2f}")
    ratio = medians[OURS] / medians[PEER]
    print(f"\n{'holds' if ratio < BOUND else 'MISSED':<8}{OURS} < {BOUND:.0f} x {PEER}: {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
