"""Query the search index: the texts that match, in course order, with the reference to type for each."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from cups_course.errors import DamagedStore
from cups_course.refs import ReplyRefs, course_refs, part_ref, task_ref
from cups_course.search import CLOSING, KINDS, OPENING, ResultKind, SearchResult, SearchResults, spans_in
from cups_course.store.database import Database
from cups_course.store.files import verify
from cups_course.store.reading import STANDING
from cups_course.text import fold_name

_MOST_SORTED = 500
"""Matches that are sorted for a screen. Nobody reads more, and sorting all of them would take longer the larger the
store is."""

_RECORDS: tuple[tuple[ResultKind, str], ...] = (
    # For each kind, the records that can be shown, with their places within a discussion.
    (
        "question",
        """SELECT id, discussion_id, NULL AS course_id, NULL AS program_id, number AS place FROM question
            WHERE placeholder = 0
                AND (dropped_at IS NULL OR EXISTS (SELECT 1 FROM answer WHERE question_id = question.id))""",
    ),
    (
        "answer",
        """SELECT id, discussion_id, NULL AS course_id, NULL AS program_id, coalesce(
            (SELECT number FROM question WHERE question.id = question_id), 1000000) AS place FROM answer""",
    ),
    (
        "reply",
        """SELECT id, discussion_id, NULL AS course_id, NULL AS program_id, id AS place
            FROM peer_reply WHERE removed_at IS NULL""",
    ),
    (
        "note",
        """SELECT note.id, coalesce(note.discussion_id, question.discussion_id, task.discussion_id,
                peer_reply.discussion_id) AS discussion_id, coalesce(note.course_id, task.course_id) AS course_id,
                coalesce(note.program_id, task.program_id) AS program_id, note.id AS place
            FROM note LEFT JOIN question ON question.id = note.question_id LEFT JOIN task ON task.id = note.task_id
                LEFT JOIN peer_reply ON peer_reply.id = note.peer_reply_id
            WHERE task.removed_at IS NULL AND peer_reply.removed_at IS NULL""",
    ),
    (
        "post",
        "SELECT id, discussion_id, NULL AS course_id, NULL AS program_id, id AS place FROM thread",
    ),
    (
        "post",
        """SELECT post.id, thread.discussion_id, NULL AS course_id, NULL AS program_id,
                thread.id || printf('%09d', position) AS place FROM post JOIN thread ON thread.id = thread_id""",
    ),
)
_CURRENT = """SELECT {column} FROM version WHERE {slot}_id = {slot}.id AND disowned_at IS NULL
    ORDER BY milliseconds DESC, id DESC LIMIT 1"""
_TEXTS: tuple[tuple[ResultKind, str], ...] = (
    ("question", "SELECT id, text, number AS question FROM question"),
    (
        "answer",
        f"""SELECT id, ({_CURRENT.format(slot="answer", column="text")}) AS text,
            ({_CURRENT.format(slot="answer", column="digest")}) AS digest,
            (SELECT number FROM question WHERE question.id = question_id) AS question, question_id FROM answer""",
    ),
    (
        "reply",
        f"""SELECT id, ({_CURRENT.format(slot="peer_reply", column="text")}) AS text,
            ({_CURRENT.format(slot="peer_reply", column="digest")}) AS digest, id AS reply FROM peer_reply""",
    ),
    (
        "note",
        """SELECT note.id, note.text, question.number AS question, task.kind AS task, task.number AS nth,
                note.peer_reply_id AS reply
            FROM note LEFT JOIN question ON question.id = note.question_id LEFT JOIN task ON task.id = note.task_id""",
    ),
    ("post", "SELECT id, body AS text, author FROM thread"),
    (
        "post",
        """SELECT id, text, author, (SELECT count(*) FROM post AS other
            WHERE other.thread_id = post.thread_id AND other.position <= post.position) AS post FROM post""",
    ),
)


def search(
    database: Database,
    query: str,
    kinds: Collection[ResultKind],
    course: str | None = None,
    *,
    limit: int | None = None,
) -> SearchResults:
    """The texts that match a query (see `fts_query`), of these kinds and in the course with this id.

    With a `limit`, for a screen, at most that many, with the spans of their matches; without one all, and no spans.
    """
    with database.reading() as connection:
        entries = _entries(connection, query, kinds, course, most=None if limit is None else _MOST_SORTED + 1)
        too_many = limit is not None and len(entries) > _MOST_SORTED
        places = _in_course_order(connection, entries[:_MOST_SORTED] if too_many else entries)
        shown = places[:limit]
        marked = _marked(connection, query, shown) if limit is not None else {}
        results = _results(database.path, connection, shown, marked)
    return SearchResults(results, None if too_many else len(places) - len(shown))


def _entries(
    connection: sqlite3.Connection, query: str, kinds: Collection[ResultKind], course: str | None, *, most: int | None
) -> list[sqlite3.Row]:
    """The entries of the index that match, the newest first."""
    inside = ""
    if course is not None:
        # The + stops SQLite from running the full-text query once per row.
        inside = f"""AND +search_text.rowid IN (SELECT number FROM search_entry WHERE record_id IN (
            {" UNION ALL ".join(_in_course(kind, records) for kind, records in _RECORDS if kind in kinds)}))"""
    return connection.execute(
        f"""SELECT number, record_id, kind
            FROM search_text CROSS JOIN search_entry ON number = search_text.rowid
            WHERE search_text MATCH :query AND kind IN (SELECT value FROM json_each(:kinds)) {inside}
            ORDER BY search_text.rowid DESC LIMIT :most""",
        {"query": query, "kinds": json.dumps(list(kinds)), "course": course, "most": -1 if most is None else most},
    ).fetchall()


def _in_course(kind: ResultKind, records: str) -> str:
    """A query for the ids of these records in the course `:course`. Only notes can be outside a discussion."""
    own = "OR course_id = :course" if kind == "note" else ""
    return f"""SELECT id FROM ({records})
        WHERE discussion_id IN (SELECT id FROM discussion WHERE course_id = :course) {own}"""


def _in_course_order(connection: sqlite3.Connection, entries: Iterable[sqlite3.Row]) -> list[sqlite3.Row]:
    """The places of the entries, by program, course and discussion; in each, questions come first, then the person's
    own texts, then posts. Leaves out removed records, and posts that are the person's own answers and replies: the
    index has those too."""
    of_kind: dict[ResultKind, dict[str, int]] = defaultdict(dict)
    for entry in entries:
        of_kind[entry["kind"]][entry["record_id"]] = entry["number"]
    places: list[sqlite3.Row] = []
    for kind, records in _RECORDS:
        places += connection.execute(
            f"""SELECT record.*, '{kind}' AS kind, wanted.value AS entry,
                    discussion.number AS discussion, discussion.title,
                    course.id AS in_course, course.number AS course, program.id AS program, program.key
                FROM json_each(?) AS wanted CROSS JOIN ({records}) AS record ON record.id = wanted.key
                LEFT JOIN discussion ON discussion.id = record.discussion_id
                LEFT JOIN course ON course.id = coalesce(discussion.course_id, record.course_id)
                JOIN program ON program.id = coalesce(course.program_id, record.program_id)
                WHERE discussion.removed_at IS NULL""",
            (json.dumps(of_kind[kind]),),
        )
    own = _own_posts(connection, {place["discussion_id"] for place in places if place["kind"] == "post"})
    return sorted((place for place in places if place["id"] not in own), key=_order)


def _order(place: sqlite3.Row) -> tuple[str, int, int, int, int | str]:
    course, discussion = (-1 if place[name] is None else place[name] for name in ("course", "discussion"))
    return place["program"], course, discussion, KINDS.index(place["kind"]), place["place"]


def _own_posts(connection: sqlite3.Connection, discussions: Iterable[str]) -> set[str]:
    """The ids of the posts in these discussions that are the person's own answers or replies."""
    rows = connection.execute(
        """WITH own AS (
            SELECT version.id, version.post_id FROM json_each(:discussions) JOIN answer ON answer.discussion_id = value
                JOIN version ON version.answer_id = answer.id AND disowned_at IS NULL
            UNION ALL
            SELECT version.id, version.post_id
                FROM json_each(:discussions) JOIN peer_reply ON peer_reply.discussion_id = value
                JOIN version ON version.peer_reply_id = peer_reply.id AND disowned_at IS NULL)
        SELECT post_id FROM own
        UNION SELECT posting.post_id FROM own JOIN posting ON version_id = own.id AND withdrawn_at IS NULL""",
        {"discussions": json.dumps(list(discussions))},
    )
    return {row["post_id"] for row in rows} - {None}


