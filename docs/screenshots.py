"""Takes the pictures of pages in docs/ with a real browser (Chromium, driven by playwright).

python docs/screenshots.py            takes them
python docs/screenshots.py --check    only says whether the pages have changed since (exit 1 where they have)

No two machines draw a page alike to the last dot, so what is held against each other is the page: screenshots.txt has
the SHA-256 of what each picture was taken of.
"""

import hashlib
import re
import sys
import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).parent
sys.path[:0] = [str(DOCS.parent), str(DOCS.parent / "tests")]

from docs.make import write_for_the_form  # noqa: E402

from journeys.driver import Person  # noqa: E402

_RECORD = DOCS / "screenshots.txt"
_HEIGHT = 900
_FORM = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Form</title>
<style>
body {{ margin: 0 auto; padding: 24px; max-width: 40rem; background: #ede7f6; font: 15px/1.5 system-ui, sans-serif; }}
h1, label {{ display: block; background: #fff; border-radius: 8px; padding: 16px 24px; margin: 0 0 12px; }}
textarea {{ display: block; width: 100%; box-sizing: border-box; height: 4.5em; margin-top: 8px; font: inherit;
    border: 0; border-bottom: 1px solid #999; resize: none; }}
</style><h1>{title}</h1>{fields}"""


class Picture(NamedTuple):
    """A page, and how wide a screen it is seen on."""

    page: str
    width: int


def pictures() -> Mapping[str, Picture]:
    """What there is to be seen, by the name of its file."""
    with tempfile.TemporaryDirectory(prefix="cups-course-docs-") as folder:
        plum = Person(Path(folder))
        write_for_the_form(plum)
        page = plum.did("export", "1", "--format", "html")
        filled = _filled(plum)
    return {
        "copy-page-phone.png": Picture(page, 390),
        "copy-page-desktop.png": Picture(page, 1000),
        "prefilled-form.png": Picture(filled, 700),
    }


def _filled(person: Person) -> str:
    """A form as its prefilled address opens it."""
    form = person.json("form", "1")
    fields = "".join(
        f"<label>{escape(one['label'])}<textarea>{escape(one['text'])}</textarea></label>" for one in form["fields"]
    )
    return _FORM.format(title=escape(form["title"]), fields=fields)


def record(taken: Mapping[str, Picture]) -> str:
    """What each picture was taken of."""
    return "".join(f"{_digest(one.page)}  {name}\n" for name, one in sorted(taken.items()))


def _digest(page: str) -> str:
    # By its key a tick is known again in the browser; it is another one in each store.
    return hashlib.sha256(re.sub(r' data-key="\w+"', "", page).encode("utf-8")).hexdigest()


def take(taken: Mapping[str, Picture]) -> None:
    """Write the pictures."""
    from playwright.sync_api import sync_playwright

    from journeys.browsing import started

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = started(playwright)
        for name, one in taken.items():
            file = Path(folder) / "page.html"
            file.write_text(one.page, encoding="utf-8")
            page = browser.new_page(viewport={"width": one.width, "height": _HEIGHT})
            page.goto(file.as_uri())
            page.screenshot(path=DOCS / name)
            page.close()
    _RECORD.write_text(record(taken), encoding="utf-8")


def main() -> int:
    """Take the pictures, or with --check say whether they are of today's pages."""
    taken = pictures()
    if "--check" not in sys.argv[1:]:
        take(taken)
        print("The pictures of pages in docs/ are taken.")
        return 0
    fresh = _RECORD.read_text(encoding="utf-8") == record(taken) and all((DOCS / name).is_file() for name in taken)
    if not fresh:
        print("The pages have changed since their pictures were taken. `make docs` takes them anew.", file=sys.stderr)
    return int(not fresh)


if __name__ == "__main__":
    sys.exit(main())
