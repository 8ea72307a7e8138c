"""Which courses a person has in hand, asked in a way that takes as long in a large store as in a small one."""

from cups_course.course.remaining import AtHand
from cups_course.store.database import Database

_LOOKED_BACK = 50
"""So many of the latest texts, ticks and the like tell which courses are in hand."""
_AT_ONCE = 4
"""More courses than this nobody works on at once; each of them is looked into."""

_ON_TASKS = ("tick", "practice", "choice")
_TASK_BEGUN = f"({' OR '.join(f'EXISTS (SELECT 1 FROM {table} WHERE task_id = task.id)' for table in _ON_TASKS)})"
_LATEST_ON_TASKS = " ".join(
    f"UNION ALL SELECT * FROM (SELECT id, NULL, NULL, task_id FROM {table} ORDER BY id DESC LIMIT :most)"
    for table in _ON_TASKS
)


def at_hand(database: Database) -> AtHand:
    """The courses in which something was done, and those in which it was done last."""
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
            {"most": _LOOKED_BACK, "courses": _AT_ONCE},
        ).fetchall()
    return AtHand({row["id"] for row in begun}, {row["course"] for row in latest})
