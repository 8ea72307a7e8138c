"""What a thread adds up to: its tree, who would be glad of a word, and the counts of a whole batch of trainees."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from cups_course.cli.commands.cohort import threads_one_by_one
from journeys.driver import ASKING, EXAMPLES, STEADY, STEADY_LATER, Person, discussions, folder_of, one_line
from journeys.test_hostile_threads import HARMFUL, SGR
from journeys.test_hostile_threads import PAGE as HOSTILE_PAGE

WIDTHS = (40, 60, 80, 160)
FIRST_PAGE = EXAMPLES / "threads" / "steady-beats-fast-page-1.html"
SECOND_PAGE = EXAMPLES / "threads" / "steady-beats-fast-page-2.html"
ANSWERS = 200


def at(day: date) -> str:
    ending = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{day:%B} {day.day}{ending}, {day.year}"


def long_thread() -> str:
    """A page of 200 answers, each with a reply ten days later. Keeper7 answered, and replied to Keeper0."""
    first = date(2024, 1, 2)
    posts = []
    for number in range(ANSWERS):
        day = first + timedelta(days=2 * number)
        words = (
            f"What does it mean to you?\n\nTo me it means {number} lanterns, lit one by one, 夜ごとに, all winter long."
        )
        posts.append(f"Keeper{number} {at(day)}\n\n\n{words}\n")
        posts.append(
            f"{'Keeper7' if number == 0 else f'Guest{number}'} {at(day + timedelta(days=10))}\n\n\nThank you!\n"
        )
    return (
        "Skip to main content Skip to bottom nav\n\nCourse 1: Kind Leaders - (Discussion #2) Steady Beats\n\n"
        f"HarbourAnna {at(date(2024, 1, 1))}\n\nWelcome! Questions: What does it mean to you?\n\n"
        "Activity: Please reply to 2 of your peers  in this thread.\n\n" + "\n".join(posts)
    )


def _save_a_long_thread(person: Person) -> None:
    person.did("import", person.file("page.txt", long_thread()), "--me", "Keeper7")


def _save_a_hostile_thread(person: Person) -> None:
    person.did("import", person.file("page.txt", HOSTILE_PAGE), "--me", "oakleaf")


@pytest.fixture
def keeper(after: Callable[[Callable[[Person], None]], Person]) -> Person:
    """Keeper7, who saved a thread of 400 answers."""
    return after(_save_a_long_thread)


@pytest.fixture
def target(after: Callable[[Callable[[Person], None]], Person]) -> Person:
    """oakleaf, who saved a thread whose names and words would take over a terminal."""
    return after(_save_a_hostile_thread)


def rows_of(screen: str) -> dict[int, str]:
    """The lines of posts by their index."""
    return {int(found[1]): found[0] for found in re.finditer(r"^ +(\d+)  .*$", screen, flags=re.MULTILINE)}


# thread


def test_the_tree_has_every_post_in_page_order_and_says_which_are_yours(plum: Person) -> None:
    rows = rows_of(plum.did("thread", "1.2"))
    assert list(rows) == list(range(1, 27))
    assert [index for index, row in rows.items() if "PlumTree7, you" in row] == [7, 18, 20, 24]


def test_replies_stand_further_in_than_their_answer_which_says_how_many_it_had(plum: Person) -> None:
    rows = rows_of(plum.did("thread", "1.2"))
    assert rows[5].index("oakleaf") < rows[6].index("LanternLou")
    assert "4 Mar 2025" in rows[5] and "3 replies" in rows[5]
    assert "no reply yet" in rows[26]


def test_replies_whose_answer_is_missing_stand_below_a_line_that_says_so(plum: Person) -> None:
    screen = plum.did("thread", "1.2")
    assert screen.index("answers that aren't in this copy") < screen.index("kettleon") < screen.index("oakleaf")


def test_an_answer_is_shown_by_its_own_words_and_not_by_the_question_it_repeats(plum: Person) -> None:
    row = rows_of(plum.run("thread", "1.2", env={"COLUMNS": "160"}).out)[5]
    assert "Turning up when I said I would" in row
    assert "What does steady service mean" not in row


def test_what_only_wording_told_is_marked_in_words_and_explained(plum: Person) -> None:
    screen = plum.did("thread", "1.2")
    marked = [index for index, row in rows_of(screen).items() if "likely  " in row or "unsure  " in row]
    posts = plum.json("thread", "1.2")["posts"]
    assert marked == [post["index"] for post in posts if post["how"]["kind"] not in ("stated", "from dates")]
    assert marked and "only the wording shows whether" in one_line(screen)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    "words", [("thread", "1.2"), ("thread", "1.2", "--mine"), ("thread", "1.2", "--full"), ("peers", "1.2")]
)
def test_every_line_of_a_thread_fits_the_width(plum: Person, columns: int, words: tuple[str, ...]) -> None:
    screen = plum.run(*words, env={"COLUMNS": str(columns)}).out
    for line in screen.splitlines():
        assert cell_len(line) <= columns or line.startswith("  cups-course "), line
    assert "oakleaf" in screen


def test_whole_texts_come_with_how_each_post_was_read(plum: Person) -> None:
    screen = one_line(plum.did("thread", "1.2", "--full"))
    assert "When hands are slow my granddaughter" not in screen
    assert "When my hands are slow my granddaughter does the typing." in screen
    assert "an answer: from text" in screen


def test_only_your_own_posts_and_what_stands_around_them(plum: Person) -> None:
    posts = plum.json("thread", "1.2")["posts"]
    group = {post["index"]: post["parent"] or post["index"] * (post["kind"] == "answer") for post in posts}
    of_mine = {group[post["index"]] for post in posts if post["mine"]}
    expected = [index for index, head in group.items() if head in of_mine]
    assert {5, 18, 19} <= set(expected) < set(group)
    assert list(rows_of(plum.did("thread", "1.2", "--mine"))) == expected
    assert [post["index"] for post in plum.json("thread", "1.2", "--mine")["posts"]] == expected


def test_who_has_told_no_name_is_asked_for_it_where_only_their_posts_are_wanted(person: Person) -> None:
    person.did("import", STEADY)
    assert "cups-course me NAME" in person.run("thread", "1.2", "--mine").err


def test_a_tree_for_programs_has_the_posts_of_the_import_with_whose_they_are(plum: Person) -> None:
    document = plum.json("thread", "1.2")
    read = plum.json("import", STEADY, "--dry-run")
    assert (document["ref"], document["title"]) == ("1.2", "Steady Beats Fast")
    assert (document["author"], document["posted_on"]) == ("HarbourAnna", "2025-03-03")
    for post, of_import in zip(document["posts"], read["posts"], strict=True):
        for key in ("index", "author", "date", "kind", "parent", "text", "how"):
            assert post[key] == of_import[key]
    assert [post["index"] for post in document["posts"] if post["mine"]] == [7, 18, 20, 24]


def test_an_answer_has_one_index_and_one_count_of_replies_everywhere(plum: Person) -> None:
    posts = {post["index"]: post for post in plum.json("thread", "1.2")["posts"]}
    for peer in plum.json("peers", "1.2"):
        assert posts[peer["post"]]["author"] == peer["peer"]
        assert posts[peer["post"]]["replies"] == peer["replies"]


def test_a_thread_that_nobody_imported_is_no_error_and_says_what_to_do(leader: Person) -> None:
    assert leader.json("thread", "2.2")["posts"] == []
    assert "cups-course import" in leader.run("thread", "2.2").err


def test_a_course_is_no_thread(plum: Person) -> None:
    assert "This needs a discussion" in plum.failed("thread", "1")


def test_looking_at_a_thread_changes_nothing(plum: Person) -> None:
    before = folder_of(plum)
    for words in (("thread", "1.2"), ("thread", "1.2", "--full"), ("thread", "1.2", "--json"), ("peers", "1.2")):
        plum.did(*words)
    assert folder_of(plum) == before


def test_a_thread_of_hundreds_of_posts_keeps_to_a_line_each_and_tells_how_to_see_fewer(keeper: Person) -> None:
    ended = keeper.run("thread", "1.2")
    assert len(rows_of(ended.out)) == 2 * ANSWERS
    assert len(ended.out.splitlines()) < 2 * ANSWERS + 15
    assert "cups-course thread 1.2 --mine" in ended.err
    assert len(rows_of(keeper.did("thread", "1.2", "--mine"))) == 4


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("words", [("thread", "1.2"), ("thread", "1.2", "--full"), ("peers", "1.2")])
def test_hostile_names_and_words_do_nothing_to_a_terminal(target: Person, columns: int, words: tuple[str, ...]) -> None:
    seen = target.at_terminal(*words, columns=columns)
    assert seen.code == 0
    assert not HARMFUL.search(SGR.sub("", seen.text))
    assert "\x1b[95;41m" not in seen.text
    for line in SGR.sub("", seen.text).splitlines():
        assert cell_len(line) <= columns or "cups-course " in line, line


# peers


def test_of_hundreds_who_answered_the_first_are_shown_and_the_rest_counted(keeper: Person) -> None:
    assert len(keeper.json("peers", "1.2")) == ANSWERS - 1
    screen = keeper.did("peers", "1.2")
    assert len(screen.splitlines()) < 40
    assert screen.index("Keeper1 ") < screen.index("Keeper2 ") < screen.index("Keeper10 ")
    assert "Keeper199" not in screen
    assert "178 more people answered" in screen and "cups-course thread 1.2" in screen


@pytest.mark.parametrize("columns", (60, 80, 160))
def test_the_start_of_an_answer_is_shown_at_every_width(plum: Person, columns: int) -> None:
    screen = plum.run("peers", "1.2", env={"COLUMNS": str(columns)}).out
    assert "Sorry for my English" in one_line(screen)
    assert "2 Apr 2025" in screen


def test_a_name_that_a_shell_would_run_is_no_part_of_a_command_to_paste(person: Person) -> None:
    page = long_thread().replace("Keeper1 ", "$(reboot) ").split("Keeper2 ")[0]
    person.did("import", person.file("page.txt", page), "--me", "Keeper0")
    command = person.did("peers", "1.2").splitlines()[-1]
    assert command.strip().startswith("cups-course reply 1.2 ")
    assert "reboot" not in command


# cohort


def people(person: Person, *words: str | Path) -> dict[str, Any]:
    return {one["person"]: one for one in person.json("cohort", *words)["people"]}


def test_who_answered_what_and_replied_to_how_many_is_counted_over_threads(person: Person) -> None:
    found = people(person, STEADY, ASKING)
    plum = found["PlumTree7"]
    assert (plum["answered"], plum["peer_replies"]) == (1, 2)
    assert [(part["discussion"], part["answered"]) for part in plum["parts"]] == [("1.2", True), ("1.3", False)]
    assert "HarbourAnna" not in found


def test_the_count_is_that_of_the_persons_own_checklist(person: Person) -> None:
    for name in ("oakleaf", "PlumTree7", "DrizzleDay"):
        own = Person(person.home / name)
        own.did("import", STEADY, "--me", name)
        assert own.discussion("1.2")["peer_replies"]["given"] == people(person, STEADY)[name]["peer_replies"]


def test_the_table_has_a_column_for_each_discussion_and_says_its_marks_in_words(person: Person) -> None:
    screen = person.did("cohort", STEADY, ASKING)
    head, *_ = screen.splitlines()
    assert head.split() == ["1.2", "1.3", "answered", "peers"]
    assert re.search(r"^PlumTree7 +✓ 2 +· +1 of 2 +2$", screen, flags=re.MULTILINE)
    assert "✓ answered" in screen and "Steady Beats Fast, by HarbourAnna" in one_line(screen)


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_table_fits_the_width(person: Person, columns: int) -> None:
    screen = person.run("cohort", STEADY, ASKING, env={"COLUMNS": str(columns)}).out
    assert "PlumTree7" in screen
    for line in screen.splitlines():
        assert cell_len(line) <= columns, line


def test_more_discussions_than_fit_beside_each_other_are_shown_in_parts_or_as_sentences(person: Person) -> None:
    for number in range(1, 21):
        person.file(
            f"all/{number}.txt",
            STEADY.read_text(encoding="utf-8").replace("(Discussion #2)", f"(Discussion #{number})"),
        )
    screen = person.did("cohort", "all")
    assert screen.count("PlumTree7") > 1 and "20 of 20" in screen
    assert all(cell_len(line) <= 80 for line in screen.splitlines())
    assert "PlumTree7: 20 of 20 answered, 2 peers" in person.did("cohort", "all", "--plain")


def test_trainees_who_were_asked_for_are_shown_in_their_order_also_with_nothing(person: Person) -> None:
    batch = person.file("batch.txt", "@NOBODY_yet\n\n  plumtree7  \n@oakleaf\nOAKLEAF\n")
    found = people(person, STEADY, "--who", batch)
    assert list(found) == ["NOBODY_yet", "plumtree7", "oakleaf"]
    assert (found["NOBODY_yet"]["answered"], found["NOBODY_yet"]["peer_replies"]) == (0, 0)
    assert found["plumtree7"]["answered"] == 1
    said = one_line(person.did("cohort", STEADY, "--who", batch))
    assert "No posts by NOBODY_yet. Check that the names are spelled as in the forum." in said
    assert "more people took part" in said


def test_a_list_of_nobody_says_what_belongs_in_it(person: Person) -> None:
    picture = person.file("batch.docx", b"PK\x03\x04\x00\x00names")
    assert "isn't a text file" in person.failed("cohort", STEADY, "--who", picture)
    assert "has no names in it" in person.failed("cohort", STEADY, "--who", person.file("batch.txt", "\n@\n"))


def test_spreadsheets_get_a_column_for_each_count_and_run_nothing(person: Person) -> None:
    batch = person.file("batch.txt", "=cmd|' /C calc'!A0\n+1\n-1\n@@sum\n\tPlumTree7\n")
    out = person.did("cohort", STEADY, "--format", "csv", "--who", batch)
    head, *lines = csv.reader(io.StringIO(out))
    assert head == ["person", "1.2 answered", "1.2 peers", "answered", "peers"]
    assert [line[0] for line in lines] == ["'=cmd|' /C calc'!A0", "'+1", "'-1", "'@sum", "PlumTree7"]
    assert lines[-1][1:] == ["1", "2", "1", "2"]
    assert "\r" not in out


def test_only_posts_between_two_days_are_counted(person: Person) -> None:
    assert "mosswalker" in people(person, STEADY)
    found = people(person, STEADY, "--from", "2025-03-05", "--to", "2025-03-10")
    assert "mosswalker" not in found
    assert found["PlumTree7"]["answered"] == 1 and found["PlumTree7"]["peer_replies"] == 0


def test_posts_without_a_day_are_told_of_where_days_are_limited(person: Person) -> None:
    page = STEADY.read_text(encoding="utf-8").replace("mosswalker April 2nd, 2025", "mosswalker 3 days ago")
    said = one_line(person.did("cohort", "-", "--from", "2025-01-01", typed=page))
    assert "1 post is left out without a date" in said


@pytest.mark.parametrize("days", [("--from", "soon"), ("--from", "2025-02-02", "--to", "2025-02-01")])
def test_days_that_are_none_are_wrong_usage(person: Person, days: tuple[str, ...]) -> None:
    assert person.failed("cohort", STEADY, *days, code=2)


def test_two_copies_of_one_thread_are_one_discussion_and_a_post_counts_once(person: Person) -> None:
    document = person.json("cohort", STEADY_LATER, STEADY)
    assert [one["label"] for one in document["discussions"]] == ["1.2"]
    assert people(person, STEADY_LATER, STEADY) == people(person, STEADY_LATER)


def test_pages_of_one_thread_are_one_discussion_in_any_order(person: Person) -> None:
    both = person.json("cohort", FIRST_PAGE, SECOND_PAGE)
    assert [one["label"] for one in both["discussions"]] == ["1.2"]
    assert people(person, SECOND_PAGE, FIRST_PAGE) == people(person, FIRST_PAGE, SECOND_PAGE)
    assert people(person, FIRST_PAGE, SECOND_PAGE, SECOND_PAGE) == people(person, FIRST_PAGE, SECOND_PAGE)


def test_a_text_copy_counts_together_with_the_pages_of_its_thread(person: Person) -> None:
    for order in ((STEADY, FIRST_PAGE, SECOND_PAGE), (SECOND_PAGE, STEADY, FIRST_PAGE)):
        (one,) = person.json("cohort", *order)["discussions"]
        assert one["posts"]["all"] == 26


def test_what_cannot_be_read_is_named_and_the_rest_counted(person: Person) -> None:
    person.file("all/steady.txt", STEADY.read_bytes())
    person.file("all/notes.txt", "Bread, apples, candles.")
    ended = person.run("cohort", "all", "nowhere.txt", "--json")
    assert ended.code == 1
    assert len(json.loads(ended.out)["discussions"]) == 1
    assert "notes.txt" in ended.err and "nowhere.txt" in ended.err


def test_nothing_is_stored(person: Person) -> None:
    before = folder_of(person)
    person.did("cohort", STEADY, ASKING)
    assert folder_of(person) == before


def test_a_thread_from_standard_input_is_counted_too(person: Person) -> None:
    said = person.did("cohort", "-", ASKING, "--format", "csv", typed=STEADY.read_bytes())
    assert said.startswith("person,1.2 answered,1.2 peers,1.3 answered")


def test_hostile_names_do_nothing_to_a_terminal_or_a_spreadsheet(person: Person) -> None:
    page = person.file("page.txt", HOSTILE_PAGE)
    for format_ in ("table", "csv"):
        seen = person.at_terminal("cohort", page, "--format", format_)
        assert seen.code == 0
        assert not HARMFUL.search(SGR.sub("", seen.text))


def test_pages_that_lie_far_apart_come_together_whatever_may_be_held_at_once(person: Person) -> None:
    pages = []
    for page in (FIRST_PAGE, SECOND_PAGE):
        for number in (1, 2, 3):
            html = (
                page.read_text(encoding="utf-8")
                .replace("_41002", f"_4100{number}")
                .replace('"41002"', f'"4100{number}"')
            )
            pages.append(str(person.file(f"{number}/{page.name}", html)))
    failed: list[Any] = []
    threads = [list(threads_one_by_one(pages, None, failed, most_waiting=most)) for most in (0, 10**9)]
    assert not failed
    assert [len(found) for found in threads] == [3, 3]
    assert sorted(threads[0], key=lambda one: one.forum_id or "") == sorted(
        threads[1], key=lambda one: one.forum_id or ""
    )
    assert {len(one.posts) for one in threads[0]} == {26}


def test_two_names_become_one_person_only_if_they_are_known(plum: Person) -> None:
    before = plum.json("status")
    said = plum.failed("peers", "1.2", "--same", "oaklef", "grandpaKnots")
    assert "oaklef is neither in the thread of 1.2 nor among your replies there" in one_line(said)
    assert "Did you mean oakleaf?" in said
    assert "nobody-at-all is neither" in one_line(plum.failed("peers", "1.2", "--same", "oakleaf", "nobody-at-all"))
    assert plum.json("status") == before

    ended = plum.run("peers", "1.2", "--same", "oakleaf", "grandpaKnots")
    assert ended.out.startswith("oakleaf and grandpaKnots now count as one person.\n")
    assert "cups-course undo" in ended.err
    assert "Undone: marked oakleaf and grandpaKnots as the same person" in plum.did("undo")


def test_peers_says_whether_replies_are_asked_for(person: Person) -> None:
    page = (
        "Skip to main content Skip to bottom nav\n\nCourse 1: Kind Leaders - (Discussion #2) Steady Beats\n\n"
        f"HarbourAnna {at(date(2024, 1, 1))}\n\nWelcome! Questions: What does it mean to you?\n\n"
        f"Keeper1 {at(date(2024, 1, 2))}\n\n\nA lantern.\n"
    )
    person.did("import", person.file("page.txt", page), "--me", "Keeper7")
    assert person.did("peers", "1.2").startswith("1.2 doesn't ask for replies to peers.\n\nThey answered")
    person.did("peers", "1.2", "--wanted", "1")
    assert person.did("peers", "1.2").startswith("1 more reply to go.\n\nThey answered")
    person.did("program", "add", "ldp-2020")
    unknown = next(one for one in discussions(person.json("status", "--all")) if not one["known"])
    assert person.did("peers", unknown["ref"]).startswith("It isn't known how many replies ")


def test_in_plain_output_titles_are_whole_and_said_once(person: Person) -> None:
    page = person.file(
        "page.txt",
        "Skip to main content Skip to bottom nav\n\nHow Long Discussions Work When It Is Late\n\n"
        f"HarbourAnna {at(date(2024, 1, 1))}\n\nWelcome! Questions: What does it mean to you?\n\n"
        f"Keeper1 {at(date(2024, 1, 2))}\n\n\nA lantern.\n",
    )
    said = person.did("cohort", page, "--plain")
    assert said.count("How Long Discussions Work When It Is Late") == 1
    assert "…" not in said
