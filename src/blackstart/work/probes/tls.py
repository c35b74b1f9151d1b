"""Does a port speak TLS, with a certificate that can be trusted, or with the one that is known?"""

import hashlib
import re
import socket
import ssl

from blackstart.estate.running.probing import Probe
from blackstart.work.probes.probe_kind import Answer, ProbeKind, place

FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def ask(probe: Probe) -> Answer:
    """Shake hands.

    Expects: the SHA-256 of the certificate, 64 hexadecimal digits; empty: one that this machine
    trusts for that host. Ask: the name to call the host by, where it is not that of the target.
    """
    host, port = place(probe.target)
    known = probe.expects.replace(":", "").lower()
    context = ssl.create_default_context()
    if FINGERPRINT.fullmatch(known):
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    elif known:
        raise ValueError("what a tls probe expects is a SHA-256 fingerprint, or nothing")
    with (
        socket.create_connection((host, port), timeout=probe.timeout_s) as line,
        context.wrap_socket(line, server_hostname=probe.ask or host) as tls,
    ):
        found = hashlib.sha256(tls.getpeercert(binary_form=True) or b"").hexdigest()
        said = f"{tls.version()}, certificate {found}"
    return Answer(ok=known in ("", found), said=said, output=said.encode())


TLS = ProbeKind(name="tls", ask=ask)
