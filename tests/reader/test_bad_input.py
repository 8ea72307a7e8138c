"""What is no thread: one sentence says what it is and what was expected, at once, whatever was handed in."""

import io
import json
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from saved_pages import complete, forum_page, mhtml, posting, topic, webarchive, zipped

from cups_course.errors import NotAThread, UnreadableCopy
from cups_course.reader.copy import Copy
from cups_course.reader.own import find_own
from cups_course.reader.reading import parse_source, read_copy
from cups_course.reader.zip import pages_in_zip
from cups_course.saved.containers import MOST_BYTES, Source, open_container
from cups_course.saved.page import tree_of
from cups_course.shell import CommandLine

PAGE = complete(forum_page())
MHTML = mhtml(forum_page(), datetime(2021, 3, 20, tzinfo=UTC))
FOLDER = "https://www.7cups.com/forum/GardenCommunity_31/GrowingCoursework_310"
LISTING = "".join(
    f'<p><a href="{FOLDER}/Peas{n}_{4100 + n}/">Discussion {n}: Peas</a> by PlumTree7</p>' for n in range(9)
)
LINKS = "<html><body>" + "".join(f'<p><a href="{FOLDER}/Peas_{4100 + n}/?p=2">Peas</a></p>' for n in range(9))
LOG_IN = '<h1>Welcome back</h1><form>Name <input name="n">Password <input type="password"></form>'
WEATHER = "<!-- saved from url=(0026)https://weather.example/now --><title>Weather \x1b[31mtoday</title><h1>Sunny</h1>"
LOCKED = zipped({"page.html": PAGE}).replace(
    b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
)


def read(data: bytes) -> list[Copy]:
    return [parse_source(one) for one in pages_in_zip(Source("thing", data))]


def odd_zip(name: str, data: bytes = PAGE, method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return out.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty"),
    "white space": (b"\xef\xbb\xbf \r\n\t", "is empty"),
    "NULs": (b"\0" * 5000, "is empty"),
    "NULs in a text": (b"Course 2: Growing\0and more", "isn't a text file"),
    "a list of threads": (f"<html><body>{LISTING}</body></html>".encode(), "is a list of threads"),
    "a list of threads by their links": (LINKS.encode(), "is a list of threads"),
    "a log-in page": (f"<html><body>{LOG_IN}</body></html>".encode(), "is a log-in page"),
    "a page of another site": (WEATHER.encode(), r"It's the page “Weather \[31mtoday” on weather\.example"),
    "a page cut off before its posts": (PAGE[: PAGE.index(b"<body>")], "doesn't look like a course thread"),
    "a page of frames": (b"<html><frameset><frame src=x></frameset></html>", "doesn't look like a course thread"),
    "JSON cut off": (json.dumps(topic()).encode()[:-200], "damaged or incomplete JSON"),
    "JSON too deep": (b'[{"a":' * 100_000, "is JSON that is nested too deeply"),
    "JSON of something else": (b'{"milk": 2}', "JSON, but not a topic"),
    "a web archive cut off": (webarchive("<p>x</p>")[:-40], "damaged or incomplete Safari web archive"),
    "a property list": (
        b'<?xml version="1.0"?><plist version="1.0"><dict/></plist>',
        "property list without a web page",
    ),
    "a mail": (
        b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nHello",
        "without a web page in it",
    ),
    "MHTML cut off in its head": (MHTML[:150], "without a web page in it"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "is a PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a picture"),
    "a photo": (b"\xff\xd8\xff\xe0\0\x10JFIF", "is a picture"),
    "a photo of a phone": (b"\0\0\0\x18ftypheic\0\0\0\0", "is a picture"),
    "a film": (b"\0\0\0\x18ftypmp42\0\0\0\0", "is a sound or video file"),
    "a program of Windows": (b"MZ\x90\0\x03\0\0\0\x04\0", "is a program"),
    "a program of Linux": (b"\x7fELF\x02\x01\x01\0", "is a program"),
    "an old Word document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    "RTF": (b"{\\rtf1 Course 2}", "is a formatted document"),
    "a database": (b"SQLite format 3\0\x10", "is a database"),
    "gzip": (b"\x1f\x8b\x08\0abc", "is a compressed file"),
    "a Word document": (
        zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
        "is an Office document",
    ),
    "an OpenDocument text": (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "is an Office document"),
    "a zip without pages": (zipped({"logo.png": b"x", "page_files/ad.html": PAGE}), "without a saved page in it"),
    "an empty zip": (zipped({}), "without a saved page in it"),
    "half a zip": (zipped({"page.html": PAGE})[:500], "may be damaged or incomplete"),
    "a zip in a zip": (zipped({"more.zip": zipped({"page.html": PAGE})}), "is a zip file. Unpack it"),
    "a zip that leads out": (odd_zip("pages/../../page.html"), "thing contains a file with a path outside the zip"),
    "a zip that begins at the root": (odd_zip("/etc/page.html"), "thing contains a file with a path outside the zip"),
    "a zip that names a drive": (odd_zip("C:\\page.html"), "thing contains a file with a path outside the zip"),
    "a locked zip": (LOCKED, "thing is locked with a password"),
    "a zip packed in another way": (
        odd_zip("page.html", method=zipfile.ZIP_BZIP2),
        "is a zip file that can.t be unpacked here",
    ),
}


