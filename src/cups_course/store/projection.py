"""The projections: what the log adds up to, as tables. Nothing else writes them.

After each event only what it is about is folded again. `rebuild` folds everything; the tables are the same then.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence

from cups_course.events import people, places
from cups_course.events.discussion import HANDED_OVER, READING, KnownPosts, fold_discussion
from cups_course.events.event import Event, Row, is_id, without_owner
from cups_course.events.people import fold_people
from cups_course.events.places import Places, fold_places
from cups_course.events.posts import author_in
from cups_course.events.subject import fold_subject, has_content
from cups_course.events.words import answer_id
from cups_course.store import log
from cups_course.store.aliases import discussion_ids, replaced_discussions, replacement_of, shown_id, shown_ids
from cups_course.store.schema import OF_A_SUBJECT, PROJECTIONS, create_indexes, create_projections
from cups_course.store.search_index import index_everything
from cups_course.store.soundness import repaired_event
from cups_course.store.tables import ID_LENGTH, Tables

Progress = Callable[[int, int], None]
"""Called with how many of how many subjects are folded."""

EVERYTHING = ""
"""What an event is about that concerns all programs, such as a pause of everything."""

REBUILD_CACHE = 32_000
"""Kilobytes of the file that SQLite keeps in memory to read and write all of a long log. With its usual 2,000 it reads
the same pages again and again."""

_COMMANDS = """INSERT OR REPLACE INTO command
    SELECT command, min(device), min(at), coalesce(substr(min(id || did), 37), ''),
        coalesce(max(CASE kind WHEN 'undone' THEN 'undo' WHEN 'redone' THEN 'redo' WHEN 'backup restored' THEN 'final'
            WHEN 'forgotten' THEN 'final' WHEN 'device named' THEN 'other' END), 'done'),
        coalesce((SELECT later.kind = 'undone' FROM event AS later WHERE later.about = event.command
            AND later.kind IN ('undone', 'redone') ORDER BY later.id DESC LIMIT 1), 0)
    FROM event WHERE {} GROUP BY command"""
"""Commands as their events describe them. `undo` undoes those of the kind 'done', and stops at one that is 'final'."""

_FOLDED_COLUMNS = ("known", "peer_replies_wanted", "peer_replies_said")
"""The columns of a discussion that come from the fold of the discussion itself."""


class Projection:
    """The projections of one store. `touch` collects what has to be folded again, and `apply` folds it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.tables = Tables(connection)
        self._people = False
        self._places = False
        self._subjects: dict[str, bool] = {}
        """What to fold again, and whether with its posts."""
        self._dropped_names: set[str] = set()
        self._unreadable: list[str] = []

    def touch(self, event: Event) -> None:
        """Note that an event was appended or changed."""
        self.connection.execute(_COMMANDS.format("command = ?"), (event.command,))
        if event.kind in ("undone", "redone"):
            self._touch_command(event.about)
        elif log.is_known_kind(event):
            self._touch_subject(event.kind, event.about)

    def _touch_subject(self, kind: str, about: str | None) -> None:
        if kind in people.KINDS:
            self._people = True
            if kind in ("name claimed", "name dropped"):
                rows = self.connection.execute("SELECT DISTINCT about FROM post")
                self._subjects = {row[0]: False for row in rows} | self._subjects
        elif about is not None and kind != "program used":
            self._subjects[about] = self._subjects.get(about, False) or kind in READING
        if kind in places.KINDS:
            self._places = True

    def _touch_command(self, command: str | None) -> None:
        """Note that a command was undone or redone."""
        self.connection.execute(_COMMANDS.format("command = ?"), (command,))
        for kind, about in self.connection.execute(
            "SELECT DISTINCT kind, about FROM event WHERE command = ?", (command,)
        ).fetchall():
            self._touch_subject(kind, about)
            # A discussion that is shown only because of this command goes with it.
            self._places = self._places or about is None or not self._has_place(about)

    def apply(self) -> None:
        """Fold what was touched, in the caller's transaction."""
        self._apply(None)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make all projections again from the log alone, in the caller's transaction."""
        self.connection.execute(f"PRAGMA cache_size = -{REBUILD_CACHE}")
        damaged = list(log.damaged_events(self.connection))
        self.tables.damaged_events = {event.id for event in damaged if not self._repair(event)}
        create_projections(self.connection)
        self.connection.execute(_COMMANDS.format("1"))
        self._people = self._places = self.tables.are_empty = True
        self._subjects = dict.fromkeys(log.all_subjects(self.connection), True)
        self._apply(progress)
        self.tables.are_empty = False
        create_indexes(self.connection)
        index_everything(self.connection)
        # A form of a discussion may name questions of one that was folded later.
        self._subjects = dict.fromkeys(filter(is_id, self._subjects_with_forms()), False)
        self._apply(None)

    def _apply(self, progress: Progress | None) -> None:
        self.connection.execute("PRAGMA defer_foreign_keys = ON")
        self._apply_people()
        if (
            self._places
            or not all(map(self._is_there, self._subjects))
            or any(replacement_of(self.connection, subject) for subject in self._subjects)
        ):
            self._apply_places()
        self._apply_subjects(progress)
        self.connection.executemany(
            "INSERT OR IGNORE INTO unreadable (event_id) VALUES (?)", [(event,) for event in self._unreadable]
        )
        self._people = self._places = self.tables.questions_changed = False
        self._subjects, self._unreadable = {}, []

    def _apply_people(self) -> None:
        rows, self._dropped_names = fold_people(log.events_of_kinds(self.connection, people.KINDS))
        if self._people:
            for table in rows:
                self.tables.replace(table, rows[table])

    def _apply_subjects(self, progress: Progress | None) -> None:
        discussions, owners = self._in_order()
        for number, (discussion, posts) in enumerate(discussions.items(), start=1):
            self._apply_discussion(discussion, posts=posts)
            if progress:
                progress(number, len(discussions))
        if self.tables.questions_changed and not self.tables.are_empty:
            # What goes into the fields of a form depends on the questions there are now.
            for subject in self._subjects_with_forms():
                if is_id(subject):
                    self._apply_discussion(subject, posts=False)
                else:
                    owners[subject] = False
        for owner in owners:
            self._apply_owner(owner)

    def _subjects_with_forms(self) -> list[str]:
        return self._column("SELECT about FROM form UNION SELECT about FROM submission")

    def _column(self, query: str, *values: str) -> list[str]:
        return [row[0] for row in self.connection.execute(query, values)]

    # Which programs, courses and discussions there are

    def _apply_places(self) -> None:
        events = log.events_of_kinds(self.connection, places.KINDS)
        subjects = log.all_subjects(self.connection)
        folded = fold_places(events, subjects, self._first_event, self._has_own_words, self._unreadable)
        shown_before, replaced_before, owners_before = self._structure()
        self._write_places(folded)
        shown, replaced, owners = self._structure()
        moved = {one for one in shown_before.keys() | shown.keys() if shown_before.get(one) != shown.get(one)}
        changed = {ids[one] for one in moved for ids in (shown_before, shown) if one in ids}
        changed |= {shown.get(one, one) for pair in replaced_before.items() ^ replaced.items() for one in pair}
        for discussion in changed:
            # What was there goes first: the id of a row may come back in another discussion.
            self._clear(discussion)
        self._subjects |= {discussion: True for discussion in changed if discussion in folded.joined}
        self._subjects |= {owner: self._subjects.get(owner, False) for owner in owners_before ^ owners}
        for course in folded.courses:
            if course["program_id"] in self._subjects:
                self._subjects.setdefault(course["id"], False)
        self.tables.questions_changed = self.tables.questions_changed or bool(moved)

    def _structure(self) -> tuple[dict[str, str], dict[str, str], set[str]]:
        """The id under which each discussion is shown, those that gave way and to which, and courses and programs."""
        replaced = self.connection.execute("SELECT key, id FROM alias WHERE what = 'gave way'").fetchall()
        owners = self._column("SELECT id FROM program UNION ALL SELECT id FROM course")
        return shown_ids(self.connection), dict(replaced), set(owners)

    def _first_event(self, subject: str) -> Event | None:
        if not is_id(subject) and not self._has_content(subject):
            return None
        condition = f"""rowid = (SELECT rowid FROM event WHERE about = ? AND kind NOT IN ('undone', 'redone')
            AND {log.COUNTING} ORDER BY id LIMIT 1)"""
        return next(log.select(self.connection, condition, (subject,), posts=False), None)

    def _has_content(self, subject: str) -> bool:
        events = log.events_about(self.connection, [subject])
        return subject != EVERYTHING and has_content(fold_subject(subject, [], events, []))

    def _has_place(self, subject: str) -> bool:
        """Whether events that count say where a discussion stands."""
        if not is_id(subject):
            return False
        return self._has_event(discussion_ids(self.connection, shown_id(self.connection, subject)), places.KINDS)

    def _has_own_words(self, discussion: str) -> bool:
        return self._has_event([discussion], ("answer written", "reply logged", "own posts read"))

    def _has_event(self, subjects: Sequence[str], kinds: Sequence[str]) -> bool:
        """Whether an event of these kinds about any of these counts."""
        query = f"""SELECT 1 FROM event WHERE about IN ({log.marks(subjects)}) AND kind IN ({log.marks(kinds)})
            AND {log.COUNTING}"""
        return self.connection.execute(query, (*subjects, *kinds)).fetchone() is not None

    def _write_places(self, folded: Places) -> None:
        self.tables.replace("program", folded.programs)
        self.tables.replace("course", folded.courses)
        rows = self.connection.execute(f"SELECT id, {', '.join(_FOLDED_COLUMNS)} FROM discussion")
        kept = {row["id"]: dict(row) for row in rows}
        new = dict.fromkeys(_FOLDED_COLUMNS) | {"known": 0}
        self.tables.replace("discussion", [row | kept.get(row["id"], new) for row in folded.discussions])
        same = [(one, name, "discussion") for name, ids in folded.joined.items() for one in ids if one != name]
        gave_way = [(one, name, "gave way") for name, others in folded.gave_way.items() for one in others]
        aliases = [{"key": key, "id": name, "what": what, "about": name} for key, name, what in (*same, *gave_way)]
        self.tables.replace("alias", aliases, "what IN ('discussion', 'gave way')")

    def _clear(self, subject: str) -> None:
        for table in OF_A_SUBJECT:
            self.tables.replace(table, [], "about = ?", (subject,))
        self.tables.replace("alias", [], "about = ? AND what NOT IN ('discussion', 'gave way')", (subject,))

    # One program, course or discussion

    def _is_there(self, subject: str) -> bool:
        """Whether what events are about has a row, and not only because of them."""
        if subject == EVERYTHING:
            return True
        if is_id(subject):
            query = "SELECT 1 FROM discussion WHERE id = ?"
        elif "/" in subject:
            query = """SELECT 1 FROM course WHERE id = ? AND (source = 'outline'
                OR EXISTS (SELECT 1 FROM discussion WHERE course_id = course.id))"""
        else:
            query = "SELECT 1 FROM program WHERE id = ? AND EXISTS (SELECT 1 FROM course WHERE program_id = program.id)"
        return self.connection.execute(query, (shown_id(self.connection, subject),)).fetchone() is not None

    def _in_order(self) -> tuple[dict[str, bool], dict[str, bool]]:
        """The discussions to fold, each once under the id it is shown by, and whether with their posts; and all else.
        Discussions come first, as forms of courses name their questions."""
        discussions: dict[str, bool] = {}
        owners: dict[str, bool] = {}
        for subject, posts in self._subjects.items():
            shown = shown_id(self.connection, subject)
            # Notes on a discussion that gave way are shown on the one that took its place.
            replacement = replacement_of(self.connection, shown)
            for one in (shown, replacement) if replacement else (shown,):
                folds = discussions if is_id(one) else owners
                folds[one] = folds.get(one, False) or posts
        return discussions, owners

    def _apply_discussion(self, discussion: str, *, posts: bool) -> None:
        if not self._has_row("discussion", discussion):
            self._clear(discussion)
            return
        ids = discussion_ids(self.connection, discussion)
        events = self._checked_events(ids, posts=posts)
        if replacement_of(self.connection, discussion):
            events = [event for event in events if event.kind not in HANDED_OVER]
        gave_way = log.events_about(self.connection, replaced_discussions(self.connection, discussion))
        known = None if posts else self._known_posts(discussion)
        folded = fold_discussion(discussion, events, gave_way, self._dropped_names, self._unreadable, known)
        made_here = {*ids, *(event.id for event in (*events, *gave_way))}
        self._resolve_forms(folded.tables)
        _make_ids_unique(discussion, folded.tables, made_here, known.authors if known else ())
        self._write(discussion, folded.tables, posts=posts)
        columns = ", ".join(f"{name} = :{name}" for name in _FOLDED_COLUMNS)
        self.connection.execute(f"UPDATE discussion SET {columns} WHERE id = :id", folded.columns | {"id": discussion})
        aliases = [
            {"key": key, "id": name, "what": what, "about": discussion}
            for what, names in folded.aliases.items()
            for key, name in names.items()
        ]
        kinds = "('question', 'reply', 'post')" if posts else "('question', 'reply')"
        self.tables.replace("alias", aliases, f"about = ? AND what IN {kinds}", (discussion,))

    def _checked_events(self, subjects: Sequence[str], *, posts: bool) -> list[Event]:
        """The events about these. Each is compared with its digest: a damaged text must never look like a sound one."""
        events = log.events_about(self.connection, subjects, posts=posts)
        if self.tables.are_empty:
            return events  # `rebuild` has compared all of them
        self.connection.execute(
            f"""DELETE FROM unreadable
                WHERE event_id IN (SELECT id FROM event WHERE about IN ({log.marks(subjects)}))""",
            subjects,
        )
        digests = log.digests_about(self.connection, subjects)
        checked = []
        for event in events:
            has_all_parts = posts or event.kind != "thread imported"
            if has_all_parts and not log.is_sound(event, digests[event.id]):
                repaired = self._repair(event)
                if repaired is None:
                    self.tables.damaged_events.add(event.id)
                event = repaired or event
            checked.append(event)
        return checked

    def _repair(self, event: Event) -> Event | None:
        """Put a damaged event right in the log where its words are still shown whole. Returns it as it was written."""
        repaired = repaired_event(self.connection, event)
        if repaired:
            log.rewrite(self.connection, repaired)
        return repaired

    def _apply_owner(self, owner: str) -> None:
        added: list[Event] = []
        if owner != EVERYTHING:
            if not self._has_row("course" if "/" in owner else "program", owner):
                self._clear(owner)
                return
            condition = f"about = ? AND kind = 'program added' AND {log.COUNTING}"
            added = list(log.select(self.connection, condition, (owner.rsplit("/", 1)[0],)))
        events = self._checked_events([owner], posts=False)
        tables = fold_subject(owner, added, events, self._unreadable)
        self._resolve_forms(tables)
        self._write(owner, tables, posts=False)

    def _has_row(self, table: str, record: str) -> bool:
        return self.connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (record,)).fetchone() is not None

    def _resolve_forms(self, tables: Mapping[str, Sequence[Row]]) -> None:
        """Have forms name questions and discussions as they are shown now, and none that isn't there."""
        for row in (*tables.get("form_match", ()), *tables.get("submitted_field", ())):
            if question := row["question_id"]:
                shown = self.connection.execute(
                    """SELECT id FROM question WHERE id = coalesce(
                        (SELECT id FROM alias WHERE key = ? AND what = 'question'), ?)""",
                    (question, question),
                ).fetchone()
                row["question_id"] = shown[0] if shown else None
            if discussion := row["discussion_id"]:
                discussion = shown_id(self.connection, discussion)
                row["discussion_id"] = discussion if self._has_row("discussion", discussion) else None

    def _known_posts(self, discussion: str) -> KnownPosts:
        aliases = self.connection.execute("SELECT key, id FROM alias WHERE about = ? AND what = 'post'", (discussion,))
        posts = self.connection.execute("SELECT id, author, how, parent_id FROM post WHERE about = ?", (discussion,))
        return KnownPosts(
            dict(aliases.fetchall()),
            {
                without_owner(row["id"]): author_in(
                    row["author"], row["how"], row["parent_id"] and without_owner(row["parent_id"])
                )
                for row in posts
            },
        )

    def _write(self, subject: str, tables: Mapping[str, Sequence[Row]], *, posts: bool) -> None:
        """Make the rows of one subject these. Without `posts` those stay."""
        for table in OF_A_SUBJECT:
            if posts or table != "post":
                rows = [row | {"about": subject} for row in tables.get(table, ())]
                self.tables.replace(table, rows, "about = ?", (subject,))


