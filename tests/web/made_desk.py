"""A payables desk as the control room sees it, hostile texts and all, in the tests' own words."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from blackstart.base.calendar import Calendar
from blackstart.base.canonical import canonical
from blackstart.payables.clearing.capacity import Machines, Posting, Staff, loads
from blackstart.payables.clearing.decided import tolerances
from blackstart.payables.clearing.deciding import Wish, judge
from blackstart.payables.clearing.evidence import evidence
from blackstart.payables.clearing.exceptions import Papers, exceptions
from blackstart.payables.clearing.handling import PURCHASING
from blackstart.payables.matching.agreed import Agreed
from blackstart.payables.matching.prices import price_list
from blackstart.payables.matching.tolerance import in_force
from blackstart.store.record import Kept
from blackstart.work.capacity import Capacity
from blackstart.work.deciding import Decided
from blackstart.work.exceptions import Waiting
from blackstart.work.story import Story
from tests.payables.clearing.test_exceptions import held
from tests.payables.made import HASH, ago, firms, frame
from tests.web.made import DAY, NOW

HOSTILE = "<script>alert(1)</script>\u202eevil\x1b[31m"
CODES = ("BS-PAY-028", "BS-PAY-024", "BS-PAY-030", "BS-PAY-023", "BS-PAY-029")


@dataclass(slots=True, kw_only=True)
class MadeDesk:
    """A desk with as many invoices as a test wants.

    Attributes:
        count: how many wait.
        wishes: what it was told.
        behind: whether it has something to follow.
    """

    count: int = 5
    wishes: list[Wish] = field(default_factory=list)
    behind: bool = False

    def debts(self) -> pl.DataFrame:
        """Make the debts that wait: five reasons in turn, the first supplier's name is hostile."""
        rows = [
            held(f"I-{at}", CODES[at % len(CODES)], supplier=f"S{1 + at % 3}", reason="Dear. " * 30)
            for at in range(self.count)
        ]
        return frame("debts", *rows)

    def waiting(self) -> Waiting:
        """List what waits."""
        names = ({"name": HOSTILE}, {"firm": "S2", "name": "Hinge & Söhne GmbH " * 4})
        papers = Papers(
            invoices=frame("invoices", *({"invoice": f"I-{at}"} for at in range(self.count))),
            debts=self.debts(),
            found=frame("invoice_findings"),
            documents=frame("documents"),
            decisions=frame("invoice_decisions", {"invoice": "I-0"}),
            firms=firms(*names).select("firm", "name"),
            weeks=frame("weeks", {}),
        )
        return Waiting(
            incident="bearing-works",
            mode="EXERCISE",
            now=NOW,
            day=DAY,
            decided_at=NOW,
            behind=self.behind,
            queue=exceptions(papers, DAY, Calendar()),
        )

    def capacity(self) -> Capacity:
        """Estimate hours: a team at purchasing, assumptions elsewhere."""
        staff = {PURCHASING: Staff(people=2, hours_a_day=7.5)}
        return Capacity(
            incident="bearing-works",
            mode="EXERCISE",
            now=NOW,
            day=DAY,
            machines=Machines(waiting=1200, workers=2, an_hour=9000.0),
            posting=Posting(matched=30, rate=250, left=20, clear_on=ago(-1)),
            desks=loads(self.waiting().queue, staff, DAY, Calendar()),
        )

    def story(self, subject: str) -> Story | None:
        """Tell the story of one of them."""
        if subject not in self.waiting().queue["invoice"]:
            return None
        lines = frame(
            "invoice_lines",
            *({"invoice": subject, "line_no": at, "part": "P1"} for at in range(1, 61)),
        )
        head = {"supplier": "S1", "currency": "GBP", "issued_on": ago(15)}
        lines = lines.with_columns(**{name: pl.lit(value) for name, value in head.items()})
        receipts, orders = frame("receipts", {}), frame("purchase_orders", {})
        orders = orders.with_row_index("order_key")
        none = tolerances(frame("invoice_decisions"))
        terms = Agreed(
            orders=orders,
            prices=price_list(orders, frame("prices")),
            tolerances=in_force(frame("tolerances"), none, DAY),
            charges=frame("order_charges"),
        )
        paid = frame("payments", {}).with_columns(of_it_minor=pl.lit(15_000))
        return Story(
            subject=subject,
            incident="bearing-works",
            mode="EXERCISE",
            now=NOW,
            invoice=frame("invoices", {"invoice": subject, "seller_name": HOSTILE}).row(
                0, named=True
            ),
            document=frame("documents", {}).row(0, named=True),
            original=(f"<Invoice>\n{HOSTILE}\n" * 300).encode(),
            unchanged=True,
            debt=self.debts().filter(invoice=subject).row(0, named=True),
            findings=frame("invoice_findings", {"subject": subject, "message": HOSTILE}),
            lines=evidence(lines, terms, receipts, frame("billed_receipts")),
            receipts=receipts,
            billed=frame("billed_receipts", {"invoice": subject}),
            decisions=frame("invoice_decisions", {"invoice": subject}),
            payments=paid,
            history=(Kept(seq=7, body=_event(subject), leaf_hash="ab" * 32),),
        )

    def decide(self, wish: Wish) -> Decided:
        """Keep what may be decided, as the real desk does, and remember the wish."""
        self.wishes.append(wish)
        before = frame("invoice_decisions")
        rows, faults = judge(wish, self.debts(), before, ["S1"], DAY)
        about: list[Any] = rows["invoice"].fill_null(rows["supplier"]).to_list()
        return Decided(kept=tuple(about), faults=faults)


def _event(subject: str) -> str:
    return canonical(
        {
            "act": "invoices.decide",
            "actor": "blackstart",
            "at": "2025-09-25T03:00:00Z",
            "facts": {"document": HASH},
            "subject": subject,
        }
    )
