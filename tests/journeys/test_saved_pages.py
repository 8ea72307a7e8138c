"""Saved pages in: several of one thread, in any order, from folders, zips and the clipboard."""

import json
import os
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from journeys.driver import ASKING, EXAMPLES, PATIENCE, STEADY, Person, one_line

PAGES = [EXAMPLES / "threads" / f"steady-beats-fast-page-{number}.html" for number in (1, 2)]
GOLD = json.loads((EXAMPLES / "threads" / "steady-beats-fast.gold.json").read_text(encoding="utf-8"))


def structure(reading: dict[str, list[dict[str, object]]]) -> list[tuple[object, ...]]:
    return [tuple(post[key] for key in ("index", "author", "date", "kind", "parent")) for post in reading["posts"]]


def posts(person: Person) -> list[object]:
    return person.query("SELECT position, author, date, kind, text FROM post ORDER BY position")


@pytest.mark.parametrize("order", [PAGES, PAGES[::-1]], ids=["in order", "the last one first"])
def test_two_pages_of_a_thread_are_read_as_its_text_is(person: Person, order: list[Path]) -> None:
    read = person.json("import", *order, "--me", "PlumTree7", "--dry-run")
    assert structure(read) == structure(GOLD)
    assert read["questions"] == GOLD["questions"]
    assert [one["text"] for one in read["me"]["answers"]] == [one["text"] for one in GOLD["me"]["answers"]]
    assert [one["peer"] for one in read["me"]["replies"]] == [one["peer"] for one in GOLD["me"]["replies"]]
    assert read["pages"] == {"given": [1, 2], "missing": [], "all": 2}


def test_a_page_that_comes_later_makes_the_thread_whole(person: Person, tmp_path: Path) -> None:
    together = Person(tmp_path / "together")
    together.did("import", *PAGES, "--me", "PlumTree7")
    assert "page 1 of 2" in person.did("import", PAGES[1], "--me", "PlumTree7")
    assert "missing" not in person.did("import", PAGES[0])

    assert posts(person) == posts(together)
    assert person.json("status")["totals"] == together.json("status")["totals"]
    assert "nothing new" in person.did("import", *PAGES)


def test_a_text_copy_and_the_pages_of_one_thread_are_one_thread(person: Person) -> None:
    person.did("import", STEADY, "--me", "PlumTree7")
    before = person.json("status")["totals"]
    person.did("import", *PAGES)
    assert len(posts(person)) == len(GOLD["posts"])
    assert person.json("status")["totals"] == before
    assert "nothing new" in person.did("import", STEADY)


def test_a_folder_of_pages_is_read_without_what_browsers_save_beside_them(person: Person) -> None:
    for page in PAGES:
        person.file(f"saved/{page.name}", page.read_bytes())
    person.file("saved/steady-beats-fast-page-1_files/style.css", "p {}")
    person.file("saved/steady-beats-fast-page-1_files/frame.html", "<html><body>An advertisement</body></html>")
    person.did("import", "saved", "--me", "PlumTree7")
    assert len(posts(person)) == len(GOLD["posts"])


