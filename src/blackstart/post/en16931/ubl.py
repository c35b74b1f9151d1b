"""Where UBL 2.1 invoices and credit notes keep what EN 16931 names.

Source: EN 16931-3-2 (syntax binding of the European invoice to UBL 2.1).
"""

from blackstart.payables.rules.facts import UBL
from blackstart.post.en16931.spots import Spot, Spots, Tables, compiled

_OASIS = "urn:oasis:names:specification:ubl:schema:xsd"
_NAMESPACES = {
    "cac": f"{_OASIS}:CommonAggregateComponents-2",
    "cbc": f"{_OASIS}:CommonBasicComponents-2",
    "inv": f"{_OASIS}:Invoice-2",
    "cn": f"{_OASIS}:CreditNote-2",
}
_AMOUNTS = (
    "Amount BaseAmount PriceAmount TaxAmount TaxableAmount LineExtensionAmount TaxExclusiveAmount "
    "TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount PrepaidAmount PayableRoundingAmount "
    "PayableAmount"
).split()

_CATEGORY: Spots = {
    "cbc:ID": "code",
    "cbc:Percent": "rate",
    "cbc:TaxExemptionReasonCode": "exemption_code",
    "cbc:TaxExemptionReason": "exemption",
    "cac:TaxScheme": Spot(below={"cbc:ID": "scheme"}),
}
_PERIOD: Spots = {
    "cbc:StartDate": "starts_on",
    "cbc:EndDate": "ends_on",
    "cbc:DescriptionCode": Spot(column="code", codes={"": "tax point"}),
    "cbc:StartTime": "other",
    "cbc:EndTime": "other",
    "cbc:DurationMeasure": "other",
    "cbc:Description": "other",
}
_ADDRESS: Spots = {
    "cac:Country": Spot(
        below={"cbc:IdentificationCode": Spot(column="country", codes={"": "country"})}
    ),
    "cac:AddressLine": "line",
}


def _address(place: str) -> Spot:
    return Spot(opens="addresses", place=place, below=_ADDRESS)


def _category(place: str, kind: str) -> Spot:
    below = {**_CATEGORY, "cbc:ID": Spot(column="code", codes={"": kind})}
    return Spot(opens="categories", place=place, below=below)


def _charge(place: str) -> Spot:
    below: Spots = {
        "cbc:ChargeIndicator": "indicator",
        "cbc:Amount": "amount",
        "cbc:BaseAmount": "base",
        "cbc:AllowanceChargeReason": "reason",
        "cbc:AllowanceChargeReasonCode": "reason_code",
        "cac:TaxCategory": _category("charge", "category"),
    }
    return Spot(opens="charges", place=place, below=below)


def _breakdown(place: str) -> Spot:
    category = {**_CATEGORY, "cbc:ID": Spot(column="code", codes={"": "category"})}
    below: Spots = {
        "cbc:TaxableAmount": "taxable",
        "cbc:TaxAmount": "tax",
        "cac:TaxCategory": Spot(below=category),
    }
    return Spot(opens="breakdown", place=place, below=below)


def _tax_total(place: str) -> Spot:
    amount = Spot(column="amount", attributes={"currencyID": "currency"})
    below: Spots = {"cbc:TaxAmount": amount, "cac:TaxSubtotal": _breakdown(place)}
    return Spot(opens="tax_totals", place=place, below=below)


def _registration(place: str) -> Spot:
    tax = Spot(column="tax", below={"cbc:ID": "scheme"})
    below: Spots = {"cbc:CompanyID": "id", "cac:TaxScheme": tax}
    return Spot(opens="tax_registrations", place=place, below=below)


def _party_id(place: str) -> Spot:
    number = Spot(column="id", attributes={"schemeID": "scheme"})
    return Spot(opens="party_ids", place=place, below={"cbc:ID": number})


def _endpoint(place: str) -> Spot:
    codes = {"schemeID": "endpoint scheme"}
    return Spot(
        opens="endpoints", place=place, column="id", attributes={"schemeID": "scheme"}, codes=codes
    )


def _party(place: str, called: str) -> Spots:
    """Name what a party has; some are called by their legal name and some by their trade name."""
    legal, trade = ("name", "trade_name") if called == "legal" else ("", "name")
    return {
        "cbc:EndpointID": _endpoint(place),
        "cac:PartyIdentification": _party_id(place),
        "cac:PartyName": Spot(below={"cbc:Name": trade}),
        "cac:PostalAddress": _address(place),
        "cac:PartyTaxScheme": _registration(place),
        "cac:PartyLegalEntity": Spot(
            below={
                **({"cbc:RegistrationName": legal} if legal else {}),
                "cbc:CompanyID": Spot(column="legal_id", codes={"schemeID": "legal scheme"}),
                "cbc:CompanyLegalForm": "legal_form",
            }
        ),
    }


