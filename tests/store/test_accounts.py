"""Account numbers are masked in text, and nothing else is taken for one."""

import pytest

from blackstart.store.accounts import masked


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("GB29NWBK60161331926819", "GB** **** 6819"),
        (
            '{"pay":"GB29 NWBK 6016 1331 9268 19 or DE89370400440532013000"}',
            '{"pay":"GB** **** 6819 or DE** **** 3000"}',
        ),
        ("NO9386011117947", "NO** **** 7947"),
        ("MT84MALT011000012345MTLCAST001S", "MT** **** 001S"),
        ("in/GB29NWBK60161331926819.xml", "in/GB** **** 6819.xml"),
    ],
)
def test_an_iban_is_masked(text: str, kept: str) -> None:
    """Of an IBAN, with or without blanks, country and last four characters are left."""
    assert masked(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "GB29NWBK60161331926818",
        "GB** **** 6819",
        "SA12A1234567890AB",
        "PAY-0123456789abcdef0123",
        "",
    ],
    ids=["wrong check digits", "a mask", "a VIN", "an id of ours", "nothing"],
)
def test_what_is_no_iban_stays(text: str) -> None:
    """Everything else stays as it is."""
    assert masked(text) == text
