"""The page for the morning: what slipped, what moved, why, and what that costs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from blackstart.estate.asking import words
from blackstart.estate.asking.moves import Moves, moves
from blackstart.web.pages.addresses import gate_address, link
from blackstart.web.pages.head import head
from blackstart.web.pages.view import Grid, Head
from blackstart.web.pages.words import number
from blackstart.work.estate_asking import question, said_before
from blackstart.work.standing import Standing

SERVICES_SHOWN = 60
ANEW = "the plan in force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The plan beside an earlier one.

    Attributes:
        title: which one, in words.
        short: what moved and what that costs, in a sentence.
        activities: the activities that moved; None: none did.
        services: the services that moved, with the first gate that did; None: none did.
    """

    title: str
    short: str
    activities: Grid | None
    services: Grid | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage(Head):
    """What moved.

    Attributes:
        besides: the plan beside what was said before, and beside the one that is in force.
    """

    besides: Sequence[Beside]


def moved_page(seen: Standing) -> MovedPage:
    """Work out the page.

    Args:
        seen: one consistent look with the tables that a question rests on.
    """
    now = question(seen).planned().made
    before = said_before(seen.frames, now)
    anew = moves(seen.frames["plan"], now)
    return MovedPage(
        **asdict(head(seen)),
        besides=(
            _beside("Since an earlier day", before.moves, before.since),
            _beside("If it were planned anew now", anew, ANEW),
        ),
    )


def _beside(title: str, of: Moves, since: str) -> Beside:
    return Beside(
        title=title,
        short=words.moves_in_short(of, since),
        activities=None if of.activities.is_empty() else _activities(of),
        services=None if of.gates.is_empty() else _services(of),
    )


def _activities(of: Moves) -> Grid:
    return Grid(
        caption="Activities; a delay costs its days by the value of a day, a gain is below 0",
        heads=words.SLIP_HEADS,
        rows=[words.slip_cells(of, row) for row in of.activities.iter_rows(named=True)],
        numeric=frozenset({3}),
    )


def _services(of: Moves) -> Grid:
    rest = of.services.height - SERVICES_SHOWN
    more = f"; {number(rest)} more: blackstart estate replan --preview --json has them"
    cells = (
        (row, words.move_cells(of, row))
        for row in of.services.head(SERVICES_SHOWN).iter_rows(named=True)
    )
    return Grid(
        caption="Services, the most urgent first: the first gate that moved, and why"
        + (more if rest > 0 else ""),
        heads=words.MOVE_HEADS,
        rows=[
            (said[0], link(gate_address(row["service"], str(row["gate"])), said[1]), *said[2:])
            for row, said in cells
        ],
    )
