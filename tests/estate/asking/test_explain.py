"""Why a service stands where it stands, and what another place would do."""

from datetime import timedelta

import polars as pl
import pytest

from blackstart.base.finding import Finding
from blackstart.estate.asking import explain as explaining
from blackstart.estate.asking.change import Ground
from blackstart.estate.asking.elsewhere import moved
from blackstart.estate.asking.explain import Explained, explain
from blackstart.estate.asking.ways import ways
from blackstart.estate.telling.critical import HELD, KEPT, TEAM, Hold, Net
from tests.estate.asking.firm import PAYING_MINOR, SAID, SELLING_MINOR, ground
from tests.estate.made import DAY, chain, frame, planned, services, signatures


@pytest.fixture(name="firm", scope="module")
def _firm() -> Ground:
    return ground()


def explained(firm: Ground, service: str) -> Explained:
    """Explain a service that waits."""
    found = explain(firm, service)
    assert isinstance(found, Explained)
    return found


def test_what_hangs_on_a_directory(firm: Ground) -> None:
    """Both activities that are worth something, the best way first, and who waits for it."""
    found = explained(firm, "directory")
    assert (found.place, found.of) == (1, 4)
    assert [way.activity for way in found.ways] == ["selling", "paying"]
    assert found.behind == ("erp", "portal")
    assert found.needs == ()
    assert found.ahead == ()
    assert found.work_hours == 9 * 2.0
    assert found.activities == 3
    assert not any(way.assumed for way in found.ways)


def test_what_a_portal_waits_for(firm: Ground) -> None:
    """It needs two services; one comes before it for that reason, and both decide."""
    found = explained(firm, "portal")
    assert found.needs == ("directory", "erp")
    assert [(one.service, one.needed) for one in found.ahead] == [("directory", True)]
    assert "erp" in {step.service for step in found.chain}
    assert found.chain[-1].gate == "reconnected"
    assert found.chain[0].waits_for == "nothing: it can start"


def test_what_a_mail_that_comes_last_waits_for(firm: Ground) -> None:
    """Its team is busy with others; the services before it serve what is worth more."""
    found = explained(firm, "mail")
    assert found.place == 4
    assert found.ways[0].assumed
    assert [one.needed for one in found.ahead] == [False] * 3
    assert any("busy with" in step.waits_for for step in found.chain)
    assert [one.words for one in found.later] == ["its next gate a day later"]
    words = [one.words for one in found.sooner]
    assert set(words) == {"first of all, with what it needs", "1 person more in apps"}
    assert all(one.later_hours < 0 for one in found.sooner)
    first = next(one for one in found.sooner if one.words.startswith("first"))
    assert first.saved["GBP"].mean < 0


def test_a_later_directory_costs_money_by_the_day(firm: Ground) -> None:
    """A day later costs no more than the activities behind it are worth; last of all the most."""
    found = explained(firm, "directory")
    a_day, places, last = found.later
    assert a_day.later_hours == pytest.approx(24.0, abs=4)
    assert 300_000 < a_day.cost_a_day()["GBP"] <= PAYING_MINOR + SELLING_MINOR
    assert places.words == "2 places later"
    assert last.words == "last of all"
    assert last.saved["GBP"].mean <= places.saved["GBP"].mean <= 0
    assert {one.words: one.cost_a_day() for one in found.sooner if abs(one.later_hours) < 1} == {
        "first of all, with what it needs": {}
    }


def test_a_service_that_nobody_needs() -> None:
    """No activity hangs on it."""
    found = explained(ground(activity_needs=frame("activity_needs", {}).clear()), "mail")
    assert found.ways == ()
    assert found.activities == 0
    assert found.ahead[0].best is None


def test_what_is_begun_cannot_be_put_elsewhere() -> None:
    """A gate that is being worked on stays, its service's later gates may move."""
    first = planned(services=services("a", "b"), gates=frame("gates", *chain("a"), *chain("b")))
    said = {"services": services("a"), "plan": first.plan}
    made = planned(1, **said)
    assert made.work.gates["begun_hours"][0] is not None
    assert moved(made, ["a"], 99).ranks[0] == 0
    now = ground(1, services=services("mail"), plan=ground(services=services("mail")).made.plan)
    found = explained(now, "mail")
    assert found.later[0].words == "its next gate a day later"


def test_a_service_whose_last_gate_is_worked_on() -> None:
    """Nothing of it can begin later."""
    signed = signatures("mail 8 pass -1")
    said = {"services": services("mail"), "gate_signatures": signed}
    slow = frame("gates", *chain("mail", hours_likely=60.0, hours_high=90.0))
    first = ground(**said, gates=slow)
    now = ground(1, **said, gates=slow, plan=first.made.plan)
    assert "its next gate a day later" not in [one.words for one in explained(now, "mail").later]


def test_a_slot_and_a_lifted_hold_bring_it_sooner() -> None:
    """What the chain waits for besides people is tried, too: one more of it, or none."""
    room = {
        "teams": SAID["teams"].with_columns(people=pl.lit(9)),
        "shared_things": frame("shared_things", {"thing": "clean-room", "amount": 1}),
        "gate_things": frame(
            "gate_things", {"service": "*", "gate": "isolated", "thing": "clean-room", "amount": 1}
        ),
    }
    found = explained(ground(**room), "mail")
    assert "1 more of clean-room" in [one.words for one in found.sooner]
    hold = {"hold": "police", "service": "mail", "until_on": DAY + timedelta(days=9)}
    held = frame("holds", {**hold, "gate": "rebuilt", "until_time": None, "is_open": False})
    lifted = explained(ground(holds=held), "mail").sooner[0]
    assert lifted.words == "hold police lifted now"
    assert lifted.later_hours < -24


@pytest.mark.parametrize(("service", "code"), [("nobody", "BS-EST-202"), ("mail", "BS-EST-203")])
def test_what_cannot_be_explained(service: str, code: str) -> None:
    """A name that is not there, and a service that is up."""
    found = explain(ground(gate_signatures=signatures("mail 9 pass 0")), service)
    assert isinstance(found, Finding)
    assert found.code == code


def test_the_best_way_is_the_one_that_is_worth_most_for_an_hour(firm: Ground) -> None:
    """Places follow the value of a day for an hour of the work that is left."""
    listed = ways(firm.made).ways
    assert [way.place for way in listed] == [1, 2, 3]
    worth = [way.an_hour_minor for way in listed]
    assert worth == sorted(worth, reverse=True)


def test_a_team_that_is_busy_and_kept_free_is_asked_for_once() -> None:
    """One person more in it is one thing to try, for whatever reason its gates wait."""
    of = Net(
        gates=(("a", "isolated"), ("b", "isolated"), ("c", "isolated")),
        row={},
        team=("apps", "apps", "data"),
        people=(1, 1, 1),
        start=(0.0, 1.0, 2.0),
        end=(1.0, 2.0, 3.0),
        before=((), (), ()),
    )
    held = (Hold(row=None, why=TEAM), Hold(row=0, why=KEPT), Hold(row=1, why=HELD, what="police"))
    found = explaining._deciding(of, held, (0, 1, 2))  # noqa: SLF001 - what is tried is the point
    assert found == ((TEAM, "apps"), (HELD, "police"))
