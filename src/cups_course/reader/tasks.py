"""Finds the tasks in a course post: videos to watch, slides to read, quizzes to pass, forms to fill in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cups_course.reader.lines import Line, sentences
from cups_course.text import NUMBER, parse_number
from cups_course.thread.thread import WantedTask

_THE = r"(?= (?:all|both|chapters?|over|that|the|these|this|those|through)\b)"  # only in "after watching the film"
_WATCH = (
    rf"(?:(?:re-?)?watch(?! out)|watch(?:ed|ing){_THE}|view|viewing{_THE}|check out|(?:have|take) a look at|listen to)"
)
_READ = (
    rf"(?:(?:re-?)?read|reading{_THE}|go(?:ne|ing)? (?:over|through)|look (?:at|over|through)|(?:have|take) a look at|"
    r"check out|open|review|study|view)"
)
_DO = r"(?:attempt|completed?|completing|do(?:ne|ing)?|finish(?:ed|ing)?|pass(?:ed|ing)?|start|taken?|taking|try)"
_FILM = r"(?:clips?|episode|films?|movies?|recordings?|talks?|ted|trailer|videos?|webinars?|youtube)"
_TEXT = (
    r"(?:articles?|blogs?|books?|chapters?|documents?|essays?|excerpts?|guidelines|guides?|hand-?outs?|handbook|manual|"
    r"module|notes|overview|pages?|pdf|presentations?|readings?|slides?|slideshow|"
    r"texts?(?! (?:above|below|underneath)))"
)
# Other things to watch are shown somewhere, unlike people and their surroundings.
_SOMETHING_SHOWN = (
    r"(?=(?:an?|last|next|our|the|\w+['’]s)\b)"
    r"(?!the (?:chat|clock|dates?|room|sky|stars|sun|time|tone|weather|words)\b)"
)
# A verb and its object in one sentence. The verb counts only where a clause begins.
_REQUESTS = tuple(
    (kind, re.compile(rf"{verb}\b[^.?!]{{0,80}}?\b{thing}\b", re.IGNORECASE))
    for kind, verb, thing in (
        ("watch", _WATCH, _FILM),
        ("watch", r"(?:re-?)?watch", r"this"),
        ("watch", rf"(?:re-?)?watch {_SOMETHING_SHOWN}", r"\w+"),
        ("watch", r"(?:re-?)?watch [\"“«]", r"\w+"),
        ("read", _READ, _TEXT),
        ("quiz", rf"(?:{_DO}|get|go to|head over to|score)", r"quiz(?:zes)?"),
        ("exam", rf"(?:{_DO}|go to|head over to|sit|write)", r"(?:exam(?:ination)?|final test)"),
        ("oath", r"(?:accept|copy|post|read|recite|repeat|say|sign|swear|take)", r"(?:oath|pledge)"),
        ("form", r"(?:complete|fill(?: in| out)?|hand in|send in|submit)", r"(?:forms?|surveys?)"),
        ("practicum", rf"(?:{_DO}|begin|join|sign up for)", r"practicum"),
        ("elective", rf"(?:{_DO}|choose|enroll? in|pick|select)", r"electives?"),
        ("other", r"(?:continue|go on|move on|proceed) (?:to|with)", r"(?:this|the following) (?:page|post|thread)"),
    )
)
_CLAUSE = re.compile(
    r"^|\b(?:afterwards|also|and|by|can|finally|first|firstly|just|kindly|lastly|may|must|next|now|optionally|or|please|"
    r"should|then|to|will|(?:after|as soon as|once|when)(?: you(?: have|.?ve)?)?(?: finish(?:ed)?)?) |[,:;(] ?|[-–—)] ",
    re.IGNORECASE,
)
_LEAD = (
    r"\(?(?:(?:afterwards|also|and|finally|first|firstly|kindly|last(?:ly| of all| but not least)?|next|now|"
    r"optional(?:ly)?|please|step \d|then|"
    r"(?:after|as|before|if|in order to|once|to|when)\b[^,.?!]{0,80},)[:,)]? )*"
)
# Asks the reader to do something, even after a clause: "Sit back and watch ...", not "Some sit and watch ...".
_REQUEST = re.compile(
    rf"{_LEAD}(?:accept|answer|attempt|be sure|begin|check|choose|click|complete|continue|copy|do|don.?t forget|"
    r"enroll?|fill|finish|get|go|hand|have a look|head|join|listen|look|make sure|move|open|pass|pick|post|"
    r"proceed|read|recite|remember|repeat|re-?read|review|re-?watch|say|score|select|send|share|sign|sit|"
    r"start|study|submit|swear|take|try|use|view|visit|watch|write)\b|"
    r".{0,200}?\b(?:please|you(?:.ll| will)? (?:are (?:asked|expected|invited|required) to|can|have to|may|must|"
    r"need to|should)|(?:ask|invite|want|would like) you to|(?:final|last|next) step is to)\b",
    re.IGNORECASE,
)
# "Quiz: 8/10 needed", "Video" as a heading, "Please read: The Long Road"
_LABEL = re.compile(
    r"(?:(?:final|required|short|the|this week.?s|weekly|your) )*(?:(?P<watch>videos?|film)|"
    r"(?P<read>article|readings?|slides?)|(?P<quiz>quiz)|(?P<exam>exam)|(?P<oath>oath|pledge)|(?P<form>form|survey))"
    r"(?: time)?(?: ?[:–—-]|$)|please (?:(?P<watch_>watch)|(?P<read_>read)):",
    re.IGNORECASE,
)
# "The quiz can be found here.", "It is time for the exam!"
_TEST_IS_HERE = re.compile(
    r"\b(?:(?P<quiz>quiz)|(?P<exam>exam))\b[^.?!]{0,60}\b(?:below|here|least|link|must|need|required)\b"
    r"|\b(?:below|find|here|least|must|need|required|time for)\b[^.?!]{0,60}\b(?:(?P<quiz_>quiz)|(?P<exam_>exam))\b",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(
    r"\boptional(?:ly)?\b|^bonus\b|^further reading\b|"
    r"\bif you(?:'d| would|.re| are| have)? (?:like|wish|want|time|interested|curious|feel like)\b",
    re.IGNORECASE,
)
_ASIDE_LABEL = re.compile(
    r"(?:further|optional|additional|extra) (?:(?P<read>reading)|(?P<watch>watching|viewing))\b", re.I
)
_SCORE = re.compile(
    rf"\b(?P<got>\d{{1,3}}|{NUMBER}(?= out)) ?(?:/|out of|of(?: the)?) ?(?P<of>{NUMBER})\b|"
    r"\b(?P<percent>\d{1,3}) ?(?:%|percent)",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"(?:e\.g\.|for example|for instance|such as|like|example:?|say),? [^.?!]{0,12}$", re.IGNORECASE)
_SPEAKS_OF_SCORE = re.compile(
    r"\b(?:correct|enough|exam|get|least|minimum|must|need(?:ed|s)?|pass(?:ing)?|quiz|require[ds]?|right|score|test)\b",
    re.IGNORECASE,
)
_SCORED = frozenset({"quiz", "exam"})
_ONCE_A_POST = frozenset({"quiz", "exam", "oath", "form"})
_MENTIONED_AGAIN = re.compile(
    rf"\b(?:the|that) (?!next|other|second|third|following|last)(?:\w+ ){{0,2}}?(?P<noun>{_FILM}|{_TEXT})",
    re.IGNORECASE,
)


def find_tasks(lines: Sequence[Line], questions: frozenset[str]) -> Iterator[WantedTask]:
    """The tasks in the order of the post, each once however often the post mentions it. `questions` hold no tasks."""
    tasks: dict[tuple[str, str], WantedTask] = {}
    latest: dict[str, tuple[str, str]] = {}
    test: tuple[str, str] | None = None  # the quiz or exam that a score in a later sentence belongs to
    minimum: str | None = None  # a score may stand before the link to its quiz
    is_choice = False  # whether this line is an item below "Optional:"
    for line in lines:
        is_choice = line.is_optional or (is_choice and bool(line.marker))
        if aside := _ASIDE_LABEL.match(line.label or line.text):
            kind, text = str(aside.lastgroup), line.text or line.label
            tasks[kind, text] = WantedTask(kind, text, optional=True)
            continue
        for sentence in sentences(line.text):
            if sentence in questions or line.text in questions:
                continue
            optional = is_choice or bool(_OPTIONAL.search(sentence))
            for kind in task_kinds(sentence):
                earlier = latest.get(kind)
                key = earlier if earlier and _is_same_task(earlier[1], kind, sentence) else (kind, sentence)
                latest[kind] = key
                tasks.setdefault(key, WantedTask(kind, sentence, optional))
                test = key if kind in _SCORED else test
            minimum = _minimum(sentence) or minimum
            if test and minimum and not tasks[test].minimum:
                tasks[test] = replace(tasks[test], minimum=minimum)
    is_tested = any(task.kind in _SCORED for task in tasks.values())
    # "Please proceed to this post" is a task only in a post with a quiz.
    return (task for task in tasks.values() if task.kind != "other" or is_tested)


def _is_same_task(earlier: str, kind: str, sentence: str) -> bool:
    """Whether `sentence` is about the task of an earlier sentence: the quiz, or "the video" that it asked to watch."""
    if kind in _ONCE_A_POST:
        return True
    mention = _MENTIONED_AGAIN.search(sentence)
    return mention is not None and mention["noun"].casefold().rstrip("s") in earlier.casefold()


def task_kinds(sentence: str) -> list[str]:
    """The kinds of task that `sentence` asks for; none if it only mentions a video or a quiz."""
    if sentence.endswith("?") and not sentence.casefold().startswith("please"):
        return []
    if label := _LABEL.match(sentence):
        return [str(label.lastgroup).rstrip("_")]
    kinds: dict[str, None] = {}
    if _REQUEST.match(sentence):
        starts = sorted({clause.end() for clause in _CLAUSE.finditer(sentence)})
        kinds = {kind: None for start in starts for kind, pattern in _REQUESTS if pattern.match(sentence, start)}
    if not kinds and (test := _TEST_IS_HERE.search(sentence)):
        kinds = {str(test.lastgroup).rstrip("_"): None}
    return list(kinds)


def _minimum(sentence: str) -> str | None:
    """The score that a sentence requires, such as "8/10" or "80%"; a score in an example does not count."""
    if not _SPEAKS_OF_SCORE.search(sentence):
        return None
    for score in _SCORE.finditer(sentence):
        if not _EXAMPLE.search(sentence, max(0, score.start() - 40), score.start()):
            if score["percent"]:
                return f"{score['percent']}%"
            return f"{parse_number(score['got'])}/{parse_number(score['of'])}"
    return None
