"""What is under way: people's stamps, or the plan's word while nobody stamped anything."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from tests.estate.bound_work import shifts_of
from tests.estate.made import DAY, chain, day, frame, planned, services, signatures

# Both teams do gates of 30 hours; the chain of one service.
SAID = {
    "services": services("a"),
    "gates": frame("gates", *chain("a", hours_low=30.0, hours_likely=30.0, hours_high=30.0)),
    "teams": frame("teams", {}),
}


def moves(*sentences: str) -> pl.DataFrame:
    """Make moves of sentences: "isolated begun -1 09:00" was yesterday at nine, site's time."""
    rows: list[dict[str, Any]] = []
    for number, sentence in enumerate(sentences, start=1):
        gate, move, ahead, time = sentence.rsplit(" ", 3)
        hour = datetime.fromisoformat(f"{day(int(ahead))}T{time}").replace(tzinfo=UTC)
        rows.append(
            {
                "service": "a",
                "gate": gate,
                "round": 1 + sum(row["move"] == "failed" for row in rows),
                "move": move,
                "moved_by": "Ann",
                "number": number,
                "moved_at": hour - timedelta(hours=1),  # British summer time
                "moved_on": day(int(ahead)),
            }
        )
    return frame("gate_moves", *rows)


def begun(ahead: int, **said: pl.DataFrame) -> list[tuple[str, float, float]]:
    """Give the gates that are under way, when they were begun, and what is left of them."""
    gates = planned(ahead, **{**SAID, **said}).work.gates
    rows = gates.filter(pl.col("begun_hours").is_not_null())
    return list(rows.select("gate", "begun_hours", "hours_likely").iter_rows())


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ((), [("isolated", -24.0, 7.5)]),  # nobody stamps: what the plan said
        (("isolated opened -1 08:00",), [("isolated", -24.0, 7.5)]),
        (("isolated begun 0 09:00",), [("isolated", -15.0, 15.0)]),
        (("isolated begun 0 09:00", "isolated begun 0 11:00"), [("isolated", -15.0, 15.0)]),
        (("isolated begun 0 09:00", "isolated done 0 20:00"), [("isolated", -15.0, 0.0)]),
        (("isolated begun 0 09:00", "isolated failed 0 20:00"), []),
        (
            ("isolated begun 0 09:00", "isolated failed 0 20:00", "isolated begun 0 21:00"),
            [("isolated", -3.0, 27.0)],
        ),
        (("isolated begun 1 09:00",), [("isolated", 0.0, 30.0)]),  # on the plan's own day
        (("scanned begun 0 09:00",), []),  # its turn has not come
        (("isolated begun 2 09:00",), [("isolated", -24.0, 7.5)]),  # not seen yet
    ],
)
def test_stamps_tell_what_is_begun(
    told: tuple[str, ...], found: list[tuple[str, float, float]]
) -> None:
    """As soon as somebody stamps, the plan's word no longer counts; done needs no more work."""
    earlier = planned(**SAID).plan
    assert begun(1, plan=earlier, gate_moves=moves(*told)) == found


def test_a_fail_on_paper_ends_what_was_begun() -> None:
    """Somebody failed the gate today: nobody works on it until it is begun anew."""
    failed = signatures("a #1 fail 1")
    assert begun(1, gate_moves=moves("isolated begun 0 09:00"), gate_signatures=failed) == []


def test_what_is_begun_counts_the_hours_of_its_shifts() -> None:
    """Begun on Wednesday noon: eight hours until Friday, on an even team six of every 24."""
    shifts = frame("team_shifts", *shifts_of("team", "workdays 12:00-16:00"))
    wednesday = moves("isolated begun -1 12:00")
    assert DAY.strftime("%A") == "Thursday"
    assert begun(1, team_shifts=shifts, gate_moves=wednesday) == [("isolated", -36.0, 22.0)]
    alone = frame("gates", *chain("a", people=0, hours_likely=60.0, hours_high=60.0))
    assert begun(1, team_shifts=shifts, gates=alone, gate_moves=wednesday) == [
        ("isolated", -36.0, 24.0)
    ]
