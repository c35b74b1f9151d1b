"""The page of the exception queue: who has to do what, the most pressing first, in batches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import polars as pl

from blackstart.payables.clearing.exceptions import ORDER
from blackstart.payables.clearing.handling import ACCEPTABLE
from blackstart.payables.clearing.told import by_cause, by_owner, narrowed, row_told
from blackstart.payables.findings import FINDINGS
from blackstart.web.pages.moment import written
from blackstart.web.pages.words import money, number, some, whole
from blackstart.work.exceptions import Waiting

ROWS_A_PAGE = 40
CAUSES_SHOWN = 10
WORDS_MAX = 160
MEANING_MAX = 50
MEANING = {code.code: code.meaning for code in FINDINGS}
PATH = "/invoices"
FILTERS = ("owner", "code", "supplier")
BEHIND = "Something came or was decided since: `blackstart run` lets the desk follow it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link with its words; without an address it is where we are.

    Attributes:
        words: what is shown.
        address: where it leads; empty: nowhere.
    """

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """The exception queue, a page of it.

    Attributes:
        mode: EXERCISE or LIVE.
        incident: name of the incident.
        as_of: the moment that it is about, in words.
        behind: what the desk has not followed yet; empty: nothing.
        order: how the rows are sorted, and why.
        token: what our own forms carry.
        owners: for each desk its link, count and value.
        causes: what one call would clear together: link, count.
        codes: reasons that wait, to choose from, each with its words.
        chosen: the filters that are on.
        count: how many rows the filters leave, in words.
        rows: the rows of this page.
        acceptable: whether any row of it may be accepted.
        pages: links to the other pages.
    """

    mode: str
    incident: str
    as_of: str
    behind: str
    order: str
    token: str
    owners: Sequence[tuple[Link, str, str]]
    causes: Sequence[tuple[Link, str]]
    codes: Sequence[tuple[str, str]]
    chosen: Mapping[str, str]
    count: str
    rows: Sequence[Mapping[str, Any]]
    acceptable: bool
    pages: Sequence[Link]


def queue(seen: Waiting, asked: Mapping[str, str], token: str) -> QueuePage:
    """Work out a page of the queue.

    Args:
        seen: what waits for people.
        asked: what the address asks for: owner, code, supplier, page.
        token: what our own forms carry.
    """
    chosen = {name: asked.get(name, "") for name in FILTERS}
    rows = narrowed(seen.queue, chosen["owner"], chosen["supplier"], chosen["code"])
    last = max(-(-rows.height // ROWS_A_PAGE), 1)
    page = min(max(whole(asked.get("page", "")), 1), last)
    shown = rows.slice((page - 1) * ROWS_A_PAGE, ROWS_A_PAGE)
    told = [_row(row) for row in shown.iter_rows(named=True)]
    return QueuePage(
        mode=seen.mode,
        incident=seen.incident,
        as_of=written(seen.now),
        behind=BEHIND if seen.behind else "",
        order=ORDER,
        token=token,
        owners=[_owner(one) for one in by_owner(seen.queue)],
        causes=[_cause(row) for row in by_cause(rows).head(CAUSES_SHOWN).iter_rows(named=True)],
        codes=[(code, _reason(code)) for code in seen.queue["code"].unique().sort()],
        chosen=chosen,
        count=_count(rows, page, last),
        rows=told,
        acceptable=any(row["acceptable"] for row in told),
        pages=_pages(chosen, page, last),
    )


def address(chosen: Mapping[str, str], page: int = 1) -> str:
    """Write the address of a page of the queue: all its state stands in it."""
    said = {name: value for name, value in chosen.items() if value}
    said |= {"page": str(page)} if page > 1 else {}
    return f"{PATH}?{urlencode(said)}" if said else PATH


def _owner(one: Mapping[str, Any]) -> tuple[Link, str, str]:
    link = Link(words=one["owner"], address=address({"owner": one["owner"]}))
    return link, number(one["invoices"]), money(one["value"])


def _cause(row: Mapping[str, Any]) -> tuple[Link, str]:
    """Name a cause of several: who, and for what reason."""
    words = f"{row['name'] or row['supplier']}, {_reason(row['code'])}"
    where = address({"supplier": row["supplier"], "code": row["code"]})
    return Link(words=words, address=where), some(row["invoices"], "invoice")


def _reason(code: str) -> str:
    """Write a reason with the first words of what it means."""
    meaning = MEANING.get(code, "")
    cut = meaning if len(meaning) <= MEANING_MAX else f"{meaning[:MEANING_MAX].rstrip()}…"
    return f"{code} {cut}".strip()


def _row(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Write a row: long words are cut, its own page has them whole."""
    told = row_told(row)
    value = money({told["currency"]: told["amount"]}) if told["amount"] else "no amount"
    reason = told["reason"]
    alike = address({"supplier": told["supplier"] or "", "code": told["code"]})
    return {
        **told,
        "value": value,
        "reason": reason if len(reason) <= WORDS_MAX else f"{reason[:WORDS_MAX]}…",
        "alike": alike if told["supplier"] else "",
        "pick": f"{told['invoice']}|{told['code']}",
        "can_be_picked": told["state"] == "held",
    }


def _count(rows: pl.DataFrame, page: int, last: int) -> str:
    which = f", page {number(page)} of {number(last)}" if last > 1 else ""
    accept = rows.filter(pl.col("code").is_in(ACCEPTABLE)).height
    verb = "waits" if rows.height == 1 else "wait"
    return f"{some(rows.height, 'invoice')} {verb}{which}; {number(accept)} may be accepted"


def _pages(chosen: Mapping[str, str], page: int, last: int) -> list[Link]:
    """Link the neighbouring pages, and the first and the last one beyond them."""
    near = [("Previous page", page - 1), ("Next page", page + 1)]
    far = [("First page", 1)] * (page > 2) + [("Last page", last)] * (page < last - 1)  # noqa: PLR2004 - the second page's neighbour is the first
    return [
        Link(words=words, address=address(chosen, to))
        for words, to in (*near, *far)
        if 1 <= to <= last
    ]
