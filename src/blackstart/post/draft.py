"""What a format's reader hands over: an invoice as texts by EN 16931 terms, not yet as figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from blackstart.base.finding import FindingCode
from blackstart.post.element import Element
from blackstart.post.findings import MORE_OF_THE_SAME, TOO_LARGE

VALUE_SHOWN_MAX = 60
LISTED_MAX = 20
LINES_MAX = 100_000

Texts: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A finding before it is known which invoice it is about.

    Attributes:
        code: of the closed list in `post.findings`.
        place: where in the document, for a person who opens it: line, column, element path, byte.
        message: the values that were met, and what was not done; the code's meaning when empty.
    """

    code: FindingCode
    place: str
    message: str = ""


@dataclass(slots=True)
class Remarks:
    """Collects findings; of one kind it lists the first 20, so that no file floods the desk.

    Attributes:
        listed: the findings, in the order of the document.
        counts: how many there were by code, listed or not.
    """

    listed: list[Remark] = field(default_factory=list)
    counts: dict[FindingCode, int] = field(default_factory=dict)

    def add(self, code: FindingCode, place: Callable[[], str], message: str = "") -> None:
        """Note a finding; its place is only looked up if it is listed.

        Args:
            code: of the closed list in `post.findings`.
            place: says where; looking it up can cost a walk through the document.
            message: the values that were met; the code's meaning when empty.
        """
        met = self.counts[code] = self.counts.get(code, 0) + 1
        if met <= LISTED_MAX:
            self.listed.append(Remark(code=code, place=place(), message=message))

    def all(self) -> list[Remark]:
        """Give what is listed, and one remark for each kind that was too many to list."""
        more = [
            Remark(
                code=MORE_OF_THE_SAME,
                place=f"findings {code.code}",
                message=f"{met - LISTED_MAX} more findings {code.code} are not listed. "
                "All were acted upon.",
            )
            for code, met in self.counts.items()
            if met > LISTED_MAX
        ]
        return self.listed + more


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One invoice as it stands in a document, named like the columns of `Invoices`.

    Attributes:
        kind: "invoice" or "credit note".
        header: texts by column of `Invoices`; what the document does not state is absent.
        lines: texts by column of `InvoiceLines`, with `base_micro`, the quantity of the price.
        place: says where a field stands; the line's index from 0, or None for the header.
        remarks: what was found while the texts were taken out; reading figures adds to it.
    """

    kind: str
    header: Texts
    lines: Sequence[Texts]
    place: Callable[[int | None, str], str]
    remarks: Remarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one document turned out to be.

    Attributes:
        format: what it was recognised as; None when it was not recognised.
        drafts: the invoices in it, in the order of the document.
        advices: how many despatch advices in it were read.
        despatches: their lines, as rows of `despatches` that name neither document nor, where the
            advice names none, a day.
        cancelled: advices that it takes back, as rows of `cancelled_despatches` that name neither
            document nor day.
        remarks: findings about the document as a whole.
        tree: root element, for the rules of EN 16931; None where they do not know the format.
    """

    format: str | None
    drafts: Sequence[Draft] = ()
    advices: int = 0
    despatches: Sequence[Mapping[str, object]] = ()
    cancelled: Sequence[Mapping[str, object]] = ()
    remarks: Sequence[Remark] = ()
    tree: Element | None = field(default=None, repr=False)


def too_many_lines(lines: int) -> Remark:
    """Refuse a file that is small in bytes and great in lines (BS-DOC-001)."""
    message = f"The file has {lines} invoice lines; {LINES_MAX} are read at most. Nothing was read."
    return Remark(code=TOO_LARGE, place="whole file", message=message)


def shown(text: str) -> str:
    """Quote a value from a document for a message: short, and without invisible characters."""
    return f"“{visible(text, VALUE_SHOWN_MAX)}”"


def quoted(field: str, text: str) -> str:
    """Quote a field's value for a message; of an account only the last four characters."""
    return f"“…{visible(text.strip()[-4:], 4)}”" if field == "account" else shown(text)


def visible(text: str, chars_max: int) -> str:
    """Cut a text to a length, with a dot for each character that nobody can see."""
    cut = "".join(char if char.isprintable() else "·" for char in text[:chars_max])
    return cut if len(text) <= chars_max else f"{cut}…"
