"""When two names are one person's."""

import unicodedata


def plain(name: str) -> str:
    """Strip a name of case, blanks and punctuation: "A. Person" and "a person" are one."""
    bare = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).upper()))
    return bare or name
