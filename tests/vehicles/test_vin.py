"""What a VIN tells, and that a wrong check digit refuses no car."""

import re

import pytest

from blackstart.vehicles.vin import VIN_FORMAT, maker


@pytest.mark.parametrize(
    ("vin", "make"),
    [
        ("SALWA2BX000000001", "Land Rover"),
        ("SAJBB4AX8KA123456", "Jaguar"),
        ("SADCA2AX8KA123456", "Jaguar"),
        ("WBA00000000000000", "unknown maker"),
    ],
)
def test_the_first_three_characters_name_the_maker(vin: str, make: str) -> None:
    """SAL is Land Rover, SAJ and SAD are Jaguar; others are unknown, not refused."""
    assert re.fullmatch(VIN_FORMAT, vin)
    assert maker(vin) == make


@pytest.mark.parametrize(
    "text", ["SALWA2BX00000001", "SALWA2BX0000000012", "SALWA2BXI00000001", "salwa2bx000000001", ""]
)
def test_what_is_no_vin(text: str) -> None:
    """17 characters, capitals and digits, without I, O and Q (ISO 3779)."""
    assert not re.fullmatch(VIN_FORMAT, text)


@pytest.mark.parametrize("digit", "0123456789X")
def test_any_check_digit_will_do(digit: str) -> None:
    """The ninth character is a check digit in America only."""
    assert re.fullmatch(VIN_FORMAT, f"SALWA2BX{digit}00000001")
