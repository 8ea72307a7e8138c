"""Recognizes what sentences of a course post do: ask, announce questions, want replies, give advice, say goodbye."""

import re

from cups_course.reader.lines import sentences
from cups_course.text import NUMBER, parse_number, word_set

# Before the verb: "For this discussion, please ...", "In 150 words, ...", "Then ...".
_LEAD = (
    r"(?:(?:after|as|at|based on|before|by|during|for|from|if|in|looking|now|on|once|thinking|this|today|to|using|when|"
    r"with|without)\b[^,.?!:]{0,80}, ?)?"
    r"(?:(?:afterwards|also|and|below|briefly|do|feel free to|finally|first(?:ly)?|in a few words|in your own words|"
    r"in (?:the|your) (?:answer|comments?|post|reply|response)|just|kindly|lastly|next|now|please|second(?:ly)?|"
    r"take (?:a (?:minute|moment)|some time) to|then|third(?:ly)?|try to),? )*"
)
_TELL = (
    r"(?:brainstorm|choose|come up|create|describe|design|discuss|draw|explain|imagine|introduce|let us know|list|name|"
    r"pick|plan|recall|reflect|share|summari[sz]e|talk about|tell|think|write)\b"
)
_SHOW = (
    r"(?:add|analy[sz]e|bring|collect|comment|compare|complete|consider|contrast|count|define|elaborate|evaluate|"
    r"examine|explore|find|finish|give|go back|highlight|identify|illustrate|include|invent|jot|look back|make|map|"
    r"mark|mention|note down|outline|paint|picture|post|practi[sc]e|present|pretend|promise|propose|provide|"
    r"put yourself|quote|rank|rate|recommend|remember (?:a|one|the|your)|respond|rewrite|say|select|set|show|"
    r"sketch|state|suggest|sum up|take (?:a (?:photo|picture)|us)|teach|trace|use|walk|what about)\b"
)
_QUESTION_WORD = (
    r"(?:how|in what|in which|to what extent|what|where|which|whom?|whose|why|with whom|"
    r"(?:if|when) (?:are|did|do|does|has|have|is|was|were|you (?:could|had|were|would))|"
    r"(?:are|can|could|did|do|does|has|have|is|should|was|were|will|would) "
    r"(?:an?|any|it|some|the|there|they|we|you|your))\b"
)
_PROMPT = re.compile(rf"{_LEAD}(?:{_TELL}|{_SHOW}|{_QUESTION_WORD})", re.IGNORECASE)
_REQUEST = re.compile(rf"{_LEAD}{_TELL}", re.IGNORECASE)
_TO_US = re.compile(
    r"\b(?:below|comments?|introduce yourself|please|this (?:discussion|post|thread|week)|us|"
    r"your (?:answer|own words|post|reply|response))\b|(?<!\d)\d++ (?:to \d++ )?(?:sentences|words)\b",
    re.IGNORECASE,
)

