"""Where posts begin and end, in every shape of text copy."""

from datetime import date

import pytest

from cups_course.errors import NotAThread
from cups_course.reader.reading import read_copy
from cups_course.thread.thread import Thread

TITLE = "Course 2: Growing Together - (Discussion #3) Shared Gardens"
BODY = """Welcome to our garden week. Please take your time.

Questions: What is a garden? Who waters it?

Please reply to 2 of your peers!

After fulfilling the requirements of this post, please check out the next post here!"""
FULL = f"""Skip to main content Skip to bottom nav

{TITLE}

TeacherTeal March 2nd, 2021

{BODY}

PlumTree7 March 3rd, 2021


A garden is a place to grow. Everybody waters it.

MapleSong March 5th, 2021

@PlumTree7 so true!
"""


def read(text: str, saved_on: date | None = None) -> Thread:
    return read_copy(text.encode(), name="copy.txt", saved_on=saved_on)


def authors_and_texts(thread: Thread) -> list[tuple[str | None, str]]:
    return [(post.author, post.text) for post in thread.posts]


def test_a_full_copy_is_read_from_title_to_last_post() -> None:
    thread = read(FULL)
    assert (thread.title, thread.course_number, thread.course_title) == (TITLE, 2, "Growing Together")
    assert (thread.discussion_number, thread.discussion_title) == (3, "Shared Gardens")
    assert (thread.author, thread.posted_on, thread.body) == ("TeacherTeal", "2021-03-02", BODY)
    assert (thread.questions, thread.peer_replies_wanted) == (("What is a garden?", "Who waters it?"), 2)
    assert authors_and_texts(thread) == [
        ("PlumTree7", "A garden is a place to grow. Everybody waters it."),
        ("MapleSong", "@PlumTree7 so true!"),
    ]
    assert [(post.index, post.date, post.kind, post.parent) for post in thread.posts] == [
        (1, "2021-03-03", "answer", None),
        (2, "2021-03-05", "reply", 1),
    ]
    assert thread.warnings == ()


def test_profile_lines_and_lone_dots_are_no_text() -> None:
    thread = read(
        f"{TITLE}\n\nUser Profile: TeacherTeal\nTeacherTeal March 2nd, 2021\n.\n\n{BODY}\n\n"
        "User Profile: PlumTree7\nPlumTree7 March 3rd, 2021\n-\n\nA place to grow.\n\n"
        "User Profile: MapleSong\n\nMarch 5th, 2021\n\nSo true!\n"
    )
    assert (thread.author, thread.body) == ("TeacherTeal", BODY)
    assert authors_and_texts(thread) == [("PlumTree7", "A place to grow."), ("MapleSong", "So true!")]
    assert thread.posts[1].date == "2021-03-05"


def test_a_date_alone_is_the_header_of_a_post_without_author() -> None:
    thread = read(FULL.replace("PlumTree7 March", "March"))
    assert [post.author for post in thread.posts] == [None, "MapleSong"]
    assert "1 post has no author in the copy." in thread.warnings


def test_dates_are_kept_where_all_names_are_lost() -> None:
    thread = read(FULL.replace("TeacherTeal ", "").replace("PlumTree7 March", "March").replace("MapleSong ", ""))
    assert (thread.author, thread.posted_on) == (None, "2021-03-02")
    assert [(post.author, post.date) for post in thread.posts] == [(None, "2021-03-03"), (None, "2021-03-05")]


def test_a_header_may_stand_right_below_a_text_and_above_nothing() -> None:
    thread = read(FULL + "Sunny greetings\nOtterMoon on March 6th, 2021\nCedarSky March 7th, 2021\n")
    assert authors_and_texts(thread)[1:] == [
        ("MapleSong", "@PlumTree7 so true!\nSunny greetings"),
        ("OtterMoon", ""),
        ("CedarSky", ""),
    ]


@pytest.mark.parametrize("separator", ["934", "1 reply", "2 replies", "load more", "2 replies\n\nload more\n\n17"])
def test_what_the_page_puts_between_posts_is_no_text(separator: str) -> None:
    thread = read(FULL.replace("\n\nMapleSong", f"\n\n{separator}\n\nMapleSong"))
    assert authors_and_texts(thread) == authors_and_texts(read(FULL))


@pytest.mark.parametrize(
    "line",
    [
        "We met on March 3rd, 2019",
        "Since March 4th, 2021",
        "Graduated June 5th, 2009",
        "Sunday",
        "Sunday\n- rest\nMonday\n- weeding",
        "PlumTree7 wrote this on March 3rd, 2021.",
        "Happy Sunday",
        "3 days ago I sat there.",
        "1. March 3rd, 2021: seeds",
        "12",
    ],
)
def test_a_date_or_a_name_inside_a_text_stays_text(line: str) -> None:
    text = f"My diary of the garden:\n\n{line}\n\nThat is all."
    thread = read(FULL.replace("A garden is a place to grow. Everybody waters it.", text))
    assert authors_and_texts(thread)[0] == ("PlumTree7", text)
    assert len(thread.posts) == 2


