"""Where a report looks from: the tables, the case and the day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from blackstart.base.table import Frames
from blackstart.estate.running.gates_open import Standing, standing
from blackstart.estate.running.signed import signed
from blackstart.estate.running.statement import Case


@dataclass(frozen=True, kw_only=True, eq=False)
class Standpoint:
    """What every report rests on; a report adds what it alone looks at.

    Attributes:
        frames: the tables that it reads.
        case: incident and mode.
        day: business date.
    """

    frames: Frames
    case: Case
    day: date

    @property
    def rehearsal(self) -> bool:
        """Whether test keys count."""
        return self.case.mode == "EXERCISE"

    @cached_property
    def stand(self) -> Standing:
        """Give how the gates stand on the day."""
        return standing(self.frames, self.day, rehearsal=self.rehearsal)

    @cached_property
    def story(self) -> pl.DataFrame:
        """Give what was signed, with what counts of it."""
        return signed(self.frames, self.day, rehearsal=self.rehearsal).rows
