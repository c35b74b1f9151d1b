"""The last step of the day: the whole chain under a fast clock, many times."""

from collections.abc import Iterator

from blackstart.base import activity
from blackstart.base.canonical import Json
from blackstart.base.table import Decision, Frames
from blackstart.base.today import Today
from blackstart.day.estate import READS as ESTATE_READS
from blackstart.day.estate import told
from blackstart.day.step import Step
from blackstart.day.suppliers import stop_day
from blackstart.estate.realise import draw_hours, realise
from blackstart.estate.restart import restart
from blackstart.outlook.draws import seed_of
from blackstart.outlook.figures import day_rows, figure_rows, figures, returns
from blackstart.outlook.run import run
from blackstart.outlook.throughput import hampered
from blackstart.outlook.world import READS as WORLD_READS
from blackstart.outlook.world import World, world

SCENARIOS = 200
DAYS = 120
READS = tuple(dict.fromkeys((*ESTATE_READS, *WORLD_READS)))


def forecast(frames: Frames, today: Today) -> Decision:
    """Forecast when backlogs are gone, when cars are built, and which firms run out of cash."""
    frames = {**frames, "gate_signatures": told(frames, today).rows}
    stopped_on = stop_day(frames["gate_signatures"], today.day)
    seed = seed_of(f"{today.mode} {stopped_on}", today.day)
    plan = restart(frames, today.day)
    realised = realise(plan, draw_hours(plan, SCENARIOS, seed), DAYS)
    start = hampered(world(frames, today, realised), seed, SCENARIOS)
    outcome = run(start, seed, SCENARIOS)
    found = (*figures(outcome, start.desks), *returns(start.back))
    facts: dict[str, Json] = {
        "figures": {each.name: each.fact() for each in found},
        "scenarios": SCENARIOS,
        "days": DAYS,
        "seed": seed,
        "not_in_the_backlogs": {desk.series: desk.stuck for desk in start.desks if desk.known},
        "unknown": list(_unknown(start)),
    }
    return Decision(
        rows={
            "outlook_figures": figure_rows(found, today.day, SCENARIOS),
            "outlook_days": day_rows(outcome, today.day),
        },
        facts=facts,
    )


def _unknown(start: World) -> Iterator[str]:
    for desk in start.desks:
        if not desk.known:
            yield f"Nothing is known of what waits at {desk.activity}: it has no forecast."
    known = {desk.activity for desk in start.desks if desk.known} | {activity.PAYING}
    for name in sorted(known - start.rate.keys()):
        yield f"The capacity of {name} is unknown: it is taken as none."
    for place, currency in enumerate(start.owing.currencies):
        if not start.allowed_minor[place].any():
            yield f"No cash to spend in {currency} is known: nobody is paid in it."
    if not start.normal_cars:
        yield "No line that makes cars is known: no cars are forecast."
    undated = sum(line.gate_days.count(None) for line in start.lines)
    if undated:
        yield f"{undated} gates of lines have no date: two weeks after the services (assumption)."
    if not len(start.firms.firm):
        yield "No firms are known: nobody can tell who runs out of cash."


FORECAST = Step(name="outlook.forecast", reads=READS, decide=forecast)
