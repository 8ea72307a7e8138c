"""What pieces of evidence are worth, fitted on made-up threads."""

from collections.abc import Mapping
from dataclasses import dataclass

Amounts = Mapping[str, float]
"""Pieces of evidence by their names, and how much there is of each."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece speaks for an answer (above 0) or a reply, as log-odds; `usual` where there is none of them."""

    usual: float
    worth: Mapping[str, float]

    def of(self, amounts: Amounts) -> float:
        """How much likelier a post is an answer than a reply, given all of its evidence."""
        return self.usual + self.worth_of(amounts)

    def worth_of(self, amounts: Amounts) -> float:
        """What pieces of evidence add. A piece without a weight says nothing."""
        worth, total = self.worth.get, 0.0
        for name, much in amounts.items():
            total += worth(name, 0.0) * much
        return total


ALONE = Weights(
    1.02,
    {
        "0 lines": -0.83,
        "0 questions in a line": -0.45,
        "0 questions repeated": -0.62,
        "0 times I": 0.52,
        "0 times you": -0.17,
        "0 words": -5.05,
        "0 words of questions": -0.98,
        "1 questions in a line": 0.17,
        "1 questions repeated": 0.81,
        "1 times I": -0.01,
        "1 times you": -0.42,
        "1 words": 0.24,
        "1 words of questions": -0.21,
        "140 words": 1.29,
        "15 words": 0.61,
        "2 lines": -0.22,
        "2 questions in a line": 1.04,
        "2 questions repeated": 0.57,
        "2 times you": 0.59,
        "2 words of questions": 0.29,
        "25 words": 0.53,
        "3 lines": 0.04,
        "3 times I": 0.25,
        "3 words of questions": 1.66,
        "4 lines": 0.74,
        "4 times you": 0.76,
        "4 words": -0.18,
        "40 words": -1.1,
        "6 lines": 0.57,
        "60 words": -0.87,
        "8 words": -0.27,
        "9 lines": 0.47,
        "90 words": 0.57,
        "a result in a few words": 2.5,
        "answers another, as replies do": -3.11,
        "answers the opener, as every answer does": 3.78,
        "as many pieces as questions": 1.24,
        "begins with I": 0.34,
        "begins with a greeting": 1.6,
        "begins with a name": -4.17,
        "begins with a question": 0.97,
        "begins with a quotation": -3.89,
        "begins with praise": -0.91,
        "begins with the opener's name": 1.74,
        "bullets": 1.72,
        "by the opener": -3.07,
        "ends with a question": -1.01,
        "exclaims": -1.09,
        "like the answers of this thread": 0.54,
        "no wait of a reply": 0.7,
        "numbered pieces": 1.99,
        "praise near the beginning": -1.0,
        "replies are counted under it": 4.13,
        "says your": -0.44,
        "share of I": 0.84,
        "share of you": -2.58,
        "thanks": 0.35,
        "wait of a reply": -0.43,
    },
)

ANSWER = Weights(
    0.75,
    {
        "0 lines": -0.63,
        "0 questions in a line": -0.52,
        "0 questions repeated": -0.66,
        "0 times I": 0.54,
        "0 times you": -0.12,
        "0 words": -5.02,
        "0 words of questions": -0.43,
        "1 questions in a line": 0.14,
        "1 questions repeated": 0.71,
        "1 times I": 0.12,
        "1 times you": -0.33,
        "1 words": 0.97,
        "1 words of questions": -0.08,
        "140 words": 0.92,
        "15 words": 0.38,
        "2 lines": -0.15,
        "2 questions in a line": 0.87,
        "2 questions repeated": 0.45,
        "2 times you": 0.32,
        "2 words of questions": -0.18,
        "25 words": 0.15,
        "3 lines": -0.04,
        "3 times I": -0.17,
        "3 words of questions": 1.17,
        "4 lines": 0.75,
        "4 times you": 0.6,
        "4 words": 0.23,
        "40 words": -1.02,
        "6 lines": 0.2,
        "60 words": -1.21,
        "8 words": -0.04,
        "9 lines": 0.37,
        "90 words": 0.14,
        "a result in a few words": 1.95,
        "another is so by far": -1.41,
        "another is the answer of its author": -2.84,
        "answers another, as replies do": -3.12,
        "answers the opener, as every answer does": 3.42,
        "as many pieces as questions": 0.68,
        "begins with I": 0.02,
        "begins with a greeting": 1.2,
        "begins with a name": -3.92,
        "begins with a question": 0.78,
        "begins with a quotation": -3.75,
        "begins with praise": -0.88,
        "begins with the opener's name": 2.06,
        "bullets": 1.5,
        "by the opener": -3.14,
        "ends with a question": -0.94,
        "exclaims": -1.05,
        "like the answers of this thread": 0.5,
        "no wait of a reply": 0.22,
        "no wait of an answer": 0.26,
        "numbered pieces": 1.81,
        "praise near the beginning": -0.6,
        "replies are counted under it": 4.09,
        "says your": -0.43,
        "share of I": 1.1,
        "share of you": -2.14,
        "thanks": 0.91,
        "the likeliest answer of its author": -0.16,
        "wait of a reply": -0.76,
        "wait of an answer": 0.59,
    },
)

BELOW = Weights(
    0.0,
    {
        "begins with the name with which a reply above begins": 0.13,
        "below all counted replies": -3.0,
        "by the author of the answer above": 1.69,
        "calls the author of the answer above": 0.7,
        "counted as a reply to the answer above": 4.03,
        "names neither": -0.19,
        "names the author of the answer above": 1.32,
        "names who replied to the answer above": 0.09,
        "quotes something else": -0.87,
        "quotes the answer above": 1.01,
        "rare words of the answer above": 0.23,
    },
)
