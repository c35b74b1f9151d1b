"""Inventories of any format go in together; hostile ones become findings, never a traceback."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blackstart.day.tables import table
from blackstart.post.findings_load import FINDINGS
from blackstart.post.inventory import heap as inventory_heap
from blackstart.post.inventory.estate import Estate
from blackstart.post.inventory.file import InventoryFile
from blackstart.post.inventory.importing import (
    FORMATS,
    form_of,
    is_inventory,
    read_inventories,
    unknown,
)
from tests.post.inventories_made import estate, names, needs, said

CODES = {finding.code for finding in FINDINGS}
BACKSTAGE = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: web}\n"
KUBERNETES = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
ARCHIMATE = '<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/"/>'

# Name, text, and the format that it is; the first lines of the test of each format.
KINDS = [
    ("catalog-info.yaml", BACKSTAGE, "backstage"),
    ("web.yaml", KUBERNETES, "kubernetes"),
    ("web.yaml", f"# first\n---\n{KUBERNETES}", "kubernetes"),
    ("service.yaml", "service::catalog: {a: {}}", "wikimedia"),
    ("values.yaml", "apps: [{name: a, helmValues: {}}]", "helm"),
    ("repos.yml", "[{repo_name: a, team: b}]", "team list"),
    ("bom.json", '{"bomFormat": "CycloneDX"}', "cyclonedx"),
    ("bom.xml", '<bom xmlns="http://cyclonedx.org/schema/bom/1.4"/>', "cyclonedx"),
    ("model.xml", ARCHIMATE, "archimate"),
    ("cmdb_ci_server.csv", "a,b\n", "cmdb"),
    ("x/CMDB_REL_CI.csv", "a,b\n", "cmdb"),
    ("export.csv", "name,sys_id\n", "cmdb"),
    ("export.csv", '"Parent","Type","Child"\n', "cmdb"),
    ("compose.yaml", "services: {a: {}}", "compose"),
    ("docker-compose.yml", "services: [", "compose"),
    ("stack.yml", "services: {a: {}}", "compose"),
    ("ci.yml", "on: push\njobs: {a: {}}", ""),
    ("ci.yml", "[{name: a}]", ""),
    ("ci.yml", "[{team: a}]", ""),
    ("a.yml", "[", ""),
    ("a.yml", "", ""),
    ("a.json", "{}", ""),
    ("a.xml", "<a/>", ""),
    ("a.csv", "name,team\n", ""),
    ("a.txt", BACKSTAGE, ""),
    ("noending", "", ""),
]


@pytest.mark.parametrize(("name", "text", "form"), KINDS)
def test_a_format_is_known_by_its_marks(tmp_path: Path, name: str, text: str, form: str) -> None:
    """By name where the format has one, else by what stands at the top."""
    assert form_of(InventoryFile(name, text.encode())) == form
    path = tmp_path / Path(name).name
    path.write_text(text, encoding="utf-8")
    assert is_inventory(path) is bool(form)


def test_every_format_is_shown_here() -> None:
    """A new format stands in the table above."""
    assert {kind.FORM for kind in FORMATS} == {form for _, _, form in KINDS} - {""}


def test_formats_are_joined_by_name() -> None:
    """What one says of a service is added to what another says; what was said goes first."""
    found = estate(
        {
            "catalog-info.yaml": f"{BACKSTAGE}spec: {{owner: shop, dependsOn: [component:db]}}",
            "compose.yml": "services: {web: {depends_on: [db, mq]}, db: {}}",
            "k8s.yaml": f"{KUBERNETES}spec: {{template: {{spec: {{containers: [{{env: ["
            "{name: MQ_ADDR, value: mq}, {name: DB_ADDR, value: db}]}]}}}",
            "cmdb_ci.csv": f"name,sys_id,class\nmq,{'a' * 32},cmdb_ci_mq\n",
        }
    )
    assert names(found) == ["db", "mq", "web"]
    assert found.services["team"].to_list() == [None, None, "shop"]
    assert found.services["layer"].to_list() == ["unknown", "integration", "unknown"]
    assert needs(found) == ["web > db", "web > mq"]
    assert [code for code, _ in said(found)] == ["BS-LOAD-025"] * 2
    assert unknown(found) == {
        "dependencies": 0,
        "dependency_kinds": 2,
        "durations": 3,
        "layers": 2,
        "team_sizes": 1,
        "teams": 2,
        "values": 3,
    }


def test_services_that_stand_alone_are_counted() -> None:
    """Nobody says what they need or who needs them."""
    found = estate({"compose.yml": "services: {a: {depends_on: [b]}, b: {}, c: {}}"})
    assert unknown(found)["dependencies"] == 1


def test_files_that_are_no_inventory_are_named() -> None:
    """Damaged, too great, or something else; the others are read."""
    found = estate(
        {
            "a.yml": "[",
            "b.yml": "[" * 100,
            "c.yml": "a: 1",
            "d.json": '{"bomFormat": "CycloneDX"',
            "e.json": '{"bomFormat": ' + "[" * 100_000,
            "f.txt": "",
            "g.json": '{"bomFormat": 1' + "0" * 5000 + "}",
            "compose.yml": "services: {a: {}}",
        }
    )
    assert names(found) == ["a"]
    assert said(found) == [
        ("BS-LOAD-020", "a.yml"),
        ("BS-LOAD-020", "d.json"),
        ("BS-LOAD-020", "g.json"),
        ("BS-LOAD-021", "b.yml"),
        ("BS-LOAD-021", "e.json"),
        ("BS-LOAD-028", "c.yml"),
        ("BS-LOAD-028", "f.txt"),
    ]


def test_a_bomb_in_any_format_does_not_go_off() -> None:
    """Twenty levels of ten aliases each, where a list or a mapping is read."""
    levels = ["l0: &l0 [a]"] + [
        f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 20)
    ]
    bomb = "\n".join(levels)
    merges = "\n".join(
        ["m0: &m0 {k: 1}"]
        + [f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 10)}]}}" for n in range(1, 20)]
    )
    found = estate(
        {
            "a.yaml": f"{BACKSTAGE}spec: {{dependsOn: *l19}}".replace("spec", f"{bomb}\nspec"),
            "b.yaml": f"{merges}\n{KUBERNETES}spec: *m19",
            "c.yaml": f"{bomb}\nservice::catalog: {{a: *l19}}",
            "d.yaml": f"{bomb}\napps: [{{name: x, helmValues: *l19}}]",
        }
    )
    assert names(found) == ["a", "web"]


def test_there_is_an_end_to_dependencies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what any real estate has, no more are taken, and that is said once."""
    monkeypatch.setattr(inventory_heap, "NEEDS_MAX", 2)
    found = estate({"compose.yml": "services: {a: {depends_on: [b, c, d, e]}}"})
    assert found.dependencies.height == 2
    assert [code for code, _ in said(found)] == ["BS-LOAD-021", *["BS-LOAD-023"] * 2]
    system = "spec: {system: s, dependsOn: [system:s]}"
    entities = [BACKSTAGE.replace("web", name) + system for name in "abc"]
    assert estate({"a.yml": "\n---\n".join(entities)}).dependencies.height == 2


