"""The gates that decide when the last activity returns, each with what it waits for."""

from blackstart.estate.telling.critical import waits_for
from blackstart.web.pages.addresses import gate_address, link
from blackstart.web.pages.plan_seen import PlanSeen
from blackstart.web.pages.view import Grid
from blackstart.web.pages.words import day, number

SHOWN = 30


def deciding(of: PlanSeen) -> Grid:
    """Put the deciding chain into a table, the first gate on top."""
    rows = of.critical[:SHOWN]
    cut = f"; the first {number(SHOWN)} of {number(len(of.critical))}"
    return Grid(
        caption="The gates that decide when the last activity returns"
        + (cut if len(of.critical) > SHOWN else ""),
        heads=("Service", "Gate", "Team", "From", "Until", "Waits for"),
        rows=[
            (
                of.net.gates[row][0],
                link(gate_address(*of.net.gates[row]), of.net.gates[row][1]),
                of.net.team[row],
                day(of.on(of.net.start[row]), of.today),
                day(of.on(of.net.end[row]), of.today),
                waits_for(of.net, of.holds[row]),
            )
            for row in rows
        ],
    )
