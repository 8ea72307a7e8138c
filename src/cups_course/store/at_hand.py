"""What a person works on now."""

from cups_course.model import CoursesAtHand, Discussion
from cups_course.store.database import Database

_LATEST = 50
"""How many of the latest texts, ticks and the like are looked at to find the current courses."""
_MOST_CURRENT = 4
"""How many courses can be current at once; each of them is loaded."""

_ON_TASKS = ("tick", "practice", "choice")
_TASK_BEGUN = f"({' OR '.join(f'EXISTS (SELECT 1 FROM {table} WHERE task_id = task.id)' for table in _ON_TASKS)})"
_LATEST_ON_TASKS = " ".join(
    f"UNION ALL SELECT * FROM (SELECT id, NULL, NULL, task_id FROM {table} ORDER BY id DESC LIMIT :most)"
    for table in _ON_TASKS
)


def has_thread(database: Database, discussion: Discussion) -> bool:
    """Whether a copy of the discussion's thread was imported."""
    query = "SELECT 1 FROM thread WHERE discussion_id = ? LIMIT 1"
    return database.connection.execute(query, (discussion.id,)).fetchone() is not None


def at_hand(database: Database) -> CoursesAtHand:
    """The courses in which the person has done something, and those in which they did it last."""
    with database.reading() as connection:
        begun = connection.execute(
            f"""SELECT id FROM course WHERE
                EXISTS (SELECT 1 FROM task WHERE task.course_id = course.id AND {_TASK_BEGUN})
                OR EXISTS (SELECT 1 FROM discussion WHERE course_id = course.id AND removed_at IS NULL AND (
                    EXISTS (SELECT 1 FROM answer WHERE discussion_id = discussion.id)
                    OR EXISTS (SELECT 1 FROM peer_reply WHERE discussion_id = discussion.id)
                    OR EXISTS (SELECT 1 FROM task WHERE task.discussion_id = discussion.id AND {_TASK_BEGUN})))"""
        ).fetchall()
        latest = connection.execute(
            f"""SELECT coalesce(of_task.course_id, discussion.course_id) AS course, max(done.id)
                FROM (SELECT * FROM (SELECT id, answer_id, peer_reply_id, NULL AS task_id FROM version
                        ORDER BY id DESC LIMIT :most)
                    {_LATEST_ON_TASKS}) AS done
                LEFT JOIN answer ON answer.id = done.answer_id
                LEFT JOIN peer_reply ON peer_reply.id = done.peer_reply_id
                LEFT JOIN task AS of_task ON of_task.id = done.task_id
                LEFT JOIN discussion ON discussion.id =
                    coalesce(answer.discussion_id, peer_reply.discussion_id, of_task.discussion_id)
                WHERE course IS NOT NULL GROUP BY course ORDER BY max(done.id) DESC LIMIT :courses""",
            {"most": _LATEST, "courses": _MOST_CURRENT},
        ).fetchall()
    return CoursesAtHand({row["id"] for row in begun}, {row["course"] for row in latest})