@pytest.mark.parametrize(("data", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_thread_is_named_and_the_way_on_is_told(data: bytes, says: str) -> None:
    with pytest.raises(NotAThread, match=says) as refused:
        read(data)
    message = refused.value.message
    assert message.startswith("thing")
    assert message.endswith((".", ".)")) or refused.value.commands
    assert "\x1b" not in message
    assert "\n" not in message


def test_a_document_is_sent_to_the_command_that_reads_documents() -> None:
    with pytest.raises(NotAThread) as refused:
        read(REFUSED["a Word document"][0])
    assert refused.value.commands == (CommandLine("import", "--answers", "FILE", "REF"),)


LONG = 4_000_000
PART = b"------Made----\r\n"
HEART = b"<b></b><i data-forum-post-heart=1></i>"
BUSY = "has more nested tags than a browser would save"
HUGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "more than a thread can be": (
        lambda: b"a" * (MOST_BYTES + 1),
        "too large.* more than 64 MB",
    ),
    "more JSON than a thread can be": (lambda: b'["' + b"a" * 17_000_000, "is too large .* more than 16 MB"),
    "a bomb": (lambda: zipped({"page.html": b"<p>x" * LONG}), "unpacks to far more data than saved pages have"),
    "a zip that says it is short": (
        lambda: lying(zipped({"page.html": b"<p>x" * LONG})),
        "unpacks to far more|may be damaged",
    ),
    "many bombs": (lambda: zipped({f"{n}.html": b"x" * 2_000_000 for n in range(9)}), "unpacks to far more data than"),
    "a zip of far too many files": (
        lambda: zipped({f"{n}.html": b"" for n in range(20_001)}),
        "contains too many files",
    ),
    "tags nested for ever": (lambda: b"<html><body>" + b"<div>" * 200_000, BUSY),
    "bold for ever": (
        lambda: b"<div>" + b"".join(b"<b id=%d>" % n for n in range(3000)) + b"</div>" + b"<p>x" * 50_000,
        BUSY,
    ),
    "attributes for ever": (lambda: b"<html><p" + many(b" a%d", 100_000) + b">", BUSY),
    "tags for ever": (lambda: b"<html>" + b"<br>" * 2_000_001, "has more tags than a browser would save"),
    "scripts for ever": (lambda: b"<html>" + b"<script>" * 300_000, BUSY),
    "descriptions for ever": (lambda: b"<html>" + b'<script type="application/ld+json">' * 50_000, BUSY),
    "hearts for ever": (lambda: b"<html><div>" + HEART * 20_000, "doesn't look like"),
    "hearts in a heap": (
        lambda: b"<p>" + b"<a href=1>x</a>" * 9000 + b"<p>" + HEART * 9000,
        "doesn't look like",
    ),
    "arrays for ever": (lambda: b"[" * 10_000_000, "is JSON that is nested too deeply"),
    "property lists for ever": (
        lambda: b'<?xml version="1.0"?><plist>' + b"<array>" * 200_000,
        "damaged or incomplete Safari web archive",
    ),
    "parts for ever": (lambda: MHTML.replace(PART, PART + b"\r\n" + PART * 200_000, 1), "without a web page in it"),
    "a header for ever": (
        lambda: b"MIME-Version: 1.0\r\nContent-Type: x/y" + b";" * 10_000_000,
        "without a web page in it",
    ),
    "broken letters for ever": (lambda: b"\xff" * 20_000_000, "doesn't look like"),
}


def many(form: bytes, count: int) -> bytes:
    """The form with every number."""
    return b"".join(form % number for number in range(count))


def lying(data: bytes) -> bytes:
    """A zip that gives the size of its file as 5 bytes."""
    size = (4 * LONG).to_bytes(4, "little")
    assert data.count(size) >= 1
    return data.replace(size, (5).to_bytes(4, "little"))


@pytest.mark.parametrize(("make", "says"), HUGE.values(), ids=HUGE)
def test_what_was_made_to_keep_a_reader_busy_is_refused_in_time(make: Callable[[], bytes], says: str) -> None:
    data = make()
    begin = time.process_time()
    with pytest.raises(NotAThread, match=f"thing .*({says})"):
        read(data)
    assert time.process_time() - begin < 20


def test_one_file_that_stands_in_a_zip_many_times_is_not_unpacked_for_ever() -> None:
    data = odd_zip("page.html", b"x" * 30_000_000)
    listed, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    times, size = 20, 20 * (end - listed)
    counted = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, times, times, size, listed, 0)
    with pytest.raises(NotAThread, match=r"thing unpacks to far more|thing is a zip file"):
        for _ in pages_in_zip(Source("thing", data[:listed] + data[listed:end] * times + counted)):
            pass


