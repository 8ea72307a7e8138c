"""What people do to a store, step by step: random histories for merging, undoing and forgetting."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from random import Random

from cups_course.errors import CourseError
from cups_course.events.event import Event
from cups_course.form.filling import form_fields
from cups_course.form.form import FormField, Match, SavedForm
from cups_course.model import Discussion, PeerReply, Plan
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.pace.set_aside import PausedSubject
from cups_course.refs import find_ref, parse_ref
from cups_course.store import corrections
from cups_course.store.answers import AnswerPlace, clear_answer, keep_answers, move_answer
from cups_course.store.database import Database
from cups_course.store.forget import forget, forget_rules
from cups_course.store.forms import attach_form, detach_form, match_fields, set_profile, submit_form
from cups_course.store.gathering import Gathering
from cups_course.store.history import redo, restore_version, single_history, undo
from cups_course.store.importing import discussion_of, import_thread
from cups_course.store.outlines import add_outline, use_program
from cups_course.store.people import forget_forum_name, same_person, set_forum_names
from cups_course.store.reading import load
from cups_course.store.threads import load_thread
from cups_course.store.writing import (
    add_note,
    change_note,
    clear_plan,
    keep_choice,
    keep_reply,
    keep_task_text,
    log_practice,
    mark_posted,
    move_discussion,
    pause,
    remove_from_checklist,
    remove_note,
    remove_practice,
    remove_program,
    resume,
    resume_everything,
    set_plan,
    tick,
    withdraw_postings,
)
from cups_course.tasks import unposted_text
from cups_course.thread.placing import WantedPlace, place_thread
from cups_course.thread.thread import OwnAnswer, OwnPosts, OwnReply, Post, Thread, WantedTask

ME = "PlumTree7"
_PEERS = ("oakleaf", "fern", "heron", "plum", "kettle")
_TOPICS = ("Steady Beats Fast", "Asking for Help", "The Art of Rest")
_QUESTIONS = (
    "What keeps you calm?",
    "Where did you see it done well?",
    "How could you do more of it?",
    "What will you leave out?",
)
_HALVES = ("The first half?", "The second half?")
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
    database.next_command()
    with suppress(CourseError, IndexError, StopIteration):
        random.choice(STEPS)(database, random)


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


def outline(random: Random) -> Outline:
    """An outline of the course that the threads belong to: with more or fewer posts in it, their questions worded or
    not."""
    discussions = []
    for number, topic in enumerate(_TOPICS[: random.randint(1, 3)], start=1):
        asked = random.choice((None, (None, None), _QUESTIONS[:2]))
        tasks = (WantedTask("watch", "The film."),) if random.random() < 0.5 else ()
        discussions.append(OutlineDiscussion(number, topic, asked, random.choice((None, 2)), tasks))
    course = OutlineCourse(1, "Kind Leaders", tuple(discussions), (WantedTask("exam", ""),), ("Evaluation",))
    return Outline("kind-leaders", "Kind Leaders", (course,))


def _own(copy: Thread) -> OwnPosts:
    return OwnPosts(
        ME,
        tuple(OwnAnswer(1, post.text, post.index) for post in copy.posts if post.author == ME and not post.parent),
        tuple(
            OwnReply(copy.posts[post.parent - 1].author, post.index, post.date, post.text)
            for post in copy.posts
            if post.author == ME and post.parent and copy.posts[post.parent - 1].author != ME
        ),
    )


def _import(database: Database, random: Random) -> None:
    copy = thread(random)
    left = forget_rules(database).without(copy, _own(copy))
    if left is None:
        return
    held = discussion_of(database, left)
    import_thread(database, left, place_thread(left, load(database), WantedPlace(), discussion_id=held), _own(left))


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


def _move_answer(database: Database, random: Random) -> None:
    """Clear an answer, or move it to another question or discussion."""
    places = [
        (AnswerPlace(one.id, question.id if question else None), (question or one).answer)
        for one in (_discussion(database, random), _discussion(database, random))
        for question in (*one.asked, None)
    ]
    here = random.choice([place for place, answer in places if answer])
    if random.random() < 0.4:
        clear_answer(database, here)
    else:
        there = random.choice([place for place, _ in places if place != here])
        move_answer(database, here, there, swap=random.random() < 0.5)


def _restore(database: Database, random: Random) -> None:
    ref = random.choice([one.ref for one in _discussion(database, random).questions if one.answer])
    restore_version(database, single_history(database, find_ref(load(database), parse_ref(ref))).versions[0])


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
    match random.randrange(5):
        case 0:
            attach_form(database, form, random.choice(FORMS), {"entry.1": goes})
        case 1 if form.form:
            match_fields(database, form.form, {f"entry.{random.randint(1, 3)}": replace(goes, by_person=True)})
        case 2 if form.form:
            detach_form(database, form)
        case 3:
            set_profile(database, random.choice(("name", "email")), random.choice((None, _words(random))))
        case _:
            submit_form(database, form, form_fields(form, course), on="2025-10-08")


def _work(database: Database, random: Random) -> None:
    """Choose one of several, log practice or take it back, or write how it goes."""
    courses = [course for program in load(database) for course in program.courses]
    task = random.choice([form for course in courses for form in course.forms])
    match random.randrange(4):
        case 0:
            keep_choice(database, task, random.choice(("Knots & Ropes", "Star Charts", None)))
        case 1 if task.practice:
            remove_practice(database, random.choice(task.practice))
        case 2:
            keep_task_text(database, task, _words(random), instead_of=unposted_text(task))
        case _:
            note = random.choice((None, _words(random)))
            log_practice(database, task, on="2025-10-08", minutes=random.randint(1, 90), note=note)


def _note(database: Database, random: Random) -> None:
    """Write a note, or change or remove one."""
    discussion = _discussion(database, random)
    match random.randrange(3):
        case 0 if discussion.notes:
            change_note(database, discussion, random.choice(discussion.notes), _words(random))
        case 1 if discussion.notes:
            remove_note(database, discussion, random.choice(discussion.notes))
        case _:
            add_note(database, discussion, _words(random))


def _pace(database: Database, random: Random) -> None:
    """Plan a course or take its plan away; set something, or everything, aside or take it up again."""
    course = random.choice([course for program in load(database) for course in program.courses])
    subjects: list[PausedSubject | None] = [None, course, *course.forms, *course.discussions]
    match random.randrange(4):
        case 0:
            set_plan(database, course, Plan("2025-10-08", per_week=random.randint(1, 9)))
        case 1:
            clear_plan(database, course)
        case 2:
            pause(database, random.choice(subjects), until=random.choice((None, "2999-10-08")))
        case _:
            subject = random.choice(subjects)
            resume(database, [subject]) if subject else resume_everything(database)


def _move(database: Database, random: Random) -> None:
    discussion = _discussion(database, random)
    program = next(one for one in load(database) for course in one.courses if discussion in course.discussions)
    course, number = random.randint(1, 2), random.randint(1, 5)
    taken = {(one.number, there.number) for one in program.courses for there in one.discussions}
    if (course, number) not in taken:
        move_discussion(database, discussion, program, course, number, None)


def _remove(database: Database, random: Random) -> None:
    remove_from_checklist(
        database, _reply(database, random) if random.random() < 0.7 else _discussion(database, random)
    )


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
            corrections.edit_question(database, discussion, question, f"{random.choice(_QUESTIONS)} Really?")
        case 1:
            corrections.add_question(database, discussion, random.choice(_QUESTIONS))
        case 2:
            corrections.drop_question(database, discussion, question)
        case 3 if len(discussion.asked) > 1:
            corrections.merge_questions(database, discussion, discussion.asked[:2], "All of it in one?")
        case 4 if not {one.text for one in discussion.asked} & set(_HALVES):  # the command refuses it otherwise
            corrections.split_question(database, discussion, question, _HALVES)
        case _:
            corrections.set_replies_wanted(database, discussion, random.randint(0, 4))


def _undo(database: Database, random: Random) -> None:
    if random.random() < 0.6:
        undo(database)
    else:
        redo(database)


def _outline(database: Database, random: Random) -> None:
    """Add the outline of a program, or take it out of the checklist again."""
    if random.random() < 0.8:
        add_outline(database, outline(random))
    else:
        remove_program(database, "kind-leaders")


def _put_right(database: Database, random: Random) -> None:
    """Say of a post in a thread that it is one's own, or that it is not."""
    discussion = _discussion(database, random)
    kept = load_thread(database, discussion)
    if kept is None or not kept.thread.posts:
        return
    post = random.choice(kept.thread.posts)
    if random.random() < 0.5:
        own = OwnPosts(ME, (OwnAnswer(None, post.text, post.index),), ())
        corrections.set_own_post(database, discussion, kept, replace(post, author=ME, kind="answer"), own)
    else:
        corrections.disown_post(database, discussion, kept.post_ids[post.index - 1])


