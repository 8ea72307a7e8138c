"""Fills an evaluation form: each of its fields with the words for it, and the fields that cannot be filled yet.

The fields are in the form's own order, or in course order if no form was attached.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple
from urllib.parse import quote, urlsplit

from cups_course.form.form import CHOICE_OF_ONES_OWN, FormField
from cups_course.model import Answer, Course, Discussion, PeerReply, Question, QuestionState, Task
from cups_course.text import browser_length, clean, line_feeds
from cups_course.whole_answer import shown_whole_answer

WRITTEN = ("short", "paragraph", "email")
"""The kinds of fields that take words; for all others one chooses on the form itself."""
NOT_ASKED_FOR = "Not on the form"


class SentField(NamedTuple):
    """A field as it was sent."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One text to paste. `section` is the heading it stands under, `label` what is asked, `ref` what can be typed for
    the text, `text` the words ("" where there are none yet), `date` the day of their posting where it is known.

    `covers` are the references of all the answers in it; `in_one_piece`: it is the answer to a whole discussion, given
    here to one of its questions. `on_form` is the field of an attached form, and `number` its
    place there, from 1.
    """

    section: str
    label: str
    kind: Literal["answer", "reply", "profile", "own", "open"]
    """`own`: the person fills it in on the form; `open`: not matched yet, or matched with what is no longer in this
    course."""
    ref: str
    text: str = ""
    state: QuestionState = "todo"
    date: str | None = None
    question_id: str | None = None
    discussion_id: str | None = None
    covers: tuple[str, ...] = ()
    in_one_piece: bool = False
    on_form: FormField | None = None
    number: int | None = None

    @property
    def too_long_by(self) -> int:
        """How many characters its text has more than its field takes."""
        longest = self.on_form.longest if self.on_form else None
        return max(0, browser_length(self.text) - longest) if longest is not None else 0

    @property
    def loses_lines(self) -> bool:
        """Whether its text has several lines and its field takes one: a browser drops the line breaks."""
        return self.on_form is not None and self.on_form.kind in ("short", "email") and "\n" in self.text.strip()

    @property
    def is_ready(self) -> bool:
        """Whether it has a text that its field takes."""
        return bool(self.text) and not self.too_long_by

    @property
    def is_chosen(self) -> bool:
        """Whether one chooses on the form itself instead of pasting words."""
        return self.kind in ("own", "open") and self.on_form is not None and self.on_form.kind not in WRITTEN

    @property
    def called(self) -> str:
        """Its section and label: `2.2 Service Leadership · What is it?`."""
        return " · ".join(filter(None, (self.section, self.label)))


def course_fields(course: Course) -> list[Field]:
    """The fields of all forms of a course.

    If a form was attached these are its fields, then everything kept that no form asks for; else each question, even
    without an answer, and the replies given.
    """
    in_order = _in_course_order(course)
    forms = [form for form in course.forms if form.form]
    if not forms:
        return in_order
    asked = [field for form in forms for field in form_fields(form, course)]
    covered = {ref for field in asked for ref in field.covers}
    kept = (field for field in in_order if (field.text or field.kind == "reply") and field.ref not in covered)
    return [*asked, *(replace(field, section=f"{NOT_ASKED_FOR}: {field.section}") for field in kept)]


def form_fields(form: Task, course: Course) -> list[Field]:
    """The fields of one form; if none was attached, the answers of the course without the replies."""
    if not form.form:
        return [discussion for discussion in _in_course_order(course) if discussion.kind == "answer"]
    subjects: dict[str, Question | Discussion] = {discussion.id: discussion for discussion in course.discussions}
    discussion_of = {question.id: discussion for discussion in course.discussions for question in discussion.questions}
    subjects |= {question.id: question for discussion in course.discussions for question in discussion.questions}
    pages = {field.page for field in form.form.saved.fields}
    fields = []
    for number, on_form in enumerate(form.form.saved.fields, start=1):
        match = form.form.matches.get(on_form.name)
        section = clean(on_form.section) or (f"Page {on_form.page}" if len(pages) > 1 else "")
        field = Field(section, clean(on_form.label) or on_form.name, "open", "", on_form=on_form, number=number)
        subject = subjects.get((match and (match.question_id or match.discussion_id)) or "")
        text = form.form.profile.get((match and match.profile) or "", "")
        is_chosen = bool(text and not on_form.accepts(text)) or bool(subject and not on_form.takes_answers)
        if is_chosen or (match and match.is_nothing):
            field = replace(field, kind="own")
        elif match and match.profile:
            field = replace(field, kind="profile", ref=match.profile, text=text)
        elif isinstance(subject, Question):
            field = _answered_question(field, subject, discussion_of[subject.id])
        elif subject:
            field = _answered_discussion(field, subject)
        fields.append(field)
    return fields


def open_fields(form: Task, course: Course) -> list[Field]:
    """The fields of an attached form that cannot be filled yet but should be: with an answer that is missing or too
    long, a missing entry of the profile, or words that are not matched yet."""
    return [
        field for field in (form_fields(form, course) if form.form else ()) if field.too_long_by or is_awaited(field)
    ]


def fields_to_write(form: Task, course: Course) -> list[Field]:
    """The required fields of an attached form whose words the person writes on the form itself."""
    fields = form_fields(form, course) if form.form else []
    return [
        field
        for field in fields
        if field.kind == "own" and not field.is_chosen and field.on_form and field.on_form.required
    ]


def changed_since_sent(form: Task, course: Course) -> list[str]:
    """The references of the answers that changed since the form was sent."""
    if not (form.ticked and form.sent):
        return []
    now = {field.question_id or field.discussion_id: field for field in form_fields(form, course)}
    return [
        field.ref
        for subject, text in form.sent.texts.items()
        if (field := now.get(subject)) is not None and field.text and field.text != text
    ]


def kept_answers(discussion: Discussion) -> Iterator[tuple[str, Answer]]:
    """The answers kept in a discussion, each after its question. The question is "" if its wording is unknown, and for
    the answer in one piece, which comes last."""
    for question in discussion.asked:
        if question.answer:
            yield _wording(question), question.answer
    if whole := shown_whole_answer(discussion):
        yield "", whole


def post_text(discussion: Discussion) -> str:
    """The questions and their answers as one text, as the post in the thread has them."""
    return "\n\n".join(f"{asked}\n\n{answer.text}".removeprefix("\n\n") for asked, answer in kept_answers(discussion))


def discussion_heading(discussion: Discussion) -> str:
    """`2.2 Service Leadership`."""
    return f"{discussion.ref} {clean(discussion.title)}".rstrip()


def _in_course_order(course: Course) -> list[Field]:
    return [one for discussion in course.discussions for one in _discussion_fields(discussion)]


def _discussion_fields(discussion: Discussion) -> Iterator[Field]:
    section = discussion_heading(discussion)
    for question in discussion.questions:
        if question.answer or not (question.dropped or discussion.answer):
            field = Field(section, _wording(question), "answer", question.ref, question_id=question.id)
            yield _with_answer(field, question.answer)
    if discussion.answer or (discussion.known and discussion.wants_one_piece):
        field = Field(section, "", "answer", discussion.ref, discussion_id=discussion.id)
        yield _with_answer(field, shown_whole_answer(discussion))
    for reply in discussion.peer_replies:
        if reply.given:
            yield Field(section, reply_heading(reply), "reply", reply.ref, reply.text, "posted", reply.replied_on)


def reply_heading(reply: PeerReply) -> str:
    """`To oakleaf, 2020-11-03`."""
    return f"To {clean(reply.peer) if reply.peer else 'a peer'}{f', {reply.replied_on}' if reply.replied_on else ''}"


def _answered_question(field: Field, question: Question, discussion: Discussion) -> Field:
    """The field with the answer to its question, or with the answer in one piece if the question has none."""
    answer = question.answer or shown_whole_answer(discussion)
    piece = question.answer is None and discussion.answer is not None
    ref = discussion.ref if piece else question.ref
    field = replace(field, kind="answer", ref=ref, question_id=question.id, covers=(ref,), in_one_piece=piece)
    return _with_answer(field, answer)


def _with_answer(field: Field, answer: Answer | None) -> Field:
    covers = field.covers or (field.ref,)
    if answer is None:
        return replace(field, covers=covers)
    return replace(field, text=answer.text, state=answer.state, date=answer.posted_on, covers=covers)


def _answered_discussion(field: Field, discussion: Discussion) -> Field:
    """The field with all answers of a discussion as one text; several answers each have their question above them."""
    kept = list(kept_answers(discussion))
    text = kept[0][1].text if len(kept) == 1 else post_text(discussion)
    posted = bool(kept) and all(answer.posted for _, answer in kept)
    state: QuestionState = "posted" if posted else "draft" if kept else "todo"
    days = [answer.posted_on for _, answer in kept if answer.posted_on]
    covers = (discussion.ref, *(question.ref for question in discussion.asked))
    return replace(
        field,
        kind="answer",
        ref=discussion.ref,
        text=text,
        state=state,
        date=max(days) if posted and days else None,
        discussion_id=discussion.id,
        covers=covers,
    )


def is_awaited(field: Field) -> bool:
    """Whether a field without words should get words that are kept or still to be written."""
    if field.text:
        return False
    if field.kind == "profile":
        return bool(field.on_form and field.on_form.required)
    return field.kind == "answer" or (field.kind == "open" and not field.is_chosen)


def _wording(question: Question) -> str:
    return "" if question.placeholder else clean(question.text)


def without_words(fields: Sequence[Field]) -> list[str]:
    """The references of the questions and discussions that have no answer."""
    return [field.ref for field in fields if field.kind == "answer" and not field.text]


LONGEST_QUERY = 8192
"""Characters. Past this, Google's servers answer with an error (found by trying; Google states no number)."""
_QUERY_START = "usp=pp_url"
_ENTRY = re.compile(r"entry\.\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Prefilled:
    """An address, the fields that it fills, and in `left` those whose value must be pasted; both in form order."""

    address: str
    filled: tuple[FormField, ...]
    left: tuple[FormField, ...]


def prefilled(address: str, values: Sequence[tuple[FormField, str]]) -> Prefilled:
    """The `address` of a Google Form with as many whole values as fit, in their order; if one does not fit, shorter
    ones after it may.

    Left out are also values that the field would not take: those longer than its limit, several lines for a single-line
    field, and choices that it does not have (check boxes take one choice a line). So are dates, times and uploads,
    whose format in an address is not documented. Empty values are skipped.
    """
    query = _QUERY_START
    filled, not_filled = [], []
    for field, value in values:
        if not value:
            continue
        entered = _prefill_values(field, line_feeds(value))
        parameters = "".join(f"&{field.name}={quote(one, safe='', errors='replace')}" for one in entered)
        if entered and len(query) + len(parameters) <= LONGEST_QUERY:
            query += parameters
            filled.append(field)
        else:
            not_filled.append(field)
    return Prefilled(urlsplit(address)._replace(query=query, fragment="").geturl(), tuple(filled), tuple(not_filled))


def _prefill_values(field: FormField, value: str) -> Sequence[str]:
    """The values to write into the address; none if the field would not take `value` as it is."""
    if not _ENTRY.fullmatch(field.name) or (field.longest is not None and browser_length(value) > field.longest):
        return ()
    match field.kind:
        case "paragraph":
            return [value]
        case "short" | "email":
            return [value] if "\n" not in value else ()
        case "choice" | "dropdown" | "scale":
            return [value] if _is_choice(field, value) else ()
        case "checkboxes" | "grid":
            chosen = value.split("\n")
            return chosen if all(_is_choice(field, one) for one in chosen) else ()
    return ()


def _is_choice(field: FormField, value: str) -> bool:
    return value in field.choices and value != CHOICE_OF_ONES_OWN
