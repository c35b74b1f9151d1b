"""The checks of a document by itself; another one is a line in one of these files."""

from blackstart.payables.checks.required import REQUIRED
from blackstart.payables.checks.sense import SENSE
from blackstart.payables.checks.sums import SUMS

CHECKS = (*REQUIRED, *SUMS, *SENSE)
