"""A page of any forum that describes its thread in the words of schema.org: `DiscussionForumPosting` and `Comment`.

The description stands in a script (JSON-LD) or in attributes of the page (microdata), from which the same is made.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cups_course.saved.containers import MOST_JSON, Page
from cups_course.saved.page_text import visible_text
from cups_course.saved.page_tree import walk
from cups_course.saved.structured import objects_in, plain_text, text_or_none, web_address
from cups_course.threads.copy import Copy, RawPost
from cups_course.threads.dates import read_time

_SCRIPT = re.compile(r"<script\b[^<>]*\bapplication/ld\+json\b[^<>]*>", re.IGNORECASE)
_END_OF_SCRIPT = re.compile(r"</script\b", re.IGNORECASE)
_POSTING = "DiscussionForumPosting"
_VALUE_IN = {"meta": "content", "a": "href", "link": "href", "time": "datetime"}

Item = dict[str, object]


def read_schema_org(tree: LexborHTMLParser, page: Page, name: str) -> Copy | None:
    """The posting that a page describes with its comments; None where it describes none, or several as a list does."""
    if posting := _only([posting for value in _scripts(page.html) for posting in _postings(value)]):
        return _copy(posting, page, lambda text: plain_text(text, name), says_who_answers=True)
    if posting := _only(_microdata(tree)):
        # Flat forums mark up every post as a comment on the first, whatever it answers.
        nests = any(objects_in(comment.get("comment")) for comment in objects_in(posting.get("comment")))
        return _copy(posting, page, str, says_who_answers=nests)
    return None


def _only(postings: list[Item]) -> Item | None:
    """The posting that has comments, else the only one there is."""
    candidates = [posting for posting in postings if objects_in(posting.get("comment"))] or postings
    return candidates[0] if len(candidates) == 1 else None


# --- what is described, as posts -------------------------------------------------------------------------------------


def _copy(posting: Item, page: Page, read: Callable[[str], str], *, says_who_answers: bool) -> Copy:
    ids: Counter[str] = Counter()
    opening = _post(posting, None, read, ids)
    posts: list[RawPost] = []
    waiting = [(comment, opening.forum_id) for comment in reversed(objects_in(posting.get("comment")))]
    while waiting:
        comment, answered = waiting.pop()
        posts.append(_post(comment, answered if says_who_answers else None, read, ids))
        waiting.extend((below, posts[-1].forum_id) for below in reversed(objects_in(comment.get("comment"))))
    return Copy(
        title=text_or_none(posting.get("headline")) or text_or_none(posting.get("name")),
        opening=opening,
        posts=tuple(posts),
        forum_id=web_address(_own_id(posting)),
        address=web_address(_own_id(posting)) or web_address(page.address),
        posts_missing=max(0, _count(posting.get("commentCount")) - len(posts)),
    )


def _post(item: Item, answers_to: str | None, read: Callable[[str], str], ids: Counter[str]) -> RawPost:
    author, time = (
        _author(item.get("author")),
        text_or_none(item.get("datePublished")) or text_or_none(item.get("dateCreated")),
    )
    text = text_or_none(item.get("text")) or text_or_none(item.get("articleBody")) or ""
    # Without an id of its own a post is known again by who wrote it when, or by its words.
    known_by = f"{author} {time}" if author and time else text
    forum_id = _own_id(item) or hashlib.sha256(known_by.encode()).hexdigest()[:16]
    ids[forum_id] += 1
    if ids[forum_id] > 1:
        forum_id += f"+{ids[forum_id]}"
    return RawPost(author, read_time(time or ""), read(text), forum_id=forum_id, answers_to=answers_to)


def _own_id(item: Item) -> str | None:
    return text_or_none(item.get("@id")) or text_or_none(item.get("url")) or text_or_none(item.get("identifier"))


def _author(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return (
        text_or_none(value.get("name")) or text_or_none(value.get("alternateName"))
        if isinstance(value, dict)
        else text_or_none(value)
    )


def _count(value: object) -> int:
    return int(str(value)) if re.fullmatch(r"\d{1,9}", str(value), re.ASCII) else 0


# --- where it is described -------------------------------------------------------------------------------------------


def _scripts(html: str) -> Iterator[object]:
    """The values of all JSON-LD on a page; what is no JSON is passed over."""
    at, left = 0, MOST_JSON
    while start := _SCRIPT.search(html, at):
        end = _END_OF_SCRIPT.search(html, start.end())
        if end is None:
            return
        at = end.end()
        left -= end.start() - start.end()
        if left < 0:
            return
        try:
            yield json.loads(html[start.end() : end.start()], strict=False)
        except (ValueError, RecursionError):
            continue


def _postings(value: object) -> Iterator[Item]:
    """The postings in a value, however deep, those inside a posting left aside."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(reversed(each))
        elif isinstance(each, dict):
            kinds = each.get("@type")
            if _POSTING in (kinds if isinstance(kinds, list) else [kinds]):
                yield each
            else:
                waiting.extend(reversed(each.values()))


def _microdata(tree: LexborHTMLParser) -> list[Item]:
    """The postings in the attributes of a page, each as JSON-LD would write it."""
    postings: list[Item] = []
    if tree.body is None or tree.css_first(f"[itemtype$={_POSTING}]") is None:
        return postings
    around: list[tuple[int, Item]] = []

    def begin(node: LexborNode) -> bool:
        attributes = node.attributes if (node.tag or "-")[0] not in "-!" else {}
        names = (attributes.get("itemprop") or "").split()
        value: object
        if "itemscope" in attributes:
            kind = (attributes.get("itemtype") or "").rpartition("/")[2]
            item: Item = {"@type": kind}
            value = item
            if kind == _POSTING and not around:
                postings.append(item)
        elif names and around:
            value = attributes.get(_VALUE_IN.get(node.tag or "", "")) or visible_text(node)
        else:
            return True
        for name in names if around else []:
            _add(around[-1][1], name, value)
        if isinstance(value, dict):
            around.append((node.mem_id, value))
        return isinstance(value, dict)

    def end(node: LexborNode) -> None:
        if around and around[-1][0] == node.mem_id:
            around.pop()

    walk(tree.body, begin, end)
    return postings


def _add(item: Item, name: str, value: object) -> None:
    """A property is what stands first; of comments all count."""
    if name == "comment":
        item["comment"] = [*objects_in(item.get("comment")), value]
    else:
        item.setdefault(name, value)
