"""Text that somebody else wrote, shown so that nothing in it can hide or take the screen over."""

import unicodedata

# Controls, direction-changing and zero-width characters, other line ends, and what has no meaning.
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def visible(text: str, *, lines: bool = False) -> str:
    """Show text with every character that hides, moves or commands written as its number.

    A right-to-left override becomes ⟨U+202E⟩, the escape that starts a terminal's command ⟨U+001B⟩.

    Args:
        text: as it came.
        lines: true where line ends may stay what they are.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if lines and char == "\n" else _shown(char) for char in text)


def _shown(char: str) -> str:
    return f"⟨U+{ord(char):04X}⟩" if unicodedata.category(char) in _HIDDEN else char


def decoded(body: bytes) -> str:
    """Read bytes as text for a person to look at: UTF-8, or else one character for each byte.

    A letter that the end of a cut-off piece has torn apart is left out.
    """
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as fault:
        torn = fault.reason == "unexpected end of data" and fault.end == len(body)
        return body[: fault.start].decode("utf-8") if torn else body.decode("latin-1")
