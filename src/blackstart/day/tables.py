"""The catalogue of all tables: what a dossier may bring and what the rooms make."""

from blackstart.base.errors import UnknownTableError
from blackstart.base.table import Origin, Table
from blackstart.day.outlook_tables import TABLES as OUTLOOK
from blackstart.estate.limit_tables import TABLES as ESTATE_LIMITS
from blackstart.estate.running.tables import TABLES as ESTATE_RUNNING
from blackstart.estate.tables import TABLES as ESTATE
from blackstart.estate.telling.tables import TABLES as ESTATE_TOLD
from blackstart.parts.tables import TABLES as PARTS
from blackstart.payables.tables import TABLES as PAYABLES
from blackstart.plants.tables import TABLES as PLANTS
from blackstart.suppliers.tables import TABLES as SUPPLIERS
from blackstart.treasury.tables import TABLES as TREASURY
from blackstart.vehicles.tables import TABLES as VEHICLES

ROOMS = (
    ("estate", (*ESTATE, *ESTATE_LIMITS, *ESTATE_RUNNING, *ESTATE_TOLD)),
    ("payables", PAYABLES),
    ("treasury", TREASURY),
    ("parts", PARTS),
    ("vehicles", VEHICLES),
    ("suppliers", SUPPLIERS),
    ("plants", PLANTS),
    ("outlook", OUTLOOK),
)
TABLES = tuple(table for _, tables in ROOMS for table in tables)
DOSSIER_TABLES = tuple(table for table in TABLES if table.origin is Origin.DOSSIER)

_BY_NAME = {table.name: table for table in TABLES}


def table(name: str) -> Table:
    """Give the table of that name.

    Raises:
        UnknownTableError: the catalogue has no such table.
    """
    if name not in _BY_NAME:
        raise UnknownTableError(name)
    return _BY_NAME[name]
