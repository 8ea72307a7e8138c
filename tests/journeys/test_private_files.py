"""Who can read what the tool writes, and through what it never writes: links, pipes and folders of other people."""

import os
import shlex
import sys
from pathlib import Path

import pytest

from cups_course.store.backup import new_backup_name
from journeys.driver import ASKING, EXAMPLES, KIND_LEADERS, STEADY, Person, one_line

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions as POSIX has them")
as_root = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give a file away")

SOMEBODY = 54321
"""The number of another user."""
FORM = EXAMPLES / "forms" / "course-1-evaluation.html"

WRITING = [
    ["program", "add", str(KIND_LEADERS)],
    ["import", str(STEADY), "--me", "PlumTree7"],
    ["answer", "1.3.1", "A first answer."],
    ["answer", "1.3"],
    ["note", "1.2", "A note."],
    ["reply", "1.2", "mosswalker", "A reply."],
    ["plan", "1", "--by", "in 2 weeks"],
    *(["export", "1", "--output", f"out/answers.{ending}"] for ending in ("txt", "md", "html", "docx", "csv", "ics")),
    ["export", "--all", "--format", "json", "--output", "out/everything.json"],
    ["program", "new", "mine", "--title", "Mine", "--course", "One=2", "--output", "out/mine.toml", "--schema"],
    *(["completion", shell, "--install"] for shell in ("bash", "zsh", "fish")),
    ["settings", "pager", "off"],
    ["form", "1", "--attach", str(FORM)],
    ["backup"],
    ["backup", "out/copy.db"],
    ["backup", "--restore", "out/copy.db", "--yes"],
    ["merge", "out/everything.json"],
    ["--store", "new/deep/courses.db", "me", "PlumTree7"],
    ["--store", "new/deep/courses.db", "merge", "out/copy.db"],
    ["forget", "1.3.1", "--everywhere", "--yes"],
    ["doctor"],
]
"""A call of every command that writes files, one after the other."""


def paths_in(person: Person) -> set[Path]:
    return set(person.home.rglob("*"))


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o777, 0o277], ids=oct)
def test_only_the_owner_can_read_what_is_written_whatever_the_mask(person: Person, mask: int) -> None:
    editor = person.editor("write(_1_3_2='From the editor.'); save(text + 'x'); raise SystemExit(1)")
    for name in ("out", "tmp"):
        (person.home / name).mkdir()
    before = paths_in(person)
    person.umask = mask
    env = {"TMPDIR": str(person.home / "tmp"), **editor}
    ended = {shlex.join(words): person.run(*words, env=env) for words in WRITING}
    assert [words for words, one in ended.items() if one.code] == ["answer 1.3"], ended
    made = paths_in(person) - before
    assert {"courses.db", "copy.db", "everything.json", "answers.docx", "settings.json", ".bashrc"} <= {
        path.name for path in made
    }
    assert any(path.parent.name == "backups" for path in made)
    assert any(path.parent.name == "unsaved-answers" and path.suffix == ".md" for path in made)
    modes = {str(path.relative_to(person.home)): f"{path.stat().st_mode & 0o777:o}" for path in made}
    assert {name: mode for name, mode in modes.items() if mode not in ("600", "700")} == {}
    assert {path.is_dir() for path in made if modes[str(path.relative_to(person.home))] == "700"} == {True}


def test_what_an_editor_writes_elsewhere_has_the_persons_own_mask(plum: Person) -> None:
    plum.umask = 0o022
    plum.did("answer", "1.3", env=plum.editor("Path('elsewhere.txt').write_text('x'); write(_1_3_1='Words.')"))
    assert (plum.home / "elsewhere.txt").stat().st_mode & 0o777 == 0o644


def test_a_file_that_is_overwritten_keeps_its_permissions_and_a_folder_too(plum: Person) -> None:
    file = plum.file("shared/answers.txt", "before")
    file.chmod(0o664)
    file.parent.chmod(0o2775)
    plum.did("export", "1.2", "--output", file, "--force")
    assert file.read_text() != "before"
    assert (file.stat().st_mode & 0o7777, file.parent.stat().st_mode & 0o7777) == (0o664, 0o2775)


@as_root
def test_a_file_that_is_overwritten_keeps_its_owner(plum: Person) -> None:
    file = plum.file("answers.txt", "before")
    os.chown(file, SOMEBODY, SOMEBODY)
    plum.did("export", "1.2", "--output", file, "--force")
    assert file.read_text() != "before"
    assert (file.stat().st_uid, file.stat().st_gid) == (SOMEBODY, SOMEBODY)


@as_root
def test_nothing_is_written_through_a_link_of_somebody_else(plum: Person) -> None:
    link = plum.home / "answers.txt"
    link.symlink_to(plum.home / "made-by-a-link.txt")
    os.chown(link, SOMEBODY, SOMEBODY, follow_symlinks=False)
    said = plum.failed("export", "1.2", "--output", "answers.txt")
    assert said == "answers.txt is a link and belongs to another user, so nothing was written. Use another name."
    assert not (plum.home / "made-by-a-link.txt").exists()


# The folders beside the store


@pytest.fixture
def elsewhere(plum: Person) -> Path:
    folder = plum.home / "elsewhere"
    folder.mkdir()
    return folder


def drafts_of(person: Person) -> Path:
    return person.home / "unsaved-answers"


