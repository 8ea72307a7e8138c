"""Title lines in every form the forum's courses use."""

import random

from recognition.thread import Title

_WEEKS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")


def title(course: str, topic: str, rng: random.Random) -> Title:
    """A title for a discussion about `topic` in `course`."""
    number, discussion = rng.randint(1, 9), rng.randint(1, 8)
    week = _WEEKS[discussion - 1]
    chapters = f"Chapter {2 * discussion} & {2 * discussion + 1}"
    form = f"Chapter {2 * discussion} and Course Evaluation Form"
    return rng.choice(
        [
            Title(f"Course {number}: {course} - (Discussion #{discussion}) {topic}", number, course, discussion, topic),
            Title(f"Course {number}: {course} - (Discussion #{discussion}) {topic}", number, course, discussion, topic),
            Title(f"Course {number}: {course} (Discussion {discussion})", number, course, discussion),
            Title(f"Course {number}. {course}: (Discussion #{discussion}) {topic}", number, course, discussion, topic),
            Title(f"Course {number}, Discussion {discussion}: {topic}", number, None, discussion, topic),
            Title(f"Discussion {discussion}: {topic}", None, None, discussion, topic),
            Title(f"Discussion 0{discussion}: {topic}", None, None, discussion, topic),
            Title(f"Week {week}: {chapters}", None, None, discussion, chapters),
            Title(f"Week {week}: {form}", None, None, discussion, form),
            Title(f"{discussion}) {topic}", None, None, discussion, topic),
        ]
    )
