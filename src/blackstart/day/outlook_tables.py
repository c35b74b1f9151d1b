"""The outlook's last results: pages show them, and rooms take their value of a day from them."""

import dataframely as dy

from blackstart.base import columns
from blackstart.base.table import Origin, Table


class OutlookFigures(dy.Schema):
    """One forecast figure with its 80 % range."""

    figure = columns.identifier("what is forecast", primary_key=True)
    unit = columns.identifier("day, cars, firms, …")
    low = dy.Float64(nullable=True, description="tenth percentile; days count from `day`")
    likely = dy.Float64(nullable=True, description="median; empty: not within the horizon")
    high = dy.Float64(nullable=True, description="ninetieth percentile; empty: beyond the horizon")
    day = dy.Date(description="business date of the forecast")
    scenarios = columns.count("how many scenarios it rests on")


class OutlookDays(dy.Schema):
    """A forecast series, day by day, with its 80 % band."""

    series = columns.identifier("what is forecast", primary_key=True)
    day = dy.Date(primary_key=True, description="business date that is forecast")
    low = dy.Float64(description="tenth percentile")
    likely = dy.Float64(description="median")
    high = dy.Float64(description="ninetieth percentile")


TABLES = (
    Table(name="outlook_figures", schema=OutlookFigures, origin=Origin.MADE),
    Table(name="outlook_days", schema=OutlookDays, origin=Origin.MADE),
)