_NAMES_QUESTIONS = re.compile(r"\b(?:questions?|prompts?)\b[^.?!:]{0,40}[:.!]?$", re.IGNORECASE)
_POINTS_AT_THEM = re.compile(
    r"\b(?:answer|ask yourself|below|consider|discuss|following|for you|here (?:are|is)|now|reflect|respond|some|these|"
    r"think about|your)\b",
    re.IGNORECASE,
)
_POINTS_AT_ONE = re.compile(r"\b(?:one|only|today.s|week.s)\b", re.IGNORECASE)
_LABEL = re.compile(r"(?:[\w'’]+ ){0,3}(?:questions?|prompts?)(?: [\w'’]+){0,4}", re.IGNORECASE)
_IN_COMMENTS = re.compile(
    r"\b(?:stuff|things|thoughts?) (?:for you|to (?:chew on|ponder|reflect on|(?:talk|think|write) about))\b[^.?!]*$|"
    r"\banswers? (?:go(?:es)? |belongs? )?"
    r"(?:below|in(?:to)? (?:a|the|this|your) (?:comments?|thread)|under this)\b[^.?!]*$",
    re.IGNORECASE,
)
"""Announces questions without a colon: "stuff to think about, answers in the comments please"."""
_NOT_ASKED = re.compile(
    r"\b(?:any|asked|before (?:answering|you)|have|i|many|more|remember|some people|they|we) (?:[\w'’]+ ){0,3}?"
    r"(?:questions?|prompts?)\b",
    re.IGNORECASE,
)
_CLAUSE = r"(?:.{0,200}?(?:[,;] ?|\b(?:and|must|now|please|should|then|to) ))??"
_ASKS_FOR = re.compile(
    rf"{_CLAUSE}{_LEAD}(?:address|answer|touch on|ask yourself|choose|comment|complete|consider|cover|describe|discuss|"
    r"explain|include|let us know|list|mention|note down|post|reflect|reply|respond|share|talk about|tell|think about|"
    r"write)\b",
    re.IGNORECASE,
)
_LEADS_TO_LIST = re.compile(
    rf"{_CLAUSE}(?:activity|answer|comment|complete|consider|discuss|listen|look|post|read|reflect|reply|respond|share|"
    r"tell|think|view|watch|write|your turn)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:advice|examples?|guidelines?|hints?|keep in mind|remember|reminders?|rules?|steps?|"
    r"things to(?! (?:answer|chew on|consider|discuss|ponder|reflect on|share|(?:talk|think|write) about)\b)|"
    r"tips?|ways)\b",
    re.IGNORECASE,
)
_PROCEDURE = re.compile(
    r"\b(?:instructions?|please|requirements?|to complete|to do|your task|your turn)\b", re.IGNORECASE
)

_AFTER = re.compile(
    r"(?:after|as soon as|once|upon|when you(?:.?(?:re|ve)\b| are| have)) (?P<what>[^,:.!?]{0,100})", re.IGNORECASE
)
_POSTED = re.compile(
    r"\b(?:answer|comment|complet|done\b|finish|fulfil|post|repl[iy]|respon|shar|submit)|^(?:that|this)$", re.IGNORECASE
)
_MATERIAL = re.compile(
    r"\b(?:articles?|books?|chapters?|exam|films?|guide|meeting|quiz|read(?:ing)?|session|slides?|stor(?:ies|y)|text|"
    r"videos?|watch(?:ed|ing)?|workshop)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"don.?t forget to complete\b|this post (?:is|was) brought\b|"
    r"(?:(?:next|now|please|then|you (?:can|may)),? )*"
    r"(?:check out|continue (?:to|with)|go on to|move on to|proceed to)\b",
    re.IGNORECASE,
)
_GOODBYE = re.compile(
    r"for (?:any |more |other )?(?:enquiries|inquiries|questions|help),? |be kind|best wishes|"
    r"congratulations|do ?n.?o?t worry|enjoy|feel free to (?:ask|contact|message|reach)|good luck|"
    r"happy \w+|have (?:a|fun) |(?:i|we) (?:can.?t wait|look forward)|if you (?:get|have|need|run) |let.?s |"
    r"looking forward|(?:much|with) love|(?:please )?(?:contact|message|reach out|write to) |"
    r"remember(?:[,:!]| that| to| you)|see you|stay |take your time|thank(?:s| you)\b|"
    r"there (?:are|is) no (?:right|wrong)|warmly|welcome(?: back| to|[ ,!]*$)",
    re.IGNORECASE,
)
_RHETORICAL = re.compile(
    r"(?:and |so,? )?(?:are you (?:\w+ ){0,2}?|is everybody )?"
    r"(?:(?:all )?done|any (?:concerns|doubts|questions)|curious|excited|got it|interested|ready|sounds? good)\b|"
    r"(?:do you )?have (?:you )?(?:any |more |some )?(?:concerns|doubts|"
    r"questions?)\b|did you know|do you need|does ?n.?t |is ?n.?t |need (?:help|more)|questions\?|right\?|shall we|"
    r"want to (?:know|learn)|would ?n.?t ",
    re.IGNORECASE,
)
_POSTING = word_set("""
    a above activities activity after again all also an and answer answered answers any are as at be before below
    bookmark both box briefly by carefully click comment comments completely copy discussion do done down each every
    feedback few finished follow following for form forum freely fully give given have here honest honestly ideas in
    instruction instructions into is it keep leave like lines link make minimum my next note now number numbers of
    on one open opinion or our own paragraph paragraphs part paste place please post posting prompt prompts provide
    put question questions read reflection reflections reply respond responding response responses result results
    save say score scores screenshot scroll section see send sentence sentences separate share short so some space
    submit subscribe sure take text that the them then these this thoroughly those thoughts thread three to two type
    under up use using way well when with within words write you your yours
""")
_WORDS = re.compile(r"[^\W\d_]+")


