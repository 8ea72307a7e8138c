"""A saved copy of a forum thread in, a Thread out."""
