"""Money is an integer of minor units with a currency; nothing here ever touches a float."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

from blackstart.base.errors import MoneyRangeError

AMOUNT_MINOR_MAX = 10**15
MICRO = 10**6
_TEXT_MAX = 60

# ISO 4217: currencies whose minor unit is not the hundredth.
_DIGITS = {
    **dict.fromkeys(
        ("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF").split(), 0
    ),
    **dict.fromkeys(("BHD IQD JOD KWD LYD OMR TND").split(), 3),
    **dict.fromkeys(("CLF UYW").split(), 4),
}

# ISO 4217 active codes (the list of SIX, 2024); an unknown one is a finding, never a guess.
CURRENCIES = frozenset(
    (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN "
        "BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR "
        "FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD "
        "JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT "
        "MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG "
        "QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS "
        "TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XOF "
        "XPF YER ZAR ZMW ZWG"
    ).split()
)


def minor_digits(currency: str) -> int:
    """Tell how many digits a currency has after the point: 2 for GBP, 0 for JPY (ISO 4217)."""
    return _DIGITS.get(currency, 2)


def checked(amount_minor: int) -> int:
    """Give an amount back if 64-bit sums of it are safe.

    Raises:
        MoneyRangeError: beyond 10^15 minor units; the caller owes a finding before this.
    """
    if abs(amount_minor) > AMOUNT_MINOR_MAX:
        raise MoneyRangeError(str(amount_minor))
    return amount_minor


def to_scaled(text: str, digits: int) -> int | None:
    """Read a decimal number as an integer of 10^-digits, half away from zero.

    Args:
        text: the number as it came, for example "-1234.565"; blanks around it are ignored.
        digits: how many digits after the point are kept; 0 or more.

    Returns:
        The scaled integer, or None if the text is no finite decimal number of up to 10^15 units.
    """
    number = _decimal(text)
    # Compared before scaling: "1E999999" must not become a million digits.
    if number is None or number.adjusted() > 15 + 6:
        return None
    with localcontext() as context:
        context.prec = 60
        return int(number.scaleb(digits).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _decimal(text: str) -> Decimal | None:
    stripped = text.strip()
    # Python alone reads 1_000 as a thousand; in a document it is damage.
    if not stripped.isascii() or "_" in stripped or len(stripped) > _TEXT_MAX:
        return None
    try:
        number = Decimal(stripped)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def to_minor(text: str, currency: str) -> int | None:
    """Read an amount in minor units: ("12.34", "GBP") is 1234.

    Returns:
        The amount, or None if it is no number or beyond 10^15 minor units.
    """
    amount = to_scaled(text, minor_digits(currency))
    return None if amount is None or abs(amount) > AMOUNT_MINOR_MAX else amount


def show(amount_minor: int, currency: str) -> str:
    """Write an amount as a plain decimal string: (-123456, "GBP") is "-1234.56"."""
    digits = minor_digits(currency)
    whole, part = divmod(abs(amount_minor), 10**digits)
    sign = "-" if amount_minor < 0 else ""
    return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"


def written(amount_minor: int, currency: str) -> str:
    """Write an amount for people: (-123456, "GBP") is "-1,234.56 GBP"."""
    return f"{_grouped(show(amount_minor, currency))} {currency}"


def each_written(amounts: Mapping[str, str]) -> tuple[str, ...]:
    """Write each amount that is not zero for people, the greatest first.

    Args:
        amounts: by currency, plain decimal strings as `show` writes them.
    """
    there = {name: text for name, text in amounts.items() if text.strip("-0.")}
    order = sorted(there, key=lambda name: (-len(there[name]), name))
    return tuple(f"{_grouped(there[name])} {name}" for name in order)


def _grouped(text: str) -> str:
    """Put thousands into a decimal string without ever making it a float."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, part = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{part}"
