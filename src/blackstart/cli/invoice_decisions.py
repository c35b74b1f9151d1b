"""`blackstart invoices decide` and `assign`: a person's word on invoices that wait."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from blackstart.base.money import MICRO, to_minor, to_scaled
from blackstart.cli.output import Exit, document, json_option, leave, refuse, say
from blackstart.cli.verb import Verb

if TYPE_CHECKING:
    from blackstart.payables.clearing.deciding import Wish
    from blackstart.work.deciding import Decided
    from blackstart.work.payables_desk import PayablesDesk

PERCENT_DIGITS = len(str(MICRO)) - 1
NEXT = "The desk follows it at the next `blackstart run`."
_Command = TypeVar("_Command", bound=Callable[..., Any])


def _signed(command: _Command) -> _Command:
    """Ask for the name and the reason that every decision needs."""
    reason = click.option("--reason", required=True, help="Why, in your words.")
    person = click.option("--person", required=True, help="Your name; the record keeps it.")
    return person(reason(json_option(command)))


@click.group("decide")
def decide() -> None:
    """Decide about invoices that wait: accept, reject, or tolerate a supplier's prices.

    Each decision names a person and a reason and stands in the record. What keeps a payment safe
    (duplicates, strange accounts, unknown suppliers, goods that did not arrive) is never waved
    through: that ends with 4.
    """


@decide.command("accept", cls=Verb)
@click.argument("invoices", nargs=-1, metavar="[INVOICE]...")
@click.option("--code", required=True, help="The reason that you accept, as the queue names it.")
@click.option("--all-of", "supplier", help="All of this supplier that wait for that reason now.")
@_signed
def accept(
    invoices: tuple[str, ...],
    *,
    code: str,
    supplier: str | None,
    person: str,
    reason: str,
    as_json: bool,
) -> None:
    """Accept held invoices despite one named reason; all other checks still count."""
    from blackstart.payables.clearing.deciding import Wish

    wish = Wish(verdict="accept", person=person, reason=reason, invoices=invoices, code=code)
    _decide(wish, as_json=as_json, all_of=supplier)


@decide.command("reject", cls=Verb)
@click.argument("invoices", nargs=-1, required=True, metavar="INVOICE...")
@_signed
def reject(invoices: tuple[str, ...], *, person: str, reason: str, as_json: bool) -> None:
    """Reject held invoices: they are refused, and a corrected one is needed."""
    from blackstart.payables.clearing.deciding import Wish

    wish = Wish(verdict="reject", person=person, reason=reason, invoices=invoices)
    _decide(wish, as_json=as_json)


@decide.command("tolerate", cls=Verb)
@click.option("--supplier", required=True, help="Whose prices, by the supplier's number.")
@click.option("--percent", required=True, help="At most so much above the agreed price: 2 or 1.5.")
@click.option("--up-to", required=True, help='And at most so much above it a line: "250.00 GBP".')
@click.option(
    "--until",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Last day; at most three months from now.",
)
@click.option("--commodity", default="", help="Only of this commodity.")
@_signed
def tolerate(
    *,
    supplier: str,
    percent: str,
    up_to: str,
    until: datetime,
    commodity: str,
    person: str,
    reason: str,
    as_json: bool,
) -> None:
    """Accept small price differences of one supplier until a day."""
    from blackstart.payables.clearing.deciding import Wish

    amount, _, currency = up_to.strip().partition(" ")
    wish = Wish(
        verdict="tolerate",
        person=person,
        reason=reason,
        supplier=supplier,
        commodity=commodity,
        percent_micro=to_scaled(percent, PERCENT_DIGITS),
        amount_minor=to_minor(amount, currency),
        currency=currency,
        valid_until=until.date(),
    )
    _decide(wish, as_json=as_json)


@click.command("assign", cls=Verb)
@click.argument("invoices", nargs=-1, required=True, metavar="INVOICE...")
@click.option("--to", "assigned_to", required=True, help="Who looks after them from now on.")
@_signed
def assign(
    invoices: tuple[str, ...], *, assigned_to: str, person: str, reason: str, as_json: bool
) -> None:
    """Give held invoices to a person; the newest word counts."""
    from blackstart.payables.clearing.deciding import Wish

    wish = Wish(
        verdict="assign",
        person=person,
        reason=reason,
        invoices=invoices,
        assigned_to=assigned_to,
    )
    _decide(wish, as_json=as_json)


def _decide(wish: "Wish", *, as_json: bool, all_of: str | None = None) -> None:
    """Keep what may be decided, tell the rest, and end with what the worst of it means."""
    from blackstart.cli.incident import current
    from blackstart.work.payables_desk import PayablesDesk

    with current() as store:
        desk = PayablesDesk(store=store)
        chosen = _with_all_of(all_of, wish, desk) if all_of else wish
        if not (chosen.invoices or chosen.supplier):
            fix = "Name invoices, or a supplier with --all-of that has some."
            refuse(Exit.WRONG_USE, "No invoice was named. Nothing was decided.", fix)
        done = desk.decide(chosen)
    if as_json:
        faults = [
            {"about": one.subject, "code": one.code, "fix": one.fix, "why": one.message}
            for one in done.faults
        ]
        document({"decided": list(done.kept), "not_decided": faults})
    _end(done)


def _with_all_of(supplier: str, wish: "Wish", desk: "PayablesDesk") -> "Wish":
    """Add what waits of one supplier for the reason that is accepted."""
    from blackstart.payables.clearing.told import narrowed

    alike = narrowed(desk.waiting().queue, None, supplier, wish.code)
    return replace(wish, invoices=(*wish.invoices, *alike["invoice"].to_list()))


def _end(done: "Decided") -> None:
    from blackstart.payables.clearing.findings import SEALED

    for one in done.faults:
        say(f"{one.severity:<8} {one.code} {one.subject}: {one.message} {one.fix}")
    say(f"Decided: {len(done.kept)}. {NEXT if done.kept else 'Nothing was changed.'}")
    if any(one.code == SEALED.code for one in done.faults):
        leave(Exit.BLOCKED)
    if any(one.severity == "refused" for one in done.faults):
        leave(Exit.REFUSED)
