"""The key that signs a record: made at first use, one for each database, for its owner's eyes."""

import base64
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from blackstart.base.clock import iso_utc
from blackstart.store.errors import KeyChangedError
from blackstart.store.home import Home
from blackstart.store.verifier import KIND, Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A key that signs checkpoints under a name; an exercise's key can sign nothing live.

    Attributes:
        public: what others need to verify.
        private: what nobody else may see.
    """

    public: Key
    private: Ed25519PrivateKey

    def checkpoint(self, size: int, root: bytes, at: datetime) -> str:
        """Sign a size and a root of the log (C2SP tlog-checkpoint, with the instant as extension).

        Args:
            size: how many entries.
            root: root hash of their tree.
            at: when, in UTC; signed as well.
        """
        encoded = base64.b64encode(root).decode()
        text = f"{self.public.name}\n{size}\n{encoded}\n{iso_utc(at)}\n"
        signature = self.public.hint + self.private.sign(text.encode())
        return f"{text}\n\u2014 {self.public.name} {base64.b64encode(signature).decode()}\n"


def signer(home: Home, database: str) -> Signer:
    """Load the key of a database's record, or make it at first use; its public half lies beside it.

    Args:
        home: the data folder.
        database: name of the database; each has a key of its own.

    Raises:
        KeyChangedError: the file does not hold an Ed25519 key.
    """
    path = home.keys / f"{database}.key"
    if not path.exists():
        _make(path)
    private = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyChangedError(str(path))
    public = Key(name=f"blackstart/{database}", public=private.public_key().public_bytes_raw())
    if not public_path(home, database).exists():
        public_path(home, database).write_text(f"{public_text(public)}\n", encoding="utf-8")
    return Signer(public=public, private=private)


def public_text(key: Key) -> str:
    """Write a public key as it is handed out: name, hash and bytes (C2SP signed-note)."""
    return f"{key.name}+{key.hint.hex()}+{base64.b64encode(KIND + key.public).decode()}"


def public_path(home: Home, database: str) -> Path:
    """Name the file with the public key: the one to hand out."""
    return home.keys / f"{database}.pub"


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Check an Ed25519 signature, fifty times faster than the single-file verifier does."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _make(path: Path) -> None:
    """Write a new key whole; if another process is faster, its key stays."""
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    path.parent.mkdir(mode=0o700, exist_ok=True)
    unfinished = path.with_suffix(f".{secrets.token_hex(4)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        path.hardlink_to(unfinished)
    unfinished.unlink()
