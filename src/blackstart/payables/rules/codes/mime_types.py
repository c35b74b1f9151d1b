"""IANA media types of attachments (BT-125).

As EN 16931 takes it, rules 1.3.16 of April 2026.
"""

CODES = tuple(
    """
    application/pdf application/vnd.oasis.opendocument.spreadsheet
    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet image/jpeg image/png
    text/csv
    """.split()
)
