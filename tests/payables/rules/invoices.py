"""Small valid invoices of our own, and a short way to have them judged."""

from collections.abc import Sequence

import polars as pl

from blackstart.payables.rules.check import check
from blackstart.payables.rules.verdict import verdict
from blackstart.post.draft import Remark
from blackstart.post.element import Element
from blackstart.post.en16931.read import read
from blackstart.post.xmlsafe import parse

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_CII = "urn:un:unece:uncefact:data:standard"

UBL = f"""<Invoice xmlns="{_UBL}:Invoice-2"
    xmlns:cac="{_UBL}:CommonAggregateComponents-2" xmlns:cbc="{_UBL}:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
  <cbc:ID>R-17</cbc:ID>
  <cbc:IssueDate>2025-09-01</cbc:IssueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:Note>#AAI#brackets</cbc:Note>
  <cbc:DocumentCurrencyCode>GBP</cbc:DocumentCurrencyCode>
  <cac:InvoicePeriod>
    <cbc:StartDate>2025-08-01</cbc:StartDate><cbc:EndDate>2025-08-31</cbc:EndDate>
  </cac:InvoicePeriod>
  <cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>R-16</cbc:ID>
  </cac:InvoiceDocumentReference></cac:BillingReference>
  <cac:AdditionalDocumentReference><cbc:ID>TS-1</cbc:ID><cac:Attachment>
    <cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv" filename="times.csv">YQ==
    </cbc:EmbeddedDocumentBinaryObject>
  </cac:Attachment></cac:AdditionalDocumentReference>
  <cac:AccountingSupplierParty><cac:Party>
    <cbc:EndpointID schemeID="0088">5000000000001</cbc:EndpointID>
    <cac:PartyIdentification><cbc:ID schemeID="0088">5000000000001</cbc:ID>
    </cac:PartyIdentification>
    <cac:PartyName><cbc:Name>Brackets</cbc:Name></cac:PartyName>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>GB</cbc:IdentificationCode>
    </cac:Country></cac:PostalAddress>
    <cac:PartyTaxScheme><cbc:CompanyID>GB123456789</cbc:CompanyID>
      <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>Brackets Ltd</cbc:RegistrationName>
    </cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cbc:EndpointID schemeID="0088">5000000000002</cbc:EndpointID>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>GB</cbc:IdentificationCode>
    </cac:Country></cac:PostalAddress>
    <cac:PartyLegalEntity><cbc:RegistrationName>Cars plc</cbc:RegistrationName>
    </cac:PartyLegalEntity>
  </cac:Party></cac:AccountingCustomerParty>
  <cac:PayeeParty><cac:PartyName><cbc:Name>Factor Ltd</cbc:Name></cac:PartyName></cac:PayeeParty>
  <cac:TaxRepresentativeParty>
    <cac:PartyName><cbc:Name>Agent Ltd</cbc:Name></cac:PartyName>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>IE</cbc:IdentificationCode>
    </cac:Country></cac:PostalAddress>
    <cac:PartyTaxScheme><cbc:CompanyID>IE1234567T</cbc:CompanyID>
      <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  </cac:TaxRepresentativeParty>
  <cac:Delivery><cac:DeliveryLocation><cac:Address><cac:Country>
    <cbc:IdentificationCode>GB</cbc:IdentificationCode></cac:Country></cac:Address>
  </cac:DeliveryLocation></cac:Delivery>
  <cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
    <cac:PayeeFinancialAccount><cbc:ID>GB33BUKB20201555555555</cbc:ID></cac:PayeeFinancialAccount>
  </cac:PaymentMeans>
  <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
    <cbc:AllowanceChargeReason>Discount</cbc:AllowanceChargeReason>
    <cbc:Amount currencyID="GBP">10.00</cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID>
      <cbc:Percent>20</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
    </cac:TaxCategory></cac:AllowanceCharge>
  <cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>
    <cbc:AllowanceChargeReason>Freight</cbc:AllowanceChargeReason>
    <cbc:Amount currencyID="GBP">5.00</cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID>
      <cbc:Percent>20</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
    </cac:TaxCategory></cac:AllowanceCharge>
  <cac:TaxTotal><cbc:TaxAmount currencyID="GBP">40.00</cbc:TaxAmount>
    <cac:TaxSubtotal><cbc:TaxableAmount currencyID="GBP">200.00</cbc:TaxableAmount>
      <cbc:TaxAmount currencyID="GBP">40.00</cbc:TaxAmount>
      <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent>
        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>
    </cac:TaxSubtotal></cac:TaxTotal>
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
  <cac:InvoiceLine><cbc:ID>1</cbc:ID>
    <cbc:InvoicedQuantity unitCode="C62">100</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="GBP">205.00</cbc:LineExtensionAmount>
    <cac:InvoicePeriod><cbc:StartDate>2025-08-01</cbc:StartDate></cac:InvoicePeriod>
    <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
      <cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>
      <cbc:Amount currencyID="GBP">1.00</cbc:Amount></cac:AllowanceCharge>
    <cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator>
      <cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode>
      <cbc:Amount currencyID="GBP">1.00</cbc:Amount></cac:AllowanceCharge>
    <cac:Item><cbc:Name>Bracket</cbc:Name>
      <cac:StandardItemIdentification><cbc:ID schemeID="0160">1</cbc:ID>
      </cac:StandardItemIdentification>
      <cac:CommodityClassification>
        <cbc:ItemClassificationCode listID="STI">86</cbc:ItemClassificationCode>
      </cac:CommodityClassification>
      <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent>
        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>
      <cac:AdditionalItemProperty><cbc:Name>Colour</cbc:Name><cbc:Value>grey</cbc:Value>
      </cac:AdditionalItemProperty></cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="GBP">2.05</cbc:PriceAmount>
      <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
        <cbc:Amount currencyID="GBP">0.005</cbc:Amount>
        <cbc:BaseAmount currencyID="GBP">2.055</cbc:BaseAmount></cac:AllowanceCharge></cac:Price>
  </cac:InvoiceLine>
</Invoice>"""

