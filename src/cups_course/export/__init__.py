"""Answers out: one file a format."""
