"""The report for the meeting at seven: each part says what it is for, or that there is nothing."""

from datetime import date, timedelta

import polars as pl

from blackstart.base.table import Frames
from blackstart.estate.running.findings import TOO_FEW_SIGNED as NOT_THERE
from blackstart.estate.running.statement import Case, evidence_sha256
from blackstart.estate.telling.report_document import (
    Report,
    Section,
    findings_said,
    named,
    sentence,
    some,
)
from blackstart.estate.telling.report_handover import READS, handover
from tests.web.estate_made import after, estate, run
from tests.web.made import DAY, frame

CASE = Case(incident="bearing-works", mode="EXERCISE")


def report(frames: Frames, days: int = 1) -> Report:
    """Let the estate plan some days, and report on the last one."""
    seen = after(days, frames).frames
    return handover({name: seen[name] for name in READS}, CASE, DAY + timedelta(days=days - 1))


def part(told: Report, title: str) -> Section:
    """Give a section by the beginning of its title."""
    return next(one for one in told.sections if one.title.startswith(title))


def rows(told: Report, title: str) -> list[tuple[str, ...]]:
    """Give the rows of a section."""
    sheet = part(told, title).sheet
    assert sheet is not None
    return list(sheet.rows)


def test_what_came_back_since_yesterday_is_told_with_who_signed() -> None:
    """The directory: nine gates on one day, by one person."""
    told = report(estate())
    assert part(told, "Since").sentences == ("Back: directory.",)
    assert len(rows(told, "Since")) == 9
    assert rows(told, "Since")[0] == ("2025-09-25", "directory", "isolated", "A. Person")
    assert part(told, "In short").sentences[0] == "1 of 5 services are back."
    later = report(estate(), 4)
    assert part(later, "Since").sentences == ("Back: no service.",)


def test_a_slip_has_days_reason_and_price() -> None:
    """Nobody signed what was to be done: paying is later, and a day of it is 2,500 pounds."""
    told = report(estate(), 3)
    said = part(told, "What slipped").sentences
    assert said[0].startswith("Later than the plan before said: 1 activity, ")
    assert said[1].endswith(" GBP.")
    paying = rows(told, "What slipped")[0]
    assert paying[0] == "paying"
    assert paying[4] == f"{int(paying[3]) * 2500:,}.00 GBP"
    assert paying[6] == "it was to be done by now, and nobody has signed it"
    assert {row[4] for row in rows(told, "What slipped")[1:]} == {""}


def test_a_slip_without_a_value_has_no_price() -> None:
    """Unknown stays unknown, and is named."""
    row = {"activity": "paying", "unit": "x", "rate_manual": 1, "rate_restored": 1}
    told = report(estate(activities=frame("activities", {**row, "rate_boosted": 1})), 3)
    assert part(told, "What slipped").sentences[-1] == (
        "The value of a day is not known of paying: their slip has no price."
    )
    assert "The value of a day is not known of paying." in part(told, "Unknown").sentences


def test_the_first_morning_has_nothing_to_compare_with() -> None:
    """No plan before today's."""
    assert part(report(estate()), "What slipped").sentences == (
        "No plan was made before today: nothing to compare with.",
    )


def test_each_team_knows_what_is_next() -> None:
    """What is worked on today, and whether there are people; a team without a size says so."""
    told = report(estate())
    said = part(told, "Next").sentences
    assert any(one.startswith("apps: ") and one.endswith("2 there.") for one in said)
    assert any(one.endswith("nobody said how many there are.") for one in said)
    assert {row[0] for row in rows(told, "Next")} >= {"apps", "network"}


def test_what_should_not_begin_yet_is_told() -> None:
    """It could: nothing that it needs is missing. What waits for its own needs is not listed."""
    seen = after(1, estate()).frames
    erp = (pl.col("service") == "erp") & pl.col("gate").is_in(["isolated", "rebuilt"])
    plan = seen["plan"].with_columns(
        behind_service=pl.when(erp).then(pl.lit("shop")),
        behind_gate=pl.when(erp).then(pl.lit("isolated")).cast(seen["plan"].schema["gate"]),
    )
    told = handover({**{name: seen[name] for name in READS}, "plan": plan}, CASE, DAY)
    (row,) = rows(told, "Not yet")
    assert row[1:4] == ("erp", "isolated", "shop: isolated")
    assert part(told, "Not yet").sentences == (
        "1 gate could begin and should not yet: people are kept free.",
    )
    assert part(report(estate()), "Not yet").sentences == ("Nobody is kept free.",)


