"""What speaks for or against a post being an answer, each as a feature, and how features are weighed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto


class Feature(StrEnum):
    """What a post, or a post and the answer above it, may show.

    A number behind a name is a band: the post has at least that many. Texts and not plain members, because members hash
    slowly, and because what a thread teaches about its words it teaches about these too.
    """

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[str]) -> str:
        return f"#{name.lower()}"  # no word begins with this sign

    WORDS_0 = auto()
    WORDS_1 = auto()
    WORDS_4 = auto()
    WORDS_8 = auto()
    WORDS_15 = auto()
    WORDS_25 = auto()
    WORDS_40 = auto()
    WORDS_60 = auto()
    WORDS_90 = auto()
    WORDS_140 = auto()
    LINES_0 = auto()
    LINES_2 = auto()
    LINES_3 = auto()
    LINES_4 = auto()
    LINES_6 = auto()
    LINES_9 = auto()
    NUMBERED_PIECES = auto()
    BULLETS = auto()
    AS_MANY_PIECES_AS_QUESTIONS = auto()
    SHORT_RESULT = auto()
    """Few words with a score, such as "9/10"."""

    QUESTIONS_REPEATED_0 = auto()
    QUESTIONS_REPEATED_1 = auto()
    QUESTIONS_REPEATED_2 = auto()
    BEGINS_WITH_QUESTION = auto()
    QUESTIONS_IN_A_LINE_0 = auto()
    """Questions with most of their own words in one line."""
    QUESTIONS_IN_A_LINE_1 = auto()
    QUESTIONS_IN_A_LINE_2 = auto()
    QUESTION_WORDS_0 = auto()
    QUESTION_WORDS_1 = auto()
    QUESTION_WORDS_2 = auto()
    QUESTION_WORDS_3 = auto()

    TIMES_YOU_0 = auto()
    TIMES_YOU_1 = auto()
    TIMES_YOU_2 = auto()
    TIMES_YOU_4 = auto()
    TIMES_I_0 = auto()
    TIMES_I_1 = auto()
    TIMES_I_3 = auto()
    SHARE_OF_YOU = auto()
    SHARE_OF_I = auto()
    BEGINS_WITH_PRAISE = auto()
    PRAISE_NEAR_BEGINNING = auto()
    BEGINS_WITH_GREETING = auto()
    BEGINS_WITH_I = auto()
    SAYS_YOUR = auto()
    THANKS = auto()
    ENDS_WITH_QUESTION = auto()
    EXCLAIMS = auto()
    BEGINS_WITH_QUOTATION = auto()
    HAS_REPLY_COUNT = auto()
    BY_OPENER = auto()
    BEGINS_WITH_OPENER = auto()
    BEGINS_WITH_NAME = auto()
    ADDRESSED_TO_OPENER = auto()
    """In a copy without authors, where the forum puts the name of whom a post answers on top of it."""
    ADDRESSED_TO_ANOTHER = auto()

    LIKE_OTHER_ANSWERS = auto()
    """Its words are those of the answers of this thread."""
    REPLY_WAIT = auto()
    """How usual its waiting time is for a reply, as a logarithm."""
    REPLY_WAIT_UNKNOWN = auto()
    ANSWER_WAIT = auto()
    ANSWER_WAIT_UNKNOWN = auto()
    BEST_OF_AUTHOR = auto()
    """Of all posts of its author it is the likeliest answer."""
    OTHER_IS_BEST_OF_AUTHOR = auto()
    OTHER_IS_FAR_BETTER = auto()

    BY_AUTHOR_ABOVE = auto()
    """By the author of the answer above it, as what follows here is about that answer."""
    NAMES_AUTHOR_ABOVE = auto()
    NAMES_REPLIER_ABOVE = auto()
    NAMES_SOMEBODY_ELSE = auto()
    BEGINS_LIKE_REPLY_ABOVE = auto()
    """With the same name."""
    NICKNAMES_AUTHOR_ABOVE = auto()
    QUOTES_ANSWER_ABOVE = auto()
    QUOTES_SOMETHING_ELSE = auto()
    SHARES_RARE_WORDS = auto()
    WITHIN_REPLY_COUNT = auto()
    """The forum counts as many replies under the answer as reach down to this post."""
    BEYOND_REPLY_COUNT = auto()


Amounts = Mapping[Feature, float]
"""How much there is of each feature."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature speaks for an answer (above 0) or a reply, as log-odds; `usual` where there is none."""

    usual: float
    worth: Mapping[Feature, float]

    def of(self, amounts: Amounts) -> float:
        """How much likelier a post is an answer than a reply, given all of its features."""
        return self.usual + self.worth_of(amounts)

    def worth_of(self, amounts: Amounts) -> float:
        """What the features add. One without a weight says nothing."""
        worth, total = self.worth.get, 0.0
        for feature, amount in amounts.items():
            total += worth(feature, 0.0) * amount
        return total
