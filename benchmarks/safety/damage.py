"""Damaged stores: bytes flipped, pages zeroed, files cut. What is read from one is said in words or is right."""

import io
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from safety.calls import Ended, load_everything
from safety.findings import Findings, table
from safety.scenes import THREAD, called, copy_of
from safety.states import DAMAGED, copied, state, unsound
from safety.working import at_once

from cups_course.events import export as everything
from cups_course.store import log

_PAGE = 4096
_HEADER = 100
_LAMPS = ("lantern", "lamp", "beacon", "candle", "café light", "Leuchtfeuer")
_ASKED: dict[str, tuple[str, ...]] = {
    "status": ("status", "--json"),
    "show": ("show", "1.2", "--json"),
    "export": ("export", "--format", "json"),
    "everything": ("export", "--all", "--format", "json"),
    "search": ("search", "harbour", "--json"),
    "history": ("history", "1.2", "--json"),
}
SHAPES = ("a byte flipped", "bytes flipped", "a byte of a text", "a page zeroed", "bytes of the header", "cut")
_ENDS = ("right", "refused", "less", "WRONG")


class Damaged(NamedTuple):
    """A damage of a kind, made from a seed."""

    shape: str
    seed: str


class Sound(NamedTuple):
    """The store as it was: its folder, what each command said of it, and every text that was ever kept in it."""

    folder: Path
    said: dict[str, Any]
    own: dict[str, set[tuple[str, str]]]
    texts: set[str]


_sound: list[Sound] = []
"""The one store that is damaged, for the processes that are forked from this one."""


def damage(random: Random, folder: Path, *, short: bool) -> Findings:
    """Damage a store in 600 ways, and read each."""
    load_everything()
    _sound[:] = [_kept(folder)]
    pieces = [Damaged(SHAPES[number % len(SHAPES)], f"{random.random()}") for number in range(12 if short else 600)]
    found = Findings()
    ends: Counter[tuple[str, str]] = Counter()
    for piece, one in at_once(_read, pieces):
        for end, count in one.counts.items():
            ends[piece.shape, end] += count
        found.add(one)
    stores = Counter(piece.shape for piece in pieces)
    rows = [(shape, stores[shape], *(ends[shape, end] for end in _ENDS)) for shape in SHAPES]
    sums = ("all", len(pieces), *(found.counts[end] for end in _ENDS))
    found.lines += table(("damage", "stores", *_ENDS), *rows, sums)
    found.lines += [
        f"Each read by {', '.join(_ASKED)}: as it was, refused with a sentence, less than there was and not said",
        f"so, or wrong words of one's own shown as right. {found.counts['others']} times something else read otherwise",
        "than it was kept (a prompt, a post, a title, a note): these have no digest.",
        f"Then an answer, the first of the day: {found.counts['answer refused']} times refused, the file as it was; "
        f"{found.counts['answer kept']} times kept, where SQLite's own check finds nothing.",
    ]
    return found


def _kept(folder: Path) -> Sound:
    """A store with words in all its corners."""
    begin = folder / "begin"
    begin.mkdir()
    for arguments in (
        ("program", "add", str(THREAD.parents[1] / "programs" / "kind-leaders.toml")),
        ("me", "PlumTree7"),
        ("import", str(THREAD)),
        *(
            (
                "answer",
                f"1.{ref}",
                f"Time {time} at the harbour, with a {_LAMPS[time % 6]}. {'It stays lit. ' * (7 * time)}",
            )
            for time in range(12)
            for ref in ("1.1", "2.1", "2.2", "2.3", "3.1")
        ),
        *(("reply", "1.2", peer, f"Dear {peer}, the harbour is lit. " * 9) for peer in ("fern", "heron", "plum")),
        ("note", "1.2", "The harbour master said so."),
    ):
        ended = called(begin, arguments).run()
        assert ended.code == 0, ended
    shutil.rmtree(begin / "backups")
    said = {name: json.loads(called(begin, arguments).run().out) for name, arguments in _ASKED.items()}
    own = {name: set(_own(name, document)) for name, document in said.items()}
    return Sound(begin, said, own, state(begin / "courses.db").texts)


def _read(piece: Damaged) -> Findings:
    (sound,) = _sound
    found = Findings()
    place = Path(tempfile.mkdtemp(dir=sound.folder.parent))
    try:
        folder = copy_of(sound.folder, place / "here")
        store = folder / "courses.db"
        store.write_bytes(spoilt(store.read_bytes(), piece))
        for name, arguments in _ASKED.items():
            before = store.read_bytes()
            ended = called(folder, arguments).run()
            found.counts[_judged(name, ended, sound, found)] += 1
            if store.read_bytes() != before:
                found.fault("store damaged", f"{name} wrote into the damaged file")
            for other in folder.iterdir():
                if other.name not in ("courses.db", "data"):
                    found.fault("said badly", f"{name} left {other.name} behind")
                    shutil.rmtree(other) if other.is_dir() else other.unlink()
        _answer(folder, found)
        found.faults = [
            fault._replace(what=f"{piece.shape} (seed {piece.seed}): {fault.what}") for fault in found.faults
        ]
    finally:
        shutil.rmtree(place)
    return found


