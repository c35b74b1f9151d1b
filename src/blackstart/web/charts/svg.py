"""Writing SVG: every text is escaped, nothing carries a style of its own (the CSP forbids it)."""

from markupsafe import Markup, escape

Attribute = str | int | float

# Names that SVG writes with a capital or that Python keeps for itself; others get hyphens.
_SPELT = {"viewBox": "viewBox", "class_": "class"}


def tag(name: str, /, *children: str | Markup, **attributes: Attribute) -> Markup:
    """Write an element.

    Args:
        name: name of the element.
        children: its content; plain text is escaped, markup is not.
        attributes: `class_` becomes class, underscores become hyphens; numbers are rounded to a
            tenth of a pixel.
    """
    written = "".join(
        f' {_SPELT.get(key) or key.replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    inside = "".join(escape(child) for child in children)
    return Markup(f"<{name}{written}>{inside}</{name}>")  # noqa: S704 - every part is escaped above


def figure(title: str, description: str, width: int, height: float, *parts: Markup) -> Markup:
    """Write a whole drawing that a screen reader can announce.

    Args:
        title: what it shows.
        description: what can be read off it, in a sentence.
        width: of the drawing, in pixels at its natural size.
        height: likewise.
        parts: what is drawn, back to front.
    """
    return tag(
        "svg",
        tag("title", title),
        tag("desc", description),
        *parts,
        viewBox=f"0 0 {width} {height:.0f}",
        role="img",
        class_="chart",
    )


def place(number: float) -> str:
    """Write a place on the paper, rounded to a tenth of a pixel and without a useless ".0"."""
    return f"{number:.1f}".removesuffix(".0")


def short(label: str, letters_max: int) -> str:
    """Cut a label that is too long; the table beside the drawing has it whole."""
    return label if len(label) <= letters_max else f"{label[: letters_max - 1].rstrip()}…"


def _value(value: Attribute) -> str:
    return str(escape(place(value) if isinstance(value, float) else value))
