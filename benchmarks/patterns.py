"""Every regular expression of the project on texts made against it: does its time grow with the text?

    python benchmarks/patterns.py [--longest 32000] [--seed 1] [--short]

The patterns are those of all modules (also in tuples, dicts and classes) and the literals given to `re.sub` and the
like. The texts are made from each pattern's own parse tree: what one of its repeats accepts, again and again, then a
letter that fits nothing; the same with what stands before the repeat, so that every place looks like a start; and some
that any pattern may stumble over. The exit code is 1 if twice the text takes more than MOST_GROWTH times as long, or
one text longer than PATIENCE. `--short` is the slice that runs with the tests.
"""

import argparse
import ast
import importlib
import inspect
import math
import pkgutil
import random
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import cups_course

MOST_GROWTH = 2.5
"""Twice the text may take so many times as long: 2 and what a busy machine adds. A square takes 4 times."""
PATIENCE = 2.0
"""Seconds for one text."""
CLOCK = 0.004
SEEN_FROM = 0.05
"""Seconds from which on a growth is looked at; below, the clock and the machine say more than the pattern."""
SHORTEST, LONGEST, LONGEST_OF_SLICE = 1_000, 32_000, 16_000
TEXTS_OF_SLICE = 10
"""How many texts are tried on each pattern in the slice."""
LONGEST_GIVEN = {"reader.forum_page._THREAD": 1_000, "reader.forums._END_OF_PAGE": 3_000}
"""Letters of the longest text that the code gives to a pattern which grows faster."""
ENDS = ("\0", "")
PIECES = (
    " ",
    "\n",
    "\t ",
    "a",
    "a ",
    "A",
    "1",
    "1.",
    "-",
    "- ",
    "*",
    "_",
    '"',
    "(",
    "[",
    "<",
    ".",
    "? ",
    "\n\n ",
    "@a ",
)
METHODS = ("finditer", "match", "fullmatch")
SEARCHES = dict.fromkeys(("search", "findall", "sub", "subn", "split"), "finditer")
"""What looks at every place in a text does so in the same time."""

AnyPattern = re.Pattern[str] | re.Pattern[bytes]


@dataclass(frozen=True)
class Text:
    """A text made against a pattern: `start` once, `piece` again and again, `end` once."""

    start: str
    piece: str
    end: str

    def of(self, length: int) -> str:
        """The text in about so many letters."""
        return self.start + self.piece * (length // len(self.piece)) + self.end


# The patterns


@dataclass
class Used:
    """A pattern, the first place where it stands, and the methods that are called on it there and elsewhere."""

    name: str
    pattern: AnyPattern
    methods: set[str]


def patterns() -> list[Used]:
    """Every pattern of the project. Of one that is found in a tuple or the like, any method may be called."""
    found: dict[tuple[str | bytes, int], Used] = {}

    def use(pattern: AnyPattern, name: str, *methods: str) -> None:
        used = found.setdefault((pattern.pattern, pattern.flags), Used(name.partition(".")[2], pattern, set()))
        used.methods.update(SEARCHES.get(method, method) for method in methods)

    for module in modules():
        for name, value in sorted(vars(module).items()):
            for pattern in within(value, set()):
                use(pattern, f"{module.__name__}.{name}", *(METHODS if pattern is not value else ()))
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Attribute) and node.attr in {*METHODS, *SEARCHES}:
                value = evaluated(node.value, module)
                if isinstance(value, re.Pattern):
                    use(value, f"{module.__name__}:{node.lineno}", node.attr)
            elif isinstance(node, ast.Call) and (given := literal(node, module)):
                use(given, f"{module.__name__}:{node.lineno}", node.func.attr)  # type: ignore[attr-defined]
    for used in found.values():
        used.methods = used.methods or set(METHODS)
    return list(found.values())


def literal(call: ast.Call, module: ModuleType) -> AnyPattern | None:
    """The pattern that is given to `re.sub` and the like; None for other calls, and where it is made by a function."""
    function = call.func
    if not (isinstance(function, ast.Attribute) and function.attr in {*METHODS, *SEARCHES} and call.args):
        return None
    given = evaluated(call.args[0], module)
    if evaluated(function.value, module) is not re or not isinstance(given, str | bytes):
        return None
    values = [evaluated(one, module) for one in (*call.args[1:], *(keyword.value for keyword in call.keywords))]
    return re.compile(given, sum(one for one in values if isinstance(one, re.RegexFlag)))


