"""A service that nobody brings back for now: what needs it does without."""

import polars as pl

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.estate.asking import findings
from blackstart.estate.asking.change import HELPS, Change, Ground, Kind, stranger
from blackstart.estate.asking.sheet import places
from blackstart.estate.restart import Restart
from blackstart.estate.tables import GATES

FORM = "SERVICE"
SOMEBODY = "what if"


def read(text: str, ground: Ground) -> Change | Finding:
    """Read the name of a service.

    Findings: BS-EST-202, BS-EST-203.
    """
    now = ground.made
    service = text.strip()
    known = now.estate.services["service"].to_list()
    if service not in known:
        return stranger("without", service, known)
    if service in now.states.up:
        return findings.NOTHING_LEFT_TO_DO.at(f"without: {service}", f"{service} is up")
    return Change(
        words=f"doing without {service}",
        effect=HELPS,
        applied=lambda tables: _left_out(tables, now, service),
    )


def _left_out(tables: Frames, now: Restart, service: str) -> Frames:
    """Give the tables as if a service needed nothing and were up: nobody works or waits for it."""
    touched = (pl.col("service") == service) | (pl.col("needs") == service)
    needs = tables["dependencies"].with_columns(workaround=pl.col("workaround") | touched)
    schema = tables["gate_signatures"].schema
    signed = pl.DataFrame({"gate": GATES}).select(
        pl.lit(service).alias("service"),
        pl.col("gate").cast(schema["gate"]),
        pl.lit(now.day).alias("signed_on"),
        pl.lit(SOMEBODY).alias("signed_by"),
        pl.lit("pass").cast(schema["result"]).alias("result"),
    )
    story = tables["gate_signatures"].filter(pl.col("service") != service)
    return {
        **tables,
        "dependencies": needs,
        "gate_signatures": pl.concat([story, signed], how="diagonal"),
    }


def names(ground: Ground) -> tuple[str, ...]:
    """Name the services that are not up, the most urgent first."""
    return tuple(places(ground.made.plan)["service"])


KIND = Kind(
    option="without",
    form=FORM,
    label="Service",
    help="Nobody brings a service back for now: what needs it does without, by hand.",
    amount="",
    usual="",
    read=read,
    names=names,
)
