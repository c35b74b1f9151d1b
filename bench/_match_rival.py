"""The rival of the bench of matching: the same questions to SQLite, set by set, at its best.

SQLite stands for what a clerk's database does: exact copies by a window, prices by a join with the
order and quantities by a join with the receipt that a line names, else by running sums of the order
line. It does less than we do: no near copies, no accounts, no units, no tolerances by supplier, no
charges, no reasons in words, no second chance for who stands behind one that does not fit, and no
receipt lines that are marked as billed. Reading the rows in is not counted.
"""

import sqlite3
import time
from pathlib import Path
from typing import Any

import polars as pl

TABLES = ("purchase_orders", "receipts", "invoices", "invoice_lines")
INDICES = """
CREATE INDEX o ON purchase_orders (order_no, line_no, supplier, price_micro, tax_percent_micro);
CREATE INDEX r ON receipts (receipt_no, order_no, order_line, quantity_micro);
CREATE INDEX q ON receipts (order_no, order_line, quantity_micro);
CREATE INDEX l ON invoice_lines (invoice);
"""
COPIES = """
CREATE TABLE copies AS SELECT invoice FROM (
    SELECT invoice, row_number() OVER (
        PARTITION BY seller_id, kind, payable_minor, currency,
            ltrim(upper(replace(replace(replace(number, '-', ''), '/', ''), ' ', '')), '0')
        ORDER BY arrived_on, issued_on, invoice
    ) AS place FROM invoices
) WHERE place > 1;
CREATE INDEX c ON copies (invoice);
"""
DEAR = """
CREATE TABLE dear AS SELECT DISTINCT l.invoice
FROM invoice_lines l JOIN invoices i USING (invoice)
LEFT JOIN purchase_orders o
    ON o.order_no = l.order_no AND o.line_no = l.order_line AND o.supplier = i.seller_id
WHERE i.invoice NOT IN (SELECT invoice FROM copies) AND (
    o.order_no IS NULL OR o.currency <> i.currency
    OR (l.net_minor * 10000 - o.price_micro * (l.quantity_micro / 1000000) > 10000
        AND ((l.net_minor * 10000 - o.price_micro * (l.quantity_micro / 1000000)) * 50
                > o.price_micro * (l.quantity_micro / 1000000)
            OR l.net_minor * 10000 - o.price_micro * (l.quantity_micro / 1000000) > 5000000)));
CREATE INDEX d ON dear (invoice);
"""
SHORT = """
CREATE TABLE short AS
WITH good AS (
    SELECT l.*, i.arrived_on, i.issued_on FROM invoice_lines l JOIN invoices i USING (invoice)
    WHERE l.invoice NOT IN (SELECT invoice FROM copies)
        AND l.invoice NOT IN (SELECT invoice FROM dear)
), arrived AS (
    SELECT order_no, order_line, sum(quantity_micro) AS came FROM receipts GROUP BY 1, 2
), claimed AS (
    SELECT invoice, order_no, order_line, sum(quantity_micro) OVER (
        PARTITION BY order_no, order_line ORDER BY arrived_on, issued_on, invoice
    ) AS want FROM good
)
SELECT invoice FROM claimed LEFT JOIN arrived USING (order_no, order_line)
WHERE want > coalesce(came, 0)
UNION
SELECT g.invoice FROM good g JOIN receipts r
    ON r.receipt_no = g.receipt_no AND r.order_no = g.order_no AND r.order_line = g.order_line
WHERE g.quantity_micro > r.quantity_micro;
"""
MATCHED = """
CREATE TABLE matched AS SELECT invoice FROM invoices
WHERE invoice NOT IN (SELECT invoice FROM copies)
    AND invoice NOT IN (SELECT invoice FROM dear)
    AND invoice NOT IN (SELECT invoice FROM short);
"""


def rival(folder: Path) -> dict[str, Any]:
    """Ask SQLite about the tables of a folder; give what it found and how long that took."""
    database = _filled(folder)
    cpu_s, wall_s = time.process_time(), time.perf_counter()
    for script in (INDICES, COPIES, DEAR, SHORT, MATCHED):
        database.executescript(script)
    found = {
        name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - our own names
        for name in ("copies", "dear", "short", "matched")
    }
    return {
        "found": found,
        "cpu_s": time.process_time() - cpu_s,
        "wall_s": time.perf_counter() - wall_s,
    }


def _filled(folder: Path) -> sqlite3.Connection:
    """Read the rows into a database in memory."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    for name in TABLES:
        frame = pl.read_parquet(folder / f"{name}.parquet").with_columns(
            pl.selectors.date().cast(pl.String), pl.selectors.enum().cast(pl.String)
        )
        database.execute(f"CREATE TABLE {name} ({', '.join(frame.columns)})")
        marks = ", ".join("?" * frame.width)
        database.execute("BEGIN")
        database.executemany(f"INSERT INTO {name} VALUES ({marks})", frame.iter_rows())  # noqa: S608 - our own names
        database.execute("COMMIT")
    return database
