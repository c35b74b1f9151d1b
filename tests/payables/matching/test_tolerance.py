"""How far above the agreed price an invoice may lie, by supplier and commodity."""

from typing import Any

import polars as pl
import pytest

from blackstart.base.money import MICRO
from blackstart.payables import findings
from blackstart.payables.clearing.decided import TOLERANCES
from blackstart.payables.matching.tables import Tolerances
from blackstart.payables.matching.tolerance import ASSUMED, in_force, tolerated
from tests.payables.made import DAY, ago, asked, billed, frame, verdicts

SEATS = frame("purchase_orders", {"commodity": "seats"})
PERCENT = 10 * MICRO
Rule = dict[str, Any]


def limit(*rules: Rule, decided: pl.DataFrame | None = None, **row: str | None) -> tuple[Any, ...]:
    """Tell per cent and amount that are tolerated of a line, and where that comes from."""
    none = pl.DataFrame(schema=TOLERANCES)
    listed = in_force(frame("tolerances", *rules), none if decided is None else decided, DAY)
    line = {"supplier": "S1", "commodity": "seats", "currency": "GBP", **row}
    asking = pl.DataFrame([line], schema=dict.fromkeys(line, pl.String))
    found = tolerated(asking, listed)
    return found.select("percent_micro_max", "amount_minor_max", "tolerance").row(0)


EVERYBODY: Rule = {"percent_micro": 1}
BRAKES: Rule = {"commodity": "brakes", "percent_micro": 2}
SEATS_OF_ALL: Rule = {"commodity": "seats", "percent_micro": 3}
OF_S1: Rule = {"supplier": "S1", "percent_micro": 4}
S1_IN_GBP: Rule = {"supplier": "S1", "currency": "GBP", "percent_micro": 5, "amount_minor": 9}
S1_SEATS: Rule = {"supplier": "S1", "commodity": "seats", "percent_micro": 6}
S2_SEATS: Rule = {"supplier": "S2", "commodity": "seats", "percent_micro": 7}
EURO: Rule = {"currency": "EUR", "percent_micro": 8}
ENDED: Rule = {"supplier": "S1", "commodity": "seats", "percent_micro": 9, "valid_until": ago(1)}
TO_COME: Rule = {"supplier": "S1", "commodity": "seats", "percent_micro": 10, "valid_from": ago(-1)}
NEWER: Rule = {"supplier": "S1", "percent_micro": 11, "valid_from": ago(3)}


@pytest.mark.parametrize(
    ("rules", "percent"),
    [
        ([EVERYBODY], 1),
        ([EVERYBODY, BRAKES, S2_SEATS, EURO], 1),
        ([EVERYBODY, SEATS_OF_ALL], 3),
        ([SEATS_OF_ALL, OF_S1, EVERYBODY], 4),
        ([OF_S1, S1_IN_GBP], 5),
        ([S1_IN_GBP, S1_SEATS, SEATS_OF_ALL], 6),
        ([OF_S1, ENDED, TO_COME], 4),
        ([OF_S1, NEWER, EVERYBODY], 11),
    ],
)
def test_the_most_specific_one_in_force_counts(rules: list[Rule], percent: int) -> None:
    """Supplier and commodity before supplier, that before commodity, before everybody; newest."""
    assert limit(*rules)[0] == percent
    assert limit(*reversed(rules))[0] == percent


def test_without_any_it_is_an_assumption_with_a_name() -> None:
    """Two per cent and five major units of whatever currency."""
    assert limit(BRAKES) == (2 * MICRO, 500, ASSUMED)
    assert limit(BRAKES, currency="JPY") == (2 * MICRO, 5, ASSUMED)


def test_an_unknown_commodity_fits_what_is_about_all() -> None:
    """What the order does not say is no commodity at all."""
    assert limit(EVERYBODY, SEATS_OF_ALL, commodity=None)[0] == 1


def test_both_limits_of_one_rule() -> None:
    """An empty limit is none, and the source says from when it was agreed."""
    assert limit(S1_IN_GBP) == (5, 9, f"agreed from {ago(300)}")
    assert limit(EVERYBODY) == (1, None, f"agreed from {ago(300)}")