def test_a_zip_of_pages_is_read_and_what_is_no_thread_in_it_is_named(person: Person) -> None:
    with zipfile.ZipFile(person.home / "pages.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for page in PAGES:
            archive.write(page, f"my pages/{page.name}")
        archive.writestr("my pages/shopping.txt", "milk, bread, a kind word")
    ended = person.run("import", "pages.zip", "--me", "PlumTree7")
    assert ended.code == 1
    assert "shopping.txt" in ended.err
    assert "26 posts" in ended.out
    assert len(posts(person)) == len(GOLD["posts"])


def test_dates_count_back_from_the_day_the_person_says_else_from_the_files_time(person: Person) -> None:
    page = PAGES[0].read_text(encoding="utf-8").replace("March 4th, 2025", "3 days ago")
    path = person.file("page.html", page)
    said = person.json("import", path, "--saved-on", "2025-04-08", "--dry-run")
    dates = {post["how"]["date_raw"]: (post["date"], post["how"]["date"]) for post in said["posts"]}
    assert dates["3 days ago"] == ("2025-04-05", "worked out from the day the copy was saved")

    os.utime(path, (1744286400, 1744286400))  # 10 April 2025, noon
    said = person.json("import", path, "--dry-run")
    dates = {post["how"]["date_raw"]: (post["date"], post["how"]["date"]) for post in said["posts"]}
    assert dates["3 days ago"] == ("2025-04-07", "worked out from the file's time")
    assert "file's date" in " ".join(said["warnings"])


def test_a_file_older_than_its_posts_tells_no_day(person: Person) -> None:
    path = person.file("page.html", PAGES[0].read_text(encoding="utf-8").replace("March 4th, 2025", "3 days ago"))
    os.utime(path, (1000000000, 1000000000))  # 2001
    said = person.json("import", path, "--dry-run")
    assert [post["date"] for post in said["posts"] if post["how"]["date_raw"] == "3 days ago"] == [None]
    assert "--saved-on" in " ".join(said["warnings"])


def copied(person: Person, display: str, content: bytes, target: str) -> dict[str, str | None]:
    """What a browser does when one copies, with a real clipboard."""
    env = {"DISPLAY": display, "WAYLAND_DISPLAY": None}
    holder = subprocess.Popen(
        ["xclip", "-selection", "clipboard", "-target", target, "-in", "-quiet"],
        env={**person.env, "DISPLAY": display},
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert holder.stdin
    holder.stdin.write(content)
    holder.stdin.close()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert holder.poll() is None, "xclip has let go of the clipboard"
        asked = subprocess.run(
            ["xclip", "-selection", "clipboard", "-target", target, "-out"],
            env={**person.env, "DISPLAY": display},
            capture_output=True,
            check=False,
        )
        if asked.stdout == content:
            return env
        time.sleep(0.05)
    raise AssertionError("the clipboard did not take it")


def test_the_clipboard_is_read_as_a_page_where_the_browser_put_one_there(person: Person, display: str) -> None:
    env = copied(person, display, PAGES[0].read_bytes(), "text/html")
    ended = person.run("import", "--clipboard", "--me", "PlumTree7", env=env)
    assert ended.code == 0, ended.err
    assert "14 posts" in ended.out


def test_the_clipboard_is_read_as_text_otherwise(person: Person, display: str) -> None:
    env = copied(person, display, STEADY.read_bytes(), "UTF8_STRING")
    ended = person.run("import", "--clipboard", "--me", "PlumTree7", env=env)
    assert ended.code == 0, ended.err
    assert "26 posts" in ended.out


def test_an_empty_clipboard_is_said(person: Person, display: str) -> None:
    said = person.failed("import", "--clipboard", env={"DISPLAY": display})
    assert "The clipboard has no text" in said


def test_without_a_source_the_ways_are_said(person: Person) -> None:
    ended = person.run("import")
    assert ended.code == 2
    assert "--clipboard" in ended.err


def test_what_cannot_be_read_is_named_and_the_rest_is_stored(person: Person) -> None:
    ended = person.run("import", PAGES[0], "a" * 300, "https://example.org/thread")
    assert ended.code == 1
    assert "has a name that is too long" in one_line(ended.err)
    assert "https://example.org/thread is a web address. Open it in your browser" in one_line(ended.err)
    assert posts(person)


def test_a_dry_run_over_several_files_names_each_and_says_once_that_nothing_is_stored(person: Person) -> None:
    folder = person.home / "pages"
    folder.mkdir()
    for file in (STEADY, ASKING):
        (folder / file.name).write_bytes(file.read_bytes())
    ended = person.run("import", "pages", "--dry-run")
    assert ended.err.count("This was a dry run") == 1 and ended.err.endswith("leave out --dry-run.\n")
    for file in (STEADY, ASKING):
        assert f"From pages/{file.name}\n" in ended.out
    assert "From " not in person.run("import", STEADY, "--dry-run").out

    (folder / "a.txt").write_text("Nothing here.")
    (folder / "b.txt").write_text("Nor here.")
    said = person.run("import", "pages/a.txt", "pages/b.txt").err
    assert "pages/a.txt doesn't look like" in said and "The same goes for pages/b.txt." in one_line(said)
