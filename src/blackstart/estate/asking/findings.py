"""Why a question to the plan cannot be answered: a closed list."""

from blackstart.base.finding import FindingCode, Severity

WISH_UNREADABLE = FindingCode(
    code="BS-EST-201",
    severity=Severity.REFUSED,
    meaning="What is asked for could not be read.",
    fix="Write it as the example shows: platform=+1, erp=2d, clean-room=+1, or a service's name.",
)
NAME_UNKNOWN = FindingCode(
    code="BS-EST-202",
    severity=Severity.REFUSED,
    meaning="Nothing in the plan has that name.",
    fix="Use a name as `blackstart estate plan` writes it.",
)
NOTHING_LEFT_TO_DO = FindingCode(
    code="BS-EST-203",
    severity=Severity.REFUSED,
    meaning="The service is up, or its last gate is being worked on: nothing is left to ask.",
    fix="Ask about a service that has a gate to start.",
)
NOBODY_LEFT = FindingCode(
    code="BS-EST-204",
    severity=Severity.REFUSED,
    meaning="A team or a shared thing would be left with nothing, or with more than plans can use.",
    fix="Take fewer away; to see what a service costs, ask what it would be without it.",
)
TOO_MANY_WISHES = FindingCode(
    code="BS-EST-205",
    severity=Severity.REFUSED,
    meaning="More was asked at once than can be compared in seconds; the rest was not looked at.",
    fix="Ask about the rest in another question.",
)

ASKING_FINDINGS = (
    WISH_UNREADABLE,
    NAME_UNKNOWN,
    NOTHING_LEFT_TO_DO,
    NOBODY_LEFT,
    TOO_MANY_WISHES,
)
