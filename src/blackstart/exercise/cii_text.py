"""Writes invoices and credit notes as Cross Industry Invoices (UN/CEFACT D16B), like ZUGFeRD 2.

Source: EN 16931-3-3 (syntax binding to CII).
"""

from datetime import date
from xml.sax.saxutils import escape

from blackstart.exercise.bill import CREDIT_NOTE, Bill, BillLine, Seller, minor, price, quantity

_STANDARD = "urn:un:unece:uncefact:data:standard"
_NAMESPACES = (
    f'xmlns:rsm="{_STANDARD}:CrossIndustryInvoice:100"'
    f' xmlns:ram="{_STANDARD}:ReusableAggregateBusinessInformationEntity:100"'
    f' xmlns:udt="{_STANDARD}:UnqualifiedDataType:100"'
)


def render(bill: Bill) -> bytes:
    """Write a bill as a CII document in UTF-8."""
    code = 381 if bill.kind == CREDIT_NOTE else 380
    lines = "".join(_line(place, line, bill) for place, line in enumerate(bill.lines, start=1))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice {_NAMESPACES}>
<rsm:ExchangedDocumentContext>
<ram:GuidelineSpecifiedDocumentContextParameter>
<ram:ID>{bill.specification}</ram:ID>
</ram:GuidelineSpecifiedDocumentContextParameter>
</rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument>
<ram:ID>{escape(bill.number)}</ram:ID>
<ram:TypeCode>{code}</ram:TypeCode>
<ram:IssueDateTime>{_day(bill.issued_on)}</ram:IssueDateTime>
<ram:IncludedNote>
<ram:Content>EXERCISE. This document is made up; nobody delivered and nobody owes.</ram:Content>
</ram:IncludedNote>
</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
{lines}<ram:ApplicableHeaderTradeAgreement>
{_seller(bill.seller)}<ram:BuyerTradeParty>
<ram:Name>{escape(bill.buyer)}</ram:Name>
<ram:PostalTradeAddress>
<ram:LineOne>Exercise Road 1</ram:LineOne>
<ram:CityName>Coventry</ram:CityName>
<ram:CountryID>GB</ram:CountryID>
</ram:PostalTradeAddress>
{_registered(bill.buyer_vat, "VA")}</ram:BuyerTradeParty>
<ram:BuyerOrderReferencedDocument>
<ram:IssuerAssignedID>{bill.order_no}</ram:IssuerAssignedID>
</ram:BuyerOrderReferencedDocument>
</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery>
<ram:ActualDeliverySupplyChainEvent>
<ram:OccurrenceDateTime>{_day(bill.delivered_on)}</ram:OccurrenceDateTime>
</ram:ActualDeliverySupplyChainEvent>
<ram:ReceivingAdviceReferencedDocument>
<ram:IssuerAssignedID>{bill.receipt_no}</ram:IssuerAssignedID>
</ram:ReceivingAdviceReferencedDocument>
</ram:ApplicableHeaderTradeDelivery>
{_settlement(bill)}</rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
""".encode()


def _day(day: date) -> str:
    return f'<udt:DateTimeString format="102">{day:%Y%m%d}</udt:DateTimeString>'


def _seller(seller: Seller) -> str:
    identifier = f"<ram:ID>{seller.identifier}</ram:ID>\n" if seller.identifier else ""
    tax = _registered(seller.vat, "VA") if seller.vat else _registered(seller.registration, "FC")
    return f"""<ram:SellerTradeParty>
{identifier}<ram:Name>{escape(seller.name)}</ram:Name>
<ram:SpecifiedLegalOrganization>
<ram:ID>{seller.registration}</ram:ID>
</ram:SpecifiedLegalOrganization>
<ram:DefinedTradeContact>
<ram:PersonName>{escape(seller.contact)}</ram:PersonName>
<ram:EmailURIUniversalCommunication>
<ram:URIID>accounts@supplier.example</ram:URIID>
</ram:EmailURIUniversalCommunication>
</ram:DefinedTradeContact>
<ram:PostalTradeAddress>
<ram:LineOne>{escape(seller.street)}</ram:LineOne>
<ram:CityName>{escape(seller.town)}</ram:CityName>
<ram:CountryID>{seller.country}</ram:CountryID>
</ram:PostalTradeAddress>
{tax}</ram:SellerTradeParty>
"""


def _registered(number: str, scheme: str) -> str:
    """Write a registration for a tax: for VAT (BT-31, BT-48), or a local one (BT-32)."""
    return f"""<ram:SpecifiedTaxRegistration>