CII = f"""<rsm:CrossIndustryInvoice xmlns:rsm="{_CII}:CrossIndustryInvoice:100"
    xmlns:ram="{_CII}:ReusableAggregateBusinessInformationEntity:100"
    xmlns:udt="{_CII}:UnqualifiedDataType:100">
  <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
    <ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
  </rsm:ExchangedDocumentContext>
  <rsm:ExchangedDocument><ram:ID>R-17</ram:ID><ram:TypeCode>380</ram:TypeCode>
    <ram:IssueDateTime><udt:DateTimeString format="102">20250901</udt:DateTimeString>
    </ram:IssueDateTime></rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID>
      </ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct><ram:GlobalID schemeID="0160">1</ram:GlobalID>
        <ram:Name>Bracket</ram:Name><ram:ApplicableProductCharacteristic>
          <ram:Description>Colour</ram:Description><ram:Value>grey</ram:Value>
        </ram:ApplicableProductCharacteristic></ram:SpecifiedTradeProduct>
      <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>
        <ram:ChargeAmount>2.05</ram:ChargeAmount></ram:NetPriceProductTradePrice>
      </ram:SpecifiedLineTradeAgreement>
      <ram:SpecifiedLineTradeDelivery>
        <ram:BilledQuantity unitCode="C62">100</ram:BilledQuantity>
      </ram:SpecifiedLineTradeDelivery>
      <ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode>
          <ram:CategoryCode>S</ram:CategoryCode>
          <ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:ApplicableTradeTax>
        <ram:SpecifiedTradeSettlementLineMonetarySummation>
          <ram:LineTotalAmount>205.00</ram:LineTotalAmount>
        </ram:SpecifiedTradeSettlementLineMonetarySummation>
      </ram:SpecifiedLineTradeSettlement>
    </ram:IncludedSupplyChainTradeLineItem>
    <ram:ApplicableHeaderTradeAgreement>
      <ram:SellerTradeParty><ram:Name>Brackets Ltd</ram:Name>
        <ram:PostalTradeAddress><ram:CountryID>GB</ram:CountryID></ram:PostalTradeAddress>
        <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">GB123456789</ram:ID>
        </ram:SpecifiedTaxRegistration></ram:SellerTradeParty>
      <ram:BuyerTradeParty><ram:Name>Cars plc</ram:Name>
        <ram:PostalTradeAddress><ram:CountryID>GB</ram:CountryID></ram:PostalTradeAddress>
      </ram:BuyerTradeParty>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeDelivery/>
    <ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>GBP</ram:InvoiceCurrencyCode>
      <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode>
        <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>GB33BUKB20201555555555</ram:IBANID>
        </ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>
      <ram:ApplicableTradeTax><ram:CalculatedAmount>41.00</ram:CalculatedAmount>
        <ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>205.00</ram:BasisAmount>
        <ram:CategoryCode>S</ram:CategoryCode>
        <ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:ApplicableTradeTax>
      <ram:BillingSpecifiedPeriod>
        <ram:StartDateTime><udt:DateTimeString format="102">20250801</udt:DateTimeString>
        </ram:StartDateTime>
        <ram:EndDateTime><udt:DateTimeString format="102">20250831</udt:DateTimeString>
        </ram:EndDateTime></ram:BillingSpecifiedPeriod>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        <ram:LineTotalAmount>205.00</ram:LineTotalAmount>
        <ram:TaxBasisTotalAmount>205.00</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="GBP">41.00</ram:TaxTotalAmount>
        <ram:GrandTotalAmount>246.00</ram:GrandTotalAmount>
        <ram:DuePayableAmount>246.00</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>"""


def judge(*texts: str | bytes) -> pl.DataFrame:
    """Judge a batch of documents of any syntax."""
    bodies: Sequence[bytes] = [text.encode() if isinstance(text, str) else text for text in texts]
    return pl.concat(check(facts) for facts in read(bodies).facts).sort("document", "rule")


def tree(text: str) -> Element:
    """Parse a document that can be parsed."""
    root = parse(text.encode())
    assert not isinstance(root, Remark)
    return root


def found(text: str) -> dict[str, int]:
    """Say which rules a document breaks, and how often."""
    return dict(judge(text).select("rule", "count").iter_rows())


def decided(text: str) -> str:
    """Say what becomes of a document by the rules alone."""
    return verdict(judge(text)["severity"]).value


def change(text: str, *pairs: tuple[str, str]) -> str:
    """Replace the first place where each old text stands; it must be there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
