"""When each open gate is worked on: a team takes the most urgent of its gates that is ready.

Parallel schedule generation (Kelley 1963; Kolisch 1996): at every moment at which something
changes, the gates that are ready are looked at in the order of urgency.

* **People.** When the most urgent gate of a team wants more people than are free, those who are
  free wait with it: were it passed over, its turn would come when several people happen to become
  free at the same moment, which is hardly ever (`bench/restart` measures both).
* **Shared things** (clean-room slots, bandwidth of the vault, people with a skill). A gate that
  lacks one is passed over: its people go on with the next gate. From then on no less urgent gate
  takes any of that thing before it. When the thing comes free while too few of its people are, it
  goes to the next gate that waits, but only once: the second time, people wait with the gate. So
  those who wait get a thing in the order of urgency, at the latest after one turn of others:
  nobody waits for ever, and nobody waits idle who was not passed by already.
* **Shifts.** Out of its shifts a team takes nothing up. What it has begun pauses; its people, and
  what the gate holds, stay bound to it.
* **Holds.** A gate that may not be touched yet is not ready.
* **People who are kept free.** A gate that is kept behind another one is not ready before that has
  ended: it would keep people for hours from something more urgent. The search says which.

Of people with a skill there are so many in a team, and each counts for one skill. Both limits, of
the team and of the skill, suffice: work that wants no skill is handed from one who is needed to a
colleague.

The rule needs to know nothing of the future, so the same rule is the plan under likely hours and a
true picture of the restart under drawn ones (`blackstart.estate.realise`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from blackstart.estate.clock import Floats, closes, opens
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
    """Plan the open gates within their bounds.

    Args:
        work: the open gates; what must come before makes no circle.
        urgency: by row, its place in the order of urgency; the smallest goes first.
        hours: by row, hours as `Work.elapsed` gives them.
    """
    floor = _Floor.of(work, urgency, hours)
    floor.open_doors()
    while floor.events:
        floor.advance()
    return Schedule(order=tuple(floor.order), start=tuple(floor.start), end=tuple(floor.end))


@dataclass(slots=True)
class _Floor:
    """The teams at work. Behind the teams stands one of nobody, for gates that take no people.

    Attributes:
        work: the open gates.
        urgency: by row, its place in the order of urgency.
        hours: by row, hours.
        waits: by row, how many rows it still waits for.
        free: by team, people without work; of nobody there is always one.
        calendars: by team, its moments, if it has a calendar.
        kept: by row, those that are kept behind it.
        left: by shared thing, how much of it is free.
        ready: by team, a heap of (urgency, row).
        claims: by shared thing, a heap of (urgency, row): those that were passed over for it.
        aside: by row that is passed over, the thing that it lacks.
        claimed: row and thing of all claims.
        waived: rows that once let others go before them.
        alarms: by team, when its next shift begins, if it waits for that.
        events: a heap of (hours, number): rows that end, then teams that start, then holds.
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
    calendars: list[tuple[Floats, int, int] | None]
    kept: dict[int, list[int]]
    left: list[int]
    ready: list[list[tuple[int, int]]]
    claims: list[list[tuple[int, int]]]
    aside: dict[int, int]
    claimed: set[tuple[int, int]]
    waived: set[int]
    alarms: dict[int, float]
    events: list[tuple[float, int]]
    now: float
    order: list[int]
    start: list[float]
    end: list[float]

    @classmethod
    def of(cls, work: Work, urgency: Sequence[int], hours: Sequence[float]) -> "_Floor":
        kept: dict[int, list[int]] = {}
        for row, other in work.behind.items():
            kept.setdefault(other, []).append(row)
        return cls(
            work=work,
            urgency=urgency,
            hours=hours,
            waits=[len(before) + (row in work.behind) for row, before in enumerate(work.before)],
            kept=kept,
            free=[*work.team_people, 1],
            calendars=[*map(work.bounds.clock.of, range(len(work.team_people))), None],
            left=list(work.bounds.there),
            ready=[[] for _ in (*work.team_people, None)],
            claims=[[] for _ in work.bounds.there],
            aside={},
            claimed=set(),
            waived=set(),
            alarms={},
            events=[],
            now=0.0,
            order=[],
            start=[0.0] * len(hours),
            end=[0.0] * len(hours),
        )

    def open_doors(self) -> None:
        """Begin with what waits for nothing."""
        for row, waits in enumerate(self.waits):
            if not waits:
                self.offer(row)
        self.choose(range(len(self.ready)))

    def advance(self) -> None:
        """Go to the next moment at which something happens, and let the teams concerned choose."""
        self.now = self.events[0][0]
        teams: set[int] = set()
        while self.events and self.events[0][0] == self.now:
            teams.update(self.happen(heappop(self.events)[1]))
        self.choose(sorted(teams))

    def happen(self, number: int) -> Iterable[int]:
        """Let a row end, a team start or a hold end; name the teams that it concerns."""
        rows, teams = len(self.waits), len(self.free)
        if number < rows:
            return self.finish(number)
        if number < rows + teams:
            return (number - rows,)
        return (self.offer(number - rows - teams),)

    def finish(self, row: int) -> Iterable[int]:
        """Give back what a row held, and offer what waited for its end."""
        team = self.work.team[row]
        self.free[team] += self.work.people[row]
        if self.claims:
            for thing, amount in self.work.bounds.wants.get(row, ()):
                self.left[thing] += amount
        teams = [team]
        for later in (*self.work.after[row], *self.kept.get(row, ())):
            self.waits[later] -= 1
            if not self.waits[later]:
                teams.append(self.offer(later))
        return teams

    def offer(self, row: int) -> int:
        """Put a gate that waits for nothing before its team, when no hold keeps it.

        One that takes nobody and nothing runs by itself.
        """
        bounds = self.work.bounds
        if row in bounds.held and bounds.held[row] > self.now:
            heappush(self.events, (bounds.held[row], len(self.waits) + len(self.free) + row))
        elif self.work.people[row] or row in bounds.wants:
            heappush(self.ready[self.queue(row)], (self.urgency[row], row))
        else:
            self.take_up(row)
        return self.work.team[row]

    def queue(self, row: int) -> int:
        """Tell before which team a gate waits."""
        return self.work.team[row] if self.work.people[row] else len(self.free) - 1

    def choose(self, teams: Iterable[int]) -> None:
        """Let teams take up ready gates; all teams look, where gates share things."""
        if self.claims:
            self.choose_among()
            return
        for team in teams:
            if self.can_choose(team):
                ready = self.ready[team]
                while ready and self.work.people[ready[0][1]] <= self.free[team]:
                    self.take_up(heappop(ready)[1])

    def choose_among(self) -> None:
        """Take up ready gates, the most urgent first, until nobody can take up more."""
        chosen = {team for team in range(len(self.ready)) if self.can_choose(team)}
        for thing in range(len(self.claims)):
            chosen.update(self.call(thing))
        while chosen:
            team = min(chosen, key=lambda each: self.ready[each][0])
            row = self.ready[team][0][1]
            lacking = self.lacking(row)
            if lacking is not None:
                self.claim(row, lacking)
            if self.waits_with(team, row, lacking):
                chosen.discard(team)
                continue
            if lacking is not None:
                heappop(self.ready[team])
                self.aside[row] = lacking
            else:
                heappop(self.ready[team])
                self.take_up(row)
                chosen.update(self.take(row))
            if not self.ready[team] or not self.free[team]:
                chosen.discard(team)

    def can_choose(self, team: int) -> bool:
        """Tell whether a team has something ready and somebody free now; else wait for a shift."""
        if not self.ready[team] or not self.free[team]:
            return False
        calendar = self.calendars[team]
        if calendar is None:
            return True
        opening = opens(*calendar, self.now)
        if opening > self.now and self.alarms.get(team) != opening:
            self.alarms[team] = opening
            heappush(self.events, (opening, len(self.waits) + team))
        return opening <= self.now

    def lacking(self, row: int) -> int | None:
        """Name the first thing that a row wants and that is not there for it."""
        for thing, amount in self.work.bounds.wants.get(row, ()):
            claims = self.claims[thing]
            if self.left[thing] < amount or (claims and claims[0] < (self.urgency[row], row)):
                return thing
        return None

    def claim(self, row: int, thing: int) -> None:
        """Let no less urgent gate take any of a thing before this one."""
        if (row, thing) not in self.claimed:
            self.claimed.add((row, thing))
            heappush(self.claims[thing], (self.urgency[row], row))

    def waits_with(self, team: int, row: int, lacking: int | None) -> bool:
        """Tell whether free people of a team wait with a gate and do not go on."""
        if lacking is not None:
            return row in self.waived
        return self.work.people[row] > self.free[team]

    def call(self, thing: int) -> Iterable[int]:
        """Call the gates that wait for a thing and can have it; name their teams."""
        claims = self.claims[thing]
        while claims:
            entry = claims[0]
            row, wanted = entry[1], dict(self.work.bounds.wants[entry[1]])[thing]
            if self.aside.get(row) != thing or self.left[thing] < wanted:
                return
            team = self.queue(row)
            del self.aside[row]
            heappush(self.ready[team], entry)
            if self.can_choose(team) and self.work.people[row] <= self.free[team]:
                yield team
                return
            self.waived.add(row)
            self.claimed.discard((row, thing))
            heappop(claims)

    def take(self, row: int) -> Iterable[int]:
        """Take the things that a row wants; name the teams of those that can have the rest."""
        wants = self.work.bounds.wants.get(row, ())
        for thing, amount in wants:
            self.left[thing] -= amount
            if (row, thing) in self.claimed:
                self.claimed.discard((row, thing))
                heappop(self.claims[thing])
        for thing, _ in wants:
            yield from self.call(thing)

    def take_up(self, row: int) -> None:
        """Start a gate now."""
        team, end = self.work.team[row], self.now + self.hours[row]
        calendar = self.calendars[team]
        if calendar is not None and self.work.people[row]:
            end = closes(*calendar, self.now, self.hours[row])
        self.free[team] -= self.work.people[row]
        self.order.append(row)
        self.start[row], self.end[row] = self.now, end
        heappush(self.events, (end, row))
