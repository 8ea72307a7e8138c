"""What people do to a store, step by step: random histories for merging and for taking back."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from random import Random

from cups_course.course.errors import CourseError
from cups_course.course.filling import fields_of_form
from cups_course.course.form import FormField, Match, SavedForm
from cups_course.course.model import Discussion, PeerReply, Plan
from cups_course.course.placing import Wanted, place
from cups_course.course.references import find, parse
from cups_course.course.task_steps import waiting_progress
from cups_course.course.thread import OwnAnswer, OwnPosts, OwnReply, Post, Thread
from cups_course.store import corrections
from cups_course.store.database import Database
from cups_course.store.doing import choose, keep_progress, log_practice, take_back_practice
from cups_course.store.forms import attach, match_fields, set_profile, submit
from cups_course.store.history import bring_back, the_history
from cups_course.store.importing import take_in
from cups_course.store.journal import Command
from cups_course.store.moving import move_discussion
from cups_course.store.pace import Subject, clear_plan, keep_plan, set_aside, take_up
from cups_course.store.people import forget_forum_name, same_person, set_forum_names
from cups_course.store.reading import load
from cups_course.store.threads import discussion_of_forum_id
from cups_course.store.undoing import take_back
from cups_course.store.writing import (
    add_note,
    keep_answers,
    keep_reply,
    mark_posted,
    remove,
    tick,
    withdraw_postings,
)

ME = "PlumTree7"
_PEERS = ("oakleaf", "fern", "heron", "plum", "kettle")
_TOPICS = ("Steady Beats Fast", "Asking for Help", "The Art of Rest")
_QUESTIONS = (
    "What keeps you calm?",
    "Where did you see it done well?",
    "How could you do more of it?",
    "What will you leave out?",
)
_WORDS = ("A small lamp.", "It is to be there again.", "I rest before I have to.", "Café, don’t rush! 🌱", "The sea.")

FORMS = [
    SavedForm(
        title,
        address,
        tuple(
            FormField(f"entry.{number}", label, "", "paragraph", True, (), 500, 1)
            for number, label in enumerate(labels, start=1)
        ),
        (),
    )
    for title, address, labels in (
        ("How was it?", "https://example.org/form", _QUESTIONS[1:3]),
        ("How was it, once more?", "https://example.org/form", _QUESTIONS[1:]),
        ("Quite another form", None, ("Your name", _QUESTIONS[1], "And your e-mail?")),
    )
]
"""One, the same with a field more, and one that asks something else under the same names."""


def step(database: Database, random: Random) -> None:
    """One command, as somebody might run it now; where there is nothing to do it to, nothing."""
    database.command = Command()
    with suppress(CourseError, IndexError, StopIteration):
        random.choice(_STEPS)(database, random)


def thread(random: Random) -> Thread:
    """A copy of one of a few threads: with more or fewer posts, of one place or another, as a page or as text."""
    topic = random.randrange(len(_TOPICS))
    page = random.random() < 0.5
    posts = []
    for index in range(1, random.randint(1, 6)):
        author = _PEERS[index % len(_PEERS)] if index % 3 else ME
        parent = index - 1 if index % 2 == 0 else None
        posts.append(
            Post(
                index,
                author,
                f"2025-10-{index:02}",
                "reply" if parent else "answer",
                parent,
                f"{_WORDS[index % len(_WORDS)]} Number {index} of {_TOPICS[topic]}.",
                {"date": "stated"},
                f"{topic}-{index}" if page else None,
            )
        )
    number = topic + 1 + (random.random() < 0.1)
    return Thread(
        f"Course 1 Discussion {number}: {_TOPICS[topic]}",
        1,
        "Kind Leaders",
        number,
        _TOPICS[topic],
        "leader",
        "2025-10-01",
        f"Welcome to {_TOPICS[topic]}.",
        _QUESTIONS[: random.randint(1, 3)],
        random.choice((1, 2, None)),
        (),
        tuple(posts),
        forum_id=f"forum/{topic}" if page else None,
    )


def _import(database: Database, random: Random) -> None:
    copy = thread(random)
    own = OwnPosts(
        ME,
        tuple(OwnAnswer(1, post.text, post.index) for post in copy.posts if post.author == ME and not post.parent),
        tuple(
            OwnReply(copy.posts[post.parent - 1].author, post.index, post.date, post.text)
            for post in copy.posts
            if post.author == ME and post.parent and copy.posts[post.parent - 1].author != ME
        ),
    )
    held = discussion_of_forum_id(database, copy.forum_id)
    take_in(database, copy, place(copy, load(database), Wanted(), held=held), own)


def _discussion(database: Database, random: Random) -> Discussion:
    return random.choice(
        [one for program in load(database) for course in program.courses for one in course.discussions]
    )


def _reply(database: Database, random: Random) -> PeerReply:
    return random.choice(_discussion(database, random).peer_replies)


def _words(random: Random) -> str:
    return f"{random.choice(_WORDS)} {random.randrange(100)}"


def _answer(database: Database, random: Random) -> None:
    discussion = _discussion(database, random)
    question = random.choice([*discussion.asked, None])
    note = "Ask Fern." if random.random() < 0.1 else ""
    keep_answers(database, discussion, {question.id if question else None: _words(random)}, "text", note=note)


def _restore(database: Database, random: Random) -> None:
    ref = random.choice([one.ref for one in _discussion(database, random).questions if one.answer])
    bring_back(database, the_history(database, find(load(database), parse(ref))).versions[0])


def _log_reply(database: Database, random: Random) -> None:
    draft = random.random() < 0.3
    on = None if draft else "2025-10-09"
    discussion = _discussion(database, random)
    keep_reply(database, discussion, random.choice(_PEERS), _words(random), "text", on=on, draft=draft)


def _posted(database: Database, random: Random) -> None:
    answer = random.choice([one.answer for one in _discussion(database, random).questions if one.answer])
    if random.random() < 0.7:
        mark_posted(database, "answer", [answer.id], on="2025-10-08")
    else:
        withdraw_postings(database, "answer", [answer.id])


def _tick(database: Database, random: Random) -> None:
    form = random.choice([form for program in load(database) for course in program.courses for form in course.forms])
    tick(database, form, random.choice(("done", "taken back")), on="2025-10-08")


def _form(database: Database, random: Random) -> None:
    """Attach a form, say what goes into its fields, say something about oneself for it, or send it."""
    courses = [course for program in load(database) for course in program.courses]
    course, form = random.choice([(course, form) for course in courses for form in course.forms])
    asked = [question.id for one in course.discussions for question in one.asked]
    goes = random.choice(
        [
            *map(Match, asked),
            *(Match(discussion_id=one.id) for one in course.discussions),
            *(Match(profile=name) for name in ("name", "email")),
            Match(),
        ]
    )
    match random.randrange(4):
        case 0:
            attach(database, form, random.choice(FORMS), {"entry.1": goes})
        case 1 if form.form:
            match_fields(database, form.form, {f"entry.{random.randint(1, 3)}": replace(goes, by_person=True)})
        case 2:
            set_profile(database, random.choice(("name", "email")), random.choice((None, _words(random))))
        case _:
            submit(database, form, fields_of_form(form, course), on="2025-10-08")


def _work(database: Database, random: Random) -> None:
    """Choose one of several, log practice or take it back, or write how it goes."""
    courses = [course for program in load(database) for course in program.courses]
    course, task = random.choice([(course, form) for course in courses for form in course.forms])
    match random.randrange(4):
        case 0:
            choose(database, task, random.choice(("Knots & Ropes", "Star Charts", None)))
        case 1 if task.practice:
            take_back_practice(database, random.choice(task.practice))
        case 2:
            subject = random.choice((course, task))
            keep_progress(database, subject, _words(random), instead_of=waiting_progress(subject))
        case _:
            note = random.choice((None, _words(random)))
            log_practice(database, task, on="2025-10-08", minutes=random.randint(1, 90), note=note)


def _note(database: Database, random: Random) -> None:
    add_note(database, _discussion(database, random), _words(random))


def _pace(database: Database, random: Random) -> None:
    """Plan a course or take its plan away; set something, or everything, aside or take it up again."""
    course = random.choice([course for program in load(database) for course in program.courses])
    subjects: list[Subject | None] = [None, course, *course.forms, *course.discussions]
    match random.randrange(4):
        case 0:
            keep_plan(database, course, Plan("2025-10-08", per_week=random.randint(1, 9)))
        case 1:
            clear_plan(database, course)
        case 2:
            set_aside(database, random.choice(subjects), until=random.choice((None, "2999-10-08")))
        case _:
            take_up(database, random.choice(subjects))


def _move(database: Database, random: Random) -> None:
    discussion = _discussion(database, random)
    program = next(one for one in load(database) for course in one.courses if discussion in course.discussions)
    course, number = random.randint(1, 2), random.randint(1, 5)
    taken = {(one.number, there.number) for one in program.courses for there in one.discussions}
    if (course, number) not in taken:
        move_discussion(database, discussion, program, course, number, None)


def _remove(database: Database, random: Random) -> None:
    remove(database, _reply(database, random) if random.random() < 0.7 else _discussion(database, random))


def _name(database: Database, random: Random) -> None:
    name = random.choice((ME, "PlumTree8", "oakleaf"))
    if random.random() < 0.7:
        set_forum_names(database, [name])
    else:
        forget_forum_name(database, name)


def _same(database: Database, random: Random) -> None:
    same_person(database, *random.sample(_PEERS, 2))


def _correct(database: Database, random: Random) -> None:
    discussion = _discussion(database, random)
    question = random.choice(discussion.asked)
    match random.randrange(6):
        case 0:
            corrections.edit(database, discussion, question, f"{random.choice(_QUESTIONS)} Really?")
        case 1:
            corrections.add(database, discussion, random.choice(_QUESTIONS))
        case 2:
            corrections.drop(database, discussion, question)
        case 3 if len(discussion.asked) > 1:
            corrections.merge(database, discussion, discussion.asked[:2], "All of it in one?")
        case 4:
            corrections.split_up(database, discussion, question, ["The first half?", "The second half?"])
        case _:
            corrections.want_replies(database, discussion, random.randint(0, 4))


def _undo(database: Database, random: Random) -> None:
    take_back(database, further=random.random() < 0.5)


_STEPS: list[Callable[[Database, Random], None]] = [
    *[_answer] * 6,
    *[_import] * 4,
    *[_log_reply] * 3,
    *[_correct] * 3,
    *[_undo] * 3,
    *[_form] * 3,
    *[_pace] * 2,
    *[_work] * 2,
    *(_restore, _posted, _posted, _tick, _note, _move, _remove, _name, _same),
]
