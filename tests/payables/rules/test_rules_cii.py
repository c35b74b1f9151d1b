"""The rules on CII invoices: a valid invoice of our own, and one change that breaks each rule."""

import pytest

from tests.payables.rules.invoices import CII, change, decided, found

_SPLIT = "<ram:CategoryCode>S</ram:CategoryCode>\n        <ram:Rate"
_LINE_CODE = "<ram:CategoryCode>S</ram:CategoryCode>\n          <ram:Rate"
_VAT_ID = '<ram:ID schemeID="VA">GB123456789</ram:ID>'
_PERIOD = "<ram:BillingSpecifiedPeriod>"
_SETTLEMENT = "<ram:ApplicableHeaderTradeSettlement>"
_PAYEE = "<ram:PayeeTradeParty><ram:Name>{}</ram:Name></ram:PayeeTradeParty>"
_CHARGE = (
    "<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>{}</udt:Indicator>"
    "</ram:ChargeIndicator><ram:ActualAmount>1.00</ram:ActualAmount>{}"
    "</ram:SpecifiedTradeAllowanceCharge>"
)
_REFERENCE = (
    "<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>A</ram:IssuerAssignedID>{}"
    "</ram:AdditionalReferencedDocument>"
)


CHANGES = (
    ("BR-03", ' format="102">20250901', ">20250901"),
    ("BR-09", "<ram:CountryID>GB</ram:CountryID>", ""),
    ("BR-17", _SETTLEMENT, _SETTLEMENT + _PAYEE.format("Brackets Ltd")),
    ("BR-29", "20250831", "20250731"),
    (
        "BR-31",
        _PERIOD,
        _CHARGE.format("false", "").replace("<ram:ActualAmount>1.00</ram:ActualAmount>", "")
        + _PERIOD,
    ),
    ("BR-32", _PERIOD, _CHARGE.format("false", "") + _PERIOD),
    ("BR-37", _PERIOD, _CHARGE.format("true", "") + _PERIOD),
    ("BR-45", "<ram:BasisAmount>205.00</ram:BasisAmount>", ""),
    ("BR-50", ">GB33BUKB20201555555555<", "> <"),
    (
        "BR-51",
        "<ram:PayeePartyCreditorFinancialAccount>",
        "<ram:ApplicableTradeSettlementFinancialCard><ram:ID>1234567890123456</ram:ID></ram:ApplicableTradeSettlementFinancialCard><ram:PayeePartyCreditorFinancialAccount>",
    ),
    (
        "BR-53",
        "<ram:InvoiceCurrencyCode>",
        "<ram:TaxCurrencyCode>EUR</ram:TaxCurrencyCode><ram:InvoiceCurrencyCode>",
    ),
    ("BR-64", ' schemeID="0160"', ""),
    (
        "BR-CO-03",
        _PERIOD,
        "<ram:ApplicableTradeTax><ram:TaxPointDate/><ram:DueDateTypeCode>5</ram:DueDateTypeCode></ram:ApplicableTradeTax>"
        + _PERIOD,
    ),
    ("BR-CO-09", "GB123456789", "UK123456789"),
    ("BR-CO-10", "<ram:LineTotalAmount>205.00", "<ram:LineTotalAmount>204.00"),
    ("BR-CO-13", "<ram:TaxBasisTotalAmount>205", "<ram:TaxBasisTotalAmount>206"),
    (
        "BR-CO-14",
        '<ram:TaxTotalAmount currencyID="GBP">41',
        '<ram:TaxTotalAmount currencyID="GBP">42',
    ),
    ("BR-CO-15", ">246.00</ram:Grand", ">247.00</ram:Grand"),
    ("BR-CO-16", ">246.00</ram:Due", ">245.00</ram:Due"),
    ("BR-CO-17", "<ram:CalculatedAmount>41.00", "<ram:CalculatedAmount>43.00"),
    ("BR-CO-26", _VAT_ID, ""),
    (
        "BR-DEC-13",
        '<ram:TaxTotalAmount currencyID="GBP">41.00',
        '<ram:TaxTotalAmount currencyID="GBP">41.001',
    ),
    ("BR-DEC-19", "<ram:BasisAmount>205.00", "<ram:BasisAmount>205.000"),
    ("BR-S-01", _SPLIT, _SPLIT.replace(">S<", ">Z<")),
    ("BR-S-02", _VAT_ID, ""),
    ("BR-S-08", "<ram:BasisAmount>205.00", "<ram:BasisAmount>205.01"),
    ("BR-S-09", "<ram:CalculatedAmount>41.00", "<ram:CalculatedAmount>42.00"),
    ("BR-Z-01", _SPLIT, _SPLIT.replace(">S<", ">Z<")),
    ("BR-Z-05", _LINE_CODE, _LINE_CODE.replace(">S<", ">Z<")),
    ("BR-AF-01", _LINE_CODE, _LINE_CODE.replace(">S<", ">L<")),
    ("BR-O-01", _SPLIT, _SPLIT.replace(">S<", ">O<")),
    ("BR-O-11", _SPLIT, _SPLIT.replace(">S<", ">O<")),
    ("BR-IC-12", _SPLIT, _SPLIT.replace(">S<", ">K<")),
    ("BR-B-01", _LINE_CODE, _LINE_CODE.replace(">S<", ">B<")),
    ("BR-CL-01", ">380<", ">381X<"),
    ("BR-CL-03", 'currencyID="GBP"', 'currencyID="STG"'),
    ("BR-CL-14", ">GB<", ">UK<"),
    (
        "BR-CL-18",
        _LINE_CODE,
        _LINE_CODE.replace(">S<", ">X<"),
    ),
    (
        "CII-SR-009",
        "<ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:Guide",
        (
            "</ram:GuidelineSpecifiedDocumentContextParameter>"
            "<ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn</ram:ID></ram:Guide"
        ),
    ),
    (
        "CII-SR-072",
        "<ram:Value>grey</ram:Value>",
        "<ram:Value>grey</ram:Value><ram:Value>red</ram:Value>",
    ),
    (
        "CII-SR-441",
        "<ram:ChargeAmount>2.05</ram:ChargeAmount>",
        "<ram:ChargeAmount>2.05</ram:ChargeAmount>" * 2,
    ),
    ("CII-SR-463", _PERIOD, "<ram:SpecifiedTradeAllowanceCharge/>" + _PERIOD),
    ("CII-SR-470", "<ram:IBANID>GB33BUKB20201555555555</ram:IBANID>", ""),
    (
        "CII-SR-487",
        "<ram:DuePayableAmount>246.00</ram:DuePayableAmount>",
        "<ram:DuePayableAmount>246.00</ram:DuePayableAmount>" * 2,
    ),
    ("CII-DT-005", "<ram:LineID>", '<ram:LineID schemeID="X">'),
    ("CII-DT-013", "<rsm:CrossIndustryInvoice ", '<rsm:CrossIndustryInvoice languageID="en" '),
    ("CII-DT-018", _SETTLEMENT, _SETTLEMENT + _REFERENCE.format("<ram:TypeCode>1</ram:TypeCode>")),
    ("CII-DT-031", "<ram:GrandTotalAmount>", '<ram:GrandTotalAmount currencyID="GBP">'),
    ("CII-DT-037", "<ram:TypeCode>VAT</ram:TypeCode>", "<ram:TypeCode>GST</ram:TypeCode>"),
    ("CII-DT-068", "<ram:StartDateTime>", "<ram:StartDateTime><udt:DateTime/>"),
    ("CII-DT-083", "<ram:CountryID>", "<ram:PostOfficeBox/><ram:CountryID>"),
    ("CII-DT-097", ">20250901<", ">20251301<"),
)
FINE = (
    (
        "an object of the invoice",
        _SETTLEMENT,
        _SETTLEMENT
        + _REFERENCE.format(
            "<ram:TypeCode>130</ram:TypeCode><ram:ReferenceTypeCode>AAA</ram:ReferenceTypeCode>"
        ),
    ),
    ("VAT exactly one pound away", "<ram:BasisAmount>205.00", "<ram:BasisAmount>205.0"),
    ("a payee of its own", _SETTLEMENT, _SETTLEMENT + _PAYEE.format("Factor Ltd")),
)


def test_a_valid_invoice_breaks_nothing() -> None:
    """The invoice that all tests change is valid."""
    assert found(CII) == {}
    assert decided(CII) == "accepted"


@pytest.mark.parametrize(("rule", "old", "new"), CHANGES)
def test_a_broken_rule_refuses(rule: str, old: str, new: str) -> None:
    """One change breaks the rule, and the document is refused."""
    changed = change(CII, (old, new))
    assert rule in found(changed)
    assert decided(changed) == "refused"


@pytest.mark.parametrize(("what", "old", "new"), FINE)
def test_harmless_changes_break_nothing(what: str, old: str, new: str) -> None:
    """The rules are as lenient as the standard is."""
    assert found(change(CII, (old, new))) == {}, what
