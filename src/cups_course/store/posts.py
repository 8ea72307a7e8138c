"""The posts of a thread: read back, and those of a copy taken in beside them."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from cups_course.course.corrections import FROM_YOU
from cups_course.course.matching import by_page, joined_order, match_posts, saved_before
from cups_course.course.taken import Taken
from cups_course.course.thread import Post
from cups_course.course.wording import fold
from cups_course.store.writing import insert, update

_STATED = "stated"


def load_posts(connection: sqlite3.Connection, thread: str) -> list[sqlite3.Row]:
    """The rows of the posts of a thread, in its order."""
    return connection.execute("SELECT * FROM post WHERE thread_id = ? ORDER BY position", (thread,)).fetchall()


def take_posts(
    connection: sqlite3.Connection, device: str, thread: str, copied: Sequence[Post], taken: Taken
) -> list[str]:
    """Store the posts of a copy, for `store.importing`; returns their ids in the order of the copy.

    What the copy does not hold stays; what is new or was edited is counted in `taken`, and also that what is kept now
    reads otherwise than the copy.
    """
    rows = load_posts(connection, thread)
    matches = match_posts(as_posts(rows), copied)
    given = {row["forum_id"] for row in rows}
    ids: list[str] = []
    for post, match in zip(copied, matches, strict=True):
        told = _told(post) if match is None else _joined(rows[match], post)
        # No forum gives an id twice; a page made by hand may.
        if told["forum_id"] in given and (match is None or told["forum_id"] != rows[match]["forum_id"]):
            told["forum_id"] = None
        given.add(told["forum_id"])
        if match is None:
            taken.new_posts += 1
            ids.append(insert(connection, device, "post", thread_id=thread, position=0, **told))
            continue
        row = rows[match]
        taken.edited_posts += fold(row["text"]) != fold(str(told["text"]))
        _change(connection, row, told)
        ids.append(row["id"])
        if (told["author"], told["kind"], told["text"]) != (post.author, post.kind, post.text):
            taken.own_to_read = True
    order = [ids[place] if in_copy else rows[place]["id"] for in_copy, place in joined_order(len(rows), matches)]
    parents = {one: ids[post.parent - 1] if post.parent else None for one, post in zip(ids, copied, strict=True)}
    if _put_in_order(connection, thread, order, parents) != parents:
        taken.own_to_read = True
    return ids


def put_right(connection: sqlite3.Connection, thread: str, post: str, told: Post, parent: str | None) -> None:
    """Keep what the person said of a post: its kind, the answer it stands under, and that it is theirs."""
    how = json.dumps(told.how, ensure_ascii=False)
    update(connection, "post", post, kind=told.kind, parent_id=parent, author=told.author, how=how)
    _put_in_order(connection, thread, [row["id"] for row in load_posts(connection, thread)], {})


def _told(post: Post) -> dict[str, object]:
    """What a copy says of a post, but for the answer it stands under."""
    return {
        "author": post.author,
        "date": post.date,
        "kind": post.kind,
        "text": post.text,
        "how": json.dumps(post.how, ensure_ascii=False),
        "forum_id": post.forum_id,
        "answers_to": post.answers_to,
        "page": post.page,
        "saved_at": post.saved_at,
    }


def _joined(row: sqlite3.Row, post: Post) -> dict[str, object]:
    """What is known of a kept post once a copy of it came in: of two copies the later one counts, what it does not say
    the other one does, and what the person said counts more than either."""
    copy = _told(post)
    kept = {name: row[name] for name in copy}
    later, earlier = (kept, copy) if saved_before(post.saved_at, row["saved_at"]) else (copy, kept)
    told = {name: earlier[name] if value is None else value for name, value in later.items()}
    if fold(row["text"]) != fold(post.text):
        told["saved_at"] = later["saved_at"]
    how, kept_how = dict(post.how), json.loads(row["how"])
    told["kind"] = post.kind
    if row["date"] and (post.date is None or how.get("date") != _STATED or kept_how.get("date") == _STATED):
        told["date"] = row["date"]
        how = _with(how, kept_how, "date", "date_raw")
    else:
        told["date"] = post.date
    if kept_how.get("kind") == FROM_YOU:
        told["kind"] = row["kind"]
        how = _with(how, kept_how, "kind", *(["parent"] if kept_how.get("parent") == FROM_YOU else []))
    if kept_how.get("author") == FROM_YOU and told["author"] == row["author"]:
        how = _with(how, kept_how, "author")
    told["how"] = row["how"] if how == kept_how else json.dumps(how, ensure_ascii=False)
    told["parent_id"] = row["parent_id"] if told["kind"] == "reply" else None
    return told


def _with(how: Mapping[str, str], kept: Mapping[str, str], *names: str) -> dict[str, str]:
    """How a post is known, but for some of it as it was known before."""
    others = {name: said for name, said in how.items() if name not in names}
    return others | {name: kept[name] for name in names if name in kept}


def _put_in_order(
    connection: sqlite3.Connection, thread: str, order: Sequence[str], parents: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Put the posts of a thread in this order and by their pages, each reply under the answer that it belongs to.

    `parents` are those that a copy says; where it knows none the kept one stays (a page of its own may lack the answer
    that another page has shown already), and so does what the person said. Returns what became of `parents`.
    """
    rows = {row["id"]: row for row in load_posts(connection, thread)}

    def above(post: str) -> str | None:
        row = rows[post]
        said = json.loads(row["how"]).get("parent") == FROM_YOU
        kept = None if row["parent_id"] is None else str(row["parent_id"])
        return kept if said else parents.get(post) or kept

    def answer(post: str) -> str | None:
        """Up to the answer itself, past posts that turned out to be replies."""
        seen = {post}
        found = above(post)
        while found and rows[found]["kind"] == "reply" and found not in seen:
            seen.add(found)
            found = above(found)
        return found

    standing = {post: answer(post) if rows[post]["kind"] == "reply" else None for post in order}
    for position, at in enumerate(by_page([rows[post]["page"] for post in order])):
        post = order[at]
        _change(connection, rows[post], {"position": position, "parent_id": standing[post]})
    return {post: standing[post] for post in parents}


def _change(connection: sqlite3.Connection, row: sqlite3.Row, told: Mapping[str, object]) -> None:
    changed = {name: value for name, value in told.items() if value != row[name]}
    if changed:
        update(connection, "post", row["id"], **changed)


def as_posts(rows: Sequence[sqlite3.Row]) -> list[Post]:
    """Rows of `post`, in the order of their thread, as the model has them."""
    index_of = {row["id"]: index for index, row in enumerate(rows, start=1)}
    return [
        Post(
            index_of[row["id"]],
            row["author"],
            row["date"],
            row["kind"],
            index_of.get(row["parent_id"]),
            row["text"],
            json.loads(row["how"]),
            row["forum_id"],
            row["answers_to"],
            row["page"],
            row["saved_at"],
        )
        for row in rows
    ]
