"""Does a PostgreSQL database answer a query as it should?"""

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from blackstart.estate.running.probing import Probe
from blackstart.work.probes.probe_kind import Answer, ProbeKind

QUERY_DEFAULT = "SELECT 1"
CONNECT_S_MIN = 2  # PostgreSQL's library takes no less


def ask(probe: Probe) -> Answer:
    """Run a query that can change nothing, and look at the first value of its first row.

    Expects: that value as text; empty: any row.
    """
    if not conninfo_to_dict(probe.target).get("host"):
        raise ValueError("the target of an sql probe names its host")
    limits = (
        f"-c statement_timeout={int(probe.timeout_s * 1000)} -c default_transaction_read_only=on"
    )
    conninfo = make_conninfo(
        probe.target,
        connect_timeout=max(int(probe.timeout_s), CONNECT_S_MIN),
        options=limits,
        application_name="blackstart probe",
    )
    with psycopg.connect(conninfo, autocommit=True) as conn:
        row = conn.execute((probe.ask or QUERY_DEFAULT).encode()).fetchone()
    if row is None:
        return Answer(ok=False, said="no row")
    found = str(row[0])
    ok = found == probe.expects if probe.expects else True
    said = f"{found[:80]}" + ("" if ok else f", not {probe.expects}")
    return Answer(ok=ok, said=said, output=found.encode())


SQL = ProbeKind(name="sql", ask=ask, faults=(OSError, ValueError, psycopg.Error))
