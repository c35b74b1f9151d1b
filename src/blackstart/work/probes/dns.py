"""Does a name server give the right address?

Source: RFC 1035, sections 4.1 and 4.2.1; only the server that is named is asked, over UDP.
"""

import secrets
import socket
import struct
import time
from ipaddress import ip_address

from blackstart.estate.running.probing import Probe
from blackstart.work.probes.probe_kind import Answer, ProbeKind, place

HEADER = struct.Struct("!6H")
RECORD = struct.Struct("!HHIH")
RECURSE, ONE_QUESTION, INTERNET = 0x0100, 1, 1
TYPES = {"A": 1, "AAAA": 28}
POINTER = 0xC0
LABEL_BYTES_MAX = 63
PACKET_BYTES_MAX = 4096


def ask(probe: Probe) -> Answer:
    """Ask for a name: `erp.example` or `erp.example AAAA`.

    Expects: an address that must be among the answers; empty: any address.
    """
    name, _, kind = probe.ask.partition(" ")
    wanted, number = TYPES[kind.strip() or "A"], secrets.randbits(16)
    question = _name(name) + struct.pack("!2H", wanted, INTERNET)
    host, port = place(probe.target)
    family = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0][0]
    with socket.socket(family, socket.SOCK_DGRAM) as line:
        line.connect((host, port))
        line.send(HEADER.pack(number, RECURSE, ONE_QUESTION, 0, 0, 0) + question)
        packet = _answer(line, number, time.monotonic() + probe.timeout_s)
    found = _addresses(packet, wanted)
    ok = probe.expects in found if probe.expects else bool(found)
    said = ", ".join(found) or f"no address, code {packet[3] & 15}"
    return Answer(ok=ok, said=said, output=said.encode())


def _name(name: str) -> bytes:
    labels = [label.encode("idna") for label in name.strip(".").split(".")]
    if not all(0 < len(label) <= LABEL_BYTES_MAX for label in labels):
        raise ValueError(f"what a dns probe asks is a name: {name!r}")
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def _answer(line: socket.socket, number: int, end: float) -> bytes:
    """Wait for the answer to our question; one to another question is passed over."""
    while True:
        line.settimeout(max(end - time.monotonic(), 0.001))
        packet = line.recv(PACKET_BYTES_MAX)
        if len(packet) >= HEADER.size and packet[:2] == number.to_bytes(2, "big"):
            return packet


def _addresses(packet: bytes, wanted: int) -> list[str]:
    _, _, questions, answers, _, _ = HEADER.unpack_from(packet)
    place_, found = HEADER.size, []
    for _ in range(questions):
        place_ = _behind_name(packet, place_) + 4
    for _ in range(answers):
        place_ = _behind_name(packet, place_)
        kind, _, _, length = RECORD.unpack_from(packet, place_)
        place_ += RECORD.size
        if kind == wanted:
            found.append(str(ip_address(packet[place_ : place_ + length])))
        place_ += length
    return found


def _behind_name(packet: bytes, place_: int) -> int:
    while packet[place_]:
        if packet[place_] >= POINTER:
            return place_ + 2
        place_ += packet[place_] + 1
    return place_ + 1


DNS = ProbeKind(name="dns", ask=ask, faults=(OSError, ValueError, LookupError, struct.error))
