"""Who would be glad of a word, as it stands on the screen."""

import pytest
from rich.cells import cell_len

from builders import a_discussion, a_reply
from cups_course.model import Discussion
from cups_course.thread.peers import Message, Peer
from cups_course.view.people import print_peers

NAMES = ("oak", "x" * 200, "静かな木の葉", "\x1b[2J\x9b31m", "[/x]", "two\nlines", None)


@pytest.fixture(params=[40, 60, 80, 160])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A screen as wide as that."""
    width = int(request.param)
    monkeypatch.setenv("COLUMNS", str(width))
    return width


def a_peer(name: str | None, post: int, *, replied: bool = False) -> Peer:
    return Peer(
        name, post % 3, replied, wrote_to_you=True, post=post, posted_on="2020-10-12", excerpt="夜 and day " * 9
    )


def shown(
    capsys: pytest.CaptureFixture[str], peers: list[Peer], *messages: Message, discussion: Discussion | None = None
) -> str:
    print_peers(discussion or a_discussion(wanted=2), peers, messages)
    return capsys.readouterr().out


def test_who_wrote_to_you_and_had_no_reply_is_told_with_the_day_and_their_words(
    capsys: pytest.CaptureFixture[str], columns: int
) -> None:
    out = shown(capsys, [], Message("fern", 4, "2020-10-01", "I liked that!"), Message(None, 5, None, ""))

    assert "They wrote to you, and you haven't replied yet" in " ".join(out.split())
    assert "fern" in out and "1 Oct 2020" in out and "I liked that!" in out
    assert "(no name)" in out and "(no words)" in out


def test_names_of_any_kind_keep_to_their_columns(capsys: pytest.CaptureFixture[str], columns: int) -> None:
    out = shown(capsys, [a_peer(name, post) for post, name in enumerate(NAMES, 1)])
    wrote = shown(capsys, [], *(Message(name, 1, None, "words " * 40) for name in NAMES))

    assert "\x1b" not in out and "\x9b" not in out
    assert "[/x]" in out and "two lines" in out
    assert out.count("12 Oct 2020") == len(NAMES)
    for line in f"{out}{wrote}".splitlines():
        assert cell_len(line) <= columns or line.strip().startswith("cups-course "), line


def test_of_many_the_ones_you_have_replied_to_fold_away_first(capsys: pytest.CaptureFixture[str], columns: int) -> None:
    peers = [a_peer(f"keeper{number}", number, replied=number < 30) for number in range(60)]
    replies = [a_reply(f"keeper{number}") for number in range(30)]
    out = shown(capsys, peers, discussion=a_discussion(wanted=40, replies=replies))

    assert "keeper30 " in out and "keeper49 " in out and "keeper50 " not in out
    assert "10 more people answered" in out
    assert "keeper19 and 10 more people." in " ".join(out.split())


def test_each_person_is_listed_once(capsys: pytest.CaptureFixture[str], columns: int) -> None:
    """Whether they wrote to you, answered, or have your reply; two who have no name are two people."""
    peers = [a_peer("oakleaf", 1, replied=True), a_peer("fern", 2), a_peer("wren", 3), a_peer(None, 4), a_peer(None, 5)]
    discussion = a_discussion(wanted=1, replies=[a_reply("Oakleaf")])
    out = shown(capsys, peers, Message("Fern", 6, "2020-10-20", "Dear oak"), discussion=discussion)

    assert [out.casefold().count(name) for name in ("oakleaf", "fern", "wren", "(no name)")] == [1, 1, 1, 2]
    assert "2 replies" in out and "20 Oct 2020" in out


def test_the_command_names_the_first_who_had_no_reply_yet_and_can_be_pasted(
    capsys: pytest.CaptureFixture[str], columns: int
) -> None:
    peers = [a_peer(name, post) for post, name in enumerate(("-rf", "$(reboot)", "a b", "wren.2"), 1)]

    assert shown(capsys, peers).splitlines()[-1].strip() == "cups-course reply 2.2 '$(reboot)'"
    assert shown(capsys, peers[:1]).splitlines()[-1].strip() == "cups-course reply 2.2 --to 1"
