"""What a gate needs to pass: a service's own rule, else that of every service, else one name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from blackstart.estate.tables import EVERY_SERVICE

# What a gate needs where no rule says anything: one person who signs, as on paper.
SIGNERS_DEFAULT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a gate needs to pass.

    Attributes:
        signers: how many different people sign; 0: it passes by its evidence and probes alone.
        roles: roles that must be among them.
        not_the_worker: nobody signs who did the work.
        evidence: kinds of evidence that must be there.
        probe: it does not pass without a probe.
        timeout_hours: elapsed hours after it opened; None: it waits for ever.
        lapses: whether the time-out ends the round; otherwise somebody is told.
    """

    signers: int = SIGNERS_DEFAULT
    roles: tuple[str, ...] = ()
    not_the_worker: bool = False
    evidence: tuple[str, ...] = ()
    probe: bool = False
    timeout_hours: float | None = None
    lapses: bool = False


Rules: TypeAlias = Mapping[tuple[str, str], Rule]


def rules_of(rows: pl.DataFrame) -> Rules:
    """Read the table `gate_rules`: the rules by service and gate."""
    return {
        (row["service"], row["gate"]): Rule(
            signers=SIGNERS_DEFAULT if row["signers"] is None else row["signers"],
            roles=_words(row["roles"]),
            not_the_worker=bool(row["not_the_worker"]),
            evidence=_words(row["evidence"]),
            probe=bool(row["probe"]),
            timeout_hours=row["timeout_hours"],
            lapses=row["on_timeout"] == "lapse",
        )
        for row in rows.iter_rows(named=True)
    }


def rule_for(rules: Rules, service: str, gate: str) -> Rule:
    """Give the rule of a gate of a service."""
    return rules.get((service, gate)) or rules.get((EVERY_SERVICE, gate)) or Rule()


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip() for word in (text or "").split(","))))
