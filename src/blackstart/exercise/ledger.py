"""How many receipts, invoices and faults each direct supplier has: counted before it is drawn."""

from dataclasses import dataclass, fields

import numpy as np

from blackstart.exercise.draw import Flags, Ints, exactly, pick, shared_out, stream
from blackstart.exercise.firms import Suppliers, suppliers
from blackstart.exercise.recipe import FaultShape
from blackstart.exercise.scene import Scene

FORMATS = ("ubl", "cii", "csv", "edifact")
WAYS = ("id", "vat", "name")  # how a supplier says who it is
WAY_SHARES = (0.80, 0.15, 0.05)
XML_FORMATS = ("ubl", "cii")
MISSING = "missing_receipt"
BROKEN_RULE = "broken_rule"
# Faults that an invoice for goods that arrived can have; place 0 is none.
FAULTS = ("", *(field.name for field in fields(FaultShape) if field.name != MISSING))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ledger:
    """Counts and habits of the direct suppliers, in the order of their numbers.

    Attributes:
        own: the suppliers.
        agreed: those with a self-billing agreement; the others send invoices.
        self_billed: receipts under an agreement.
        billed: receipts that an invoice bills.
        waiting: receipts that nobody has billed, without an agreement.
        credits: credit notes.
        missing: invoices for goods whose receipt nobody has booked.
        first: place of the supplier's first billed receipt among all of them.
        faults: by billed receipt, place in `FAULTS` of what is wrong with its invoice.
        format: place in `FORMATS`.
        way: place in `WAYS`.
        verified: whether the account has been verified.
        terms: days from invoice to payment.
    """

    own: Suppliers
    agreed: Flags
    self_billed: Ints
    billed: Ints
    waiting: Ints
    credits: Ints
    missing: Ints
    first: Ints
    faults: Ints
    format: Ints
    way: Ints
    verified: Flags
    terms: Ints


def ledger(scene: Scene) -> Ledger:
    """Share out what the recipe wants, to the piece."""
    shape, chance = scene.recipe.trade, stream(scene.seed, "ledger")
    own = suppliers(scene)
    count = len(own)
    agreed = exactly(chance, round(shape.agreement_share * count), count)
    receipts, invoices = scene.scaled(shape.receipts), scene.scaled(shape.invoices)
    missing = round(invoices * scene.recipe.faults.missing_receipt / 100)
    notes = round(invoices * shape.credit_share)
    billed = invoices - missing - notes
    waiting = round(receipts * shape.waiting_share)
    # Larger suppliers deliver more often, but less so than they are larger.
    often = np.floor(np.sqrt(own.to_us_minor)).astype(np.int64) + 1
    senders = np.where(agreed, 0, often)
    per_supplier = shared_out(billed, senders)
    form = pick(chance, shape.format_shares, count)
    return Ledger(
        own=own,
        agreed=agreed,
        self_billed=shared_out(receipts - billed - waiting, np.where(agreed, often, 0)),
        billed=per_supplier,
        waiting=shared_out(waiting, senders),
        credits=shared_out(notes, per_supplier),
        missing=shared_out(missing, per_supplier),
        first=np.concatenate([[0], np.cumsum(per_supplier)[:-1]]).astype(np.int64),
        faults=_faults(scene, invoices, np.repeat(form, per_supplier)),
        format=form,
        way=pick(chance, WAY_SHARES, count),
        verified=~exactly(chance, round(shape.unverified_share * count), count),
        terms=np.where(exactly(chance, round(shape.short_terms_share * count), count), 30, 60),
    )


def _faults(scene: Scene, invoices: int, form: Ints) -> Ints:
    """Put exactly as many faults as the recipe wants, each on another invoice.

    Args:
        scene: the dossier.
        invoices: of which the recipe's faults are shares.
        form: by billed receipt, place in `FORMATS` of its invoice.
    """
    order = stream(scene.seed, "faults").permutation(len(form))
    judged = np.isin(form, [FORMATS.index(name) for name in XML_FORMATS])
    faults = np.zeros(len(form), dtype=np.int64)
    for place, name in enumerate(FAULTS[1:], start=1):
        count = round(invoices * getattr(scene.recipe.faults, name) / 100)
        free = order[judged[order]] if name == BROKEN_RULE else order
        faults[free[:count]] = place
        order = order[faults[order] == 0]
    return faults
