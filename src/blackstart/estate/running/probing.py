"""When a probe is due, what its answer makes of its streak, and when it holds."""

from dataclasses import dataclass
from datetime import datetime

# Seconds between two runs, and good answers in a row, where the dossier does not say (assumptions).
EVERY_S_DEFAULT = 30.0
PASSES_NEEDED_DEFAULT = 3
# An answer that is older than this many intervals, and a minute, says nothing about now.
FRESH_INTERVALS = 10
FRESH_S_MIN = 60.0
SAID_CHARACTERS_MAX = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """Something that the machine asks by itself.

    Attributes:
        service: whom.
        gate: for which of its gates.
        probe: its name.
        kind: how it asks.
        target: where.
        ask: what; empty: nothing in particular.
        expects: what the answer must hold; empty: any answer.
        timeout_s: seconds until it counts as failed.
        every_s: seconds between two runs.
        passes_needed: good answers in a row.
        keeps_as: kind of evidence that its answer is kept as; empty: it is not kept.
    """

    service: str
    gate: str
    probe: str
    kind: str
    target: str
    ask: str = ""
    expects: str = ""
    timeout_s: float = 10.0
    every_s: float = EVERY_S_DEFAULT
    passes_needed: int = PASSES_NEEDED_DEFAULT
    keeps_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a probe found in this round of its gate.

    Attributes:
        runs: how often it was run.
        passes_in_row: good answers since the last bad one.
        ok: whether the last answer was good.
        said: what it was.
        last_at: when, by the machine's own clock.
    """

    runs: int = 0
    passes_in_row: int = 0
    ok: bool = False
    said: str = ""
    last_at: datetime | None = None


def due(probe: Probe, result: Result, wall: datetime) -> bool:
    """Tell whether a probe is to be run now."""
    return result.last_at is None or (wall - result.last_at).total_seconds() >= probe.every_s


def after(result: Result, *, ok: bool, said: str, at: datetime) -> Result:
    """Add an answer to a probe's streak: one bad answer, and it begins again.

    Args:
        result: what was found so far in this round.
        ok: whether the answer was good.
        said: what it was, in words.
        at: when the probe was started, by the machine's own clock.
    """
    return Result(
        runs=result.runs + 1,
        passes_in_row=result.passes_in_row + 1 if ok else 0,
        ok=ok,
        said=said[:SAID_CHARACTERS_MAX],
        last_at=at,
    )


def lacking(probe: Probe, result: Result, wall: datetime) -> str:
    """Say why a probe does not let its gate pass; nothing when it does.

    Flapping guard: only so many good answers in a row count, the last of them a fresh one.
    """
    if result.last_at is None:
        return f"probe {probe.probe} has not been run"
    if not result.ok:
        return f"probe {probe.probe}: {result.said}"
    if result.passes_in_row < probe.passes_needed:
        return f"probe {probe.probe}: {result.passes_in_row} of {probe.passes_needed} good answers"
    age_s = (wall - result.last_at).total_seconds()
    if age_s > max(FRESH_INTERVALS * probe.every_s, FRESH_S_MIN):
        return f"probe {probe.probe}: its last answer is {age_s:.0f} s old"
    return ""
