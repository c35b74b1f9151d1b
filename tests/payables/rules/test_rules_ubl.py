"""The rules on UBL invoices: a valid invoice of our own, and one change that breaks each rule."""

import pytest

from tests.payables.rules.invoices import UBL, change, decided, found

_FACTOR = "<cac:PartyName><cbc:Name>Factor Ltd</cbc:Name></cac:PartyName>"
_AGENT = "<cac:PartyName><cbc:Name>Agent Ltd</cbc:Name></cac:PartyName>"
_GB = "<cbc:IdentificationCode>GB</cbc:IdentificationCode>"
_LINE_CATEGORY = "<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent>"
_ALLOWANCE = '<cbc:Amount currencyID="GBP">10.00</cbc:Amount>'
_REASON = "<cbc:AllowanceChargeReason>Discount</cbc:AllowanceChargeReason>"
_TOTAL = '<cbc:TaxAmount currencyID="GBP">40.00</cbc:TaxAmount>\n    <cac:TaxSubtotal>'
_SPLIT = '<cbc:TaxAmount currencyID="GBP">40.00</cbc:TaxAmount>\n      <cac:TaxCategory>'

# What is changed in the valid invoice, and a rule that this breaks, among others perhaps.
CHANGES = (
    ("BR-01", "urn:cen.eu:en16931:2017", " "),
    ("BR-02", "<cbc:ID>R-17</cbc:ID>", ""),
    ("BR-03", "2025-09-01", "\t\n"),
    ("BR-04", "<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", ""),
    ("BR-05", ">GBP<", "><"),
    ("BR-06", ">Brackets Ltd<", "> <"),
    ("BR-07", ">Cars plc<", "><"),
    ("BR-09", _GB, ""),
    ("BR-12", '<cbc:LineExtensionAmount currencyID="GBP">205.00</cbc:LineExtensionAmount>', ""),
    ("BR-17", "Factor Ltd", "Brackets"),
    ("BR-18", "Agent Ltd", " "),
    ("BR-20", ">IE<", "> <"),
    ("BR-21", "<cac:InvoiceLine><cbc:ID>1</cbc:ID>", "<cac:InvoiceLine>"),
    ("BR-23", ' unitCode="C62"', ""),
    ("BR-25", "<cbc:Name>Bracket</cbc:Name>", ""),
    ("BR-27", ">2.05<", ">-2.05<"),
    ("BR-28", ">2.055<", ">-2.055<"),
    ("BR-29", "2025-08-31", "2025-07-31"),
    ("BR-31", _ALLOWANCE, ""),
    (
        "BR-32",
        "<cbc:ID>VAT</cbc:ID></cac:TaxScheme>\n    </cac:TaxCategory>",
        "</cac:TaxScheme></cac:TaxCategory>",
    ),
    ("BR-33", _REASON, ""),
    ("BR-CO-21", _REASON, ""),
    ("BR-42", "<cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>", ""),
    ("BR-46", _SPLIT, "<cac:TaxCategory>"),
    ("BR-49", "<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>", ""),
    ("BR-50", ">GB33BUKB20201555555555<", "> <"),
    ("BR-52", "<cbc:ID>TS-1</cbc:ID>", ""),
    (
        "BR-53",
        "<cac:InvoicePeriod>",
        "<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode><cac:InvoicePeriod>",
    ),
    ("BR-54", "<cbc:Value>grey</cbc:Value>", ""),
    ("BR-55", "<cbc:ID>R-16</cbc:ID>", ""),
    ("BR-61", "<cbc:ID>GB33BUKB20201555555555</cbc:ID>", ""),
    ("BR-62", ' schemeID="0088">5', ">5"),
    ("BR-64", ' schemeID="0160"', ""),
    ("BR-65", ' listID="STI"', ""),
    ("BR-CO-09", "GB123456789", "//123456789"),
    (
        "BR-CO-10",
        '<cbc:LineExtensionAmount currencyID="GBP">205.00',
        '<cbc:LineExtensionAmount currencyID="GBP">205.01',
    ),
    ("BR-CO-11", ">10.00</cbc:AllowanceTotal", ">11.00</cbc:AllowanceTotal"),
    ("BR-CO-12", ">5.00</cbc:ChargeTotal", ">4.00</cbc:ChargeTotal"),
    ("BR-CO-13", ">200.00</cbc:TaxExclusive", ">200.01</cbc:TaxExclusive"),
    ("BR-CO-14", _TOTAL, _TOTAL.replace("40", "41")),
    ("BR-CO-15", ">240.00<", ">240.01<"),
    ("BR-CO-15", _TOTAL, _TOTAL.replace("GBP", "EUR")),
    ("BR-CO-16", ">220.01<", ">220.00<"),
    ("BR-CO-17", _SPLIT, _SPLIT.replace("40.00", "41.00")),
    (
        "BR-CO-19",
        "<cbc:StartDate>2025-08-01</cbc:StartDate><cbc:EndDate>2025-08-31</cbc:EndDate>",
        "",
    ),
    (
        "BR-CO-20",
        "<cac:InvoicePeriod><cbc:StartDate>2025-08-01</cbc:StartDate>",
        "<cac:InvoicePeriod>",
    ),
    ("BR-DEC-01", ">10.00</cbc:Amount>", ">10.000</cbc:Amount>"),
    ("UBL-DT-01", ">10.00</cbc:Amount>", ">10.000</cbc:Amount>"),
    ("UBL-DT-06", ' mimeCode="text/csv"', ""),
    ("UBL-DT-07", ' filename="times.csv"', ""),
    (
        "UBL-SR-08",
        "<cac:BillingReference>",
        "<cac:InvoicePeriod><cbc:StartDate>2025-08-01</cbc:StartDate></cac:InvoicePeriod><cac:BillingReference>",
    ),
    ("UBL-SR-19", "Factor Ltd", "Brackets Ltd"),
    ("UBL-SR-19", _FACTOR, _FACTOR + _FACTOR),
    ("UBL-SR-22", _AGENT, _AGENT + _AGENT),
    ("UBL-SR-30", _REASON, _REASON + _REASON),
    ("UBL-SR-43", "<cbc:ID>TS-1</cbc:ID>", '<cbc:ID schemeID="AAA">TS-1</cbc:ID>'),
    (
        "UBL-SR-47",
        "<cac:AllowanceCharge>",
        "<cac:PaymentMeans><cbc:PaymentMeansCode>31</cbc:PaymentMeansCode></cac:PaymentMeans><cac:AllowanceCharge>",
    ),
    (
        "UBL-SR-48",
        "<cac:AdditionalItemProperty>",
        "<cac:ClassifiedTaxCategory/><cac:AdditionalItemProperty>",
    ),
    ("UBL-SR-53", "<cbc:CompanyID>IE1234567T</cbc:CompanyID>", ""),
    ("BR-CL-01", ">380<", ">381<"),
    ("BR-CL-03", _ALLOWANCE, _ALLOWANCE.replace("GBP", "G P")),
    ("BR-CL-03", _ALLOWANCE, "<cbc:Amount>10.00</cbc:Amount>"),
    ("BR-CL-04", ">GBP<", ">gbp<"),
    ("BR-CL-08", "#AAI#", "#???#"),
    ("BR-CL-10", '<cbc:ID schemeID="0088">', '<cbc:ID schemeID="9999">'),
    ("BR-CL-14", _GB, _GB.replace("GB", "UK")),
    ("BR-CL-16", ">30<", ">0<"),
    ("BR-CL-18", _LINE_CATEGORY, _LINE_CATEGORY.replace(">S<", ">s<")),
    ("BR-CL-19", ">95<", ">FC<"),
    ("BR-CL-20", ">FC<", ">95<"),
    ("BR-CL-23", "C62", "pieces"),
    ("BR-CL-24", "text/csv", "text/html"),
    ("BR-CL-25", 'EndpointID schemeID="0088"', 'EndpointID schemeID="GLN"'),
    ("BR-Z-01", _LINE_CATEGORY, _LINE_CATEGORY.replace(">S<", ">Z<")),
    ("BR-S-05", _LINE_CATEGORY, _LINE_CATEGORY.replace("20", "0")),
    ("BR-S-08", ">200.00</cbc:Taxable", ">198.50</cbc:Taxable"),
    (
        "BR-S-10",
        "<cbc:Percent>20</cbc:Percent>\n        <cac",
        "<cbc:Percent>20</cbc:Percent><cbc:TaxExemptionReason>no</cbc:TaxExemptionReason><cac",
    ),
    ("BR-Z-05", _LINE_CATEGORY, _LINE_CATEGORY.replace(">S<", ">Z<")),
    ("BR-AE-02", _LINE_CATEGORY, _LINE_CATEGORY.replace(">S<", ">AE<")),
    ("BR-O-02", _LINE_CATEGORY, _LINE_CATEGORY.replace(">S<", ">O<")),
    ("BR-O-05", _LINE_CATEGORY, _LINE_CATEGORY.replace(">S<", ">O<")),
    ("BR-AF-01", _LINE_CATEGORY, _LINE_CATEGORY.replace(">S<", ">L<")),
    ("BR-B-01", _LINE_CATEGORY, _LINE_CATEGORY.replace(">S<", ">B<")),
)
# Changes that the official sheet stops on, or that nothing in it judges: a person is asked.
HELD = (
    ("BS-EN-001", ">220.01<", ">due soon<"),
    ("BS-EN-001", ">220.01<", ">1e3<"),
    (
        "BS-EN-002",
        "<cbc:Percent>20</cbc:Percent>\n        <cac",
        "<cbc:Percent>20 %</cbc:Percent><cac",
    ),
    ("BS-EN-003", _LINE_CATEGORY, _LINE_CATEGORY.replace("20", "twenty")),
    ("BS-EN-004", ">false<", ">no<"),
    ("BS-EN-005", "<cbc:ID>R-17</cbc:ID>", "<cbc:ID>R-17</cbc:ID><cbc:ID>R-18</cbc:ID>"),
    ("BS-EN-006", ">2.05<", "> <"),
    ("BS-EN-007", "2025-08-31", "31 August"),
    ("BS-EN-008", "<cac:InvoiceLine>", "<cac:LegalMonetaryTotal/><cac:InvoiceLine>"),
)
# Changes that break nothing.
FINE = (
    ("blanks around a code", ">380<", "> 380\n<"),
    ("a tax of half a penny is rounded up", ">240.00<", ">240.000<"),
    ("a price below a penny", ">2.05<", ">0.000000000001<"),
    ("a taxable amount less than one pound away", ">200.00</cbc:Taxable", ">199.01</cbc:Taxable"),
    (
        "a creditor reference beside a VAT number",
        '<cbc:ID schemeID="0088"',
        '<cbc:ID schemeID="SEPA"',
    ),
    ("a later day", "2025-08-31", "2025-09-30Z"),
)