def test_a_flood_of_findings_is_counted() -> None:
    """Fifty of a kind are listed, and the number of the others."""
    web = ", ".join(f"x{n}" for n in range(60))
    found = estate({"compose.yml": f"services: {{web: {{depends_on: [{web}]}}}}"})
    assert len(found.findings) == 51
    assert found.findings[-1].message.endswith("10 more are not listed.")


def test_nothing_is_an_empty_estate() -> None:
    """No file, no service."""
    found = read_inventories([])
    assert (found.services.height, found.dependencies.height, found.findings) == (0, 0, ())


NAMES = st.sampled_from([f"{place}-{name}" for place, (name, _, _) in enumerate(KINDS)])
WORDS = st.lists(
    st.sampled_from(
        (
            *"{}[]:,-\n \"'&*<>/=",
            *(text for _, text, _ in KINDS),
            *"services depends_on apiVersion kind metadata name spec helmValues team".split(),
            *"service::catalog bomFormat dependencies ref dependsOn provides".split(),
            *"<elements> <element identifier='a'/> </elements> sys_id parent child type".split(),
            "\x00",
            "\ud800",
            "é",
        )
    ),
    max_size=30,
).map(lambda parts: " ".join(parts).encode("utf-8", "surrogatepass"))


def fits(found: Estate) -> bool:
    """Tell whether rows fit the tables, and findings are of the list."""
    return (
        table("services").schema.is_valid(found.services)
        and table("dependencies").schema.is_valid(found.dependencies)
        and {finding.code for finding in found.findings} <= CODES
        and all(count >= 0 for count in unknown(found).values())
    )


@given(files=st.dictionaries(NAMES, st.one_of(st.binary(max_size=200), WORDS), max_size=4))
def test_any_bytes_give_an_answer(files: dict[str, bytes]) -> None:
    """Under any name, arbitrary bytes and scraps of real files: rows and findings."""
    assert fits(read_inventories([*files.items()]))


@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_damaged_files_give_an_answer(data: st.DataObject, kind: tuple[str, str, str]) -> None:
    """A real beginning, with bytes cut out, swapped and put in."""
    name, text, _ = kind
    body = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(body)))
        until = data.draw(st.integers(place, min(place + 3, len(body))))
        body[place:until] = data.draw(st.binary(max_size=3))
    assert fits(read_inventories([(name, bytes(body))]))


def test_the_order_of_files_does_not_matter() -> None:
    """The same files in any order give the same estate."""
    files = [(f"{place}-{name}", text.encode()) for place, (name, text, _) in enumerate(KINDS)]
    one, other = read_inventories(files), read_inventories(files[::-1])
    assert one.services.equals(other.services)
    assert one.dependencies.equals(other.dependencies)
    assert (one.findings, one.seen) == (other.findings, other.seen)
