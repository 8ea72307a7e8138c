from typing import get_args

import pytest

from cups_course.reports import BackupInfo, Why
from cups_course.view.store import print_backups


def _listed(number: int, at: str, texts: int | None = 3) -> BackupInfo:
    return BackupInfo(number, f"/home/heron/backups/{number}.db", at, "by-hand", 1000, texts)


def test_two_backups_of_one_minute_are_told_apart_by_their_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    print_backups([_listed(1, "2026-11-24T08:15:40Z"), _listed(2, "2026-11-24T08:15:07Z")])
    assert ":15:40" in (out := capsys.readouterr().out) and ":15:07" in out

    print_backups([_listed(1, "2026-11-24T08:15:40Z"), _listed(2, "2026-11-23T08:15:40Z")])
    assert ":40" not in capsys.readouterr().out


def test_a_backup_made_for_any_reason_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    print_backups([_listed(1, "2026-11-24T08:15:40Z")._replace(why=why) for why in get_args(Why)])
    assert len(capsys.readouterr().out.splitlines()) == len(get_args(Why))


def test_no_backup_is_offered_that_cannot_be_opened(capsys: pytest.CaptureFixture[str]) -> None:
    print_backups([_listed(1, "2026-11-24T08:15:40Z", None), _listed(2, "2026-11-23T08:15:40Z")])
    assert "backup --restore 2" in capsys.readouterr().err

    print_backups([_listed(1, "2026-11-24T08:15:40Z", None)])
    err = capsys.readouterr().err
    assert "--restore" not in err and "cups-course doctor" in err
