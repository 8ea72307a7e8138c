"""The name and the clock of one of several devices that are played in one process."""

import time
from datetime import UTC, datetime, timedelta, tzinfo
from types import SimpleNamespace, TracebackType
from typing import Self
from unittest.mock import patch

from cups_course.store import change, identity


class Clock:
    """While it is entered, the tool takes this for the device it runs on, with a clock so many seconds ahead."""

    def __init__(self, name: str, ahead: int) -> None:
        later = timedelta(seconds=ahead)

        class _Datetime(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Self:
                there = datetime.now(tz or UTC) + later
                return cls.fromisoformat(there.isoformat())

        self._last = 0
        self._patches = (
            patch.object(change, "host_name", lambda: name),
            patch.object(identity, "datetime", _Datetime),
            patch.object(identity, "time", SimpleNamespace(time_ns=lambda: time.time_ns() + ahead * 10**9)),
        )

    def __enter__(self) -> None:
        for one in self._patches:
            one.start()
        self._before, identity._last = identity._last, self._last

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._last, identity._last = identity._last, self._before
        for one in self._patches:
            one.stop()
