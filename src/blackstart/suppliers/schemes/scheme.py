"""What every kind of support can tell."""

from typing import ClassVar, Protocol

from blackstart.suppliers.book import Amounts, Book, Flags


class Scheme(Protocol):
    """One kind of support with its terms."""

    kind: ClassVar[str]

    def describe(self) -> str:
        """Say in one sentence who gets what."""
        ...

    def paid_out_minor(self, book: Book, days: int) -> Amounts:
        """Tell what each firm has got by a day.

        Args:
            book: the firms.
            days: days from today; 0 or more.

        Returns:
            By firm, 0 or more, never falling with `days`.
        """
        ...

    def cost_minor(self, paid_out: Amounts, lost: Flags) -> Amounts:
        """Tell what it costs whoever pays for it in the end.

        Args:
            paid_out: by firm, what it got in all.
            lost: by draw and firm, whether it ran out of cash nevertheless.

        Returns:
            By draw and firm, 0 or more.
        """
        ...
