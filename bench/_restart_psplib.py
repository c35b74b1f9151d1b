"""Published instances of the shortest schedule (PSPLIB): read, solve, check."""

import csv
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blackstart.estate.search.project import Race

SETS = ("j60", "j120")
BATCH = 3_000  # schedules between two looks at the clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A project of the library; steps are numbered from 0."""

    after: list[list[int]]
    lengths: list[int]
    wants: list[list[int]]
    there: list[int]


def instance(path: Path) -> Instance:
    """Read an .sm file."""
    lines = path.read_text(encoding="ascii").splitlines()

    def numbers(title: str, skip: int) -> Iterator[list[int]]:
        first = next(at for at, line in enumerate(lines) if line.startswith(title)) + skip
        for line in lines[first:]:
            if not line.strip() or line.startswith("*"):
                return
            yield [int(word) for word in line.split()]

    requests = list(numbers("REQUESTS/DURATIONS", 3))
    return Instance(
        after=[[step - 1 for step in row[3:]] for row in numbers("PRECEDENCE RELATIONS", 2)],
        lengths=[row[2] for row in requests],
        wants=[row[3:] for row in requests],
        there=next(numbers("RESOURCEAVAILABILITIES", 2)),
    )


def sample(folder: Path, which: str, size: int, seed: int) -> list[tuple[str, int]]:
    """Draw files of a set, with the best known makespan of each."""
    with (folder / f"{which}_best_known.csv").open(encoding="utf-8", newline="") as lines:
        known = {row["file"]: int(row["best_known_makespan"]) for row in csv.DictReader(lines)}
    there = sorted(name for name in known if (folder / which / name).exists())
    return [(name, known[name]) for name in sorted(random.Random(seed).sample(there, size))]  # noqa: S311 - a sample, no secret


def fault(said: Instance, starts: list[int]) -> str:
    """Say what is wrong with a schedule; nothing when it is right."""
    ends = [start + length for start, length in zip(starts, said.lengths, strict=True)]
    if min(starts) < 0:
        return "a step starts before the beginning"
    for step, others in enumerate(said.after):
        for other in others:
            if starts[other] < ends[step]:
                return f"step {other} starts before step {step} has ended"
    for moment in range(max(ends)):
        for thing, there in enumerate(said.there):
            busy = [step for step, start in enumerate(starts) if start <= moment < ends[step]]
            if sum(said.wants[step][thing] for step in busy) > there:
                return f"at {moment}, more of thing {thing} is taken than there is"
    return ""


def ours(said: Instance, seconds: float) -> dict[str, Any]:
    """Search for some CPU-seconds on one core."""
    race = Race.of(said.lengths, said.wants, said.there, said.after, 1)
    race.run(1)  # the compiler is no part of the search
    start = time.process_time()
    starts: tuple[int, ...] = ()
    while time.process_time() - start < seconds:
        starts = race.run(BATCH)
    return {"starts": list(starts), "schedules": race.made}


def problem(said: Instance) -> dict[str, Any]:
    """Put an instance into the rival's form; the last step waits for all others."""
    return {
        "lengths": said.lengths,
        "after": said.after,
        "there": said.there,
        "wants": said.wants,
        "targets": [[1, [len(said.lengths) - 1]]],
    }


def makespan(said: Instance, starts: list[int]) -> int:
    """Give the end of a schedule, once it is checked."""
    wrong = fault(said, starts)
    if wrong:
        raise SystemExit(wrong)
    return max(start + length for start, length in zip(starts, said.lengths, strict=True))


def solved(path: Path, seconds: float) -> dict[str, Any]:
    """Do our work on one file."""
    said = instance(path)
    start = time.process_time()
    found = ours(said, seconds)
    cpu = time.process_time() - start
    return {"makespan": makespan(said, found.pop("starts")), "cpu_s": cpu, **found}