def _use(database: Database, random: Random) -> None:
    use_program(database, random.choice(load(database)).key)


def forget_something(database: Database, random: Random) -> None:
    """Remove something for good: an answer, a thread, all one's own words there, a peer, or the profile."""
    database.next_command()
    discussions = [one for program in load(database) for course in program.courses for one in course.discussions]
    what = Gathering(database)
    if discussions:
        _gather(what, random.choice(discussions), random)
    if random.random() < 0.5:
        what.add_sent_copies()
    if what:
        database.doing("something forgotten")
        forget(database, what.rule())


def _gather(what: Gathering, discussion: Discussion, random: Random) -> None:
    match random.randrange(5):
        case 0:
            question = random.choice([*discussion.asked, None])
            what.add_answer(discussion.id, question.id if question else None)
        case 1:
            what.add_thread(discussion.id)
        case 2:
            what.add_own_words(discussion.id)
        case 3:
            what.add_peer({random.choice(_PEERS)}, random.choice((None, discussion.id)), mine=random.random() < 0.5)
        case _:
            what.add_profile(None)


def forgotten_parts(events: Iterable[Event]) -> dict[str, set[str]]:
    """The parts of events of which the log says that they were removed for good."""
    parts: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.kind == "forgotten":
            for one, gone in event.data["parts"].items():
                parts[one] |= set(gone)
    return parts


STEPS: list[Callable[[Database, Random], None]] = [
    *[_answer] * 6,
    *[_import] * 4,
    *[_log_reply] * 3,
    *[_correct] * 3,
    *[_move_answer] * 2,
    *[_undo] * 3,
    *[_form] * 3,
    *[_pace] * 2,
    *[_work] * 2,
    *[_outline] * 2,
    *(_restore, _posted, _posted, _tick, _note, _move, _remove, _name, _same, _put_right, _use),
]
