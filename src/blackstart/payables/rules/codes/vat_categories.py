"""UN/CEFACT UNTDID 5305, duty or tax or fee category codes (BT-118, BT-151).

As EN 16931 takes it, rules 1.3.16 of April 2026.
"""

CODES = tuple(
    """
    AE B E G K L M O S Z
    """.split()
)
