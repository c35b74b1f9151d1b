"""The vehicle identification number: 17 characters that name a car for ever.

Nothing beyond the format is ever a reason to refuse a car: the check digit is an American rule
that European cars need not keep, and the model year's letter comes back every 30 years.
Source: ISO 3779 (the number), ISO 3780 (the world manufacturer identifier, WMI).
"""

VIN_FORMAT = r"^[A-HJ-NPR-Z0-9]{17}$"

# Identifiers of the public reference case; others are counted as unknown, never refused.
MAKERS = {"SAD": "Jaguar", "SAJ": "Jaguar", "SAL": "Land Rover"}
UNKNOWN_MAKER = "unknown maker"


def maker(vin: str) -> str:
    """Name who built a car, from the first three characters of its VIN.

    Args:
        vin: a VIN in ISO 3779's format.

    Returns:
        The make, or "unknown maker" where the identifier is not in our small table.
    """
    return MAKERS.get(vin[:3], UNKNOWN_MAKER)
