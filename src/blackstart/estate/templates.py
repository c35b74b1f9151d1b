"""What a gate and a team are taken to be while nobody has said.

All figures here are assumptions: no public inventory seen carries durations, teams or their sizes.
They are of the order that public cases allow: 30 working hours a service, so that the usual teams
have 150 services back in three weeks if all goes as likely, and in five if it does not (the
carmaker of 2025: five weeks to the first lines; Maersk 2017: 2,500 applications re-installed in ten
days, by many more people).
"""

from collections.abc import Mapping
from dataclasses import dataclass

OWNER = "owner"  # the gate is done by the team that owns the service


@dataclass(frozen=True, slots=True, kw_only=True)
class GateTemplate:
    """What a gate is taken to need while nobody has said.

    Attributes:
        gate: name of the gate.
        team: who does it; `OWNER`: the service's team, or its layer's while it has none.
        people: how many of the team at once.
        hours_low: working hours if all goes well, as hours_likely and hours_high for the others.
        source: where the figures come from.
    """

    gate: str
    team: str
    people: int
    hours_low: float
    hours_likely: float
    hours_high: float
    source: str = "assumption"


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerTemplate:
    """Who looks after a layer while nobody has said, and how heavy its services are.

    Attributes:
        layer: name of the layer.
        team: who does the owner's gates of a service without a team.
        effort: by how much the owner's hours are longer than an application's.
        source: where the figures come from.
    """

    layer: str
    team: str
    effort: float
    source: str = "assumption"

    @property
    def by_gate(self) -> Mapping[str, float]:
        """Give the gates of which the hours are longer, and by how much."""
        return {gate.gate: self.effort for gate in GATE_TEMPLATES if gate.team == OWNER}


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTemplate:
    """How large a team is taken to be while nobody has said."""

    team: str
    people: int
    hours_per_day: float
    source: str = "assumption"


GATE_TEMPLATES = tuple(
    GateTemplate(
        gate=gate, team=team, people=1, hours_low=low, hours_likely=likely, hours_high=high
    )
    for gate, team, low, likely, high in (
        ("isolated", "network", 0.5, 1.0, 3.0),
        ("evidence captured", "forensics", 1.0, 2.0, 6.0),
        ("rebuilt", OWNER, 4.0, 8.0, 24.0),
        ("scanned", "security", 1.0, 2.0, 5.0),
        ("data restored", OWNER, 3.0, 6.0, 20.0),
        ("integrity verified", OWNER, 2.0, 4.0, 12.0),
        ("business-tested", "business owner", 2.0, 5.0, 14.0),
        ("signed off", "business owner", 0.5, 1.0, 4.0),
        ("reconnected", "network", 0.5, 1.0, 3.0),
    )
)

# Recovery services were made to start alone. A directory forest takes the longest: the root's
# first controller, parents before children, every other controller anew (Microsoft's guide).
LAYER_TEMPLATES = (
    LayerTemplate(layer="recovery", team="platform", effort=0.5),
    LayerTemplate(layer="network", team="network", effort=1.0),
    LayerTemplate(layer="identity", team="identity", effort=2.0),
    LayerTemplate(layer="platform", team="platform", effort=1.5),
    LayerTemplate(layer="integration", team="integration", effort=1.0),
    LayerTemplate(layer="application", team="application", effort=1.0),
    LayerTemplate(layer="unknown", team="application", effort=1.0),
)

# Two shifts of people who also sleep: twelve hours a day at full strength.
TEAM_TEMPLATES = (
    TeamTemplate(team="network", people=6, hours_per_day=12),
    TeamTemplate(team="forensics", people=4, hours_per_day=12),
    TeamTemplate(team="security", people=4, hours_per_day=12),
    TeamTemplate(team="identity", people=4, hours_per_day=12),
    TeamTemplate(team="platform", people=8, hours_per_day=12),
    TeamTemplate(team="integration", people=4, hours_per_day=12),
    TeamTemplate(team="application", people=12, hours_per_day=12),
    TeamTemplate(team="business owner", people=20, hours_per_day=8),
)
ANY_TEAM = TeamTemplate(team="any other", people=4, hours_per_day=12)

# More hands than a plan can use; beyond it somebody mistyped.
TEAM_PEOPLE_MAX = 1000

# A gate that is late needs at least this share of its hours more (assumption).
OVERDUE_SHARE = 0.25

# An open hold of which nobody said until when is taken to last so much longer (assumption).
OPEN_HOLD_DAYS = 7
