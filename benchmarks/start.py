"""How long a command takes from Enter to done, beside a bare interpreter, the floor and programs people know.

    python benchmarks/start.py [--runs 15] [--markdown] [--command PATH] [--peers DIR]

Run it with the interpreter of the environment cups-course is installed in. Measured is the wall time of whole processes
with empty input and their output thrown away: `python -c pass`; floor.py; `status` and `next` on a store with two full
courses; the everyday listings of jrnl, todoman, Watson, buku and llm, each in a virtual environment of its own (made on
the first run, kept in --peers), with a home folder of its own and about as many entries (llm: none). Every round runs
every command once in turn; the first is dropped. What counts are ratios of medians: they hold on a busy machine, where
milliseconds do not. Counted beside that are the modules of cups_course that `status` loads on a store with one imported
thread. A missed bound is said, not punished; the exit code is 1 only if something could not run, which is
then named and left out.
"""

import argparse
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, PIPE

COURSES, DISCUSSIONS, QUESTIONS = 2, 11, 3
THREAD = Path(__file__).parents[1] / "examples" / "threads" / "steady-beats-fast.txt"
MOST_MODULES = 35
ENTRIES = COURSES * DISCUSSIONS * QUESTIONS
ANSWER = "To listen without hurry lets the other person find words of their own, and there the help begins. " * 5
BARE = "python -c pass"
BOUNDS = [
    ("<= 1.0 x floor", 1.0, "floor"),
    ("<= 10 x bare", 10.0, BARE),
    *((f"ahead of {name}", 1.0, name) for name in ("jrnl", "todoman", "buku", "llm")),
    ("ahead of td-watson (the stretch)", 1.0, "td-watson"),
]


class CannotRunError(Exception):
    """Something that should be measured does not work; the message is the reason."""


