"""UN/CEFACT UNTDID 5189, allowance identification codes (BT-98, BT-140).

As EN 16931 takes it, rules 1.3.16 of April 2026.
"""

CODES = tuple(
    """
    100 102 103 104 105 41 42 60 62 63 64 65 66 67 68 70 71 88 95
    """.split()
)
