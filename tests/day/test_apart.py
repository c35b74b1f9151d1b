"""Suppliers are apart: one's papers decide nothing about another's, but for the day's capacity."""

from dataclasses import replace

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from blackstart.base.activity import INVOICING
from blackstart.day.invoices import INVOICES
from blackstart.day.tables import table
from blackstart.payables.supplier_id import identify
from tests.day.payables_world import SUPPLIERS, Tables, go_by, moment, worlds

# Who is who, what is tolerated, what people decided: everybody looks it up.
FOR_ALL = ("firms", "tolerances", "invoice_decisions")


def bucket(frames: Tables, suppliers: list[str], *, unknown: bool) -> Tables:
    """Cut out what is about some suppliers, and perhaps what is of nobody whom we know."""
    of = identify(frames["invoices"], frames["firms"].select("firm", "name", "vat_number"))
    ours = pl.col("supplier").is_in(suppliers)
    mine = of.filter(ours | pl.col("supplier").is_null() if unknown else ours).select("invoice")
    about = pl.DataFrame({"supplier": suppliers}, schema={"supplier": pl.String})
    made = dict(frames)
    for name, rows in frames.items():
        if name in FOR_ALL:
            continue
        if "invoice" in rows.columns:
            made[name] = rows.join(mine, on="invoice", how="semi")
        elif "supplier" in rows.columns:
            made[name] = rows.join(about, on="supplier", how="semi")
    return made


def decided(frames: Tables, day: int) -> Tables:
    """Let the desk decide on a day without capacity: nothing is posted."""
    today = replace(moment(frames, day), left={INVOICING: 0})
    return dict(INVOICES.decide({name: frames[name] for name in INVOICES.reads}, today).rows)


@settings(max_examples=25, deadline=None)
@given(worlds(), st.sets(st.sampled_from(SUPPLIERS)), st.integers(0, 1))
def test_the_same_debts_whatever_the_cut(world: Tables, some: set[str], day: int) -> None:
    """Decided bucket by bucket, invoices, debts, findings and bills are those of the whole."""
    *_, (_, frames) = [(day, world), *(go_by(world, day))]
    others = [name for name in SUPPLIERS if name not in some]
    parts = [
        decided(bucket(frames, sorted(some), unknown=True), day),
        decided(bucket(frames, others, unknown=False), day),
    ]
    for name, whole in decided(frames, day).items():
        key = table(name).key
        together = pl.concat([part[name] for part in parts]).sort(key)
        assert together.equals(whole.sort(key)), name
