"""Reads an X12 file: 810 becomes drafts, 856 rows, everything else a finding."""

from blackstart.post.draft import Reading
from blackstart.post.edifact.envelope import Envelopes
from blackstart.post.edifact.reader import Dialect, read_in
from blackstart.post.x12.gather import gather
from blackstart.post.x12.opening import open_envelopes
from blackstart.post.x12.types import ADVICE, check


def read(body: bytes, name: str) -> Reading:
    """Read the invoices and the despatch advices of an X12 file.

    A broken interchange refuses its messages, a broken message itself; the others are read.

    Args:
        body: the bytes of the file.
        name: what the file was recognised as.

    Findings:
        Those of `edifact.reader.read`.
    """
    return read_in(_X12, body, name)


def checked(body: bytes) -> Envelopes:
    """Open a file's envelopes and check each message against its type.

    The interchanges are what `x12.ack.acknowledged` answers to.
    """
    opened = open_envelopes(body)
    for interchange in opened.interchanges:
        for message in interchange.messages:
            check(message)
    return opened


_X12 = Dialect(opened=checked, advice=ADVICE.name, gather=gather)
