"""The events of the log, and the fold that turns them into rows. Pure: no SQL, no files, no clock.

An event records a decision, never a guess. The fold is a function of the set of events alone, so the order in which
they arrive from other devices doesn't matter.
"""