def is_prompt(text: str) -> bool:
    """Whether a text asks the reader for their own words, as "Describe ..." does and "Be kind." does not."""
    return text.endswith(("?", '?"', "?”", "?)")) or any(_PROMPT.match(sentence) for sentence in sentences(text))


def is_request(sentence: str) -> bool:
    """Whether a sentence in running text asks the reader to write: "Please introduce yourself", "tell us below ..."."""
    return bool(_REQUEST.match(sentence) and _TO_US.search(sentence)) and not is_about_posting(sentence)


def announces(text: str) -> bool:
    """Whether a text says that questions follow below it: "Here are the questions:", "please address:"."""
    sentence = sentences(text)[-1]
    if sentence.endswith("?") or _NOT_ASKED.search(sentence):
        return False
    if _NAMES_QUESTIONS.search(sentence):
        return bool(_POINTS_AT_THEM.search(sentence) or (sentence.endswith(":") and _POINTS_AT_ONE.search(sentence)))
    if _IN_COMMENTS.search(sentence) and not _ADVICE.search(sentence):
        return True
    leads_on = sentence.endswith(":") or "the following" in sentence.casefold()
    return leads_on and bool(_ASKS_FOR.match(sentence)) and not _ADVICE.search(sentence)


def question_after_colon(text: str) -> str:
    """The question in "Please answer the following question: What is ...?"; "" if there is none."""
    for at, sentence in enumerate(sentences(text)):
        lead, colon, question = sentence.partition(": ")
        is_asked = announces(lead + ":") or _LABEL.fullmatch(lead)
        if colon and is_asked and is_prompt(question):
            return " ".join([question, *sentences(text)[at + 1 :]])
    return ""


def leads_to_a_list(text: str) -> bool:
    """Whether a list below a text may hold questions: below "Please watch this video" it may, not below advice."""
    sentence = sentences(text)[-1]
    return bool(_LEADS_TO_LIST.match(sentence)) and not _ADVICE.search(sentence)


def gives_advice(text: str) -> bool:
    """Whether a list below a text gives advice and asks nothing."""
    sentence = sentences(text)[-1]
    return bool(_ADVICE.search(sentence)) or (sentence.endswith(":") and not _PROCEDURE.search(sentence))


def is_for_afterwards(text: str) -> bool:
    """Whether a text says what to do after posting: "After posting, please ..."."""
    if _GOES_ON.match(text):
        return True
    after = _AFTER.match(text)
    if after is None or text.endswith("?"):
        return False
    return bool(_POSTED.search(after["what"])) and not _MATERIAL.search(after["what"])


def is_about_posting(sentence: str) -> bool:
    """Whether a sentence has only words about posting: "Share your answers in this thread."."""
    return not sentence.endswith("?") and all(word in _POSTING for word in _WORDS.findall(sentence.casefold()))


def says_goodbye(sentence: str) -> bool:
    """Whether a sentence thanks, wishes well or offers help, as posts do below their questions."""
    return bool(_GOODBYE.match(sentence)) and not sentence.endswith("?")


def is_rhetorical(sentence: str) -> bool:
    """Whether a question wants no answer: "Are you ready?", "Any questions?"."""
    return bool(_RHETORICAL.match(sentence))


UNCOUNTED = -1
"""A request for replies that names no number."""

