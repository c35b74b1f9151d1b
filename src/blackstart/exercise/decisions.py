"""What people decide about invoices that wait, on the days to come: the script of an exercise.

Of each kind of fault only some are decided, so that a queue is left for whoever plays the clerk.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from blackstart.base.money import MICRO
from blackstart.exercise.ledger import BROKEN_RULE, MISSING
from blackstart.exercise.scene import Scene
from blackstart.payables import findings
from blackstart.payables.clearing.decided import about_invoice, about_supplier
from blackstart.post.reader import invoice_id

# Made-up roles, no names.
BUYER, CLERK, DOCK = "EXERCISE buyer A", "EXERCISE accounts payable A", "EXERCISE goods-in A"
SCRIPT = "SCRIPT-"  # so that no row of the script ever stands where a player's decision stands
EVERY = 3  # of three alike, one is decided
TOLERATED_PERCENT = 5
TOLERATED_MINOR = 500_000
TOLERATED_DAYS = 30
_COLUMNS = (
    *("decision", "decided_on", "person", "verdict", "invoice", "code", "assigned_to"),
    *("supplier", "percent_micro", "amount_minor", "currency", "valid_until", "reason"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """An invoice that will wait for a person.

    Attributes:
        document: hash of its file.
        place: its place in the file, from 1.
        supplier: who sent it.
        currency: what it is in.
        fault: what is wrong with it.
        came: when it arrives.
    """

    document: str
    place: int
    supplier: str
    currency: str
    fault: str
    came: date


def write(scene: Scene, wrong: Sequence[Wrong]) -> None:
    """Write what is decided about some of the invoices that wait."""
    kinds = (_prices, _quantities, _missing, _rules)
    rows = [row for kind in kinds for row in kind(scene, wrong)]
    unique = {row["decision"]: row for row in rows}
    scene.out.append(
        "invoice_decisions",
        {name: [row.get(name) for row in unique.values()] for name in _COLUMNS},
    )


def _prices(scene: Scene, wrong: Iterable[Wrong]) -> Iterator[dict[str, Any]]:
    """Accept one of three prices, and tolerate small differences of another one's supplier."""
    for place, one in enumerate(_with(wrong, "price")):
        if place % EVERY == 0:
            accept = {"code": findings.PRICE_ABOVE.code, "reason": "Price confirmed by telephone."}
            yield _about(scene, one, "accept", BUYER, **accept)
        elif place % EVERY == 1:
            yield _tolerated(scene, one)


def _tolerated(scene: Scene, one: Wrong) -> dict[str, Any]:
    day = _day(scene, one)
    return {
        "decision": SCRIPT + about_supplier(one.supplier, "", one.currency),
        "decided_on": day,
        "person": BUYER,
        "verdict": "tolerate",
        "supplier": one.supplier,
        "percent_micro": TOLERATED_PERCENT * MICRO,
        "amount_minor": TOLERATED_MINOR,
        "currency": one.currency,
        "valid_until": day + timedelta(days=TOLERATED_DAYS),
        "reason": "Steel surcharge agreed for the time of the restart.",
    }


def _quantities(scene: Scene, wrong: Iterable[Wrong]) -> Iterator[dict[str, Any]]:
    """Reject one of three that bill more than arrived."""
    for one in _with(wrong, "quantity")[::EVERY]:
        yield _about(scene, one, "reject", CLERK, reason="Counted again: less arrived.")


def _missing(scene: Scene, wrong: Iterable[Wrong]) -> Iterator[dict[str, Any]]:
    """Give one of three whose goods nobody has booked to somebody at the dock."""
    for one in _with(wrong, MISSING)[::EVERY]:
        yield _about(scene, one, "assign", CLERK, assigned_to=DOCK, reason="Look for the receipt.")


def _rules(scene: Scene, wrong: Iterable[Wrong]) -> Iterator[dict[str, Any]]:
    """Accept one of three that break a rule of EN 16931: the goods are there."""
    for one in _with(wrong, BROKEN_RULE)[::EVERY]:
        accept = {"code": findings.BROKEN_RULE.code, "reason": "A slip of form; the goods came."}
        yield _about(scene, one, "accept", CLERK, **accept)


def _about(scene: Scene, one: Wrong, verdict: str, person: str, **said: str) -> dict[str, Any]:
    invoice = invoice_id(one.document, one.place)
    return {
        "decision": SCRIPT + about_invoice(verdict, invoice, said.get("code", "")),
        "decided_on": _day(scene, one),
        "person": person,
        "verdict": verdict,
        "invoice": invoice,
        **said,
    }


def _with(wrong: Iterable[Wrong], fault: str) -> list[Wrong]:
    return [one for one in wrong if one.fault == fault]


def _day(scene: Scene, one: Wrong) -> date:
    """Decide on the day after the invoice came, or after the dossier's."""
    return max(one.came, scene.recipe.day) + timedelta(days=1)
