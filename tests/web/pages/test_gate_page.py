"""The page of a gate: what it needs, what was signed, shown and found, what it holds up."""

from dataclasses import replace

from blackstart.base.canonical import Json
from blackstart.web.pages.gate_page import GatePage, gate_page
from blackstart.web.paper import written
from tests.web.estate_made import BY_KEY, after, estate, run


def page_of(service: str, gate: str, days: int = 1) -> GatePage:
    """Look at a gate of the estate while its restart runs."""
    status: dict[str, Json] = {"lacks": ["evidence: scan report"], "doubts": ["C. Clerk was late"]}
    page = gate_page(after(days, run()), service, gate, status)
    assert written("restart_gate.html", page)
    return page


def test_an_open_gate_says_what_it_needs() -> None:
    """Team, hours, rule: in words."""
    page = page_of("erp", "isolated")
    assert page.title == "erp: isolated"
    assert page.state[0].startswith("Open: planned from")
    assert page.state[1].startswith("What decides its start: ")
    assert dict(page.needs) == {
        "The gate before": "none: it is the first",
        "Team": "apps, 1 of it (2 people in all)",
        "Working hours": "4 likely, 2 if all goes well, 8 if it goes badly",
        "Signatures": "2 different people, among them recovery lead; nobody who did the work",
        "Evidence": "scan report",
        "Probe": "one at least",
        "Time-out": "12 hours after it opened; then the round ends",
    }


def test_what_is_assumed_is_named() -> None:
    """Nobody listed the portal's gates: team, people and hours are defaults."""
    needs = dict(page_of("portal", "rebuilt").needs)
    assert needs["Assumed"] == "team, people, hours low, hours likely, hours high"
    assert needs["The gate before"] == "evidence captured"
    assert needs["Signatures"] == "1 person"
    assert needs["Probe"] == needs["Evidence"] == "none is asked for"


def test_services_that_it_waits_for_are_listed() -> None:
    """With their state, and whether people can bridge them."""
    page = page_of("erp", "rebuilt")
    ((link, state, by_hand, source),) = page.services.rows
    assert ">directory</a>" in link
    assert (state, by_hand, source) == ("back", "no", "dossier")
    ((link, state, by_hand, source),) = page_of("erp", "data restored").services.rows
    assert (state, by_hand, source) == ("open", "people can bridge it", "not said")


def test_signatures_evidence_probes_and_moves_are_shown() -> None:
    """Who, when, on what; no probe's address, since it may hold a password."""
    page = page_of("erp", "isolated")
    assert [row[1:4] for row in page.signed.rows] == [
        ("fail", "B. Boss", f"round 1, key {BY_KEY[:16]}…"),
        ("pass", "C. Clerk", "round 1, a name only"),
    ]
    ((_, kind, file, digest, by, at),) = page.evidence.rows
    assert (kind, file, digest, by, at) == (
        "scan report",
        "erp.json",
        "ef" * 32,
        "D. Doer",
        "25 Sep 2025, 03:30",
    )
    assert [row[:5] for row in page.probes.rows] == [
        ("books", "sql", "any answer", "not run", ""),
        ("door", "tcp", "any answer", "bad", "refused"),
    ]
    assert [(row[1], row[3], row[4]) for row in page.moves.rows] == [
        ("opened", "blackstart", ""),
        ("failed", "B. Boss", "bad scan"),
    ]
    assert "secret" not in written("restart_gate.html", page)


def test_a_passed_gate_says_who_signed_on_paper() -> None:
    """It holds up nothing any more."""
    page = gate_page(after(1, estate()), "directory", "rebuilt", {})
    assert page.lacks == []
    assert page.state[0].startswith("Passed: signed on ")
    assert page.holds_up == ["Nothing: it has passed."]
    ((_, result, who, how, seen),) = page.signed.rows
    assert (result, who, how, seen) == ("pass", "A. Person", "paper", "ab" * 32)


def test_a_signature_that_does_not_count_is_told_with_what_to_do() -> None:
    """The plan's own finding about this gate, and about no other."""
    seen = after(1, estate())
    finding = {"subject": "erp: rebuilt", "message": "It is void.", "fix": "Sign again."}
    plan = {**seen.facts["estate.plan"], "findings": [finding]}
    told = replace(seen, facts={**seen.facts, "estate.plan": plan})
    assert gate_page(told, "erp", "rebuilt", {}).state[0] == "It is void. Sign again."
    assert "void" not in gate_page(told, "erp", "scanned", {}).state[0]


def test_what_a_gate_holds_up_is_counted() -> None:
    """All that waits behind the ERP's first gate, and the activities."""
    page = page_of("erp", "isolated", days=2)
    assert page.holds_up[0].endswith("gates cannot start before it has passed.")
    assert page.holds_up[1].startswith("Services behind it: ")
    assert page.holds_up[2] == "Activities behind it: paying."
    alone = page_of("car park", "reconnected")
    assert alone.holds_up == ["0 gates cannot start before it has passed."]


def test_a_gate_that_decides_says_so() -> None:
    """A day lost here is a day lost at the end."""
    assert "a day lost at the end" in page_of("bank link", "reconnected").state[-1]


def test_what_a_running_gate_lacks_is_listed() -> None:
    """What the restart still waits for, and whose signature does not count."""
    page = page_of("erp", "isolated")
    assert page.lacks == ["evidence: scan report", "C. Clerk was late"]
