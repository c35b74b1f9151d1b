"""Which gates decide a return: followed back from the end, gate by gate."""

import polars as pl
import pytest
from hypothesis import given, settings

from blackstart.base.table import Frames
from blackstart.estate.restart import restart
from blackstart.estate.tables import GATES, LAST_GATE
from blackstart.estate.telling.critical import (
    BEFORE,
    BEGUN,
    KEPT,
    NEEDED,
    NOTHING,
    SAME_HOURS,
    TEAM,
    Gate,
    Net,
    bands,
    chain,
    held_up,
    holds,
    last_return,
    net,
    waits_for,
    wanted,
)
from tests.estate.bound_work import shifts_of
from tests.estate.made import (
    DAY,
    any_tables,
    day,
    dependencies,
    frame,
    planned,
    services,
    signatures,
)
from tests.estate.made import (
    chain as gates_of,
)

# A directory, the ERP behind it, and a web shop that shares the team of one.
SAID = {
    "services": services("directory", "erp", "shop"),
    "gates": frame("gates", *gates_of("directory"), *gates_of("erp"), *gates_of("shop")),
    "dependencies": dependencies("erp needs directory for data"),
    "teams": frame("teams", {"people": 1}),
    "activities": frame("activities", {}),
    "activity_needs": frame("activity_needs", {"service": "erp"}),
}


def net_of(**said: pl.DataFrame) -> Net:
    """Plan some tables and read the plan's net."""
    known = {**SAID, **said}
    return net(planned(**known).plan, known["dependencies"])


def test_the_deciding_chain_leads_from_now_to_the_last_return() -> None:
    """One person does all: the ERP waits for the directory, then for its own gates."""
    of = net_of()
    held = holds(of)
    found = last_return(of, SAID["activity_needs"])
    assert found is not None
    activity, row = found
    assert (activity, of.gates[row]) == ("paying", ("erp", LAST_GATE))
    rows = chain(held, row)
    assert of.start[rows[0]] == 0
    assert held[rows[0]].why == NOTHING
    assert {held[one].why for one in rows[1:]} <= {BEFORE, NEEDED, TEAM}
    assert [of.end[one] for one in rows[:-1]] == [of.start[one] for one in rows[1:]]


def test_each_wait_has_its_reason() -> None:
    """Nothing, the gate before, the needed service, the busy team: with people enough or not."""
    plenty = net_of(teams=frame("teams", {"people": 9}))
    held = holds(plenty)
    why = {plenty.gates[row]: one.why for row, one in enumerate(held)}
    assert why["directory", "isolated"] == NOTHING
    assert why["directory", "rebuilt"] == BEFORE
    assert why["erp", "data restored"] == NEEDED
    assert TEAM not in why.values()
    assert TEAM in {one.why for one in holds(net_of())}


def test_people_who_are_kept_free_are_a_reason() -> None:
    """A gate that could begin waits for another one, so that its people are free then."""
    kept = Net(
        gates=(("erp", "isolated"), ("shop", "isolated"), ("shop", "evidence captured")),
        row={},
        team=("network", "server", "server"),
        people=(1, 1, 1),
        start=(0.0, 2.0, 3.0),
        end=(2.0, 3.0, 4.0),
        before=((), (), (1,)),
        behind={1: 0, 2: 0},
    )
    first, second, third = holds(kept)
    words = "erp: isolated, until when people are kept free for something more urgent"
    assert (first.why, second.why, waits_for(kept, second)) == (NOTHING, KEPT, words)
    assert (third.row, third.why) == (1, BEFORE)  # by then it waits for something else
    assert chain((first, second, third), 2) == (0, 1, 2)


def test_a_plan_says_who_is_kept_behind_whom() -> None:
    """The plan's columns are read; a gate that has passed keeps nobody back."""
    plan = planned(**SAID, gate_signatures=signatures("directory 1 pass 0")).plan
    shop, gates = pl.col("service") == "shop", ("isolated", "evidence captured")
    said = plan.with_columns(
        behind_service=pl.when(shop).then(pl.lit("directory")),
        behind_gate=pl.when(shop & (pl.col("gate") == gates[0]))
        .then(pl.lit(gates[0]))
        .when(shop & (pl.col("gate") == gates[1]))
        .then(pl.lit(gates[1]))
        .cast(plan.schema["gate"]),
    )
    of = net(said, SAID["dependencies"])
    assert of.behind == {of.row["shop", gates[1]]: of.row["directory", gates[1]]}


def test_what_is_begun_waits_for_nothing() -> None:
    """A gate that somebody works on since yesterday begins a chain."""
    before = planned(-1, **SAID).plan
    of = net(planned(0, plan=before, **SAID).plan, SAID["dependencies"])
    held = holds(of)
    begun = [row for row, start in enumerate(of.start) if start < 0]
    assert begun
    assert {held[row].why for row in begun} == {BEGUN}
    assert [wanted(of)[row] for row in begun] == [(of.start[row], of.end[row]) for row in begun]


def test_a_gate_without_people_waits_for_no_team() -> None:
    """Waiting for a delivery takes nobody: only what must come before decides."""
    rows = [{**row, "people": 0} for row in gates_of("shop")]
    of = net_of(gates=frame("gates", *gates_of("directory"), *gates_of("erp"), *rows))
    held = holds(of)
    shop = [held[row].why for row, gate in enumerate(of.gates) if gate[0] == "shop"]
    assert sorted(set(shop)) == [BEFORE, NOTHING]


