"""Evaluation forms: their fields, what goes into each, and the saved pages they are read from."""