_COUNT = rf"(?P<count>{NUMBER}|a couple(?: of)?)\b(?: ?(?:-|–|to|or) ?{NUMBER})?(?: ?\({NUMBER}\)|\))?(?! ?[/%])\+?"
_FEWEST = r"(?:(?:at least|a minimum of|minimum|no fewer than|all|any|the|\() ?)*"
_WORD = r"(?:(?!about\b)[\w'’-]+ )"
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
_COUNTED_WISHES = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # "reply to 3", "respond in this thread to at least two"
        rf"\b(?:repl(?:y|ying)|respond(?:ing)?) (?:in this thread )?(?:to|on|under) {_FEWEST}{_COUNT}{_NO_POST}",
        rf"\b(?:comment(?:ing)?|feedback) on (?:at least|a minimum of|minimum) {_COUNT}{_NO_POST}",
        # "give feedback to two of your peers", "share a kind word with 2 fellow listeners"
        rf"\b(?:{_REPLY}|{_BE_KIND})\b[^.?!:;]{{0,60}}?\b{_FEWEST}{_COUNT} {_WORD}{{0,4}}?{_PEER}\b(?! (?:of|about))",
        # "comment on one other answer", "say hello to two people you do not know", "answer all six of the others"
        rf"\b{_REPLY}\b[^.?!:;]{{0,30}}? (?:to|on|under|for|with) {_FEWEST}{_COUNT} {_WORD}{{0,5}}?{_POST}\b",
        rf"\banswer {_FEWEST}{_COUNT} {_WORD}{{0,3}}?{_PEER}\b",
        # "revert to the posts of any 3 colleagues"
        rf"\b(?:revert|reply|respond) to (?:the )?{_POST} (?:by|from|of) {_FEWEST}{_COUNT}\b",
        # "say something nice under somebody else's post"
        rf"\b(?:{_REPLY}|leave|say|write)\b[^.?!:;]{{0,60}}? (?:below|on|to|under) some(?:body|one) else['’]?s? "
        rf"{_POST}\b",
        rf"\b{_GREET} {_FEWEST}{_COUNT} {_WORD}{{0,3}}?{_POST}\b",
        # "reply to another participant", "comment on a peer's post"
        rf"\b{_REPLY}\b[^.?!:;]{{0,30}}? (?:to|on|under|for|with) {_FEWEST}(?:an?|another) {_WORD}{{0,2}}?{_PEER}\b",
        # "leave two supportive comments for others", "at least two replies to your peers"
        rf"\b{_COUNT} {_WORD}{{0,3}}?(?:replies|reply|responses?|comments?) (?:to|for|on|under)\b(?! this)",
        # "choose two posts and reply to them"
        rf"\b(?:choose|find|pick|select) {_FEWEST}{_COUNT} {_WORD}{{0,3}}?(?:{_PEER}|{_POST})\b[^.?!]{{0,60}}\b"
        rf"(?:{_REPLY}|answer|encourage|praise|tell (?:them|their)|thank)\b",
        # "Peer replies: 3"
        rf"^(?:peer )?(?:replies|responses)(?: to (?:your )?peers| wanted| needed)?: {_FEWEST}{_COUNT}\b",
    )
)
_MOST_REPLIES = 20
"""No post asks for more replies: "over 300 replies" is a report."""
_SPEAKS_OF_OTHERS = re.compile(rf"\b(?:{_REPLY}|{_PEER}|{_POST})\b", re.IGNORECASE)
_UNCOUNTED_WISH = re.compile(
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
    """How many replies to peers `sentence` asks for: UNCOUNTED if it names no number, None if it asks for none.

    0 if it leaves them to the reader.
    """
    if not _SPEAKS_OF_OTHERS.search(sentence):
        return None
    if sentence.endswith("?") and _ASKS.match(sentence) and "please" not in sentence.casefold():
        return None
    wish = next(filter(None, (pattern.search(sentence) for pattern in _COUNTED_WISHES)), None)
    if wish is None and not _UNCOUNTED_WISH.search(sentence):
        return None
    if _BY_CHOICE.search(sentence):
        return 0
    if wish is None:
        return UNCOUNTED
    count = wish.groupdict().get("count")
    if count is None:
        return 1
    value = 2 if "couple" in count.casefold() else parse_number(count)
    return value if value <= _MOST_REPLIES else None
