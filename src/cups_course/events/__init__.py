"""The log of what a person decided, and what it adds up to. Pure: no SQL, no files, no clock.

An event records a decision and never a guess to repeat. The fold turns a set of events into rows; it is a function of
the set alone, so the order in which events arrive from other devices doesn't matter.
"""
