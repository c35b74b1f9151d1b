"""A service of the rehearsal: a process of its own that answers on a port, by HTTP or plain TCP.

It tells the hashes of its data, as they are now, to whoever asks. Standard library only, and quick
to start: `python -I -S rehearsal_service.py KIND PORT FOLDER`.
"""

import contextlib
import hashlib
import os
import socket
import sys

ALONE_SECONDS_MAX = 900


def hashes(folder: str) -> bytes:
    """List the files of the service's data with their hashes, as `sha256sum` does."""
    lines = []
    for name in sorted(os.listdir(folder)):  # noqa: PTH208 - pathlib takes longer to load than all of this
        with open(os.path.join(folder, name), "rb") as file:  # noqa: PTH118, PTH123 - the same
            lines.append(f"{hashlib.sha256(file.read()).hexdigest()}  {name}")
    return "\n".join(["# ready", *lines, "# END\n"]).encode()


def answer(kind: str, asked: bytes, folder: str) -> bytes:
    """Answer one question; the vault has files that it gives by their names."""
    if kind == "tcp":
        return hashes(folder)
    path = [*asked.split(b" "), b""][1].decode().strip("/")
    if kind == "vault":
        with open(os.path.join(folder, path), "rb") as file:  # noqa: PTH118, PTH123 - the same
            body = file.read()
    else:
        body = hashes(folder) if path == "hashes" else b"ready"
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body


def serve(kind: str, port: int, folder: str) -> None:
    """Answer until somebody stops it, or nobody has asked for long: the tests were killed then."""
    with socket.socket() as door:
        door.settimeout(ALONE_SECONDS_MAX)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", port))
        door.listen(16)
        while True:
            line, _ = door.accept()
            with line:
                asked = b"" if kind == "tcp" else line.recv(4096)
                if asked or kind == "tcp":
                    line.sendall(answer(kind, asked, folder))


if __name__ == "__main__":
    with contextlib.suppress(TimeoutError):
        serve(sys.argv[1], int(sys.argv[2]), sys.argv[3])
