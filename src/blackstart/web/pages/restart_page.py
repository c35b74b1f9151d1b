"""The page of the restart: what comes back when, what decides it, what slipped, who is too few."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from typing import Any

from blackstart.web.pages.addresses import RESTART, with_query
from blackstart.web.pages.facts import sentences_in
from blackstart.web.pages.head import head
from blackstart.web.pages.plan_seen import PLAN, PlanSeen
from blackstart.web.pages.restart_activities import activities
from blackstart.web.pages.restart_chain import deciding
from blackstart.web.pages.restart_load import teams
from blackstart.web.pages.restart_services import Chosen, choose, drawn
from blackstart.web.pages.restart_slips import slipped
from blackstart.web.pages.view import Chart, Grid, Head
from blackstart.web.pages.words import RANGE, day, number, some, whole
from blackstart.work.standing import Standing

ROWS_A_PAGE = 40
WORD_MAX = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A link to a part of the plan; without an address it is where we are."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartPage(Head):
    """The page of the restart.

    Attributes:
        summary: the restart in a few sentences.
        find: the words that are looked for.
        phases: links to the phases.
        pages: links to the other pages of services.
        services: the services, drawn.
        activities: what the firm can do again, and when.
        slipped: what is later than was said, and why.
        chain: the gates that decide when the last activity returns.
        load: the teams, drawn.
        unknown: what cannot be answered, and why.
    """

    summary: Sequence[str]
    find: str
    phases: Sequence[Step]
    pages: Sequence[Step]
    services: Chart
    activities: Grid
    slipped: Grid
    chain: Grid
    load: Chart
    unknown: Sequence[str]


def restart_page(seen: Standing, query: Mapping[str, str]) -> RestartPage:
    """Work out the page.

    Args:
        seen: one consistent look with the tables of `plan_seen`.
        query: what was chosen: phase, find, page.
    """
    of = PlanSeen(seen=seen)
    wish = Chosen(
        phase=whole(query.get("phase", "")) or None, find=query.get("find", "")[:WORD_MAX].strip()
    )
    chosen = choose(of, wish)
    last = max(ceil(chosen.height / ROWS_A_PAGE), 1)
    page = min(max(whole(query.get("page", "")), 1), last)
    return RestartPage(
        **asdict(head(seen)),
        summary=list(_summary(of)),
        find=wish.find,
        phases=_phases(of, wish),
        pages=[
            Step(words=number(one), address="" if one == page else _address(wish, page=one))
            for one in (range(1, last + 1) if last > 1 else ())
        ],
        services=drawn(of, chosen.slice((page - 1) * ROWS_A_PAGE, ROWS_A_PAGE), chosen.height),
        activities=activities(of),
        slipped=slipped(of),
        chain=deciding(of),
        load=teams(of),
        unknown=sentences_in(seen, PLAN, "unknown"),
    )


def _address(wish: Chosen, **other: Any) -> str:  # noqa: ANN401 - a word or a number
    return with_query(RESTART, **{"phase": wish.phase, "find": wish.find, **other})


def _phases(of: PlanSeen, wish: Chosen) -> list[Step]:
    """Link to each phase with its size, and to the whole."""
    planned = of.seen.frames["plan"].filter(state="planned")
    sizes = planned.select("phase", "service").unique().group_by("phase").len().sort("phase")
    steps = [Step(words="All phases", address=with_query(RESTART, find=wish.find))]
    for phase, services in sizes.iter_rows():
        words = f"Phase {phase}: {some(services, 'service')}"
        steps.append(Step(words=words, address=with_query(RESTART, phase=phase, find=wish.find)))
    here = with_query(RESTART, phase=wish.phase, find=wish.find)
    return [
        Step(words=one.words, address="" if one.address == here else one.address) for one in steps
    ]


def _summary(of: PlanSeen) -> list[str]:
    plan = of.seen.frames["plan"]
    services, left = plan["service"].n_unique(), len({service for service, _ in of.net.gates})
    if plan.is_empty():
        return ["Nothing is planned: no services are known."]
    back = f"{number(services - left)} of {some(services, 'service')} are back"
    said = [f"{back}; {some(len(of.net.gates), 'gate')} open."]
    if of.last:
        activity, row = of.last
        end = day(of.on(of.net.end[row]), of.today)
        low, high = (day(of.on(hours), of.today) for hours in of.ranges[row])
        name = activity.removeprefix("build:")
        what = f"{name} returns last" if activity else "the last gate ends"
        said.append(
            f"If the plan holds, {what}, on {end} ({RANGE}: {low} to {high}). "
            f"{some(len(of.critical), 'gate')} in a row decide that: a day lost in one of them is "
            "a day lost at the end."
        )
    return said
