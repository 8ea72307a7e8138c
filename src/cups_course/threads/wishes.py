"""How many replies to peers a course post wishes for."""

import re

from cups_course.course.numbers import NUMBER, parse_number

UNCOUNTED = -1
"""A wish for replies that names no number."""

_COUNT = rf"(?P<count>{NUMBER}|a couple(?: of)?)\b(?: ?(?:-|–|to|or) ?{NUMBER})?(?: ?\({NUMBER}\)|\))?(?! ?[/%])\+?"
_FEWEST = r"(?:(?:at least|a minimum of|minimum|no fewer than|all|any|the|\() ?)*"
_SOME = r"(?:(?!about\b)[\w'’-]+ )"
_PEER = (
    r"(?:peers?|others?|other \w+|fellow \w+|classmates?|participants?|trainees?|team ?mates?|colleagues?|newcomers?|"
    r"(?:of )?(?:them|these|those)\b|more)"
)
_POST = (
    r"(?:posts?|comments?|answers?|responses?|repl(?:y|ies)|threads?|stories|messages?|people|persons?|members?|listeners?|"
    r"learners?|students?)"
)
_REPLY = r"(?:repl(?:y|ies|ying)|respond(?:ing)?|responses?|comments?|commenting|react(?:ing)?|feedback)"
_GREET = r"(?:say (?:hi|hello) to|welcome|greet|thank|encourage|cheer (?:for|on)|support)"
_BE_KIND = (
    r"(?:encourag(?:e|ing)|support(?:ing)?|welcome|greet|thank|praise|engage|interact|connect|cheer|write|say|send|leave|"
    r"give|offer|show|share|post)"
)
_NO_POST = (  # "respond to two of the questions", "reply in three sentences"
    r"(?!\s(?:more )?(?:of )?(?:the |these |those |all |your )?(?:\w+ )?(?:questions?|prompts?|courses?|discussions?|"
    r"scenarios?|sentences?|words?|paragraphs?|minutes?|lines?|things?|ideas?|e-?mails?|parts?|items?|points?|topics?|"
    r"statements?|ways?)\b)"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # "reply to 3", "respond in this thread to at least two"
        rf"\b(?:repl(?:y|ying)|respond(?:ing)?) (?:in this thread )?(?:to|on|under) {_FEWEST}{_COUNT}{_NO_POST}",
        rf"\b(?:comment(?:ing)?|feedback) on (?:at least|a minimum of|minimum) {_COUNT}{_NO_POST}",
        # "give feedback to two of your peers", "share a kind word with 2 fellow listeners"
        rf"\b(?:{_REPLY}|{_BE_KIND})\b[^.?!:;]{{0,60}}?\b{_FEWEST}{_COUNT} {_SOME}{{0,4}}?{_PEER}\b(?! (?:of|about))",
        # "comment on one other answer", "say hello to two people you do not know", "answer all six of the others"
        rf"\b{_REPLY}\b[^.?!:;]{{0,30}}? (?:to|on|under|for|with) {_FEWEST}{_COUNT} {_SOME}{{0,5}}?{_POST}\b",
        rf"\banswer {_FEWEST}{_COUNT} {_SOME}{{0,3}}?{_PEER}\b",
        # "revert to the posts of any 3 colleagues"
        rf"\b(?:revert|reply|respond) to (?:the )?{_POST} (?:by|from|of) {_FEWEST}{_COUNT}\b",
        # "say something nice under somebody else's post"
        rf"\b(?:{_REPLY}|leave|say|write)\b[^.?!:;]{{0,60}}? (?:below|on|to|under) some(?:body|one) else['’]?s? "
        rf"{_POST}\b",
        rf"\b{_GREET} {_FEWEST}{_COUNT} {_SOME}{{0,3}}?{_POST}\b",
        # "reply to another participant", "comment on a peer's post"
        rf"\b{_REPLY}\b[^.?!:;]{{0,30}}? (?:to|on|under|for|with) {_FEWEST}(?:an?|another) {_SOME}{{0,2}}?{_PEER}\b",
        # "leave two supportive comments for others", "at least two replies to your peers"
        rf"\b{_COUNT} {_SOME}{{0,3}}?(?:replies|reply|responses?|comments?) (?:to|for|on|under)\b(?! this)",
        # "choose two posts and reply to them"
        rf"\b(?:choose|find|pick|select) {_FEWEST}{_COUNT} {_SOME}{{0,3}}?(?:{_PEER}|{_POST})\b[^.?!]{{0,60}}\b"
        rf"(?:{_REPLY}|answer|encourage|praise|tell (?:them|their)|thank)\b",
        # "Peer replies: 3"
        rf"^(?:peer )?(?:replies|responses)(?: to (?:your )?peers| wanted| needed)?: {_FEWEST}{_COUNT}\b",
    )
)
_MOST = 20
"""More than anybody is asked to write: "over 300 replies" are told of."""
_SPEAKS_OF_OTHERS = re.compile(rf"\b(?:{_REPLY}|{_PEER}|{_POST})\b", re.IGNORECASE)
_UNCOUNTED = re.compile(
    rf"\b{_REPLY} (?:to|on) (?:[\w'’]+ ){{0,4}}?(?:peers?|others|each other|one another|participants|classmates)\b|"
    r"\banswer(?:ed|ing)? (?:each other|one another)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:what|how|why|when|where|which|who|whom|do|does|did|are|is|have|has|can|could|would|will)\b", re.I
)
_BY_CHOICE = re.compile(
    r"^\W*(?:if you(?:'d| would)? (?:can|have time|like|want|wish)|(?:please )?feel free)\b|\boptional(?:ly)?\b|"
    r"(?<!more )\bif you (?:can|like|want|wish)\W*$|(?:\bno|\bnot|n.?t) (?:have|need|obliged|required)\b|"
    r"\bno (?:peer )?repl",
    re.IGNORECASE,
)


def replies_wanted(sentence: str) -> int | None:
    """How many replies to peers `sentence` wishes for: UNCOUNTED where it names no number, None where it is no wish.

    0 where the replies are left to the reader.
    """
    if not _SPEAKS_OF_OTHERS.search(sentence):
        return None
    if sentence.endswith("?") and _ASKS.match(sentence) and "please" not in sentence.casefold():
        return None
    form = next((form for pattern in _FORMS if (form := pattern.search(sentence))), None)
    if form is None and not _UNCOUNTED.search(sentence):
        return None
    if _BY_CHOICE.search(sentence):
        return 0
    if form is None:
        return UNCOUNTED
    count = form.groupdict().get("count")
    if count is None:
        return 1
    value = 2 if "couple" in count.casefold() else parse_number(count)
    return value if value <= _MOST else None
