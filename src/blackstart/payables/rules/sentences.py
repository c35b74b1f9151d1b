"""What is wrong when a rule fails, in our own words: the rule, then its sentence."""

_TOLD = """
BR-01 The invoice does not say which specification it follows (BT-24).
BR-02 The invoice has no number (BT-1).
BR-03 The invoice has no issue date (BT-2).
BR-04 The invoice has no type code (BT-3).
BR-05 The invoice does not name its currency (BT-5).
BR-06 The seller has no name (BT-27).
BR-07 The buyer has no name (BT-44).
BR-08 The seller has no postal address (BG-5).
BR-09 The seller's address has no country code (BT-40).
BR-10 The buyer has no postal address (BG-8).
BR-11 The buyer's address has no country code (BT-55).
BR-12 The sum of the lines is missing (BT-106).
BR-13 The total without VAT is missing (BT-109).
BR-14 The total with VAT is missing (BT-112).
BR-15 The amount due for payment is missing (BT-115).
BR-16 The invoice has no line (BG-25).
BR-17 A payee must have a name (BT-59) and be somebody else than the seller.
BR-18 The seller's tax representative has no name (BT-62).
BR-19 The seller's tax representative has no postal address (BG-12).
BR-20 The tax representative's address has no country code (BT-69).
BR-21 A line has no identifier (BT-126).
BR-22 A line has no quantity (BT-129).
BR-23 A line's quantity has no unit (BT-130).
BR-24 A line has no net amount (BT-131).
BR-25 A line's item has no name (BT-153).
BR-26 A line's item has no net price (BT-146).
BR-27 A line's net price must be there and not below zero (BT-146).
BR-28 A line's gross price may not be below zero (BT-148).
BR-29 The invoicing period ends before it begins (BT-73, BT-74).
BR-30 A line's period ends before it begins (BT-134, BT-135).
BR-31 An allowance on the whole invoice (BG-20) has no amount.
BR-32 An allowance on the whole invoice (BG-20) has no VAT category (BT-95).
BR-33 An allowance on the whole invoice (BG-20) has neither a reason nor a code for one.
BR-36 A charge on the whole invoice (BG-21) has no amount.
BR-37 A charge on the whole invoice (BG-21) has no VAT category (BT-102).
BR-38 A charge on the whole invoice (BG-21) has neither a reason nor a code for one.
BR-41 An allowance on a line (BG-27) has no amount.
BR-42 An allowance on a line (BG-27) has neither a reason nor a code for one.
BR-43 A charge on a line (BG-28) has no amount.
BR-44 A charge on a line (BG-28) has neither a reason nor a code for one.
BR-45 A VAT breakdown has no taxable amount (BT-116).
BR-46 A VAT breakdown has no VAT amount (BT-117).
BR-47 A VAT breakdown has no VAT category (BT-118).
BR-48 A VAT breakdown has no VAT rate (BT-119), and is not for what is outside VAT.
BR-49 Payment instructions do not name the means of payment (BT-81).
BR-50 A credit transfer has an account without a number (BT-84).
BR-51 A full card number is given (BT-87); six first and four last digits are allowed.
BR-52 A supporting document has no reference (BT-122).
BR-53 A currency for VAT accounting (BT-6) is named: it must be another one than the invoice's,
    and the VAT total in it (BT-111) must be there.
BR-54 An item attribute lacks its name or its value (BT-160, BT-161).
BR-55 A preceding invoice is referred to without its number (BT-25).
BR-56 The seller's tax representative has no VAT identifier (BT-63).
BR-57 The delivery address has no country code (BT-80).
BR-61 A credit transfer needs the payee's account (BT-84).
BR-62 The seller's electronic address has no scheme (BT-34).
BR-63 The buyer's electronic address has no scheme (BT-49).
BR-64 An item's standard identifier has no scheme (BT-157).
BR-65 An item's class has no scheme (BT-158).
BR-B-01 Split payment (B) is for invoices within Italy only.
BR-B-02 An invoice with split payment (B) may not use the standard rate (S) as well.
BR-CO-03 Both a VAT date (BT-7) and a code for it (BT-8) are given; only one may be.
BR-CO-04 A line has no VAT category (BT-151).
BR-CO-09 A VAT number must begin with the code of its country (EL for Greece).
BR-CO-10 The sum of the lines (BT-106) is not what the lines' net amounts (BT-131) add up to.
BR-CO-11 The sum of allowances (BT-107) is not what the allowances on the invoice add up to.
BR-CO-12 The sum of charges (BT-108) is not what the charges on the invoice add up to.
BR-CO-13 The total without VAT (BT-109) is not lines less allowances plus charges.
BR-CO-14 The VAT total (BT-110) is not what the VAT breakdown (BT-117) adds up to.
BR-CO-15 The total with VAT (BT-112) is not the total without VAT (BT-109) plus the VAT in the
    invoice's currency (BT-110), or that VAT is not there exactly once.
BR-CO-16 The amount due (BT-115) is not the total with VAT, less what is paid, plus rounding.
BR-CO-17 The VAT amount (BT-117) is not the taxable amount (BT-116) times the rate (BT-119).
BR-CO-18 The invoice has no VAT breakdown (BG-23).
BR-CO-19 The invoicing period has neither a first day, a last day nor a code for the VAT date
    (BG-14).
BR-CO-20 A line's period has neither a first nor a last day (BG-26).
BR-CO-21 An allowance on the whole invoice (BG-20) has neither a reason nor a code for one.
BR-CO-22 A charge on the whole invoice (BG-21) has neither a reason nor a code for one.
BR-CO-23 An allowance on a line (BG-27) has neither a reason nor a code for one.
BR-CO-24 A charge on a line (BG-28) has neither a reason nor a code for one.
BR-CO-26 The seller cannot be identified: no identifier (BT-29), no registration (BT-30), no VAT
    number (BT-31).
BR-DEC-13 More than two decimals in the VAT total (BT-110).
BR-DEC-15 The VAT total in the accounting currency (BT-111) is missing or has more than two
    decimals.
BR-IC-11 An intra-community supply (K) needs the date of delivery (BT-72) or the invoicing period
    (BG-14).
BR-IC-12 An intra-community supply (K) needs the country of delivery (BT-80).
BR-O-11 An invoice with a VAT breakdown outside VAT (O) may have no other VAT breakdown.
BR-O-12 An invoice with a VAT breakdown outside VAT (O) may have no lines of another VAT category.
BR-O-13 An invoice with a VAT breakdown outside VAT (O) may have no allowances of another VAT
    category.
BR-O-14 An invoice with a VAT breakdown outside VAT (O) may have no charges of another VAT
    category.
CII-DT-013 The document may not name its language.
CII-DT-014 The document may not name its locale.
CII-DT-037 A tax other than VAT is given here.
CII-DT-068 A period's first day must be a date text.
CII-DT-072 A period's last day must be a date text.
CII-DT-097 A date in the format 102 has eight digits: year, month, day.
CII-SR-009 The group of the specification identifier (BT-24) must stand once.
CII-SR-010 The specification identifier (BT-24) must stand once.
CII-SR-014 The type of the invoice (BT-3) must stand once.
CII-SR-046 An item's standard identifier has no scheme (BT-157).
CII-SR-069 An item attribute needs one name (BT-160).
CII-SR-072 An item attribute needs one value (BT-161).
CII-SR-090 The country of origin (BT-159) must stand once where its group stands.
CII-SR-439 A line needs one net price (BT-146).
CII-SR-440 There is more than one amount of a discount on a price (BT-147).
CII-SR-441 There is more than one net price of a line (BT-146).
CII-SR-463 It is not said whether this is an allowance or a charge.
CII-SR-470 A credit transfer needs the payee's account (BT-84).
CII-SR-472 There is more than one VAT category of an allowance or charge.
UBL-CR-666 An invoiced object (130) may have no attachment.
UBL-CR-673 An invoiced object (130) may have no description.
UBL-DT-01 An amount has more than two decimals.
UBL-DT-06 An attachment does not say its media type (BT-125).
UBL-DT-07 An attachment has no file name (BT-125).
UBL-SR-07 A preceding invoice is referred to without its number (BT-25).
UBL-SR-19 A payee needs one name (BT-59) that is not the seller's.
UBL-SR-20 A payee needs a name that is not the seller's, and one identifier at most (BT-60).
UBL-SR-21 A payee needs a name that is not the seller's, and one registration at most (BT-61).
UBL-SR-22 There is more than one name of the seller's tax representative (BT-62).
UBL-SR-23 There is more than one VAT number of the seller's tax representative (BT-63).
UBL-SR-36 There is more than one period for a line (BG-26).
UBL-SR-37 There is more than one discount on a price (BT-147).
UBL-SR-42 The seller has more than two tax registrations.
UBL-SR-43 A supporting document with a scheme or a type must be an invoiced object (130).
UBL-SR-48 A line needs exactly one VAT category (BT-151).
UBL-SR-52 There is more than one object for a line (BT-128).
UBL-SR-53 A tax registration needs a number and the tax that it is for.
BS-EN-001 This is no amount: sums with it were not judged.
BS-EN-002 This is no VAT rate: the VAT with it was not judged.
BS-EN-003 This is no VAT rate: the VAT with it was not judged.
BS-EN-004 It is not said whether this is an allowance or a charge; it was not counted.
BS-EN-005 A value that may stand once is given again; the first one was judged.
BS-EN-006 This is no price: whether it is below zero was not judged.
BS-EN-007 This is no date: whether the period ends before it begins was not judged.
BS-EN-008 A value that must stand once is given again in another group.
"""


def _sentences() -> dict[str, str]:
    flat = _TOLD.replace("\n    ", " ").strip()
    told = (line.partition(" ") for line in flat.splitlines())
    return {rule: says for rule, _, says in told}


SENTENCES = _sentences()
