"""Made-up estates: their history could have happened, and the public statement is true in it."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from blackstart.base.activity import DESKS, INVOICING, REGISTRATION, WHOLESALE
from blackstart.base.canonical import sha256
from blackstart.base.table import Frames
from blackstart.estate.defaults import complete
from blackstart.estate.running.signed import signed
from blackstart.estate.states import States, states
from blackstart.estate.tables import GATES
from blackstart.estate.usual.needs import is_assumed
from blackstart.exercise.catalogue import estate, services
from blackstart.exercise.recipe import RecipeError
from blackstart.exercise.signatures import History
from tests.exercise.samples import small, tables, tenth

AS_OF = date(2025, 9, 25)


def stands(frames: Frames, day: date) -> States:
    """Tell which gates have passed, by the rules of the exercise itself."""
    return states(signed(frames, day, rehearsal=True).rows, frames["dependencies"], day)


def _folder(name: str) -> Path:
    return small() if name == "small" else tenth()


@pytest.mark.parametrize("name", ["small", "carmaker"])
def test_no_signature_is_void(name: str) -> None:
    """Past and script: every signature counts, for the room itself finds nothing to complain of."""
    frames = tables(_folder(name))
    for ahead in range(-24, 6):
        day = AS_OF + timedelta(ahead)
        assert stands(frames, day).findings == ()
        assert signed(frames, day, rehearsal=True).findings == ()


@pytest.mark.parametrize("name", ["small", "carmaker"])
def test_nothing_is_taken_from_names(name: str) -> None:
    """All layers and dependencies are stated: no kind adds one, and hours go by the layer."""
    made = complete(tables(_folder(name)))
    assert made.services["layer_said"].all()
    assert not made.dependencies.filter(is_assumed()).height


@pytest.mark.parametrize("name", ["small", "carmaker"])
def test_services_stand_where_the_catalogue_says(name: str) -> None:
    """Up are those whose last gate had passed by the dossier's day."""
    frames = tables(_folder(name))
    told = stands(frames, AS_OF)
    wanted = {row["service"] for row in services(name) if int(row["passed"]) == len(GATES)}
    assert told.up == wanted


def test_the_statement_of_25_september_is_true() -> None:
    """Invoicing is boosted, wholesale and registration are back, parts return, no plant runs."""
    frames = tables(tenth())
    up = stands(frames, AS_OF).up
    needs = frames["activity_needs"]
    down = set(needs.filter(~pl.col("service").is_in(sorted(up)))["activity"])
    assert not {INVOICING, WHOLESALE, REGISTRATION} & down
    lines = {name for name in needs["activity"] if name not in DESKS}
    assert lines <= down
    boosted = frames["activities"].filter(pl.col("activity") == INVOICING)["boosted_from"]
    assert boosted.item() <= AS_OF
    next_day = AS_OF + timedelta(days=1)
    parts = set(needs.filter(pl.col("activity") == "parts")["service"])
    assert parts <= stands(frames, next_day).up


def test_the_estate_has_the_size_of_a_carmakers() -> None:
    """About 150 services, a dozen teams and more, three kinds of needs, some hours unknown."""
    frames = tables(tenth())
    assert 140 <= frames["services"].height <= 180
    assert frames["teams"].height >= 12
    assert frames["dependencies"]["kind"].n_unique() == 3
    assert frames["dependencies"]["workaround"].any()
    assert 0 < frames["gates"]["hours_likely"].null_count() < frames["gates"].height / 4
    named = set(frames["activity_needs"]["service"])
    assert named <= set(frames["services"]["service"])


@pytest.mark.parametrize(
    ("passed", "needs", "words"),
    [
        ("9", "other", "needs other, which is not up"),
        ("9", "late", "is signed too early"),
        ("9", "one", "needs itself in a circle"),
    ],
)
def test_an_impossible_history_is_refused(passed: str, needs: str, words: str) -> None:
    """A catalogue that contradicts itself is not built from."""
    row = {"script_day": "", "failed": "", "data": "", "test": ""}
    rows = [
        {**row, "service": "one", "passed": passed, "day": "5", "rebuild": needs},
        {**row, "service": "other", "passed": "2", "day": "5", "rebuild": ""},
        {**row, "service": "late", "passed": "9", "day": "9", "rebuild": ""},
    ]
    history = History(services=rows, stopped_on=date(2025, 9, 1), day=AS_OF)
    with pytest.raises(RecipeError, match=words):
        list(history.rows())


def test_an_unknown_estate_is_refused() -> None:
    """The message says that none of that name comes with the product."""
    with pytest.raises(RecipeError, match="no such estate"):
        estate("atlantis")


def test_evidence_is_a_hash_of_the_past_only() -> None:
    """What will be signed has no evidence yet."""
    signed = tables(tenth())["gate_signatures"]
    later = signed.filter(pl.col("signed_on") >= AS_OF)
    assert later["evidence_sha256"].null_count() == later.height > 0
    assert signed["evidence_sha256"].drop_nulls().str.len_chars().unique().to_list() == [
        len(sha256(""))
    ]
