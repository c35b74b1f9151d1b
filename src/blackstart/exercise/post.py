"""Files as they come in: where each lies, when it came, and on which way."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from blackstart.base.canonical import sha256
from blackstart.exercise.bill import Bill
from blackstart.exercise.decisions import Wrong
from blackstart.exercise.draw import chosen
from blackstart.exercise.ledger import MISSING
from blackstart.exercise.scene import Scene
from blackstart.exercise.sending import CHANNELS, Sending, changed, render, sendings

ENDINGS = {"ubl": "xml", "cii": "xml", "csv": "csv", "edifact": "edi"}
# What came earlier than this had been booked when everything stopped (assumption).
BACKLOG_DAYS = 5
# These stand in a table of several invoices like any other; the others get a file of their own.
IN_TABLE = ("", MISSING, "price", "quantity", "account", "unknown_supplier")


@dataclass(slots=True, kw_only=True)
class Post:
    """The files of a block of suppliers.

    Attributes:
        scene: the dossier.
        folder: of the block, below the folder of each format.
        arrivals: rows of `document_arrivals`.
        faults: rows of the truth.
        wrong: invoices that will wait for a person.
    """

    scene: Scene
    folder: str
    arrivals: list[tuple[str, date, str]] = field(default_factory=list)
    faults: list[tuple[str, str, str, str]] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    def send(
        self,
        chance: np.random.Generator,
        bills: Iterable[tuple[Bill, str]],
        form: str,
        supplier: str,
    ) -> None:
        """Send a supplier's bills, each with its fault."""
        table: list[tuple[Bill, str, str]] = []
        channel = CHANNELS[form][int(chance.integers(0, 2))]
        for number, (bill, fault) in enumerate(bills, start=1):
            if form == "csv" and fault in IN_TABLE:
                wrong, detail = changed(chance, bill, fault)
                table.append((wrong, fault, detail))
                continue
            came = self._arrival(chance, bill.issued_on)
            name = f"{supplier}-{number:05d}"
            for sending in sendings(chance, bill, form, name, came, fault):
                self._put(sending, channel)
                self._waits(supplier, sending.body, [(bill, sending.fault, "")], came)
        for name, part in self._tables(table, supplier):
            came = self._arrival(chance, max(bill.issued_on for bill, _, _ in part))
            body = render("csv", *(bill for bill, _, _ in part))
            file = self._file(name, "csv", body, came, channel)
            self._remember(file, [(bill.number, fault, detail) for bill, fault, detail in part])
            self._waits(supplier, body, part, came)

    def close(self) -> None:
        """Write when each file came, and which faults it bears."""
        columns = ("file", "arrived_on", "channel")
        self.scene.out.append(
            "document_arrivals",
            {name: [row[place] for row in self.arrivals] for place, name in enumerate(columns)},
        )
        self.scene.out.truth(self.faults)

    def _tables(
        self, table: list[tuple[Bill, str, str]], supplier: str
    ) -> Iterable[tuple[str, list[tuple[Bill, str, str]]]]:
        most = max(self.scene.recipe.trade.invoices_per_csv, 1)
        for start in range(0, len(table), most):
            yield f"{supplier}-table-{start // most + 1:04d}", table[start : start + most]

    def _put(self, sent: Sending, channel: str) -> None:
        file = self._file(sent.name, sent.format, sent.body, sent.arrived_on, channel)
        self._remember(file, [(number, sent.fault, sent.detail) for number in sent.numbers])

    def _file(self, name: str, form: str, body: bytes, came: date, channel: str) -> str:
        file = f"documents/{form}/{self.folder}/{name}.{ENDINGS[form]}"
        self.scene.out.document(file, body)
        self.arrivals.append((file, came, channel))
        return file

    def _remember(self, file: str, wrong: Iterable[tuple[str, str, str]]) -> None:
        rows = [(file, number, fault, detail) for number, fault, detail in wrong if fault]
        self.faults.extend(rows)

    def _waits(
        self, supplier: str, body: bytes, part: Iterable[tuple[Bill, str, str]], came: date
    ) -> None:
        """Remember the invoices of a file that will wait for a person."""
        self.wrong.extend(
            Wrong(
                document=sha256(body),
                place=place,
                supplier=supplier,
                currency=bill.currency,
                fault=fault,
                came=came,
            )
            for place, (bill, fault, _) in enumerate(part, start=1)
            if fault
        )

    def _arrival(self, chance: np.random.Generator, issued_on: date) -> date:
        """Draw when a file came: while nobody could book it, or on one of the days to come."""
        recipe = self.scene.recipe
        late = bool(chosen(chance, recipe.trade.late_share, 1)[0])
        ahead = int(chance.integers(0, max(recipe.trade.script_days, 1)))
        first = max(issued_on, recipe.stopped_on - timedelta(days=BACKLOG_DAYS))
        usual = first + timedelta(days=int(chance.integers(0, 7)))
        return recipe.day + timedelta(days=ahead) if late else min(usual, recipe.day)
