"""Text of others on our screen: nothing hides, nothing turns round, nothing commands."""

import pytest

from blackstart.base.visible import decoded, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain text", "Plain text"),
        ("Müller & Söhne", "Müller & Söhne"),
        ("abc\u202edef", "abc⟨U+202E⟩def"),
        ("\x1b[31mred", "⟨U+001B⟩[31mred"),
        ("a\u200bb\ufeff", "a⟨U+200B⟩b⟨U+FEFF⟩"),
        ("one\ntwo\r", "one⟨U+000A⟩two⟨U+000D⟩"),
        ("\u2028\x00\U000e0001", "⟨U+2028⟩⟨U+0000⟩⟨U+E0001⟩"),
    ],
)
def test_what_hides_is_written_out(text: str, shown: str) -> None:
    """Controls, overrides and zero-width characters become their numbers; letters stay."""
    assert visible(text) == shown


def test_lines_may_stay_lines() -> None:
    """An original keeps its lines, and nothing else that moves the cursor."""
    assert visible("a\tb\nc\rd", lines=True) == "a⟨U+0009⟩b\nc⟨U+000D⟩d"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("é".encode(), "é"),
        ("aé".encode()[:-1], "a"),
        (b"\xe9t\xe9", "été"),
        (b"", ""),
        (b"\xff", "\xff"),
    ],
)
def test_bytes_are_read_as_far_as_they_can(body: bytes, text: str) -> None:
    """UTF-8, cut or whole; whatever is not is one character a byte, and never a fault."""
    assert decoded(body) == text
