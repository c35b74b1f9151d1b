"""What the record keeps of a decision, and what leaves the house because of it."""

from dataclasses import dataclass, field
from datetime import datetime

from blackstart.base.canonical import Json, canonical
from blackstart.base.clock import iso_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One decision or act, as the record will show it for ever.

    Attributes:
        at: when, in UTC.
        actor: who decided: a person, or "blackstart" for a step of the day.
        act: what was done, a verb phrase with a dot: "payments.propose".
        subject: what it was done to: a run, a service, a dossier.
        facts: what was decided, on what input; money as strings with currency, no account numbers.
    """

    at: datetime
    actor: str
    act: str
    subject: str
    facts: Json

    def body(self) -> str:
        """Write the event as canonical JSON: the bytes that the record hashes."""
        return canonical(
            {
                "act": self.act,
                "actor": self.actor,
                "at": iso_utc(self.at),
                "facts": self.facts,
                "subject": self.subject,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Something that leaves through the outbox: a bank file, a notice, a shipping advice.

    Attributes:
        letter: id made before it is sent; the same decision makes the same id.
        kind: what it is: "pain.001", "notice", …
        file: name in the outbox folder.
        body: the bytes that leave.
    """

    letter: str
    kind: str
    file: str
    body: bytes = field(repr=False)
