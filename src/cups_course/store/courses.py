"""When a course is there."""

STANDING = """(EXISTS (SELECT 1 FROM discussion WHERE course_id = course.id AND removed_at IS NULL)
    OR EXISTS (SELECT 1 FROM task WHERE course_id = course.id AND removed_at IS NULL)
    OR EXISTS (SELECT 1 FROM note WHERE course_id = course.id AND removed_at IS NULL))"""
"""The condition that a course is there: one of which everything was removed is not."""
