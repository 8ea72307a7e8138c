"""What the opening post asks: its questions, how many replies to peers, and what else is to be done.

Every line is first told what it is (`_Line`): a list item, a label such as `Activity:`, a step for afterwards. Then
questions are taken from where the post says they stand, and only where it says nothing, from what looks like one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cups_course.course.thread import WantedTask
from cups_course.course.wording import fold_space
from cups_course.threads.titles import NUMBER, number_of

_NUMBERED = re.compile(r"\(?(?:Q(?:uestion)? ?)?(\d{1,2}|[a-h])(?:[).:]|\.\)| -) ?(?=\D)", re.IGNORECASE)
_BULLET = re.compile(r"(?:[•●◦▪‣∙·*–—-]|\N{WHITE HEAVY CHECK MARK}) ?(?=\S)")
_PEN = re.compile("(?:[✏✒✍✎🖊🖋📝❓❔➡👉]\ufe0f?[\U0001f3fb-\U0001f3ff]? ?)+")
_ALERT = re.compile("[❗‼⚠⁉✅⭐🔹🔸📌]\ufe0f? ?")

_LABEL = re.compile(r"([A-Z][a-z]+(?: [A-Za-z]+){0,3})(?: ?\([^()]{0,80}\))? ?:(?: |$)")
_ASKING_LABEL = re.compile(
    r"(?:\w+ ){0,4}(?:questions?|prompts?)|(?:\w+ )?(?:activity|activities|reflections?|assignment|task|exercise)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:bonus|further|optional|extra|additional|note|tip|p\.?s\.?|image|photo|source)\b", re.IGNORECASE
)
# "Here are the questions:", "Ask yourself the following questions"; not "must answer the questions and read on".
_ANNOUNCES = re.compile(
    r"\b(?:(?:following|these|below|here are|ask yourself|answer|consider|reflect on|respond to)\b[^.?!]{0,60}\b"
    r"(?:questions?|prompts?)\b[^.?!]{0,40}[:.!]?|(?:questions?|prompts?) below[^.?!]{0,30}[:.!]?|"
    r"(?:questions?|prompts?):)$",
    re.IGNORECASE,
)
_ANNOUNCES_LIST = re.compile(r"\b(?:watch|questions?|prompts?|answer|respond|reflect|share|discuss|activity)\b", re.I)
_AFTERWARDS = re.compile(
    r"(?:after (?:you|fulfil|post|complet|answer|finish|reply|submit|doing|that)|once you|when you(?: have|'ve| are) "
    r"(?:done|finished|completed|posted)|don.?t forget to complete|this post is brought|"
    r"please (?:check out|proceed to))",
    re.IGNORECASE,
)
# Begins a task for words of one's own, whatever it ends in. "Figure out what gets you excited" begins none.
_PROMPT = re.compile(
    r"(?:please |then |also |now |next |and |in your own words,? |briefly |tell us |first,? )*"
    r"(?:what|how|why|when|where|which|who|whom|whose|do|does|did|are|is|have|has|can|could|would|will|should|if|"
    r"in what|describe|share|list|name|explain|discuss|tell|think of|think about|give|write|reflect|imagine|choose|"
    r"pick|provide|identify|define|compare|come up|create|brainstorm|summari[sz]e|mention|comment|introduce|"
    r"talk about|state|recall|consider|outline|suggest|elaborate|post)\b",
    re.IGNORECASE,
)
_FOLLOW_UP = re.compile(r"(?:why|how so|if so|if not|please explain|explain|and why|or why|how come)\b", re.IGNORECASE)
_FOLLOW_UP_WORDS = 5

_SENTENCE_END = re.compile(r"(?<=[.?!])[\"'”’)]*\s+(?=\S)")
_QUESTION_END = re.compile(r"\?[\"'”’)]*\s+(?=\S)")

_REPLY_VERB = r"(?:reply|replies|replying|respond|responding|comment|commenting|respon[sd]e)"
_PEERS = (
    r"(?:peers?|others?|people|persons?|participants?|fellow|classmates?|listeners?|learners?|posts?|comments?|replies)"
)
_HOW_MANY = rf"(?P<count>{NUMBER})(?: ?(?:-|–|to|or) ?{NUMBER})?(?! ?[/%])"
_REPLIES = re.compile(
    rf"\b{_REPLY_VERB}\b(?: (?:in this thread )?(?:to|on|under))?(?: the)?(?: (?:at least|a minimum of|minimum|any))? "
    rf"{_HOW_MANY}(?! (?:of )?(?:the |these |those |all )?(?:\w+ )?(?:questions?|prompts?|course|discussion))\b"
    rf"|\b(?:leave|write|give|post|encourage|support)(?: at least)? {_HOW_MANY.replace('count', 'given')}"
    rf"(?: \w+){{0,3}}? {_PEERS}\b(?! of your own)",
    re.IGNORECASE,
)
_REPLIES_WITHOUT_COUNT = re.compile(rf"\b{_REPLY_VERB} (?:to|on) (?:\w+ ){{0,4}}(?:peers?|others|participants)\b", re.I)
_OPTIONAL = re.compile(
    r"\boptional(?:ly)?\b|^bonus\b|^further reading\b|\bif you(?:'d| would)? (?:like|wish|want)\b", re.I
)

_LEAD = (
    r"(?:(?:please|first|firstly|then|next|now|also|and|finally|activity|task|optional(?:ly)?|bonus|step \d|"
    r"you (?:must|should|can|may|will|need to|have to|are required to|will need to|will have to|are asked to)|"
    r"(?:before|after|once|when|if)\b[^,.?!]{0,80},|don.?t forget to|make sure (?:to|you)|remember to|be sure to)"
    r"[:,]? )*"
)
_DO = r"(?:take|complete|pass|do|finish|attempt|start)"
_TASKS = tuple(
    (kind, re.compile(_LEAD + form, re.IGNORECASE))
    for kind, form in (
        (
            "watch",
            r"(?:re)?watch\b(?! out)[^.?!]{0,60}?\b(?:videos?|clips?|films?|movies?|talks?|webinars?|"
            r"recordings?|ted|this|youtube)",
        ),
        (
            "read",
            r"(?:read|go through|look through|look at|view|review|study)\b[^.?!]{0,60}?\b(?:slides?|slideshow|"
            r"articles?|guides?|chapters?|documents?|presentations?|blogs?|pages?|handbook|manual|books?|pdf)\b",
        ),
        ("quiz", rf"(?:{_DO}|score|get)\b[^.?!]{{0,60}}?\bquiz"),
        ("exam", rf"{_DO}\b[^.?!]{{0,60}}?\b(?:exam|final test)"),
        ("oath", r"(?:take|sign|recite|read|say|copy|post|repeat)\b[^.?!]{0,60}?\b(?:oath|pledge)\b"),
        ("form", r"(?:fill(?: out| in)?|complete|submit)\b[^.?!]{0,60}?\b(?:form|survey)\b"),
        ("practicum", rf"(?:{_DO}|begin|sign up for|join)\b[^.?!]{{0,60}}?\bpracticum\b"),
        ("elective", rf"(?:{_DO}|choose|pick|select|enrol in)\b[^.?!]{{0,60}}?\belectives?\b"),
        ("other", r"proceed to (?:this|the following) (?:post|page|thread)\b"),
    )
)
_ASIDE_READING = re.compile(r"(?:further|optional|additional|extra) reading\b", re.IGNORECASE)
_MINIMUM = re.compile(r"\b(\d{1,3}) ?(?:/|out of) ?(\d{1,3})\b|\b(\d{1,3}) ?%")
_SCORED = frozenset({"quiz", "exam"})
_ONCE_A_POST = frozenset({"quiz", "exam", "oath", "form"})


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening post wants. `peer_replies` is None where it cannot be told; `is_whole`: nothing seems cut."""

    questions: tuple[str, ...]
    peer_replies: int | None
    tasks: tuple[WantedTask, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Line:
    text: str  # without marker and label, white space folded
    marker: str = ""  # "1" for any number, else the bullet itself; "" for a plain line
    number: str = ""
    label: str = ""
    after_blank: bool = True

    @property
    def is_aside(self) -> bool:
        return bool(_ASIDE.match(self.label or self.text))

    @property
    def ends_questions(self) -> bool:
        return bool(_AFTERWARDS.match(self.text))

    @property
    def has_asking_label(self) -> bool:
        return bool(self.label) and not self.is_aside


def read_opening(body: str, *, is_followed: bool) -> Opening:
    """What the opening post `body` asks. `is_followed`: other posts stand below it, so the copy goes on after it."""
    lines = list(_lines(body))
    wanted = [_replies_wanted(line) for line in lines]
    asked = [at for at, count in enumerate(wanted) if count is not None]
    questions = [line for line in _questions(lines) if _replies_wanted(line) is None and not _is_task(line)]
    is_whole = _is_whole(lines, is_followed=is_followed)
    if asked:
        peer_replies = next((wanted[at] for at in asked if wanted[at] != _UNCOUNTED), None)
    else:
        peer_replies = 0 if is_whole else None
    texts = tuple(dict.fromkeys(line.text for line in questions))
    return Opening(texts, peer_replies, tuple(_tasks(lines, frozenset(texts))), is_whole)


def _lines(body: str) -> Iterator[_Line]:
    after_blank = True
    for raw in body.split("\n"):
        text = _ALERT.sub("", fold_space(raw), count=1) if raw.strip() else ""
        if text:
            yield replace(_line(text), after_blank=after_blank)
        after_blank = not text


def _line(text: str) -> _Line:
    marker = number = label = ""
    if form := _PEN.match(text):
        marker = "✒"
    elif form := _NUMBERED.match(text):
        marker, number = "1", form[1].casefold()
    elif form := _BULLET.match(text):
        marker = form[0].strip()
    rest = text[form.end() :] if form else text
    named = _LABEL.match(rest)
    if named and (_ASKING_LABEL.fullmatch(named[1]) or _ASIDE.match(named[1])):
        label, rest = named[1], rest[named.end() :]
    return _Line(rest.strip(), marker, number, label)


# Questions


def _questions(lines: Sequence[_Line]) -> list[_Line]:
    pens = [line for line in lines if line.marker == "✒"]
    if sum(1 for line in pens if _is_prompt(line)) and len(pens) > 1:
        return [line for line in pens if not line.is_aside]
    announced: dict[_Line, None] = {}  # in order, and a line that was taken as a question announces nothing
    for at, line in enumerate(lines):
        if line.is_aside or line in announced:
            continue
        if line.has_asking_label:
            announced |= dict.fromkeys(_under_label(lines, at))
        elif _ANNOUNCES.search(_last_sentence(line)) and not _AFTERWARDS.match(line.text):
            announced |= dict.fromkeys(_announced(lines, at + 1))
        elif _announces_list(lines, at):
            announced |= dict.fromkeys(_list_from(lines, at + 1))
    return list(announced) or pens or _unannounced(lines)


def _under_label(lines: Sequence[_Line], at: int) -> list[_Line]:
    """`Questions: first? second?` and the lines right below; `Activity: Describe ...` where it asks for words."""
    line = lines[at]
    if not line.text:
        return _announced(lines, at + 1)
    if "question" not in line.label.casefold() and not _is_prompt(line):
        if _ANNOUNCES.search(_last_sentence(line)) or _announces_list(lines, at):
            return _announced(lines, at + 1)
        return []
    if line.text.endswith(":"):
        return _announced(lines, at + 1)
    if "question" not in line.label.casefold():
        return [line]
    found = _split(line)
    for below in lines[at + 1 :]:
        if below.ends_questions or below.is_aside or below.label or not _is_prompt(below):
            break
        if below.after_blank and not below.text.endswith("?") and not below.marker:
            break
        found += [below] if below.marker else _split(below)
    return found


def _announced(lines: Sequence[_Line], at: int) -> list[_Line]:
    """What stands below an announcement: a list, or the paragraphs that ask something."""
    if at < len(lines) and lines[at].marker:
        return _list_from(lines, at)
    found: list[_Line] = []
    for line in lines[at:]:
        if line.ends_questions or line.is_aside or line.marker or not _is_prompt(line):
            break
        found.append(line)
    return found


def _list_from(lines: Sequence[_Line], at: int) -> list[_Line]:
    """The items of the list that begins at `at`, lines right below an item with it."""
    items: list[_Line] = []
    first = lines[at].marker if at < len(lines) else ""
    for item_at in range(at, len(lines) if first else at):
        line = lines[item_at]
        if line.marker == first:
            if line.number in ("1", "a") and items and items[0].number == line.number:
                break
            if line.ends_questions and not line.label:
                break
            items.append(line)
        elif line.ends_questions or line.is_aside or line.label:
            break
        elif line.after_blank:  # a word between two numbers; anything else ends the list
            if not _goes_on(lines, item_at + 1, items[-1]):
                break
        else:
            items[-1] = replace(items[-1], text=f"{items[-1].text} {line.text}")
    return items


def _goes_on(lines: Sequence[_Line], at: int, item: _Line) -> bool:
    return at < len(lines) and item.number.isdigit() and lines[at].number == str(int(item.number) + 1)


def _announces_list(lines: Sequence[_Line], at: int) -> bool:
    """Whether a plain line leads to a list that asks: "Please watch this video" above a list of questions does."""
    if lines[at].marker or _AFTERWARDS.match(lines[at].text) or not _ANNOUNCES_LIST.search(_last_sentence(lines[at])):
        return False
    items = [item for item in _list_from(lines, at + 1) if _replies_wanted(item) is None]
    return bool(items) and 2 * sum(1 for item in items if _is_prompt(item)) > len(items)


def _unannounced(lines: Sequence[_Line]) -> list[_Line]:
    """The last list of which most items end in a question mark, else the last paragraphs that only ask."""
    lists = [_list_from(lines, at) for at in range(len(lines)) if _begins_list(lines, at)]
    for items in reversed(lists):
        if 2 * sum(1 for item in items if item.text.endswith("?")) > len(items):
            return items
    asking = [at for at, line in enumerate(lines) if not line.is_aside and _only_asks(line)]
    first = next((at for at in reversed(asking) if at - 1 not in asking), 0)
    return [lines[at] for at in asking if at >= first]


def _begins_list(lines: Sequence[_Line], at: int) -> bool:
    line = lines[at]
    return bool(line.marker) and (at == 0 or lines[at - 1].marker != line.marker or line.number in ("1", "a"))


def _is_prompt(line: _Line) -> bool:
    return line.text.endswith(("?", '?"', "?)")) or bool(_PROMPT.match(line.text))


def _only_asks(line: _Line) -> bool:
    return all(sentence.rstrip("\"'”’)").endswith("?") for sentence in _SENTENCE_END.split(line.text))


def _split(line: _Line) -> list[_Line]:
    """The questions of one line; a short "Why?" stays with the question before it."""
    texts: list[str] = []
    start = 0
    for end in [*(form.end() for form in _QUESTION_END.finditer(line.text)), len(line.text)]:
        text, start = line.text[start:end].strip(), end
        follows_up = _FOLLOW_UP.match(text) and len(text.split()) <= _FOLLOW_UP_WORDS
        if texts and (follows_up or not (text.endswith("?") or _PROMPT.match(text))):
            texts[-1] = f"{texts[-1]} {text}"
        elif text:
            texts.append(text)
    return [replace(line, text=text) for text in texts]


def _last_sentence(line: _Line) -> str:
    return _SENTENCE_END.split(line.text)[-1]


# Replies to peers

_UNCOUNTED = -1


def _replies_wanted(line: _Line) -> int | None:
    """How many replies a line asks for, _UNCOUNTED where it says none, None where it asks for no reply."""
    form = _REPLIES.search(line.text)
    if form:
        is_optional = _OPTIONAL.search(line.label) or _OPTIONAL.search(line.text)
        return 0 if is_optional else number_of(form["count"] or form["given"])
    return _UNCOUNTED if _REPLIES_WITHOUT_COUNT.search(line.text) and not line.text.endswith("?") else None


# Tasks


def _tasks(lines: Sequence[_Line], questions: frozenset[str]) -> Iterator[WantedTask]:
    """The tasks in the order they are asked for; a quiz, exam, oath or form that is spoken of again is the same."""
    tasks: dict[tuple[str, str], WantedTask] = {}
    last: tuple[str, str] | None = None  # the quiz or exam of which the next sentences may tell the score
    for line in lines:
        if line.text in questions:
            continue
        if _ASIDE_READING.match(line.label or line.text):
            tasks["read", line.text] = WantedTask("read", line.text, optional=True)
            continue
        line_is_optional = bool(_OPTIONAL.search(line.label)) or bool(_OPTIONAL.match(line.text))
        for sentence in _SENTENCE_END.split(line.text):
            if kind := _task_kind(sentence):
                key = (kind, "" if kind in _ONCE_A_POST else sentence)
                tasks.setdefault(key, WantedTask(kind, sentence, line_is_optional or bool(_OPTIONAL.search(sentence))))
                last = key if kind in _SCORED else last
            if last and not tasks[last].minimum:
                tasks[last] = replace(tasks[last], minimum=_minimum(sentence))
    is_tested = any(task.kind in _SCORED for task in tasks.values())
    # "Please proceed to this post" is a step of its own only where a quiz stands before it.
    return (task for task in tasks.values() if task.kind != "other" or is_tested)


def _is_task(line: _Line) -> bool:
    """Whether an item of a list of questions is a step ("Watch the video"), not a question."""
    sentences = _SENTENCE_END.split(line.text)
    return len(sentences) == 1 and not line.text.endswith("?") and _task_kind(line.text) is not None


def _task_kind(sentence: str) -> str | None:
    return next((kind for kind, form in _TASKS if form.match(sentence)), None)


def _minimum(sentence: str) -> str | None:
    form = _MINIMUM.search(sentence)
    if form is None:
        return None
    return f"{form[1]}/{form[2]}" if form[1] else f"{form[3]}%"


# Whole or not


def _is_whole(lines: Sequence[_Line], *, is_followed: bool) -> bool:
    """Whether the post seems complete: it has prose, not only list items, and does not stop in the middle."""
    prose = [line for line in lines if not line.marker and len(line.text.split()) > 3]
    if not prose:
        return False
    ends_well = lines[-1].text.endswith((".", "!", "?", ":", ")", '"', "”")) or bool(lines[-1].marker)
    has_end = any(_AFTERWARDS.match(line.text) for line in lines[-4:])
    return has_end or (is_followed and len(lines) > 1) or (is_followed and ends_well)