<ram:ID schemeID="{scheme}">{number}</ram:ID>
</ram:SpecifiedTaxRegistration>
"""


def _settlement(bill: Bill) -> str:
    reason = (
        "" if bill.tax_percent else "<ram:ExemptionReason>Reverse charge</ram:ExemptionReason>\n"
    )
    return f"""<ram:ApplicableHeaderTradeSettlement>
<ram:PaymentReference>{escape(bill.number)}</ram:PaymentReference>
<ram:InvoiceCurrencyCode>{bill.currency}</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementPaymentMeans>
<ram:TypeCode>30</ram:TypeCode>
<ram:PayeePartyCreditorFinancialAccount>
<ram:IBANID>{bill.seller.account}</ram:IBANID>
<ram:AccountName>{escape(bill.seller.name)}</ram:AccountName>
</ram:PayeePartyCreditorFinancialAccount>
<ram:PayeeSpecifiedCreditorFinancialInstitution>
<ram:BICID>{bill.seller.bic}</ram:BICID>
</ram:PayeeSpecifiedCreditorFinancialInstitution>
</ram:SpecifiedTradeSettlementPaymentMeans>
<ram:ApplicableTradeTax>
<ram:CalculatedAmount>{minor(bill.tax_minor)}</ram:CalculatedAmount>
<ram:TypeCode>VAT</ram:TypeCode>
{reason}<ram:BasisAmount>{minor(bill.net_minor)}</ram:BasisAmount>
<ram:CategoryCode>{bill.tax_category}</ram:CategoryCode>
<ram:RateApplicablePercent>{bill.tax_percent}</ram:RateApplicablePercent>
</ram:ApplicableTradeTax>
<ram:SpecifiedTradePaymentTerms>
<ram:Description>Net {(bill.due_on - bill.issued_on).days} days.</ram:Description>
<ram:DueDateDateTime>{_day(bill.due_on)}</ram:DueDateDateTime>
</ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:LineTotalAmount>{minor(bill.net_minor)}</ram:LineTotalAmount>
<ram:TaxBasisTotalAmount>{minor(bill.net_minor)}</ram:TaxBasisTotalAmount>
<ram:TaxTotalAmount currencyID="{bill.currency}">{minor(bill.tax_minor)}</ram:TaxTotalAmount>
<ram:GrandTotalAmount>{minor(bill.gross_minor)}</ram:GrandTotalAmount>
<ram:DuePayableAmount>{minor(bill.gross_minor)}</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement>
"""


def _line(place: int, line: BillLine, bill: Bill) -> str:
    return f"""<ram:IncludedSupplyChainTradeLineItem>
<ram:AssociatedDocumentLineDocument><ram:LineID>{place}</ram:LineID></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct>
<ram:BuyerAssignedID>{line.part}</ram:BuyerAssignedID>
<ram:Name>{escape(line.description)}</ram:Name>
<ram:Description>{escape(line.description)}, delivered with {bill.receipt_no}</ram:Description>
</ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement>
<ram:BuyerOrderReferencedDocument>
<ram:LineID>{line.order_line}</ram:LineID>
</ram:BuyerOrderReferencedDocument>
<ram:NetPriceProductTradePrice>
<ram:ChargeAmount>{price(line.price_e4)}</ram:ChargeAmount>
<ram:BasisQuantity unitCode="{line.unit}">1</ram:BasisQuantity>
</ram:NetPriceProductTradePrice>
</ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery>
<ram:BilledQuantity unitCode="{line.unit}">{quantity(line.quantity_milli)}</ram:BilledQuantity>
</ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement>
<ram:ApplicableTradeTax>
<ram:TypeCode>VAT</ram:TypeCode>
<ram:CategoryCode>{bill.tax_category}</ram:CategoryCode>
<ram:RateApplicablePercent>{bill.tax_percent}</ram:RateApplicablePercent>
</ram:ApplicableTradeTax>
<ram:SpecifiedTradeSettlementLineMonetarySummation>
<ram:LineTotalAmount>{minor(line.net_minor)}</ram:LineTotalAmount>
</ram:SpecifiedTradeSettlementLineMonetarySummation>
</ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>
"""
