"""Files as they came: kept once, by the hash of their bytes, and checked against it when used."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from blackstart.base.canonical import sha256
from blackstart.store.database import Connection
from blackstart.store.errors import OriginalChangedError
from blackstart.store.queries import query

FILES_A_BATCH = 500


def put(conn: Connection, files: Mapping[str, bytes]) -> int:
    """Keep files.

    Args:
        conn: a connection in the caller's transaction.
        files: their bytes by their SHA-256.

    Returns:
        How many of them were new.
    """
    conn.execute(query("originals", "stage"))
    with conn.cursor().copy(query("originals", "fill")) as copy:
        copy.set_types(("text", "bytea"))
        for digest, body in files.items():
            copy.write_row((digest, body))
    new = conn.execute(query("originals", "keep")).rowcount
    conn.execute(query("originals", "unstage"))
    return new


def known(conn: Connection, hashes: Iterable[str]) -> frozenset[str]:
    """Tell which of these files are kept."""
    found = conn.execute(query("originals", "known"), {"hashes": list(hashes)})
    return frozenset(digest for (digest,) in found)


def read(conn: Connection, hashes: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Give the kept ones of these files, a batch at a time, sorted by hash.

    Raises:
        OriginalChangedError: what is kept does not have its hash any more.
    """
    wanted = sorted(set(hashes))
    for start in range(0, len(wanted), FILES_A_BATCH):
        batch = {"hashes": wanted[start : start + FILES_A_BATCH]}
        for digest, body in conn.execute(query("originals", "read"), batch).fetchall():
            if sha256(body) != digest:
                raise OriginalChangedError(digest)
            yield digest, body
