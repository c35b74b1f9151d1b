"""What happens to a gate that waits too long: a rule says so before; it never passes by time."""

from collections.abc import Mapping
from datetime import datetime

from blackstart.estate.running.moves import HOUR, Stamp
from blackstart.estate.running.rules import Rule


def after_time(rule: Rule, stamps: Mapping[str, Stamp], now: datetime) -> str:
    """Tell which move a gate makes because of its time-out.

    Args:
        rule: what the gate needs, with its time-out.
        stamps: the moves of the round that it is in.
        now: the instant.

    Returns:
        "lapsed": the round ends, its signatures and evidence count no more, the gate stays open;
        "late": somebody is told, once a round; empty: nothing happens.
    """
    if rule.timeout_hours is None or "opened" not in stamps:
        return ""
    if (now - stamps["opened"].at) / HOUR < rule.timeout_hours:
        return ""
    if rule.lapses:
        return "lapsed"
    return "" if "late" in stamps else "late"
