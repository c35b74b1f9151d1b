"""Who may sign, and who signed the plan that the machine runs by itself."""

from datetime import date

import polars as pl

from blackstart.base.canonical import Json, sha256
from blackstart.day.tables import table
from blackstart.estate.running.acts import refused
from blackstart.estate.running.findings import KEY_REFUSED
from blackstart.estate.running.names import plain
from blackstart.estate.running.plan import PLAN_SIGNERS
from blackstart.estate.running.statement import key_statement, plan_statement
from blackstart.store.database import Store
from blackstart.work.restart_acts import Told, told
from blackstart.work.restart_desk import Desk, plan_findings, sit_down
from blackstart.work.signing import Hand


def start(store: Store, hand: Hand | None) -> Told:
    """Sign the plan as it is now; with enough signatures the machine may run it.

    Args:
        store: the incident's store.
        hand: who signs; None: only show it.

    Returns:
        The plan's hash and statement, who signed it, and how many more are needed.

    Findings: BS-EST-104.
    """
    with store.transaction(steady=True) as conn:
        desk = sit_down(conn, store)
        text = desk.document()
        digest = sha256(text)
        said = plan_statement(desk.case, digest)
        if hand is not None:
            by = hand.sign(said)
            found = refused(desk.roll, by, "plan")
            if found is not None:
                return told(found)
            desk.keep_files({digest: text.encode()})
            _note(desk, digest, hand.person, by.public_key, by.signature)
        return {**told(*plan_findings(desk.plan())), **_shown(desk, digest, said)}


def _note(desk: Desk, digest: str, person: str, key: str | None, signature: str | None) -> None:
    """Note who signed the plan; signing an earlier one again makes it the last one."""
    rows = desk.frames["plan_signatures"]
    which = table("plan_signatures")
    row = {
        "plan_sha256": digest,
        "person": person,
        "number": max(rows["number"], default=0) + 1,
        "signed_at": desk.today.at,
        "signed_on": desk.today.day,
        "public_key": key,
        "signature": signature,
    }
    desk.keep(which.name, pl.DataFrame([row], schema=which.empty().schema))
    facts: Told = {"plan_sha256": digest, "public_key": key, "signature": signature}
    desk.tell(person, "plan.signed", digest, facts)


def _shown(desk: Desk, digest: str, said: str) -> Told:
    people, doubts = desk.signed(digest)
    plan = desk.plan()
    probes = desk.frames["probes"].sort(table("probes").key)
    return {
        "doubts": list(doubts),
        "in_force": plan.sha256 if plan else None,
        "plan_sha256": digest,
        "probes": probes.select("service", "gate", "probe", "kind", "target").to_dicts(),
        "rules": desk.frames["gate_rules"].height,
        "signed_by": list(people),
        "signatures_missing": max(PLAN_SIGNERS - len(people), 0),
        "statement": said,
    }


def enrol(store: Store, person: str, key: str, role: str, team: str, by: Hand | None) -> Told:
    """Let somebody sign from today on.

    The first ones come by themselves; later, in a live incident, somebody who is enrolled signs
    that they know the person and the key.

    Args:
        store: the incident's store.
        person: who.
        key: public key, hexadecimal.
        role: in which role.
        team: their team; empty: nobody said.
        by: who vouches.

    Findings: BS-EST-109.
    """
    with store.transaction(steady=True) as conn:
        desk = sit_down(conn, store)
        why = _why_not(desk, person, key, key_statement(desk.case, person, role, team, key), by)
        if why:
            return told(KEY_REFUSED.at(person, why))
        row = {"person": person, "public_key": key, "role": role, "team": team or None}
        days: dict[str, date | None] = {"enrolled_on": desk.today.day, "revoked_on": None}
        desk.keep("signers", pl.DataFrame([row | days], schema=table("signers").empty().schema))
        vouched = by.person if by else person
        facts: Told = {"person": person, "public_key": key, "role": role, "team": team}
        desk.tell(vouched, "signer.enrolled", person, facts)
        return {**told(), **facts}


def _why_not(desk: Desk, person: str, key: str, said: str, by: Hand | None) -> str:
    signers = desk.frames["signers"]
    others = signers.filter(pl.col("public_key") == key)["person"].to_list()
    if any(plain(other) != plain(person) for other in others):
        return f"The key is {others[0]}'s."
    if not _is_key(key):
        return "A public key is 64 hexadecimal digits."
    if desk.rehearsal or not desk.roll.anybody:
        return ""
    if by is None:
        return "Somebody who is enrolled vouches for them."
    if plain(by.person) == plain(person):
        return "Nobody vouches for themselves."
    vouching = by.sign(said)
    return desk.roll.doubt(by.person, vouching.public_key, genuine=vouching.genuine)


def _is_key(key: str) -> bool:
    return len(key) == len(sha256("")) and set(key) <= set("0123456789abcdef")


def revoke(store: Store, person: str, by: str) -> Told:
    """Let nobody sign with a person's keys from today on; what they signed for open gates lapses.

    Args:
        store: the incident's store.
        person: whose keys.
        by: who says so; it needs no signature, since it only makes things safer.
    """
    with store.transaction(steady=True) as conn:
        desk = sit_down(conn, store)
        theirs = desk.frames["signers"].filter(
            pl.Series(
                [plain(one) == plain(person) for one in desk.frames["signers"]["person"]],
                dtype=pl.Boolean,
            ),
            pl.col("revoked_on").is_null(),
        )
        if not theirs.is_empty():
            desk.keep("signers", theirs.with_columns(revoked_on=pl.lit(desk.today.day)))
            desk.tell(by, "signer.revoked", person, {"keys": theirs["public_key"].to_list()})
        revoked: Json = theirs["public_key"].to_list()
        return told(revoked=revoked)
