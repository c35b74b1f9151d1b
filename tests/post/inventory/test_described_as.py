"""What a service is, in the words of each inventory: its image, type or class."""

import pytest

from tests.post.inventories_made import estate

BACKSTAGE = "apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{name: web}}\nspec: {spec}"
WORKLOAD = (
    "apiVersion: v1\nkind: {kind}\nmetadata: {{name: web}}\nspec: {{template: {{spec: {spec}}}}}"
)
TWO = "{containers: [{image: 'shop:1'}, {image: sidecar}]}"
ITEM = f"name,sys_id,sys_class_name\nweb,{'a' * 32},cmdb_ci_db_instance\n"

SAID = [
    ("compose.yml", "services: {web: {image: 'postgres:14'}}", "postgres:14"),
    ("compose.yml", "services: {web: {extends: base}, base: {image: redis}}", "redis"),
    ("compose.yml", "services: {web: {extends: base, image: b}, base: {image: redis}}", "b"),
    ("compose.yml", "services: {web: {extends: web2}, web2: {extends: web}}", None),
    ("compose.yml", "services: {web: {build: .}}", None),
    ("catalog.yml", BACKSTAGE.format(kind="Component", spec="{type: website}"), "website"),
    ("catalog.yml", BACKSTAGE.format(kind="Resource", spec="{}"), None),
    ("k8s.yml", WORKLOAD.format(kind="Deployment", spec=TWO), "shop:1"),
    ("k8s.yml", WORKLOAD.format(kind="Job", spec=TWO), "Job"),
    ("k8s.yml", WORKLOAD.format(kind="Deployment", spec="{}"), None),
    ("cmdb_ci.csv", ITEM, "cmdb_ci_db_instance"),
]


@pytest.mark.parametrize(("file", "text", "words"), SAID)
def test_an_inventory_says_what_a_service_is(file: str, text: str, words: str | None) -> None:
    """Nothing where it does not say it."""
    assert dict(estate({file: text}).services.select("service", "described_as").rows())["web"] == (
        words
    )


def test_what_several_inventories_say() -> None:
    """The first that says it counts."""
    found = estate(
        {
            "cmdb_ci.csv": ITEM.replace("cmdb_ci_db_instance", ""),
            "compose.yml": "services: {web: {image: redis}}",
        }
    )
    assert found.services["described_as"].to_list() == ["redis"]
