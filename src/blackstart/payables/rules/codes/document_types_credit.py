"""UN/CEFACT UNTDID 1001, document name codes: credit notes (BT-3).

As EN 16931 takes it, rules 1.3.16 of April 2026.
"""

CODES = tuple(
    """
    261 262 296 308 381 396 420 458 502 503 532 81 83
    """.split()
)
