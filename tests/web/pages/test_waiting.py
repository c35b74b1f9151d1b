"""What waits for whom: the first thing that anybody reads."""

from dataclasses import replace
from typing import Any

import polars as pl

from blackstart.web.pages.waiting import TEAMS_SHOWN, waiting
from blackstart.web.pages.words import GLUE
from tests.web.made import DAY, frame, gate, nothing, runs, standing


def listed(**changes: Any) -> list[tuple[str, str, str]]:  # noqa: ANN401 - any change of a standing
    """Give the list, with blanks that may break."""
    return [
        (one.who, one.what.replace(GLUE, " "), one.since.replace(GLUE, " "))
        for one in waiting(standing(**changes), DAY)
    ]


def test_the_list_names_people_work_and_time() -> None:
    """Signers first, then teams by urgency, then the desks; a gate of tomorrow does not wait."""
    assert listed() == [
        (
            "Two signers who are not each other",
            "Payment run R-2025-09-25: 2 payments, 1,234,567.89 GBP, 20.00 EUR",
            "proposed today, unsigned",
        ),
        ("business owner", "bank-link: signed off", "planned until today"),
        ("security", "edi: scanned", "planned until Sat 27 Sep"),
        (
            "Keepers of bank details",
            "1 supplier to be paid, but the account is missing or not verified",
            "call back on an old number",
        ),
        (
            "Payables clerks",
            (
                "4 held invoices, 2 reasons; 3 of them: The account on the invoice is none that we "
                "know."
            ),
            "Call the supplier back.",
        ),
        ("Vehicle desk", "2 cars cannot be invoiced", "2: on hold"),
        ("Registration desk", "2 sold cars cannot be registered", "1: CO2 missing"),
        (
            "Communications, and a second reader",
            "3 notices in draft",
            "round 1; nothing was sent",
        ),
    ]


def test_documents_that_nobody_read_come_first() -> None:
    """What came and was not read may change everything below."""
    assert listed(waiting_documents=2)[0] == (
        "Whoever runs Blackstart",
        "2 documents came and nobody has read them",
        "`blackstart run` reads them",
    )


def test_a_signed_run_waits_for_nobody() -> None:
    """Only what is proposed waits for signatures."""
    signed = runs().with_columns(state=pl.lit("signed", runs().schema["state"]))
    assert not [who for who, _, _ in listed(frames={"payment_runs": signed}) if "signers" in who]


def test_each_team_has_one_line_and_the_rest_is_counted() -> None:
    """The most urgent teams by name with their first gate; no gate goes uncounted."""
    teams = TEAMS_SHOWN + 2
    rows = [
        gate(f"service-{number}", "rebuilt", 0, 5, team=f"team-{number % teams}", rank=number + 1)
        for number in range(2 * teams)
    ]
    plan = frame("plan", *rows, state="planned", phase=1, people=1, assumed=False)
    found = [line for line in listed(frames={"plan": plan}) if "team" in line[0]]
    assert found[0] == (
        "team-0",
        "service-0: rebuilt, and 1 more gate today",
        "planned until today",
    )
    assert len(found) == TEAMS_SHOWN + 1
    assert found[-1] == ("2 more teams", "4 gates to be worked on today", "")


def test_reasons_that_refuse_hold_nobody_up() -> None:
    """A refused invoice waits for no clerk; blocked cars without a reason are still counted."""
    found = listed(
        facts={
            "invoices.decide": {"reasons": [{"severity": "refused", "invoices": 9}]},
            "vehicles.register": {"blocked": 4},
        }
    )
    assert not [who for who, _, _ in found if who == "Payables clerks"]
    assert ("Registration desk", "4 sold cars cannot be registered", "") in found


def test_before_the_first_run_the_operator_is_waited_for() -> None:
    """Nothing decided is not the same as nothing to do."""
    (one,) = waiting(nothing(), DAY)
    assert (one.who, one.since) == ("Whoever runs Blackstart", "`blackstart run` does it")


def test_a_quiet_incident_waits_for_nobody() -> None:
    """Everything decided and nothing open: the list is empty."""
    assert waiting(replace(nothing(), done_at=standing().done_at), DAY) == []
