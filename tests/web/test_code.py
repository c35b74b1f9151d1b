"""Commands in a sentence are marked, and nothing in it becomes markup of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.web.code import code


@pytest.mark.parametrize(
    ("sentence", "html"),
    [
        ("Use `blackstart run`.", "Use <code>blackstart run</code>."),
        ("`a` and `b`", "<code>a</code> and <code>b</code>"),
        ("a ` alone", "a ` alone"),
        ("``", "``"),
        ("`<b>` & <i>", "<code>&lt;b&gt;</code> &amp; &lt;i&gt;"),
    ],
)
def test_what_stands_between_backticks_is_code(sentence: str, html: str) -> None:
    """Pairs are marked, a single one stays, and everything is escaped."""
    assert code(sentence) == html


@given(st.text())
def test_only_code_comes_out_as_markup(sentence: str) -> None:
    """Whatever a document says, the only element is ours."""
    rest = code(sentence).replace("<code>", "").replace("</code>", "")
    assert not {"<", ">", '"', "'"} & set(rest)
