"""The shapes of benchmarks/hostile_files.py: files made to keep a reader busy, each of any size."""

import io
import json
import plistlib
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

KB, MB = 2**10, 2**20

Make = Callable[[int], bytes]
"""Makes a file of about so many bytes."""


def repeated(piece: str, *, before: str = "", after: str = "") -> Make:
    """A text that repeats a piece; `{n}` in it is the number of the piece."""

    def make(size: int) -> bytes:
        times = max(1, size // len(piece.replace("{n}", "123456").encode()))
        middle = "".join(piece.replace("{n}", str(n)) for n in range(times)) if "{n}" in piece else piece * times
        return (before + middle + after).encode()

    return make


def page(piece: str, *, before: str = "", after: str = "") -> Make:
    """A page that repeats a piece."""
    return repeated(piece, before=f"<!DOCTYPE html><html><body>{before}", after=f"{after}</body></html>")


def form(piece: str, *, before: str = "", after: str = "") -> Make:
    """A page with a form that repeats a piece."""
    return page(piece, before=f"<form>{before}", after=f"{after}<textarea name=last></textarea></form>")


def zip_of(size_of_each: int, *, method: int = zipfile.ZIP_STORED, name: str = "{n}.html") -> Make:
    """A zip of equal pages of the forum."""

    def make(size: int) -> bytes:
        out = io.BytesIO()
        post = '<div id="forum-post-{n}"><div data-id="post-body">I water the peas.</div></div>'
        data = page(post)(size_of_each)
        with zipfile.ZipFile(out, "w", method) as archive:
            while out.tell() < size:
                archive.writestr(zipfile.ZipInfo(name.replace("{n}", str(out.tell()))), data, compress_type=method)
        return out.getvalue()

    return make


def overlapping(size: int) -> bytes:
    """A zip whose entries are all the same bytes, so that it unpacks to far more than it holds."""
    data, name, number = b"<p>" + b"I water the peas. " * (size // 60), b"a.html", size // 160
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, len(data), len(data), len(name), 0) + name + data
    crc = zlib.crc32(data)
    local = local[:14] + struct.pack("<I", crc) + local[18:]
    entries = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 33, crc, len(data), len(data), len(name), 0, 0, 0, 0, 0, 0
        )
        + name
        for n in range(number)
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, number & 0xFFFF, number & 0xFFFF, len(entries), len(local), 0)
    return local + entries + end


