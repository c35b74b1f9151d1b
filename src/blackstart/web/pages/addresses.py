"""Where the pages of the restart are."""

from urllib.parse import quote, urlencode

from markupsafe import Markup

RESTART = "/restart"
MAP = "/restart/map"


def gate_address(service: str, gate: str) -> str:
    """Give the address of a gate's page."""
    return f"{RESTART}/{quote(service, safe='')}/{quote(gate)}"


def map_address(service: str) -> str:
    """Give the address of the map around one service."""
    return f"{MAP}/{quote(service, safe='')}"


def with_query(address: str, **query: str | int | None) -> str:
    """Add what was chosen to an address; what is empty is left out."""
    chosen = urlencode({name: value for name, value in query.items() if value})
    return f"{address}?{chosen}" if chosen else address


def link(address: str, words: str) -> Markup:
    """Write a link; address and words are escaped."""
    return Markup('<a href="{}">{}</a>').format(address, words)
