"""Outlines: what a program wants, those that come with the tool (TOML), and their reader."""
