"""The kinds of probes; another one is a file here and a word in this tuple."""

from blackstart.work.probes.command import COMMAND
from blackstart.work.probes.dns import DNS
from blackstart.work.probes.http import HTTP
from blackstart.work.probes.sql import SQL
from blackstart.work.probes.tcp import TCP
from blackstart.work.probes.tls import TLS

PROBES = (TCP, TLS, HTTP, DNS, SQL, COMMAND)
