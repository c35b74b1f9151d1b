"""UN/CEFACT UNTDID 4451, text subject codes that only CII knows (BT-21).

As EN 16931 takes it, rules 1.3.16 of April 2026.
"""

CODES = tuple(
    """
    BAT BAU BAV BAW BAX BAY BAZ BBA BBB BMF BMG BMH CCJ CCK CCL CCM CCN CCO
    """.split()
)
