"""The prefilled address opened in a real browser, on a page with a form like the real ones, served on this machine."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from journeys.browsing import opened_by
from journeys.driver import EXAMPLES, KIND_LEADERS, STEADY, Person

HOSTILE = (
    "</textarea><script>document.title = 'broken'</script> & %26 + %0A a=b;c #d",
    "first line\n\n  third, indented\t\u202e right to left \u202c and 👩‍👩‍👧 e\u0301 日本語",
    "\"quotes\" 'of' `all` kinds, ?usp=pp_url&entry.1=no",
)


def _page(fields: list[Any]) -> str:
    """A form whose fields take from its address what is given for their names there, as Google's do."""
    inputs = "".join(
        f"<label>{escape(one['label'])} <textarea name='{one['name']}'></textarea></label>" for one in fields
    )
    return f"""<!doctype html><meta charset=utf-8><title>Form</title><form>{inputs}</form><script>
        for (const [name, value] of new URLSearchParams(location.search)) {{
            const field = document.querySelector(`[name="${{name}}"]`);
            if (field) field.value = value;
        }}</script>"""


@contextmanager
def _served(page: str) -> Iterator[tuple[str, list[str]]]:
    """The page at every path of a host on this machine, and the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode("utf-8"))

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.fixture
def writer(person: Person) -> Person:
    """Somebody with hostile answers, and the made-up Google Form attached."""
    person.did("program", "add", KIND_LEADERS)
    person.did("import", STEADY, "--me", "PlumTree7")
    for number, words in zip(("1.1.1", "1.3.1", "1.3.2"), HOSTILE, strict=True):
        person.did("answer", number, typed=words)
    person.did("form", "1", "--attach", EXAMPLES / "forms" / "course-1-evaluation-google.html")
    person.did("profile", "name", "Plum O'Tree & Sons")
    return person


def test_every_field_holds_its_answer_when_the_address_is_opened(browser: Browser, writer: Person) -> None:
    fields = writer.json("form", "1")["fields"]
    expected = {one["name"]: one["text"] for one in fields}
    address = urlsplit(writer.did("form", "1", "--prefill").strip())
    with _served(_page(fields)) as (host, asked), opened_by(browser) as context:
        page = context.new_page()
        page.goto(address._replace(scheme="http", netloc=host).geturl())
        found = page.evaluate(
            "Object.fromEntries([...document.querySelectorAll('textarea')].map((one) => [one.name, one.value]))"
        )
        assert page.title() == "Form"
        assert len(asked[0].partition("?")[2]) <= 8192

    assert set(HOSTILE) < set(found.values()), json.dumps(found, ensure_ascii=False, indent=1)
    assert found == expected
