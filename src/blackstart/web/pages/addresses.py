"""Where the pages of the restart are."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from markupsafe import Markup

RESTART = "/restart"
MAP = "/restart/map"
WHY = "/restart/why"
WHAT_IF = "/restart/what-if"
MOVED = "/restart/moved"


def gate_address(service: str, gate: str) -> str:
    """Give the address of a gate's page."""
    return f"{RESTART}/{quote(service, safe='')}/{quote(gate)}"


def map_address(service: str) -> str:
    """Give the address of the map around one service."""
    return f"{MAP}/{quote(service, safe='')}"


def why_address(service: str) -> str:
    """Give the address of the page that explains a service's place in the plan."""
    return with_query(WHY, service=service)


def with_query(address: str, **query: str | int | None) -> str:
    """Add what was chosen to an address; what is empty is left out."""
    chosen = urlencode({name: value for name, value in query.items() if value})
    return f"{address}?{chosen}" if chosen else address


def with_asks(address: str, asks: Sequence[str]) -> str:
    """Add questions to an address, in their order."""
    return f"{address}?{urlencode([('ask', ask) for ask in asks])}" if asks else address


def link(address: str, words: str) -> Markup:
    """Write a link; address and words are escaped."""
    return Markup('<a href="{}">{}</a>').format(address, words)
