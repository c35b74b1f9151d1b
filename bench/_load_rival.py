"""The rival of `bench.load`: PostgreSQL's COPY of the same file, which checks nothing."""

import sys
from pathlib import Path
from typing import Any

import psycopg

from bench import _measure
from blackstart.store.home import Home
from blackstart.store.server import Server

CHUNK_BYTES = 1_000_000


def copied(folder: Path) -> dict[str, Any]:
    """Copy the table's file into text columns without a key, on the same kind of server.

    Args:
        folder: holds the dossier; gets the data folder.
    """
    home, path = Home(root=folder / "home"), folder / "dossier" / "tables" / "receipts.csv"
    server = Server(home)
    with psycopg.connect(server.join(), dbname="postgres", autocommit=True) as conn:
        with path.open("rb") as file:
            columns = file.readline().strip().replace(b",", b" text, ")
        conn.execute(b"CREATE TABLE receipts (" + columns + b" text)")
        with (
            _measure.section(home.data) as took,
            path.open("rb") as file,
            conn.cursor().copy("COPY receipts FROM STDIN (FORMAT csv, HEADER)") as copy,
        ):
            while chunk := file.read(CHUNK_BYTES):
                copy.write(chunk)
        counted = conn.execute("SELECT count(*) FROM receipts").fetchone() or (0,)
    server.leave()
    return {"load": {**took, "rows": counted[0]}}


if __name__ == "__main__":
    _measure.print_case(copied(Path(sys.argv[1])))
