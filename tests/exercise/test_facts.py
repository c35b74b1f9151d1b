"""The public case: what counts as a fact was public on its day."""

import csv
import re

from tests.exercise.samples import PUBLIC_CASE, public_recipe


def _rows() -> list[dict[str, str]]:
    with (PUBLIC_CASE / "facts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_fact_is_younger_than_the_case() -> None:
    """What became known later is an assumption, and says why it is used nevertheless."""
    as_of = public_recipe().day.isoformat()
    for row in _rows():
        assert row["status"] in {"fact", "assumption"}, row["fact"]
        if row["status"] == "fact":
            assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["date_known"]), row["fact"]
            assert row["date_known"] <= as_of, row["fact"]
            assert row["source"], row["fact"]
        else:
            assert row["note"], row["fact"]


def test_later_knowledge_is_marked() -> None:
    """Rows that are dated after the case are there, as assumptions."""
    as_of = public_recipe().day.isoformat()
    later = [row for row in _rows() if row["date_known"] > as_of]
    assert {row["status"] for row in later} == {"assumption"}
    assert any(row["fact"] == "Direct suppliers" for row in later)


def test_every_figure_of_the_recipe_says_what_it_is() -> None:
    """A line with a figure is marked, or stands in a section that is."""
    text = (PUBLIC_CASE / "recipe.toml").read_text(encoding="utf-8")
    marks = ("FACT", "ASSUMPTION", "DERIVED", "SCRIPT")
    for section in ("firms", "trade", "parts", "vehicles"):
        body = text.split(f"[{section}]", 1)[1].split("\n[", 1)[0]
        for line in filter(lambda line: "=" in line, body.splitlines()):
            assert any(mark in line for mark in marks), line
