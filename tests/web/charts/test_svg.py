"""Whatever stands in a document, it stays text in a drawing."""

import pytest
from markupsafe import Markup

from blackstart.web.charts.svg import figure, place, short, tag


def test_text_is_escaped_in_content_and_in_attributes() -> None:
    """A firm called <script> is a firm called <script>."""
    written = tag("text", '<script>"&', about='"><script>')
    assert written == ('<text about="&#34;&gt;&lt;script&gt;">&lt;script&gt;&#34;&amp;</text>')


def test_markup_of_ours_is_not_escaped_twice() -> None:
    """What was made by `tag` goes in as it is."""
    assert tag("g", tag("text", "a & b")) == "<g><text>a &amp; b</text></g>"


def test_names_are_spelt_as_svg_spells_them() -> None:
    """Underscores are hyphens, but for `class` and for `viewBox`."""
    written = tag("line", text_anchor="end", class_="now", viewBox="0 0 1 1")
    assert written == '<line text-anchor="end" class="now" viewBox="0 0 1 1"></line>'


@pytest.mark.parametrize(
    ("number", "said"), [(1.0, "1"), (1.04, "1"), (1.06, "1.1"), (-0.5, "-0.5"), (100.0, "100")]
)
def test_places_are_rounded_to_a_tenth(number: float, said: str) -> None:
    """A tenth of a pixel is enough, and saves bytes."""
    assert place(number) == said
    assert tag("rect", x=number) == f'<rect x="{said}"></rect>'


def test_a_figure_can_be_announced() -> None:
    """A drawing has a role, a title and a description."""
    drawing = figure("Cash", "It <falls>.", 10, 20.0, Markup("<g></g>"))
    assert drawing == (
        '<svg viewBox="0 0 10 20" role="img" class="chart"><title>Cash</title>'
        "<desc>It &lt;falls&gt;.</desc><g></g></svg>"
    )


@pytest.mark.parametrize(
    ("label", "cut"),
    [("Kestrow", "Kestrow"), ("Kestrow Steel", "Kestrow…"), ("12345678", "12345678")],
)
def test_long_labels_are_cut_visibly(label: str, cut: str) -> None:
    """A cut is seen; it never ends in a blank."""
    assert short(label, 9) == cut
