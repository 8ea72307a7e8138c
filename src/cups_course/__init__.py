"""cups-course: a course-progress tracker for courses that live in a forum."""
