"""CycloneDX bills of materials, in JSON and in XML."""

import json
from typing import Any

from tests.post.inventories_made import estate, names, needs, said

BILL: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "metadata": {"component": {"bom-ref": "app", "type": "application", "name": "Shop"}},
    "services": [
        {
            "bom-ref": "gw",
            "name": "Gate way",
            "services": [
                {"bom-ref": "pg1", "name": "Postgres"},
                {"bom-ref": "pg2", "name": "Postgres"},
                {"name": "no ref"},
            ],
        }
    ],
    "components": [
        {"bom-ref": "lib", "type": "library", "name": "left-pad"},
        {"bom-ref": "os", "type": "operating-system", "name": "Debian"},
    ],
    "dependencies": [
        {"ref": "app", "dependsOn": ["gw", "lib"]},
        {"ref": "gw", "dependsOn": ["pg1", "no ref", "standard"]},
        {"ref": "pg2", "provides": ["standard"], "dependsOn": ["nobody"]},
    ],
}
XML = """<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1">
  <metadata><component type="application" bom-ref="app"><name>Shop</name></component></metadata>
  <components><component type="library"><name>left-pad</name></component></components>
  <services>
    <service bom-ref="gw"><name>Gate
      way</name><services><service bom-ref="db"><name>DB</name></service></services></service>
  </services>
  <dependencies>
    <dependency ref="app"><dependency ref="gw"/></dependency>
    <dependency ref="gw"><dependency ref="x"/></dependency>
    <dependency ref="db"><provides ref="x"/></dependency>
  </dependencies>
</bom>
"""


def test_services_at_any_depth_and_what_runs() -> None:
    """Services of one name keep their references; libraries are counted and left out."""
    found = estate({"bom.json": json.dumps(BILL)})
    assert names(found) == ["Debian", "Gate way", "Shop", "no ref", "pg1", "pg2"]
    assert needs(found) == [
        "Gate way > no ref",
        "Gate way > pg1",
        "Gate way > pg2 inferred",
        "Shop > Gate way",
    ]
    assert said(found) == [("BS-LOAD-027", "bom.json, pg2: nobody")]
    assert found.seen["cyclonedx"] == {
        "components": 2,
        "components left out": 1,
        "dependency_entries": 3,
        "depends_on_edges": 6,
        "files": 1,
        "services_nested": 4,
        "spec 1.6": 1,
        "top_services": 1,
    }


def test_the_same_in_xml() -> None:
    """Names lose their line breaks; who provides what is needed is needed."""
    found = estate({"bom.xml": XML})
    assert names(found) == ["DB", "Gate way", "Shop"]
    assert needs(found) == ["Gate way > DB inferred", "Shop > Gate way"]
    assert said(found) == []
    assert found.seen["cyclonedx"]["spec 1.5"] == 1


def test_odd_values_are_passed_over() -> None:
    """Numbers for lists, lists for names, half a letter: what is no service is none."""
    odd = {
        "bomFormat": "CycloneDX",
        "metadata": [],
        "services": [1, {"name": 3}, {"name": "\ud800"}, {"name": "ok", "services": 7}],
        "components": "none",
        "dependencies": [{"ref": 1, "dependsOn": 2}, {"ref": "ok", "dependsOn": [3, "\ud800"]}],
    }
    found = estate({"bom.json": json.dumps(odd)})
    assert names(found) == ["ok"]
    assert [code for code, _ in said(found)] == ["BS-LOAD-022", "BS-LOAD-022", "BS-LOAD-027"]
