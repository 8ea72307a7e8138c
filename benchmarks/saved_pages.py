"""A made-up thread as browsers and extensions save its page, for tests and benchmarks."""

import base64
import io
import json
import plistlib
import quopri
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

ADDRESS = "https://www.7cups.com/forum/GardenCommunity_31/GrowingCoursework_310/SharedGardens_4100/"
TITLE = "Course 2: Growing Together - (Discussion #3) Shared Gardens"


@dataclass(frozen=True)
class Written:
    """A post of a made-up page; `body` is HTML, `answers` the id of the post whose reply it is marked to be."""

    id: int
    author: str | None
    date: str
    body: str
    answers: int | None = None
    badge: str = ""


OPENING = Written(
    7001,
    "TealAnna",
    "March 2nd, 2021",
    "<p>Welcome to our garden week. Please take your time.</p><p>Here are the questions:</p>"
    "<ol><li>What is a garden?</li><li>Who waters it?</li></ol><p>Please reply to 2 of your peers!</p>"
    "<p>After fulfilling the requirements of this post, please check out the next post here!</p>",
)
THREAD = (
    OPENING,
    Written(
        7010,
        "PlumTree7",
        "March 3rd, 2021",
        "<p>1. A place to grow – “slowly”.</p><p>2. Everybody, café and all 🌱</p>",
    ),
    Written(7030, "MapleSong", "March 9th, 2021", "<p>@PlumTree7&nbsp;</p><p>So true!</p>", answers=7010),
    Written(7020, "OtterMoon", "March 5th, 2021", "<p>It is where my neighbours are.<br>We water it in turns.</p>"),
)


def forum_page(posts: Iterable[Written] = THREAD, *, page: int | None = None, pages: int = 1) -> str:
    """A page of the forum, as it is since about 2022."""
    address = ADDRESS if page is None else f"{ADDRESS}?p={page}"
    numbers = "".join(
        f'<li class="page-item{" active" if number == page else ""}">'
        f'<a class="page-link" href="{ADDRESS}?p={number}">{number}</a></li>'
        for number in range(1, pages + 1)
    )
    return "\n".join(
        [
            '<html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">',
            f'<title>{TITLE} - 7 Cups</title><link rel="canonical" href="{address}">',
            "<script>const names = '<div id=\"forum-post-1\">';</script><style>p { margin: 0 }</style></head><body>",
            '<nav><a href="/@SavingReader" data-usercard="SavingReader">SavingReader</a></nav>',
            f'<main><h1>{TITLE}</h1><button data-thread-subscribe="4100">Subscribe</button>',
            *map(post_on_page, posts),
            f'<ul class="pagination">{numbers}</ul>' if pages > 1 else "",
            "</main></body></html>",
        ]
    )


def post_on_page(post: Written) -> str:
    """One post; the link to what it answers stands where others have their Reply button."""
    card = f'<a href="/@{post.author}" data-usercard="{post.author}">{post.author}</a> ' if post.author else ""
    link = f'<div><a href="{ADDRESS}?post={post.answers}">in reply to</a></div>\n' if post.answers else ""
    new = escape(json.dumps({"threadid": "4100", "parentpost": str(post.id)}))
    button = "" if post.answers else f'<button type="button" data-param="{new}">Reply</button>'
    return (
        f'<div id="forum-post-{post.id}" class="card">\n <div>{card}{post.badge}<span>{post.date}</span></div>\n'
        f' <div data-id="post-body">{post.body}</div>\n {link}<div class="forumPostBottom">'
        f'<button type="button" data-forum-post-heart="{post.id}"><i></i></button>{button}</div>\n</div>'
    )


def complete(html: str, address: str = ADDRESS) -> bytes:
    """As "Webpage, Complete" of Chrome and Edge."""
    return f"<!DOCTYPE html>\n<!-- saved from url=({len(address):04}){address} -->\n{html}".encode()


def single_file(html: str, saved: str, address: str = ADDRESS) -> bytes:
    """As the SingleFile extension; `saved` in the words of a browser."""
    told = f"<!--\n Page saved with SingleFile \n url: {address} \n saved date: {saved}\n-->"
    return f"<!DOCTYPE html> <html lang=en>{told}{html.partition('>')[2]}".encode()