def test_a_folder_of_drafts_that_is_a_link_is_refused(plum: Person, elsewhere: Path) -> None:
    drafts_of(plum).symlink_to(elsewhere)
    said = plum.failed("answer", "1.3", env=plum.editor("write(_1_3_1='Words.')"))
    assert said == (f"{drafts_of(plum)} is a link, so no draft was written. Move it away and run the command again.")
    assert list(elsewhere.iterdir()) == []


def test_drafts_behind_a_link_are_not_taken_for_the_persons(plum: Person, elsewhere: Path) -> None:
    plum.run("answer", "1.3", env=plum.editor("write(_1_3_1='Words.'); raise SystemExit(1)"))
    assert "1.3" in one_line(plum.run("status").err)
    for file in list(drafts_of(plum).iterdir()):
        file.rename(elsewhere / file.name)
    drafts_of(plum).rmdir()
    drafts_of(plum).symlink_to(elsewhere)
    assert plum.run("status").err == ""


def test_a_file_in_the_place_of_the_folder_of_drafts_is_refused(plum: Person) -> None:
    plum.file("unsaved-answers", "not a folder")
    said = plum.failed("answer", "1.3", env=plum.editor("write(_1_3_1='Words.')"))
    assert "unsaved-answers isn't a folder, so no draft was written." in said


@as_root
def test_a_folder_of_drafts_of_somebody_else_is_refused(plum: Person) -> None:
    drafts_of(plum).mkdir(mode=0o777)
    os.chown(drafts_of(plum), SOMEBODY, SOMEBODY)
    said = plum.failed("answer", "1.3", env=plum.editor("write(_1_3_1='Words.')"))
    assert f"{drafts_of(plum)} belongs to another user, so no draft was written." in said
    assert list(drafts_of(plum).iterdir()) == []


def test_others_can_no_longer_write_into_a_folder_of_drafts(plum: Person) -> None:
    drafts_of(plum).mkdir()
    drafts_of(plum).chmod(0o777)
    plum.did("answer", "1.3", env=plum.editor("write(_1_3_1='Words.')"))
    assert drafts_of(plum).stat().st_mode & 0o777 == 0o700


@pytest.fixture
def draft(plum: Person) -> Path:
    """Where the draft of 1.3 lies; it has no words."""
    plum.did("answer", "1.3", env=plum.editor("Path('draft').write_text(str(path))"))
    return Path((plum.home / "draft").read_text())


@pytest.mark.parametrize("hidden", ["{}", ".{}.opened", ".{}.lock"])
def test_a_draft_that_is_a_link_is_refused(plum: Person, draft: Path, hidden: str) -> None:
    other = plum.file("other.txt", "Of another program.")
    place = draft if hidden == "{}" else draft.with_name(hidden.format(draft.stem))
    place.unlink(missing_ok=True)
    place.symlink_to(other)
    said = plum.failed("answer", "1.3", env=plum.editor("write(_1_3_1='Words.')"))
    assert said == f"{place} is a link, so no draft was written. Move it away and run the command again."
    assert other.read_text() == "Of another program."


def test_a_draft_that_is_a_pipe_is_refused_at_once(plum: Person, draft: Path) -> None:
    os.mkfifo(draft)
    said = plum.failed("answer", "1.3", env=plum.editor("write(_1_3_1='Words.')"))
    assert f"{draft} isn't a file, so no draft was written." in said
    assert plum.run("status").err == ""


def test_a_file_with_a_second_name_is_never_written_into_as_a_draft(plum: Person, draft: Path) -> None:
    other = plum.file("other.txt", "Words of another file.")
    os.link(other, draft)
    plum.did("answer", "1.3", env=plum.editor("path.write_text(text + 'And more.')"))
    assert other.read_text() == "Words of another file."


@as_root
def test_a_folder_of_backups_of_somebody_else_is_refused(plum: Person) -> None:
    backups = plum.home / "backups"
    backups.mkdir(mode=0o777, exist_ok=True)
    os.chown(backups, SOMEBODY, SOMEBODY)
    said = plum.failed("backup")
    assert said == f"The backup folder {backups} belongs to another user, so no backup was made. Move it away."


@as_root
def test_where_every_file_seems_to_belong_to_somebody_else_drafts_and_backups_are_made(plum: Person) -> None:
    """As on a network disk, or in the shared storage of a phone."""
    plum.run("answer", "1.3", env=plum.editor("write(_1_3_1='Words.'); raise SystemExit(1)"))
    plum.did("backup")
    for path in (plum.home, *plum.home.rglob("*")):
        os.chown(path, SOMEBODY, SOMEBODY, follow_symlinks=False)
    plum.did("backup")
    assert "1.3" in one_line(plum.run("status").err)
    plum.did("answer", "1.3", env=plum.editor("write(_1_3_1='More words.')"))


def test_backups_are_made_on_a_disk_without_permissions(plum: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    backups = plum.home / "backups"
    backups.mkdir(exist_ok=True)
    backups.chmod(0o777)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("pathlib.Path.chmod", refuse)
    assert new_backup_name(plum.store, "by-hand").parent == backups


def test_a_folder_of_backups_may_be_a_link_to_another_disk(plum: Person, elsewhere: Path) -> None:
    (plum.home / "backups").symlink_to(elsewhere)
    plum.did("backup")
    assert len(list(elsewhere.iterdir())) == 1


def test_a_data_folder_may_be_a_link(plum: Person, elsewhere: Path) -> None:
    (plum.home / "data-link").symlink_to(elsewhere)
    plum.did("--store", "data-link/courses.db", "import", ASKING, "--me", "PlumTree7")
    plum.did("--store", "data-link/courses.db", "answer", "1.3.1", "Words.")
    assert (elsewhere / "courses.db").is_file()
