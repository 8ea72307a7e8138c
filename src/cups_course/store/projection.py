"""The projections: what the log adds up to, as tables. Written by nothing else.

After each event only what it is about is folded again. `rebuild` folds everything; the tables are the same then.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from cups_course.events import people, places
from cups_course.events.discussion import HANDED_OVER, READING, FoldedDiscussion, KnownPosts, fold_discussion
from cups_course.events.event import UNREADABLE, Event, is_id, to_json, without_owner
from cups_course.events.people import fold_people
from cups_course.events.places import Places, fold_places
from cups_course.events.subject import fold_subject, has_content
from cups_course.events.words import Author, answer_id
from cups_course.search import fold_for_search
from cups_course.store import log
from cups_course.store.files import sent_place
from cups_course.store.schema import OF_A_SUBJECT, PROJECTIONS, create_indexes, create_projections
from cups_course.text import digest_at
from cups_course.thread.thread import Provenance

Row = dict[str, Any]
_Scope = tuple[str, Sequence[Any]]
"""A condition on the rows of a table, with its values."""

EVERYTHING = ""
"""What an event is about that is about everything there is."""
_COMMANDS = """SELECT command, min(device), min(at), coalesce(substr(min(id || did), 37), ''),
        coalesce(max(CASE kind WHEN 'undone' THEN 'undo' WHEN 'redone' THEN 'redo' WHEN 'backup restored' THEN 'final'
            WHEN 'forgotten' THEN 'other' WHEN 'device named' THEN 'other' END), 'done'), 0
    FROM event WHERE {} GROUP BY command"""
"""The commands as their events tell of them. What isn't 'done' is nothing that `undo` takes back."""
_PLACES: Mapping[str, Callable[[Row], str]] = {
    "version": lambda row: row["answer_id"] or row["peer_reply_id"],
    "submitted_field": sent_place,
}
"""The tables that keep a digest of their text and of where it stands, by which damage is seen where they are read."""
_INDEXED = {
    "question": ("question", "text"),
    "note": ("note", "text"),
    "post": ("post", "text"),
    "thread": ("post", "body"),
}
_DAMAGED = "0" * 64
"""The digest of a text that is not as it was written."""
_ID_LENGTH = 36
ROOM_FOR_MANY = 32_000
"""Kilobytes of the file that SQLite keeps in memory where a long log is read and written through: with its usual 2,000
it reads the same pages again and again."""
_STRUCTURE = ("known", "peer_replies_wanted", "peer_replies_said")
"""The columns of a discussion that come from the fold of the discussion itself."""


