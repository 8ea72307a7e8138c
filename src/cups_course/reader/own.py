"""The person's own posts in a thread: answers, split over the questions, and replies, with whom they address."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from cups_course.reader.answer_marks import (
    marks_by_form,
    marks_by_heading,
    marks_by_number,
    marks_by_repeated_questions,
)
from cups_course.reader.answer_text import (
    MOST_QUESTIONS,
    AskedQuestion,
    Mark,
    PostText,
    asked_questions,
    spans,
    trim_answer,
)
from cups_course.text import clean, fold_name
from cups_course.thread.thread import OwnAnswer, OwnPosts, OwnReply, Post, Thread

Piece = tuple[int | None, str]

_GREETING = 15
"""At most this many words above the first answer are a greeting ("Hi all, here is mine!")."""

_NAMED_ON_TOP = re.compile(r"(?:\s*@[\w.\-]{1,32}[ \t\xa0,:]*(?:\n|$))+")
_NAMED = re.compile(r"\s*(?:@[\w.\-]{1,32}[ \t\xa0,:]+)+")


def split_answer(text: str, questions: Sequence[str], *, keep_greeting: bool = False) -> list[Piece]:
    """The pieces of an answer post: the number of the question (from 1, None for several or all) and the words.

    The words stand as in `text`, without the repeated question, its number, and the dash, bullet or heading that opens
    the answer, and without a name that stands alone on top. A piece without words is left out. One question takes the
    whole post. A greeting stays in the post, for as an answer in one piece it would count for every question; with
    `keep_greeting` it is kept like longer words above the first answer, and so is a name on top.
    """
    asked = asked_questions(tuple(questions[:MOST_QUESTIONS]))
    if not keep_greeting and (on_top := _NAMED_ON_TOP.match(text)):
        text = text[on_top.end() :]
    named = None if keep_greeting else _NAMED.match(text)
    post = PostText(text[named.end() :] if named else text)
    marks = _marks(post, asked) if asked else []
    if named and not marks:  # "@Plum wrote it so well" is the person's own
        post = PostText(text)
    texts: dict[int | None, str] = {}
    for numbers, piece in _pieces(post.text, marks, asked, 0 if keep_greeting else _GREETING):
        question = numbers[0] if len(numbers) == 1 else 1 if len(asked) == 1 else None
        if words := trim_answer(piece):
            texts[question] = f"{texts[question]}\n\n{words}" if question in texts else words
    return sorted(texts.items(), key=lambda piece: piece[0] or 0)


def _marks(post: PostText, asked: Sequence[AskedQuestion]) -> list[Mark]:
    """What opens the pieces of a text; nothing where it is one piece."""
    repeated = marks_by_repeated_questions(post, asked)
    if {number for mark in repeated for number in mark.numbers} == {one.number for one in asked}:
        return repeated
    return (
        marks_by_number(post, asked, repeated)
        or marks_by_heading(post, asked, repeated)
        or marks_by_form(post, asked, repeated)
        or repeated
    )


def _pieces(
    text: str, marks: Sequence[Mark], asked: Sequence[AskedQuestion], greeting: int
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Each piece with the numbers of its questions; what stands above the first mark, if more words than a greeting
    has, has none."""
    above = text[: marks[0].at] if marks else text
    if not marks or len(above.split()) > greeting:
        yield (), above
    numbers: tuple[int, ...] = ()
    for mark, end in spans(marks, text):
        # A question that was there already, with others below it before any answer, stood in a list of them all.
        numbers = mark.numbers if set(mark.numbers) & set(numbers) else numbers + mark.numbers
        piece = text[mark.end : end]
        if trim_answer(piece):
            several = [one for one in asked if one.number in numbers] if len(numbers) > 1 else []
            # All questions first, then the answers: their numbers may still tell them apart.
            below = (
                (marks_by_number(PostText(piece), several, []) or marks_by_form(PostText(piece), several, []))
                if several
                else []
            )
            yield from _pieces(piece, below, several, greeting) if below else [(numbers, piece)]
            numbers = ()


_MENTION = re.compile(r"(?<![\w@.])@([\w.\-]{1,32})")
_ON_TOP = re.compile(r"\s*@[\w.\-]{1,32}[^\S\n]*(?:\n|$)")
"""A name alone above the words: the forum puts there whose post is answered."""
_BEFORE_A_CALL = re.compile(
    r"(?:^|[\n.,!?:;(]|\b(?:thanks?|thank you|hi|hey|hello|dear|agree with|you|and))\s*$", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s\b")
_LONGEST_LEAD = 40
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^“”\n]*”|^[^\S\n]*>.*$", re.MULTILINE)
_NOBODY = frozenset({"all", "both", "everybody", "everyone", "here"})
_CALLED = re.compile(r"\b(?:thank you|thanks?|hi|hey|hello|dear)(?: so much| a lot)?,? ([^\W\d_]{3,})", re.IGNORECASE)
_NAME_PART = re.compile(r"[^\W\d_][^\W\d_A-Z]{2,}|[^\W\d_a-z]{3,}")
_MOST_LOOKED_AT = 200


