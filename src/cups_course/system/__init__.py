"""This machine: the editor, the clipboard, the pager, files, drafts, and where data lives."""