def evaluated(node: ast.expr, module: ModuleType) -> object:
    """What an expression in a module means; None where only a running function knows."""
    if any(isinstance(part, ast.Call | ast.Await) for part in ast.walk(node)):
        return None
    try:
        return eval(compile(ast.Expression(node), "expression", "eval"), dict(vars(module)))
    except Exception:  # noqa: BLE001 - whatever a function must know first
        return None


def modules() -> Iterator[ModuleType]:
    """Every module of the project."""
    for module in pkgutil.walk_packages(cups_course.__path__, "cups_course."):
        if not module.name.endswith("__main__"):
            yield importlib.import_module(module.name)


def within(value: object, seen: set[int]) -> Iterator[AnyPattern]:
    """The patterns in a value: itself, or in what it holds."""
    if isinstance(value, re.Pattern):
        yield value
    if id(value) in seen:
        return
    seen.add(id(value))
    held: Iterable[object] = ()
    if isinstance(value, Mapping):
        held = list(value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        held = list(value)
    elif isinstance(value, type) or type(value).__module__.startswith("cups_course."):
        names = [*vars(type(value)).get("__slots__", ()), *getattr(value, "__dict__", {})]
        held = [getattr(value, name, None) for name in names if not name.startswith("__")]
    for one in held:
        yield from within(one, seen)


# The texts


def texts(pattern: AnyPattern, random_: random.Random) -> list[Text]:
    """Texts made against a pattern."""
    of_pattern = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    tree = parser.parse(of_pattern, flags)
    whole = [sample(tree, random_) for _ in range(3)]
    made: dict[Text, None] = {}
    for piece in (*whole, *(one[:-1] for one in whole), *PIECES):
        made.update(dict.fromkeys(Text("", piece, end) for end in ENDS if piece))
    for before, repeated, after in repeats(tree, "", random_):
        for end in ENDS:
            made.update(dict.fromkeys(Text(before, piece, end) for piece in repeated if piece))
            made.update(dict.fromkeys(Text("", piece, end) for piece in repeated if piece))
        for piece in repeated:
            if before:
                made[Text("", before, "\0")] = None
                made[Text("", before + piece * 3, "\0")] = None
            if after:
                made[Text(before, piece + after[:1], "\0")] = None
    return list(made)


def repeats(tree: Any, before: str, random_: random.Random) -> Iterator[tuple[str, list[str], str]]:
    """Of each repeat in a tree: what may stand before it, what it accepts once, and what may stand after it."""
    parts = list(tree)
    for at, (code, given) in enumerate(parts):
        if code in REPEATS:
            _, most, repeated = given
            if most > 3:
                after = sample(parts[at + 1 :], random_)
                yield before, [sample(repeated, random_) for _ in range(4)], after
            yield from repeats(repeated, before, random_)
        for inner in inside(code, given):
            yield from repeats(inner, before, random_)
        before += sample([(code, given)], random_)


REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def inside(code: Any, given: Any) -> list[Any]:
    """The trees inside a part of a tree that is no repeat."""
    if code is codes.SUBPATTERN:
        return [given[3]]
    if code is codes.BRANCH:
        return list(given[1])
    if code is codes.ATOMIC_GROUP:
        return [given]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [given[1]]
    return []


def sample(tree: Any, random_: random.Random) -> str:
    """A short text that a tree accepts, mostly: what it looks ahead and back for is left out."""
    made = ""
    for code, given in tree:
        if code is codes.LITERAL:
            made += chr(given)
        elif code is codes.NOT_LITERAL:
            made += "x" if given != ord("x") else "y"
        elif code is codes.ANY:
            made += random_.choice("x .")
        elif code is codes.IN:
            made += letter(given, random_)
        elif code in REPEATS:
            least, most, repeated = given
            count = least + random_.randrange(2) if most > least else least
            made += "".join(sample(repeated, random_) for _ in range(count))
        elif code not in (codes.ASSERT, codes.ASSERT_NOT) and (inner := inside(code, given)):
            made += sample(random_.choice(inner), random_)
    return made


LETTERS = "ae1 \n-.,'x?!)*_:\t\"A@/<>(\xa0é#"


def letter(choice: Any, random_: random.Random) -> str:
    """A letter of a class, each of its parts as often; of one that excludes, a common letter."""
    if choice[0][0] is codes.NEGATE:
        unlike = re.compile("[^" + "".join(as_class(part) for part in choice[1:]) + "]")
        return random_.choice([one for one in LETTERS if unlike.match(one)] or ["\u2603"])
    like = re.compile("[" + as_class(random_.choice(choice)) + "]")
    return random_.choice([one for one in LETTERS if like.match(one)] or [first(random_.choice(choice))])


def as_class(part: tuple[Any, Any]) -> str:
    """A part of a class as it is written in one."""
    code, given = part
    if code is codes.LITERAL:
        return re.escape(chr(given))
    if code is codes.RANGE:
        return f"{re.escape(chr(given[0]))}-{re.escape(chr(given[1]))}"
    categories = {"DIGIT": "\\d", "SPACE": "\\s", "WORD": "\\w"}
    kind = str(given).removeprefix("CATEGORY_")
    return categories.get(kind) or categories[kind.removeprefix("NOT_")].upper()


def first(part: tuple[Any, Any]) -> str:
    """A letter of a part of a class that has none of the common ones."""
    code, given = part
    return chr(given if code is codes.LITERAL else given[0]) if code in (codes.LITERAL, codes.RANGE) else "a"


# Time


class TooLong(Exception):
    """A pattern took longer than PATIENCE."""


def stop(*_: object) -> None:
    """End what runs; a search of a pattern looks for signals too."""
    raise TooLong


def use(pattern: AnyPattern, method: str) -> Callable[[Any], object]:
    """A function that looks for all there is to find, as `method` does."""
    if method == "finditer":
        return lambda text: sum(1 for _ in pattern.finditer(text))
    return getattr(pattern, method)  # type: ignore[no-any-return]


def seconds(work: Callable[[Any], object], text: str | bytes, times: int) -> float:
    """The least time that `work` took."""
    best = float("inf")
    for _ in range(times):
        begin = time.process_time()
        work(text)
        best = min(best, time.process_time() - begin)
    return best


def growth(work: Callable[[Any], object], text: Callable[[int], str | bytes], longest: int) -> tuple[int, float, float]:
    """The length tried last, its seconds, and how many times as long half of it takes, by a quarter of it; 0 where that
    is too quick to say."""
    length = SHORTEST
    while seconds(work, text(length), 1) < SEEN_FROM and length < longest:
        length = min(length * 4, longest)
    for tries in (1, 3, 7):  # again and more often, as it may have been the machine
        quarter, whole = seconds(work, text(length // 4), tries), seconds(work, text(length), tries)
        times = math.sqrt(whole / max(quarter, CLOCK))
        if whole < SEEN_FROM or times <= MOST_GROWTH:
            break
    return length, whole, times if whole >= SEEN_FROM else 0.0


def main() -> int:
    """Try all patterns, print those that grow too fast, and what was tried."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--longest", type=int, default=LONGEST, help=f"letters at most (default {LONGEST})")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--short", action="store_true", help="few and shorter texts")
    arguments.add_argument("--only", default="", help="patterns whose name has these letters")
    options = arguments.parse_args()

    longest = LONGEST_OF_SLICE if options.short else options.longest
    tried, bad = 0, 0
    begin = time.process_time()
    everything = [used for used in patterns() if options.only in used.name]
    print(f"{'pattern':<44}{'method':<11}{'letters':>8}{'seconds':>9}{'growth':>8}  text")
    for used in everything:
        random_ = random.Random(f"{options.seed} {used.name}")
        made = texts(used.pattern, random_)
        if options.short:
            made = random_.sample(made, min(TEXTS_OF_SLICE, len(made)))
        for method in sorted(used.methods):
            for text in made:
                tried += 1
                length, took, times = tried_on(
                    text, used.pattern, method, min(longest, LONGEST_GIVEN.get(used.name, longest))
                )
                if times > MOST_GROWTH:
                    line = f"{used.name[-43:]:<44}{method:<11}{length:>8,}{took:>9.3f}{times:>8.1f}"
                    print(f"{line}  {text.start!r} {text.piece!r} {text.end!r}", flush=True)
                    bad += 1
                    break
    seconds_ = time.process_time() - begin
    print(f"{len(everything)} patterns, {tried:,} texts, {seconds_:.0f} s; {bad} grow too fast")
    return int(bad > 0)


def tried_on(text: Text, pattern: AnyPattern, method: str, longest: int) -> tuple[int, float, float]:
    """The growth on one text; one without an end where it takes longer than PATIENCE."""

    def of(length: int) -> str | bytes:
        made = text.of(length)
        return made.encode() if isinstance(pattern.pattern, bytes) else made

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        return growth(use(pattern, method), of, longest)
    except TooLong:
        return longest, PATIENCE, float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


if __name__ == "__main__":
    sys.exit(main())
