"""Small interchanges of our own, in the dialects that suppliers write."""

from collections.abc import Sequence


def segments(*texts: str) -> str:
    """End each segment, on a line of its own."""
    return "".join(f"{text}'\n" for text in texts)


def message(kind: str, body: str, reference: str = "1") -> str:
    """Put the body between UNH and UNT, counted rightly."""
    inner = [line for line in body.strip().splitlines() if line]
    head, end = f"UNH+{reference}+{kind}", f"UNT+{len(inner) + 2}+{reference}"
    return segments(head, *inner, end)


def interchange(
    *messages: str, una: str = "", syntax: str = "UNOC:3", reference: str = "77"
) -> str:
    """Put messages between UNB and UNZ, counted rightly."""
    head = f"UNB+{syntax}+SENDER:14+CARS:ZZ+250925:0930+{reference}"
    end = f"UNZ+{len(messages)}+{reference}"
    return una + segments(head) + "".join(messages) + segments(end)


D96A = """
BGM+380+R-17+9
DTM+137:20250901:102
RFF+ON:PO-9
NAD+SU+S-100::92++Brackets Ltd+1 Lane+Town++AB1 2CD+GB
RFF+VA:GB123456789
NAD+BY+CARS::92++Cars plc
CUX+2:GBP:4
PAT+3
DTM+13:20251001:102
LIN+1++P-1:IN
PIA+1+X-1:SA
IMD+F++:::Bracket, 90 ?'degrees?'
QTY+47:1000:PCE
MOA+203:200
PRI+AAA:20:CT::100:C62
RFF+DQ:DN-4
RFF+ON:PO-8:30
LIN+2++:IN
PIA+5+X-2:SA
IMD+F++:::Glue:strong
QTY+47:2.5:KGM
MOA+203:5
PRI+AAA:2
UNS+S
CNT+2:2
MOA+79:205
MOA+77:246
TAX+7+VAT+++:::20
MOA+125:200
MOA+124:40
TAX+7+VAT+++:::20
MOA+125:5
MOA+124:1
"""
# As Odette's OM09 is built: function codes, UNA with a comma, totals in two currencies.
D03A = """
BGM+381::10+C-5+9
DTM+137:202509011230:203
DTM+3:250831:101
NAD+SE+S-100::92
FII+RB+GB33BUKB20201555555555
RFF+VA:GB123456789
NAD+IV+++Cars plc
CUX+2:EUR:4+3:SEK:11
PYT+1
DTM+140:20250930:102
ALC+A+++++FC
MOA+204:10
ALC+C
MOA+23:2,5
LIN+000010++P-1:IN
IMD+++:::Bracket
QTY+47:-3:EA
MOA+203:-30
PRI+AAB:10:::1:EA
RFF+AAK:DA-7
UNS+S
MOA+79:-30
MOA+388:-45
MOA+388:-517,5:SEK
MOA+389:-37,5:EUR
MOA+176:-7,5
MOA+9:-45
"""
# As VDA 4938 asks for: association code GAVA11, dates with format 102, self-billing by type 389.
D07A = """
BGM+389+SB-2025-4+9
DTM+137:20250902:102
DTM+11:20250828:102
RFF+CO:SCHED-1
RFF+AAK:DA-1
DTM+171:20250828:102
NAD+SE+12345::92++Teile GmbH
RFF+VA:DE811234567
NAD+BY+9::92++Cars plc
RFF+VA:GB1
NAD+ST+W1::92
CUX+2:EUR:4
LIN+1++A 123 456:IN
PIA+1+T-9:SA
IMD+++:::Stossfänger
QTY+47:10:H87
DTM+11:20250828:102
MOA+203:1000
MOA+66:1010
PRI+AAA:100:::1:PCE
PRI+AAB:101:::1:PCE
RFF+ON:SCHED-2:20
RFF+ALO:WE-5
RFF+AAU:DA-1
ALC+A
MOA+204:10
TAX+7+VAT+++:::0+Z
MOA+124:0
UNS+S
MOA+77:1000
MOA+79:1000
MOA+113:200
MOA+9:800
TAX+7+VAT+++:::0+Z
MOA+125:1000
MOA+124:0
"""
DESPATCH = """
BGM+351+DA-7+9
DTM+137:202509011200:203
DTM+11:20250902:102
DTM+17:20250904:102
RFF+ON:SCHED-1
NAD+SU+S-100::92
NAD+ST+W1::92
CPS+1++4
PAC+2++BOX
QTY+52:50:PCE
LIN+1++P-1:IN
QTY+12:100:PCE
ALI+GB
CPS+2++4
LIN+2++P-2:IN
PIA+1+X-2:SA
QTY+12:7.5:KGM
RFF+ON:PO-8:30
CNT+2:2
"""


def invoic(body: str = D96A, release: str = "D:96A:UN", reference: str = "1") -> str:
    """Make an INVOIC message."""
    return message(f"INVOIC:{release}", body, reference)


def broken(text: str, *changes: tuple[str, str]) -> str:
    """Replace pieces that must be there, each once."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def without(body: str, tags: Sequence[str]) -> str:
    """Leave out the segments that begin so."""
    kept = [line for line in body.splitlines() if not line.startswith(tuple(tags))]
    assert len(kept) < len(body.splitlines()), tags
    return "\n".join(kept)
