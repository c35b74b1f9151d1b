"""What is to be typed looks like what is typed."""

import re

from markupsafe import Markup, escape

_TYPED = re.compile(r"`([^`]+)`")


def code(sentence: str) -> Markup:
    """Write a sentence as HTML, with what stands between backticks as code.

    Args:
        sentence: plain text; it is escaped before anything else.
    """
    return Markup(_TYPED.sub(r"<code>\1</code>", str(escape(sentence))))  # noqa: S704 - escaped first
