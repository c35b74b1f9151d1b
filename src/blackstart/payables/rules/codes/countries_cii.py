"""ISO 3166-1.

Alpha-2 country codes that only the CII rules know: the former Netherlands Antilles. As EN 16931
takes it, rules 1.3.16 of April 2026.
"""

CODES = tuple(
    """
    AN
    """.split()
)
