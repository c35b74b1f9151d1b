"""UN/CEFACT UNTDID 2005, when VAT falls due (BT-8), as UBL writes it.

As EN 16931 takes it, rules 1.3.16 of April 2026.
"""

CODES = tuple(
    """
    3 35 432
    """.split()
)
