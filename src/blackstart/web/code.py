"""What is to be typed looks like what is typed; what has a page is a link to it."""

import re

from markupsafe import Markup, escape

_INVOICE = re.compile(r"\bI-[0-9a-f]{20}(?:-\d+)?\b")
_TYPED = re.compile(r"`([^`]+)`")


def code(sentence: str) -> Markup:
    """Write a sentence as HTML, with what stands between backticks as code.

    Args:
        sentence: plain text; it is escaped before anything else.
    """
    return Markup(_TYPED.sub(r"<code>\1</code>", str(escape(sentence))))  # noqa: S704 - escaped first


def linked(sentence: str) -> Markup:
    """Write a sentence as HTML, with each id of an invoice as a link to its page.

    Args:
        sentence: plain text; it is escaped before anything else.
    """
    text = str(escape(sentence))
    return Markup(_INVOICE.sub(r'<a href="/invoices/\g<0>">\g<0></a>', text))  # noqa: S704 - escaped first
