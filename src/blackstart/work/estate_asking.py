"""Questions to the plan: what they rest on, read once. Nothing is changed by asking."""

from dataclasses import dataclass, replace
from datetime import date

from blackstart.base.clock import business_date
from blackstart.base.table import Frames
from blackstart.base.today import Mode
from blackstart.day.estate import PLAN, READS
from blackstart.estate.asking.change import Ground
from blackstart.estate.asking.moves import Moves, as_told, moves, told_since
from blackstart.estate.restart import Restart, restart
from blackstart.estate.running.signed import signed
from blackstart.store.database import Store
from blackstart.work import engine
from blackstart.work.moment import clock
from blackstart.work.standing import Standing, look


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """What a question to the plan rests on.

    Attributes:
        tables: the tables that a plan reads; signatures are all that passed or failed a gate.
        day: business date.
    """

    tables: Frames
    day: date

    def planned(self) -> Ground:
        """Plan the restart as of now."""
        return Ground(tables=self.tables, made=restart(self.tables, self.day))


def question(seen: Standing) -> Question:
    """Put together what a question rests on.

    Args:
        seen: one consistent look with the tables of `READS`.
    """
    day = business_date(seen.now)
    story = signed(seen.frames, day, rehearsal=seen.mode == Mode.EXERCISE)
    return Question(tables={**seen.frames, "gate_signatures": story.rows}, day=day)


def asked(store: Store) -> Question:
    """Look at an incident and put together what a question rests on.

    Args:
        store: the incident's store.
    """
    return question(look(store, READS, events=0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replanned:
    """A plan beside what was said before.

    Attributes:
        moves: what it says otherwise.
        since: in words, what it is compared with; empty: there is nothing.
        anew: True when it was planned anew and kept.
    """

    moves: Moves
    since: str
    anew: bool


def replan(store: Store, *, preview: bool) -> Replanned:
    """Plan anew; what is done or begun stays. Say what moved since the plan that was in force.

    Where nothing new had come in, the plan in force stands: it is compared with what was said on an
    earlier day.

    Args:
        store: the incident's store.
        preview: True: nothing is kept, and the plan in force is what it is compared with.
    """
    before = look(store, READS, events=0)
    anew = not preview and engine.perform(store, PLAN, clock(store)).anew
    after = look(store, READS, events=0) if anew else before
    earlier = before.frames["plan"]
    now = question(replace(after, frames={**after.frames, "plan": earlier})).planned().made
    if anew or preview:
        return Replanned(moves=moves(earlier, now), since="the plan in force", anew=anew)
    return said_before(before.frames, now)


def said_before(frames: Frames, now: Restart) -> Replanned:
    """Put a plan beside what was said on an earlier day.

    Args:
        frames: `plan_told`.
        now: the plan.
    """
    kept = frames["plan_told"]
    since = told_since(kept, now.day)
    words = f"what was said until {since}" if since else ""
    return Replanned(moves=moves(as_told(kept, now), now), since=words, anew=False)