def mhtml(
    html: str, saved: datetime, address: str = ADDRESS, *, coding: str = "quoted-printable", before: bytes = b""
) -> bytes:
    """As "Webpage, Single File" of Chrome and Edge; `before` stands before the part that is the page."""
    body = html.encode()
    packed = quopri.encodestring(body) if coding == "quoted-printable" else base64.encodebytes(body)
    return b"\r\n".join(
        [
            b"From: <Saved by Blink>",
            f"Snapshot-Content-Location: {address}".encode(),
            b"Subject: =?utf-8?Q?Shared=20Gardens?=",
            f"Date: {format_datetime(saved)}".encode(),
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related;",
            b'\ttype="text/html";\r\n\tboundary="----Made----"',
            b"",
            b"",
            before + b"------Made----",
            b"Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>",
            f"Content-Transfer-Encoding: {coding}\r\nContent-Location: {address}\r\n".encode(),
            packed.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
            b"------Made----",
            b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: cid:a-picture\r\n",
            b"iVBORw0KGgo=",
            b"------Made------",
            b"",
        ]
    )


def webarchive(html: str, address: str = ADDRESS, *, form: plistlib.PlistFormat = plistlib.FMT_BINARY) -> bytes:
    """As Safari's web archive, with a frame beside the page."""
    page = {
        "WebResourceData": html.encode(),
        "WebResourceURL": address,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
    }
    frame = {"WebMainResource": {**page, "WebResourceData": b"<html><body>An advertisement</body></html>"}}
    return plistlib.dumps({"WebMainResource": page, "WebSubframeArchives": [frame]}, fmt=form)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def topic(*, posts: Iterable[dict[str, object]] | None = None, **changes: object) -> dict[str, object]:
    """A topic of a Discourse forum, as its `.json` gives it."""
    each = {"topic_id": 88, "post_type": 1}
    given: list[dict[str, object]] = [
        {
            "id": 501,
            "post_number": 1,
            "username": "TealAnna",
            "created_at": "2021-03-02T09:10:11.123Z",
            "reply_to_post_number": None,
            "cooked": OPENING.body,
        },
        {
            "id": 502,
            "post_number": 2,
            "username": "PlumTree7",
            "created_at": "2021-03-03T23:59:59.000Z",
            "reply_to_post_number": None,
            "cooked": "<p>1. A place to grow.</p>\n<p>2. Everybody &amp; my aunt.</p>",
        },
        {
            "id": 503,
            "post_number": 3,
            "username": "MapleSong",
            "created_at": "2021-03-09T10:00:00.000Z",
            "reply_to_post_number": 2,
            "cooked": '<p><a class="mention" href="/u/plumtree7">@PlumTree7</a> so true!</p>',
        },
        {
            "id": 505,
            "post_number": 5,
            "username": "OtterMoon",
            "created_at": "2021-03-05T10:00:00.000Z",
            "reply_to_post_number": 1,
            "cooked": "<p>It is where my neighbours are.</p>",
        },
    ]
    stream = {
        "posts": [{**each, **post} for post in (given if posts is None else posts)],
        "stream": [501, 502, 503, 505],
    }
    return {"id": 88, "title": TITLE, "posts_count": 4, "chunk_size": 20, "post_stream": stream, **changes}


def posting(**changes: object) -> dict[str, object]:
    """A thread in the words of schema.org."""
    page = "https://forum.example/t/shared-gardens"

    def comment(number: int, author: str, day: str, text: str, *below: dict[str, object]) -> dict[str, object]:
        return {
            "@type": "Comment",
            "@id": f"{page}#{number}",
            "author": {"@type": "Person", "name": author},
            "datePublished": f"{day}T10:00:00+00:00",
            "text": text,
            "comment": list(below),
        }

    return {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "headline": TITLE,
        "url": page,
        "author": {"@type": "Person", "name": "TealAnna"},
        "datePublished": "2021-03-02T09:10:11+00:00",
        "text": OPENING.body,
        "comment": [
            comment(
                2, "PlumTree7", "2021-03-03", "A place to grow.", comment(3, "MapleSong", "2021-03-09", "So true!")
            ),
            comment(4, "OtterMoon", "2021-03-05", "It is where\nmy neighbours are."),
        ],
        **changes,
    }


def described(value: object) -> str:
    """A page of some forum that describes its thread in a script."""
    script = f'<script type="application/ld+json">{json.dumps(value)}</script>'
    return f"<!DOCTYPE html><html><head><title>A forum</title>{script}</head><body><p>Loading ...</p></body></html>"
