"""What a browser saved, opened: which container it is, its encoding, the page in it, its tree and its text."""