class Projection:
    """What has to be folded again. `touch` says what was appended, undone or changed; `apply` makes it so."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._people = False
        self._places = False
        self._subjects: dict[str, bool] = {}
        """What to fold again, and whether its posts too."""
        self._questions_changed = False
        self._damaged: set[str] = set()
        """Events that are not as they were written: what they say is shown as damaged."""
        self._columns: dict[str, list[str]] = {}
        self._getters: dict[str, Callable[[Row], Any]] = {}

    def touch(self, event: Event) -> None:
        """An event came, went or changed."""
        if event.kind in ("undone", "redone"):
            self._count(event)
            return
        self._add_command(event)
        if log.is_known_kind(event):
            self._touch(event.kind, event.about)

    def _touch(self, kind: str, about: str | None) -> None:
        if kind in people.KINDS:
            self._people = True
            if kind in ("name claimed", "name dropped"):
                self._subjects |= {
                    row[0]: False
                    for row in self.connection.execute("SELECT DISTINCT about FROM post")
                    if row[0] not in self._subjects
                }
        elif about is not None and kind != "program used":
            self._subjects[about] = self._subjects.get(about, False) or kind in READING
        if kind in places.KINDS:
            self._places = True

    def _add_command(self, event: Event) -> None:
        self.connection.execute(f"INSERT OR REPLACE INTO command {_COMMANDS.format('command = ?')}", (event.command,))
        if self._is_undone(event.command):
            self.connection.execute("UPDATE command SET undone = 1 WHERE id = ?", (event.command,))

    def _is_undone(self, command: str) -> bool:
        """Whether the last word on a command is that it doesn't count."""
        last = self.connection.execute(
            "SELECT kind FROM event WHERE about = ? AND kind IN ('undone', 'redone') ORDER BY id DESC LIMIT 1",
            (command,),
        ).fetchone()
        return last is not None and last[0] == "undone"

    def _count(self, event: Event) -> None:
        """A command counts again, or no longer: what its events are about is folded again."""
        self._add_command(event)
        command = event.about
        self.connection.execute(
            "UPDATE command SET undone = ? WHERE id = ?", (int(self._is_undone(command or "")), command)
        )
        for row in self.connection.execute(
            "SELECT DISTINCT kind, about FROM event WHERE command = ?", (command,)
        ).fetchall():
            self._touch(row[0], row[1])
            # What was there only for its sake goes with it.
            self._places = self._places or row[1] is None or not self._is_told_of(row[1])

    def apply(self) -> None:
        """Fold what was touched, in the caller's transaction."""
        self.connection.execute("PRAGMA defer_foreign_keys = ON")
        aside: list[str] = []
        if self._people:
            tables, _ = fold_people(log.events_of_kinds(self.connection, people.KINDS))
            for table, rows in tables.items():
                self._put(table, ("1", ()), rows)
        if self._places or not all(map(self._is_there, self._subjects)) or any(map(self._gave_way_to, self._subjects)):
            self._apply_places(aside)
        self._apply_subjects(aside)

    def _apply_subjects(
        self, aside: list[str], *, fresh: bool = False, progress: Callable[[int, int], None] | None = None
    ) -> None:
        dropped = self._dropped()
        discussions, owners = self._in_order()
        for done, (discussion, posts) in enumerate(discussions.items(), start=1):
            self._apply_discussion(discussion, dropped, aside, posts=posts, fresh=fresh)
            if progress:
                progress(done, len(discussions))
        if self._questions_changed and not fresh:
            # What goes into the fields of a form is found by the questions there are now.
            rows = self.connection.execute("SELECT about FROM form UNION SELECT about FROM submission")
            with_forms = [row[0] for row in rows]
            owners |= {one: False for one in with_forms if not is_id(one)}
            for discussion in filter(is_id, with_forms):
                self._apply_discussion(discussion, dropped, aside, posts=False, fresh=False)
        for owner in owners:
            self._apply_owner(owner, aside, fresh=fresh)
        self.connection.executemany("INSERT OR IGNORE INTO unreadable (event_id) VALUES (?)", [(one,) for one in aside])
        self._people = self._places = self._questions_changed = False
        self._subjects = {}

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Make all projections again from the log alone, in the caller's transaction. `progress` is told how many of
        how many subjects are done."""
        self.connection.execute(f"PRAGMA cache_size = -{ROOM_FOR_MANY}")
        self._damaged = {event.id for event in list(log.damaged_events(self.connection)) if not self._healed(event)}
        create_projections(self.connection)
        self.connection.execute("PRAGMA defer_foreign_keys = ON")
        self._rebuild_commands()
        aside: list[str] = []
        tables, _ = fold_people(log.events_of_kinds(self.connection, people.KINDS))
        for table, rows in tables.items():
            self._insert(table, [self._complete(table, row) for row in rows])
        every = log.all_subjects(self.connection)
        self._subjects = dict.fromkeys(every, True)
        self._apply_places(aside)
        self._apply_subjects(aside, fresh=True, progress=progress)
        create_indexes(self.connection)

    def _rebuild_commands(self) -> None:
        self.connection.execute(f"INSERT INTO command {_COMMANDS.format('1')}")
        self.connection.execute(
            """UPDATE command SET undone = 1 WHERE id IN (SELECT about FROM event AS last WHERE kind = 'undone'
                AND NOT EXISTS (SELECT 1 FROM event AS later WHERE later.about = last.about AND later.id > last.id
                    AND later.kind IN ('undone', 'redone')))"""
        )

    # Which programs, courses and discussions there are

    def _apply_places(self, aside: list[str]) -> None:
        events = log.events_of_kinds(self.connection, places.KINDS)
        folded = fold_places(events, log.all_subjects(self.connection), self._first_event, self._has_words, aside)
        before, owners = self._shown_as(), self._owners()
        waiting = self._gave_way()
        self._put_places(folded)
        after = {one: name for name, members in folded.joined.items() for one in members}
        moved = {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}
        changed = {shown[one] for one in moved for shown in (before, after) if one in shown}
        for name in changed:
            # What was there goes first: the id of a row may come back in another discussion.
            self._clear(name)
        for pair in waiting.items() ^ self._gave_way().items():
            for name in map(self._name_of, pair):
                self._clear(name)
                changed.add(name)
        self._subjects |= {name: True for name in changed if name in folded.joined}
        self._subjects |= {name: self._subjects.get(name, False) for name in owners ^ self._owners()}
        for course in folded.courses:
            if course["program_id"] in self._subjects:
                self._subjects.setdefault(course["id"], False)
        self._questions_changed = self._questions_changed or bool(moved)

    def _first_event(self, subject: str) -> Event | None:
        if not is_id(subject) and not self._holds(subject):
            return None
        first = log.select(
            self.connection,
            f"""rowid = (SELECT rowid FROM event WHERE about = ? AND kind NOT IN ('undone', 'redone')
                AND {log.COUNTING} ORDER BY id LIMIT 1)""",
            (subject,),
            posts=False,
        )
        return next(first, None)

    def _is_told_of(self, subject: str) -> bool:
        """Whether a discussion is there for the sake of events that say where it stands."""
        marks = ", ".join("?" * len(places.KINDS))
        return is_id(subject) and any(
            self.connection.execute(
                f"""SELECT 1 FROM event WHERE about = ? AND kind IN ({marks})
                    AND {log.COUNTING}""",
                (one, *places.KINDS),
            ).fetchone()
            for one in self._members_of(self._name_of(subject))
        )

    def _has_words(self, discussion: str) -> bool:
        """Whether words of the person's own stand in a discussion."""
        return (
            self.connection.execute(
                f"""SELECT 1 FROM event WHERE about = ? AND kind IN ('answer written', 'reply logged', 'own posts read')
                    AND {log.COUNTING}""",
                (discussion,),
            ).fetchone()
            is not None
        )

    def _holds(self, subject: str) -> bool:
        return subject != EVERYTHING and has_content(
            fold_subject(subject, [], log.events_about(self.connection, [subject]), [])
        )

    def _shown_as(self) -> dict[str, str]:
        """For each id of a discussion the one it is shown as now."""
        rows = self.connection.execute(
            "SELECT id, id FROM discussion UNION ALL SELECT key, id FROM alias WHERE what = 'discussion'"
        )
        return {row[0]: row[1] for row in rows}

    def _gave_way(self) -> dict[str, str]:
        rows = self.connection.execute("SELECT key, id FROM alias WHERE what = 'gave way'")
        return {row[0]: row[1] for row in rows}

    def _owners(self) -> set[str]:
        return {row[0] for row in self.connection.execute("SELECT id FROM program UNION ALL SELECT id FROM course")}

    def _put_places(self, folded: Places) -> None:
        whole = ("1", ())
        self._put("program", whole, folded.programs)
        self._put("course", whole, folded.courses)
        kept = {
            row["id"]: {name: row[name] for name in _STRUCTURE}
            for row in self.connection.execute(f"SELECT id, {', '.join(_STRUCTURE)} FROM discussion")
        }
        nothing = dict.fromkeys(_STRUCTURE) | {"known": 0}
        self._put("discussion", whole, [row | kept.get(row["id"], nothing) for row in folded.discussions])
        joined = [
            (one, name, "discussion") for name, members in folded.joined.items() for one in members if one != name
        ]
        gave_way = [(one, name, "gave way") for name, others in folded.gave_way.items() for one in others]
        aliases = [{"key": one, "id": name, "what": what, "about": name} for one, name, what in (*joined, *gave_way)]
        self._put("alias", ("what IN ('discussion', 'gave way')", ()), aliases)

    def _clear(self, discussion: str) -> None:
        for table in OF_A_SUBJECT:
            self._put(table, ("about = ?", (discussion,)), [])
        self._put("alias", ("about = ? AND what NOT IN ('discussion', 'gave way')", (discussion,)), [])

    # One of them

    def _is_there(self, subject: str) -> bool:
        """Whether what events are about has its row, and not only for their sake."""
        if subject == EVERYTHING:
            return True
        if is_id(subject):
            query = "SELECT 1 FROM discussion WHERE id = ?"
        elif "/" in subject:
            query = """SELECT 1 FROM course WHERE id = ? AND (source = 'outline'
                OR EXISTS (SELECT 1 FROM discussion WHERE course_id = course.id))"""
        else:
            query = "SELECT 1 FROM program WHERE id = ? AND EXISTS (SELECT 1 FROM course WHERE program_id = program.id)"
        return self.connection.execute(query, (self._name_of(subject),)).fetchone() is not None

    def _name_of(self, subject: str) -> str:
        row = self.connection.execute(
            "SELECT id FROM alias WHERE key = ? AND what = 'discussion'", (subject,)
        ).fetchone()
        return str(row[0]) if row else subject

    def _in_order(self) -> tuple[dict[str, bool], dict[str, bool]]:
        """The discussions to fold, each once under the name it is shown by, and whether with their posts; and all else.
        Discussions come first, as forms of courses name their questions."""
        discussions: dict[str, bool] = {}
        owners: dict[str, bool] = {}
        for subject, posts in self._subjects.items():
            name = self._name_of(subject)
            for one in (name, *self._gave_way_to(name)):
                found = discussions if is_id(one) else owners
                found[one] = found.get(one, False) or posts
        return discussions, owners

    def _gave_way_to(self, discussion: str) -> list[str]:
        """The discussion that took the place of this one: notes on this one are shown there."""
        rows = self.connection.execute("SELECT id FROM alias WHERE key = ? AND what = 'gave way'", (discussion,))
        return [row[0] for row in rows]

    def _members_of(self, discussion: str) -> list[str]:
        rows = self.connection.execute("SELECT key FROM alias WHERE about = ? AND what = 'discussion'", (discussion,))
        return [discussion, *(row[0] for row in rows)]

    def _whose_place_it_took(self, discussion: str) -> list[str]:
        rows = self.connection.execute("SELECT key FROM alias WHERE about = ? AND what = 'gave way'", (discussion,))
        return [row[0] for row in rows]

    def _dropped(self) -> set[str]:
        return fold_people(log.events_of_kinds(self.connection, ("name claimed", "name dropped")))[1]

    def _apply_discussion(
        self, discussion: str, dropped: set[str], aside: list[str], *, posts: bool, fresh: bool
    ) -> None:
        if not self.connection.execute("SELECT 1 FROM discussion WHERE id = ?", (discussion,)).fetchone():
            if not fresh:
                self._clear(discussion)
            return
        members = self._members_of(discussion)
        events = self._about(members, posts=posts, fresh=fresh)
        if self._gave_way_to(discussion):
            events = [event for event in events if event.kind not in HANDED_OVER]
        others = self._whose_place_it_took(discussion)
        gave_way = log.events_about(self.connection, others) if others else []
        known = None if posts else self._known_posts(discussion)
        folded = fold_discussion(discussion, events, gave_way, dropped, aside, known)
        ids = {event.id for event in events}.union(members, (event.id for event in gave_way))
        self._resolve_forms(folded.tables)
        _make_local(discussion, folded.tables, ids, [] if known is None else known.authors)
        self._write(discussion, folded.tables, fresh=fresh, posts=posts)
        columns = ", ".join(f"{name} = :{name}" for name in _STRUCTURE)
        self.connection.execute(f"UPDATE discussion SET {columns} WHERE id = :id", folded.columns | {"id": discussion})
        self._write_aliases(discussion, folded, posts=posts)

    def _about(self, subjects: Sequence[str], *, posts: bool, fresh: bool) -> list[Event]:
        """The events about something, each held against its digest: a damaged text must never look like a sound one."""
        events = log.events_about(self.connection, subjects, posts=posts)
        if fresh:
            return events
        marks = ", ".join("?" * len(subjects))
        self.connection.execute(
            f"DELETE FROM unreadable WHERE event_id IN (SELECT id FROM event WHERE about IN ({marks}))", list(subjects)
        )
        digests = log.digests_about(self.connection, subjects)
        found = []
        for event in events:
            readable = posts or event.kind != "thread imported"
            if readable and not log.is_sound(event, digests[event.id]):
                event = self._healed(event) or event
                if not log.is_sound(event, digests[event.id]):
                    self._damaged.add(event.id)
            found.append(event)
        return found

    def _healed(self, event: Event) -> Event | None:
        """A damaged event as it was written, put in its place in the log, if what is shown of it is whole."""
        whole = as_shown(self.connection, event)
        if whole:
            log.rewrite(self.connection, whole)
        return whole

    def _apply_owner(self, subject: str, aside: list[str], *, fresh: bool) -> None:
        added = []
        if subject != EVERYTHING:
            table = "course" if "/" in subject else "program"
            if not self.connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (subject,)).fetchone():
                if not fresh:
                    self._clear(subject)
                return
            program = subject.rsplit("/", 1)[0]
            added = list(
                log.select(
                    self.connection,
                    f"about = ? AND kind = 'program added' AND {log.COUNTING}",
                    (program,),
                )
            )
        tables = fold_subject(subject, added, self._about([subject], posts=False, fresh=fresh), aside)
        self._resolve_forms(tables)
        self._write(subject, tables, fresh=fresh, posts=False)

    def _resolve_forms(self, tables: Mapping[str, Sequence[Row]]) -> None:
        for table in ("form_match", "submitted_field"):
            for row in tables.get(table, ()):
                self._resolve(row)

    def _resolve(self, row: Row) -> None:
        """What a form names of a discussion: as it is shown now, or nothing where it isn't there."""
        if (question := row["question_id"]) is not None:
            found = self.connection.execute(
                """SELECT id FROM question WHERE id = coalesce(
                    (SELECT id FROM alias WHERE key = ? AND what = 'question'), ?)""",
                (question, question),
            ).fetchone()
            row["question_id"] = found[0] if found else None
        if (discussion := row["discussion_id"]) is not None:
            name = self._name_of(discussion)
            there = self.connection.execute("SELECT 1 FROM discussion WHERE id = ?", (name,)).fetchone()
            row["discussion_id"] = name if there else None

    def _known_posts(self, discussion: str) -> KnownPosts:
        aliases = self.connection.execute("SELECT key, id FROM alias WHERE about = ? AND what = 'post'", (discussion,))
        posts = self.connection.execute("SELECT id, author, how FROM post WHERE about = ?", (discussion,))
        return KnownPosts(
            {row[0]: row[1] for row in aliases},
            {without_owner(row[0]): Author(row[1], f'"author": "{Provenance.FROM_YOU}"' in row[2]) for row in posts},
        )

    def _write(self, subject: str, tables: Mapping[str, Sequence[Row]], *, fresh: bool, posts: bool) -> None:
        """Make the rows of one subject these. `fresh`: there are none yet. Without `posts` those stay."""
        for table in OF_A_SUBJECT:
            rows = [row | {"about": subject} for row in tables.get(table, ())]
            if fresh:
                if rows:
                    self._insert(table, [self._complete(table, row) for row in rows])
            elif posts or table != "post":
                self._put(table, ("about = ?", (subject,)), rows)
        if fresh:
            self._index_fresh(tables)

    def _write_aliases(self, discussion: str, folded: FoldedDiscussion, *, posts: bool) -> None:
        rows = [
            {"key": key, "id": name, "what": what, "about": discussion}
            for what, aliases in folded.aliases.items()
            for key, name in aliases.items()
        ]
        kinds = "('question', 'reply', 'post')" if posts else "('question', 'reply')"
        self._put("alias", (f"about = ? AND what IN {kinds}", (discussion,)), rows)

    # Rows and the search index

    def _names(self, table: str) -> list[str]:
        if table not in self._columns:
            rows = self.connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            self._columns[table] = [row[0] for row in rows]
            self._getters[table] = itemgetter(*self._columns[table])
        return self._columns[table]

    def _complete(self, table: str, row: Row) -> tuple[Any, ...]:
        self._names(table)
        if table in _PLACES:
            damaged = row["id"][:_ID_LENGTH] in self._damaged
            row = row | {"digest": _DAMAGED if damaged else digest_at(_PLACES[table](row), row["text"])}
        values: tuple[Any, ...] = self._getters[table](row)
        return values

    def _put(self, table: str, scope: _Scope, rows: Iterable[Row]) -> None:
        """Make the rows in a scope these; a row that stays as it is isn't touched."""
        condition, values = scope
        names = self._names(table)
        wanted = {self._complete(table, row) for row in rows}
        gone: list[tuple[int, tuple[Any, ...]]] = []
        for number, *there in self.connection.execute(
            f"SELECT rowid, {', '.join(names)} FROM {table} WHERE {condition}", values
        ):
            if (row := tuple(there)) in wanted:
                wanted.discard(row)
            else:
                gone.append((number, row))
        if not gone and not wanted:
            return
        self.connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", [(number,) for number, _ in gone])
        self._insert(table, wanted)
        if table == "question":
            self._questions_changed = True
        self._index(table, [dict(zip(names, row, strict=True)) for row in (*(row for _, row in gone), *wanted)])

    def _insert(self, table: str, rows: Collection[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" * len(self._names(table)))
        self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def _index(self, table: str, rows: Sequence[Row]) -> None:
        """Bring the search index up to date with rows that went or came."""
        if table in _INDEXED:
            self._index_records(table, {row["id"] for row in rows})
        elif table == "version":
            self._index_slots("answer", "answer", {row["answer_id"] for row in rows} - {None})
            self._index_slots("peer_reply", "reply", {row["peer_reply_id"] for row in rows} - {None})

    def _index_records(self, table: str, ids: Iterable[str]) -> None:
        kind, column = _INDEXED[table]
        there = "AND removed_at IS NULL" if table == "note" else ""
        for one in sorted(ids):
            row = self.connection.execute(f"SELECT {column} FROM {table} WHERE id = ? {there}", (one,)).fetchone()
            self._enter(one, kind, row[0] if row else None)

    def _index_slots(self, slot: str, kind: str, ids: Iterable[str]) -> None:
        for one in sorted(ids):
            row = self.connection.execute(
                f"""SELECT text FROM version WHERE {slot}_id = ? AND disowned_at IS NULL
                    ORDER BY milliseconds DESC, id DESC LIMIT 1""",
                (one,),
            ).fetchone()
            self._enter(one, kind, row[0] if row else None)

    def _index_fresh(self, tables: Mapping[str, Sequence[Row]]) -> None:
        """Have the index find rows that are all new."""
        entries: list[tuple[str, str, str]] = []
        for table, (kind, column) in _INDEXED.items():
            rows = [row for row in tables.get(table, ()) if table != "note" or row["removed_at"] is None]
            entries += [(row["id"], kind, row[column]) for row in rows]
        current: dict[tuple[str, str], tuple[int, str, str]] = {}
        for row in tables.get("version", ()):
            if row["disowned_at"] is None:
                slot = (row["answer_id"], "answer") if row["answer_id"] else (row["peer_reply_id"], "reply")
                this = (row["milliseconds"], row["id"], row["text"])
                current[slot] = max(current.get(slot, this), this)
        entries += [(record, kind, text) for (record, kind), (_, _, text) in current.items()]
        for record, kind, text in entries:
            self._add_entry(record, kind, text)

    def _enter(self, record: str, kind: str, text: str | None) -> None:
        """Have the index find a record by this text, or (None) no longer."""
        entry = self.connection.execute("SELECT number FROM search_entry WHERE record_id = ?", (record,)).fetchone()
        if entry:
            self.connection.execute("DELETE FROM search_text WHERE rowid = ?", (entry[0],))
            self.connection.execute("DELETE FROM search_entry WHERE number = ?", (entry[0],))
        if text is not None:
            self._add_entry(record, kind, text)

    def _add_entry(self, record: str, kind: str, text: str) -> None:
        cursor = self.connection.execute("INSERT INTO search_entry (record_id, kind) VALUES (?, ?)", (record, kind))
        self.connection.execute(
            "INSERT INTO search_text (rowid, text) VALUES (?, ?)", (cursor.lastrowid, fold_for_search(text))
        )


def _make_local(discussion: str, tables: Mapping[str, list[Row]], events: set[str], known_posts: Iterable[str]) -> None:
    """Where two discussions were one for a while, an event about the one may speak of a question or a post that an
    event about the other made. Such a thing gets an id of its own here, or two rows would have one."""

    def is_foreign(key: str) -> bool:
        return key[:_ID_LENGTH] not in events

    local = {
        row["id"]: f"{discussion}~{row['id']}"
        for table in ("question", "thread", "post", "peer_reply", "version")
        for row in tables.get(table, ())
        if is_foreign(row["id"])
    }
    local |= {key: f"{discussion}~{key}" for key in known_posts if is_foreign(key)}
    if not local:
        return
    local |= {answer_id(key): answer_id(name) for key, name in local.items()}
    for rows in tables.values():
        for row in rows:
            row |= {name: local[value] for name, value in row.items() if name in _KEYS and value in local}
    for row in tables.get("thread", ()):
        row["asked"] = json.dumps([local.get(one, one) for one in json.loads(row["asked"])])


_KEYS = ("id", "question_id", "thread_id", "parent_id", "post_id", "answer_id", "peer_reply_id", "version_id")
"""The columns in which such ids stand."""


def as_shown(connection: sqlite3.Connection, event: Event) -> Event | None:
    """A damaged event with its words as the projections show them, if these are what its digest was taken of."""
    if event.kind not in ("answer written", "reply logged", "noted"):
        return None
    table = "note" if event.kind == "noted" else "version"
    try:
        row = connection.execute(f"SELECT text FROM {table} WHERE id = ?", (event.id,)).fetchone()
        kept = connection.execute("SELECT digest FROM event WHERE id = ?", (event.id,)).fetchone()
        whole = event._replace(text=to_json(event.data | {"text": row[0]})) if row else event
        return whole if log.is_sound(whole, kept[0]) else None
    except UNREADABLE:
        return None


def shown_rows(connection: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """All that the projections show, in an order of its own: equal where two stores show the same."""
    found = {
        table: sorted((tuple(row) for row in connection.execute(f"SELECT * FROM {table}")), key=repr)
        for table in PROJECTIONS
        if table not in ("search_entry",)
    }
    found["search"] = sorted(
        tuple(row)
        for row in connection.execute(
            "SELECT record_id, kind, search_text.text FROM search_entry JOIN search_text ON search_text.rowid = number"
        )
    )
    return found
