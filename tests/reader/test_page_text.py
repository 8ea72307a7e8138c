"""HTML as text: what a person would see, line by line."""

import re
import time
from contextlib import suppress
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cups_course.errors import UnreadableCopy
from cups_course.saved.page import visible_text_of_html


def seen(html: str) -> str:
    return visible_text_of_html(html, "copy")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One</p>\n\n\n\n<p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/><br>Three", "One\nTwo\n\nThree"),
        ("<p>One<br></p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<div><div><div>One</div></div></div>Two", "One\nTwo"),
        ("<p>Two  words\n on   a\tline </p>", "Two words on a line"),
        ("<p>in <b>one</b><i> piece</i>!</p>", "in one piece!"),
        ("<p>a&nbsp;&nbsp;b&nbsp;</p>", "a\u00a0\u00a0b"),
        ("<p>One</p><p>&nbsp;</p><p>Two</p>", "One\n\nTwo"),
        ("<h2>Head</h2>text", "Head\n\ntext"),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"),
        ('<ol start="3"><li>One</li><li value="7">Two</li><li>Three</li></ol>', "3. One\n7. Two\n8. Three"),
        ("<ol start=x><li>One</ol><ol><li>One again</ol>", "1. One\n1. One again"),
        ("<ol><li><p>One</p></li><li></li><li><p>Three</p></li></ol>", "1. One\n\n3. Three"),
        ("<ul><li>One<ul><li>Under one</li></ul></li></ul>", "• One\n• Under one"),
        ("<li>lost", "• lost"),
        ("<blockquote><p>Said</p><p>so<br>well</p></blockquote><p>Yes!</p>", "> Said\n\n> so\n> well\n\nYes!"),
        ("<blockquote>A<blockquote>B</blockquote>C</blockquote>", "> A\n\n> > B\n\n> C"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3"),
        ('<a href="https://example.org">here</a>', "here"),
        ('So kind <img src="x" alt="😀"><img alt="👍🏽"><img alt="✒️"><img alt="1️⃣">', "So kind 😀👍🏽✒️1️⃣"),
        ('A walk. <img alt="heart"><img alt="IMG_2041.jpg"><img><img alt="">', "A walk."),
        ("one 🌱 two", "one 🌱 two"),
        ("a<script>alert(1)</script>b<style>p{}</style>c<template>d</template>e", "abce"),
        ("a<!-- not <b>this</b> -->b<svg><title>c</title></svg>d", "abd"),
        ("a<p hidden>b</p><p style='display: none'>c</p><p class='x sf-hidden'>d</p>e", "ae"),
        ("<ul hidden><li>a</ul><blockquote style=display:none>b</blockquote>c", "c"),
        ("a<button>Reply</button><select><option>b</select><textarea>c</textarea>", "a"),
        ("a\0b&#0;c", "ab\ufffdc"),
        ("&lt;b&gt; &amp; &eacute;", "<b> & é"),
        ("<b>open <i>for ever", "open for ever"),
        ("</div></p></b>after", "after"),
        ("a<svg><p>b", "a\n\nb"),
        ("", ""),
        ("<p> </p>", ""),
    ],
)
def test_html_is_written_down_as_it_is_seen(html: str, text: str) -> None:
    assert seen(html) == text


TAGS = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<ol>",
    "<li>",
    "</ol>",
    "<ul>",
    "</ul>",
    "<br>",
    "<pre>",
    "<td>",
    "<table>",
    "x",
    "y",
]
LINES = st.lists(st.text(st.characters(exclude_categories=("C", "Z"))), min_size=1, max_size=6)
PARAGRAPHS = st.lists(LINES, max_size=5)


@given(PARAGRAPHS)
def test_what_was_typed_comes_back_line_by_line(paragraphs: list[list[str]]) -> None:
    html = "".join(f"<p>{'<br>'.join(map(escape, lines))}</p>" for lines in paragraphs)
    typed = "\n\n".join("\n".join(lines) for lines in paragraphs)
    assert seen(html) == re.sub("\n{3,}", "\n\n", typed).strip("\n")


@given(st.lists(st.sampled_from(TAGS)))
def test_any_tags_in_any_order_have_a_text(tags: list[str]) -> None:
    text = seen("".join(tags))
    assert not text.startswith("\n")
    assert "\n\n\n" not in text
    assert [letter for letter in text if letter in "xy"] == [letter for letter in tags if letter in "xy"]


@pytest.mark.parametrize("tag", ["div", "b", "span", "blockquote", "font color=red", "table", "custom-tag", "DIV"])
def test_tags_nested_for_ever_are_refused_at_once(tag: str) -> None:
    begin = time.process_time()
    with pytest.raises(UnreadableCopy, match="copy has more nested tags than a browser would save"):
        seen(f"<{tag}>" * 100_000)
    assert time.process_time() - begin < 10


@pytest.mark.parametrize(
    "hides",
    [
        "<!-- </div> -->",
        '<a title="</div>"></a>',
        "<textarea></div></textarea>",
        "<select></div></select>",
        "<template></div></template>",
        "<table></div></table>",
        "<title></div></title>",
    ],
)
def test_an_end_tag_that_no_browser_sees_ends_nothing(hides: str) -> None:
    """Where such tags were believed, the parser would be given a tree so deep that it takes minutes."""
    with pytest.raises(UnreadableCopy, match="more nested tags"):
        seen(f"<div>{hides}" * 50_000)


def test_bold_left_open_so_often_that_every_paragraph_would_hold_it_again_is_refused() -> None:
    left_open = "".join(f"<b id={number}>" for number in range(100))
    with pytest.raises(UnreadableCopy, match="more nested tags"):
        seen(f"<div>{left_open}</div>{'<p>x</p>' * 500}")


PARTS = """<p>x|<li>x|<br>|x<div>x</div>|<b>x</b>|<td>x|<a href='x'>x|</p>|</div>|<!-- x|&amp;|<svg><path/></svg>|<svg|
<script>x</script>|<script>|<img alt='x'>|<|<p a='|<option>x|<dd>x<dt>x|<b><p>|<p a b c d e f g h i j k l m n o p>"""


@pytest.mark.parametrize("part", PARTS.replace("\n", "").split("|"))
def test_long_pages_of_anything_take_no_longer_than_long_pages(part: str) -> None:
    begin = time.process_time()
    with suppress(UnreadableCopy):
        seen(part * 30_000)
    assert time.process_time() - begin < 20
