"""What the tables of several steps have in common. Landed steps use it, so nothing here is ever changed."""

ID = "TEXT PRIMARY KEY CHECK (length(id) = 36)"
MADE = """
    made_at TEXT NOT NULL CHECK (made_at GLOB '????-??-??T??:??:??Z'),
    device_id TEXT NOT NULL REFERENCES device(id)"""
