"""`blackstart invoices explain`: the whole story of one invoice."""

from collections.abc import Iterator
from typing import Any

import click

from blackstart.cli.output import Exit, document, json_option, refuse
from blackstart.cli.verb import Verb

ORIGINAL_LINES = 12


@click.command("explain", cls=Verb)
@click.argument("invoice", metavar="ID")
@json_option
def explain(invoice: str, *, as_json: bool) -> None:
    """Tell the whole story of one invoice: what came, what it bills, what became of it, and why.

    ID is the id of the queue, its beginning, or the number that the supplier gave. The original is
    shown with every hidden character written out; accounts are masked.
    """
    from blackstart.base.visible import visible
    from blackstart.cli.incident import current
    from blackstart.work.payables_desk import PayablesDesk
    from blackstart.work.story_told import told

    with current() as store:
        desk = PayablesDesk(store=store)
        found = desk.find(invoice)
        story = desk.story(found[0]) if len(found) == 1 else None
        waiting = desk.waiting().queue
    if story is None:
        which = f"These begin so: {', '.join(found)}." if found else "`invoices queue` lists ids."
        refuse(Exit.WRONG_USE, f"No single invoice is called {invoice!r}.", which)
    said = told(story, waiting)
    if as_json:
        document(said)
    else:
        click.echo(visible("\n".join(_lines(said)), lines=True))


def _lines(said: dict[str, Any]) -> Iterator[str]:
    """Write a story for a person, the verdict first."""
    yield f"{said['mode']} {said['incident']}  {said['invoice']}"
    yield from _verdict(said)
    yield f"rules     {said['checked']}"
    for one in said["fields"]:
        yield f"  {one['field']:<28} {one['value']}"
    yield from _evidence(said)
    for one in said["findings"]:
        yield f"finding   {one['code']} {one['severity']} at {one['place']}: {one['message']}"
    for one in said["decisions"]:
        yield f"decision  {one['decided_on']} {one['verdict']} by {one['person']}: {one['reason']}"
    for one in said["payments"]:
        yield f"payment   {one['payment']} {one['of_it']} of {one['amount']}, {one['state']}"
    for one in said["history"]:
        yield f"record    {one['seq']} {one['at']} {one['who']}: {one['act']} {one['about']}"
    yield from _original(said)


def _verdict(said: dict[str, Any]) -> Iterator[str]:
    debt, waits = said["debt"], said["waits"]
    if debt:
        yield f"debt      {debt['amount']}, {debt['state']} since {debt['changed_on']}"
    if waits:
        yield f"why       {waits['code']} {waits['reason']}"
        yield f"clears    {waits['clears']}"
        yield f"owner     {waits['owner']}, {waits['why_here']}; {waits['same_cause']} more alike"
        sealed = waits["sealed"]
        yield f"accept    {f'nobody may: {sealed}' if sealed else 'a person may, with a reason'}"
    if not debt and not waits:
        yield "debt      none yet: `blackstart run` lets the desk look at it"


def _evidence(said: dict[str, Any]) -> Iterator[str]:
    for one in said["lines"]:
        what = one["part"] or one["description"] or ""
        yield f"line {one['line']:<4} {what}: {one['quantity']} {one['unit']} at {one['price']}"
        place = f"order {one['order_no']} line {one['order_line']}"
        total = f"          = {one['net'] or 'a total that it does not state'}"
        if one["agreed"] is None:
            yield f"{total}; {place} is not known to us"
            continue
        yield f"{total}; agreed {one['agreed']} by {place}: {one['over']} above"
        yield f"          tolerated: {one['tolerated']}"
        arrived, here, other = (
            one[name] or "0" for name in ("arrived", "billed_here", "billed_elsewhere")
        )
        yield f"          arrived {arrived}, billed here {here}, billed elsewhere {other}"
    for one in said["receipts"]:
        yield f"receipt   {one['receipt']} of {one['received_on']}: {one['quantity']} {one['part']}"


def _original(said: dict[str, Any]) -> Iterator[str]:
    found = said["document"]
    if found is None:
        yield "original  none: we made this invoice ourselves"
        return
    held = "as it came" if found["unchanged"] else "CHANGED: it does not have its hash any more"
    yield f"original  {found['file']} ({found['format']}, {found['bytes']:,} bytes, {held})"
    yield f"          SHA-256 {found['sha256']}"
    text = said["original"].splitlines()
    yield from (f"  | {line[:200]}" for line in text[:ORIGINAL_LINES])
    if len(text) > ORIGINAL_LINES or said["original_pieces"] > 1:
        yield "  | … the rest stands on its page in the control room"
