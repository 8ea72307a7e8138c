"""The rules: pure, without files, clock, database or terminal."""
