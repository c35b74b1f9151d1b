"""Programmer faults. What an operator can cause is a `Finding`, never one of these."""


class BlackstartError(Exception):
    """Blackstart met a fault of its own."""

    def __init__(self, detail: str = "") -> None:
        """Say the class's first docstring line, and the detail if there is one.

        Args:
            detail: what exactly was met, without a full stop; may be empty.
        """
        sentence = (self.__doc__ or "").strip().splitlines()[0]
        super().__init__(f"{sentence} ({detail})" if detail else sentence)


class UnknownTableError(BlackstartError):
    """A table was asked for that the catalogue does not hold."""


class MoneyRangeError(BlackstartError):
    """An amount is beyond 10^15 minor units, where 64-bit sums could wrap in silence."""


class NaiveInstantError(BlackstartError):
    """An instant without a time zone was handed in; instants are UTC."""
