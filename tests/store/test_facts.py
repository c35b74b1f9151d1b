"""What documents say, kept and given back."""

import polars as pl

from blackstart.payables.rules.facts import FRAMES
from blackstart.post.en16931.read import read
from blackstart.store import facts
from blackstart.store.database import Store
from tests.payables.rules.invoices import CII, UBL


def test_facts_come_back_as_they_were(store: Store) -> None:
    """All frames of both syntaxes, in batches of their own; an empty batch is none."""
    heaps = [read([text.encode() for text in texts]).facts for texts in ((UBL, CII, UBL), (CII,))]
    with store.transaction() as conn:
        facts.keep(conn, ["a", "b", "c"], heaps[0])
        facts.keep(conn, [], heaps[1])
        facts.keep(conn, ["d"], heaps[1])
        (first, many), (second, one) = facts.batches(conn)
        back = facts.read(conn, [first, second])
    assert (many, one) == (3, 1)
    assert [documents for documents, _ in back] == [["a", "b", "c"], ["d"]]
    assert [each.syntax for _, every in back for each in every] == ["UBL", "CII", "CII"]
    for (_, every), heap in zip(back, heaps, strict=True):
        for each in every:
            (before,) = (part for part in heap if part.syntax == each.syntax)
            assert list(each.frames) == list(FRAMES)
            assert all(each.frames[name].equals(before.frames[name]) for name in FRAMES)


def test_packing_keeps_every_text() -> None:
    """Nothing, an empty text and any character stay what they are."""
    whole = read([UBL.encode()] * 50).facts
    values = pl.Series("number", [None, "", "\0", "“é”\n", *["R-17"] * 46])
    frames = {**whole[0].frames, "invoices": whole[0].frames["invoices"].with_columns(values)}
    (back,) = facts.unpacked(facts.packed([type(whole[0])(syntax="UBL", frames=frames)]))
    assert back.frames["invoices"]["number"].to_list() == values.to_list()