_KEYS = (
    "id",
    "question_id",
    "thread_id",
    "parent_id",
    "post_id",
    "under_id",
    "answer_id",
    "peer_reply_id",
    "version_id",
)
"""The columns that hold ids of questions, threads, posts, replies and versions, or ids made from them."""


def _make_ids_unique(
    discussion: str, tables: Mapping[str, list[Row]], made_here: set[str], known_posts: Iterable[str]
) -> None:
    """Where two discussions were one for a while, an event about the one may name a question or a post that an event
    about the other made. Give it an id of its own here, or two rows would have one."""
    keys = [
        row["id"] for table in ("question", "thread", "post", "peer_reply", "version") for row in tables.get(table, ())
    ]
    new = {key: f"{discussion}~{key}" for key in (*keys, *known_posts) if key[:ID_LENGTH] not in made_here}
    if not new:
        return
    new |= {answer_id(key): answer_id(unique) for key, unique in new.items()}
    for rows in tables.values():
        for row in rows:
            row |= {name: new[value] for name, value in row.items() if name in _KEYS and value in new}
    for row in tables.get("thread", ()):
        row["asked"] = json.dumps([new.get(one, one) for one in json.loads(row["asked"])])


def shown_rows(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """All that the projections show, in an order of its own: equal where two stores show the same."""
    queries = {table: f"SELECT * FROM {table}" for table in PROJECTIONS if table != "search_entry"}
    queries["search"] = """SELECT record_id, kind, search_text.text FROM search_entry
        JOIN search_text ON search_text.rowid = number"""
    return {name: sorted(map(tuple, connection.execute(query)), key=repr) for name, query in queries.items()}
