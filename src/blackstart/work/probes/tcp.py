"""Is a port open, and does it say what it should?"""

import socket
import time

from blackstart.estate.running.probing import Probe
from blackstart.work.probes.probe_kind import Answer, ProbeKind, holds, place

BANNER_BYTES_MAX = 4096


def ask(probe: Probe) -> Answer:
    """Connect; send what is asked, if anything, and wait for what is expected, if anything."""
    end = time.monotonic() + probe.timeout_s
    heard = b""
    with socket.create_connection(place(probe.target), timeout=probe.timeout_s) as line:
        if probe.ask:
            line.sendall(probe.ask.encode().decode("unicode_escape").encode("latin-1"))
        wanted = probe.expects.encode()
        while wanted not in heard and len(heard) < BANNER_BYTES_MAX:
            line.settimeout(max(end - time.monotonic(), 0.001))
            if not (more := line.recv(BANNER_BYTES_MAX)):
                break
            heard += more
    return holds(probe.expects, heard.decode(errors="replace"))


TCP = ProbeKind(name="tcp", ask=ask)
