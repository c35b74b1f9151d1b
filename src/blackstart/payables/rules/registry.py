"""All rules that decide whether an invoice is valid under EN 16931, by family."""

from collections.abc import Mapping

from blackstart.payables.rules.arithmetic import ARITHMETIC
from blackstart.payables.rules.codes_known import CODES
from blackstart.payables.rules.decimals import DECIMALS
from blackstart.payables.rules.facts import CII, UBL
from blackstart.payables.rules.model_cii import MODEL_CII
from blackstart.payables.rules.own import OWN
from blackstart.payables.rules.presence import PRESENCE
from blackstart.payables.rules.rule import Rule
from blackstart.payables.rules.syntax_cii import SYNTAX_CII
from blackstart.payables.rules.syntax_ubl import SYNTAX_UBL
from blackstart.payables.rules.vat import VAT
from blackstart.payables.rules.vat_cii import VAT_CII

FAMILIES = (
    PRESENCE,
    ARITHMETIC,
    MODEL_CII,
    VAT,
    VAT_CII,
    DECIMALS,
    CODES,
    SYNTAX_UBL,
    SYNTAX_CII,
    OWN,
)

RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family)

_TRUE = "Its official test is `true()`: it asks for what only a person can tell."
_IN_AMOUNT = "It looks for a currency code inside of an amount, where none can be."
_BESIDE = "It looks for rates beside the VAT breakdown, where there are none, not in it."
_TAKEN = "Another rule for the same elements comes first, and only the first one is asked."
# Rules that the official sets name but that no document can break: what they ask for always holds
# as they are written there. They are implemented by nothing.
NEVER_FAILS: Mapping[str, Mapping[str, str]] = {
    UBL: {
        **dict.fromkeys("BR-CO-05 BR-CO-06 BR-CO-07 BR-CO-08".split(), _TRUE),
        **dict.fromkeys("BR-DEC-13 BR-DEC-15".split(), _IN_AMOUNT),
    },
    CII: {
        **dict.fromkeys("BR-CO-05 BR-CO-06 BR-CO-07 BR-CO-08 BR-AF-09 BR-AG-09".split(), _TRUE),
        **dict.fromkeys("BR-AF-08 BR-AG-08".split(), _BESIDE),
        **dict.fromkeys("CII-DT-010 CII-DT-011 CII-DT-012".split(), _TAKEN),
    },
}
_ASKS_FOR_VALUES = "A warning that asks for values besides element paths."
# Warnings of the official sets that we do not give. No fatal rule is among them.
NOT_IMPLEMENTED: Mapping[str, Mapping[str, str]] = {
    UBL: dict.fromkeys("UBL-CR-002 UBL-CR-412 UBL-CR-665".split(), _ASKS_FOR_VALUES),
    CII: {
        **dict.fromkeys(
            (
                "CII-SR-119 CII-SR-454 CII-SR-457 CII-SR-458 CII-SR-474 CII-SR-475 CII-SR-476"
            ).split(),
            _ASKS_FOR_VALUES,
        ),
        "CII-SR-030": "A warning that counts within each note; paths count over all of them.",
    },
}
