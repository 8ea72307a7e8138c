"""How sure a reading is of what a post is."""

from typing import Literal

from cups_course.course.corrections import FROM_YOU
from cups_course.course.thread import Post

CERTAIN = ("stated", "from dates", FROM_YOU)
"""Ways to have known something (`Post.how`) that leave no doubt: dates stand in the forum's own order."""
FROM_LOOKS = "from their looks"
"""How questions were known that the post does not announce (`Thread.how`)."""

Certainty = Literal["certain", "likely", "unsure"]


def certainty(post: Post) -> Certainty:
    """Whether a post surely is the answer, or the reply, that it was read as; "likely" where only its wording and its
    place say so, "unsure" where they hardly do."""
    how = post.how.get("kind", "")
    if how in CERTAIN:
        return "certain"
    return "unsure" if how.endswith("unsure") else "likely"
