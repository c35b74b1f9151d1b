"""Small invoices of our own, and a short way to read them."""

from datetime import date
from typing import Any

import polars as pl

from blackstart.base.canonical import sha256
from blackstart.post.reader import Heap, Source, read_documents

ARRIVED = date(2025, 9, 25)

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_CII = "urn:un:unece:uncefact:data:standard"

UBL = f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="{_UBL}:Invoice-2"
    xmlns:cac="{_UBL}:CommonAggregateComponents-2"
    xmlns:cbc="{_UBL}:CommonBasicComponents-2">
  <cbc:ID>R-17</cbc:ID>
  <cbc:IssueDate>2025-09-01</cbc:IssueDate>
  <cbc:DueDate>2025-10-01</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>GBP</cbc:DocumentCurrencyCode>
  <cac:OrderReference><cbc:ID>PO-9</cbc:ID></cac:OrderReference>
  <cac:DespatchDocumentReference><cbc:ID>DA-5</cbc:ID></cac:DespatchDocumentReference>
  <cac:ReceiptDocumentReference><cbc:ID>GR-4</cbc:ID></cac:ReceiptDocumentReference>
  <cac:AccountingSupplierParty><cac:Party>
    <cac:PartyIdentification><cbc:ID schemeID="SEPA">DE98ZZZ09</cbc:ID></cac:PartyIdentification>
    <cac:PartyIdentification><cbc:ID>S-100</cbc:ID></cac:PartyIdentification>
    <cac:PartyTaxScheme>
      <cbc:CompanyID>12/345</cbc:CompanyID><cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme>
    </cac:PartyTaxScheme>
    <cac:PartyTaxScheme>
      <cbc:CompanyID>GB123456789</cbc:CompanyID>
      <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
    </cac:PartyTaxScheme>
    <cac:PartyLegalEntity>
      <cbc:RegistrationName>Brackets Ltd</cbc:RegistrationName>
    </cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cac:PartyLegalEntity>
      <cbc:RegistrationName>Cars plc</cbc:RegistrationName>
    </cac:PartyLegalEntity>
  </cac:Party></cac:AccountingCustomerParty>
  <cac:PaymentMeans>
    <cac:PayeeFinancialAccount><cbc:ID>GB33BUKB20201555555555</cbc:ID></cac:PayeeFinancialAccount>
  </cac:PaymentMeans>
  <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">46.00</cbc:TaxAmount></cac:TaxTotal>
  <cac:TaxTotal><cbc:TaxAmount currencyID="GBP">40.00</cbc:TaxAmount></cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="GBP">205.00</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="GBP">200.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="GBP">240.00</cbc:TaxInclusiveAmount>
    <cbc:AllowanceTotalAmount currencyID="GBP">10.00</cbc:AllowanceTotalAmount>
    <cbc:ChargeTotalAmount currencyID="GBP">5.00</cbc:ChargeTotalAmount>
    <cbc:PrepaidAmount currencyID="GBP">20.00</cbc:PrepaidAmount>
    <cbc:PayableRoundingAmount currencyID="GBP">0.01</cbc:PayableRoundingAmount>
    <cbc:PayableAmount currencyID="GBP">220.01</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
  <cac:InvoiceLine>
    <cbc:ID>A</cbc:ID>
    <cbc:InvoicedQuantity unitCode="C62">1000</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="GBP">200.00</cbc:LineExtensionAmount>
    <cac:OrderLineReference><cbc:LineID>30</cbc:LineID></cac:OrderLineReference>
    <cac:Item>
      <cbc:Name>Bracket</cbc:Name>
      <cac:BuyersItemIdentification><cbc:ID>P-1</cbc:ID></cac:BuyersItemIdentification>
      <cac:SellersItemIdentification><cbc:ID>X-1</cbc:ID></cac:SellersItemIdentification>
    </cac:Item>
    <cac:Price>
      <cbc:PriceAmount currencyID="GBP">20.00</cbc:PriceAmount>
      <cbc:BaseQuantity unitCode="C62">100</cbc:BaseQuantity>
    </cac:Price>
  </cac:InvoiceLine>
  <cac:InvoiceLine>
    <cbc:ID>B</cbc:ID>
    <cbc:InvoicedQuantity unitCode="KGM">2.5</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="GBP">5.00</cbc:LineExtensionAmount>
    <cac:OrderLineReference>
      <cbc:LineID>7</cbc:LineID><cac:OrderReference><cbc:ID>PO-8</cbc:ID></cac:OrderReference>
    </cac:OrderLineReference>
    <cac:ReceiptLineReference>
      <cac:DocumentReference><cbc:ID>GR-3</cbc:ID></cac:DocumentReference>
    </cac:ReceiptLineReference>
    <cac:Item>
      <cbc:Name>Glue</cbc:Name>
      <cac:SellersItemIdentification><cbc:ID>X-2</cbc:ID></cac:SellersItemIdentification>
    </cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="GBP">2</cbc:PriceAmount></cac:Price>
  </cac:InvoiceLine>
