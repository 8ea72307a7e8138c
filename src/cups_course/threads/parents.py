"""Kind and parent of every post: as the copy states them, and worked out over the whole thread where it does not."""

from cups_course.threads.copy import Copy
from cups_course.threads.dates import STATED
from cups_course.threads.structure import Placed, place_all

MISSING = "its answer is not in the copy"


def place_posts(copy: Copy, questions: tuple[str, ...]) -> list[Placed]:
    """Where each post of `copy` stands, in its order; `questions` are those of its opening post."""
    where = place_all(copy.posts, questions, copy.opening)
    placed = {at: where[at] for at, post in enumerate(copy.posts) if post.answers_to is None}
    at_id = {post.forum_id: at for at, post in enumerate(copy.posts) if post.forum_id}

    def answered_by(at: int) -> Placed:
        """A reply to a reply stands under the same answer: the way up ends at an answer, or outside the copy."""
        way: dict[int, None] = {}
        while at not in placed and at not in way:
            way[at] = None
            target = copy.posts[at].answers_to
            if target == copy.opening.forum_id:
                placed[at] = Placed("answer", None, STATED, "stands on its own")
            elif target not in at_id:
                placed[at] = Placed("reply", None, STATED, MISSING)
            else:
                at = at_id[target]
        top = placed.get(at)  # None where posts answer one another in a circle
        head = at if top and top.kind == "answer" else top.parent if top else None
        for below in way:
            if below not in placed:
                placed[below] = Placed("reply", head, STATED, MISSING if head is None else STATED)
        return placed[next(iter(way), at)]

    return [answered_by(at) for at in range(len(copy.posts))]
