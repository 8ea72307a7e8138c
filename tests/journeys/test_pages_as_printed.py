"""The commands of the README and of docs/no-outline.md work as they are printed, in order, for somebody who begins."""

import re
import shlex

from journeys.driver import CHECKOUT, EXAMPLES, Person

STEADY_PAGE = EXAMPLES / "threads" / "steady-beats-fast-page-1.html"


def page(name: str) -> str:
    """A page with the forum name that the reader puts in."""
    return (CHECKOUT / name).read_text(encoding="utf-8").replace("YOUR-FORUM-NAME", "FernLight")


def test_the_five_steps_of_the_readme(person: Person) -> None:
    (steps,) = re.findall(r"^## Five steps$(.*?)^## ", page("README.md"), re.MULTILINE | re.DOTALL)
    person.file("page.html", STEADY_PAGE.read_bytes())
    editor = person.editor('write(_1_2_1="A lamp.", _1_2_2="A bakery.", _1_2_3="I rest.")')
    seen = {}
    for line in re.findall(r"^    (cups-course.*)$", steps, re.MULTILINE):
        words = shlex.split(line, comments=True)[1:]
        name = words[0] if words else "status"
        ended = person.at_terminal(*words, env=editor, asked=[("[Enter", lambda: b"q\n")] if name == "form" else ())
        assert ended.code == (1 if name == "check" else 0), f"{line}\n{ended.text}"
        seen[name] = ended.text
    assert list(seen) == ["import", "status", "answer", "export", "posted", "peers", "reply", "check", "form"]
    assert "oakleaf" in seen["peers"]
    assert [person.question(f"1.2.{number}")["state"] for number in (1, 2, 3)] == ["posted"] * 3
    assert person.discussion("1.2")["peer_replies"] == {"wanted": 3, "given": 1, "peers": ["oakleaf"]}
    assert person.exported("1.2")["1.2.1"] == "A lamp."


def test_somebody_whose_program_has_no_outline(person: Person) -> None:
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", page("docs/no-outline.md"), re.MULTILINE | re.DOTALL)
    person.file("page.html", STEADY_PAGE.read_bytes())
    person.file("week-three.html", (EXAMPLES / "threads" / "week-three.txt").read_bytes())
    for language, block in blocks:
        if language == "toml":
            outline = person.home / "harbour-lights.toml"
            untitled = block.splitlines()[1] + '\n# title = ""\n'
            text = outline.read_text(encoding="utf-8")
            assert untitled in text
            outline.write_text(text.replace(untitled, block.partition("\n")[2], 1), encoding="utf-8")
        for line in block.splitlines() if not language else ():
            ended = person.shell(line)
            assert ended.code == 0, f"{line}\n{ended.out}{ended.err}"
    (program,) = person.json("status")["programs"]
    assert program["key"] == "harbour-lights"
    assert [len(course["discussions"]) for course in program["courses"]] == [4, 6]
    assert [person.discussion(ref)["title"] for ref in ("1.2", "2.1")] == ["Steady Beats Fast", "Chapter 5 & 6"]
    assert "Chapter 5 & 6" in (person.home / "to-share.toml").read_text(encoding="utf-8")
