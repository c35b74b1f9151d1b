"""The kinds of support; a new kind is a new file and a word in this tuple."""

from blackstart.suppliers.schemes.furlough import Furlough
from blackstart.suppliers.schemes.loan import Loan

KINDS = (Furlough, Loan)
