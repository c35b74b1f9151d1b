"""Commands and invoices in a sentence are marked; nothing in it becomes markup of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.web.code import code, linked


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


def test_ids_of_invoices_are_links() -> None:
    """To their pages; what only looks like one stays text, and everything is escaped."""
    one = "I-58919d18dbd7e2281589"
    assert linked(f"Same as {one}-3.") == f'Same as <a href="/invoices/{one}-3">{one}-3</a>.'
    assert linked("<I-12> & I-58919d18") == "&lt;I-12&gt; &amp; I-58919d18"
    assert linked(f'"><b>{one}x') == f"&#34;&gt;&lt;b&gt;{one}x"