def _judged(name: str, ended: Ended, sound: Sound, found: Findings) -> str:
    if ended.crashed:
        found.fault("said badly", f"{name} ended with {ended.code}: {ended.err[-300:]}")
    if ended.code:
        return "refused"
    try:
        document = json.loads(ended.out)
    except ValueError:
        found.fault("said badly", f"{name} printed no JSON: {ended.out[:200]}")
        return "WRONG"
    shown = set(_own(name, document))
    if wrong := shown - sound.own[name]:
        older = {text for _, text in wrong} <= sound.texts
        found.fault("wrong word shown", f"{name} shows {'another text as' if older else 'wrong words of'} {min(wrong)}")
        return "WRONG"
    if name == "history" and any(version["damaged"] for version in document):
        return "refused"  # that version; the others are shown
    if name == "everything" and not all(map(_is_sound, document["events"])) and "not as it was written" in ended.err:
        return "refused"  # that event: it is in there, and that it is damaged is said
    if missing := sound.own[name] - shown:
        found.fault("less shown", f"{name} leaves out {len(missing)} of {len(sound.own[name])} texts without a word")
        return "less"
    found.counts["others"] += document != sound.said[name]
    return "right"


def _answer(folder: Path, found: Findings) -> None:
    """Where SQLite itself finds damage nothing may be written."""
    store = folder / "courses.db"
    before, wrong = store.read_bytes(), _damaged(store)
    ended = called(folder, ("answer", "1.2.1", "Written into a damaged store.")).run()
    if ended.crashed:
        found.fault("said badly", f"answer ended with {ended.code}: {ended.err[-300:]}")
    found.counts["answer refused" if ended.code else "answer kept"] += 1
    if store.read_bytes() != before and (ended.code or wrong):
        found.fault("store damaged", f"answer (exit code {ended.code}) wrote into a file of which SQLite says: {wrong}")


def _damaged(store: Path) -> str | None:
    """What SQLite's own check says of the file, without what it may write."""
    with tempfile.TemporaryDirectory() as folder:
        wrong = unsound(copied(store, Path(folder) / "copy"))
    return wrong if wrong and wrong.startswith(DAMAGED) else None


def _own(name: str, document: Any) -> Iterator[tuple[str, str]]:
    """The person's own texts in what a command printed, each with what it is said to belong to."""
    if name == "everything":
        yield from ((one["id"], one["data"]["text"]) for one in document["events"] if _is_sound(one) and _is_own(one))
    elif name in ("search", "history"):
        own = (one for one in document if one.get("kind", "answer") in ("answer", "reply") and not one.get("damaged"))
        yield from ((one["ref"], one["text"]) for one in own)
    elif name != "status":
        for program in document["programs"]:
            for course in program["courses"]:
                for discussion in course["discussions"]:
                    answered = (discussion, *discussion["questions"])
                    yield from ((one["ref"], one["answer"]["text"]) for one in answered if one["answer"])
                    yield from ((one["ref"], one["text"]) for one in discussion["peer_replies"])


def _is_own(event: dict[str, Any]) -> bool:
    return event["kind"] in ("answer written", "reply logged")


def _is_sound(event: dict[str, Any]) -> bool:
    (read,) = everything.read_export(io.StringIO(_document([event])), "")
    return log.is_sound(*read)


def _document(events: list[dict[str, Any]]) -> str:
    """These events as `export --all` writes them."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in events)
    return f'{{"{everything.KEY}": {{"version": {everything.VERSION}}}, "events": [\n{lines}\n]}}\n'


def spoilt(data: bytes, piece: Damaged) -> bytes:
    """The bytes of a file with a damage."""
    random = Random(piece.seed)
    spoilt = bytearray(data)
    match piece.shape:
        case "a byte flipped":
            _flip(spoilt, random.randrange(len(spoilt)), random)
        case "bytes flipped":
            for _ in range(random.randint(2, 200)):
                _flip(spoilt, random.randrange(len(spoilt)), random)
        case "a byte of a text":
            places = [at for at in range(len(spoilt)) if spoilt.startswith(b"harbour", at)]
            _flip(spoilt, random.choice(places) + random.randrange(7), random)
        case "a page zeroed":
            page = random.randrange(len(spoilt) // _PAGE)
            spoilt[page * _PAGE : (page + 1) * _PAGE] = bytes(_PAGE)
        case "bytes of the header":
            for _ in range(random.randint(1, 3)):
                _flip(spoilt, random.randrange(_HEADER), random)
        case "cut":
            del spoilt[random.randrange(len(spoilt)) :]
    return bytes(spoilt)


def _flip(data: bytearray, at: int, random: Random) -> None:
    data[at] ^= 1 << random.randrange(8)
