"""What may be wrong with an inventory, its signatures or its plan: the room's closed list."""

from blackstart.base.finding import FindingCode, Severity

GATE_BEFORE_OPEN = FindingCode(
    code="BS-EST-001",
    severity=Severity.REFUSED,
    meaning="A gate was signed as passed while an earlier gate of the service was still open.",
    fix="Pass the earlier gates, then sign this one again with a later date.",
)
NEEDED_SERVICE_DOWN = FindingCode(
    code="BS-EST-002",
    severity=Severity.REFUSED,
    meaning="A gate was signed as passed while a service that it needs was not reconnected.",
    fix="Bring the needed service back and sign again, or mark the dependency as bridged by hand.",
)
TAKEN_BACK = FindingCode(
    code="BS-EST-003",
    severity=Severity.HELD,
    meaning="A service was taken back to an earlier gate because a service that it needs failed.",
    fix="Bring the failed service back, then sign the reopened gates again.",
)
CYCLE = FindingCode(
    code="BS-EST-004",
    severity=Severity.HELD,
    meaning="Services need each other in a circle, so none of them could ever come first.",
    fix="Say which dependency people bridge by hand (`workaround`), or take the wrong one out.",
)
NOT_IN_INVENTORY = FindingCode(
    code="BS-EST-005",
    severity=Severity.NOTE,
    meaning="A service is named, but the inventory does not hold it; it is planned as unknown.",
    fix="Add it to the services, or correct the name.",
)
TOO_MANY_PEOPLE = FindingCode(
    code="BS-EST-006",
    severity=Severity.NOTE,
    meaning="A gate wants more people than its team has; it is planned with the whole team.",
    fix="Correct the people of the gate or the size of the team.",
)
TEAM_SIZE = FindingCode(
    code="BS-EST-007",
    severity=Severity.NOTE,
    meaning="A team has nobody, or more people than a plan can use.",
    fix="Correct the size of the team.",
)
HOURS_DISORDERED = FindingCode(
    code="BS-EST-008",
    severity=Severity.NOTE,
    meaning="The low, likely and high hours of a gate are not in order; they are used sorted.",
    fix="Correct the hours of the gate.",
)
NEEDS_UNKNOWN = FindingCode(
    code="BS-EST-009",
    severity=Severity.NOTE,
    meaning="Nobody said which services an activity needs; it counts as run by hand.",
    fix="List the services that the activity needs.",
)
ACTIVITY_UNKNOWN = FindingCode(
    code="BS-EST-010",
    severity=Severity.NOTE,
    meaning="Needed services are listed for an activity that is not in the list of activities.",
    fix="Add the activity with its rates, or correct its name.",
)
VALUE_NOT_COMPARABLE = FindingCode(
    code="BS-EST-011",
    severity=Severity.NOTE,
    meaning="The value of a day is in a currency that cannot be compared with the others'.",
    fix="Give the value of a day in one currency for all activities.",
)
AFTER_DEADLINE = FindingCode(
    code="BS-EST-012",
    severity=Severity.NOTE,
    meaning="An activity returns after its maximum tolerable day.",
    fix="Give its services more people, or bridge one of them by hand.",
)
BEYOND_HORIZON = FindingCode(
    code="BS-EST-013",
    severity=Severity.NOTE,
    meaning="The plan ends beyond ten years; later dates are shown as that day.",
    fix="Look for a team that is too small, or for hours that are too long.",
)

TEAM_WITHOUT_GATES = FindingCode(
    code="BS-EST-014",
    severity=Severity.NOTE,
    meaning="Shifts, days off or skills are listed for a team that has no gate to work on.",
    fix="Correct the name of the team, or give it a gate.",
)
SHIFTS_OVERLAP = FindingCode(
    code="BS-EST-015",
    severity=Severity.NOTE,
    meaning="Two shifts of a team are at the same time; those hours count once.",
    fix="Correct the shifts; more people at once are `people` of the team.",
)
THING_UNKNOWN = FindingCode(
    code="BS-EST-016",
    severity=Severity.NOTE,
    meaning="A gate wants a thing or a skill of which there is none; it is planned without it.",
    fix="List the shared thing, or how many of the gate's team have the skill.",
)
TOO_MUCH_WANTED = FindingCode(
    code="BS-EST-017",
    severity=Severity.NOTE,
    meaning="A gate wants more of a thing or a skill than there is; it is planned with all of it.",
    fix="Correct what the gate wants, or how much there is.",
)
HOLD_OPEN = FindingCode(
    code="BS-EST-018",
    severity=Severity.NOTE,
    meaning="Nobody said until when a hold lasts, or that day is over; its end is assumed.",
    fix="Say on which day it is hoped to be lifted (`until_on`), or lift it (`lifted_on`).",
)
SELF_STARTER_NEEDS = FindingCode(
    code="BS-EST-019",
    severity=Severity.HELD,
    meaning="A service that is said to need nothing needs one that does not start by itself.",
    fix="Take the dependency out if it starts alone; otherwise it is no self-starter.",
)
PASSED_WHILE_HELD = FindingCode(
    code="BS-EST-020",
    severity=Severity.HELD,
    meaning="A gate counts as passed although a hold says that it may not begin.",
    fix="Lift the hold if it is over, or say from which gate on it holds; otherwise sign a fail.",
)

FINDINGS = (
    GATE_BEFORE_OPEN,
    NEEDED_SERVICE_DOWN,
    TAKEN_BACK,
    CYCLE,
    NOT_IN_INVENTORY,
    TOO_MANY_PEOPLE,
    TEAM_SIZE,
    HOURS_DISORDERED,
    NEEDS_UNKNOWN,
    ACTIVITY_UNKNOWN,
    VALUE_NOT_COMPARABLE,
    AFTER_DEADLINE,
    BEYOND_HORIZON,
    TEAM_WITHOUT_GATES,
    SHIFTS_OVERLAP,
    THING_UNKNOWN,
    TOO_MUCH_WANTED,
    HOLD_OPEN,
    SELF_STARTER_NEEDS,
    PASSED_WHILE_HELD,
)
