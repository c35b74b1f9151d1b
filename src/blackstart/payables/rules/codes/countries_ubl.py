"""ISO 3166-1, alpha-2 country codes that only the UBL rules know: South Sudan.

As EN 16931 takes it, rules 1.3.16 of April 2026.
"""

CODES = tuple(
    """
    SS
    """.split()
)
