"""A dossier: the same bytes for one seed, valid in every row, never half built."""

from collections import Counter
from pathlib import Path

import pytest

from blackstart.day.tables import DOSSIER_TABLES
from blackstart.exercise import build as builder
from blackstart.exercise.build import build
from blackstart.exercise.package import FolderTakenError
from blackstart.exercise.recipe import RecipeError
from blackstart.exercise.scene import Scene
from blackstart.exercise.small import small_recipe
from blackstart.post.dossier.folder import describe
from tests.exercise.samples import content, public_recipe, small, tables, tenth


def test_one_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """Every file of the dossier is the same, wherever and how often it is built."""
    assert content(build(small_recipe(7), tmp_path / "again")) == content(small())


def test_another_seed_gives_another_incident(tmp_path: Path) -> None:
    """Nearly every table differs; its shape does not."""
    other = content(build(small_recipe(8), tmp_path / "other"))
    same = {name for name, digest in content(small()).items() if other.get(name) == digest}
    assert not {"tables/firms.csv", "tables/receipts.csv", "tables/vehicles.csv"} & same


@pytest.mark.parametrize("folder", [small, tenth])
def test_every_row_keeps_the_rules_of_its_table(folder: object) -> None:
    """Whole tables, with their primary keys; and none of them is empty."""
    frames = tables(small() if folder is small else tenth())
    for table in DOSSIER_TABLES:
        table.schema.validate(frames[table.name])
        assert frames[table.name].height, table.name


def test_the_dossier_opens_without_a_complaint() -> None:
    """Everything in the folder is known: tables, documents, and what only tests may read."""
    dossier = describe(small(), small_recipe(7).as_of)
    assert (dossier.name, dossier.synthetic, dossier.seed) == ("small", True, 7)
    assert len(dossier.tables) == len(DOSSIER_TABLES)
    assert len(dossier.documents) == tables(small())["document_arrivals"].height
    assert dossier.findings == ()


@pytest.mark.parametrize("seed", range(12))
def test_small_dossiers_have_every_kind_of_row(seed: int, tmp_path: Path) -> None:
    """Whatever the seed: rows of the dossier's past and rows of the days to come."""
    frames = tables(build(small_recipe(seed), tmp_path / "small"))
    day = small_recipe(seed).day
    for name, column in (
        ("document_arrivals", "arrived_on"),
        ("receipts", "received_on"),
        ("gate_signatures", "signed_on"),
        ("firm_reports", "reported_on"),
        ("part_orders", "ordered_on"),
        ("cash_accounts", "as_of"),
    ):
        assert (frames[name][column] > day).any(), name
    assert (frames["firms"]["cash_minor"].is_null()).any()
    assert frames["bank_answers"]["status"].n_unique() == 2


def test_counts_grow_with_the_scale(tmp_path: Path) -> None:
    """Twice the scale, twice the firms, receipts, order lines, cars and money; the estate stays."""
    twice = tables(build(small_recipe(7), tmp_path / "twice", scale=2))
    once = tables(small())
    for name in ("firms", "part_orders", "vehicles", "part_stock"):
        assert twice[name].height == 2 * once[name].height, name
    for name in ("services", "lines", "gate_signatures"):
        assert twice[name].height == once[name].height, name
    receipts = [frames["receipts"]["receipt_no"].n_unique() for frames in (once, twice)]
    assert receipts == [80, 160]
    assert twice["cash_accounts"]["balance_minor"].sum() == (
        2 * once["cash_accounts"]["balance_minor"].sum()
    )


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """Nothing is overwritten, and nothing is left beside it."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(FolderTakenError):
        build(small_recipe(7), tmp_path / "mine")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_a_failure_on_the_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dossier is there whole, or it is not there."""

    def fails(_scene: Scene) -> None:
        raise RecipeError("planted")

    parts = (*builder.PARTS[:3], ("planted", fails))
    monkeypatch.setattr(builder, "PARTS", parts)
    with pytest.raises(RecipeError):
        build(small_recipe(7), tmp_path / "dossier")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_builder_left_is_taken_away(tmp_path: Path) -> None:
    """The unfinished folder of somebody who was killed does not end up in the dossier."""
    left = tmp_path / ".dossier.partial" / "tables"
    left.mkdir(parents=True)
    (left / "firms.csv").write_text("half a row", encoding="utf-8")
    assert content(build(small_recipe(7), tmp_path / "dossier")) == content(small())
    assert [path.name for path in tmp_path.iterdir()] == ["dossier"]


def test_progress_is_told(tmp_path: Path) -> None:
    """Every part begins and ends, and is never more than done."""
    told: list[tuple[str, int, int]] = []
    build(small_recipe(7), tmp_path / "d", progress=lambda *said: told.append(said))
    assert all(0 <= done <= total for _, done, total in told)
    ends = Counter(what for what, done, total in told if done == total)
    assert set(ends) == {name for name, _ in builder.PARTS}


def test_the_public_case_has_the_shape_that_the_recipe_wants() -> None:
    """A tenth of it: half of the firms never told their cash, some sell to us only."""
    firms, shape = tables(tenth())["firms"], public_recipe().firms
    assert firms.height == 485
    assert 0.4 < firms["cash_minor"].null_count() / firms.height < 0.6
    direct = firms.filter(firms["tier"] == 1)
    assert 0.03 < (direct["share_to_us"] == 1).sum() / direct.height < 0.12
    ours = (firms["staff"] * firms["share_to_us"]).sum()
    assert 0.5 * shape.jobs / 10 < ours < shape.jobs / 10  # some told neither
