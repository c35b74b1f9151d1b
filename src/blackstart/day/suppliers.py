"""The day's questions to the supplier desk: who will not last, and what would help?"""

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from blackstart.base.activity import PAYING
from blackstart.base.finding import Finding
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Today
from blackstart.day.step import Step
from blackstart.suppliers.book import Book, book
from blackstart.suppliers.compare import compare, lost, result_rows
from blackstart.suppliers.draws import draw
from blackstart.suppliers.findings import OTHER_CURRENCY, REACHES_NOBODY
from blackstart.suppliers.owed import ON_ITS_WAY, owed, unbilled
from blackstart.suppliers.packages import Package, built_in, planned
from blackstart.suppliers.runway import runways
from blackstart.suppliers.summary import package_facts, runway_facts
from blackstart.suppliers.told import strangers

FIRM_READS = (
    "firms",
    "firm_reports",
    "debts",
    "payments",
    "paid_debts",
    "receipts",
    "billed_receipts",
    "purchase_orders",
    "gate_signatures",
    "gate_moves",
)
DRAWS = 100


def runway(frames: Frames, today: Today) -> Decision:
    """Estimate how many weeks each firm lasts without our money."""
    firms, day = frames["firms"], today.day
    priced, owing = owing_to(frames, day)
    firms_book = firm_book(frames, owing, day)
    rows = runways(firms_book, day)
    return Decision(
        rows={"runways": rows},
        findings=(*strangers(firms, frames["firm_reports"]), *_other_currency(firms, owing)),
        facts={**runway_facts(firms_book, rows), "unknown": list(_unknown(frames, priced, day))},
    )


def support(frames: Frames, today: Today) -> Decision:
    """Compare support packages with no support, on the same random numbers."""
    packages, held = planned(frames["packages"], today.day)
    _, owing = owing_to(frames, today.day)
    firms = firm_book(frames, owing, today.day)
    chosen = packages or _usual(firms)
    generator = np.random.Generator(np.random.PCG64(today.day.toordinal()))
    paid_after = _paid_after_days(frames["rates"], firms, today.day)
    draws = draw(generator, DRAWS, len(firms.firm), paid_after)
    without = lost(firms, draws, None)
    results = [(package, compare(firms, draws, package, without)) for package in chosen]
    return Decision(
        rows={"support_results": result_rows(results, today.day)},
        findings=(*held, *_reaching_nobody(chosen, firms)),
        facts={
            "draws": DRAWS,
            "firms_lost_without": float(np.median(without.sum(axis=1))),
            "packages": [package_facts(package, result) for package, result in results],
            "unknown": list(_unknown_support(frames, packages, paid_after)),
        },
    )


def owing_to(frames: Frames, day: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give unbilled receipts with their price, and what we owe each supplier, as known on a day."""
    debts = frames["debts"].filter(pl.col("arrived_on") <= day)
    receipts = frames["receipts"].filter(pl.col("received_on") <= day)
    priced = unbilled(receipts, frames["billed_receipts"], frames["purchase_orders"])
    return priced, owed(debts, priced, _leaving(frames, day), frames["paid_debts"])


def _leaving(frames: Frames, day: date) -> pl.DataFrame:
    on_its_way = pl.col("state").is_in(ON_ITS_WAY)
    return frames["payments"].filter(on_its_way & (pl.col("changed_on") <= day))


def firm_book(frames: Frames, owing: pl.DataFrame, day: date) -> Book:
    """Put the firms into columns, as they are known on a day."""
    paid = _leaving(frames, day).select(
        "supplier", "currency", "amount_minor", paid_on="changed_on"
    )
    return book(frames["firms"], frames["firm_reports"], owing, paid, day, stopped(frames, day))


def stopped(frames: Frames, day: date) -> date | None:
    """Tell when the incident began, by what was signed on paper or while the restart ran."""
    passes = frames["gate_moves"].filter(pl.col("move") == "passed")
    moved = passes.select("gate", signed_on="moved_on", result=pl.lit("pass"))
    paper = frames["gate_signatures"].select("gate", "signed_on", pl.col("result").cast(pl.String))
    return stop_day(pl.concat([paper, moved]), day)


def stop_day(signatures: pl.DataFrame, day: date) -> date | None:
    """Tell when the incident began: the day the first service was isolated; None: nobody signed."""
    isolated = (pl.col("gate") == "isolated") & (pl.col("result") == "pass")
    return min(
        signatures.filter(isolated & (pl.col("signed_on") <= day))["signed_on"], default=None
    )


def _paid_after_days(rates: pl.DataFrame, firms: Book, day: date) -> float:
    """Divide the firms that wait for money by the payments that today allows."""
    row = rates.filter((pl.col("activity") == PAYING) & (pl.col("day") == day))
    rate = int(row["rate"].sum())
    return float((firms.owed_minor > 0).sum()) / rate if rate else float("inf")


def _usual(firms: Book) -> tuple[Package, ...]:
    """Take the built-in packages, in the currency that most firms have."""
    if not len(firms.currency):
        return ()
    names, counts = np.unique(firms.currency.astype(str), return_counts=True)
    return built_in(str(names[counts.argmax()]))


def _other_currency(firms: pl.DataFrame, owing: pl.DataFrame) -> Iterator[Finding]:
    own = firms.select("currency", supplier="firm")
    known = owing.join(own, on="supplier", how="semi")
    other = known.join(own, on=["supplier", "currency"], how="anti").sort("supplier", "currency")
    for supplier, currency in other.select("supplier", "currency").iter_rows():
        yield OTHER_CURRENCY.at(
            supplier, f"we owe {supplier} money in {currency}, which is left out"
        )


def _reaching_nobody(packages: tuple[Package, ...], firms: Book) -> Iterator[Finding]:
    for package in packages:
        if not package.reach(firms).any():
            yield REACHES_NOBODY.at(package.name)


def _unknown(frames: Frames, priced: pl.DataFrame, day: date) -> Iterator[str]:
    if frames["firms"].is_empty():
        yield "No firms are known: nobody can tell who will not last."
    if stopped(frames, day) is None:
        yield "The day of the stop is unknown: cash is taken to shrink since it was told."
    unpriced = int(priced["amount_minor"].null_count())
    if unpriced:
        yield f"{unpriced} receipt lines have no price: what we owe for them is left out."


def _unknown_support(
    frames: Frames, packages: tuple[Package, ...], paid_after_days: float
) -> Iterator[str]:
    if frames["firms"].is_empty():
        yield "No firms are known: no support can be compared."
    elif not packages:
        yield "No support package is known: two on public schemes' terms stand in (assumption)."
    if paid_after_days == float("inf"):
        yield "The capacity of payments is unknown or nil: our own payments are taken not to come."


RUNWAY = Step(name="suppliers.runway", reads=FIRM_READS, decide=runway)
SUPPORT = Step(name="suppliers.support", reads=(*FIRM_READS, "packages", "rates"), decide=support)
