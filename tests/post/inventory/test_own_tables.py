"""The dossier's own tables go before inventories, and are joined with them by name."""

from typing import Any

import polars as pl

from blackstart.day.tables import table
from blackstart.post.inventory.importing import read_inventories, unknown
from blackstart.post.inventory.own_tables import no_tables

COMPOSE = b"services: {web: {depends_on: [db, mq]}, db: {image: postgres}}"
REPOS = b"[{repo_name: db, team: data}, {repo_name: web, team: others}]"


def rows(name: str, *said: tuple[Any, ...]) -> dict[str, pl.DataFrame]:
    """Give a table with these rows."""
    return {name: pl.DataFrame(said, schema=table(name).empty().schema, orient="row")}


def test_tables_and_inventories_are_one_estate() -> None:
    """What the table leaves empty others may say; what it says stays, a workaround by hand too."""
    own = {
        **no_tables(),
        **rows(
            "services",
            ("web", "application", "shop", "told", None),
            ("db", "unknown", None, "told", None),
        ),
        **rows("dependencies", ("web", "db", "data", True, "told")),
        **rows("teams", ("shop", 2, 8.0)),
        **rows("gates", ("web", "rebuilt", "builders", 1, 1.0, 2.0, 3.0)),
        **rows("activities", ("a", "u", 0, 1, 1, None, 100, "GBP", None, None)),
        **rows("activity_needs", ("a", "web")),
    }
    found = read_inventories([("compose.yml", COMPOSE), ("repos.yml", REPOS)], own)
    services = {name: row for name, *row in found.services.drop("source").iter_rows()}
    assert services["web"] == ["application", "shop", None]
    assert services["db"] == ["unknown", "data", "postgres"]
    assert services["mq"] == ["unknown", None, None]
    assert found.dependencies.select("service", "needs", "kind", "workaround").rows() == [
        ("web", "db", "data", True),
        ("web", "mq", "rebuild", False),
    ]
    assert found.teams == ("builders", "data", "shop")
    assert found.seen["dossier"]["services"] == 2
    assert unknown(found) == {
        "dependencies": 0,
        "dependency_kinds": 1,
        "durations": 2,
        "layers": 2,
        "team_sizes": 2,
        "teams": 1,
        "values": 2,
    }
