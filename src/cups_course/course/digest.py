"""Digests of texts, by which damage to them is seen."""


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    import hashlib  # brings OpenSSL, 3 % of the start of a command that only reads

    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digest_at(place: str, text: str) -> str:
    """The digest of a text where it belongs: an answer that stands under another question is damaged too."""
    return digest(f"{place}\0{text}")