def _marked(connection: sqlite3.Connection, query: str, places: Sequence[sqlite3.Row]) -> dict[int, str]:
    """The folded texts at these places, by entry, with marks around the matches."""
    numbers = [place["entry"] for place in places]
    rows = connection.execute(
        """SELECT rowid, highlight(search_text, 0, ?, ?) AS marked FROM search_text
            WHERE search_text MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))""",
        (OPENING, CLOSING, query, min(numbers, default=0), max(numbers, default=0), json.dumps(numbers)),
    )
    return {row["rowid"]: row["marked"] for row in rows}


def _results(
    path: Path, connection: sqlite3.Connection, places: Sequence[sqlite3.Row], marked: dict[int, str]
) -> list[SearchResult]:
    """The results at these places. Raises DamagedStore if a text is missing or is not as it was written."""
    of_kind: dict[ResultKind, list[str]] = defaultdict(list)
    for place in places:
        of_kind[place["kind"]].append(place["id"])
    records = {
        row["id"]: dict(row)
        for kind, texts in _TEXTS
        for row in connection.execute(
            f"SELECT record.* FROM json_each(?) AS wanted CROSS JOIN ({texts}) AS record ON record.id = wanted.value",
            (json.dumps(of_kind[kind]),),
        )
    }
    courses = _course_refs(connection)
    discussions = {
        place["discussion_id"]: part_ref(courses[place["in_course"]], place["discussion"])
        for place in places
        if place["discussion"] is not None
    }
    replies = _reply_refs(connection, discussions)
    results = []
    for place in places:
        record = records[place["id"]]
        if record["text"] is None or (record.get("question_id") and record["question"] is None):
            raise DamagedStore(str(path))  # a damaged table index hides the row
        ref = courses[place["in_course"]] if place["in_course"] else place["key"]
        discussion = discussions.get(place["discussion_id"])
        ref = discussion or ref
        if record.get("question"):
            ref = part_ref(ref, record["question"])
        elif record.get("task"):
            ref = task_ref(ref if place["in_course"] else f"{ref}/", record["task"], record["nth"])
        elif record.get("reply"):
            ref = replies[record["reply"]]
        if digest := record.get("digest"):
            verify(path, ref, place["id"], record["text"], digest)
        results.append(
            SearchResult(
                place["id"],
                ref,
                place["kind"],
                record["text"],
                discussion,
                place["title"],
                record.get("author"),
                record.get("post"),
                spans_in(record["text"], marked.get(place["entry"], "")),
            )
        )
    return results


def _course_refs(connection: sqlite3.Connection) -> dict[str, str]:
    """The reference of each course by id, the same that `store.reading` gives."""
    courses = f"SELECT * FROM course WHERE {STANDING}"
    return course_refs(
        connection.execute(
            f"SELECT course.id, number, key, in_use FROM ({courses}) AS course JOIN program ON program.id = program_id"
        )
    )


def _reply_refs(connection: sqlite3.Connection, discussions: Mapping[str, str]) -> dict[str, str]:
    """The reference of each reply in these discussions (id and reference), by id."""
    names = dict(connection.execute("SELECT folded, name FROM same_person").fetchall())
    refs = ReplyRefs()
    return {
        row["id"]: refs.next(
            discussions[row["discussion_id"]], row["peer"] and names.get(fold_name(row["peer"]), row["peer"])
        )
        for row in connection.execute(
            """SELECT peer_reply.* FROM json_each(?) JOIN peer_reply ON discussion_id = value
                WHERE removed_at IS NULL
                    AND EXISTS (SELECT 1 FROM version WHERE peer_reply_id = peer_reply.id AND disowned_at IS NULL)
                ORDER BY peer_reply.id""",
            (json.dumps(list(discussions)),),
        )
    }
