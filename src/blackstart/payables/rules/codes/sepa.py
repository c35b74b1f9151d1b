"""The word that marks a creditor reference for SEPA direct debits (BT-90).

As EN 16931 takes it, rules 1.3.16 of April 2026.
"""

CODES = tuple(
    """
    SEPA
    """.split()
)