def find_own(thread: Thread, names: Sequence[str]) -> OwnPosts | None:
    """The posts written under any of `names` (any case, with or without @); None where the thread has none of them.

    Only who wrote a post counts, not who is quoted or named in it. Their words are those that a reader sees: what a
    terminal would obey is left out, for they are exported; the post keeps it.
    """
    wanted = {fold_name(name) for name in names} - {""}
    written = [post for post in thread.posts if post.author and fold_name(post.author) in wanted]
    if not written:
        return None
    spelled = {fold_name(post.author): post.author for post in reversed(written) if post.author}
    first = next(name for name in map(fold_name, names) if name in spelled)
    answers = tuple(
        OwnAnswer(question, text, post.index)
        for post in written
        if post.kind == "answer"
        for question, text in split_answer(clean(post.text), thread.questions)
    )
    conversation = _Conversation(thread)
    replies = tuple(
        OwnReply(conversation.addressed(post, wanted), post.index, post.date, clean(post.text))
        for post in written
        if post.kind == "reply"
    )
    return OwnPosts(spelled[first], answers, replies)


def whom_replies_address(thread: Thread) -> dict[int, str | None]:
    """Whom each reply of a named author addresses, by its index."""
    conversation = _Conversation(thread)
    return {
        post.index: conversation.addressed(post, {own})
        for post in thread.posts
        if post.kind == "reply" and (own := fold_name(post.author or ""))
    }


def own_words(post: Post, questions: Sequence[str]) -> str:
    """What somebody wrote first in a post: in an answer without the question they repeated."""
    pieces = split_answer(post.text, questions if post.kind == "answer" else ())
    return pieces[0][1] if pieces else post.text


class _Conversation:
    """Who spoke under which answer of a thread, and whom replies address. `own` are the names of who wrote a reply."""

    def __init__(self, thread: Thread) -> None:
        self._posts = thread.posts
        self._opener = fold_name(thread.author) if thread.author else None
        self._names = {fold_name(post.author) for post in thread.posts if post.author}
        self._spoke: dict[int | None, dict[str, Post]] = {}
        for post in thread.posts:
            if post.author:
                head = post.parent if post.kind == "reply" else post.index
                self._spoke.setdefault(head, {}).setdefault(fold_name(post.author), post)

    def addressed(self, reply: Post, own: set[str]) -> str | None:
        """Whom a reply addresses: who is named in it, else who wrote the answer; never the person themselves."""
        head = self._posts[reply.parent - 1] if reply.parent else None
        answerer = head.author if head and head.author and fold_name(head.author) not in own else None
        for name in self._names_in(reply):
            folded = fold_name(name)
            if folded in own or (folded in _NOBODY and folded not in self._names):
                continue
            # The forum may put the opener's name on top of any post of the thread.
            is_put_there = folded == self._opener and not self._is_above(folded, reply) and _ON_TOP.match(reply.text)
            if answerer and is_put_there:
                continue
            return name if folded in self._names else self._called_by_nickname(folded, reply, own) or name
        if answerer or not head or not head.author:
            return answerer
        called = (self._called_by_part(form[1].casefold(), reply, own) for form in _CALLED.finditer(reply.text))
        return next(filter(None, called), None)

    def _names_in(self, reply: Post) -> Iterator[str]:
        """The names with an @ in a reply that speak to somebody: of who spoke above, or called."""
        text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), reply.text)
        for form in _MENTION.finditer(text):
            name = form[1].rstrip(".-")
            is_called = _BEFORE_A_CALL.search(text[max(0, form.start() - _LONGEST_LEAD) : form.start()])
            # "@PlumTree7's garden" speaks of Plum, not to her
            is_of_them = _POSSESSIVE.match(text, form.end())
            if name and not is_of_them and (is_called or self._is_above(fold_name(name), reply)):
                yield name

    def _is_above(self, name: str, reply: Post) -> bool:
        """Whether somebody spoke under the same answer before."""
        spoke = self._spoke.get(reply.parent, {}).get(name)
        return spoke is not None and spoke.index < reply.index

    def _called_by_nickname(self, nickname: str, reply: Post, own: set[str]) -> str | None:
        """The one of those who spoke above whose name holds a nickname: "@Plum" is PlumTree7."""
        return self._only_speaker(lambda name: nickname in fold_name(name), reply, own) if len(nickname) > 3 else None

    def _called_by_part(self, word: str, reply: Post, own: set[str]) -> str | None:
        """The one of those who spoke above who is called by a part of their name: "Thanks Maple!" is to MapleSong."""

        def is_called(name: str) -> bool:
            return word in {fold_name(part) for part in [name, *_NAME_PART.findall(name)]}

        return self._only_speaker(is_called, reply, own)

    def _only_speaker(self, fits: Callable[[str], bool], reply: Post, own: set[str]) -> str | None:
        above = (
            post.author
            for name, post in self._spoke.get(reply.parent, {}).items()
            if post.author and name not in own and self._is_above(name, reply)
        )
        fitting = [name for name in islice(above, _MOST_LOOKED_AT) if fits(name)]
        return fitting[0] if len(fitting) == 1 else None
