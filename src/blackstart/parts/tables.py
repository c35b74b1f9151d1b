"""Spare parts: what is on the shelf, who waits for it, who gets it."""

import dataframely as dy

from blackstart.base import columns
from blackstart.base.table import Origin, Table

CLASSES = ("vor", "daily", "stock")


class PartStock(dy.Schema):
    """Pieces on the shelf, as last counted or last believed."""

    site = columns.identifier("centre that holds them", primary_key=True)
    part = columns.identifier("part number", primary_key=True)
    on_hand = columns.count("pieces on the shelf")
    reserve = columns.count("pieces that only vehicles off the road may take")
    counted_on = dy.Date(
        nullable=True, description="day of the last count, before the day's work; empty: believed"
    )


class PartArrivals(dy.Schema):
    """Pieces that come into a centre on a day."""

    arrival = columns.identifier("delivery", primary_key=True)
    site = columns.identifier("centre")
    part = columns.identifier("part number")
    quantity = columns.count("pieces")
    due_on = dy.Date(description="business date from which they are on the shelf")


class PartOrders(dy.Schema):
    """A retailer's order line."""

    line = columns.identifier("order line", primary_key=True)
    retailer = columns.identifier("who ordered")
    market = columns.identifier("market of the retailer")
    part = columns.identifier("part number")
    order_class = dy.Enum(CLASSES, description="vehicle off road, daily, or stock order")
    quantity = columns.count("pieces asked")
    ordered_on = dy.Date(description="business date of the order")
    job = columns.identifier("repair that waits for it", nullable=True)
    channel = dy.Enum(("edi", "csv", "phone", "paper"), description="how it came")
    cancelled = dy.Bool(description="true when nobody wants it any more")


class Allocations(dy.Schema):
    """What an order line was given in a shipment, and why. A row never changes."""

    line = columns.identifier("order line", primary_key=True)
    shipment = columns.identifier("shipment that carries them", primary_key=True)
    day = dy.Date(description="business date")
    site = columns.identifier("centre that gives")
    part = columns.identifier("part number")
    quantity = columns.count("pieces given")
    why = columns.text("rule that gave them")


class Shipments(dy.Schema):
    """What leaves one centre for one retailer at once."""

    shipment = columns.identifier("shipment", primary_key=True)
    day = dy.Date(description="business date")
    site = columns.identifier("centre")
    retailer = columns.identifier("who gets it")
    lines = columns.count("order lines in it")
    pieces = columns.count("pieces in it")


TABLES = (
    Table(name="part_stock", schema=PartStock),
    Table(name="part_arrivals", schema=PartArrivals),
    Table(name="part_orders", schema=PartOrders),
    Table(name="allocations", schema=Allocations, origin=Origin.MADE),
    Table(name="shipments", schema=Shipments, origin=Origin.MADE),
)
