"""What the outlook takes for granted where nobody knows: each figure with its source."""

# Tier 1 is paid 60 days after invoice (the carmaker's published terms).
TERMS_DAYS = 60
# A firm that has been out of cash for more than three weeks on end is counted as insolvent
# (assumption; a statutory demand runs 21 days).
GRACE_DAYS = 21
# An insolvent firm delivers nothing for four weeks; then an administrator, or somebody else, does
# (assumption).
REPLACED_AFTER_DAYS = 28
# By how much more than expected the time to a line's gate slips, on average (assumption: of the two
# ends of the stop announced in September 2025, eight days ahead became fifteen).
SLIP_SHARE = 0.5
# A gate that nobody has dated follows two weeks after the line's services (assumption).
GATE_AFTER_SERVICES_DAYS = 14
# New work comes as in the last four weeks; how much of it may be off by a third (assumption).
ARRIVALS_LOOK_BACK_DAYS = 28
ARRIVALS_SIGMA = 0.3
# What a desk really does of what its services allow: at worst, likely and at best of an 80 % range
# (assumption: people who have just come back to systems that have just come back). It is a desk's
# luck for the whole horizon, not a day's, or it would cancel out.
DONE_SHARE_WORST = 0.6
DONE_SHARE_LIKELY = 0.85
DONE_SHARE_BEST = 1.0
