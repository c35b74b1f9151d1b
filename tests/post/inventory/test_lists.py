"""Lists of repositories, applications and services: joined to what others define, by name."""

from tests.post.inventories_made import estate, names, needs, said

REPOS = """
- {repo_name: shop, team: "#shop", type: Apps, production_hosted_on: eks}
- {repo_name: shop-api, team: "#api", type: APIs, production_hosted_on: eks}
- {repo_name: gem, team: "#api", type: Gems}
- {repo_name: gone, team: "#api", type: Apps, production_hosted_on: gcp}
- nameless: true
"""
HELM = """
replicas: 3
apps:
  - {name: shop, helmValues: {a: b}}
  - {name: admin, repoName: shop-api}
  - {name: jobs}
  - {}
"""
COMPOSE = (
    "services: {shop-app: {depends_on: [redis]}, shop-api-worker: {}, shopping: {}, redis: {}}"
)


def test_lists_are_joined_by_name() -> None:
    """The longest entry wins, words after a hyphen do not count; nothing is added."""
    found = estate({"compose.yml": COMPOSE, "repos.yml": REPOS, "values.yaml": HELM})
    assert dict(found.services.select("service", "team").rows()) == {
        "redis": None,
        "shop-api-worker": "#api",
        "shop-app": "#shop",
        "shopping": None,
    }
    sources = dict(found.services.select("service", "source").rows())
    assert sources["redis"] == "compose: compose.yml"
    assert sources["shop-api-worker"] == (
        "compose: compose.yml; helm: values.yaml, admin; team list: repos.yml, shop-api"
    )
    assert needs(found) == ["shop-app > redis"]
    assert found.teams == ("#api", "#shop")


def test_what_a_list_alone_knows_is_named() -> None:
    """Applications in production that no inventory defines are listed, not added; a gem is not."""
    found = estate({"compose.yml": COMPOSE, "repos.yml": REPOS, "values.yaml": HELM})
    assert said(found) == [("BS-LOAD-026", "repos.yml"), ("BS-LOAD-026", "values.yaml")]
    assert found.findings[0].message == "1 are in no inventory and were not added: gone."


def test_lists_without_any_inventory_are_the_services() -> None:
    """What they say to be in production, and who owns it."""
    found = estate({"repos.yml": REPOS, "values.yaml": HELM})
    assert names(found) == ["admin", "gone", "jobs", "shop", "shop-api"]
    assert found.services["team"].to_list() == [None, "#api", None, "#shop", "#api"]
    assert said(found) == []


def test_a_list_that_knows_no_hosting_is_taken_whole() -> None:
    """A plain list of services and owners is an inventory too."""
    found = estate({"teams.yml": "[{service: mes, owner: plants}, {service: erp, owner: it}]"})
    assert dict(found.services.select("service", "team").rows()) == {"erp": "it", "mes": "plants"}


def test_many_names_are_cut() -> None:
    """Twenty are shown, the others are counted."""
    apps = ", ".join(f"{{name: app{n:02}, helmValues: {{}}}}" for n in range(25))
    found = estate({"compose.yml": COMPOSE, "values.yaml": f"apps: [{apps}]"})
    assert found.findings[0].message.endswith("app19 and 5 more.")


def test_wikimedias_catalogue_is_read() -> None:
    """Names, states and what is watched; it knows no dependencies."""
    found = estate(
        {
            "service.yaml": """
            service::catalog:
              apertium: {state: production, page: false, port: 80, probes: [{type: http}]}
              apus: {state: lvs_setup, page: true}
            """
        }
    )
    assert names(found) == ["apertium", "apus"]
    assert found.seen["wikimedia"] == {
        "files": 1,
        "page_true": 1,
        "services": 2,
        "state_lvs_setup": 1,
        "state_production": 1,
        "with_port": 1,
        "with_probes": 1,
    }