</Invoice>
"""

CII = f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="{_CII}:CrossIndustryInvoice:100"
    xmlns:ram="{_CII}:ReusableAggregateBusinessInformationEntity:100"
    xmlns:udt="{_CII}:UnqualifiedDataType:100">
  <rsm:ExchangedDocument>
    <ram:ID>R-17</ram:ID>
    <ram:TypeCode>380</ram:TypeCode>
    <ram:IssueDateTime>
      <udt:DateTimeString format="102">20250901</udt:DateTimeString>
    </ram:IssueDateTime>
  </rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument>
        <ram:LineID>A</ram:LineID>
      </ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct>
        <ram:SellerAssignedID>X-1</ram:SellerAssignedID>
        <ram:BuyerAssignedID>P-1</ram:BuyerAssignedID>
        <ram:Name>Bracket</ram:Name>
      </ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement>
        <ram:BuyerOrderReferencedDocument>
          <ram:LineID>30</ram:LineID>
        </ram:BuyerOrderReferencedDocument>
        <ram:GrossPriceProductTradePrice>
          <ram:ChargeAmount>21.00</ram:ChargeAmount>
          <ram:BasisQuantity unitCode="C62">100</ram:BasisQuantity>
        </ram:GrossPriceProductTradePrice>
        <ram:NetPriceProductTradePrice>
          <ram:ChargeAmount>20.00</ram:ChargeAmount>
        </ram:NetPriceProductTradePrice>
      </ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery>
        <ram:BilledQuantity unitCode="C62">1000</ram:BilledQuantity>
      </ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement>
        <ram:SpecifiedTradeSettlementLineMonetarySummation>
          <ram:LineTotalAmount>200.00</ram:LineTotalAmount>
        </ram:SpecifiedTradeSettlementLineMonetarySummation>
      </ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument>
        <ram:LineID>B</ram:LineID>
      </ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct>
        <ram:SellerAssignedID>X-2</ram:SellerAssignedID>
        <ram:Name>Glue</ram:Name>
      </ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement>
        <ram:BuyerOrderReferencedDocument>
          <ram:IssuerAssignedID>PO-8</ram:IssuerAssignedID><ram:LineID>7</ram:LineID>
        </ram:BuyerOrderReferencedDocument>
        <ram:NetPriceProductTradePrice>
          <ram:ChargeAmount>2</ram:ChargeAmount>
        </ram:NetPriceProductTradePrice>
      </ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery>
        <ram:BilledQuantity unitCode="KGM">2.5</ram:BilledQuantity>
        <ram:ReceivingAdviceReferencedDocument>
          <ram:IssuerAssignedID>GR-3</ram:IssuerAssignedID>
        </ram:ReceivingAdviceReferencedDocument>
      </ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement>
        <ram:SpecifiedTradeSettlementLineMonetarySummation>
          <ram:LineTotalAmount>5.00</ram:LineTotalAmount>
        </ram:SpecifiedTradeSettlementLineMonetarySummation>
      </ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>
    <ram:ApplicableHeaderTradeAgreement>
      <ram:SellerTradeParty>
        <ram:ID>S-100</ram:ID>
        <ram:Name>Brackets Ltd</ram:Name>
        <ram:SpecifiedTaxRegistration>
          <ram:ID schemeID="FC">12/345</ram:ID>
        </ram:SpecifiedTaxRegistration>
        <ram:SpecifiedTaxRegistration>
          <ram:ID schemeID="VA">GB123456789</ram:ID>
        </ram:SpecifiedTaxRegistration>
      </ram:SellerTradeParty>
      <ram:BuyerTradeParty><ram:Name>Cars plc</ram:Name></ram:BuyerTradeParty>
      <ram:BuyerOrderReferencedDocument>
        <ram:IssuerAssignedID>PO-9</ram:IssuerAssignedID>
      </ram:BuyerOrderReferencedDocument>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery>
      <ram:DespatchAdviceReferencedDocument>
        <ram:IssuerAssignedID>DA-5</ram:IssuerAssignedID>
      </ram:DespatchAdviceReferencedDocument>
      <ram:ReceivingAdviceReferencedDocument>
        <ram:IssuerAssignedID>GR-4</ram:IssuerAssignedID>
      </ram:ReceivingAdviceReferencedDocument>
    </ram:ApplicableHeaderTradeDelivery>
    <ram:ApplicableHeaderTradeSettlement>
      <ram:InvoiceCurrencyCode>GBP</ram:InvoiceCurrencyCode>
      <ram:SpecifiedTradeSettlementPaymentMeans>
        <ram:PayeePartyCreditorFinancialAccount>
          <ram:IBANID>GB33BUKB20201555555555</ram:IBANID>
        </ram:PayeePartyCreditorFinancialAccount>
      </ram:SpecifiedTradeSettlementPaymentMeans>
      <ram:SpecifiedTradePaymentTerms>
        <ram:DueDateDateTime>
          <udt:DateTimeString format="102">20251001</udt:DateTimeString>
        </ram:DueDateDateTime>
      </ram:SpecifiedTradePaymentTerms>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:LineTotalAmount>205.00</ram:LineTotalAmount>
        <ram:ChargeTotalAmount>5.00</ram:ChargeTotalAmount>
        <ram:AllowanceTotalAmount>10.00</ram:AllowanceTotalAmount>
        <ram:TaxBasisTotalAmount>200.00</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="GBP">40.00</ram:TaxTotalAmount>
        <ram:TaxTotalAmount currencyID="EUR">46.00</ram:TaxTotalAmount>
        <ram:RoundingAmount>0.01</ram:RoundingAmount>
        <ram:GrandTotalAmount>240.00</ram:GrandTotalAmount>
        <ram:TotalPrepaidAmount>20.00</ram:TotalPrepaidAmount>
        <ram:DuePayableAmount>220.01</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
"""

