"""What inventories of any format say of the estate, joined by the services' names."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from blackstart.base.finding import Finding, FindingCode
from blackstart.post import findings_load as load
from blackstart.post.inventory.file import (
    InventoryFile,
    InventoryTooGreatError,
    InventoryUnreadableError,
)
from blackstart.post.inventory.yaml_tree import YamlTooGreatError, YamlUnreadableError

T = TypeVar("T")

# As the tables' identifiers; half a surrogate pair, which JSON can hold, is no character.
SERVICE = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,120}")
UNKNOWN = "unknown"
INFERRED = "inferred"
# What inventories call a dependency without more: the service waits for it from the start. To
# take it for a weaker one would bring a service back before what it stands on.
KIND_UNSAID = "rebuild"
NEEDS_MAX = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something was read: the format and the file."""

    form: str
    file: str

    def __str__(self) -> str:
        return f"{self.form}: {self.file}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Where a dependency was learnt, of what kind it is, and what it was inferred from."""

    place: Place
    kind: str
    inferred_from: str

    def source(self) -> str:
        """Say where it was learnt; an inferred one begins with "inferred"."""
        if self.inferred_from:
            return f"{INFERRED} from {self.inferred_from}, {self.place}"
        return str(self.place)


@dataclass(slots=True, kw_only=True)
class Known:
    """What is known of a service: where it was learnt, its layer, and the team that owns it.

    `described_as` is its image, type or class: what it is, in the words of an inventory.
    """

    source: str
    layer: str = UNKNOWN
    team: str = ""
    described_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry of a list of applications: it says more of a service that others define.

    Attributes:
        place: the list.
        team: who owns it; empty when the list does not say.
        runs: whether the list says that it is in production.
        other_name: of the same thing elsewhere; empty when there is none.
    """

    place: Place
    team: str = ""
    runs: bool = False
    other_name: str = ""


@dataclass(slots=True)
class Heap:
    """What has been found so far."""

    services: dict[str, Known] = field(default_factory=dict)
    needs: dict[tuple[str, str], Need] = field(default_factory=dict)
    systems: dict[str, set[str]] = field(default_factory=dict)
    lists: dict[str, dict[str, Listed]] = field(default_factory=dict)
    seen: dict[str, Counter[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    told_full: bool = False

    def is_full(self, place: Place) -> bool:
        """Tell whether there are more dependencies than in any real estate; say so once.

        Findings:
            BS-LOAD-021.
        """
        full = len(self.needs) >= NEEDS_MAX
        if full and not self.told_full:
            said = f"Over {NEEDS_MAX} dependencies; no further one was taken."
            self.say(load.INVENTORY_TOO_GREAT, place.file, said)
        self.told_full |= full
        return full

    def say(self, code: FindingCode, subject: str, message: str = "") -> None:
        """Note a finding."""
        self.findings.append(code.at(plain(subject), plain(message)))

    def count(self, form: str, measure: str, number: int = 1) -> None:
        """Count something that the files of a format hold."""
        self.seen.setdefault(form, Counter())[plain(measure)[:80]] += number

    def define(
        self,
        place: Place,
        service: str,
        *,
        layer: str = UNKNOWN,
        team: str = "",
        described_as: str = "",
    ) -> bool:
        """Add a service, or what one more inventory says of it; false when it is none.

        Findings:
            BS-LOAD-022, BS-LOAD-025.
        """
        if not SERVICE.fullmatch(service):
            self.say(load.SERVICE_UNUSABLE, f"{place.file}, {service[:80]!r}")
            return False
        known = self.services.get(service)
        if known is None:
            known = self.services[service] = Known(source=str(place))
        else:
            said = f"{known.source} defines it as well; both are taken as one service."
            self.say(load.SERVICE_TWICE, f"{place.file}, {service}", said)
        known.layer = layer if known.layer == UNKNOWN else known.layer
        known.team = known.team or (team if SERVICE.fullmatch(team) else "")
        known.described_as = known.described_as or plain(" ".join(described_as.split()))[:200]
        return True

    def need(
        self,
        place: Place,
        service: str,
        needed: str,
        *,
        kind: str = KIND_UNSAID,
        inferred_from: str = "",
    ) -> None:
        """Add a dependency; what somebody said goes before what was inferred.

        Findings:
            BS-LOAD-021, BS-LOAD-022, BS-LOAD-024.
        """
        unusable = [name for name in (service, needed) if not SERVICE.fullmatch(name)]
        if unusable:
            self.say(load.SERVICE_UNUSABLE, f"{place.file}, {service[:80]}: {unusable[0][:80]!r}")
        elif needed == service:
            self.say(load.NEEDS_ITSELF, f"{place.file}, {service}")
        elif not self.is_full(place):
            known = self.needs.get((service, needed))
            if known is None or (known.inferred_from and not inferred_from):
                need = Need(place=place, kind=kind, inferred_from=inferred_from[:200])
                self.needs[service, needed] = need

    def each(
        self, form: str, files: Sequence[InventoryFile], read: Callable[[InventoryFile], T]
    ) -> list[tuple[Place, T]]:
        """Read files one by one; one that cannot be read is named, the others are read.

        Findings:
            BS-LOAD-020, BS-LOAD-021.
        """
        done = []
        for file in files:
            self.count(form, "files")
            try:
                done.append((Place(form=form, file=file.name), read(file)))
            except (YamlUnreadableError, InventoryUnreadableError) as fault:
                said = f"{fault} No service was taken from it."
                self.say(load.INVENTORY_UNREADABLE, file.name, said)
            except (YamlTooGreatError, InventoryTooGreatError) as fault:
                said = f"{fault} No service was taken from it."
                self.say(load.INVENTORY_TOO_GREAT, file.name, said)
        return done


def plain(text: str) -> str:
    """Make text that any file and database can hold: half a letter is written as its number."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