@pytest.mark.parametrize(
    "value",
    [
        topic(posts=[{"id": n, "post_number": n, "cooked": "<div>" * 150} for n in range(1, 600)]),
        posting(comment=[{"text": "x"}] * 5_000),
    ],
    ids=["many deep posts", "many comments of the same words"],
)
def test_many_small_burdens_are_no_great_one(value: dict[str, object]) -> None:
    script = f'<script type="application/ld+json">{json.dumps(value)}</script>'
    data = json.dumps(value) if "post_stream" in value else f"<html><head>{script}</head></html>"
    begin = time.process_time()
    read(data.encode())
    assert time.process_time() - begin < 20


def test_posts_nested_by_open_tags_are_read_in_time() -> None:
    posts = "".join(f'<div id="forum-post-{n}"><div data-id="post-body">Peas {n}<div>' for n in range(1, 3000))
    begin = time.process_time()
    (copy,) = read(f"<html><body><h1>Course 1: Peas</h1>{posts}".encode())
    assert [post.text for post in copy.posts] == [f"Peas {n}" for n in range(2, 3000)]
    assert time.process_time() - begin < 20


def test_control_characters_in_a_page_go_no_further_than_its_text() -> None:
    """NULs no file can hold; the rest is kept as it is and left out where it is shown (`text.clean`)."""
    (copy,) = read(PAGE.replace(b"So true!", b"So \0true\x1b[2J!"))
    assert copy.posts[1].text == "@PlumTree7\n\nSo true\x1b[2J!"


def test_scripts_and_handlers_in_a_page_leave_no_trace() -> None:
    hostile = b'So true!<script>fetch("x")</script><img src=x onerror="alert(1)" alt="x"><a href="javascript:x">y</a>'
    (copy,) = read(PAGE.replace(b"So true!", hostile))
    assert copy.posts[1].text == "@PlumTree7\n\nSo true!y"


@pytest.mark.parametrize(
    ("html", "is_closed"),
    [
        ("<div><p>x</div>", True),
        ("<DIV><B>x</B></DIV>", True),
        ("<div>", False),
        ("<div><b></div>", False),
        ('<p title="<div>">x', True),
        ("<!-- <div> -->", True),
        ("<script>'<div>'</script><svg><path><g></svg>", True),
        ("<ul><li>a<li>b</ul><br><img>", True),
    ],
)
def test_a_page_is_whole_when_every_tag_that_needs_it_is_closed(html: str, is_closed: bool) -> None:
    assert tree_of(html, "thing")[1] is is_closed


def test_a_source_that_is_opened_by_itself_may_not_be_larger_either() -> None:
    with pytest.raises(UnreadableCopy, match="thing is too large to be a saved page: more than 64 MB"):
        open_container(Source("thing", b"a" * (MOST_BYTES + 1)))


@pytest.mark.parametrize("boundary", [b"boundary*=undefined''abc", b"boundary*=a\0b''abc"])
def test_a_boundary_in_no_encoding_there_is_says_that_the_page_is_damaged(boundary: bytes) -> None:
    with pytest.raises(NotAThread, match="damaged"):
        read(
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "
            + boundary
            + b"\r\n\r\nx"
        )


def test_a_page_saved_at_the_end_of_all_days_is_read_all_the_same() -> None:
    (copy,) = read(MHTML.replace(b"Date: Sat, 20 Mar 2021 00:00:00 -0000", b"Date: Fri, 31 Dec 9999 23:59:59 -1000"))
    assert copy.posts


def test_json_in_a_page_is_not_read_without_end() -> None:
    many = b'<script type="application/ld+json">[' + b"[]," * 6_000_000 + b"[]]</script>"
    (copy,) = read(PAGE.replace(b"</head>", many + b"</head>"))
    assert copy.posts


def test_what_a_terminal_would_obey_is_left_out_of_ones_own_words() -> None:
    hostile = forum_page().replace("<p>", "<p>\x1b]0;gone\x07\u202e")
    thread = read_copy(complete(hostile), name="a page")
    assert any("\x1b" in post.text for post in thread.posts)
    for author in {post.author for post in thread.posts if post.author}:
        own = find_own(thread, [author])
        assert own
        said = "".join([*(one.text for one in own.answers), *(one.text for one in own.replies)])
        assert said and not set(said) & set("\x1b\x07\u202e")
