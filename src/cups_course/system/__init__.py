"""Other programs on this machine: the editor, the clipboard, and where data lives."""
