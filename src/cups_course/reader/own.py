"""Finds the person's own posts in a thread: answers, split by question, and replies with the people they address."""

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
from cups_course.reader.copy import NAME
from cups_course.text import MOST_LINES, clean, fold_name
from cups_course.thread.peers import MENTION
from cups_course.thread.thread import OwnAnswer, OwnPosts, OwnReply, Post, Thread

Piece = tuple[int | None, str]

_GREETING = 15
"""Up to this many words above the first answer are a greeting ("Hi all, here is mine!")."""

_NAMES_ON_TOP = re.compile(rf"(?:\s*@{NAME}[ \t\xa0,:]*(?:\n|$))+")
_NAMES_IN_FRONT = re.compile(rf"\s*(?:@{NAME}[ \t\xa0,:]+)+")


def split_answer(text: str, questions: Sequence[str], *, keep_greeting: bool = False) -> list[Piece]:
    """Split an answer post into pieces: the number of the question (from 1, None for several or all) and the words."""
    texts: dict[int | None, str] = {}
    for numbers, words in answer_pieces(text, questions, keep_greeting=keep_greeting):
        question = numbers[0] if len(numbers) == 1 else None
        texts[question] = f"{texts[question]}\n\n{words}" if question in texts else words
    return sorted(texts.items(), key=lambda piece: piece[0] or 0)


def answer_pieces(
    text: str, questions: Sequence[str], *, keep_greeting: bool = False
) -> list[tuple[tuple[int, ...], str]]:
    """Split an answer into pieces: the numbers of the questions (from 1) that it answers, none above the first, and
    the words.

    The words are those of `text` without the repeated question, its number, the dash, bullet or heading that opens the
    answer, and a name alone on top. Pieces without words are left out. If there is only one question, it gets the whole
    post. A greeting is left out too, because as an answer in one piece it would count for every question. With
    `keep_greeting` it is kept, as longer text above the first answer is, and so is a name on top.
    """
    asked = asked_questions(tuple(questions[:MOST_QUESTIONS]))
    if not keep_greeting and (on_top := _NAMES_ON_TOP.match(text)):
        text = text[on_top.end() :]
    names_in_front = None if keep_greeting else _NAMES_IN_FRONT.match(text)
    post = PostText(text[names_in_front.end() :] if names_in_front else text)
    marks = _marks(post, asked) if asked else []
    if names_in_front and not marks:  # "@Plum wrote it so well" is part of the answer
        post = PostText(text)
    return [
        ((1,) if len(asked) == 1 else numbers, words)
        for numbers, piece in _pieces(post.text, marks, asked, 0 if keep_greeting else _GREETING)
        if (words := trim_answer(piece))
    ]


def _marks(post: PostText, asked: Sequence[AskedQuestion]) -> list[Mark]:
    """The marks that open the pieces of a text; none if it is one piece."""
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
    """Each piece with the numbers of its questions. Text above the first mark has none, and is left out if it has no
    more words than a `greeting`."""
    above = text[: marks[0].at] if marks else text
    if not marks or len(above.split()) > greeting:
        yield (), above
    numbers: tuple[int, ...] = ()
    for mark, end in spans(marks, text):
        # A question that comes a second time before any answer was in a list of all questions the first time.
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


_NAME_ALONE = re.compile(rf"\s*@{NAME}[^\S\n]*(?:\n|$)")
"""A name alone above the words: the forum puts the author of the answered post there."""
_BEFORE_A_CALL = re.compile(
    r"\n[^\S\n]*$|(?:^|[.,!?:;(]|\b(?:thanks?|thank you|hi|hey|hello|dear|agree with|you|and))\s*$", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s\b")
_LONGEST_LEAD = 40
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^“”\n]*”|^[^\S\n]*>.*$", re.MULTILINE)
_NOBODY = frozenset({"all", "both", "everybody", "everyone", "here"})
_CALLED = re.compile(r"\b(?:thank you|thanks?|hi|hey|hello|dear)(?: so much| a lot)?,? ([^\W\d_]{3,})", re.IGNORECASE)
_NAME_PART = re.compile(r"[^\W\d_][^\W\d_A-Z]{2,}|[^\W\d_a-z]{3,}")
_MOST_LOOKED_AT = 200


def find_own(thread: Thread, names: Sequence[str]) -> OwnPosts | None:
    """The posts written under any of `names` (any case, with or without @); None if the thread has none of them.

    Only the author of a post counts, not the people quoted or named in it. Control characters are left out of the
    words, because they are exported; the posts of the thread keep them.
    """
    wanted = {fold_name(name) for name in names} - {""}
    written = [post for post in thread.posts if post.author and fold_name(post.author) in wanted]
    if not written:
        return None
    spelled = {fold_name(post.author): post.author for post in reversed(written) if post.author}
    first = next(name for name in map(fold_name, names) if name in spelled)
    answers = [post for post in written if post.kind == "answer"]
    conversation = _Conversation(thread)
    replies = tuple(
        OwnReply(conversation.addressed(post, wanted), post.index, post.date, clean(post.text))
        for post in written
        if post.kind == "reply"
    )
    return OwnPosts(spelled[first], tuple(_own_answers(answers, thread.questions)), replies)


