"""A program taken out of the checklist, but for what holds something of the person's."""

from cups_course.course.errors import UnknownProgram
from cups_course.store.courses import STANDING
from cups_course.store.database import Database
from cups_course.store.held import held_discussions, held_tasks
from cups_course.store.records import now


def remove_program(database: Database, key: str) -> int:
    """Take out all of a program that holds nothing of the person's; returns how much that was. What does hold
    something stays where it is, under its reference. Adding the outline again brings the rest back.

    Raises UnknownProgram.
    """
    with database.writing() as connection:
        keys = {row["key"]: row["id"] for row in connection.execute("SELECT id, key FROM program ORDER BY id")}
        if key not in keys:
            raise UnknownProgram(key, keys, where="in your store")
        program = keys[key]
        courses = [row["id"] for row in connection.execute("SELECT id FROM course WHERE program_id = ?", (program,))]
        removed = 0
        for table, owner, record, held in (
            ("task", "program", program, held_tasks(connection, "program", program)),
            *(("task", "course", one, held_tasks(connection, "course", one)) for one in courses),
            *(("discussion", "course", one, held_discussions(connection, one)) for one in courses),
        ):
            rows = connection.execute(f"SELECT id FROM {table} WHERE {owner}_id = ? AND removed_at IS NULL", (record,))
            for row in rows.fetchall():
                if row["id"] not in held:
                    connection.execute(f"UPDATE {table} SET removed_at = ? WHERE id = ?", (now(), row["id"]))
                    removed += 1
        if not connection.execute(f"SELECT 1 FROM course WHERE program_id = ? AND {STANDING}", (program,)).fetchone():
            connection.execute("UPDATE program SET in_use = 0 WHERE id = ?", (program,))
    return removed
