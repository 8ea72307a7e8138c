"""Threads: what a copy says, where it belongs, who waits for a reply, and what a person corrected. Pure."""
