"""What an exercise's restart is run on: who signs, what gates need, what the machine asks."""

from blackstart.base.canonical import sha256
from blackstart.estate.tables import EVERY_SERVICE, GATES
from blackstart.exercise.catalogue import services
from blackstart.exercise.scene import Scene
from blackstart.exercise.signatures import SIGNERS, SIGNERS_NEEDED

# The control room itself stands in for the services that are tested: an exercise has no others.
STAND_IN = "localhost:8642"
PROBED_SERVICES_MAX = 3
# What gates need besides a signature; everything is an assumption.
EVIDENCE = {
    "scanned": "scan report",
    "integrity verified": "restore manifest, restored hashes",
}
LATE_HOURS = {"signed off": 24.0, "reconnected": 24.0}


def write(scene: Scene) -> None:
    """Write signers, rules and a few probes."""
    _signers(scene)
    _rules(scene)
    _probes(scene)


def public_key(person: str) -> str:
    """Give the key of somebody in an exercise: everybody can work out its private half."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 - slow to load, and used here only
        Ed25519PrivateKey,
    )

    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(sha256(f"exercise: {person}")))
    return private.public_key().public_bytes_raw().hex()


def _signers(scene: Scene) -> None:
    scene.out.append(
        "signers",
        {
            "person": list(SIGNERS),
            "public_key": [public_key(person) for person in SIGNERS],
            "role": ["recovery lead"] * len(SIGNERS),
            "enrolled_on": [scene.recipe.stopped_on] * len(SIGNERS),
        },
    )


def _rules(scene: Scene) -> None:
    gates = sorted({*SIGNERS_NEEDED, *EVIDENCE, *LATE_HOURS}, key=GATES.index)
    scene.out.append(
        "gate_rules",
        {
            "gate": gates,
            "service": [EVERY_SERVICE] * len(gates),
            "signers": [SIGNERS_NEEDED.get(gate, 1) for gate in gates],
            "not_the_worker": [gate in EVIDENCE for gate in gates],
            "evidence": [EVIDENCE.get(gate) for gate in gates],
            "timeout_hours": [LATE_HOURS.get(gate) for gate in gates],
            "on_timeout": ["tell"] * len(gates),
        },
    )


def _probes(scene: Scene) -> None:
    """Ask for the services that come next, before their business test passes."""
    rows = [row for row in services(scene.recipe.estate) if row["script_day"]]
    names = sorted(row["service"] for row in rows)[:PROBED_SERVICES_MAX]
    scene.out.append(
        "probes",
        {
            "service": names,
            "gate": ["business-tested"] * len(names),
            "probe": ["port"] * len(names),
            "kind": ["tcp"] * len(names),
            "target": [STAND_IN] * len(names),
            "timeout_s": [2.0] * len(names),
            "every_s": [10.0] * len(names),
            "passes_needed": [2] * len(names),
        },
    )
