"""Contrast of the palettes, computed (WCAG 2.2: 1.4.3 for text, 1.4.11 for lines that matter)."""

import re
from importlib.resources import files

import pytest

CSS = (files("blackstart.web") / "static" / "control-room.css").read_text(encoding="utf-8")
RULE = re.compile(r"(--[a-z-]+):\s*(#[0-9a-f]{6});")
TEXT_MIN, LINE_MIN = 4.5, 3.0

# What is written or drawn in which colour, on which ground.
TEXTS = [
    *((colour, ground) for colour in ("ink", "quiet") for ground in ("paper", "panel")),
    *((colour, ground) for colour in ("accent", "assumed") for ground in ("paper", "panel")),
    ("warn", "panel"),
    ("exercise", "exercise-paper"),
    ("live", "live-paper"),
    ("old", "old-paper"),
]
LINES = [
    *((colour, "panel") for colour in ("accent", "edge", "warn", "assumed", "ink")),
    *((colour, "band") for colour in ("edge", "ink")),
    ("accent", "paper"),  # the ring around what has the keyboard
]


def palettes() -> dict[str, dict[str, str]]:
    """Read the colours of the light and of the dark palette out of the style sheet."""
    light, dark = CSS.split("@media (prefers-color-scheme: dark)", 1)
    dark = dark[: dark.index("\n}")]
    first, second = dict(RULE.findall(light)), dict(RULE.findall(dark))
    assert set(first) == set(second)
    return {"light": first, "dark": second}


def brightness(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.2)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours: 1 for the same, 21 for black on white."""
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_the_standards() -> None:
    """Black on white is 21; the grey that is known to pass by a hair is 4.54."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize(("colour", "ground"), TEXTS)
def test_text_can_be_read(palette: str, colour: str, ground: str) -> None:
    """Every pair of text and ground has 4.5 to 1 or more."""
    colours = palettes()[palette]
    assert contrast(colours[f"--{colour}"], colours[f"--{ground}"]) >= TEXT_MIN


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize(("colour", "ground"), LINES)
def test_lines_that_matter_can_be_seen(palette: str, colour: str, ground: str) -> None:
    """Edges, bars, marks and the ring of the keyboard have 3 to 1 or more."""
    colours = palettes()[palette]
    assert contrast(colours[f"--{colour}"], colours[f"--{ground}"]) >= LINE_MIN


def test_no_colour_stands_outside_the_palettes() -> None:
    """A colour that is written elsewhere would escape the computation."""
    rest = RULE.sub("", CSS)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", rest) == []
    used = set(re.findall(r"var\((--[a-z-]+)\)", CSS))
    assert used == set(palettes()["light"])


def test_every_colour_that_is_used_is_computed() -> None:
    """All but the two that only decorate: hair lines, and the fill of a band between its edges."""
    computed = {f"--{name}" for pair in (*TEXTS, *LINES) for name in pair}
    assert set(palettes()["light"]) - computed == {"--rule"}


def test_the_style_sheet_asks_for_nothing() -> None:
    """No import, no font, no picture from anywhere."""
    assert not re.search(r"url\(|@import|@font-face|https?:", CSS)
