"""Pages of the forum: what stands where, what belongs to whom, and what a page does not tell."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from saved_pages import ADDRESS, OPENING, THREAD, Written, complete, forum_page

from cups_course.reader.copy import Copy
from cups_course.reader.forums import parse_content
from cups_course.saved.containers import Page

NOTES = Path(__file__).parents[3] / "shared" / "threads" / "made-up-page.html"
WAY_TO_IT = '<ol class="breadcrumb"><li>Forum</li><li class="active">Week 3: Peas</li></ol>'
REPLY = Written(7040, "FernPath", "March 10th, 2021", "<p>Yes!</p>")


def read(html: str, saved_on: date | None = None, *, address: str | None = ADDRESS) -> Copy:
    return parse_content(Page(html, address), name="page.html", saved_on=saved_on)


def with_body(body: str) -> Copy:
    """The thread with `body` as that of the first post below the opening post."""
    first, answer, *others = THREAD
    return read(forum_page([first, replace(answer, body=body), *others]))


def authors(copy: Copy) -> list[str | None]:
    return [post.author for post in copy.posts]


def texts(copy: Copy) -> list[str]:
    return [post.text for post in copy.posts]


def test_the_page_written_from_the_notes_is_read_as_the_notes_say() -> None:
    if not NOTES.is_file():
        pytest.skip("the notes are not part of the project")
    page = Page(NOTES.read_text(encoding="utf-8"), None)
    copy = parse_content(page, name="page.html", saved_on=date(2023, 3, 22))
    assert (copy.title, copy.forum_id) == ("Sample Course Discussion 1: Welcome to Sample Course", "900001")
    assert copy.address and copy.address.endswith("/SampleCourseDiscussion1WelcometoSampleCourse_900001/")
    assert (copy.pages, set(copy.pages_given), copy.warnings) == (3, {2}, ())
    assert (copy.opening.author, copy.opening.forum_id) == ("TeacherTeal", "5000001")
    assert copy.opening.text.endswith("1. Why are you here?\n2. What helps you learn?")
    assert [
        (post.forum_id, post.author, str(post.dated and post.dated.day), post.answers_to, post.page)
        for post in copy.posts
    ] == [
        ("5000120", "LearnerLime", "2023-03-14", None, 2),
        ("5000133", "TeacherTeal", "2023-03-21", "5000120", 2),
        ("5000126", "LearnerPlum", "2023-03-19", None, 2),
        ("5000127", None, "2023-03-19", None, 2),
    ]
    assert texts(copy)[0] == "@TeacherTeal\n\n1. To listen better.\n\n2. Short notes, and a walk."
    assert texts(copy)[1] == "@LearnerLime\n\nWalking helps me too. On March 3rd, 2019 I wrote it down."


def test_a_post_is_known_by_its_number_and_a_reply_by_the_link_before_the_heart() -> None:
    copy = read(forum_page())
    assert [(post.forum_id, post.answers_to) for post in copy.posts] == [
        ("7010", None),
        ("7030", "7010"),
        ("7020", None),
    ]


@pytest.mark.parametrize(
    "body",
    [
        f'<p>See <a href="{ADDRESS}?post=7001">this</a></p>',
        '<p>I read <a href="https://example.org/books/451">book 451</a></p>',
    ],
)
def test_a_link_in_a_post_is_no_link_to_what_it_answers(body: str) -> None:
    page = forum_page([OPENING, replace(REPLY, body=body)])
    without_button = page.replace(
        page[page.rindex('<button type="button" data-param') : page.rindex("</div>\n</div>")], ""
    )
    assert [post.answers_to for post in read(page).posts] == [None]
    assert [post.answers_to for post in read(without_button).posts] == [None]


def test_a_link_to_the_thread_before_the_heart_answers_no_post() -> None:
    page = forum_page([OPENING, replace(REPLY, answers=7001)]).replace(f"{ADDRESS}?post=7001", ADDRESS)
    assert [post.answers_to for post in read(page).posts] == [None]


def test_a_post_that_can_be_answered_is_not_said_to_answer_another() -> None:
    page = forum_page([OPENING, REPLY])
    foot = page.rindex('<div class="forumPostBottom">')
    linked = f'{page[:foot]}<div><a href="{ADDRESS}?post=7001">seen by 1</a></div>{page[foot:]}'
    assert [post.answers_to for post in read(linked).posts] == [None]


@pytest.mark.parametrize(
    "left_open", ["<div>", "<p><b>", "<ul><li>", "<i>", "<blockquote>", "<table><tr><td>", "<span>"]
)
def test_a_tag_left_open_in_a_post_mixes_nothing_up(left_open: str) -> None:
    whole, copy = with_body("<p>Peas.</p>"), with_body(f"<p>Peas.</p>{left_open}")
    assert texts(copy) == texts(whole)
    assert authors(copy) == authors(whole)
    assert [post.answers_to for post in copy.posts] == [post.answers_to for post in whole.posts]
    assert [post.dated for post in copy.posts] == [post.dated for post in whole.posts]


@pytest.mark.parametrize("left_open", ["<div>", "<b>"])
def test_many_tags_left_open_mix_nothing_up(left_open: str) -> None:
    posts = [replace(REPLY, id=8000 + number, body=f"<p>Reply {number}</p>{left_open}") for number in range(300)]
    assert texts(read(forum_page([OPENING, *posts]))) == [f"Reply {number}" for number in range(300)]


def test_only_the_card_in_the_head_of_a_post_names_its_author() -> None:
    mention = '<p><a href="/@OtterMoon" data-usercard="OtterMoon">@OtterMoon</a> lovely!</p>'
    nameless = [OPENING, replace(REPLY, author=None, body=mention)]
    assert authors(read(forum_page(nameless))) == [None]
    assert authors(with_body(mention)) == ["PlumTree7", "MapleSong", "OtterMoon"]


def test_a_link_that_a_user_script_puts_first_is_not_the_author() -> None:
    page = forum_page().replace('class="card">', 'class="card"><a href="#7010">March 1st, 2011</a><a href="/@X">X</a>')
    assert authors(read(page)) == ["PlumTree7", "MapleSong", "OtterMoon"]


def test_what_has_no_number_is_no_post() -> None:
    form = '<div id="forum-post-new"><div data-id="post-body">Write a reply</div></div>'
    page = forum_page().replace("</main>", f'{form}<a id="forum-post-9"></a><div id="forum-post-٣">x</div></main>')
    assert len(read(page).posts) == 3


def test_replies_that_the_page_has_folded_away_are_read() -> None:
    """Wherever they stand: beside other posts, or inside the one they answer."""
    folded = '<div style="display: none">'
    beside = forum_page().replace('<div id="forum-post-7030"', f'{folded}<div id="forum-post-7030"')
    inside = beside.replace("</div>\n</div>\n<div style", "</div>\n<div style")
    for page in (beside, inside):
        assert page != forum_page()
        assert texts(read(page)) == texts(read(forum_page()))


def test_a_post_that_stands_twice_on_a_page_counts_once() -> None:
    assert len(read(forum_page([*THREAD, *THREAD])).posts) == 3


@pytest.mark.parametrize(
    ("written", "day", "how"),
    [
        ("March 3rd, 2021", "2021-03-03", "stated"),
        ("on November 18th, 2019", "2019-11-18", "stated"),
        ("· March 3rd, 2021", "2021-03-03", "stated"),
        ("March 10th", "2021-03-10", "worked out from the day the copy was saved"),
        ("Sunday", "2021-03-14", "worked out from the day the copy was saved"),
        ("3 days ago", "2021-03-17", "worked out from the day the copy was saved"),
    ],
)
def test_the_date_is_the_one_in_the_head(written: str, day: str, how: str) -> None:
    post = replace(REPLY, date=written, body="<p>In my diary: March 4th, 2011</p>")
    (read_post,) = read(forum_page([OPENING, post]), date(2021, 3, 20)).posts
    assert read_post.dated is not None
    assert (str(read_post.dated.day), read_post.dated.how) == (day, how)
    assert read_post.dated.words in written


def test_a_post_without_a_date_is_said_to_have_none() -> None:
    copy = read(forum_page([OPENING, replace(REPLY, date="", body="<p>March 4th, 2011</p>")]))
    assert copy.posts[0].dated is None
    assert copy.warnings == ("1 post has no date.",)


def test_the_openers_badge_names_who_has_no_card() -> None:
    badge = "<span>OP</span> "
    posts = [replace(REPLY, author="TealAnna", badge=badge), replace(REPLY, id=7050, author=None, badge=badge)]
    assert authors(read(forum_page([OPENING, *posts]))) == ["TealAnna", "TealAnna"]


def test_pages_of_2019_to_2021_are_read() -> None:
    page = (
        "<html><body><h1>Discussion 3: Shared Gardens</h1>"
        '<div id="forum-post-41"><div class="forumPostHead"><a name="TealAnna">TealAnna</a>'
        "on November 18th, 2019</div>"
        '<div data-id="post-body">What is a garden?</div></div>'
        '<div id="forum-post-42"><div class="forumPostHead"><a name="post42"></a><a name="PlumTree7"></a>'
        'on November 19th, 2019</div><div data-id="post-body">A place to grow.</div></div></body></html>'
    )
    copy = read(page, address=f"{ADDRESS}3/")
    assert (copy.opening.author, authors(copy)) == ("TealAnna", ["PlumTree7"])
    assert [post.dated and str(post.dated.day) for post in (copy.opening, *copy.posts)] == ["2019-11-18", "2019-11-19"]
    assert (copy.forum_id, set(copy.pages_given)) == ("4100", {3})


def test_where_the_body_is_not_marked_the_rest_of_the_post_is_taken_and_the_person_is_told() -> None:
    page = forum_page().replace(' data-id="post-body"', "")
    copy = read(page)
    assert texts(copy) == texts(read(forum_page()))
    assert any("The text of 4 posts wasn't in its usual place" in warning for warning in copy.warnings)


# --- the page round the posts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "html", "given", "pages"),
    [
        (ADDRESS, forum_page(), {1}, None),
        (f"{ADDRESS}?p=3", forum_page(page=3, pages=7), {3}, 7),
        (f"{ADDRESS}4/", forum_page(), {4}, None),
        (None, forum_page(page=2, pages=5), {2}, 5),
        (f"{ADDRESS}?post=7010", forum_page(page=6, pages=6).replace('rel="canonical"', ""), {6}, 6),
        (f"{ADDRESS}?post=7010", forum_page(), set(), None),
        (None, forum_page().replace('rel="canonical"', ""), set(), None),
        (f"{ADDRESS}?p=999999999", forum_page(page=9, pages=9), {9}, 9),
    ],
)
def test_a_page_tells_which_one_it_is_of_how_many(
    address: str | None, html: str, given: set[int], pages: int | None
) -> None:
    copy = read(html, address=address)
    assert (set(copy.pages_given), copy.pages) == (given, pages)
    assert {post.page for post in copy.posts if post.page} == given


@pytest.mark.parametrize(
    ("canonical", "button", "address", "number"),
    [
        (True, True, None, "4100"),
        (True, False, None, "4100"),
        (False, True, None, "4100"),
        (False, False, f"{ADDRESS}?post=7010", "4100"),
        (False, False, "https://www.7cups.com/forum/GardenCommunity_31/GrowingCoursework_310/", None),
        (False, False, "https://[not an address", None),
        (False, False, None, None),
    ],
)
def test_the_number_of_the_thread_stands_in_several_places(
    canonical: bool, button: bool, address: str | None, number: str | None
) -> None:
    html = forum_page()
    html = html if canonical else html.replace("canonical", "x")
    html = html if button else html.replace("data-thread-subscribe", "data-x")
    copy = read(html, address=address)
    assert copy.forum_id == number
    assert copy.address == (ADDRESS if canonical or (address and "post" in address) else None)
    assert any("number in the forum" in warning for warning in copy.warnings) == (number is None)


@pytest.mark.parametrize(
    ("html", "title"),
    [
        (forum_page(), "Course 2: Growing Together - (Discussion #3) Shared Gardens"),
        (forum_page().replace("h1>", "h3>"), "Course 2: Growing Together - (Discussion #3) Shared Gardens"),
        (forum_page().replace("h1>", "h3>").replace("<main>", WAY_TO_IT), "Week 3: Peas"),
    ],
    ids=["heading", "title of the page", "the way to it"],
)
def test_the_title_is_the_heading_else_what_else_names_the_page(html: str, title: str) -> None:
    assert read(html).title == title


def test_a_page_without_any_title_says_so() -> None:
    html = forum_page().replace("h1>", "h3>").replace("title>", "x>")
    copy = read(html)
    assert copy.title is None
    assert any("no title" in warning for warning in copy.warnings)


def test_a_page_whose_first_post_answers_another_has_no_opening_post() -> None:
    copy = read(forum_page([replace(REPLY, answers=7010), *THREAD[1:]]))
    assert (copy.opening.text, len(copy.posts)) == ("", 4)
    assert any("The opening post isn't on this page" in warning for warning in copy.warnings)


def test_a_page_that_was_not_saved_to_its_end_says_so() -> None:
    whole = forum_page()
    cut = read(whole[: whole.index("my neighbours")])
    assert texts(cut)[-1] == "It is where"
    assert any("page is cut off" in warning for warning in cut.warnings)
    assert read(f"{whole}<!-- saved -->").warnings == ()


def test_posts_in_no_known_form_are_read_from_what_is_seen_and_the_person_is_told() -> None:
    posts = "".join(
        f"<article><header>{post.author} {post.date}</header><section>{post.body}</section></article>"
        for post in THREAD
    )
    html = f"<html><body><h1>Course 2: Growing - (Discussion #3) Peas</h1>{posts}</body></html>"
    copy = read(html, address=f"{ADDRESS}?p=2")
    assert authors(copy) == ["PlumTree7", "MapleSong", "OtterMoon"]
    assert texts(copy) == texts(read(forum_page()))
    assert (copy.forum_id, set(copy.pages_given)) == ("4100", {2})
    assert any("layout of this page is unknown" in warning for warning in copy.warnings)


def test_a_page_as_a_browser_saves_it_needs_no_address() -> None:
    html = complete(forum_page()).decode()
    assert texts(read(html, address=None)) == texts(read(html))


def test_a_page_with_its_marks_mixed_up_is_read_all_the_same() -> None:
    mixed = forum_page().replace("<i></i></button>", '</button><b id="forum-post-9" data-forum-post-heart="9">Hm</b>')
    assert texts(read(mixed))[:2] == ["Hm", "1. A place to grow – “slowly”.\n\n2. Everybody, café and all 🌱"]
