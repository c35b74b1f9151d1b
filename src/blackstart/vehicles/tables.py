"""Vehicles from the end of the line to the money."""

import dataframely as dy

from blackstart.base import columns
from blackstart.base.table import Origin, Table
from blackstart.vehicles.vin import VIN_FORMAT

TERMS_DAYS_MAX = 730
STATES = ("waiting", "blocked", "submitted", "withdrawn")


def _vin() -> dy.String:
    """Make the column that names a car; every table of the room is keyed by it."""
    return dy.String(primary_key=True, regex=VIN_FORMAT, description="VIN (ISO 3779), no I, O, Q")


class Retailers(dy.Schema):
    """Who sells our cars, and on what terms they pay."""

    retailer = columns.identifier("name or number of the retailer", primary_key=True)
    market = columns.identifier("market")
    terms_days = dy.Int64(
        min=0, max=TERMS_DAYS_MAX, description="days from wholesale invoice to money"
    )


class Vehicles(dy.Schema):
    """A car, by its VIN, as the dossier knows it."""

    vin = _vin()
    model = columns.identifier("model")
    plant = columns.identifier("plant that built it")
    built_on = dy.Date(description="business date it left the line")
    market = columns.identifier("where it goes")
    retailer = columns.identifier("who sells it", nullable=True)
    currency = columns.currency()
    net_minor = columns.amount_minor("wholesale price without tax")
    tax_minor = columns.amount_minor("tax on it")
    list_price_minor = columns.amount_minor("list price; no UK registration without", nullable=True)
    co2_g_per_km = columns.count("CO2; no UK registration without", nullable=True)
    hold = columns.text("why it may not be wholesaled: quality, recall, CoC missing", nullable=True)
    sold_on = dy.Date(nullable=True, description="day a customer bought it")
    promised_on = dy.Date(nullable=True, description="day promised to the customer")
    wholesaled_on = dy.Date(nullable=True, description="day of a wholesale invoice before the stop")
    registered_on = dy.Date(nullable=True, description="day of a registration before the stop")
    paid_on = dy.Date(nullable=True, description="day the money came, if it did")


class WholesaleInvoices(dy.Schema):
    """One invoice per car, ever."""

    vin = _vin()
    number = columns.identifier("invoice number")
    retailer = columns.identifier("who owes")
    currency = columns.currency()
    net_minor = columns.amount_minor("without tax")
    tax_minor = columns.amount_minor("tax")
    gross_minor = columns.amount_minor("with tax")
    issued_on = dy.Date(description="business date")
    due_on = dy.Date(description="when the money is due")


class Registrations(dy.Schema):
    """The queue of first registrations."""

    vin = _vin()
    rank = columns.count("place in today's queue, 1 first; 0 when not waiting")
    state = dy.Enum(STATES, description="where it stands; withdrawn: no longer in the queue")
    reason = columns.text("why it is blocked", nullable=True)
    submitted_on = dy.Date(nullable=True, description="business date of the submission")


TABLES = (
    Table(name="retailers", schema=Retailers),
    Table(name="vehicles", schema=Vehicles),
    Table(name="wholesale_invoices", schema=WholesaleInvoices, origin=Origin.MADE),
    Table(name="registrations", schema=Registrations, origin=Origin.MADE),
)