def _trader(place: str) -> Spot:
    party = Spot(below=_party(place, "legal"))
    return Spot(opens="parties", place=place, below={"cac:Party": party})


def _other_party(place: str) -> Spot:
    return Spot(opens="parties", place=place, below=_party(place, "trade"))


def _reference(place: str) -> Spot:
    below: Spots = {
        "cbc:ID": Spot(column="id", attributes={"schemeID": "scheme"}),
        "cbc:DocumentTypeCode": "type_code",
        "cbc:DocumentDescription": "description",
        "cac:Attachment": Spot(column="attachment", group=True),
    }
    return Spot(opens="references", place=place, below=below)


_BILLING = Spot(
    opens="references",
    place="preceding",
    below={"cac:InvoiceDocumentReference": Spot(column="reference", below={"cbc:ID": "id"})},
)
_PAYMENT_MEANS = Spot(
    opens="payment_means",
    below={
        "cbc:PaymentMeansCode": Spot(
            column="code", attributes={"name": "code_name"}, codes={"": "payment means"}
        ),
        "cbc:PaymentID": "payment_id",
        "cbc:PaymentDueDate": "due_on",
        "cac:PayeeFinancialAccount": Spot(column="account_group", below={"cbc:ID": "account"}),
        "cac:PaymentMandate": Spot(column="mandate_group", below={"cbc:ID": "mandate"}),
        "cac:CardAccount": Spot(column="card", below={"cbc:PrimaryAccountNumberID": "card_number"}),
    },
)
_ITEM: Spots = {
    "cbc:Name": "name",
    "cbc:Description": "description",
    "cac:ClassifiedTaxCategory": _category("line", "item category"),
    "cac:StandardItemIdentification": Spot(
        below={
            "cbc:ID": Spot(
                opens="item_ids",
                place="standard",
                attributes={"schemeID": "scheme"},
                codes={"schemeID": "item scheme"},
            )
        }
    ),
    "cac:CommodityClassification": Spot(
        below={
            "cbc:ItemClassificationCode": Spot(
                opens="item_ids",
                place="class",
                attributes={"listID": "scheme"},
                codes={"listID": "item class"},
            )
        }
    ),
}
_QUANTITY = Spot(column="quantity", attributes={"unitCode": "unit"})
_PRICE_CHARGE = Spot(
    opens="charges",
    place="price",
    below={
        **_charge("price").below,
        "cbc:Amount": "amount",
    },
)
_LINE = Spot(
    opens="lines",
    below={
        "cbc:ID": "id",
        "cbc:Note": "note",
        "cbc:InvoicedQuantity": _QUANTITY,
        "cbc:CreditedQuantity": _QUANTITY,
        "cbc:LineExtensionAmount": "net",
        "cac:InvoicePeriod": Spot(opens="periods", place="line", below=_PERIOD),
        "cac:OrderLineReference": Spot(below={"cbc:LineID": "order_line"}),
        "cac:DocumentReference": _reference("line"),
        "cac:AllowanceCharge": _charge("line"),
        "cac:Item": Spot(below=_ITEM),
        "cac:Price": Spot(below={"cbc:PriceAmount": "price", "cac:AllowanceCharge": _PRICE_CHARGE}),
    },
)
_TOTALS = Spot(
    opens="totals",
    below={
        "cbc:LineExtensionAmount": "lines_total",
        "cbc:AllowanceTotalAmount": "allowances_total",
        "cbc:ChargeTotalAmount": "charges_total",
        "cbc:TaxExclusiveAmount": "net_total",
        "cbc:TaxInclusiveAmount": "gross_total",
        "cbc:PrepaidAmount": "prepaid",
        "cbc:PayableRoundingAmount": "rounding",
        "cbc:PayableAmount": "payable",
    },
)


def _delivery(place: str, address: str) -> Spot:
    below: Spots = {
        "cbc:ActualDeliveryDate": "delivered_on",
        "cac:DeliveryLocation": Spot(
            below={
                "cbc:ID": Spot(codes={"schemeID": "location scheme"}),
                "cac:Address": _address(address),
            }
        ),
        "cac:DeliveryParty": Spot(below={"cac:PartyName": Spot(below={"cbc:Name": "party_name"})}),
    }
    return Spot(opens="deliveries", place=place, below=below)


