"""Does a page answer with the right status, and hold the right words?"""

import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from blackstart.estate.running.probing import Probe
from blackstart.work.probes.probe_kind import ANSWER_BYTES_MAX, Answer, ProbeKind

CHUNK_BYTES = 65_536
GOOD = range(200, 300)


def ask(probe: Probe) -> Answer:
    """Get a page; no redirect is followed and no proxy used, since those are other hosts.

    Expects: a status, a text that the page holds, or both: `200 ready`; empty: any status of 200
    to 299. Ask: the path, where it is not in the target.
    """
    end = time.monotonic() + probe.timeout_s
    connection, path = _connection(probe)
    try:
        connection.request("GET", path, headers={"User-Agent": "blackstart"})
        response = connection.getresponse()
        body = b""
        while len(body) < ANSWER_BYTES_MAX and (more := response.read1(CHUNK_BYTES)):
            body += more
            if time.monotonic() > end:
                raise TimeoutError("timed out")
    finally:
        connection.close()
    return _judged(probe.expects, response.status, body)


def _connection(probe: Probe) -> tuple[HTTPConnection, str]:
    url = urlsplit(probe.target)
    if url.scheme not in {"http", "https"} or not url.hostname:
        raise ValueError(f"the target is no http URL: {probe.target}")
    kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
    path = probe.ask or url.path or "/"
    query = f"?{url.query}" if url.query and not probe.ask else ""
    return kind(url.hostname, url.port, timeout=probe.timeout_s), path + query


def _judged(expects: str, status: int, body: bytes) -> Answer:
    first, _, rest = expects.strip().partition(" ")
    wanted, text = (int(first), rest) if first.isdecimal() else (None, expects.strip())
    good = status == wanted if wanted else status in GOOD
    holds = text.encode() in body
    said = f"status {status}" + ("" if holds else f", without {text!r}")
    return Answer(ok=good and holds, said=said, output=body)


HTTP = ProbeKind(name="http", ask=ask, faults=(OSError, ValueError, HTTPException))