def _own_answers(written: Sequence[Post], questions: Sequence[str]) -> Iterator[OwnAnswer]:
    """The answers in a person's posts, split until MOST_LINES were looked at; from there on each is one answer."""
    lines = 0
    for post in written:
        words = clean(post.text)
        for question, text in split_answer(words, questions if lines < MOST_LINES else ()):
            yield OwnAnswer(question, text, post.index)
        lines += words.count("\n") + 1


def whom_replies_address(thread: Thread) -> dict[int, str | None]:
    """The person whom each reply addresses, by the index of the reply; replies without an author are left out."""
    conversation = _Conversation(thread)
    return {
        post.index: conversation.addressed(post, {own})
        for post in thread.posts
        if post.kind == "reply" and (own := fold_name(post.author or ""))
    }


def own_words(post: Post, questions: Sequence[str]) -> str:
    """The first words of a post that are its author's own: in an answer, those after the repeated question."""
    pieces = split_answer(post.text, questions if post.kind == "answer" else ())
    return pieces[0][1] if pieces else post.text


class _Conversation:
    """Who wrote under which answer of a thread, and whom replies address. `own` are the names of a reply's author."""

    def __init__(self, thread: Thread) -> None:
        self._posts = thread.posts
        self._opener = fold_name(thread.author) if thread.author else None
        self._names = {fold_name(post.author) for post in thread.posts if post.author}
        self._first_posts: dict[int | None, dict[str, Post]] = {}
        for post in thread.posts:
            if post.author:
                head = post.parent if post.kind == "reply" else post.index
                self._first_posts.setdefault(head, {}).setdefault(fold_name(post.author), post)

    def addressed(self, reply: Post, own: set[str]) -> str | None:
        """The person whom a reply addresses: one named in it, else the author of the answer; never its own author."""
        head = self._posts[reply.parent - 1] if reply.parent else None
        answerer = head.author if head and head.author and fold_name(head.author) not in own else None
        for name in self._names_in(reply):
            folded = fold_name(name)
            if folded in own or (folded in _NOBODY and folded not in self._names):
                continue
            # The forum may put the opener's name on top of any post in the thread.
            is_put_by_forum = (
                folded == self._opener and not self._is_above(folded, reply) and _NAME_ALONE.match(reply.text)
            )
            if answerer and is_put_by_forum:
                continue
            return name if folded in self._names else self._called_by_nickname(folded, reply, own) or name
        if answerer or not head or not head.author:
            return answerer
        nicknamed = (self._called_by_part(match[1].casefold(), reply, own) for match in _CALLED.finditer(reply.text))
        return next(filter(None, nicknamed), None)

    def _names_in(self, reply: Post) -> Iterator[str]:
        """The names with an @ in a reply that address somebody: people who wrote above it, or who are called."""
        text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), reply.text)
        for mention in MENTION.finditer(text):
            name = mention[1]
            is_called = _BEFORE_A_CALL.search(text[max(0, mention.start() - _LONGEST_LEAD) : mention.start()])
            # "@PlumTree7's garden" speaks of Plum, not to her
            is_possessive = _POSSESSIVE.match(text, mention.end())
            if not is_possessive and (is_called or self._is_above(fold_name(name), reply)):
                yield name

    def _is_above(self, name: str, reply: Post) -> bool:
        """Whether somebody wrote under the same answer before this reply."""
        first_post = self._first_posts.get(reply.parent, {}).get(name)
        return first_post is not None and first_post.index < reply.index

    def _called_by_nickname(self, nickname: str, reply: Post, own: set[str]) -> str | None:
        """The only person who wrote above and has this nickname in their name: "@Plum" is PlumTree7."""
        return self._only_speaker(lambda name: nickname in fold_name(name), reply, own) if len(nickname) > 3 else None

    def _called_by_part(self, word: str, reply: Post, own: set[str]) -> str | None:
        """The only person who wrote above and is called by a part of their name: "Thanks Maple!" is to MapleSong."""

        def is_called(name: str) -> bool:
            return word in {fold_name(part) for part in [name, *_NAME_PART.findall(name)]}

        return self._only_speaker(is_called, reply, own)

    def _only_speaker(self, fits: Callable[[str], bool], reply: Post, own: set[str]) -> str | None:
        above = (
            post.author
            for name, post in self._first_posts.get(reply.parent, {}).items()
            if post.author and name not in own and self._is_above(name, reply)
        )
        fitting = [name for name in islice(above, _MOST_LOOKED_AT) if fits(name)]
        return fitting[0] if len(fitting) == 1 else None
