"""People's keys: sign a statement with a private key, check one with a public key (Ed25519)."""

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from blackstart.base.errors import BlackstartError
from blackstart.estate.running.acts import Signature
from blackstart.store import keys


class NotAKeyError(BlackstartError):
    """The file does not hold a private Ed25519 key without a password; nothing was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who signs, and how: with a key at hand, with a signature made elsewhere, or by name only.

    Attributes:
        person: who.
        key: their private key, if it lies on this machine.
        public_key: their public key, hexadecimal, beside a signature made elsewhere.
        signature: made elsewhere, hexadecimal.
    """

    person: str
    key: Ed25519PrivateKey | None = None
    public_key: str | None = None
    signature: str | None = None

    def sign(self, said: str) -> Signature:
        """Sign a statement, or check the signature that was brought."""
        key, signature = self.public_key, self.signature
        if self.key is not None:
            key = self.key.public_key().public_bytes_raw().hex()
            signature = self.key.sign(said.encode()).hex()
        genuine = bool(key and signature and verify(key, said, signature))
        return Signature(person=self.person, public_key=key, signature=signature, genuine=genuine)


def verify(public_key: str, said: str, signature: str) -> bool:
    """Check a signature.

    Args:
        public_key: 64 hexadecimal digits.
        said: the statement.
        signature: 128 hexadecimal digits.
    """
    try:
        key, made = bytes.fromhex(public_key), bytes.fromhex(signature)
    except ValueError:
        return False
    return keys.signed(key, said.encode(), made)


def private_key(path: Path) -> Ed25519PrivateKey:
    """Load somebody's private key.

    Raises:
        NotAKeyError: the file holds something else.
    """
    try:
        found = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as fault:
        raise NotAKeyError(str(path)) from fault
    if not isinstance(found, Ed25519PrivateKey):
        raise NotAKeyError(str(path))
    return found


def make_key(path: Path) -> str:
    """Make a private key in a new file that only its owner can read.

    Returns:
        The public key, hexadecimal.
    """
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    return key.public_key().public_bytes_raw().hex()
