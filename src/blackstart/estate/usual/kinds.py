"""Kinds of services: where each stands, who usually does it, how heavy its gates are.

A table to read and to correct. No public guide gives hours, so that all hours are assumptions;
where a guide says what comes before what, it stands as the source.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FOREST = (
    "Microsoft, AD Forest Recovery, Perform the initial recovery: the forest root domain first, a "
    "parent before its children, then all other controllers anew; hours: assumption"
)
ASSUMED = "assumption"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of service.

    Attributes:
        kind: its name.
        layer: where it stands.
        team: who usually does it.
        rebuilt: hours of that gate by those of a plain application; the others likewise.
        data_restored: as rebuilt; near nothing where nothing is kept.
        integrity_verified: as rebuilt.
        business_tested: as rebuilt; short where only other services use it.
        source: where that comes from.
    """

    kind: str
    layer: str
    team: str
    rebuilt: float
    data_restored: float
    integrity_verified: float
    business_tested: float
    source: str = ASSUMED

    @property
    def by_gate(self) -> Mapping[str, float]:
        """Give by gate how much longer it takes than at a plain application; others as long."""
        return {
            "rebuilt": self.rebuilt,
            "data restored": self.data_restored,
            "integrity verified": self.integrity_verified,
            "business-tested": self.business_tested,
        }


PLAIN = "plain application"

# kind, layer, team, and what a plain application's hours are multiplied with:
# rebuilt, data restored, integrity verified, business-tested.
_ROWS = (
    ("backup vault", "recovery", "platform", 0.5, 0.1, 1.5, 0.2),
    ("network core", "network", "network", 1.0, 0.1, 0.5, 0.3),
    ("names, addresses and time", "network", "network", 0.5, 0.2, 0.5, 0.2),
    ("load balancer", "network", "network", 0.5, 0.1, 0.5, 0.3),
    ("directory: root domain", "identity", "identity", 3.0, 1.5, 3.0, 1.0),
    ("directory: child domain", "identity", "identity", 2.0, 1.0, 2.0, 0.5),
    ("directory", "identity", "identity", 2.0, 1.0, 2.0, 0.5),
    ("directory sync", "identity", "identity", 1.0, 0.2, 1.0, 0.5),
    ("sign-on", "identity", "identity", 1.5, 0.5, 1.0, 1.0),
    ("certificates and keys", "identity", "identity", 1.5, 0.5, 2.0, 0.5),
    ("storage", "platform", "platform", 2.0, 1.5, 1.5, 0.2),
    ("object store", "platform", "platform", 1.0, 2.0, 1.0, 0.2),
    ("hypervisor", "platform", "platform", 2.0, 0.2, 1.0, 0.2),
    ("container platform", "platform", "platform", 2.0, 0.5, 1.0, 0.2),
    ("database", "platform", "platform", 1.0, 2.0, 1.5, 0.5),
    ("search engine", "platform", "platform", 1.0, 1.5, 0.5, 0.5),
    ("cache", "platform", "platform", 0.5, 0.1, 0.2, 0.2),
    ("web proxy", "platform", "platform", 0.5, 0.1, 0.5, 0.3),
    ("mail", "platform", "platform", 1.5, 1.5, 1.0, 1.0),
    ("monitoring", "platform", "platform", 1.0, 0.3, 0.3, 0.2),
    ("software delivery", "platform", "platform", 1.0, 1.0, 1.0, 0.3),
    ("queue", "integration", "integration", 1.0, 0.5, 0.5, 0.5),
    ("EDI and file gateway", "integration", "integration", 1.0, 0.5, 1.0, 2.0),
    ("ERP core", "application", "application", 2.0, 2.0, 2.0, 3.0),
    ("plant control", "application", "application", 2.0, 1.0, 1.5, 2.0),
    (PLAIN, "application", "application", 1.0, 1.0, 1.0, 1.0),
    ("worker", "application", "application", 0.5, 0.1, 0.5, 0.5),
)

KINDS = tuple(
    Kind(
        kind=kind,
        layer=layer,
        team=team,
        rebuilt=rebuilt,
        data_restored=data,
        integrity_verified=integrity,
        business_tested=tested,
        source=FOREST if kind.startswith("directory") and kind != "directory sync" else ASSUMED,
    )
    for kind, layer, team, rebuilt, data, integrity, tested in _ROWS
)
KIND = {kind.kind: kind for kind in KINDS}
