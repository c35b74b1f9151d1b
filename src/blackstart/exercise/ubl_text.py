"""Writes invoices and credit notes as UBL 2.1, the way XRechnung and Peppol BIS ask for them.

Source: EN 16931-3-2 (syntax binding to UBL 2.1). Written by hand rather than by the product's own
writers, so that reader and writer cannot share a mistake.
"""

from xml.sax.saxutils import escape

from blackstart.exercise.bill import CREDIT_NOTE, Bill, BillLine, Seller, minor, price, quantity

_NAMESPACES = (
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"'
    ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
)
_REVERSE_CHARGE = "<cbc:TaxExemptionReason>Reverse charge</cbc:TaxExemptionReason>"
_PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"


def render(bill: Bill) -> bytes:
    """Write a bill as a UBL document in UTF-8."""
    credit = bill.kind == CREDIT_NOTE
    root = "CreditNote" if credit else "Invoice"
    due = "" if credit else f"<cbc:DueDate>{bill.due_on}</cbc:DueDate>\n"
    code = 381 if credit else 380
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2" {_NAMESPACES}>
<cbc:CustomizationID>{bill.specification}</cbc:CustomizationID>
<cbc:ProfileID>{_PROFILE}</cbc:ProfileID>
<cbc:ID>{escape(bill.number)}</cbc:ID>
<cbc:IssueDate>{bill.issued_on}</cbc:IssueDate>
{due}<cbc:{root}TypeCode>{code}</cbc:{root}TypeCode>
<cbc:Note>EXERCISE. This document is made up; nobody delivered and nobody owes.</cbc:Note>
<cbc:DocumentCurrencyCode>{bill.currency}</cbc:DocumentCurrencyCode>
<cac:OrderReference><cbc:ID>{bill.order_no}</cbc:ID></cac:OrderReference>
<cac:ReceiptDocumentReference><cbc:ID>{bill.receipt_no}</cbc:ID></cac:ReceiptDocumentReference>
<cac:AccountingSupplierParty>
{_seller(bill.seller)}
</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty>
<cac:Party>
<cac:PostalAddress>
<cbc:StreetName>Exercise Road 1</cbc:StreetName>
<cbc:CityName>Coventry</cbc:CityName>
<cac:Country><cbc:IdentificationCode>GB</cbc:IdentificationCode></cac:Country>
</cac:PostalAddress>
{_registered(bill.buyer_vat, "VAT")}<cac:PartyLegalEntity>
<cbc:RegistrationName>{escape(bill.buyer)}</cbc:RegistrationName>
</cac:PartyLegalEntity>
</cac:Party>
</cac:AccountingCustomerParty>
<cac:Delivery><cbc:ActualDeliveryDate>{bill.delivered_on}</cbc:ActualDeliveryDate></cac:Delivery>
{_payment(bill)}<cac:PaymentTerms>
<cbc:Note>Net {(bill.due_on - bill.issued_on).days} days.</cbc:Note>
</cac:PaymentTerms>
{_totals(bill)}
{"".join(_line(place, line, bill) for place, line in enumerate(bill.lines, start=1))}</{root}>
""".encode()


def _seller(seller: Seller) -> str:
    identifier = _within("cac:PartyIdentification", "cbc:ID", seller.identifier)
    tax = _registered(seller.vat, "VAT") if seller.vat else _registered(seller.registration, "TAX")
    return f"""<cac:Party>
{identifier}<cac:PartyName><cbc:Name>{escape(seller.name)}</cbc:Name></cac:PartyName>
<cac:PostalAddress>
<cbc:StreetName>{escape(seller.street)}</cbc:StreetName>
<cbc:CityName>{escape(seller.town)}</cbc:CityName>
<cac:Country><cbc:IdentificationCode>{seller.country}</cbc:IdentificationCode></cac:Country>
</cac:PostalAddress>
{tax}<cac:PartyLegalEntity>
<cbc:RegistrationName>{escape(seller.name)}</cbc:RegistrationName>
<cbc:CompanyID>{seller.registration}</cbc:CompanyID>
</cac:PartyLegalEntity>
<cac:Contact>
<cbc:Name>{escape(seller.contact)}</cbc:Name>
<cbc:ElectronicMail>accounts@supplier.example</cbc:ElectronicMail>
</cac:Contact>
</cac:Party>"""


def _registered(number: str, scheme: str) -> str:
    """Write a registration for a tax: for VAT (BT-31, BT-48), or a local one (BT-32)."""
    return f"""<cac:PartyTaxScheme>
