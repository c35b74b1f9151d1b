"""Who the seller is."""

from typing import Any

import pytest

from blackstart.payables.supplier_id import identify
from tests.payables.made import firms, frame

FIRMS = firms(
    {"firm": "S1", "name": "Seat Works Ltd.", "vat_number": "GB 123"},
    {"firm": "S2", "name": "Glas GmbH", "vat_number": "DE9"},
    {"firm": "S3", "name": "GLAS GMBH", "vat_number": None},
    {"firm": "S4", "name": "Twin One", "vat_number": "GB5"},
    {"firm": "S5", "name": "Twin Two", "vat_number": "gb-5"},
)


@pytest.mark.parametrize(
    ("seller", "supplier"),
    [
        ({"seller_id": "S1"}, "S1"),
        ({"seller_id": " S1 "}, "S1"),
        ({"seller_id": "s1"}, None),
        ({"seller_id": "S1", "seller_vat": "DE9"}, "S1"),
        ({"seller_id": "other", "seller_vat": "gb123"}, "S1"),
        ({"seller_vat": "GB5"}, None),
        ({"seller_vat": "GB5", "seller_name": "Twin Two"}, "S5"),
        ({"seller_name": "SEAT WORKS, LTD"}, "S1"),
        ({"seller_name": "Seat Works"}, None),
        ({"seller_name": "Glas GmbH"}, None),
        ({"seller_name": " - "}, None),
        ({}, None),
    ],
)
def test_number_before_vat_before_name(seller: dict[str, Any], supplier: str | None) -> None:
    """What two firms share says nothing; similar is not equal."""
    said = {"seller_id": None, "seller_vat": None, "seller_name": None, **seller}
    assert identify(frame("invoices", said), FIRMS)["supplier"].to_list() == [supplier]


def test_the_order_of_the_invoices_stays() -> None:
    """One row an invoice, as they came."""
    papers = frame("invoices", *({"invoice": f"I-{n}", "seller_id": f"S{n}"} for n in (3, 1, 9)))
    assert identify(papers, FIRMS).rows() == [("I-3", "S3"), ("I-1", "S1"), ("I-9", None)]
