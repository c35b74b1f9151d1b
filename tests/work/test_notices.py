"""Notices are drafted when what they tell has changed, and for whom it has."""

import email
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from blackstart.base.clock import SimulatedClock
from blackstart.base.today import Mode
from blackstart.post.dossier.folder import Dossier
from blackstart.store import outbox, record
from blackstart.store.database import Store
from blackstart.store.outbox import LetterKept
from blackstart.work import moment, notices, posting, sealing

AS_OF = datetime(2025, 9, 25, 3, tzinfo=UTC)
AUDIENCES = ("colleagues", "suppliers", "retailers")


def _facts(**waiting: int) -> dict[str, dict[str, Any]]:
    """Give the facts of the steps that notices tell of."""
    paying = {"mode": "manual", "rate": 3, "unit": "payments", "returns_on": "2025-10-03"}
    parts = {"mode": "down", "rate": 0, "unit": "order lines", "returns_on": None}
    cars = {"mode": "manual", "rate": 1, "unit": "cars", "returns_on": "2025-10-01"}
    line = {"kind": "final", "start_on": "2025-10-20", "waits_for": "parts"}
    return {
        "estate.plan": {
            "activities": {
                "parts": parts,
                "paying": paying,
                "wholesale": cars,
                "build:cars": parts,
            }
        },
        "outlook.forecast": {
            "figures": {
                "return_day:paying": {"low": 7.0, "likely": 9.0, "high": 21.0, "unit": "days"},
                "return_day:parts": {"low": 100.0, "likely": None, "high": None, "unit": "days"},
            }
        },
        "plants.outlook": {
            "lines": {
                "cars": line,
                "bodies": {**line, "start_on": None},
                "engines": {**line, "kind": "engines"},
            }
        },
        "invoices.decide": {
            "states": {
                "GBP": {"held": 2, "matched": 3, "posted": 9},
                "EUR": {"held": waiting.get("held", 1)},
            }
        },
        "payments.propose": {"payments": 7},
        "parts.allocate": {"lines": {"back_ordered": waiting.get("parts", 8)}},
        "vehicles.wholesale": {"not_wholesaled": 9},
        "vehicles.register": {"waiting": 10},
    }


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    """Describe a dossier that says who we are."""
    return Dossier(name="x", as_of=AS_OF, mode=Mode.EXERCISE, our_name="Our Firm", folder=tmp_path)


@pytest.fixture
def clock(store: Store) -> SimulatedClock:
    """Give the clock of an exercise that has begun."""
    moment.start(store, AS_OF)
    return SimulatedClock(AS_OF)


def _letters(store: Store) -> dict[str, LetterKept]:
    with store.connect() as conn:
        return {letter.file: letter for letter in outbox.listed(conn)}


def _file(number: int, audience: str) -> str:
    return f"X-notice-{number:03}-{audience}.DRAFT.eml"


def _mail(store: Store, number: int, audience: str) -> str:
    posting.write_out(store)
    path = posting.outbox_folder(store) / "drafts" / _file(number, audience)
    mail = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    return str(mail.get_content())


def test_what_is_told() -> None:
    """Desks in their order, lines that make cars by name, and what waits at each desk."""
    told = notices.told_in(_facts(), date(2025, 9, 25))
    assert [(each.name, each.returns_on, each.returns_by) for each in told.activities] == [
        ("paying", date(2025, 10, 4), date(2025, 10, 16)),  # by the outlook
        ("parts", None, None),  # not within its horizon
        ("wholesale", date(2025, 10, 1), None),  # by the plan alone
    ]
    assert [(each.line, each.start_on) for each in told.lines] == [
        ("bodies", None),
        ("cars", date(2025, 10, 20)),
    ]
    assert told.waiting == {
        "invoices_waiting": 6,
        "payments_proposed": 7,
        "part_lines_waiting": 8,
        "wholesale_waiting": 9,
        "registrations_waiting": 10,
    }


def test_the_first_round(store: Store, dossier: Dossier, clock: SimulatedClock) -> None:
    """One draft an audience, none sent; the record says which, and the same facts make no more."""
    first = notices.draft(store, dossier, clock, _facts())
    assert first == {"number": 1, "drafts": [_file(1, audience) for audience in AUDIENCES]}
    letters = _letters(store)
    assert set(letters) == {_file(1, audience) for audience in AUDIENCES}
    assert {letter.state for letter in letters.values()} == {"draft"}
    clock.advance(timedelta(hours=5))
    assert notices.draft(store, dossier, clock, _facts()) == first
    assert _letters(store) == letters
    assert sealing.head(store)["entries"] == 1
    text = _mail(store, 1, "suppliers")
    assert "Invoices that wait for a decision: 6" in text
    assert "by 16 October 2025 nine times out of ten" in " ".join(text.split())
    assert "replaces" not in text


def test_only_whom_it_concerns(store: Store, dossier: Dossier, clock: SimulatedClock) -> None:
    """On the same day only those get a new notice whose notice says something new."""
    notices.draft(store, dossier, clock, _facts())
    sealing.seal(store)
    second = notices.draft(store, dossier, clock, _facts(parts=80))
    assert second["drafts"] == [
        _file(2, "colleagues"),
        _file(1, "suppliers"),
        _file(2, "retailers"),
    ]
    third = notices.draft(store, dossier, clock, _facts(parts=80, held=5))
    assert third["drafts"] == [
        _file(3, "colleagues"),
        _file(3, "suppliers"),
        _file(2, "retailers"),
    ]
    assert len(_letters(store)) == 3 + 2 + 2
    assert "This notice replaces notice 2." in _mail(store, 3, "colleagues")
    assert "This notice replaces notice 1." in _mail(store, 3, "suppliers")


def test_back_to_what_it_was(store: Store, dossier: Dossier, clock: SimulatedClock) -> None:
    """If things are again as they were earlier that day, the notice of then holds again."""
    first = notices.draft(store, dossier, clock, _facts())
    notices.draft(store, dossier, clock, _facts(held=5, parts=80))
    third = notices.draft(store, dossier, clock, _facts())
    assert third == {"number": 3, "drafts": first["drafts"]}
    assert len(_letters(store)) == 6


def test_the_next_day(store: Store, dossier: Dossier, clock: SimulatedClock) -> None:
    """A new day is news: everybody gets a notice that replaces the one before."""
    notices.draft(store, dossier, clock, _facts())
    moment.advance(store, 1)
    clock.advance(timedelta(days=1))
    second = notices.draft(store, dossier, clock, _facts())
    assert second["drafts"] == [_file(2, audience) for audience in AUDIENCES]
    assert "This notice replaces notice 1." in _mail(store, 2, "retailers")
    with store.connect() as conn:
        assert '"act":"notices.draft"' in record.newest(conn, 1)[0].body
