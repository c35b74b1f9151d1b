"""Cars between the end of the line and the money, and the retailers who sell them."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from blackstart.exercise.draw import (
    PERMYRIAD,
    Flags,
    Ints,
    chosen,
    lognormal,
    pick,
    shared_out,
    stream,
)
from blackstart.exercise.scene import Scene

BLOCK = 20_000
UK = "UK"
# Public: what is built where. Prices and CO2 are assumptions in the order of public lists.
MODELS = (
    # model, plant, list price in pounds, CO2 g/km, WMI, code within the VIN
    ("Range Rover", "Solihull", 115_000, 205, "SAL", "KAB"),
    ("Range Rover Sport", "Solihull", 85_000, 190, "SAL", "1AB"),
    ("Range Rover Velar", "Solihull", 57_000, 175, "SAL", "YAB"),
    ("F-Pace", "Solihull", 52_000, 170, "SAJ", "DAB"),
    ("Range Rover Evoque", "Halewood", 45_000, 160, "SAL", "ZAB"),
    ("Discovery Sport", "Halewood", 46_000, 165, "SAL", "CAB"),
)
MODEL_SHARES = (0.22, 0.26, 0.12, 0.06, 0.20, 0.14)
YEAR_CODE = "S"  # model year 2025 (ISO 3779)
PLANT_CODE = {"Solihull": "A", "Halewood": "H"}
PRICE_PERCENT = lognormal(100, 0.12, low=80, high=160)
WHOLESALE_PERCENT = 78  # of the list price without tax (assumption)
BUILT_WITHIN_DAYS = 60
HOLDS = ("quality hold", "recall campaign", "CoC missing")


def markets(scene: Scene) -> list[str]:
    """Name each retailer's market, in the order of the retailers; every market has one at least."""
    shape = scene.recipe.vehicles
    weights = np.array([round(market.share * PERMYRIAD) for market in shape.markets])
    others = max(scene.scaled(shape.retailers) - len(weights), 0)
    counts = 1 + shared_out(others, weights)
    return [
        market.market
        for market, count in zip(shape.markets, counts, strict=True)
        for _ in range(int(count))
    ]


def retailer_ids(scene: Scene) -> list[str]:
    """Number the retailers."""
    return [f"R{place + 1:05d}" for place in range(len(markets(scene)))]


def write(scene: Scene) -> None:
    """Write retailers and cars."""
    where = markets(scene)
    terms = {market.market: market.terms_days for market in scene.recipe.vehicles.markets}
    scene.out.append(
        "retailers",
        {
            "retailer": retailer_ids(scene),
            "market": where,
            "terms_days": [terms[market] for market in where],
        },
    )
    count = scene.scaled(scene.recipe.vehicles.vehicles)
    for start, end in pairwise([*range(0, count, BLOCK), count]):
        scene.out.append("vehicles", _cars(scene, start, end))
        scene.progress("vehicles", end, count)


def _cars(scene: Scene, start: int, end: int) -> dict[str, Any]:
    shape, count = scene.recipe.vehicles, end - start
    chance = stream(scene.seed, "vehicles", start)
    model = pick(chance, MODEL_SHARES, count)
    market = pick(chance, [one.share for one in shape.markets], count)
    price = PRICE_PERCENT.draw(chance, count)
    lists = [MODELS[one][2] * int(price[n]) for n, one in enumerate(model)]  # in pence
    net = [value * WHOLESALE_PERCENT // 100 for value in lists]
    tax = [shape.markets[one].tax_percent for one in market]
    gaps = [chosen(chance, shape.gap_share, count) for _ in range(3)]
    hold = chosen(chance, shape.hold_share, count)
    why = chance.integers(0, len(HOLDS), count)
    return {
        "vin": [_vin(int(model[n]), start + n) for n in range(count)],
        "model": [MODELS[one][0] for one in model],
        "plant": [MODELS[one][1] for one in model],
        "market": [shape.markets[one].market for one in market],
        "retailer": _retailers(scene, chance, market, gaps[0]),
        "currency": [shape.markets[one].currency for one in market],
        "net_minor": net,
        "tax_minor": [value * percent // 100 for value, percent in zip(net, tax, strict=True)],
        "list_price_minor": [None if gaps[1][n] else lists[n] for n in range(count)],
        "co2_g_per_km": [None if gaps[2][n] else MODELS[one][3] for n, one in enumerate(model)],
        "hold": [HOLDS[why[n]] if hold[n] else None for n in range(count)],
        **_dates(scene, chance, hold),
    }


def _vin(model: int, serial: int) -> str:
    """Make a VIN of valid form: maker, description, model year, plant, serial number."""
    _, plant, _, _, maker, code = MODELS[model]
    series, number = divmod(serial, 1_000_000)
    return f"{maker}{code}{series:03d}{YEAR_CODE}{PLANT_CODE[plant]}{number:06d}"


def _retailers(
    scene: Scene,
    chance: np.random.Generator,
    market: Ints,
    unknown: Flags,
) -> list[str | None]:
    names, where = retailer_ids(scene), np.array(markets(scene))
    kinds = scene.recipe.vehicles.markets
    draws = chance.integers(0, 1_000_000, len(market))
    of_market = [np.flatnonzero(where == one.market) for one in kinds]
    return [
        None if unknown[n] else names[int(of_market[one][draws[n] % len(of_market[one])])]
        for n, one in enumerate(market)
    ]


def _dates(scene: Scene, chance: np.random.Generator, hold: Flags) -> dict[str, list[date | None]]:
    """Let each car get as far as it had got when everything stopped; sales went on by hand."""
    shape, stop = scene.recipe.vehicles, scene.recipe.stopped_on
    count = len(hold)
    age = chance.integers(1, BUILT_WITHIN_DAYS, count)
    wholesaled = chosen(chance, shape.wholesaled_share, count) & ~hold
    sold = chosen(chance, shape.sold_share, count)
    registered = chosen(chance, shape.registered_share, count) & sold & wholesaled
    paid = chosen(chance, shape.paid_share, count) & registered
    share = chance.integers(0, 100, (3, count))
    script = max(scene.recipe.trade.script_days, 1)
    until = (scene.recipe.day - stop).days + script
    promised = chance.integers(1, 30, count)
    rows = []
    for n in range(count):
        days = int(age[n])
        built = stop - timedelta(days=days)
        bought = _between(built, days - 1 if registered[n] else days + until - 1, share[0, n])
        billed = built + timedelta(days=int(share[1, n]) * max(days // 2, 0) // 100)
        plates = _between(max(bought, billed), (stop - max(bought, billed)).days - 1, share[2, n])
        rows.append(
            (
                built,
                bought if sold[n] else None,
                bought + timedelta(days=int(promised[n])) if sold[n] else None,
                billed if wholesaled[n] else None,
                plates if registered[n] else None,
                plates if paid[n] else None,
            )
        )
    names = ("built_on", "sold_on", "promised_on", "wholesaled_on", "registered_on", "paid_on")
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _between(start: date, days: int, percent: int) -> date:
    return start + timedelta(days=max(days, 0) * int(percent) // 100)
