"""ArchiMate exchange files, 2.1 and 3: elements that are brought back, and what needs what."""

from collections.abc import Mapping

import pytest

from tests.post.inventories_made import estate, names, needs, said

OLD = "http://www.opengroup.org/xsd/archimate"
NEW = "http://www.opengroup.org/xsd/archimate/3.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def model(elements: Mapping[str, str], *relations: str, space: str = NEW) -> str:
    """Write a model of "name": type and "source Relation target"; names are identifiers."""
    label = "label" if space == OLD else "name"
    ends = [relation.split() for relation in relations]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <model xmlns="{space}" xmlns:xsi="{XSI}" identifier="id-1"><name>A model</name><elements>{
        "".join(
            f'<element identifier="{name}" xsi:type="{kind}"><{label}>{name}</{label}></element>'
            for name, kind in elements.items()
        )
    }</elements><relationships>{
        "".join(
            f'<relationship identifier="r{place}" source="{source}" target="{target}" '
            f'xsi:type="{kind}"/>'
            for place, (source, kind, target) in enumerate(ends)
        )
    }</relationships></model>"""


APPS = {"a": "ApplicationComponent", "b": "ApplicationComponent"}


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("a Serving b", ["b > a"]),
        ("a UsedByRelationship b", ["b > a"]),
        ("a Realization b", ["b > a"]),
        ("a RealisationRelationship b", ["b > a"]),
        ("a Assignment b", ["b > a"]),
        ("a Composition b", ["a > b test inferred"]),
        ("a AggregationRelationship b", ["a > b test inferred"]),
        ("a Flow b", ["b > a test inferred"]),
        ("a Access b", []),
        ("a Triggering b", []),
        ("a Association b", []),
        ("a Specialization b", []),
        ("a Serving a", []),
    ],
)
def test_relations_have_a_direction(relation: str, expected: list[str]) -> None:
    """Who serves is needed; a whole and a receiver can start, but not be tested without."""
    assert needs(estate({"m.xml": model(APPS, relation)})) == expected


def test_services_and_functions_count_for_who_performs_them() -> None:
    """A service of an application on an artifact on a node: the node is needed in the end."""
    found = estate(
        {
            "m.xml": model(
                {
                    "erp": "ApplicationComponent",
                    "shop": "ApplicationComponent",
                    "billing": "ApplicationFunction",
                    "invoicing": "ApplicationService",
                    "orphan": "TechnologyService",
                    "war": "Artifact",
                    "host": "Node",
                    "lan": "CommunicationNetwork",
                    "clerk": "BusinessActor",
                    "table": "DataObject",
                },
                "erp Assignment billing",
                "billing Realization invoicing",
                "invoicing Realization billing",
                "invoicing Serving shop",
                "orphan Serving erp",
                "war Realization erp",
                "host Assignment war",
                "lan Serving host",
                "shop Serving clerk",
                "erp Access table",
            )
        }
    )
    assert dict(found.services.select("service", "layer").rows()) == {
        "erp": "application",
        "shop": "application",
        "host": "platform",
        "lan": "network",
        "orphan": "platform",
    }
    assert needs(found) == ["erp > host", "erp > orphan", "host > lan", "shop > erp"]
    assert found.seen["archimate"]["elements left out"] == 2
    assert found.seen["archimate"]["relationships left out"] == 2
    assert said(found) == []


def test_the_old_format_is_read() -> None:
    """Labels and other names of relations; a nameless element has its identifier."""
    old = model({**APPS, "n": "InfrastructureService"}, "a UsedByRelationship b", space=OLD)
    found = estate({"m.xml": old.replace("<label>n</label>", "")})
    assert names(found) == ["a", "b", "n"]
    assert needs(found) == ["b > a"]
    assert found.seen["archimate"][f"namespace {OLD}"] == 1


def test_what_a_relation_points_to_must_be_there() -> None:
    """A relation to another view's element is named and left out."""
    found = estate({"m.xml": model(APPS, "a Serving z")})
    assert said(found) == [("BS-LOAD-027", "m.xml, a: z")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f'<!DOCTYPE model [<!ENTITY a "b">]><model xmlns="{NEW}"/>', "BS-LOAD-020"),
        (f'<model xmlns="{NEW}">', "BS-LOAD-020"),
        (f'<model xmlns="{NEW}other"/>', "BS-LOAD-020"),
        (f'<model xmlns="{NEW}">' + "<a>" * 300 + "</a>" * 300 + "</model>", "BS-LOAD-020"),
        (f'<model xmlns="{NEW}"/>' + " " * (20 * 2**20), "BS-LOAD-021"),
    ],
)
def test_hostile_models_are_findings(text: str, code: str) -> None:
    """A DOCTYPE, damage, depth and size: nothing is read."""
    found = estate({"m.xml": text})
    assert names(found) == []
    assert said(found) == [(code, "m.xml")]
