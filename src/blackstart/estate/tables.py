"""What the restart of the estate is planned on, and the plan."""

import dataframely as dy
import polars as pl

from blackstart.base import columns
from blackstart.base.table import Origin, Table

LAYERS = ("recovery", "network", "identity", "platform", "integration", "application", "unknown")
GATES = (
    "isolated",
    "evidence captured",
    "rebuilt",
    "scanned",
    "data restored",
    "integrity verified",
    "business-tested",
    "signed off",
    "reconnected",
)
NEEDS = ("rebuild", "data", "test")
# The gate that waits until the needed service is reconnected.
BOUND_GATE = {"rebuild": "rebuilt", "data": "data restored", "test": "business-tested"}
LAST_GATE = GATES[-1]
EVERY_SERVICE = "*"
STATES = ("passed", "planned")
MODES = ("down", "manual", "restored", "boosted")
HORIZON_HOURS = 10 * 8766.0  # ten years: what a plan can show; beyond it is a finding


class Services(dy.Schema):
    """Every service that somebody may have to bring back."""

    service = columns.identifier("name of the service, unique", primary_key=True)
    layer = dy.Enum(LAYERS, description="where it stands; unknown when nobody said")
    team = columns.identifier("team that owns it", nullable=True)
    source = columns.text("where this row was learnt: dossier, compose, …")
    described_as = columns.text("image, type or class, as an inventory has it", nullable=True)


class Dependencies(dy.Schema):
    """What a service needs from another one before a step of its own recovery."""

    service = columns.identifier("the service that needs", primary_key=True)
    needs = columns.identifier("the service that is needed", primary_key=True)
    kind = dy.Enum(NEEDS, description="needed to rebuild, to load data, or only to test")
    workaround = dy.Bool(description="true when people can bridge it by hand for a while")
    source = columns.text("where this row was learnt: told, inferred from …", nullable=True)

    @dy.rule()
    def not_itself(cls) -> pl.Expr:
        """A service cannot need itself."""
        return pl.col("service") != pl.col("needs")


class Gates(dy.Schema):
    """A step of a service's recovery: who does it, for how long."""

    service = columns.identifier("the service", primary_key=True)
    gate = dy.Enum(GATES, primary_key=True, description="the step; the order is that of the list")
    team = columns.identifier("team that does it", nullable=True)
    people = columns.count("how many of the team at once", nullable=True)
    hours_low = columns.hours("if all goes well, working hours", nullable=True)
    hours_likely = columns.hours("most likely, working hours", nullable=True)
    hours_high = columns.hours("if it goes badly, working hours", nullable=True)


class Teams(dy.Schema):
    """The specialists, and how much of them there is."""

    team = columns.identifier("name of the team", primary_key=True)
    people = columns.count("how many can work at once")
    hours_per_day = dy.Float64(min=1, max=24, description="working hours a day, shifts included")


class GateSignatures(dy.Schema):
    """What people have signed: a gate passed or failed, from that day on."""

    service = columns.identifier("the service", primary_key=True)
    gate = dy.Enum(GATES, primary_key=True, description="the gate")
    signed_on = dy.Date(primary_key=True, description="business date from which it counts")
    signed_by = columns.identifier("who signed; several may, on one date", primary_key=True)
    result = dy.Enum(("pass", "fail"), description="a fail takes an earlier pass back")
    evidence_sha256 = dy.String(
        nullable=True,
        regex=r"^[0-9a-f]{64}$",
        description="hash of the evidence that was looked at",
    )


class Activities(dy.Schema):
    """What the firm must be able to do (ISO 22301), and how much of it a day."""

    activity = columns.identifier("name of the activity", primary_key=True)
    unit = columns.identifier("what the rates count, for example invoices")
    rate_manual = columns.count("units a day on paper, services down")
    rate_restored = columns.count("units a day with its services back")
    rate_boosted = columns.count("units a day with extra people and machines")
    boosted_from = dy.Date(nullable=True, description="from when somebody pays for the boost")
    value_per_day_minor = columns.amount_minor("what a day of it is worth", nullable=True)
    currency = columns.currency(nullable=True)
    value_source = columns.text("where the value comes from", nullable=True)
    deadline_on = dy.Date(nullable=True, description="maximum tolerable day of return (MTPD)")


class ActivityNeeds(dy.Schema):
    """Which services an activity needs to run restored."""

    activity = columns.identifier("name of the activity", primary_key=True)
    service = columns.identifier("the service that it needs", primary_key=True)


def _plan_hours(description: str) -> dy.Float64:
    return dy.Float64(min=-HORIZON_HOURS, max=HORIZON_HOURS, description=description)


class Plan(dy.Schema):
    """The restart plan: when each gate is worked on, from the newest planning round."""

    service = columns.identifier("the service", primary_key=True)
    gate = dy.Enum(GATES, primary_key=True, description="the gate")
    phase = columns.count("phase of the service, 1 first; 0 when the service is up")
    rank = columns.count("place in the order of dispatch, 1 first; 0 when the gate has passed")
    urgency = columns.count("place in the order of urgency, 1 first; 0 when the gate has passed")
    team = columns.identifier("who does it")
    people = columns.count("how many of the team")
    state = dy.Enum(STATES, description="passed gates keep their place")
    start_hours = _plan_hours("start, hours after the plan's day began; below 0: begun before it")
    end_hours = _plan_hours("end, hours after the plan's day began")
    start_on = dy.Date(description="business date of the start")
    end_on = dy.Date(description="business date of the end; of a passed gate, of its signature")
    behind_service = columns.identifier(
        "service of the gate that ends first, so that people are free for something more urgent",
        nullable=True,
    )
    behind_gate = dy.Enum(GATES, nullable=True, description="that gate; empty: it is not kept back")
    assumed = dy.Bool(description="true when team, people or hours are defaults, not known")


class Rates(dy.Schema):
    """What an activity can do on a day, and how much of it is used up: the quota."""

    activity = columns.identifier("name of the activity", primary_key=True)
    day = dy.Date(primary_key=True, description="business date")
    mode = dy.Enum(MODES, description="how it runs that day")
    rate = columns.count("units that the day allows")
    used = columns.count("units already taken")

    @dy.rule()
    def within_rate(cls) -> pl.Expr:
        """Never more is used than the day allows."""
        return pl.col("used") <= pl.col("rate")


TABLES = (
    Table(name="services", schema=Services),
    Table(name="dependencies", schema=Dependencies),
    Table(name="gates", schema=Gates),
    Table(name="teams", schema=Teams),
    Table(name="gate_signatures", schema=GateSignatures),
    Table(name="activities", schema=Activities),
    Table(name="activity_needs", schema=ActivityNeeds),
    Table(name="plan", schema=Plan, origin=Origin.MADE),
    Table(name="rates", schema=Rates, origin=Origin.MADE),
)
