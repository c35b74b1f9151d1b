"""Made-up weighted estates: any size, the same from the same seed, and a dossier that is read."""

from pathlib import Path

import polars as pl
import pytest

from blackstart.day.tables import table
from blackstart.estate.tables import GATES
from blackstart.exercise.estates import AS_OF, LAYERS, estate, write
from blackstart.exercise.package import FolderTakenError
from blackstart.post.dossier.folder import describe
from tests.exercise.samples import content


@pytest.mark.parametrize("gates", [36, 180, 1000])
def test_an_estate_has_the_size_that_is_asked_for(gates: int) -> None:
    """Whole services in all layers, each with nine gates, and something that is worth a return."""
    made = estate(gates, 5)
    services = made["services"]
    assert made["gates"].height == services.height * len(GATES)
    assert abs(made["gates"].height - gates) < len(GATES)
    assert services["layer"].unique(maintain_order=True).to_list() == [name for name, *_ in LAYERS]
    assert made["activities"]["value_per_day_minor"].min() > 0  # type: ignore[operator]  # it has rows
    wanted = made["gates"].group_by("team").agg(pl.col("people").max())
    there = wanted.join(made["teams"], on="team", suffix="_there")
    assert there.height == wanted.height
    assert (there["people"] <= there["people_there"]).all()


def test_every_table_keeps_its_rules() -> None:
    """What is made up is what a dossier may bring."""
    for name, rows in estate(180, 5).items():
        assert table(name).schema.validate(rows).height == rows.height


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    """Another seed writes others; a folder that holds something is left alone."""
    rows = write(tmp_path / "one", 180, 5)
    assert rows["gates"] == 180
    write(tmp_path / "two", 180, 5)
    write(tmp_path / "three", 180, 6)
    one, two, three = (content(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one["tables/gates.csv"] != three["tables/gates.csv"]
    with pytest.raises(FolderTakenError):
        write(tmp_path / "one", 180, 6)
    assert content(tmp_path / "one") == one


def test_it_is_a_dossier_of_which_everything_is_used(tmp_path: Path) -> None:
    """Its name says its size and seed; it is synthetic, and an exercise."""
    rows = write(tmp_path / "made", 90, 1)
    found = describe(tmp_path / "made", AS_OF)
    assert (found.name, found.as_of, found.synthetic) == ("estate_90_1", AS_OF, True)
    assert {file.table for file in found.tables} == set(rows)
    assert found.findings == ()
