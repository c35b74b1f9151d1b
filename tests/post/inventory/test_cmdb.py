"""ServiceNow exports: items and relations, as codes or as words."""

import pytest

from blackstart.post.inventory.importing import read_inventories
from tests.post.inventories_made import estate, names, needs, said

WEB, APP, DB, OLD = (letter * 32 for letter in "abcd")
ITEMS = f"""\
sys_id,name,sys_class_name,operational_status,support_group
{WEB},web01,cmdb_ci_linux_server,1,Unix
{APP},Order  desk,cmdb_ci_appl,2,
{DB},orders-db,cmdb_ci_db_mssql_instance,3,
{OLD},fax,cmdb_ci_appl,6,Unix
"""


def relation(parent: str, kind: str, child: str) -> str:
    """Write an export of one relation."""
    return f"parent,type,child\n{parent},{kind},{child}\n"


def test_a_parent_depends_on_its_child() -> None:
    """Ids and names may be mixed; a retired item does not come back, nor do its relations."""
    found = estate(
        {
            "cmdb_ci.csv": ITEMS,
            "cmdb_rel_ci.csv": f"""\
parent,type,child
{APP},Depends on::Used by,{DB}
Order desk,Runs on::Runs,web01
{APP},Depends on::Used by,{OLD}
{APP},Depends on::Used by,{"e" * 32}
{APP},Likes::Liked by,{DB}
""",
        }
    )
    assert names(found) == ["Order desk", "orders-db", "web01"]
    assert found.services["layer"].to_list() == ["application", "platform", "platform"]
    assert found.services["team"].to_list() == [None, None, "Unix"]
    assert needs(found) == ["Order desk > orders-db", "Order desk > web01"]
    assert said(found) == [("BS-LOAD-027", f"cmdb_rel_ci.csv, {APP}: {'e' * 32}")]
    assert found.seen["cmdb"]["status retired"] == 1
    assert found.seen["cmdb"]["relations of retired items left out"] == 1
    assert found.seen["cmdb"]["relations of other types left out"] == 1


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Depends on::Used by", ["web01 > orders-db"]),
        ("Used by::Depends on", ["orders-db > web01"]),
        ("Runs on::Runs", ["web01 > orders-db"]),
        ("Hosts::Hosted on", ["orders-db > web01"]),
        ("Hosted on::Hosts", ["web01 > orders-db"]),
        ("Sends data to::Receives data from", ["orders-db > web01 test inferred"]),
        ("Receives data from::Sends data to", ["web01 > orders-db test inferred"]),
        ("Connects to::Connected by", []),
    ],
)
def test_a_type_reads_from_the_parent(kind: str, expected: list[str]) -> None:
    """The first half of a type's name says what the parent does to the child."""
    found = estate({"cmdb_ci.csv": ITEMS, "cmdb_rel_ci.csv": relation(WEB, kind, DB)})
    assert needs(found) == expected


@pytest.mark.parametrize(
    ("kind", "layer"),
    [
        ("cmdb_ci_netgear", "network"),
        ("IP Switch", "network"),
        ("cmdb_ci_lb_f5", "network"),
        ("cmdb_ci_ldap_server", "identity"),
        ("cmdb_ci_backup_server", "recovery"),
        ("cmdb_ci_appl_ibm_wmq", "integration"),
        ("cmdb_ci_app_server_java", "platform"),
        ("Windows Server", "platform"),
        ("cmdb_ci_service", "application"),
        ("cmdb_ci_printer", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_class_tells_the_layer(kind: str, layer: str) -> None:
    """The technical name or the label of the class; what it does not tell is unknown."""
    found = estate({"cmdb_ci.csv": f"name,sys_id,class\nx,{WEB},{kind}\n"})
    assert found.services["layer"].to_list() == [layer]


def test_an_export_is_known_by_its_header_too() -> None:
    """A byte order mark and capitals; the same item in two tables is one; no name, no item."""
    table = f'\ufeff"Name","Sys_ID"\nweb01,{WEB}\n,{APP}\nÜbung,{DB}\n'
    found = estate({"export.csv": table, "servers.csv": f"name,sys_id\nweb01,{WEB}\n"})
    assert names(found) == ["web01", "Übung"]
    assert said(found) == []


def test_spreadsheets_encodings_are_read_and_damage_is_named() -> None:
    """Windows-1252 is what spreadsheets write; bytes that are neither are refused."""
    read = read_inventories([("cmdb_ci.csv", f"name,sys_id\nÜbung,{WEB}\n".encode("cp1252"))])
    assert names(read) == ["Übung"]
    bad = [("cmdb_ci.csv", b"name,sys_id\n\x81,1\n"), ("cmdb_rel_ci.csv", b'parent,"type\nx')]
    assert said(read_inventories(bad)) == [
        ("BS-LOAD-020", "cmdb_ci.csv"),
        ("BS-LOAD-020", "cmdb_rel_ci.csv"),
    ]
