"""All rules that decide whether an invoice is valid under EN 16931, by family."""

from blackstart.payables.rules.arithmetic import ARITHMETIC
from blackstart.payables.rules.codes_known import CODES
from blackstart.payables.rules.decimals import DECIMALS
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

# Rules that the official sets name but that no document can break: what they ask for always holds
# as they are written there. They are implemented by nothing.
NEVER_FAILS = {
    "UBL": tuple("BR-CO-05 BR-CO-06 BR-CO-07 BR-CO-08 BR-DEC-13 BR-DEC-15".split()),
    "CII": tuple(
        (
            "BR-CO-05 BR-CO-06 BR-CO-07 BR-CO-08 BR-AF-08 BR-AF-09 BR-AG-08 BR-AG-09 "
            "CII-DT-010 CII-DT-011 CII-DT-012"
        ).split()
    ),
}
