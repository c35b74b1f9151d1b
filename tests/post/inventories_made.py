"""Small inventories for the tests, in the words of the person who exports them."""

from textwrap import dedent

from blackstart.post.inventory.estate import Estate
from blackstart.post.inventory.importing import read_inventories


def estate(files: dict[str, str]) -> Estate:
    """Read inventories: name of the file and its text."""
    return read_inventories([(name, dedent(text).encode()) for name, text in files.items()])


def names(found: Estate) -> list[str]:
    """List the services."""
    return found.services["service"].to_list()


def needs(found: Estate) -> list[str]:
    """List who needs whom; a kind that is not the usual one and "inferred" are added."""
    return [
        f"{service} > {needed}"
        + ("" if kind == "rebuild" else f" {kind}")
        + (" inferred" if (source or "").startswith("inferred from ") else "")
        for service, needed, kind, _, source in found.dependencies.rows()
    ]


def said(found: Estate) -> list[tuple[str, str]]:
    """List code and subject of the findings."""
    return [(finding.code, finding.subject) for finding in found.findings]