def test_a_valid_invoice_breaks_nothing() -> None:
    """The invoice that all tests change is valid."""
    assert found(UBL) == {}
    assert decided(UBL) == "accepted"


@pytest.mark.parametrize(("rule", "old", "new"), CHANGES)
def test_a_broken_rule_refuses(rule: str, old: str, new: str) -> None:
    """One change breaks the rule, and the document is refused."""
    changed = change(UBL, (old, new))
    assert rule in found(changed)
    assert decided(changed) == "refused"


@pytest.mark.parametrize(("rule", "old", "new"), HELD)
def test_what_cannot_be_judged_is_held(rule: str, old: str, new: str) -> None:
    """A damaged or repeated value is shown to a person and stops no other check."""
    assert rule in found(change(UBL, (old, new)))


@pytest.mark.parametrize(("what", "old", "new"), FINE)
def test_harmless_changes_break_nothing(what: str, old: str, new: str) -> None:
    """The rules are as lenient as the standard is."""
    assert {
        rule for rule in found(change(UBL, (old, new))) if not rule.startswith(("BR-DEC", "UBL-DT"))
    } == set(), what


def test_a_finding_for_each_place() -> None:
    """A rule that fails in three addresses counts three."""
    assert found(UBL.replace(">GB<", ">UK<"))["BR-CL-14"] == 3