def bomb(size: int) -> bytes:
    """A zip of one entry that unpacks to a thousand times its size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.html", "w") as file:
        for _ in range(max(1, size // KB)):
            file.write(b"a" * MB)
    return out.getvalue()


def nested_zips(size: int) -> bytes:
    """Zips in a zip."""
    data = zip_of(KB)(size // 2)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", data)
        archive.writestr("b.zip", data)
    return out.getvalue()


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(
    piece: str,
    *,
    before: str = "",
    after: str = "",
    doctype: str = "",
    part: str = "word/document.xml",
    closed: str = "",
) -> Make:
    """A Word document that repeats a piece in one of its parts; `closed` is repeated as often after the pieces."""

    def make(size: int) -> bytes:
        import docx

        template, out = io.BytesIO(), io.BytesIO()
        document = docx.Document()
        document.add_paragraph("I water the peas.")
        document.save(template)
        middle = repeated(piece)(size).decode()
        if closed:
            middle += closed * (len(middle) // len(piece))
        with zipfile.ZipFile(template) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
            for entry in old.infolist():
                data = old.read(entry)
                if entry.filename == part:
                    data = _with_words(data.decode(), before + middle + after, doctype).encode()
                new.writestr(entry.filename, data)
        return out.getvalue()

    return make


def _with_words(xml: str, words: str, doctype: str) -> str:
    if doctype:
        head, _, rest = xml.partition("?>")
        xml = f"{head}?>{doctype}{rest}"
    for start in ("<w:body>", "</w:styles>", "</w:numbering>"):
        if start in xml:
            return xml.replace(start, start + words if start == "<w:body>" else words + start, 1)
    raise ValueError("no place for the words")


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph as Word writes it."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{words}</w:t></w:r></w:p>"


_NUMBERED = '<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>'
_LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
)


def archive_of_safari(size: int) -> bytes:
    """A web archive with many frames."""
    frame = {"WebResourceData": b"<p>x</p>", "WebResourceURL": "https://peas.example/"}
    each = len(plistlib.dumps(frame, fmt=plistlib.FMT_XML)) // 2
    main = {"WebMainResource": frame, "WebSubframeArchives": [{"WebMainResource": frame}] * (size // each)}
    return plistlib.dumps(main, fmt=plistlib.FMT_XML)


def topic(piece: str) -> Make:
    """A topic of Discourse whose posts have this as their HTML."""

    def make(size: int) -> bytes:
        posts = [
            {"id": n, "post_number": n, "username": f"u{n}", "created_at": "2021-03-02T10:00:00Z", "cooked": piece}
            for n in range(1, max(2, size // (len(piece) + 100)))
        ]
        return json.dumps({"id": 7, "title": "Peas", "post_stream": {"posts": posts, "stream": [1]}}).encode()

    return make


def json_ld(comments: Callable[[int], object], each: int) -> Make:
    """A page with the markup of schema.org."""

    def make(size: int) -> bytes:
        posting = {"@type": "DiscussionForumPosting", "headline": "Peas", "text": "What is a pea?"}
        value = json.dumps({**posting, "comment": comments(size // each)})
        return f'<html><body><script type="application/ld+json">{value}</script></body></html>'.encode()

    return make


def google(item: Callable[[int], object], each: int) -> Make:
    """A Google Form with many items."""

    def make(size: int) -> bytes:
        data = [None, [None, [item(n) for n in range(1, size // each)], *[None] * 6, "Peas"]]
        return f"<html><body><script>var FB_PUBLIC_LOAD_DATA_ = {json.dumps(data)};</script></body></html>".encode()

    return make


def google_params(size: int) -> bytes:
    """The fields of a Google Form as they are on the screen."""
    return page("<div data-params='%.@.[{n},\"Label {n}\",null,0,[[{n},null,0]]],1]'>x</div>")(size)


def nested_json_ld(size: int) -> bytes:
    """Replies below replies, as deep as JSON goes."""
    comment: object = {"@type": "Comment", "text": "I water the peas."}
    for _ in range(300):
        comment = {"@type": "Comment", "text": "I water the peas.", "comment": [comment]}
    return json_ld(lambda n: [comment] * n, 20_000)(size)


def mail(piece: str, *, head: str = "MIME-Version: 1.0\n", after: str = "") -> Make:
    """A saved message that repeats a piece."""
    return repeated(piece, before=head, after=after)


_MULTIPART = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n'
_HTML_PART = "--B\nContent-Type: text/html\nContent-Location: https://peas.example/{n}\n\n<p>I water the peas.</p>\n"


def random_bytes(size: int) -> bytes:
    """Bytes without any order."""
    return random.Random(7).randbytes(size)


_POST = '<div id="forum-post-{n}"><div data-id="post-body">I water the peas.</div></div>'
_HEART = '<div><a href="?post={n}">x</a></div><div><button data-forum-post-heart="{n}"></button></div>'
_ITEM = '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment">'
_POSTING = '<div itemscope itemtype="https://schema.org/DiscussionForumPosting">'
_ADDRESS_OF_GOOGLE = '<form action="https://docs.google.com/forms/d/e/1234567890abc/formResponse">'

THREADS: dict[str, Make] = {
    "posts of the forum": page(_POST),
    "posts, each in the one before": page('<div id="forum-post-{n}"><div data-id="post-body">x'),
    "posts with one id": page(_POST.replace("{n}", "7")),
    "hearts beside one another": page('<a href="?post={n}">x</a><b data-forum-post-heart="{n}"></b>', before=_POST),
    "hearts, each with its link": page(_POST.replace("</div></div>", f"</div>{_HEART}</div>")),
    "text nodes before hearts": page('x<!-- --><b data-forum-post-heart="{n}"></b>', before=_POST),
    "words in a header": page("<i>March 2nd, 2021</i> ", before='<div id="forum-post-1"><div>', after="</div></div>"),
    "links to threads": page('<a href="https://x/forum/A_1/B_2/C_{n}/">x</a>'),
    "page numbers": page(
        '<li><a class="page-link" href="?p={n}">{n}</a></li>', before=_POST + '<ul class="pagination">'
    ),
    "headings": page("<h1> </h1>", before=_POST),
    "<div> never closed": page("<div>"),
    "<div> closed": lambda size: page("<div>", after="</div>" * (size // 11))(size // 2),
    "<table> in tables": page("<table><tr><td>"),
    "<table> without cells": page("<table>x"),
    "<blockquote> never closed": page("<blockquote>x"),
    "<ul> in lists": page("<ul><li>x"),
    "<li> alone": page("<li>x"),
    "<p> alone": page("<p>"),
    "<p> in <b>": page("<b><p>x"),
    "<a> never closed": page("<a>x"),
    "<font> of all colours": page("<font color={n}>x"),
    "<br>": page("<br>"),
    "ends without a beginning": page("</div></p></b>"),
    "wrong order": page("<b><i></b></i>"),
    "formatting closed by <p>": page("<p><b><i><u></p>"),
    "svg and math": page("<svg><math>"),
    "templates": page("<template>"),
    "frames": repeated("<frameset>", before="<html>"),
    "select and options": page("<option>x", before="<select>"),
    "selects in selects": page("<select><option>"),
    "<": page("<"),
    "</": page("</"),
    "<!": page("<!"),
    "<!--": page("<!--"),
    "<!-->": page("<!-->x"),
    "<script": page("<script "),
    "<script>": page("<script>"),
    "<style> x": page("<style>x"),
    "<title>": page("<title>x"),
    "one attribute, long": page("a", before='<p title="', after='">x</p>'),
    "many attributes": page(" a{n}=1", before="<p", after=">x</p>"),
    "attributes of many tags": page("<p a b c d e f g h i j k l m n o p q r s t u v w x y z>x"),
    "style= of many tags": page('<i style="display:{n}">x</i>'),
    "style= with spaces": page(" ", before='<i style="display', after='">x</i>'),
    "hidden parts": page("<i hidden>x</i>"),
    "a= without a value": page("a=", before="<p "),
    "quotes unclosed": page('<p a="'),
    "entities": page("&amp;&lt;&#128169;"),
    "entities unclosed": page("&#x1"),
    "spaces": page(" "),
    "spaces in words": page("x  ", before=_POST),
    "line feeds in a heading": page("\n", before="<h1>x", after="x</h1>"),
    "hard spaces": page("&nbsp;"),
    "hard spaces and line feeds": page("&nbsp;<br>", before='<div id="forum-post-1"><div data-id="post-body">x'),
    "hard spaces in one line": page("\xa0", before='<div id="forum-post-1"><div data-id="post-body">x', after="x"),
    "paragraphs": page("<p>I water the peas.</p>"),
    "letters": page("<p>x</p>"),
    "JSON-LD of comments": json_ld(lambda n: [{"@type": "Comment", "text": "Peas", "author": {"name": "u"}}] * n, 90),
    "JSON-LD with HTML": json_ld(lambda n: [{"@type": "Comment", "text": "<p>" * 30 + "x"}] * n, 150),
    "JSON-LD deep": nested_json_ld,
    "JSON-LD, many scripts": page('<script type="application/ld+json">{"@type":"x"}</script>'),
    "JSON-LD, unclosed": page('<script type="application/ld+json">'),
    "JSON-LD, opening bracket": page("[", before='<script type="application/ld+json">', after="</script>"),
    "JSON-LD, commentless": page('<script type="application/ld+json">[{"@type":"DiscussionForumPosting"}]</script>'),
    "microdata": page(f'{_ITEM}<p itemprop="text">x</p></div>', before=_POSTING),
    "microdata, nested": page(f'{_ITEM}<p itemprop="text">x</p>', before=_POSTING),
    "microdata, nested names": page('<div itemprop="text">x', before=_POSTING),
    "microdata, names in one": page("comment ", before=f'{_POSTING}<p itemprop="', after='">x</p>'),
    "microdata, all names": page("n{n} ", before=f'{_POSTING}<p itemprop="', after='">x</p>'),
    "end of the page": page("</body>\n", after="x"),
    "comments after the end": repeated("<!--x", before="<p>x</p></body>"),
    "saved from": repeated(" ", before="<!-- saved from url=(0010)http://x", after="--><p>x"),
    "SingleFile unclosed": repeated("url: x", before="<!-- Page saved with SingleFile\n", after="<p>x"),
    "SingleFile, many beginnings": repeated("<!-- url: x ", after="<p>x"),
    "clipboard head": repeated("StartX:1\n", before="Version:1.0\nStartHTML:1\n", after="<p>x"),
    "plist head": repeated(" ", before="<?xml version='1.0'?>", after="<!DOCTYPE plist>"),
    "plist": repeated("<array>", before="<?xml version='1.0'?><plist version='1.0'>"),
    "plist with entities": repeated("&a11;", before=f"<?xml version='1.0'?>{_LAUGHS}<plist><string>"),
    "web archive": archive_of_safari,
    "MIME, parts": mail(_HTML_PART, head=_MULTIPART),
    "MIME, parts without a head": mail("--B\n", head=_MULTIPART),
    "MIME, parts with long heads": mail("--B\n" + "a: b\n" * 3000, head=_MULTIPART),
    "MIME, nested multiparts": mail("--B\nContent-Type: multipart/mixed; boundary=B\n\n", head=_MULTIPART),
    "MIME, folded head": mail(" x\n", head="MIME-Version: 1.0\nContent-Type: text/html;\n"),
    "MIME, long head": mail("a: b\n", head="MIME-Version: 1.0\n"),
    "MIME, quotes in a head": mail('"\\', head="MIME-Version: 1.0\nContent-Type: multipart/x; boundary="),
    "MIME, parameters": mail(";a=b", head="MIME-Version: 1.0\nContent-Type: multipart/x; boundary=B"),
    "MIME, comments in a date": mail("(", head="MIME-Version: 1.0\nDate: "),
    "MIME, sniff of heads": mail("a:\n", head=""),
    "MIME, sniff of folds": mail("a:\n \n", head=""),
    "MIME, sniff of spaces": mail(" \n", head="", after="a"),
    "MIME, =": mail(
        "=", head="MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
    ),
    "MIME, =41": mail(
        "=41=\n", head="MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
    ),
    "MIME, base64": mail(
        "PHA+eDwv", head="MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
    ),
    "MIME, uuencoded": mail(
        "M\n", head="MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n"
    ),
    "MIME, unknown charset": mail("x", head="MIME-Version: 1.0\nContent-Type: text/html; charset=punycode\n\n<p>"),
    "charset, punycode": repeated("x-", before="<html><meta charset=punycode>"),
    "charset, UTF-7": repeated("+AAA-", before="<html><meta charset=utf-7>", after="é"),
    "charset, many": page("<meta charset=x>", before="é"),
    "UTF-16": lambda size: page(_POST)(size // 2).decode().encode("utf-16"),
    "half UTF-16": lambda size: page("x\0")(size),
    "NUL bytes": page("<p>\0</p>"),
    "bytes": random_bytes,
    "letters of Windows": lambda size: page("<p>é ")(size).decode().encode("latin-1"),
    "JSON, deep": repeated("["),
    "JSON, deep objects": repeated('{"a":'),
    "JSON, wide": repeated('{"a":1},', before="[", after="{}]"),
    "JSON, empty objects": repeated("{},", before="[", after="{}]"),
    "JSON, numbers": repeated("9", before='[{"id":', after="}]"),
    "JSON, a topic": topic("<p>I water the peas.</p>"),
    "JSON, a topic of tags": topic("<b>" * 60),
    "JSON, strings": repeated("\\u0000", before='["', after='"]'),
    "zip, equal pages": zip_of(2 * KB),
    "zip, empty pages": zip_of(0),
    "zip, packed pages": lambda size: zip_of(50 * KB, method=zipfile.ZIP_DEFLATED)(size // 16),
    "zip, long names": zip_of(KB, name="{n}" + "a" * 60_000 + ".html"),
    "zip, digits in names": zip_of(KB, name="{n}" + "1a" * 30_000 + ".html"),
    "zip, deep names": zip_of(KB, name="{n}" + "/a" * 30_000 + ".html"),
    "zip, overlapping": overlapping,
    "zip, a bomb": bomb,
    "zip, zips in it": nested_zips,
    "zip, half of it": lambda size: zip_of(KB)(2 * size)[:size],
    "zip, only marks": lambda size: b"PK\x03\x04" + b"PK\x05\x06" * (size // 4),
    "zip, the end again and again": lambda size: (
        b"PK\x03\x04" + (b"PK\x05\x06" + b"\0" * 16 + b"\xff\xff") * (size // 22)
    ),
}

FORMS: dict[str, Make] = {
    "<input>": form("<input>"),
    "<input> with names": form("<input name=a{n}>"),
    "<input> of one name": form("<input name=a>"),
    "<input> with text": form("Label {n} <input name=a{n}>"),
    "<input> without forms": page("<input name=a{n}>"),
    "<input> of forms": page("<form><input name=a{n}></form>"),
    "<input form=>": page("<input form=f{n} name=a>"),
    "<input> in a heading": form("x<input>", before="<h2>", after="</h2>"),
    "<input> in a label": form("x<input>", before="<label>", after="</label>"),
    "<input> in a fieldset": form("<input>", before="<fieldset><legend>" + "x" * 5000 + "</legend>"),
    "<input> in an id": form("x<input aria-labelledby=a>", before="<div id=a>", after="</div>"),
    "<input> and its label by id": form("<label for=a{n}>x</label><input id=a{n}>"),
    "labels for one": form("<label for=a>x</label>", before="<input id=a>"),
    "inputs with one id": form("<input id=a>", before="<label for=a>" + "x" * 5000 + "</label>"),
    "labels for one, all its": form("<label for=a>x</label><input id=a>"),
    "labels in labels": form("<label>x<input>"),
    "fieldsets in fieldsets": form("<fieldset><legend>x</legend><input>"),
    "groups in groups": form("<div role=group aria-labelledby=a>x<input>", before="<p id=a>x</p>"),
    "radio buttons of one name": form("<label><input type=radio name=a value={n}>x</label>"),
    "radio buttons of all names": form("<label><input type=radio name=a{n}>x</label>"),
    "radio buttons without labels": form("<input type=radio name=a>"),
    "check boxes in one form": form("<input type=checkbox name=a{n}> x"),
    "aria-labelledby, one of many": form("<input aria-labelledby='a b c'>", before="<p id=a>" + "x" * 5000 + "</p>"),
    "aria-labelledby, many": form("a{n} ", before="<p id=a1>x</p><input aria-labelledby='", after="'>"),
    "aria-labelledby, all one": form("a ", before="<p id=a>" + "x" * 5000 + "</p><input aria-labelledby='", after="'>"),
    "aria-describedby, all one": form("<input aria-describedby='a a'>", before="<p id=a>" + "x" * 5000 + "</p>"),
    "nested ids": form("<div id=a><input aria-labelledby=a>x"),
    "options": form("<option>x{n}</option>", before="<select name=a>", after="</select>"),
    "selects": form("<select name=a{n}><option value=''>Choose<option>x</select>"),
    "text areas": form("<textarea name=a{n}>x</textarea>"),
    "headings and fields": form("<h3>Question {n}</h3><textarea name=a{n}></textarea>"),
    "text above a field": form("line<br>"),
    "names as #2": form("<input name=a><input name='a#{n}'>"),
    "stars": form("<input aria-label='*", after="'>"),
    "spaces before a star": form(" ", before="<input aria-label='x", after="x'>"),
    "actions": page('<form action="https://docs.google.com/forms/x"></form>'),
    "a Google Form": google(lambda n: [n, f"Question {n}", None, 1, [[n, None, 0]]], 50),
    "a Google Form, one id": google(lambda n: [n, f"Question {n}", None, 1, [[7, None, 0]]], 50),
    "a Google Form, choices": google(lambda n: [n, "Q", None, 2, [[n, [["x", None]] * 200, 0]]], 2600),
    "a Google Form, one grid": google(lambda n: [n, "Q", None, 7, [[m, [], 0, ["r"]] for m in range(200)]], 4000),
    "a Google Form, titles": google(lambda n: [n, "x" * 900, None, 6], 1000),
    "a Google Form, unclosed": page("FB_PUBLIC_LOAD_DATA_ = [", before="<script>"),
    "a Google Form, spaces": page("FB_PUBLIC_LOAD_DATA_" + " " * 60),
    "a Google Form on the screen": google_params,
    "a Google Form, plain": page("<input name=entry.{n}>", before=_ADDRESS_OF_GOOGLE),
    "a form never closed": page("<form><div><input>"),
    "hidden fields": form("<div hidden><input>"),
    "the words of a form": page("I water the peas. ", before=_ADDRESS_OF_GOOGLE),
}

ANSWERS: dict[str, Make] = {
    "paragraphs": word(paragraph("I water the peas.")),
    "numbered paragraphs": word(paragraph("x", _NUMBERED.format(level=0, list=1))),
    "numbered paragraphs, all lists": word(paragraph("x", _NUMBERED.format(level=0, list="{n}"))),
    "numbered paragraphs, all levels": word(paragraph("x", _NUMBERED.format(level="{n}", list=1))),
    "numbers by style": word(paragraph("x", '<w:pStyle w:val="ListNumber"/>')),
    "headings": word(paragraph("x", '<w:pStyle w:val="Heading1"/>')),
    "unknown styles": word(paragraph("x", '<w:pStyle w:val="s{n}"/>')),
    "styles": word(
        '<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="n{n}"/></w:style>', part="word/styles.xml"
    ),
    "bold lines": word(paragraph("x", "").replace("<w:t>", "<w:rPr><w:b/></w:rPr><w:t>")),
    "runs": word("<w:r><w:t>x</w:t></w:r>", before="<w:p>", after="</w:p>"),
    "paragraphs in paragraphs": word("<w:p>", closed="</w:p>"),
    "runs in runs": word("<w:r>", before="<w:p>", closed="</w:r>", after="</w:p>"),
    "tables in tables": word("<w:tbl><w:tr><w:tc>", closed="<w:p/></w:tc></w:tr></w:tbl>"),
    "200 tables in tables": word(
        "<w:tbl><w:tr><w:tc>" * 70 + "<w:p/></w:tc></w:tr></w:tbl>" * 70,
    ),
    "cells": word("<w:tc><w:p/></w:tc>", before="<w:tbl><w:tr>", after="</w:tr></w:tbl>"),
    "wrappers": word("<w:ins>", closed="</w:ins>"),
    "text boxes": word("<w:p><w:r><w:pict>" * 60 + "<w:t>x</w:t>" + "</w:pict></w:r></w:p>" * 60),
    "one attribute, long": word("a", before='<w:p w:x="', after='"/>'),
    "many attributes": word(' w:a{n}="1"', before="<w:p", after="/>"),
    "entities": word("&a11;", before="<w:p><w:r><w:t>", after="</w:t></w:r></w:p>", doctype=_LAUGHS),
    "line feeds": word("<w:br/>", before="<w:p><w:r>", after="</w:r></w:p>"),
    "a document unpacked": lambda size: _packed(word(paragraph("x", _NUMBERED.format(level=0, list=1)))(size * 4)),
    "text": repeated("x\n"),
    "an old document": lambda size: b"\xd0\xcf\x11\xe0" + b"E\0n\0c\0" * (size // 6),
    "spaces before a page": repeated(" ", after="<html"),
    "zip entries": lambda size: zip_of(0)(size).replace(b"0.html", b"0.docx"),
}


def _packed(document: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
    return out.getvalue()