def test_without_activities_the_last_gate_ends_the_chain() -> None:
    """Nobody said what the services are for: the restart itself is what returns."""
    of = net_of(activities=frame("activities"), activity_needs=frame("activity_needs"))
    found = last_return(of, frame("activity_needs"))
    assert found is not None
    assert found[0] == ""
    assert of.end[found[1]] == max(of.end)
    done = net_of(
        gate_signatures=signatures("directory 9 pass -3", "erp 9 pass -2", "shop 9 pass -1")
    )
    assert last_return(done, SAID["activity_needs"]) is None


def test_the_range_grows_along_the_chain() -> None:
    """The further away, the less sure; a gate that takes no time adds nothing."""
    made = planned(**SAID)
    of = net(made.plan, SAID["dependencies"])
    held = holds(of)
    ranges = bands(of, held, made.estate.gates)
    for row, (low, high) in enumerate(ranges):
        assert low <= of.end[row] <= high
        earlier = held[row].row
        if earlier is not None:
            before = ranges[earlier]
            assert high - low >= before[1] - before[0]
    unknown = bands(of, held, made.estate.gates.clear())
    assert unknown == tuple((end, end) for end in of.end)


def test_one_gates_range_is_its_own_hours() -> None:
    """The first gate: two hours, one if it goes well, four if it goes badly."""
    made = planned(**SAID)
    of = net(made.plan, SAID["dependencies"])
    row = of.row["directory", "isolated"]
    assert bands(of, holds(of), made.estate.gates)[row] == pytest.approx((1, 4))


def test_what_a_gate_holds_up() -> None:
    """The directory's first gate holds up all of the directory, and the ERP from its data on."""
    of = net_of()
    rows = held_up(of, of.row["directory", "isolated"])
    gates = {of.gates[row] for row in rows}
    assert gates == {
        *(("directory", gate) for gate in GATES[1:]),
        *(("erp", gate) for gate in GATES[GATES.index("data restored") :]),
    }
    assert held_up(of, of.row["shop", LAST_GATE]) == frozenset()


@settings(max_examples=30, deadline=None)
@given(any_tables())
def test_chains_are_true_of_any_plan(said: Frames) -> None:
    """Each chain ends, never goes back in time, and nothing that must come before is later."""
    made = restart(said, DAY)
    of = net(made.plan, said["dependencies"])
    held = holds(of)
    for row, one in enumerate(held):
        rows = chain(held, row)
        assert rows[-1] == row
        assert len(set(rows)) == len(rows)
        if one.row is not None:
            assert of.end[one.row] <= of.start[row] + SAME_HOURS
        assert all(of.end[before] <= of.start[row] + SAME_HOURS for before in of.before[row])
    for (start, end), planned_start in zip(wanted(of), of.start, strict=True):
        assert start <= planned_start + SAME_HOURS
        assert start <= end
    assert len(bands(of, held, made.estate.gates)) == len(of.gates)


def reason(gate: Gate, **said: pl.DataFrame) -> str:
    """Say in words what a gate of three services with people enough waits for."""
    known = {**SAID, "teams": frame("teams", {"people": 9}), **said}
    made = planned(**known)
    of = net(made.plan, known["dependencies"], made.limits)
    return waits_for(of, holds(of)[of.row[gate]])


# Gates take two hours: all services would be rebuilt at four o'clock.
DAILY = frame("team_shifts", *shifts_of("team", "daily 05:00-13:00"))
ROOM = {
    "shared_things": frame("shared_things", {}, {"thing": "bandwidth"}),
    "gate_things": frame("gate_things", {}, {"service": "erp", "thing": "bandwidth"}),
}


@pytest.mark.parametrize(
    ("gate", "said", "words"),
    [
        (("directory", "rebuilt"), ROOM, "directory: evidence captured"),
        (("erp", "rebuilt"), ROOM, "clean room, taken up by directory: rebuilt"),
        (("erp", "scanned"), ROOM, "erp: rebuilt"),
        (
            ("erp", "rebuilt"),  # what has passed takes up nothing
            {**ROOM, "gate_signatures": signatures("directory 9 pass 0")},
            "erp: evidence captured",
        ),
        (
            ("erp", "rebuilt"),
            {"holds": frame("holds", {"service": "erp", "until_on": day(1), "gate": "rebuilt"})},
            "hold police 1",
        ),
        (
            ("erp", "evidence captured"),
            {"holds": frame("holds", {"service": "erp", "until_on": day(1), "gate": "rebuilt"})},
            "erp: isolated",
        ),
        (
            ("erp", "rebuilt"),  # the hold is over long before
            {
                "holds": frame("holds", {"service": "erp", "until_on": DAY, "until_time": "01:00"}),
            },
            "erp: evidence captured",
        ),
        (("shop", "isolated"), {"team_shifts": DAILY}, "the next shift of its team"),
        (("shop", "rebuilt"), {"team_shifts": DAILY}, "shop: evidence captured"),
        (
            ("shop", "integrity verified"),
            {"team_shifts": DAILY, "gates": frame("gates", *gates_of("shop", hours_likely=1.6))},
            "shop: data restored, then the next shift of its team",
        ),
    ],
)
def test_what_else_a_gate_waits_for(gate: Gate, said: dict[str, pl.DataFrame], words: str) -> None:
    """A shared thing and who has it, a hold by its name, the next shift."""
    assert reason(gate, **said) == words
