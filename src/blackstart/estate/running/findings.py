"""What may be wrong while the restart runs: a closed list."""

from blackstart.base.finding import FindingCode, Severity

TOO_FEW_SIGNED = FindingCode(
    code="BS-EST-101",
    severity=Severity.REFUSED,
    meaning="A gate was signed on paper, but not as its rule wants it; it stays open.",
    fix="Sign with as many people as the rule wants, on one date; live: with their keys.",
)
EVIDENCE_CHANGED = FindingCode(
    code="BS-EST-102",
    severity=Severity.HELD,
    meaning="Evidence or signatures on which a gate passed are not what they were; it is open.",
    fix="Find out who changed them, with the record; then hand in evidence and sign again.",
)
GATE_NOT_OPEN = FindingCode(
    code="BS-EST-103",
    severity=Severity.REFUSED,
    meaning="The gate is not open, so nothing was noted about it.",
    fix="Look at `blackstart estate status`: it lists the open gates, and what others wait for.",
)
SIGNATURE_REFUSED = FindingCode(
    code="BS-EST-104",
    severity=Severity.REFUSED,
    meaning="The signature does not count, so nothing was noted.",
    fix="Sign the statement that `blackstart estate gate statement` prints, with an enrolled key.",
)
EVIDENCE_REPLACED = FindingCode(
    code="BS-EST-105",
    severity=Severity.REFUSED,
    meaning="A file of that name with other bytes is evidence of this gate; the new one is not.",
    fix="Hand it in under another name: people see both and sign both.",
)
PROBE_NOT_SIGNED = FindingCode(
    code="BS-EST-106",
    severity=Severity.HELD,
    meaning="A probe is not in the plan that was signed: it was not run, its gate waits.",
    fix="Check where it goes, then sign the plan again: `blackstart estate start`.",
)
PLAN_NOT_SIGNED = FindingCode(
    code="BS-EST-107",
    severity=Severity.HELD,
    meaning="The plan has not been signed by enough people; nothing was started.",
    fix="`blackstart estate start --as PERSON` shows it; two people who are not each other sign.",
)
GATE_LATE = FindingCode(
    code="BS-EST-108",
    severity=Severity.NOTE,
    meaning="A gate is open for longer than its rule allows; it goes on waiting.",
    fix="Look at what it waits for, and tell the people who can give it.",
)
KEY_REFUSED = FindingCode(
    code="BS-EST-109",
    severity=Severity.REFUSED,
    meaning="The key was not enrolled.",
    fix="Enrol a key of the person's own; live, somebody enrolled signs that they know them.",
)
RULE_NOT_SIGNED = FindingCode(
    code="BS-EST-110",
    severity=Severity.HELD,
    meaning="A rule is not the one in the plan that was signed; the signed one counts.",
    fix="Find out who changed it; to let it count, sign the plan again: `blackstart estate start`.",
)

FINDINGS = (
    TOO_FEW_SIGNED,
    EVIDENCE_CHANGED,
    GATE_NOT_OPEN,
    SIGNATURE_REFUSED,
    EVIDENCE_REPLACED,
    PROBE_NOT_SIGNED,
    PLAN_NOT_SIGNED,
    GATE_LATE,
    KEY_REFUSED,
    RULE_NOT_SIGNED,
)
