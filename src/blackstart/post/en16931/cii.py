"""Where Cross Industry Invoices (D16B) keep what EN 16931 names.

Source: EN 16931-3-3 (syntax binding of the European invoice to UN/CEFACT CII).
"""

from blackstart.payables.rules.facts import CII
from blackstart.post.en16931.spots import Spot, Spots, Tables, compiled

_STANDARD = "urn:un:unece:uncefact:data:standard"
_NAMESPACES = {
    "rsm": f"{_STANDARD}:CrossIndustryInvoice:100",
    "ram": f"{_STANDARD}:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_STANDARD}:UnqualifiedDataType:100",
}
_AMOUNTS = (
    "ActualAmount BasisAmount CalculatedAmount LineTotalAmount ChargeTotalAmount TaxTotalAmount "
    "AllowanceTotalAmount TaxBasisTotalAmount RoundingAmount GrandTotalAmount TotalPrepaidAmount "
    "DuePayableAmount"
).split()
# What elements may not carry; some of them may, and the rules say which.
_WATCHED = (
    "schemeName schemeAgencyName schemeDataURI schemeURI schemeID schemeAgencyID schemeVersionID "
    "name listURI currencyID currencyCodeListVersionID unitCode unitCodeListID "
    "unitCodeListAgencyID unitCodeListAgencyName"
).split()

_DATE_TEXT = Spot(opens="dates", column="value", attributes={"format": "format"})


def _date(place: str, column: str = "") -> Spot:
    text = Spot(opens="dates", place=place, column="value", attributes={"format": "format"})
    moment = Spot(opens="dates", place=f"{place} moment")
    return Spot(column=column, below={"udt:DateTimeString": text, "udt:DateTime": moment})


def _strict_id(column: str) -> Spot:
    return Spot(column=column, called="strict ID")


_ADDRESS: Spots = {"ram:CountryID": Spot(column="country", codes={"": "country"})}


def _address(place: str) -> Spot:
    return Spot(opens="addresses", place=place, members=True, below=_ADDRESS)


_LEGAL_ID: Spots = {"ram:ID": Spot(column="legal_id", codes={"schemeID": "legal scheme"})}


def _registration(place: str) -> Spot:
    """Name a tax registration; its scheme says for which tax, and is no code of ISO 6523."""
    return Spot(
        opens="tax_registrations",
        place=place,
        column="id",
        attributes={"schemeID": "scheme"},
        codes={"schemeID": ""},
    )


def _party(place: str, global_scheme: str = "party scheme") -> Spot:
    below: Spots = {
        "ram:ID": Spot(
            opens="party_ids", place=place, column="id", codes={"schemeID": "legal scheme"}
        ),
        "ram:GlobalID": Spot(
            opens="party_ids", place=place, column="global_id", codes={"schemeID": global_scheme}
        ),
        "ram:Name": "name",
        "ram:DefinedTradeContact": "contact",
        "ram:SpecifiedLegalOrganization": Spot(below=_LEGAL_ID),
        "ram:PostalTradeAddress": _address(place),
        "ram:URIUniversalCommunication": Spot(
            opens="endpoints",
            place=place,
            below={
                "ram:URIID": Spot(
                    column="id",
                    attributes={"schemeID": "scheme"},
                    codes={"schemeID": "endpoint scheme"},
                )
            },
        ),
        "ram:SpecifiedTaxRegistration": Spot(below={"ram:ID": _registration(place)}),
    }
    return Spot(opens="parties", place=place, below=below)


_TAX: Spots = {
    "ram:TypeCode": "scheme",
    "ram:RateApplicablePercent": "rate",
    "ram:ExemptionReason": "exemption",
    "ram:ExemptionReasonCode": "exemption_code",
}


def _category(place: str, kind: str) -> Spot:
    code = Spot(column="code", codes={"": kind})
    below = {**_TAX, "ram:CategoryCode": code, "ram:DueDateTypeCode": "due_code"}
    return Spot(opens="categories", place=place, below=below)


_BREAKDOWN = Spot(
    opens="breakdown",
    place="document",
    below={
        **_TAX,
        "ram:CalculatedAmount": "tax",
        "ram:BasisAmount": "taxable",
        "ram:CategoryCode": Spot(column="code", codes={"": "item category"}),
        "ram:TaxPointDate": "tax_point_on",
        "ram:DueDateTypeCode": "due_code",
    },
)


def _charge(place: str) -> Spot:
    below: Spots = {
        "ram:ChargeIndicator": Spot(column="indicator_group", below={"udt:Indicator": "indicator"}),
        "ram:ActualAmount": "amount",
        "ram:BasisAmount": "base",
        "ram:Reason": "reason",
        "ram:ReasonCode": "reason_code",
        "ram:RateApplicablePercent": "rate",
        "ram:CategoryTradeTax": _category("charge", "category"),
    }
    return Spot(opens="charges", place=place, below=below)