def _root(place: str) -> Spot:
    return Spot(
        opens="invoices",
        place=place,
        below={
            "cbc:CustomizationID": "spec_id",
            "cbc:ID": "number",
            "cbc:IssueDate": "issued_on",
            "cbc:InvoiceTypeCode": Spot(column="type_code", codes={"": "invoice type"}),
            "cbc:CreditNoteTypeCode": Spot(column="credit_type_code", codes={"": "credit type"}),
            "cbc:Note": Spot(opens="notes", column="text"),
            "cbc:TaxPointDate": "tax_point_on",
            "cbc:DocumentCurrencyCode": Spot(column="currency", codes={"": "currency"}),
            "cbc:TaxCurrencyCode": Spot(column="tax_currency", codes={"": "tax currency"}),
            "cac:InvoicePeriod": Spot(opens="periods", place="document", below=_PERIOD),
            "cac:ContractDocumentReference": Spot(below={"cbc:ID": "contract"}),
            "cac:ReceiptDocumentReference": Spot(below={"cbc:ID": "receipt"}),
            "cac:DespatchDocumentReference": Spot(below={"cbc:ID": "despatch"}),
            "cac:OriginatorDocumentReference": Spot(below={"cbc:ID": "tender"}),
            "cac:ProjectReference": Spot(below={"cbc:ID": "project"}),
            "cac:PaymentTerms": Spot(below={"cbc:Note": "terms"}),
            "cac:Delivery": _delivery("document", "delivery"),
            "cac:AllowanceCharge": _charge("document"),
            "cac:TaxTotal": _tax_total("document"),
        },
    )


_ANYWHERE: Spots = {
    "cac:AccountingSupplierParty": _trader("seller"),
    "cac:AccountingCustomerParty": _trader("buyer"),
    "cac:PayeeParty": _other_party("payee"),
    "cac:TaxRepresentativeParty": _other_party("tax representative"),
    "cac:PostalAddress": _address(""),
    "cac:Address": _address(""),
    "cac:PartyTaxScheme": _registration(""),
    "cac:PartyIdentification": _party_id(""),
    "cac:PartyLegalEntity": Spot(below={"cbc:CompanyID": Spot(codes={"schemeID": "legal scheme"})}),
    "cbc:EndpointID": Spot(codes={"schemeID": "endpoint scheme"}),
    "cac:Delivery": _delivery("elsewhere", "line delivery"),
    "cac:DeliveryLocation": Spot(below={"cbc:ID": Spot(codes={"schemeID": "location scheme"})}),
    "cac:AdditionalDocumentReference": _reference("supporting"),
    "cac:DocumentReference": _reference("other"),
    "cac:BillingReference": _BILLING,
    "cac:PaymentMeans": _PAYMENT_MEANS,
    "cac:AllowanceCharge": _charge(""),
    "cac:TaxTotal": _tax_total("elsewhere"),
    "cac:TaxSubtotal": _breakdown("elsewhere"),
    "cac:TaxCategory": _category("other", "category"),
    "cac:ClassifiedTaxCategory": _category("classified", "item category"),
    "cac:LegalMonetaryTotal": _TOTALS,
    "cac:InvoiceLine": _LINE,
    "cac:CreditNoteLine": _LINE,
    "cac:InvoicePeriod": Spot(opens="periods", place="elsewhere", below=_PERIOD),
    "cac:AdditionalItemProperty": Spot(
        opens="properties", below={"cbc:Name": "name", "cbc:Value": "value"}
    ),
    "cac:StandardItemIdentification": Spot(
        below={"cbc:ID": Spot(codes={"schemeID": "item scheme"})}
    ),
    "cac:CommodityClassification": Spot(
        below={"cbc:ItemClassificationCode": Spot(codes={"listID": "item class"})}
    ),
    "cac:Country": Spot(below={"cbc:IdentificationCode": Spot(codes={"": "country"})}),
    "cac:OriginCountry": Spot(below={"cbc:IdentificationCode": Spot(codes={"": "origin country"})}),
    "cbc:InvoiceTypeCode": Spot(codes={"": "invoice type"}),
    "cbc:CreditNoteTypeCode": Spot(codes={"": "credit type"}),
    "cbc:DocumentCurrencyCode": Spot(codes={"": "currency"}),
    "cbc:TaxCurrencyCode": Spot(codes={"": "tax currency"}),
    "cbc:TaxExemptionReasonCode": Spot(codes={"": "exemption"}),
    "cbc:InvoicedQuantity": Spot(codes={"unitCode": "unit"}),
    "cbc:CreditedQuantity": Spot(codes={"unitCode": "unit"}),
    "cbc:BaseQuantity": Spot(codes={"unitCode": "unit"}),
    "cbc:EmbeddedDocumentBinaryObject": Spot(
        opens="attachments",
        attributes={"mimeCode": "mime", "filename": "filename"},
        codes={"mimeCode": "mime"},
    ),
}

UBL_SYNTAX = compiled(
    Tables(
        name=UBL,
        namespaces=_NAMESPACES,
        roots={"inv:Invoice": _root("invoice"), "cn:CreditNote": _root("credit note")},
        anywhere=_ANYWHERE,
        amounts=frozenset(f"cbc:{name}" for name in _AMOUNTS),
        endings={
            "Amount": Spot(),
            "BinaryObject": Spot(
                opens="attachments", attributes={"mimeCode": "mime", "filename": "filename"}
            ),
        },
    )
)
