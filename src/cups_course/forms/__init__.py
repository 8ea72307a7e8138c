"""A saved form in, a SavedForm out."""