def _period(place: str) -> Spot:
    below: Spots = {
        "ram:StartDateTime": _date("start", "starts_on"),
        "ram:EndDateTime": _date("end", "ends_on"),
    }
    return Spot(opens="periods", place=place, members=True, below=below)


def _reference(place: str) -> Spot:
    below: Spots = {
        "ram:IssuerAssignedID": "id",
        "ram:TypeCode": "type_code",
        "ram:ReferenceTypeCode": Spot(column="scheme", codes={"": "object scheme"}),
        "ram:AttachmentBinaryObject": Spot(column="attachment", codes={"mimeCode": "mime"}),
    }
    return Spot(opens="references", place=place, members=True, below=below)


_PRODUCT: Spots = {
    "ram:GlobalID": Spot(
        column="item_global_id",
        attributes={"schemeID": "item_scheme"},
        codes={"schemeID": "item scheme"},
    ),
    "ram:SellerAssignedID": Spot(called="strict ID"),
    "ram:Name": "name",
    "ram:OriginTradeCountry": Spot(
        column="origin_group",
        below={
            "ram:ID": Spot(
                column="origin", codes={"": "origin country", "schemeID": "legal scheme"}
            )
        },
    ),
}
_AGREEMENT: Spots = {
    "ram:GrossPriceProductTradePrice": Spot(
        below={
            "ram:ChargeAmount": "gross_price",
            "ram:AppliedTradeAllowanceCharge": _charge("price"),
        }
    ),
    "ram:NetPriceProductTradePrice": Spot(below={"ram:ChargeAmount": "price"}),
}
_LINE = Spot(
    opens="lines",
    below={
        "ram:AssociatedDocumentLineDocument": Spot(below={"ram:LineID": _strict_id("id")}),
        "ram:SpecifiedTradeProduct": Spot(column="product_group", below=_PRODUCT),
        "ram:SpecifiedLineTradeAgreement": Spot(column="agreement_group", below=_AGREEMENT),
        "ram:SpecifiedLineTradeDelivery": Spot(
            below={
                "ram:BilledQuantity": Spot(
                    column="quantity", attributes={"unitCode": "unit"}, codes={"unitCode": "unit"}
                )
            }
        ),
        "ram:SpecifiedLineTradeSettlement": Spot(
            below={
                "ram:ApplicableTradeTax": _category("line", "item category"),
                "ram:BillingSpecifiedPeriod": _period("line"),
                "ram:SpecifiedTradeAllowanceCharge": _charge("line"),
                "ram:SpecifiedTradeSettlementLineMonetarySummation": Spot(
                    below={"ram:LineTotalAmount": "net"}
                ),
            }
        ),
    },
)
_TOTALS = Spot(
    opens="totals",
    below={
        "ram:LineTotalAmount": "lines_total",
        "ram:ChargeTotalAmount": "charges_total",
        "ram:AllowanceTotalAmount": "allowances_total",
        "ram:TaxBasisTotalAmount": "net_total",
        "ram:TaxTotalAmount": Spot(
            opens="tax_totals",
            place="document",
            column="amount",
            attributes={"currencyID": "currency"},
            codes={"currencyID": "amount currency"},
        ),
        "ram:RoundingAmount": "rounding",
        "ram:GrandTotalAmount": "gross_total",
        "ram:TotalPrepaidAmount": "prepaid",
        "ram:DuePayableAmount": "payable",
        "ram:InformationAmount": "information",
        "ram:TotalDiscountAmount": "discount",
        "ram:TotalAllowanceChargeAmount": "allowance_charge",
        "ram:RetailValueExcludingTaxInformationAmount": "retail",
        "ram:TotalDepositFeeInformationAmount": "deposit",
        "ram:ProductValueExcludingTobaccoTaxInformationAmount": "product",
        "ram:TotalRetailValueInformationAmount": "retail_total",
        "ram:GrossLineTotalAmount": "gross_lines",
        "ram:NetLineTotalAmount": "net_lines",
        "ram:NetIncludingTaxesLineTotalAmount": "net_taxed_lines",
    },
)
_PAYMENT_MEANS = Spot(
    opens="payment_means",
    below={
        "ram:TypeCode": Spot(column="code", codes={"": "payment means"}),
        "ram:Information": "information",
        "ram:ApplicableTradeSettlementFinancialCard": Spot(
            column="card",
            below={"ram:ID": Spot(column="card_number", codes={"schemeID": "legal scheme"})},
        ),
        "ram:PayeePartyCreditorFinancialAccount": Spot(
            column="account_group",
            below={"ram:IBANID": "account", "ram:ProprietaryID": "account_other"},
        ),
    },
)
_DELIVERY: Spots = {
    "ram:ShipToTradeParty": _party("delivery", "location scheme"),
    "ram:ActualDeliverySupplyChainEvent": Spot(below={"ram:OccurrenceDateTime": _date("delivery")}),
}
_SETTLEMENT: Spots = {
    "ram:PaymentReference": "payment_reference",
    "ram:TaxCurrencyCode": Spot(column="tax_currency", codes={"": "tax currency"}),
    "ram:InvoiceCurrencyCode": Spot(column="currency", codes={"": "currency"}),
    "ram:ApplicableTradeTax": _BREAKDOWN,
    "ram:BillingSpecifiedPeriod": _period("document"),
    "ram:SpecifiedTradeAllowanceCharge": _charge("document"),
    "ram:InvoiceReferencedDocument": _reference("preceding"),
}
_ROOT = Spot(
    opens="invoices",
    place="invoice",
    attributes={"languageID": "language", "languageLocaleID": "language_locale"},
    below={
        "rsm:ExchangedDocumentContext": Spot(
            column="context_group",
            below={
                "ram:GuidelineSpecifiedDocumentContextParameter": Spot(
                    column="guideline", below={"ram:ID": _strict_id("spec_id")}
                )
            },
        ),
        "rsm:ExchangedDocument": Spot(
            column="document_group",
            below={
                "ram:ID": _strict_id("number"),
                "ram:TypeCode": Spot(column="type_code", codes={"": "invoice type"}),
                "ram:IssueDateTime": _date("issue"),
            },
        ),
        "rsm:SupplyChainTradeTransaction": Spot(
            below={
                "ram:ApplicableHeaderTradeDelivery": Spot(below=_DELIVERY),
                "ram:ApplicableHeaderTradeSettlement": Spot(
                    column="settlement_group", below=_SETTLEMENT
                ),
            }
        ),
    },
)
_ANYWHERE: Spots = {
    "ram:SellerTradeParty": _party("seller"),
    "ram:BuyerTradeParty": _party("buyer"),
    "ram:PayeeTradeParty": _party("payee"),
    "ram:SellerTaxRepresentativeTradeParty": _party("tax representative"),
    "ram:PostalTradeAddress": _address(""),
    "ram:IncludedSupplyChainTradeLineItem": _LINE,
    "ram:SpecifiedTradeSettlementHeaderMonetarySummation": _TOTALS,
    "ram:SpecifiedTradeSettlementPaymentMeans": _PAYMENT_MEANS,
    "ram:SpecifiedTradeAllowanceCharge": _charge(""),
    "ram:AdditionalReferencedDocument": _reference("supporting"),
    "ram:InvoiceReferencedDocument": _reference("preceding of a line"),
    "ram:BillingSpecifiedPeriod": _period("elsewhere"),
    "ram:ApplicableProductCharacteristic": Spot(
        opens="properties", below={"ram:Description": "name", "ram:Value": "value"}
    ),
    "ram:DesignatedProductClassification": Spot(
        below={
            "ram:ClassCode": Spot(
                opens="item_ids",
                place="class",
                attributes={"listID": "scheme"},
                codes={"listID": "item class"},
            )
        }
    ),
    "ram:ShipToTradeParty": Spot(below={"ram:GlobalID": Spot(codes={"schemeID": ""})}),
    "ram:CategoryTradeTax": _category("other", "category"),
    "ram:ApplicableTradeTax": _category("other", "item category"),
    "ram:SpecifiedTaxRegistration": Spot(below={"ram:ID": _registration("")}),
    "ram:URIUniversalCommunication": Spot(
        below={"ram:URIID": Spot(codes={"schemeID": "endpoint scheme"})}
    ),
    "ram:ID": Spot(codes={"schemeID": "legal scheme"}),
    "ram:GlobalID": Spot(codes={"schemeID": "party scheme"}),
    "ram:CountryID": Spot(codes={"": "country"}),
    "ram:SubjectCode": Spot(codes={"": "note subject"}),
    "ram:ReferenceTypeCode": Spot(codes={"": "object scheme"}),
    "ram:DueDateTypeCode": Spot(codes={"": "tax point"}),
    "ram:InvoiceCurrencyCode": Spot(codes={"": "currency"}),
    "ram:TaxCurrencyCode": Spot(codes={"": "tax currency"}),
    "ram:ExemptionReasonCode": Spot(codes={"": "exemption"}),
    "ram:BasisQuantity": Spot(codes={"unitCode": "unit"}),
    "ram:BilledQuantity": Spot(codes={"unitCode": "unit"}),
    "ram:AttachmentBinaryObject": Spot(codes={"mimeCode": "mime"}),
    "udt:DateTimeString": _DATE_TEXT,
}

CII_SYNTAX = compiled(
    Tables(
        name=CII,
        namespaces=_NAMESPACES,
        roots={"rsm:CrossIndustryInvoice": _ROOT},
        anywhere=_ANYWHERE,
        amounts=frozenset(f"ram:{name}" for name in _AMOUNTS),
        endings={
            "ReferencedDocument": _reference("other"),
            "TradeTax": _category("other", "other"),
        },
        watched=frozenset(_WATCHED),
    )
)
