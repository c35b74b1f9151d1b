"""The exception queue from the command line: what waits, its story, and what people decide."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.door import Door, fresh_names, small

WHO = ("--person", "Ann Clerk", "--reason", "Agreed by telephone.")


@pytest.fixture(scope="module")
def incident(blackstart: Door, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Open the small exercise, let its desk decide once, and give its dossier."""
    name = blackstart.make_room(next(fresh_names))
    dossier = small(tmp_path_factory.mktemp("desk"), name)
    blackstart("run", dossier, "--once")
    return dossier


def rows(blackstart: Door, *words: str) -> list[dict[str, Any]]:
    """Read the queue."""
    found: list[dict[str, Any]] = blackstart.document("invoices", "queue", *words)["queue"]
    return found


def held(blackstart: Door, code: str) -> str:
    """Name an invoice that is held for a reason."""
    return str(next(row["invoice"] for row in rows(blackstart) if row["code"] == code))


@pytest.mark.usefixtures("incident")
def test_the_queue_is_sorted_and_says_who_and_why(blackstart: Door) -> None:
    """Each row has its owner, its reason and its place; filters narrow it; the text is the same."""
    told = blackstart.document("invoices", "queue")
    queue = told["queue"]
    assert [row["place"] for row in queue] == list(range(1, len(queue) + 1))
    assert sum(one["invoices"] for one in told["owners"]) == told["waiting"] == len(queue) > 5
    assert {"goods-in", "purchasing", "master data", "supplier"} <= {row["owner"] for row in queue}
    assert all(row["clears"] and row["why_here"] for row in queue)
    assert not told["behind"]
    alone = rows(blackstart, "--owner", "goods-in", "--top", "1")
    assert [row["owner"] for row in alone] == ["goods-in"]
    said = blackstart("invoices", "queue", "--top", "2").stdout
    assert queue[0]["invoice"] in said
    assert f"{len(queue)} wait; {len(queue) - 2} more with --top" in said


@pytest.mark.usefixtures("incident")
def test_a_story_is_whole(blackstart: Door) -> None:
    """Original with its hash, fields, lines beside the order, debt, and entries of the record."""
    invoice = held(blackstart, "BS-PAY-028")
    told = blackstart.document("invoices", "explain", invoice)
    assert told["debt"]["state"] == "held"
    assert len(told["document"]["sha256"]) == 64
    assert told["original"]
    assert told["lines"][0]["agreed"]
    assert told["waits"]["owner"] == "purchasing"
    assert {entry["act"] for entry in told["history"]} == {"invoices.decide"}
    judged = "checked by " if told["document"]["rules"] else "not checked by "
    assert told["checked"].startswith(judged)
    for words in ("why       BS-PAY-028", "agreed ", "SHA-256 ", "accept    a person", judged):
        assert words in blackstart("invoices", "explain", invoice).stdout


@pytest.mark.usefixtures("incident")
@pytest.mark.parametrize("said", ["I-", "nothing like it"])
def test_an_id_names_one_invoice(blackstart: Door, said: str) -> None:
    """Several or none: the command says which, and ends as wrong use."""
    assert "No single invoice" in blackstart("invoices", "explain", said, exit_code=2).stderr


@pytest.mark.usefixtures("incident")
@pytest.mark.parametrize(
    ("code", "words", "exit_code", "fault"),
    [
        ("BS-PAY-024", ("accept",), 4, "BS-PAY-080"),
        ("BS-PAY-030", ("accept",), 4, "BS-PAY-080"),
        ("BS-PAY-028", ("accept", "I-none"), 3, "BS-PAY-081"),
    ],
)
def test_safety_is_not_decided_away(
    blackstart: Door, code: str, words: tuple[str, ...], exit_code: int, fault: str
) -> None:
    """Strange accounts and missing goods end with 4, what is not there with 3; nothing is kept."""
    invoices = words[1:] or (held(blackstart, code),)
    typed = ("invoices", "decide", words[0], *invoices, "--code", code, *WHO)
    told = blackstart.document(*typed, exit_code=exit_code)
    assert told["decided"] == []
    assert [one["code"] for one in told["not_decided"]] == [fault]


def test_a_decision_is_recorded_and_followed(blackstart: Door, incident: Path) -> None:
    """Accepted, assigned, tolerated: rows, events, and at the next run a debt that is certain."""
    invoice = held(blackstart, "BS-PAY-028")
    row = next(row for row in rows(blackstart) if row["invoice"] == invoice)
    blackstart("invoices", "assign", invoice, "--to", "Bob", *WHO)
    blackstart("invoices", "decide", "accept", invoice, "--code", "BS-PAY-028", *WHO)
    again = blackstart("invoices", "decide", "accept", invoice, "--code", "BS-PAY-028", *WHO)
    assert "BS-PAY-083" in again.stderr
    limits = ("--percent", "2", "--up-to", "250.00 GBP", "--until", "2025-10-31")
    who = ("--supplier", row["supplier"])
    blackstart("invoices", "decide", "tolerate", *who, *limits, *WHO)
    bad = ("--percent", "20", "--up-to", "250.00 GBP", "--until", "2025-10-31")
    blackstart("invoices", "decide", "tolerate", *who, *bad, *WHO, exit_code=3)
    seen = next(row for row in rows(blackstart) if row["invoice"] == invoice)
    assert (seen["person"], seen["decided"]) == ("Bob", "accepted by Ann Clerk on 2025-09-25")
    assert "blackstart run" in blackstart("invoices", "queue").stderr
    told = blackstart.document("invoices", "explain", invoice)
    assert [entry["act"] for entry in told["history"] if entry["who"] == "Ann Clerk"] == [
        "invoices.assign",
        "invoices.accept",
    ]
    assert sorted(one["verdict"] for one in told["decisions"]) == ["accept", "assign"]
    blackstart("run", incident, "--once")
    after = blackstart.document("invoices", "explain", invoice)
    assert after["debt"]["state"] in {"matched", "posted"}
    assert after["waits"] is None


@pytest.mark.usefixtures("incident")
def test_nobody_named_nothing_decided(blackstart: Door) -> None:
    """A batch of a supplier that has none is wrong use."""
    typed = ("invoices", "decide", "accept", "--all-of", "S-none", "--code", "BS-PAY-028", *WHO)
    assert "Nothing was decided" in blackstart(*typed, exit_code=2).stderr


@pytest.mark.usefixtures("incident")
def test_capacity_sets_people_beside_machines(blackstart: Door) -> None:
    """Hours with their range and source, and what one more would change."""
    told = json.loads(blackstart("invoices", "capacity", "--json").stdout)
    assert told["machines"]["waiting"] == 0
    assert told["machines"]["documents_an_hour_and_worker"] > 0
    assert told["posting"]["rate_a_day"] is not None
    for one in told["desks"]:
        assert one["hours"]["low"] <= one["hours"]["likely"] <= one["hours"]["high"]
        assert one["one_more_clear_on"]["high"] <= one["clear_on"]["high"]
    text = blackstart("invoices", "capacity").stdout
    assert "assumption" in text
    assert "with one more worker" in text