def test_what_stands_in_the_wrong_place_is_still_judged() -> None:
    """An element that nobody expects hides nothing that is in it."""
    line = "<cac:SubInvoiceLine><cac:Item><cac:ClassifiedTaxCategory><cbc:ID>?</cbc:ID>"
    line += "</cac:ClassifiedTaxCategory></cac:Item></cac:SubInvoiceLine><cac:Price>"
    extra = "<cbc:RoundingAmount>1.234</cbc:RoundingAmount><cac:LegalMonetaryTotal>"
    changed = change(UBL, ("<cac:Price>", line), ("<cac:LegalMonetaryTotal>", extra))
    assert {"BR-CL-18", "UBL-DT-01"} <= set(found(changed))


@pytest.mark.parametrize(
    ("net", "taxable", "right"),
    [("262.61", "256.61", True), ("206.00", "200.00", False), ("204.00", "200.00", False)],
)
def test_exactly_one_pound_apart(net: str, taxable: str, *, right: bool) -> None:
    """What binary floating point loses when one is added decides, as in the official rule."""
    pairs = (
        (">200.00</cbc:Taxable", f">{taxable}</cbc:Taxable"),
        (
            "205.00</cbc:LineExtensionAmount>\n    <cac",
            f"{net}</cbc:LineExtensionAmount>\n    <cac",
        ),
    )
    assert ("BR-S-08" not in found(change(UBL, *pairs))) is right
