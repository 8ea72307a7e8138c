"""One page, saved in every way there is: told apart by the first bytes, and read the same."""

import plistlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from saved_pages import ADDRESS, THREAD, complete, forum_page, mhtml, single_file, webarchive, zipped

from cups_course.errors import NotAThread
from cups_course.reader.copy import Copy
from cups_course.reader.forums import parse_content
from cups_course.reader.zip import is_page_resource, pages_in_zip
from cups_course.saved.containers import Page, Source, Text, open_container

PAGE = forum_page()
SAVED = datetime(2021, 3, 20, 9, 30, tzinfo=UTC)
BROWSERS_WORDS = "Sat Mar 20 2021 23:30:00 GMT+0900 (Japan Standard Time)"
CLIPBOARD = (
    "Version:0.9\r\nStartHTML:0000000155\r\nEndHTML:0000009999\r\nStartFragment:0000000191\r\n"
    "EndFragment:0000009963\r\n"
    f"SourceURL:{ADDRESS}\r\n{PAGE}"
)
OLD_EXPLORER = (
    b'From: "Saved by Windows Internet Explorer 8"\r\nSubject: Shared Gardens\r\n'
    b"Date: Sat, 20 Mar 2021 10:30:00 +0100\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    b'\ttype="text/html";\r\n\tboundary="----=_NextPart_000"\r\n\r\n'
    b"This is a multi-part message in MIME format.\r\n\r\n------=_NextPart_000\r\nContent-Type: text/html;\r\n"
    b'\tcharset="Windows-1252"\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: '
    + ADDRESS.encode()
    + b"\r\n\r\n"
    + PAGE.replace("🌱", "").replace("charset=UTF-8", "charset=Windows-1252").encode("cp1252")
    + b"\r\n------=_NextPart_000--\r\n"
)
A_FRAME = (
    b"------Made----\r\nContent-Type: text/html\r\nContent-Location: https://example.org/ad\r\n\r\n<p>Buy seeds</p>\r\n"
)

CONTAINERS = {
    "Chrome, webpage complete": (complete(PAGE), ADDRESS, None),
    "Firefox": (f"<!DOCTYPE html>\n{PAGE}".encode(), None, None),
    "only the source": (PAGE.encode(), None, None),
    "SingleFile": (single_file(PAGE, BROWSERS_WORDS), ADDRESS, datetime(2021, 3, 20, 14, 30, tzinfo=UTC)),
    "SingleFile, without the day": (single_file(PAGE, "in spring"), ADDRESS, None),
    "Chrome, single file": (mhtml(PAGE, SAVED), ADDRESS, SAVED),
    "Edge, in base64": (mhtml(PAGE, SAVED, coding="base64"), ADDRESS, SAVED),
    "MHTML with a frame first": (mhtml(PAGE, SAVED, before=A_FRAME), ADDRESS, SAVED),
    "MHTML with a mark and blank lines before it": (b"\xef\xbb\xbf\r\n" + mhtml(PAGE, SAVED), ADDRESS, SAVED),
    "Internet Explorer": (OLD_EXPLORER, ADDRESS, datetime(2021, 3, 20, 9, 30, tzinfo=UTC)),
    "Safari, web archive": (webarchive(PAGE), ADDRESS, None),
    "Safari, web archive as XML": (webarchive(PAGE, form=plistlib.FMT_XML), ADDRESS, None),
    "clipboard of Windows": (CLIPBOARD.encode(), ADDRESS, None),
    "clipboard, a part of the page": (f"<meta charset='utf-8'>{PAGE.partition('<main>')[2]}".encode(), None, None),
    "UTF-16": (complete(PAGE).decode().encode("utf-16"), ADDRESS, None),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + complete(PAGE), ADDRESS, None),
}


def read(data: bytes, saved_on: date | None = None) -> Copy:
    return parse_content(open_container(Source("copy", data)), name="copy", saved_on=saved_on)


def words(copy: Copy) -> list[tuple[str | None, str]]:
    return [(post.author, post.text.replace("🌱", "").strip()) for post in (copy.opening, *copy.posts)]


@pytest.mark.parametrize(("data", "address", "saved_at"), CONTAINERS.values(), ids=CONTAINERS)
def test_a_page_reads_the_same_however_it_was_saved(
    data: bytes, address: str | None, saved_at: datetime | None
) -> None:
    page = open_container(Source("copy", data))
    assert isinstance(page, Page)
    assert (page.address, page.saved_at) == (address, saved_at)
    copy = read(data)
    assert words(copy) == [
        (
            "TealAnna",
            "Welcome to our garden week. Please take your time.\n\nHere are the questions:\n\n1. What is a garden?\n"
            "2. Who waters it?\n\nPlease reply to 2 of your peers!\n\n"
            "After fulfilling the requirements of this post, please check out the next post here!",
        ),
        ("PlumTree7", "1. A place to grow – “slowly”.\n\n2. Everybody, café and all"),
        ("MapleSong", "@PlumTree7\n\nSo true!"),
        ("OtterMoon", "It is where my neighbours are.\nWe water it in turns."),
    ]
    assert (copy.title, copy.forum_id) == ("Course 2: Growing Together - (Discussion #3) Shared Gardens", "4100")
    assert copy.warnings == ()