def test_dates_of_the_last_week_are_headers_where_the_copy_uses_them() -> None:
    thread = read(FULL + "\nOtterMoon Sunday\n\nLovely.\n\nSunday\n\nThanks!\n", date(2021, 3, 24))
    assert [(post.author, post.date) for post in thread.posts[2:]] == [
        ("OtterMoon", "2021-03-21"),
        (None, "2021-03-21"),
    ]
    assert thread.posts[2].how["date_raw"] == "Sunday"


def test_without_the_day_of_saving_such_dates_are_unknown_and_the_person_is_told() -> None:
    thread = read(FULL + "\nOtterMoon 3 days ago\n\nLovely.\n")
    assert (thread.posts[2].date, thread.posts[2].how["date"]) == (None, "unknown")
    assert any("--saved-on" in warning for warning in thread.warnings)


def test_a_copy_without_authors_keeps_what_can_be_known_and_says_so() -> None:
    thread = read(f"{TITLE}\n{BODY}\n@TeacherTeal\nIt is a place to grow.\n@PlumTree7\nSo true!")
    assert thread.questions == ("What is a garden?", "Who waters it?")
    assert authors_and_texts(thread) == [(None, "@TeacherTeal\nIt is a place to grow."), (None, "@PlumTree7\nSo true!")]
    assert any("no authors" in warning for warning in thread.warnings)


def test_a_cut_off_copy_warns_that_questions_may_be_missing() -> None:
    thread = read(f"{TITLE}\n\nTeacherTeal March 2nd, 2021\n\nWelcome to our garden week. We will lo")
    assert (thread.questions, thread.peer_replies_wanted) == ((), None)
    assert any("questions may be missing" in warning for warning in thread.warnings)


def test_a_list_of_threads_is_told_apart_by_what_to_do_now() -> None:
    entry = (
        "{title}\nby TeacherTeal\nLast post\n5 days ago\n...See more Welcome to our garden week. What is a garden?\n\n"
    )
    for count in (1, 3):
        listing = "".join(entry.format(title=f"Discussion {number}: Gardens") for number in range(1, count + 1))
        with pytest.raises(NotAThread, match=r"copy\.txt is a list of threads\. Open the course post"):
            read(listing)


def test_a_log_in_page_is_named() -> None:
    with pytest.raises(NotAThread, match="log-in page"):
        read("Welcome back\n\nEmail\nPassword\nForgot your password?\nLog in\n")


@pytest.mark.parametrize(
    "text",
    ["Dear diary, today was fine.", "My holidays\n\nMarch 3rd, 2021\n\nRain.", "1. milk\n2. bread", "@PlumTree7"],
)
def test_any_other_text_is_no_thread(text: str) -> None:
    with pytest.raises(NotAThread, match="doesn't look like a course thread"):
        read(text)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"PK\x03\x04rest", "is a zip file"),
        (b"%PDF-1.7", "PDF"),
        (b"bplist00\xd0", "web archive"),
        (b"text with \x00 inside", "isn't a text file"),
    ],
)
def test_a_file_of_another_kind_is_named_and_the_way_on_is_told(data: bytes, words: str) -> None:
    with pytest.raises(NotAThread, match=words):
        read_copy(data, name="copy.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_reads_the_same(encoding: str) -> None:
    text = FULL.replace("A garden is", "“Café” – a garden is")
    assert read_copy(text.encode(encoding), name="copy.txt") == read(text)


def test_one_bad_byte_spoils_no_other_letter() -> None:
    data = (
        FULL.replace("A garden is", "Ein Café: “a garden” is").encode().replace(b"place to grow", b"pl\x92ace to grow")
    )
    assert (
        read_copy(data, name="copy.txt").posts[0].text
        == "Ein Café: “a garden” is a pl’ace to grow. Everybody waters it."
    )


def test_an_opening_post_that_lost_its_header_keeps_its_text() -> None:
    thread = read(FULL.replace("TeacherTeal March 2nd, 2021\n\n", ""))
    assert (thread.author, thread.posted_on, thread.body) == (None, None, BODY)
    assert authors_and_texts(thread) == authors_and_texts(read(FULL))


def test_the_opener_is_known_by_the_badge_where_their_header_has_no_name() -> None:
    copy = FULL.replace("TeacherTeal March 2nd, 2021", "March 2nd, 2021")
    assert read(copy).author is None
    thread = read(copy + "\nTeacherTeal OP March 6th, 2021\n\nLovely, all of you!\n")
    assert (thread.author, thread.posts[2].author) == ("TeacherTeal", "TeacherTeal")


def test_a_long_text_below_a_profile_line_is_not_taken_for_its_header() -> None:
    text = "A garden is a place where everybody brings what they can, " * 3 + "\n\n-\n\nThat is all."
    thread = read(f"{FULL}\nUser Profile: OtterMoon\nMarch 6th, 2021\n\n{text}")
    assert authors_and_texts(thread)[-1] == ("OtterMoon", text)
