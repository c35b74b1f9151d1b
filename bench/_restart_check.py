"""Checks a plan; shares no code with what makes it."""

from collections.abc import Sequence
from typing import Protocol

SLACK_HOURS = 1e-6


class Gates(Protocol):
    """Gates and teams as `blackstart.estate.work.Work` has them."""

    @property
    def before(self) -> Sequence[Sequence[int]]:
        """By gate, the gates that must end before it starts."""

    @property
    def team(self) -> Sequence[int]:
        """By gate, the number of its team."""

    @property
    def people(self) -> Sequence[int]:
        """By gate, how many of the team it takes."""

    @property
    def team_people(self) -> Sequence[int]:
        """By team, how many can work at once."""


def fault(work: Gates, hours: Sequence[float], ends: Sequence[float]) -> str:
    """Say what is wrong with a plan; nothing when it is right.

    Args:
        work: the open gates, for what must come before and who does them.
        hours: by row, elapsed hours.
        ends: by row, when it ends.
    """
    starts = [end - length for end, length in zip(ends, hours, strict=True)]
    for row, start in enumerate(starts):
        if start < -SLACK_HOURS:
            return f"gate {row} starts before the plan"
        for earlier in work.before[row]:
            if start < ends[earlier] - SLACK_HOURS:
                return f"gate {row} starts before gate {earlier} has ended"
    for team, size in enumerate(work.team_people):
        own = [row for row in range(len(starts)) if work.team[row] == team and hours[row] > 0]
        changes = [(starts[row] + SLACK_HOURS, work.people[row]) for row in own]
        changes += [(ends[row], -work.people[row]) for row in own]
        busy = 0
        for _, people in sorted(changes):
            busy += people
            if busy > size:
                return f"team {team} has {size} people, {busy} are wanted"
    return ""
