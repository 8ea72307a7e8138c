"""What the fold knows of versions, postings and replies while it reads the events of a subject."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Version:
    """A version of what is in a `slot`: an answer or a reply. `post` is where it was read."""

    id: str
    slot: str
    text: str
    source: str
    at: str
    milliseconds: int
    device: str
    post: str | None = None
    disowned_at: str | None = None
    cleared: bool = False
    """The person emptied the answer that it was a version of, so it stays disowned."""


@dataclass(slots=True)
class Posting:
    """That a version was posted, on a day if it is known. `post` is where that was read."""

    id: str
    version: str
    on: str | None
    address: str | None = None
    post: str | None = None
    withdrawn_at: str | None = None


@dataclass(slots=True)
class Reply:
    """A reply to a peer. `to` is the post that it was logged as a reply to. `created` and `removed` are the ids of
    events, which order them."""

    id: str
    peer: str | None
    device: str
    post: str | None = None
    to: str | None = None
    created: str = ""
    removed: str = ""
    removed_at: str | None = None
    texts: dict[str, None] = field(default_factory=dict)
