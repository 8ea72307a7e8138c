"""Texts that nobody writes: they are read in part and kept whole, or refused with a sentence at once."""

import time

from journeys.driver import Person, one_line

COURSE_POST = (
    "Course 1: Listening - (Discussion #2) Steady\n\nplum March 3rd, 2021\n\nQuestions:\n1. What helps you?\n\n"
)
PATIENCE = 60
"""Seconds, on a busy machine; without bounds each of these takes many minutes."""


def test_a_copy_with_more_posts_than_any_thread_is_refused(person: Person) -> None:
    page = person.file("page.txt", COURSE_POST + "oakleaf May 1, 2021\n\nYes\n\n" * 10_001)
    said = one_line(person.failed("import", page))
    assert "page.txt has 10,001 posts, most of them nearly empty, so it doesn't look like a saved thread." in said
    assert person.run("status").code in (0, 1)


def test_a_post_of_endless_lines_keeps_its_words_and_its_questions(person: Person) -> None:
    page = person.file("page.txt", COURSE_POST + "a\n" * 60_000 + "the end\n\noakleaf May 1, 2021\n\nYes, it does.\n")
    begin = time.monotonic()
    person.did("import", page)
    assert time.monotonic() - begin < PATIENCE
    assert person.question("1.2.1")["text"] == "What helps you?"
    (body,) = person.query("SELECT body FROM thread")
    assert body.endswith("a\nthe end")
    assert body.count("a\n") >= 60_000


def test_answers_of_endless_lines_are_kept_whole(person: Person) -> None:
    person.did("import", person.file("page.txt", COURSE_POST))
    words = "1. First.\n" + "1. a\n" * 40_000 + "the end"
    person.did("import", "--answers", person.file("answers.txt", words), "1.2")
    kept = person.exported("1.2")
    assert sum((text or "").count("a") for text in kept.values()) >= 40_000
    assert any((text or "").endswith("the end") for text in kept.values())


def test_an_outline_with_a_key_of_endless_names_is_refused_at_once(person: Person) -> None:
    begin = time.monotonic()
    ended = person.run("program", "check", person.file("deep.toml", 'key = "a"\n' + "a." * 60_000 + "a = 1\n"))
    assert time.monotonic() - begin < PATIENCE
    assert ended.code == 1
    assert "20 names" in one_line(ended.out)


def test_an_outline_that_is_far_too_long_is_refused(person: Person) -> None:
    said = person.failed("program", "check", person.file("long.toml", "# a comment\n" * 50_000))
    assert "long.toml is too long for an outline" in one_line(said)


def test_a_later_copy_with_a_long_question_in_other_words_is_read_at_once(person: Person) -> None:
    asked = COURSE_POST + "2. Why {}?\n\noakleaf May 1, 2021\n\nYes, it does.\n"
    person.did("import", person.file("page.txt", asked.format("ab " * 2_000)))
    begin = time.monotonic()
    person.did("import", person.file("page.txt", asked.format("ba " * 2_000)))
    assert time.monotonic() - begin < PATIENCE
    assert person.question("1.2.1")["text"] == "What helps you?"


def test_a_post_that_asks_nearly_what_an_outline_asks_hundreds_of_times_is_read_at_once(person: Person) -> None:
    words = "what did you take home from the {} that you read, and how will it help you when somebody asks for {}? "
    words = "Look back at all that you have read here in these weeks, at your desk or on the way: " + words * 3
    words = words.replace("?", ",", 2).strip()
    head = 'key = "a"\ntitle = "A"\n[[course]]\nnumber = 1\ntitle = "Listening"\n[[course.discussion]]\nnumber = 2\n'
    asked = "".join(f'"{words.format(*[f"part {at}", "your time"] * 3)}",\n' for at in range(300))
    person.did("program", "add", person.file("a.toml", f'{head}title = "Steady"\nquestions = [{asked}]\n'))
    post = COURSE_POST.rstrip() + "\n" + "".join(f"{at}. {words.format(*[at, 'advice'] * 3)}\n" for at in range(2, 99))
    begin = time.monotonic()
    person.did("import", person.file("page.txt", f"{post}\noakleaf May 1, 2021\n\nYes, it does.\n"))
    assert time.monotonic() - begin < PATIENCE


def test_thousands_of_equal_posts_are_read_at_once(person: Person) -> None:
    post = "oakleaf May 1, 2021\n\nThank you! " + "I would like to do the same in my own work. " * 4 + "\n\n"
    begin = time.monotonic()
    person.did("import", person.file("page.txt", COURSE_POST + post * 4_000))
    assert time.monotonic() - begin < PATIENCE
    assert person.query("SELECT count(*) FROM post") == [4_000]


def test_a_new_version_of_an_outline_with_a_long_title_in_other_words_is_added_at_once(person: Person) -> None:
    outline = (
        'key = "a"\ntitle = "A"\n[[course]]\nnumber = 1\ntitle = "B"\n[[course.discussion]]\nnumber = 1\ntitle = "{}"\n'
    )
    person.did("program", "add", person.file("a.toml", outline.format("ab " * 2_000 + "c")))
    begin = time.monotonic()
    person.did("program", "add", person.file("a.toml", outline.format("ba " * 2_000 + "c")))
    assert time.monotonic() - begin < PATIENCE


def test_a_form_that_asks_nearly_what_a_course_asks_a_hundred_times_is_read_at_once(person: Person) -> None:
    questions = "".join(f'"How do steady helpers listen {at} {"ab " * 120}?",\n' for at in range(100))
    head = 'key = "a"\ntitle = "A"\n[[course]]\nnumber = 1\ntitle = "B"\n[[course.discussion]]\nnumber = 1\n'
    outline = f"{head}questions = [{questions}]\n"
    fields = "".join(
        f"<label>How do steady helpers listen {at} {'ba ' * 120}<textarea name=a{at}></textarea></label>"
        for at in range(100)
    )
    person.did("program", "add", person.file("a.toml", outline))
    begin = time.monotonic()
    person.did("form", "1", "--attach", person.file("form.html", f"<html><body><form>{fields}</form></body></html>"))
    assert time.monotonic() - begin < PATIENCE
    assert len(person.json("form", "1")["fields"]) == 100
