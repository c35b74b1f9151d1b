"""Prefixes of VAT identifiers that are no country codes: Greece.

As EN 16931 takes it, rules 1.3.16 of April 2026.
"""

CODES = tuple(
    """
    EL
    """.split()
)
