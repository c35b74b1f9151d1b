"""What nobody told us about the estate, and what stands in for it."""

from collections.abc import Iterator

import polars as pl

from blackstart.estate.restart import Restart
from blackstart.estate.usual.needs import is_assumed


def unknown(made: Restart) -> Iterator[str]:
    """Say in sentences what a plan does not know, and what it assumes instead.

    Args:
        made: the plan and what it rests on.
    """
    services, teams = made.estate.services, made.estate.teams
    without_team, without_layer = (
        services["team"].null_count(),
        (services["layer"] == "unknown").sum(),
    )
    guessed = services.filter(~pl.col("layer_said"), pl.col("kind") != "").height
    assumed_needs = made.estate.dependencies.filter(is_assumed()).height
    without_size = int(teams["assumed"].sum())
    assumed_gates = int(made.work.gates["assumed"].sum())
    if services.is_empty():
        yield "No services are known: there is nothing to plan."
    if without_team:
        yield f"{without_team} of {services.height} services have no team: usual teams are assumed."
    if without_layer:
        yield f"{without_layer} of {services.height} services have no layer: application assumed."
    if guessed:
        yield f"{guessed} of {services.height} layers come from what services are called or run."
    if assumed_needs:
        of = made.estate.dependencies.height
        yield f"{assumed_needs} of {of} dependencies are assumed: nobody says what is needed there."
    if assumed_gates:
        yield f"{assumed_gates} open gates have assumed teams, people or hours."
    if without_size:
        yield f"{without_size} of {teams.height} teams have no size: usual sizes are assumed."
    if made.activities.is_empty():
        yield "No activities are known: what the restart gives back, and its worth, cannot be said."
    if made.purpose.assumed:
        yield f"The value of a day is not known of: {', '.join(made.purpose.assumed)}."
