"""One way of writing JSON, so that equal facts have equal bytes and equal hashes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


def canonical(value: Json) -> str:
    """Write a value as JSON with sorted keys, no blanks, and text as it is (UTF-8)."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def sha256(data: bytes | str) -> str:
    """Give the SHA-256 of bytes, or of text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def stable_id(prefix: str, *parts: str) -> str:
    """Make an id that is the same for the same parts, made before anything is sent.

    Args:
        prefix: a short word that says what the id is for, for example "PAY".
        parts: what identifies the thing; order matters.

    Returns:
        The prefix and 20 hexadecimal digits: 23 to 32 characters, within ISO 20022's 35.
    """
    return f"{prefix}-{sha256(canonical(list(parts)))[:20]}"
