"""The copies of a thread, container by container."""

import random

from recognition.page_copy import Site, mhtml, singlefile, web_page
from recognition.reading import Copy
from recognition.shapes import Shape
from recognition.text_copy import text_copy
from recognition.thread import Thread


def copies(thread: Thread, shape: Shape, seed: int) -> tuple[Copy, ...]:
    """What a person would hand in: one copy, or one of each page in no order."""
    rng = random.Random(f"copy {seed}")
    if shape.container == "text":
        return (Copy(text_copy(thread, shape, rng), thread.saved_on),)
    site = Site(thread, shape, rng)
    pages = [(site.page(number), site.address(number)) for number in range(1, site.pages + 1)]
    if shape.container == "mhtml":
        return tuple(Copy(mhtml(html, at, thread.title.line, thread.saved_on), None) for html, at in pages)
    if shape.container == "singlefile":
        return tuple(Copy(singlefile(html, at, thread.saved_on), None) for html, at in pages)
    rng.shuffle(pages)
    return tuple(Copy(web_page(html, at), thread.saved_on) for html, at in pages)
