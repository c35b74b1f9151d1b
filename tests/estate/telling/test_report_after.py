"""The report afterwards: what was said and what came, what failed, how time was spent."""

from datetime import timedelta

import polars as pl

from blackstart.base.table import Frames
from blackstart.estate.telling.report_after import READS, after_action
from blackstart.estate.telling.report_document import Report
from tests.estate.telling.test_report_handover import CASE, part, rows
from tests.web.estate_made import after, estate, run
from tests.web.made import DAY, NOW, frame


def report(frames: Frames, days: int = 1) -> Report:
    """Let the estate plan some days, and report on the last one."""
    seen = after(days, frames).frames
    return after_action({name: seen[name] for name in READS}, CASE, DAY + timedelta(days=days - 1))


def test_what_was_said_and_what_came_stand_side_by_side() -> None:
    """A service that came three days later than said; one of which no plan spoke before."""
    signed = estate()["gate_signatures"]
    late = signed.with_columns(
        signed_on=pl.lit(DAY + timedelta(days=3)), service=pl.lit("car park")
    )
    told = report(estate(gate_signatures=pl.concat([signed, late])), 4)
    services = {row[0]: row for row in rows(told, "Returns")}
    assert services["directory"] == ("directory", "", "2025-09-25", "back", "")
    name, said, back, state, days = services["car park"]
    assert (name, back, state) == ("car park", "2025-09-28", "back")
    assert said
    assert services["erp"][3] == "open"
    short = part(told, "In short").sentences
    assert short[0] == "2 of 5 services are back on 2025-09-28."
    assert short[1].startswith("The restart still runs")
    assert short[2] == "The first gate passed on 2025-09-25, the last one on 2025-09-28."
    assert days == str(int(days))


def test_a_late_activity_has_its_price_and_an_unpriced_one_says_so() -> None:
    """Days by the value of a day; unknown where nobody said it; nothing where nothing is late."""
    told = report(estate(), 3)
    activities = {row[0]: row for row in rows(told, "Activities")}
    assert activities["paying"][4] == f"{int(activities['paying'][3]) * 2500:,}.00 GBP"
    assert activities["parts"][4] == activities["build:Range"][4] == ""
    row = {"activity": "paying", "unit": "x", "rate_manual": 1, "rate_restored": 1}
    unpriced = estate(activities=frame("activities", {**row, "rate_boosted": 1}))
    assert rows(report(unpriced, 3), "Activities")[0][4] == "unknown"


def test_setbacks_are_listed_with_their_reasons() -> None:
    """A round that failed, and a fail on paper."""
    frames = run()
    fail = (
        frames["gate_signatures"]
        .head(1)
        .with_columns(result=pl.lit("fail").cast(frames["gate_signatures"].schema["result"]))
    )
    told = report({**frames, "gate_signatures": fail})
    assert rows(told, "What failed") == [
        ("2025-09-25", "directory", "isolated", "failed on paper", "A. Person", ""),
        ("2025-09-25", "erp", "isolated", "failed", "B. Boss", "bad scan"),
    ]
    assert part(told, "What failed").sentences[0] == "2 setbacks."


def test_waiting_is_not_working() -> None:
    """One gate was worked on for two hours of five; of another nobody said that they began."""
    moves = frame(
        "gate_moves",
        *(
            {
                "service": service,
                "move": move,
                "number": number,
                "moved_at": NOW + timedelta(hours=hours),
            }
            for number, (service, move, hours) in enumerate(
                [
                    ("a", "opened", 0),
                    ("a", "begun", 1),
                    ("a", "done", 3),
                    ("a", "passed", 5),
                    ("b", "opened", 0),
                    ("b", "passed", 1),
                    ("c", "opened", 0),
                ],
                start=1,
            )
        ),
        gate="isolated",
        round=1,
        moved_on=DAY,
        moved_by="x",
    )
    told = report(estate(gate_moves=moves))
    assert rows(told, "Waiting") == [("isolated", "2", "2.0", "2.0", "1")]
    never = moves.filter(pl.col("service") == "b")
    assert rows(report(estate(gate_moves=never)), "Waiting") == [("isolated", "1", "1.0", "", "0")]


def test_people_are_counted() -> None:
    """Signatures on paper and with keys; files with who handed them in."""
    told = report(run())
    assert rows(told, "Who signed") == [("A. Person", "9"), ("B. Boss", "1"), ("C. Clerk", "1")]
    assert part(told, "Who signed").sentences == ("1 file of evidence, handed in by D. Doer.",)


def test_a_finished_restart_and_an_empty_one() -> None:
    """Nothing open: it is not said to run. Nothing at all: no fault."""
    only = estate(
        services=frame("services", {"service": "directory"}, layer="identity", source="dossier"),
        **{name: frame(name) for name in ("dependencies", "gates", "activity_needs")},
    )
    assert len(part(report(only), "In short").sentences) == 3
    nothing = {name: rows_.clear() for name, rows_ in estate().items()}
    told = after_action({name: nothing[name] for name in READS}, CASE, DAY)
    assert part(told, "In short").sentences == (
        "0 of 0 services are back on 2025-09-25.",
        "0 services later than a plan first said.",
    )
