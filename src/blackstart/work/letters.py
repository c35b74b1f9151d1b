"""Which steps send letters, and who writes them."""

from collections.abc import Mapping
from types import MappingProxyType

from blackstart.post import payment_letters
from blackstart.work.engine import Writer

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {"payments.propose": Writer(reads=("cash_accounts", "invoices"), write=payment_letters.letters)}
)
