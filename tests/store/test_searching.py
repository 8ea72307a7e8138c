"""What a search finds, in which order and under which reference, and what it leaves out."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import ME, a_post, a_store, a_thread, discussion_at, imported, mine
from cups_course.errors import CourseError
from cups_course.model import Discussion
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.refs import find_ref, parse_ref
from cups_course.search import KINDS, MINE, SearchResult, fold_for_search, fts_query
from cups_course.store import search as searching
from cups_course.store.answers import keep_answers
from cups_course.store.corrections import drop_question
from cups_course.store.database import Database
from cups_course.store.outlines import add_outline, use_program
from cups_course.store.people import forget_forum_name, set_forum_names
from cups_course.store.reading import load
from cups_course.store.writing import add_note, keep_reply, remove_from_checklist
from cups_course.thread.placing import WantedPlace
from cups_course.thread.thread import OwnReply, WantedTask

_OUTLINE = Outline(
    "kind-leaders",
    "Kind Leaders",
    (
        OutlineCourse(
            2,
            "Becoming a Leader",
            (
                OutlineDiscussion(
                    2, "Service Leadership", (None, "Whose lamp?"), 1, (WantedTask("watch", "the video"),)
                ),
            ),
            (WantedTask("exam", ""),),
        ),
        OutlineCourse(10, "Beyond", (OutlineDiscussion(1, "Onwards", ("Which lamp now?",), 1),)),
    ),
    (WantedTask("oath", ""),),
)


def _search(database: Database, typed: str, course: str | None = None, limit: int | None = 20) -> list[SearchResult]:
    inside = None
    if course:
        of_course = find_ref(load(database), parse_ref(course)).course
        assert of_course
        inside = of_course.id
    return list(searching.search(database, fts_query(typed), KINDS, inside, limit=limit).first)


def _refs(database: Database, typed: str, course: str | None = None) -> list[tuple[str, str]]:
    return [(result.kind, result.ref) for result in _search(database, typed, course)]


def _lamps(database: Database) -> None:
    """A lamp in every kind of text, kept from the last to the first."""
    add_outline(database, _OUTLINE)
    later, first = discussion_at(database, "10.1"), discussion_at(database)
    keep_answers(database, later, {later.questions[0].id: "this lamp"}, "text")
    for peer in ("oak", "@Oak", "fern"):
        keep_reply(database, first, peer, f"your lamp, {peer}", "text", on=None, draft=False)
    keep_answers(database, first, {None: "a lamp in one piece", first.questions[1].id: "mine, a lamp"}, "text")
    programs = load(database)
    for ref in ("kind-leaders", "kind-leaders/oath", "2", "2.exam", "2.2", "2.2.2", "2.2.watch", "2.2@oak#2"):
        add_note(database, find_ref(programs, parse_ref(ref)).subject, "a lamp to remember")


def test_results_come_in_course_order_with_own_texts_before_posts() -> None:
    posts = [a_post(1, "heron", "no light"), a_post(2, "plum", "their lamp"), a_post(3, "fern", "lamp!", parent=2)]
    with a_store() as database:
        _lamps(database)
        imported(database, a_thread("Whose lamp?", course=10, number=2, topic="Last", posts=posts))
        found = _refs(database, "LAMPS"[:4])
        indexes = [
            (result.author, result.post) for result in _search(database, "lamp", limit=None) if result.kind == "post"
        ]

    assert found == [
        ("note", "kind-leaders"),
        ("note", "kind-leaders/oath"),
        ("note", "2"),
        ("note", "2.exam"),
        ("question", "2.2.2"),
        ("answer", "2.2.2"),
        ("answer", "2.2"),
        ("reply", "2.2@oak"),
        ("reply", "2.2@Oak#2"),
        ("reply", "2.2@fern"),
        ("note", "2.2"),
        ("note", "2.2.2"),
        ("note", "2.2.watch"),
        ("note", "2.2@Oak#2"),
        ("question", "10.1.1"),
        ("answer", "10.1.1"),
        ("question", "10.2.1"),
        ("post", "10.2"),
        ("post", "10.2"),
    ]
    assert indexes == [("plum", 2), ("fern", 3)]


@pytest.mark.parametrize("in_use", ["kind-leaders", "my-courses"])
def test_every_reference_leads_to_its_subject(in_use: str) -> None:
    with a_store() as database:
        imported(database, a_thread("Whose lamp?", posts=[a_post(1, "oak", "A lamp.")]))
        keep_reply(database, discussion_at(database), "oak", "your lamp", "text", on=None, draft=False)
        add_outline(database, Outline("kind-leaders", "Kind Leaders", (OutlineCourse(2, "Two", ()),)))
        other = a_thread("Which lamp?", number=3, topic="Other")
        imported(database, other, wanted=WantedPlace(program="kind-leaders"))
        use_program(database, in_use)
        programs = load(database)
        found = _search(database, "lamp")

    assert {result.kind for result in found} == {"question", "reply", "post"}
    for result in found:
        subject = find_ref(programs, parse_ref(result.ref)).subject
        assert subject.ref == result.ref
        if result.kind != "post":
            assert subject.id == result.id


def test_a_search_in_a_course_finds_only_what_is_in_it() -> None:
    with a_store() as database:
        _lamps(database)

        assert _refs(database, "lamp", "10") == [("question", "10.1.1"), ("answer", "10.1.1")]
        assert len(_refs(database, "lamp", "2")) == 12


def test_a_search_for_some_kinds_finds_only_those() -> None:
    with a_store() as database:
        _lamps(database)
        results = searching.search(database, fts_query("lamp"), MINE, limit=20)

    assert {result.kind for result in results.first} == set(MINE)


def test_results_over_the_limit_are_counted() -> None:
    with a_store() as database:
        _lamps(database)
        results = searching.search(database, fts_query("lamp"), KINDS, limit=3)

    assert (len(results.first), results.more) == (3, 13)


def test_of_very_many_matches_only_the_newest_are_sorted_and_none_are_counted() -> None:
    posts = [a_post(index, "oak", f"lamp {index}") for index in range(1, 1003)]
    with a_store() as database:
        imported(database, a_thread(posts=posts))
        screen = searching.search(database, fts_query("lamp"), KINDS, limit=2)
        everything = searching.search(database, fts_query("lamp"), KINDS)

    assert ([result.text for result in screen.first], screen.more) == (["lamp 503", "lamp 504"], None)
    assert (len(everything.first), everything.more) == (1002, 0)


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("lead", ["a leader", "to lead"]),
        ('"lead"', ["to lead"]),
        ('"small lamp"', ["one small lamp"]),
        ("lamp small", ["a lamp, so small", "one small lamp"]),
        ("lamp small quiet", []),
    ],
)
def test_a_word_finds_what_begins_with_it_and_quotation_marks_find_just_that(typed: str, texts: list[str]) -> None:
    with a_store() as database:
        imported(database, a_thread())
        for text in ("a leader", "to lead", "a lamp, so small", "one small lamp"):
            add_note(database, discussion_at(database), text)

        assert sorted(result.text for result in _search(database, typed)) == texts


def test_the_current_words_are_found_and_the_older_ones_are_not() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        for text in ("a lamp", "a candle"):
            keep_answers(database, discussion_at(database), {None: text}, "text")

        assert _refs(database, "candle") == [("answer", "2.2")]
        assert _refs(database, "lamp") == []


# Texts found once, or not at all


def _with_own_posts(database: Database) -> None:
    posts = [
        a_post(1, "oak", "A lamp."),
        a_post(2, ME, "Why? My lamp."),
        a_post(3, ME, "Your lamp!", parent=1),
        a_post(4, ME, "One more lamp."),
    ]
    own = mine(answers=[(1, "My lamp.", 2)], replies=[OwnReply("oak", 3, "2020-10-01", "Your lamp!")])
    imported(database, a_thread("Why?", posts=posts), own)


def test_a_person_s_own_posts_are_found_once_as_answer_and_reply() -> None:
    with a_store() as database:
        _with_own_posts(database)

        found = [(result.kind, result.author, result.post) for result in _search(database, "lamp")]

    assert found == [("answer", None, None), ("reply", None, None), ("post", "oak", 1), ("post", ME, 4)]


def test_an_answer_typed_before_it_was_found_in_the_thread_is_found_once_too() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        question = discussion_at(database).questions[0]
        keep_answers(database, discussion_at(database), {question.id: "My lamp."}, "text")
        _with_own_posts(database)

        assert _refs(database, "my lamp") == [("answer", "2.2.1")]


def test_posts_under_a_forgotten_forum_name_are_found_as_posts() -> None:
    with a_store() as database:
        set_forum_names(database, [ME])
        _with_own_posts(database)
        forget_forum_name(database, ME)

        assert [(result.kind, result.post) for result in _search(database, "lamp")] == [
            ("post", number) for number in (1, 2, 3, 4)
        ]


def test_what_was_removed_is_not_found() -> None:
    with a_store() as database:
        _lamps(database)
        first = discussion_at(database)
        remove_from_checklist(database, next(reply for reply in first.peer_replies if reply.ref == "2.2@Oak#2"))
        remove_from_checklist(database, first.tasks[0])
        remove_from_checklist(database, discussion_at(database, "10.1"))

        refs = [ref for _, ref in _refs(database, "lamp")]

    assert not {"2.2.watch", "10.1.1"} & set(refs)
    assert [ref for ref in refs if "@" in ref] == ["2.2@oak", "2.2@fern"]


def _dropped(database: Database) -> Discussion:
    imported(database, a_thread("Which lamp?", "Why?"))
    discussion = discussion_at(database)
    drop_question(database, discussion, discussion.questions[0])
    return discussion


def test_a_question_that_is_no_longer_asked_is_found_only_with_an_answer() -> None:
    with a_store() as database:
        discussion = _dropped(database)
        assert _refs(database, "lamp") == []

        keep_answers(database, discussion, {discussion.questions[0].id: "This lamp."}, "text")
        assert _refs(database, "lamp") == [("question", "2.2.1"), ("answer", "2.2.1")]


def test_a_placeholder_for_a_question_is_not_found() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)

        assert _refs(database, "wording") == []


# Words of any language


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Ein Café am Meer", "cafe", "Café"),
        ("I don’t know", "don't", "don’t"),
        ("we dont know", "don’t", "dont"),
        ("GROẞ und klein", "gross", "GROẞ"),
        ("İstanbul güzel", "istanbul", "İstanbul"),
        ("Ο ΟΔΟΣ", "οδος", "ΟΔΟΣ"),
        ("他的領導力很好", "領導", "領導"),
        ("ภาวะผู้นำ", "ผู้นำ", "ผู้นำ"),
        ("한국 사람", "한국", "한국"),
        ("एक अच्छा नेता", "अच्छा", "अच्छा"),
        ("a lamp🪔bright", "bright", "bright"),
        ("\U0001e900\U0001e901 \U0001e902", "\U0001e922\U0001e923", "\U0001e900\U0001e901"),
        ("e\u0301toile", "étoile", "e\u0301toile"),
        ("\x1b[31m\x00lamp", "lamp", "lamp"),
    ],
)
def test_words_of_any_language_are_found_and_marked_as_they_were_written(text: str, typed: str, marked: str) -> None:
    with a_store() as database:
        imported(database, a_thread())
        add_note(database, discussion_at(database), text)
        (result,) = _search(database, typed)

    ((start, end),) = result.spans
    assert result.text[start:end].strip() == marked


def _words(text: str) -> list[str]:
    return [word for word in text.split() if fold_for_search(word).strip()]


@settings(max_examples=60)
@given(st.text().filter(_words), st.data())
def test_any_text_is_found_by_any_word_of_it_with_its_span(text: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(_words(text)))
    with a_store() as database:
        imported(database, a_thread())
        add_note(database, discussion_at(database), text)
        found = searching.search(database, fts_query(word), ["note"], limit=20).first

    assert [result.text for result in found] == [text]
    marked = "".join(text[start:end] for start, end in found[0].spans)
    assert fold_for_search(word).split()[0] in fold_for_search(marked)


WORDS = {
    "thai": ["ผู้นำ", "ที่ดี", "น้ำ", "เสมอ", "เรียนรู้"],
    "devanagari": ["नेता", "सीखते", "हैं", "अच्छा", "क्षमा"],
    "japanese": ["リーダー", "ガーデン", "か\u3099く", "静か", "ｶﾞｲﾄﾞ"],
    "latin": ["Café", "e\u0301toile", "Weiß", "jaźń", "ge\u0328\u0301s", "don’t"],
    "emoji": ["👍🏽lamp", "lantern❤️", "👨‍👩‍👧home", "one️"],
}


@pytest.mark.parametrize("script", WORDS)
@settings(max_examples=30)
@given(st.data())
def test_a_span_covers_whole_letters_and_folds_to_the_query(script: str, data: st.DataObject) -> None:
    written = data.draw(st.lists(st.sampled_from(WORDS[script]), min_size=1, max_size=12))
    text = data.draw(st.sampled_from([" ", "", "\n", "। ", "、"])).join(written)
    word = data.draw(st.sampled_from(_words(text)))
    with a_store() as database:
        imported(database, a_thread())
        add_note(database, discussion_at(database), text)
        (result,) = searching.search(database, fts_query(f'"{word}"'), ["note"], limit=20).first

    assert result.text == text
    assert result.spans
    for start, end in result.spans:
        assert fold_for_search(text[start:end]).split() == fold_for_search(word).split()
        for edge in (text[start], text[end : end + 1]):
            assert not edge or unicodedata.category(edge)[0] != "M"


@settings(max_examples=100)
@given(st.text())
def test_nothing_that_is_typed_fails(typed: str) -> None:
    try:
        asked = fts_query(typed)
    except CourseError:
        return
    with a_store() as database:
        assert searching.search(database, asked, KINDS, limit=5) == ([], 0)
