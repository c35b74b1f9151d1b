"""Writes payment runs as ISO 20022 pain.001.001.09, for a bank to execute once people have signed.

Equal input gives equal bytes: the message id comes from the run, the time is handed in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

import polars as pl

from blackstart.base.canonical import stable_id
from blackstart.base.clock import iso_utc
from blackstart.base.finding import Finding
from blackstart.base.money import show
from blackstart.base.today import Mode
from blackstart.post.charset import bank_text
from blackstart.post.findings_send import NO_DEBTOR_ACCOUNT, PAYMENT_UNWRITABLE

ID_CHARS_MAX = 35
NAME_CHARS_MAX = 140
TEXT_CHARS_MAX = 140

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}")
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_ID = re.compile(rf"[A-Za-z0-9-]{{1,{ID_CHARS_MAX}}}")

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- {warning} -->
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
<CstmrCdtTrfInitn>
<GrpHdr><MsgId>{message}</MsgId><CreDtTm>{made_at}</CreDtTm><NbOfTxs>{count}</NbOfTxs>\
<CtrlSum>{total}</CtrlSum><InitgPty><Nm>{name}</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>{message}</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>{count}</NbOfTxs>\
<CtrlSum>{total}</CtrlSum><ReqdExctnDt><Dt>{execute_on}</Dt></ReqdExctnDt>\
<Dbtr><Nm>{name}</Nm></Dbtr><DbtrAcct><Id><IBAN>{iban}</IBAN></Id><Ccy>{currency}</Ccy></DbtrAcct>\
<DbtrAgt><FinInstnId>{agent}</FinInstnId></DbtrAgt>
"""
_PAYMENT = """<CdtTrfTxInf><PmtId><EndToEndId>{payment}</EndToEndId></PmtId>\
<Amt><InstdAmt Ccy="{currency}">{amount}</InstdAmt></Amt>{agent}\
<Cdtr><Nm>{name}</Nm><PstlAdr><Ctry>{country}</Ctry></PstlAdr></Cdtr>\
<CdtrAcct><Id><IBAN>{iban}</IBAN></Id></CdtrAcct><RmtInf><Ustrd>{text}</Ustrd></RmtInf></CdtTrfTxInf>
"""
_FOOT = "</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n"
_NO_BIC = "<Othr><Id>NOTPROVIDED</Id></Othr>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The part of a payment run that is in one currency: one file for the bank.

    Attributes:
        run: id of the run.
        currency: ISO 4217 code; all payments of the file are in it.
        execute_on: the banking day on which the bank is to execute it.
    """

    run: str
    currency: str
    execute_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Debtor:
    """Our account that payments leave from.

    Attributes:
        name: our name at the bank.
        iban: with or without blanks.
        bic: of our bank; empty when it is not known.
    """

    name: str
    iban: str
    bic: str | None


def message_id(run: Run, mode: Mode) -> str:
    """Make the message's id: the same for the same run, and marked when it is an exercise."""
    mark = "X-" if mode is Mode.EXERCISE else ""
    plain = f"{mark}{run.run}-{run.currency}"
    return plain if _ID.fullmatch(plain) else f"{mark}{stable_id('RUN', run.run, run.currency)}"


def file_name(run: Run, mode: Mode) -> str:
    """Name the file so that nobody takes it for one that a bank may have."""
    return f"{message_id(run, mode)}.UNSIGNED.xml"


def faults(run: Run, payments: pl.DataFrame, debtor: Debtor) -> tuple[Finding, ...]:
    """Say why a run cannot be written; account numbers are never shown.

    Args:
        run: the run and its currency.
        payments: its rows of the table `payments`.
        debtor: our account.

    Findings:
        BS-SEND-001, BS-SEND-002.
    """
    found = []
    if not _is_iban(debtor.iban) or not _is_bic(debtor.bic):
        found.append(NO_DEBTOR_ACCOUNT.at(f"{run.run} {run.currency}"))
    for row in payments.sort("payment").iter_rows(named=True):
        wrong = _wrong(row, run.currency)
        if wrong:
            said = f"{wrong[0].upper()}{wrong[1:]}. No file was written for the run."
            found.append(PAYMENT_UNWRITABLE.at(row["payment"], said))
    return tuple(found)


