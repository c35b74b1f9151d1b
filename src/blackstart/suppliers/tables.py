"""The firms of the supply chain, and how long their money lasts."""

import dataframely as dy

from blackstart.base import columns
from blackstart.base.table import Origin, Table

SCHEMES = ("furlough", "loan")


class Firms(dy.Schema):
    """A firm of the supply chain. What it did not tell stays empty."""

    firm = columns.identifier(
        "id of the firm; a direct supplier's is its supplier id", primary_key=True
    )
    name = columns.text("name")
    vat_number = columns.identifier("VAT identifier", nullable=True)
    tier = dy.Int64(min=1, max=9, description="1 sells to us, 2 to a tier 1, …")
    staff = columns.count("people employed", nullable=True)
    sales_per_day_minor = columns.amount_minor("normal sales a day", nullable=True)
    costs_per_day_minor = columns.amount_minor("what it pays out a day, all days", nullable=True)
    wages_share = columns.share("wages' share of the costs", nullable=True)
    cash_minor = columns.amount_minor("cash when it last told", nullable=True)
    credit_minor = columns.amount_minor("credit line not drawn", nullable=True)
    currency = columns.currency()
    share_to_us = columns.share("share of its sales that ends in our cars", nullable=True)
    only_source = dy.Bool(description="true when nobody else makes a part of ours")
    reported_on = dy.Date(nullable=True, description="day it told; empty: it never did")


class FirmLinks(dy.Schema):
    """Who sells to whom."""

    firm = columns.identifier("seller", primary_key=True)
    customer = columns.identifier("buyer: a firm, or our own name", primary_key=True)
    share = columns.share("share of the seller's sales")


class FirmReports(dy.Schema):
    """What a firm told later: its cash on a day."""

    firm = columns.identifier("the firm", primary_key=True)
    reported_on = dy.Date(primary_key=True, description="business date")
    cash_minor = columns.amount_minor("cash")


class Packages(dy.Schema):
    """A support package is several schemes; each row is one of them."""

    package = columns.identifier("name of the package", primary_key=True)
    scheme = dy.Enum(SCHEMES, primary_key=True, description="kind of the scheme")
    from_on = dy.Date(description="first day")
    days = columns.count("how long")
    rate = columns.share("furlough: share of wages; loan: share of a firm's costs covered")
    cap_minor = columns.amount_minor("furlough: a person a month; loan: a firm in all")
    currency = columns.currency()
    source = columns.text("where the terms come from")


class Runways(dy.Schema):
    """How long a firm's cash lasts, as a range."""

    firm = columns.identifier("the firm", primary_key=True)
    day = dy.Date(description="business date of the estimate")
    weeks_low = dy.Float64(min=0, description="80 % range, low end, weeks")
    weeks_likely = dy.Float64(min=0, description="middle, weeks")
    weeks_high = dy.Float64(min=0, description="80 % range, high end, weeks; 26 means 26 or more")
    owed_minor = columns.amount_minor("what we owe it, certain and due or not", signed=True)
    basis = dy.Enum(("told", "assumed"), description="whether the firm told its cash")


class SupportResults(dy.Schema):
    """What a package would do, against doing nothing."""

    package = columns.identifier("name of the package", primary_key=True)
    day = dy.Date(description="business date of the comparison")
    firms_kept_low = dy.Float64(description="firms not out of cash because of it, low end")
    firms_kept = dy.Float64(description="the same, middle")
    firms_kept_high = dy.Float64(description="the same, high end")
    jobs_kept = dy.Float64(description="jobs in those firms, middle")
    cost_minor = columns.amount_minor("cost to whoever pays, middle")
    deadweight_share = columns.share("share of the cost spent on firms that last anyway")
    currency = columns.currency()


TABLES = (
    Table(name="firms", schema=Firms),
    Table(name="firm_links", schema=FirmLinks),
    Table(name="firm_reports", schema=FirmReports),
    Table(name="packages", schema=Packages),
    Table(name="runways", schema=Runways, origin=Origin.MADE),
    Table(name="support_results", schema=SupportResults, origin=Origin.MADE),
)
