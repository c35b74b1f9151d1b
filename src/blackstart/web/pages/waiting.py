"""What waits for whom: the first list on the page."""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from blackstart.base.money import show
from blackstart.web.pages.facts import (
    count_in,
    mapping_in,
    rows_in,
    sentences_in,
)
from blackstart.web.pages.view import Waiting
from blackstart.web.pages.words import money, number, on, some, when
from blackstart.work.standing import Standing

TEAMS_SHOWN = 4
OPERATOR = "Whoever runs Blackstart"


def waiting(seen: Standing, today: date) -> list[Waiting]:
    """List what waits for people, the most pressing first.

    Args:
        seen: a look at the incident with `plan` and `payment_runs`.
        today: the business date.
    """
    return [
        *_undecided(seen),
        *_documents(seen),
        *_runs(seen, today),
        *_gates(seen, today),
        *_accounts(seen),
        *_held(seen),
        *_cars(seen),
        *_registrations(seen),
        *_notices(seen),
    ]


def _undecided(seen: Standing) -> Iterator[Waiting]:
    if not seen.done_at:
        yield Waiting(
            who=OPERATOR, what="Nothing has been decided yet", since="`blackstart run` does it"
        )


def _documents(seen: Standing) -> Iterator[Waiting]:
    if seen.waiting_documents:
        yield Waiting(
            who=OPERATOR,
            what=f"{some(seen.waiting_documents, 'document')} came and nobody has read them",
            since="`blackstart run` reads them",
        )


def _runs(seen: Standing, today: date) -> Iterator[Waiting]:
    runs = seen.frames["payment_runs"].filter(pl.col("state") == "proposed").sort("run", "currency")
    for (run, proposed_on), rows in runs.group_by("run", "proposed_on", maintain_order=True):
        totals = rows.select("currency", "total_minor").iter_rows()
        sums = money({currency: show(minor, currency) for currency, minor in totals})
        payments = some(int(rows["payments"].sum()), "payment")
        yield Waiting(
            who="Two signers who are not each other",
            what=f"Payment run {run}: {payments}, {sums}",
            since=f"proposed {on(proposed_on, today)}, unsigned",
        )


def _gates(seen: Standing, today: date) -> Iterator[Waiting]:
    """Give the gates that should be worked on now, one line a team, the most urgent first."""
    now = seen.frames["plan"].filter((pl.col("state") == "planned") & (pl.col("start_on") <= today))
    teams = (
        now.sort("rank", "start_hours")
        .group_by("team", maintain_order=True)
        .agg(pl.len().alias("gates"), pl.first("service", "gate", "end_on"))
    )
    for team, gates, service, gate, end_on in teams.head(TEAMS_SHOWN).iter_rows():
        more = f", and {some(gates - 1, 'more gate')} today" if gates > 1 else ""
        yield Waiting(
            who=team, what=f"{service}: {gate}{more}", since=f"planned until {when(end_on, today)}"
        )
    rest = teams.tail(-TEAMS_SHOWN) if teams.height > TEAMS_SHOWN else teams.clear()
    if rest.height:
        yield Waiting(
            who=some(rest.height, "more team"),
            what=f"{some(int(rest['gates'].sum()), 'gate')} to be worked on today",
            since="",
        )


def _accounts(seen: Standing) -> Iterator[Waiting]:
    suppliers = count_in(seen, "payments.propose", "without_verified_account")
    if suppliers:
        yield Waiting(
            who="Keepers of bank details",
            what=f"{some(suppliers, 'supplier')} to be paid, but the account is missing or not "
            "verified",
            since="call back on an old number",
        )


def _held(seen: Standing) -> Iterator[Waiting]:
    reasons = [
        reason
        for reason in rows_in(seen, "invoices.decide", "reasons")
        if reason["severity"] == "held"
    ]
    if reasons:
        first = max(reasons, key=lambda reason: reason["invoices"])
        held = sum(reason["invoices"] for reason in reasons)
        yield Waiting(
            who="Payables clerks",
            what=f"{some(held, 'held invoice')}, {some(len(reasons), 'reason')}; "
            f"{number(first['invoices'])} of them: {first['why']}",
            since=first["clears"],
        )


def _cars(seen: Standing) -> Iterator[Waiting]:
    blocked = mapping_in(seen, "vehicles.wholesale", "blocked")
    if blocked:
        yield Waiting(
            who="Vehicle desk",
            what=f"{some(sum(blocked.values()), 'car')} cannot be invoiced",
            since=_most(blocked),
        )


def _registrations(seen: Standing) -> Iterator[Waiting]:
    blocked = count_in(seen, "vehicles.register", "blocked")
    if blocked:
        yield Waiting(
            who="Registration desk",
            what=f"{some(blocked, 'sold car')} cannot be registered",
            since=_most(mapping_in(seen, "vehicles.register", "blocked_because")),
        )


def _most(reasons: Mapping[str, int]) -> str:
    """Name the commonest reason with its count."""
    for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))[:1]:
        return f"{number(count)}: {reason}"
    return ""


def _notices(seen: Standing) -> Iterator[Waiting]:
    drafts = sentences_in(seen, "notices.draft", "drafts")
    if drafts:
        yield Waiting(
            who="Communications, and a second reader",
            what=f"{some(len(drafts), 'notice')} in draft",
            since=f"round {count_in(seen, 'notices.draft', 'number')}; nothing was sent",
        )
