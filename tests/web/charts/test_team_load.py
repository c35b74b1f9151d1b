"""Teams over days: steps, and the line of how many people there are."""

from datetime import date

from blackstart.web.charts.team_load import Strip, team_load
from tests.web.paper import of_class, read, texts

FIRST = date(2025, 9, 25).toordinal()
STRIPS = [
    Strip(team="apps", people=2, planned=(2.0, 1.0), wanted=(4.0, 0.0), note="2 there"),
    Strip(team="network", people=0, planned=(0.0, 0.0), wanted=(0.0, 0.5)),
]


def test_each_team_has_its_strip() -> None:
    """What is planned, what is wanted, and the limit between them."""
    root = read(team_load(STRIPS, FIRST, "Teams", "Two teams."))
    assert {"apps", "network", "2 there"} <= set(texts(root))
    limits = of_class(root, "limit")
    assert len(limits) == len(of_class(root, "band")) == len(of_class(root, "line")) == 2
    steps = of_class(root, "line")[0].attrib["d"]
    assert steps.count("H") == 2


def test_wanting_more_than_there_are_stands_above_the_limit() -> None:
    """Four wanted of two: the step is higher up than the line."""
    root = read(team_load(STRIPS, FIRST, "Teams", "Two teams."))
    highest = float(of_class(root, "line")[0].attrib["d"].split("V")[1].split("H")[0])
    assert highest < float(of_class(root, "limit")[0].attrib["y1"])
