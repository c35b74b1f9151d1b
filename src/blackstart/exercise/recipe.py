"""A recipe: how large an incident is and of what shape, read from a `recipe.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from blackstart.base.errors import BlackstartError


class RecipeError(BlackstartError):
    """The recipe cannot be used; nothing was built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmShape:
    """How many firms, how large, and what they tell."""

    direct: int
    behind: int
    jobs: int
    direct_jobs_share: float
    largest_staff: int
    sole_customer_share: float
    only_source_share: float
    told_direct_share: float
    told_behind_share: float
    cash_days_median: float
    cash_days_sigma: float
    no_reserves_share: float
    euro_share: float
    dollar_share: float
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeShape:
    """What was delivered, who billed it, and in which format."""

    receipts: int
    invoices: int
    received_from: date
    after_stop_share: float
    coming_share: float
    agreement_share: float
    waiting_share: float
    credit_share: float
    ubl_share: float
    cii_share: float
    invoices_per_csv: int
    late_share: float
    short_terms_share: float
    unverified_share: float
    script_days: int
    rejected_runs: int
    edifact_share: float = 0.0

    @property
    def format_shares(self) -> tuple[float, float, float, float]:
        """Give the shares of UBL, CII, CSV and EDIFACT; CSV is what the others leave."""
        named = self.ubl_share, self.cii_share, self.edifact_share
        return named[0], named[1], 1 - sum(named), named[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultShape:
    """How many of a hundred invoices have which fault; each has at most one.

    A rule of EN 16931 can only be broken by UBL and CII, which it judges.
    """

    duplicate_bytes: float
    duplicate_format: float
    duplicate_number: float
    price: float
    quantity: float
    missing_receipt: float
    account: float
    unknown_supplier: float
    damaged: float
    broken_rule: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PartShape:
    """Spare parts: order lines, shelves, and what comes."""

    sites: tuple[str, ...]
    parts: int
    order_lines: int
    vor_share: float
    daily_share: float
    scarce_share: float
    cancelled_share: float
    late_share: float
    counted_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketShape:
    """A market for cars and parts."""

    market: str
    share: float
    currency: str
    tax_percent: int
    terms_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleShape:
    """Cars between the end of the line and the money."""

    vehicles: int
    retailers: int
    wholesaled_share: float
    sold_share: float
    registered_share: float
    paid_share: float
    hold_share: float
    gap_share: float
    markets: tuple[MarketShape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountShape:
    """A balance of an account of ours, in whole units of its currency."""

    account: str
    as_of: date
    currency: str
    balance: int
    floor: int
    pays: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityShape:
    """Credit that a bank has promised, in whole units of its currency."""

    facility: str
    currency: str
    limit: int
    drawn: int
    available_from: date
    available_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CashShape:
    """Money that comes or goes besides suppliers and cars, in whole units of its currency."""

    item: str
    currency: str
    amount: int
    first_on: date
    every_days: int | None = None
    last_on: date | None = None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageShape:
    """One scheme of a support package; the cap in whole units of its currency."""

    package: str
    scheme: str
    from_on: date
    days: int
    rate: float
    cap: int
    currency: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How large an incident is and of what shape.

    Attributes:
        name: of the dossier.
        our_name: the buyer on every invoice.
        as_of: the instant that the dossier describes, in UTC.
        stopped_on: business date on which everything was switched off.
        seed: of all chance; another seed makes another incident of the same shape.
        scale: multiplies firms, documents, order lines, cars, money and rates.
        estate: name of the made-up estate that comes with the product.
        plants: name of the made-up plants that come with the product.
    """

    name: str
    our_name: str
    as_of: datetime
    stopped_on: date
    seed: int
    scale: float
    estate: str
    plants: str
    firms: FirmShape
    trade: TradeShape
    faults: FaultShape
    parts: PartShape
    vehicles: VehicleShape
    accounts: tuple[AccountShape, ...]
    facilities: tuple[FacilityShape, ...]
    cash_plan: tuple[CashShape, ...]
    packages: tuple[PackageShape, ...]

    @property
    def day(self) -> date:
        """Give the business date of the dossier: nobody has seen a later one."""
        return self.as_of.date()


def read(path: Path) -> Recipe:
    """Read a `recipe.toml`.

    Raises:
        RecipeError: it is no TOML, or a value is missing, unknown or impossible.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise RecipeError(f"{path.name}: {fault}") from fault
    return parse(said)


def parse(said: Mapping[str, Any]) -> Recipe:
    """Make a recipe of nested tables, as TOML gives them.

    Raises:
        RecipeError: a value is missing, unknown or impossible.
    """
    recipe = _shape(Recipe, said, "recipe")
    check(recipe)
    return recipe


def check(recipe: Recipe) -> None:
    """Refuse a recipe that nothing can be built from.

    Raises:
        RecipeError: a share is not between 0 and 1, a count is below 0, or shares exceed 1.
    """
    _check(recipe, "recipe")
    sums = {
        "trade.ubl_share + cii_share + edifact_share": 1 - recipe.trade.format_shares[2],
        "parts.vor_share + daily_share": recipe.parts.vor_share + recipe.parts.daily_share,
        "firms.euro_share + dollar_share": recipe.firms.euro_share + recipe.firms.dollar_share,
        "the faults": sum(getattr(recipe.faults, field.name) for field in fields(FaultShape)) / 100
        + recipe.trade.credit_share,
    }
    for what, total in sums.items():
        if total > 1:
            raise RecipeError(f"{what} is more than 1")
    if recipe.trade.receipts * (1 - recipe.trade.waiting_share) < recipe.trade.invoices:
        raise RecipeError("trade.receipts: there are too few for an invoice each")
    if abs(sum(market.share for market in recipe.vehicles.markets) - 1) > 1e-9:  # noqa: PLR2004 - what adding decimals may lose
        raise RecipeError("vehicles.markets: the shares do not add up to 1")
    if recipe.as_of.tzinfo is None:
        raise RecipeError("as_of: has no time zone; write it like 2025-09-25T03:00:00Z")


def _check(value: Any, where: str) -> None:  # noqa: ANN401 - any field of a recipe
    if is_dataclass(value):
        for field in fields(value):
            _check(getattr(value, field.name), f"{where}.{field.name}")
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            _check(item, f"{where}[{place}]")
    elif where.endswith(("_share", ".share", ".rate")) and not 0 <= value <= 1:
        raise RecipeError(f"{where}: {value} is no share between 0 and 1")
    elif where.endswith(".scale") and not value > 0:
        raise RecipeError(f"{where}: {value} is not above 0")
    elif isinstance(value, int | float) and value < 0 and not where.endswith(_MAY_BE_NEGATIVE):
        raise RecipeError(f"{where}: {value} is below 0")


_MAY_BE_NEGATIVE = (".amount", ".balance")
_Shape = TypeVar("_Shape")


def _shape(kind: type[_Shape], said: Any, where: str) -> _Shape:  # noqa: ANN401 - as TOML gives it
    if not isinstance(said, Mapping):
        raise RecipeError(f"{where}: is no table")
    hints = get_type_hints(kind)
    unknown = sorted(set(said) - set(hints))
    if unknown:
        raise RecipeError(f"{where}: {', '.join(unknown)} is not known")
    defaults = fields(kind)  # type: ignore[arg-type]  # a kind of shape is a dataclass
    optional = {field.name for field in defaults if field.default is not MISSING}
    missing = sorted(set(hints) - set(said) - optional)
    if missing:
        raise RecipeError(f"{where}: {', '.join(missing)} is missing")
    values = {name: _value(hints[name], item, f"{where}.{name}") for name, item in said.items()}
    return kind(**values)


def _value(hint: Any, said: Any, where: str) -> Any:  # noqa: ANN401 - any type of a field
    if is_dataclass(hint):
        return _shape(hint, said, where)  # type: ignore[arg-type]  # a hint is a class here
    if get_origin(hint) is tuple:
        if not isinstance(said, list):
            raise RecipeError(f"{where}: is no list")
        return tuple(
            _value(get_args(hint)[0], item, f"{where}[{place}]") for place, item in enumerate(said)
        )
    kind = next((arg for arg in get_args(hint) if arg is not type(None)), hint)
    if kind is float and type(said) is int:
        return float(said)
    if type(said) is not kind:
        raise RecipeError(f"{where}: {said!r} is not of type {kind.__name__}")
    return said.astimezone(UTC) if isinstance(said, datetime) and said.tzinfo else said