def test_who_must_sign_what() -> None:
    """Gates that are to be done today, what their rules want, and who has signed."""
    frames = run()
    done = pl.concat(
        [
            frames["gate_moves"],
            frame(
                "gate_moves",
                {"move": "done", "number": 3, "moved_by": "D. Doer"},
                {"move": "late", "number": 4, "moved_by": "blackstart"},
                service="erp",
                gate="isolated",
                round=2,
                moved_at=frames["gate_moves"]["moved_at"][0],
                moved_on=DAY,
            ),
        ]
    )
    digest = evidence_sha256(())
    offs = frame(
        "sign_offs",
        {"person": "B. Boss", "evidence_sha256": digest},
        {"person": "C. Clerk", "evidence_sha256": "cd" * 32},
        service="erp",
        gate="isolated",
        round=2,
        result="pass",
        signed_at=frames["gate_moves"]["moved_at"][0],
        signed_on=DAY,
    )
    told = report({**frames, "gate_moves": done, "sign_offs": offs})
    erp = next(row for row in rows(told, "Who must sign") if row[0] == "erp")
    assert erp[3] == "2 different people; one of them recovery lead; evidence: scan report"
    assert erp[4] == "B. Boss, C. Clerk (before the evidence changed)"
    assert (
        "Open for longer than their rule allows: erp: isolated."
        in part(told, "What is blocked").sentences
    )


def test_a_gate_that_is_due_today_is_to_be_signed() -> None:
    """By the plan, without anybody having said that it is done."""
    hours = {"hours_low": 0.1, "hours_likely": 0.2, "hours_high": 0.3}
    quick = estate()["gates"].with_columns(**{name: pl.lit(value) for name, value in hours.items()})
    told = report(estate(gates=quick))
    assert ("bank link", "isolated", "apps", "1 person", "nobody") in rows(told, "Who must sign")


def test_what_is_blocked_names_the_service_and_its_team() -> None:
    """A gate that waits: for whom, and who works on that; a signature that does not count."""
    signed = frame(
        "gate_signatures",
        *({"service": "erp", "gate": gate} for gate in ("isolated", "evidence captured")),
        {"service": "portal", "gate": "rebuilt"},
        signed_on=DAY,
        signed_by="A. Person",
        result="pass",
    )
    told = report(estate(gate_signatures=signed))
    assert ("erp", "rebuilt", "directory", "apps") in rows(told, "What is blocked")
    assert part(told, "What is blocked").sentences[0] == (
        "Waiting for services that are not back: 1 gate."
    )
    assert "portal: rebuilt: 'isolated' is still open." in part(told, "What is blocked").sentences


def test_what_is_held_is_told_apart() -> None:
    """A forensic hold is nobody's delay: it is counted for itself, and named in the rows."""
    hold = frame("holds", {"hold": "17", "service": "portal", "is_open": True})
    told = report(estate(holds=hold))
    assert part(told, "What is blocked").sentences[:2] == (
        "Waiting for services that are not back: 0 gates.",
        "Held for forensics: 1 gate.",
    )
    assert ("portal", "isolated", "hold 17", "") in rows(told, "What is blocked")


def test_an_empty_estate_says_so() -> None:
    """Before any decision: no fault, no figures."""
    nothing = {name: rows.clear() for name, rows in estate().items()}
    told = handover({name: nothing[name] for name in READS}, CASE, DAY)
    assert part(told, "Unknown").sentences == ("No plan has been made: `blackstart run` makes it.",)
    assert part(told, "In short").sentences[0] == "0 of 0 services are back."
    live = Case(incident="bearing-works", mode="LIVE")
    assert handover({name: nothing[name] for name in READS}, live, date.max).case.mode == "LIVE"


def test_without_activities_the_last_gate_is_named() -> None:
    """Nobody said what the services are for."""
    told = report(estate(activity_needs=frame("activity_needs")))
    assert "the last gate ends, on " in part(told, "In short").sentences[-1]


def test_words() -> None:
    """Counts with their nouns, lists that end, sentences with one full stop."""
    assert (some(1, "gate"), some(1200, "person", "people")) == ("1 gate", "1,200 people")
    assert (named(["a", "b", "c"], 2), named([])) == ("a, b, … and 1 more", "")
    assert sentence("It is late.") == sentence("It is late") == "It is late."
    many = [NOT_THERE.at(f"gate {number}") for number in range(25)]
    assert len(findings_said(many)) == 21
    assert findings_said(many)[-1].startswith("… and 5 more: ")
    assert findings_said(many[:1]) == (f"gate 0: {NOT_THERE.meaning}",)
