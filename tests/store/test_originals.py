"""Files are kept once, by their hash, and never used when they have changed."""

import pytest

from blackstart.base.canonical import sha256
from blackstart.store import originals
from blackstart.store.database import Store
from blackstart.store.errors import OriginalChangedError
from blackstart.store.server import Server
from tests.fixtures_store import owner

FILES = {sha256(body): body for body in (b"", b"<Invoice/>\r\n", bytes(range(256)))}
ONE = sha256(b"<Invoice/>\r\n")
NONE = sha256(b"nobody sent this")


def test_files_are_kept_once(store: Store) -> None:
    """Any bytes come back as they were; a file that is there already is not kept again."""
    with store.transaction() as conn:
        assert originals.put(conn, {ONE: FILES[ONE]}) == 1
        assert originals.put(conn, FILES) == 2
        assert originals.known(conn, [ONE, NONE]) == {ONE}
        assert list(originals.read(conn, [*FILES, *FILES, NONE])) == sorted(FILES.items())


def test_a_changed_file_is_not_used(store: Store, server: Server) -> None:
    """Bytes that do not have their hash any more are a fault, not an invoice."""
    with store.transaction() as conn:
        originals.put(conn, FILES)
    with owner(server, store.database) as conn:
        conn.execute("UPDATE original SET body = 'x' WHERE sha256 = %s", [ONE])
    with store.connect() as conn, pytest.raises(OriginalChangedError, match=ONE):
        list(originals.read(conn, [ONE]))