@dataclass(frozen=True)
class Command:
    """What one row measures, and the surroundings it needs."""

    line: list[str]
    environment: dict[str, str]

    def run(self) -> float:
        """Run it once; the seconds it took."""
        begin = time.perf_counter()
        try:  # one pipe only, for the reason of a failure: two would cost the measuring side a selector
            done = subprocess.run(
                self.line, env=self.environment, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, errors="replace"
            )
        except OSError as error:
            raise CannotRunError(f"{error.strerror}: {self.line[0]}") from error
        seconds = time.perf_counter() - begin
        if done.returncode:
            # The last line with words in it: what comes below may be a frame.
            said = [line.strip() for line in done.stderr.splitlines() if re.search(r"\w", line)]
            raise CannotRunError(f"exit code {done.returncode}: {said[-1] if said else 'nothing said'}")
        return seconds


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a person whose home is `home`, so that nobody's own settings and data are read or changed."""
    folders = {name: str(home / name.lower()) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    for folder in folders.values():
        Path(folder).mkdir(parents=True)
    # PYTHONDONTWRITEBYTECODE and the like would make this a measurement of the compiler.
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CUPS_COURSE"))}
    return kept | folders | {"HOME": str(home), "USERPROFILE": str(home)}


# --- cups-course and the floor ---------------------------------------------------------------------------------------


def outline() -> str:
    """The program file of two full courses."""
    lines = ['key = "bench"', 'title = "Two full courses"']
    for course in range(1, COURSES + 1):
        lines += ["[[course]]", f"number = {course}", f'title = "Course {course}"']
        for discussion in range(1, DISCUSSIONS + 1):
            questions = [f"What does point {number} of it mean to you?" for number in range(1, QUESTIONS + 1)]
            lines += ["[[course.discussion]]", f"number = {discussion}", f'title = "Discussion {discussion}"']
            lines += ["peer_replies = 3", f"questions = {json.dumps(questions)}"]
    return "\n".join(lines) + "\n"


def seeding(outline_file: Path) -> Iterator[list[str]]:
    """The commands that fill the store: all answered, all but the last discussion posted, one of three replies each."""
    yield ["program", "add", str(outline_file)]
    discussions = [f"{c}.{d}" for c in range(1, COURSES + 1) for d in range(1, DISCUSSIONS + 1)]
    for discussion in discussions:
        for question in range(1, QUESTIONS + 1):
            yield ["answer", f"{discussion}.{question}", ANSWER]
    for discussion in discussions[:-1]:
        yield ["posted", discussion]
        yield ["reply", discussion, "quietRiver12", ANSWER]


def cups_course(program: str, home: Path) -> dict[str, Command]:
    """`status` and `next` on a store with two full courses."""
    environment = surroundings(home)
    outline_file = home / "bench.toml"
    outline_file.write_text(outline(), encoding="utf-8")
    start = [program, "--store", str(home / "store.db")]
    for arguments in seeding(outline_file):
        try:
            Command([*start, *arguments], environment).run()
        except CannotRunError as error:
            raise CannotRunError(f"{' '.join(arguments)[:40]}: {error}") from error
    return {f"cups-course {name}": Command([*start, name], environment) for name in ("status", "next")}


def modules_loaded(home: Path) -> int:
    """How many modules of cups_course `status` loads on a store with one imported thread."""
    count = (
        "import sys; sys.argv = ['cups-course', *sys.argv[1:]]; from cups_course.__main__ import main\n"
        "try: main()\n"
        "finally: sys.stderr.write(str(sum(name.split('.')[0] == 'cups_course' for name in sys.modules)))"
    )
    environment = surroundings(home)
    start = [sys.executable, "-c", count, "--store", str(home / "store.db")]
    Command([*start, "import", str(THREAD)], environment).run()
    return int(subprocess.run([*start, "status"], env=environment, capture_output=True, text=True).stderr)


def floor(home: Path) -> Command:
    """floor.py on eight rows."""
    environment = surroundings(home)
    store = home / "floor.db"
    with closing(sqlite3.connect(store)) as db, db:
        db.execute("create table discussion (number integer primary key, title text, answers integer)")
        rows = [(number, f"Discussion {number}", number % 4) for number in range(1, 9)]
        db.executemany("insert into discussion values (?, ?, ?)", rows)
    return Command([sys.executable, str(Path(__file__).with_name("floor.py")), str(store)], environment)


# --- the peers: each `..._data` fills a home and returns the arguments and variables of the everyday listing ---------

Listing = tuple[list[str], dict[str, str]]


def jrnl_data(home: Path) -> Listing:
    """66 entries, the last ten listed. jrnl completes its own settings in the warm-up round."""
    journal, config = home / "journal.txt", home / "jrnl.yaml"
    days = [f"2024-{9 + number // 28:02}-{1 + number % 28:02} 09:00" for number in range(ENTRIES)]
    journal.write_text("\n".join(f"[{day}] An answer.\n{ANSWER}\n" for day in days), encoding="utf-8")
    journals = json.dumps({"default": str(journal)})
    config.write_text(f"version: '4'\njournals: {journals}\ntimeformat: '%Y-%m-%d %H:%M'\n", encoding="utf-8")
    return ["--config-file", str(config), "-n", "10"], {}


def todoman_data(home: Path) -> Listing:
    """66 open todos in one list."""
    folder, config = home / "lists" / "course", home / "todoman.py"
    folder.mkdir(parents=True)
    for number in range(ENTRIES):
        todo = ["BEGIN:VTODO", f"UID:{number}", "DTSTAMP:20241001T090000Z", f"SUMMARY:Answer {number}", "END:VTODO"]
        calendar = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN", *todo, "END:VCALENDAR", ""]
        (folder / f"{number}.ics").write_text("\r\n".join(calendar), encoding="utf-8", newline="")
    config.write_text(f"path = {str(folder.parent / '*')!r}\n", encoding="utf-8")
    return ["list"], {"TODOMAN_CONFIG": str(config)}


def watson_data(home: Path) -> Listing:
    """66 sessions within the last seven days, which is what `watson log` shows."""
    now = int(time.time())
    starts = [now - (ENTRIES - number) * 7200 for number in range(ENTRIES)]
    frames = [[start, start + 3600, "course", f"{start:032x}", ["answers"], start + 3600] for start in starts]
    (home / "frames").write_text(json.dumps(frames), encoding="utf-8")
    return ["log"], {"WATSON_DIR": str(home)}


def buku_data(home: Path) -> Listing:
    """66 bookmarks. Without --nostdin buku would first look for bookmarks in its (empty) input."""
    with closing(sqlite3.connect(home / "bookmarks.db")) as db, db:
        texts = ", ".join(f"{column} text default ''" for column in ("metadata", "tags", "desc"))
        db.execute(f"create table bookmarks (id integer primary key, URL text not null unique, {texts}, flags integer)")
        rows = [(f"https://forum.example/{n}", f"Answer {n}", ",course,", ANSWER, 0) for n in range(ENTRIES)]
        db.executemany("insert into bookmarks (URL, metadata, tags, desc, flags) values (?, ?, ?, ?, ?)", rows)
    return ["--nostdin", "-p"], {"BUKU_DEFAULT_DBDIR": str(home)}


def llm_data(home: Path) -> Listing:
    """An empty database: entries would need a model. llm makes its tables in the warm-up round."""
    (home / "logs.db").touch()
    return ["logs", "list"], {"LLM_USER_PATH": str(home)}


PEERS: dict[str, tuple[str, Callable[[Path], Listing]]] = {
    "jrnl": ("jrnl", jrnl_data),
    "todoman": ("todo", todoman_data),
    "td-watson": ("watson", watson_data),
    "buku": ("buku", buku_data),
    "llm": ("llm", llm_data),
}


def peer(name: str, environments: Path, home: Path) -> tuple[Command, str]:
    """The everyday listing of a peer and the peer's version; installed if it is not yet there."""
    program, fill = PEERS[name]
    scripts = environments / name / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    if shutil.which(program, path=str(scripts)) is None:
        print(f"Installing {name} into {scripts.parent} ...", file=sys.stderr)
        # With the settings of whoever runs this, not with those of the made-up person.
        Command([sys.executable, "-m", "venv", str(scripts.parent)], dict(os.environ)).run()
        Command([python, "-m", "pip", "install", "--quiet", name], dict(os.environ)).run()
    environment = surroundings(home)
    arguments, variables = fill(home)
    ask = f"from importlib.metadata import version; print(version({name!r}))"
    version = subprocess.run([python, "-c", ask], capture_output=True, text=True).stdout.strip()
    return Command([str(scripts / program), *arguments], environment | variables), version


# --- measuring and telling -------------------------------------------------------------------------------------------


def measure(commands: dict[str, Command], runs: int, left_out: dict[str, str]) -> dict[str, float]:
    """The median seconds of each command over interleaved rounds; what fails goes to `left_out`."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for round_number in range(runs + 1):
        for name in list(times):
            try:
                seconds = commands[name].run()
            except CannotRunError as error:
                left_out[name] = str(error)
                del times[name]
                continue
            if round_number:  # the first fills caches, writes bytecode and brings the peers' own files up to date
                times[name].append(seconds)
    return {name: median(each) for name, each in times.items()}


def table(medians: dict[str, float], markdown: bool) -> Iterator[str]:
    """The lines of the table; a ratio to what could not run is left blank."""
    wide = max(map(len, medians))
    rows = [("command", "median ms", "x bare", "x floor"), ("-" * wide, *["--------:"] * 3)]
    for name, seconds in medians.items():
        ratios = (f"{seconds / medians[to]:.2f}" if to in medians else "" for to in (BARE, "floor"))
        rows.append((name, f"{seconds * 1000:.1f}", *ratios))
    for name, *figures in rows:
        cells = [f"{name:<{wide}}", *(f"{figure:>9}" for figure in figures)]
        yield f"| {' | '.join(cells)} |" if markdown else "  ".join(cells).replace(":", "-")


def bounds(medians: dict[str, float]) -> Iterator[str]:
    """What is promised, and whether it holds."""
    for own in ("cups-course status", "cups-course next"):
        for wanted, limit, other in BOUNDS:
            if own in medians and other in medians:
                ratio = medians[own] / medians[other]
                yield f"{'holds' if ratio <= limit else 'MISSED':8}{own} {wanted}: {ratio:.2f}"
            else:
                yield f"{'unknown':8}{own} {wanted}"


def main() -> int:
    """Measure everything that can run and print what came of it."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15, help="rounds that count (default 15)")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    beside = str(Path(sys.executable).with_name("cups-course"))
    parser.add_argument(
        "--command", default=beside, help="the cups-course to measure (default: beside this interpreter)"
    )
    parser.add_argument("--peers", type=Path, default=cache / "cups-course-benchmarks", help="where the peers are kept")
    options = parser.parse_args()

    left_out: dict[str, str] = {}
    versions = {"Python": sys.version.split()[0], "SQLite": sqlite3.sqlite_version}
    with tempfile.TemporaryDirectory(prefix="cups-course-start-") as folder:
        homes = Path(folder)
        commands = {BARE: Command([sys.executable, "-c", "pass"], surroundings(homes / "bare"))}
        commands["floor"] = floor(homes / "floor")
        modules = modules_loaded(homes / "modules")
        try:
            commands |= cups_course(options.command, homes / "cups-course")
        except CannotRunError as error:
            left_out["cups-course"] = str(error)
        for name in PEERS:
            try:
                commands[name], versions[name] = peer(name, options.peers.expanduser().resolve(), homes / name)
            except CannotRunError as error:
                left_out[name] = str(error)
        medians = measure(commands, max(1, options.runs), left_out)

    print(*table(medians, options.markdown), sep="\n")
    print("", *bounds(medians), sep="\n")
    print(
        f"{'holds' if modules <= MOST_MODULES else 'MISSED':8}status loads <= {MOST_MODULES} of our modules: {modules}"
    )
    print(*(f"left out: {name}: {reason}" for name, reason in left_out.items()), sep="\n")
    for name in ("typer", "rich", "cups-course"):
        versions[name] = metadata.version(name)
    print(f"\n{options.runs} rounds;", ", ".join(f"{name} {version}" for name, version in versions.items()))
    return 1 if left_out else 0


if __name__ == "__main__":
    sys.exit(main())
