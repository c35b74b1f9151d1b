"""What documents say, kept and given back."""

import subprocess
import sys

import polars as pl
import pytest

from blackstart.payables.rules.facts import FRAMES, Facts
from blackstart.payables.rules.found import found
from blackstart.post.en16931.read import read
from blackstart.store import facts
from blackstart.store.database import Store
from tests.payables.rules.invoices import CII, UBL, change

WRONG = change(UBL, (">220.01<", ">220.00<"))


def batch(*texts: str) -> list[Facts]:
    """Take the facts out of documents."""
    return list(read([text.encode() for text in texts]).facts)


def test_facts_come_back_as_they_were(store: Store) -> None:
    """All frames of both syntaxes, as of one batch; an empty batch is none."""
    whole = batch(UBL, CII, UBL, CII)
    with store.transaction() as conn:
        facts.keep(conn, ["a", "b", "c"], batch(UBL, CII, UBL))
        facts.keep(conn, [], batch(CII))
        facts.keep(conn, ["d"], batch(CII))
        (first, many), (second, one) = facts.batches(conn)
        documents, back = facts.read(conn, [first, second])
        assert facts.read(conn, [second])[0] == ["d"]
    assert (many, one) == (3, 1)
    assert documents == ["a", "b", "c", "d"]
    for each in back:
        (before,) = (part for part in whole if part.syntax == each.syntax)
        assert list(each.frames) == list(FRAMES)
        assert all(each.frames[name].equals(before.frames[name]) for name in FRAMES)
    assert [each.syntax for each in back] == ["CII", "UBL"]


def test_packing_keeps_every_text() -> None:
    """Nothing, an empty text and any character stay what they are, in words and in texts."""
    (ubl, _) = batch(*[UBL] * 50)
    values = [None, "", "\0", "“é”\n", *["R-17"] * 46]
    odd = {"place": pl.Series(values, dtype=ubl.frames["invoices"].schema["place"])}
    rows = ubl.frames["invoices"].with_columns(number=pl.Series(values), **odd)
    packed = facts.packed([Facts(syntax="UBL", frames={**ubl.frames, "invoices": rows})])
    (back,) = facts.together([(packed, 50)])
    assert back.frames["invoices"]["number"].to_list() == values
    assert back.frames["invoices"]["place"].cast(pl.String).to_list() == values


def test_batches_together_are_judged_as_apart() -> None:
    """A backlog of many batches, both syntaxes in each, has the findings of each batch."""
    pounds, euros = change(UBL, (">GBP<", ">gbp<")), change(UBL, (">GBP<", ">XEU<"))
    batches = [(UBL, WRONG, CII), (CII,), (pounds, euros), (WRONG, UBL)]
    apart = [
        found(batch(*texts), [f"{at}-{n}" for n in range(len(texts))])
        for at, texts in enumerate(batches)
    ]
    subjects = [f"{at}-{n}" for at, texts in enumerate(batches) for n in range(len(texts))]
    together = facts.together([(facts.packed(batch(*texts)), len(texts)) for texts in batches])
    assert found(together, subjects).equals(pl.concat(apart))
    assert found(facts.together([]), []).is_empty()


def test_what_an_older_version_kept_has_the_columns_of_today() -> None:
    """A column that was not kept is empty; the order of the documents stays."""
    (ubl, _), (other, _) = batch(UBL), batch(UBL, UBL)
    old = {**ubl.frames, "invoices": ubl.frames["invoices"].drop("contract")}
    kept = [(facts.packed([Facts(syntax="UBL", frames=old)]), 1), (facts.packed([other]), 2)]
    (back,) = facts.together(kept)
    assert back.frames["invoices"].equals(batch(UBL, UBL, UBL)[0].frames["invoices"])


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_frames_of_unlike_lengths_stay_in_order(rows: int) -> None:
    """A frame that some batches lack has the document numbers that it has in one batch."""
    notes = "<cbc:Note>n</cbc:Note>" * rows
    texts = [change(UBL, ("<cbc:Note>", f"{notes}<cbc:Note>")), CII, UBL, CII]
    parts = [(facts.packed(batch(text)), 1) for text in texts]
    back = {one.syntax: one for one in facts.together(parts)}
    for whole in batch(*texts):
        mine = back[whole.syntax].frames
        assert all(mine[name].equals(whole.frames[name]) for name in FRAMES)


FORGETS = """
import polars as pl
from blackstart.payables.rules.facts import WORD, Facts, schema
from blackstart.payables.rules.found import found
from blackstart.store.facts import FRAMES, packed, together

def number(word):
    return pl.Series([word]).cast(WORD).to_physical()[0]

rows = {name: pl.DataFrame(schema=schema(name)) for name in FRAMES}
rows["codes"] = pl.DataFrame(
    [(0, "country", "Atlantis", "seller", 7)], schema=schema("codes"), orient="row"
)
kept = packed([Facts(syntax="UBL", frames=rows)])
del rows
found(together([(kept, 1)]), ["I-1"])
assert number("once") == number("again") == 0
"""


def test_odd_words_are_forgotten() -> None:
    """A worker that has judged documents remembers none of their codes."""
    command = [sys.executable, "-c", FORGETS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
