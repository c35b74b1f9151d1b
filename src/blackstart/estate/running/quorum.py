"""Whether enough people signed a gate: different ones, enrolled, in the roles that are needed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from blackstart.estate.running.names import plain
from blackstart.estate.running.rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """What somebody signed about a gate in this round.

    Attributes:
        person: who.
        evidence_sha256: hash of the list of evidence that they saw.
        public_key: the key that it was signed with; None: a name without a signature.
        genuine: whether the signature was checked, now, with that key and this very statement.
    """

    person: str
    evidence_sha256: str
    public_key: str | None
    genuine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """A key that counts today.

    Attributes:
        person: whose it is.
        role: in which role they sign.
    """

    person: str
    role: str


class Roll:
    """Who may sign today."""

    def __init__(self, signers: pl.DataFrame, day: date, *, rehearsal: bool) -> None:
        """Read the table `signers`.

        Args:
            signers: its rows.
            day: business date.
            rehearsal: true in an exercise, where a name without a signature counts.
        """
        active = signers.filter(
            pl.col("enrolled_on") <= day,
            pl.col("revoked_on").is_null() | (pl.col("revoked_on") > day),
        )
        self.rehearsal = rehearsal
        self._keys: dict[str, list[Enrolled]] = {}
        self._roles: dict[str, set[str]] = {}
        for row in active.iter_rows(named=True):
            who = Enrolled(person=row["person"], role=row["role"])
            self._keys.setdefault(row["public_key"], []).append(who)
            self._roles.setdefault(plain(who.person), set()).add(who.role)

    @property
    def anybody(self) -> bool:
        """Tell whether anybody is enrolled."""
        return bool(self._keys)

    def doubt(self, person: str, public_key: str | None, *, genuine: bool) -> str:
        """Say why what somebody signed does not count; nothing when it does."""
        if public_key is None:
            return "" if self.rehearsal else "is not signed"
        if not genuine:
            return "has a signature that is not of this statement"
        owners = {plain(one.person) for one in self._keys.get(public_key, ())}
        if len(owners) > 1:
            return "is signed with a key of several people"
        return "" if owners == {plain(person)} else "is signed with a key that is not enrolled"

    def roles(self, person: str, public_key: str | None) -> Collection[str]:
        """Name the roles in which somebody signed: those of the key, or of the name."""
        if public_key is None:
            return self._roles.get(plain(person), ())
        return {one.role for one in self._keys.get(public_key, ())}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """How far the signatures of a gate are.

    Attributes:
        people: who counts, each once.
        missing: what is still needed, in words.
        doubts: whose signature does not count, and why.
    """

    people: tuple[str, ...]
    missing: tuple[str, ...]
    doubts: tuple[str, ...]


def quorum(
    rule: Rule,
    sign_offs: Sequence[SignOff],
    roll: Roll,
    workers: Collection[str],
    shown_sha256: str,
) -> Quorum:
    """Count the people whose signature counts.

    Args:
        rule: what the gate needs.
        sign_offs: what was signed as passed in this round.
        roll: who may sign today.
        workers: who did the work, or handed in the evidence.
        shown_sha256: hash of the list of evidence as it is now.
    """
    people: dict[str, str] = {}
    roles: set[str] = set()
    doubts = []
    hands = set(map(plain, workers)) if rule.not_the_worker else set()
    for off in sorted(sign_offs, key=lambda one: one.person):
        doubt = _doubt(off, roll, hands, shown_sha256)
        if doubt:
            doubts.append(f"{off.person} {doubt}")
        else:
            people.setdefault(plain(off.person), off.person)
            roles.update(roll.roles(off.person, off.public_key))
    missing = _missing(rule, len(people), roles)
    return Quorum(people=tuple(people.values()), missing=tuple(missing), doubts=tuple(doubts))


def _doubt(off: SignOff, roll: Roll, hands: Collection[str], shown_sha256: str) -> str:
    if off.evidence_sha256 != shown_sha256:
        return "signed before the evidence changed"
    if plain(off.person) in hands:
        return "did the work, and cannot confirm it"
    return roll.doubt(off.person, off.public_key, genuine=off.genuine)


def _missing(rule: Rule, people: int, roles: Collection[str]) -> Iterator[str]:
    if people < rule.signers:
        yield f"{people} of {rule.signers} signatures"
    if rule.signers:
        yield from (f"a signature as {role}" for role in rule.roles if role not in roles)