CSV = (
    "invoice_number,kind,issued_on,due_on,currency,seller_id,seller_name,seller_vat,buyer_name,"
    "order_no,account,line_no,part,description,quantity,unit,unit_price,line_total,tax_percent,"
    "order_line,receipt_no,net_total,tax_total,gross_total,payable\n"
    "R-17,invoice,2025-09-01,2025-10-01,GBP,S-100,Brackets Ltd,GB123456789,Cars plc,"
    "PO-9,GB33BUKB20201555555555,A,P-1,Bracket,1000,C62,0.20,200.00,20,"
    "30,GR-4,200.00,40.00,240.00,220.01\n"
    "R-17,invoice,2025-09-01,2025-10-01,GBP,S-100,Brackets Ltd,GB123456789,Cars plc,"
    "PO-8,GB33BUKB20201555555555,B,X-2,Glue,2.5,KGM,2,5.00,20,"
    "7,GR-3,200.00,40.00,240.00,220.01\n"
    "C-3,credit note,2025-09-02,,EUR,S-200,Fabrik,,Cars plc,"
    ",,1,P-7,Rebate,1,C62,30.5,30.50,0,,,30.50,0,30.50,30.50\n"
)

# What UBL and CII both say: the same invoice, in two formats.
HEADER: dict[str, Any] = {
    "kind": "invoice",
    "number": "R-17",
    "seller_id": "S-100",
    "seller_name": "Brackets Ltd",
    "seller_vat": "GB123456789",
    "buyer_name": "Cars plc",
    "issued_on": date(2025, 9, 1),
    "due_on": date(2025, 10, 1),
    "arrived_on": ARRIVED,
    "currency": "GBP",
    "order_no": "PO-9",
    "account": "GB33BUKB20201555555555",
    "lines_minor": 20500,
    "allowances_minor": 1000,
    "charges_minor": 500,
    "net_minor": 20000,
    "tax_minor": 4000,
    "gross_minor": 24000,
    "prepaid_minor": 2000,
    "rounding_minor": 1,
    "payable_minor": 22001,
}
LINES: list[dict[str, Any]] = [
    {
        "line_no": 1,
        "line_id": "A",
        "part": "P-1",
        "description": "Bracket",
        "quantity_micro": 1_000_000_000,
        "unit": "C62",
        "price_micro": 200_000,
        "net_minor": 20000,
        "order_no": "PO-9",
        "order_line": 30,
        "receipt_no": "GR-4",
    },
    {
        "line_no": 2,
        "line_id": "B",
        "part": "X-2",
        "description": "Glue",
        "quantity_micro": 2_500_000,
        "unit": "KGM",
        "price_micro": 2_000_000,
        "net_minor": 500,
        "order_no": "PO-8",
        "order_line": 7,
        "receipt_no": "GR-3",
    },
]


def source(body: str | bytes, file: str = "post/file") -> Source:
    """Make a document that arrived on 25 September 2025."""
    data = body.encode() if isinstance(body, str) else body
    return Source(document=sha256(data), file=file, body=data, arrived_on=ARRIVED)


def read(body: str | bytes) -> Heap:
    """Read one document."""
    return read_documents([source(body)])


def change(body: str, old: str, new: str) -> str:
    """Replace a piece that must be there, so that a test cannot pass for want of it."""
    assert old in body, old
    return body.replace(old, new, 1)


def header(heap: Heap) -> dict[str, Any]:
    """Give the only invoice."""
    return heap.invoices.row(0, named=True)


def lines(heap: Heap) -> list[dict[str, Any]]:
    """Give the lines without the invoice's id."""
    return heap.lines.drop("invoice").rows(named=True)


def codes(heap: Heap) -> list[str]:
    """List the findings' codes in order."""
    return heap.findings["code"].to_list()


def finding(heap: Heap, code: str) -> dict[str, Any]:
    """Give the only finding of a code."""
    return heap.findings.row(by_predicate=pl.col("code") == code, named=True)
