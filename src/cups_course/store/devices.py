"""The device that this store is on now. A store that was copied to another one has a name of its own there, so that
what is done on either can be told apart."""

import os
import sqlite3

from cups_course.store.records import new_id


def name_this_device(connection: sqlite3.Connection) -> None:
    """Give the store the device that it is on, a new one where it was on another until now."""
    here = _host()
    named = connection.execute(
        "SELECT device.name FROM device JOIN setting ON setting.value = device.id WHERE setting.name = 'this_device'"
    ).fetchone()
    if named is None or named["name"] != here:
        name_anew(connection)


def name_anew(connection: sqlite3.Connection) -> None:
    """Give the store a device that no other store has."""
    device = new_id()
    connection.execute("INSERT INTO device (id, name) VALUES (?, ?)", (device, _host()))
    connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES ('this_device', ?)", (device,))


def _host() -> str:
    # `platform.node` says the same and costs a command 10 ms.
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    # In one network it may be "desk.local" and in the next one "desk".
    return name.partition(".")[0] or "this device"
