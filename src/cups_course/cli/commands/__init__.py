"""One file a command: parse, call, print. No rules, no SQL, no layout of tables."""
