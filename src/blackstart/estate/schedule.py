"""When each open gate is worked on: a team takes the most urgent of its gates that is ready.

Parallel schedule generation (Kelley 1963; Kolisch 1996): whenever people of a team become free,
they take ready gates in the order of urgency. When the most urgent one wants more people than are
free, those who are free wait with it: were it passed over, its turn would come when several people
happen to become free at the same moment, which is hardly ever (`bench/restart` measures both).
The rule needs to know nothing of the future, so the same rule is the plan under likely hours and a
true picture of the restart under drawn ones (`blackstart.estate.realise`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from blackstart.estate.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When the rows of the work start and end.

    Attributes:
        order: row numbers in the order in which they are taken up; starts never go back.
        start: by row, hours after the plan's day began.
        end: by row, hours after the plan's day began.
    """

    order: tuple[int, ...]
    start: tuple[float, ...]
    end: tuple[float, ...]


def schedule(work: Work, urgency: Sequence[int], hours: Sequence[float]) -> Schedule:
    """Plan the open gates within the teams.

    Args:
        work: the open gates; what must come before makes no circle.
        urgency: by row, its place in the order of urgency; the smallest goes first.
        hours: by row, elapsed hours.
    """
    floor = _Floor.of(work, urgency, hours)
    floor.open_doors()
    while floor.busy:
        floor.advance()
    return Schedule(order=tuple(floor.order), start=tuple(floor.start), end=tuple(floor.end))


@dataclass(slots=True)
class _Floor:
    """The teams at work.

    Attributes:
        work: the open gates.
        urgency: by row, its place in the order of urgency.
        hours: by row, elapsed hours.
        waits: by row, how many rows it still waits for.
        free: by team, people without work.
        ready: by team, a heap of (urgency, row).
        busy: a heap of (end, row).
        now: hours after the plan's day began.
        order: rows in the order in which they were taken up.
        start: by row, hours.
        end: by row, hours.
    """

    work: Work
    urgency: Sequence[int]
    hours: Sequence[float]
    waits: list[int]
    free: list[int]
    ready: list[list[tuple[int, int]]]
    busy: list[tuple[float, int]]
    now: float
    order: list[int]
    start: list[float]
    end: list[float]

    @classmethod
    def of(cls, work: Work, urgency: Sequence[int], hours: Sequence[float]) -> "_Floor":
        return cls(
            work=work,
            urgency=urgency,
            hours=hours,
            waits=[len(before) for before in work.before],
            free=list(work.team_people),
            ready=[[] for _ in work.team_people],
            busy=[],
            now=0.0,
            order=[],
            start=[0.0] * len(hours),
            end=[0.0] * len(hours),
        )

    def open_doors(self) -> None:
        """Begin with what waits for nothing."""
        teams = {self.offer(row) for row, waits in enumerate(self.waits) if not waits}
        for team in sorted(teams):
            self.choose(team)

    def advance(self) -> None:
        """Go to the next moment at which work ends, and let the teams concerned choose."""
        self.now = self.busy[0][0]
        teams = set()
        while self.busy and self.busy[0][0] == self.now:
            _, row = heappop(self.busy)
            self.free[self.work.team[row]] += self.work.people[row]
            teams.add(self.work.team[row])
            for later in self.work.after[row]:
                self.waits[later] -= 1
                if not self.waits[later]:
                    teams.add(self.offer(later))
        for team in sorted(teams):
            self.choose(team)

    def offer(self, row: int) -> int:
        """Put a gate that is ready before its team; one that takes nobody runs by itself."""
        if self.work.people[row]:
            heappush(self.ready[self.work.team[row]], (self.urgency[row], row))
        else:
            self.take_up(row)
        return self.work.team[row]

    def choose(self, team: int) -> None:
        """Take up the team's ready gates, most urgent first, until one wants more than are free."""
        ready = self.ready[team]
        while ready and self.work.people[ready[0][1]] <= self.free[team]:
            self.take_up(heappop(ready)[1])

    def take_up(self, row: int) -> None:
        """Start a gate now."""
        self.free[self.work.team[row]] -= self.work.people[row]
        self.order.append(row)
        self.start[row] = self.now
        self.end[row] = self.now + self.hours[row]
        heappush(self.busy, (self.end[row], row))
