"""The copy page in a real browser: every button copies its text exactly, ticks stay, and everybody can use it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from journeys.browsing import SCREENS, opened_by
from journeys.driver import CHECKOUT, Person, discussions

AXE = CHECKOUT / "build" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
HOSTILE = (
    "</pre><script>document.title = 'broken'</script> <b>bold?</b> &amp; &#65;",
    "\u202eright to left\u202c, e\u0301, 日本語, 👩‍👩‍👧 and \"quotes\" 'of' `kinds`",
    "\t  indented\n\n\n# three blank lines above\n" + "word " * 20_000 + "end",
)


@pytest.fixture
def page_file(plum: Person) -> Path:
    """The page of a course with hostile answers, and one question without any."""
    for number, words in enumerate(HOSTILE, 1):
        plum.did("answer", f"1.2.{number}", typed=words)
    plum.did("export", "1", "--format", "html", "--output", "course-1.html")
    return plum.home / "course-1.html"


def _clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def _texts(person: Person) -> list[str]:
    """Everything that was written in course 1, in the order of the page."""
    found = []
    for one in discussions(person.json("export", "1")):
        answers = [part["answer"] for part in (*one["questions"], one)]
        found += [answer["text"] for answer in answers if answer]
        found += [reply["text"] for reply in one["peer_replies"] if reply["given"]]
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_every_button_copies_its_text_as_it_was_written(
    browser: Browser, plum: Person, page_file: Path, screen: str
) -> None:
    with opened_by(browser, screen=screen) as context:
        page = context.new_page()
        troubles: list[str] = []
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: troubles.append(request.url) if request.url[:5] != "file:" else None)
        page.goto(page_file.as_uri())
        copied = []
        for button in page.get_by_role("button", name="Copy").all():
            button.click()
            button.locator("xpath=..").get_by_text("Copied").wait_for()
            copied.append(_clipboard(page))

        assert copied == _texts(plum)
        assert set(HOSTILE) < set(copied)
        assert page.title() == "Course 1: Becoming a Kind Leader"
        assert troubles == []


def test_a_tick_stays_until_the_words_are_others(browser: Browser, plum: Person, page_file: Path) -> None:
    with opened_by(browser) as context:
        page = context.new_page()
        page.goto(page_file.as_uri())
        page.get_by_role("checkbox").first.check()
        page.get_by_role("checkbox").nth(1).check()
        page.reload()
        assert [one.is_checked() for one in page.get_by_role("checkbox").all()][:3] == [True, True, False]
        number = page.get_by_role("checkbox").count()
        assert page.locator(".progress").inner_text() == f"2 of {number} pasted"

        plum.did("answer", "1.2.1", "Written anew.")
        plum.did("export", "1", "--format", "html", "--output", "course-1.html", "--force")
        page.reload()
        assert [one.is_checked() for one in page.get_by_role("checkbox").all()][:2] == [False, True]


def test_with_the_keyboard_alone(browser: Browser, page_file: Path) -> None:
    with opened_by(browser) as context:
        page = context.new_page()
        page.goto(page_file.as_uri())
        page.keyboard.press("Tab")  # the text
        page.keyboard.press("Tab")  # its button
        page.keyboard.press("Enter")
        page.get_by_text("Copied").wait_for()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")

        assert _clipboard(page) == HOSTILE[0]
        assert page.get_by_role("checkbox").first.is_checked()


def test_without_scripts_one_click_selects_a_text(browser: Browser, page_file: Path) -> None:
    with opened_by(browser, java_script_enabled=False) as context, opened_by(browser) as other:
        page = context.new_page()
        page.goto(page_file.as_uri())
        assert page.get_by_role("button").count() == 0
        page.locator("pre.text").nth(1).click()
        page.keyboard.press("Control+c")

        reading = other.new_page()
        reading.goto(page_file.as_uri())
        reading.bring_to_front()
        assert _clipboard(reading) == HOSTILE[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_stands_in_the_way_of_anybody(browser: Browser, page_file: Path, screen: str, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip("the accessibility check is axe-core: npm install --prefix build/npm axe-core")
    with opened_by(browser, screen=screen, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(page_file.as_uri())
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")

        assert found["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SCREENS[screen]["width"]
