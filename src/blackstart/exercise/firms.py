"""The firms of the chain: direct suppliers, who stands behind them, and what they tell."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from blackstart.exercise.draw import (
    PERMYRIAD,
    STEPS,
    Flags,
    Ints,
    chosen,
    exactly,
    lognormal,
    pareto,
    pick,
    rounded_div,
    shared_out,
    stream,
)
from blackstart.exercise.identity import behind_id, firm_name, supplier_id, uk_vat
from blackstart.exercise.scene import Scene

CURRENCIES = ("GBP", "EUR", "USD")
COUNTRIES = ("GB", "DE", "US")
# Sales of a person and calendar day, in whole pounds: about 180,000 a year (assumption).
SALES_PER_HEAD = lognormal(480, 0.25, low=250, high=1200)
# Costs and wages as shares: suppliers work on thin margins (assumption).
COSTS_PERMYRIAD = lognormal(9_500, 0.04, low=8_200, high=10_800)
WAGES_PERMYRIAD = lognormal(2_600, 0.25, low=900, high=6_000)
TO_US_PERMYRIAD = lognormal(4_000, 0.75, low=200, high=9_900)
STAFF = pareto(1_000, 1.15, 200_000)  # only the proportions count
CUSTOMERS_MAX = 4
# Shares of what the outside world does not know even of firms that talk (assumption).
UNKNOWN = {
    "staff": 0.10,
    "sales": 0.20,
    "costs": 0.35,
    "wages": 0.60,
    "credit": 0.50,
    "share": 0.15,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Suppliers:
    """What the other tables have to know of the direct suppliers, in the order of their numbers.

    Attributes:
        currency: place in `CURRENCIES`.
        to_us_minor: sales to us a calendar day.
        staff: people.
        only_source: nobody else makes a part of ours.
        vat: VAT numbers; empty where none is known.
    """

    currency: Ints
    to_us_minor: Ints
    staff: Ints
    share: Ints
    only_source: Flags
    vat: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.currency)


def suppliers(scene: Scene) -> Suppliers:
    """Draw the direct suppliers."""
    shape = scene.recipe.firms
    count = scene.scaled(shape.direct)
    chance = stream(scene.seed, "suppliers")
    currency = pick(
        chance,
        (1 - shape.euro_share - shape.dollar_share, shape.euro_share, shape.dollar_share),
        count,
    )
    share = np.minimum(TO_US_PERMYRIAD.draw(chance, count), PERMYRIAD)
    share[exactly(chance, round(shape.sole_customer_share * count), count)] = PERMYRIAD
    jobs = round(scene.scaled(shape.jobs) * shape.direct_jobs_share)
    staff = _staffed(STAFF.draw(chance, count), share, jobs, shape.largest_staff)
    to_us = staff * SALES_PER_HEAD.draw(chance, count) * 100 * share // PERMYRIAD
    numbers = chance.permutation(count)
    return Suppliers(
        currency=currency,
        to_us_minor=to_us,
        staff=staff,
        share=share,
        only_source=chosen(chance, shape.only_source_share, count),
        vat=tuple(_vat(COUNTRIES[place], int(numbers[n])) for n, place in enumerate(currency)),
    )


def _vat(country: str, number: int) -> str:
    return {"GB": uk_vat(1_000_000 + number), "DE": f"DE{200_000_000 + number}"}.get(
        country, f"US{10_000_000 + number}"
    )


def _staffed(sizes: Ints, share: Ints, jobs: int, most: int) -> Ints:
    """Scale firms so that the people who work for us, share by share, are as many as wanted."""
    ours = int((sizes * share).sum()) // PERMYRIAD or 1
    return np.clip(rounded_div(sizes * jobs, ours), 3, most)


def write(scene: Scene) -> None:
    """Write firms, links and later reports."""
    own = suppliers(scene)
    told = _told_direct(scene, own)
    scene.out.append("firms", told)
    links, shares = _links(scene, own)
    behind = _told_behind(scene, shares)
    scene.out.append("firms", behind)
    scene.out.append(
        "firm_links",
        {
            "firm": [supplier_id(place) for place in range(len(own))],
            "customer": [scene.recipe.our_name] * len(own),
            "share": own.share / PERMYRIAD,
        },
    )
    scene.out.append("firm_links", links)
    _reports(scene, told, behind)


def _told_direct(scene: Scene, own: Suppliers) -> dict[str, list[object]]:
    shape = scene.recipe.firms
    chance = stream(scene.seed, "firms direct")
    count = len(own)
    sales = own.to_us_minor * PERMYRIAD // np.maximum(own.share, 1)
    return _columns(
        scene,
        chance,
        ids=[supplier_id(place) for place in range(count)],
        names=[firm_name(place) for place in range(count)],
        vat=list(own.vat),
        tier=1,
        staff=own.staff,
        sales=sales,
        share=own.share,
        currency=[CURRENCIES[place] for place in own.currency],
        only_source=own.only_source,
        told=exactly(chance, round(shape.told_direct_share * count), count),
    )


def _told_behind(scene: Scene, share: Ints) -> dict[str, list[object]]:
    shape = scene.recipe.firms
    chance = stream(scene.seed, "firms behind")
    count = len(share)
    jobs = round(scene.scaled(shape.jobs) * (1 - shape.direct_jobs_share))
    staff = _staffed(STAFF.draw(chance, count), share, jobs, shape.largest_staff // 4)
    first = scene.scaled(shape.direct)
    return _columns(
        scene,
        chance,
        ids=[behind_id(place) for place in range(count)],
        names=[firm_name(first + place) for place in range(count)],
        vat=[""] * count,
        tier=2,
        staff=staff,
        sales=staff * SALES_PER_HEAD.draw(chance, count) * 100,
        share=share,
        currency=["GBP"] * count,
        only_source=chosen(chance, shape.only_source_share / 2, count),
        told=exactly(chance, round(shape.told_behind_share * count), count),
    )


def _columns(  # noqa: PLR0913 - a firm has as many properties as its table has columns
    scene: Scene,
    chance: np.random.Generator,
    *,
    ids: list[str],
    names: list[str],
    vat: list[str],
    tier: int,
    staff: Ints,
    sales: Ints,
    share: Ints,
    currency: list[str],
    only_source: Flags,
    told: Flags,
) -> dict[str, list[object]]:
    """Write what firms told; the rest stays empty."""
    count = len(ids)
    costs = rounded_div(sales * COSTS_PERMYRIAD.draw(chance, count), PERMYRIAD)
    wages = WAGES_PERMYRIAD.draw(chance, count)
    cash = _cash(scene, chance, costs)
    credit = costs * chance.integers(0, 30, count)
    days_ago = chance.integers(1, 18, count)
    known = {name: ~chosen(chance, gap, count) for name, gap in UNKNOWN.items()}
    on = [scene.recipe.day - timedelta(days=int(ago)) for ago in days_ago]
    return {
        "firm": list(ids),
        "name": list(names),
        "vat_number": [number or None for number in vat],
        "tier": [tier] * count,
        "staff": _where(known["staff"], staff.tolist()),
        "sales_per_day_minor": _where(known["sales"], sales.tolist()),
        "costs_per_day_minor": _where(known["costs"] | told, costs.tolist()),
        "wages_share": _where(known["wages"], (wages / PERMYRIAD).tolist()),
        "cash_minor": _where(told, cash.tolist()),
        "credit_minor": _where(told & known["credit"], credit.tolist()),
        "currency": list(currency),
        "share_to_us": _where(known["share"], (share / PERMYRIAD).tolist()),
        "only_source": only_source.tolist(),
        "reported_on": _where(told, list(on)),
    }


def _where(known: Flags, values: list[object] | list[date]) -> list[object]:
    return [value if is_known else None for is_known, value in zip(known, values, strict=True)]


def _cash(scene: Scene, chance: np.random.Generator, costs: Ints) -> Ints:
    """Draw cash in days of costs: a share has none, the rest is lognormal."""
    shape = scene.recipe.firms
    days = lognormal(shape.cash_days_median * 100, shape.cash_days_sigma, high=40_000).table.copy()
    days[: round(shape.no_reserves_share * STEPS)] = 0
    hundredths = days[chance.integers(0, STEPS, len(costs))]
    # In hundreds of pounds, as people tell it.
    return rounded_div(rounded_div(costs * hundredths, 100), 10_000) * 10_000


def _links(scene: Scene, own: Suppliers) -> tuple[dict[str, list[object]], Ints]:
    """Say to whom the firms behind sell, and how much of their sales ends in our cars."""
    count = scene.scaled(scene.recipe.firms.behind)
    chance = stream(scene.seed, "firm links")
    # Larger suppliers buy from more firms.
    buyers = np.repeat(np.arange(len(own)), shared_out(8 * max(count, len(own)), own.staff))
    rows: list[tuple[str, str, float]] = []
    ends = np.zeros(count, dtype=np.int64)
    draws = chance.integers(0, max(len(buyers), 1), (count, CUSTOMERS_MAX))
    shares = chance.integers(500, 6_000, (count, CUSTOMERS_MAX))
    how_many = chance.integers(1, CUSTOMERS_MAX + 1, count)
    for firm in range(count):
        customers = sorted({int(buyers[draw]) for draw in draws[firm, : how_many[firm]]})
        left = PERMYRIAD
        for customer, wanted in zip(customers, shares[firm], strict=False):
            share = min(int(wanted), left)
            left -= share
            if share:
                rows.append((behind_id(firm), supplier_id(customer), share / PERMYRIAD))
                ends[firm] += share * int(own.share[customer]) // PERMYRIAD
    columns = ("firm", "customer", "share")
    return {name: [row[place] for row in rows] for place, name in enumerate(columns)}, ends


def _reports(scene: Scene, *told: dict[str, list[object]]) -> None:
    """Let firms report on the days to come: the script of the exercise."""
    chance = stream(scene.seed, "firm reports")
    firms = [firm for columns in told for firm in columns["firm"]]
    costs = [cost for columns in told for cost in columns["costs_per_day_minor"]]
    able = [place for place, cost in enumerate(costs) if cost is not None]
    count = min(scene.scaled(scene.recipe.firms.reports), len(able))
    places = sorted(int(able[place]) for place in chance.permutation(len(able))[:count])
    days = chance.integers(0, max(scene.recipe.trade.script_days, 1), count)
    cash_days = chance.integers(0, 30, count)
    rows = [
        (firms[place], scene.recipe.day + timedelta(days=int(day)), int(str(costs[place])) * int(n))
        for place, day, n in zip(places, days, cash_days, strict=True)
    ]
    columns = ("firm", "reported_on", "cash_minor")
    scene.out.append(
        "firm_reports", {name: [row[place] for row in rows] for place, name in enumerate(columns)}
    )
