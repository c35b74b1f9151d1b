"""Ask: once, whatever kind of probe it is; a fault of the other side is an answer too."""

from blackstart.estate.running.probing import Probe
from blackstart.work.probes import PROBES
from blackstart.work.probes.probe_kind import Answer

KINDS = {kind.name: kind for kind in PROBES}


def ask(probe: Probe) -> Answer:
    """Run a probe once.

    Args:
        probe: from the plan that was signed.
    """
    kind = KINDS[probe.kind]
    try:
        return kind.ask(probe)
    except kind.faults as fault:
        text = " ".join(str(fault).split()) or type(fault).__name__
        return Answer(ok=False, said=text)
