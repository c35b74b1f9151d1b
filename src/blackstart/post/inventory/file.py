"""A file of an inventory, read at most once in the form that it has; hostile ones are refused."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import yaml

from blackstart.base.errors import BlackstartError
from blackstart.post import xmlsafe
from blackstart.post.draft import Remark
from blackstart.post.element import Element
from blackstart.post.inventory.yaml_tree import YamlTree

HEAD_BYTES = 64 * 2**10  # where XML, JSON and CSV show what they are
CELL_CHARS_MAX = 10_000
YAML = (".yml", ".yaml")
FORMS = (*YAML, ".json", ".xml", ".csv")


class InventoryUnreadableError(BlackstartError):
    """The file is not what its name and beginning say."""


class InventoryTooGreatError(BlackstartError):
    """The file is larger, deeper or fuller than any real one."""


class InventoryFile:
    """One file: its name and bytes, and its content in the form that is asked for."""

    def __init__(self, name: str, data: bytes) -> None:
        """Keep a file; nothing is read yet.

        Args:
            name: path for messages, with the ending that tells the form.
            data: its bytes.
        """
        self.name = name
        self.data = data

    @property
    def head(self) -> bytes:
        """Give the beginning of the file."""
        return self.data[:HEAD_BYTES]

    @property
    def ending(self) -> str:
        """Give the ending of the name in small letters, for example ".yml"."""
        return "." + self.name.lower().rpartition(".")[2]

    @property
    def base(self) -> str:
        """Give the name without its folders, in small letters."""
        return self.name.lower().rpartition("/")[2]

    @cached_property
    def tree(self) -> YamlTree:
        """Give the file as YAML.

        Raises:
            YamlUnreadableError: it is no YAML.
            YamlTooGreatError: it is larger or deeper than any real one.
        """
        return YamlTree(self.data)

    def tops(self) -> Iterator[Mapping[str, yaml.Node]]:
        """Give the entries of each YAML document of the file that is a mapping."""
        for top in self.tree.documents:
            entries = self.tree.entries(top)
            if entries:
                yield entries

    def json(self) -> Any:  # noqa: ANN401 - JSON of strangers
        """Give the file as JSON.

        Raises:
            InventoryUnreadableError: it is no JSON in UTF-8.
            InventoryTooGreatError: it is over 20 MiB, or too deep.
        """
        self._measure()
        try:
            return json.loads(self.data)
        except RecursionError as fault:
            raise InventoryTooGreatError("too deep") from fault
        except ValueError as fault:  # a bad encoding and a number of 5,000 digits are that as well
            raise InventoryUnreadableError(str(fault)[:300]) from fault

    def xml(self) -> Element:
        """Give the root of the file as XML.

        Raises:
            InventoryUnreadableError: it has a DOCTYPE, is damaged or in a rare encoding.
            InventoryTooGreatError: it is over 20 MiB.
        """
        self._measure()
        root = xmlsafe.parse(self.data)
        if isinstance(root, Remark):
            raise InventoryUnreadableError(f"{root.message or root.code.meaning} ({root.place})")
        return root

    def rows(self) -> Iterator[dict[str, str]]:
        """Give the rows of the file as CSV, by its header in small letters.

        Raises:
            InventoryUnreadableError: it is no CSV in UTF-8 or Windows-1252.
            InventoryTooGreatError: it is over 20 MiB.
        """
        self._measure()
        lines = csv.reader(io.StringIO(self._text(), newline=""), strict=True)
        try:
            header = [name.strip().lower() for name in next(lines, [])]
            for line in lines:
                yield {
                    name: cell.strip()[:CELL_CHARS_MAX]
                    for name, cell in zip(header, line, strict=False)
                }
        except csv.Error as fault:
            raise InventoryUnreadableError(f"line {lines.line_num}: {fault}") from fault

    def _text(self) -> str:
        for encoding in ("utf-8-sig", "cp1252"):  # what exports and spreadsheets write
            try:
                return self.data.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise InventoryUnreadableError("neither UTF-8 nor Windows-1252")

    def _measure(self) -> None:
        if len(self.data) > xmlsafe.BYTES_MAX:
            raise InventoryTooGreatError(f"{len(self.data)} bytes; {xmlsafe.BYTES_MAX} at most.")
