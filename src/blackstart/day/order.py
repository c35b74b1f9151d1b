"""The order in which the rooms are asked on one day: each answer is an input of those after it."""

from blackstart.day import (
    estate,
    invoices,
    parts,
    payments,
    plants,
    suppliers,
    treasury,
    vehicles,
)

STEPS = (
    estate.PLAN,  # which capacity the day has
    invoices.INVOICES,  # which debts are certain
    payments.SETTLE,  # what was signed, and what the bank said
    suppliers.RUNWAY,  # who will not last
    treasury.CASH,  # what may be spent
    payments.PROPOSE,  # whom to pay first
    parts.ALLOCATE,
    vehicles.WHOLESALE,
    vehicles.REGISTER,
    plants.LINES,
    suppliers.SUPPORT,
)
