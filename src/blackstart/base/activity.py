"""The names of what the firm must be able to do (ISO 22301: prioritised activities)."""

INVOICING = "invoicing"
PAYING = "paying"
PARTS = "parts"
WHOLESALE = "wholesale"
REGISTRATION = "registration"

DESKS = (INVOICING, PAYING, PARTS, WHOLESALE, REGISTRATION)


def building(line: str) -> str:
    """Name the activity of building on one plant line."""
    return f"build:{line}"