<cbc:CompanyID>{number}</cbc:CompanyID>
<cac:TaxScheme><cbc:ID>{scheme}</cbc:ID></cac:TaxScheme>
</cac:PartyTaxScheme>
"""


def _within(outer: str, inner: str, text: str) -> str:
    return f"<{outer}><{inner}>{escape(text)}</{inner}></{outer}>\n" if text else ""


def _payment(bill: Bill) -> str:
    due = f"<cbc:PaymentDueDate>{bill.due_on}</cbc:PaymentDueDate>\n"
    return f"""<cac:PaymentMeans>
<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
{due if bill.kind == CREDIT_NOTE else ""}<cbc:PaymentID>{escape(bill.number)}</cbc:PaymentID>
<cac:PayeeFinancialAccount>
<cbc:ID>{bill.seller.account}</cbc:ID>
<cbc:Name>{escape(bill.seller.name)}</cbc:Name>
<cac:FinancialInstitutionBranch><cbc:ID>{bill.seller.bic}</cbc:ID></cac:FinancialInstitutionBranch>
</cac:PayeeFinancialAccount>
</cac:PaymentMeans>
"""


def _amount(name: str, amount: int, currency: str) -> str:
    return f'<cbc:{name} currencyID="{currency}">{minor(amount)}</cbc:{name}>\n'


def _category(bill: Bill, tag: str) -> str:
    return (
        f"<cac:{tag}><cbc:ID>{bill.tax_category}</cbc:ID>"
        f"<cbc:Percent>{bill.tax_percent}</cbc:Percent>%s"
        f"<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:{tag}>\n"
    )


def _totals(bill: Bill) -> str:
    reason = "" if bill.tax_percent else _REVERSE_CHARGE
    currency = bill.currency
    tax = _amount("TaxAmount", bill.tax_minor, currency)
    return f"""<cac:TaxTotal>
{tax}<cac:TaxSubtotal>
{_amount("TaxableAmount", bill.net_minor, currency)}{tax}\
{_category(bill, "TaxCategory") % reason}</cac:TaxSubtotal>
</cac:TaxTotal>
<cac:LegalMonetaryTotal>
{_amount("LineExtensionAmount", bill.net_minor, currency)}\
{_amount("TaxExclusiveAmount", bill.net_minor, currency)}\
{_amount("TaxInclusiveAmount", bill.gross_minor, currency)}\
{_amount("PayableAmount", bill.gross_minor, currency)}</cac:LegalMonetaryTotal>"""


def _line(place: int, line: BillLine, bill: Bill) -> str:
    tag, counted = (
        ("CreditNoteLine", "CreditedQuantity")
        if bill.kind == CREDIT_NOTE
        else ("InvoiceLine", "InvoicedQuantity")
    )
    return f"""<cac:{tag}>
<cbc:ID>{place}</cbc:ID>
<cbc:{counted} unitCode="{line.unit}">{quantity(line.quantity_milli)}</cbc:{counted}>
{_amount("LineExtensionAmount", line.net_minor, bill.currency)}\
<cac:OrderLineReference><cbc:LineID>{line.order_line}</cbc:LineID></cac:OrderLineReference>
<cac:Item>
<cbc:Description>{escape(line.description)}, delivered with {bill.receipt_no}</cbc:Description>
<cbc:Name>{escape(line.description)}</cbc:Name>
<cac:BuyersItemIdentification><cbc:ID>{line.part}</cbc:ID></cac:BuyersItemIdentification>
<cac:OriginCountry>
<cbc:IdentificationCode>{bill.seller.country}</cbc:IdentificationCode>
</cac:OriginCountry>
{_category(bill, "ClassifiedTaxCategory") % ""}</cac:Item>
<cac:Price>
<cbc:PriceAmount currencyID="{bill.currency}">{price(line.price_e4)}</cbc:PriceAmount>
<cbc:BaseQuantity unitCode="{line.unit}">1</cbc:BaseQuantity>
</cac:Price>
</cac:{tag}>
"""
