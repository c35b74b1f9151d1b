"""What of an inventory nobody said, and which template filled it, with the template's source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from blackstart.estate.defaults import TEMPLATES, Estate, template
from blackstart.estate.templates import ANY_TEAM, TEAM_TEMPLATES
from blackstart.estate.usual.kinds import KIND
from blackstart.estate.usual.needs import TOLD, is_assumed

LAYER, TEAM, HOURS, DEPENDENCY, SIZE = "layer", "team", "hours", "dependency", "team size"
_SIZES = {one.team: one for one in TEAM_TEMPLATES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What one template filled.

    Attributes:
        what: layer, team, hours, dependency, or team size.
        template: the kind or layer that services were taken for; of a team size, the team.
        gives: the layer, the team, how heavy its gates are, or the services that are needed.
        of: the services, or the teams, that it was filled for; sorted.
        source: where the template comes from.
    """

    what: str
    template: str
    gives: str
    of: tuple[str, ...]
    source: str


def filled(estate: Estate) -> tuple[Filled, ...]:
    """List what an inventory does not say and what is taken instead.

    Args:
        estate: the inventory without holes.
    """
    services = estate.services.with_columns(template=template())
    guessed = services.filter(~pl.col("layer_said"), pl.col("kind") != "")
    no_team = services.filter(pl.col("team").is_null())
    no_hours = services.join(estate.gates.filter("assumed"), on="service", how="semi")
    return (
        *_each(LAYER, guessed, lambda name: KIND[name].layer),
        *_each(TEAM, no_team, lambda name: TEMPLATES[name].team),
        *_each(HOURS, no_hours, _weight),
        *_needs(estate.dependencies),
        *_sizes(estate.teams.filter("assumed")["team"]),
    )


def _each(what: str, services: pl.DataFrame, gives: Callable[[str], str]) -> Iterator[Filled]:
    """Give what each template filled for its services."""
    named = services.group_by("template").agg(pl.col("service").sort()).sort("template")
    for name, of in named.iter_rows():
        source = TEMPLATES[name].source
        yield Filled(what=what, template=name, gives=gives(name), of=tuple(of), source=source)


def _weight(name: str) -> str:
    """Say how the hours of a kind or layer differ from those of a plain application."""
    heavier = {gate: by for gate, by in TEMPLATES[name].by_gate.items() if by != 1}
    return ", ".join(f"{gate} ×{by:g}" for gate, by in heavier.items()) or "as an application"


def _needs(dependencies: pl.DataFrame) -> Iterator[Filled]:
    """Give the dependencies that are assumed, by the usual need that they come from."""
    assumed = dependencies.filter(is_assumed())
    rows = assumed.group_by("source").agg(pl.col("service", "needs").unique().sort()).sort("source")
    for told, of, needs in rows.iter_rows():
        usual = TOLD[told]
        yield Filled(
            what=DEPENDENCY,
            template=f"{usual.kind} after {usual.needs}",
            gives=", ".join(needs),
            of=tuple(of),
            source=usual.source,
        )


def _sizes(teams: pl.Series) -> Iterator[Filled]:
    """Give the teams of which nobody said how large they are."""
    for usual in (*TEAM_TEMPLATES, ANY_TEAM):
        of = tuple(team for team in teams.sort() if _SIZES.get(team, ANY_TEAM) is usual)
        gives = f"{usual.people} people, {usual.hours_per_day:g} hours a day"
        if of:
            yield Filled(what=SIZE, template=usual.team, gives=gives, of=of, source=usual.source)
