"""ISO 20022 messages among the documents: named, and set aside until they are read."""

import re

_MESSAGE = re.compile(r"\b([a-z]{4}\.[0-9]{3})\.[0-9]{3}\.[0-9]{2}")
_WORDS = {
    "camt.052": "an account report",
    "camt.053": "a bank statement",
    "camt.054": "a notice of debits and credits",
    "pain.001": "a payment order",
    "pain.002": "a bank's answer to a payment order",
    "pain.008": "a direct debit order",
}


def message_name(namespace: str) -> str | None:
    """Name the message of a namespace, for example "camt.053.001.08"; None if it is none.

    Banks put the name into namespaces of their own too, so that the name decides.
    """
    match = _MESSAGE.search(namespace)
    return match[0] if match else None


def message_words(name: str) -> str:
    """Say in plain words what a message is: "a bank statement (camt.053.001.08)"."""
    return f"{_WORDS.get(name[:8], 'an ISO 20022 message')} ({name})"
