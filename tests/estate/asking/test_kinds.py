"""What could be otherwise: each kind is read from a few words and changes the tables it names."""

import polars as pl
import pytest

from blackstart.base.finding import Finding
from blackstart.estate.asking.change import HELPS, HURTS, Change, Ground
from blackstart.estate.asking.kinds import KINDS
from blackstart.estate.asking.wishes import WISHES_MAX, changes
from blackstart.estate.restart import restart
from blackstart.estate.templates import TEAM_PEOPLE_MAX
from tests.estate.asking.firm import SAID, ground
from tests.estate.made import services, signatures

READ = {kind.option: kind.read for kind in KINDS}
THINGS = pl.DataFrame([{"thing": "clean-room", "amount": 1, "unit": "slots"}])


@pytest.fixture(name="firm", scope="module")
def _firm() -> Ground:
    """Plan a firm with a clean room, whose mail is up."""
    signed = signatures("mail 9 pass 0", "directory 8 pass -1")
    return ground(shared_things=THINGS, gate_signatures=signed)


def changed(option: str, text: str, firm: Ground) -> Change:
    """Read a change that can be read."""
    found = READ[option](text, firm)
    assert isinstance(found, Change), found
    return found


@pytest.mark.parametrize(
    ("option", "text", "words", "effect"),
    [
        ("person", "apps=+1", "1 person more in apps", HELPS),
        ("person", "apps=2", "2 people more in apps", HELPS),
        ("person", " identity = -2 ", "2 people fewer in identity", HURTS),
        ("late", "erp=2d", "erp: isolated 2 days late", HURTS),
        ("late", "erp=+12h", "erp: isolated 12 hours late", HURTS),
        ("late", "erp=1.5d", "erp: isolated 1.5 days late", HURTS),
        ("slot", "clean-room=+1", "1 more of clean-room", HELPS),
        ("without", "erp", "doing without erp", HELPS),
    ],
)
def test_what_is_read(option: str, text: str, words: str, effect: int, firm: Ground) -> None:
    """Names and figures as people write them."""
    found = changed(option, text, firm)
    assert (found.words, found.effect) == (words, effect)


@pytest.mark.parametrize(
    ("option", "text", "code"),
    [
        *(
            ("person", text, "BS-EST-201")
            for text in ("apps", "apps=", "=+1", "apps=0", "apps=one", "apps=+1.5", "apps=99999")
        ),
        *(
            ("late", text, "BS-EST-201")
            for text in ("erp", "erp=2", "erp=0d", "erp=-1d", "erp=366d", "=1d", "erp=１d")
        ),
        *(("slot", text, "BS-EST-201") for text in ("clean-room", "=+1", "clean-room=x")),
        ("person", "aps=+1", "BS-EST-202"),
        ("late", "epr=1d", "BS-EST-202"),
        ("slot", "dirty-room=+1", "BS-EST-202"),
        ("without", "nothing like it", "BS-EST-202"),
        ("late", "mail=1d", "BS-EST-203"),
        ("without", "mail", "BS-EST-203"),
        ("person", "apps=-1", "BS-EST-204"),
        ("person", f"apps=+{TEAM_PEOPLE_MAX}", "BS-EST-204"),
        ("slot", "clean-room=-1", "BS-EST-204"),
    ],
)
def test_what_cannot_be_answered(option: str, text: str, code: str, firm: Ground) -> None:
    """What cannot be read, is not there, or would leave nobody, is refused with its reason."""
    found = READ[option](text, firm)
    assert isinstance(found, Finding)
    assert found.code == code


def test_a_name_that_is_not_there_is_shown_those_that_are(firm: Ground) -> None:
    """A tired person types aps. Of few names all are said, of many those that are spelt alike."""
    found = READ["person"]("aps=+1", firm)
    assert isinstance(found, Finding)
    assert found.message == "nothing in the plan is called 'aps'; there is apps, identity"
    found = READ["late"]("portall=1d", firm)
    assert isinstance(found, Finding)
    assert found.message == "nothing in the plan is called 'portall'; there is portal"
    found = READ["late"]("xyz=1d", firm)
    assert isinstance(found, Finding)
    assert found.message == "nothing in the plan is called 'xyz'"


def test_a_team_that_was_assumed_is_known_afterwards() -> None:
    """One more than the usual size; the others stay as they are."""
    firm = ground(teams=SAID["teams"].filter(team="apps"))
    usual = firm.made.estate.teams.filter(team="identity")["people"].item()
    teams = changed("person", "identity=+1", firm).applied(firm.tables)["teams"]
    assert dict(teams.select("team", "people").iter_rows()) == {"apps": 1, "identity": usual + 1}


def test_people_and_things_add_up(firm: Ground) -> None:
    """Two changes of the same team or thing are two people, two slots."""
    more = changed("person", "apps=+1", firm).applied
    slot = changed("slot", "clean-room=+1", firm).applied
    tables = slot(slot(more(more(firm.tables))))
    assert tables["teams"].filter(team="apps")["people"].item() == 3
    assert tables["shared_things"]["amount"].item() == 3


def test_a_late_service_waits(firm: Ground) -> None:
    """Its next gate starts as much later as was asked, and nothing of it before."""
    later = restart(changed("late", "erp=2d", firm).applied(firm.tables), firm.made.day)
    was, now = (
        one.plan.filter(service="erp", gate="isolated")["start_hours"].item()
        for one in (firm.made, later)
    )
    assert now == was + 48.0


def test_a_gate_that_is_begun_is_not_late() -> None:
    """What is being worked on goes on: the gate after it is late."""
    first = ground(services=services("erp"))
    firm = ground(1, services=services("erp"), plan=first.made.plan)
    begun = firm.made.plan.filter(service="erp").sort("gate").row(0, named=True)
    assert begun["start_hours"] < 0
    assert changed("late", "erp=1d", firm).words == "erp: evidence captured 24 hours late"


def test_doing_without_a_service_frees_its_people_and_what_waits_for_it(firm: Ground) -> None:
    """Nobody works on it, nobody waits for it, and the activity that needs it runs by hand."""
    tables = changed("without", "erp", firm).applied(firm.tables)
    made = restart(tables, firm.made.day)
    assert "erp" in made.states.up
    assert "erp" not in made.work.gates["service"].to_list()
    assert set(made.work.gates["service"]) == {"directory", "portal"}
    assert made.returns.filter(activity="paying")["return_hours"].item() <= 0


def test_the_names_of_the_form_are_the_ones_that_matter_first(firm: Ground) -> None:
    """Teams by their work, services by their urgency, things by name."""
    named = {kind.option: kind.names(firm) for kind in KINDS}
    assert named == {
        "person": ("apps", "identity"),
        "late": ("directory", "erp", "portal"),
        "slot": ("clean-room",),
        "without": ("directory", "erp", "portal"),
    }


def test_wishes_are_read_in_their_order(firm: Ground) -> None:
    """What can be read is read; what cannot, or is too much at once, says why."""
    read, faults = changes([("late", "erp=1d"), ("person", "x"), ("person", "apps=+1")], firm)
    assert [one.words for one in read] == ["erp: isolated 24 hours late", "1 person more in apps"]
    assert [one.code for one in faults] == ["BS-EST-201"]
    read, faults = changes([("person", "apps=+1")] * (WISHES_MAX + 1), firm)
    assert len(read) == WISHES_MAX
    assert [one.code for one in faults] == ["BS-EST-205"]
