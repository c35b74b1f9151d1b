"""A kind of probe: how it asks, and what may go wrong while it does."""

from collections.abc import Callable
from dataclasses import dataclass, field

from blackstart.estate.running.probing import Probe

ANSWER_BYTES_MAX = 10_000_000
PORT_MAX = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a probe heard.

    Attributes:
        ok: whether it is what the probe expects.
        said: what it is, in words.
        output: its bytes, for a probe whose answer is kept as evidence.
    """

    ok: bool
    said: str
    output: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeKind:
    """One kind of probe.

    Attributes:
        name: as the dossier calls it.
        ask: asks once, within the probe's timeout; raises nothing but the faults.
        faults: what it raises when the other side is down, or the target makes no sense.
    """

    name: str
    ask: Callable[[Probe], Answer]
    faults: tuple[type[Exception], ...] = (OSError, ValueError)


def place(target: str) -> tuple[str, int]:
    """Read `host:port`; the host of an IPv6 address stands in brackets.

    Raises:
        ValueError: it is something else.
    """
    host, colon, port = target.strip().rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (host and colon and port.isdecimal() and 0 < int(port) <= PORT_MAX):
        raise ValueError(f"the target is not host:port: {target}")
    return host, int(port)


def holds(expects: str, heard: str) -> Answer:
    """Compare what was heard with what is expected: the text must be in it; none is in anything."""
    ok = expects in heard
    said = f"heard {heard[:80]!r}" if heard else "connected"
    return Answer(ok=ok, said=said if ok else f"{said}, not {expects!r}", output=heard.encode())
