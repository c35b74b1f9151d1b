"""The page that says why a service stands where it stands in the plan."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from blackstart.base.finding import Finding
from blackstart.estate.asking import words
from blackstart.estate.asking.change import Ground
from blackstart.estate.asking.elsewhere import Shift
from blackstart.estate.asking.explain import Explained, explain
from blackstart.estate.asking.sheet import places
from blackstart.web.pages.addresses import gate_address, link, map_address, why_address
from blackstart.web.pages.head import head
from blackstart.web.pages.restart_what_if import fault_words
from blackstart.web.pages.view import Grid, Head
from blackstart.web.pages.words import day, number
from blackstart.work.estate_asking import question
from blackstart.work.standing import Standing

LISTED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage(Head):
    """Why a service stands where it stands.

    Attributes:
        service: as it was asked for; empty: none was.
        map: address of the map around it; empty: there is none.
        faults: why there is no answer.
        reasons: the answer, in sentences.
        chain: the gates that decide when it is back.
        later: what it would cost to put it later.
        sooner: what would bring it back sooner.
        order: the most urgent services, when none was asked for.
    """

    service: str
    map: str
    faults: Sequence[str]
    reasons: Sequence[str]
    chain: Grid | None
    later: Grid | None
    sooner: Grid | None
    order: Grid | None


def why_page(seen: Standing, service: str) -> WhyPage:
    """Work out the page.

    Args:
        seen: one consistent look with the tables that a question rests on.
        service: its name; empty: the order as a whole is shown.
    """
    ground = question(seen).planned()
    found = explain(ground, service) if service else None
    told = found if isinstance(found, Explained) else None
    return WhyPage(
        **asdict(head(seen)),
        service=service,
        map=map_address(service) if told else "",
        faults=[fault_words(found)] if isinstance(found, Finding) else (),
        reasons=list(words.reasons(told)) if told else (),
        chain=_chain(told) if told else None,
        later=_shifts("If it were put later", told.later) if told else None,
        sooner=_shifts("What would bring it back sooner", told.sooner) if told else None,
        order=None if told else _order(ground),
    )


def _chain(of: Explained) -> Grid:
    rest = len(of.chain) - words.CHAIN_SHOWN
    return Grid(
        caption="The gates that decide when it is back, and what decides the start of each"
        + (f"; {number(rest)} more come before" if rest > 0 else ""),
        heads=("Service", "Gate", "Team", "From", "Until", "Waits for"),
        rows=[
            (
                link(map_address(step.service), step.service),
                link(gate_address(step.service, step.gate), step.gate),
                step.team,
                day(words.on(of.made, step.start_hours), of.made.day),
                day(words.on(of.made, step.end_hours), of.made.day),
                step.waits_for,
            )
            for step in of.chain[-words.CHAIN_SHOWN :]
        ],
    )


def _shifts(caption: str, shifts: Sequence[Shift]) -> Grid:
    return Grid(
        caption=f"{caption}; all else keeps its place",
        heads=words.SHIFT_HEADS,
        rows=[words.shift_cells(one) for one in shifts],
        numeric=frozenset({2, 3, 4}),
    )


def _order(ground: Ground) -> Grid:
    order = places(ground.made.plan)
    rest = order.height - LISTED
    today = ground.made.day
    return Grid(
        caption="The order of urgency" + (f"; {number(rest)} more services" if rest > 0 else ""),
        heads=("Place", "Service", "Next gate", "Team", "From", "Back"),
        rows=[
            (
                number(row["place"]),
                link(why_address(row["service"]), row["service"]),
                row["gate"],
                row["team"],
                day(row["start_on"], today),
                day(row["back_on"], today),
            )
            for row in order.head(LISTED).iter_rows(named=True)
        ],
        numeric=frozenset({0}),
    )