def _wrong(row: Mapping[str, Any], currency: str) -> str:
    """Say in words what of one payment cannot be written; nothing when all can."""
    checks = (
        ("its id is longer than 35 or has other signs than A-Z, 0-9 and -", _ID, row["payment"]),
        ("the country is no ISO 3166 code", _COUNTRY, row["country"]),
        (f"it is not in {currency}", re.compile(currency), row["currency"]),
    )
    wrong = [words for words, form, text in checks if not form.fullmatch(text)]
    if not _is_iban(row["account"]):
        wrong.append("the payee's account is no IBAN")
    if not _is_bic(row["bic"]):
        wrong.append("the payee's BIC is none")
    if row["amount_minor"] <= 0:
        wrong.append("its amount is not positive")
    return "; ".join(wrong)


def write(
    run: Run,
    payments: pl.DataFrame,
    debtor: Debtor,
    *,
    made_at: datetime,
    mode: Mode,
    texts: Mapping[str, str] | None = None,
) -> bytes:
    """Write one run in one currency as a pain.001.001.09 message, unsigned and marked so.

    Args:
        run: the run, its currency and its day.
        payments: its rows of the table `payments`, without `faults`.
        debtor: our account.
        made_at: instant of the message.
        mode: EXERCISE or LIVE.
        texts: by payment, what it pays, in words; the payment's id where there is none.

    Returns:
        The message in UTF-8; number and sum of the payments are exact.

    Source: ISO 20022 pain.001.001.09 (CustomerCreditTransferInitiationV09).
    """
    total_minor = int(payments["amount_minor"].sum())
    head = _HEAD.format(
        warning=_warning(mode),
        message=message_id(run, mode),
        made_at=iso_utc(made_at),
        count=len(payments),
        total=show(total_minor, run.currency),
        name=escape(bank_text(debtor.name, NAME_CHARS_MAX)),
        execute_on=run.execute_on.isoformat(),
        iban=_compact(debtor.iban),
        currency=run.currency,
        agent=_agent(debtor.bic) or _NO_BIC,
    )
    return "".join([head, *_payments(payments, texts or {}), _FOOT]).encode()


def _payments(payments: pl.DataFrame, texts: Mapping[str, str]) -> Iterator[str]:
    columns = ("payment", "currency", "amount_minor", "account", "name", "bic", "country")
    for payment, currency, amount_minor, account, name, bic, country in (
        payments.sort("payment").select(columns).iter_rows()
    ):
        agent = _agent(bic)
        yield _PAYMENT.format(
            payment=payment,
            currency=currency,
            amount=show(amount_minor, currency),
            agent=f"<CdtrAgt><FinInstnId>{agent}</FinInstnId></CdtrAgt>" if agent else "",
            name=escape(bank_text(name, NAME_CHARS_MAX)),
            country=country,
            iban=_compact(account),
            text=escape(bank_text(texts.get(payment, payment), TEXT_CHARS_MAX)),
        )


def _warning(mode: Mode) -> str:
    if mode is Mode.EXERCISE:
        return "EXERCISE. UNSIGNED. Made for a rehearsal: no bank may execute this file."
    return "UNSIGNED. No bank may execute this file before two people have signed its run."


def _agent(bic: str | None) -> str:
    return f"<BICFI>{_compact(bic)}</BICFI>" if bic else ""


def _compact(account: str) -> str:
    return "".join(account.split()).upper()


def _is_iban(account: str) -> bool:
    """Check form and check digits (ISO 13616: the rearranged number is 1 modulo 97)."""
    iban = _compact(account)
    if not _IBAN.fullmatch(iban):
        return False
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def _is_bic(bic: str | None) -> bool:
    return not bic or _BIC.fullmatch(_compact(bic)) is not None
