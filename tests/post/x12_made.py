"""Small X12 interchanges of our own, in the dialects that suppliers write."""

INVOICE = """
BIG*20250901*R-17*20250701*PO-9***DI*00
CUR*SE*GBP
REF*PK*DN-4
N1*SU*Brackets Ltd*92*S-100
N3*1 Lane
REF*VX*GB123456789
N1*BY*Cars plc
ITD*01*3****20251001
IT1*1*1000*PC*20*HP*BP*P-1*PO*PO-8*PL*30
PID*F****Bracket, 90 'degrees'
IT1*2*2.5*KG*2**VP*X-2
TDS*24600
TXI*VA*41
SAC*C*D240***500
CTT*2
"""
ADVICE = """
BSN*00*DA-7*20250901*0930
DTM*011*20250902
HL*1**S
N1*SU*Brackets Ltd*92*S-100
HL*2*1*O
PRF*SCHED-1
HL*3*2*P
HL*4*3*I
LIN**BP*P-1
SN1**100*PC
HL*5*1*O
PRF*PO-8
HL*6*5*I
LIN**IN*P-2*PL*30
SN1**7.5*KG
CTT*6
"""
TYPES = {"810": "IN", "856": "SH"}


def message(kind: str, body: str, number: str = "0001") -> list[str]:
    """Put the body between ST and SE, counted rightly."""
    inner = [line for line in body.strip().splitlines() if line]
    return [f"ST*{kind}*{number}", *inner, f"SE*{len(inner) + 2}*{number}"]


def group(kind: str, *messages: list[str], number: str = "7", version: str = "004010") -> list[str]:
    """Put messages between GS and GE, counted rightly."""
    head = f"GS*{TYPES.get(kind, 'PO')}*SENDER*CARS*20250925*0930*{number}*X*{version}"
    return [head, *(line for each in messages for line in each), f"GE*{len(messages)}*{number}"]


def interchange(
    *groups: list[str], number: str = "000000077", usage: str = "P", separators: str = "*>~"
) -> str:
    """Put groups between ISA and IEA, counted rightly, with separators of one's own."""
    who = f"ZZ*{'SENDER':15}*ZZ*{'CARS':15}"
    head = f"ISA*00*{'':10}*00*{'':10}*{who}*250925*0930*U*00401*{number}*0*{usage}*>"
    lines = [head, *(line for each in groups for line in each), f"IEA*{len(groups)}*{number}"]
    text = "".join(f"{line}~\n" for line in lines)
    return text.translate(str.maketrans("*>~", separators))


def one(kind: str = "810", body: str = "", **said: str) -> str:
    """Make an interchange of one message."""
    return interchange(group(kind, message(kind, body or INVOICE)), **said)


def broken(text: str, *changes: tuple[str, str]) -> str:
    """Change a text at places that must be there."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text