def test_the_day_of_saving_is_the_day_it_was_where_it_was_saved() -> None:
    page = open_container(Source("copy", single_file(PAGE, BROWSERS_WORDS)))
    assert isinstance(page, Page)
    assert page.saved_at == datetime(2021, 3, 20, 23, 30, tzinfo=timezone(timedelta(hours=9)))


@pytest.mark.parametrize("name", ["thread.pdf", "thread.docx", "thread.zip", "thread"])
def test_the_name_of_a_file_says_nothing(name: str) -> None:
    assert isinstance(open_container(Source(name, mhtml(PAGE, SAVED))), Page)
    assert open_container(Source(name, b"Course 2: Growing\r\nand more")) == Text("Course 2: Growing\nand more")


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("ISO-8859-1", "utf-8"),
        ("windows-1252", "utf-8"),
        ("nonsense", "utf-8"),
        ("rot13", "utf-8"),
        ("UTF-8", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("nonsense", "cp1252"),
        ("UTF-16", "utf-8"),
    ],
)
def test_a_page_that_tells_the_wrong_encoding_is_read_by_its_bytes(told: str, written: str) -> None:
    page = PAGE.replace("🌱", "").replace("charset=UTF-8", f"charset={told}")
    assert words(read(page.encode(written))) == words(read(PAGE.encode()))


def test_an_encoding_that_only_the_page_can_tell_is_believed() -> None:
    page = PAGE.replace("charset=UTF-8", 'charset="koi8-r"').replace("So true!", "Как верно!").replace("🌱", "")
    page = page.replace(" – “slowly”", "").replace("é", "e")
    assert read(page.encode("koi8-r")).posts[1].text == "@PlumTree7\n\nКак верно!"


def test_one_bad_byte_in_a_page_spoils_no_other_letter() -> None:
    data = complete(PAGE).replace(b"So true!", b"So tru\x92e!")
    assert words(read(data)) == [
        (author, text.replace("true", "tru’e")) for author, text in words(read(complete(PAGE)))
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8", "utf-8-sig", "cp1252"])
def test_text_is_text_in_any_encoding_with_or_without_its_mark(encoding: str) -> None:
    text = "Course 2: Growing – Café\n\nTealAnna March 2nd, 2021\n\nWelcome “home”."
    assert open_container(Source("copy", text.encode(encoding))) == Text(text)


def test_a_text_cut_off_inside_a_letter_loses_only_that_letter() -> None:
    assert open_container(Source("copy", "Wunderschöne Gärten – überall".encode()[:-10])) == Text(
        "Wunderschöne Gärten "
    )


# --- zips ------------------------------------------------------------------------------------------------------------


def names(data: bytes) -> list[str]:
    return [source.name for source in pages_in_zip(Source("pages.zip", data))]


def test_a_zip_gives_its_pages_in_the_order_people_count() -> None:
    pages = {f"thread/page {number}.html": complete(PAGE) for number in (10, 2, 1)}
    assert names(zipped(pages)) == [f"pages.zip: thread/page {number}.html" for number in (1, 2, 10)]


def test_what_came_along_with_the_pages_is_passed_over() -> None:
    page = complete(PAGE)
    beside = (
        "thread_files/ad.html thread_files/style.css thread/logo.png thread/app.js __MACOSX/._page.html .DS_Store "
        "thread.files/x.html"
    )
    files = {"deep/down/page.html": page, "thread/": b"", **dict.fromkeys(beside.split(), page)}
    assert names(zipped(files)) == ["pages.zip: deep/down/page.html"]


def test_what_is_no_zip_is_given_back_as_it_is() -> None:
    source = Source("page.html", complete(PAGE), SAVED)
    assert list(pages_in_zip(source)) == [source]


def test_pages_of_a_zip_come_one_by_one() -> None:
    """The second page is damaged; the first is there before anybody looks at it."""
    data = zipped({"1.txt": b"Course 1: Small steps", "2.txt": b"Course 2: Growing"})
    second = data.index(b"2.txt") + len("2.txt")
    pages = pages_in_zip(Source("pages.zip", data[:second] + b"\xff" + data[second + 1 :]))
    assert next(pages).data == b"Course 1: Small steps"
    with pytest.raises(NotAThread, match="damaged"):
        next(pages)


@pytest.mark.parametrize(
    ("path", "beside"),
    [
        ("page_files/frame.html", True),
        ("a/page_files/b/c.txt", True),
        ("page.css", True),
        (".hidden", True),
        ("page.html", False),
        ("my_files.html", False),
        ("notes.txt", False),
    ],
)
def test_files_beside_a_page_are_known_by_their_place(path: str, beside: bool) -> None:
    assert is_page_resource(path) is beside


def test_every_post_of_the_page_is_read() -> None:
    assert [post.forum_id for post in read(complete(PAGE)).posts] == [str(post.id) for post in THREAD[1:]]
