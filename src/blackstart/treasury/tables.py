"""Cash, where it is, and what will move it."""

import dataframely as dy

from blackstart.base import columns
from blackstart.base.table import Origin, Table


class CashAccounts(dy.Schema):
    """The firm's own accounts, with the newest balance that somebody saw."""

    account = columns.identifier("our name for the account", primary_key=True)
    as_of = dy.Date(primary_key=True, description="business date of the balance")
    currency = columns.currency()
    balance_minor = columns.amount_minor("booked balance", signed=True)
    floor_minor = columns.amount_minor("what must stay on it")
    holder = columns.text("our name at the bank")
    iban = columns.identifier("IBAN, when payments may leave from it", nullable=True)
    bic = columns.identifier("BIC", nullable=True)


class Facilities(dy.Schema):
    """Credit that a bank has promised."""

    facility = columns.identifier("name of the facility", primary_key=True)
    currency = columns.currency()
    limit_minor = columns.amount_minor("what may be drawn")
    drawn_minor = columns.amount_minor("what is drawn")
    available_from = dy.Date(description="first day")
    available_until = dy.Date(description="last day")


class CashPlan(dy.Schema):
    """Money that is expected to come or go besides suppliers and cars."""

    item = columns.identifier("what it is: payroll, VAT, …", primary_key=True)
    currency = columns.currency()
    amount_minor = columns.amount_minor("positive comes in, negative goes out", signed=True)
    first_on = dy.Date(description="first day")
    every_days = dy.Int64(
        min=1, max=3660, nullable=True, description="days between two; empty: once"
    )
    last_on = dy.Date(nullable=True, description="last day; empty: goes on")
    source = columns.text("who says so")


class CashWeeks(dy.Schema):
    """The thirteen-week cash forecast, a row a week and currency."""

    week_from = dy.Date(primary_key=True, description="first day of the week")
    currency = columns.currency(primary_key=True)
    opening_minor = columns.amount_minor("cash at the start, or today", signed=True)
    in_minor = columns.amount_minor("comes in")
    out_minor = columns.amount_minor("goes out")
    closing_minor = columns.amount_minor("cash at the end", signed=True)
    headroom_minor = columns.amount_minor(
        "lowest of the week: cash and open facilities above the floor", signed=True
    )


class SpendLimits(dy.Schema):
    """What payment runs may spend on a day."""

    day = dy.Date(primary_key=True, description="business date")
    currency = columns.currency(primary_key=True)
    allowed_minor = columns.amount_minor("what runs of the day may add up to")
    because = columns.text("which limit binds, in words")


TABLES = (
    Table(name="cash_accounts", schema=CashAccounts),
    Table(name="facilities", schema=Facilities),
    Table(name="cash_plan", schema=CashPlan),
    Table(name="cash_weeks", schema=CashWeeks, origin=Origin.MADE),
    Table(name="spend_limits", schema=SpendLimits, origin=Origin.MADE),
)
