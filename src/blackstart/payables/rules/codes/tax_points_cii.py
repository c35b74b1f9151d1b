"""UN/CEFACT UNTDID 2475, when VAT falls due (BT-8), as CII writes it.

As EN 16931 takes it, rules 1.3.16 of April 2026.
"""

CODES = tuple(
    """
    29 5 72
    """.split()
)
