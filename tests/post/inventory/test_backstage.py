"""A Backstage catalogue: references, both directions of relations, systems, owners."""

from tests.post.inventories_made import estate, names, needs, said

SHOP = """
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: Web}
spec:
  type: website
  owner: group:default/shop-team
  system: shop
  dependsOn: [component:db, resource:default/cache, "nothing: of this"]
  consumesApis: [orders-api]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: orders, namespace: back}
spec: {type: service, owner: backers, system: default/backend, providesApis: [default/orders-api]}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: db}
spec: {type: service, system: backend, dependencyOf: component:reports}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: cache}
spec: {type: cache}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: orders-api}
spec: {type: openapi}
---
apiVersion: backstage.io/v1alpha1
kind: Strange
metadata: {name: thing}
---
- no entity
---
apiVersion: backstage.io/v1alpha1
kind: Component
"""


def test_relations_count_in_both_directions() -> None:
    """What a component depends on, what depends on it, and who provides the API that it calls."""
    found = estate({"catalog-info.yaml": SHOP})
    assert names(found) == ["Web", "back/orders", "cache", "db", "reports"]
    assert needs(found) == [
        "Web > back/orders inferred",
        "Web > cache",
        "Web > db",
        "reports > db",
    ]
    assert found.dependencies.row(0)[4] == (
        "inferred from consumesApis orders-api, backstage: catalog-info.yaml"
    )
    assert said(found) == [("BS-LOAD-023", "catalog-info.yaml, reports: db")]
    assert found.services["team"].to_list() == ["shop-team", "backers", None, None, None]
    assert found.teams == ("backers", "shop-team")


def test_kinds_that_are_not_read_are_counted() -> None:
    """An unknown kind is no service, and no secret."""
    seen = estate({"catalog-info.yaml": SHOP}).seen["backstage"]
    assert (seen["kind_Strange"], seen["kind_API"], seen["kind_Component"]) == (1, 1, 3)


def test_systems_are_rolled_up() -> None:
    """A system needs another one when a component of it needs one of the other's."""
    found = estate({"catalog-info.yaml": SHOP})
    assert [(system.name, system.services, system.needs) for system in found.systems] == [
        ("backend", ("back/orders", "db"), ()),
        ("shop", ("Web",), ("backend",)),
    ]


def test_a_system_stands_for_its_components() -> None:
    """Who depends on a system depends on what is in it; on an empty or other thing, on nothing."""
    found = estate(
        {
            "a.yaml": """
            {apiVersion: backstage.io/v1beta1, kind: Component, metadata: {name: a},
             spec: {system: s, dependsOn: [system:s, system:none, group:people, component:a]}}
            """,
            "b.yaml": """
            {apiVersion: backstage.io/v1beta1, kind: Component, metadata: {name: b},
             spec: {system: s, subcomponentOf: a}}
            """,
        }
    )
    assert needs(found) == ["a > b inferred"]
    assert found.seen["backstage"]["relations left out"] == 2
    assert said(found) == [("BS-LOAD-024", "a.yaml, a")]


def test_the_whole_can_start_without_its_part() -> None:
    """A subcomponent is needed to test the whole."""
    entity = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: part}\n"
    found = estate({"a.yaml": f"{entity}spec: {{subcomponentOf: whole}}"})
    assert needs(found) == ["whole > part test inferred"]


def test_exported_entities_list_their_relations() -> None:
    """The API of the catalogue gives relations beside `spec`, from both ends."""
    found = estate(
        {
            "export.yaml": """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: a}
            relations:
              - {type: dependsOn, targetRef: component:default/b}
              - {type: dependencyOf, targetRef: component:default/c}
              - {type: providesApi, targetRef: api:default/x}
              - {type: ownedBy, targetRef: group:default/team-a}
              - {type: hasPart, targetRef: component:default/z}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: API
            metadata: {name: x}
            relations:
              - {type: apiProvidedBy, targetRef: component:default/p}
              - {type: apiConsumedBy, targetRef: component:default/d}
            """
        }
    )
    assert needs(found) == ["a > b", "c > a", "d > a inferred", "d > p inferred"]
    assert found.teams == ("team-a",)


def test_an_unusable_name_is_named() -> None:
    """A name too long is no service."""
    long = "x" * 121
    found = estate(
        {"a.yaml": f"apiVersion: backstage.io/v1\nkind: Component\nmetadata: {{name: {long}}}"}
    )
    assert names(found) == []
    assert [code for code, _ in said(found)] == ["BS-LOAD-022"]
