"""What services usually need, assumed only where nobody says anything, and never in a circle."""

from collections.abc import Mapping

import polars as pl
import pytest
from hypothesis import given

from blackstart.estate.cycles import untangle
from blackstart.estate.defaults import complete
from blackstart.estate.tables import NEEDS
from blackstart.estate.usual.kinds import KIND
from blackstart.estate.usual.needs import USUAL_NEEDS, is_assumed
from tests.estate.made import any_tables, day, dependencies, frame, planned, services, tables

# Services with what they are, an inventory's own words, and what is assumed.
WORDS = [
    (
        "A directory comes back root domain first; its data come from the vault, over the network.",
        ["backup-vault", "firewall", "forest-root", "child-domain", "ad-connect"],
        [],
        [
            "ad-connect needs child-domain for rebuild",
            "ad-connect needs firewall for rebuild",
            "ad-connect needs forest-root for rebuild",
            "child-domain needs backup-vault for data",
            "child-domain needs firewall for rebuild",
            "child-domain needs forest-root for rebuild",
            "forest-root needs backup-vault for data",
            "forest-root needs firewall for rebuild",
        ],
    ),
    (
        "An application comes after directory, names and network.",
        ["ldap", "dns", "lan", "shop-app"],
        ["ldap needs lan for rebuild", "dns needs lan for rebuild"],
        [
            "shop-app needs dns for rebuild",
            "shop-app needs lan for rebuild",
            "shop-app needs ldap for rebuild",
        ],
    ),
    (
        "A database stands on the one storage and the one hypervisor.",
        ["mysql", "netapp", "esx"],
        [],
        [
            "esx needs netapp for rebuild",
            "mysql needs esx for rebuild",
            "mysql needs netapp for rebuild",
        ],
    ),
    ("Of two hypervisors nobody can say which one.", ["mysql", "esx1", "esx2"], [], []),
    ("One dependency that is known is all that counts.", ["shop-app", "dns", "x"],
     ["shop-app needs x for test"], []),
    ("Nothing is needed that is not there.", ["shop-app", "mysql", "redis"], [], []),
    ("An unknown service is not guessed at.", ["thing", "dns"], [], []),
    (
        "What would close a circle is left out; the rest stays.",
        ["dns", "lan", "shop-app"],
        ["dns needs shop-app for rebuild"],
        ["shop-app needs lan for rebuild"],
    ),
]  # fmt: skip


def said_and_assumed(names: list[str], said: list[str]) -> Mapping[str, pl.DataFrame]:
    """Make an estate of names without layers."""
    return tables(
        services=services(*names, layer="unknown", team=None), dependencies=dependencies(*said)
    )


@pytest.mark.parametrize(("sentence", "names", "said", "assumed"), WORDS)
def test_what_is_assumed(
    sentence: str, names: list[str], said: list[str], assumed: list[str]
) -> None:
    """Each sentence holds for its services."""
    estate = complete(said_and_assumed(names, said))
    rows = estate.dependencies.filter(is_assumed()).select("service", "needs", "kind")
    assert [f"{a} needs {b} for {c}" for a, b, c in rows.rows()] == assumed, sentence
    assert estate.dependencies.height == len(said) + len(assumed)


def test_too_many_of_a_kind_are_not_waited_for() -> None:
    """Of thirteen firewalls nobody can say which one is meant; of twelve all are."""
    for number, wanted in ((12, 12), (13, 0)):
        names = [f"firewall-{place}" for place in range(number)]
        estate = complete(said_and_assumed(["shop-app", *names], []))
        assert estate.dependencies.height == wanted


def test_what_starts_alone_needs_nothing() -> None:
    """A vault or identity that was made to start alone waits for nobody."""
    names = services("ldap", "lan", layer="unknown", team=None)
    alone = frame("self_starters", {"service": "ldap", "kind": "break-glass identity"})
    assert complete(tables(services=names, self_starters=alone)).dependencies.is_empty()
    assert complete(tables(services=names)).dependencies.height == 1


def test_the_plan_waits_and_signatures_do_not() -> None:
    """An assumption orders the plan; a gate that is signed in spite of it has passed."""
    estate = services("shop-app", "lan", layer="unknown", team=None)
    signed = frame(
        "gate_signatures",
        *({"service": "shop-app", "gate": gate} for gate in ("isolated", "evidence captured")),
        {"service": "shop-app", "gate": "rebuilt"},
    )
    made = planned(services=estate)
    rebuilt = made.plan.filter(service="shop-app", gate="rebuilt").row(0, named=True)
    back = made.plan.filter(service="lan", gate="reconnected").row(0, named=True)
    assert rebuilt["start_hours"] >= back["end_hours"]
    later = planned(1, services=estate, gate_signatures=signed)
    assert later.states.passed.height == 3
    assert not later.findings
    assert later.day == day(1)


def test_every_usual_need_has_its_source() -> None:
    """Kinds and steps exist, no two rows say the same, and no kinds need each other in a circle."""
    assert {need.when for need in USUAL_NEEDS} <= set(NEEDS)
    assert {name for need in USUAL_NEEDS for name in (need.kind, need.needs)} <= set(KIND)
    assert len({need.told() for need in USUAL_NEEDS}) == len(USUAL_NEEDS)
    assert all(need.source and need.told().startswith("assumed: ") for need in USUAL_NEEDS)
    rows = [{"service": need.kind, "needs": need.needs} for need in USUAL_NEEDS]
    assert not untangle(frame("dependencies", *rows))[1]


@given(any_tables())
def test_assumptions_never_make_a_circle(said: Mapping[str, pl.DataFrame]) -> None:
    """Whatever was said: as many circles as before; it is kept, and whoever spoke gets no more."""
    kinds = ("lan", "dns", "forest-root", "ldap", "shop-app", "mysql", "netapp")
    names = dict(zip("abcdefg", kinds, strict=True))
    renamed = {
        name: table.with_columns(
            pl.col(column).replace(names)
            for column in ("service", "needs")
            if column in table.columns
        )
        for name, table in said.items()
    }
    layer = pl.lit("unknown", said["services"].schema["layer"])
    renamed["services"] = renamed["services"].with_columns(layer=layer)
    estate = complete(renamed)
    known, assumed = renamed["dependencies"], estate.dependencies.filter(is_assumed())
    assert estate.dependencies.filter(~is_assumed()).equals(known.sort("service", "needs"))
    assert not set(assumed["service"]) & set(known["service"])
    assert len(untangle(estate.dependencies)[1]) == len(untangle(known)[1])
