"""A thread's pages as browsers save them: a complete web page, MHTML, and the page of the SingleFile extension."""

import quopri
import random
import re
from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from html import escape

from recognition.shapes import Shape
from recognition.text_copy import dates_of
from recognition.thread import Block, Post, Thread

_FORUM = "https://www.7cups.com/forum"
_PER_PAGE = 20


class Site:
    """The forum's pages of one thread, as HTML."""

    def __init__(self, thread: Thread, shape: Shape, rng: random.Random) -> None:
        self._thread, self._shape, self._rng = thread, shape, rng
        self._date = dates_of(thread, shape, rng)
        self._thread_id = rng.randint(100_000, 400_000)
        slug = re.sub(r"[^A-Za-z0-9]", "", thread.title.line)
        self._address = f"{_FORUM}/MadeUpCommunity_{rng.randint(10, 99)}/Coursework_{rng.randint(1000, 9999)}/"
        self._address += f"{slug}_{self._thread_id}/"
        # Which replies the page marks with a link to what they answer: all, those that answer a reply, or none.
        self._marked = rng.choice(["all", "all", "nested", "none"])
        self._with_script = rng.random() < 0.15
        self._ids = self._numbered()

    @property
    def pages(self) -> int:
        """How many pages the thread has."""
        return -(-len(self._shown) // _PER_PAGE) if self._shape.container == "pages" else 1

    def address(self, page: int) -> str:
        """Where a page stands."""
        return self._address + (f"?p={page}" if self.pages > 1 else "")

    def page(self, number: int) -> str:
        """A page of the thread; the opening post stands first on each."""
        thread, title = self._thread, escape(self._thread.title.line)
        size = _PER_PAGE if self.pages > 1 else len(self._shown)
        shown = self._shown[(number - 1) * size : number * size]
        return "\n".join(
            [
                '<html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">',
                f"<title>{title} | 7 Cups Forum</title>",
                f'<link rel="canonical" href="{self.address(number)}">',
                '<script>window.names = {"author": "Nobody March 3rd, 2011"};</script></head><body>',
                '<a href="#main-page-content">Skip to main content</a> <a href="#bottom-nav">Skip to bottom nav</a>',
                f'<nav id="navbar-main"><a href="/@{thread.me}" data-usercard="{thread.me}">{thread.me}</a></nav>',
                '<main id="main-page-content"><ol class="breadcrumb"><li><a href="/forum/">Forum</a></li></ol>',
                f"<h1>{title}</h1>",
                f'<button type="button" data-thread-subscribe="{self._thread_id}">Subscribe</button>',
                self._opening(),
                f"<div>{self._rng.randint(1, 900)}</div>",
                *(self._post(index, thread.posts[index]) for index in shown),
                self._pagination(),
                "</main><footer>January 1st, 2010</footer></body></html>",
            ]
        )

    @property
    def _shown(self) -> list[int]:
        return [number for number in range(len(self._thread.posts)) if number not in self._thread.missing]

    def _numbered(self) -> dict[int, int]:
        """The id of each post: they grow with time, the page does not follow it. The opening post has the place -1."""
        posts = self._thread.posts
        last = self._rng.randint(1_000_000, 5_000_000)
        ids = {-1: last}
        for number in sorted(range(len(posts)), key=lambda number: posts[number].day):
            last += self._rng.randint(1, 900)
            ids[number] = last
        return ids

    def _opening(self) -> str:
        thread = self._thread
        body = "".join(_block(block) for block in thread.opening.blocks)
        return self._card(self._ids[-1], thread.opener, "", thread.day, body, answered=None)

    def _post(self, number: int, post: Post) -> str:
        name = None if number in self._thread.nameless else post.author
        badge = "<span>OP</span> " if post.author == self._thread.opener else ""
        marked = post.to is not None and (
            self._marked == "all" or (self._marked == "nested" and self._thread.posts[post.to].under is not None)
        )
        body = _body(post)
        if self._rng.random() < 0.03:
            body += self._rng.choice(["<p><b>", "<div>", "<i>", "<ul><li>"])
        answered = self._ids[post.to] if marked and post.to is not None else None
        return self._card(self._ids[number], name, badge, post.day, body, answered=answered)

    def _card(self, post_id: int, name: str | None, badge: str, day: date, body: str, *, answered: int | None) -> str:
        """One post. Where it is marked whose reply it is, a link stands for the Reply button."""
        card = f'<a href="/@{name}" data-usercard="{name}">'
        head = f'{card}<div title="User Profile: {name}"></div></a>{card}{name}</a> '
        before = f'<a href="#{post_id}">copy link</a>' if self._with_script else ""
        link = f'<div><a href="{self._address}?post={answered}">in reply to</a></div>' if answered else ""
        new = escape(f'{{"threadid":"{self._thread_id}","parentpost":"{post_id}","name":"{name}"}}')
        button = f'<button type="button" data-title="Reply" data-param="{new}">Reply</button>'
        return (
            f'<div id="forum-post-{post_id}" class="card">{before}<div>{head if name else ""}{badge}'
            f'<span>{self._date(day)}</span></div><div data-id="post-body">{body}</div>{link}'
            f'<div class="forumPostBottom"><button type="button" data-forum-post-heart="{post_id}"><i></i></button>'
            f"{'' if answered else button}</div></div>"
        )

    def _pagination(self) -> str:
        if self.pages == 1:
            return ""
        links = (f'<li><a class="page-link" href="{self.address(page)}">{page}</a></li>' for page in self._numbers)
        return f'<ul class="pagination">{"".join(links)}</ul>'

    @property
    def _numbers(self) -> range:
        return range(1, self.pages + 1)


def web_page(html: str, address: str) -> bytes:
    """As a browser's "Webpage, Complete"."""
    return f"<!DOCTYPE html>\n<!-- saved from url=({len(address):04}){address} -->\n{html}\n".encode()


def singlefile(html: str, address: str, saved: date) -> bytes:
    """As the SingleFile extension saves a page."""
    when = f"{saved:%a %b %d %Y} 12:10:11 GMT+0000 (Coordinated Universal Time)"
    told = f"<!--\n Page saved with SingleFile \n url: {address} \n saved date: {when}\n-->"
    return f"<!DOCTYPE html> {html.replace('<head>', f'{told}<head>', 1)}".encode()


def mhtml(html: str, address: str, title: str, saved: date) -> bytes:
    """As the "Single File" of a Chromium browser: quoted-printable, without a charset, beside other parts."""
    boundary = "----MultipartBoundary--made0up1by2us3----"
    head = [
        "From: <Saved by Blink>",
        f"Snapshot-Content-Location: {address}",
        f"Subject: =?utf-8?Q?{quopri.encodestring(title.encode(), header=True).decode().replace('=' + chr(10), '')}?=",
        f"Date: {saved:%a, %d %b %Y} 12:10:11 -0000",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"',
        "",
        "",
    ]
    page = quopri.encodestring(f"<!DOCTYPE html>{html}".encode()).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    picture = b64encode(b"GIF89a made up").decode()
    parts = [
        _part("text/html", address, "quoted-printable", page),
        _part("text/css", "cid:css-1@mhtml.blink", "quoted-printable", b".card { color: black }"),
        _part("image/gif", "https://example.invalid/smile.gif", "base64", picture.encode()),
        _part(
            "text/html", "cid:frame-1@mhtml.blink", "quoted-printable", b"<html><body><h1>A frame</h1></body></html>"
        ),
    ]
    between = f"\r\n--{boundary}\r\n".encode()
    return "\r\n".join(head).encode() + between[2:] + between.join(parts) + f"\r\n--{boundary}--\r\n".encode()


def _part(kind: str, location: str, encoding: str, body: bytes) -> bytes:
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: {location}\r\n\r\n"
    return head.encode() + body


def _block(block: Block) -> str:
    """A part of the opening post."""
    lines = [_inline(line) for line in block.lines]
    if block.kind == "picture":
        return f'<p><img src="https://example.invalid/lamp.png" alt="{lines[0]}"></p>'
    if block.kind == "paragraph":
        return f"<p>{'<br>'.join(lines)}</p>"
    tag = "ol" if block.kind == "numbers" else "ul"
    return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"


def _body(post: Post) -> str:
    """A post's text: paragraphs, line ends, and headings in bold."""
    return "".join(
        f"<p>{'<br>'.join(_lines(part.split(chr(10)), post.headings))}</p>" for part in post.text.split("\n\n")
    )


def _lines(lines: Sequence[str], headings: Sequence[str]) -> list[str]:
    return [f"<b>{_inline(line)}</b>" if line in headings else _inline(line) for line in lines]


def _inline(text: str) -> str:
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")
