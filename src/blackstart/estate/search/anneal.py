"""Improves a policy by changing it a little, very often."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from blackstart.estate.search import compiled
from blackstart.estate.search.arrays import Floats, Ints, Tasks
from blackstart.estate.search.compiled import flat
from blackstart.estate.search.kernels import Aim, Dice
from blackstart.estate.search.leads import dues_of
from blackstart.estate.search.part import all_before
from blackstart.estate.tables import LAST_GATE
from blackstart.estate.work import Work

# Loss that is put up with at first, as a share of all (measured: 0.0003 to 0.01 do nearly as well).
WARMTH = 3e-3
# Rounds of due times and gates in turn: one for so many plays of each scenario.
PLAYS_A_ROUND = 8_000
# Short searches at first: so many, but for each so many plays of each scenario; and their share.
# (Measured at 300 gates: one long search ends up to a tenth above the best of several.)
STARTS_MAX, START_PLAYS_MIN, STARTS_SHARE = 16, 2_500, 0.5


class Policy(NamedTuple):
    """Who goes first.

    Attributes:
        key: by row, its urgency; the smallest goes first.
        behind: by row, the one that it is kept behind, as in `blackstart.estate.search.arrays`.
    """

    key: Floats
    behind: Ints


def aim_of(work: Work, wanted: Mapping[str, Sequence[str]], value: Mapping[str, int]) -> Aim | None:
    """Put what the restart is for into arrays.

    Args:
        work: the open gates.
        wanted: by activity, the services that it needs; those that are up are passed over.
        value: by activity, what a day of it is worth, all on one scale.

    Returns:
        Nothing when no activity that is worth anything waits for an open gate.
    """
    services = work.gates["service"].to_list()
    gates = zip(services, work.gates["gate"], strict=True)
    last = {service: row for row, (service, gate) in enumerate(gates) if gate == LAST_GATE}
    rows = {
        name: [last[service] for service in wanted[name] if service in last]
        for name in sorted(wanted)
        if value[name]
    }
    names = [name for name in rows if rows[name]]
    if not names:
        return None
    worth = np.array([value[name] for name in names], dtype=np.float64)
    sizes = [len(list(same)) for _, same in groupby(services)]
    begun = set(np.flatnonzero(work.gates["begun_hours"].is_not_null().to_numpy()).tolist())
    last_rows, last_first = flat(rows[name] for name in names)
    closure, closure_first = flat(sorted(all_before(work, rows[name]) - begun) for name in names)
    return Aim(
        value=worth,
        last=last_rows,
        last_first=last_first,
        closure=closure,
        closure_first=closure_first,
        chance=np.cumsum(worth) / worth.sum(),
        service=np.repeat(np.arange(len(sizes)), sizes),
        service_first=np.concatenate(([0], np.cumsum(sizes))),
    )


def keys(work: Work, urgency: Sequence[int]) -> Floats:
    """Spread an order of urgency evenly from 0 to 1; what is begun cannot be overtaken."""
    order = np.argsort(np.array(urgency, dtype=np.int64), kind="stable")
    key = np.empty(len(urgency))
    key[order] = np.arange(len(urgency)) / max(len(urgency), 1)
    key[work.gates["begun_hours"].is_not_null().to_numpy()] = -np.inf
    return key


def ranks(key: Floats) -> list[int]:
    """Turn keys into places, the most urgent 0."""
    order = np.argsort(key, kind="stable")
    places = np.empty(len(key), dtype=np.int64)
    places[order] = np.arange(len(key))
    return places.tolist()


def anneal(tasks: Tasks, aim: Aim, hours: Floats, key: Floats, plays: int, seed: int) -> Policy:
    """Look for a better policy: several times for a short while, then on from the best.

    Simulated annealing (Kirkpatrick et al. 1983). The same arguments give the same result; a clock
    has no say.

    Args:
        tasks: the open gates.
        aim: what the restart is for.
        hours: elapsed hours; shape [scenario, row]. The mean over the scenarios is improved.
        key: by row, its urgency at first, as `keys` gives it.
        plays: how often the restart may be played, over all scenarios.
        seed: of all chance.

    Returns:
        A policy under which the mean loss over these scenarios is no higher than under the given
        order.
    """
    found = Policy(key, tasks.behind)
    starts = min(int(plays * STARTS_SHARE / (START_PLAYS_MIN * len(hours))), STARTS_MAX)
    each = int(plays * STARTS_SHARE / max(starts, 1))
    tried = [_in_rounds(tasks, aim, hours, found, each, (seed, start)) for start in range(starts)]
    best = min([found, *tried], key=lambda one: _mean_loss(tasks, aim, hours, one))
    found = _in_rounds(tasks, aim, hours, best, plays - starts * each, (seed, starts))
    return _pruned(tasks, aim, hours, found)


def _pruned(tasks: Tasks, aim: Aim, hours: Floats, found: Policy) -> Policy:
    """Let those go who are kept back for nothing: people have to be told each of them."""
    loss = _mean_loss(tasks, aim, hours, found)
    for row in np.flatnonzero(found.behind >= 0).tolist():
        fewer = found._replace(behind=found.behind.copy())
        fewer.behind[row] = -1
        without = _mean_loss(tasks, aim, hours, fewer)
        if without <= loss:
            found, loss = fewer, without
    return found


def _in_rounds(
    tasks: Tasks, aim: Aim, hours: Floats, found: Policy, plays: int, seed: tuple[int, int]
) -> Policy:
    """Move due times, then gates, and the same again from there; arguments as for `anneal`."""
    random = np.random.Generator(np.random.PCG64(seed))
    rounds = max(plays // (PLAYS_A_ROUND * len(hours)), 1)
    half = max(plays // (2 * rounds), 1)
    for _ in range(rounds):
        dice = Dice(even=random.random((half, 6)), patience=random.standard_exponential(half))
        kept = tasks._replace(behind=found.behind)
        due = dues_of(kept, aim, hours.mean(axis=0), found.key)
        moved = _spread(compiled.search_dues(kept, aim, hours, due, dice, half, WARMTH))
        both = (found, found._replace(key=moved))
        found = min(both, key=lambda one: _mean_loss(tasks, aim, hours, one))
        key, behind = found.key.copy(), found.behind.copy()
        compiled.search(tasks._replace(behind=behind), aim, hours, key, dice, half, WARMTH)
        found = Policy(key, behind)
    return found


def _mean_loss(tasks: Tasks, aim: Aim, hours: Floats, policy: Policy) -> float:
    kept = tasks._replace(behind=policy.behind)
    return float(losses(aim, compiled.ends(kept, policy.key, hours)).mean())


def _spread(key: Floats) -> Floats:
    """Spread keys evenly from 0 to 1; what is begun keeps minus infinity."""
    return np.where(np.isneginf(key), key, np.array(ranks(key)) / len(key))


def losses(aim: Aim, ends: Floats) -> Floats:
    """Sum up by scenario what a day is worth times the hour of return; ends [scenario, row]."""
    back = np.maximum.reduceat(np.maximum(ends[:, aim.last], 0.0), aim.last_first[:-1], axis=1)
    lost: Floats = back @ aim.value
    return lost
