"""What gets broken when the text of a page is copied: apostrophes, spaces, letters of another encoding, icons."""

import random

_ICONS = ("heart", "Red heart", "Slightly smiling", "mail")
_DEBRIS = (" Â", " ÃÂ ÃÂ", "â¦", "\u00e2\x80\x9c", "⦠", "\x92")


def lose_apostrophes(text: str) -> str:
    """As in `Weve` and `dont`."""
    return text.replace("'", "").replace("’", "")


def damage(sentence: str, rng: random.Random) -> str:
    """`sentence` without apostrophes, and sometimes with a hard space, debris, or the word of an icon glued to it."""
    sentence = lose_apostrophes(sentence)
    chance = rng.random()
    if chance < 0.1:
        return sentence.replace(" ", "\u00a0", 2)
    if chance < 0.2:
        middle = sentence.find(" ", len(sentence) // 2)
        return sentence if middle < 0 else sentence[:middle] + rng.choice(_DEBRIS) + sentence[middle:]
    if chance < 0.3:
        return sentence + rng.choice(_ICONS)
    if chance < 0.33:
        return rng.choice(_ICONS) + sentence
    if chance < 0.35:
        return f"{sentence} " + "".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=rng.randint(100, 210)))
    return sentence
