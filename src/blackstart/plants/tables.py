"""Plants: lines, what feeds them, and when they could start."""

import dataframely as dy

from blackstart.base import columns
from blackstart.base.table import Origin, Table

KINDS = ("engine", "battery", "stamping", "body", "paint", "final", "logistics")
LAG_DAYS_MAX = 250
LINE_GATES = ("IT", "safety", "quality", "logistics", "people")


class Lines(dy.Schema):
    """A production line."""

    line = columns.identifier("line", primary_key=True)
    plant = columns.identifier("plant")
    kind = dy.Enum(KINDS, description="what it makes; final makes cars")
    per_day = columns.count("cars, or car sets, on a normal day")
    hours_per_day = dy.Float64(min=1, max=24, description="hours run on a normal day")
    start_share = columns.share("share of normal on the first day; an assumption")
    step_share = columns.share("what each working day adds; an assumption")
    stop_share = columns.share("chance that a ramp day is lost; an assumption")
    source = columns.text("where the figures come from")


class LineFeeds(dy.Schema):
    """What a line needs from another one, and how much later it runs."""

    line = columns.identifier("the line", primary_key=True)
    feeder = columns.identifier("the line that feeds it", primary_key=True)
    lag_days = dy.Int64(min=0, max=LAG_DAYS_MAX, description="working days between them")


class LineParts(dy.Schema):
    """What a car takes of a part, and how much of it lies there."""

    line = columns.identifier("the line", primary_key=True)
    part = columns.identifier("part number", primary_key=True)
    supplier = columns.identifier("who makes it")
    per_car = columns.count("pieces a car")
    on_hand = columns.count("pieces at the line")
    in_transit = columns.count("pieces on the road")


class LineGates(dy.Schema):
    """Who has said that a line may run, besides the estate."""

    line = columns.identifier("the line", primary_key=True)
    gate = dy.Enum(LINE_GATES, primary_key=True, description="what is confirmed")
    expected_on = dy.Date(nullable=True, description="when it is expected; empty: nobody knows")
    signed_on = dy.Date(nullable=True, description="when it was signed")
    signed_by = columns.identifier("who signed", nullable=True)


class LineOutlooks(dy.Schema):
    """When a line could start, and on what it hangs."""

    line = columns.identifier("the line", primary_key=True)
    day = dy.Date(description="business date of the estimate")
    coverage_hours = columns.hours(
        "how long the scarcest part at the line lasts at normal rate; empty: no parts known, "
        "10000: so or more",
        nullable=True,
    )
    scarcest_part = columns.identifier("that part", nullable=True)
    start_on = dy.Date(nullable=True, description="earliest start; empty: a gate has no date")
    waits_for = columns.text("what it waits for, in words")
    cars_first_week = columns.count("cars in the first five working days, from the ramp")


TABLES = (
    Table(name="lines", schema=Lines),
    Table(name="line_feeds", schema=LineFeeds),
    Table(name="line_parts", schema=LineParts),
    Table(name="line_gates", schema=LineGates),
    Table(name="line_outlooks", schema=LineOutlooks, origin=Origin.MADE),
)
