"""The device that this store is on now. A store that was copied to another one has an id of its own there, so that what
is done on either can be told apart."""

import os
import sqlite3

from cups_course.store.records import new_id


def take_new_device_id(connection: sqlite3.Connection) -> None:
    """Give the store the id of a device that no other store has; what was done under the one before stays its own."""
    connection.execute("INSERT OR IGNORE INTO earlier_device SELECT value FROM setting WHERE name = 'this_device'")
    connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES ('this_device', ?)", (new_id(),))


def host_name() -> str:
    """What this machine is called."""
    # `platform.node` says the same and costs a command 10 ms.
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    # In one network it may be "desk.local" and in the next one "desk".
    return name.partition(".")[0] or "this device"