def test_what_people_decided_is_a_rule_like_any_other() -> None:
    """The newest word on the supplier counts, whoever said it; no commodity means all."""
    said = ("S1", None, 20, None, None, ago(2), ago(-9), "decision D-1 of Ann", None)
    decided = pl.DataFrame([said], TOLERANCES, orient="row")
    assert limit(OF_S1, decided=decided) == (20, None, "decision D-1 of Ann")
    assert limit(OF_S1, S1_SEATS, decided=decided)[0] == 6


@pytest.mark.parametrize(
    ("rule", "fine"),
    [
        ({}, True),
        ({"percent_micro": None}, False),
        ({"percent_micro": None, "amount_minor": 1}, False),
        ({"percent_micro": None, "amount_minor": 1, "currency": "GBP"}, True),
        ({"currency": "Pounds"}, False),
    ],
)
def test_what_a_rule_must_say(rule: Rule, *, fine: bool) -> None:
    """At least one limit, and an amount only with its currency."""
    assert Tolerances.is_valid(frame("tolerances", rule)) is fine


@pytest.mark.parametrize(
    ("rules", "net", "held"),
    [
        ([], 12_750, False),  # 2.50 above 125.00: just two per cent
        ([], 12_751, True),
        ([{"percent_micro": 0}], 12_501, False),  # a penny is rounding
        ([{"percent_micro": 0}], 12_502, True),
        ([{"percent_micro": PERCENT}], 13_750, False),
        ([{"percent_micro": PERCENT}], 13_751, True),
        ([{"percent_micro": PERCENT, "currency": "GBP", "amount_minor": 700}], 13_201, True),
        ([{"percent_micro": None, "currency": "GBP", "amount_minor": 700}], 13_200, False),
        ([{"percent_micro": PERCENT, "commodity": "seats"}], 13_750, False),
        ([{"percent_micro": PERCENT, "commodity": "brakes"}], 13_750, True),
        ([{"percent_micro": PERCENT, "supplier": "S2"}], 13_750, True),
    ],
)
def test_the_desk_follows_it(rules: list[Rule], net: int, *, held: bool) -> None:
    """A line of 125.00 is matched up to the tolerance, to the penny."""
    tax = net // 5
    head, line = billed(
        net_minor=net,
        lines_minor=net,
        tax_minor=tax,
        gross_minor=net + tax,
        payable_minor=net + tax,
    )
    paper = (head, {**line, "net_minor": net})
    out = asked(paper, orders=SEATS, tolerances=frame("tolerances", *rules))
    assert verdicts(out)["I-1"][1] == (findings.PRICE_ABOVE.code if held else None)


def test_the_reason_says_what_is_tolerated_and_why() -> None:
    """A clerk reads the limits, and whether somebody agreed them."""
    orders = frame("purchase_orders", {"price_micro": MICRO})
    (said,) = asked(billed(), orders=orders).debts["reason"].to_list()
    assert said == (
        "Line 1 bills 125.00 GBP, 25.00 GBP above the 100.00 GBP that order PO1 allows; tolerated: "
        "2 % and 5.00 GBP (assumed, for none is agreed)."
    )
    rules = frame("tolerances", {"percent_micro": 1_500_000})
    (said,) = asked(billed(), orders=orders, tolerances=rules).debts["reason"].to_list()
    assert said.endswith(f"tolerated: 1.5 % (agreed from {ago(300)}).")


def test_what_a_person_tolerates_frees_the_invoice() -> None:
    """Accept price differences under 8 % of S1: decided once, it counts for all that waits."""
    orders = frame("purchase_orders", {"price_micro": 1_160_000})
    said: Rule = {"verdict": "tolerate", "invoice": None, "code": None, "supplier": "S1"}
    said |= {"percent_micro": 8 * MICRO, "amount_minor": 10_000, "currency": "GBP"}
    decisions = frame("invoice_decisions", {**said, "valid_until": ago(-9)})
    assert verdicts(asked(billed(), orders=orders))["I-1"][1] == findings.PRICE_ABOVE.code
    assert verdicts(asked(billed(), orders=orders, decisions=decisions))["I-1"][1] is None
    over = frame("invoice_decisions", {**said, "valid_until": ago(1)})
    out = asked(billed(), orders=orders, decisions=over)
    assert verdicts(out)["I-1"][1] == findings.PRICE_ABOVE.code
